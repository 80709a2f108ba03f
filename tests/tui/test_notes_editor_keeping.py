"""Never a word lost: disks that fail, clocks that jump, programs that end, two programs on one study."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Line
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview import InterviewScreen
from persona_tui.tui.screens.save_elsewhere import SaveElsewhere
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.tui.widgets.notes_editor_document import NotesWrapping
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview
from persona_tui.workflows.session import SaveKind, Session
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.talk_clock import TalkClock
from tests.tui.conftest import SMALL, WIDE, session_of, text_on

SAVED = re.compile(r"saved \d\d:\d\d:\d\d")
HOLD = """
import sys
from pathlib import Path
from persona_tui.domain.people import Person
from persona_tui.storage.folder import StudyFolder
folder = StudyFolder.open(Path(sys.argv[1]), program="the other one")
print("held", flush=True)
sys.stdin.readline()
folder.put(Person(name="Zora"))
folder.flush()
print("written", flush=True)
sys.stdin.read()
"""


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


def _lines(session: Session) -> list[Line]:
    return [line for answer in session.interviews_of()[0].answers for line in answer.lines]


def _on_disk(folder: Path) -> list[str]:
    session = open_study(folder, write=False)
    try:
        return [line.text for line in _lines(session)]
    finally:
        session.close()


async def _until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    for _turn in range(400):
        await pilot.pause(0.01)
        if true():
            return
    raise AssertionError("it never became so:\n" + text_on(pilot.app))  # type: ignore[arg-type]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Call with an errno to make every write fail, and with 0 to make them work again."""
    real = os.open

    def fail(number: int) -> None:
        def failing(*arguments: Any, **named: Any) -> Any:
            if ".tmp" in str(arguments[0]) and "settings" not in str(arguments[0]):
                raise OSError(number, os.strerror(number))
            return real(*arguments, **named)

        monkeypatch.setattr(os, "open", failing if number else real)

    return fail


# --- what is typed and what is said to be saved ----------------------------------------------------------------


async def test_saved_is_never_said_while_a_letter_is_not_on_the_disk(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        await _until(pilot, lambda: "saved" in text_on(screen.app) and "not saved" not in text_on(screen.app))
        screen.editor.insert("a")
        await pilot.pause()
        assert "not saved yet" in text_on(screen.app)
        await _until(pilot, lambda: "not saved" not in text_on(screen.app))
        assert _on_disk(talk_folder) == ["a"]


async def test_who_types_on_without_a_pause_is_saved_all_the_same(
    talk_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from persona_tui.tui.screens import interview_notes

    monkeypatch.setattr(interview_notes, "MOST_UNKEPT", 0.2)
    monkeypatch.setattr(interview_notes, "AFTER_LAST_KEY", 30.0)
    async with _talking(talk_folder) as (pilot, screen):
        screen.editor.insert("typing on")
        monkeypatch.setattr(interview_notes, "AFTER_LAST_KEY", 0.05)
        screen.keeper._look()
        for _key in range(60):
            screen.editor.insert("x")
            screen.keeper._last += 10
            await pilot.pause(0.005)
            if _on_disk(talk_folder):
                break
        assert _on_disk(talk_folder)[0].startswith("typing on")


async def test_a_short_answer_is_saved_as_it_is_typed_and_one_that_does_not_fit_is_not_said_to_be(
    talk_folder: Path,
) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        question = screen.talk.guide.question("your_work")
        assert question is not None
        screen.show_question(question)
        line = screen.query_one("#value", Input)
        line.focus()
        await pilot.pause()
        line.value = "nurse"
        line.cursor_position = 2
        await pilot.pause()
        assert "not saved yet" in text_on(screen.app)
        await _until(pilot, lambda: SAVED.search(text_on(screen.app)) is not None)
        assert line.value == "nurse" and line.cursor_position == 2
        session = open_study(talk_folder, write=False)
        answer = session.interviews_of()[0].answer("your_work")
        assert answer is not None and answer.content == "nurse"
        session.close()


async def test_leaving_the_editor_keeps_what_is_typed(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        screen.editor.insert("before the palette")
        await pilot.press("ctrl+p")
        await _until(pilot, lambda: _on_disk(talk_folder) == ["before the palette"])


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_full_disk_is_said_at_once_kept_in_memory_and_tried_again(
    talk_folder: Path, disk: Callable[[int], None], size: tuple[int, int]
) -> None:
    async with _talking(talk_folder, size) as (pilot, screen):
        screen.session.folder.flush()
        disk(errno.ENOSPC)
        screen.editor.insert("precious")
        screen.action_keep()
        await _until(pilot, lambda: "NOT SAVED" in text_on(screen.app))
        assert "The disk is full" in text_on(screen.app).split("\n")[0]
        assert screen.editor.text == "precious" and _on_disk(talk_folder) == []
        screen.editor.insert(" words")
        disk(0)
        screen.action_keep()
        await _until(pilot, lambda: SAVED.search(text_on(screen.app)) is not None)
        assert _on_disk(talk_folder) == ["precious words"]
        assert "Anna" in text_on(screen.app).split("\n")[0]


async def test_permission_taken_away_is_said_in_the_study_screen_too(
    study_folder: Path, disk: Callable[[int], None]
) -> None:
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        disk(errno.EACCES)
        add_customer(session_of(app), "Bram")
        session_of(app).folder.save_soon()
        await _until(pilot, lambda: "NOT SAVED" in text_on(app).split("\n")[0])
        assert "may not be" in text_on(app).split("\n")[0]
        disk(0)
        session_of(app).folder.save_soon()
        await _until(pilot, lambda: "NOT SAVED" not in text_on(app).split("\n")[0])
        assert "Perch" in text_on(app).split("\n")[0]


async def test_who_quits_while_nothing_can_be_saved_is_asked_and_nothing_typed_is_lost(
    talk_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    async with _talking(talk_folder) as (pilot, screen):
        app = screen.app
        assert isinstance(app, PersonaApp)
        screen.session.folder.flush()
        talk_folder.rename(tmp_path / "unplugged")
        screen.editor.insert("precious")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, SaveElsewhere) and "press Ctrl+Q again" in text_on(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen and screen.editor.text == "precious"
        await pilot.press("ctrl+q", "ctrl+q")
    (copy,) = tmp_path.glob("shop-copy-*")
    assert str(copy) in app.unsaved[0]
    assert _on_disk(copy) == ["precious"]


async def test_a_folder_that_is_gone_is_said_and_a_copy_elsewhere_holds_everything(
    talk_folder: Path, tmp_path: Path
) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        screen.session.folder.flush()
        talk_folder.rename(tmp_path / "unplugged")
        screen.editor.insert("precious")
        screen.action_keep()
        await _until(pilot, lambda: "NOT SAVED" in text_on(screen.app))
        assert "is gone" in text_on(screen.app) and "Alt+S writes a copy" in text_on(screen.app)
        screen.say("Sent to another question")
        assert "Sent to another question" in text_on(screen.app), "what is done is said all the same"
        await pilot.press("alt+s")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, SaveElsewhere)
        assert "is gone" in text_on(screen.app)
        dialog.query_one("#folder", Input).value = str(tmp_path / "other" / "place")
        dialog.action_accept()
        await _until(pilot, lambda: screen.app.screen is screen)
        assert _on_disk(tmp_path / "other" / "place") == ["precious"]
        (tmp_path / "unplugged").rename(talk_folder)
        screen.action_keep()
        await _until(pilot, lambda: "NOT SAVED" not in text_on(screen.app).split("\n")[0])


async def test_a_copy_that_cannot_be_written_is_said_in_the_dialog(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        await pilot.press("alt+s")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, SaveElsewhere)
        dialog.query_one("#folder", Input).value = str(talk_folder)
        dialog.action_accept()
        await _until(pilot, lambda: "is not empty" in " ".join(text_on(screen.app).split()))
        await pilot.press("escape")
        assert screen.app.screen is screen


# --- whatever ends the program ---------------------------------------------------------------------------------


async def test_an_error_nobody_foresaw_ends_the_program_with_everything_on_the_disk(talk_folder: Path) -> None:
    app = PersonaApp(talk_folder, "interviews")
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            screen = InterviewScreen(session_of(app), session_of(app).folder.interview_summaries()[0].id)
            await app.push_screen(screen)
            screen.editor.insert("the last words")
            screen.set_timer(0.01, lambda: 1 // 0)
            await asyncio.wait_for(app._exception_event.wait(), 10)
            assert _on_disk(talk_folder) == ["the last words"]
    assert isinstance(app.failure, ZeroDivisionError)


# --- lines keep who they are -----------------------------------------------------------------------------------


async def test_a_line_cut_in_one_question_and_pasted_in_another_is_the_same_line(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        screen.editor.insert("one\n- two\nthree")
        screen.keep()
        two = _lines(screen.session)[1]
        screen.editor.move_cursor((1, 0))
        await pilot.press("ctrl+x")
        assert screen.editor.text == "one\nthree"
        screen.action_step(1)
        screen.editor.focus()
        await pilot.press("ctrl+v")
        screen.keep()
        assert screen.talk.answer is not None
        assert screen.talk.answer.lines == [two]
        screen.action_step(-1)
        screen.editor.focus()
        await pilot.press("ctrl+z")
        screen.keep()
        assert screen.editor.text == "one\n- two\nthree"
        ids = [line.id for line in _lines(screen.session)]
        assert len(ids) == len(set(ids)) == 4 and ids.count(two.id) == 1


async def test_lines_are_sent_to_another_question_with_one_key_and_come_back(talk_folder: Path) -> None:
    async with _talking(talk_folder) as (pilot, screen):
        first = screen.talk.question
        screen.editor.insert("one\n- two\nthree")
        screen.keep()
        before = _lines(screen.session)
        screen.editor.move_cursor((1, 2))
        await pilot.press("ctrl+e")
        screen.app.screen.query_one("#search", Input).value = "household earn"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert screen.talk.question is first and screen.editor.text == "one\nthree"
        there = screen.talk.interview.answer("household_income")
        assert there is not None and there.lines == [before[1]]
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert screen.editor.text == "one\n- two\nthree"
        assert _lines(screen.session) == before


# --- the clock -------------------------------------------------------------------------------------------------


class _Time:
    def __init__(self) -> None:
        self.wall = datetime.now(UTC).replace(microsecond=0)
        self.steady = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def passes(self, seconds: float, wall: float | None = None) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds if wall is None else wall)


def _clock_of(session: Session, time: _Time) -> tuple[TalkClock, str]:
    from persona_tui.workflows.interviews import start_interview

    talk = session.interviews_of()[0]
    start_interview(session, talk.id, time.wall)
    return TalkClock(session, talk.id, time.monotonic, time.now), talk.id


@pytest.mark.parametrize("jump", [-86_400.0, -90.0, 90.0, 86_400.0])
def test_a_computers_time_that_jumps_moves_no_line(talk_folder: Path, jump: float) -> None:
    session, time = open_study(talk_folder), _Time()
    clock, talk_id = _clock_of(session, time)
    assert clock.second() == 0
    time.passes(60)
    clock.tick()
    time.passes(1, jump)
    assert clock.second() == 61
    clock.tick()
    time.passes(9)
    clock.tick()
    assert clock.second() == 70
    talk = session.interview(talk_id)
    assert talk is not None and talk.clock_since is not None
    assert abs(talk.elapsed + (time.wall - talk.clock_since).total_seconds() - 70) <= 5
    session.close()


def test_the_time_that_a_laptop_sleeps_is_no_time_of_the_talk(talk_folder: Path) -> None:
    session, time = open_study(talk_folder), _Time()
    clock, _talk = _clock_of(session, time)
    time.passes(30)
    clock.tick()
    time.passes(7200)
    assert clock.second() == 30
    clock.tick()
    time.passes(0, 7200)
    clock.tick()
    time.passes(5)
    assert clock.second() == 35
    session.close()


# --- two programs ----------------------------------------------------------------------------------------------


async def test_a_second_program_reads_says_who_writes_and_takes_over_when_that_one_is_gone(
    talk_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from persona_tui.tui.screens import study_waiting

    monkeypatch.setattr(study_waiting, "BETWEEN_TRIES", 0.05)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(talk_folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "held\n"
        async with _talking(talk_folder) as (pilot, screen):
            assert "read only" in text_on(screen.app) and screen.editor.read_only
            assert "nothing can be typed" in text_on(screen.app)
            assert "nothing that is typed here is kept" in text_on(screen.app)
            await _until(pilot, lambda: "the other one on" in text_on(screen.app))
            other.stdin.write("go on\n")
            other.stdin.flush()
            assert other.stdout.readline() == "written\n"
            other.kill()
            other.wait()
            await _until(pilot, lambda: not screen.editor.read_only)
            assert screen.session.folder.save_state.kind is not SaveKind.READ_ONLY
            await _until(pilot, lambda: "read only" not in text_on(screen.app).split("\n")[0])
            await _until(pilot, lambda: "Just type." in text_on(screen.app) and "+ goal" in text_on(screen.app))
            assert "Zora" in [person.name for person in screen.session.people()]
            screen.editor.insert("mine now")
            screen.action_back()
            await pilot.pause()
            assert isinstance(screen.app.screen, StudyScreen)
            await _until(pilot, lambda: "read only" not in text_on(screen.app).split("\n")[0])
        assert _on_disk(talk_folder) == ["mine now"]
    finally:
        other.kill()
        other.wait()


class _OnlyNotes(App[None]):
    def compose(self) -> ComposeResult:
        yield NotesEditor()


async def test_many_lines_are_taken_back_in_every_field_of_several_lines() -> None:
    class _OnlyField(App[None]):
        def compose(self) -> ComposeResult:
            yield TypingArea()

    async with _OnlyField().run_test(size=(40, 10)) as pilot:
        field = pilot.app.query_one(TypingArea)
        field.insert("\n" * 30)
        field.move_cursor(field.document.end)
        await pilot.pause()
        field.undo()
        assert (field.text, field.cursor_location) == ("", (0, 0))


async def test_where_notes_can_only_be_read_nothing_is_written_into_them() -> None:
    async with _OnlyNotes().run_test(size=(40, 10)) as pilot:
        editor = pilot.app.query_one(NotesEditor)
        editor.read_only = True
        editor.write("x")
        editor.insert_pasted("y")
        assert editor.text == ""


async def test_undo_of_many_lines_far_down_leaves_the_cursor_in_the_text() -> None:
    async with _OnlyNotes().run_test(size=(40, 10)) as pilot:
        editor = pilot.app.query_one(NotesEditor)
        editor.insert("first")
        for _time in range(2):
            editor.insert_pasted("\n".join(f"pasted line {number}, long enough to be wrapped" for number in range(9)))
            await pilot.pause()
            editor.action_undo()
            await pilot.pause()
            assert (editor.text, editor.cursor_location) == ("first", (0, 5))
            editor.action_redo()
            await pilot.pause()
            assert editor.cursor_location == editor.document.end and editor.document.line_count == 9
            editor.action_undo()


async def test_what_is_undone_and_done_again_at_random_is_wrapped_as_if_it_were_shown_anew() -> None:
    async with _OnlyNotes().run_test(size=(40, 10)) as pilot:
        editor, chance = pilot.app.query_one(NotesEditor), Random(22)
        acts = ["insert", "break", "paste", "undo", "undo", "undo", "redo", "cut", "delete_left", "delete_right", "go"]
        for _step in range(200):
            act = chance.choice(acts)
            if act == "insert":
                editor.insert(chance.choice("abc d\té漢") * chance.choice([1, 1, 30]))
            elif act == "break":
                editor.insert("\n")
            elif act == "paste":
                editor.insert_pasted("\n".join("some words " * chance.randint(0, 9) for _line in range(5)))
            elif act == "go":
                editor.move_cursor((chance.randrange(editor.document.line_count), 0))
            else:
                getattr(editor, f"action_{act}")()
            anew = NotesWrapping(editor.document, editor.wrap_width, editor.indent_width)
            assert anew._wrap_offsets == editor.wrapped_document._wrap_offsets
            assert len(editor.notes.rows) == editor.document.line_count
