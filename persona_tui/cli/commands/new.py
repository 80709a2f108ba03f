"""`persona-tui new`."""

from __future__ import annotations

from pathlib import Path

import click

from persona_tui.cli.output import say, say_wrapped, typed
from persona_tui.cli.program import command
from persona_tui.domain.study import SellsTo
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _


def _some_name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A name of the business that is more than space."""
    if not clean_line(value):
        raise click.BadParameter(_("write what your customers call you"), ctx, param)
    return value


@command(
    "new",
    examples=(
        "persona-tui new my-shop --business 'Desk & Co' --sells-to people --purpose 'who buys a second desk, and why'",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--business", required=True, metavar="NAME", callback=_some_name, help=_("What your customers call you."))
@click.option(
    "--sells-to",
    required=True,
    type=click.Choice([sells_to.value for sells_to in SellsTo]),
    help=_("Whom you sell to."),
)
@click.option(
    "--purpose", default="", metavar="TEXT", help=_("What you want to find out; it decides what is proposed.")
)
@click.option("--currency", default="EUR", show_default=True, metavar="CODE", help=_("The currency of amounts."))
@click.option("--start-up", is_flag=True, help=_("You have no customers yet, and imagine them first."))
def new(study: Path, business: str, sells_to: str, purpose: str, currency: str, start_up: bool) -> None:
    """Make a new study in the folder STUDY, which must be missing or empty."""
    from persona_tui.settings import remember_study
    from persona_tui.workflows.studies import new_study

    session = new_study(
        study, business=business, sells_to=sells_to, purpose=purpose, currency=currency, start_up=start_up
    )
    try:
        labels = ", ".join(attribute.label for attribute in session.picked())
        remember_study(study, session.study.business)
    finally:
        session.close()
    say(_("A new study is in {path}.").format(path=study))
    if labels:
        say_wrapped(_("What it asks of every customer, to begin with: {labels}.").format(labels=labels))
    say(_("Next: persona-tui open {path}").format(path=typed(study)))
