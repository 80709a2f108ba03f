"""The answers to choose from: a digit or the arrows choose, letters go to the notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.words import MUTED, styled

MOST_DIGITS = 9

CHOICE_COMMANDS = (
    Command(
        "choice.take", "space,enter", "take", _("Choose"), _("Choose what the arrows are on; again takes it back.")
    ),
    Command("choice.up", "up", "step_row(-1)", _("Up"), show=False),
    Command("choice.down", "down", "step_row(1)", _("Down"), show=False),
    Command("choice.left", "left", "step(-1)", _("Left"), show=False),
    Command("choice.right", "right", "step(1)", _("Right"), show=False),
)


class Choice(NamedTuple):
    """One of the answers: its key and what a person reads."""

    key: str
    label: str


class AnswerChoices(Widget, can_focus=True):
    """Choices in columns, as few rows as fit. Says `Taken` with a key; what is chosen is told to it from outside."""

    BINDINGS = bindings(CHOICE_COMMANDS)
    DEFAULT_CSS = """
    AnswerChoices { height: auto; width: 1fr; padding: 0 1; }
    AnswerChoices:focus { background: $primary 15%; }
    """

    class Taken(Message):
        """A choice was taken, or taken back."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, write: Callable[[str, bool], None], **options: str) -> None:
        """`write` takes what was typed, or pasted (True), and is no choice: it belongs into the notes."""
        super().__init__(**options)  # type: ignore[arg-type]
        self._write = write
        self._choices: Sequence[Choice] = ()
        self._chosen: frozenset[str] = frozenset()
        self._several = False
        self._place = 0

    def show_choices(self, choices: Sequence[Choice], chosen: Collection[str], *, several: bool) -> None:
        """Show these choices with those that are chosen."""
        if list(choices) != list(self._choices):
            self._place = 0
            self._choices = tuple(choices)
            self.refresh(layout=True)
        self._several = several
        self.show_chosen(chosen)

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Show which of the choices are chosen."""
        self._chosen = frozenset(chosen)
        self.refresh()

    def _columns(self, width: int) -> tuple[int, int]:
        """How many columns, and how wide each one."""
        widest = max((cell_len(clean_line(choice.label)) for choice in self._choices), default=0) + 7
        columns = max(1, width // max(1, widest))
        rows = -(-len(self._choices) // columns)
        columns = -(-len(self._choices) // rows) if rows else 1
        return columns, min(widest, max(1, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the choices need at that width."""
        columns, _width = self._columns(width)
        return max(1, -(-len(self._choices) // columns))

    def render(self) -> Content:
        """The choices, row by row."""
        columns, width = self._columns(self.content_size.width)
        lines = []
        for first in range(0, len(self._choices), columns):
            cells = [
                self._cell(first + number, choice, width)
                for number, choice in enumerate(self._choices[first : first + columns])
            ]
            lines.append(Content.assemble(*cells))
        return Content("\n").join(lines)

    def _cell(self, place: int, choice: Choice, width: int) -> Content:
        digit = str(place + 1) if place < MOST_DIGITS else " "
        is_chosen = choice.key in self._chosen
        glyph = ("■" if is_chosen else "□") if self._several else ("●" if is_chosen else "○")
        label = clean_line(choice.label)
        room = max(1, width - 7)
        label = label if cell_len(label) <= room else set_cell_size(label, room - 1) + "…"
        style = "bold" if is_chosen else ""
        if self.has_focus and place == self._place:
            style = f"{style} underline".strip()
        return styled(
            (f"{digit} ", "$text-accent" if self.has_focus else MUTED),
            (f"{glyph} ", "bold $text-accent" if is_chosen else MUTED),
            (label, style),
            " " * (room - cell_len(label) + 3),
        )

    @property
    def _digits(self) -> list[str]:
        """The digits that stand before choices."""
        return [str(place + 1) for place in range(min(len(self._choices), MOST_DIGITS))]

    def action_step(self, by: int) -> None:
        """To the choice beside."""
        self._place = min(max(self._place + by, 0), len(self._choices) - 1)
        self.refresh()

    def action_step_row(self, by: int) -> None:
        """To the choice above or below."""
        columns, _width = self._columns(self.content_size.width)
        wanted = self._place + by * columns
        if 0 <= wanted < len(self._choices):
            self._place = wanted
            self.refresh()

    def action_take(self) -> None:
        """Choose the one the arrows are on."""
        if self._choices:
            self.post_message(self.Taken(self._choices[self._place].key))

    def on_key(self, event: events.Key) -> None:
        """A digit that stands before a choice chooses; anything else that can be read is a note, and so is all that
        was typed right after it: keys that come in one go are here before the notes have the focus.
        """
        character = event.character or ""
        if self.screen.focused is not self and (event.is_printable or event.key == "enter"):
            event.stop()
            self._write("\n" if event.key == "enter" else character, False)
        elif character in self._digits:
            event.stop()
            self._place = int(character) - 1
            self.action_take()
        elif event.is_printable and character != " ":
            event.stop()
            self._write(character, False)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is a note."""
        event.stop()
        self._write(event.text, True)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        columns, width = self._columns(self.content_size.width)
        where = event.get_content_offset(self)
        if where is not None:
            place = where.y * columns + min(where.x // width, columns - 1)
            if 0 <= place < len(self._choices):
                self._place = place
                self.action_take()
