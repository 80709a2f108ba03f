"""What the tests of screens share: a study on disk, and the app on it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual._compositor import Compositor, CompositorUpdate
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import CSSLocation, Stylesheet
from textual.screen import Screen

from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

HOSTILE = 'see [/ and [b=1, "3"] {x} [/red]'
"""A name that crashes a widget which reads it as markup."""

WIDE = (120, 40)
SMALL = (80, 24)


@pytest.fixture(autouse=True, scope="session")
def _drawn_when_looked_at() -> Iterator[None]:
    """A picture that nobody looks at is not drawn: a third of the time that these tests take. Every screen is drawn
    when it comes up, when a test reads it, when another covers it or takes its place, and when the test ends, so that
    one that cannot be drawn fails its test.
    """
    draw, shutdown, suspend = Compositor.render_update, App._shutdown, Screen._on_screen_suspend
    drawn: WeakKeyDictionary[Compositor, bool] = WeakKeyDictionary()

    def draw_once(self: Compositor, *rest: Any, **named: Any) -> CompositorUpdate | None:
        if self in drawn:
            return None
        drawn[self] = True
        return draw(self, *rest, **named)

    def draw_and_suspend(self: Screen[Any]) -> None:
        self._compositor.render_strips()
        suspend(self)

    async def draw_and_shut_down(self: App[Any]) -> None:
        try:
            for screen in self.screen_stack[-1:]:
                screen._compositor.render_strips()
        finally:
            await shutdown(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", draw_once)
        patch.setattr(App, "_shutdown", draw_and_shut_down)
        patch.setattr(Screen, "_on_screen_suspend", draw_and_suspend)
        yield


@pytest.fixture(autouse=True, scope="session")
def _styles_read_once() -> Iterator[None]:
    """The style sheets of one app are those of the next: they are read once for each look, not for each test."""
    read = Stylesheet._parse_rules
    known: dict[Hashable, list[RuleSet]] = {}

    def read_once(
        self: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, tuple(sorted(self._variables.items())))
        if key not in known:
            known[key] = read(self, css, read_from, is_default_rules, tie_breaker, scope)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield


@pytest.fixture
def study_folder(tmp_path: Path) -> Path:
    """An empty study, closed."""
    folder = tmp_path / "shop"
    new_study(folder, business="Perch", purpose="why people buy").close()
    return folder


@pytest.fixture
def example_folder(worked_example: Path) -> Path:
    """The worked example, a copy for this test alone."""
    return worked_example


def session_of(app: PersonaApp) -> Session:
    """The study that the app shows."""
    return next(screen.session for screen in app.screen_stack if isinstance(screen, StudyScreen))


def text_on(app: PersonaApp) -> str:
    """Everything that stands on the screen, line by line."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
