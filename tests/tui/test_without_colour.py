"""What is current, chosen or ticked is found by its glyph, so that it is found without colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.customer_form import CustomerForm
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.choose_file import ChooseFile
from tests.tui.conftest import SMALL, WIDE, session_of, text_on
from tests.tui.test_personas import builder, pane_of, settle

NARROW_RAIL, WIDE_RAIL = 20, 32
ON_THE_ROW = {
    "customers": "▌Anna de Wit",
    "attributes": "▸Anna de Wit",
    "interviews": "▌",
    "channels": "▌Anna de Wit",
    "personas": "▌Nora",
    "share": "▌■",
}
"""What stands at the beginning of the current row of each step."""


def pane_text(app: PersonaApp, rail: int) -> str:
    """What stands right of the rail."""
    return "\n".join(line[rail:] for line in text_on(app).splitlines())


@pytest.mark.parametrize(("size", "rail"), [(SMALL, NARROW_RAIL), (WIDE, WIDE_RAIL)])
async def test_the_step_and_the_row_that_are_current_are_marked(
    example_folder: Path, size: tuple[int, int], rail: int
) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=size, notifications=True) as pilot:
        for number, (step, mark) in enumerate(ON_THE_ROW.items(), start=2):
            screen = app.screen
            assert isinstance(screen, StudyScreen)
            await screen.show_step(step)
            await settle(app, pilot)
            assert mark in pane_text(app, rail), f"the row of {step}"
            assert [line[1:3] for line in text_on(app).splitlines() if line.startswith("▌F")] == [f"F{number}"]


async def test_a_list_that_has_not_the_focus_keeps_its_row_and_shows_that_it_has_not(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("down", "a")
        assert "▏Bram Jansen" in text_on(app)
        await pilot.press("escape")
        assert "▌Bram Jansen" in text_on(app)
        await pilot.press("end")
        assert "▌Henk Bakker" in text_on(app)
        await pilot.press("home")
        assert "▌Anna de Wit" in text_on(app)


@pytest.mark.parametrize(
    ("part", "mark"),
    [("people", "▌■ Anna de Wit"), ("quote", "▌"), ("pains", "▌"), ("name", "▸✓ Name")],
)
async def test_the_parts_of_a_persona_mark_what_is_current(example_folder: Path, part: str, mark: str) -> None:
    app = PersonaApp(example_folder, "personas")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        pane_of(app).open_persona(session_of(app).personas()[0].id, part)
        await settle(app, pilot)
        assert builder(app).part == part
        assert mark in text_on(app)


async def test_what_is_ticked_and_picked_in_a_form_is_a_filled_glyph(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        app.push_screen(CustomerForm(session_of(app), session_of(app).people()[0]))
        await pilot.pause()
        shown = text_on(app)
        assert "● best" in shown and "○ other" in shown
        assert "■ With us longest" in shown and "□ Shown off" in shown


async def test_typing_a_part_of_a_files_name_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("spring.csv", "autumn.csv", "notes.md"):
        (tmp_path / name).write_text("name\nAnna\n", encoding="utf-8")
    monkeypatch.setattr(ChooseFile, "last_folder", None)
    monkeypatch.chdir(tmp_path)
    app = PersonaApp()
    chosen: list[Path | None] = []
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        app.push_screen(ChooseFile("List", (".csv",)), chosen.append)
        await pilot.pause()
        assert "spring.csv" in text_on(app) and "notes.md" not in text_on(app)
        await pilot.press("u", "m")
        await pilot.pause()
        assert "autumn.csv" in text_on(app) and "spring.csv" not in text_on(app)
        await pilot.press("enter")
        await pilot.pause()
    assert chosen == [tmp_path / "autumn.csv"]
