"""Text on a screen that is never read as markup: a customer may be called [/red]."""

from __future__ import annotations

from typing import Any

from textual.content import Content
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
        """Show another text."""
        self.update(text if isinstance(text, Content) else Content(text))


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
