"""Boxes that only hold others: drawn as one empty line, however high they are.

Textual draws each line of every box, also those that what stands in it covers; six boxes inside each other cost more
than the words on them.
"""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def empty_lines(widget: Widget, crop: Region) -> list[Strip]:
    """What `widget.render_lines` may return where it has a background and nothing else: no border, no text."""
    line = Strip.blank(crop.width, widget.visual_style.rich_style)
    background = widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        line = line.apply_filter(line_filter, background)
    return [line] * crop.height


class Column(Vertical):
    """One above the other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same empty line for each."""
        return empty_lines(self, crop)


class Row(Horizontal):
    """One beside the other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same empty line for each."""
        return empty_lines(self, crop)
