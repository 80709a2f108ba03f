"""`persona-tui forget`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped
from persona_tui.cli.program import FAILED, command
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.forget import Forgot, WhatGoes


@command("forget", examples=("persona-tui forget my-shop --customer 'Anna de Wit'",))
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--customer", required=True, metavar="NAME", help=_("Whom to forget: a name in the study, or an id."))
@click.option("--yes", is_flag=True, help=_("Do not ask; for a script."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def forget(study: Path, customer: str, yes: bool, as_json: bool) -> int:
    """Take a customer of the study in the folder STUDY out of everything in that folder, for good.

    What goes is said first, and the name has to be typed. It can't be undone: backups, copies and documents go too.
    Afterwards every file is opened to see that nothing is left; the exit code is 1 where something is.
    """
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            _("Forgetting can't be undone, so it asks first, and here is no terminal to ask on; --yes goes on without"),
            click.get_current_context(),
        )
    from persona_tui.cli.opened import writing
    from persona_tui.workflows import forget as acts

    with writing(study, "persona-tui forget") as session:
        try:
            person, name = acts.find_to_forget(session, customer)
        except PlainError:
            earlier = acts.finished_on_opening(session)
            if earlier is None:
                raise
            return _tell(None, earlier, acts.proof_sentences(earlier.proof), as_json)
        what = acts.what_goes(session, person, name)
        if not as_json:
            _say_what_goes(what)
        if not yes and not _agrees(what.name):
            say(_("Nothing was changed."))
            return FAILED
        done = acts.forget(session, person)
    return _tell(what, done, acts.proof_sentences(done.proof), as_json)


def _tell(what: WhatGoes | None, done: Forgot, found: list[str], as_json: bool) -> int:
    """Print what was done and found; the exit code. `what` is None where an earlier call had begun it."""
    if as_json:
        say_json(_document(what, done, found))
    else:
        for sentence in [*done.done, *found]:
            say_wrapped(plain(sentence))
    return 0 if done.proof.is_clean else FAILED


def _say_what_goes(what: WhatGoes) -> None:
    say(_("This goes with {name}, and can't be undone:").format(name=plain(what.name)))
    for sentence in what.sentences:
        say_wrapped(plain(sentence), indent="    ", first="  - ")
    for sentence in what.warnings:
        say_wrapped(plain(sentence))


def _agrees(name: str) -> bool:
    """Whether the name was typed, as it is to be read."""
    typed = click.prompt(_("To go on, type the name; Enter alone stops"), default="", show_default=False)
    return bool(clean_line(typed)) and clean_line(typed) == clean_line(name)


def _document(what: WhatGoes | None, done: Forgot, found: list[str]) -> dict[str, object]:
    return {
        "forgotten": what.person if what is not None else "",
        "done": done.done,
        "elsewhere": done.elsewhere,
        "clean": done.proof.is_clean,
        "files": done.proof.files,
        "parts": done.proof.parts,
        "remains": [{"where": place.where, "what": list(place.what)} for place in done.proof.remains],
        "not_looked_into": done.proof.closed,
        "proof": found,
    }
