"""An interview: who talked, when, and per question what was said, line by line with its second."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Content, Known
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.records import Part, Record, new_id

OTHER_QUESTION = "other"
"""The key of the question that takes notes which belong under no other."""


def some_time_on(day: date) -> datetime:
    """The moment that stands for a talk of which only the day is known: noon, that day nearly everywhere."""
    return datetime.combine(day, time(12), UTC)


def is_day_alone(moment: datetime) -> bool:
    """Whether of a moment only the day is known; some that came from files stand at midnight."""
    return moment.timetz().replace(tzinfo=None) in (time(), time(12))


class Line(Part, kw_only=True):
    """One line of notes. `at` is the second of the call at which it was begun; `joined` are the ids of lines that
    were joined to it; `speaker` is a person's id where several were on the call.
    """

    id: str = msgspec.field(default_factory=new_id)
    text: str = ""
    at: int = 0
    kind: LineKind = LineKind.OBSERVED
    marks: list[Mark] = msgspec.field(default_factory=list)
    speaker: str = ""
    joined: list[str] = msgspec.field(default_factory=list)


class Answer(Part, kw_only=True):
    """What was said to one question: a choice or value where it has one, and lines of notes.

    `asked_text` keeps the question's words as they were asked, for questions that are in no bank and for banks
    that change. `skipped` says why it was passed over ("" when it was not).
    """

    question: str
    asked_text: str = ""
    field: str = ""
    content: Content = None
    known: Known | None = None
    skipped: str = ""
    lines: list[Line] = msgspec.field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether there is anything: a choice, a refusal, or words."""
        return self.known is not None or any(line.text.strip() for line in self.lines)

    @property
    def why_skipped(self) -> str:
        """Why there is no answer; "" where something was said after all, or where it was not passed over."""
        return "" if self.is_answered else self.skipped


class Pause(Part, kw_only=True):
    """A stretch in which the clock stood still."""

    since: datetime
    until: datetime | None = None


class InterviewState(StrEnum):
    """How far an interview is."""

    PLANNED = "planned"
    STARTED = "started"
    BROKEN_OFF = "broken_off"
    DONE = "done"


class Interview(Record, kw_only=True):
    """A talk with one or more people, along a bank. `consent` is the id of the consent it rests on ("" for none).

    `elapsed` is how many seconds of talk the notes cover; `clock_since` is when the clock was last set going
    (None while it stands).
    """

    people: list[str] = msgspec.field(default_factory=list)
    bank: str = ""
    bank_language: str = "en"
    language: str = "en"
    state: InterviewState = InterviewState.PLANNED
    interviewer: str = ""
    note_taker: str = ""
    started_at: datetime | None = None
    clock_since: datetime | None = None
    elapsed: int = 0
    pauses: list[Pause] = msgspec.field(default_factory=list)
    consent: str = ""
    answers: list[Answer] = msgspec.field(default_factory=list)
    source: str = ""

    def answer(self, question: str) -> Answer | None:
        """The answer to the question with that key, or None."""
        return next((answer for answer in self.answers if answer.question == question), None)

    def line(self, line_id: str) -> tuple[Answer, Line] | None:
        """The line that has that id, or that was joined with it, and the answer it stands in."""
        for answer in self.answers:
            for line in answer.lines:
                if line.id == line_id or line_id in line.joined:
                    return answer, line
        return None
