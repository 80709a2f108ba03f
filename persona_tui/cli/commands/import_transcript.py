"""`persona-tui import transcript`."""

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
    "transcript",
    examples=(
        "persona-tui import transcript call.vtt --into shop --customer Bram "
        "--consent notes,recording --consent-date 2026-11-02",
        "persona-tui import transcript call.vtt --into my-shop --customer Bram --speaker 'Bram J.=Bram Jansen'",
    ),
)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--into", "study", required=True, type=click.Path(path_type=Path), metavar="STUDY", help=_("The study."))
@click.option("--customer", required=True, metavar="NAME", help=_("Whom you talked to: a name in the study, or an id."))
@click.option(
    "--speaker",
    "speakers",
    multiple=True,
    metavar="NAME[=CUSTOMER]",
    help=_("Who a name in the file is; a name alone is the customer you talked to."),
)
@click.option("--interviewer", default="", metavar="NAME", help=_("What the one who asks is called in the file."))
@click.option("--date", "day", metavar="DATE", callback=options.day, help=_("When you talked."))
@click.option(
    "--carry-on", is_flag=True, help=_("Where no name stands before the words, the one who was named last speaks on.")
)
@click.option(
    "--consent",
    metavar="SCOPE[,...]",
    callback=options.scopes,
    help=_("What they agreed to: notes, quotes, name, recording, sharing."),
)
@click.option("--consent-date", metavar="DATE", callback=options.day, help=_("When they agreed."))
def import_transcript(
    file: Path,
    study: Path,
    customer: str,
    speakers: tuple[str, ...],
    interviewer: str,
    day: date | None,
    carry_on: bool,
    consent: list[Scope] | None,
    consent_date: date | None,
) -> None:
    """Read the transcript of an interview in FILE: WebVTT (.vtt), SRT (.srt), or text with a name before each piece.

    It stands beside the notes of that customer's interview of the same day, or makes a new one. A transcript comes
    from a recording: without a consent to recording its words count nowhere. The same file again updates.
    """
    from persona_tui.cli.opened import writing
    from persona_tui.workflows.transcripts import import_transcript as write

    if (consent is None) != (consent_date is None):
        raise click.UsageError(
            _("--consent and --consent-date belong together: what was agreed to, and when"), click.get_current_context()
        )
    with writing(study, "persona-tui import") as session:
        report = write(
            session,
            file,
            customer=customer,
            speakers=speakers,
            interviewer=interviewer,
            day=day,
            consent_scopes=consent,
            consent_date=consent_date,
            carry_on=carry_on,
        )
    name, source = plain(report.person.name), plain(file.name)
    began = report.interview.started_at
    when = began.astimezone().date().isoformat() if began is not None else ""
    if report.updated:
        say(_("The transcript of the interview with {name} was updated from {file}.").format(name=name, file=source))
    elif report.is_new_talk:
        say(_("{file} is an interview with {name} of {day} now.").format(name=name, file=source, day=when))
    else:
        say(
            _("{file} stands beside the notes of the interview with {name} of {day} now.").format(
                name=name, file=source, day=when
            )
        )
    for sentence in report.said:
        say_wrapped(plain(sentence))
    if report.unknown and report.person.id not in {who.id for who in report.voices.values()}:
        say_wrapped(
            _("To say who is who: the same command again, with --speaker '{speaker}={name}'.").format(
                speaker=plain(report.unknown[0]), name=name
            )
        )
    if not report.counts and not report.person.imagined:
        say_wrapped(
            _("To record it: the same command again, with --consent notes,quotes,recording --consent-date DATE.")
        )
