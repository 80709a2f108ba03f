"""The counts of all interviews, kept beside them so that opening need not read each. Can be deleted any time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from persona_tui.domain.interviews import Interview
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.storage.atomic import make_folder, write_atomic
from persona_tui.storage.tiny import Signature

INDEX_FILE = Path(".cache") / "interviews.json"


class _Entry(msgspec.Struct, array_like=True):
    signature: Signature
    summary: InterviewSummary


class InterviewIndex:
    """Summaries of the interviews in a study. One that is older than its file is made anew when it is asked for."""

    def __init__(self, study: Path) -> None:
        self._study = study
        self._entries: dict[str, _Entry] | None = None
        self._changed = False

    def summaries(self, read: Callable[[str], Interview | None]) -> list[InterviewSummary]:
        """Every interview's summary, the oldest first; `read` gives an interview by id where it must be read."""
        entries = self._load()
        there: set[str] = set()
        for interview_id, found in self.files().items():
            there.add(interview_id)
            entry = entries.get(interview_id)
            if entry is not None and entry.signature == found:
                continue
            interview = read(interview_id)
            if interview is not None:
                entries[interview_id] = _Entry(found, summarise(interview))
                self._changed = True
        for gone in entries.keys() - there:
            del entries[gone]
            self._changed = True
        return sorted((entry.summary for entry in entries.values()), key=lambda s: (s.created, s.id))

    def files(self) -> dict[str, Signature]:
        """The interviews that have a file: id → the file's signature."""
        found: dict[str, Signature] = {}
        with contextlib.suppress(FileNotFoundError), os.scandir(self._study / "interviews") as scan:
            for item in scan:
                stem, _dot, extension = item.name.partition(".")
                if extension == "json":
                    stat = item.stat()
                    found[stem] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found

    def save(self) -> None:
        """Write the index where it has changed; where that fails it is made anew next time."""
        if not self._changed or self._entries is None:
            return
        with contextlib.suppress(OSError):
            make_folder((self._study / INDEX_FILE).parent)
            write_atomic(self._study / INDEX_FILE, msgspec.json.encode(self._entries))
            self._changed = False

    def _load(self) -> dict[str, _Entry]:
        if self._entries is None:
            try:
                content = (self._study / INDEX_FILE).read_bytes()
                self._entries = msgspec.json.decode(content, type=dict[str, _Entry])
            except (OSError, msgspec.MsgspecError):
                self._entries = {}
        return self._entries
