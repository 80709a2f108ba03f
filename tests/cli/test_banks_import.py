"""`persona-tui banks import`: a guide becomes a bank that the program offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui import paths
from persona_tui.banks.reader import list_banks, load_bank
from tests.cli.command_line import Run

GUIDE = """# Desks
What we ask about desks.

## Welcome (5 min)
Hello, and thank you.
- May I take notes? [Y][N]

## Looking (10–15 min)
- How do you usually look for a desk?
  - When was that?

## Wrap-up
What did I forget?
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "desks.md"
    path.write_text(GUIDE, encoding="utf-8")
    return path


def test_the_command_explains_itself_with_an_example(run: Run) -> None:
    result = run("banks", "import", "--help")
    assert result.exit_code == 0
    assert "persona-tui banks import my-guide.md" in result.stdout
    assert all(len(line) <= 120 for line in result.stdout.splitlines())


def test_a_guide_becomes_one_of_the_persons_own_banks(run: Run, guide: Path) -> None:
    result = run("banks", "import", guide, "--name", "Talks about [desks]")
    assert result.exit_code == 0, result.stderr
    assert "desks.md is the question bank “Talks about [desks]” now: 3 questions, 22 min." in result.stdout
    assert "Looking" in result.stdout and "1 follow-up" in result.stdout
    assert "“10–15 min”: 15 minutes were taken" in result.stdout
    assert "Left out, because it asks nothing:" in result.stdout and "Hello, and thank you." in result.stdout
    assert "persona-tui banks show talks-about-desks" in result.stdout
    assert "1 hint on how it asks" in result.stdout
    info = next(info for info in list_banks() if info.key == "talks-about-desks")
    assert (info.title, info.minutes, info.questions, info.problem) == ("Talks about [desks]", 22, 3, "")
    assert load_bank("talks-about-desks").about == "What we ask about desks."


def test_the_bank_is_accepted_when_it_is_checked_and_shown(run: Run, guide: Path) -> None:
    assert run("banks", "import", guide, "--name", "Desks").exit_code == 0
    checked = run("banks", "check", paths.own_banks_folder() / "desks" / "en.toml")
    assert checked.exit_code == 0
    assert "section 2 (looking), question 1 (how_do_you_usually_look_for): “usually”" in " ".join(
        checked.stdout.split()
    )
    shown = run("banks", "show", "desks")
    assert "When was that?" in shown.stdout and "Yes / No" in shown.stdout


def test_another_folder_is_possible_and_how_to_use_it_is_told(run: Run, guide: Path, tmp_path: Path) -> None:
    result = run("banks", "import", guide, "--name", "Desks", "--to", tmp_path / "elsewhere" / "banks")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "elsewhere" / "banks" / "desks" / "en.toml").is_file()
    assert str(paths.own_banks_folder()) in result.stdout
    assert "desks" not in {info.key for info in list_banks()}


def test_language_and_audience_are_taken_over(run: Run, guide: Path) -> None:
    result = run("banks", "import", guide, "--name", "Desks", "--language", "nl", "--audience", "employees")
    assert result.exit_code == 0, result.stderr
    info = next(info for info in list_banks() if info.key == "desks")
    assert (info.language, info.audience, info.path.name) == ("nl", "employees", "nl.toml")


def test_nothing_is_ever_overwritten(run: Run, guide: Path) -> None:
    assert run("banks", "import", guide, "--name", "Desks").exit_code == 0
    file = paths.own_banks_folder() / "desks" / "en.toml"
    before = file.read_bytes()
    again = run("banks", "import", guide, "--name", "desks!")
    assert again.exit_code == 1
    assert again.stderr.count("\n") == 1 and str(file) in again.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["people-hour", "People hour", "lint", "Consent"])
def test_a_name_of_the_programs_own_is_refused(run: Run, guide: Path, name: str) -> None:
    result = run("banks", "import", guide, "--name", name)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1
    assert not paths.own_banks_folder().exists()


@pytest.mark.parametrize(
    "options",
    [("--name", "日本"), ("--name", ""), ("--name", "x", "--language", "../x"), ("--name", "x", "--language", "")],
)
def test_what_gives_no_folder_or_file_is_refused(run: Run, guide: Path, options: tuple[str, ...]) -> None:
    result = run("banks", "import", guide, *options)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1
    assert not paths.own_banks_folder().exists()


def test_a_guide_that_asks_nothing_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "prose.md"
    path.write_text("# Title\n\nOnly a statement.\n", encoding="utf-8")
    result = run("banks", "import", path, "--name", "Prose")
    assert result.exit_code == 1 and "asks nothing" in result.stderr
    assert not paths.own_banks_folder().exists()


def test_a_folder_that_cannot_be_made_is_named(run: Run, guide: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    result = run("banks", "import", guide, "--name", "Desks", "--to", tmp_path / "taken")
    assert result.exit_code == 1 and result.stderr.count("\n") == 1


def test_signs_that_steer_a_terminal_come_out_as_symbols(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hostile.md"
    path.write_text('## A [/red] "\\\n- Why \x1b[31m [b=1, "3"] {x}?\n\nPlain \x07 text.\n', encoding="utf-8")
    result = run("banks", "import", path, "--name", "Hostile {x} \\")
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout and "\x07" not in result.stdout
    assert run("banks", "check", paths.own_banks_folder() / "hostile-x" / "en.toml").exit_code == 0
