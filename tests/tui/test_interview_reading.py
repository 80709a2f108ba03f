"""Reading through a talk: searching, marking, correcting and moving lines, and the transcript beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.text_area import Selection

from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Interview
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.transcripts import Cue, Transcript
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview_debrief import DebriefForm
from persona_tui.tui.screens.interview_reading import ReadingScreen
from persona_tui.tui.screens.interview_reading_dialogs import CorrectLine, MarkPassage, PlaceDialog
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.reading_lines import ReadingLine, ReadingLines
from persona_tui.tui.widgets.ticks import TickList
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview, remove_interview, set_notes, skip_question
from persona_tui.workflows.lookups import transcript_of
from persona_tui.workflows.personas import new_persona
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.talks import bank_of
from tests.tui.conftest import HOSTILE, SMALL, WIDE, text_on


@pytest.fixture
def talk_folder(study_folder: Path) -> Path:
    """A study with notes of a talk with Anna."""
    session = open_study(study_folder)
    anna = add_customer(session, "Anna")
    record_consent(session, anna.id, [Scope.NOTES, Scope.RECORDING], given_on=date(2026, 11, 1))
    talk = plan_interview(session, [anna.id], "people-hour", interviewer="Eva")
    bank = bank_of(talk)[0]
    for key, text in (("your_work", f'nurse {HOSTILE}\n"- her back hurt'), ("first_moment", "it was in spring")):
        set_notes(session, talk.id, bank.question(key), text, at=7)
    tried = bank.question("tried_before")
    assert tried is not None
    skip_question(session, talk.id, tried, HOSTILE)
    session.close()
    return study_folder


def _add_transcript(folder: Path) -> None:
    session = open_study(folder)
    talk = session.folder.interview_summaries()[0]
    cues = [
        Cue(start=0.0, speaker="Eva", text=f"What was it {HOSTILE}?"),
        Cue(start=4.0, speaker="Anna", person=talk.people[0], text="My back hurt"),
        Cue(start=6.0, speaker="Anna", person=talk.people[0], text="every single evening"),
    ]
    with session.act("t"):
        session.put(Transcript(id=talk.id, source="talk.vtt", cues=cues))
    session.close()


@asynccontextmanager
async def _reading(folder: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[tuple[Pilot[None], ReadingScreen]]:
    app = PersonaApp(folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        yield pilot, app.screen


def _notes(screen: ReadingScreen) -> ReadingLines:
    return screen.query_one("#notes", ReadingLines)


def _line(screen: ReadingScreen, text: str) -> str:
    """The id of the line with these words, the cursor put on it."""
    key = next(shown.key for shown in _notes(screen).lines if shown.key and text in shown.text)
    _notes(screen).move_to(key)
    return key


def _talk(screen: ReadingScreen) -> Interview:
    talk = screen.session.interview(screen.interview.id)
    assert talk is not None
    return talk


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_note_stands_there_under_its_question_with_time_and_marks(
    talk_folder: Path, size: tuple[int, int]
) -> None:
    async with _reading(talk_folder, size) as (_pilot, screen):
        shown = text_on(screen.app)
        assert "What do you do for a living?" in shown and f"nurse {HOSTILE}" in shown
        assert '0:07 "- her back hurt' in shown and "skipped: see [/" in shown
        assert "▌" in shown


async def test_searching_leaves_the_lines_with_all_words_and_escape_brings_back_the_rest(talk_folder: Path) -> None:
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        await pilot.press("slash", *"hurt")
        await pilot.pause()
        shown = text_on(screen.app)
        assert "her back hurt" in shown and "nurse" not in shown and "spring" not in shown
        screen.query_one("#search", Input).value = HOSTILE
        await pilot.pause()
        assert f"nurse {HOSTILE}" in text_on(screen.app)
        screen.query_one("#search", Input).value = "zebra"
        await pilot.pause()
        assert "No line has “zebra”" in text_on(screen.app) and _notes(screen).current_key == ""
        await pilot.press("escape")
        await pilot.pause()
        assert "spring" in text_on(screen.app) and screen.app.screen is screen
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(screen.app.screen, StudyScreen)


async def test_a_mark_character_marks_the_line_and_undo_takes_it_off(talk_folder: Path) -> None:
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        key = _line(screen, "spring")
        await pilot.press("+", "quotation_mark")
        await pilot.pause()
        found = _talk(screen).line(key)
        assert found is not None and found[1].marks == [Mark.GOAL] and found[1].kind is LineKind.WORD_FOR_WORD
        assert '"+ it was in spring' in text_on(screen.app) and _notes(screen).current_key == key
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert '"+ it was' not in text_on(screen.app)


async def test_correcting_keeps_who_the_line_is(talk_folder: Path) -> None:
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        key = _line(screen, "back")
        await pilot.press("enter")
        form = screen.app.screen
        assert isinstance(form, CorrectLine)
        form.query_one("#words", TextArea).text = '"- my back hurt, ' + HOSTILE
        await pilot.press("ctrl+s")
        await pilot.pause()
        found = _talk(screen).line(key)
        assert found is not None and found[1].text == f"my back hurt, {HOSTILE}" and found[1].at == 7
        assert f"my back hurt, {HOSTILE}" in text_on(screen.app)


async def test_a_line_moves_to_another_question(talk_folder: Path) -> None:
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        key = _line(screen, "back")
        await pilot.press("m")
        screen.app.screen.query_one("#search", Input).value = "free day"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        found = _talk(screen).line(key)
        assert found is not None and found[0].question == "free_time"
        assert _notes(screen).current_key == key


async def test_a_line_leads_to_the_part_of_the_persona_that_it_speaks_to(talk_folder: Path) -> None:
    async with _reading(talk_folder) as (pilot, screen):
        _line(screen, "spring")
        await pilot.press("p")
        await pilot.pause()
        assert "No persona is built from Anna yet" in text_on(screen.app)
        persona = new_persona(screen.session, _talk(screen).people)
        await pilot.press("p")
        await pilot.pause()
        builder = screen.app.screen
        assert isinstance(builder, PersonaScreen) and builder.part == "motivators"
        builder.action_leave()
        await pilot.pause()
        assert screen.app.screen is screen
        _line(screen, "back")
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(screen.app.screen, PlaceDialog)
        assert screen.app.screen.query_one("#places", OptionList).option_count == 2
        await pilot.press("enter")
        await pilot.pause()
        builder = screen.app.screen
        assert isinstance(builder, PersonaScreen) and builder.part == "quote" and persona.id
        builder.action_to_step("channels")
        await pilot.pause()
        study = screen.app.screen
        assert isinstance(study, StudyScreen) and study.step == "channels"


async def test_words_of_the_transcript_are_marked_and_unmarked_beside_the_notes(talk_folder: Path) -> None:
    _add_transcript(talk_folder)
    async with _reading(talk_folder) as (pilot, screen):
        shown = text_on(screen.app)
        assert "her back hurt" in shown and "Anna: My back hurt every single evening" in shown
        assert f"Eva: What was it {HOSTILE}?" in " ".join(shown.split()) or "Eva: What was it" in shown
        await pilot.press("tab", "down", "-")
        form = screen.app.screen
        assert isinstance(form, MarkPassage) and form.query_one("#marks", TickList).selected == [Mark.PAIN]
        form.query_one("#words", TextArea).selection = Selection((0, 3), (0, 18))
        await pilot.press("ctrl+s")
        await pilot.pause()
        transcript = transcript_of(screen.session, screen.interview.id)
        assert transcript is not None
        assert [passage.exact for cue in transcript.cues for passage in cue.passages] == ["back hurt", "every"]
        assert "2 passages marked" in text_on(screen.app)
        await pilot.press("ctrl+z")
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        transcript = transcript_of(screen.session, screen.interview.id)
        assert transcript is not None and len(transcript.cues[1].passages) == 1
        await pilot.press("x")
        transcript = transcript_of(screen.session, screen.interview.id)
        assert transcript is not None and not any(cue.passages for cue in transcript.cues)


async def test_a_talk_with_a_transcript_alone_is_read_from_its_first_words(talk_folder: Path) -> None:
    session = open_study(talk_folder)
    talk = session.folder.interview_summaries()[0]
    remove_interview(session, talk.id)
    plan_interview(session, talk.people, "people-hour")
    session.close()
    _add_transcript(talk_folder)
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        assert "Eva: What was it" in text_on(screen.app) and "count for nobody" in text_on(screen.app)
        await pilot.press("ctrl+a")
        assert "they count as notes do" in text_on(screen.app)
        await pilot.press("ctrl+a")
        assert "count for nobody" in text_on(screen.app)
        await pilot.press("down")
        assert "they count as notes do" in text_on(screen.app)


async def test_where_there_is_little_room_notes_and_transcript_take_turns(talk_folder: Path) -> None:
    _add_transcript(talk_folder)
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        assert "Eva:" not in text_on(screen.app)
        await pilot.press("t")
        await pilot.pause()
        assert "Eva:" in text_on(screen.app) and "her back hurt" not in text_on(screen.app)
        await pilot.press("t")
        await pilot.pause()
        assert "her back hurt" in text_on(screen.app)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(screen.app.screen, DebriefForm)


async def test_five_thousand_lines_are_read_and_searched_and_only_what_is_seen_is_drawn(talk_folder: Path) -> None:
    session = open_study(talk_folder)
    talk = session.folder.interview_summaries()[0].id
    set_notes(session, talk, None, "\n".join(f"- line {n} of many 👩‍🔬" for n in range(5_000)), at=9)
    session.close()
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        notes = _notes(screen)
        drawn: list[int] = []
        render = notes.render_line
        notes.render_line = lambda y: drawn.append(y) or render(y)  # type: ignore[method-assign,func-returns-value]
        await pilot.press("end")
        await pilot.pause()
        assert "line 4999 of many" in text_on(screen.app) and len(drawn) < 200
        await pilot.press("pageup", "pageup", "home")
        await pilot.pause()
        assert "What do you do for a living?" in text_on(screen.app)
        screen.query_one("#search", Input).value = "line 4321"
        await pilot.pause()
        assert [line.text for line in notes.lines if line.key] == ["line 4321 of many 👩‍🔬"]


async def test_a_talk_without_notes_says_so(study_folder: Path) -> None:
    session = open_study(study_folder)
    plan_interview(session, [add_customer(session, HOSTILE).id], "people-hour")
    session.close()
    async with _reading(study_folder, SMALL) as (pilot, screen):
        assert "Nothing was noted in this talk yet" in text_on(screen.app) and HOSTILE in text_on(screen.app)
        await pilot.press("enter", "minus", "m", "p", "x", "down", "pagedown", "end")
        assert screen.app.screen is screen


async def test_a_click_puts_the_cursor_on_a_line(talk_folder: Path) -> None:
    async with _reading(talk_folder, SMALL) as (pilot, screen):
        notes = _notes(screen)
        notes.show_lines([ReadingLine("", "head"), *(ReadingLine(f"k{n}", HOSTILE, "0:01", "-") for n in range(3))])
        await pilot.pause()
        await pilot.click(notes, offset=Offset(20, 2))
        assert notes.current_key == "k1"
