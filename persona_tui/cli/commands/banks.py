"""`persona-tui banks`."""

from __future__ import annotations

from pathlib import Path

import click

from persona_tui.cli.output import plain, say, say_json, say_table, say_wrapped
from persona_tui.cli.program import FAILED, LazyGroup, command
from persona_tui.i18n import N_, _, ngettext

_HERE = "persona_tui.cli.commands.banks"


def _list_without_a_command() -> None:
    """Without a command, the list is what is wanted."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        _list(as_json=False)


banks = LazyGroup(
    "banks",
    commands={
        "list": (f"{_HERE}:list_banks", N_("List the question banks there are.")),
        "check": (f"{_HERE}:check_bank", N_("Say what is wrong with a bank that you write.")),
        "show": (f"{_HERE}:show_bank", N_("Show the questions of a bank.")),
        "import": (f"{_HERE}_import:import_guide", N_("Turn an interview guide in Markdown into a bank.")),
    },
    about=N_("List, check, read and import question banks."),
    examples=("persona-tui banks", "persona-tui banks show people-hour"),
    callback=_list_without_a_command,
    invoke_without_command=True,
)


@command("list", examples=("persona-tui banks list",))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def list_banks(as_json: bool) -> None:
    """List the question banks: those of the program, and your own."""
    _list(as_json=as_json)


def _list(*, as_json: bool) -> None:
    from persona_tui import paths
    from persona_tui.banks.reader import list_banks as all_banks

    found = all_banks()
    if as_json:
        say_json(
            [
                {
                    "key": info.key,
                    "title": info.title,
                    "language": info.language,
                    "audience": info.audience.value,
                    "minutes": info.minutes,
                    "questions": info.questions,
                    "file": str(info.path),
                    "problem": info.problem,
                }
                for info in found
            ]
        )
        return
    say_table(
        [
            (
                info.key,
                info.title,
                info.language,
                "" if info.problem else _("{n} min").format(n=info.minutes),
                ""
                if info.problem
                else ngettext("{n} question", "{n} questions", info.questions).format(n=info.questions),
            )
            for info in found
        ],
        indent="",
        right=(3, 4),
    )
    for info in found:
        if info.problem:
            say_wrapped(plain(info.problem), indent="  ")
    say()
    say(_("Your own go into {path}").format(path=paths.own_banks_folder()))


@command("check", examples=("persona-tui banks check my-bank.toml",))
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def check_bank(file: Path, as_json: bool) -> int:
    """Say everything that is wrong with the question bank in FILE; the exit code is 1 when it cannot be used."""
    from persona_tui.banks.check import check_bank as findings_of
    from persona_tui.domain.errors import PlainError

    if not file.exists():
        raise PlainError(_("There is no file {path}: check its name and folder.").format(path=file))
    findings = findings_of(file)
    wrong = any(finding.level == "error" for finding in findings)
    if as_json:
        say_json(
            {
                "file": str(file),
                "usable": not wrong,
                "findings": [
                    {"level": finding.level, "place": finding.place, "what": finding.sentence} for finding in findings
                ],
            }
        )
        return FAILED if wrong else 0
    for finding in findings:
        level = _("wrong") if finding.level == "error" else _("hint")
        place = f"{finding.place}: " if finding.place else ""
        say_wrapped(plain(f"{place}{finding.sentence}"), indent="    ", first=f"{level}  ")
    if not findings:
        say(_("{name} is a whole question bank.").format(name=plain(file.name)))
    elif not wrong:
        say(_("{name} can be used.").format(name=plain(file.name)))
    else:
        say(_("{name} cannot be used until what is wrong is put right.").format(name=plain(file.name)))
    return FAILED if wrong else 0


@command("show", examples=("persona-tui banks show people-hour",))
@click.argument("bank")
@click.option("--language", default="en", show_default=True, metavar="CODE", help=_("The language, where it is there."))
def show_bank(bank: str, language: str) -> None:
    """Show the questions of BANK (see: persona-tui banks), section by section."""
    from persona_tui.banks.reader import load_bank

    found = load_bank(bank, language)
    say(plain(found.title))
    minutes = _("{n} min").format(n=found.minutes)
    count = len(found.asked_questions)
    say(", ".join([minutes, ngettext("{n} question", "{n} questions", count).format(n=count), found.language]))
    if found.about:
        say_wrapped(plain(found.about))
    number = 0
    for section in found.sections:
        say()
        say(f"{plain(section.title)}  ({_('{n} min').format(n=section.minutes)})")
        for question in section.questions:
            number += 1
            say_wrapped(plain(question.text), indent="      ", first=f"  {number:>2}. ")
            if question.options:
                say_wrapped(
                    plain(" / ".join(option.label for option in question.options)), indent="        ", first="      ○ "
                )
            for probe in question.probes:
                say_wrapped(plain(probe), indent="        ", first="      – ")
