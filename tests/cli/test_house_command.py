"""`persona-tui house`: how documents look."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command_line import Run


def test_nothing_set_is_the_programs_own(study: Path, run: Run) -> None:
    done = run("house", study)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("as persona-tui has it") == 4 and "none" in done.stdout


def test_what_is_set_is_kept_and_what_documents_do_differently_is_said(study: Path, run: Run) -> None:
    done = run("house", study, "--colour", "#ffcc00", "--font", "Arial")
    assert done.exit_code == 0, done.stderr
    assert "#FFCC00" in done.stdout and "too light to read" in done.stdout
    document = json.loads(run("house", study, "--json").stdout)
    assert document["house"]["main_colour"] == "FFCC00" and document["house"]["text_font"] == "Arial"
    assert len(document["notes"]) == 1


def test_what_cannot_be_used_is_refused_in_one_sentence(study: Path, run: Run, tmp_path: Path) -> None:
    for parts in (("--colour", "teal"), ("--logo", tmp_path / "none.png"), ("--font", "a;b")):
        done = run("house", study, *parts)
        assert done.exit_code != 0
        assert "Traceback" not in done.stderr and done.stderr.strip().count("\n") == 0
    assert run("house", study, "--logo", "x.png", "--no-logo").exit_code == 2
