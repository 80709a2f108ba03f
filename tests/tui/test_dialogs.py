"""What all windows with a form have in common."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input

from persona_tui.tui.screens.study_form import StudyForm
from persona_tui.tui.widgets.words import Words


async def test_what_was_wrong_is_not_said_any_longer_once_something_is_typed() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        form = StudyForm()
        app.push_screen(form)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert form.query_one("#dialog-problem", Words).display
        await pilot.press("P")
        await pilot.pause()
        assert form.query_one("#business", Input).value == "P"
        assert not form.query_one("#dialog-problem", Words).display
