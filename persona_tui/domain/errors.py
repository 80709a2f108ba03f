"""Errors meant for a person: one plain sentence that says what happened and what to do."""

from __future__ import annotations


class PlainError(Exception):
    """Its text is shown as it is, on a screen or on stderr; never with a traceback."""

    @property
    def sentence(self) -> str:
        """What to show."""
        return str(self)
