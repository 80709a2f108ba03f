"""A study on disk: opened, read lazily, changed in memory, saved in the background."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.i18n import _
from persona_tui.storage import backups
from persona_tui.storage.atomic import make_folder, remove_leftovers, sync_folder
from persona_tui.storage.elsewhere import save_elsewhere
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
from persona_tui.storage.layout import FACES, INTERVIEWS, PARTS, PERSONAS, STUDY_FILE, record_files
from persona_tui.storage.lock import StudyLock
from persona_tui.storage.saving import SaveKind, SaveState, Saving
from persona_tui.storage.shelf import Shelf

if TYPE_CHECKING:
    from persona_tui.storage.forget import Forgotten, Progress

__all__ = ["FACES", "INTERVIEWS", "PERSONAS", "STUDY_FILE", "SaveKind", "SaveState", "StudyFolder"]

R = TypeVar("R", bound=Record)


class StudyFolder:
    """One study. Get it from `open` or `create`, and close it: closing writes what is left.

    Any thread may use it; none but one that asks for it (`flush`, `close`, `save_elsewhere`, `back_up`) waits for a
    write. Records that are handed out or put in are never changed in place.

    `notices` are sentences about what was found on opening and while working: what was restored, what was put aside.
    `on_save_state` is called after changes and saves, on the thread that made them, and must not wait for another.
    """

    def __init__(
        self, path: Path, lock: StudyLock | None, read_only: str = "", notices: list[str] | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.notices: list[str] = notices if notices is not None else []
        self.on_save_state: Callable[[SaveState], None] | None = None
        self._held_error: StudyHeldError | None = None
        self._closed = False
        self._lock = lock
        self._backing_up = Lock()
        """Held while files are copied, and while somebody is taken out of them: no copy brings anybody back."""
        self._shelf = Shelf(path, self.notices)
        self._shelf.can_write = lock is not None

        def tell(state: SaveState) -> None:
            if self.on_save_state is not None:
                self.on_save_state(state)

        self._saving = Saving(self._shelf, lock, tell) if lock is not None else None

    # --- opening and closing ---------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, study: Study, program: str = "persona-tui") -> StudyFolder:
        """Make a new study in `path`, which must be missing or empty. Raises StudyExistsError, StudyError."""
        lock = StudyLock(path)
        try:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise StudyExistsError(path)
            for part in (path, *(path / name for name in (*PARTS, FACES))):
                make_folder(part)
            sync_folder(path.resolve().parent)
            if not lock.acquire(program):
                raise StudyHeldError(path, lock.holder())
            folder = cls(path, lock)
        except OSError as error:
            lock.release()
            raise StudyError(
                _("No study can be made in {path} ({why}). Choose another folder.").format(
                    path=path, why=error.strerror or error
                )
            ) from error
        folder.put(study)
        state = folder.flush()
        if state.kind is not SaveKind.SAVED:
            folder.close()
            raise StudyError(state.sentence)
        return folder

    @classmethod
    def open(cls, path: Path, *, write: bool = True, program: str = "persona-tui") -> StudyFolder:
        """Open a study. Where it can't be written it opens read-only, and `read_only` says why.

        Reads the study's own file and no other. Raises StudyMissingError, and StudyError where it can't be read at all.
        """
        if not ((path / STUDY_FILE).is_file() or (path / INTERVIEWS).is_dir()):
            raise StudyMissingError(path)
        lock: StudyLock | None = None
        held: StudyHeldError | None = None
        reason = "" if write else _("The study was opened for reading only.")
        if write:
            lock = StudyLock(path)
            try:
                if not lock.acquire(program):
                    holder = lock.holder()
                    held, reason, lock = StudyHeldError(path, holder), held_sentence(path, holder), None
            except OSError:
                lock = None
                reason = _("{path} may not be written: the study opens for reading only.").format(path=path)
        try:
            folder = cls(path, lock, reason)
            folder._held_error = held
            folder._open_main()
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return folder

    def _open_main(self) -> None:
        reason = self._shelf.open_main()
        if self._saving is None:
            return
        if reason:
            self.read_only = reason
            self._shelf.can_write = False
            self._saving = None
            if self._lock is not None:
                self._lock.release()
        elif self._shelf.is_dirty:
            self._saving.changed()

    def require_writing(self) -> None:
        """Raise StudyReadOnlyError (StudyHeldError where somebody else writes) unless changes can be kept."""
        if self._held_error is not None:
            raise StudyHeldError(self.path, self._held_error.holder)
        if self.read_only:
            raise StudyReadOnlyError(self.read_only)
        if self._closed:
            raise StudyReadOnlyError(_("The study is closed. Open it again to change it."))

    def close(self) -> SaveState:
        """Write what is left and let others write; what is true of the disk then. May be called again."""
        if self._closed:
            return self.save_state
        try:
            if self._saving is not None:
                self._saving.stop()
                self._saving.save()
                if self._shelf.index.is_used:
                    self._shelf.summaries()
                    self._shelf.index.save()
        finally:
            self._closed = True
            if self._lock is not None:
                self._lock.release()
        return self.save_state

    def __enter__(self) -> StudyFolder:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Close. Raises StudyError where the changes could not be saved."""
        state = self.close()
        if kind is None and state.kind is SaveKind.FAILED:
            raise StudyError(state.sentence)

    # --- reading ---------------------------------------------------------------------------------------------

    @property
    def study(self) -> Study:
        """The study's own record."""
        return self._shelf.main.all(Study)[0]

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind. For interviews this reads each file: ask for `interview_summaries` where they do."""
        return self._shelf.all(kind)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record, or None."""
        return self._shelf.get(kind, record_id)

    def interview_summaries(self) -> list[InterviewSummary]:
        """The counts of every interview, with unsaved changes, the oldest first."""
        summaries = self._shelf.summaries()
        if self._saving is not None and not self._closed and self._shelf.index.is_worth_saving:
            self._saving.hurry()
        return summaries

    # --- changing --------------------------------------------------------------------------------------------

    def put(self, record: R) -> R:
        """Lay a record in, new or changed; saved soon. Raises StudyReadOnlyError."""
        return self.put_many([record])[0]

    def put_many(self, records: Iterable[R]) -> list[R]:
        """Lay several records in at once, all or none, so that they are saved together. Raises StudyReadOnlyError."""
        saving = self._saving_or_refuse()
        fresh = self._shelf.put_many(records)
        saving.changed()
        return fresh

    def remove(self, record: Record) -> None:
        """Take a record out. Raises StudyReadOnlyError."""
        saving = self._saving_or_refuse()
        self._shelf.remove(record)
        saving.changed()

    def _saving_or_refuse(self) -> Saving:
        self.require_writing()
        assert self._saving is not None, "a study that may be written has a saver"
        return self._saving

    # --- saving ----------------------------------------------------------------------------------------------

    @property
    def save_state(self) -> SaveState:
        """What is true of the disk now."""
        if self._saving is None:
            return SaveState(kind=SaveKind.READ_ONLY, sentence=self.read_only)
        return self._saving.state

    def flush(self) -> SaveState:
        """Write everything now, on this thread; what is true afterwards."""
        if self._saving is not None and not self._closed:
            self._saving.save()
        return self.save_state

    def save_soon(self) -> None:
        """Write everything now, on the saving thread: for leaving a field, where nobody waits for the disk."""
        if self._saving is not None and not self._closed:
            self._saving.hurry()

    def save_elsewhere(self, target: Path) -> int:
        """Write the study as it is in memory, and what can be read of the rest, to another folder (missing or empty);
        how many files could not be read any more. Open it there to go on.

        Raises StudyExistsError, StudyError.
        """
        return save_elsewhere(self._shelf, target)

    @property
    def finished_forgetting(self) -> Forgotten | None:
        """What was done on opening, where forgetting somebody had been cut off."""
        return self._shelf.finished

    # --- files -----------------------------------------------------------------------------------------------

    def files(self) -> list[Path]:
        """Every file of records that is on the disk, the study's own first."""
        found = [self.path / STUDY_FILE] if (self.path / STUDY_FILE).exists() else []
        for name in PARTS:
            try:
                found += [self.path / name / f"{stem}.json" for stem in sorted(record_files(self.path / name))]
            except OSError:
                continue
        return found

    def save_face(self, png: bytes) -> str:
        """Keep a picture in the faces folder; its file name there. Raises StudyReadOnlyError, StudyError."""
        self.require_writing()
        try:
            return save_face_file(self.path / FACES, png)
        except OSError as error:
            raise StudyError(disk_sentence(self.path / FACES, error)) from error

    def face_path(self, name: str) -> Path | None:
        """Where the picture of that name is, or None."""
        return face_file(self.path / FACES, name)

    def back_up(self) -> int:
        """Copy what has changed since the last backup, and clear what a killed program left; files copied.

        For a thread that nobody waits on; saving goes on meanwhile.
        """
        if self._saving is None or self._closed:
            return 0
        with self._backing_up:
            for name in ("", *PARTS, FACES):
                remove_leftovers(self.path / name)
            return backups.backup_changed(self.path)


def forget_people(folder: StudyFolder, ids: Collection[str], progress: Progress | None = None) -> Forgotten:
    """Take people out of the study and everything in its folder, for good; see `storage.forget`. What was handed out
    before is no longer true. For one thread alone. Raises StudyReadOnlyError, StudyError.
    """
    from persona_tui.storage.forget import forget_people as forget_in_files

    folder.require_writing()
    saving, lock = folder._saving, folder._lock
    assert saving is not None and lock is not None, "a study that may be written has a lock and a saver"
    # Reading them all puts back what can be had of broken ones.
    _ = folder.all(Interview), folder.all(Persona)
    saving.stop()
    if not saving.save():
        folder._saving = Saving(folder._shelf, lock, lambda state: _tell(folder, state))
        raise StudyError(saving.state.sentence)
    try:
        with folder._backing_up:
            return forget_in_files(folder.path, ids, progress)
    except OSError as error:
        raise StudyError(disk_sentence(folder.path / STUDY_FILE, error)) from error
    finally:
        fresh = StudyFolder(folder.path, lock, notices=folder.notices)
        fresh._open_main()
        _take_over(folder, fresh)


def become_writer(folder: StudyFolder, program: str = "persona-tui") -> bool:
    """Let a study be written that opened read-only because another program wrote to it, once that one is gone.

    What it left is read anew: what was handed out before may no longer be true. False, and cheap, where the other
    still writes, or where the study may only be read for another reason. Raises StudyError where it can't be read.
    """
    if folder._held_error is None or folder._closed:
        return False
    lock = StudyLock(folder.path)
    try:
        if not lock.acquire(program):
            return False
        fresh = StudyFolder(folder.path, lock, notices=folder.notices)
        fresh._open_main()
    except OSError:
        lock.release()
        return False
    except BaseException:
        lock.release()
        raise
    _take_over(folder, fresh)
    return not folder.read_only


def _take_over(folder: StudyFolder, fresh: StudyFolder) -> None:
    """Let a folder hold what another one has read anew."""
    fresh.on_save_state = lambda state: _tell(folder, state)
    folder._held_error, folder.read_only = None, fresh.read_only
    folder._lock, folder._shelf, folder._saving = fresh._lock, fresh._shelf, fresh._saving
    _tell(folder, folder.save_state)


def _tell(folder: StudyFolder, state: SaveState) -> None:
    if folder.on_save_state is not None:
        folder.on_save_state(state)
