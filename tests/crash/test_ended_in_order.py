"""The system, a closed terminal or an error nobody foresaw ends the program: everything typed is on the disk."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.crash.typing_on_a_pty import lines_of, make_study, open_talk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pty")

BREAKS = """
import sys
from persona_tui.cli.main import main
from persona_tui.tui.screens.interview import InterviewScreen
def breaks(screen, side):
    raise ZeroDivisionError("nobody foresaw this")
InterviewScreen.action_fold = breaks
main()
"""


def _wait_for_the_end(tty: Any) -> None:
    until = time.monotonic() + 15
    while tty.alive() and time.monotonic() < until:
        tty.pump(0.05)
    while tty.pump(0.1):
        pass
    assert not tty.alive(), tty.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_with_the_last_letter_on_the_disk(
    probe: Any, tmp_path: Path, number: signal.Signals
) -> None:
    talk = make_study(tmp_path / "shop")
    tty = open_talk(probe, tmp_path / "shop", tmp_path / "home")
    try:
        tty.type("the last words")
        tty.wait("the last words")
        tty.proc.kill(number)
        _wait_for_the_end(tty)
        assert "Traceback" not in tty.text()
    finally:
        tty.kill()
    assert lines_of(tmp_path / "shop", talk) == ["the last words"]


def test_a_terminal_that_closes_wakes_nothing_up_again(probe: Any, tmp_path: Path) -> None:
    make_study(tmp_path / "shop")
    tty = open_talk(probe, tmp_path / "shop", tmp_path / "home")
    try:
        tty.proc.kill(signal.SIGHUP)
        until = time.monotonic() + 15
        while tty.alive() and time.monotonic() < until:
            tty.proc.kill(signal.SIGCONT)
            tty.pump(0.01)
        assert not tty.alive()
    finally:
        tty.kill()


def test_a_terminal_that_closes_loses_nothing(probe: Any, tmp_path: Path) -> None:
    talk = make_study(tmp_path / "shop")
    tty = open_talk(probe, tmp_path / "shop", tmp_path / "home")
    process = tty.proc.pid
    try:
        tty.type("the last words")
        tty.wait("the last words")
        os.close(tty.proc.fd)
        until = time.monotonic() + 15
        while time.monotonic() < until and os.waitpid(process, os.WNOHANG) == (0, 0):
            time.sleep(0.05)
        with pytest.raises((ProcessLookupError, ChildProcessError)):
            os.waitpid(process, os.WNOHANG)
            os.kill(process, 0)
    finally:
        tty.proc.fd = -1
        tty.proc.closed = True
    assert lines_of(tmp_path / "shop", talk) == ["the last words"]


def test_an_error_nobody_foresaw_ends_in_one_plain_sentence(probe: Any, tmp_path: Path) -> None:
    talk = make_study(tmp_path / "shop")
    tty = open_talk(probe, tmp_path / "shop", tmp_path / "home", program=("-c", BREAKS))
    try:
        tty.type("the last words")
        tty.wait("the last words")
        tty.send("ctrl+o")
        _wait_for_the_end(tty)
        said = " ".join(tty.text().split())
        assert "Something went wrong that should not have" in said and "error.log" in said.replace(" ", "")
        assert "Traceback" not in said and "ZeroDivisionError" not in said
        assert tty.proc.exitstatus == 1
    finally:
        tty.kill()
    assert "nobody foresaw this" in (tmp_path / "home" / "error.log").read_text()
    assert lines_of(tmp_path / "shop", talk) == ["the last words"]
