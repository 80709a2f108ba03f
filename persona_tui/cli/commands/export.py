"""`persona-tui export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped
from persona_tui.cli.program import command
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.session import Session

_KINDS = ("sheet", "report", "cards", "notes", "guide", "questionnaire", "tags", "all")
_LAYOUTS = ("simple", "one-pager", "business", "five-boxes", "not-a-fit")


@command(
    "export",
    examples=(
        "persona-tui export my-shop --to documents",
        "persona-tui export my-shop --to documents --what sheet --persona Lotte --layout one-pager",
        "persona-tui export my-shop --to agency --what report --redact --pdf",
        "persona-tui export my-shop --to documents --what guide --bank people-hour",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help=_("Where to."))
@click.option(
    "--what",
    type=click.Choice(_KINDS),
    multiple=True,
    default=("all",),
    show_default=True,
    help=_(
        "sheet: each persona on a page. report: the whole study, with its evidence. cards: the personas, several to a "
        "page. notes: each interview. guide and questionnaire: a question bank to talk along, or for a customer to "
        "fill in. tags: what a template of your own may hold. all: sheet, report, cards and notes. Can be repeated."
    ),
)
@click.option("--persona", multiple=True, metavar="NAME", help=_("Only this one, and the notes of its people."))
@click.option(
    "--layout",
    type=click.Choice(_LAYOUTS),
    help=_("How a sheet is laid out: simple, and not-a-fit for a negative persona, unless you say."),
)
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help=_("What to print on.")
)
@click.option("--landscape", is_flag=True, help=_("Lay sheets across."))
@click.option(
    "--comments/--no-comments",
    default=None,
    help=_("Say in the margin who each claim rests on; the report does, a sheet only when asked."),
)
@click.option("--bank", default="", metavar="NAME", help=_("The question bank of a guide or a questionnaire."))
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("A Word document of your own with tags, instead of our sheet."),
)
@click.option("--include", multiple=True, metavar="ATTRIBUTE", help=_("Show this, though it is personal."))
@click.option("--names", is_flag=True, help=_("Name the customers who agreed to that."))
@click.option(
    "--no-quotes",
    is_flag=True,
    help=_(
        "Show nobody's words: who said something and when stands in their place. Of notes, what is word for word is "
        "left out."
    ),
)
@click.option(
    "--redact",
    is_flag=True,
    help=_(
        "For readers outside the business: names, companies and places that the study knows are taken out, and the "
        "words of everybody who has not agreed to sharing outside. Other names are not recognised: read it before you "
        "send it."
    ),
)
@click.option("--pdf", is_flag=True, help=_("Make a PDF of each, too; needs LibreOffice."))
@click.option("--replace", is_flag=True, help=_("Write over documents of the same name."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def export(
    study: Path,
    folder: Path,
    what: tuple[str, ...],
    persona: tuple[str, ...],
    layout: str | None,
    paper: str,
    landscape: bool,
    comments: bool | None,
    bank: str,
    template: Path | None,
    include: tuple[str, ...],
    names: bool,
    no_quotes: bool,
    redact: bool,
    pdf: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Write documents for colleagues out of the study in the folder STUDY.

    What is there is not overwritten. An interview without a recorded consent is left out.
    """
    if names and redact:
        raise click.UsageError(_("--names and --redact contradict each other: choose one"), click.get_current_context())
    from persona_tui.cli.opened import reading
    from persona_tui.exports.disclosure import Disclosure
    from persona_tui.exports.word.papers import Paper
    from persona_tui.workflows.documents.wishes import Wishes
    from persona_tui.workflows.exports import export as write

    def progress(done: int, of: int, label: str) -> None:
        if not as_json and sys.stderr.isatty() and label and done < of:
            click.echo(
                _("Writing {number} of {all}: {name}").format(number=done + 1, all=of, name=plain(label)), err=True
            )

    with reading(study) as session:
        wishes = Wishes(
            kinds=what,
            personas=persona or None,
            layout=layout or "",
            paper=Paper(paper),
            landscape=landscape,
            comments=comments,
            bank=bank,
            template=template,
            disclosure=Disclosure(
                with_attributes=frozenset(_keys(session, include)), names=names, quotes=not no_quotes, redact=redact
            ),
            pdf=pdf,
            replace=replace,
        )
        report = write(session, folder, wishes, progress=progress)
    if as_json:
        say_json(
            {
                "written": [str(path) for path in report.paths],
                "left_out": list(report.left_out),
                "said": list(report.said),
            }
        )
        return
    for path in report.paths:
        say(str(path))
    if report.said:
        say()
        for sentence in report.said:
            say_wrapped(plain(sentence))
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
