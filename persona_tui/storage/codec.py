"""Records to documents and back, keeping what a newer program wrote and this one does not know."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from persona_tui.domain.records import Part, Record

R = TypeVar("R", bound=Record)

_IDENTITIES = (("id",), ("key",), ("question",), ("person", "kind", "target"), ("since",), ("at",))
"""Fields that tell the parts in a list apart; the first that a part has all of count."""


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


def holds_more(document: dict[str, Any], kind: type[Record]) -> bool:
    """Whether a document holds anything that its record, written again, would lack."""
    try:
        return plain(from_document(document, kind)) != document
    except msgspec.ValidationError:
        return True


def _lay_over(value: Any, stored: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        known = value.__struct_fields__
        old = stored if isinstance(stored, dict) else {}
        laid = {name: _lay_over(getattr(value, name), old.get(name)) for name in known}
        laid.update({name: item for name, item in old.items() if name not in laid})
        return laid
    if isinstance(value, list | tuple) and value and isinstance(value[0], msgspec.Struct):
        return _lay_over_list(value, list(stored) if isinstance(stored, list | tuple) else [])
    return msgspec.to_builtins(value)


def _lay_over_list(parts: list[Any] | tuple[Any, ...], stored: list[Any]) -> list[Any]:
    """Each part laid over the stored one of the same identity; of several, one that is the same in all it knows."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for old in stored:
        if isinstance(old, dict):
            waiting.setdefault(_identity(old), []).append(old)
    laid = []
    for part in parts:
        document = msgspec.to_builtins(part)
        candidates = waiting.get(_identity(document), [])
        same = next((old for old in candidates if all(old.get(name) == document[name] for name in document)), None)
        old = same if same is not None else (candidates[0] if candidates else None)
        if old is not None:
            candidates.remove(old)
        laid.append(_lay_over(part, old))
    return laid


def _identity(document: dict[str, Any]) -> str:
    for names in _IDENTITIES:
        if all(name in document for name in names):
            return repr([document[name] for name in names])
    return ""
