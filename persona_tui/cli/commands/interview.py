"""`persona-tui interview`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from persona_tui.cli import options
from persona_tui.cli.output import plain
from persona_tui.cli.program import FAILED, command
from persona_tui.domain.consent import Scope
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.plain_interview import PlainInterview
    from persona_tui.workflows.session import Session

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_OF_A_SIGNAL = 128


@command(
    "interview",
    examples=(
        "persona-tui interview my-shop --customer Anna --plain",
        "persona-tui interview my-shop --customer Anna --plain --consent notes,quotes < typed.txt",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--customer", required=True, metavar="NAME", help=_("Whom you talk to: a name in the study, or an id."))
@click.option("--plain", "is_plain", is_flag=True, help=_("Line by line, without the full screen."))
@click.option("--bank", default="", metavar="BANK", help=_("The questions to ask; see: persona-tui banks."))
@click.option("--interviewer", default="", metavar="NAME", help=_("Who asks."))
@click.option(
    "--consent",
    metavar="SCOPE[,...]",
    callback=options.scopes,
    help=_("What they agreed to: notes, quotes, name, recording, sharing. Without it, it is asked for first."),
)
@click.option("--consent-date", metavar="DATE", callback=options.day, help=_("When they agreed; today without it."))
def interview(
    study: Path,
    customer: str,
    is_plain: bool,
    bank: str,
    interviewer: str,
    consent: list[Scope] | None,
    consent_date: date | None,
) -> int | None:
    """Talk with a customer of the study in the folder STUDY. A talk that was begun goes on.

    With --plain each question is read out, and each line that is typed is a line of notes; an empty line goes to the
    next question, and /help lists the commands. Everything is saved line by line.
    """
    if consent is None and consent_date is not None:
        raise click.UsageError(_("--consent-date says when; say with --consent to what"), click.get_current_context())
    if not is_plain:
        from persona_tui.cli.terminal import require_terminal

        require_terminal()
    from persona_tui.cli.opened import writing
    from persona_tui.workflows.plain_interview import PlainInterview, talk_with

    with writing(study, "persona-tui interview") as session:
        talk = talk_with(
            session,
            customer,
            bank=bank,
            interviewer=interviewer,
            consent_scopes=consent,
            consent_date=consent_date,
        )
        if is_plain:
            return _talk(session, PlainInterview(session, talk.id))
    from persona_tui.cli.terminal import open_app

    open_app(study, "interviews", talk.id)
    return None


def _talk(session: Session, talk: PlainInterview) -> int:
    """Line in, lines out, until the talk is over or the input ends; the exit code, which says whether it began."""
    told = len(session.folder.notices)
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    with _signals() as wish:
        try:
            told = _tell_notices(session, told, talk.start())
            while not talk.is_over:
                line = wish.wait()
                if not line:
                    break
                told = _tell_notices(session, told, talk.feed(line))
        finally:
            last = talk.end()
            session.folder.flush()
        _print(last)
    if wish.number:
        return _OF_A_SIGNAL + wish.number
    return 0 if talk.has_begun else FAILED


def _tell_notices(session: Session, told: int, lines: list[str]) -> int:
    """Print the lines, and what was noticed since; how many notices there are now."""
    _print(lines)
    notices = session.folder.notices
    for notice in notices[told:]:
        sys.stderr.write(plain(notice) + "\n")
    return len(notices)


def _print(lines: list[str]) -> None:
    for line in lines:
        sys.stdout.write(plain(line) + "\n")
        sys.stdout.flush()


class _Ended(BaseException):
    """A signal came while a line was waited for."""


class _Wish:
    """What the system or the person wants: `number` is the signal that asked for the end, 0 for none."""

    def __init__(self) -> None:
        self.number = 0
        self._waits = False

    def wait(self) -> str:
        """The next line with its line break; "" at the end of the input, or when a signal asks for the end."""
        if self.number:
            return ""
        self._waits = True
        try:
            return "" if self.number else sys.stdin.readline()
        except _Ended:
            return ""
        finally:
            self._waits = False

    def end(self, number: int, _frame: FrameType | None) -> None:
        """A signal: the wait for a line ends at once, a save under way is finished first."""
        self.number = number
        if self._waits:
            self._waits = False
            raise _Ended


@contextmanager
def _signals() -> Iterator[_Wish]:
    """Let signals end the talk in order, where there are such signals and this is the main thread."""
    wish = _Wish()
    before = {}
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                before[number] = signal.signal(number, wish.end)
            except ValueError:
                break
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
