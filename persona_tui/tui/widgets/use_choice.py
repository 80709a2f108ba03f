"""How a customer uses a channel, on one line: the choice, changed with a key."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.words import MUTED, styled

NOT_USED = -1
"""The value of a channel that is not used; otherwise 0 for used, 1 for the first choice, and so on."""

USE_COMMANDS = (
    Command(
        "use.change", "space,right", "step(1)", _("Change"), _("Not used, used, second, first."), key_display="space"
    ),
    Command("use.back", "left", "step(-1)", _("Change back"), show=False),
    Command("use.first", "1", "set(1)", _("First choice"), _("This is where they like to be reached best.")),
    Command("use.second", "2", "set(2)", _("Second"), _("The next best.")),
    Command("use.used", "u", "set(0)", _("Used"), _("They use it, and prefer others.")),
    Command("use.not", "0,delete", "set(-1)", _("Not used"), key_display="0"),
    Command("use.next", "down", "row(1)", _("Next channel"), show=False),
    Command("use.previous", "up", "row(-1)", _("Previous channel"), show=False),
    Command("use.accept", "enter", "screen.accept", _("Save"), show=False),
)
_STEPS = (NOT_USED, 0, 2, 1)


def use_glyph(preferred: int) -> str:
    """One character for it: · nothing, ● used, 1, 2 …"""
    if preferred == NOT_USED:
        return "·"
    return str(min(preferred, 9)) if preferred else "●"


def use_label(preferred: int) -> str:
    """What a person reads for it."""
    known = {NOT_USED: _("not used"), 0: _("used"), 1: _("first choice"), 2: _("second choice")}
    return known.get(preferred) or _("choice {n}").format(n=preferred)


class UseChoice(Widget, can_focus=True):
    """One channel's use. Posts `Changed` when a person changes it."""

    BINDINGS = bindings(USE_COMMANDS)
    DEFAULT_CSS = """
    UseChoice { width: 18; height: 1; padding: 0 1; background: $panel; }
    UseChoice:focus { background: $primary 40%; text-style: bold; }
    """

    class Changed(Message):
        """Another use was chosen."""

        def __init__(self, choice: UseChoice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, preferred: int, **options: Any) -> None:
        super().__init__(**options)
        self.preferred = preferred

    def show_use(self, preferred: int) -> None:
        """Show another use, told by the form."""
        self.preferred = preferred
        self.refresh()

    def render(self) -> Content:
        """The mark and the words."""
        style = MUTED if self.preferred == NOT_USED else "$text-accent"
        return styled(
            (f"{use_glyph(self.preferred)} ", style), (use_label(self.preferred), "" if style != MUTED else MUTED)
        )

    def action_set(self, preferred: int) -> None:
        """Choose this use."""
        self.show_use(preferred)
        self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        """The next use, round and round."""
        place = _STEPS.index(self.preferred) if self.preferred in _STEPS else 1
        self.action_set(_STEPS[(place + by) % len(_STEPS)])

    def action_row(self, by: int) -> None:
        """To the same place one channel further."""
        choices = list(self.screen.query(UseChoice))
        wanted = choices.index(self) + by
        if 0 <= wanted < len(choices):
            choices[wanted].focus()

    def on_click(self) -> None:
        """A click changes it."""
        self.action_step(1)
