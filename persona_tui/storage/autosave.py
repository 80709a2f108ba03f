"""Saving soon after a change, off the thread that a person types on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

QUIET_SECONDS = 0.4
"""A save starts this long after the last change …"""
LONGEST_SECONDS = 1.5
"""… and at the latest this long after the first one that is not saved."""
RETRY_SECONDS = 2.0
"""A save that failed is tried again after this long."""


def save_due(first_change: float | None, last_change: float, not_before: float) -> float | None:
    """When the next save is due, on the clock of the arguments (seconds); None when nothing has changed."""
    if first_change is None:
        return None
    return max(min(last_change + QUIET_SECONDS, first_change + LONGEST_SECONDS), not_before)


class Autosaver:
    """One worker thread that calls `save` after changes. `save` returns whether everything reached the disk."""

    def __init__(self, save: Callable[[], bool]) -> None:
        self._save = save
        self._condition = threading.Condition()
        self._first_change: float | None = None
        self._last_change = 0.0
        self._not_before = 0.0
        self._stopped = False
        self._thread: threading.Thread | None = None

    def changed(self) -> None:
        """There is something to save."""
        self._wake(time.monotonic(), time.monotonic())

    def hurry(self) -> None:
        """There is something to save now, without waiting for quiet."""
        long_ago = time.monotonic() - LONGEST_SECONDS
        with self._condition:
            self._not_before = 0.0
            self._first_change = None
        self._wake(long_ago, long_ago)

    def stop(self) -> None:
        """End the thread, after the save it may be in. May be called again."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _wake(self, first_change: float, last_change: float) -> None:
        with self._condition:
            self._last_change = last_change
            if self._first_change is None:
                self._first_change = first_change
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def _run(self) -> None:
        while self._wait_until_due():
            try:
                saved = self._save()
            except Exception:
                # Whatever it is, the thread must live: it is the one that tries again.
                saved = False
            with self._condition:
                moment = time.monotonic()
                self._not_before = 0.0 if saved else moment + RETRY_SECONDS
                if not saved and self._first_change is None:
                    self._first_change = self._last_change = moment

    def _wait_until_due(self) -> bool:
        """Wait for the next save; False when there will be none."""
        with self._condition:
            while not self._stopped:
                due = save_due(self._first_change, self._last_change, self._not_before)
                wait = None if due is None else due - time.monotonic()
                if wait is not None and wait <= 0:
                    self._first_change = None
                    return True
                self._condition.wait(wait)
            return False
