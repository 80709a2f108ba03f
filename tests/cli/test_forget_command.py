"""`persona-tui forget`: it asks first, takes everything out, and says what it found afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from persona_tui.workflows.customers import add_customer, change_customer
from persona_tui.workflows.studies import open_study
from tests.cli.command_line import Run, in_a_process


@pytest.fixture
def peopled(study: Path) -> Path:
    session = open_study(study)
    anna = add_customer(session, "Anna de Wit")
    change_customer(session, anna.id, note="anna@example.org rang us on a Sunday morning")
    add_customer(session, "Bram")
    session.folder.flush()
    session.folder.back_up()
    session.close()
    return study


def people(study: Path) -> list[str]:
    documents = json.loads((study / "study.json").read_text("utf-8"))["people"].values()
    return [person["name"] for person in documents]


def test_without_a_terminal_it_refuses_unless_told_to_go_on(peopled: Path) -> None:
    done = in_a_process("forget", peopled, "--customer", "Anna")
    assert done.returncode == 2 and b"no terminal to ask on" in done.stderr and not done.stdout
    assert people(peopled) == ["Anna de Wit", "Bram"]


def test_it_says_what_goes_and_what_was_found_afterwards(peopled: Path, run: Run) -> None:
    (peopled / "exports").mkdir()
    (peopled / "exports" / "shared.txt").write_text("Documents were written into /mnt/team.\n")
    done = run("forget", peopled, "--customer", "Anna", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "This goes with Anna de Wit, and can't be undone:" in done.stdout
    assert "Not touched, look there yourself: Documents were written into /mnt/team." in done.stdout
    assert "nothing of them was found" in done.stdout
    assert people(peopled) == ["Bram"]
    left = [path.read_text("utf-8", "replace") for path in peopled.rglob("*") if path.is_file()]
    assert not any("Anna" in text or "anna@example.org" in text for text in left)


def test_json_says_the_same_for_a_script(peopled: Path, run: Run) -> None:
    (peopled / ".git").mkdir()
    document = json.loads(run("forget", peopled, "--customer", "Anna", "--yes", "--json").stdout)
    assert document["clean"] and document["files"] > 1 and document["remains"] == []
    assert any(".git" in sentence for sentence in document["elsewhere"])


def test_what_is_left_in_a_file_of_the_owners_is_named_and_fails(peopled: Path, run: Run) -> None:
    (peopled / "my notes.txt").write_text("call Anna de Wit")
    done = run("forget", peopled, "--customer", "Anna", "--yes")
    assert done.exit_code == 1
    assert "my notes.txt: their name" in done.stdout and people(peopled) == ["Bram"]
    assert (peopled / "my notes.txt").read_text() == "call Anna de Wit"


@pytest.mark.parametrize(("typed", "left"), [("", 2), ("anna", 2), ("Anna de Wit", 1)])
def test_in_a_terminal_the_name_has_to_be_typed(
    typed: str, left: int, peopled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_words, **_options: typed)
    done = run("forget", peopled, "--customer", "Anna")
    assert len(people(peopled)) == left, done.output
    assert ("Nothing was changed." in done.stdout) is (left == 2)


def test_somebody_who_was_removed_before_is_forgotten_from_the_backups(peopled: Path, run: Run) -> None:
    from persona_tui.workflows.customers import find_person, remove_customer

    earlier = peopled / "backups" / "study.20260101T000000.json"
    earlier.write_bytes((peopled / "study.json").read_bytes())
    session = open_study(peopled)
    remove_customer(session, find_person(session, "Anna").id)
    session.close()
    done = run("forget", peopled, "--customer", "anna de wit", "--yes")
    assert done.exit_code == 0, done.stderr
    assert not any("Anna" in path.read_text("utf-8", "replace") for path in peopled.rglob("*.json"))


def test_run_again_after_it_was_killed_it_says_what_was_finished(
    peopled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from persona_tui.storage import forget as storage

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(storage, "_latest_consents", killed)
        assert run("forget", peopled, "--customer", "Anna", "--yes").exit_code == 130
    assert (peopled / ".forgetting.json").exists()
    done = run("forget", peopled, "--customer", "Anna", "--yes")
    assert done.exit_code == 0 and "nothing of them was found" in done.stdout, done.output
    assert "cut off the last time" in done.stderr and people(peopled) == ["Bram"]
    assert run("forget", peopled, "--customer", "Anna", "--yes").exit_code == 1


def test_a_study_that_somebody_works_on_is_refused_naming_them(peopled: Path, run: Run) -> None:
    session = open_study(peopled, program="the app")
    done = run("forget", peopled, "--customer", "Anna", "--yes")
    session.close()
    assert done.exit_code == 1 and "the app" in done.stderr
    assert people(peopled) == ["Anna de Wit", "Bram"]


def test_nobody_of_that_name_is_said_with_the_closest(peopled: Path, run: Run) -> None:
    done = run("forget", peopled, "--customer", "Brem", "--yes")
    assert done.exit_code == 1 and "Bram" in done.stderr
