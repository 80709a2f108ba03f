"""`persona-tui evidence`: what a persona rests on, for a person and for a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from persona_tui.cli.commands.evidence import _say_piece
from persona_tui.cli.main import program
from persona_tui.workflows.sample import write_sample
from tests.cli.command_line import in_a_process


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence") / "example"
    write_sample(folder)
    return folder


def run(*parts: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(program, ["evidence", *map(str, parts)])
    return result.exit_code, result.stdout, result.stderr


def test_every_sentence_says_who_said_what_and_when(example: Path) -> None:
    code, shown, _errors = run(example, "--persona", "nora")
    assert code == 0
    assert "Built from Anna de Wit, Chiara Conti, Eva Lindqvist" in shown
    assert "3 of 3 asked say so" in shown and "3 of 3 on record" in shown
    assert "+ Anna de Wit, 2026-11-02, 14:05: “the cheap one from the web shop wobbled" in shown
    assert "× Eva Lindqvist, 2026-11-12, 13:58: “I am not somebody who" in shown
    assert "◇ A stand that looks like furniture" in shown
    assert "Asked, and did not say so: Eva Lindqvist" in shown
    assert "%" not in shown


def test_nobody_is_called_asked_of_whom_a_value_is_on_record(example: Path) -> None:
    document = json.loads(run(example, "--persona", "Milo", "--json")[1])
    recorded = [claim for claim in document["claims"] if claim["on_record"]]
    assert recorded
    assert all(piece["kind"] == "value" for claim in recorded for piece in claim["words_for"])
    assert not any("asked" in claim["says"] for claim in recorded)
    assert "On record, but not for it: " not in run(example, "--persona", "Milo")[1].split("Goals")[1]


def test_the_time_past_an_hour_stands_as_in_documents(capsys: pytest.CaptureFixture[str]) -> None:
    piece = {
        "name": "Anna",
        "whose": "member",
        "said_at": None,
        "second": 3723,
        "words": "",
        "said_how": "word_for_word",
    }
    _say_piece({**piece, "why_not": "no consent covers it"}, "+")
    assert capsys.readouterr().out.strip() == "+ Anna, 1:02:03: (not shown) – no consent covers it"


def test_days_are_those_that_stand_in_documents_whatever_the_zone(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    done = in_a_process("evidence", str(example), "--persona", "Milo")
    assert b"Bram Jansen, 2026-11-04, 09:22" in done.stdout and b"2026-11-05" not in done.stdout


def test_a_script_can_count_every_number_again(example: Path) -> None:
    document = json.loads(run(example, "--persona", "Milo", "--json")[1])
    members = set(document["persona"]["customers"])
    assert document["claims"]
    for claim in document["claims"]:
        voices = {piece["person"] for piece in claim["words_for"] if piece["counts"]}
        against = {piece["person"] for piece in claim["words_against"] if piece["counts"]}
        asked = {person for people in claim["asked"].values() for person in people}
        known = voices | against | asked
        assert claim["numbers"] == {
            "voices": len(voices & members),
            "known": len(known & members),
            "against": len(against & members),
            "not_asked": len(members - known),
            "others": len(voices - members),
            "others_known": len(known - members),
            "others_against": len(against - members),
            "lost": 0,
        }
    assert document["quote"]["may_be_shown"] is True


def test_customers_are_called_as_in_documents_where_that_is_wanted(example: Path) -> None:
    for options in ((), ("--json",)):
        shown = run(example, "--persona", "Nora", "--pseudonyms", *options)[1]
        assert "Customer 1" in shown
        assert "Anna de Wit" not in shown and "Chiara" not in shown


def test_a_name_that_is_nobodys_lists_those_there_are(example: Path) -> None:
    code, _shown, error = run(example, "--persona", "Lotte")
    assert code == 1
    assert "There is no persona “Lotte” in this study. There is “Nora”, “Milo”." in error
