"""A table of records: one row each, found again by its key after every change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.strip import Strip
from textual.widgets import DataTable

from persona_tui.domain.texts import clean_line
from persona_tui.tui.widgets.cursor import with_cursor
from persona_tui.tui.widgets.pane_keys import PaneKeys

Cell = str | tuple[str, str]
"""A cell's text, or a text with a style of rich's ("dim", "bold")."""

MOST_SHOWN = 60
"""Cells that a column takes at the most; the record's own page shows all."""
LEAST_WIDTH = 8
"""Cells below which no column is cut."""


class Rows(PaneKeys, DataTable[Text]):
    """A table with one cursor row. Enter opens the row: `DataTable.RowSelected` carries its key."""

    DEFAULT_CSS = """
    Rows { height: 1fr; background: transparent; overflow-x: hidden; scrollbar-size: 0 1; }
    Rows > .datatable--header { background: transparent; color: $text-muted; text-style: none; }
    Rows:ansi > .datatable--header { background: ansi_default; }
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
        self._shown = list(rows)
        self._draw()

    def render_line(self, y: int) -> Strip:
        """The line, with the cursor's mark in the margin of its row."""
        strip = super().render_line(y)
        above = self.header_height if self.show_header else 0
        on_cursor = y >= above and y - above + self.scroll_offset.y == self.cursor_row < self.row_count
        return with_cursor(strip, self.has_focus) if on_cursor else strip

    def action_scroll_home(self) -> None:
        """To the first row: there is nothing to the side."""
        self.move_cursor(row=0)

    def action_scroll_end(self) -> None:
        """To the last row."""
        self.move_cursor(row=max(0, self.row_count - 1))

    def on_resize(self) -> None:
        """Columns share the room there is: nothing scrolls sideways."""
        if self.columns and self._widths() != [column.width for column in self.ordered_columns]:
            self._draw()

    def _draw(self) -> None:
        key, place = self.current_key, self.cursor_row
        self.clear(columns=True)
        widths = self._widths()
        for title, width in zip(self._titles, widths, strict=True):
            self.add_column(Text(title, no_wrap=True, overflow="ellipsis"), width=width)
        made: dict[tuple[Cell, int], Text] = {}
        for row_key, cells in self._shown:
            wanted = list(zip(cells, widths, strict=True))
            # Many rows say the same: it is one text.
            made.update((cell, _text(*cell)) for cell in wanted if cell not in made)
            self.add_row(*(made[cell] for cell in wanted), key=row_key)
        if self._shown and not self.move_to(key):
            self.move_cursor(row=min(place, len(self._shown) - 1), animate=False)

    def _widths(self) -> list[int]:
        """A width for each column: what it needs, the widest ones cut until all fit."""
        padding = 2 * self.cell_padding
        room = max(20, self.size.width - 1 - padding * len(self._titles)) if self.size.width else 200
        columns = [
            [title, *(_words(cells[place]) for _key, cells in self._shown)]
            if self.show_header
            else [_words(cells[place]) for _key, cells in self._shown]
            for place, title in enumerate(self._titles)
        ]
        widths = [min(MOST_SHOWN, max((cell_len(words) for words in column), default=1)) for column in columns]
        needed = [max((cell_len(words) for words in column[self.show_header :]), default=0) for column in columns]
        while sum(widths) > room and max(widths) > LEAST_WIDTH:
            titles = [
                width if width > max(need, LEAST_WIDTH) else 0 for width, need in zip(widths, needed, strict=True)
            ]
            cut = titles if any(titles) else widths
            widths[cut.index(max(cut))] -= 1
        return [max(1, width) for width in widths]

    @property
    def keys(self) -> list[str]:
        """The keys of all rows, from the top."""
        return [key for key, _cells in self._shown]

    @property
    def current_key(self) -> str:
        """The key of the row the cursor is on; "" where there are no rows."""
        if not self.is_valid_row_index(self.cursor_row):
            return ""
        return str(self.coordinate_to_cell_key((self.cursor_row, 0)).row_key.value)  # type: ignore[arg-type]

    def move_to(self, key: str) -> bool:
        """Put the cursor on the row with that key; whether there is one."""
        for place, (row_key, _cells) in enumerate(self._shown):
            if row_key == key:
                self.move_cursor(row=place, animate=False)
                return True
        return False


def _words(cell: Cell) -> str:
    return clean_line(cell if isinstance(cell, str) else cell[0])


def _text(cell: Cell, width: int) -> Text:
    style = "" if isinstance(cell, str) else cell[1]
    words = _words(cell)
    if cell_len(words) > width:
        words = set_cell_size(words, width - 1).rstrip() + "…"
    return Text(words, style=style, no_wrap=True)
