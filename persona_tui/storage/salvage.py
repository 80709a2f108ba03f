"""What can be kept of a document that has another shape than it should."""

from __future__ import annotations

import types
import typing
from typing import Any, TypeVar

import msgspec

from persona_tui.domain.records import Record

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=msgspec.Struct)


class _Hopeless(Exception):  # noqa: N818 - it never leaves this module
    """Nothing of a value can be kept."""


def salvage(document: dict[str, Any], kind: type[R], earlier: R | None = None) -> R | None:
    """The record with every field and part that can be understood, and the rest as it was `earlier`, or defaults.

    None where a field that has no default can't be understood.
    """
    try:
        return _salvage_struct(document, kind, earlier)
    except _Hopeless:
        return None


def _salvage(value: Any, wanted: Any) -> Any:
    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        pass
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
        return _salvage_struct(value, wanted)
    if origin in (list, tuple) and isinstance(value, list):
        kept = []
        for item in value:
            try:
                kept.append(_salvage(item, arguments[0]))
            except _Hopeless:
                continue
        return origin(kept)
    if origin in (typing.Union, types.UnionType):
        for argument in arguments:
            try:
                return _salvage(value, argument)
            except _Hopeless:
                continue
    raise _Hopeless


def _salvage_struct(document: dict[str, Any], kind: type[S], earlier: S | None = None) -> S:
    kept: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in document:
            try:
                kept[field.name] = _salvage(document[field.encode_name], field.type)
                continue
            except _Hopeless:
                pass
        if earlier is not None:
            kept[field.name] = getattr(earlier, field.name)
        elif field.required:
            raise _Hopeless
    return kind(**kept)
