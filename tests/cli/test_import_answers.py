"""`persona-tui import answers`."""

from __future__ import annotations

from pathlib import Path

from persona_tui.banks import form_fields as names
from persona_tui.domain.consent import Scope
from tests.cli.command_line import Run
from tests.imports.filled_forms import empty_form, filled_in_word

FIRST = names.field_name("first_moment")


def form(folder: Path, who: str, *, agrees: bool = True) -> Path:
    path = folder / f"{who or 'nobody'}.docx"
    filling = {names.NAME: who, names.DAY: "2026-11-03", FIRST: "My back hurt", names.scope_name(Scope.NOTES): agrees}
    path.write_bytes(filled_in_word(empty_form(), filling))
    return path


def test_a_form_comes_in_under_the_name_it_bears(run: Run, study: Path, tmp_path: Path) -> None:
    result = run("import", "answers", form(tmp_path, "Anna"), "--into", study)
    assert result.exit_code == 0, result.stderr
    assert "Anna answered 1 question" in result.stdout and "Anna is new in the study" in result.stdout
    again = run("import", "answers", form(tmp_path, "Anna"), "--into", study)
    assert again.exit_code == 0 and "The answers of Anna were updated" in again.stdout


def test_without_consent_it_is_said_that_the_words_count_nowhere(run: Run, study: Path, tmp_path: Path) -> None:
    result = run("import", "answers", form(tmp_path, "Anna", agrees=False), "--into", study)
    assert result.exit_code == 0 and "count nowhere" in " ".join(result.stdout.split())


def test_of_several_forms_those_that_can_be_read_come_in_and_the_others_are_named(
    run: Run, study: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(b"hello")
    result = run("import", "answers", form(tmp_path, "Anna"), other, form(tmp_path, "Bram"), "--into", study)
    assert result.exit_code == 1
    assert "other.docx is no Word document" in result.stderr
    assert "Anna answered" in result.stdout and "Bram answered" in result.stdout


def test_one_name_for_several_forms_is_wrong_use(run: Run, study: Path, tmp_path: Path) -> None:
    files = [form(tmp_path, "Anna"), form(tmp_path, "Bram")]
    result = run("import", "answers", *files, "--into", study, "--customer", "Anna")
    assert result.exit_code == 2 and "one by one" in result.stderr


def test_a_form_without_a_name_asks_for_it(run: Run, study: Path, tmp_path: Path) -> None:
    path = form(tmp_path, "")
    result = run("import", "answers", path, "--into", study)
    assert result.exit_code == 1 and "bears no name" in result.stderr
    named = run("import", "answers", path, "--into", study, "--customer", "Dewi")
    assert named.exit_code == 0 and "Dewi answered" in named.stdout
