"""The day on which the personas are to be looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.typed_dates import typed_day


class ReviewDay(Input):
    """A day to type. `chosen` is called when another one stands there, or none any more, and the field is left or Enter
    is pressed.
    """

    def __init__(self, chosen: Callable[[date | None], object], **options: Any) -> None:
        super().__init__(placeholder=_("a day, in a year, say"), **options)
        self._chosen = chosen
        self._day: date | None = None

    def show(self, day: date | None) -> None:
        """Show the day that is kept, unless somebody is typing another."""
        self._day = day
        if not self.has_focus:
            self.value = day.isoformat() if day else ""

    def on_input_submitted(self) -> None:
        """Enter keeps what was typed; what comes next is for whoever asked for the day."""
        self.keep()

    def on_input_blurred(self) -> None:
        """Leaving the field keeps it, too."""
        self.keep()

    def keep(self) -> None:
        """Read what is typed; a day that cannot be read is said, and stays to be corrected."""
        typed = clean_line(self.value)
        try:
            day = typed_day(typed) if typed else None
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        if day != self._day:
            self._day = day
            self._chosen(day)
