"""Keeping a study in another place, for when its own can't be written any more."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from persona_tui.storage.atomic import make_folder, sync_folder, write_atomic
from persona_tui.storage.errors import StudyError, StudyExistsError, disk_sentence
from persona_tui.storage.layout import FACES, PARTS, STUDY_FILE, record_files
from persona_tui.storage.shelf import Shelf
from persona_tui.storage.tiny import encode


def save_elsewhere(shelf: Shelf, target: Path) -> int:
    """Write the study as it stands in memory to `target` (missing or an empty folder), with whatever else can still be
    read where it was; how many of its files could not be read any more.

    Raises StudyExistsError; StudyError where `target` can't be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StudyExistsError(target)
        for folder in (target, *(target / part for part in (*PARTS, FACES))):
            make_folder(folder)
        in_memory = {drawer.path.relative_to(shelf.study): drawer for drawer in shelf.drawers()}
        lost = sum(not _copy(shelf.study / file, target / file) for file in _files(shelf) if file not in in_memory)
        for file, drawer in in_memory.items():
            tables = drawer.everything()
            if any(tables.get(table) for table in drawer.kinds):
                write_atomic(target / file, encode(tables))
        for folder in (target, *(target / part for part in PARTS)):
            sync_folder(folder)
    except OSError as error:
        raise StudyError(disk_sentence(target / STUDY_FILE, error)) from error
    return lost


def _files(shelf: Shelf) -> list[Path]:
    """Every file of records and every face, as far as known, below the study's folder."""
    found: list[Path] = []
    for part in PARTS:
        try:
            found += [Path(part, f"{stem}.json") for stem in record_files(shelf.study / part)]
        except OSError:
            if part == PARTS[0]:
                found += [Path(part, f"{summary.id}.json") for summary in shelf.summaries()]
    with contextlib.suppress(OSError):
        found += [Path(FACES, name) for name in sorted(os.listdir(shelf.study / FACES)) if not name.startswith(".")]  # noqa: PTH208
    return found


def _copy(source: Path, target: Path) -> bool:
    """Copy a file; False where it can't be read. Raises OSError where the target can't be written."""
    try:
        content = source.read_bytes()
    except OSError:
        return False
    write_atomic(target, content)
    with contextlib.suppress(OSError):
        shutil.copystat(source, target)
    return True
