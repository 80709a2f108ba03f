"""The files of a study that are in memory: read when they are asked for, changed at once, written by others."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.domain.transcripts import Transcript
from persona_tui.domain.variables import Tombstone
from persona_tui.i18n import _, ngettext
from persona_tui.storage import rescue
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.errors import StudyError, StudyReadOnlyError, disk_sentence, unreadable_sentence
from persona_tui.storage.index import IndexEntry, InterviewIndex
from persona_tui.storage.layout import (
    INTERVIEW_TABLES,
    INTERVIEWS,
    PERSONA_TABLES,
    PERSONAS,
    STUDY_FILE,
    STUDY_TABLES,
    Signature,
    is_file_id,
    own_file,
    record_files,
)
from persona_tui.storage.tiny import BrokenFileError
from persona_tui.storage.tombstones import JOURNAL, remembered

if TYPE_CHECKING:
    from persona_tui.storage.forget import Forgotten

R = TypeVar("R", bound=Record)

KEPT_IN_MEMORY = 64
"""Interviews that stay in memory after they were read, besides those with unsaved changes."""


LISTING_SECONDS = 2.0
"""A file that another program writes in place shows in the counts after this long."""
TICK_NS = 100_000_000


class _Listing(msgspec.Struct):
    """The interviews that had a file when their folder was last changed at `changed_ns`."""

    files: dict[str, Signature]
    changed_ns: int
    good_until: float


class Shelf:
    """A study's drawers. `memory` is held for a moment at a time and never while a disk is read or written.

    `can_write` says whether a broken file may be put aside and replaced; `notices` tell what was done. `forgotten` are
    the ids of people who asked to be: nothing that a second copy of the study holds of them is let in. `finished` is
    what was done on opening where forgetting somebody had been cut off.
    """

    def __init__(self, study: Path, notices: list[str]) -> None:
        self.study = study
        self.can_write = False
        self.memory = threading.RLock()
        self.forgotten: frozenset[str] = frozenset()
        self.finished: Forgotten | None = None
        self.main = Drawer(study / STUDY_FILE, STUDY_TABLES, self.memory)
        self.index = InterviewIndex(study)
        self._notices = notices
        self._interviews: OrderedDict[str, Drawer] = OrderedDict()
        self._personas: dict[str, Drawer] | None = None
        self._live: dict[str, tuple[Interview, Transcript | None, InterviewSummary]] = {}
        self._listing: _Listing | None = None
        self._held = 0
        self._rescuing = threading.RLock()

    # --- reading ---------------------------------------------------------------------------------------------

    def open_main(self) -> str:
        """Read the study's own file; why it may only be read, or "". Raises StudyError."""
        self._keep_out(remembered(self.study))
        try:
            self.main.load()
            if more := {tombstone.person for tombstone in self.main.all(Tombstone)} - self.forgotten:
                self._keep_out(self.forgotten | more)
                self.main.load()
        except (FileNotFoundError, BrokenFileError) as problem:
            self._rescue(self.main, was_broken=isinstance(problem, BrokenFileError))
        except OSError as error:
            raise StudyError(unreadable_sentence(self.main.path, error)) from error
        if self.main.all(Study):
            self._tell_unreadable(self.main)
            return newer_sentence() if self.main.is_too_new else ""
        reason = newer_sentence() if self.main.is_newer else ""
        if self.can_write and not reason and self.main.unreadable:
            try:
                aside = rescue.keep_copy(self.main.path)
            except OSError as error:
                raise StudyError(unreadable_sentence(self.main.path, error)) from error
            self.notice(_("{name} as it was is kept as {aside}.").format(name=STUDY_FILE, aside=aside.name))
        rescue.rebuild_study(self.main, self.study)
        self.notice(_("What the study says of itself could not be read in full; it opens with what could be found."))
        return reason

    def _keep_out(self, forgotten: Collection[str]) -> None:
        """Let nothing in of these people; what another copy of the study brought back is taken out of its files."""
        self.forgotten = self.main.forgotten = frozenset(forgotten)
        was_cut_off = self.can_write and (self.study / JOURNAL).exists()
        if not self.can_write or not (self.forgotten or was_cut_off):
            return
        from persona_tui.storage.forget import finish_forgetting

        try:
            done = finish_forgetting(self.study, self.forgotten)
        except OSError as error:
            self.notice(disk_sentence(self.main.path, error))
            return
        if was_cut_off:
            self.finished = done
            self.notice(_("Forgetting somebody was cut off the last time. It is finished now."))
        elif done is not None and (done.files or done.documents or done.unreadable):
            self.notice(_("Files came back that held somebody who was forgotten. They were taken out of them again."))

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind."""
        if kind is Persona:
            return [record for drawer in self._persona_drawers().values() for record in drawer.all(kind)]
        if kind in INTERVIEW_TABLES.values():
            found = (self.get(kind, summary.id) for summary in self.summaries())
            return [record for record in found if record is not None]
        return self.main.all(kind)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record, or None."""
        drawer = self._drawer(kind, record_id)
        return drawer.get(kind, record_id) if drawer is not None else None

    def summaries(self) -> list[InterviewSummary]:
        """The counts of every interview, with unsaved changes, the oldest first."""
        live: dict[str, InterviewSummary | None] = {}
        with self.memory:
            held = list(self._interviews.items())
        for interview_id, drawer in held:
            live[interview_id] = self._live_summary(interview_id, drawer)
        found = self.index.summaries(self._interview_files(), leave_out=live.keys(), read=self._read_entry)
        found |= {interview_id: summary for interview_id, summary in live.items() if summary is not None}
        return sorted(found.values(), key=lambda summary: (summary.created, summary.id))

    def drawers(self) -> list[Drawer]:
        """Every file in memory, the study's own first: others name what it holds."""
        with self.memory:
            return [self.main, *self._interviews.values(), *(self._personas or {}).values()]

    # --- changing --------------------------------------------------------------------------------------------

    def put_many(self, records: Iterable[R]) -> list[R]:
        """Lay records in, all or none, so that they are written together. Raises StudyReadOnlyError, ValueError."""
        with self._nothing_leaves():
            wanted = [(self._drawer_to_change(type(record), record.id), record) for record in records]
            with self.memory:
                return [drawer.put(record) for drawer, record in wanted]

    def remove(self, record: Record) -> None:
        """Take a record out. Raises StudyReadOnlyError, ValueError."""
        with self._nothing_leaves():
            self._drawer_to_change(type(record), record.id).remove(type(record), record.id)

    # --- saving ----------------------------------------------------------------------------------------------

    @property
    def is_dirty(self) -> bool:
        """Whether anything is not on the disk."""
        return any(drawer.is_dirty for drawer in self.drawers())

    def begin_save(self) -> list[Drawer]:
        """The drawers to be saved now: what was put in together is in one save."""
        with self.memory:
            dirty = [drawer for drawer in self.drawers() if drawer.is_dirty]
            for drawer in dirty:
                drawer.begin()
            return dirty

    def notice(self, sentence: str) -> None:
        """Something to tell the person, once."""
        with self.memory:
            if sentence not in self._notices:
                self._notices.append(sentence)

    # --- drawers ---------------------------------------------------------------------------------------------

    def _drawer(self, kind: type[Record], record_id: str) -> Drawer | None:
        if kind is Persona:
            return self._persona_drawers().get(record_id)
        return self._interview_drawer(record_id) if kind in INTERVIEW_TABLES.values() else self.main

    def _drawer_to_change(self, kind: type[Record], record_id: str) -> Drawer:
        """The drawer of a record; a new one for a new record. Within `_nothing_leaves`."""
        drawer = self._drawer(kind, record_id)
        if drawer is None:
            path = own_file(self.study, kind, record_id)
            is_talk = kind in INTERVIEW_TABLES.values()
            tables = INTERVIEW_TABLES if is_talk else PERSONA_TABLES
            fresh = self._drawer_of_one(path, tables)
            with self.memory:
                shelf = self._interviews if is_talk else self._persona_drawers()
                drawer = shelf.setdefault(record_id, fresh)
        if drawer.is_too_new:
            raise StudyReadOnlyError(
                _("{name} was written by a newer version of persona-tui and may only be read here.").format(
                    name=drawer.path.name
                )
            )
        return drawer

    def _interview_drawer(self, interview_id: str) -> Drawer | None:
        with self.memory:
            drawer = self._interviews.get(interview_id)
            if drawer is not None:
                self._interviews.move_to_end(interview_id)
                return drawer
        if not is_file_id(interview_id):
            return None
        drawer = self._drawer_of_one(own_file(self.study, Interview, interview_id), INTERVIEW_TABLES)
        if not self._load(drawer):
            return None
        with self.memory:
            drawer = self._interviews.setdefault(interview_id, drawer)
            if not self._held:
                for other_id in list(self._interviews)[:-KEPT_IN_MEMORY]:
                    if not self._interviews[other_id].is_dirty:
                        del self._interviews[other_id]
                        self._live.pop(other_id, None)
            return drawer

    def _persona_drawers(self) -> dict[str, Drawer]:
        with self.memory:
            if self._personas is not None:
                return self._personas
        try:
            ids = sorted(record_files(self.study / PERSONAS))
        except OSError:
            ids = []
        drawers = {
            persona_id: self._drawer_of_one(own_file(self.study, Persona, persona_id), PERSONA_TABLES)
            for persona_id in ids
        }
        found = {persona_id: drawer for persona_id, drawer in drawers.items() if self._load(drawer)}
        with self.memory:
            if self._personas is None:
                self._personas = found
            return self._personas

    def _drawer_of_one(self, path: Path, tables: dict[str, type[Record]]) -> Drawer:
        drawer = Drawer(path, tables, self.memory, holds_one=True)
        drawer.forgotten = self.forgotten
        return drawer

    @contextmanager
    def _nothing_leaves(self) -> Iterator[None]:
        """Keep every interview in memory meanwhile, so that no change is laid into a drawer nobody saves."""
        with self.memory:
            self._held += 1
        try:
            yield
        finally:
            with self.memory:
                self._held -= 1

    # --- loading ---------------------------------------------------------------------------------------------

    def _load(self, drawer: Drawer) -> bool:
        """Read a file of one record; False where nothing of use is there, which `notices` tell."""
        try:
            drawer.load()
        except FileNotFoundError:
            return False
        except BrokenFileError:
            return self._rescue(drawer, was_broken=True)
        except OSError as error:
            self.notice(unreadable_sentence(drawer.path, error))
            return False
        self._tell_unreadable(drawer)
        return True

    def _rescue(self, drawer: Drawer, *, was_broken: bool) -> bool:
        with self._rescuing:
            try:
                # Another thread may have put it back while this one waited.
                drawer.load()
                return True
            except (BrokenFileError, OSError):
                restored = rescue.restore(self.study, drawer, can_write=self.can_write, was_broken=was_broken)
        for sentence in restored.notices:
            self.notice(sentence)
        return restored.found

    def _tell_unreadable(self, drawer: Drawer) -> None:
        if not drawer.unreadable:
            return
        if drawer.is_newer:
            sentence = _(
                "{name} was written by a newer version of persona-tui, and not all of it can be shown here. "
                "It stays in the file as it is."
            ).format(name=drawer.path.name)
        else:
            sentence = ngettext(
                "{count} entry of {name} could not be understood; it stays in the file as it is.",
                "{count} entries of {name} could not be understood; they stay in the file as they are.",
                len(drawer.unreadable),
            ).format(count=len(drawer.unreadable), name=drawer.path.name)
        self.notice(sentence)

    # --- summaries -------------------------------------------------------------------------------------------

    def _live_summary(self, interview_id: str, drawer: Drawer) -> InterviewSummary | None:
        """The summary of an interview in memory; None where it was removed or can't be understood."""
        with self.memory:
            interview = drawer.get(Interview, interview_id)
            transcript = drawer.get(Transcript, interview_id)
            signature = None if drawer.is_dirty else drawer.file.signature
            known = self._live.get(interview_id)
        if interview is None:
            return None
        is_same = known is not None and known[0] is interview and known[1] is transcript
        summary = known[2] if known is not None and is_same else summarise(interview, transcript)
        with self.memory:
            self._live[interview_id] = (interview, transcript, summary)
        if signature is not None:
            self.index.note(interview_id, IndexEntry(signature, summary))
        return summary

    def _interview_files(self) -> dict[str, Signature] | None:
        """The interviews that have a file; None where they can't be listed.

        A listing holds for a moment while the folder stays as it is, so that counts can be asked for at each key.
        """
        folder = self.study / INTERVIEWS
        try:
            changed_ns = os.stat(folder).st_mtime_ns
            with self.memory:
                listing = self._listing
            if listing is not None and listing.changed_ns == changed_ns and time.monotonic() < listing.good_until:
                return listing.files
            files = record_files(folder)
        except OSError:
            return None
        # What happens in the tick of the folder's last change would not be seen: such a listing is not kept.
        settled = time.time_ns() - changed_ns > TICK_NS
        with self.memory:
            good_until = time.monotonic() + LISTING_SECONDS
            self._listing = _Listing(files, changed_ns, good_until) if settled else None
        return files

    def _read_entry(self, interview_id: str) -> IndexEntry | None:
        drawer = Drawer(own_file(self.study, Interview, interview_id), INTERVIEW_TABLES, holds_one=True)
        drawer.forgotten = self.forgotten
        loaded = self._load(drawer)
        interview = drawer.get(Interview, interview_id)
        transcript = drawer.get(Transcript, interview_id)
        if drawer.file.signature is None:
            return None
        summary = summarise(interview, transcript) if loaded and interview is not None else None
        return IndexEntry(drawer.file.signature, summary)


def newer_sentence() -> str:
    """Why a study of a newer version may not be changed."""
    return _("This study was written by a newer version of persona-tui: it opens for reading only.")
