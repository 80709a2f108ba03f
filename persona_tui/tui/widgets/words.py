"""Text on a screen that is never read as markup: a customer may be called [/red]."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from textual.content import Content
from textual.geometry import Region
from textual.visual import VisualType
from textual.widgets import Label, Static

MUTED = "$foreground 65%"
"""The style of what is said beside the matter."""


def styled(*parts: str | tuple[str, str]) -> Content:
    """Pieces of plain text, some with a style, such as ("saved", "$text-muted"), as one content."""
    return Content.assemble(*(part if isinstance(part, str) else (part[0], part[1]) for part in parts))


class Words(Static):
    """A paragraph of plain text, or of `styled` pieces."""

    def __init__(self, text: str | Content = "", **options: Any) -> None:
        super().__init__(text if isinstance(text, Content) else Content(text), markup=False, **options)

    def say(self, text: str | Content) -> None:
        """Show another text; the screen is laid out anew where it takes another room."""
        content = text if isinstance(text, Content) else Content(text)
        if not self.is_mounted or not isinstance(self.content, Content):
            self.update(content)
        elif not _same(self.content, content):
            self.update(content, layout=not self._takes_the_same_room(content))

    def _takes_the_same_room(self, content: Content) -> bool:
        room = self.content_size
        if not room.width or self.styles.is_auto_width:
            return False
        return not self.styles.is_auto_height or len(content.wrap(room.width)) == room.height


class SteadyWords(Words):
    """A text of many lines of which few change at a time: only those are drawn again."""

    def __init__(self, text: str | Content = "", **options: Any) -> None:
        super().__init__(text, **options)
        self._lines: list[Content] = []
        self._changed: tuple[Region, ...] | None = None

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text; where it takes the same room, no more than the lines that differ."""
        width = self.content_size.width
        lines = content.wrap(width) if isinstance(content, Content) and width else []
        if not layout and lines and self._lines:
            pairs = zip_longest(self._lines, lines)
            self._changed = tuple(
                Region(0, row, width, 1) for row, (old, new) in enumerate(pairs) if not _same(old, new)
            )
        self._lines = lines
        try:
            super().update(content, layout=layout)
        finally:
            self._changed = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> SteadyWords:
        """Draw it again, or the lines that changed."""
        if self._changed is not None and not regions and not layout:
            regions = self._changed
            if not regions:
                return self
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self._lines = []


def _same(old: Content | None, new: Content | None) -> bool:
    return old is not None and new is not None and old.plain == new.plain and old.spans == new.spans


class FieldLabel(Label):
    """The label of an input."""

    DEFAULT_CSS = """
    FieldLabel { color: $text-muted; padding: 0 1; margin-top: 1; }
    """

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(Content(text), markup=False, **options)


class Heading(Label):
    """A heading: weight, not ornament."""

    DEFAULT_CSS = """
    Heading { text-style: bold; padding: 0 1; width: 1fr; }
    """

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(Content(text), markup=False, **options)
