"""`persona-tui import answers`."""

from __future__ import annotations

from pathlib import Path

import click

from persona_tui.cli.output import plain, say, say_wrapped
from persona_tui.cli.program import command, complain
from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _


@command(
    "answers",
    examples=(
        "persona-tui import answers anna.docx --into my-shop",
        "persona-tui import answers form.docx --into my-shop --customer Anna",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path), metavar="FILE...")
@click.option("--into", "study", required=True, type=click.Path(path_type=Path), metavar="STUDY", help=_("The study."))
@click.option(
    "--customer", default="", metavar="NAME", help=_("Whose answers they are: a name or an id; else the form's name.")
)
@click.option("--add", is_flag=True, help=_("Add somebody new, also where somebody has nearly the same name."))
def import_answers(files: tuple[Path, ...], study: Path, customer: str, add: bool) -> None:
    """Read forms that customers filled in and sent back: Word documents made with `persona-tui export --what
    questionnaire`.

    Each becomes an interview: choices are noted as facts, texts as lines word for word. What the customer ticked is
    recorded as their consent; without it the words are kept, but count nowhere. The same form twice comes in once.
    """
    from persona_tui.cli.opened import writing
    from persona_tui.workflows.answers_import import WhoseAnswersError, summary
    from persona_tui.workflows.answers_import import import_answers as write

    if customer and len(files) > 1:
        raise click.UsageError(
            _("--customer says whose one form is: give the files one by one"), click.get_current_context()
        )
    failed = 0
    with writing(study, "persona-tui import") as session:
        for file in files:
            try:
                report = write(session, file, customer=customer, add=add)
            except PlainError as problem:
                sentence = problem.sentence
                if isinstance(problem, WhoseAnswersError):
                    sentence = f"{sentence} " + _("To say it: --customer NAME; somebody new: --add.")
                if len(files) == 1:
                    raise PlainError(sentence) from problem
                failed += 1
                complain(plain(sentence))
                continue
            say(plain(summary(report)))
            for sentence in report.said:
                say_wrapped(plain(sentence), "  ")
    if failed:
        click.get_current_context().exit(1)
