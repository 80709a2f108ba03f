"""The two lists of the wall: themes with their lines, and the lines that stand in none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from persona_tui.i18n import _
from persona_tui.insights.themes import THEME_FIELDS, MarkedLine, Proposal, ThemeSeen, kind_title
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.theme_words import heading, loose_entry, proposal_entry, theme_entries
from persona_tui.workflows.themes import Board

THEME_COMMANDS = (
    Command("themes.open", "enter", "select", _("Open"), _("See the lines of the theme, or close it again.")),
    Command(
        "themes.sentence",
        "c",
        "pane('sentence')",
        _("Sentence"),
        _("Make a sentence of the persona’s sheet of the theme, resting on its lines; or bring it up to date."),
    ),
    Command("themes.rename", "r", "pane('rename')", _("Rename"), _("Call the theme something else.")),
    Command(
        "themes.move",
        "m",
        "pane('move_into')",
        _("Move"),
        _("Put this line into another theme; on a theme, all of its lines."),
    ),
    Command(
        "themes.remove",
        "delete,x",
        "pane('remove')",
        _("Take out"),
        _("Take the line out of its theme, or the theme away; its lines are loose again. Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command("themes.add", "a", "pane('add_here')", _("Add chosen"), _("Put the chosen lines into this theme."), False),
    Command("themes.words", "w", "pane('words')", _("Words"), _("See it where it was said."), False),
    Command("themes.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("themes.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)

LINE_COMMANDS = (
    Command("lines.choose", "space", "pane('choose')", _("Choose"), _("Choose lines that say the same.")),
    Command(
        "lines.group",
        "g",
        "pane('group')",
        _("Group"),
        _("Put the chosen lines (or this one) under a name: a new theme, or one that is there."),
    ),
    Command("lines.group_too", "enter", "pane('group')", _("Group"), show=False),
    Command(
        "lines.dismiss",
        "delete,x",
        "pane('dismiss')",
        _("Not the same"),
        _("These lines do not say the same: propose it no more."),
        key_display="x",
    ),
    Command("lines.words", "w", "pane('words')", _("Words"), _("See it where it was said, with the lines around.")),
)


class ThemeList(PaneKeys, KeptList):
    """Themes by kind, each with how many customers say so; an open one shows its lines."""

    BINDINGS = bindings(THEME_COMMANDS)

    def show_themes(self, board: Board, themes: Sequence[ThemeSeen], opened: Collection[str], kind: str) -> None:
        """Show these; those in `opened` (ids) with their lines."""
        entries: list[Entry] = []
        for field in (kind,) if kind else THEME_FIELDS:
            found = [seen for seen in themes if seen.theme.field == field]
            if found:
                entries.append(heading(field, kind_title(field), len(found)))
            for seen in found:
                entries += theme_entries(board, seen, seen.id in opened)
        self.show_entries(entries)

    @property
    def current_theme(self) -> str:
        """The id of the theme the cursor is on, or in; "" for none."""
        parts = self.current_key.split(":", 2)
        return parts[1] if parts[0] in ("theme", "in") else ""

    @property
    def current_line(self) -> str:
        """The key of the line the cursor is on; "" where it is on a theme."""
        parts = self.current_key.split(":", 2)
        return parts[2] if parts[0] == "in" else ""


class LineList(PaneKeys, KeptList):
    """What may say the same, then the lines that stand in no theme, by kind."""

    BINDINGS = bindings(LINE_COMMANDS)

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.proposals: dict[str, Proposal] = {}

    def show_lines(
        self,
        board: Board,
        lines: Sequence[MarkedLine],
        proposed: Sequence[Proposal],
        chosen: Collection[str],
        kind: str,
    ) -> None:
        """Show these, those in `chosen` (keys) ticked."""
        self.proposals = {each.key: each for each in proposed}
        entries: list[Entry] = []
        if proposed:
            entries.append(heading("proposed", _("These may say the same"), len(proposed)))
            entries += [proposal_entry(each, board) for each in proposed]
        for field in (kind,) if kind else THEME_FIELDS:
            found = [line for line in lines if (field in line.fields if kind else line.fields[0] == field)]
            if found:
                entries.append(heading(field, kind_title(field), len(found)))
                entries += [loose_entry(line, board, chosen, field) for line in found]
        self.show_entries(entries)

    @property
    def current_line(self) -> str:
        """The key of the line the cursor is on; "" for none."""
        kind, _colon, key = self.current_key.partition(":")
        return key if kind == "line" else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is proposed can be said not to be the same."""
        return self.current_proposal is not None if action == "pane" and "dismiss" in parameters else True

    @property
    def current_proposal(self) -> Proposal | None:
        """What is proposed where the cursor is."""
        kind, _colon, key = self.current_key.partition(":")
        return self.proposals.get(key) if kind == "proposal" else None
