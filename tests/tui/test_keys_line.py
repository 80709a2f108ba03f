"""The last line of a screen."""

from __future__ import annotations

from pathlib import Path

from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.help import HelpScreen
from persona_tui.tui.widgets.keys_line import KeysLine
from tests.tui.conftest import SMALL, text_on


async def test_the_keys_that_work_here_stand_on_the_last_line_and_the_help_always_does(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=(50, 24), notifications=True) as pilot:
        await pilot.pause()
        last = text_on(app).splitlines()[-1]
        assert last.startswith("⏎ Edit a Add")
        assert last.endswith("f1 Help")
        assert "Home" not in last
        app.screen.query_one("#quick-add").focus()
        await pilot.pause()
        assert "Edit" not in text_on(app).splitlines()[-1]


async def test_a_click_on_a_key_presses_it(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        place = text_on(app).splitlines()[-1].index("Help")
        await pilot.click(KeysLine, offset=(place, 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
