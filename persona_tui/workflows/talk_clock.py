"""The clock of a talk that goes: it counts the seconds that pass, whatever happens to the computer's own time.

A computer's time is put right over the network, or by hand, and it sleeps with its lid closed. So the seconds since
the clock was set going are those of the monotonic clock, which neither of that moves on most systems; where a sleep
does, a gap in which nobody asked for longer than `LONGEST_GAP` does not count either: nobody took notes meanwhile.
Where the stored talk would say otherwise, it is put right, so that whoever reads it finds the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from persona_tui.domain.interviews import Interview
from persona_tui.domain.records import now, replace
from persona_tui.workflows.interviews import clock
from persona_tui.workflows.session import Session

LONGEST_GAP = 300.0
"""Seconds without a tick (there is one a second) after which the computer was asleep."""
TOLERANCE = 5
"""Seconds by which the computer's time may be off before the talk is put right."""


class _Running(NamedTuple):
    """The clock as it was when it was last set: at `since` on the monotonic clock it stood at `second`."""

    set_at: datetime
    elapsed: int
    second: int
    since: float


class TalkClock:
    """Which second of one talk it is. Ask it, or `tick` it, about once a second while the talk is shown."""

    def __init__(
        self,
        session: Session,
        interview_id: str,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now,
    ) -> None:
        self._session = session
        self._id = interview_id
        self._monotonic = monotonic
        self._now = now
        self._running: _Running | None = None
        self._asked = monotonic()

    def second(self) -> int:
        """The second of the talk, never less than 0."""
        interview = self._session.interview(self._id)
        if interview is None or interview.clock_since is None:
            self._running = None
            return interview.elapsed if interview is not None else 0
        moment = self._monotonic()
        running = self._going_on(interview, interview.clock_since, moment)
        gap, self._asked = moment - self._asked, moment
        if gap > LONGEST_GAP:
            running = running._replace(since=running.since + gap)
        self._running = running
        return running.second + max(0, int(moment - running.since))

    def tick(self) -> None:
        """Put the stored talk right where the computer's time jumped."""
        second = self.second()
        interview = self._session.interview(self._id)
        if interview is None or interview.clock_since is None or self._session.folder.read_only:
            return
        wall = self._now()
        if wall < interview.clock_since or abs(clock(interview, wall) - second) > TOLERANCE:
            self._running = _Running(wall, second, second, self._monotonic())
            self._session.folder.put(replace(interview, elapsed=second, clock_since=wall))

    def _going_on(self, interview: Interview, set_at: datetime, moment: float) -> _Running:
        """The clock that goes, or a new one where it was set anew meanwhile."""
        running = self._running
        if running is not None and (running.set_at, running.elapsed) == (set_at, interview.elapsed):
            return running
        wall = self._now()
        was_just_set = abs((wall - set_at).total_seconds()) <= TOLERANCE
        if running is None:
            second = clock(interview, wall)
        elif was_just_set:
            second = interview.elapsed
        else:
            # An undo gave back how the clock once stood: the talk goes on from where it is.
            second = running.second + max(0, int(moment - running.since))
        return _Running(set_at, interview.elapsed, second, moment)
