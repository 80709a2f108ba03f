"""The map: variables as lines, customers as letters on them. Drawn line by line, without a widget for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.cursor import CURSOR, CURSOR_ELSEWHERE
from persona_tui.tui.widgets.map_line import BESIDE, LETTERS, MARGIN, Focus, MapLine, Row, rows_of
from persona_tui.tui.widgets.pane_keys import PaneKeys

MAP_COMMANDS = (
    Command(
        "map.left", "left", "pane('nudge', -1)", _("Move"), _("Move the customer along the line."), True, False, "←→"
    ),
    Command("map.right", "right", "pane('nudge', 1)", _("Move right"), show=False),
    Command("map.far_left", "shift+left", "pane('nudge', -3)", _("Three places left"), show=False),
    Command("map.far_right", "shift+right", "pane('nudge', 3)", _("Three places right"), show=False),
    Command("map.up", "up", "move(-1)", _("Up"), show=False),
    Command("map.down", "down", "move(1)", _("Down"), show=False),
    Command("map.page_up", "pageup", "move(-5)", _("Further up"), show=False),
    Command("map.page_down", "pagedown", "move(5)", _("Further down"), show=False),
    Command("map.first", "home", "move(-1000)", _("To the first"), show=False),
    Command("map.last", "end", "move(1000)", _("To the last"), show=False),
    Command(
        "map.person",
        "tab",
        "pane('person', 1)",
        _("Customer"),
        _("The next customer; a capital letter or a digit goes straight to one."),
        key_display="tab",
    ),
    Command("map.person_before", "shift+tab", "pane('person', -1)", _("Customer before"), show=False),
    Command("map.unknown", "u", "pane('unknown')", _("Unknown"), _("It is not known where this customer stands.")),
    Command("map.words", "enter,w", "pane('words')", _("Words"), _("The words this place rests on.")),
    Command("map.add", "a", "pane('add')", _("Add"), _("More to stand apart on: ready ones, or your own.")),
    Command("map.cuts", "c", "pane('cuts')", _("Cuts"), _("Move where the line is cut into parts.")),
    Command("map.groups", "g", "pane('groups')", _("Together"), _("See who belongs together.")),
    Command("map.reset", "r", "pane('reset_cuts')", _("Cut as proposed"), show=False),
    Command("map.edit", "e", "pane('edit')", _("Edit"), _("Call the ends something else."), show=False),
    Command("map.off", "backspace", "pane('off')", _("Off the line"), _("As if never placed."), show=False),
    Command("map.remove", "delete,x", "pane('remove')", _("Remove"), _("Take this line off the map."), show=False),
    Command("map.leave_out", "o", "pane('leave_out')", _("Leave out"), _("Keep it, and do not count it."), show=False),
    Command("map.move_up", "ctrl+up", "pane('move_line', -1)", _("Move up"), show=False),
    Command("map.move_down", "ctrl+down", "pane('move_line', 1)", _("Move down"), show=False),
)


class MapLines(PaneKeys, ScrollView, can_focus=True):
    """The lines, one of them current. What it is about, and what a key does, the screen says."""

    BINDINGS = bindings(MAP_COMMANDS)
    COMPONENT_CLASSES = {
        "map--pole",
        "map--here",
        "map--line",
        "map--answer",
        "map--letter",
        "map--mine",
        "map--chosen",
        "map--cut",
        "map--cut-here",
        "map--missing",
        "map--pointer",
        "map--band",
    }
    DEFAULT_CSS = """
    MapLines { height: 1fr; background: transparent; scrollbar-size: 0 1; }
    MapLines > .map--pole { color: $foreground 85%; }
    MapLines > .map--here { color: $foreground; text-style: bold; }
    MapLines > .map--line { color: $foreground 30%; }
    MapLines > .map--answer { color: $foreground 85%; }
    MapLines > .map--letter { color: $foreground; text-style: bold; }
    MapLines > .map--mine { color: $text-accent; text-style: bold underline; }
    MapLines > .map--chosen { color: $text-accent; text-style: bold reverse; }
    MapLines > .map--cut { color: $text-accent; }
    MapLines > .map--cut-here { color: $text-accent; text-style: bold reverse; }
    MapLines > .map--missing { color: $foreground 55%; }
    MapLines > .map--pointer { color: $text-accent; }
    MapLines > .map--band { background: $primary 15%; }
    """

    class Moved(Message):
        """Another line is current."""

    class Picked(Message):
        """A capital letter or a digit was typed: whom it means (an id)."""

        def __init__(self, person: str) -> None:
            super().__init__()
            self.person = person

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._lines: tuple[MapLine, ...] = ()
        self._letters: dict[str, str] = {}
        self._place = 0
        self._person = ""
        self._pointing: Callable[[MapLine], str] = lambda line: ""
        self._cut = -1
        self._rows: list[tuple[int, Row]] = []

    # --- what it shows ---------------------------------------------------------------------------------------

    def show_map(
        self,
        lines: Sequence[MapLine],
        letters: Mapping[str, str],
        person: str,
        pointing: Callable[[MapLine], str],
        cut: int = -1,
    ) -> None:
        """Show these lines; the cursor stays on its own, or near its place. `pointing` says what stands below the
        current line, under the chosen person's letter; `cut` is the one that is being moved.
        """
        key = self.current_key
        self._lines, self._letters = tuple(lines), dict(letters)
        self._person, self._pointing, self._cut = person, pointing, cut
        keys = [line.key for line in lines]
        self._place = keys.index(key) if key in keys else max(0, min(self._place, len(keys) - 1))
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - MARGIN - 1
        self._rows = []
        for place, line in enumerate(self._lines):
            focus = Focus(self._person, self._pointing(line), self._cut) if place == self._place else None
            for row in rows_of(line, self._letters, width, focus, self._person):
                self._rows.append((place, row))
            if width < BESIDE or focus is not None:
                self._rows.append((-1, ()))
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._follow_cursor()
        self.refresh()

    @property
    def current_key(self) -> str:
        """The current line's key; "" where there is none."""
        return self._lines[self._place].key if self._place < len(self._lines) else ""

    def move_to(self, key: str) -> bool:
        """Make the line with that key the current one; whether there is one."""
        for place, line in enumerate(self._lines):
            if line.key == key:
                self._go(place)
                return True
        return False

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self._lines) - 1))
        if place != self._place:
            self._place = place
            self._lay_out()
            self.post_message(self.Moved())

    def _follow_cursor(self) -> None:
        mine = [number for number, (place, _row) in enumerate(self._rows) if place == self._place]
        height = self.scrollable_content_region.height
        if not mine or not height:
            return
        y = self.scroll_offset.y
        wanted = mine[0] if mine[0] < y else max(y, mine[-1] - height + 1)
        if wanted != y:
            self.scroll_to(0, wanted, animate=False)

    # --- keys ------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Another line."""
        self._go(self._place + by)

    def on_key(self, event: events.Key) -> None:
        """A capital letter or a digit chooses a customer."""
        typed = event.character or ""
        people = list(self._letters)
        found = ""
        if typed in LETTERS and typed:
            found = next((person for person, letter in self._letters.items() if letter == typed), "")
        elif typed.isdigit() and 0 < int(typed) <= len(people):
            found = people[int(typed) - 1]
        if found:
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked(found))

    def on_click(self, event: events.Click) -> None:
        """A click makes a line the current one."""
        row = event.y + self.scroll_offset.y
        if 0 <= row < len(self._rows) and self._rows[row][0] >= 0:
            self._go(self._rows[row][0])

    # --- drawing ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """As much as there is room for."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One row of one line."""
        width = self.size.width
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        place, row = self._rows[number]
        is_here = place == self._place and place >= 0
        band = self._style("band") if is_here else Style.null()
        mark = (CURSOR if self.has_focus else CURSOR_ELSEWHERE) if is_here else " "
        segments = [Segment(f"{mark} ", self._style("letter") + band)]
        segments += [Segment(text, (self._style(name) if name else Style.null()) + band) for text, name in row if text]
        strip = Strip(segments).adjust_cell_length(width, band)
        return strip.apply_style(self.rich_style)

    def _style(self, name: str) -> Style:
        full = self.get_component_rich_style(f"map--{name}")
        if name == "band":
            return Style(bgcolor=full.bgcolor)
        return Style(color=full.color, bold=full.bold, underline=full.underline, reverse=full.reverse)
