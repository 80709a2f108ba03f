"""Where the hour went: how long each part of a talk took, and when it is time to wrap up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from persona_tui.domain.interviews import Interview
from persona_tui.domain.questions import Phase
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import GuideSection, InterviewGuide, QuestionState, question_state

MINUTE = 60
BEFORE_WRAP_UP = 2 * MINUTE
"""Seconds before the wrap-up is due in which its questions are shown already."""

Visit = tuple[int, str]
"""The second of the call at which a question came up, and its key."""


def section_seconds(guide: InterviewGuide, interview: Interview, visits: Sequence[Visit], now: int) -> list[int]:
    """How many seconds of talk went into each of the guide's sections until second `now`.

    From the first of the `visits` on they tell which question was up. Before that (a talk that was left, or taken up
    again) lines do: the time up to a line went into the question it stands under, and so did the time after the last.
    """
    place_of = {question.key: place for place, part in enumerate(guide.sections) for question in part.questions}
    found = [0] * len(guide.sections)
    steps = sorted(visits, key=lambda visit: visit[0])
    begin = steps[0][0] if steps else now
    before = 0
    last = steps[0][1] if steps else ""
    for second, key in sorted(_lines(interview)):
        if second <= begin and key in place_of:
            found[place_of[key]] += second - before
            before, last = second, key
    if last in place_of:
        found[place_of[last]] += begin - before
    ends = [*(second for second, _key in steps[1:]), now][: len(steps)]
    for (second, key), end in zip(steps, ends, strict=True):
        if key in place_of:
            found[place_of[key]] += max(0, end - second)
    return found


def _lines(interview: Interview) -> Iterable[Visit]:
    return ((line.at, answer.question) for answer in interview.answers for line in answer.lines if line.text.strip())


def is_over(section: GuideSection, seconds: int) -> bool:
    """Whether a section has run over its time; one without minutes never does."""
    return section.minutes > 0 and seconds > section.minutes * MINUTE


def minutes_together(guide: InterviewGuide) -> int:
    """How many minutes of the other person's time the guide takes: all but the debrief. 0 where it gives none."""
    return sum(section.minutes for section in guide.sections if section.phase is not Phase.DEBRIEF)


def is_time_to_wrap_up(guide: InterviewGuide, current: str, now: int) -> bool:
    """Whether the wrap-up has been reached, or its time has nearly come."""
    if guide.section_of(current).phase is Phase.WRAP_UP:
        return True
    together = minutes_together(guide) * MINUTE
    wrap_up = sum(section.minutes for section in guide.sections if section.phase is Phase.WRAP_UP) * MINUTE
    return together > 0 and now >= together - wrap_up - BEFORE_WRAP_UP


def wrap_up_prompts(guide: InterviewGuide, interview: Interview) -> list[str]:
    """What to ask before parting and was not asked yet: what was missed, whether to come back, whom else to ask."""
    prompts = {
        "missed": _("What did we miss?"),
        "come_back": _("May I come back to you?"),
        "whom_else": _("Whom else should I talk to?"),
    }
    done = (QuestionState.ANSWERED, QuestionState.SKIPPED)
    return [prompt for key, prompt in prompts.items() if question_state(interview, key) not in done]
