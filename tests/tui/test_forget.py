"""Forgetting a customer, and withdrawing a consent, on the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button, Input

from persona_tui.domain.consent import Scope
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.consent_form import ConsentForm
from persona_tui.tui.screens.customers import CustomerRows
from persona_tui.tui.screens.forget import ForgetForm, Forgotten
from persona_tui.tui.screens.forget_words import FellAway
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def _settled(app: PersonaApp, pilot: Any) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_dialog_says_what_goes_and_needs_the_name(example_folder: Path, size: tuple[int, int]) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("F")
        await _settled(app, pilot)
        form = app.screen
        assert isinstance(form, ForgetForm)
        shown = " ".join(text_on(app).split())
        assert "Forget Anna de Wit for good?" in shown and "1 talk with them alone" in shown
        assert "To go on, type the name: Anna de Wit" in shown and "can’t be undone" in shown
        form.query_one("#typed", Input).value = "anna"
        form.action_accept()
        await _settled(app, pilot)
        assert app.screen is form and "That is not the name above" in text_on(app)
        form.action_cancel()
        await pilot.pause()
        assert session_of(app).people()[0].name == "Anna de Wit"


async def test_with_the_name_typed_they_are_gone_and_the_proof_is_told(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f", "F")
        await _settled(app, pilot)
        app.screen.query_one("#typed", Input).value = "Anna de Wit"
        app.screen.action_accept()  # type: ignore[attr-defined]
        await _settled(app, pilot)
        assert isinstance(app.screen, Forgotten)
        assert "nothing of them was found" in text_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert session_of(app).can_undo == ""
        assert "Anna de Wit" not in text_on(app)
        assert app.query_one(CustomerRows).row_count == len(session_of(app).people())
        await pilot.press("f")
        await pilot.pause()
        assert session_of(app).folder.flush().kind.value == "saved"
    again = open_study(example_folder, write=False)
    assert all(person.name != "Anna de Wit" for person in again.people())
    again.close()


async def test_a_hostile_name_is_shown_and_typed_as_it_is(study_folder: Path) -> None:
    session = open_study(study_folder)
    add_customer(session, HOSTILE)
    session.close()
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        app.query_one(CustomerRows).focus()
        await pilot.press("F")
        await _settled(app, pilot)
        assert "see [/ and [b=1" in text_on(app)
        app.screen.query_one("#typed", Input).value = HOSTILE
        app.screen.action_accept()  # type: ignore[attr-defined]
        await _settled(app, pilot)
        assert isinstance(app.screen, Forgotten) and session_of(app).people() == []


async def test_a_study_for_reading_only_refuses_in_the_dialog(example_folder: Path) -> None:
    writer = open_study(example_folder)
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("F")
        await _settled(app, pilot)
        assert "has been working on" in text_on(app)
        app.screen.query_one("#typed", Input).value = "Anna de Wit"
        app.screen.action_accept()  # type: ignore[attr-defined]
        await _settled(app, pilot)
        assert isinstance(app.screen, ForgetForm)
    assert writer.people()[0].name == "Anna de Wit"
    writer.close()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_after_withdrawing_it_is_said_what_fell_away(example_folder: Path, size: tuple[int, int]) -> None:
    app = PersonaApp(example_folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        app.push_screen(ConsentForm(session, session.people()[0]))
        await pilot.pause()
        app.screen.query_one("#withdraw", Button).press()
        await pilot.pause()
        app.screen.action_accept()  # type: ignore[attr-defined]
        await _settled(app, pilot)
        assert isinstance(app.screen, FellAway)
        shown = " ".join(text_on(app).split())
        assert "The consent of Anna de Wit is withdrawn" in shown and "the quote is gone" in shown
        assert "enters no document" in shown and "Ctrl+Z" in shown
        await pilot.press("enter", "ctrl+z")
        await pilot.pause()
        assert all(consent.withdrawn_on is None for consent in session.view().consents)


async def test_a_consent_that_nothing_rested_on_says_so(study_folder: Path) -> None:
    session = open_study(study_folder)
    record_consent(session, add_customer(session, "Anna").id, [Scope.NOTES], given_on=date(2026, 11, 2))
    session.close()
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        app.push_screen(ConsentForm(session_of(app), session_of(app).people()[0]))
        await pilot.pause()
        app.screen.query_one("#withdraw", Button).press()
        await pilot.pause()
        app.screen.action_accept()  # type: ignore[attr-defined]
        await _settled(app, pilot)
        assert "Nothing rested on these words." in text_on(app)
