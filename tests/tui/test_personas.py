"""Step 5 on the screen: the list of personas, and building one from customers to complete."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.consent import Scope
from persona_tui.domain.personas import FieldKey, is_complete
from persona_tui.insights.progress import next_advice
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_people import ChoosePeople
from persona_tui.tui.screens.personas import PersonasPane
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.tui.widgets.sheet_preview import SheetPreview
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import finish_interview, plan_interview, set_notes, start_interview
from persona_tui.workflows.persona_ground import ground_of
from persona_tui.workflows.personas import add_claim, new_persona, set_quote
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def settle(app: PersonaApp, pilot: Pilot[None]) -> None:
    """Wait for workers and for what they changed."""
    for _turn in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


def pane_of(app: PersonaApp) -> PersonasPane:
    """The step's pane, under whatever lies on it."""
    study = next(screen for screen in app.screen_stack if isinstance(screen, StudyScreen))
    return study.query_one(PersonasPane)


def builder(app: PersonaApp) -> PersonaScreen:
    """The builder that is shown."""
    assert isinstance(app.screen, PersonaScreen)
    return app.screen


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_an_empty_step_says_what_a_persona_is_and_begins_one_without_interviews(
    study_folder: Path, size: tuple[int, int]
) -> None:
    session = open_study(study_folder)
    person = add_customer(session, "Anna")
    session.close()
    app = PersonaApp(study_folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(app, pilot)
        assert "Start with two" in text_on(app)
        assert "talked to nobody yet" in text_on(app)
        await pilot.press("a")
        assert isinstance(app.screen, ChoosePeople)
        await pilot.press("space", "ctrl+s")
        await settle(app, pilot)
        (persona,) = session_of(app).personas()
        assert persona.people == [person.id]
        assert builder(app).part == "name"
        await pilot.press("escape")
        await settle(app, pilot)
        assert "name, face, demographics and 7 more" in text_on(app) or "name" in text_on(app)
        assert "1 customer" in text_on(app)


async def test_a_persona_grows_from_customers_to_complete(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        session = session_of(app)
        pane_of(app).begin_persona()
        await pilot.pause()
        people = app.screen.query_one("#people", CheckList)
        people.focus()
        await pilot.press("space", "down", "down", "space")
        app.screen.query_one("#reason", Input).value = "they hurt"
        app.screen.action_accept()  # type: ignore[attr-defined]
        await settle(app, pilot)
        screen = builder(app)
        persona_id = session.personas()[-1].id
        assert session.personas()[-1].reason == "they hurt"

        screen.step.query_one("#name", Input).value = "Tessa"
        screen.step.query_one("#archetype", Input).value = "works in pain"
        await screen.show_part("face")
        await settle(app, pilot)
        await pilot.press("s")
        await settle(app, pilot)
        assert "Drawn, not a customer" in text_on(app)
        for part in FieldKey:
            if part is FieldKey.FIRMOGRAPHICS:
                continue
            await screen.show_part(part.value)
            screen.step.action_to_evidence()  # type: ignore[attr-defined]
            screen.step.theirs.action_new_from()  # type: ignore[attr-defined]
        await screen.show_part("quote")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)

        persona = session.persona(persona_id)
        assert persona is not None and is_complete(persona)
        assert (persona.name, persona.archetype) == ("Tessa", "works in pain")
        pains = persona.field("pains")
        assert pains is not None and pains.claims[0].evidence
        assert "Check and finish Tessa" in text_on(app)
        await pilot.press("p")
        await pilot.pause()
        shown = app.screen.query_one(SheetPreview)
        sheet = "\n".join(str(shown.get_option_at_index(place).prompt) for place in range(shown.option_count))
        assert "Tessa" in sheet and pains.claims[0].text in sheet
        await pilot.press("f7")
        await settle(app, pilot)
        assert isinstance(app.screen, StudyScreen) and app.screen.step == "share"


async def test_the_advice_opens_the_persona_at_what_is_missing(study_folder: Path) -> None:
    session = open_study(study_folder)
    people = [add_customer(session, name).id for name in ("A", "B", "C", "D", "E")]
    for person in people[:1]:
        talk = plan_interview(session, [person], "people-quarter")
        record_consent(session, person, [Scope.NOTES], given_on=date(2026, 11, 2))
        start_interview(session, talk.id)
        set_notes(session, talk.id, None, "- it wobbled", at=1)
        finish_interview(session, talk.id)
    new_persona(session, people, "Nora")
    session.close()
    app = PersonaApp(study_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        view = session_of(app).view()
        advice = next_advice(view)
        pane_of(app).follow(type(advice)(advice.step, "", "", persona=view.personas[0].id))
        await settle(app, pilot)
        assert builder(app).part == "face"
        await pilot.press("ctrl+right")
        await pilot.pause()
        assert builder(app).part == "demographics"
        await pilot.press("ctrl+left", "ctrl+left")
        await settle(app, pilot)
        assert builder(app).part == "name"


async def test_a_removed_persona_comes_back_with_undo(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("delete")
        await settle(app, pilot)
        assert [persona.name for persona in session_of(app).personas()] == ["Milo"]
        await pilot.press("ctrl+z")
        await settle(app, pilot)
        assert [persona.name for persona in session_of(app).personas()] == ["Nora", "Milo"]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_texts_that_look_like_markup_are_shown_as_they_are_everywhere(
    study_folder: Path, size: tuple[int, int]
) -> None:
    session = open_study(study_folder)
    person = add_customer(session, HOSTILE)
    talk = plan_interview(session, [person.id], "people-quarter")
    record_consent(session, person.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 2))
    start_interview(session, talk.id)
    set_notes(session, talk.id, None, f'"- {HOSTILE}', at=1)
    finish_interview(session, talk.id)
    persona = new_persona(session, [person.id], f"P {HOSTILE}")
    add_claim(session, persona.id, "pains", HOSTILE)
    interview = session.interview(talk.id)
    assert interview is not None
    session.close()
    app = PersonaApp(study_folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(app, pilot)
        assert "P see [/ and" in text_on(app)
        pane_of(app).open_persona(persona.id, "people")
        await settle(app, pilot)
        for part in ("people", "name", "face", "quote", "pains"):
            await builder(app).show_part(part)
            await settle(app, pilot)
            assert "see [/ and [b=1" in text_on(app), part
        step = builder(app).step
        step.theirs.action_reach()  # type: ignore[attr-defined]
        step.action_to_evidence()  # type: ignore[attr-defined]
        step.theirs.action_attach()  # type: ignore[attr-defined]
        await settle(app, pilot)
        step.theirs.action_words()  # type: ignore[attr-defined]
        await settle(app, pilot)
        assert "▸" in text_on(app)
        await pilot.press("escape")
        step.mine.action_rests_on()  # type: ignore[attr-defined]
        await settle(app, pilot)
        await pilot.press("escape")
        set_quote(session_of(app), persona.id, [step.theirs.list.current.evidence[0]])  # type: ignore[attr-defined]
        builder(app).action_preview()
        builder(app).action_parts()
        await settle(app, pilot)
        await pilot.press("escape")
        ground = ground_of(session_of(app), persona.id)
        assert ground.persona.quote is not None
