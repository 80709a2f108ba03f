"""Step 2 on the screen: what to find out, the matrix, and the form of a cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, OptionList

from persona_tui.domain.attributes import Kind, Known, SourceKind, Value
from persona_tui.insights.guide import Advice, StepKey
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.attributes import AttributesPane
from persona_tui.tui.screens.attributes_value import ValueForm
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.value_form import Choices, ValueFields
from persona_tui.workflows.attributes import add_own_attribute, pick_attribute, set_value, unpick_attribute
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study, open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


@pytest.fixture
def filled_folder(study_folder: Path) -> Path:
    """Anna and Bram, and four attributes: age, employment, an own one of several, and a scale."""
    session = open_study(study_folder)
    for name in ("Anna", "Bram"):
        add_customer(session, name)
    for key in list(session.study.picked):
        unpick_attribute(session, key)
    for key in ("age", "employment", "comfort_with_technology"):
        pick_attribute(session, key)
    add_own_attribute(session, "Desks", Kind.SEVERAL_OF, ["at home", "at work", "on the road"])
    session.close()
    return study_folder


def pane_of(app: PersonaApp) -> AttributesPane:
    pane = next(screen for screen in app.screen_stack if isinstance(screen, StudyScreen)).pane
    assert isinstance(pane, AttributesPane)
    return pane


def cell_of(session: Session, name: str, key: str) -> Value | None:
    person = next(person for person in session.people() if person.name == name)
    found = [v for v in session.folder.all(Value) if (v.person, v.attribute) == (person.id, key) and not v.set_aside]
    return found[-1] if found else None


async def test_without_customers_the_step_says_what_comes_first_and_goes_there(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert "Nobody is here yet" in text_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen) and app.screen.step == "customers"


async def test_the_purpose_is_typed_first_and_decides_what_is_picked(filled_folder: Path) -> None:
    session = open_study(filled_folder)
    change_study(session, purpose="")
    before = list(session.study.picked)
    session.close()
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        field = app.focused
        assert isinstance(field, Input) and field.id == "purpose"
        field.value = "Which brands they admire"
        await pilot.press("enter")
        await pilot.pause()
        assert "brands_admired" in session_of(app).study.picked
        assert set(before) < set(session_of(app).study.picked)
        assert "To find out: Which brands they admire" in text_on(app)
        assert app.focused is pane_of(app).matrix
        await pilot.press("ctrl+z")
        assert session_of(app).study.picked == before and session_of(app).study.purpose == ""


async def test_a_purpose_being_typed_is_kept_when_another_step_is_shown(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        pane_of(app).action_purpose()
        await pilot.pause()
        pane_of(app).query_one("#purpose", Input).value = "how they found us"
        await pilot.press("f2")
        await pilot.pause()
        assert session_of(app).study.purpose == "how they found us"


async def test_gaps_are_filled_one_after_the_other_and_undone(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert "0 of 8 known · 8 gaps" in text_on(app)
        await pilot.press("3")
        form = app.screen
        assert isinstance(form, ValueForm)
        assert form.query_one("#value", Input).value == "3"
        form.query_one("#value", Input).value = "34"
        await pilot.press("ctrl+g")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, ValueForm) and "Anna · Employment" in text_on(app)
        assert cell_of(session_of(app), "Anna", "age").content == 34.0  # type: ignore[union-attr]
        await pilot.press("2", "enter")
        await pilot.pause()
        employment = session_of(app).attribute("employment")
        assert employment is not None
        assert cell_of(session_of(app), "Anna", "employment").content == employment.options[1].key  # type: ignore[union-attr]
        assert "2 of 4" in text_on(app) and "2 of 8 known · 6 gaps" in text_on(app)
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert session_of(app).folder.all(Value) == [] and "0 of 8 known" in text_on(app)


async def test_unknown_and_rather_not_say_are_values_at_one_key(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("question_mark", "right", "minus")
        await pilot.pause()
        session = session_of(app)
        assert cell_of(session, "Anna", "age").known is Known.UNKNOWN  # type: ignore[union-attr]
        assert cell_of(session, "Anna", "employment").known is Known.NOT_SAID  # type: ignore[union-attr]
        assert "0 of 8 known · 7 gaps" in text_on(app)
        await pilot.press("delete")
        assert cell_of(session, "Anna", "employment") is None


async def test_the_form_draws_what_the_kind_asks_for(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        matrix, session = pane_of(app).matrix, session_of(app)
        bram = session.people()[1].id
        matrix.move_to(bram, "comfort_with_technology")
        await pilot.press("enter")
        assert "Stays away from it" in text_on(app) and "First to try it" in text_on(app)
        await pilot.press("4", "enter")
        assert cell_of(session, "Bram", "comfort_with_technology").content == 4.0  # type: ignore[union-attr]
        own = session.study.picked[-1]
        matrix.move_to(bram, own)
        await pilot.press("enter")
        fields = app.screen.query_one(ValueFields)
        await pilot.press("1", "3")
        assert fields.answer == (["o1", "o3"], Known.KNOWN)
        await pilot.press("4")
        assert fields.answer == (None, Known.UNKNOWN)
        await pilot.press("2", "enter")
        await pilot.pause()
        assert cell_of(session, "Bram", own).content == ["o2"]  # type: ignore[union-attr]
        assert "at work" in text_on(app)


async def test_what_is_no_number_is_refused_in_words_and_the_form_stays(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        app.screen.query_one("#value", Input).value = "about forty"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ValueForm) and "A number is expected" in text_on(app)
        await pilot.press("down", "space", "enter")
        assert cell_of(session_of(app), "Anna", "age").known is Known.UNKNOWN  # type: ignore[union-attr]


async def test_a_form_left_unchanged_changes_nothing_and_an_emptied_one_empties_the_cell(filled_folder: Path) -> None:
    session = open_study(filled_folder)
    set_value(session, session.people()[0].id, "age", "36", source_kind=SourceKind.IMPORTED, source="list.csv")
    session.close()
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter", "ctrl+s")
        assert [value.source for value in session_of(app).folder.all(Value)] == ["list.csv"]
        await pilot.press("enter")
        app.screen.query_one("#value", Input).value = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert cell_of(session_of(app), "Anna", "age") is None and "0 of 8 known" in text_on(app)


async def test_where_sources_disagree_both_are_named_and_one_is_settled(filled_folder: Path) -> None:
    session = open_study(filled_folder)
    anna = session.people()[0].id
    set_value(session, anna, "age", "34")
    set_value(session, anna, "age", "36", source_kind=SourceKind.IMPORTED, source="list.csv")
    session.close()
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        assert "◐ 36 years  from list.csv, but typed by you: 34 years" in text_on(app)
        assert "1 to settle" in text_on(app)
        await pilot.press("enter")
        assert "Your sources disagree" in text_on(app)
        sources = app.focused
        assert isinstance(sources, OptionList)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert cell_of(session_of(app), "Anna", "age").content == 34.0  # type: ignore[union-attr]
        assert "to settle" not in text_on(app)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "1 to settle" in text_on(app)


async def test_the_advice_leads_to_its_cell(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        bram = session_of(app).people()[1].id
        pane_of(app).follow(Advice(StepKey.ATTRIBUTES, "Ask", "why", person=bram, attribute="employment"))
        assert pane_of(app).matrix.here == (bram, "employment")
        pane_of(app).follow(Advice(StepKey.ATTRIBUTES, "Ask", "why", person=bram))
        assert pane_of(app).matrix.here == (bram, "age")


async def test_a_column_moves_and_the_overview_shows_marks_with_the_name_of_the_column(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("L", "v")
        await pilot.pause()
        assert session_of(app).study.picked[:2] == ["employment", "age"]
        assert pane_of(app).matrix.here[1] == "age"
        shown = text_on(app)
        assert "Age" in shown and "Employment" not in shown and "·  ·  ·" in shown.replace("    ", "  ")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_hostile_text_is_shown_as_it_is_in_matrix_panel_and_form(
    filled_folder: Path, size: tuple[int, int]
) -> None:
    session = open_study(filled_folder)
    hostile = add_customer(session, HOSTILE)
    change_study(session, purpose=HOSTILE)
    own = add_own_attribute(session, f"Own {HOSTILE}", Kind.ONE_OF, [HOSTILE, "b"])
    text = add_own_attribute(session, "Long", Kind.TEXT)
    set_value(session, hostile.id, own.key, HOSTILE)
    set_value(session, hostile.id, text.key, f"{HOSTILE}\n" + "w\u202e \U0001f469\u200d\U0001f52c" * 5000)
    set_value(session, hostile.id, text.key, HOSTILE, source_kind=SourceKind.IMPORTED, source=HOSTILE)
    session.close()
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        assert "see [/ and" in text_on(app)
        matrix = pane_of(app).matrix
        for key in (own.key, text.key):
            matrix.move_to(hostile.id, key)
            await pilot.pause()
            assert HOSTILE in text_on(app)
            matrix.action_choose()
            await pilot.pause()
            assert isinstance(app.screen, ValueForm) and HOSTILE in text_on(app)
            app.screen.action_cancel()
            await pilot.pause()


async def test_a_text_of_several_lines_keeps_them_in_the_form(filled_folder: Path) -> None:
    session = open_study(filled_folder)
    text = add_own_attribute(session, "Long", Kind.TEXT)
    set_value(session, session.people()[0].id, text.key, "one\ntwo")
    session.close()
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        pane_of(app).matrix.move_to(attribute=text.key)
        pane_of(app).matrix.action_choose()
        await pilot.pause()
        fields = app.screen.query_one(ValueFields)
        assert fields.text == "one\ntwo" and not fields.changed
        assert app.screen.query_one(Choices).chosen == []


async def test_digits_that_arrive_in_one_go_are_one_number_in_one_form(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        matrix = pane_of(app).matrix
        matrix.on_key(events.Key("²", "²"))
        await pilot.pause()
        assert not isinstance(app.screen, ValueForm), "what is no answer's number opens nothing"
        for digit in "45":
            matrix.post_message(events.Key(digit, digit))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, ValueForm)
        assert app.screen.query_one("#value", Input).value == "45"
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, ValueForm), "one form was opened, and not one for each digit"
        assert cell_of(session_of(app), "Anna", "age").content == 45.0  # type: ignore[union-attr]


async def test_a_digit_belongs_to_its_cell_also_where_an_arrow_arrives_with_it(filled_folder: Path) -> None:
    app = PersonaApp(filled_folder, "attributes")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        matrix = pane_of(app).matrix
        here = matrix.here
        matrix.on_key(events.Key("4", "4"))
        matrix.action_move(1, 0)
        assert matrix.here != here
        await pilot.pause()
        form = app.screen
        assert isinstance(form, ValueForm) and (form._person.id, form._attribute.key) == here
