"""The builder's last part, what is behind a count, what changed, and the reminder on the home screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.consent import Consent
from persona_tui.domain.records import replace
from persona_tui.settings import remember_study
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.interview_reading import ReadingScreen
from persona_tui.tui.screens.persona_changes import ChangesScreen
from persona_tui.tui.screens.persona_checks import CheckStep
from persona_tui.tui.screens.persona_evidence import EvidenceDialog
from persona_tui.tui.widgets.kept_list import KeptList
from persona_tui.tui.widgets.reading_lines import ReadingLines
from persona_tui.workflows.consents import withdraw_consent
from persona_tui.workflows.customers import change_customer
from persona_tui.workflows.persona_finish import finish
from persona_tui.workflows.persona_versions import keep_version
from persona_tui.workflows.personas import add_claim, attach, change_persona, clear_quote
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on
from tests.tui.test_personas import builder, pane_of, settle
from tests.tui.test_personas_builder import at_part, nora


@pytest.fixture
def unfinished_folder(example_folder: Path) -> Path:
    """The worked example as it was before its personas were called finished."""
    session = open_study(example_folder)
    with session.act("unfinished"):
        session.put_all([replace(persona, finished_on=None, versions=[]) for persona in session.personas()])
    session.close()
    return example_folder


async def test_following_next_finishes_a_complete_persona(unfinished_folder: Path) -> None:
    async with at_part(unfinished_folder, "channels") as (app, pilot):
        assert "Check and finish Nora" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert isinstance(builder(app).step, CheckStep)
        assert "Call Nora finished" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert nora(session_of(app)).finished_on == date.today()
        assert "✓ Finished on" in text_on(app)


async def test_what_stands_in_the_way_is_one_key_away(unfinished_folder: Path) -> None:
    async with at_part(unfinished_folder, "check", SMALL) as (app, pilot):
        session = session_of(app)
        claim = add_claim(session, nora(session).id, "goals", "As Anna wants it")
        await settle(app, pilot)
        assert "1 thing must be put right first" in text_on(app)
        assert "“Anna” stands in it" in text_on(app)
        await pilot.press("f")
        await settle(app, pilot)
        assert nora(session).finished_on is None
        said = [each.message for each in app._notifications]
        assert any("first: “Anna” stands in it" in each for each in said), "a key that does nothing says why"
        builder(app).step.query_one("#findings").focus()
        await pilot.press("enter")
        await settle(app, pilot)
        assert builder(app).part == "goals"
        assert builder(app).step.claim.id == claim.id  # type: ignore[attr-defined]


async def test_an_empty_part_stands_in_the_way_of_finishing(unfinished_folder: Path) -> None:
    async with at_part(unfinished_folder, "check") as (app, pilot):
        session = session_of(app)
        clear_quote(session, nora(session).id)
        await settle(app, pilot)
        assert "There is no quote yet" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert builder(app).part == "quote"


async def test_a_count_opens_to_the_words_and_from_there_to_the_talk(example_folder: Path) -> None:
    for size in (WIDE, SMALL):
        async with at_part(example_folder, "pains", size) as (app, pilot):
            await pilot.press("down", "w")
            await settle(app, pilot)
            assert isinstance(app.screen, EvidenceDialog)
            shown = text_on(app)
            assert "2 of 3 asked say so; 1 against" in shown
            assert "× Eva Lindqvist  12 Nov, 13:58" in shown
            assert "Others who were asked, and did not say so  2" in shown
            await pilot.press("down", "enter")
            await settle(app, pilot)
            reading = app.screen
            assert isinstance(reading, ReadingScreen)
            line = reading.interview.line(reading.query_one("#notes", ReadingLines).current_key)
            assert line is not None and "four boxes" in line[1].text
            await pilot.press("escape")
            await settle(app, pilot)
            assert isinstance(app.screen, EvidenceDialog)
            await pilot.press("escape")
            await settle(app, pilot)
            assert builder(app).part == "pains"


async def test_who_was_asked_and_did_not_say_so_is_read_in_their_talk(example_folder: Path) -> None:
    async with at_part(example_folder, "goals") as (app, pilot):
        await pilot.press("w")
        await settle(app, pilot)
        behind = app.screen.query_one(KeptList)
        assert "Were asked, and did not say so  1" in text_on(app)
        assert behind.move_to("Were asked, and did not say so:0")
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert "Eva Lindqvist" in text_on(app)


async def test_contradictions_stand_below_the_sentence_in_their_own_words(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, _pilot):
        assert "× Eva Lindqvist: “I am not somebody who buys" in text_on(app)


async def test_names_that_look_like_markup_do_no_harm(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        session = session_of(app)
        eva = next(person for person in session.people() if person.name.startswith("Eva"))
        change_customer(session, eva.id, name=HOSTILE)
        change_persona(session, nora(session).id, archetype=HOSTILE)
        claim = add_claim(session, nora(session).id, "pains", HOSTILE)
        attach(session, nora(session).id, claim.id, nora(session).quote.pieces[0], against=True)  # type: ignore[union-attr]
        keep_version(session, nora(session).id, HOSTILE)
        await settle(app, pilot)
        builder(app).step.mine.list.move_to(claim.id)  # type: ignore[attr-defined]
        builder(app).step.mine.action_rests_on()  # type: ignore[attr-defined]
        await settle(app, pilot)
        assert HOSTILE in text_on(app)
        await pilot.press("escape")
        builder(app).action_changes()
        await settle(app, pilot)
        assert isinstance(app.screen, ChangesScreen)
        await pilot.press("enter")
        await settle(app, pilot)
        assert HOSTILE in text_on(app)
        await pilot.press("escape")
        await builder(app).show_part("check")
        await settle(app, pilot)


async def test_what_changed_since_is_read_with_why_and_a_version_is_taken_up_again(unfinished_folder: Path) -> None:
    async with at_part(unfinished_folder, "pains", SMALL) as (app, pilot):
        session = session_of(app)
        finish(session, nora(session).id)
        builder(app).action_changes()
        await settle(app, pilot)
        assert "No sentence changed" in text_on(app)
        anna = nora(session).people[0]
        consent = next(each for each in session.folder.all(Consent) if each.person == anna)
        withdraw_consent(session, consent.id, date(2026, 11, 21))
        await settle(app, pilot)
        assert "turned" in text_on(app)
        assert "no consent of Anna de Wit covers" in text_on(app)
        add_claim(session, nora(session).id, "pains", "Added since")
        await settle(app, pilot)
        await pilot.press("b")
        await settle(app, pilot)
        assert all(claim.text != "Added since" for claim in nora(session).field("pains").claims)  # type: ignore[union-attr]
        assert len(nora(session).versions) == 2
        await pilot.press("ctrl+z")
        await settle(app, pilot)
        assert nora(session).field("pains").claims[-1].text == "Added since"  # type: ignore[union-attr]


async def test_home_reminds_of_a_review_that_is_due(tmp_path: Path) -> None:
    for name, day in (("Perch", date(2020, 11, 3)), (HOSTILE, date(2020, 1, 2)), ("Later", date(2999, 1, 1))):
        folder = tmp_path / name[:5].strip()
        folder.mkdir()
        remember_study(folder, name, review_on=day, review_of="Lotte" if name == "Perch" else "")
    app = PersonaApp()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        shown = text_on(app)
        assert "Review of Lotte due since 3 Nov 2020" in shown
        assert "Review of the personas due since 2 Jan 2020" in shown
        assert "see [/ and" in shown
        assert "2999" not in shown


async def test_a_study_that_is_closed_leaves_its_review_to_the_home_screen(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        change_persona(session, nora(session).id, review_on=date(2020, 11, 3))
        await pilot.press("f10")
        await settle(app, pilot)
        assert "Review of Nora due since 3 Nov 2020" in text_on(app)


async def test_what_changed_is_one_key_from_the_list_of_personas(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        pane_of(app).rows.focus()
        await pilot.press("h")
        await settle(app, pilot)
        assert isinstance(app.screen, ChangesScreen)
        assert "16 Nov 2026" in text_on(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert pane_of(app).rows.has_focus


async def test_next_leads_a_review_to_its_end_and_not_round_in_a_circle(example_folder: Path) -> None:
    session = open_study(example_folder)
    change_persona(session, nora(session).id, review_on=date(2026, 1, 1))
    session.close()
    async with at_part(example_folder, "people") as (app, pilot):
        assert "Review Nora" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert isinstance(builder(app).step, CheckStep)
        assert "Does Nora still hold?" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        again = nora(session_of(app)).review_on
        assert again is not None and again > date.today()
        assert "Review Nora" not in text_on(app) and "still hold?" not in text_on(app)
