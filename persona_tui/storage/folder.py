"""A study on disk: opened, read lazily, changed in memory, saved in the background."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.consent import Consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record, now
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.i18n import _
from persona_tui.storage import rescue
from persona_tui.storage.atomic import make_folder, remove_leftovers
from persona_tui.storage.autosave import Autosaver
from persona_tui.storage.backups import backup_changed
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.errors import (
    StudyError,
    StudyExistsError,
    StudyHeldError,
    StudyMissingError,
    StudyReadOnlyError,
    disk_sentence,
    held_sentence,
)
from persona_tui.storage.face_files import face_file, save_face_file
from persona_tui.storage.index import InterviewIndex
from persona_tui.storage.lock import StudyLock
from persona_tui.storage.tiny import BrokenFileError

R = TypeVar("R", bound=Record)

STUDY_FILE = "study.json"
INTERVIEWS = "interviews"
PERSONAS = "personas"
FACES = "faces"
STUDY_TABLES: dict[str, type[Record]] = {
    "study": Study,
    "people": Person,
    "values": Value,
    "consents": Consent,
    "channel_uses": ChannelUse,
    "channel_readings": ChannelReading,
}
KEPT_IN_MEMORY = 64
"""Interviews that stay in memory after they were read, besides those with unsaved changes."""


class SaveKind(StrEnum):
    """What is true of the disk."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    FAILED = "failed"
    READ_ONLY = "read_only"


class SaveState(msgspec.Struct, frozen=True, kw_only=True):
    """What the header may say: `at` is when the disk last held everything; `sentence` says why it does not."""

    kind: SaveKind
    at: datetime | None = None
    sentence: str = ""


class StudyFolder:
    """One study. Get it from `open` or `create`, and close it: closing writes what is left.

    `notices` are sentences about what was found on opening and while working: what was restored, what was put aside.
    """

    def __init__(self, path: Path, lock: StudyLock | None, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.notices: list[str] = []
        self.on_save_state: Callable[[SaveState], None] | None = None
        self._lock = lock
        self._main = Drawer(path / STUDY_FILE, dict(STUDY_TABLES))
        self._interviews: OrderedDict[str, Drawer] = OrderedDict()
        self._personas: dict[str, Drawer] | None = None
        self._index = InterviewIndex(path)
        self._saver = Autosaver(self._save)
        self._saving = threading.RLock()
        self._error = ""
        self._saved_at: datetime | None = None

    # --- opening and closing ---------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, study: Study, program: str = "persona-tui") -> StudyFolder:
        """Make a new study in `path`, which must be missing or empty. Raises StudyExistsError, StudyError."""
        try:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise StudyExistsError(path)
            for part in (path, path / INTERVIEWS, path / PERSONAS, path / FACES):
                make_folder(part)
            lock = StudyLock(path)
            lock.acquire(program)
        except OSError as error:
            raise StudyError(
                _("No study can be made in {path}: {why}.").format(path=path, why=error.strerror or error)
            ) from error
        folder = cls(path, lock)
        folder.put(study)
        folder.flush()
        if folder._error:
            sentence = folder._error
            folder.close()
            raise StudyError(sentence)
        return folder

    @classmethod
    def open(cls, path: Path, *, write: bool = True, program: str = "persona-tui") -> StudyFolder:
        """Open a study. Where it can't be written it opens read-only, and `read_only` says why.

        Raises StudyMissingError, and StudyError where it can't be read at all.
        """
        if not path.is_dir() or not ((path / STUDY_FILE).exists() or (path / INTERVIEWS).is_dir()):
            raise StudyMissingError(path)
        lock: StudyLock | None = None
        reason = "" if write else _("The study was opened for reading only.")
        if write:
            lock = StudyLock(path)
            try:
                if not lock.acquire(program):
                    reason, lock = held_sentence(path, lock.holder()), None
            except OSError:
                lock = None
                reason = _("{path} may not be written: the study opens for reading only.").format(path=path)
        folder = cls(path, lock, reason)
        try:
            folder._load_main()
        except BaseException:
            folder.close()
            raise
        return folder

    def require_writing(self) -> None:
        """Raise StudyReadOnlyError (StudyHeldError where somebody else writes) unless changes can be kept."""
        if self.read_only:
            holder = StudyLock(self.path).holder()
            if holder is not None:
                raise StudyHeldError(self.path, holder)
            raise StudyReadOnlyError(self.read_only)

    def close(self) -> None:
        """Write what is left, stop the worker and let others write."""
        self._saver.stop()
        if not self.read_only:
            self.flush()
            self._index.save()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> StudyFolder:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- reading ---------------------------------------------------------------------------------------------

    @property
    def study(self) -> Study:
        """The study's own record."""
        return self._main.all(Study)[0]

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind. For interviews this reads each file: ask for `interview_summaries` where they do."""
        if kind is Persona:
            return [d.all(kind)[0] for d in self._persona_drawers().values() if d.all(kind)]
        if kind is Interview:
            found = (self.get(kind, summary.id) for summary in self.interview_summaries())
            return [record for record in found if record is not None]
        return self._main.all(kind)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record, or None."""
        if kind is Persona:
            drawer = self._persona_drawers().get(record_id)
            return drawer.get(kind, record_id) if drawer else None
        if kind is Interview:
            interview_drawer = self._interview_drawer(record_id)
            return interview_drawer.get(kind, record_id) if interview_drawer else None
        return self._main.get(kind, record_id)

    def interview_summaries(self) -> list[InterviewSummary]:
        """The counts of every interview, with unsaved changes, the oldest first."""
        unsaved = {
            interview_id: summarise(drawer.all(Interview)[0])
            for interview_id, drawer in self._interviews.items()
            if drawer.is_dirty and drawer.all(Interview)
        }
        gone = {i for i, drawer in self._interviews.items() if drawer.deleted or not drawer.all(Interview)}
        stored = self._index.summaries(lambda interview_id: self.get(Interview, interview_id))
        merged = {summary.id: summary for summary in stored if summary.id not in gone} | unsaved
        return sorted(merged.values(), key=lambda summary: (summary.created, summary.id))

    # --- changing --------------------------------------------------------------------------------------------

    def put(self, record: R) -> R:
        """Lay a record in, new or changed; saved soon. Raises StudyReadOnlyError."""
        return self.put_many([record])[0]

    def put_many(self, records: Iterable[R]) -> list[R]:
        """Lay several records in at once, so that they reach the disk together. Raises StudyReadOnlyError."""
        if self.read_only:
            self.require_writing()
        with self._saving:
            fresh = [self._drawer_for(type(record), record.id, new=True).put(record) for record in records]
        self._changed()
        return fresh

    def remove(self, record: Record) -> None:
        """Take a record out. Raises StudyReadOnlyError."""
        if self.read_only:
            self.require_writing()
        with self._saving:
            drawer = self._drawer_for(type(record), record.id, new=True)
            drawer.remove(type(record), record.id)
            drawer.deleted = isinstance(record, Interview | Persona)
        self._changed()

    def _drawer_for(self, kind: type[Record], record_id: str, new: bool = False) -> Drawer:
        if kind is Interview:
            drawer = self._interview_drawer(record_id)
            if drawer is None:
                drawer = Drawer(self.path / INTERVIEWS / f"{record_id}.json", {"interview": Interview})
                self._interviews[record_id] = drawer
            return drawer
        if kind is Persona:
            return self._persona_drawers().setdefault(
                record_id, Drawer(self.path / PERSONAS / f"{record_id}.json", {"persona": Persona})
            )
        return self._main

    # --- saving ----------------------------------------------------------------------------------------------

    @property
    def save_state(self) -> SaveState:
        """What is true of the disk now."""
        if self.read_only:
            return SaveState(kind=SaveKind.READ_ONLY, sentence=self.read_only)
        if self._error:
            return SaveState(kind=SaveKind.FAILED, at=self._saved_at, sentence=self._error)
        dirty = any(drawer.is_dirty for drawer in self._drawers())
        return SaveState(kind=SaveKind.UNSAVED if dirty else SaveKind.SAVED, at=self._saved_at)

    def flush(self) -> SaveState:
        """Write everything now, on this thread; what is true afterwards."""
        self._save()
        return self.save_state

    def _changed(self) -> None:
        self._saver.changed()
        self._tell()

    def _save(self) -> bool:
        """Write every file that has changes. Returns whether all of them reached the disk."""
        error = ""
        with self._saving:
            for drawer in [drawer for drawer in self._drawers() if drawer.is_dirty]:
                try:
                    if not drawer.deleted and self.path.is_dir():
                        make_folder(drawer.path.parent)
                    for kept in drawer.save():
                        self.notices.append(
                            _("{name} was changed by another program. Its version is kept as {kept}.").format(
                                name=drawer.path.name, kept=kept.name
                            )
                        )
                except OSError as problem:
                    error = disk_sentence(drawer.path, problem)
            if not error:
                self._saved_at = now()
        self._error = error
        self._tell()
        return not error

    def _tell(self) -> None:
        if self.on_save_state is not None:
            self.on_save_state(self.save_state)

    def _drawers(self) -> list[Drawer]:
        return [self._main, *list(self._interviews.values()), *list((self._personas or {}).values())]

    # --- files -----------------------------------------------------------------------------------------------

    def files(self) -> list[Path]:
        """Every file of records that is on the disk, the study's own first."""
        parts = [self.path / STUDY_FILE]
        for name in (INTERVIEWS, PERSONAS):
            parts += sorted(p for p in (self.path / name).glob("*.json") if "." not in p.stem)
        return [part for part in parts if part.exists()]

    def save_face(self, png: bytes) -> str:
        """Keep a picture in the faces folder; its file name there. Raises StudyReadOnlyError, StudyError."""
        if self.read_only:
            self.require_writing()
        try:
            return save_face_file(self.path / FACES, png)
        except OSError as error:
            raise StudyError(disk_sentence(self.path / FACES, error)) from error

    def face_path(self, name: str) -> Path | None:
        """Where the picture of that name is, or None."""
        return face_file(self.path / FACES, name)

    def back_up(self) -> int:
        """Copy what has changed since the last backup, and clear what a killed program left; files copied."""
        if self.read_only:
            return 0
        for name in ("", INTERVIEWS, PERSONAS):
            remove_leftovers(self.path / name)
        return backup_changed(self.path, self.files())

    def _load_main(self) -> None:
        self._load(self._main)
        if self._main.too_new and not self.read_only:
            self.read_only = _("This study was written by a newer version of persona-tui: it opens for reading only.")
        if not self._main.all(Study):
            rescue.rebuild_study(self._main, self.path)
            self.notices.append(
                _("What the study says of itself could not be read; it opens with what its other files hold.")
            )

    def _load(self, drawer: Drawer) -> bool:
        """Read a file; a broken one is put aside and its newest good backup put in its place. False: nothing there."""
        try:
            drawer.load()
        except FileNotFoundError:
            restored = rescue.restore(self.path, drawer, can_write=not self.read_only, was_broken=False)
            self.notices += restored.notices
            return restored.found
        except BrokenFileError:
            restored = rescue.restore(self.path, drawer, can_write=not self.read_only, was_broken=True)
            self.notices += restored.notices
            return restored.found
        except OSError as error:
            raise StudyError(
                _("{path} could not be read: {why}.").format(path=drawer.path, why=error.strerror or error)
            ) from error
        if drawer.unreadable:
            self.notices.append(
                _("{count} entries of {name} could not be understood; they stay in the file as they are.").format(
                    count=len(drawer.unreadable), name=drawer.path.name
                )
            )
        return True

    def _interview_drawer(self, interview_id: str) -> Drawer | None:
        drawer = self._interviews.get(interview_id)
        if drawer is not None:
            self._interviews.move_to_end(interview_id)
            return drawer
        path = self.path / INTERVIEWS / f"{interview_id}.json"
        if not interview_id.isalnum() or not path.exists():
            return None
        drawer = Drawer(path, {"interview": Interview})
        if not self._load(drawer):
            return None
        with self._saving:
            self._interviews[interview_id] = drawer
            for other_id, other in list(self._interviews.items())[:-KEPT_IN_MEMORY]:
                if not other.is_dirty:
                    del self._interviews[other_id]
        return drawer

    def _persona_drawers(self) -> dict[str, Drawer]:
        if self._personas is None:
            self._personas = {}
            for path in sorted((self.path / PERSONAS).glob("*.json")):
                if "." not in path.stem:
                    drawer = Drawer(path, {"persona": Persona})
                    if self._load(drawer):
                        self._personas[path.stem] = drawer
        return self._personas
