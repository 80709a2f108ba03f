"""What the storage tests share: studies on disk, a file in memory, and disks that fail."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from persona_tui.domain.people import Person
from persona_tui.domain.study import Study
from persona_tui.storage.folder import StudyFolder
from persona_tui.storage.tiny import RecordFile, StudyDB
from tests.storage.study_files import MemoryFile, an_interview


@pytest.fixture(params=["memory", "disk"])
def record_file(request: pytest.FixtureRequest, tmp_path: Path) -> RecordFile:
    """A place for records: in memory, and on disk."""
    return MemoryFile() if request.param == "memory" else StudyDB(tmp_path / "abc.json").file


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[StudyFolder]:
    """A new study, open."""
    made = StudyFolder.create(tmp_path / "shop", Study(business="Standing Desk Co."), program="test")
    yield made
    made.close()


@pytest.fixture
def study_path(folder: StudyFolder) -> Path:
    """A closed study with a person, and an interview with them."""
    folder.put(Person(id="p1", name="Anna"))
    folder.put(an_interview(id="i1"))
    folder.close()
    return folder.path


@pytest.fixture
def failing_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call with a name of `os` and an errno to make that call fail; with None to make the disk work again."""
    real: dict[str, Any] = {name: getattr(os, name) for name in ("write", "fsync", "replace", "open")}

    def fail(call: str | None, number: int = errno.ENOSPC) -> None:
        for name, function in real.items():
            monkeypatch.setattr(os, name, function)
        if call is None:
            return

        def failing(*arguments: Any, **named: Any) -> Any:
            if call != "open" or ".tmp" in str(arguments[0]):
                raise OSError(number, os.strerror(number))
            return real["open"](*arguments, **named)

        monkeypatch.setattr(os, call, failing)

    return fail
