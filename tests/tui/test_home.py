"""The home screen: to it, and from it."""

from __future__ import annotations

from pathlib import Path

from textual.color import Color

from persona_tui.settings import change_settings, remember_study
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.home import HomeScreen
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import SMALL, text_on


async def test_a_study_that_was_opened_by_name_is_closed_and_the_home_screen_comes(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen) and app.screen_stack == [app.screen]
        assert "Perch" in text_on(app)
        free = open_study(study_folder)
        assert not free.folder.read_only
        free.close()
        app.open_study(study_folder)
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen) and app.screen.step == "channels"
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_study_that_is_gone_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    remember_study(tmp_path / "empty", "Was here")
    app = PersonaApp(tmp_path / "empty")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert [notice.message.split(".")[0] for notice in app._notifications] == [
            f"There is no study in {tmp_path / 'empty'}"
        ]


async def test_the_look_of_the_settings_is_there_at_once_and_another_as_soon_as_it_is_chosen() -> None:
    change_settings(theme="persona-light")
    app = PersonaApp()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        light = Color.parse(app.available_themes["persona-light"].background or "")
        dark = Color.parse(app.available_themes["persona-dark"].background or "")
        assert app.screen.styles.background == light
        for look, colour in (("persona-dark", dark), ("persona-light", light)):
            app.theme = look
            await pilot.pause()
            assert app.screen.styles.background == colour
