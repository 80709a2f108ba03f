"""A question bank: the guide of an interview, in sections with minutes."""

from __future__ import annotations

from enum import StrEnum

from persona_tui.domain.attributes import Care, Kind, Option
from persona_tui.domain.records import FixedPart


class Audience(StrEnum):
    """Whom a bank is written for."""

    PEOPLE = "people"
    BUSINESSES = "businesses"
    EMPLOYEES = "employees"
    NOT_A_FIT = "not_a_fit"


class Phase(StrEnum):
    """Which part of the hour a section is (METHOD D)."""

    INTRODUCTION = "introduction"
    WARM_UP = "warm_up"
    TOPIC = "topic"
    WRAP_UP = "wrap_up"
    DEBRIEF = "debrief"


class Question(FixedPart, kw_only=True, frozen=True):
    """One question, its follow-ups, and what its answer feeds.

    `attribute` is the key of the attribute it fills; `field` the key of the persona field its notes speak to.
    """

    key: str
    text: str
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    probes: tuple[str, ...] = ()
    attribute: str = ""
    field: str = ""
    care: Care = Care.NONE


class Section(FixedPart, kw_only=True, frozen=True):
    """Questions that belong together, and how many minutes they may take."""

    key: str
    title: str
    minutes: int = 0
    phase: Phase = Phase.TOPIC
    questions: tuple[Question, ...] = ()


class QuestionBank(FixedPart, kw_only=True, frozen=True):
    """A guide for an interview with one audience, in one language."""

    key: str
    title: str
    language: str
    audience: Audience = Audience.PEOPLE
    minutes: int = 60
    about: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the bank, in the order of asking."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def asked_questions(self) -> tuple[Question, ...]:
        """The questions put to the other person: all but the debrief, which is the interviewer's own."""
        sections = (section for section in self.sections if section.phase is not Phase.DEBRIEF)
        return tuple(question for section in sections for question in section.questions)

    @property
    def minutes_together(self) -> int:
        """How many minutes the other person gives: all but the debrief."""
        return self.minutes - sum(part.minutes for part in self.sections if part.phase is Phase.DEBRIEF)

    def question(self, key: str) -> Question | None:
        """The question with that key, or None."""
        return next((question for question in self.questions if question.key == key), None)
