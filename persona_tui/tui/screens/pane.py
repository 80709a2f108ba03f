"""What all steps have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from persona_tui.domain.errors import PlainError
from persona_tui.tui.widgets.boxes import Column
from persona_tui.workflows.session import Session

if TYPE_CHECKING:
    from persona_tui.insights.progress import Advice


class StepPane(Column):
    """One step of the six. A subclass composes itself, shows the study in `show`, and does its acts through `do`.

    `about` says for the help screen what the step is for.
    """

    DEFAULT_CSS = "StepPane { height: 100%; }"
    about = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.stale = True
        self._is_there = False

    def on_mount(self) -> None:
        """Show the study when the pane is first there."""
        self._is_there = True
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Show the study again where it has changed since; not before the pane's widgets are there."""
        if self.stale and self._is_there:
            self.stale = False
            self.show()

    def show(self) -> None:
        """Show what the study holds now. Called after every act, so it changes what is there in place."""

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        focusable: Widget | None = next((w for w in self.query("*") if w.can_focus and w.display), None)
        if focusable is not None:
            focusable.focus()

    def leave(self) -> None:
        """Keep what is being typed: another step, undo or the end comes next."""

    def follow(self, advice: Advice) -> None:
        """Begin what the line below advises, on this step."""

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this study; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, *arguments, **options)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
            return None
