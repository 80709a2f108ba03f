"""Who belongs together: groups, luck, reasons, and personas from patterns."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.variables import Pattern
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.groups import GroupsScreen
from persona_tui.tui.screens.groups_words import Sort
from persona_tui.tui.screens.map import MapScreen
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.persona_people import ChoosePeople
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.workflows.studies import new_study, open_study
from tests.tui.conftest import SMALL, WIDE, session_of, text_on


async def settle(app: PersonaApp, pilot: Pilot[None]) -> None:
    for _turn in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


def without_personas(folder: Path, *, patterns: bool = False) -> None:
    """The worked example before its personas; `patterns` keeps what belongs together."""
    session = open_study(folder)
    with session.act("x"):
        for persona in session.personas():
            session.remove(persona)
        for pattern in [] if patterns else session.folder.all(Pattern):
            session.remove(pattern)
    session.close()


def the_groups(app: PersonaApp) -> GroupsScreen:
    assert isinstance(app.screen, GroupsScreen)
    return app.screen


async def give_reason(app: PersonaApp, pilot: Pilot[None], reason: str) -> None:
    dialog = app.screen
    assert isinstance(dialog, TypeWords)
    dialog.query_one(Input).value = reason
    dialog.action_accept()
    await settle(app, pilot)


async def test_the_next_line_alone_leads_to_two_personas_that_are_begun_from_their_patterns(
    example_folder: Path,
) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        assert "See who belongs together, and say why." in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        screen = the_groups(app)
        assert "Anna, Chiara, Eva  ↔  Bram, David" in text_on(app)
        await pilot.press("ctrl+n")
        assert screen.item is not None and screen.item.sort is Sort.QUESTION
        for reason in ("pain sends them to somebody they trust", "nothing can stay where they live"):
            await pilot.press("ctrl+n")
            await pilot.pause()
            await give_reason(app, pilot, reason)
        session = session_of(app)
        first, second = sorted(session.folder.all(Pattern), key=lambda one: one.created)
        assert len(first.people) + len(second.people) == 5 and all(one.variables for one in (first, second))
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert isinstance(app.screen, PersonaScreen)
        (persona,) = session.personas()
        made = session.folder.get(Pattern, persona.pattern)
        assert made is not None and (persona.people, persona.reason) == (made.people, made.reason)
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, StudyScreen)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_luck_stands_beside_each_group_with_what_they_share_and_where_they_split(
    example_folder: Path, size: tuple[int, int]
) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        screen = the_groups(app)
        group = next(item for item in screen.items.values() if item.sort is Sort.CANDIDATE)
        screen.groups.move_to(group.key)
        await settle(app, pilot)
        words = " ".join(screen.query_one("#groups-words").render().plain.split())  # type: ignore[union-attr]
        assert "Groups like this turn up by luck in fewer than 1 of 100 shuffles." in words
        assert "luck" in words and "you judge" in words
        assert "What they share" in words and "Where they split" in words
        assert "2,000 shuffles, seed 1." in " ".join(text_on(app).split())


async def test_a_group_is_kept_only_for_a_reason_and_the_reason_can_be_taken_back(example_folder: Path) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        screen, session = the_groups(app), session_of(app)
        await pilot.press("enter", "ctrl+s")
        assert isinstance(app.screen, TypeWords) and session.folder.all(Pattern) == []
        await give_reason(app, pilot, "[/red] they ache")
        assert "because [/red] they ache" in " ".join(text_on(app).split())
        assert screen.item is not None and screen.item.pattern is not None
        await pilot.press("x")
        await settle(app, pilot)
        assert session.folder.all(Pattern) == []
        await pilot.press("ctrl+z")
        await settle(app, pilot)
        assert len(session.folder.all(Pattern)) == 1


async def test_lines_that_say_the_same_count_once_or_each_as_the_person_says(example_folder: Path) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        screen, session = the_groups(app), session_of(app)
        await pilot.press("y")
        assert not any(line.counts_with for line in session.variables()), "no question is chosen"
        asked = [item.follows for item in screen.items.values() if item.follows is not None]
        screen.groups.move_to(f"question:{asked[0].variable}")
        await pilot.pause()
        await pilot.press("y")
        await settle(app, pilot)
        by_id = {line.id: line for line in session.variables()}
        assert by_id[asked[0].variable].counts_with == asked[0].of[0]
        screen.groups.move_to(f"question:{asked[1].variable}")
        await pilot.pause()
        await pilot.press("n")
        await settle(app, pilot)
        by_id = {line.id: line for line in session.variables()}
        assert by_id[asked[1].variable].apart
        left = [item.follows.variable for item in screen.items.values() if item.follows is not None]
        assert asked[0].variable not in left


async def test_the_person_overrules_by_hand(example_folder: Path) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        await pilot.press("a")
        dialog = app.screen
        assert isinstance(dialog, ChoosePeople)
        people = dialog.query_one("#people", CheckList)
        session = session_of(app)
        for name in ("Anna", "Bram"):
            people.move_to(next(person.id for person in session.people() if person.name.startswith(name)))
            await pilot.press("space")
        dialog.query_one("#reason", Input).value = "I know them"
        dialog.action_accept()
        await settle(app, pilot)
        (pattern,) = session.folder.all(Pattern)
        assert (len(pattern.people), pattern.reason) == (2, "I know them")


async def test_with_too_little_it_says_what_is_missing_and_leads_to_the_map(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    new_study(folder, business="Perch").close()
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        assert "No two customers stand together yet" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert isinstance(app.screen, MapScreen)


async def test_a_finished_example_shows_its_patterns_and_what_was_made_of_them(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        shown = text_on(app)
        assert "✓ Anna, Chiara, Eva" in shown and "▸ Nora" in shown and "▸ Milo" in shown
        screen = the_groups(app)
        pattern = next(item for item in screen.items.values() if item.pattern is not None)
        screen.groups.move_to(pattern.key)
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, PersonaScreen)
