"""What every record has: an identity that holds across computers, and when it last changed."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

R = TypeVar("R", bound="Part")

SCHEMA_VERSION = "1.1"
"""Written into every stored file. A newer minor version opens; a newer major one opens read-only."""


def new_id() -> str:
    """A random id of 16 hexadecimal digits: unique across all studies that are ever merged."""
    return secrets.token_hex(8)


def now() -> datetime:
    """The present moment in UTC, to the second, as records store it."""
    return datetime.now(UTC).replace(microsecond=0)


class Part(msgspec.Struct, kw_only=True):
    """A piece of a record: it is stored inside one and has no life of its own."""


class FixedPart(msgspec.Struct, kw_only=True, frozen=True):
    """A piece of a record that never changes once made, and can stand in a set."""


class Record(Part, kw_only=True):
    """A stored document. `rev` counts its saved changes; `updated` is when the last one was made."""

    id: str = msgspec.field(default_factory=new_id)
    created: datetime = msgspec.field(default_factory=now)
    updated: datetime = msgspec.field(default_factory=now)
    rev: int = 0


def replace(part: R, **changes: Any) -> R:
    """A copy of `part` with `changes`; the original stays as it was, so that a change can be undone."""
    return msgspec.structs.replace(part, **changes)
