"""Boxes to tick and one of several to pick, that can be read without colour."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, RadioSet, SelectionList

from persona_tui.tui.widgets.cursor import with_cursor

TICKED, UNTICKED = "■", "□"
PICKED, UNPICKED = "●", "○"

T = TypeVar("T")


class Tick(Checkbox):
    """A box: filled when it is ticked, empty when not. The arrows go to the next and the last one, as in a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    DEFAULT_CSS = """
    Tick > .toggle--button, Tick.-on > .toggle--button { background: transparent; color: $foreground; }
    Tick:focus > .toggle--label { background: transparent; color: $foreground; text-style: bold; }
    """

    @property
    def _button(self) -> Content:
        return Content.styled(TICKED if self.value else UNTICKED, self.get_visual_style("toggle--button"))


class Pick(RadioButton):
    """One of several: a full circle when it is picked, an empty one when not."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Pick > .toggle--button { background: transparent !important; color: $foreground !important; }
    Pick.-selected > .toggle--label { background: transparent !important; color: $foreground !important; }
    RadioSet:focus Pick.-selected > .toggle--label { background: $primary 35% !important; text-style: bold; }
    """

    @property
    def _button(self) -> Content:
        return Content.styled(PICKED if self.value else UNPICKED, self.get_visual_style("toggle--button"))


class PickOne(RadioSet):
    """Several of which one is picked. An arrow picks the next one: what is lit is what counts."""

    def on_focus(self) -> None:
        """Begin at what is picked."""
        if self.pressed_index >= 0:
            self._selected = self.pressed_index

    def action_next_button(self) -> None:
        """Pick the next one."""
        super().action_next_button()
        self._pick()

    def action_previous_button(self) -> None:
        """Pick the one before."""
        super().action_previous_button()
        self._pick()

    def _pick(self) -> None:
        """Pick what is lit; while the set is made, it only looks for its first one."""
        if self.has_focus and self._selected is not None:
            button = self.children[self._selected]
            assert isinstance(button, RadioButton), "a set holds nothing else"
            button.value = True


class TickList(SelectionList[T], Generic[T]):
    """A list of which several can be ticked. Its prompts are `Content`; each takes one row."""

    DEFAULT_CSS = """
    TickList { text-wrap: nowrap; text-overflow: ellipsis; }
    TickList > .option-list--option-highlighted, TickList:focus > .option-list--option-highlighted {
        background: $primary 18%; color: $foreground; text-style: none;
    }
    TickList:focus > .option-list--option-highlighted { background: $primary 35%; text-style: bold; }
    """

    def render_line(self, y: int) -> Strip:
        """The row with its box."""
        strip = super().render_line(y)
        place = self.scroll_offset.y + y
        if place >= self.option_count:
            return strip
        box, label = list(strip)[:4], list(strip)[4:]
        style = box[3].style
        glyph = TICKED if self.get_option_at_index(place).value in self.selected else UNTICKED
        ticked = Strip([Segment(" ", style), Segment(glyph, style), Segment("  ", style), *label])
        return with_cursor(ticked, self.has_focus) if place == self.highlighted else ticked
