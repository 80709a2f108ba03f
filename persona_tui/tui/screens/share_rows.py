"""The list of what can be shared: documents, and what may stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from persona_tui.domain.attributes import Care
from persona_tui.i18n import _, ngettext
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.ticks import TICKED, UNTICKED
from persona_tui.workflows import sharing
from persona_tui.workflows.session import Session

SHEET, NOTES, CARE, NAMES = "sheet", "notes", "care", "names"
"""What a line of the list is."""
HEADINGS = {"heading:sheet": SHEET, "heading:notes": NOTES, "heading:care": CARE}
"""The keys of the headings, and the group that stands below each."""

ROW_COMMANDS = (
    Command("share.tick", "space", "pane('tick')", _("Tick"), _("Take it, or leave it; on a heading, all below it.")),
    Command("share.tick_too", "enter", "select_cursor", _("Tick"), show=False),
    Command("share.preview", "p", "pane('preview')", _("Preview"), _("What the document will say, in words.")),
    Command(
        "share.open",
        "o",
        "pane('open_folder')",
        _("Open folder"),
        _("The folder below, in the system's file window where there is one."),
    ),
)


@dataclass(frozen=True)
class Choice:
    """One line to tick. `why_not` says why it can't be chosen."""

    kind: str
    key: str
    label: str
    words: str
    ticked: bool = False
    why_not: str = ""

    @property
    def is_ticked(self) -> bool:
        """Whether it is chosen, and may be."""
        return self.ticked and not self.why_not

    @property
    def row(self) -> str:
        """Its key in the list."""
        return f"{self.kind}:{self.key}"

    @property
    def group(self) -> str:
        """The group it stands in."""
        return CARE if self.kind == NAMES else self.kind


class Choices:
    """What can be shared now, and what of it is ticked: sheets unless they were left, all else when it was taken."""

    def __init__(self) -> None:
        self._left: set[str] = set()
        self._taken: set[str] = set()
        self.all: list[Choice] = []

    def look(self, session: Session) -> None:
        """See what there is to share."""
        sheets = [
            Choice(SHEET, sheet.id, sheet.name, _sheet_words(sheet), f"{SHEET}:{sheet.id}" not in self._left)
            for sheet in sharing.sheets_to_share(session)
        ]
        notes = [
            Choice(NOTES, talk.id, talk.name, _notes_words(talk), self._is_taken(NOTES, talk.id), talk.why_not)
            for talk in sharing.notes_to_share(session)
        ]
        self.all = [*sheets, *notes]
        things = sharing.personal_things(session, self.ticked(SHEET), self.ticked(NOTES))
        self.all += [
            Choice(CARE, thing.key, thing.label, _care_words(thing), self._is_taken(CARE, thing.key))
            for thing in things
        ]
        if self.documents:
            told = _("those who agreed to it; others are “Customer 3”")
            self.all.append(Choice(NAMES, NAMES, _("Names of customers"), told, self._is_taken(NAMES, NAMES)))

    @property
    def documents(self) -> list[Choice]:
        """The sheets and notes that are ticked."""
        return [choice for choice in self.all if choice.kind in (SHEET, NOTES) and choice.is_ticked]

    def ticked(self, kind: str) -> tuple[str, ...]:
        """The keys of those of a kind that are ticked."""
        return tuple(choice.key for choice in self.all if choice.kind == kind and choice.is_ticked)

    def at(self, row: str) -> Choice | None:
        """The choice with that key in the list; None for a heading."""
        return next((choice for choice in self.all if choice.row == row), None)

    def toggle(self, row: str) -> None:
        """Tick a line or take its tick away; on a heading, all lines below it."""
        group = HEADINGS.get(row)
        below = [choice for choice in self.all if not choice.why_not and (choice.row == row or choice.group == group)]
        wanted = not all(choice.ticked for choice in below)
        for choice in below:
            marked = self._left if choice.kind == SHEET else self._taken
            if wanted is (choice.kind == SHEET):
                marked.discard(choice.row)
            else:
                marked.add(choice.row)

    def _is_taken(self, kind: str, key: str) -> bool:
        return f"{kind}:{key}" in self._taken


class ShareRows(Rows):
    """Documents and what may stand in them, each ticked or not."""

    BINDINGS = bindings(ROW_COMMANDS)


def rows_of(choices: Sequence[Choice]) -> list[tuple[str, tuple[Cell, ...]]]:
    """The lines, in groups below their headings."""
    titles = {
        SHEET: (_("Personas"), _("a page to pin on a wall")),
        NOTES: (_("Interviews"), _("notes, to read what was said")),
        CARE: (_("What may stand in them"), _("off unless you tick it")),
    }
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for heading, group in HEADINGS.items():
        below = [choice for choice in choices if choice.group == group]
        if not below:
            continue
        title, told = titles[group]
        rows.append((heading, ("", (title, "bold"), (told, "dim"))))
        rows += [(choice.row, _cells(choice)) for choice in below]
    return rows


def _cells(choice: Choice) -> tuple[Cell, ...]:
    if choice.why_not:
        return ("–", "dim"), (f" {choice.label}", "dim"), (choice.words, "dim")
    mark: Cell = (TICKED, "bold") if choice.ticked else UNTICKED
    return mark, f" {choice.label}", (choice.words, "dim")


def _sheet_words(sheet: sharing.SheetToShare) -> str:
    if not sheet.missing:
        return _("complete")
    return _("still missing: {parts}").format(parts=", ".join(sheet.missing))


def _notes_words(talk: sharing.NotesToShare) -> str:
    if talk.why_not:
        return talk.why_not
    count = ngettext("{n} line", "{n} lines", talk.lines).format(n=talk.lines)
    if talk.on is None:
        return count
    return _("{day}, {count}").format(day=day_words(talk.on.date()), count=count)


def _care_words(thing: sharing.PersonalThing) -> str:
    where = ", ".join(thing.used_in)
    if thing.care is Care.SPECIAL:
        return _("specially protected; in: {where}").format(where=where)
    return _("personal; in: {where}").format(where=where)
