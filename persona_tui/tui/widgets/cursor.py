"""The mark of the row a cursor is on, so that it is found without colour."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

CURSOR, CURSOR_ELSEWHERE = "▌", "▏"
"""In the margin of the row; the second where another widget has the focus."""


def with_cursor(strip: Strip, has_focus: bool) -> Strip:
    """The line with the mark in its margin; as it is where it has none."""
    first = next(iter(strip), None)
    if first is None or not first.text.startswith(" "):
        return strip
    mark = CURSOR if has_focus else CURSOR_ELSEWHERE
    return Strip([Segment(mark, first.style), Segment(first.text[1:], first.style), *list(strip)[1:]])
