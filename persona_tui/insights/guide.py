"""The six steps, what an advice is, and whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from persona_tui.domain.people import Fit, Person, in_order, real_best
from persona_tui.insights.view import StudyView

FEWEST_PERSONAS = 2
"""How many personas a study begins with (METHOD B)."""


class StepKey(StrEnum):
    """The six steps of the rail, in their order."""

    CUSTOMERS = "customers"
    ATTRIBUTES = "attributes"
    INTERVIEWS = "interviews"
    CHANNELS = "channels"
    PERSONAS = "personas"
    SHARE = "share"


class Advice(msgspec.Struct, frozen=True):
    """What to do next, on which step, and why. `person`, `attribute`, `persona` and `pattern` are ids and a key, "" for
    none; `screen` is the screen of the step on which it is done, "" for the step's own, `part` the part of the persona.
    """

    step: StepKey
    what: str
    why: str
    person: str = ""
    attribute: str = ""
    persona: str = ""
    pattern: str = ""
    screen: str = ""
    part: str = ""


def core_people(view: StudyView) -> list[Person]:
    """Those the study is about: the real best customers, or while there are none everybody who may fit."""
    best = real_best(view.people)
    return best or [person for person in in_order(view.people) if person.fit is not Fit.NO_FIT]


def talked_to(view: StudyView) -> set[str]:
    """The people (ids) whose words were noted with a consent that stands."""
    return {
        person
        for talk in view.interviews
        if talk.has_words and view.interview_counts(talk.consent)
        for person in talk.people
    }


def is_guess(view: StudyView) -> bool:
    """Whether there are people, and nobody of them is real."""
    return bool(view.people) and not view.real_people


def names_of(view: StudyView, people: Sequence[str]) -> str:
    """The names of people (ids), in a row."""
    known = {person.id: person.name for person in view.people}
    return ", ".join(known.get(person, "?") for person in people) or "?"
