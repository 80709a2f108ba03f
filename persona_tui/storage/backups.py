"""Copies of a study's files, so that a broken one can be put back. Each file keeps its newest few."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from persona_tui.storage.atomic import make_folder, write_atomic
from persona_tui.storage.layout import PARTS, STUDY_FILE, Signature, record_files
from persona_tui.storage.tiny import BrokenFileError, decode

KEPT = 5
FOLDER = "backups"


def backup_changed(study: Path) -> int:
    """Copy every file of records that has changed since its newest backup; the number of files copied.

    Reads directory entries and what has changed. A file that can't be read, is broken or can't be copied is passed
    over: a backup never stands in the way, and never takes the place of a good one. Files may be saved meanwhile.
    """
    copied = _backup_folder(study, study / FOLDER, only=Path(STUDY_FILE).stem)
    for part in PARTS:
        copied += _backup_folder(study / part, study / FOLDER / part)
    return copied


def backups_of(study: Path, file: Path) -> list[tuple[Path, datetime]]:
    """The backups of a file and when each was last written, the newest first."""
    folder = study / FOLDER / file.relative_to(study).parent
    names = _by_file(folder).get(file.stem, [])
    return [(folder / name, datetime.fromtimestamp(os.stat(folder / name).st_mtime)) for name in reversed(names)]


def _backup_folder(folder: Path, into: Path, only: str = "") -> int:
    try:
        found: dict[str, Signature] = record_files(folder)
    except OSError:
        return 0
    copied = 0
    existing = _by_file(into)
    for stem, (written_ns, _size, _inode) in found.items():
        own = existing.get(stem, [])
        if (only and stem != only) or (own and _written_ns(into / own[-1]) == written_ns):
            continue
        with contextlib.suppress(OSError, BrokenFileError):
            fresh = _copy(folder / f"{stem}.json", into)
            copied += 1
            older = [name for name in own if name != fresh]
            for name in older[: len(older) - (KEPT - 1)] if len(older) >= KEPT else []:
                (into / name).unlink(missing_ok=True)
    return copied


def _copy(file: Path, into: Path) -> str:
    """Copy one file with its time; the copy's name. Raises OSError, BrokenFileError."""
    with file.open("rb") as source:
        stat = os.fstat(source.fileno())
        content = source.read()
    decode(content)
    make_folder(into)
    stamp = datetime.fromtimestamp(stat.st_mtime).strftime("%Y%m%dT%H%M%S")
    fresh = into / f"{file.stem}.{stamp}.json"
    write_atomic(fresh, content, durable=False)
    os.utime(fresh, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return fresh.name


def _by_file(folder: Path) -> dict[str, list[str]]:
    """The names of the backups in a folder by the file they are of, the oldest first."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone, thousands of them
    except OSError:
        return {}
    found: dict[str, list[str]] = {}
    for name in names:
        stem, _dot, stamp = name.removesuffix(".json").rpartition(".")
        if name.endswith(".json") and not name.startswith(".") and stamp[:8].isdecimal():
            found.setdefault(stem, []).append(name)
    return found


def _written_ns(path: Path) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return -1
