"""The command line, run in this process: what it prints, what it complains of, and with which code it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from persona_tui.cli.main import program
from tests.cli.command_line import Run


@pytest.fixture
def run() -> Run:
    """Run a command line, given as its parts; the result has exit_code, stdout and stderr."""

    def invoke(*parts: object) -> Result:
        return CliRunner().invoke(program, [str(part) for part in parts])

    return invoke


@pytest.fixture
def study(tmp_path: Path, run: Run) -> Path:
    """A new, empty study."""
    path = tmp_path / "my shop"
    result = run("new", path, "--business", "Desk & Co", "--sells-to", "people", "--purpose", "who buys again")
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """A small list of customers."""
    path = tmp_path / "customers.csv"
    path.write_text(
        "id,name,gender,spent,city\n1,Anna,f,900,Utrecht\n2,Bram,m,120,Delft\n3,Çınar,m,450,Gouda\n4,Dewi,f,,Delft\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The notes of a talk."""
    path = tmp_path / "anna.md"
    path.write_text("## What hurts\n- the desk wobbles\n> I would buy it again\n", encoding="utf-8")
    return path
