"""The way from the command line into the app."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from persona_tui.i18n import _


def require_terminal() -> None:
    """Raise UsageError where there is no terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            _("The app needs a terminal to draw on, and this is none."), click.get_current_context(silent=True)
        )


def open_app(study: Path | None, step: str = "", talk: str = "") -> None:
    """Open the app, on a study and an interview (its id) where they are named. Raises UsageError where there is no
    terminal to draw on.
    """
    require_terminal()
    # Nothing that is made on the way to the first frame goes away again: looking for what does costs a tenth of it.
    # The app turns this on again once it is drawn.
    gc.disable()
    from persona_tui.tui.app import run

    run(study, step, talk)
