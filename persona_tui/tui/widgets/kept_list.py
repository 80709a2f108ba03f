"""A list whose cursor stays on what it was on when the list changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Entry(NamedTuple):
    """One entry: its key, what it says, and whether it is a heading, which the cursor passes over."""

    key: str
    words: Content
    is_heading: bool = False


class KeptList(OptionList):
    """Entries with a key each; changed in place where only their words change."""

    DEFAULT_CSS = """
    KeptList { height: 1fr; scrollbar-size-vertical: 1; }
    KeptList > .option-list--option { padding: 0 1; }
    KeptList > .option-list--option-disabled { color: $foreground 65%; text-style: bold; }
    KeptList > .option-list--option-highlighted { background: $primary 18%; color: $foreground; text-style: none; }
    KeptList:focus > .option-list--option-highlighted { background: $primary 35%; }
    KeptList > .option-list--option-hover { background: transparent; }
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, **options)
        self._shown: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the cursor stays on its entry, or near its place."""
        wanted = list(entries)
        if wanted == self._shown:
            return
        same_keys = [entry[::2] for entry in wanted] == [entry[::2] for entry in self._shown]
        before, place = self.current_key, self.highlighted
        shown, self._shown = self._shown, wanted
        if same_keys:
            for number, (old, new) in enumerate(zip(shown, wanted, strict=True)):
                if old.words != new.words:
                    self.replace_option_prompt_at_index(number, new.words)
            return
        self.set_options([Option(entry.words, disabled=entry.is_heading) for entry in wanted])
        if not self.move_to(before):
            self._highlight_near(place or 0)

    @property
    def current_key(self) -> str:
        """The key of the entry the cursor is on; "" for none."""
        place = self.highlighted
        return self._shown[place].key if place is not None and place < len(self._shown) else ""

    def move_to(self, key: str) -> bool:
        """Put the cursor on the entry with that key; whether there is one."""
        for place, entry in enumerate(self._shown):
            if key and entry.key == key and not entry.is_heading:
                self.highlighted = place
                return True
        return False

    def _highlight_near(self, place: int) -> None:
        free = [number for number, entry in enumerate(self._shown) if not entry.is_heading]
        self.highlighted = min(free, key=lambda number: abs(number - place), default=None)
