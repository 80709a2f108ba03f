from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from persona_tui.domain.attributes import Care, Kind, Known, Option, SourceKind, Value
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Interview, InterviewState
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.questions import Question, QuestionBank, Section
from persona_tui.workflows.attributes import allow_special
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import (
    add_question,
    change_interview,
    clear_answer,
    clock,
    finish_interview,
    notes_text,
    pause_interview,
    plan_interview,
    questions_besides,
    remove_interview,
    reopen_interview,
    set_answer,
    set_notes,
    skip_question,
    start_interview,
)
from persona_tui.workflows.session import Session

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WHY = Question(key="why", text="What made you start to look?", field="motivators")
AGE = Question(key="how_old", text="How old are you?", kind=Kind.NUMBER, attribute="age")
PAYS = Question(
    key="who_pays",
    text="Who pays?",
    kind=Kind.ONE_OF,
    options=(Option(key="me", label="I do"), Option(key="job", label="My employer")),
)
BANK = QuestionBank(
    key="short", title="Short", language="nl", sections=(Section(key="s", title="S", questions=(WHY, AGE, PAYS)),)
)


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna").id


@pytest.fixture
def talk(session: Session, anna: str) -> str:
    return plan_interview(session, [anna], BANK).id


def stored(session: Session, interview_id: str) -> Interview:
    found = session.interview(interview_id)
    assert found is not None
    return found


def after(seconds: int) -> datetime:
    return NINE + timedelta(seconds=seconds)


# --- the talk


def test_a_planned_talk_knows_whom_along_which_bank_and_by_whose_leave(session: Session, anna: str) -> None:
    consent = record_consent(session, anna, [Scope.NOTES], given_on=date(2026, 11, 1))
    planned = plan_interview(session, [anna, anna], BANK, interviewer=" Mila ", note_taker="Jo", language="fi")
    assert (planned.people, planned.bank, planned.bank_language, planned.language) == ([anna], "short", "nl", "fi")
    assert (planned.interviewer, planned.note_taker, planned.consent) == ("Mila", "Jo", consent.id)
    assert planned.state is InterviewState.PLANNED


def test_a_talk_with_nobody_is_refused(session: Session) -> None:
    with pytest.raises(PlainError):
        plan_interview(session, [], BANK)
    with pytest.raises(PlainError):
        plan_interview(session, ["gone"], BANK)


def test_the_clock_counts_talk_and_not_pauses(session: Session, talk: str) -> None:
    assert clock(stored(session, talk), NINE) == 0
    start_interview(session, talk, NINE)
    assert clock(stored(session, talk), after(90)) == 90
    pause_interview(session, talk, after(100))
    assert clock(stored(session, talk), after(500)) == 100
    start_interview(session, talk, after(600))
    assert clock(stored(session, talk), after(620)) == 120
    done = finish_interview(session, talk, after(660))
    assert (done.state, done.elapsed, done.clock_since, done.started_at) == (InterviewState.DONE, 160, None, NINE)
    assert [(pause.since, pause.until) for pause in done.pauses] == [(after(100), after(600))]


def test_a_clock_that_is_set_back_never_counts_backwards(session: Session, talk: str) -> None:
    start_interview(session, talk, NINE)
    assert clock(stored(session, talk), after(-3600)) == 0


def test_starting_what_goes_and_pausing_what_stands_change_nothing(session: Session, talk: str) -> None:
    start_interview(session, talk, NINE)
    assert start_interview(session, talk, after(50)).clock_since == NINE
    pause_interview(session, talk, after(60))
    assert pause_interview(session, talk, after(70)).elapsed == 60


def test_a_talk_that_was_broken_off_can_go_on(session: Session, talk: str) -> None:
    start_interview(session, talk, NINE)
    assert finish_interview(session, talk, after(60), broken_off=True).state is InterviewState.BROKEN_OFF
    opened = reopen_interview(session, talk)
    assert (opened.state, opened.elapsed, opened.clock_since) == (InterviewState.STARTED, 60, None)
    start_interview(session, talk, after(1000))
    assert clock(stored(session, talk), after(1010)) == 70


def test_a_talk_that_was_paused_when_it_was_finished_has_no_open_pause(session: Session, talk: str) -> None:
    start_interview(session, talk, NINE)
    pause_interview(session, talk, after(10))
    done = finish_interview(session, talk, after(20))
    assert (done.elapsed, done.pauses[0].until) == (10, after(20))


def test_a_talk_with_other_people_rests_on_their_consent(session: Session, anna: str, talk: str) -> None:
    bram = add_customer(session, "Bram").id
    consent = record_consent(session, bram, [Scope.NOTES], given_on=date(2026, 11, 1))
    changed = change_interview(session, talk, people=[bram], interviewer="Jo")
    assert (changed.people, changed.consent, changed.interviewer) == ([bram], consent.id, "Jo")
    with pytest.raises(PlainError):
        change_interview(session, talk, people=[])
    with pytest.raises(TypeError):
        change_interview(session, talk, answers=[])


def test_removing_a_talk_takes_the_values_it_gave_and_undo_brings_all_back(session: Session, talk: str) -> None:
    set_answer(session, talk, AGE, "34")
    set_notes(session, talk, WHY, "my back", at=3)
    remove_interview(session, talk)
    assert session.interview(talk) is None
    assert session.folder.all(Value) == []
    session.undo()
    assert notes_text(stored(session, talk).answer("why")) == "my back"
    assert [value.content for value in session.folder.all(Value)] == [34.0]


# --- answers


def test_an_answer_fills_the_customers_attribute_and_says_where_from(session: Session, anna: str, talk: str) -> None:
    answer = set_answer(session, talk, AGE, "34")
    assert (answer.content, answer.known, answer.asked_text) == (34.0, Known.KNOWN, AGE.text)
    (value,) = session.folder.all(Value)
    assert (value.person, value.attribute, value.content) == (anna, "age", 34.0)
    assert (value.source_kind, value.source) == (SourceKind.INTERVIEW, talk)
    set_answer(session, talk, AGE, "35")
    assert [value.content for value in session.folder.all(Value)] == [35.0]


def test_an_answer_and_its_value_are_taken_back_together(session: Session, talk: str) -> None:
    set_answer(session, talk, AGE, "34")
    session.undo()
    assert stored(session, talk).answers == []
    assert session.folder.all(Value) == []


def test_rather_not_say_is_an_answer(session: Session, talk: str) -> None:
    answer = set_answer(session, talk, AGE, None, Known.NOT_SAID)
    assert (answer.known, answer.is_answered) == (Known.NOT_SAID, True)
    assert session.folder.all(Value)[0].known is Known.NOT_SAID


def test_a_choice_is_kept_by_its_key_and_anything_else_is_refused(session: Session, talk: str) -> None:
    assert set_answer(session, talk, PAYS, "My employer").content == "job"
    assert session.folder.all(Value) == []
    with pytest.raises(PlainError, match="I do"):
        set_answer(session, talk, PAYS, "nobody")
    assert stored(session, talk).answers[0].content == "job"


def test_what_was_said_is_kept_where_it_does_not_fit_the_attribute(session: Session, talk: str) -> None:
    in_words = Question(key="how_old", text="How old are you?", attribute="age")
    set_answer(session, talk, AGE, "34")
    assert set_answer(session, talk, in_words, "around forty").content == "around forty"
    assert session.folder.all(Value) == []


def test_an_attribute_that_no_catalogue_knows_gets_no_value(session: Session, talk: str) -> None:
    question = Question(key="q", text="Shoe size?", attribute="shoe_size")
    assert set_answer(session, talk, question, "44").content == "44"
    assert session.folder.all(Value) == []


def test_a_special_question_is_refused_until_the_study_has_a_purpose_for_it(session: Session, talk: str) -> None:
    special = next(a for a in session.catalogue() if a.care is Care.SPECIAL and a.kind is Kind.TEXT)
    question = Question(key="q", text="?", attribute=special.key)
    with pytest.raises(PlainError):
        set_answer(session, talk, question, "something")
    allow_special(session, special.key, "we cook for feasts")
    set_answer(session, talk, question, "something")
    assert session.folder.all(Value)[0].attribute == special.key


def test_clearing_an_answer_keeps_the_notes(session: Session, talk: str) -> None:
    set_notes(session, talk, AGE, "laughed", at=5)
    set_answer(session, talk, AGE, "34")
    clear_answer(session, talk, AGE)
    answer = stored(session, talk).answer("how_old")
    assert answer is not None
    assert (answer.known, answer.content, notes_text(answer)) == (None, None, "laughed")
    assert session.folder.all(Value) == []


def test_a_question_is_skipped_with_its_reason_until_it_is_answered(session: Session, talk: str) -> None:
    skipped = skip_question(session, talk, AGE, " no time ")
    assert (skipped.skipped, skipped.is_answered) == ("no time", False)
    assert set_answer(session, talk, AGE, "34").skipped == ""
    skip_question(session, talk, WHY, "late")
    skip_question(session, talk, WHY, "")
    assert stored(session, talk).answer("why") is None


def test_a_question_of_ones_own_stays_with_its_words(session: Session, talk: str) -> None:
    own = add_question(session, talk, " And the\nchair? ")
    assert own.question.startswith("own-")
    (question,) = questions_besides(stored(session, talk), BANK)
    assert (question.key, question.text) == (own.question, "And the chair?")
    set_notes(session, talk, question, "wobbles too", at=9)
    assert notes_text(stored(session, talk).answer(own.question)) == "wobbles too"
    set_notes(session, talk, question, "", at=9)
    assert stored(session, talk).answer(own.question) is not None
    with pytest.raises(PlainError):
        add_question(session, talk, "  ")


# --- notes


def test_notes_keep_marks_apart_from_words(session: Session, talk: str) -> None:
    answer = set_notes(session, talk, WHY, '"- it wobbled\n-20 % off\n= she is cross', at=7)
    assert [(line.kind, line.marks, line.text, line.at) for line in answer.lines] == [
        (LineKind.WORD_FOR_WORD, [Mark.PAIN], "it wobbled", 7),
        (LineKind.OBSERVED, [], "-20 % off", 7),
        (LineKind.MY_READING, [], "she is cross", 7),
    ]
    assert (answer.field, answer.asked_text) == ("motivators", WHY.text)
    assert stored(session, talk).answer("why") == answer


def test_notes_that_belong_under_no_question_are_kept_apart(session: Session, talk: str) -> None:
    assert set_notes(session, talk, None, "it rains", at=0).question == OTHER_QUESTION


def test_typing_notes_is_one_act(session: Session, talk: str) -> None:
    for typed in ("m", "my", "my back", "my back\nand"):
        set_notes(session, talk, WHY, typed, at=3)
    session.undo()
    assert stored(session, talk).answers == []
    session.redo()
    assert notes_text(stored(session, talk).answer("why")) == "my back\nand"


def test_notes_on_two_questions_are_two_acts(session: Session, talk: str) -> None:
    set_notes(session, talk, WHY, "my back", at=3)
    set_notes(session, talk, AGE, "young", at=5)
    session.undo()
    assert notes_text(stored(session, talk).answer("why")) == "my back"
    assert stored(session, talk).answer("how_old") is None


def test_saving_the_same_notes_again_is_no_act(session: Session, talk: str) -> None:
    set_notes(session, talk, WHY, "my back", at=3)
    before = stored(session, talk)
    set_notes(session, talk, WHY, "my back", at=30)
    assert stored(session, talk) == before


def test_notes_survive_a_restart(session: Session, talk: str) -> None:
    typed = '"-* [/red] {{x}} 👩‍👩‍👧 אבי\n\n+47 21 00\x00'
    answer = set_notes(session, talk, WHY, typed, at=3)
    session.folder.flush()
    from persona_tui.workflows.studies import open_study

    reader = open_study(session.path, write=False)
    read = reader.interview(talk)
    assert read is not None and read.answers == [answer]
    assert notes_text(read.answers[0]) == typed.replace("\x00", "␀")
    reader.close()


def test_a_hundred_thousand_characters_are_notes_too(session: Session, talk: str) -> None:
    long = "x" * 100_000
    set_notes(session, talk, WHY, long, at=3)
    answer = set_notes(session, talk, WHY, f"{long}y\nnew", at=9)
    assert [line.at for line in answer.lines] == [3, 9]
