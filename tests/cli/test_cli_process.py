"""The command line as a program of its own: what it loads, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import Run, in_a_process

HEAVY = ("textual", "rich", "textual_image", "docx", "polars", "PIL", "python_avatars", "resvg_py", "numpy")
LISTED = (
    "import sys; from persona_tui.cli.main import program\n"
    "try: program.main(sys.argv[1:])\n"
    "except SystemExit as end: code = end.code\n"
    f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(code)"
)


def _loaded(*parts: object) -> set[str]:
    result = in_a_process(*parts, python=("-c", LISTED))
    assert result.returncode == 0, result.stderr
    return set(result.stderr.decode().splitlines()[-1].split()[1:])


@pytest.mark.parametrize("parts", [("--version",), ("--help",), ("import", "--help"), ("show", "{study}"), ("banks",)])
def test_small_commands_load_nothing_heavy(study: Path, parts: tuple[str, ...]) -> None:
    assert _loaded(*(part.format(study=study) for part in parts)) == set()


def test_an_export_loads_word_and_no_screens(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "example")
    loaded = _loaded("export", tmp_path / "example", "--to", tmp_path / "out", "--what", "sheet")
    assert "docx" in loaded
    assert not loaded & {"textual", "rich", "textual_image", "polars", "python_avatars", "resvg_py"}


def test_a_list_is_ranked_without_screens_and_without_word(study: Path, customers: Path) -> None:
    loaded = _loaded("import", "customers", customers, "--into", study, "--rank", "spent")
    assert not loaded & {"textual", "rich", "docx", "PIL"}


def test_without_a_terminal_the_app_says_so(study: Path) -> None:
    for parts in ((), ("open", study)):
        result = in_a_process(*parts)
        assert (result.returncode, result.stdout) == (2, b"")
        assert b"needs a terminal" in result.stderr and b"--help" in result.stderr


def test_json_is_utf_8_and_text_is_readable_whatever_the_terminal_speaks(
    run: Run, study: Path, customers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", "customers", customers, "--into", study)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "Çınar" in [each["name"] for each in json.loads(in_a_process("show", study, "--json").stdout)["customers"]]
    text = in_a_process("show", study)
    assert (text.returncode, text.stderr) == (0, b"")
    assert b"?" in text.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes that close")
def test_a_reader_that_leaves_early_ends_it_quietly() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "persona_tui", "banks", "show", "people-hour"],
            stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.PIPE, timeout=60,
        )  # fmt: skip
    finally:
        os.close(write)
    assert result.stderr == b""
    assert result.returncode == 1
