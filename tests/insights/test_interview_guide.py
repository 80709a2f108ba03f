"""The questions of a talk in their order, and how far it is."""

from __future__ import annotations

from persona_tui.domain.attributes import Attribute, Group, Kind, Known, Option
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, InterviewState, Line
from persona_tui.domain.marks import Mark
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.insights.interview_guide import (
    ABOUT_PREFIX,
    OpenLine,
    ProposalReason,
    QuestionState,
    asked_of,
    debrief_questions,
    guide_of,
    is_debrief,
    lines_to_come_back_to,
    next_come_back,
    next_open,
    proposals,
    proposals_of_lines,
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


def test_a_talk_that_is_over_opens_where_its_notes_begin() -> None:
    guide = guide_of(BANK)
    assert where_to_begin(guide, _talk(_noted("two"), state=InterviewState.DONE)).key == "two"
    assert where_to_begin(guide, _talk(_noted(OTHER_QUESTION), state=InterviewState.DONE)).key == OTHER_QUESTION
    assert where_to_begin(guide, _talk(state=InterviewState.DONE)).key == "one"


def test_a_talk_without_a_bank_still_takes_notes() -> None:
    guide = guide_of(QuestionBank(key="", title="", language="en"))
    assert [question.key for question in guide.questions] == [OTHER_QUESTION]


def _attribute(key: str, **more: object) -> Attribute:
    return Attribute(key=key, label=key.title(), group=Group.DEMOGRAPHIC, **more)  # type: ignore[arg-type]


FILLING = QuestionBank(
    key="f",
    title="F",
    language="en",
    sections=(
        Section(key="a", title="A", questions=(Question(key="job", text="Job?", attribute="occupation"),)),
        Section(
            key="b",
            title="B",
            questions=(
                Question(key="home", text="Home?", attribute="family"),
                Question(key="free", text="Free day?", attribute="hobbies"),
            ),
        ),
        Section(
            key="d", title="After", phase=Phase.DEBRIEF, questions=(Question(key="d1", text="Me?", attribute="age"),)
        ),
    ),
)


def test_the_next_question_not_asked_goes_round_and_leaves_the_debrief_out() -> None:
    guide = guide_of(BANK)
    found = next_open(guide, _talk(_noted("two")), "two")
    assert found is not None and found.key == "one"
    assert next_open(guide, _talk(_noted("two"), Answer(question="one", skipped="late")), "one") is None
    first = next_open(guide, _talk(), "gone")
    assert first is not None and first.key == "one"


def test_every_line_to_come_back_to_is_reached_in_turn() -> None:
    guide = guide_of(BANK)
    back, plain = Line(text="x", marks=[Mark.COME_BACK]), Line(text="y")
    talk = _talk(
        Answer(question="two", lines=[back]),
        Answer(question="one", lines=[plain, back, plain, back]),
        Answer(question=OTHER_QUESTION, lines=[back]),
    )
    seen = []
    key, row = "one", 0
    for _turn in range(5):
        found = next_come_back(guide, talk, key, row)
        assert found is not None
        key, row = found[0].key, found[1]
        seen.append((key, row))
    assert seen == [("one", 1), ("one", 3), ("two", 0), (OTHER_QUESTION, 0), ("one", 1)]
    assert next_come_back(guide, _talk(_noted("one")), "one") is None


def test_what_fills_most_gaps_is_proposed_first_and_the_guide_stays_as_it_is() -> None:
    guide = guide_of(FILLING)
    before = guide.questions
    job, home, free = _attribute("occupation"), _attribute("family"), _attribute("hobbies")
    found = proposals(guide, _talk(), [("anna", [job, home, free]), ("bram", [free])], current="job")
    assert [(one.question.key, one.people) for one in found] == [
        ("free", ("anna", "bram")),
        ("home", ("anna",)),
        ("job", ("anna",)),
    ]
    assert all(one.reason is ProposalReason.UNKNOWN and not one.is_new for one in found)
    assert guide.questions == before and proposals(guide, _talk(), [("anna", [])]) == []


def test_what_no_question_of_the_bank_asks_is_proposed_in_the_catalogues_words_and_can_be_answered() -> None:
    place = _attribute("place", ask="Where do you live?", kind=Kind.ONE_OF, options=(Option(key="x", label="X"),))
    (found,) = proposals(guide_of(FILLING), _talk(), [("anna", [place])])
    assert found.is_new and found.question.key == f"{ABOUT_PREFIX}place"
    assert found.question.text == "Where do you live?" and found.question.attribute == "place"
    assert found.question.kind is Kind.ONE_OF and found.question.options[0].label == "X"
    again = proposals(guide_of(FILLING, [found.question]), _talk(), [("anna", [place])])
    assert not again[0].is_new


def test_what_was_noted_comes_last_and_what_was_skipped_or_refused_not_at_all() -> None:
    gaps = [_attribute("occupation"), _attribute("family"), _attribute("hobbies"), _attribute("age")]
    talk = _talk(
        _noted("job"), Answer(question="home", skipped="no"), Answer(question="free", known=Known.UNKNOWN), _noted("d1")
    )
    found = proposals(guide_of(FILLING), talk, [("anna", gaps)])
    assert [(one.question.key, one.reason) for one in found] == [
        (f"{ABOUT_PREFIX}age", ProposalReason.UNKNOWN),
        ("job", ProposalReason.NOTED),
    ]


def test_what_tells_customers_apart_is_asked_for_where_nobody_stands_yet() -> None:
    lines = [
        OpenLine(label="price – trust", questions=("home",), people=("anna",)),
        OpenLine(label="alone – asks", questions=("free", "home"), people=("anna", "bram")),
        OpenLine(label="never asked", questions=("unheard_of",), people=("anna",)),
    ]
    found = proposals_of_lines(guide_of(FILLING), _talk(), lines, current="job")
    assert [(one.question.key, len(one.lines), one.people) for one in found] == [
        ("home", 2, ("anna", "bram")),
        ("free", 1, ("anna", "bram")),
    ]
    assert all(one.reason is ProposalReason.STANDS for one in found)
    assert [one.question.key for one in proposals_of_lines(guide_of(FILLING), _talk(_noted("home")), lines)] == ["free"]


def test_a_bank_without_a_debrief_has_the_programs_own() -> None:
    assert [question.key for question in debrief_questions(guide_of(BANK))] == ["own"]
    bare = QuestionBank(key="", title="", language="en")
    own = [question.key for question in debrief_questions(guide_of(bare))]
    assert own == ["debrief_stories", "debrief_goals", "debrief_words", "debrief_guide"]
    assert all(is_debrief(bare, key) for key in own)
    assert is_debrief(BANK, "own") and not is_debrief(BANK, "one")
    asked = QuestionBank(
        key="",
        title="",
        language="en",
        sections=(Section(key="t", title="T", questions=(Question(key="debrief_it", text="?"),)),),
    )
    assert not is_debrief(asked, "debrief_it")
