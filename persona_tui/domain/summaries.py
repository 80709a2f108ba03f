"""What lists and counts need of an interview, without its words."""

from __future__ import annotations

from datetime import datetime

import msgspec

from persona_tui.domain.interviews import Interview, InterviewState
from persona_tui.domain.records import Part


class InterviewSummary(Part, kw_only=True):
    """The counts of one interview. `asked` are the keys of the questions that have an answer; `marks` counts lines by
    mark; `lines` counts lines with words.
    """

    id: str
    people: list[str]
    bank: str
    state: InterviewState
    consent: str
    started_at: datetime | None
    created: datetime
    updated: datetime
    elapsed: int
    asked: list[str] = msgspec.field(default_factory=list)
    lines: int = 0
    marks: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def has_words(self) -> bool:
        """Whether anything was noted at all."""
        return bool(self.asked)


def summarise(interview: Interview) -> InterviewSummary:
    """The summary of an interview as it stands."""
    lines = [line for answer in interview.answers for line in answer.lines if line.text.strip()]
    marks: dict[str, int] = {}
    for line in lines:
        for mark in line.marks:
            marks[mark.value] = marks.get(mark.value, 0) + 1
    return InterviewSummary(
        id=interview.id,
        people=list(interview.people),
        bank=interview.bank,
        state=interview.state,
        consent=interview.consent,
        started_at=interview.started_at,
        created=interview.created,
        updated=interview.updated,
        elapsed=interview.elapsed,
        asked=[answer.question for answer in interview.answers if answer.is_answered],
        lines=len(lines),
        marks=marks,
    )
