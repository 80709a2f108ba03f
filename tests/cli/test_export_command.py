"""`persona-tui export` and its options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import Run


@pytest.fixture
def example(run: Run, tmp_path: Path) -> Path:
    run("sample", tmp_path / "example")
    return tmp_path / "example"


def _names(stdout: str) -> list[str]:
    return [Path(path).name for path in json.loads(stdout)["written"]]


def test_several_kinds_are_asked_for_at_once(run: Run, example: Path, tmp_path: Path) -> None:
    result = run(
        "export", example, "--to", tmp_path / "out", "--what", "cards", "--what", "guide", "--bank", "people-hour",
        "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert _names(result.stdout) == ["Cards Perch Desk Stands.docx", "Guide A customer, a full hour.docx"]


def test_a_redacted_report_says_what_it_does_not_recognise(run: Run, example: Path, tmp_path: Path) -> None:
    result = run("export", example, "--to", tmp_path / "out", "--what", "report", "--redact", "--paper", "letter")
    assert result.exit_code == 0, result.stderr
    said = " ".join(result.stdout.split())
    assert "Others are not recognised" in said and "sharing outside" in said


def test_a_talk_of_which_there_is_a_transcript_alone_is_not_passed_over_in_silence(
    run: Run, example: Path, tmp_path: Path
) -> None:
    call = tmp_path / "call.vtt"
    call.write_text("WEBVTT\n\n00:01.000 --> 00:05.000\n<v Grace Murphy>It squeaks.\n", encoding="utf-8")
    told = ("--date", "2026-11-15", "--consent", "notes,recording", "--consent-date", "2026-11-15")
    assert run("import", "transcript", call, "--into", example, "--customer", "Grace Murphy", *told).exit_code == 0
    result = run("export", example, "--to", tmp_path / "out", "--what", "notes")
    assert "The interview with Grace Murphy has a transcript, and no notes to write." in " ".join(result.stdout.split())


def test_names_and_redact_contradict_each_other(run: Run, example: Path, tmp_path: Path) -> None:
    result = run("export", example, "--to", tmp_path / "out", "--names", "--redact")
    assert result.exit_code == 2 and "contradict" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_guide_needs_a_bank_and_a_template_must_be_one(run: Run, example: Path, tmp_path: Path) -> None:
    result = run("export", example, "--to", tmp_path / "out", "--what", "guide")
    assert result.exit_code == 1 and "--bank" in result.stderr
    broken = tmp_path / "mine.docx"
    broken.write_bytes(b"no document")
    result = run("export", example, "--to", tmp_path / "out", "--what", "sheet", "--template", broken)
    assert result.exit_code == 1 and "mine.docx" in result.stderr
    assert not (tmp_path / "out").exists()


def test_layouts_are_named_with_hyphens(run: Run, example: Path, tmp_path: Path) -> None:
    result = run(
        "export", example, "--to", tmp_path / "out", "--what", "sheet", "--layout", "five-boxes", "--landscape",
        "--comments", "--no-quotes", "--include", "household_income", "--persona", "Nora", "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert _names(result.stdout) == ["Nora.docx"]


def test_a_document_is_replaced_when_asked(run: Run, example: Path, tmp_path: Path) -> None:
    for _time in range(2):
        result = run("export", example, "--to", tmp_path / "out", "--what", "sheet", "--replace", "--json")
    assert _names(result.stdout) == ["Nora.docx", "Milo.docx"]
    assert json.loads(result.stdout)["said"] == ["“Nora.docx” was replaced.", "“Milo.docx” was replaced."]
