"""Questions in a window of their own: a form, a yes or no, a file to choose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, TextArea

from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.words import Heading, Words

T = TypeVar("T")

AROUND_THE_FORM = 9
"""Rows of a dialog that are not its form: heading, what is wrong, buttons, space and the footer."""

ACCEPT, CANCEL = "dialog.accept", "dialog.cancel"

DIALOG_COMMANDS = (
    Command(ACCEPT, "ctrl+s", "accept", _("Save"), _("Keep what is filled in here and close."), priority=True),
    Command(CANCEL, "escape", "cancel", _("Cancel"), _("Close without keeping anything.")),
)


class Dialog(ModalScreen[T | None]):
    """A form that gives back a value, or None when it is cancelled.

    A subclass yields its inputs in `compose_form` and reads them in `result`; raising PlainError there says the
    sentence in the dialog and keeps it open.
    """

    BINDINGS = bindings(DIALOG_COMMANDS)
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 70%; }
    Dialog > #dialog { width: 76; max-width: 96%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
    Dialog #dialog-form { height: auto; scrollbar-size-vertical: 1; }
    Dialog #dialog-problem { color: $text-error; height: auto; padding: 0 1; display: none; }
    Dialog #dialog-buttons { height: auto; margin-top: 1; align-horizontal: right; }
    Dialog #dialog-buttons Button { margin-left: 2; }
    """
    accept_label = _("Save")
    cancel_label = _("Cancel")

    def __init__(self, title: str, **options: Any) -> None:
        super().__init__(**options)
        self.heading = title
        self._refused: list[str] | None = None
        """What was typed when it was refused: that is said to be wrong until something else is typed."""

    def compose(self) -> ComposeResult:
        self._name_the_key()
        with Vertical(id="dialog"):
            yield Heading(self.heading)
            with VerticalScroll(id="dialog-form", can_focus=False):
                yield from self.compose_form()
            yield Words("", id="dialog-problem")
            with Horizontal(id="dialog-buttons"):
                yield Button(Content(self.accept_label), id="dialog-accept", variant="primary")
                yield Button(Content(self.cancel_label), id="dialog-cancel")
        yield KeysLine()

    def _name_the_key(self) -> None:
        """The keys are called in the footer what the buttons are called."""
        names = {ACCEPT: self.accept_label, CANCEL: self.cancel_label}
        for key, known in self._bindings.key_to_bindings.items():
            self._bindings.key_to_bindings[key] = [
                replace(binding, description=names.get(binding.id or "", binding.description)) for binding in known
            ]

    def on_resize(self) -> None:
        """The form scrolls where it is higher than the screen; what is wrong and the buttons stay in sight."""
        self.query_one("#dialog-form").styles.max_height = max(3, self.size.height - AROUND_THE_FORM)

    def compose_form(self) -> ComposeResult:
        """The inputs."""
        yield from ()

    def result(self) -> T | None:
        """What the inputs hold. Raises PlainError where they hold something that can't be taken."""
        raise TypeError(f"{type(self).__name__} gives no result")

    def action_accept(self) -> None:
        """Give the result back and close, or say what is wrong."""
        from persona_tui.domain.errors import PlainError

        try:
            found = self.result()
        except PlainError as problem:
            self.say_problem(problem.sentence)
            self._refused = self._what_is_typed()
            return
        self.dismiss(found)

    def say_problem(self, sentence: str) -> None:
        """Say what is wrong, inside the dialog."""
        words = self.query_one("#dialog-problem", Words)
        words.say(sentence)
        words.display = bool(sentence)
        self._refused = None

    def _what_is_typed(self) -> list[str]:
        lines = [entry.value for entry in self.query(Input)]
        return lines + [entry.text for entry in self.query(TextArea)]

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed_since(self) -> None:
        """What was wrong is not said any longer once something else is typed."""
        if self._refused is not None and self._refused != self._what_is_typed():
            self.say_problem("")

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was pressed. Textual calls this handler of every class, so a dialog overrides `pressed`."""
        event.stop()
        self.pressed(event.button.id or "")

    def pressed(self, button: str) -> None:
        """What the button with that id does; a dialog with more of them knows theirs and passes the others on."""
        if button == "dialog-accept":
            self.action_accept()
        elif button == "dialog-cancel":
            self.action_cancel()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a one-line input. Textual calls this handler of every class, so a dialog overrides `submitted`."""
        event.stop()
        self.submitted(event.input)

    def submitted(self, entry: Input) -> None:
        """What Enter in an input does: it accepts the form."""
        self.action_accept()


class Confirm(Dialog[bool]):
    """A yes or no, for what can't be undone or costs something."""

    def __init__(self, title: str, sentence: str, accept: str) -> None:
        super().__init__(title)
        self._sentence = sentence
        self.accept_label = accept

    def compose_form(self) -> ComposeResult:
        """The sentence."""
        yield Words(self._sentence)

    def result(self) -> bool:
        """Yes."""
        return True
