"""Help for where the person is: what this is for, and every key that works here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled

MOST_WIDTH = 84
AROUND_THE_WORDS = 8
"""Columns of the window, and of what is beside the words in it."""
LEAST_FOR_WORDS = 20
"""Columns below which lines are not indented."""
HELP_COMMANDS = (Command("help.close", "escape,f1", "close", _("Close"), _("Back to where you were.")),)


class HelpScreen(ModalScreen[None]):
    """What a screen is for, and its keys with what they do."""

    BINDINGS = bindings(HELP_COMMANDS)
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 70%; }
    HelpScreen > VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 90%; background: $surface; padding: 1 2;
    }
    HelpScreen Words { padding: 0 1; }
    HelpScreen .about { margin: 1 0; }
    """

    def __init__(self, about: str, keys: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._about = about
        self._keys = keys

    @classmethod
    def of(cls, screen: Screen[Any]) -> HelpScreen:
        """The help for a screen as it is now: what has the focus decides which keys work."""
        about = ""
        node: Any = screen.focused or screen
        while node is not None and not about:
            about = str(getattr(node, "about", "") or "")
            node = node.parent
        about = about or str(getattr(getattr(screen, "pane", None), "about", "") or "")
        keys: dict[str, tuple[str, str, str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            # The arrows and what else Textual binds has no id; its words are English in every language.
            if active.enabled and binding.id and binding.description:
                shown = binding.key_display or screen.app.get_key_display(binding)
                explained = binding.tooltip if binding.tooltip != binding.description else ""
                keys.setdefault(binding.action + binding.description, (shown, binding.description, explained))
        return cls(about, list(keys.values()))

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Heading(_("Help"))
            if self._about:
                yield Words(self._about, classes="about")
            yield Words(id="help-keys")
        yield KeysLine()

    def on_resize(self) -> None:
        """The keys, in the width there is."""
        room = min(MOST_WIDTH, self.size.width * 96 // 100) - AROUND_THE_WORDS
        self.query_one("#help-keys", Words).say(key_table(self._keys, room))

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def key_table(keys: Sequence[tuple[str, str, str]], room: int) -> Content:
    """Keys, what they are called, and what they do, as lines of at most `room` cells (0: as long as they are); what
    goes on in the next line stands indented below its words.
    """
    indent = max((cell_len(key) for key, _title, _help in keys), default=0) + 2
    lines: list[Content] = []
    for key, title, explained in keys:
        lead = styled((f"{' ' * (indent - 2 - cell_len(key))}{key}", "bold $accent"), "  ")
        words = styled(title, (f"  {explained}" if explained else "", MUTED))
        parts = words.wrap(room - indent) if room - indent >= LEAST_FOR_WORDS else [words]
        lines.append(lead + Content("\n" + " " * indent).join(part.rstrip() for part in parts))
    return Content("\n").join(lines)
