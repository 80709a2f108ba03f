"""The real program on a pty, an interview that is typed without end, and what is left of it after it was killed."""

from __future__ import annotations

import os
import random
import re
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
SAVED = re.compile(r"(?<!not )saved \d\d:\d\d:\d\d")
WORD = re.compile(r"w(\d{4})")
IN_THE_TALK = "- pain"
"""Stands on the screen of a talk."""


@dataclass(frozen=True)
class Left:
    """What a killed program left: how many words were on its screen when that last said saved, how many of those typed
    are on the disk, and for how many seconds the first one that is not had been on the screen (0.0 for none).
    """

    said_saved: int
    on_disk: int
    typed: int
    lost_seconds: float
    whole: bool


def make_study(folder: Path) -> str:
    """A study with one talk that is agreed to and planned; its id."""
    from persona_tui.domain.consent import Scope
    from persona_tui.workflows.consents import record_consent
    from persona_tui.workflows.customers import add_customer
    from persona_tui.workflows.interviews import plan_interview
    from persona_tui.workflows.studies import new_study

    session = new_study(folder, business="Perch", purpose="why people buy")
    anna = add_customer(session, "Anna")
    record_consent(session, anna.id, [Scope.NOTES], given_on=date(2026, 11, 1))
    talk = plan_interview(session, [anna.id], "people-hour")
    session.close()
    return talk.id


def open_talk(
    probe: Any,
    folder: Path,
    home: Path,
    cols: int = 120,
    rows: int = 40,
    program: tuple[str, ...] = ("-m", "persona_tui"),
) -> Any:
    """The program on a pty, at the notes of the study's first talk."""
    found = os.environ.get("PYTHONPATH", "")
    environment = {
        "PERSONA_TUI_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(part for part in (str(PROJECT), found) if part),
    }
    argv = [sys.executable, *program, "open", str(folder), "--step", "interviews"]
    tty = probe.Tty(argv, cols=cols, rows=rows, env=environment, cwd=str(folder.parent))
    try:
        tty.wait("Anna", limit=40)
        tty.settle(quiet=0.15, limit=3)
        tty.send("enter")
        tty.wait(IN_THE_TALK, limit=20)
        tty.wait("saved ", limit=20)
    except BaseException:
        tty.kill()
        raise
    return tty


def words_on(text: str) -> int:
    """How many words of the typing stand on a screen: they are numbered from 1."""
    return max((int(number) for number in WORD.findall(text)), default=0)


def type_and_kill(
    probe: Any,
    folder: Path,
    home: Path,
    talk: str,
    chance: random.Random,
    longest: float,
    cols: int = 120,
    rows: int = 40,
    once_saved: bool = False,
) -> Left:
    """Type words as a person does, in bursts, and kill the program within `longest` seconds; what it left. With
    `once_saved` it is not killed before it said once that words are saved, however slow the machine is.
    """
    tty = open_talk(probe, folder, home, cols, rows)
    said_saved, seen, shown_at = 0, 0, dict[int, float]()
    try:
        until = time.perf_counter() + chance.uniform(0.3, longest)
        number, next_key, pending = 0, 0.0, ""
        while time.perf_counter() < until or (once_saved and not said_saved and time.perf_counter() < until + 30):
            moment = time.perf_counter()
            if moment >= next_key:
                if not pending:
                    number += 1
                    pending = f"w{number:04d}" + ("\r" if number % 7 == 0 else " ")
                tty.type(pending[0])
                pending = pending[1:]
                pause = 0.06 if pending else (1.0 if number % 3 == 1 else 0.05) * chance.uniform(0.8, 1.2)
                next_key = moment + pause
            if tty.pump(min(0.01, max(0.0, next_key - time.perf_counter()))):
                text = tty.text()
                seen = max(seen, words_on(text))
                shown_at.setdefault(seen, time.perf_counter())
                if SAVED.search(text):
                    said_saved = max(said_saved, words_on(text))
        killed_at = time.perf_counter()
    finally:
        tty.kill()
    return _what_is_left(folder, talk, said_saved, seen, shown_at, killed_at)


def _what_is_left(
    folder: Path, talk: str, said_saved: int, seen: int, shown_at: dict[int, float], killed_at: float
) -> Left:
    from persona_tui.workflows.checks import Level, check

    broken = [problem for problem in check(folder) if problem.level is Level.BROKEN]
    text = "\n".join(lines_of(folder, talk))
    numbers = [int(number) for number in WORD.findall(text)]
    on_disk = max(numbers, default=0)
    whole = not broken and numbers == list(range(1, on_disk + 1))
    first_lost = min((moment for number, moment in shown_at.items() if number > on_disk), default=killed_at)
    return Left(said_saved, on_disk, seen, killed_at - first_lost, whole)


def lines_of(folder: Path, talk: str) -> list[str]:
    """The notes of a talk as they are on the disk; the study opens, and its lock is free."""
    from persona_tui.workflows.studies import open_study

    session = open_study(folder)
    try:
        assert not session.folder.read_only, session.folder.read_only
        assert session.folder.notices == [], session.folder.notices
        interview = session.interview(talk)
        assert interview is not None
        return [line.text for answer in interview.answers for line in answer.lines]
    finally:
        session.close()


def assert_nothing_is_lost(probe: Any, tmp_path: Path, seed: int, kills: int, cols: int = 120, rows: int = 40) -> None:
    """Kill the program so often: each time the study is whole, and has every word that stood on the screen when that
    said saved.
    """
    chance = random.Random(seed)
    said = 0
    for kill in range(kills):
        folder = tmp_path / f"shop-{kill}"
        talk = make_study(folder)
        left = type_and_kill(probe, folder, tmp_path / "home", talk, chance, 2.2, cols, rows, once_saved=kill == 0)
        assert left.whole, left
        assert left.on_disk >= left.said_saved, left
        said += left.said_saved
    assert said, "the screen never said that anything was saved"
