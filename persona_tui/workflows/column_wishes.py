"""Which column fills which attribute, as a person asked for it: by key or label, or as an attribute of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from persona_tui.domain.attributes import Attribute, Group, Kind, Option
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import new_id
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.imports.cells import is_blank, parse_number
from persona_tui.imports.columns import find_column
from persona_tui.imports.contents import squash
from persona_tui.imports.tables import Table
from persona_tui.workflows.attributes import may_record
from persona_tui.workflows.session import Session

LIKE_A_KNOWN_ONE = 0.84
"""How alike (difflib's ratio) a new name and a known one must be to be taken for a slip of the hand."""
MOST_CHOICES = 8
"""A column with more different texts than this is no choice between a few."""
LONGEST_CHOICE = 60
LEAVES_OUT = "none"
_YES_AND_NO = ({"0", "1"}, {"yes", "no"}, {"true", "false"})


@dataclass
class ColumnWishes:
    """What was asked for: `column_map` by the table's own column names, `new` attributes that are to be made for it,
    `unwanted` columns.
    """

    column_map: dict[str, Attribute] = field(default_factory=dict)
    new: list[Attribute] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)


def split_wish(text: str) -> tuple[str, str]:
    """The column and the attribute in "COLUMN=ATTRIBUTE"; nothing behind the sign, or "none", leaves the column out.

    Raises PlainError for a text that names no column, or has no sign.
    """
    column, equals, attribute = text.rpartition("=")
    if not equals or not column.strip():
        sentence = _("“{text}” does not say which column fills which attribute: write COLUMN=ATTRIBUTE.")
        raise PlainError(sentence.format(text=text))
    wanted = attribute.strip()
    return column.strip(), "" if wanted.casefold() == LEAVES_OUT else wanted


def read_wishes(session: Session, table: Table, asked: Mapping[str, str]) -> ColumnWishes:
    """What a person asked for, column by column ("" leaves one out).

    Raises PlainError: an unknown column, a name that is nearly a known attribute's, a special attribute that the study
    has not turned on.
    """
    wishes = ColumnWishes()
    for column_text, wanted in asked.items():
        column = find_column(table, column_text)
        if not clean_line(wanted):
            wishes.unwanted.append(column)
            continue
        known = (*session.catalogue(), *wishes.new)
        attribute = _named(known, wanted)
        if attribute is None:
            _refuse_a_slip(known, wanted)
            attribute = _own_attribute(table, column, clean_line(wanted))
            wishes.new.append(attribute)
        elif not may_record(session, attribute):
            sentence = _(
                "“{label}” is specially protected by law. Turn it on first, on the attributes step, and say what you "
                "need it for."
            )
            raise PlainError(sentence.format(label=attribute.label))
        wishes.column_map[column] = attribute
    return wishes


def _named(known: Sequence[Attribute], wanted: str) -> Attribute | None:
    """The attribute of that key or label, else the one that lists call so."""
    name = squash(wanted)
    for attribute in known:
        if name and name in (squash(attribute.key), squash(attribute.label)):
            return attribute
    return next((each for each in known if name and name in map(squash, each.aliases)), None)


def _refuse_a_slip(known: Iterable[Attribute], wanted: str) -> None:
    by_name: dict[str, Attribute] = {}
    for attribute in known:
        for name in (attribute.label, attribute.key):
            by_name.setdefault(squash(name), attribute)
    near = get_close_matches(squash(wanted), list(by_name), n=1, cutoff=LIKE_A_KNOWN_ONE)
    if near:
        attribute = by_name[near[0]]
        sentence = _(
            "There is no attribute “{wanted}”: did you mean “{label}” ({key})? One of your own needs another name."
        )
        raise PlainError(sentence.format(wanted=clean_line(wanted), label=attribute.label, key=attribute.key))


def _own_attribute(table: Table, column: str, label: str) -> Attribute:
    """An attribute of the study's own, of the kind that the column's cells have; it knows the column again."""
    said = [text for text in table.frame([column])[column].unique(maintain_order=True).to_list() if not is_blank(text)]
    kind, options = _kind_of([clean_line(text) for text in said], table.height)
    return Attribute(
        key=f"own_{new_id()}",
        label=label,
        group=Group.OWN,
        kind=kind,
        options=options,
        aliases=(column.casefold(),),
    )


def _kind_of(said: Sequence[str], rows: int) -> tuple[Kind, tuple[Option, ...]]:
    distinct = list(dict.fromkeys(said))
    if not distinct:
        return Kind.TEXT, ()
    if any({text.casefold() for text in distinct} == pair for pair in _YES_AND_NO):
        return Kind.ONE_OF, (Option(key="yes", label=_("Yes")), Option(key="no", label=_("No")))
    if all(parse_number(text) is not None for text in distinct):
        return Kind.NUMBER, ()
    few = 2 <= len(distinct) <= MOST_CHOICES and len(distinct) * 2 <= rows
    if few and all(len(text) <= LONGEST_CHOICE for text in distinct):
        return Kind.ONE_OF, tuple(_options(distinct))
    return Kind.TEXT, ()


def _options(labels: Sequence[str]) -> list[Option]:
    options: list[Option] = []
    taken: set[str] = set()
    for number, label in enumerate(labels, start=1):
        key = re.sub(r"\W+", "_", label.casefold()).strip("_") or f"o{number}"
        if key in taken:
            key = f"{key}_{number}"
        taken.add(key)
        options.append(Option(key=key, label=label))
    return options
