"""Where everything lies in a study folder, and which files are its records."""

from __future__ import annotations

import os
import re
from pathlib import Path

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.consent import Consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record
from persona_tui.domain.study import Study
from persona_tui.domain.transcripts import Transcript
from persona_tui.domain.variables import Pattern, Placement, Theme, Tombstone, Variable

STUDY_FILE = "study.json"
INTERVIEWS = "interviews"
PERSONAS = "personas"
FACES = "faces"
PARTS = (INTERVIEWS, PERSONAS)
"""The folders that hold one file a record."""

STUDY_TABLES: dict[str, type[Record]] = {
    "study": Study,
    "people": Person,
    "values": Value,
    "consents": Consent,
    "channel_uses": ChannelUse,
    "channel_readings": ChannelReading,
    "variables": Variable,
    "placements": Placement,
    "patterns": Pattern,
    "themes": Theme,
    "tombstones": Tombstone,
}
INTERVIEW_TABLES: dict[str, type[Record]] = {"interview": Interview, "transcript": Transcript}
"""A transcript bears its interview's id, and is in its file."""
PERSONA_TABLES: dict[str, type[Record]] = {"persona": Persona}

_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_RECORD_FILE = re.compile(r"([A-Za-z0-9_-]{1,100})\.json")

Signature = tuple[int, int, int]
"""When a file was last written (ns), its size, and its inode: enough to see that somebody else wrote it."""


def signature_of(stat: os.stat_result) -> Signature:
    """The signature in what the system says of a file."""
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def is_file_id(record_id: str) -> bool:
    """Whether a record with that id can have a file of its own."""
    return _FILE_ID.fullmatch(record_id) is not None


def own_file(study: Path, kind: type[Record], record_id: str) -> Path:
    """The file of an interview (with its transcript) or a persona. Raises ValueError for an id that names no file."""
    if not is_file_id(record_id):
        raise ValueError(f"no file can be named after the id {record_id!r}")
    return study / (INTERVIEWS if kind in INTERVIEW_TABLES.values() else PERSONAS) / f"{record_id}.json"


def record_files(folder: Path) -> dict[str, Signature]:
    """The records that have a file in `folder`, and each file's signature. Raises OSError.

    Copies and files put aside have names that no record has, and are left out.
    """
    found: dict[str, Signature] = {}
    with os.scandir(folder) as scan:
        for item in scan:
            name = _RECORD_FILE.fullmatch(item.name)
            if name is not None:
                # Only os.stat knows a file's inode on every system.
                found[name[1]] = signature_of(item.stat() if os.name == "posix" else os.stat(item.path))
    return found
