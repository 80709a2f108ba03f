"""One file of a study, in memory: its records, what was read of it, and what is not yet written."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from persona_tui.domain.records import Record, now
from persona_tui.storage.codec import from_document, holds_more, to_document
from persona_tui.storage.migrations import META, META_ID, is_newer, is_too_new, meta, migrate
from persona_tui.storage.tiny import BrokenFileError, RecordFile, StudyDB, Tables, laid_over
from persona_tui.storage.tombstones import without_forgotten

R = TypeVar("R", bound=Record)
Key = tuple[str, str]
"""A table's name and a record's id."""


class Drawer:
    """A file and the kinds of records in it, by table name.

    Records are never changed in place: a change is a new record put over the old one. So what is handed out stays
    what it was, and saving can run on another thread. `memory` guards what is in memory and is only ever held for a
    moment, never while a disk is waited for. `holds_one` is for files of one record, which bear its id and go with it.
    `unreadable` lists the documents of no known shape (table, id), which stay in the file as they are. `forgotten` are
    the ids of people of whom nothing is let in.
    """

    def __init__(
        self,
        path: Path,
        kinds: dict[str, type[Record]],
        memory: threading.RLock | None = None,
        *,
        holds_one: bool = False,
        file: RecordFile | None = None,
    ) -> None:
        self.path = path
        self.kinds = kinds
        self.holds_one = holds_one
        self.file = file if file is not None else StudyDB(path).file
        self.unreadable: list[Key] = []
        self.is_newer = False
        self.is_too_new = False
        self.forgotten: Collection[str] = ()
        self._memory = memory if memory is not None else threading.RLock()
        self._table_of = {kind: table for table, kind in kinds.items()}
        self._records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in kinds.values()}
        self._tables: Tables = {}
        self._pending: dict[Key, Record | None] = {}
        self._being_written: dict[Key, Record | None] = {}
        self._write_all = False
        # What was read of records that hold more than this program knows: an undo gives that back too.
        self._first_read: dict[Key, dict[str, Any] | None] = {}

    # --- reading ---------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the file. Raises BrokenFileError, OSError; FileNotFoundError where there is none."""
        tables = self.file.read()
        if tables is None:
            raise FileNotFoundError(self.path)
        migrated = migrate(tables)
        if not is_newer(tables) and not any(migrated.get(table) for table in self.kinds):
            raise BrokenFileError(f"{self.path.name} holds no record")
        migrated = without_forgotten(migrated, self.forgotten)
        records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in self.kinds.values()}
        unreadable: list[Key] = []
        for table, kind in self.kinds.items():
            for document_id, document in migrated.get(table, {}).items():
                try:
                    record = from_document(document, kind)
                except msgspec.ValidationError:
                    unreadable.append((table, document_id))
                    continue
                if record.id != document_id or (self.holds_one and document_id != self.path.stem):
                    unreadable.append((table, document_id))
                else:
                    records[kind][document_id] = record
        with self._memory:
            self.is_newer, self.is_too_new = is_newer(tables), is_too_new(tables)
            self._tables, self._records, self.unreadable = migrated, records, unreadable

    def take_over(self, other: Drawer) -> None:
        """Hold what another drawer has read, in place of this one's own file; to be written."""
        with self._memory:
            self._tables, self._records, self.unreadable = other._tables, other._records, other.unreadable
            self._write_all = True

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the file's order."""
        with self._memory:
            return list(self._records[kind].values())  # type: ignore[arg-type]

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record, or None."""
        with self._memory:
            return self._records[kind].get(record_id)  # type: ignore[return-value]

    def document(self, key: Key) -> dict[str, Any] | None:
        """What the file holds under a table's name and an id, as it was last read or written."""
        return self._tables.get(key[0], {}).get(key[1])

    # --- changing --------------------------------------------------------------------------------------------

    def put(self, record: R) -> R:
        """Lay a record in, new or changed; it comes back with its revision and time."""
        kind = type(record)
        with self._memory:
            previous = self._records[kind].get(record.id)
            rev = max(previous.rev if previous else 0, record.rev) + 1
            fresh = msgspec.structs.replace(record, rev=rev, updated=now())
            self._records[kind][record.id] = fresh
            self._pending[self._table_of[kind], record.id] = fresh
            return fresh

    def remove(self, kind: type[Record], record_id: str) -> None:
        """Take a record out. Harmless when it is not there."""
        with self._memory:
            self._records[kind].pop(record_id, None)
            self._pending[self._table_of[kind], record_id] = None

    # --- saving ----------------------------------------------------------------------------------------------

    @property
    def is_dirty(self) -> bool:
        """Whether anything is not on the disk, also when it is being written now."""
        with self._memory:
            return bool(self._pending or self._being_written or self._write_all)

    def write_everything(self) -> None:
        """The next save writes all, as when the file is gone."""
        with self._memory:
            self._write_all = bool(self._tables or self._pending)

    def begin(self) -> None:
        """What is pending now belongs to the save that follows; what a failed one left is part of it."""
        with self._memory:
            self._being_written |= self._pending
            self._pending = {}

    def save(self) -> list[Path]:
        """Write what `begin` took; the files that were put aside because somebody else had changed them.

        One thread at a time. Raises OSError, and what encoding raises; nothing is lost then, and all is still to be
        written.
        """
        with self._memory:
            changes = dict(self._being_written)
        laid = self._laid(changes)
        if self.holds_one and not any(laid.get(table) for table in self.kinds):
            self.file.remove()
        else:
            self.file.write(laid)
        with self._memory:
            self._tables = laid
            self._being_written = {}
            self._write_all = False
            gone = {key for key in self.unreadable if key in changes}
            self.unreadable = [key for key in self.unreadable if key not in gone]
        put_aside = list(self.file.set_aside)
        self.file.set_aside.clear()
        return put_aside

    def everything(self) -> Tables:
        """The whole file as it would be now, with all that is not yet written."""
        with self._memory:
            changes = self._being_written | self._pending
        return self._laid(changes)

    def _laid(self, changes: dict[Key, Record | None]) -> Tables:
        documents: dict[str, dict[str, dict[str, Any] | None]] = {META: {META_ID: meta(self._tables)}}
        for key, record in changes.items():
            document = None if record is None else to_document(record, self._read_before(key))
            if record is None:
                self._read_before(key)
            documents.setdefault(key[0], {})[key[1]] = document
        return laid_over(self._tables, documents)

    def _read_before(self, key: Key) -> dict[str, Any] | None:
        """The document that a record was first read from, where it holds more than this program knows."""
        if key not in self._first_read:
            document = self.document(key)
            more = document is not None and holds_more(document, self.kinds[key[0]])
            self._first_read[key] = document if more else None
        return self._first_read[key]
