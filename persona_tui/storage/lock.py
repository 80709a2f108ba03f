"""One writer to a study. The lock belongs to the running program: when it dies, however it dies, it is free."""

from __future__ import annotations

import contextlib
import os
import socket
from datetime import datetime
from pathlib import Path

import filelock
import msgspec

from persona_tui.domain.records import now
from persona_tui.storage.atomic import write_atomic

LOCK_NAME = ".lock"
HOLDER_NAME = ".holder.json"


class Holder(msgspec.Struct, kw_only=True):
    """Who writes to a study: a program on a computer, since a moment."""

    program: str
    computer: str
    process: int
    since: datetime


class StudyLock:
    """The lock of one study folder. `holder` tells who else has it when `acquire` returns False."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, mode=0o600)

    def acquire(self, program: str) -> bool:
        """Try to become the writer. Raises OSError where no file can be made in the folder."""
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            return False
        me = Holder(program=program, computer=socket.gethostname(), process=os.getpid(), since=now())
        with contextlib.suppress(OSError):
            write_atomic(self._folder / HOLDER_NAME, msgspec.json.encode(me))
        return True

    def holder(self) -> Holder | None:
        """Who holds the lock, as they wrote it down; None where that can't be read."""
        try:
            return msgspec.json.decode((self._folder / HOLDER_NAME).read_bytes(), type=Holder)
        except (OSError, msgspec.MsgspecError):
            return None

    def release(self) -> None:
        """Let others write. Harmless when the lock is not held."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                (self._folder / HOLDER_NAME).unlink()
            self._lock.release()
