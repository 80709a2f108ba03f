"""`persona-tui export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped
from persona_tui.cli.program import command
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.session import Session


@command(
    "export",
    examples=(
        "persona-tui export my-shop --to documents",
        "persona-tui export my-shop --to documents --what sheet --persona Lotte",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help=_("Where to."))
@click.option(
    "--what",
    type=click.Choice(["sheet", "notes", "all"]),
    default="all",
    show_default=True,
    help=_("A sheet of one page for each persona, the notes of each interview, or both."),
)
@click.option("--persona", multiple=True, metavar="NAME", help=_("Only this one, and the notes of its people."))
@click.option("--include", multiple=True, metavar="ATTRIBUTE", help=_("Show this, though it is personal."))
@click.option("--names", is_flag=True, help=_("Name the customers who agreed to that."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def export(
    study: Path,
    folder: Path,
    what: Literal["all", "sheet", "notes"],
    persona: tuple[str, ...],
    include: tuple[str, ...],
    names: bool,
    as_json: bool,
) -> None:
    """Write the personas and interviews of the study in the folder STUDY as Word documents.

    What is there is never overwritten. An interview without a recorded consent is left out.
    """
    from persona_tui.cli.opened import reading
    from persona_tui.workflows.exports import export as write

    def progress(done: int, of: int, label: str) -> None:
        if not as_json and sys.stderr.isatty() and label:
            click.echo(
                _("Writing {number} of {all}: {name}").format(number=done + 1, all=of, name=plain(label)), err=True
            )

    with reading(study) as session:
        report = write(
            session,
            folder,
            what=what,
            personas=persona or None,
            with_attributes=_keys(session, include),
            names=names,
            progress=progress,
        )
    if as_json:
        say_json({"written": [str(path) for path in report.paths], "left_out": list(report.left_out)})
        return
    for path in report.paths:
        say(str(path))
    if report.left_out:
        say()
        say(_("Left out, and why"))
        for sentence in report.left_out:
            say_wrapped(plain(sentence), indent="    ", first="  - ")


def _keys(session: Session, wanted: tuple[str, ...]) -> list[str]:
    """The keys of attributes named by key or label. Raises UsageError for one that there is not."""
    found: list[str] = []
    for text in wanted:
        name = text.strip().casefold()
        attribute = next((a for a in session.catalogue() if name in (a.key.casefold(), a.label.casefold())), None)
        if attribute is None:
            raise click.UsageError(
                _("There is no attribute “{name}”").format(name=plain(text)), click.get_current_context()
            )
        found.append(attribute.key)
    return found
