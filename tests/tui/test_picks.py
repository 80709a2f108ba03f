"""One of several to pick, and what is said of it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Input

from persona_tui.tui.widgets.ticks import Pick, PickOne


class _OneOfThree(App[None]):
    """A set of three, of which the second is picked, and a line to type."""

    def compose(self) -> ComposeResult:
        yield Input()
        with PickOne(id="sells-to"):
            for name in ("people", "businesses", "both"):
                yield Pick(Content(name), value=name == "businesses", name=name)


async def test_an_arrow_picks_what_it_lights_and_begins_at_what_is_picked() -> None:
    app = _OneOfThree()
    async with app.run_test() as pilot:
        picks = app.query_one(PickOne)
        await pilot.press("tab", "right", "tab")
        await pilot.pause()
        assert picks.pressed_button is not None and picks.pressed_button.name == "both"
        await pilot.press("tab", "left", "left", "tab")
        await pilot.pause()
        assert picks.pressed_button.name == "people"
        assert [pick.value for pick in app.query(Pick)] == [True, False, False]
        await pilot.press("tab", "tab")
        assert picks.pressed_button.name == "people", "to pass by picks nothing"
