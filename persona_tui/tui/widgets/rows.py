"""A table of records: one row each, found again by its key after every change."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from rich.text import Text
from textual.widgets import DataTable

from persona_tui.domain.texts import clean_line

Cell = str | tuple[str, str]
"""A cell's text, or a text with a style of rich's ("dim", "bold")."""

MOST_SHOWN = 60
"""Characters of a cell that are shown; the record's own page shows all."""


class Rows(DataTable[Text]):
    """A table with one cursor row. Enter opens the row: `DataTable.RowSelected` carries its key."""

    DEFAULT_CSS = """
    Rows { height: 1fr; background: transparent; }
    Rows > .datatable--header { background: transparent; color: $text-muted; text-style: none; }
    Rows > .datatable--cursor { background: $primary 18%; color: $foreground; text-style: none; }
    Rows:focus > .datatable--cursor { background: $primary 35%; color: $foreground; text-style: bold; }
    Rows > .datatable--hover { background: transparent; }
    """

    def __init__(self, *columns: str, **options: Any) -> None:
        options.setdefault("cursor_type", "row")
        super().__init__(show_row_labels=False, cell_padding=1, **options)
        self._titles = columns
        self._shown: list[tuple[str, Sequence[Cell]]] = []

    def set_rows(self, rows: Sequence[tuple[str, Sequence[Cell]]]) -> None:
        """Show these rows, as (key, cells); the cursor stays on the row it was on, or near its place."""
        if list(rows) == self._shown and self.columns:
            return
        key, place = self.current_key, self.cursor_row
        self.clear(columns=True)
        for title in self._titles:
            self.add_column(Text(title))
        for row_key, cells in rows:
            self.add_row(*(_text(cell) for cell in cells), key=row_key)
        self._shown = list(rows)
        if rows:
            self.move_to(key) or self.move_cursor(row=min(place, len(rows) - 1), animate=False)

    @property
    def current_key(self) -> str:
        """The key of the row the cursor is on; "" where there are no rows."""
        if not self.is_valid_row_index(self.cursor_row):
            return ""
        return str(self.coordinate_to_cell_key((self.cursor_row, 0)).row_key.value)  # type: ignore[arg-type]

    async def action_pane(self, name: str, *arguments: object) -> None:
        """Run an act of the pane or screen that this table stands in: its keys work where the table has the focus."""
        for node in self.ancestors:
            act = getattr(node, f"action_{name}", None)
            if act is not None:
                result = act(*arguments)
                if inspect.isawaitable(result):
                    await result
                return

    def move_to(self, key: str) -> bool:
        """Put the cursor on the row with that key; whether there is one."""
        for place, (row_key, _cells) in enumerate(self._shown):
            if row_key == key:
                self.move_cursor(row=place, animate=False)
                return True
        return False


def _text(cell: Cell) -> Text:
    words, style = (cell, "") if isinstance(cell, str) else cell
    words = clean_line(words)
    if len(words) > MOST_SHOWN:
        words = words[: MOST_SHOWN - 1] + "…"
    return Text(words, style=style, no_wrap=True)
