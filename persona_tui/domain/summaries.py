"""What lists and counts need of an interview, without its words."""

from __future__ import annotations

from datetime import datetime

import msgspec

from persona_tui.domain.interviews import Interview, InterviewState
from persona_tui.domain.records import Part
from persona_tui.domain.transcripts import Transcript


class InterviewSummary(Part, kw_only=True):
    """The counts of one interview. `asked` are the keys of the questions that have an answer; `marks` counts lines by
    mark, and the marked passages of its transcript; `lines` counts lines with words, `cues` those of the transcript.
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
    cues: int = 0

    @property
    def has_words(self) -> bool:
        """Whether anything was noted at all, or there is a transcript."""
        return bool(self.asked) or self.cues > 0


def summarise(interview: Interview, transcript: Transcript | None = None) -> InterviewSummary:
    """The summary of an interview and its transcript as they stand."""
    lines = [line for answer in interview.answers for line in answer.lines if line.text.strip()]
    marks: dict[str, int] = {}
    cues = transcript.cues if transcript is not None else []
    found = [mark for line in lines for mark in line.marks]
    found += [mark for cue in cues for passage in cue.passages for mark in passage.marks]
    for mark in found:
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
        cues=len(cues),
    )
