"""The editor of notes: one in the program, small, with the second of each line at its left and marks that stand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.document._document import EditResult, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._history import EditHistory
from textual.expand_tabs import expand_text_tabs_from_widths
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from persona_tui.domain.interviews import Line
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
from persona_tui.tui.widgets.notes_editor_document import Cut, NotesDocument, NotesEdit, NotesWrapping
from persona_tui.tui.widgets.notes_editor_rows import Clock, Row, Seconds, row_of
from persona_tui.workflows.notes import HeldLine

TIME_COLUMN = 8
"""Cells left of each line, for its time."""
LETTER_COLUMN = 3
"""Cells for who speaks, where several are on the call."""
LONGEST_HEAD = 6
"""Characters of a line that are looked at for its marks."""


class Parked(NamedTuple):
    """What is kept of a question while another one is shown. `token` is what was shown, as its keeper knows it."""

    token: object
    document: NotesDocument
    wrapped: NotesWrapping
    history: EditHistory
    selection: Selection


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
    """Notes with marks, each line with who it is. `show_notes` puts a question's notes in, `held` gives them back.

    `clock` says which second of the talk it is; `edited` is called at each edit, `left` when the focus goes.
    """

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

    class NothingToUndo(Message):
        """Nothing that was typed here can be taken back any more."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - as every widget calls it
        self._rows_to_load: Sequence[Row] = ()
        self._parked: dict[str, Parked] = {}
        self._cut: Cut | None = None
        self.asks_mark = False
        self.letters: Mapping[str, str] = {}
        self.letter_now = ""
        self.clock: Clock = lambda: None
        self.edited: Callable[[], None] | None = None
        self.left: Callable[[], None] | None = None
        super().__init__(soft_wrap=True, max_checkpoints=200, id=id)
        self.match_cursor_bracket = False
        self.highlight_cursor_line = False

    # --- what is shown -----------------------------------------------------------------------------------------

    def park(self, key: str, token: object) -> None:
        """Set aside the notes shown now as those of question `key`, with all that can be undone in them."""
        wrapped = self.wrapped_document
        assert isinstance(wrapped, NotesWrapping)
        self._parked[key] = Parked(token, self.notes, wrapped, self.history, self.selection)

    def show_parked(self, key: str, token: object) -> bool:
        """Show the notes of question `key` as they were set aside; False where they are others now."""
        parked = self._parked.pop(key, None)
        if parked is None or parked.token is not token:
            return False
        self.stop_asking()
        self.history = parked.history
        self._show_document(parked.document, parked.wrapped)
        self.selection = parked.selection
        return True

    def show_notes(self, lines: Sequence[HeldLine]) -> None:
        """Show these notes; nothing can be undone in them yet."""
        self.stop_asking()
        old = self.history
        self.history = EditHistory(old.max_checkpoints, old.checkpoint_timer, old.checkpoint_max_characters)
        self._rows_to_load = [row_of(line.id, line.at, line.joined) for line in lines]
        self._set_document("\n".join(line.text for line in lines), None)
        self._rows_to_load = ()
        self.move_cursor(self.document.end)

    def held(self) -> list[HeldLine]:
        """The lines as they stand, without the empty ones at the end: a line begins with its first character."""
        lines, rows = self.document.lines, self.notes.rows
        count = len(lines)
        while count and not lines[count - 1]:
            count -= 1
        return [
            HeldLine(row.id, text, row.at, row.joined) for text, row in zip(lines[:count], rows[:count], strict=True)
        ]

    def know_lines(self, lines: Sequence[Line]) -> None:
        """Take who the first rows are from what is kept of them."""
        rows = self.notes.rows
        changed = False
        for place, (row, line) in enumerate(zip(rows, lines, strict=False)):
            if row.id != line.id or (row.at is None and line.text.strip()):
                first = row.pieces[0]._replace(id=line.id, at=line.at)
                rows[place] = row._replace(pieces=(first, *row.pieces[1:]))
                changed = True
        if changed:
            self._line_cache.clear()
            self.refresh()

    @property
    def notes(self) -> NotesDocument:
        """The document with its rows."""
        document = self.document
        assert isinstance(document, NotesDocument)
        return document

    @property
    def line_ids(self) -> list[str]:
        """The ids of the lines with words that the cursor or the selection is on."""
        top, bottom = sorted((self.selection.start[0], self.selection.end[0]))
        rows, lines = self.notes.rows, self.document.lines
        return [rows[place].id for place in range(top, bottom + 1) if lines[place].strip()]

    @property
    def marks_here(self) -> str:
        """The mark characters of the line the cursor is on."""
        line = self.document.get_line(self.cursor_location[0])
        return line[: head_length(line)].rstrip(" ")

    def show_letters(self, letters: Mapping[str, str], letter_now: str) -> None:
        """Say before each line who said it, by the line's id, and who says those that are not kept yet. The first call
        makes room for it.
        """
        if (letters, letter_now) != (self.letters, self.letter_now):
            had_room = bool(self.letter_now)
            self.letters, self.letter_now = letters, letter_now
            self._line_cache.clear()
            if not had_room and self.is_attached:
                self._rewrap_and_refresh_virtual_size()
            self.refresh()

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

    # --- edits -------------------------------------------------------------------------------------------------

    def edit(self, edit: Edit) -> EditResult:
        """Every edit but those of undo and redo: it knows the rows it changes, and `edited` hears of it at once."""
        if not isinstance(edit, NotesEdit):
            edit = NotesEdit(edit.text, edit.from_location, edit.to_location, edit.maintain_selection_offset)
        result = super().edit(edit)
        self._tell_edited()
        return result

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self._after_batch()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self._after_batch()

    def _after_batch(self) -> None:
        self._line_cache.clear()
        self._refresh_size()
        self._tell_edited()

    def on_blur(self) -> None:
        """Somebody turns to something else."""
        if self.left is not None:
            self.left()

    def _tell_edited(self) -> None:
        if self.edited is not None:
            self.edited()

    def action_undo(self) -> None:
        """Take back what was typed; the screen hears of it where there is nothing."""
        if self.history.undo_stack:
            self.undo()
        else:
            self.post_message(self.NothingToUndo())

    def action_cut(self) -> None:
        """Cut what is selected, or the line at hand: lines that go whole stay who they are wherever they are pasted."""
        if self.read_only:
            return
        start, end = sorted(self.selection)
        is_line = start == end
        if is_line:
            start, end = (start[0], 0), (start[0] + 1, 0)
        rows = self.notes.cut(start, end)
        column = self.cursor_location[1]
        result = self.edit(NotesEdit("", start, end, False, takes_ids=True))
        if is_line:
            self.move_cursor_relative(columns=column, record_width=False)
        self._cut = Cut(result.replaced_text, rows)
        self.app.copy_to_clipboard(result.replaced_text)

    def action_copy(self) -> None:
        """Copy what is selected; copies are lines of their own."""
        super().action_copy()
        self._cut = None

    def action_paste(self) -> None:
        """Paste what was cut or copied in this program."""
        self.insert_pasted(self.app.clipboard, from_here=True)

    async def _on_paste(self, event: events.Paste) -> None:
        """Text of another program comes in as text: its bullets are no marks. What was cut here is as it was."""
        event.stop()
        event.prevent_default()
        self.insert_pasted(event.text, from_here=clean_text(event.text) == clean_text(self.app.clipboard))

    def insert_pasted(self, pasted: str, *, from_here: bool = False) -> None:
        """Put text in where the cursor is; control characters come in as their symbols."""
        if self.read_only:
            return
        text = clean_text(pasted)
        carried: Sequence[Row | None] = ()
        start, end = sorted(self.selection)
        if from_here and self._cut is not None and text == self._cut.text:
            carried = self.notes.pasted(self._cut)
        elif not from_here:
            lines = text.split("\n")
            opens_line = start[1] == 0
            text = "\n".join(as_pasted(line) if number or opens_line else line for number, line in enumerate(lines))
        result = self.edit(NotesEdit(text, start, end, False, carried=carried))
        self.move_cursor(result.end_location)
        self.focus()

    # --- how it is drawn ---------------------------------------------------------------------------------------

    @property
    def gutter_width(self) -> int:
        """Room for the times, and for who speaks."""
        return TIME_COLUMN + (LETTER_COLUMN if self.letter_now else 0)

    def _set_document(self, text: str, language: str | None) -> None:
        document = NotesDocument(text, self._rows_to_load, self._second)
        self._show_document(document, NotesWrapping(document, self.wrap_width, self.indent_width))

    def _second(self) -> Seconds:
        return self.clock()

    def _show_document(self, document: NotesDocument, wrapped: NotesWrapping) -> None:
        # Where the cursor was in other notes is no place in these.
        self.set_reactive(TextArea.selection, Selection.cursor((0, 0)))
        self.document = document
        self.wrapped_document = wrapped
        self.navigator = DocumentNavigator(wrapped)
        self._build_highlight_map()
        if wrapped.is_for(self.wrap_width):
            self._line_cache.clear()
            self._refresh_size()
        else:
            self._rewrap_and_refresh_virtual_size()
        self.refresh()

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
        width = self.scrollable_content_region.size.width - self.gutter_width
        gutter = Strip([self._time_of(row, section, line)], cell_length=self.gutter_width)
        return Strip.join([gutter, words.extend_cell_length(width, base)]).apply_style(base)

    def _time_of(self, row: int, section: int, line: str) -> Segment:
        seconds = self.notes.rows[row].at if section == 0 and line.strip() else None
        shown = clock_text(seconds) if seconds is not None else ""
        style = self._theme.gutter_style if self._theme else None
        letter = self.letters.get(self.notes.rows[row].id, self.letter_now) if section == 0 and line.strip() else ""
        who = f"{letter}: " if letter else ""
        return Segment(f"{shown:>{TIME_COLUMN - 1}} {who}".ljust(self.gutter_width), style)

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
