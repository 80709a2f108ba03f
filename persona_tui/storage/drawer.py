"""One file of a study, in memory: its records, what was read of it, and what is not yet written."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from persona_tui.domain.records import Record, now
from persona_tui.storage.codec import from_document, plain, to_document
from persona_tui.storage.migrations import META, META_ID, is_too_new, meta, migrate
from persona_tui.storage.tiny import BrokenFileError, StudyDB, Tables

R = TypeVar("R", bound=Record)
Changes = dict[str, dict[str, dict[str, Any] | None]]


class Drawer:
    """A file and the kinds of records in it, by table name.

    Records are never changed in place: a change is a new record put over the old one. So what is handed out stays
    what it was, and saving can run on another thread. `unreadable` lists documents of no known shape, which are
    kept in the file as they are.
    """

    def __init__(self, path: Path, kinds: dict[str, type[Record]]) -> None:
        self.path = path
        self.kinds = kinds
        self._table_of = {kind: table for table, kind in kinds.items()}
        self._db = StudyDB(path)
        self._tables: Tables = {}
        self._records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in kinds.values()}
        self._pending: Changes = {}
        self._lock = threading.Lock()
        self.unreadable: list[str] = []
        self.too_new = False
        self.deleted = False

    def load(self) -> None:
        """Read the file. Raises BrokenFileError, OSError; FileNotFoundError where there is none."""
        tables = self._db.file.read()
        if tables is None:
            raise FileNotFoundError(self.path)
        self.too_new = is_too_new(tables)
        self._tables = migrate(tables)
        for table, kind in self.kinds.items():
            found = self._records[kind]
            found.clear()
            for document_id, document in self._tables.get(table, {}).items():
                try:
                    found[document_id] = from_document(document, kind)
                except (msgspec.ValidationError, msgspec.DecodeError):
                    self.unreadable.append(f"{table}/{document_id}")
        if not any(self._records.values()) and self.unreadable:
            raise BrokenFileError(f"no readable record in {self.path.name}")

    def take_over(self, other: Drawer) -> None:
        """Hold what another drawer has read, in place of this one's own file."""
        self._tables, self._records = other._tables, other._records

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the file's order."""
        return list(self._records[kind].values())  # type: ignore[arg-type]

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record, or None."""
        return self._records[kind].get(record_id)  # type: ignore[return-value]

    def put(self, record: R) -> R:
        """Lay a record in, new or changed; it comes back with its revision and time."""
        kind = type(record)
        with self._lock:
            previous = self._records[kind].get(record.id)
            rev = max(previous.rev if previous else 0, record.rev) + 1
            fresh = msgspec.structs.replace(record, rev=rev, updated=now())
            table = self._table_of[kind]
            stored = self._pending.get(table, {}).get(record.id) or self._tables.get(table, {}).get(record.id)
            known = previous is not None and stored is not None and plain(previous) == stored
            document = to_document(fresh, None if known else stored)
            self._records[kind][record.id] = fresh
            self._pending.setdefault(table, {})[record.id] = document
            self.deleted = False
            return fresh

    def remove(self, kind: type[Record], record_id: str) -> None:
        """Take a record out. Harmless when it is not there."""
        with self._lock:
            self._records[kind].pop(record_id, None)
            self._pending.setdefault(self._table_of[kind], {})[record_id] = None

    @property
    def is_dirty(self) -> bool:
        """Whether anything is not yet written."""
        return bool(self._pending)

    def save(self) -> list[Path]:
        """Write what is pending; the files that were put aside because somebody else had changed them.

        Raises OSError; everything pending stays pending then.
        """
        with self._lock:
            changes, self._pending = self._pending, {}
        if not changes:
            return []
        try:
            if self.deleted:
                self.path.unlink(missing_ok=True)
                self._tables = {}
                self._db.file.read_signature = None
            else:
                changes[META] = {META_ID: meta(self._tables)}
                self._tables = self._db.write_many(self._tables, changes)
        except BaseException:
            changes.pop(META, None)
            self._give_back(changes)
            raise
        put_aside, self._db.file.set_aside = self._db.file.set_aside, []
        return put_aside

    def _give_back(self, changes: Changes) -> None:
        """What could not be written is pending again, under whatever has been changed since."""
        with self._lock:
            for table, documents in changes.items():
                newer = self._pending.get(table, {})
                self._pending[table] = {**documents, **newer}
