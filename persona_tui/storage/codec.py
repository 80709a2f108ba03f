"""Records to documents and back, keeping what a newer program wrote and this one does not know."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from persona_tui.domain.records import Part, Record

R = TypeVar("R", bound=Record)

_IDENTITIES = ("id", "key", "question")
"""Fields that tell the parts in a list apart."""


def from_document(document: dict[str, Any], kind: type[R]) -> R:
    """The record in a document. Raises msgspec.ValidationError when it is of another shape."""
    return msgspec.convert(document, kind)


def to_document(record: Record, stored: dict[str, Any] | None) -> dict[str, Any]:
    """The document of a record; what `stored`, the document it came from, holds beyond it is kept."""
    if stored is None:
        return plain(record)
    laid: dict[str, Any] = _lay_over(record, stored)
    return laid


def plain(record: Part) -> dict[str, Any]:
    """The document of a record, as this program writes it."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def _lay_over(value: Any, stored: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        known = value.__struct_fields__
        old = stored if isinstance(stored, dict) else {}
        laid = {name: _lay_over(getattr(value, name), old.get(name)) for name in known}
        laid.update({name: item for name, item in old.items() if name not in laid})
        return laid
    if isinstance(value, list | tuple) and value and isinstance(value[0], msgspec.Struct):
        old_parts = stored if isinstance(stored, list) else []
        by_identity = {_identity(part): part for part in old_parts if isinstance(part, dict)}
        laid_parts = []
        for place, part in enumerate(value):
            identity = _identity(part)
            if identity is not None:
                old_part = by_identity.get(identity)
            else:
                old_part = old_parts[place] if len(old_parts) == len(value) else None
            laid_parts.append(_lay_over(part, old_part))
        return laid_parts
    return msgspec.to_builtins(value)


def _identity(part: Any) -> tuple[str, Any] | None:
    for name in _IDENTITIES:
        found = part.get(name) if isinstance(part, dict) else getattr(part, name, None)
        if found is not None:
            return name, found
    return None
