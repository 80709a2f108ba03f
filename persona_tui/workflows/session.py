"""A study being worked on: changes that can be undone, and who wants to know of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import msgspec

from persona_tui.domain.records import Record
from persona_tui.storage.folder import SaveKind, SaveState, StudyFolder, become_writer
from persona_tui.workflows.holdings import Holdings

__all__ = ["Act", "SaveKind", "SaveState", "Session", "Step"]

R = TypeVar("R", bound=Record)
MOST_UNDO = 500


class Step(msgspec.Struct):
    """One record before and after a change; None where it was not there."""

    before: Record | None
    after: Record | None


class Act(msgspec.Struct):
    """What one thing that a person did has changed, in order. `label` says what it was, in their language."""

    label: str
    steps: list[Step]
    merge: str = ""


class Session(Holdings):
    """One open study. All changes go through `act`, so that each can be undone while the study is open."""

    def __init__(self, folder: StudyFolder) -> None:
        super().__init__(folder)
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._open_act: Act | None = None
        self._listeners: list[Callable[[], None]] = []
        self.changed: list[Step] | None = None
        """What the last act, undo or redo changed; None where anything may have changed."""

    # --- changing it -----------------------------------------------------------------------------------------

    @contextmanager
    def act(self, label: str, merge: str = "") -> Iterator[None]:
        """Everything changed inside is one act: it is undone at once. Acts inside an act belong to the outer one.

        An act with the same `merge` key as the last one joins it (typing that is saved every second is one act),
        unless something was undone or redone since. When anything goes wrong inside, nothing of the act stays.
        """
        if self._open_act is not None:
            yield
            return
        act = self._open_act = Act(label, [], merge)
        try:
            yield
        except BaseException:
            self._open_act = None
            for step in reversed(act.steps):
                self._set(step.after, step.before)
            raise
        self._open_act = None
        if not act.steps:
            return
        self.changed = list(act.steps)
        last = self._done[-1] if self._done else None
        if merge and last is not None and last.merge == merge and not self._undone:
            last.steps = _joined(last.steps, act.steps)
        else:
            self._done = [*self._done[-(MOST_UNDO - 1) :], act]
            self._undone = []
        self.tell()

    def put(self, record: R) -> R:
        """Lay a record in, new or changed. Inside `act` only. Raises StudyReadOnlyError."""
        return self.put_all([record])[0]

    def put_all(self, records: list[R]) -> list[R]:
        """Lay many records in at once. Inside `act` only. Raises StudyReadOnlyError."""
        assert self._open_act is not None, "changes belong to an act"
        befores = [self.folder.get(type(record), record.id) for record in records]
        afters = self.folder.put_many(records)
        self._open_act.steps += [Step(before, after) for before, after in zip(befores, afters, strict=True)]
        return afters

    def remove(self, record: Record) -> None:
        """Take a record out. Inside `act` only. Raises StudyReadOnlyError."""
        assert self._open_act is not None, "changes belong to an act"
        stored = self.folder.get(type(record), record.id)
        if stored is not None:
            self.folder.remove(stored)
            self._open_act.steps.append(Step(stored, None))

    @property
    def last_act(self) -> Act | None:
        """What `undo` would take back, to be compared by identity."""
        return self._done[-1] if self._done else None

    @property
    def can_undo(self) -> str:
        """What `undo` would take back; empty when there is nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def can_redo(self) -> str:
        """What `redo` would do again; empty when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    def undo(self) -> str:
        """Take the last act back; what it was, or "" when there is none."""
        if not self._done:
            return ""
        act = self._done.pop()
        for step in reversed(act.steps):
            self._set(step.after, step.before)
        self._undone.append(act)
        self.changed = list(act.steps)
        self.tell()
        return act.label

    def redo(self) -> str:
        """Do the last undone act again; what it was, or "" when there is none."""
        if not self._undone:
            return ""
        act = self._undone.pop()
        for step in act.steps:
            self._set(step.before, step.after)
        act.merge = ""
        self._done.append(act)
        self.changed = list(act.steps)
        self.tell()
        return act.label

    def begin_anew(self) -> None:
        """What was done before can't be undone any more: what it would bring back is gone, or may no longer be true."""
        self._done, self._undone = [], []
        self.changed = None
        self.tell()

    def _set(self, now: Record | None, wanted: Record | None) -> None:
        if wanted is not None:
            self.folder.put(wanted)
        elif now is not None:
            self.folder.remove(now)

    # --- who wants to know -----------------------------------------------------------------------------------

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each act, undo and redo."""
        self._listeners.append(listener)

    def unlisten(self, listener: Callable[[], None]) -> None:
        """Call `listener` no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def tell(self) -> None:
        """Call the listeners."""
        for listener in list(self._listeners):
            listener()

    def try_to_write(self) -> bool:
        """Become the writer where the program that wrote is gone; False where it is not. Raises StudyError."""
        if not become_writer(self.folder):
            return False
        self.begin_anew()
        return True

    def close(self) -> SaveState:
        """Write what is left and let others write; what is true of the disk then."""
        return self.folder.close()


def _joined(earlier: list[Step], later: list[Step]) -> list[Step]:
    """The steps of two acts as one; a record that both changed goes from its first state to its last at once."""
    joined = [Step(step.before, step.after) for step in earlier]
    for step in later:
        same = next((old for old in reversed(joined) if old.after is not None and old.after is step.before), None)
        if same is not None:
            same.after = step.after
        else:
            joined.append(step)
    return joined
