"""What fell away when a consent was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button

from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import MUTED, Words, styled


def listed(sentences: Sequence[str]) -> Content:
    """Sentences one below the other, each behind a dot."""
    return Content("\n").join([styled("· ", sentence) for sentence in sentences])


class Told(Dialog[bool]):
    """Something to read, with one button."""

    DEFAULT_CSS = """
    Told #dialog-cancel { display: none; }
    Told .told { padding: 0 1; margin-top: 1; }
    """
    accept_label = _("Close")
    cancel_label = _("Close")

    def on_mount(self) -> None:
        """Enter closes it."""
        self.query_one("#dialog-accept", Button).focus()

    def result(self) -> bool:
        """It was read."""
        return True


class FellAway(Told):
    """What personas, themes and the map have lost, without the words."""

    def __init__(self, name: str, sentences: Sequence[str]) -> None:
        super().__init__(_("The consent of {name} is withdrawn").format(name=name))
        self._sentences = sentences

    def compose_form(self) -> ComposeResult:
        if self._sentences:
            yield Words(_("This fell away with it:"), classes="told")
            yield Words(listed(self._sentences), classes="told")
        else:
            yield Words(_("Nothing rested on these words."), classes="told")
        yield Words(
            styled(
                (_("As long as the study is open, "), MUTED),
                ("Ctrl+Z", "bold $text-accent"),
                (_(" brings all of it back. Documents that were made before still hold the words."), MUTED),
            ),
            classes="told",
        )
