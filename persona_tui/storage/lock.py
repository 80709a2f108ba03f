"""One writer to a study. The lock belongs to the running program: when it dies, however it dies, it is free."""

from __future__ import annotations

import contextlib
import errno
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
_MAY_NOT_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS}


class Holder(msgspec.Struct, kw_only=True):
    """Who writes to a study: a program on a computer, since a moment."""

    program: str
    computer: str
    process: int
    since: datetime


class StudyLock:
    """The lock of one study folder, for whichever thread. Who holds it beside us is asked after `acquire` failed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, mode=0o600, thread_local=False)
        self._program = ""
        self._inode = 0

    def acquire(self, program: str) -> bool:
        """Try to become the writer; False where somebody else is. Raises OSError where nothing can be written."""
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            return False
        self._program = program
        self._inode = _inode(self._folder / LOCK_NAME)
        me = Holder(program=program, computer=socket.gethostname(), process=os.getpid(), since=now())
        try:
            write_atomic(self._folder / HOLDER_NAME, msgspec.json.encode(me), durable=False)
        except OSError as error:
            # A full disk may have room later; a folder that may not be written stays so.
            if error.errno in _MAY_NOT_WRITE:
                self.release()
                raise
        return True

    def hold_on(self) -> bool:
        """Take the lock anew where its file is gone or another, as in a folder that was put back. False where somebody
        else has it. Raises OSError.
        """
        if self._lock.is_locked and self._inode == _inode(self._folder / LOCK_NAME):
            return True
        self._lock.release()
        return self.acquire(self._program)

    def holder(self) -> Holder | None:
        """Who holds the lock that `acquire` did not get, as they wrote it down; None where that can't be known."""
        try:
            holder = msgspec.json.decode((self._folder / HOLDER_NAME).read_bytes(), type=Holder)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        # What a killed program left says nothing of whoever holds the lock now.
        return None if holder.computer == socket.gethostname() and not _is_running(holder.process) else holder

    def release(self) -> None:
        """Let others write. Harmless when the lock is not held."""
        if self._lock.is_locked:
            if self._inode == _inode(self._folder / LOCK_NAME):
                with contextlib.suppress(OSError):
                    (self._folder / HOLDER_NAME).unlink()
            self._lock.release()


def _inode(path: Path) -> int:
    """The number of a file; 0 where there is none."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0


def _is_running(process: int) -> bool:
    """Whether a process of this computer runs; True where that can't be asked."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
