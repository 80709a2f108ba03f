"""A table of people and what is known of them: drawn line by line, only where it is in view.

There is no widget, and no kept text, per cell: a line is made from the columns in view and kept until something on
it changes. So moving about costs what is on the screen, however many people and attributes there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from persona_tui.i18n import _
from persona_tui.insights.coverage import Cell
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.matrix_lines import HEADER_LINES, Look, MatrixColumn, MatrixLines, MatrixRow

GAPS = (Cell.EMPTY, Cell.UNKNOWN)
KEPT_LINES = 512

MATRIX_COMMANDS = (
    Command("matrix.up", "up", "move(-1, 0)", _("Up"), show=False),
    Command("matrix.down", "down", "move(1, 0)", _("Down"), show=False),
    Command("matrix.left", "left", "move(0, -1)", _("Left"), show=False),
    Command("matrix.right", "right", "move(0, 1)", _("Right"), show=False),
    Command("matrix.page_up", "pageup", "page(-1)", _("A page up"), show=False),
    Command("matrix.page_down", "pagedown", "page(1)", _("A page down"), show=False),
    Command("matrix.home", "home", "edge(0, -1)", _("First column"), show=False),
    Command("matrix.end", "end", "edge(0, 1)", _("Last column"), show=False),
    Command("matrix.top", "ctrl+home", "edge(-1, 0)", _("First row"), show=False),
    Command("matrix.bottom", "ctrl+end", "edge(1, 0)", _("Last row"), show=False),
)


class Matrix(ScrollView, can_focus=True):
    """Rows of people, columns of attributes, one cursor. Names, counts and labels stay in view."""

    BINDINGS = bindings(MATRIX_COMMANDS)
    COMPONENT_CLASSES = {
        "matrix--label",
        "matrix--label-here",
        "matrix--name",
        "matrix--count",
        "matrix--value",
        "matrix--gap",
        "matrix--conflict",
        "matrix--band",
        "matrix--cursor",
        "matrix--cursor-away",
    }
    DEFAULT_CSS = """
    Matrix {
        height: auto; background: transparent; scrollbar-size: 1 1;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-color: $panel; scrollbar-corner-color: $background;
    }
    Matrix > .matrix--label { color: $text-muted; }
    Matrix > .matrix--label-here { color: $foreground; text-style: bold; }
    Matrix > .matrix--name { text-style: bold; }
    Matrix > .matrix--count { color: $text-muted; }
    Matrix > .matrix--value { color: $foreground; }
    Matrix > .matrix--gap { color: $text-muted; }
    Matrix > .matrix--conflict { color: $text-warning; }
    Matrix > .matrix--band { background: $primary 9%; }
    Matrix > .matrix--cursor { background: $primary 40%; color: $foreground; text-style: bold; }
    Matrix > .matrix--cursor-away { background: $primary 20%; color: $foreground; }
    """

    class Chosen(Message):
        """Somebody wants to fill this cell in. `typed` are the digits that began it, or ""."""

        def __init__(self, person: str, attribute: str, typed: str = "") -> None:
            super().__init__()
            self.person = person
            self.attribute = attribute
            self.typed = typed

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when the cursor stands on another cell, so that what follows it is drawn in the same frame."""
        self._lines = MatrixLines((), (), 0)
        self._row = 0
        self._column = 0
        self._begun = ""
        """Digits that were typed and not yet handed on."""
        self._drawn: LRUCache[tuple[int, Look], Strip] = LRUCache(KEPT_LINES)

    # --- what it shows ---------------------------------------------------------------------------------------

    def set_cells(self, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow]) -> None:
        """Show these; the cursor stays on the person and attribute it was on, or near its place."""
        if (tuple(columns), tuple(rows)) == (self._lines.columns, self._lines.rows):
            return
        person, attribute = self.here
        self._lay_out(tuple(columns), tuple(rows), self.marks_only)
        self._row = _place_of(person, rows, self._row)
        self._column = _place_of(attribute, columns, self._column)
        self._follow_cursor()
        self.when_moved()

    @property
    def marks_only(self) -> bool:
        """Whether all of it is shown at a glance, as marks, and not the values themselves."""
        return self._lines.marks_only

    def show_marks_only(self, marks_only: bool) -> None:
        """Show all of it at a glance, as marks; or the values themselves."""
        self._lay_out(self._lines.columns, self._lines.rows, marks_only)
        self._follow_cursor()

    def _lay_out(self, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow], marks_only: bool) -> None:
        self._lines = MatrixLines(columns, rows, self.size.width, marks_only)
        self._drawn.clear()
        self.virtual_size = Size(self._lines.width, HEADER_LINES + len(rows))
        self.refresh()

    # --- the cursor ------------------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[str, str]:
        """The person's and the attribute's key under the cursor; "" where there is none."""
        rows, columns = self._lines.rows, self._lines.columns
        person = rows[self._row].key if self._row < len(rows) else ""
        return person, columns[self._column].key if self._column < len(columns) else ""

    def move_to(self, person: str = "", attribute: str = "") -> bool:
        """Put the cursor on that person and attribute ("" leaves it in its row or column); whether both are there."""
        row = _place_of(person, self._lines.rows, -1) if person else self._row
        column = _place_of(attribute, self._lines.columns, -1) if attribute else self._column
        if row < 0 or column < 0:
            return False
        self._put_cursor(row, column)
        return True

    def next_gap(self) -> bool:
        """To the next cell that is not known, along the row and then down, and round again; whether there is one."""
        for row, column in self._cells_after_cursor():
            if self._lines.rows[row].cells[column].state in GAPS:
                self._put_cursor(row, column)
                return True
        return False

    def first_gap_of(self, person: str) -> bool:
        """To the first cell of this person that is not known; whether there is one."""
        row = _place_of(person, self._lines.rows, -1)
        if row < 0:
            return False
        gaps = [place for place, cell in enumerate(self._lines.rows[row].cells) if cell.state in GAPS]
        self._put_cursor(row, gaps[0] if gaps else self._column)
        return bool(gaps)

    def _cells_after_cursor(self) -> Iterator[tuple[int, int]]:
        width, count = len(self._lines.columns), len(self._lines.columns) * len(self._lines.rows)
        place = self._row * width + self._column
        for step in range(1, count + 1):
            yield divmod((place + step) % count, width)

    def _put_cursor(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self._lines.rows) - 1))
        column = max(0, min(column, len(self._lines.columns) - 1))
        before = self._row, self._column
        if (row, column) == before:
            return
        self._hand_on()
        self._row, self._column = row, column
        if self._follow_cursor():
            self.refresh()
        else:
            self._refresh_bands(before)
        self.when_moved()

    def _refresh_bands(self, before: tuple[int, int]) -> None:
        """Draw the rows and columns anew that the cursor left and came to; the rest stays as it is on the screen."""
        width, height = self.size
        for row in {before[0], self._row}:
            self.refresh(Region(0, HEADER_LINES + row - self.scroll_offset.y, width, 1))
        if before[1] == self._column:
            return
        if self.marks_only:
            self.refresh(Region(0, 0, width, HEADER_LINES))
        for column in (before[1], self._column):
            x = self._lines.frozen + self._lines.starts[column] - self.scroll_offset.x
            self.refresh(Region(x, 0, self._lines.widths[column], height))

    def _follow_cursor(self) -> bool:
        """Scroll so far that the cursor is in view; whether that was needed."""
        size = self.scrollable_content_region.size
        if not self._lines.columns or not self._lines.rows or not size.width:
            return False
        start, end = self._lines.starts[self._column : self._column + 2]
        x, y = self.scroll_offset
        across, down = max(1, size.width - self._lines.frozen), max(1, size.height - HEADER_LINES)
        wanted_x = start if start < x or end - start > across else max(x, end - across)
        wanted_y = self._row if self._row < y else max(y, self._row - down + 1)
        if (wanted_x, wanted_y) == (x, y):
            return False
        self.scroll_to(wanted_x, wanted_y, animate=False)
        return True

    def action_move(self, rows: int, columns: int) -> None:
        """One cell on."""
        self._put_cursor(self._row + rows, self._column + columns)

    def action_page(self, direction: int) -> None:
        """A page up or down."""
        page = max(1, self.scrollable_content_region.height - HEADER_LINES - 1)
        self._put_cursor(self._row + direction * page, self._column)

    def action_edge(self, rows: int, columns: int) -> None:
        """To the first or last row or column."""
        row = {-1: 0, 1: len(self._lines.rows)}.get(rows, self._row)
        self._put_cursor(row, {-1: 0, 1: len(self._lines.columns)}.get(columns, self._column))

    def action_choose(self) -> None:
        """Fill this cell in."""
        person, attribute = self.here
        typed, self._begun = self._begun, ""
        if person and attribute:
            self.post_message(self.Chosen(person, attribute, typed))

    def on_key(self, event: events.Key) -> None:
        """Digits begin the value. Those that arrive in one go, as over a slow line, are handed on together."""
        if event.character and event.character.isdecimal():
            event.stop()
            event.prevent_default()
            if not self._begun:
                self.call_later(self._hand_on)
            self._begun += event.character

    def _hand_on(self) -> None:
        if self._begun:
            self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """A click takes the cursor there; a second one fills the cell in."""
        row = event.y - HEADER_LINES + self.scroll_offset.y
        if event.y < HEADER_LINES or not 0 <= row < len(self._lines.rows):
            return
        column: int | None = self._column
        if event.x >= self._lines.frozen:
            column = self._lines.column_at(event.x - self._lines.frozen + self.scroll_offset.x)
        if column is None:
            return
        self._put_cursor(row, column)
        if event.chain == 2:
            self.action_choose()

    # --- drawing ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Names and marks get the room there is."""
        self._lay_out(self._lines.columns, self._lines.rows, self.marks_only)
        self._follow_cursor()

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went: every line is drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """One line: the header's, or a person's."""
        line = y if y < HEADER_LINES else y + self.scroll_offset.y
        width = self.size.width
        if line >= HEADER_LINES + len(self._lines.rows) or not self._lines.columns:
            return Strip.blank(width, self.rich_style)
        # All lines but the cursor's own look the same wherever its row is.
        row = self._row if line - HEADER_LINES == self._row else -1
        look = Look(self.scroll_offset.x, width, row, self._column, self.has_focus)
        drawn = self._drawn.get((line, look))
        if drawn is None:
            drawn = self._lines.line(line, look, self._style).apply_style(self.rich_style)
            self._drawn[line, look] = drawn
        return drawn

    def _style(self, name: str) -> Style:
        full = self.get_component_rich_style(f"matrix--{name}")
        if name == "band":
            return Style(bgcolor=full.bgcolor)
        if name.startswith("cursor"):
            return full
        return Style(color=full.color, bold=full.bold)


def _place_of(key: str, items: Sequence[MatrixRow | MatrixColumn], otherwise: int) -> int:
    """Where the item with that key stands; else `otherwise`, kept within the list."""
    for place, item in enumerate(items):
        if item.key == key:
            return place
    return min(otherwise, max(0, len(items) - 1))
