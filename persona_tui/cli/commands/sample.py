"""`persona-tui sample`."""

from __future__ import annotations

from pathlib import Path

import click

from persona_tui.cli.output import say, typed
from persona_tui.cli.program import command
from persona_tui.i18n import _


@command("sample", examples=("persona-tui sample example",))
@click.argument("study", type=click.Path(path_type=Path))
def sample(study: Path) -> None:
    """Write the worked example, a complete study of a maker of desk stands, into the folder STUDY."""
    from persona_tui.workflows.sample import write_sample

    write_sample(study)
    say(_("The worked example is in {path}.").format(path=study))
    say(_("Next: persona-tui open {path}").format(path=typed(study)))
