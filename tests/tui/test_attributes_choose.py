"""Choosing which attributes count."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from persona_tui.domain.attributes import Kind
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.attributes_choose import Catalogue, ChooseAttributes
from persona_tui.tui.screens.attributes_own import OwnAttribute, SpecialPurpose
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.value_form import Choices
from persona_tui.workflows.attributes import add_own_attribute, pick_attribute
from persona_tui.workflows.studies import change_study, open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


def screen_of(app: PersonaApp) -> ChooseAttributes:
    return next(screen for screen in app.screen_stack if isinstance(screen, ChooseAttributes))


def go_to(app: PersonaApp, key: str) -> Catalogue:
    catalogue = screen_of(app).query_one(Catalogue)
    catalogue.highlighted = catalogue.get_option_index(key)
    return catalogue


def listed(app: PersonaApp) -> set[str]:
    return {option.id for option in screen_of(app).query_one(Catalogue).options if option.id}


async def open_it(app: PersonaApp) -> None:
    app.screen.pane.action_choose_attributes()  # type: ignore[attr-defined]


async def test_a_tick_counts_at_once_and_is_undone(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        go_to(app, "employment")
        await pilot.press("space")
        assert session_of(app).study.picked[-1] == "employment" and "✓ Employment" in text_on(app)
        await pilot.press("K")
        assert session_of(app).study.picked[-2] == "employment"
        await pilot.press("ctrl+z", "ctrl+z")
        assert "employment" not in session_of(app).study.picked and "· Employment" in text_on(app)
        await pilot.press("escape")
        assert isinstance(app.screen, StudyScreen)


async def test_a_protected_attribute_is_off_until_a_purpose_is_given(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        go_to(app, "health").action_select()
        await pilot.pause()
        form = app.screen
        assert isinstance(form, SpecialPurpose) and "health" not in session_of(app).study.picked
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "Without a purpose it stays off" in text_on(app)
        form.query_one("#purpose", Input).value = "desks for a bad back"
        form.action_accept()
        await pilot.pause()
        assert "health" in session_of(app).study.picked
        assert session_of(app).study.special_purposes == {"health": "desks for a bad back"}
        go_to(app, "health").action_select()
        await pilot.pause()
        assert session_of(app).study.special_purposes == {} and "health" not in session_of(app).study.picked


@pytest.mark.parametrize(("sells_to", "offered"), [("people", False), ("businesses", True), ("both", True)])
async def test_firmographics_are_offered_only_where_businesses_buy(
    study_folder: Path, sells_to: str, offered: bool
) -> None:
    session = open_study(study_folder)
    change_study(session, sells_to=sells_to)
    session.close()
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        assert ("industry" in listed(app)) is offered


async def test_a_search_narrows_the_list_and_escape_widens_it_again(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        everything = listed(app)
        await pilot.press("slash")
        await pilot.pause()
        screen_of(app).query_one("#search", Input).value = "incom"
        await pilot.pause()
        assert listed(app) == {"household_income"}
        await pilot.press("enter", "space")
        assert "household_income" in session_of(app).study.picked
        await pilot.press("escape")
        await pilot.pause()
        assert listed(app) == everything
        screen_of(app).query_one("#search", Input).value = "zebra"
        await pilot.pause()
        assert "Nothing of that name" in text_on(app)


async def test_an_own_attribute_is_added_with_its_answers_and_removed(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        await pilot.press("a")
        form = app.screen
        assert isinstance(form, OwnAttribute) and not form.query_one("#own-options").display
        form.query_one("#own-label", Input).value = "Works"
        form.query_one("#own-kind", Choices).press_digit("4")
        await pilot.pause()
        assert form.query_one("#own-options").display
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "at least two answers" in text_on(app)
        form.query_one("#own-options", Input).value = "at home, at the office"
        form.action_accept()
        await pilot.pause()
        own = session_of(app).study.own_attributes[0]
        assert (own.label, own.kind, [o.label for o in own.options]) == (
            "Works",
            Kind.ONE_OF,
            ["at home", "at the office"],
        )
        assert own.key in session_of(app).study.picked and "✓ Works" in text_on(app)
        await pilot.press("delete")
        await pilot.pause()
        assert session_of(app).study.own_attributes == [] and own.key not in listed(app)


async def test_too_many_picked_are_said_to_be_too_many(study_folder: Path) -> None:
    session = open_study(study_folder)
    for attribute in session.catalogue()[:30]:
        if attribute.care.value != "special":
            pick_attribute(session, attribute.key)
    session.close()
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        assert "That is many" in text_on(app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_hostile_label_is_shown_as_it_is(study_folder: Path, size: tuple[int, int]) -> None:
    session = open_study(study_folder)
    own = add_own_attribute(session, HOSTILE, Kind.ONE_OF, [HOSTILE, "[b"])
    session.close()
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await open_it(app)
        await pilot.pause()
        go_to(app, own.key)
        await pilot.pause()
        assert HOSTILE in text_on(app)
        await pilot.press("space", "delete")
        await pilot.pause()
        assert session_of(app).study.own_attributes == []
