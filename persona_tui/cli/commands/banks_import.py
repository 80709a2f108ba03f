"""`persona-tui banks import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui import paths
from persona_tui.cli.output import plain, say, say_table, say_wrapped, typed
from persona_tui.cli.program import command
from persona_tui.domain.questions import Audience, Phase, Section
from persona_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from persona_tui.workflows.guides import GuideReport

MOST_LEFT_OUT = 15
"""How many texts that were left out are listed."""
LONGEST_SHOWN = 80


@command(
    "import",
    examples=(
        'persona-tui banks import my-guide.md --name "Talks about desks"',
        'persona-tui banks import my-guide.md --name "Talks about desks" --to my-banks',
    ),
)
@click.argument("guide", type=click.Path(readable=False, path_type=Path))
@click.option("--name", required=True, metavar="NAME", help=_("What the bank is called; its folder is named after it."))
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=_("The folder for it. Left out: your own banks, where the app finds it."),
)
@click.option("--language", default="en", show_default=True, metavar="CODE", help=_("The language of its questions."))
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PEOPLE.value,
    show_default=True,
    help=_("Whom it is for."),
)
def import_guide(guide: Path, name: str, to: Path | None, language: str, audience: str) -> None:
    """Turn an interview guide in Markdown into a question bank.

    Headings become sections, with the minutes they state; lines that end in a question mark, and lists, become
    questions; what stands below a question, follow-ups or choices. No file is overwritten.
    """
    from persona_tui.workflows.guides import import_guide as write

    report = write(guide, name=name, to=to, language=language, audience=Audience(audience))
    _say_what_became_what(guide, report)
    _say_what_is_left_out(report)
    _say_how_to_use(report)


def _say_what_became_what(guide: Path, report: GuideReport) -> None:
    bank = report.bank
    count = len(bank.questions)
    say(
        ngettext(
            "{file} is the question bank “{title}” now: {n} question, {minutes} min.",
            "{file} is the question bank “{title}” now: {n} questions, {minutes} min.",
            count,
        ).format(file=plain(guide.name), title=plain(bank.title), n=count, minutes=bank.minutes)
    )
    say()
    say_table([_row(section) for section in bank.sections], right=(2, 3, 4))
    if report.said:
        say()
    for sentence in report.said:
        say_wrapped(plain(sentence))


def _row(section: Section) -> tuple[str, ...]:
    asked, probes = len(section.questions), sum(len(question.probes) for question in section.questions)
    return (
        _shortened(section.title, 40),
        _phase(section.phase),
        _("{n} min").format(n=section.minutes),
        ngettext("{n} question", "{n} questions", asked).format(n=asked),
        ngettext("{n} follow-up", "{n} follow-ups", probes).format(n=probes) if probes else "",
    )


def _phase(phase: Phase) -> str:
    names = {
        Phase.INTRODUCTION: _("introduction"),
        Phase.WARM_UP: _("warm-up"),
        Phase.TOPIC: _("topic"),
        Phase.WRAP_UP: _("wrap-up"),
        Phase.DEBRIEF: _("afterwards, for yourself"),
    }
    return names[phase]


def _say_what_is_left_out(report: GuideReport) -> None:
    if not report.left_out:
        return
    say()
    say(_("Left out, because it asks nothing:"))
    for text in report.left_out[:MOST_LEFT_OUT]:
        place = f"{_shortened(text.heading, 30)}: " if text.heading else ""
        say(f"  {place}{_shortened(text.text, LONGEST_SHOWN - len(place))}")
    more = len(report.left_out) - MOST_LEFT_OUT
    if more > 0:
        say("  " + ngettext("and {n} more", "and {n} more", more).format(n=more))


def _say_how_to_use(report: GuideReport) -> None:
    say()
    say(_("Written to {path}").format(path=report.file))
    if report.listed:
        say_wrapped(_("It is one of your banks now: choose it in the app when you plan an interview. To read it:"))
        say(f"  persona-tui banks show {report.bank.key}")
    else:
        folder = typed(paths.own_banks_folder())
        say_wrapped(_("The app finds it once the folder {key} is copied into:").format(key=report.bank.key))
        say(f"  {folder}")
    if report.hints:
        say_wrapped(
            ngettext(
                "{n} hint on how it asks, or how it is built:",
                "{n} hints on how it asks, or how it is built:",
                report.hints,
            ).format(n=report.hints)
        )
        say(f"  persona-tui banks check {typed(report.file)}")


def _shortened(text: str, most: int) -> str:
    shown = plain(text)
    return shown if len(shown) <= most else shown[: max(most - 1, 1)].rstrip() + "…"
