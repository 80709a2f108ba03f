"""What the map and the groups have in common: screens of the personas step that take the whole window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.working_screen import WorkingScreen
from persona_tui.tui.widgets.frame import HOME, step_commands

PERSONA = "persona:"
"""What the answer of a screen begins with that leads to a persona; its id follows."""
NARROW, LOW = 100, 30
"""Columns and rows below which no more is shown than is needed."""

OVER_COMMANDS = (
    Command("over.next", "ctrl+n", "next", _("Next"), _("What comes next here."), priority=True),
    Command("over.leave", "escape", "leave", _("Back"), _("Back to the list of personas.")),
    Command("over.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back."), show=False),
    Command("over.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    *step_commands("over.step"),
    Command("over.home", "f10", f"to_step('{HOME}')", _("Home"), show=False, priority=True),
)


class OverScreen(WorkingScreen):
    """It gives back where to go: a step of the rail, another of these screens, a persona, or "" for the list."""

    BINDINGS = bindings(OVER_COMMANDS)
    DEFAULT_CSS = """
    OverScreen TopBar { height: 1; background: $surface; }
    OverScreen TopBar #business { width: 1fr; text-style: bold; padding: 0 1; }
    OverScreen TopBar #save-state { width: auto; padding: 0 1; }
    OverScreen #next-line { height: auto; max-height: 2; min-height: 1; padding: 0 1; background: $surface; }
    """

    def on_mount(self) -> None:
        """Show the study."""
        self.show_now()

    def on_resize(self) -> None:
        """Less where there is little room."""
        self.set_class(self.size.width < NARROW, "-narrow")
        self.set_class(self.size.height < LOW, "-low")

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this study; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, *arguments, **options)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
            return None

    def go_out(self, where: str = "") -> None:
        """Leave, for there."""
        self.session.folder.save_soon()
        self.dismiss(where)

    def action_leave(self) -> None:
        """Back to the list."""
        self.go_out()

    def action_to_step(self, step: str) -> None:
        """To a step of the rail."""
        self.go_out("" if step == "personas" else step)
