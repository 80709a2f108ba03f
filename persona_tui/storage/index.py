"""The counts of all interviews, kept beside them so that opening need not read each. Can be deleted any time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from persona_tui import __version__
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.storage.atomic import make_folder, write_atomic
from persona_tui.storage.layout import Signature

V = TypeVar("V")

INDEX_FILE = Path(".cache") / "interviews.json"
WORTH_SAVING = 20
"""So many interviews that had to be read make the index worth saving before the study is closed."""

_FORMAT = f"{__version__}:{','.join(InterviewSummary.__struct_fields__)}"
"""An index of another program is made anew: it may have counted otherwise."""


class IndexEntry(msgspec.Struct, array_like=True):
    """An interview's summary, and the signature of the file that it was made from; None for a file of no use."""

    signature: Signature
    summary: InterviewSummary | None


class _IndexFile(msgspec.Struct):
    made_by: str
    entries: dict[str, IndexEntry]


class InterviewIndex:
    """Summaries of the interviews in a study. One that is older than its file is made anew when it is asked for.

    For use by several threads: no file is read while another waits.
    """

    def __init__(self, study: Path) -> None:
        self._path = study / INDEX_FILE
        self._lock = threading.Lock()
        self._entries: dict[str, IndexEntry] | None = None
        self._changes = 0

    def summaries(
        self,
        files: dict[str, Signature] | None,
        *,
        leave_out: Collection[str],
        read: Callable[[str], IndexEntry | None],
    ) -> dict[str, InterviewSummary]:
        """The summaries of the interviews that have `files`, save those to `leave_out`; id → summary.

        `read` makes an entry from an interview's file. `files` is None where they can't be listed: then what is
        remembered is given.
        """
        entries = self._load()
        with self._lock:
            if files is None:
                return {i: e.summary for i, e in entries.items() if i not in leave_out and e.summary is not None}
            stale = [
                interview_id
                for interview_id, signature in files.items()
                if interview_id not in leave_out
                and ((entry := entries.get(interview_id)) is None or entry.signature != signature)
            ]
            for gone in entries.keys() - files.keys():
                del entries[gone]
                self._changes += 1
        for interview_id in stale:
            self.note(interview_id, read(interview_id) or IndexEntry(files[interview_id], None))
        with self._lock:
            return {
                interview_id: entry.summary
                for interview_id in files
                if interview_id not in leave_out
                and (entry := entries.get(interview_id)) is not None
                and entry.summary is not None
            }

    def note(self, interview_id: str, entry: IndexEntry) -> None:
        """Remember what was made from a file."""
        entries = self._load()
        with self._lock:
            known = entries.get(interview_id)
            if known is None or known.signature != entry.signature:
                entries[interview_id] = entry
                self._changes += 1

    def stale(self, files: dict[str, Signature]) -> int:
        """How many interviews are not, or no longer, as the index has them; 0 where there is no index."""
        entries = self._load()
        if not entries:
            return 0
        changed = sum(i not in entries or entries[i].signature != signature for i, signature in files.items())
        return changed + len(entries.keys() - files.keys())

    @property
    def is_worth_saving(self) -> bool:
        """Whether much would have to be read again if the program were killed now."""
        return self._changes >= WORTH_SAVING

    @property
    def is_used(self) -> bool:
        """Whether anything was asked of it."""
        return self._entries is not None

    def save(self) -> None:
        """Write the index where it has changed; where that fails it is made anew next time."""
        with self._lock:
            if not self._changes or self._entries is None:
                return
            changes = self._changes
            entries = {i: entry for i, entry in self._entries.items() if entry.summary is not None}
        content = msgspec.json.encode(_IndexFile(made_by=_FORMAT, entries=entries))
        with contextlib.suppress(OSError):
            if self._path.parent.parent.is_dir():
                make_folder(self._path.parent)
                write_atomic(self._path, content, durable=False)
                with self._lock:
                    self._changes -= changes

    def _load(self) -> dict[str, IndexEntry]:
        if self._entries is None:
            entries: dict[str, IndexEntry] = {}
            with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                found = msgspec.json.decode(self._path.read_bytes(), type=_IndexFile)
                if found.made_by == _FORMAT:
                    entries = found.entries
                    _share(entries.values())
            with self._lock:
                if self._entries is None:
                    self._entries = entries
        return self._entries


def _share(entries: Iterable[IndexEntry]) -> None:
    """Let summaries that were just read have in common what is the same in them: a thousand talks along one bank by
    one interviewer hold the same words a thousand times.
    """
    values: dict[Any, Any] = {}
    lists: dict[tuple[str, ...], list[str]] = {}
    counts: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}

    def one(value: V) -> V:
        found: V = values.setdefault(value, value)
        return found

    def one_list(found: list[str]) -> list[str]:
        return lists.setdefault(tuple(found), [one(value) for value in found])

    for entry in entries:
        summary = entry.summary
        if summary is None:
            continue
        summary.people, summary.asked = one_list(summary.people), one_list(summary.asked)
        summary.marks = counts.setdefault(tuple(summary.marks.items()), summary.marks)
        summary.bank, summary.consent = one(summary.bank), one(summary.consent)
        summary.created, summary.updated = one(summary.created), one(summary.updated)
        summary.started_at = one(summary.started_at)
