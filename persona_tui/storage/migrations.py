"""Opening what earlier programs wrote, and refusing to write over what later ones did."""

from __future__ import annotations

from collections.abc import Callable

from persona_tui.domain.records import SCHEMA_VERSION
from persona_tui.storage.tiny import Tables

META = "meta"
META_ID = "file"

Version = tuple[int, int]
Migration = Callable[[Tables], Tables]

MIGRATIONS: dict[Version, tuple[Version, Migration]] = {}
"""Version that a file has → the one that the step brings it to, and the step. A step changes no table it is given."""


def read_version(text: object) -> Version | None:
    """("1.4" → (1, 4)); None for anything else."""
    if not isinstance(text, str):
        return None
    major, _, minor = text.partition(".")
    return (int(major), int(minor)) if major.isdecimal() and minor.isdecimal() and len(text) < 12 else None


CURRENT = read_version(SCHEMA_VERSION) or (1, 0)


def version_of(tables: Tables) -> Version:
    """The schema version a file was written with; the current one for a new file."""
    return read_version(tables.get(META, {}).get(META_ID, {}).get("schema")) or CURRENT


def is_newer(tables: Tables) -> bool:
    """Whether a newer program wrote a file, so that it may hold what this one can't understand."""
    return version_of(tables) > CURRENT


def is_too_new(tables: Tables) -> bool:
    """Whether a file is of a newer major version: it may be read, and not written."""
    return version_of(tables)[0] > CURRENT[0]


def migrate(tables: Tables) -> Tables:
    """The tables as the current version has them."""
    version = version_of(tables)
    while version < CURRENT and version in MIGRATIONS:
        version, step = MIGRATIONS[version]
        tables = step(tables)
    return tables


def meta(tables: Tables) -> dict[str, object]:
    """What is to be written into a file about itself; a newer minor version's number is kept."""
    version = max(version_of(tables), CURRENT)
    known = tables.get(META, {}).get(META_ID, {})
    return {**known, "schema": f"{version[0]}.{version[1]}"}
