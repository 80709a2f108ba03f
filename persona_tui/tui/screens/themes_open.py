"""The way to the wall of lines, from wherever one is, and back."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from persona_tui.tui.widgets.frame import HOME
from persona_tui.workflows.session import Session


def open_themes(
    screen: Screen[Any], session: Session, persona_id: str = "", kind: str = "", theme_id: str = ""
) -> None:
    """Show the wall over `screen`, which has an action `to_step`, or `go` and `close_study`, for where it leads on to.

    It shows the lines of one persona's customers (of everybody, for no `persona_id`), of one kind where `kind` is one,
    and a theme opened where one is named that is still there.
    """
    from persona_tui.tui.screens.themes import ThemesScreen

    async def back(step: str | None) -> None:
        if not step:
            return
        if hasattr(screen, "action_to_step"):
            await screen.run_action(f"to_step('{step}')")
        else:
            await screen.run_action("close_study" if step == HOME else f"go('{step}')")

    known = theme_id if any(theme.id == theme_id for theme in session.themes()) else ""
    screen.app.push_screen(ThemesScreen(session, persona_id, kind, known), back)
