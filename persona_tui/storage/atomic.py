"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

_HAS_MODES = os.name == "posix"
_CANNOT_SYNC_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}

_being_written: set[Path] = set()
_being_written_lock = threading.Lock()


def make_folder(path: Path) -> None:
    """Make a folder (and those above it) that only its owner can read; one that is there stays as it is."""
    if path.is_dir():
        return
    path.mkdir(parents=True, exist_ok=True)
    if _HAS_MODES:
        with contextlib.suppress(OSError):
            path.chmod(0o700)


def write_atomic(
    path: Path, content: bytes, *, durable: bool = True, before_replacing: Callable[[], None] | None = None
) -> os.stat_result:
    """Write `content` to `path` so that a reader, or the next start, sees the old file or the new one.

    Temporary file beside, fsync, replace; the fsync of the folder is the caller's (`sync_folder`). `durable=False`
    leaves out the fsync: for what can be made anew. `before_replacing` runs when the new content is safe and the old
    file still there. Returns what the system says of the new file. Raises OSError; the old file stays as it was then,
    and the temporary one is removed.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    with _being_written_lock:
        _being_written.add(temporary)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if durable:
                _sync(descriptor)
            written = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        if before_replacing is not None:
            before_replacing()
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    finally:
        with _being_written_lock:
            _being_written.discard(temporary)
    return written


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system can. Raises OSError where the disk fails."""
    if not _HAS_MODES:
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def keep_as(path: Path, kept: Path) -> None:
    """Give a file a second name (a link, or a copy where there are none), so that the first can be replaced."""
    try:
        os.link(path, kept)
    except OSError:
        import shutil

        shutil.copy2(path, kept)


def remove_leftovers(folder: Path) -> int:
    """Remove temporary files that a killed program left; how many. Only the one who holds the study may call it."""
    removed = 0
    for leftover in leftovers(folder):
        with _being_written_lock:
            ours = leftover in _being_written
        if not ours:
            with contextlib.suppress(OSError):
                leftover.unlink()
                removed += 1
    return removed


def leftovers(folder: Path) -> list[Path]:
    """The temporary files in a folder, also those that are being written now."""
    return sorted(folder.glob(".*.tmp"))


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # fsync leaves the bytes in the drive's own cache there.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _replace(source: Path, target: Path) -> None:
    """`os.replace`, tried again on Windows while another program has the file open for a moment."""
    for _attempt in range(5 if os.name == "nt" else 0):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(0.05)
    os.replace(source, target)
