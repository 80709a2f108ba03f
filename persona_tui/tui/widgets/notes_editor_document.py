"""The text of the notes with who each row is, and edits that give that back when they are undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from textual._wrap import compute_wrap_offsets
from textual.document._document import Document, EditResult, Location
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.widgets import TextArea

from persona_tui.domain.texts import clean_text
from persona_tui.tui.widgets.notes_editor_rows import (
    Change,
    Clock,
    Row,
    Seconds,
    changed_rows,
    cut_rows,
    fresh_row,
    ids_in,
)


class Cut(NamedTuple):
    """What was cut: the text, and the rows of those of its lines that went with all of their words."""

    text: str
    rows: tuple[Row | None, ...]


class NotesDocument(Document):
    """The text of the notes, and who each of its rows is. `edits` counts the changes; `clock` says the second."""

    def __init__(self, text: str, rows: Sequence[Row] = (), clock: Clock = lambda: None) -> None:
        super().__init__(clean_text(text))
        self.clock = clock
        self.edits = 0
        self.carried: Sequence[Row | None] = ()
        missing = len(self._lines) - len(rows)
        self.rows: list[Row] = [*rows[: len(self._lines)], *(fresh_row() for _number in range(missing))]

    @property
    def row_times(self) -> list[Seconds]:
        """The second at which each row was begun; None for those without words."""
        return [row.at for row in self.rows]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Every edit, undo and redo comes through here. `carried` are the rows that the new lines were, once."""
        (top, left), (bottom, right) = sorted((start, end))
        lines = self._lines
        text = clean_text(text)
        is_end = bottom >= len(lines)
        change = Change(
            first_line=lines[top] if top < len(lines) else "",
            top=left,
            last_line="" if is_end else lines[bottom],
            bottom=0 if is_end else right,
            lines=text.split("\n"),
            carried=self.carried,
        )
        before = self.rows[top : bottom + 1] or [fresh_row()]
        if is_end:
            before.append(fresh_row())
        self.rows[top : bottom + 1] = changed_rows(before, change, self.clock)
        self.carried = ()
        self.edits += 1
        return super().replace_range(start, end, text)

    def cut(self, start: Location, end: Location) -> tuple[Row | None, ...]:
        """The rows that go with all of their words when this is cut, by line."""
        (top, left), (bottom, right) = sorted((start, end))
        rows, lines = self.rows[top : bottom + 1], self._lines[top : bottom + 1]
        if bottom >= len(self._lines):
            return tuple(cut_rows(rows, lines, left, len(lines[-1])))
        return tuple(cut_rows(rows, lines, left, right))

    def pasted(self, cut: Cut) -> list[Row | None]:
        """The rows of what was cut, without those that stand here (again)."""
        here = ids_in(self.rows)
        found: list[Row | None] = []
        for row in cut.rows:
            ids = ids_in([row]) if row is not None else set()
            found.append(None if ids & here else row)
            here |= ids
        return found


class _HasNotes(Protocol):
    """What an edit needs of the editor."""

    document: NotesDocument


@dataclass
class NotesEdit(Edit):
    """An edit that knows which rows it changed: undone and done again, each row is exactly who it was.

    `carried` are the rows of pasted lines that were cut before. What `takes_ids` is cut, and its ids go with it.
    """

    carried: Sequence[Row | None] = ()
    takes_ids: bool = False
    _before: list[Row] = field(init=False, default_factory=list)
    _after: list[Row] = field(init=False, default_factory=list)

    def do(self, text_area: TextArea, record_selection: bool = True) -> EditResult:
        """Do it, or do it again."""
        document = cast(_HasNotes, text_area).document
        top, bottom = self.top[0], self.bottom[0]
        if self._after:
            result = super().do(text_area, record_selection)
            document.rows[top : result.end_location[0] + 1] = self._after
            return result
        self._before = document.rows[top : bottom + 1]
        taken = (
            ids_in([row for row in document.cut(self.top, self.bottom) if row is not None]) if self.takes_ids else ()
        )
        document.carried = self.carried
        result = super().do(text_area, record_selection)
        if document.rows[top].id in taken:
            document.rows[top] = fresh_row()
        self._after = document.rows[top : result.end_location[0] + 1]
        return result

    def undo(self, text_area: TextArea) -> EditResult:
        """Take it back."""
        document = cast(_HasNotes, text_area).document
        result = super().undo(text_area)
        top = self.top[0]
        document.rows[top : top + len(self._before)] = self._before
        return result


class NotesWrapping(WrappedDocument):
    """The wrapped text; a line that fits is not looked at, so that thousands of lines are wrapped at once."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap every line."""
        self._width = width
        if tab_width:
            self._tab_width = tab_width
        offsets: list[list[int]] = []
        widths: list[list[int]] = []
        rows: list[tuple[int, int]] = []
        places: list[list[int]] = []
        for number, line in enumerate(self.document.lines):
            breaks: list[int] = []
            tabs: list[int] = []
            if "\t" in line or (width and not (len(line) <= width and line.isascii())):
                sections = get_tab_widths(line, self._tab_width)
                tabs = [tab for _text, tab in sections]
                if width:
                    breaks = compute_wrap_offsets(line, width, self._tab_width, precomputed_tab_sections=sections)
            first = len(rows)
            rows += [(number, section) for section in range(len(breaks) + 1)]
            offsets.append(breaks)
            widths.append(tabs)
            places.append(list(range(first, len(rows))))
        self._wrap_offsets, self._tab_width_cache = offsets, widths
        self._offset_to_line_info, self._line_index_to_offsets = rows, places

    def is_for(self, width: int) -> bool:
        """Whether it is wrapped for that width already."""
        return self._width == width

    @property
    def height(self) -> int:
        """How many rows the wrapped text has."""
        return len(self._offset_to_line_info)
