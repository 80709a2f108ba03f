"""What the tests of screens share: a study on disk, and the app on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.workflows.sample import write_sample
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

HOSTILE = 'see [/ and [b=1, "3"] {x} [/red]'
"""A name that crashes a widget which reads it as markup."""

WIDE = (120, 40)
SMALL = (80, 24)


@pytest.fixture
def study_folder(tmp_path: Path) -> Path:
    """An empty study, closed."""
    folder = tmp_path / "shop"
    new_study(folder, business="Perch", purpose="why people buy").close()
    return folder


@pytest.fixture(scope="session")
def _example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "study"
    write_sample(folder)
    return folder


@pytest.fixture
def example_folder(_example: Path, tmp_path: Path) -> Iterator[Path]:
    """The worked example, a copy for this test alone."""
    import shutil

    folder = tmp_path / "example"
    shutil.copytree(_example, folder)
    yield folder


def session_of(app: PersonaApp) -> Session:
    """The study that the app shows."""
    return next(screen.session for screen in app.screen_stack if isinstance(screen, StudyScreen))


def text_on(app: PersonaApp) -> str:
    """Everything that stands on the screen, line by line."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
