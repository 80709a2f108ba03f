"""TinyDB on files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from persona_tui.domain.texts import clean_text
from persona_tui.storage.atomic import write_atomic

Tables = dict[str, dict[str, dict[str, Any]]]
"""A file's content: table name → document id → document."""

Signature = tuple[int, int, int]
"""When a file was last written (ns), its size, and its inode: enough to see that somebody else wrote it."""


class BrokenFileError(Exception):
    """A file that is no study file: half written, not JSON, or JSON of another shape."""


class IdTable(Table):
    """A TinyDB table whose keys are the records' own ids."""

    document_id_class = str  # type: ignore[assignment]


def signature(path: Path) -> Signature | None:
    """The file's signature, or None where there is no file."""
    try:
        stat = os.stat(path)
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


class AtomicStorage(Storage):
    """A TinyDB storage: encode first, then replace the file at once. Never leaves half a file.

    `read_signature` is the file's as last read or written here. A file that has another one when it is to be written
    was changed by somebody else: it is kept under another name, and `set_aside` says which.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_signature: Signature | None = None
        self.set_aside: list[Path] = []

    def read(self) -> Tables | None:
        """The file's tables, or None where there is no file. Raises BrokenFileError, OSError."""
        found = signature(self.path)
        if found is None:
            return None
        content = self.path.read_bytes()
        self.read_signature = found
        try:
            return msgspec.json.decode(content, type=Tables)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BrokenFileError(str(error)) from error

    def write(self, data: Tables) -> None:
        """Write all tables. Raises OSError; the file stays as it was then."""
        content = encode(data)
        found = signature(self.path)
        if found is not None and self.read_signature is not None and found != self.read_signature:
            kept = name_aside(self.path, "changed-elsewhere")
            os.replace(self.path, kept)
            self.set_aside.append(kept)
        write_atomic(self.path, content)
        self.read_signature = signature(self.path)


def name_aside(path: Path, why: str) -> Path:
    """A free name beside `path` that says why a file was put aside, and when."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    candidate = path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}.{why}-{stamp}-{number}{path.suffix}")
        number += 1
    return candidate


def encode(data: Tables) -> bytes:
    """The tables as indented UTF-8 JSON: readable, and with a readable difference under version control."""
    try:
        encoded = msgspec.json.encode(data)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_without_surrogates(data))
    return msgspec.json.format(encoded, indent=1) + b"\n"


def _without_surrogates(value: Any) -> Any:
    """The same value with halves of characters, which no file can hold, as the replacement character."""
    if isinstance(value, str):
        return clean_text(value) if any("\ud800" <= c <= "\udfff" for c in value) else value
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    return value


class StudyDB(TinyDB):
    """One file of a study. Changes to several records are written at once, so that one act lands whole."""

    table_class = IdTable

    def __init__(self, path: Path) -> None:
        super().__init__(path, storage=AtomicStorage)

    @property
    def file(self) -> AtomicStorage:
        """The storage, with what it knows of the file."""
        storage = self.storage
        assert isinstance(storage, AtomicStorage)
        return storage

    def tables_now(self) -> Tables:
        """Every table as it stands in the file; empty for a new file."""
        return self.file.read() or {}

    def write_many(self, tables: Tables, changes: Mapping[str, Mapping[str, dict[str, Any] | None]]) -> Tables:
        """Lay `changes` (None removes a document) over `tables`, write the result and return it.

        `tables` is what was last read or written here; it is not changed.
        """
        laid = dict(tables)
        for name, documents in changes.items():
            table = dict(laid.get(name, {}))
            for document_id, document in documents.items():
                if document is None:
                    table.pop(document_id, None)
                else:
                    table[document_id] = document
            laid[name] = table
        self.file.write(laid)
        self.drop_cached_tables()
        return laid

    def drop_cached_tables(self) -> None:
        """Make TinyDB's table objects read the file anew."""
        self._tables.clear()
