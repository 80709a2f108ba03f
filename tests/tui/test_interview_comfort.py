"""Comfort during a talk: to what is open, what fills a gap, who speaks, how the hour goes, and how it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from persona_tui.domain.attributes import Value
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.marks import LineKind
from persona_tui.domain.records import now
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview import InterviewScreen
from persona_tui.tui.screens.interview_debrief import DebriefForm
from persona_tui.tui.screens.interview_dialogs import FinishDialog, JumpDialog
from persona_tui.tui.screens.interview_propose import ProposeDialog
from persona_tui.tui.screens.interviews import InterviewsPane
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.answer_choices import AnswerChoices, Choice
from persona_tui.tui.widgets.words import Words
from persona_tui.workflows.attributes import pick_attribute, unpick_attribute
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import finish_interview, pause_interview, plan_interview, start_interview
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


def _pick(session: Session, *keys: str) -> None:
    for key in list(session.study.picked):
        unpick_attribute(session, key)
    for key in keys:
        pick_attribute(session, key)


@pytest.fixture
def talk_folder(study_folder: Path) -> Path:
    """A study in which a talk with Anna and Bram, who agreed to it, is planned."""
    session = open_study(study_folder)
    people = [add_customer(session, name).id for name in ("Anna", "Bram")]
    for person in people:
        record_consent(session, person, [Scope.NOTES], given_on=date(2026, 11, 1))
    _pick(session, "occupation", "family", "age")
    plan_interview(session, people, "people-hour", interviewer="Eva", note_taker="Finn")
    session.close()
    return study_folder


@asynccontextmanager
async def _talking(folder: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[tuple[Pilot[None], InterviewScreen]]:
    app = PersonaApp(folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        screen = InterviewScreen(session_of(app), session_of(app).folder.interview_summaries()[0].id)
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot, screen


def _go(screen: InterviewScreen, key: str) -> None:
    question = screen.talk.guide.question(key)
    assert question is not None
    screen.show_question(question)


def _began(screen: InterviewScreen, minutes: int) -> None:
    """Let the talk have begun so long ago."""
    pause_interview(screen.session, screen.talk.id)
    start_interview(screen.session, screen.talk.id, now() - timedelta(minutes=minutes))


async def test_one_key_goes_to_what_was_not_asked_and_one_to_every_come_back(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.editor.insert("? the dog\nplain\n? the car")
        _go(screen, "free_time")
        screen.editor.insert("x\n? the bike")
        await pilot.press("ctrl+n")
        assert screen.talk.question.key == "first_moment"
        seen = []
        for _turn in range(4):
            screen.action_come_back()
            seen.append((screen.talk.question.key, screen.editor.cursor_location[0]))
        first = screen.talk.guide.questions[0].key
        assert seen == [(first, 0), (first, 2), ("free_time", 1), (first, 0)]
        await pilot.press("ctrl+b")
        assert screen.editor.cursor_location == (2, len("? the car"))


async def test_nothing_left_to_go_to_is_said(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.action_come_back()
        await pilot.pause()
        assert "No line is marked ?" in text_on(screen.app)


async def test_questions_that_fill_gaps_are_proposed_with_why_and_nothing_changes_places(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        before = screen.talk.guide.questions
        await pilot.press("ctrl+f")
        form = screen.app.screen
        assert isinstance(form, ProposeDialog)
        assert "Unknown of Anna and Bram: Occupation" in text_on(screen.app)
        assert "in no question of this guide: Age" in text_on(screen.app)
        form.query_one("#proposals", OptionList).highlighted = 1
        await pilot.press("enter")
        await pilot.pause()
        assert screen.talk.question.key == "people_at_home"
        assert screen.talk.guide.questions == before


async def test_what_no_question_asks_for_is_asked_and_its_answer_fills_the_customer(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        await pilot.press("ctrl+f")
        screen.app.screen.query_one("#proposals", OptionList).highlighted = 2
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.talk.question.text == "How old are you?"
        screen.query_one("#value", Input).value = "41"
        screen.keep()
        assert [(value.attribute, value.content) for value in screen.session.folder.all(Value)] == [("age", 41.0)]


async def test_where_nothing_is_unknown_the_proposal_says_so(study_folder: Path) -> None:
    session = open_study(study_folder)
    _pick(session)
    plan_interview(session, [add_customer(session, HOSTILE).id], "people-hour")
    session.close()
    async with _talking(study_folder, SMALL) as (pilot, screen):
        await pilot.press("ctrl+f")
        assert "Nothing you picked is unknown" in text_on(screen.app)
        await pilot.press("ctrl+s")
        assert screen.app.screen is screen


async def test_a_question_of_ones_own_has_a_quiet_hint_that_stands_in_nobodys_way(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        await pilot.press("ctrl+g")
        form = screen.app.screen
        assert (
            isinstance(form, JumpDialog)
            and "Ask a question of your own"
            in form.query_one("#questions", OptionList)
            .get_option_at_index(-1 % form.query_one("#questions", OptionList).option_count)
            .prompt.plain
        )  # type: ignore[union-attr]
        form.query_one("#search", Input).value = f"Would you buy {HOSTILE}?"
        await pilot.pause()
        assert form.query_one("#hint", Words).content.plain  # type: ignore[union-attr]
        await pilot.press("enter")
        await pilot.pause()
        assert screen.talk.question.text == f"Would you buy {HOSTILE}?"


async def test_who_speaks_is_one_key_and_stands_before_the_line(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.editor.insert("hers")
        screen.keep()
        await pilot.press("ctrl+a")
        assert screen.talk.interview.answers[0].lines[0].speaker == screen.talk.interview.people[1]
        await pilot.press("ctrl+a")
        screen.editor.insert("\n")
        await pilot.press("ctrl+a")
        screen.editor.insert("his")
        screen.keep()
        await pilot.pause()
        anna, bram = screen.talk.interview.people
        lines = screen.talk.interview.answers[0].lines
        assert [(line.text, line.speaker) for line in lines] == [("hers", ""), ("his", bram)]
        assert "Bram speaks" in text_on(screen.app)
        assert "A: hers" in text_on(screen.app) and "B: his" in text_on(screen.app)
        assert screen.editor.cursor_location == (1, 3) and screen.talk.speaker != anna
        screen.action_step(1)
        screen.action_step(-1)
        screen.editor.undo()
        assert screen.editor.text != "hers\nhis"


async def test_alone_on_a_call_nobody_is_asked_who_speaks(study_folder: Path) -> None:
    session = open_study(study_folder)
    plan_interview(session, [add_customer(session, "Anna").id], "people-hour")
    session.close()
    async with _talking(study_folder, SMALL) as (pilot, screen):
        screen.editor.insert("words")
        await pilot.press("ctrl+a")
        assert screen.editor.cursor_location == (0, 0)
        assert "speaks" not in text_on(screen.app) and "A: words" not in text_on(screen.app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_part_that_runs_over_and_the_end_of_the_hour_are_said_quietly(
    talk_folder: Path, size: tuple[int, int]
) -> None:
    async with _talking(talk_folder, size) as (pilot, screen):
        _go(screen, "your_work")
        _began(screen, 12)
        screen.view.show_state()
        await pilot.pause()
        shown = text_on(screen.app)
        assert "12 of 10 min" in shown or "13 of 10 min" in shown
        assert "of 45 min" in shown and "Before you part" not in shown
        assert ("+2 min" in shown or "+3 min" in shown) is (size == WIDE)
        _began(screen, 28)
        screen.view.show_state()
        await pilot.pause()
        assert "Before you part" in text_on(screen.app) and "What did we miss?" in text_on(screen.app)
        assert screen.app.screen is screen and screen.app.focused is not None


async def test_looking_back_is_kept_as_it_is_typed_and_is_nobodys_voice(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        await pilot.press("f12")
        assert isinstance(screen.app.screen, FinishDialog)
        assert "Finish" in text_on(screen.app).splitlines()[-1] and "Save" not in text_on(screen.app).splitlines()[-1]
        await pilot.press("enter")
        await pilot.pause()
        form = screen.app.screen
        assert isinstance(form, DebriefForm) and screen.talk.interview.state is InterviewState.DONE
        form.query_one("#debrief-0", TextArea).text = f'"* the dog {HOSTILE}\nand the car'
        await pilot.press("escape")
        await pilot.pause()
        answer = screen.talk.interview.answer("debrief_stories")
        assert answer is not None and [line.kind for line in answer.lines] == [LineKind.MY_READING] * 2
        pane = next(s for s in screen.app.screen_stack if isinstance(s, StudyScreen)).query_one(InterviewsPane)
        pane.action_look_back()
        await pilot.pause()
        again = screen.app.screen
        assert isinstance(again, DebriefForm)
        assert again.query_one("#debrief-0", TextArea).text == f"* the dog {HOSTILE}\nand the car"
        await pilot.press("ctrl+s")
        assert isinstance(screen.app.screen, StudyScreen)
        assert "looks back on it" not in text_on(screen.app)


async def test_a_call_that_broke_off_is_taken_up_where_its_clock_stood(talk_folder: Path) -> None:
    async with _talking(talk_folder, WIDE) as (pilot, screen):
        _began(screen, 7)
        await pilot.press("f12", "down", "down", "enter")
        await pilot.pause()
        assert screen.talk.interview.state is InterviewState.BROKEN_OFF
        assert "broke off" in text_on(screen.app) and "takes it up again" in text_on(screen.app)
        again = InterviewScreen(screen.session, screen.talk.id)
        await screen.app.push_screen(again)
        await pilot.pause()
        assert again.talk.interview.clock_since is None and "broke off at 7:0" in text_on(screen.app)
        await pilot.press("f12", "enter")
        await pilot.pause()
        assert again.talk.interview.state is InterviewState.STARTED
        assert again.talk.interview.clock_since is not None and again.talk.second >= 7 * 60
        await pilot.press("ctrl+t")
        assert "clock stands" in text_on(screen.app)


async def test_two_with_the_same_letter_and_hostile_names_are_told_apart(study_folder: Path) -> None:
    session = open_study(study_folder)
    people = [add_customer(session, name).id for name in (HOSTILE, HOSTILE.upper())]
    talk = plan_interview(session, people, "people-hour", interviewer=HOSTILE, note_taker="Finn")
    finish_interview(session, talk.id, broken_off=True)
    session.close()
    async with _talking(study_folder, SMALL) as (pilot, screen):
        assert list(screen.talk.letters.values()) == ["A", "B"]
        screen.editor.insert("x")
        screen.keep()
        await pilot.press("ctrl+a", "ctrl+f", "escape", "f12", "escape", "escape")
        await pilot.pause()
        assert "notes by Finn" in " ".join(text_on(screen.app).split())


async def test_more_than_nine_choices_are_reached_with_the_arrows(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "employment")
        choices = screen.query_one(AnswerChoices)
        taken: list[str] = []
        choices.post_message = lambda message: taken.append(getattr(message, "key", "")) or True  # type: ignore[method-assign]
        choices.show_choices([Choice(f"k{n}", f"choice {n}") for n in range(12)], [], several=True)
        for _step in range(11):
            choices.action_step(1)
        choices.action_take()
        assert taken == ["k11"]
        del choices.post_message
        await pilot.pause()
