"""An interview in plain lines: what is typed is kept, and what is said is true."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.domain.attributes import Known, Value
from persona_tui.domain.consent import Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview, InterviewState
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.records import now
from persona_tui.workflows.consents import consent_of, record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import finish_interview
from persona_tui.workflows.plain_consent import read_scopes
from persona_tui.workflows.plain_interview import PlainInterview, talk_with
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study

AGREED = (Scope.NOTES, Scope.QUOTES)
BEGUN = now()


class Hour:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.second = 0

    def __call__(self) -> datetime:
        return BEGUN + timedelta(seconds=self.second)


@pytest.fixture
def anna(session: Session) -> Person:
    return add_customer(session, "Anna")


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def talk(session: Session, anna: Person, hour: Hour) -> PlainInterview:
    """A talk with Anna, who agreed, at its first question."""
    begun = PlainInterview(session, talk_with(session, "Anna", consent_scopes=AGREED).id, clock=hour)
    begun.start()
    return begun


def kept(session: Session) -> Interview:
    return session.interviews_of()[0]


def noted(session: Session) -> list[str]:
    return [line.text for answer in kept(session).answers for line in answer.lines]


def say(talk: PlainInterview, *lines: str) -> list[str]:
    return [said for line in lines for said in talk.feed(line)]


# --- notes


def test_each_line_is_a_note_with_its_marks_and_its_second(session: Session, talk: PlainInterview, hour: Hour) -> None:
    hour.second = 12
    talk.feed('"- it wobbled')
    hour.second = 75
    talk.feed("sighed\n")
    lines = kept(session).answers[0].lines
    assert [(line.text, line.kind, line.marks, line.at) for line in lines] == [
        ("it wobbled", LineKind.WORD_FOR_WORD, [Mark.PAIN], 12),
        ("sighed", LineKind.OBSERVED, [], 75),
    ]


def test_what_was_noted_is_on_the_disk_when_the_answer_comes(session: Session, talk: PlainInterview) -> None:
    talk.feed("it wobbled")
    assert noted(open_study(session.path, write=False)) == ["it wobbled"]


def test_an_empty_line_goes_on_and_answers_come_in_any_order(session: Session, talk: PlainInterview) -> None:
    first = talk.question
    talk.feed("one")
    out = say(talk, "", "two", "/back", "three")
    assert talk.question is first
    assert "Noted at 0:00: one" in out
    assert [[line.text for line in answer.lines] for answer in kept(session).answers] == [["one", "three"], ["two"]]


def test_two_slashes_are_a_note_that_begins_with_one_and_an_unknown_command_notes_nothing(
    session: Session, talk: PlainInterview
) -> None:
    out = say(talk, "//he said slash", "/he said", " /not a command")
    assert noted(session) == ["/he said slash", " /not a command"]
    assert len(out) == 2 and "“/he said” is no command" in out[1]


def test_marks_without_words_are_not_noted(session: Session, talk: PlainInterview) -> None:
    assert "no words" in talk.feed("- ")[0]
    assert kept(session).answers == []


def test_taking_back_goes_line_by_line_and_stops_where_the_talk_began(session: Session, talk: PlainInterview) -> None:
    say(talk, "one", "two", "/undo")
    assert noted(session) == ["one"]
    assert "two" in " ".join(say(talk, "two", "/undo"))
    assert "nothing to undo" in " ".join(say(talk, "/undo", "/undo", "/undo"))
    assert noted(session) == [] and consent_of(session, kept(session).people[0]) is not None


# --- moving


def test_questions_are_found_by_words_and_by_number(talk: PlainInterview) -> None:
    say(talk, "/jump free day")
    assert "free day" in talk.question.text
    say(talk, "/jump fre dya")
    assert "free day" in talk.question.text
    say(talk, "/jump 2")
    assert "Question 2 of" in " ".join(say(talk, "/jump 2"))
    assert "No question" in talk.feed("/jump xylophone")[0]
    assert "There are" in talk.feed("/jump 999")[0]
    assert any(line.startswith("2–3: ") for line in talk.feed("/jump"))


def test_a_question_is_skipped_with_a_reason_only(session: Session, talk: PlainInterview) -> None:
    first = talk.question
    assert "why" in talk.feed("/skip")[0] and talk.question is first
    talk.feed("/skip no time")
    assert talk.question is not first and kept(session).answers[0].skipped == "no time"
    assert "Skipped: no time" in talk.feed("/back")


def test_open_questions_and_lines_to_come_back_to_are_found(talk: PlainInterview) -> None:
    first = talk.question
    say(talk, "? ask again", "", "done here")
    second = talk.question
    talk.feed("/unanswered")
    assert talk.question not in (first, second)
    for _turn in range(60):
        talk.feed("/skip later")
        talk.feed("/unanswered")
    assert talk.question is first
    assert "No other" in talk.feed("/unanswered")[0]


def test_a_question_is_added_on_the_spot(session: Session, talk: PlainInterview) -> None:
    out = say(talk, "/question How is your dog?", "fine", "/undo", "/undo")
    assert any("How is your dog?" in line for line in out)
    assert kept(session).answers == [] and talk.question.text != "How is your dog?"
    assert talk.feed("/question")[0]


def test_what_is_to_be_said_against_a_question_of_ones_own_is_said_after_it(talk: PlainInterview) -> None:
    assert "kindly" not in " ".join(talk.feed("/question What did you do next?"))
    assert "guess kindly" in " ".join(talk.feed("/question Would you buy it?"))


def test_neither_end_of_the_questions_is_passed(talk: PlainInterview) -> None:
    assert "first question" in talk.feed("/back")[0]
    for _turn in range(60):
        talk.feed("")
    assert "last question" in talk.feed("")[0]
    assert talk.feed("/skip x") and talk.feed("/choose 1")


# --- choices


def to_a_choice(talk: PlainInterview) -> None:
    for _turn in range(60):
        if talk.question.options:
            return
        talk.feed("")
    raise AssertionError("no question with options")


def test_an_answer_is_chosen_by_number_or_word_and_fills_what_is_known(session: Session, talk: PlainInterview) -> None:
    to_a_choice(talk)
    options = talk.question.options
    assert f"Answer: {options[1].label}" in talk.feed("/choose 2")
    assert session.folder.all(Value)[0].content in (options[1].key, [options[1].key])
    assert f"Answer: {options[0].label}" in talk.feed(f"/choose {options[0].label}")
    assert "no answer 99" in talk.feed("/choose 99")[0]
    assert any(line.startswith("1. ") for line in talk.feed("/choose"))


def test_not_knowing_and_not_saying_are_answers(session: Session, talk: PlainInterview) -> None:
    to_a_choice(talk)
    assert "does not know" in talk.feed("/unknown")[0]
    assert "rather not say" in talk.feed("/nosay")[0]
    assert session.folder.all(Value)[0].known is Known.NOT_SAID


def test_a_bare_number_is_a_note_and_the_way_to_choose_is_said(session: Session, talk: PlainInterview) -> None:
    to_a_choice(talk)
    assert "/choose 1" in talk.feed("1")[0]
    assert talk.feed("²") == [] and talk.feed("999") == []
    assert noted(session) == ["1", "²", "999"]


# --- the clock and the end


def test_the_clock_can_stand_and_goes_on(session: Session, talk: PlainInterview, hour: Hour) -> None:
    hour.second = 60
    assert "1:00" in talk.feed("/pause")[0]
    hour.second = 600
    talk.feed("/pause")
    hour.second = 630
    assert talk.feed("/time")[0].startswith("1:30 of talk")


def test_a_finished_talk_says_what_there_is_and_takes_no_more(
    session: Session, talk: PlainInterview, hour: Hour
) -> None:
    hour.second = 125
    out = say(talk, "one", "? two", "/done", "three")
    assert any("2:05" in line and "2 lines of notes" in line for line in out)
    assert any("come back" in line for line in out) and out[-1] == "Saved."
    assert talk.is_over and talk.end() == []
    assert (kept(session).state, kept(session).elapsed, noted(session)) == (InterviewState.DONE, 125, ["one", "two"])


def test_the_end_of_the_input_leaves_the_talk_open_and_it_goes_on(
    session: Session, talk: PlainInterview, hour: Hour
) -> None:
    hour.second = 30
    say(talk, "one", "")
    assert "0:30" in talk.end()[0] and talk.end() == []
    assert (kept(session).state, kept(session).clock_since) == (InterviewState.STARTED, None)
    hour.second = 500
    again = PlainInterview(session, talk_with(session, "Anna").id, clock=hour)
    assert any("goes on at 0:30" in line for line in again.start())
    hour.second = 510
    again.feed("two")
    assert [line.at for answer in kept(session).answers for line in answer.lines] == [30, 40]


def test_a_clock_that_a_dead_program_left_going_went_on_until_it_was_last_kept(
    session: Session, talk: PlainInterview, hour: Hour
) -> None:
    talk.feed("one")
    hour.second = 9000
    again = PlainInterview(session, talk_with(session, "Anna").id, clock=hour)
    again.start()
    assert kept(session).elapsed < 9000


def test_which_talk_goes_on(session: Session, anna: Person) -> None:
    first = talk_with(session, "Anna")
    assert talk_with(session, "Anna").id == first.id
    other = talk_with(session, "Anna", bank="people-quarter")
    assert other.id != first.id and other.bank == "people-quarter"
    finish_interview(session, first.id, broken_off=True)
    assert talk_with(session, "Anna").id == first.id
    finish_interview(session, first.id)
    finish_interview(session, other.id)
    assert talk_with(session, "Anna").id not in (first.id, other.id)
    for name, bank in (("Anna", "none-such"), ("Zed", "")):
        with pytest.raises(PlainError):
            talk_with(session, name, bank=bank)


# --- consent


def test_consent_is_asked_first_and_read_aloud(session: Session, anna: Person) -> None:
    talk = PlainInterview(session, talk_with(session, "Anna").id)
    out = talk.start()
    assert any(line.startswith("a) notes: ") for line in out) and not any("Question 1" in line for line in out)
    assert "letters" in talk.feed("whatever you say")[0]
    assert consent_of(session, anna.id) is None
    out = talk.feed("a, quotes")
    assert talk.has_begun and any("Question 1" in line for line in out)
    consent = consent_of(session, anna.id)
    assert consent is not None and consent.scopes == list(AGREED) and consent.given_on == date.today()
    assert "word for word" in consent.wording and "sound of this talk" not in consent.wording
    assert covers(consent, Scope.QUOTES) and kept(session).consent == consent.id


@pytest.mark.parametrize("typed", ["no", "b", "/done"])
def test_without_a_yes_to_notes_nothing_begins(session: Session, anna: Person, typed: str) -> None:
    talk = PlainInterview(session, talk_with(session, "Anna").id)
    talk.start()
    say(talk, typed, "a word")
    talk.end()
    assert not talk.has_begun and kept(session).answers == [] and consent_of(session, anna.id) is None


def test_an_old_consent_is_not_asked_for_again_and_nobody_imagined_is_asked(session: Session, anna: Person) -> None:
    record_consent(session, anna.id, AGREED, given_on=date(2026, 11, 2))
    add_customer(session, "Ida", imagined=True)
    for name in ("Anna", "Ida"):
        assert any("Question 1" in line for line in PlainInterview(session, talk_with(session, name).id).start())


@pytest.mark.parametrize(
    ("typed", "scopes"),
    [
        ("ab", [Scope.NOTES, Scope.QUOTES]),
        ("A b", [Scope.NOTES, Scope.QUOTES]),
        ("1,4", [Scope.NOTES, Scope.RECORDING]),
        ("notes and recording", [Scope.NOTES, Scope.RECORDING]),
        ("all", list(Scope)),
        ("", None),
        ("maybe", None),
        ("abz", None),
    ],
)
def test_what_was_agreed_to_is_read_from_letters_numbers_and_words(typed: str, scopes: list[Scope] | None) -> None:
    assert read_scopes(typed.casefold()) == scopes


# --- the truth about the disk


def test_saved_and_not_saved_are_said_when_they_change(
    session: Session, talk: PlainInterview, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert say(talk, "one") == ["Saved."]
    assert say(talk, "two") == []
    real: Callable[..., Any] = os.replace

    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    (sentence,) = say(talk, "three")
    assert sentence.startswith("Not saved: ")
    assert say(talk, "four") == []
    assert noted(open_study(session.path, write=False)) == ["one", "two"]
    monkeypatch.setattr(os, "replace", real)
    assert say(talk, "five") == ["Saved."]
    assert noted(open_study(session.path, write=False)) == ["one", "two", "three", "four", "five"]


def test_nothing_that_is_said_steers_a_terminal(talk: PlainInterview) -> None:
    out = say(talk, "\x1b[31mred", "/jump 1", "/help", "/probes", "/nothing", "/n")
    assert not any("\x1b" in line or "\n" in line for line in out)
    assert any("Which one: /next, /nosay?" in line for line in out)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30), max_size=8))
def test_whatever_is_typed_is_a_note_a_move_or_answered(session: Session, lines: list[str]) -> None:
    name = f"P{len(session.people())}"
    add_customer(session, name)
    interview_id = talk_with(session, name, consent_scopes=AGREED).id
    talk = PlainInterview(session, interview_id)
    talk.start()

    def lines_noted() -> int:
        interview = session.interview(interview_id)
        return sum(len(answer.lines) for answer in interview.answers) if interview is not None else 0

    for line in lines:
        before = lines_noted()
        out = talk.feed(line)
        assert out or not line.strip() or lines_noted() > before
    talk.end()
