"""Under which name lines go, and into whose sheet a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.themes import MarkedLine, kind_title, theme_count
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import persona_label
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.theme_words import kind_word, line_words
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows.themes import Board

MOST_LINES = 3
"""Of the lines that are grouped, so many are shown."""
_NEW = "new theme"

GROUP_COMMANDS = (
    Command("group.down", "down", "highlight(1)", _("Down"), show=False, priority=True),
    Command("group.up", "up", "highlight(-1)", _("Up"), show=False, priority=True),
)


class Under(NamedTuple):
    """The theme (an id) that lines go into, or the name of a new one."""

    theme: str
    name: str = ""


class GroupDialog(Dialog[Under]):
    """A name to type; below it the themes that are there, fewer with every letter."""

    BINDINGS = bindings(GROUP_COMMANDS)
    DEFAULT_CSS = """
    GroupDialog #lines { height: auto; max-height: 6; padding: 0 1; margin-top: 1; }
    GroupDialog OptionList { height: auto; max-height: 9; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    GroupDialog .option-list--option { padding: 0 1; }
    """
    accept_label = _("Group")

    def __init__(
        self,
        board: Board,
        lines: Sequence[MarkedLine],
        kind: str,
        *,
        title: str,
        suggested: str = "",
        without: str = "",
        only_known: bool = False,
    ) -> None:
        super().__init__(title)
        self._board = board
        self._lines = lines
        self._kind = kind
        self._suggested = suggested
        self._only_known = only_known
        themes = [seen for seen in board.themes if seen.id != without]
        self._themes = sorted(themes, key=lambda seen: seen.theme.field != kind)

    def compose_form(self) -> ComposeResult:
        shown = [line_words(line, self._board) for line in self._lines[:MOST_LINES]]
        more = len(self._lines) - len(shown)
        if more > 0:
            shown.append(styled((_("and {n} more").format(n=more), MUTED)))
        yield Words(Content("\n").join(shown), id="lines")
        label = _("Into which theme?") if self._only_known else _("What do they say? Name it, or choose a theme below")
        yield FieldLabel(label)
        yield Input(self._suggested, id="name")
        yield MarkedList(id="known")

    def on_mount(self) -> None:
        """Every theme, and the name to type."""
        self._show("")
        self.query_one("#name", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer themes, or more."""
        self._show(clean_line(event.value))

    def _show(self, typed: str) -> None:
        search = "" if typed == clean_line(self._suggested) else typed
        words = search.casefold().split()
        found = [seen for seen in self._themes if all(word in seen.theme.name.casefold() for word in words)]
        options: list[Option] = []
        if not self._only_known:
            title = _("New theme, {kind}: “{name}”").format(kind=kind_title(self._kind).lower(), name=typed)
            shown = title if typed else _("A new theme: type its name")
            options.append(Option(styled(("+ ", "bold $text-accent"), (shown, "" if typed else MUTED)), id=_NEW))
        for seen in found:
            kind = "" if seen.theme.field == self._kind else f"{kind_word(seen.theme.field)}, "
            words_shown = styled("  ", clean_line(seen.theme.name), (f"  {kind}{theme_count(seen)}", MUTED))
            options.append(Option(words_shown, id=seen.id))
        listing = self.query_one("#known", OptionList)
        listing.clear_options()
        listing.add_options(options)
        exact = [
            seen.id
            for seen in found
            if seen.theme.name.casefold() == typed.casefold() and seen.theme.field == self._kind
        ]
        listing.highlighted = listing.get_option_index(exact[0]) if exact else (0 if options else None)

    def action_highlight(self, by: int) -> None:
        """To the theme above or below, while the name is typed."""
        listing = self.query_one("#known", OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter in the list."""
        event.stop()
        self.action_accept()

    def result(self) -> Under | None:
        """The theme that is highlighted, or the name that is typed."""
        listing = self.query_one("#known", OptionList)
        chosen = listing.highlighted_option.id if listing.highlighted_option is not None else ""
        typed = clean_line(self.query_one("#name", Input).value)
        if chosen and chosen != _NEW:
            return Under(chosen)
        if self._only_known:
            raise PlainError(_("No theme is called that. Delete a few letters, or press Escape."))
        if not typed:
            raise PlainError(_("Give the theme a name: what do these lines say?"))
        return Under("", typed)


class WhoseSheet(Dialog[str]):
    """Which persona a sentence goes to: its id."""

    DEFAULT_CSS = """
    WhoseSheet OptionList { height: auto; max-height: 10; margin-top: 1; }
    WhoseSheet .option-list--option { padding: 0 1; }
    """
    accept_label = _("Choose")

    def __init__(self, personas: Sequence[Persona]) -> None:
        super().__init__(_("In whose sheet does the sentence go?"))
        self._personas = personas

    def compose_form(self) -> ComposeResult:
        options = [Option(styled(persona_label(persona)), id=persona.id) for persona in self._personas]
        yield MarkedList(*options, id="personas-known")

    def on_mount(self) -> None:
        """The first one."""
        listing = self.query_one("#personas-known", MarkedList)
        listing.highlighted = 0
        listing.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter."""
        event.stop()
        self.action_accept()

    def result(self) -> str:
        """The persona that is highlighted."""
        option = self.query_one("#personas-known", MarkedList).highlighted_option
        return (option.id or "") if option is not None else ""
