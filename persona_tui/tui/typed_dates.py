"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


def typed_day(typed: str) -> date:
    """The day in "2026-11-02", "2-11-2026", "2.11.2026" or "2/11/2026" (the day before the month).

    Raises PlainError with an example.
    """
    text = clean_line(typed)
    found = _DAY_FIRST.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        today = date.today()
        raise PlainError(
            _("“{typed}” is not a day. Write it like {iso}, or like {plain}.").format(
                typed=text, iso=today.isoformat(), plain=f"{today.day}-{today.month}-{today.year}"
            )
        ) from None


def day_words(day: date) -> str:
    """A day as lists show it: 2 Nov, with the year when it is another one."""
    return f"{day.day} {day:%b}" if day.year == date.today().year else f"{day.day} {day:%b %Y}"
