"""The last line of every screen: the keys that work here and now. One widget, so that it costs one line to draw."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from persona_tui.tui.widgets.words import styled

HELP = "f1"
"""The key that stays where there is no room for all: it tells of the others."""


class KeysLine(Static):
    """Keys and what they do, the most useful first; those that do not fit are left out, but never the help.

    A click on a key presses it.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeysLine {
        dock: bottom; height: 1; text-wrap: nowrap; pointer: pointer;
        color: $footer-description-foreground; background: $footer-background;
    }
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, **options)
        self._keys: list[tuple[str, str, str, bool]] = []
        self._is_asked = False

    def on_mount(self) -> None:
        """Show the keys, and again whenever others work."""
        self.screen.bindings_updated_signal.subscribe(self, self._ask)
        self._ask(self.screen)

    def _ask(self, _screen: Screen[Any]) -> None:
        """However often it is said that other keys work, they are read once."""
        if not self._is_asked and self.app.app_focus:
            self._is_asked = True
            self.call_next(self._read)

    def _read(self) -> None:
        self._is_asked = False
        keys: dict[str, tuple[str, str, str, bool]] = {}
        for active in self._in_order():
            binding = active.binding
            if binding.show:
                shown = self.app.get_key_display(binding)
                keys.setdefault(binding.action, (binding.key, shown, binding.description, active.enabled))
        if list(keys.values()) != self._keys:
            self._keys = list(keys.values())
            self.refresh()

    def _in_order(self) -> list[ActiveBinding]:
        """Keys of what has the focus come first, then those of the screen in its own order, then the program's."""
        known = [binding.id for bindings in self.screen._bindings.key_to_bindings.values() for binding in bindings]
        places = {name: place for place, name in reversed(list(enumerate(known)))}

        def place(active: ActiveBinding) -> int:
            if active.node is self.screen:
                return places.get(active.binding.id, len(known))
            return len(known) if active.node is self.app else -1

        return sorted(self.screen.active_bindings.values(), key=place)

    def _fitting(self) -> list[tuple[str, str, str, bool]]:
        fitting = list(self._keys)
        while len(fitting) > 1 and sum(map(_width, fitting)) - 1 > self.size.width:
            fitting.pop(-2 if fitting[-1][0] == HELP else -1)
        return fitting

    def render(self) -> Content:
        """The keys that fit."""
        parts: list[str | tuple[str, str]] = []
        for _key, shown, title, works in self._fitting():
            parts += [
                (shown, "bold $footer-key-foreground" if works else "dim"),
                (f" {title} ", "" if works else "dim"),
            ]
        return styled(*parts)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        place = 0
        for item in self._fitting():
            if place <= event.x < place + _width(item) - 1:
                if item[3]:
                    self.app.simulate_key(item[0])
                return
            place += _width(item)


def _width(item: tuple[str, str, str, bool]) -> int:
    return cell_len(item[1]) + cell_len(item[2]) + 2
