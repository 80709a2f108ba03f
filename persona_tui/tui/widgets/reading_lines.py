"""A long text to read, line by line, with a cursor. Only what is seen is drawn: five thousand lines are no matter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual._wrap import compute_wrap_offsets
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from persona_tui.domain.marks import KIND_CHARACTERS, MARK_CHARACTERS
from persona_tui.domain.texts import clean_text
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.cursor import CURSOR, CURSOR_ELSEWHERE
from persona_tui.tui.widgets.pane_keys import PaneKeys

LEFT = 12
"""Cells left of the words: the cursor, a time, and the marks."""

MOST_KNOWN = 20_000
"""Lines of which it is remembered where they are wrapped."""

READING_COMMANDS = (
    Command(
        "reading.open", "enter", "open", _("Open"), _("Correct the words of a note, or mark words of a transcript.")
    ),
    Command("reading.up", "up,k", "step(-1)", _("Up"), show=False),
    Command("reading.down", "down,j", "step(1)", _("Down"), show=False),
    Command("reading.page_up", "pageup", "page(-1)", _("A screen up"), show=False),
    Command("reading.page_down", "pagedown", "page(1)", _("A screen down"), show=False),
    Command("reading.first", "home", "edge(-1)", _("To the first line"), show=False),
    Command("reading.last", "end", "edge(1)", _("To the last line"), show=False),
)


def one_row(text: str) -> str:
    """The text without breaks, tabs and control characters, each character in its place."""
    return clean_text(text.replace("\r", " ")).replace("\n", " ").replace("\t", " ")


@dataclass(frozen=True)
class ReadingLine:
    """One thing to read. `key` is "" for a heading, which the cursor passes by; `note` stands muted behind the words.

    `text` and `note` are `one_row`s; `left` is short (a time), `sign` the mark characters, `look` one of the component
    classes' last words. `found` and `marked` are stretches of the text.
    """

    key: str
    text: str
    left: str = ""
    sign: str = ""
    look: str = ""
    note: str = ""
    found: tuple[tuple[int, int], ...] = ()
    marked: tuple[tuple[int, int], ...] = ()


class ReadingLines(PaneKeys, ScrollView, can_focus=True):
    """Shows `ReadingLine`s; says `Moved` when the cursor did, `MarkTyped` for a mark character, `Opened` for Enter."""

    BINDINGS = bindings(READING_COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reading--heading",
        "reading--left",
        "reading--note",
        "reading--mark",
        "reading--pain",
        "reading--goal",
        "reading--come-back",
        "reading--own",
        "reading--found",
        "reading--marked",
        "reading--cursor",
        "reading--cursor-away",
    }
    DEFAULT_CSS = """
    ReadingLines { height: 1fr; width: 1fr; background: transparent; scrollbar-size-vertical: 1; overflow-x: hidden; }
    ReadingLines > .reading--heading { text-style: bold; }
    ReadingLines > .reading--left, ReadingLines > .reading--note { color: $foreground 65%; }
    ReadingLines > .reading--mark { color: $text-accent; text-style: bold; }
    ReadingLines > .reading--pain { color: $text-error; text-style: bold; }
    ReadingLines > .reading--goal { color: $text-success; text-style: bold; }
    ReadingLines > .reading--come-back { color: $text-warning; text-style: bold; }
    ReadingLines > .reading--own { color: $secondary; text-style: italic; }
    ReadingLines > .reading--found { text-style: bold reverse; }
    ReadingLines > .reading--marked { text-style: underline; color: $text-accent; }
    ReadingLines > .reading--cursor { background: $primary 35%; }
    ReadingLines > .reading--cursor-away { background: $primary 15%; }
    """

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, lines: ReadingLines, key: str) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> ReadingLines:
            """The lines in which it moved."""
            return self.lines

    class Opened(Moved):
        """Enter, or a click on the line that the cursor is on."""

    class MarkTyped(Moved):
        """A mark character was typed."""

        def __init__(self, lines: ReadingLines, key: str, character: str) -> None:
            super().__init__(lines, key)
            self.character = character

    def __init__(self, opens: str, **options: Any) -> None:
        """`opens` is what Enter does here, for the footer."""
        super().__init__(**options)
        self._bindings.key_to_bindings["enter"] = [
            replace(binding, description=opens) for binding in self._bindings.key_to_bindings["enter"]
        ]
        self._lines: Sequence[ReadingLine] = ()
        self._wrapped: list[list[int]] = []
        self._known: dict[tuple[str, bool], list[int]] = {}
        self._starts: list[int] = [0]
        self._width = 0
        self._cursor = -1

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[ReadingLine]) -> None:
        """Show these; the cursor stays on the line it was on, or near its place."""
        key, place = self.current_key, self._cursor
        self._lines = list(lines)
        self._wrap()
        kept = next((number for number, line in enumerate(self._lines) if line.key and line.key == key), None)
        self._cursor = kept if kept is not None else self._near(place)
        if self._cursor >= 0:
            self._show_cursor()
        self.refresh()

    @property
    def lines(self) -> Sequence[ReadingLine]:
        """What is shown."""
        return self._lines

    @property
    def current_key(self) -> str:
        """The key of the line the cursor is on; "" for none."""
        return self._lines[self._cursor].key if 0 <= self._cursor < len(self._lines) else ""

    def move_to(self, key: str) -> bool:
        """Put the cursor on the line with that key; whether there is one."""
        for place, line in enumerate(self._lines):
            if line.key == key and key:
                self._go(place)
                return True
        return False

    def _near(self, place: int) -> int:
        """The line nearest to a place, at or after it where there is one; -1 where there are none."""
        after = [number for number in range(max(0, place), len(self._lines)) if self._lines[number].key]
        before = [number for number in range(min(place, len(self._lines)) - 1, -1, -1) if self._lines[number].key]
        return next(iter([*after[:1], *before[:1]]), -1)

    def _wrap(self) -> None:
        width = max(10, self.scrollable_content_region.width - LEFT)
        if width != self._width or len(self._known) > MOST_KNOWN:
            self._known = {}
        self._width = width
        self._wrapped = []
        for line in self._lines:
            key = (_words(line), bool(line.key))
            breaks = self._known.get(key)
            if breaks is None:
                breaks = self._known[key] = self._breaks(line)
            self._wrapped.append(breaks)
        self._starts = [0, *accumulate(len(breaks) + 1 + self._space(n) for n, breaks in enumerate(self._wrapped))]
        self.virtual_size = Size(self.scrollable_content_region.width, self._starts[-1])

    def _space(self, place: int) -> int:
        """An empty row stands before each heading but the first."""
        return int(place > 0 and not self._lines[place].key)

    def _breaks(self, line: ReadingLine) -> list[int]:
        text = _words(line)
        width = self._width if line.key else self._width + LEFT - 2
        if len(text) <= width and (text.isascii() or cell_len(text) <= width):
            return []
        return compute_wrap_offsets(text, width, 4)

    def on_resize(self) -> None:
        """Wrap anew where the width is another one."""
        if max(10, self.scrollable_content_region.width - LEFT) != self._width:
            self._wrap()
            self._show_cursor()
            self.refresh()

    # --- how it is drawn ---------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of what is seen."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        row = y + self.scroll_offset.y
        if not self._lines or row >= self._starts[-1]:
            return Strip.blank(width, base)
        place = bisect_right(self._starts, row) - 1
        line = self._lines[place]
        section = row - self._starts[place] - self._space(place)
        if section < 0:
            return Strip.blank(width, base)
        style = base
        if place == self._cursor:
            style += self._look("cursor" if self.has_focus else "cursor-away")
        left = self._left(place, line, section, style)
        text = self._text(place, section)
        text.stylize_before(style)
        words = Strip(text.render(self.app.console), cell_length=text.cell_len)
        gutter = LEFT if line.key else 1
        return Strip.join([Strip(left, gutter), words]).extend_cell_length(width, style).crop(0, width)

    def _look(self, name: str) -> Style:
        """The style of a component, its half-transparent colours as they come out on the background."""
        full = self.get_component_rich_style(f"reading--{name}")
        if name.startswith("cursor"):
            return Style(bgcolor=full.bgcolor)
        own = self.get_component_rich_style(f"reading--{name}", partial=True)
        return own + Style(color=full.color) if own.color is not None else own

    def _left(self, place: int, line: ReadingLine, section: int, style: Style) -> list[Segment]:
        if not line.key:
            return [Segment(" ", style)]
        cursor = CURSOR if self.has_focus else CURSOR_ELSEWHERE
        glyph = cursor if place == self._cursor else " "
        shown, sign = (line.left, line.sign) if not section else ("", "")
        return [
            Segment(f"{glyph}{shown:>7} ", style + self._look("left")),
            Segment(f"{sign:<3}"[:3], style + self._look(line.look or "mark")),
        ]

    def _text(self, place: int, section: int) -> Text:
        line, breaks = self._lines[place], self._wrapped[place]
        words = _words(line)
        start = breaks[section - 1] if section else 0
        end = breaks[section] if section < len(breaks) else len(words)
        text = Text(words[start:end], end="", no_wrap=True)
        note_at = len(words) - len(line.note) if line.note else len(words)
        if not line.key:
            text.stylize(self._look("heading"), 0, max(0, note_at - start))
        elif line.look == "own":
            text.stylize(self._look("own"), 0, max(0, note_at - start))
        for name, places in (("marked", line.marked), ("found", line.found)):
            for first, last in places:
                if last > start and first < end:
                    text.stylize(self._look(name), max(0, first - start), min(last, end) - start)
        if note_at < end and line.note:
            text.stylize(self._look("note"), max(0, note_at - start))
        return text

    # --- the cursor --------------------------------------------------------------------------------------------

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._lines) and place != self._cursor:
            self._cursor = place
            self.refresh()
            self.post_message(self.Moved(self, self.current_key))
        self._show_cursor()

    def _show_cursor(self) -> None:
        """The line in sight, with the headings right above it."""
        if self._cursor < 0:
            return
        first = self._cursor
        while first > 0 and not self._lines[first - 1].key:
            first -= 1
        top, bottom = self._starts[first], self._starts[self._cursor + 1]
        height = max(1, self.scrollable_content_region.height)
        if bottom - top > height:
            top = self._starts[self._cursor]
        region = Region(0, top, 1, min(bottom - top, height))
        self.scroll_to_region(region, animate=False, force=True, x_axis=False)

    def action_step(self, by: int) -> None:
        """So many lines down, or up when negative."""
        places = [place for place, line in enumerate(self._lines) if line.key]
        if places:
            here = bisect_right(places, self._cursor) - 1
            self._go(places[min(max(here + by, 0), len(places) - 1)])

    def action_page(self, by: int) -> None:
        """A screen down, or up."""
        if self._cursor >= 0:
            row = self._starts[self._cursor] + by * max(1, self.scrollable_content_region.height - 2)
            place = bisect_right(self._starts, min(max(row, 0), self._starts[-1] - 1)) - 1
            self._go(self._near(place))

    def action_edge(self, by: int) -> None:
        """To the first line, or the last."""
        self.action_step(by * len(self._lines))

    def on_key(self, event: events.Key) -> None:
        """A mark character marks."""
        character = event.character or ""
        if self.current_key and (character in KIND_CHARACTERS or character in MARK_CHARACTERS) and character:
            event.stop()
            self.post_message(self.MarkTyped(self, self.current_key, character))

    def action_open(self) -> None:
        """What Enter does."""
        if self.current_key:
            self.post_message(self.Opened(self, self.current_key))

    def on_click(self, event: events.Click) -> None:
        """The cursor to what was clicked; open it when it stands there."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = offset.y + self.scroll_offset.y
        place = bisect_right(self._starts, row) - 1
        if 0 <= place < len(self._lines) and self._lines[place].key:
            if place == self._cursor and event.chain == 2:
                self.action_open()
            self._go(place)

    def on_focus(self) -> None:
        """The cursor shows that keys work here."""
        self.refresh()

    def on_blur(self) -> None:
        """And that they do not."""
        self.refresh()


def _words(line: ReadingLine) -> str:
    return f"{line.text}  {line.note}" if line.note else line.text
