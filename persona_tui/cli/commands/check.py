"""`persona-tui check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped, typed
from persona_tui.cli.program import FAILED, command
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.checks import Problem


@command("check", examples=("persona-tui check my-shop", "persona-tui check my-shop --repair"))
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--repair", is_flag=True, help=_("Mend what can be mended; what is put aside stays in the folder."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def check(study: Path, repair: bool, as_json: bool) -> int:
    """Say whether everything in the study in the folder STUDY is whole; the exit code is 1 when it is not."""
    from persona_tui.workflows import checks

    done = checks.repair(study) if repair else []
    problems = checks.check(study)
    broken = any(problem.level is checks.Level.BROKEN for problem in problems)
    if as_json:
        say_json(
            {
                "whole": not broken,
                "repaired": done,
                "problems": [
                    {
                        "level": problem.level.value,
                        "file": problem.file,
                        "what": problem.sentence,
                        "repairable": problem.repairable,
                    }
                    for problem in problems
                ],
            }
        )
        return FAILED if broken else 0
    for sentence in done:
        say_wrapped(plain(sentence), indent="    ", first=_("mended") + "  ")
    for problem in problems:
        level = _("broken") if problem.level is checks.Level.BROKEN else _("note")
        say_wrapped(plain(_where(problem)), indent="    ", first=f"{level}  ")
    if not broken:
        say(_("Everything in {path} is whole.").format(path=study))
    elif any(problem.repairable for problem in problems) and not repair:
        say(_("To mend what can be mended: persona-tui check {path} --repair").format(path=typed(study)))
    return FAILED if broken else 0


def _where(problem: Problem) -> str:
    """The sentence, with the file before it unless it names it."""
    if not problem.file or Path(problem.file).name in problem.sentence:
        return problem.sentence
    return f"{problem.file}: {problem.sentence}"
