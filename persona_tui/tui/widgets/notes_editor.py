"""The editor of notes: one in the program, small, with the second of each line at its left and marks that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.document._document import Document, EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._history import EditHistory
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_text_tabs_from_widths
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from persona_tui.domain.marks import (
    KIND_CHARACTERS,
    MARK_CHARACTERS,
    LineKind,
    Mark,
    as_pasted,
    read_marks,
    toggle_mark,
)
from persona_tui.domain.texts import clean_text
from persona_tui.i18n import _

TIME_COLUMN = 8
"""Cells left of each line, for its time."""
LONGEST_HEAD = 6
"""Characters of a line that are looked at for its marks."""

Seconds = int | None


class Parked(NamedTuple):
    """What is kept of a question while another one is shown: its text, what can be undone, where the cursor was."""

    text: str
    history: EditHistory
    selection: Selection


class NotesDocument(Document):
    """The text of the notes, and per row the second of the call at which it was begun (None: not kept yet)."""

    def __init__(self, text: str, row_times: Sequence[Seconds] = ()) -> None:
        super().__init__(text)
        self.row_times: list[Seconds] = []
        self.set_times(row_times)

    def set_times(self, row_times: Sequence[Seconds]) -> None:
        """Take these times for the rows, as far as there are rows."""
        self.row_times = [*row_times[: self.line_count], *[None] * (self.line_count - len(row_times))]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Every edit, undo and redo comes through here: times go with their rows. A split leaves the time with the
        part at the left, or with the words when there is nothing at the left; a join keeps the upper time.
        """
        top, bottom = sorted((start, end))
        result = super().replace_range(start, end, text)
        added = result.end_location[0] - top[0]
        before = self.row_times[top[0] : bottom[0] + 1]
        kept = next((seconds for seconds in before if seconds is not None), None)
        fresh: list[Seconds] = [None] * added
        pushed_down = top == bottom and top[1] == 0 and added > 0
        self.row_times[top[0] : bottom[0] + 1] = [*fresh, kept] if pushed_down else [kept, *fresh]
        return result


def clock_text(seconds: int) -> str:
    """A time of the call: 3:07, 12:41, 1:02:33."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def head_length(line: str) -> int:
    """How many characters of a line are its marks, the space after them included."""
    head = line[:LONGEST_HEAD]
    kind, marks, text = read_marks(head)
    return len(head) - len(text) if marks or kind is not LineKind.OBSERVED else 0


class NotesEditor(TextArea):
    """Notes with marks. `shown` puts a question's notes in; the times come from what is kept."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notes--mark",
        "notes--pain",
        "notes--goal",
        "notes--come-back",
        "notes--reading",
    }
    DEFAULT_CSS = """
    NotesEditor { height: 1fr; min-height: 3; max-height: 16; padding: 0 1 0 0; }
    NotesEditor .notes--mark { color: $text-accent; text-style: bold; }
    NotesEditor .notes--pain { color: $text-error; text-style: bold; }
    NotesEditor .notes--goal { color: $text-success; text-style: bold; }
    NotesEditor .notes--come-back { color: $text-warning; text-style: bold; }
    NotesEditor .notes--reading { color: $secondary; text-style: italic; }
    NotesEditor .text-area--gutter { color: $text-muted; background: transparent; text-style: none; }
    """

    class MarkAsked(Message):
        """The next key will be a mark, or no longer."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - as every widget calls it
        self._times_to_load: Sequence[Seconds] = ()
        self.asks_mark = False
        self._parked: dict[str, Parked] = {}
        super().__init__(soft_wrap=True, max_checkpoints=200, id=id)
        self.match_cursor_bracket = False
        self.highlight_cursor_line = False

    # --- what is shown -----------------------------------------------------------------------------------------

    def park(self, key: str) -> None:
        """Remember what can be undone in the notes shown now, as those of question `key`."""
        self._parked[key] = Parked(self.text, self.history, self.selection)

    def show_notes(self, key: str, text: str, row_times: Sequence[Seconds]) -> None:
        """Show the notes of question `key`; what could be undone in them still can, unless they changed since."""
        self.stop_asking()
        old = self.history
        self.history = EditHistory(old.max_checkpoints, old.checkpoint_timer, old.checkpoint_max_characters)
        self._times_to_load = row_times
        self.load_text(text)
        parked = self._parked.get(key)
        if parked is not None and parked.text == text:
            self.history = parked.history
            self.selection = parked.selection
        else:
            self.move_cursor(self.document.end)

    def show_times(self, row_times: Sequence[Seconds]) -> None:
        """Show these times beside the rows."""
        document = self.notes
        before = list(document.row_times)
        document.set_times(row_times)
        if document.row_times != before:
            self._line_cache.clear()
            self.refresh()

    @property
    def notes(self) -> NotesDocument:
        """The document with its times."""
        document = self.document
        assert isinstance(document, NotesDocument)
        return document

    @property
    def typed(self) -> str:
        """The notes without the empty lines at the end: a line begins with its first character."""
        return self.text.rstrip("\n")

    @property
    def marks_here(self) -> str:
        """The mark characters of the line the cursor is on."""
        line = self.document.get_line(self.cursor_location[0])
        return line[: head_length(line)].rstrip(" ")

    # --- marks -------------------------------------------------------------------------------------------------

    def ask_mark(self) -> None:
        """Take the next character as a mark for the line the cursor is on, or for the lines selected."""
        if not self.read_only:
            self.asks_mark = True
            self.post_message(self.MarkAsked())

    def stop_asking(self) -> None:
        """Take the next character as text again."""
        if self.asks_mark:
            self.asks_mark = False
            self.post_message(self.MarkAsked())

    def mark_lines(self, character: str) -> None:
        """Put a mark on the line or the lines selected, or take it off."""
        rows = sorted((self.selection.start[0], self.selection.end[0]))
        for row in range(rows[0], rows[1] + 1):
            line = self.document.get_line(row)
            marked = toggle_mark(line, character)
            same = 0
            while same < min(len(line), len(marked)) and line[-1 - same] == marked[-1 - same]:
                same += 1
            if marked != line:
                self.replace(marked[: len(marked) - same], (row, 0), (row, len(line) - same))
        row, column = self.cursor_location
        head = head_length(self.document.get_line(row))
        if self.selection.is_empty and column < head:
            self.move_cursor((row, head))

    async def _on_key(self, event: events.Key) -> None:
        """The key after F8 is a mark; any other key that is none ends the asking."""
        if self.asks_mark:
            event.stop()
            event.prevent_default()
            self.stop_asking()
            if event.character in KIND_CHARACTERS or event.character in MARK_CHARACTERS:
                self.mark_lines(event.character or "")

    async def _on_paste(self, event: events.Paste) -> None:
        """Text of another program comes in as text: its bullets are no marks. What was cut here is as it was."""
        event.stop()
        event.prevent_default()
        self.insert_pasted(event.text, from_here=event.text == self.app.clipboard)

    def insert_pasted(self, pasted: str, *, from_here: bool = False) -> None:
        """Put text in where the cursor is; control characters come in as their symbols."""
        if self.read_only:
            return
        lines = clean_text(pasted).split("\n")
        if not from_here:
            opens_line = min(self.selection)[1] == 0
            lines = [as_pasted(line) if number or opens_line else line for number, line in enumerate(lines)]
        result = self._replace_via_keyboard("\n".join(lines), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)
            self.focus()

    # --- how it is drawn ---------------------------------------------------------------------------------------

    @property
    def gutter_width(self) -> int:
        """Room for the times."""
        return TIME_COLUMN

    def _set_document(self, text: str, language: str | None) -> None:
        document = NotesDocument(clean_text(text), self._times_to_load)
        self.document = document
        self.wrapped_document = WrappedDocument(document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _render_line(self, y: int) -> Strip:
        """One row on the screen. Only the part of the line that is seen is looked at, however long the line is."""
        theme = self._theme
        base = (theme.base_style if theme else None) or self.rich_style
        rows = self.wrapped_document._offset_to_line_info
        place = y + self.scroll_offset.y
        if place >= len(rows):
            return Strip.blank(self.size.width, base)
        row, section = rows[place]
        line = self.document.get_line(row)
        breaks = self.wrapped_document.get_offsets(row)
        start = breaks[section - 1] if section else 0
        end = breaks[section] if section < len(breaks) else len(line)
        text = Text(line[start:end] + (" " if end == len(line) else ""), end="", no_wrap=True)
        self._style_marks(text, line, start)
        self._style_selection(text, row, start)
        if not line and self.document.line_count == 1:
            text.append(_("Notes: one thought a line. Just type."), theme.gutter_style if theme else None)
        if "\t" in text.plain:
            before = line[:start].count("\t")
            widths = self.wrapped_document.get_tab_widths(row)[before : before + text.plain.count("\t")]
            text = expand_text_tabs_from_widths(text, widths)
        words = Strip(text.render(self.app.console), cell_length=text.cell_len)
        width = self.scrollable_content_region.size.width - TIME_COLUMN
        gutter = Strip([self._time_of(row, section, line)], cell_length=TIME_COLUMN)
        return Strip.join([gutter, words.extend_cell_length(width, base)]).apply_style(base)

    def _time_of(self, row: int, section: int, line: str) -> Segment:
        seconds = self.notes.row_times[row] if section == 0 and line.strip() else None
        shown = clock_text(seconds) if seconds is not None else ""
        style = self._theme.gutter_style if self._theme else None
        return Segment(f"{shown:>{TIME_COLUMN - 1}} ", style)

    def _style_marks(self, text: Text, line: str, start: int) -> None:
        head = head_length(line)
        if not head:
            return
        kind, marks, _rest = read_marks(line[:LONGEST_HEAD])
        if kind is LineKind.MY_READING:
            text.stylize(self.get_component_rich_style("notes--reading", partial=True))
        if start < head:
            part = "mark"
            if Mark.COME_BACK in marks:
                part = "come-back"
            elif Mark.PAIN in marks:
                part = "pain"
            elif Mark.GOAL in marks:
                part = "goal"
            text.stylize(self.get_component_rich_style(f"notes--{part}", partial=True), 0, head - start)

    def _style_selection(self, text: Text, row: int, start: int) -> None:
        theme = self._theme
        top, bottom = sorted(self.selection)
        if top != bottom and top[0] <= row <= bottom[0]:
            first = max(0, (top[1] if row == top[0] else 0) - start)
            last = bottom[1] - start if row == bottom[0] else len(text)
            if last > first:
                text.stylize((theme.selection_style if theme else None) or Style(reverse=True), first, last)
        cursor_row, column = self.selection.end
        if cursor_row == row and 0 <= column - start < len(text) and self._draw_cursor:
            style = (theme.cursor_style if theme else None) or Style(reverse=True)
            text.stylize(style, column - start, column - start + 1)
