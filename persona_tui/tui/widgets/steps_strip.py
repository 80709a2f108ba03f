"""The parts of a persona in their order, across the top: which are filled, and which one is shown."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from persona_tui.i18n import _
from persona_tui.tui.widgets.words import MUTED, styled


class StripPart(NamedTuple):
    """A part: its key, what it is called in short, and whether it is filled."""

    key: str
    title: str
    is_filled: bool


class StepsStrip(Static):
    """As many parts as there is room for, around the one that is shown."""

    DEFAULT_CSS = """
    StepsStrip { height: 1; background: $surface; padding: 0 1; text-wrap: nowrap; }
    """

    class Chosen(Message):
        """A part was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(markup=False, id="strip")
        self._parts: list[StripPart] = []
        self._current = 0
        self._spans: list[tuple[int, int, str]] = []

    def show_parts(self, parts: list[StripPart], current: str) -> None:
        """Show these parts, with the one that is open."""
        place = next((place for place, part in enumerate(parts) if part.key == current), 0)
        if (parts, place) != (self._parts, self._current):
            self._parts, self._current = parts, place
            self.refresh()

    def render(self) -> Content:
        """The parts in one line."""
        if not self._parts:
            return styled("")
        count = _("{n} of {m}").format(n=self._current + 1, m=len(self._parts))
        first, last = self._window(self.size.width - cell_len(count) - 8)
        pieces: list[str | tuple[str, str]] = [(f"{count}  ", MUTED)]
        self._spans = []
        place = cell_len(count) + 2
        if first:
            pieces.append(("… ", MUTED))
            place += 2
        for number in range(first, last + 1):
            part = self._parts[number]
            label = _label(part, number == self._current)
            style = "bold $foreground on $primary 35%" if number == self._current else ""
            style = style or ("$foreground" if part.is_filled else MUTED)
            self._spans.append((place, place + cell_len(label), part.key))
            pieces += [(label, style), " "]
            place += cell_len(label) + 1
        if last < len(self._parts) - 1:
            pieces.append(("…", MUTED))
        return styled(*pieces)

    def _window(self, room: int) -> tuple[int, int]:
        """The first and last part to show: all, or as many around the current one as there is room for."""
        widths = [cell_len(_label(part, False)) + 1 for part in self._parts]
        first = last = self._current
        used = widths[first]
        while True:
            grew = False
            for candidate in (last + 1, first - 1):
                if 0 <= candidate < len(widths) and used + widths[candidate] <= room:
                    used += widths[candidate]
                    first, last = min(first, candidate), max(last, candidate)
                    grew = True
            if not grew:
                return first, last

    def on_click(self, event: events.Click) -> None:
        """To the part that was clicked."""
        place = event.x - self.styles.padding.left
        for start, end, key in self._spans:
            if start <= place < end:
                self.post_message(self.Chosen(key))


def _label(part: StripPart, is_current: bool) -> str:
    return f"{'▸' if is_current else ' '}{'✓' if part.is_filled else '·'} {part.title} "
