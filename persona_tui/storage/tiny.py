"""TinyDB on files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from persona_tui.storage.atomic import keep_as, sync_folder, write_atomic
from persona_tui.storage.layout import Signature, signature_of

Tables = dict[str, dict[str, dict[str, Any]]]
"""A file's content: table name → document id → document."""

Changes = Mapping[str, Mapping[str, dict[str, Any] | None]]
"""Table name → document id → the new document, or None where it is to go."""


class BrokenFileError(Exception):
    """A file that is no study file: half written, not JSON, or JSON of another shape."""


class RecordFile(Protocol):
    """What a drawer needs of the place where its records are kept."""

    signature: Signature | None
    set_aside: list[Path]

    def read(self) -> Tables | None:
        """The tables, or None where there are none yet."""

    def write(self, data: Tables) -> None:
        """Keep all tables."""

    def remove(self) -> None:
        """Keep nothing any more."""


class IdTable(Table):
    """A TinyDB table whose keys are the records' own ids."""

    document_id_class = str  # type: ignore[assignment]


class AtomicStorage(Storage):
    """A TinyDB storage: encode first, then replace the file at once. Never leaves half a file.

    `signature` is the file's as last read or written here. A file that holds something else when it is to be written
    was changed by somebody else: it is kept under another name, and `set_aside` says which.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.signature: Signature | None = None
        self.set_aside: list[Path] = []
        self._digest = b""

    def read(self) -> Tables | None:
        """The file's tables, or None where there is no file. Raises BrokenFileError, OSError."""
        try:
            with self.path.open("rb") as file:
                self.signature = signature_of(os.fstat(file.fileno()))
                content = file.read()
        except FileNotFoundError:
            return None
        self._digest = _digest(content)
        return decode(content)

    def write(self, data: Tables) -> None:
        """Write all tables. Raises OSError; the file stays as it was then."""
        content = encode(data)
        kept = name_aside(self.path, "changed-elsewhere") if self._was_changed_elsewhere() else None

        def keep_theirs() -> None:
            if kept is not None:
                keep_as(self.path, kept)

        try:
            written = write_atomic(self.path, content, before_replacing=keep_theirs)
        except BaseException:
            if kept is not None:
                with contextlib.suppress(OSError):
                    kept.unlink()
            raise
        self.signature, self._digest = signature_of(written), _digest(content)
        if kept is not None:
            self.set_aside.append(kept)
        sync_folder(self.path.parent)

    def remove(self) -> None:
        """Remove the file; what somebody else has changed is kept under another name. Raises OSError."""
        if self._was_changed_elsewhere():
            kept = name_aside(self.path, "changed-elsewhere")
            os.replace(self.path, kept)
            self.set_aside.append(kept)
        else:
            self.path.unlink(missing_ok=True)
        self.signature, self._digest = None, b""
        sync_folder(self.path.parent)

    def _was_changed_elsewhere(self) -> bool:
        """Whether the file holds anything but what was last read or written here."""
        try:
            if signature_of(os.stat(self.path)) == self.signature:
                return False
            return _digest(self.path.read_bytes()) != self._digest
        except FileNotFoundError:
            return False


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def name_aside(path: Path, why: str) -> Path:
    """A free name beside `path` that says why a file was put aside, and when."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    candidate = path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}.{why}-{stamp}-{number}{path.suffix}")
        number += 1
    return candidate


def decode(content: bytes) -> Tables:
    """The tables in a file's bytes. Raises BrokenFileError."""
    try:
        return msgspec.json.decode(content, type=Tables)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenFileError(str(error)) from error


def encode(data: Tables) -> bytes:
    """The tables as indented UTF-8 JSON: readable, and with a readable difference under version control."""
    try:
        encoded = msgspec.json.encode(data)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_without_surrogates(data))
    return msgspec.json.format(encoded, indent=1) + b"\n"


def _without_surrogates(value: Any) -> Any:
    """The same value with halves of characters joined where they belong together; a lone one, which no file can
    hold, becomes the replacement character.
    """
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value


def laid_over(tables: Tables, changes: Changes) -> Tables:
    """`tables` with `changes`; neither is changed."""
    laid = dict(tables)
    for name, documents in changes.items():
        table = dict(laid.get(name, {}))
        for document_id, document in documents.items():
            if document is None:
                table.pop(document_id, None)
            else:
                table[document_id] = document
        laid[name] = table
    return laid


class StudyDB(TinyDB):
    """One file of a study as a TinyDB database: its tables are keyed by the records' own ids.

    A study itself goes through `file`, whole acts at a time; the tables serve whoever reads a file with TinyDB.
    """

    table_class = IdTable

    def __init__(self, path: Path, storage: type[Storage] = AtomicStorage) -> None:
        super().__init__(path, storage=storage)

    @property
    def file(self) -> RecordFile:
        """The storage, with what it knows of the file."""
        storage: Any = self.storage
        kept: RecordFile = storage
        return kept
