"""A form that came back by mail, brought in on step 3."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from persona_tui.banks import form_fields as names
from persona_tui.domain.consent import Scope
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview_answers import ImportAnswers
from persona_tui.tui.screens.interviews import InterviewsPane
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.studies import open_study
from tests.imports.filled_forms import empty_form, filled_in_word
from tests.tui.conftest import SMALL, WIDE, session_of, text_on


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "anna.docx"
    filling = {
        names.scope_name(Scope.NOTES): True,
        names.NAME: "Anna",
        names.DAY: "2026-11-03",
        names.field_name("first_moment"): "My back hurt [/red]",
    }
    path.write_bytes(filled_in_word(empty_form(), filling))
    return path


async def _settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


async def _open(pilot: Pilot[None], form: Path) -> ImportAnswers:
    await _settle(pilot)
    app = pilot.app
    assert isinstance(app, PersonaApp)
    study = next(screen for screen in app.screen_stack if isinstance(screen, StudyScreen))
    dialog = ImportAnswers(session_of(app), form)
    app.push_screen(dialog, study.query_one(InterviewsPane)._go_to)
    await _settle(pilot)
    return dialog


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_form_comes_in_under_the_name_it_bears(study_folder: Path, form: Path, size: tuple[int, int]) -> None:
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await _open(pilot, form)
        assert "The name on the form" in text_on(app)
        await pilot.press("ctrl+s")
        await _settle(pilot)
        assert isinstance(app.screen, StudyScreen)
        assert [person.name for person in session_of(app).people()] == ["Anna"]
        assert "Anna answered 1 question" in " ".join(text_on(app).split())


async def test_a_form_comes_in_for_somebody_who_is_chosen(study_folder: Path, form: Path) -> None:
    session = open_study(study_folder)
    bram = add_customer(session, "Bram").id
    session.close()
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        dialog = await _open(pilot, form)
        dialog.query_one("#person", Select).value = bram
        await pilot.press("ctrl+s")
        await _settle(pilot)
        (summary,) = session_of(app).folder.interview_summaries()
        assert list(summary.people) == [bram]


async def test_a_file_that_is_no_form_is_said_in_the_dialog(study_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(b"hello")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        dialog = await _open(pilot, other)
        await pilot.press("ctrl+s")
        await _settle(pilot)
        assert app.screen is dialog and "no Word document" in text_on(app)
