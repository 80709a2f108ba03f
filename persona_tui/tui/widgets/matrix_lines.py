"""The lines of a matrix: how wide each column is, and what stands on each line. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.coverage import Cell

MARKS = {Cell.KNOWN: "●", Cell.CONFLICT: "◐", Cell.NOT_SAID: "–", Cell.UNKNOWN: "?", Cell.EMPTY: "·"}
"""One cell wide each, and told apart without colour."""

HEADER_LINES = 2
NARROWEST, WIDEST = 6, 15
"""Characters that a column of values shows."""
MARK_WIDTH, WIDEST_MARK = 3, 5
LONGEST_NAME = 22
LONGEST_FLAG = 40


@dataclass(frozen=True)
class MatrixColumn:
    """One attribute."""

    key: str
    label: str


@dataclass(frozen=True)
class MatrixCell:
    """What is known in one place; `text` is the value as one reads it, on one line."""

    state: Cell
    text: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """One person: `count` says how much is known, such as "8 of 12"."""

    key: str
    name: str
    count: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Look:
    """From where one looks: scrolled so far, the cursor there, in the focus or not."""

    offset: int
    width: int
    row: int
    column: int
    focused: bool


class MatrixLines:
    """The layout of rows and columns in a given width. `marks_only` shows every attribute as its mark."""

    def __init__(
        self, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow], width: int, marks_only: bool = False
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.marks_only = marks_only
        longest = max((cell_len(clean_line(row.name)[:LONGEST_NAME]) for row in rows), default=0)
        self._name_width = max(8, min(longest, LONGEST_NAME, width // 4)) + 2
        self._count_width = max((len(row.count) for row in rows), default=0) + 3
        self.frozen = self._name_width + self._count_width
        """Characters on the left that do not scroll: names and counts."""
        if marks_only:
            room = max(0, width - self.frozen) // max(1, len(columns))
            self.widths = [max(MARK_WIDTH, min(room, WIDEST_MARK))] * len(columns)
            self._labels = [("", "")] * len(columns)
        else:
            self.widths = [self._value_width(place) for place in range(len(columns))]
            pairs = zip(columns, self.widths, strict=True)
            self._labels = [two_lines(column.label, wide - 2) for column, wide in pairs]
        self.starts = [0, *accumulate(self.widths)]
        """Where each column begins, and where the last one ends, to the right of what does not scroll."""

    def _value_width(self, place: int) -> int:
        longest = max((cell_len(_words(row.cells[place])[:WIDEST]) for row in self.rows), default=0)
        label = clean_line(self.columns[place].label)
        word = max((cell_len(word) for word in label.split()), default=0)
        width = max(NARROWEST, min(WIDEST, max(longest, word, (cell_len(label) + 1) // 2)))
        while width < WIDEST and cell_len(two_lines(label, width)[1]) > width:
            width += 1
        return width + 2

    @property
    def width(self) -> int:
        """Characters from the left edge to the end of the last column."""
        return self.frozen + self.starts[-1]

    def column_at(self, x: int) -> int | None:
        """The column over character `x` of what scrolls, or None beyond the last."""
        return next((place for place, end in enumerate(self.starts[1:]) if x < end), None)

    def line(self, line: int, look: Look, style: Callable[[str], Style]) -> Strip:
        """One line as long as the look is wide: of the header where `line` < HEADER_LINES, else of a row.

        `style` gives the style for "label", "label-here", "name", "count", "value", "gap", "conflict", "band",
        "cursor" and "cursor-away".
        """
        across = max(0, look.width - self.frozen)
        row = line - HEADER_LINES
        if row < 0 and self.marks_only:
            scrolled = Strip([self._flag(line, across, look, style)])
        else:
            cells: list[Segment] = []
            first = look.offset
            for place, start in enumerate(self.starts[:-1]):
                if start + self.widths[place] <= look.offset:
                    continue
                if start >= look.offset + across:
                    break
                if not cells:
                    first = start
                drawn = self._label(line, place, look, style) if row < 0 else self._cell(row, place, look, style)
                cells.append(drawn)
            scrolled = Strip(cells).crop(look.offset - first, look.offset - first + across)
        left = self._header_left(line, style) if row < 0 else self._row_left(row, look, style)
        return Strip([*left, *scrolled]).adjust_cell_length(look.width)

    def _header_left(self, line: int, style: Callable[[str], Style]) -> list[Segment]:
        name, count = (_("Customer"), _("Known")) if line == 0 else ("", "")
        return [
            Segment(fitted(f" {name}", self._name_width), style("label")),
            Segment(fitted(f" {count}", self._count_width), style("label")),
        ]

    def _row_left(self, row: int, look: Look, style: Callable[[str], Style]) -> list[Segment]:
        item, here = self.rows[row], row == look.row
        band = style("band") if here else Style.null()
        lead = "▸" if here else " "
        return [
            Segment(fitted(lead + clean_line(item.name[:200]), self._name_width), style("name") + band),
            Segment(fitted(f" {item.count}", self._count_width), style("count") + band),
        ]

    def _label(self, line: int, place: int, look: Look, style: Callable[[str], Style]) -> Segment:
        here = place == look.column
        lead = "▾" if here and line == 0 else " "
        look_of = style("label-here") + style("band") if here else style("label")
        return Segment(fitted(lead + self._labels[place][line], self.widths[place] - 1) + " ", look_of)

    def _flag(self, line: int, across: int, look: Look, style: Callable[[str], Style]) -> Segment:
        """The name of the cursor's column above it, where columns are too narrow to name each."""
        start = self.starts[look.column] - look.offset + (self.widths[look.column] - 1) // 2
        if line == HEADER_LINES - 1:
            return Segment(set_cell_size(" " * max(0, start) + "▾", across), style("label-here"))
        label = fitted(clean_line(self.columns[look.column].label), min(LONGEST_FLAG, across)).rstrip()
        start = max(0, min(start, across - cell_len(label)))
        return Segment(set_cell_size(" " * start + label, across), style("label-here"))

    def _cell(self, row: int, place: int, look: Look, style: Callable[[str], Style]) -> Segment:
        cell, width = self.rows[row].cells[place], self.widths[place]
        here = row == look.row and place == look.column
        drawn = style({Cell.KNOWN: "value", Cell.CONFLICT: "conflict"}.get(cell.state, "gap"))
        if here:
            drawn += style("cursor" if look.focused else "cursor-away")
        elif row == look.row or place == look.column:
            drawn += style("band")
        mark = MARKS[cell.state]
        if self.marks_only:
            before = (width - 1) // 2
            return Segment(" " * before + mark + " " * (width - 1 - before), drawn)
        return Segment(fitted(("▸" if here else " ") + _words(cell), width - 1) + " ", drawn)


def _words(cell: MatrixCell) -> str:
    """The value, or the mark of what it is instead; both where sources disagree."""
    mark = MARKS[cell.state]
    return {Cell.KNOWN: cell.text, Cell.CONFLICT: f"{mark} {cell.text}"}.get(cell.state, mark)


def fitted(words: str, width: int) -> str:
    """The words in exactly so many columns, with "…" where they are cut."""
    if len(words) > width or cell_len(words) > width:
        return set_cell_size(words[:width], max(0, width - 1)) + "…"
    return set_cell_size(words, width)


def two_lines(label: str, width: int) -> tuple[str, str]:
    """A label on two lines of so many columns, broken between words; what does not fit is cut."""
    words = clean_line(label).split()
    first = ""
    while words and cell_len(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        first = words.pop(0)
    return first, " ".join(words)
