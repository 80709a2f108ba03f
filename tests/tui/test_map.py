"""The map: customers as letters on lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.attributes import Known
from persona_tui.domain.questions import Question
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.interview_guide import Proposal, ProposalReason
from persona_tui.insights.map_gaps import gaps
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.groups import GroupsScreen
from persona_tui.tui.screens.interview_propose import why_words
from persona_tui.tui.screens.map import MapScreen
from persona_tui.tui.screens.map_add import AddLines, LineForm
from persona_tui.tui.screens.map_words import PlaceWords
from persona_tui.tui.screens.personas import PersonasPane
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.tui.widgets.map_line import Focus, MapLine, letters_of, rows_of
from persona_tui.workflows import variables as acts
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study, open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def settle(app: PersonaApp, pilot: Pilot[None]) -> None:
    for _turn in range(2):
        await app.workers.wait_for_complete()
        await pilot.pause()


def the_map(app: PersonaApp) -> MapScreen:
    assert isinstance(app.screen, MapScreen)
    return app.screen


def without_a_map(folder: Path) -> None:
    """The worked example before anybody thought of personas."""
    session = open_study(folder)
    with session.act("x"):
        for record in (
            *session.personas(),
            *(one for sort in (Pattern, Placement, Variable) for one in session.folder.all(sort)),
        ):
            session.remove(record)
    session.close()


def slot_of(session: Session, name: str, line: str) -> int | None:
    person = next(person.id for person in session.people() if person.name.startswith(name))
    variable = next(one for one in session.variables() if one.low == line)
    placed = acts.placement_of(session, person, variable.id)
    return placed.slot if placed is not None else None


# --- the drawing


def _text(line: MapLine, letters: dict[str, str], width: int, focus: Focus | None = None) -> list[str]:
    return ["".join(text for text, _style in row) for row in rows_of(line, letters, width, focus, "a")]


def test_two_people_in_one_place_are_both_seen_however_many_there_are() -> None:
    people = [(f"p{number}", "Anna") for number in range(9)]
    letters = letters_of(people)
    assert len(set(letters.values())) == 9 and letters["p0"] == "A"
    line = MapLine(key="x", low="low", high="high", places=tuple((person, 7) for person, _name in people))
    for width in (60, 76, 116):
        text = "\n".join(_text(line, letters, width))
        assert all(letter in text for letter in letters.values())


def test_what_stands_on_a_line_fits_and_its_cuts_are_told_apart_without_colour() -> None:
    letters = letters_of([("a", "Anna"), ("b", "Bram"), ("c", "")])
    line = MapLine(
        key="x", low="l" * 90, high="h" * 90, places=(("a", 1), ("b", 13)), cuts=(4, 9), missing=("c",), unknown=("c",)
    )
    for width in (60, 76, 116, 200):
        rows = _text(line, letters, width, Focus("a", "Anna"))
        assert all(len(row) <= width for row in rows), width
        assert sum(row.count("┊") for row in rows) == 2
        pointer, above = rows[-1], rows[-2]
        assert above[pointer.index("▲")] == letters["a"]


def test_of_a_crowd_each_place_says_how_many_stand_there() -> None:
    people = [(f"p{number}", f"Respondent {number}") for number in range(120)]
    letters = letters_of(people)
    line = MapLine(
        key="x",
        low="l",
        high="h",
        places=tuple((person, 1 + 6 * (place % 3)) for place, (person, _n) in enumerate(people)),
    )
    for width in (60, 116):
        text = "\n".join(_text(line, letters, width))
        assert text.count("40") == 3
    choice = MapLine(key="y", label="l", options=(("a", "yes"),), places=tuple((person, "a") for person, _n in people))
    assert "yes 120" in "\n".join(_text(choice, letters, 60))


def test_answers_of_a_choice_wrap_and_keep_their_people() -> None:
    letters = letters_of([("a", "Anna"), ("b", "Bram")])
    options = tuple((str(number), f"an answer of some length {number}") for number in range(6))
    line = MapLine(key="x", label="Who", options=options, places=(("a", "0"), ("b", "5")))
    for width in (60, 116):
        rows = _text(line, letters, width)
        assert "length 0 A" in "\n".join(rows) and "length 5 B" in "\n".join(rows)
        assert all(len(row) <= width for row in rows)


def test_a_talk_says_which_lines_a_question_tells_of() -> None:
    lines = tuple(f"line {number}" for number in range(5))
    question = Question(key="q", text="What settled it?")
    found = Proposal(question=question, people=("g",), reason=ProposalReason.STANDS, lines=lines)
    said = why_words(found, {"g": "Grace"})
    assert said == "It says where Grace stands: line 0; line 1; line 2; and 2 more"


# --- the screen


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_plain_question_is_asked_of_each_customer_and_arrows_answer_it(
    example_folder: Path, size: tuple[int, int]
) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("m")
        await settle(app, pilot)
        words = " ".join(text_on(app).split())
        assert (
            "Where does Anna de Wit stand between “goes by somebody’s word” and “goes by figures and tests”?" in words
        )
        assert "▲ Anna de Wit" in words and "rests on “she had one in her practice”" in words
        session = session_of(app)
        await pilot.press("right", "right", "D", "left")
        await settle(app, pilot)
        line = "goes by somebody’s word"
        assert (slot_of(session, "Anna", line), slot_of(session, "David", line)) == (4, 11)
        await pilot.press("ctrl+z", "ctrl+z")
        assert (slot_of(session, "Anna", line), slot_of(session, "David", line)) == (2, 12)
        await pilot.press("down", "u")
        assert "David Okafor: not known" in text_on(app)
        await pilot.press("escape")
        assert isinstance(app.screen, StudyScreen)


async def test_one_key_leads_from_a_place_to_the_words_behind_it(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("m", "B", "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, PlaceWords)
        assert "■ “it was the only one that said how thick it is when it is folded”" in text_on(app)
        await pilot.press("down", "space")
        await settle(app, pilot)
        session = session_of(app)
        bram = next(person.id for person in session.people() if person.name.startswith("Bram"))
        placed = acts.placement_of(session, bram, session.variables()[0].id)
        assert placed is not None and len(placed.evidence) == 2
        await pilot.press("w")
        assert "Where it was said" in text_on(app)
        await pilot.press("escape", "escape")
        await settle(app, pilot)
        assert "rests on" in text_on(app) and isinstance(app.screen, MapScreen)


async def test_a_cut_is_moved_and_put_back(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("m", "c", "left", "tab", "right")
        await settle(app, pilot)
        session = session_of(app)
        assert session.variables()[0].cuts == [5, 11]
        assert "cut 2 of 2" in text_on(app)
        await pilot.press("r", "escape")
        assert session.variables()[0].cuts is None


async def test_from_nothing_the_next_line_leads_over_lines_and_places_to_the_groups(example_folder: Path) -> None:
    without_a_map(example_folder)
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        assert "Say in what your customers differ" in text_on(app)
        assert "Begin one by hand (a)" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert "Press a to begin" in text_on(app)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        dialog = app.screen
        assert isinstance(dialog, AddLines)
        assert len(dialog.query_one(CheckList).chosen) >= 8, "what was asked in the talks is ticked"
        await pilot.press("ctrl+s")
        await settle(app, pilot)
        session = session_of(app)
        screen = the_map(app)
        assert len(session.variables()) >= 8 and "not placed yet" in text_on(app)
        assert "Anna said" in text_on(app), "what was answered stands there while one places"
        seen = set()
        await pilot.press("right")
        for _turn in range(3):
            await pilot.press("ctrl+n")
            await settle(app, pilot)
            variable = screen.variable
            assert variable is not None
            seen.add((screen.chosen, variable.id))
            await pilot.press("right")
        assert len(seen) == 3 and len({line for _person, line in seen}) == 1, "one line after the other"
        for gap in gaps(session.view()):
            acts.place(session, gap.person, gap.variable, unknown=True)
        await settle(app, pilot)
        assert "Whoever was asked is placed" in text_on(app)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert isinstance(app.screen, GroupsScreen)


async def test_own_lines_and_choices_with_any_name_and_their_removal(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    session = new_study(folder, business="Perch")
    add_customer(session, HOSTILE)
    add_customer(session, "Ann")
    session.close()
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("m", "a", "o")
        await settle(app, pilot)
        form = app.screen
        assert isinstance(form, LineForm)
        form.query_one("#low", Input).value = HOSTILE
        form.action_accept()
        await pilot.pause()
        assert "Name both ends" in text_on(app)
        form.query_one("#high", Input).value = "[b]other[/b]"
        form.action_accept()
        await settle(app, pilot)
        assert isinstance(app.screen, MapScreen) and "[b]other[/b]" in text_on(app)
        await pilot.press("right", "A", "left")
        await pilot.press("a", "o")
        await settle(app, pilot)
        app.screen.query_one("#label", Input).value = "Who decides"
        app.screen.query_one("#answers", Input).value = "they do, [their] boss"
        app.screen.action_accept()  # type: ignore[attr-defined]
        await settle(app, pilot)
        await pilot.press("right")
        assert "[their] boss" in text_on(app)
        now = session_of(app)
        assert [line.is_choice for line in now.variables()] == [False, True]
        assert {placed.known for placed in now.folder.all(Placement)} == {Known.KNOWN}
        await pilot.press("x", "x")
        await settle(app, pilot)
        assert now.variables() == [] and now.folder.all(Placement) == []
        assert "What do your customers stand apart on?" in text_on(app)


async def test_the_list_of_personas_leads_to_the_map_and_back(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("m", "f2")
        await settle(app, pilot)
        assert isinstance(app.screen, StudyScreen) and app.screen.step == "customers"
        await pilot.press("f6", "m")
        assert isinstance(app.screen, MapScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, StudyScreen) and isinstance(app.screen.pane, PersonasPane)
