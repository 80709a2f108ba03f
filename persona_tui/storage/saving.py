"""Writing what has changed, and telling the truth about it."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.storage.atomic import make_folder
from persona_tui.storage.autosave import Autosaver
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.errors import disk_sentence, held_sentence, will_try_again
from persona_tui.storage.layout import STUDY_FILE
from persona_tui.storage.lock import StudyLock
from persona_tui.storage.shelf import Shelf


class SaveKind(StrEnum):
    """What is true of the disk."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    FAILED = "failed"
    READ_ONLY = "read_only"


class SaveState(msgspec.Struct, frozen=True, kw_only=True):
    """What the header may say: `at` is when what is on the disk was everything; `sentence` says why it is not now."""

    kind: SaveKind
    at: datetime | None = None
    sentence: str = ""


class Saving:
    """Saves a shelf: soon after changes on a thread of its own, or at once where that is asked for.

    One save at a time. Whoever changes a record never waits for one.
    """

    def __init__(self, shelf: Shelf, lock: StudyLock, tell: Callable[[SaveState], None]) -> None:
        self._shelf = shelf
        self._lock = lock
        self._tell = tell
        self._saver = Autosaver(self.save)
        self._disk = threading.RLock()
        self._device = os.stat(shelf.study).st_dev
        self._error = ""
        self._saved_at: datetime | None = None
        self._telling = threading.Lock()
        self._something_to_tell = False

    @property
    def state(self) -> SaveState:
        """What is true of the disk now."""
        if self._error:
            return SaveState(kind=SaveKind.FAILED, at=self._saved_at, sentence=self._error)
        kind = SaveKind.UNSAVED if self._shelf.is_dirty else SaveKind.SAVED
        return SaveState(kind=kind, at=self._saved_at)

    def changed(self) -> None:
        """There is something to save soon."""
        self._saver.changed()
        self.tell()

    def hurry(self) -> None:
        """Save at once, on the other thread."""
        self._saver.hurry()

    def stop(self) -> None:
        """End the other thread; what is not saved stays so."""
        self._saver.stop()

    def save(self) -> bool:
        """Write every file that has changes, on this thread. Returns whether all of them reached the disk."""
        with self._disk:
            moment = now()
            dirty = self._shelf.begin_save()
            error = self._refusal() if dirty else ""
            if dirty and not error:
                moment = now()
                dirty = self._shelf.begin_save()
                for drawer in dirty:
                    error = self._save_one(drawer) or error
            if dirty and not error:
                self._saved_at = moment
            self._error = error
            if self._shelf.index.is_worth_saving:
                self._shelf.index.save()
        self.tell()
        return not error

    def tell(self) -> None:
        """Say what is true now. Never waits: where another thread is telling, it tells once more."""
        self._something_to_tell = True
        while self._something_to_tell and self._telling.acquire(blocking=False):
            try:
                self._something_to_tell = False
                self._tell(self.state)
            finally:
                self._telling.release()

    def _refusal(self) -> str:
        """Why nothing may be written to the folder now; "" when it is the one that was opened, and ours to write."""
        study = self._shelf.study
        try:
            if not study.is_dir() or os.stat(study).st_dev != self._device:
                # What is left where a drive was mounted is not the study.
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if not self._lock.hold_on():
                return held_sentence(study, self._lock.holder())
        except OSError as problem:
            return will_try_again(disk_sentence(study / STUDY_FILE, problem))
        if not (study / STUDY_FILE).exists():
            for drawer in self._shelf.drawers():
                drawer.write_everything()
        return ""

    def _save_one(self, drawer: Drawer) -> str:
        """Write one file; why it could not be written, or ""."""
        try:
            make_folder(drawer.path.parent)
            put_aside = drawer.save()
        except OSError as problem:
            return will_try_again(disk_sentence(drawer.path, problem))
        except Exception as problem:
            why = f"{type(problem).__name__}: {problem}"
            return will_try_again(_("{name} could not be saved ({why}).").format(name=drawer.path.name, why=why))
        for kept in put_aside:
            self._shelf.notice(_changed_elsewhere(drawer.path, kept))
        return ""


def _changed_elsewhere(path: Path, kept: Path) -> str:
    return _("{name} was changed by another program. Its version is kept as {kept}.").format(
        name=path.name, kept=kept.name
    )
