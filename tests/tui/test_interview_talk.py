"""The talk on the screen: questions, notes with marks, choices, and that no word is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.document._document import Selection
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.attributes import Kind, Known, Value
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Answer, InterviewState
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview import InterviewScreen
from persona_tui.tui.screens.interview_debrief import DebriefForm
from persona_tui.tui.screens.interview_dialogs import FinishDialog, JumpDialog, SkipDialog
from persona_tui.tui.screens.interview_view import SIDES
from persona_tui.tui.widgets.answer_choices import AnswerChoices
from persona_tui.tui.widgets.answer_form import AnswerForm
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview
from persona_tui.workflows.studies import change_study, open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


@pytest.fixture
def talk_folder(study_folder: Path) -> Path:
    """A study in which a talk with Anna, who agreed to it, is planned."""
    session = open_study(study_folder)
    anna = add_customer(session, "Anna")
    record_consent(session, anna.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 1))
    plan_interview(session, [anna.id], "people-hour", interviewer="Eva")
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


def _answer(screen: InterviewScreen, key: str) -> Answer:
    answer = screen.talk.interview.answer(key)
    assert answer is not None
    return answer


def _go(screen: InterviewScreen, key: str) -> None:
    question = screen.talk.guide.question(key)
    assert question is not None
    screen.show_question(question)


async def test_typed_notes_become_lines_with_kind_marks_and_second(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        assert screen.talk.interview.state is InterviewState.STARTED
        _go(screen, "first_moment")
        await pilot.press(*"- it hurt", "enter", *'"* ever', "enter", *"-20 %")
        screen.keep()
        lines = _answer(screen, "first_moment").lines
        assert [(line.kind, line.marks, line.text) for line in lines] == [
            (LineKind.OBSERVED, [Mark.PAIN], "it hurt"),
            (LineKind.WORD_FOR_WORD, [Mark.QUOTE], "ever"),
            (LineKind.OBSERVED, [], "-20 %"),
        ]
        assert screen.editor.notes.row_times == [line.at for line in lines]
        assert "0:0" in text_on(screen.app)


async def test_moving_between_questions_keeps_text_and_what_can_be_undone(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        first = screen.talk.question
        screen.editor.insert("hello")
        await pilot.press("ctrl+down")
        assert screen.talk.question.key == "your_work" and screen.editor.text == ""
        screen.editor.insert("nurse")
        await pilot.press("ctrl+up")
        assert screen.talk.question is first and screen.editor.text == "hello"
        screen.editor.undo()
        await pilot.pause()
        screen.keep()
        assert screen.editor.text == "" and screen.talk.interview.answer(first.key) is None
        assert _answer(screen, "your_work").lines[0].text == "nurse"


async def test_leaving_with_escape_and_coming_back_shows_the_same_and_the_clock_stood(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        screen.editor.insert("- a\n\n= b")
        await pilot.press("escape")
        await pilot.pause()
        session = session_of(screen.app)  # type: ignore[arg-type]
        talk = session.interview(screen.talk.id)
        assert talk is not None and talk.clock_since is None and len(talk.pauses) == 1
        again = InterviewScreen(session, screen.talk.id)
        await screen.app.push_screen(again)
        await pilot.pause()
        assert again.talk.question.key == "your_work"
        again.action_step(-1)
        assert again.editor.text == "- a\n\n= b"
        assert again.talk.interview.clock_since is not None


async def test_what_was_typed_is_kept_when_the_program_ends(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (_pilot, screen):
        screen.editor.insert("the last words")
        screen.app.exit()
    session = open_study(talk_folder)
    talk = session.interviews_of()[0]
    session.close()
    assert talk.answers[0].lines[0].text == "the last words" and talk.clock_since is None


async def test_a_digit_answers_a_choice_and_fills_what_is_known_of_the_customer(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "employment")
        await pilot.press("2")
        answer = _answer(screen, "employment")
        assert answer.known is Known.KNOWN and isinstance(answer.content, str)
        values = screen.session.folder.all(Value)
        assert [(value.attribute, value.content) for value in values] == [("employment", answer.content)]
        assert "Employment" not in [gap.label for _name, gaps in screen.talk.unknown() for gap in gaps]
        await pilot.press("7")
        assert _answer(screen, "employment").known is Known.NOT_SAID
        await pilot.press("7")
        assert screen.talk.interview.answer("employment") is None and not screen.session.folder.all(Value)


async def test_letters_typed_on_a_choice_go_to_the_notes(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        _go(screen, "employment")
        choices = screen.query_one(AnswerChoices)
        for key in ("s", "h", "e", "space", "1", "enter", "x"):
            choices.post_message(events.Key(key, {"space": " ", "enter": "\r"}.get(key, key)))
        await pilot.press("y")
        screen.keep()
        assert [line.text for line in _answer(screen, "employment").lines] == ["she 1", "xy"]
        assert _answer(screen, "employment").known is None


async def test_what_comes_in_one_go_on_a_choice_is_a_note_whole_with_the_digit_that_is_no_choice(
    talk_folder: Path,
) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "employment")
        await pilot.pause()
        for character in "9 of 2 children":
            screen.app.post_message(events.Key("space" if character == " " else character, character))
        await pilot.pause()
        await pilot.press("x")
        screen.keep()
        assert [line.text for line in _answer(screen, "employment").lines] == ["9 of 2 childrenx"]
        assert _answer(screen, "employment").known is None


async def test_what_is_typed_or_pasted_after_coming_back_to_a_choice_begins_a_line(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (_pilot, screen):
        _go(screen, "employment")
        for typed, pasted in (("one", False), ("two", False), ("three", True)):
            screen.query_one(AnswerChoices)._write(typed, pasted)
            _go(screen, "household_income")
            _go(screen, "employment")
        assert screen.editor.text == "one\ntwo\nthree"


async def test_a_short_answer_is_kept_on_leaving_the_question(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        _go(screen, "your_work")
        screen.query_one("#value", Input).value = "nurse"
        await pilot.press("ctrl+down")
        assert _answer(screen, "your_work").content == "nurse"
        _go(screen, "your_work")
        assert screen.query_one("#value", Input).value == "nurse"


async def test_a_short_answer_takes_the_place_of_what_was_chosen_as_it_is_kept(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "your_work")
        screen.on_answer_form_given(AnswerForm.Given(None, Known.NOT_SAID))
        screen.query_one("#value", Input).value = "nurse"
        await pilot.pause()
        screen._keep_line()
        assert _answer(screen, "your_work").content == "nurse"
        assert "●" not in screen.query_one(AnswerChoices).render().plain


async def test_where_there_is_little_room_one_side_takes_the_others_place(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        sides = [screen.query_one(f"#{side}-side") for side in SIDES]
        assert [side.display for side in sides] == [False, False]
        screen.action_fold("outline")
        screen.action_fold("probes")
        assert [side.display for side in sides] == [False, True]
        await pilot.resize_terminal(*WIDE)
        assert [side.display for side in sides] == [True, True]


async def test_a_selection_that_ends_before_a_line_leaves_that_line_where_it_is(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (_pilot, screen):
        screen.editor.insert("one\ntwo\nthree")
        screen.editor.selection = Selection((0, 0), (2, 0))
        assert len(screen.editor.line_ids) == 2
        screen.editor.mark_lines("-")
        assert screen.editor.text == "- one\n- two\nthree"


async def test_a_question_asked_or_skipped_by_mistake_is_taken_back_with_one_key(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "free_time")
        screen.editor.insert("chess")
        screen.keep()
        assert screen.add_question(" ") is None and not screen.was_asked_or_skipped
        await pilot.press("ctrl+g", *"zebra", "enter")
        await pilot.pause()
        assert screen.talk.question.text == "zebra"
        await pilot.press("ctrl+z")
        assert screen.talk.question.key == "free_time" and screen.editor.text == "chess"
        assert "zebra" not in [question.text for question in screen.talk.guide.questions]
        await pilot.press("ctrl+l", "enter")
        await pilot.pause()
        assert _answer(screen, "free_time").skipped
        await pilot.press("ctrl+z")
        assert not _answer(screen, "free_time").skipped and _answer(screen, "free_time").lines


async def test_a_talk_that_undo_takes_away_is_left_and_what_was_undone_is_said_there(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        talk = screen.talk.interview
        screen.session.folder.remove(talk)
        with screen.session.act("Plan a talk"):
            screen.session.put(talk)
        screen.action_undo()
        await pilot.pause()
        assert screen.app.screen is not screen
        assert "Undone: Plan a talk" in [each.message for each in screen.app._notifications]


async def test_what_is_said_in_passing_covers_nothing_that_is_typed(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        await pilot.press("ctrl+b")
        assert "No line is marked ?" in text_on(screen.app).split("\n")[-2]
        assert not screen.app._notifications
        await pilot.press("f8")
        assert "Mark:" in text_on(screen.app).split("\n")[-2]


async def test_a_number_that_is_none_goes_to_the_notes_and_is_said(study_folder: Path) -> None:
    session = open_study(study_folder)
    change_study(session, sells_to="businesses")
    firm = add_customer(session, "Firm")
    plan_interview(session, [firm.id], "businesses-hour")
    session.close()
    async with _talking(study_folder, SMALL) as (pilot, screen):
        number = next(question for question in screen.talk.guide.questions if question.kind is Kind.NUMBER)
        _go(screen, number.key)
        await pilot.press(*"a lot")
        screen.action_step(1)
        _go(screen, number.key)
        assert screen.editor.text == "a lot" and screen.query_one("#value", Input).value == ""
        await pilot.press(*"12", "enter")
        assert _answer(screen, number.key).content == 12.0


async def test_jump_finds_a_question_by_its_letters_and_asks_one_of_your_own(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        await pilot.press("ctrl+g")
        assert isinstance(screen.app.screen, JumpDialog)
        screen.app.screen.query_one("#search", Input).value = "household earn"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert screen.talk.question.key == "household_income"
        await pilot.press("ctrl+g")
        screen.app.screen.query_one("#search", Input).value = HOSTILE
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        assert screen.talk.question.text == HOSTILE and HOSTILE in text_on(screen.app)
        screen.editor.insert("noted")
        screen.keep()
        assert _answer(screen, screen.talk.question.key).lines[0].text == "noted"


async def test_f8_marks_the_line_wherever_the_cursor_stands_and_again_takes_it_off(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.editor.insert("she wants it")
        await pilot.press("f8", "+")
        assert screen.editor.text == "+ she wants it"
        await pilot.press("f8", "quotation_mark")
        assert screen.editor.text == '"+ she wants it' and screen.editor.marks_here == '"+'
        await pilot.press("f8", "+", "f8", "escape")
        assert screen.editor.text == '" she wants it' and screen.app.screen is screen
        await pilot.press("!")
        assert screen.editor.text == '" she wants it!'


async def test_a_skipped_question_has_its_reason_and_the_next_one_follows(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        _go(screen, "tried_before")
        await pilot.press("ctrl+l")
        assert isinstance(screen.app.screen, SkipDialog)
        screen.app.screen.query_one("#why", Input).value = HOSTILE
        await pilot.press("enter")
        await pilot.pause()
        assert _answer(screen, "tried_before").skipped == HOSTILE
        assert screen.talk.question.key == "search_path"
        await pilot.press("ctrl+up")
        assert f"skipped: {HOSTILE}" in text_on(screen.app)


async def test_finishing_names_what_is_to_come_back_to(talk_folder: Path) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.editor.insert("? ask about the budget")
        await pilot.press("f12")
        assert isinstance(screen.app.screen, FinishDialog)
        assert "1 line is marked ?" in text_on(screen.app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.talk.interview.state is InterviewState.DONE
        assert isinstance(screen.app.screen, DebriefForm)
        await pilot.press("escape")
        await pilot.pause()
        assert "1 of 1 talks done" in text_on(screen.app)


async def test_an_answer_is_taken_back_with_undo(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        _go(screen, "employment")
        await pilot.press("1", "ctrl+z")
        assert screen.talk.interview.answer("employment") is None


async def test_pasted_text_loses_nothing_and_its_bullets_are_no_marks(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        pasted = '- a bullet\r\n> quoted\n"Odd," she said\n\x00\x1b[31mred\x0bnext'
        screen.editor.post_message(events.Paste(pasted))
        await pilot.pause()
        screen.keep()
        lines = screen.talk.interview.answers[0].lines
        assert [line.text for line in lines] == ["- a bullet", "quoted", '"Odd," she said', "␀␛[31mred", "next"]
        assert [line.kind for line in lines].count(LineKind.WORD_FOR_WORD) == 1 and lines[
            1
        ].kind is not LineKind.OBSERVED
        assert not any(line.marks for line in lines)
        assert "␀␛[31mred" in text_on(screen.app)


@pytest.mark.parametrize(
    "text",
    [("word " * 20_000).strip(), HOSTILE * 3_000, "א👩‍🔬 " * 20_000, "\n".join(["- x"] * 5_000)],
    ids=["words", "markup", "wide", "lines"],
)
async def test_an_answer_of_100_000_characters_is_kept_whole_and_can_be_typed_in(talk_folder: Path, text: str) -> None:
    async with _talking(talk_folder, SMALL) as (pilot, screen):
        screen.editor.insert_pasted(text, from_here=True)
        await pilot.press("z")
        screen.action_step(1)
        screen.action_step(-1)
        await pilot.pause()
        assert screen.editor.text.endswith("z") and len(screen.editor.text) == len(text) + 1
        assert sum(len(line.text) for line in screen.talk.interview.answers[0].lines) > 4_000


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_side_columns_fold_away_where_there_is_little_room(talk_folder: Path, size: tuple[int, int]) -> None:
    async with _talking(talk_folder, size) as (pilot, screen):
        shown = size == WIDE
        assert ("Warm-up" in text_on(screen.app)) is shown
        await pilot.press("ctrl+r", "ctrl+o")
        assert ("Warm-up" in text_on(screen.app)) is not shown
        assert "- pain" in text_on(screen.app)


async def test_a_function_key_leaves_for_another_step_and_keeps_the_notes(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        app = screen.app
        await pilot.press("escape")
        await pilot.pause()
        pane = app.screen.pane  # type: ignore[attr-defined]
        pane.open_interview(screen.talk.id)
        await pilot.pause()
        again = app.screen
        assert isinstance(again, InterviewScreen)
        again.editor.insert("kept")
        await pilot.press("f2")
        await pilot.pause()
        assert app.screen.step == "customers"  # type: ignore[attr-defined]
        talk = session_of(app).interview(again.talk.id)  # type: ignore[arg-type]
        assert talk is not None and talk.answers[0].lines[0].text == "kept"


async def test_what_is_typed_on_coming_back_to_a_question_is_a_line_of_its_own(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        editor = app.screen.query_one(NotesEditor)
        before = editor.text
        assert before
        editor.focus()
        await pilot.press("x", "y")
        await pilot.pause()
        assert editor.text == f"{before}\nxy"


async def test_the_app_can_be_opened_at_one_talk(talk_folder: Path) -> None:
    session = open_study(talk_folder)
    talk = session.folder.interview_summaries()[0].id
    session.close()
    app = PersonaApp(talk_folder, "interviews", talk)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.talk.id == talk
