"""The same study gives the same documents anywhere, and a changed answer changes what it should."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from persona_tui.domain.records import now, replace
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.sample import write_sample
from persona_tui.workflows.studies import open_study
from tests.cli.command_line import in_a_process


def _bytes(paths: list[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths}


def test_another_place_zone_language_and_run_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(tmp_path / "study")
    session = open_study(tmp_path / "study", write=False)
    here = _bytes(list(export(session, tmp_path / "here", Wishes(kinds=("sheet", "report"))).paths))
    session.close()
    project = Path(__file__).resolve().parents[2]
    for name, value in {
        "TZ": "Asia/Tokyo",
        "LANG": "nl_NL.UTF-8",
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": str(project),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    done = in_a_process("export", "study", "--to", "there", "--what", "sheet", "--what", "report", "--json")
    assert done.returncode == 0, done.stderr
    assert _bytes([Path(path) for path in json.loads(done.stdout)["written"]]) == here


def test_a_changed_answer_changes_its_notes_and_elsewhere_nothing_but_the_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(tmp_path / "study")
    session = open_study(tmp_path / "study")
    wishes = Wishes(kinds=("sheet", "cards", "notes"), comments=True)
    before = _bytes(list(export(session, tmp_path / "before", wishes).paths))
    talk = session.interviews_of()[-1]
    last = talk.answers[-1]
    more = replace(last.lines[-1], id="more", text="and it was late by then")
    answers = [*talk.answers[:-1], replace(last, lines=[*last.lines, more])]
    monkeypatch.setattr("persona_tui.storage.drawer.now", lambda: now() + timedelta(minutes=1))
    with session.act("Change an answer"):
        session.put(replace(talk, answers=answers))
    after = _bytes(list(export(session, tmp_path / "after", wishes).paths))
    session.close()
    assert before.keys() == after.keys()
    changed = {name: _changed_parts(tmp_path, name) for name in before if before[name] != after[name]}
    notes = [name for name in changed if name.startswith("Interview")]
    assert len(notes) == 1
    assert changed.pop(notes[0]) == {"word/document.xml", "docProps/core.xml"}
    assert changed
    assert set().union(*changed.values()) <= {"docProps/core.xml", "word/comments.xml"}


def _changed_parts(folder: Path, name: str) -> set[str]:
    with zipfile.ZipFile(folder / "before" / name) as before, zipfile.ZipFile(folder / "after" / name) as after:
        assert before.namelist() == after.namelist()
        return {part for part in before.namelist() if before.read(part) != after.read(part)}
