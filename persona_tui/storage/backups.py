"""Copies of a study's files, so that a broken one can be put back. Each file keeps its newest few."""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from persona_tui.storage.atomic import make_folder

KEPT = 5
FOLDER = "backups"


def backup_changed(study: Path, files: list[Path]) -> int:
    """Copy every file that has changed since its newest backup; the number of files copied.

    A file that can't be read or copied is passed over: a backup never stands in the way of opening a study.
    """
    copied = 0
    existing: dict[Path, list[Path]] = {}
    for file in files:
        folder = study / FOLDER / file.relative_to(study).parent
        if folder not in existing:
            existing[folder] = sorted(folder.glob("*.json")) if folder.is_dir() else []
        own = [backup for backup in existing[folder] if _file_of(backup) == file.stem]
        try:
            changed = os.stat(file)
            if own and os.stat(own[-1]).st_mtime_ns == changed.st_mtime_ns:
                continue
            make_folder(folder)
            stamp = datetime.fromtimestamp(changed.st_mtime).strftime("%Y%m%dT%H%M%S")
            fresh = folder / f"{file.stem}.{stamp}.json"
            partial = fresh.with_suffix(".part")
            shutil.copy2(file, partial)
            os.replace(partial, fresh)
        except OSError:
            continue
        copied += 1
        for old in [backup for backup in own if backup != fresh][: -(KEPT - 1)]:
            with contextlib.suppress(OSError):
                old.unlink()
    return copied


def backups_of(study: Path, file: Path) -> list[tuple[Path, datetime]]:
    """The backups of a file and when each was last written, the newest first."""
    folder = study / FOLDER / file.relative_to(study).parent
    found = [path for path in folder.glob(f"{file.stem}.*.json") if _file_of(path) == file.stem]
    found.sort(reverse=True)
    return [(path, datetime.fromtimestamp(path.stat().st_mtime)) for path in found]


def _file_of(backup: Path) -> str:
    return backup.stem.rpartition(".")[0]
