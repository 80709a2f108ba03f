"""A screen of two sides: both where there is room, one at a time where there is not."""

from __future__ import annotations

from abc import abstractmethod

from textual import events
from textual.widget import Widget

from persona_tui.tui.screens.working_screen import WorkingScreen

ROOM_FOR_BOTH = 96
"""Columns below which the two sides are shown one at a time."""


class TwoSidedScreen(WorkingScreen):
    """A subclass says which widgets its sides are (`sides`), and where each may take the focus (`ways_in`)."""

    side = 0
    """The side that is worked on: 0 or 1."""

    @property
    @abstractmethod
    def sides(self) -> tuple[Widget, Widget]:
        """The left side and the right one."""

    @abstractmethod
    def ways_in(self, side: int) -> list[Widget]:
        """What may take the focus on a side, the best first; what is not displayed does not."""

    @property
    def has_room(self) -> bool:
        """Whether both sides are shown."""
        return self.size.width >= ROOM_FOR_BOTH

    def fold(self) -> None:
        """Show both sides, or the one that is worked on."""
        self.set_class(self.has_room, "-both")
        for number, side in enumerate(self.sides):
            side.display = self.has_room or number == self.side

    def on_resize(self) -> None:
        """There may be more room, or less."""
        self.fold()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The side that is worked on is the one that is shown."""
        left, _right = self.sides
        self.side = 0 if left in event.widget.ancestors else 1
        self.fold()

    def take_focus(self) -> None:
        """To the side that is worked on; where there is nothing to do, to the other one."""
        for side in (self.side, 1 - self.side):
            for widget in self.ways_in(side):
                if widget.display:
                    self.side = side
                    self.fold()
                    widget.focus()
                    return
        self.fold()

    def stay_somewhere(self) -> None:
        """Where what has the focus is shown no more, something else takes it."""
        if self.focused is None or not self.focused.display:
            self.take_focus()

    def action_other_side(self) -> None:
        """To the other side, where there is anything to do; where there is no room, to see it in any case."""
        if any(widget.display for widget in self.ways_in(1 - self.side)):
            self.side = 1 - self.side
            self.take_focus()
        elif not self.has_room:
            self.side = 1 - self.side
            self.fold()
