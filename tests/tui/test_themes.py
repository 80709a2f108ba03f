"""The wall of lines: choosing, grouping, proposals, sentences; at both sizes, and with words that look like markup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.consent import Scope
from persona_tui.domain.questions import Question
from persona_tui.insights.themes import theme_count
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.screens.themes import ThemesScreen
from persona_tui.tui.screens.themes_dialogs import GroupDialog, WhoseSheet
from persona_tui.tui.screens.themes_open import open_themes
from persona_tui.workflows import interviews, personas
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study
from persona_tui.workflows.themes import board_of, claim_from_theme, claim_of, new_theme
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on

WHY = Question(key="why", text="Why?", field="motivators")
SAID = {
    HOSTILE: "- the bill is always a surprise [/red]\n+ wants to sit less",
    "Bo Visser": "- always a surprise, that bill\n+ no more headaches\nnothing marked",
    "Cor Bos": "-+ no room at home",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three customers with marked lines, and a persona of all three."""
    path = tmp_path / "shop"
    session = new_study(path, business="Perch", purpose="why people buy")
    found = []
    for name, said in SAID.items():
        person = add_customer(session, name).id
        found.append(person)
        record_consent(session, person, (Scope.NOTES, Scope.QUOTES), given_on=date(2026, 11, 2))
        talk = interviews.plan_interview(session, [person], "people-hour")
        interviews.set_notes(session, talk.id, WHY, said, at=4)
    personas.new_persona(session, found, "Kim")
    session.close()
    return path


@asynccontextmanager
async def wall(
    folder: Path, size: tuple[int, int] = WIDE, *, theme: str = "", persona: bool = True
) -> AsyncIterator[tuple[Pilot[None], ThemesScreen, Session]]:
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        if theme:
            pieces = [line.evidence for line in board_of(session).lines if "[/red]" in line.text]
            new_theme(session, theme, "pains", pieces)
        open_themes(app.screen, session, session.personas()[0].id if persona else "")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ThemesScreen)
        yield pilot, screen, session


def at_line(screen: ThemesScreen, text: str) -> None:
    key = next(line.key for line in screen.board.lines if text in line.text)
    assert screen.lines.list.move_to(f"line:{key}")


async def name_it(pilot: Pilot[None], name: str) -> None:
    await pilot.pause()
    assert isinstance(pilot.app.screen, GroupDialog)
    pilot.app.screen.query_one("#name", Input).value = name
    await pilot.pause()
    pilot.app.screen.action_accept()
    await pilot.pause()


async def test_chosen_lines_are_grouped_under_a_typed_name_and_undone_with_one_key(folder: Path) -> None:
    async with wall(folder) as (pilot, screen, session):
        at_line(screen, "headaches")
        await pilot.press("space")
        at_line(screen, "sit less")
        await pilot.press("space")
        await pilot.press("g")
        await name_it(pilot, HOSTILE)
        (theme,) = session.themes()
        assert (theme.name, theme.field, len(theme.evidence)) == (HOSTILE, "goals", 2)
        shown = text_on(pilot.app)
        assert HOSTILE in shown and "2 of 3 customers asked, 2 lines" in shown
        screen.action_undo()
        await pilot.pause()
        assert session.themes() == []


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_words_that_look_like_markup_are_shown_as_they_are(folder: Path, size: tuple[int, int]) -> None:
    async with wall(folder, size, theme=HOSTILE) as (pilot, screen, session):
        assert HOSTILE in text_on(pilot.app)
        screen.themes.open_at(session.themes()[0].id)
        screen.themes.action_rename()
        await pilot.pause()
        await pilot.press("escape")
        screen.themes.action_words()
        await pilot.pause()
        assert "[/red]" in text_on(pilot.app)
        await pilot.press("escape")
        screen.action_other_side()
        await pilot.pause()
        assert "In no theme" in text_on(pilot.app)
        screen.lines.action_group()
        await pilot.pause()
        assert HOSTILE in text_on(pilot.app)


async def test_on_a_small_screen_one_side_is_shown_and_tab_turns_to_the_other(folder: Path) -> None:
    async with wall(folder, SMALL, theme="Bills") as (pilot, screen, _session):
        assert "Bills" in text_on(pilot.app) and "no room" not in text_on(pilot.app)
        await pilot.press("tab")
        await pilot.pause()
        assert "no room at home" in text_on(pilot.app) and "Bills  " not in text_on(pilot.app)
        assert screen.focused is screen.lines.list


async def test_what_is_proposed_is_grouped_only_when_one_says_so_and_dismissed_for_good(folder: Path) -> None:
    async with wall(folder) as (pilot, screen, session):
        assert "These may say the same" in text_on(pilot.app)
        assert session.themes() == []
        proposal = next(iter(screen.lines.list.proposals))
        screen.lines.list.move_to(f"proposal:{proposal}")
        screen.lines.action_group()
        await pilot.pause()
        assert isinstance(pilot.app.screen, GroupDialog)
        await pilot.press("escape")
        screen.lines.list.move_to(f"proposal:{proposal}")
        screen.lines.action_dismiss()
        await pilot.pause()
        assert "These may say the same" not in text_on(pilot.app)
        screen.action_leave()
        await pilot.pause()
        open_themes(pilot.app.screen, session)
        await pilot.pause()
        assert "These may say the same" not in text_on(pilot.app)


async def test_lines_that_were_chosen_are_grouped_wherever_the_cursor_is(folder: Path) -> None:
    async with wall(folder) as (pilot, screen, session):
        at_line(screen, "no room")
        screen.lines.action_choose()
        screen.lines.list.move_to(f"proposal:{next(iter(screen.lines.list.proposals))}")
        screen.lines.action_group()
        await name_it(pilot, "Room")
        (theme,) = session.themes()
        assert [piece.exact for piece in theme.evidence] == ["no room at home"]


async def test_a_line_like_one_of_a_theme_goes_into_it_without_asking_for_a_name(folder: Path) -> None:
    async with wall(folder, theme="Bills") as (pilot, screen, session):
        assert "like a line of “Bills”" in text_on(pilot.app)
        screen.lines.list.move_to(f"proposal:{next(iter(screen.lines.list.proposals))}")
        screen.lines.action_group()
        await pilot.pause()
        assert len(session.themes()[0].evidence) == 2


async def test_the_name_of_a_theme_that_is_there_puts_lines_into_it(folder: Path) -> None:
    async with wall(folder, theme="Bills") as (pilot, screen, session):
        at_line(screen, "no room")
        screen.lines.action_group()
        await name_it(pilot, "bills")
        (theme,) = session.themes()
        assert len(theme.evidence) == 2


async def test_a_theme_becomes_a_sentence_and_says_when_it_has_more_lines_than_that(folder: Path) -> None:
    async with wall(folder, theme="Bills") as (pilot, screen, session):
        (theme,) = session.themes()
        screen.themes.list.move_to(f"theme:{theme.id}")
        screen.themes.list.focus()
        await pilot.press("c")
        await pilot.pause()
        claim = claim_of(session.personas()[0], theme.id)
        assert claim is not None and claim.text == "Bills"
        assert "✓ a sentence of Kim" in text_on(pilot.app)
        at_line(screen, "no room")
        screen.choose({screen.lines.list.current_line})
        screen.themes.action_add_here()
        await pilot.pause()
        assert "1 line is not in Kim’s sentence yet (c)" in text_on(pilot.app)
        screen.themes.action_sentence()
        await pilot.pause()
        assert "✓ a sentence of Kim" in text_on(pilot.app)


async def test_for_everybody_it_is_asked_in_whose_sheet_the_sentence_goes(folder: Path) -> None:
    async with wall(folder, theme="Bills", persona=False) as (pilot, screen, session):
        other = personas.new_persona(session, [person.id for person in session.people()], "Lena")
        await pilot.pause()
        screen.show_now()
        screen.themes.action_sentence()
        await pilot.pause()
        assert isinstance(pilot.app.screen, WhoseSheet)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert claim_of(personas.ground_of(session, [other.id]).view.personas[1], session.themes()[0].id) is not None


async def test_lines_are_taken_out_moved_and_themes_made_one(folder: Path) -> None:
    async with wall(folder, theme="Bills") as (pilot, screen, session):
        bills = session.themes()[0]
        screen.themes.open_at(bills.id)
        key = screen.board.themes[0].lines[0].key
        screen.themes.list.move_to(f"in:{bills.id}:{key}")
        screen.themes.action_move_into()
        await name_it(pilot, "Money")
        assert [(theme.name, len(theme.evidence)) for theme in session.themes()] == [("Bills", 0), ("Money", 1)]
        screen.themes.list.move_to(f"theme:{bills.id}")
        screen.themes.action_move_into()
        await name_it(pilot, "money")
        (money,) = session.themes()
        screen.themes.open_at(money.id)
        screen.themes.list.move_to(f"in:{money.id}:{key}")
        screen.themes.action_remove()
        await pilot.pause()
        assert session.themes()[0].evidence == []
        screen.themes.list.move_to(f"theme:{money.id}")
        screen.themes.action_remove()
        await pilot.pause()
        assert session.themes() == []


async def test_search_kind_and_whose_lines_narrow_what_is_shown(folder: Path) -> None:
    async with wall(folder, persona=False) as (pilot, screen, _session):
        await pilot.press("slash")
        assert screen.focused is screen.lines.typing
        screen.lines.typing.value = "visser bill"
        await pilot.pause()
        shown = text_on(pilot.app)
        assert "always a surprise, that bill" in shown and "no room" not in shown
        await pilot.press("escape")
        await pilot.pause()
        assert "no room" in text_on(pilot.app)
        screen.action_kind()
        await pilot.pause()
        shown = text_on(pilot.app)
        assert "Themes · everybody · Pains" in shown and "headaches" not in shown
        screen.action_whose()
        await pilot.pause()
        assert "Themes · Kim · Pains" in text_on(pilot.app)
        screen.kind = ""
        screen.action_unmarked()
        await pilot.pause()
        assert "nothing marked" in text_on(pilot.app)


async def test_what_the_interviews_brought_stands_below(folder: Path) -> None:
    async with wall(folder, theme="Bills") as (pilot, screen, _session):
        assert "New themes by interview:" in text_on(pilot.app)
        assert theme_count(screen.board.themes[0]) == "1 of 3 customers asked, 1 line"


async def test_with_nothing_marked_it_says_how_to_mark(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        open_themes(app.screen, session_of(app))
        await pilot.pause()
        assert "Nothing is marked yet" in text_on(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "A theme holds lines that say the same" in text_on(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_from_a_sentence_one_key_leads_to_its_theme_and_makes_one(folder: Path) -> None:
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        kim = session.personas()[0]
        words = [line.evidence for line in board_of(session).lines if "bill" in line.text]
        theme = new_theme(session, "Bills", "pains", words[:1])
        claim_from_theme(session, kim.id, theme.id)
        personas.add_claim(session, kim.id, "pains", "Another", words[1:])
        app.push_screen(PersonaScreen(session, kim.id, "pains"))
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ThemesScreen)
        assert screen.themes.list.current_theme == theme.id
        assert "Themes · Kim · Pains" in text_on(app)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("down", "T")
        await pilot.pause()
        assert [one.name for one in session.themes()] == ["Bills", "Another"]
        assert isinstance(app.screen, ThemesScreen)


async def test_a_function_key_leads_on_to_another_step(folder: Path) -> None:
    async with wall(folder) as (pilot, _screen, _session):
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)
        assert pilot.app.screen.step == "interviews"


async def test_t_on_the_step_of_personas_shows_the_lines_of_the_persona_there(folder: Path) -> None:
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        assert "Themes · Kim" in text_on(app)


async def test_t_works_before_there_is_a_persona(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        assert "Themes · everybody" in text_on(app)
