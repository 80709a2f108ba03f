"""A newcomer follows the next line alone, from the worked example without its personas to two finished ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.personas import is_finished, template_fields, what_is_missing
from persona_tui.domain.records import replace
from persona_tui.domain.variables import Pattern
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_quote import QuoteList
from persona_tui.workflows.consents import withdraw_consent
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import WIDE, session_of, text_on
from tests.tui.test_personas import builder, settle
from tests.tui.test_personas_builder import at_part, nora


async def fill(app: PersonaApp, pilot: Pilot[None], part: str, name: str) -> None:
    """What a person does in a part: type a name, draw a face, and take the first line that is offered."""
    screen = app.screen
    assert isinstance(screen, PersonaScreen)
    if part == "name":
        screen.query_one("#name", Input).value = name
        await pilot.press("enter")
    elif part == "face":
        await pilot.press("s")
    else:
        await pilot.press("enter")
    await settle(app, pilot)


async def finish_one(app: PersonaApp, pilot: Pilot[None], name: str) -> None:
    for _turn in range(40):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        screen = app.screen
        if not isinstance(screen, PersonaScreen):
            continue
        persona = screen.ground.persona
        if is_finished(persona):
            return
        if screen.part in what_is_missing(persona):
            await fill(app, pilot, screen.part, name)
        elif screen.part == "quote":
            shown = " ".join(text_on(app).split())
            assert "The quote supports no goal, pain or motivator" in shown and "rests on it" in shown
            await take_what_sentences_rest_on(app, pilot)


async def take_what_sentences_rest_on(app: PersonaApp, pilot: Pilot[None]) -> None:
    quotes = app.screen.query_one("#quotes", QuoteList)
    for number in range(quotes.option_count):
        if "rests on it" in str(quotes.get_option_at_index(number).prompt):
            quotes.highlighted = number
            break
    await pilot.press("enter")
    await settle(app, pilot)


async def test_the_next_line_leads_to_two_finished_personas(example_folder: Path) -> None:
    session = open_study(example_folder)
    with session.act("x"):
        for persona in session.personas():
            session.remove(persona)
    session.close()
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await finish_one(app, pilot, "Kim")
        await finish_one(app, pilot, "Noor")
        session = session_of(app)
        assert [is_finished(persona) for persona in session.personas()] == [True, True]
        assert {persona.pattern for persona in session.personas()} == {one.id for one in session.folder.all(Pattern)}


async def test_in_the_first_part_with_sentences_one_key_takes_the_first_line(example_folder: Path) -> None:
    session = open_study(example_folder)
    with session.act("x"):
        for persona in session.personas():
            session.put(replace(persona, fields=template_fields(False)))
    session.close()
    async with at_part(example_folder, "face") as (app, pilot):
        for part in ("demographics", "psychographics"):
            await pilot.press("ctrl+n")
            await settle(app, pilot)
            assert builder(app).part == part
            await pilot.press("enter")
            await settle(app, pilot)
            field = nora(session_of(app)).field(part)
            assert field is not None and len(field.claims) == 1


async def test_what_the_check_led_to_stands_in_the_next_line_until_it_is_put_right(example_folder: Path) -> None:
    session = open_study(example_folder)
    persona = session.personas()[0]
    with session.act("x"):
        unrelated = [field for field in persona.fields if field.key not in ("goals", "pains", "motivators")]
        session.put(replace(persona, fields=unrelated, finished_on=None))
    session.close()
    async with at_part(example_folder, "check") as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert builder(app).part == "quote"
        shown = " ".join(text_on(app).split())
        assert "The quote supports no goal, pain or motivator" in shown and "Ctrl+N: check again" in shown
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert builder(app).part == "check"


async def test_of_another_persona_it_is_said_that_it_is_another(example_folder: Path) -> None:
    session = open_study(example_folder)
    second = session.personas()[1]
    with session.act("x"):
        session.put(replace(second, quote=None, finished_on=None))
    session.close()
    async with at_part(example_folder, "people") as (app, _pilot):
        shown = " ".join(text_on(app).split())
        assert "Go on with: Milo. Choose a quote for Milo." in shown


async def test_a_quote_that_no_consent_covers_any_more_is_what_comes_next(example_folder: Path) -> None:
    session = open_study(example_folder)
    persona = session.personas()[0]
    assert persona.quote is not None
    talk = session.interview(persona.quote.pieces[0].container)
    assert talk is not None
    withdraw_consent(session, talk.consent, date.today())
    session.close()
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        assert "Choose another quote for Nora." in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert builder(app).part == "quote"
        assert "It stands in no document" in text_on(app)
