"""What all tests share: a home of their own, and the real files of other people when they are there."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

# Each screen is thousands of objects: looking for what is gone at Python's pace costs a seventh of the suite.
gc.set_threshold(200_000, 20, 100)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for terminals, disks and other programs now and then."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Hide the developer's own settings and language from every test."""
    home = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("PERSONA_TUI_HOME", str(home))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


def _shared(part: str) -> Path:
    folder = SHARED / part
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the shared folder {part}/ is missing, and CI must have it")
        pytest.skip(f"the shared folder {part}/ is not here")
    return folder


@pytest.fixture(scope="session")
def untouched_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, which no test may write to: making it takes longer than most tests do with it."""
    from persona_tui.workflows.sample import write_sample

    folder = tmp_path_factory.mktemp("example") / "study"
    write_sample(folder)
    return folder


@pytest.fixture
def worked_example(untouched_example: Path, tmp_path: Path) -> Path:
    """A worked example for this test alone."""
    return Path(shutil.copytree(untouched_example, tmp_path / "example"))


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files that other people made."""
    return _shared("data")


@pytest.fixture
def shared_tools() -> Path:
    """The folder of the checking tools."""
    return _shared("tools")
