"""The editor of notes: one in the program, small, with the second of each line at its left and marks that stand out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.document._document import EditResult, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._history import EditHistory
from textual.message import Message
from textual.widgets import TextArea

from persona_tui.domain.interviews import Line
from persona_tui.domain.marks import (
    KIND_CHARACTERS,
    MARK_CHARACTERS,
    as_pasted,
    toggle_mark,
)
from persona_tui.domain.texts import clean_text
from persona_tui.tui.widgets.notes_editor_document import Cut, NotesDocument, NotesEdit, NotesWrapping
from persona_tui.tui.widgets.notes_editor_drawing import NotesDrawing, head_length
from persona_tui.tui.widgets.notes_editor_rows import Clock, Row, row_of
from persona_tui.workflows.notes import HeldLine


class Parked(NamedTuple):
    """What is kept of a question while another one is shown. `token` is what was shown, as its keeper knows it."""

    token: object
    document: NotesDocument
    wrapped: NotesWrapping
    history: EditHistory
    selection: Selection


class NotesEditor(NotesDrawing):
    """Notes with marks, each line with who it is. `show_notes` puts a question's notes in, `held` gives them back.

    `clock` says which second of the talk it is; `edited` is called at each edit, `left` when the focus goes.
    """

    class MarkAsked(Message):
        """The next key will be a mark, or no longer."""

    class NothingToUndo(Message):
        """Nothing that was typed here can be taken back any more."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - as every widget calls it
        self._rows_to_load: Sequence[Row] = ()
        self._parked: dict[str, Parked] = {}
        self._cut: Cut | None = None
        self._just_shown = False
        self.asks_mark = False
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
        self._just_shown = True
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
        self._just_shown = True

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
        for row in self.places_at_hand:
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
        elif event.is_printable:
            self._begin_thought()
        self._just_shown = False

    def _begin_thought(self) -> None:
        """Somebody came back to a question and types: a new thought, on a line of its own."""
        end = self.document.end
        if self._just_shown and self.cursor_location == end and end[1] > 0 and not self.read_only:
            self.insert("\n")
        self._just_shown = False

    # --- edits -------------------------------------------------------------------------------------------------

    def edit(self, edit: Edit) -> EditResult:
        """Every edit but those of undo and redo: it knows the rows it changes, and `edited` hears of it at once."""
        if not isinstance(edit, NotesEdit):
            edit = NotesEdit(edit.text, edit.from_location, edit.to_location, edit.maintain_selection_offset)
        self._just_shown = False
        height = self.virtual_size.height
        result = super().edit(edit)
        if self.virtual_size.height != height:
            # The cursor was followed before there was room for its new row.
            self.scroll_cursor_visible()
        self._tell_edited()
        return result

    def _after_batch(self, last_done: Sequence[Edit]) -> None:
        super()._after_batch(last_done)
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

    def write(self, text: str) -> None:
        """Put in what was typed elsewhere, as if it had been typed here."""
        if self.read_only:
            return
        if text != "\n":
            self._begin_thought()
        self.insert(text)

    def insert_pasted(self, pasted: str, *, from_here: bool = False) -> None:
        """Put text in where the cursor is; control characters come in as their symbols."""
        if self.read_only:
            return
        self._begin_thought()
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

    def _set_document(self, text: str, language: str | None) -> None:
        document = NotesDocument(text, self._rows_to_load, lambda: self.clock())
        self._show_document(document, NotesWrapping(document, self.wrap_width, self.indent_width))

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
        self._restart_blink()
        self.refresh()
