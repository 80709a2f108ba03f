"""Opening what earlier programs wrote, and refusing to write over what later ones did."""

from __future__ import annotations

from collections.abc import Callable

from persona_tui.domain.records import SCHEMA_VERSION
from persona_tui.storage.tiny import Tables

META = "meta"
META_ID = "file"

Migration = Callable[[Tables], Tables]

MIGRATIONS: dict[tuple[int, int], Migration] = {}
"""Version that a file has → the step that brings it to the next one."""


def read_version(text: object) -> tuple[int, int] | None:
    """("1.4" → (1, 4)); None for anything else."""
    if not isinstance(text, str):
        return None
    major, _, minor = text.partition(".")
    return (int(major), int(minor)) if major.isdecimal() and minor.isdecimal() else None


CURRENT = read_version(SCHEMA_VERSION) or (1, 0)


def version_of(tables: Tables) -> tuple[int, int]:
    """The schema version a file was written with; the current one for a new file."""
    return read_version(tables.get(META, {}).get(META_ID, {}).get("schema")) or CURRENT


def is_too_new(tables: Tables) -> bool:
    """Whether a file is of a newer major version: it may be read, and not written."""
    return version_of(tables)[0] > CURRENT[0]


def migrate(tables: Tables) -> Tables:
    """The tables as the current version has them."""
    version = version_of(tables)
    while version < CURRENT and version in MIGRATIONS:
        tables = MIGRATIONS[version](tables)
        version = version_of(tables)
    return tables


def meta(tables: Tables) -> dict[str, object]:
    """What is to be written into a file about itself; a newer minor version's number is kept."""
    version = max(version_of(tables), CURRENT)
    known = tables.get(META, {}).get(META_ID, {})
    return {**known, "schema": f"{version[0]}.{version[1]}"}
