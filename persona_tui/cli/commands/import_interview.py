"""`persona-tui import interview`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from persona_tui.cli import options
from persona_tui.cli.output import plain, say, say_wrapped
from persona_tui.cli.program import command
from persona_tui.domain.consent import Scope
from persona_tui.i18n import _


@command(
    "interview",
    examples=(
        "persona-tui import interview notes.md --into my-shop --customer Anna "
        "--consent notes,quotes --consent-date 2026-11-02",
    ),
)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--into", "study", required=True, type=click.Path(path_type=Path), metavar="STUDY", help=_("The study."))
@click.option("--customer", required=True, metavar="NAME", help=_("Whom you talked to: a name in the study, or an id."))
@click.option("--bank", default="", metavar="BANK", help=_("The questions you used; see: persona-tui banks."))
@click.option("--marks", is_flag=True, help=_('Read marks at the start of lines ("- is a pain, word for word).'))
@click.option("--as-notes", is_flag=True, help=_("These are notes, though people seem to take turns in them."))
@click.option(
    "--consent",
    metavar="SCOPE[,...]",
    callback=options.scopes,
    help=_("What they agreed to: notes, quotes, name, recording, sharing."),
)
@click.option("--consent-date", metavar="DATE", callback=options.day, help=_("When they agreed."))
def import_interview(
    file: Path,
    study: Path,
    customer: str,
    bank: str,
    marks: bool,
    as_notes: bool,
    consent: list[Scope] | None,
    consent_date: date | None,
) -> None:
    """Read the notes of an interview in FILE: plain text or Markdown.

    Headings, and lines that end in a question mark, become questions; what stands below them, answers. Bullets carry
    no marks unless --marks is given. Without a recorded consent the words count nowhere until it is recorded.
    """
    from persona_tui.cli.opened import writing
    from persona_tui.workflows.imports import import_interview as write

    if (consent is None) != (consent_date is None):
        raise click.UsageError(
            _("--consent and --consent-date belong together: what was agreed to, and when"), click.get_current_context()
        )
    with writing(study, "persona-tui import") as session:
        report = write(
            session,
            file,
            customer=customer,
            bank=bank,
            marks=marks,
            as_notes=as_notes,
            consent_scopes=consent,
            consent_date=consent_date,
        )
    name = plain(report.person.name)
    if report.updated:
        say(_("The interview with {name} was updated from {file}.").format(name=name, file=plain(file.name)))
    else:
        say(_("{file} is an interview with {name} now.").format(name=name, file=plain(file.name)))
    for sentence in report.said:
        say_wrapped(plain(sentence))
    if not report.counts:
        say_wrapped(_("To record it: the same command again, with --consent notes,quotes --consent-date DATE."))
