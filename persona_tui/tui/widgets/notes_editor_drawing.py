"""How notes are drawn: the second of each line and who said it at its left, and marks that stand out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.document._document import Location
from textual.expand_tabs import expand_text_tabs_from_widths
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from persona_tui.domain.marks import LineKind, Mark, read_marks
from persona_tui.i18n import _
from persona_tui.tui.widgets.notes_editor_document import NotesDocument, NotesWrapping
from persona_tui.tui.widgets.typing_area import TypingArea

TIME_COLUMN = 8
"""Cells left of each line, for its time."""
LETTER_COLUMN = 3
"""Cells for who speaks, where several are on the call."""
LONGEST_HEAD = 6
"""Characters of a line that are looked at for its marks."""


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


class NotesDrawing(TypingArea):
    """A text area of notes, as far as it is seen. `letters` say who said a line, by its id."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notes--mark",
        "notes--pain",
        "notes--goal",
        "notes--come-back",
        "notes--reading",
    }
    DEFAULT_CSS = """
    NotesDrawing { height: 1fr; min-height: 3; max-height: 16; padding: 0 1 0 0;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    NotesDrawing .notes--mark { color: $text-accent; text-style: bold; }
    NotesDrawing .notes--pain { color: $text-error; text-style: bold; }
    NotesDrawing .notes--goal { color: $text-success; text-style: bold; }
    NotesDrawing .notes--come-back { color: $text-warning; text-style: bold; }
    NotesDrawing .notes--reading { color: $secondary; text-style: italic; }
    NotesDrawing .text-area--gutter { color: $text-muted; background: transparent; text-style: none; }
    """

    def __init__(self, **options: Any) -> None:
        self.letters: Mapping[str, str] = {}
        self.letter_now = ""
        self._drawn: dict[int, tuple[object, ...]] = {}
        self._drawn_looks: tuple[object, ...] = ()
        super().__init__(**options)

    @property
    def notes(self) -> NotesDocument:
        """The document with its rows."""
        document = self.document
        assert isinstance(document, NotesDocument)
        return document

    @property
    def line_ids(self) -> list[str]:
        """The ids of the lines with words that the cursor or the selection is on."""
        rows, lines = self.notes.rows, self.document.lines
        return [rows[place].id for place in self.places_at_hand if lines[place].strip()]

    @property
    def places_at_hand(self) -> range:
        """The rows that the cursor or the selection is on; one before which the selection ends is none of them."""
        (top, _left), (bottom, right) = sorted(self.selection)
        return range(top, bottom + (right > 0 or bottom == top))

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

    @property
    def gutter_width(self) -> int:
        """Room for the times, and for who speaks."""
        return TIME_COLUMN + (LETTER_COLUMN if self.letter_now else 0)

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Wrap the text where its width is another one; a scrollbar that comes or goes makes none, it has its room."""
        wrapped = self.wrapped_document
        if isinstance(wrapped, NotesWrapping) and wrapped.is_for(self.wrap_width):
            self._refresh_size()
        else:
            super()._rewrap_and_refresh_virtual_size()

    # --- only what looks different is drawn again ----------------------------------------------------------------

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> NotesDrawing:
        """Draw it again: where nobody says which part, the rows that look different from what was drawn last."""
        whole = not regions and repaint and not layout and not recompose
        if whole and self._drawn and self._drawn_looks == self._looks():
            rows = range(self.size.height)
            changed = tuple(
                Region(0, y, self.size.width, 1) for y in rows if self._drawn.get(y) != self._row_as_seen(y)
            )
            if changed:
                super().refresh(*changed)
            return self
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def notify_style_update(self) -> None:
        """Everything looks different."""
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part; the styles are asked for where they may have changed."""
        looks = self._looks()
        if looks != self._drawn_looks or not self._drawn:
            self._drawn.clear()
            self._line_cache.clear()
            self._drawn_looks = looks
            return super().render_lines(crop)
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """A row, from memory where it looks as one that was drawn before."""
        seen = self._row_as_seen(y)
        self._drawn[y] = seen
        strip = self._line_cache.get(seen)
        if strip is None:
            strip = self._line_cache[seen] = self._render_line(y)
        return strip

    def _looks(self) -> tuple[object, ...]:
        """What all rows have in common."""
        return self.size, self.app.theme, self.has_focus, self.read_only, self.gutter_width, self.app.ansi_color

    def _row_as_seen(self, y: int) -> tuple[object, ...]:
        """Everything that a row of the screen looks like."""
        wrapped, place = self.wrapped_document, y + self.scroll_offset.y
        if place >= len(wrapped._offset_to_line_info):
            return ()
        number, section = wrapped._offset_to_line_info[place]
        line, row = self.document.lines[number], self.notes.rows[number]
        breaks = wrapped._wrap_offsets[number]
        start = breaks[section - 1] if section else 0
        end = breaks[section] if section < len(breaks) else len(line) + 1
        selected: tuple[int, int] | None = None
        top, bottom = sorted(self.selection)
        if top != bottom and top[0] <= number <= bottom[0]:
            selected = (top[1] if number == top[0] else 0, bottom[1] if number == bottom[0] else len(line))
        cursor_row, column = self.selection.end
        cursor = column - start if cursor_row == number and start <= column < end and self._draw_cursor else -1
        aside = (row.at, self.letters.get(row.id, self.letter_now)) if section == 0 and line.strip() else None
        is_empty = not line and self.document.line_count == 1
        tabs = line[:start].count("\t") if "\t" in line else 0
        head, text = line[:LONGEST_HEAD], line[start:end]
        return (
            section == 0,
            start if selected or start < LONGEST_HEAD else 0,
            head,
            text,
            selected,
            cursor,
            aside,
            is_empty,
            tabs,
            end > len(line),
        )

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Notes have no brackets that match; looking for them would cost time."""
        return None

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
            hint = (
                _("Only to read for now: nothing can be typed.")
                if self.read_only
                else _("Notes: one thought a line. Just type.")
            )
            text.append(hint, theme.gutter_style if theme else None)
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
