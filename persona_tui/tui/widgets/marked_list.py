"""A list of options whose current one is found without colour."""

from __future__ import annotations

from textual.strip import Strip
from textual.widgets import OptionList

from persona_tui.tui.widgets.cursor import with_cursor


class MarkedList(OptionList):
    """A list of options, the current one marked."""

    def render_line(self, y: int) -> Strip:
        """The line, marked where it belongs to the current option."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line < len(self._lines) and self._lines[line][0] == self.highlighted:
            return with_cursor(strip, self.has_focus)
        return strip
