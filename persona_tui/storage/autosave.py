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


class Autosaver:
    """One worker thread that calls `save` after changes. `save` returns whether everything reached the disk."""

    def __init__(self, save: Callable[[], bool]) -> None:
        self._save = save
        self._condition = threading.Condition()
        self._first_change: float | None = None
        self._last_change = 0.0
        self._stopped = False
        self._thread: threading.Thread | None = None

    def changed(self) -> None:
        """There is something to save."""
        with self._condition:
            moment = time.monotonic()
            self._last_change = moment
            if self._first_change is None:
                self._first_change = moment
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def stop(self) -> None:
        """End the thread, after the save it may be in."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._stopped:
                    wait = self._seconds_to_wait()
                    if wait == 0:
                        break
                    self._condition.wait(wait)
                if self._stopped:
                    return
                self._first_change = None
            if not self._save():
                with self._condition:
                    if self._first_change is None:
                        self._first_change = time.monotonic() + RETRY_SECONDS - LONGEST_SECONDS
                        self._last_change = self._first_change + LONGEST_SECONDS

    def _seconds_to_wait(self) -> float | None:
        """Seconds until the next save is due; 0 when it is, None when nothing has changed."""
        if self._first_change is None:
            return None
        due = min(self._last_change + QUIET_SECONDS, self._first_change + LONGEST_SECONDS)
        return max(0.0, due - time.monotonic())
