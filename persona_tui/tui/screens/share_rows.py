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
from persona_tui.workflows.documents.kinds import KINDS
from persona_tui.workflows.session import Session

SHEET, NOTES, STUDY, TALK, CARE, SAY = "sheet", "notes", "study", "talk", "care", "say"
"""What a line of the list is: a persona's sheet, an interview's notes, a document of the whole study, one for the next
talk, an attribute of care, or what else may be said.
"""
NAMES, QUOTES, OUTSIDE = "names", "quotes", "outside"
"""How documents say it: with customers' names, with their words, and fit for readers outside the business."""
HEADINGS = {
    "heading:sheet": SHEET,
    "heading:study": STUDY,
    "heading:notes": NOTES,
    "heading:talk": TALK,
    "heading:care": CARE,
}
"""The keys of the headings, and the group that stands below each."""
DOCUMENTS = (SHEET, STUDY, NOTES, TALK)
OF_THE_STUDY = ("report", "cards")
FOR_A_TALK = ("guide", "questionnaire", "tags")
"""The kinds of documents that are one line each."""

ROW_COMMANDS = (
    Command("share.tick", "space", "pane('tick')", _("Tick"), _("Take it, or leave it; on a heading, all below it.")),
    Command("share.tick_too", "enter", "select_cursor", _("Tick"), show=False),
    Command("share.preview", "p", "pane('preview')", _("Preview"), _("What the document will say, in words.")),
    Command("share.looks", "l", "pane('looks')", _("Looks"), _("Shape of the sheet, paper, PDF, your own template.")),
    Command("share.house", "h", "pane('house')", _("House style"), _("Your logo, colours and fonts."), show=False),
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
        return CARE if self.kind == SAY else self.kind


class Choices:
    """What can be shared now, and what of it is ticked: sheets and customers' words unless they were left, all else
    when it was taken.
    """

    def __init__(self) -> None:
        self._left: set[str] = set()
        self._taken: set[str] = set()
        self.all: list[Choice] = []

    def look(self, session: Session) -> None:
        """See what there is to share."""
        sheets = sharing.sheets_to_share(session)
        talks = sharing.notes_to_share(session)
        self.all = [self._choice(SHEET, sheet.id, sheet.name, _sheet_words(sheet)) for sheet in sheets]
        if sheets:
            self.all += self._of_kinds(STUDY, OF_THE_STUDY)
        self.all += [self._choice(NOTES, talk.id, talk.name, _notes_words(talk), talk.why_not) for talk in talks]
        if self.all:
            self.all += self._of_kinds(TALK, FOR_A_TALK)
        things = sharing.personal_things(session, self._personas_told(), self.ticked(NOTES))
        self.all += [self._choice(CARE, thing.key, thing.label, _care_words(thing)) for thing in things]
        if self.documents:
            self.all += [
                self._choice(SAY, NAMES, _("Names of customers"), _("those who agreed to it; others are “Customer 3”")),
                self._choice(SAY, QUOTES, _("Their own words"), _("of those who agreed to be quoted")),
                self._choice(SAY, OUTSIDE, _("For readers outside"), _("companies and places are taken out")),
            ]

    @property
    def documents(self) -> list[Choice]:
        """The documents that are ticked."""
        return [choice for choice in self.all if choice.kind in DOCUMENTS and choice.is_ticked]

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
            begins_ticked = _begins_ticked(choice.kind, choice.key)
            marked = self._left if begins_ticked else self._taken
            if wanted is begins_ticked:
                marked.discard(choice.row)
            else:
                marked.add(choice.row)

    def _of_kinds(self, group: str, keys: Sequence[str]) -> list[Choice]:
        known = {kind.key: kind for kind in KINDS}
        return [self._choice(group, key, _(known[key].title), _(known[key].about)) for key in keys if key in known]

    def _choice(self, kind: str, key: str, label: str, words: str, why_not: str = "") -> Choice:
        row = f"{kind}:{key}"
        ticked = row not in self._left if _begins_ticked(kind, key) else row in self._taken
        return Choice(kind, key, label, words, ticked, why_not)

    def _personas_told(self) -> tuple[str, ...]:
        """The personas that any ticked document tells of."""
        if self.ticked(STUDY):
            return tuple(choice.key for choice in self.all if choice.kind == SHEET)
        return self.ticked(SHEET)


def _begins_ticked(kind: str, key: str) -> bool:
    return kind == SHEET or key == QUOTES


class ShareRows(Rows):
    """Documents and what may stand in them, each ticked or not."""

    BINDINGS = bindings(ROW_COMMANDS)


def rows_of(choices: Sequence[Choice]) -> list[tuple[str, tuple[Cell, ...]]]:
    """The lines, in groups below their headings."""
    titles = {
        SHEET: (_("Personas"), _("a page to pin on a wall")),
        STUDY: (_("The whole study"), _("for colleagues")),
        NOTES: (_("Interviews"), _("notes, to read what was said")),
        TALK: (_("For the next talks"), _("and for documents of your own")),
        CARE: (_("What they may say"), _("nothing personal unless you tick it")),
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
