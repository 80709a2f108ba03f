"""When to look at which persona again."""

from __future__ import annotations

from datetime import date

from persona_tui.domain.texts import clean_line
from persona_tui.workflows.session import Session


def next_review(session: Session) -> tuple[date | None, str]:
    """The first day on which something is to be looked at again, and the persona's name ("" for all of them)."""
    days = [
        (persona.review_on, clean_line(persona.name)) for persona in session.personas() if persona.review_on is not None
    ]
    if session.study.review_on is not None and session.personas():
        days.append((session.study.review_on, ""))
    return min(days, default=(None, ""))
