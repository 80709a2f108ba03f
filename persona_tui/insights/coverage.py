"""What is known about whom, of what the study picked, and where sources disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Attribute, Known, Value
from persona_tui.domain.people import Person


class Cell(StrEnum):
    """What the matrix shows for one attribute of one person."""

    KNOWN = "known"
    CONFLICT = "conflict"
    NOT_SAID = "not_said"
    UNKNOWN = "unknown"
    EMPTY = "empty"


ValuesByCell = dict[tuple[str, str], list[Value]]
"""(person id, attribute key) → the values that count, the newest last."""


def by_cell(values: Iterable[Value]) -> ValuesByCell:
    """The values that have not been set aside, by person and attribute."""
    cells: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
    for value in values:
        if not value.set_aside:
            cells[value.person, value.attribute].append(value)
    for found in cells.values():
        found.sort(key=lambda value: (value.as_of, value.updated, value.id))
    return dict(cells)


def current(values: Sequence[Value]) -> Value | None:
    """The value that counts of one cell's values: the newest that is known, else the newest."""
    known = [value for value in values if value.known is Known.KNOWN]
    return known[-1] if known else (values[-1] if values else None)


def disagrees(values: Sequence[Value]) -> bool:
    """Whether sources say different things about one attribute of one person."""
    contents = {repr(_comparable(value)) for value in values if value.known is Known.KNOWN}
    return len(contents) > 1


def _comparable(value: Value) -> object:
    content = value.content
    if isinstance(content, str):
        return content.strip().casefold()
    return sorted(content) if isinstance(content, list) else content


def cell_state(values: Sequence[Value]) -> Cell:
    """What one cell shows."""
    found = current(values)
    if found is None:
        return Cell.EMPTY
    if found.known is Known.KNOWN:
        return Cell.CONFLICT if disagrees(values) else Cell.KNOWN
    return Cell.NOT_SAID if found.known is Known.NOT_SAID else Cell.UNKNOWN


class PersonCoverage(msgspec.Struct, kw_only=True, frozen=True):
    """How much is known about one person: `gaps` are the attributes to ask about, in the study's order.

    "Rather not say" is an answer: it is settled, so it is no gap, but it is not counted as known either.
    """

    person: Person
    known: int
    settled: int
    gaps: tuple[Attribute, ...]


def coverage(
    people: Sequence[Person], attributes: Sequence[Attribute], values: Iterable[Value]
) -> list[PersonCoverage]:
    """How much is known about each person, of the picked `attributes`."""
    cells = by_cell(values)
    found = []
    for person in people:
        states = [(attribute, cell_state(cells.get((person.id, attribute.key), ()))) for attribute in attributes]
        known = sum(state in (Cell.KNOWN, Cell.CONFLICT) for _attribute, state in states)
        refused = sum(state is Cell.NOT_SAID for _attribute, state in states)
        gaps = tuple(attribute for attribute, state in states if state in (Cell.EMPTY, Cell.UNKNOWN))
        found.append(PersonCoverage(person=person, known=known, settled=known + refused, gaps=gaps))
    return found


def known_counts(people: Iterable[Person], keys: Sequence[str], values: Iterable[Value]) -> dict[str, int]:
    """How many of the attributes with those keys are known of each person, by id: what a list shows at once."""
    cells = by_cell(values)
    known = (Cell.KNOWN, Cell.CONFLICT)
    return {person.id: sum(cell_state(cells.get((person.id, key), ())) in known for key in keys) for person in people}


def share_known(found: Sequence[PersonCoverage], attributes: int) -> float | None:
    """The part of all cells that is settled, 0 to 1; None where there are no cells."""
    cells = len(found) * attributes
    return sum(person.settled for person in found) / cells if cells else None
