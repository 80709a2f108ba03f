"""A list whose cursor stays on what it was on when the list changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widgets.option_list import Option

from persona_tui.tui.widgets.marked_list import MarkedList

LEAST_WIDTH = 16
"""Cells below which lines are not indented."""


class Entry(NamedTuple):
    """One entry: its key, what it says, whether it is a heading, which the cursor passes over, and the mark in front
    of its first line, under which the following lines stand indented.
    """

    key: str
    words: Content
    is_heading: bool = False
    lead: Content = Content("")


class KeptList(MarkedList):
    """Entries with a key each; changed in place where only their words change."""

    DEFAULT_CSS = """
    KeptList { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    KeptList > .option-list--option { padding: 0 1; }
    KeptList > .option-list--option-disabled { color: $foreground 65%; text-style: bold; }
    KeptList > .option-list--option-highlighted { background: $primary 18%; color: $foreground; text-style: none; }
    KeptList:focus > .option-list--option-highlighted { background: $primary 35%; }
    KeptList > .option-list--option-hover { background: transparent; }
    """

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, **options)
        self._entries: list[Entry] = []
        self._room = 0

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the cursor stays on its entry, or near its place."""
        wanted = list(entries)
        if wanted == self._entries:
            return
        kept = [(entry.key, entry.is_heading) for entry in wanted] == [
            (entry.key, entry.is_heading) for entry in self._entries
        ]
        before, place = self.current_key, self.highlighted
        shown, self._entries = self._entries, wanted
        if kept:
            for number, (old, new) in enumerate(zip(shown, wanted, strict=True)):
                if old != new:
                    self._put(number, self._prompt(new))
            return
        self.set_options([Option(self._prompt(entry), disabled=entry.is_heading) for entry in wanted])
        if not self.move_to(before):
            self._highlight_near(place or 0)

    def show_entry(self, place: int, entry: Entry) -> None:
        """Show another entry, with the same key, in one place."""
        if self._entries[place] != entry:
            self._entries[place] = entry
            self._put(place, self._prompt(entry))

    def watch_highlighted(self, before: int | None, highlighted: int | None) -> None:  # type: ignore[override]
        """The cursor is on another entry: the lines of both are drawn again."""
        super().watch_highlighted(highlighted)
        lines = self._index_to_line
        for place in (before, highlighted):
            if place is not None and place in lines:
                self.refresh_lines(lines[place], self._heights[place])

    def _put(self, place: int, prompt: Content) -> None:
        """Another prompt for one entry; where it is as high as it was, its lines alone are drawn again."""
        option = self.get_option_at_index(place)
        padding = self.get_component_styles("option-list--option").padding
        room = self.scrollable_content_region.width - padding.width
        height = self._heights.get(place)
        if room <= 0 or height is None or len(prompt.wrap(room)) != height:
            self.replace_option_prompt_at_index(place, prompt)
            return
        option._set_prompt(prompt)
        for known in [key for key in self._option_render_cache.keys() if key[0] is option]:  # noqa: SIM118
            self._option_render_cache.discard(known)
        self.refresh_lines(self._index_to_line[place], height)

    @property
    def keys(self) -> list[str]:
        """The keys of the entries, in their order."""
        return [entry.key for entry in self._entries if not entry.is_heading]

    @property
    def current_key(self) -> str:
        """The key of the entry the cursor is on; "" for none."""
        place = self.highlighted
        return self._entries[place].key if place is not None and place < len(self._entries) else ""

    def move_to(self, key: str) -> bool:
        """Put the cursor on the entry with that key; whether there is one."""
        for place, entry in enumerate(self._entries):
            if key and entry.key == key and not entry.is_heading:
                self.highlighted = place
                return True
        return False

    def on_resize(self) -> None:
        """Lines are indented for the width there is."""
        room = self.scrollable_content_region.width - 2
        if room != self._room:
            narrower = min(room, self._room)
            self._room = room
            for number, entry in enumerate(self._entries):
                if entry.lead.plain and entry.words.cell_length > narrower - entry.lead.cell_length:
                    self.replace_option_prompt_at_index(number, self._prompt(entry))

    def _prompt(self, entry: Entry) -> Content:
        indent = entry.lead.cell_length
        fits = entry.words.cell_length <= self._room - indent and "\n" not in entry.words.plain
        if fits or self._room - indent < LEAST_WIDTH or not indent:
            return entry.lead + entry.words
        lines = [line for part in entry.words.split("\n") for line in part.wrap(self._room - indent)]
        return entry.lead + Content("\n" + " " * indent).join(line.rstrip() for line in lines)

    def _highlight_near(self, place: int) -> None:
        free = [number for number, entry in enumerate(self._entries) if not entry.is_heading]
        self.highlighted = min(free, key=lambda number: abs(number - place), default=None)
