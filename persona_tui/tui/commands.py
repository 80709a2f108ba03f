"""One act, one name: a command carries its title, its help and its key once; footer, palette and help read it here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Command:
    """Something a person can do. `id` is what a keymap in the settings names; `show` puts it into the footer."""

    id: str
    key: str
    action: str
    title: str
    help: str = ""
    show: bool = True
    priority: bool = False
    key_display: str = ""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The commands as Textual's bindings; their help becomes the tooltip, which the help screen shows."""
    return [
        Binding(
            command.key,
            command.action,
            command.title,
            show=command.show,
            priority=command.priority,
            key_display=command.key_display or None,
            tooltip=command.help or command.title,
            id=command.id,
        )
        for command in commands
    ]
