"""A study that another program writes: asking again until that one is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.workflows.session import Session

BETWEEN_TRIES = 3.0
"""Seconds after which a study that another program writes is asked for again."""


def wait_to_write(screen: Screen[Any], session: Session, written: Callable[[], object]) -> None:
    """Take the study over as soon as whoever writes it is gone, and tell every screen that shows it; then call
    `written`. The study is read anew, so that nothing the other program wrote is lost.
    """

    def try_now() -> None:
        try:
            if not session.try_to_write():
                return
        except PlainError as problem:
            screen.notify(problem.sentence, severity="error", markup=False, timeout=12)
            return
        waiting.stop()
        screen.notify(_("The other program is done with this study: you can change it now."), markup=False)
        for shown in screen.app.screen_stack:
            may_write_now = getattr(shown, "may_write_now", None)
            if may_write_now is not None and getattr(shown, "session", None) is session:
                may_write_now()
        written()

    waiting = screen.set_interval(BETWEEN_TRIES, try_now)
