"""The questions of a talk in their order, and how far it is."""

from __future__ import annotations

from persona_tui.domain.attributes import Known
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, InterviewState, Line
from persona_tui.domain.marks import Mark
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.insights.interview_guide import (
    QuestionState,
    asked_of,
    guide_of,
    lines_to_come_back_to,
    question_state,
    where_to_begin,
)

BANK = QuestionBank(
    key="b",
    title="B",
    language="en",
    sections=(
        Section(key="w", title="Warm-up", questions=(Question(key="one", text="1?"), Question(key="two", text="2?"))),
        Section(key="d", title="After", phase=Phase.DEBRIEF, questions=(Question(key="own", text="Me?"),)),
    ),
)


def _talk(*answers: Answer, state: InterviewState = InterviewState.STARTED) -> Interview:
    return Interview(answers=list(answers), state=state)


def _noted(key: str, *marks: Mark) -> Answer:
    return Answer(question=key, lines=[Line(text="x", marks=list(marks))])


def test_what_was_asked_besides_the_bank_and_the_rest_come_last() -> None:
    guide = guide_of(BANK, [Question(key="own-1", text="Extra?")])
    assert [question.key for question in guide.questions] == ["one", "two", "own", "own-1", OTHER_QUESTION]
    assert guide.section_of("own-1").phase is None


def test_next_and_previous_stop_at_either_end() -> None:
    guide = guide_of(BANK)
    assert guide.beside("one", -1).key == "one"
    assert guide.beside("one", 1).key == "two"
    assert guide.beside(OTHER_QUESTION, 1).key == OTHER_QUESTION


def test_the_debrief_does_not_count_as_asked() -> None:
    assert asked_of(guide_of(BANK), _talk(_noted("one"), _noted("own"), _noted(OTHER_QUESTION))) == (1, 2)


def test_a_line_to_come_back_to_goes_before_an_answer() -> None:
    talk = _talk(_noted("one", Mark.COME_BACK), Answer(question="two", known=Known.NOT_SAID))
    assert question_state(talk, "one") is QuestionState.COME_BACK
    assert question_state(talk, "two") is QuestionState.ANSWERED
    assert lines_to_come_back_to(talk) == 1


def test_a_talk_goes_on_after_the_last_question_that_was_touched() -> None:
    guide = guide_of(BANK)
    assert where_to_begin(guide, _talk()).key == "one"
    assert where_to_begin(guide, _talk(_noted("one"))).key == "two"
    assert where_to_begin(guide, _talk(Answer(question="two", skipped="no time"))).key == "own"
    assert where_to_begin(guide, _talk(_noted("two"), state=InterviewState.DONE)).key == "one"


def test_a_talk_without_a_bank_still_takes_notes() -> None:
    guide = guide_of(QuestionBank(key="", title="", language="en"))
    assert [question.key for question in guide.questions] == [OTHER_QUESTION]
