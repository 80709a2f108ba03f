"""The people of a study; screens say "customer" where one is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from persona_tui.domain.records import Record

FEWEST_BEST = 5
MOST_BEST = 10
"""How many best customers a study wants (METHOD A1)."""


class Relation(StrEnum):
    """What a person is to the business."""

    CUSTOMER = "customer"
    PROSPECT = "prospect"
    EMPLOYEE = "employee"
    RESPONDENT = "respondent"


class Fit(StrEnum):
    """How well a person fits the business."""

    BEST = "best"
    OTHER = "other"
    NO_FIT = "no_fit"


class Reason(StrEnum):
    """Why somebody is among the best: the answers to the four finding questions (METHOD A1), and "other"."""

    LONGEST = "longest"
    REFERRED = "referred"
    CASE_STUDY = "case_study"
    ENTHUSIAST = "enthusiast"
    OTHER = "other"


class Person(Record, kw_only=True):
    """Somebody the study knows of. An `imagined` person is an assumption everywhere, and never a voice.

    `source` and `source_key` say which list the person came from and who they are there, so that a second import
    updates; `ranked` is the list's own ground for choosing them ("tenure 72"); `order` sorts people on screens.
    """

    name: str
    relation: Relation = Relation.CUSTOMER
    fit: Fit = Fit.BEST
    imagined: bool = False
    reasons: list[Reason] = msgspec.field(default_factory=list)
    reason_note: str = ""
    ranked: str = ""
    source: str = ""
    source_key: str = ""
    order: float = 0.0
    note: str = ""
    language: str = ""


def in_order(people: Iterable[Person]) -> list[Person]:
    """People as screens list them: by their place, then by when they were added."""
    return sorted(people, key=lambda person: (person.order, person.created, person.id))


def real_best(people: Iterable[Person]) -> list[Person]:
    """The best customers that exist: what the 5-10 meter counts."""
    return [
        person
        for person in in_order(people)
        if person.fit is Fit.BEST and person.relation is Relation.CUSTOMER and not person.imagined
    ]
