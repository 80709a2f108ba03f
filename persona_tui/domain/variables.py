"""What customers stand apart on, and where each of them stands (METHOD E: the Cooper/Goodwin mapping).

A variable is an ordered line between two poles ("buys on price" – "buys on trust"), or a choice. Relative order
matters, precision does not: a line has 13 slots, and beyond the cuts between bands only order is used.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Known, Option
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.records import Record

SLOTS = 13
"""How many places a line has, 1 at the first pole and 13 at the other."""
MOST_BANDS = 3


class VariableSort(StrEnum):
    """What a behavioural variable is about (Cooper et al., About Face, chapter 3)."""

    ACTIVITY = "activity"
    ATTITUDE = "attitude"
    APTITUDE = "aptitude"
    MOTIVATION = "motivation"
    SKILL = "skill"


class Variable(Record, kw_only=True):
    """One thing that customers stand apart on. `low` and `high` name the poles of a line; a choice has `options`.

    `source` says where it comes from: "" for the person's own, "attribute:<key>" for an attribute whose values place
    people, "bank:<key>" for one that came ready with a question bank. `question` is the key of the question that asks
    for it. `cuts` are the slots behind which a new band begins, at most two, where the person moved them; None leaves
    the program's proposal. `counts_with` is the id of the variable that this one follows from, once the person has
    confirmed that: both then count once. `apart` are the ids of variables of which the person said that it does not
    follow from them. `left_out` keeps a variable without using it.
    """

    low: str = ""
    high: str = ""
    label: str = ""
    options: list[Option] = msgspec.field(default_factory=list)
    sort: VariableSort = VariableSort.ATTITUDE
    source: str = ""
    question: str = ""
    cuts: list[int] | None = None
    counts_with: str = ""
    apart: list[str] = msgspec.field(default_factory=list)
    left_out: bool = False
    language: str = "en"
    order: float = 0.0

    @property
    def is_choice(self) -> bool:
        """Whether people choose among options, rather than stand on a line."""
        return bool(self.options)


class Placement(Record, kw_only=True):
    """Where a person stands on a variable: in a `slot` (1 to 13), at a `choice` (an option's key), or not known; and
    the words it rests on. A person has at most one placement on a variable; it overrules what a value would place.
    """

    person: str
    variable: str
    slot: int | None = None
    choice: str = ""
    known: Known = Known.KNOWN
    evidence: list[Evidence] = msgspec.field(default_factory=list)


class Pattern(Record, kw_only=True):
    """People (ids) who stand together on variables (ids), for a reason that a person gave ("because …").

    Without a reason a group is a candidate, and candidates are derived and not stored.
    """

    people: list[str] = msgspec.field(default_factory=list)
    variables: list[str] = msgspec.field(default_factory=list)
    reason: str = ""
    language: str = "en"


class Theme(Record, kw_only=True):
    """Lines that say the same, under one name. It counts customers, not lines. `field` is the part of the template
    it speaks to (a `FieldKey`).
    """

    name: str
    field: str
    evidence: list[Evidence] = msgspec.field(default_factory=list)
    language: str = "en"
    order: float = 0.0


class Tombstone(Record, kw_only=True):
    """Somebody asked to be forgotten: nothing but the random id they had, and the day (`created`). Records that carry
    the id, from a second copy of the study, are not let in again.
    """

    person: str
