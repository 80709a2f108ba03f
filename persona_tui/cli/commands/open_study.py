"""`persona-tui open`."""

from __future__ import annotations

from pathlib import Path

import click

from persona_tui.cli.program import command
from persona_tui.cli.terminal import open_app
from persona_tui.i18n import _

STEPS = ("customers", "attributes", "interviews", "channels", "personas", "share")


@command("open", examples=("persona-tui open my-shop --step interviews",))
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--step", type=click.Choice(STEPS), help=_("The step to open; without it, the one it was left on."))
def open_study(study: Path, step: str | None) -> None:
    """Open the study in the folder STUDY in the app."""
    from persona_tui.storage.errors import StudyMissingError
    from persona_tui.workflows.studies import is_study

    if not is_study(study):
        raise StudyMissingError(study)
    open_app(study, step or "")
