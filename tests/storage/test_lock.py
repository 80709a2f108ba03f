"""One writer to a study; others read, and are told who writes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from persona_tui.domain.people import Person
from persona_tui.domain.study import Study
from persona_tui.storage import lock as lock_module
from persona_tui.storage.errors import StudyHeldError, StudyReadOnlyError
from persona_tui.storage.folder import SaveKind, StudyFolder
from persona_tui.storage.lock import HOLDER_NAME, StudyLock
from tests.storage.study_files import write_json

HOLD = """
import sys
from pathlib import Path
from persona_tui.storage.folder import StudyFolder
folder = StudyFolder.open(Path(sys.argv[1]), program="the app")
print(folder.read_only or "held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_reads_and_is_told_program_computer_process_and_since_when(study_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(study_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "held"
        with StudyFolder.open(study_path) as folder:
            assert folder.all(Person)[0].name == "Anna"
            assert folder.save_state.kind is SaveKind.READ_ONLY
            assert folder.read_only.startswith("the app on ")
            assert f"(process {program.pid})" in folder.read_only
            assert datetime.now().strftime("since %H:") in folder.read_only or "since" in folder.read_only
            with pytest.raises(StudyHeldError) as raised:
                folder.require_writing()
            assert raised.value.holder is not None
            assert raised.value.holder.process == program.pid
            with pytest.raises(StudyHeldError):
                folder.put(Person(name="Bram"))
            with pytest.raises(StudyHeldError):
                folder.save_face(b"png")
        # A killed holder stands in nobody's way, and is not named.
        program.kill()
        program.wait()
        assert (study_path / HOLDER_NAME).exists()
        with StudyFolder.open(study_path) as folder:
            folder.require_writing()
    finally:
        program.kill()
        program.communicate()


def test_a_closed_study_leaves_no_trace_of_who_held_it(study_path: Path) -> None:
    assert not (study_path / HOLDER_NAME).exists()
    with StudyFolder.open(study_path) as folder:
        assert (study_path / HOLDER_NAME).exists()
        assert folder.read_only == ""
    assert not (study_path / HOLDER_NAME).exists()


def _leave_holder(study: Path, **fields: Any) -> None:
    holder = {"program": "ghost", "computer": "elsewhere", "process": 1, "since": "2026-11-01T10:00:00Z", **fields}
    write_json(study / HOLDER_NAME, holder)


def test_a_study_that_was_only_opened_for_reading_blames_nobody(study_path: Path) -> None:
    _leave_holder(study_path)
    with StudyFolder.open(study_path, write=False) as folder:
        with pytest.raises(StudyReadOnlyError, match="opened for reading only") as raised:
            folder.require_writing()
        assert not isinstance(raised.value, StudyHeldError)


def test_what_a_dead_program_of_this_computer_left_names_nobody(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    _leave_holder(study_path, computer=socket.gethostname(), process=2**22 + 1)
    monkeypatch.setattr(lock_module, "_is_running", lambda process: False)
    assert StudyLock(study_path).holder() is None
    _leave_holder(study_path)
    holder = StudyLock(study_path).holder()
    assert holder is not None and holder.program == "ghost"
    (study_path / HOLDER_NAME).write_text("{", encoding="utf-8")
    assert StudyLock(study_path).holder() is None


def test_a_process_that_runs_is_known_from_one_that_does_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert lock_module._is_running(os.getpid())
    if os.name == "posix":
        assert not lock_module._is_running(ended.pid)


def test_somebody_since_another_day_is_named_with_the_day(study_path: Path) -> None:
    _leave_holder(study_path)
    error = StudyHeldError(study_path, StudyLock(study_path).holder())
    assert "ghost on elsewhere (process 1)" in error.sentence
    assert "since 2026-11-01" in error.sentence


def test_two_openers_in_one_program_are_two(study_path: Path) -> None:
    with StudyFolder.open(study_path) as first, StudyFolder.open(study_path) as second:
        assert first.read_only == ""
        assert second.read_only != ""
        with pytest.raises(StudyHeldError):
            second.require_writing()


def test_a_study_opened_on_one_thread_is_let_go_on_another(study_path: Path) -> None:
    opened: list[StudyFolder] = []
    thread = threading.Thread(target=lambda: opened.append(StudyFolder.open(study_path)))
    thread.start()
    thread.join(20)
    opened[0].close()
    with StudyFolder.open(study_path) as again:
        again.require_writing()


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "no"), OSError(errno.EROFS, "read-only file system")])
def test_a_folder_that_may_not_be_written_opens_for_reading_and_says_so(
    error: OSError, study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    _leave_holder(study_path)
    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with StudyFolder.open(study_path) as folder:
        assert "may not be written" in folder.read_only
        assert folder.all(Person)[0].name == "Anna"
        assert len(folder.interview_summaries()) == 1
        with pytest.raises(StudyReadOnlyError) as raised:
            folder.put(Person(name="Bram"))
        assert not isinstance(raised.value, StudyHeldError)
        assert folder.back_up() == 0


def test_a_folder_where_the_lock_can_be_had_but_nothing_be_written_opens_for_reading(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(lock_module, "write_atomic", refuse)
    with StudyFolder.open(study_path) as folder:
        assert "may not be written" in folder.read_only
    monkeypatch.undo()
    with StudyFolder.open(study_path) as folder:
        folder.require_writing()


def test_a_full_disk_does_not_keep_anybody_from_opening_to_write(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(lock_module, "write_atomic", full)
    with StudyFolder.open(study_path) as folder:
        folder.require_writing()


def test_reading_a_study_leaves_its_files_as_they_are(study_path: Path) -> None:
    before = {path: path.read_bytes() for path in study_path.rglob("*") if path.is_file()}
    with StudyFolder.open(study_path, write=False) as folder:
        folder.interview_summaries()
        folder.all(Person)
    assert {path: path.read_bytes() for path in study_path.rglob("*") if path.is_file()} == before


def test_a_program_that_was_killed_frees_the_lock_at_once(study_path: Path) -> None:
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("SIGKILL is of POSIX systems")
    for _time in range(2):
        program = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(study_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "held"
        program.send_signal(signal.SIGKILL)
        program.communicate()


def test_two_programs_that_make_the_same_study_do_not_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StudyLock, "acquire", lambda self, program: False)
    with pytest.raises(StudyHeldError):
        StudyFolder.create(tmp_path / "shop", Study(business="Desks"))
