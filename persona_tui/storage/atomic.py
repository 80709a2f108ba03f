"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

_HAS_MODES = os.name == "posix"


def make_folder(path: Path) -> None:
    """Make a folder (and those above it) that only its owner can read, where the system has modes."""
    path.mkdir(parents=True, exist_ok=True)
    if _HAS_MODES:
        with contextlib.suppress(OSError):
            path.chmod(0o700)


def write_atomic(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader, or the next start, sees the old file or the new one.

    Temporary file beside, fsync, replace, fsync of the folder where the system can. Raises OSError; the old file
    stays as it was then, and the temporary one is removed.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system can open folders."""
    if not _HAS_MODES:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files that a killed program left; only the one who holds the study may call it."""
    for leftover in folder.glob(".*.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()
