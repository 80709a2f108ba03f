"""Who belongs together: groups, luck, reasons, and personas from patterns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.people import Fit
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.follows import Follows, Why
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.groups import GroupsScreen
from persona_tui.tui.screens.groups_beside import details
from persona_tui.tui.screens.groups_words import Sort, entry, items_of, named_together
from persona_tui.tui.screens.map import MapScreen
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.persona_people import ChoosePeople
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.workflows.patterns import patterns_of, say_apart
from persona_tui.workflows.studies import new_study, open_study
from persona_tui.workflows.variables import place
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
        begun = app.screen
        assert isinstance(begun, PersonaScreen)
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


async def test_one_key_looks_among_those_who_do_not_fit_and_back_again(example_folder: Path) -> None:
    without_personas(example_folder)
    session = open_study(example_folder)
    no_fit = [person.id for person in session.people() if person.name.split()[0] in ("Anna", "Chiara", "Eva")]
    with session.act("x"):
        for key in no_fit:
            person = session.person(key)
            assert person is not None
            session.put(msgspec.structs.replace(person, fit=Fit.NO_FIT))
    session.close()
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g")
        await settle(app, pilot)
        screen = the_groups(app)
        await pilot.press("f")
        await settle(app, pilot)
        assert "of those who do not fit" in text_on(app)
        assert "apart" not in screen.items
        groups = [item.candidate.people for item in screen.items.values() if item.candidate is not None]
        assert groups and all(set(people) <= set(no_fit) for people in groups)
        await pilot.press("f")
        await settle(app, pilot)
        assert "of those who do not fit" not in text_on(app)


async def test_only_henk_does_not_fit_and_the_screen_says_what_to_do(example_folder: Path) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("g", "f")
        await settle(app, pilot)
        assert "No two of those who do not fit stand together yet" in text_on(app)


def test_what_luck_would_seldom_bring_if_lines_are_things_apart_is_shown_with_what_to_say_first(
    example_folder: Path,
) -> None:
    without_personas(example_folder)
    session = open_study(example_folder)
    found, view = patterns_of(session, shuffles=50), session.view()
    group = found.patterns.candidates[0]
    waits = replace(found, patterns=msgspec.structs.replace(found.patterns, waiting=(group,)))
    shown = dict(items_of(waits, view, False))
    (item,) = shown["More than luck, if you say that the lines are things apart"]
    words = details(item, view, waits).plain
    assert "if these are different things" in words and "Enter: to the question." in words
    session.close()


def test_an_answer_that_says_the_same_does_not_make_the_whole_line_count_once(example_folder: Path) -> None:
    without_personas(example_folder)
    session = open_study(example_folder)
    found, view = patterns_of(session, shuffles=50), session.view()
    one, other = found.mapped[0].id, found.mapped[1].id
    people = found.patterns.people[:2]
    same = [
        Follows(variable=one, of=(other,), why=Why.SAME_ANSWER, known=5, answer=answer, people=people)
        for answer in ("none", "both")
    ]
    counted = msgspec.structs.replace(found.patterns.counted, follows=tuple(same))
    asks = replace(found, patterns=msgspec.structs.replace(found.patterns, counted=counted))
    questions = dict(items_of(asks, view, False))["Do these lines say the same?"]
    assert len({item.key for item in questions}) == 2
    words = details(questions[0], view, asks).plain
    assert "y:" not in words and "n: they are things apart" in words
    session.close()


def test_what_attributes_make_is_put_on_the_map_with_the_first_answer(example_folder: Path) -> None:
    without_personas(example_folder)
    session = open_study(example_folder)
    with session.act("x"):
        for record in (*session.folder.all(Placement), *session.folder.all(Variable)):
            session.remove(record)
    found = patterns_of(session, shuffles=20)
    assert found.from_attributes
    one, other = (line.id for line in found.mapped[:2])
    changed = say_apart(session, one, other)
    assert changed.source == one and len(changed.apart) == 1
    assert {line.source for line in session.variables()} == {line.id for line in found.mapped}
    assert [line.bands for line in patterns_of(session, shuffles=20).mapped] == [line.bands for line in found.mapped]
    session.undo()
    assert session.variables() == []
    session.close()


def test_people_are_named_in_a_sentence_as_one_says_them(example_folder: Path) -> None:
    session = open_study(example_folder)
    people = [person.id for person in session.people()[:3]]
    assert named_together(session.view(), people) == "Anna, Bram and Chiara"
    session.close()


def test_a_crowd_is_called_by_who_stands_in_its_middle_and_by_where_most_of_it_stand(example_folder: Path) -> None:
    session = open_study(example_folder)
    found, view = patterns_of(session, shuffles=20), session.view()
    people = found.patterns.people
    line = found.mapped[0]
    bands = {person: 0 if number == 0 else 1 for number, person in enumerate(people)}
    mapped = [msgspec.structs.replace(line, bands=bands, cuts=(6,)), *found.mapped[1:]]
    crowd = msgspec.structs.replace(
        found.patterns.candidates[0], people=tuple(people) * 2, shared=(line.id,), middle=people[1]
    )
    large = replace(found, mapped=mapped, patterns=msgspec.structs.replace(found.patterns, candidates=(crowd,)))
    item = next(item for _title, items in items_of(large, view, True) for item in items if item.candidate is not None)
    assert f"{len(people) * 2} around Bram" in entry(item, view, large).words.plain
    words = details(item, view, large).plain
    assert f"“{line.variable.high}”" in words and f"“{line.variable.low}”" not in words
    session.close()


def test_of_two_groups_that_became_personas_it_is_not_said_that_personas_are_to_be_made(worked_example: Path) -> None:
    session = open_study(worked_example)
    found, view = patterns_of(session, shuffles=50), session.view()
    items = [item for _title, group in items_of(found, view, False) for item in group]
    apart = next(item for item in items if item.sort is Sort.APART)
    assert "Both have their reason, and a persona: Nora and Milo." in details(apart, view, found).plain
    with session.act("x"):
        session.remove(session.personas()[0])
    assert "a persona can be made of each" in details(apart, session.view(), found).plain
    session.close()


def test_what_a_kept_group_shares_follows_the_map(worked_example: Path) -> None:
    session = open_study(worked_example)

    def beside() -> str:
        items = [item for _title, group in items_of(None, session.view(), False) for item in group]
        pain = next(item for item in items if item.pattern is not None and "pain" in item.pattern.reason)
        return details(pain, session.view(), patterns_of(session, shuffles=20)).plain

    assert "· “buys on trust”" in beside() and "No longer together" not in beside()
    trust = next(line for line in session.variables() if line.high == "buys on trust")
    anna = next(person for person in session.people() if person.name.startswith("Anna"))
    place(session, anna.id, trust.id, slot=1)
    assert "· “buys on trust”" not in beside()
    assert "No longer together, as placed by now, on: buys on price – buys on trust" in beside()
    session.close()
