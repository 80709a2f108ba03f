"""Whatever goes wrong is one plain sentence on stderr, with the right exit code."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from persona_tui.cli.main import program
from persona_tui.workflows.studies import open_study
from tests.cli.command_line import Run

INTERVIEW = ("import", "interview", "x", "--into", "y", "--customer", "A")


def _one_sentence(stderr: str) -> str:
    assert stderr.count("\n") == 1 and stderr.endswith("\n"), stderr
    assert "Traceback" not in stderr and "Error:" not in stderr
    return stderr.strip()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((), "needs a terminal"),
        (("opne", "x"), "did you mean “open”"),
        (("export", "x"), "--to is missing"),
        (("show",), "STUDY is missing"),
        (("show", "x", "--jsn"), "did you mean --json"),
        (("show", "x", "y"), "extra argument"),
        (("import",), "which command"),
        (("import", "clients"), "customers, interview"),
        (("import", "customers", "x", "--into", "y", "--best", "0"), "write 8, or all"),
        (("import", "customers", "x", "--into", "y", "--best", "²"), "write 8, or all"),
        (("import", "customers", "x", "--into", "y", "--map", "Churn"), "write COLUMN=ATTRIBUTE"),
        (("import", "customers", "x", "--into", "y", "--relation", "friend"), "--relation"),
        ((*INTERVIEW, "--consent", "notes"), "belong together"),
        (
            (*INTERVIEW, "--consent", "all", "--consent-date", "2026-11-02"),
            "notes, quotes, name, recording, sharing",
        ),
        (
            (*INTERVIEW, "--consent", "notes", "--consent-date", "2 Nov"),
            "write it as 2026-11-02",
        ),
        (("open", "x", "--step", "lunch"), "--step"),
        (("new", "x", "--business", "B", "--sells-to", "dogs"), "people"),
        (("new", "x", "--business", " ", "--sells-to", "people"), "what your customers call you"),
        (("new", "x", "--sells-to", "people"), "--business is missing"),
        (("banks", "show"), "BANK is missing"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_sentence_that_points_to_help_and_leaves_with_2(
    run: Run, parts: tuple[str, ...], says: str
) -> None:
    result = run(*parts)
    assert (result.exit_code, result.stdout) == (2, "")
    sentence = _one_sentence(result.stderr)
    assert says in sentence
    assert re.search(r"See: persona-tui[a-z ]* --help$", sentence)


@pytest.mark.parametrize(
    "parts",
    [
        ("show", "{none}"),
        ("show", "{none}", "--json"),
        ("open", "{none}"),
        ("check", "{none}"),
        ("export", "{none}", "--to", "{none}"),
        ("import", "customers", "{none}", "--into", "{none}"),
        ("import", "customers", "{none}", "--into", "{study}"),
        ("import", "interview", "{none}", "--into", "{none}", "--customer", "Anna"),
        ("import", "interview", "{none}", "--into", "{study}", "--customer", "Anna"),
        ("new", "{study}", "--business", "B", "--sells-to", "people"),
        ("sample", "{study}"),
        ("banks", "show", "nope"),
        ("banks", "check", "{none}"),
    ],
)
def test_failure_is_one_sentence_and_leaves_with_1(
    run: Run, study: Path, tmp_path: Path, parts: tuple[str, ...]
) -> None:
    filled = [part.format(none=tmp_path / "none", study=study) for part in parts]
    result = run(*filled)
    assert (result.exit_code, result.stdout) == (1, "")
    _one_sentence(result.stderr)


@pytest.mark.parametrize(
    "parts",
    [
        ("import", "customers", "{customers}", "--into", "{study}"),
        ("import", "interview", "{notes}", "--into", "{study}", "--customer", "Anna"),
        ("check", "{study}", "--repair"),
    ],
)
def test_a_command_that_writes_names_who_holds_the_study(
    run: Run, study: Path, customers: Path, notes: Path, parts: tuple[str, ...]
) -> None:
    app = open_study(study, program="persona-tui open")
    try:
        result = run(*(part.format(study=study, customers=customers, notes=notes) for part in parts))
        looking = [run("show", study), run("import", "customers", customers, "--into", study, "--dry-run")]
    finally:
        app.close()
    assert result.exit_code == 1
    sentence = _one_sentence(result.stderr)
    assert "persona-tui open" in sentence and str(os.getpid()) in sentence
    assert [each.exit_code for each in looking] == [0, 0]


def test_what_nobody_foresaw_is_written_down_and_not_shown(
    run: Run, study: Path, own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_parts: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("persona_tui.workflows.exports.was_shared", fail)
    result = run("show", study)
    assert (result.exit_code, result.stdout) == (1, "")
    log = own_settings / "error.log"
    assert str(log) in _one_sentence(result.stderr)
    assert "secret" not in result.stderr
    assert "RuntimeError: the secret inside" in log.read_text(encoding="utf-8")


def test_where_the_unsaved_study_is_stands_behind_what_nobody_foresaw(
    run: Run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class _EndedApp:
        failure, unsaved = ZeroDivisionError(), ["The study is in /home/noor/shop-copy."]

        def run(self) -> None:
            """It has ended already."""

    monkeypatch.setattr("persona_tui.tui.app.PersonaApp", lambda *_what: _EndedApp())
    monkeypatch.setattr("persona_tui.cli.terminal.require_terminal", lambda: None)
    monkeypatch.setattr("gc.disable", lambda: None)
    result = run("open", study)
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    assert "should not have" in said and said.endswith("The study is in /home/noor/shop-copy.")


def test_an_error_that_cannot_be_written_down_is_still_one_sentence(
    run: Run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_parts: object) -> None:
        raise RecursionError

    monkeypatch.setattr("persona_tui.workflows.exports.was_shared", fail)
    (tmp_path / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PERSONA_TUI_HOME", str(tmp_path / "a file"))
    result = run("show", study)
    assert result.exit_code == 1
    _one_sentence(result.stderr)


@pytest.mark.parametrize(
    ("problem", "code", "says"),
    [
        (KeyboardInterrupt(), 130, ""),
        (OSError(5, "Input/output error", "x.csv"), 1, "x.csv could not be used: Input/output error."),
        (MemoryError(), 1, "Something went wrong"),
    ],
)
def test_every_end_has_its_code(
    run: Run, study: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int, says: str
) -> None:
    def fail(*_parts: object) -> None:
        raise problem

    monkeypatch.setattr("persona_tui.workflows.exports.was_shared", fail)
    result = run("show", study)
    assert result.exit_code == code
    assert result.stderr.strip().startswith(says)


def test_a_failed_import_leaves_the_study_as_it_was(run: Run, study: Path, customers: Path) -> None:
    before = (study / "study.json").read_bytes()
    assert run("import", "customers", customers, "--into", study, "--rank", "name").exit_code == 1
    assert (study / "study.json").read_bytes() == before


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_sentence_is_broken_between_words_in_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("show", tmp_path / "nowhere")
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    program.main(["show", str(tmp_path / "nowhere")], standalone_mode=False)
    lines = terminal.getvalue().splitlines()
    assert len(lines) > 1 and all(len(line) <= 40 or " " not in line for line in lines)
    assert " ".join(lines) == whole.stderr.strip()


@pytest.mark.parametrize(
    "parts",
    [
        ("import", "customers", "{file}", "--into", "{study}"),
        ("import", "interview", "{file}", "--into", "{study}", "--customer", "Anna"),
        ("import", "transcript", "{file}", "--into", "{study}", "--customer", "Anna"),
        ("import", "answers", "{file}", "--into", "{study}", "--customer", "Anna"),
        ("banks", "import", "{file}", "--name", "Ours", "--to", "{study}"),
    ],
)
def test_of_a_file_that_may_not_be_read_it_is_said_what_to_do(
    run: Run, study: Path, customers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: tuple[str, ...]
) -> None:
    run("import", "customers", customers, "--into", study)
    locked = tmp_path / "locked.txt"
    locked.write_text("Anna: hi", encoding="utf-8")
    open_file, access = Path.open, os.access

    def refusing(path: Path, *args: Any, **more: Any) -> Any:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *args, **more)

    monkeypatch.setattr(Path, "open", refusing)
    monkeypatch.setattr(os, "access", lambda path, *rest, **more: path != str(locked) and access(path, *rest, **more))
    result = run(*(part.format(file=locked, study=study) for part in parts))
    assert result.exit_code == 1
    sentence = _one_sentence(result.stderr)
    assert "You may not read" in sentence and "copy it to a folder of your own" in sentence
