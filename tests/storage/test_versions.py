"""Files of newer and older versions of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.records import SCHEMA_VERSION, replace
from persona_tui.storage import migrations
from persona_tui.storage.errors import StudyReadOnlyError
from persona_tui.storage.folder import SaveKind, StudyFolder
from persona_tui.storage.lock import StudyLock
from persona_tui.storage.migrations import read_version
from persona_tui.storage.tiny import Tables
from tests.storage.study_files import read_json, write_json


def _edit(path: Path, schema: str, **tables: Any) -> dict[str, Any]:
    content: dict[str, Any] = read_json(path)
    content["meta"]["file"]["schema"] = schema
    content |= tables
    write_json(path, content)
    return content


def test_every_file_says_which_version_wrote_it(study_path: Path) -> None:
    for path in (study_path / "study.json", study_path / "interviews" / "i1.json"):
        assert read_json(path)["meta"]["file"]["schema"] == SCHEMA_VERSION


def test_a_newer_minor_version_opens_and_keeps_what_is_not_known_here(study_path: Path) -> None:
    path = study_path / "study.json"
    content = _edit(path, "1.7", placements={"q": {"id": "q", "where": [1, {"a": None}]}})
    content["people"]["p1"]["later"] = {"deep": [1, 2]}
    content["meta"]["file"]["written_by"] = "9.9"
    write_json(path, content)
    with StudyFolder.open(study_path) as folder:
        assert folder.read_only == ""
        anna = folder.get(Person, "p1")
        assert anna is not None
        folder.put(replace(anna, name="Anne"))
    after = read_json(path)
    assert after["people"]["p1"]["name"] == "Anne"
    assert after["people"]["p1"]["later"] == {"deep": [1, 2]}
    assert after["placements"] == content["placements"]
    assert after["meta"]["file"] == {"schema": "1.7", "written_by": "9.9"}


def test_a_newer_major_version_opens_for_reading_only_and_lets_the_newer_program_write(study_path: Path) -> None:
    path = study_path / "study.json"
    _edit(path, "2.0")
    before = path.read_bytes()
    with StudyFolder.open(study_path) as folder:
        assert "written by a newer version of persona-tui" in folder.read_only
        assert folder.save_state.kind is SaveKind.READ_ONLY
        assert folder.all(Person)[0].name == "Anna"
        with pytest.raises(StudyReadOnlyError, match="newer version"):
            folder.put(Person(name="Bram"))
        newer_program = StudyLock(study_path)
        assert newer_program.acquire("newer")
        newer_program.release()
    assert path.read_bytes() == before


def test_a_newer_version_without_anything_that_can_be_understood_is_not_taken_for_broken(study_path: Path) -> None:
    path = study_path / "study.json"
    for schema in ("1.8", "3.0"):
        write_json(path, {"meta": {"file": {"schema": schema}}, "estudio": {"x": {}}})
        before = path.read_bytes()
        with StudyFolder.open(study_path) as folder:
            assert "newer version" in folder.read_only
            assert folder.study.business == "shop"
        assert path.read_bytes() == before
        assert [p.name for p in study_path.glob("study*")] == ["study.json"]


def test_an_interview_of_a_newer_major_version_may_be_read_and_not_changed(study_path: Path) -> None:
    path = study_path / "interviews" / "i1.json"
    _edit(path, "2.0")
    before = path.read_bytes()
    with StudyFolder.open(study_path) as folder:
        interview = folder.get(Interview, "i1")
        assert interview is not None
        with pytest.raises(StudyReadOnlyError, match=r"i1\.json was written by a newer version"):
            folder.put_many([Person(id="p9", name="Nobody"), replace(interview, bank="hour")])
        assert folder.get(Person, "p9") is None
        folder.put(Person(name="Bram"))
    assert path.read_bytes() == before


def test_an_interview_with_a_mark_of_a_newer_version_stays_as_it_is_and_is_told_of(study_path: Path) -> None:
    path = study_path / "interviews" / "i1.json"
    content = _edit(path, "1.3")
    content["interview"]["i1"]["answers"][0]["lines"][0]["marks"] = ["surprise"]
    write_json(path, content)
    before = path.read_bytes()
    with StudyFolder.open(study_path) as folder:
        assert folder.interview_summaries() == []
        assert "newer version" in folder.notices[0]
    assert path.read_bytes() == before


def test_an_older_version_is_brought_up_to_date_when_it_is_changed(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(tables: Tables) -> Tables:
        people = {key: {**person, "name": person["called"]} for key, person in tables["folk"].items()}
        return {**{name: table for name, table in tables.items() if name != "folk"}, "people": people}

    path = study_path / "study.json"
    content = _edit(path, "0.9")
    content["folk"] = {"p1": {"id": "p1", "called": "Anna of old"}}
    del content["people"]
    write_json(path, content)
    before = path.read_bytes()
    monkeypatch.setitem(migrations.MIGRATIONS, (0, 9), ((1, 0), step))
    with StudyFolder.open(study_path) as folder:
        assert folder.all(Person)[0].name == "Anna of old"
    assert path.read_bytes() == before
    with StudyFolder.open(study_path) as folder:
        folder.put(Person(id="p2", name="Bram"))
    after = read_json(path)
    assert after["meta"]["file"]["schema"] == SCHEMA_VERSION
    assert after["people"].keys() == {"p1", "p2"}
    assert "folk" not in after


@pytest.mark.parametrize("text", ["", "1", "1.x", "x.1", "-1.0", "1.0.0", "²,1", "1" * 5000 + ".0", None, 1.0, {}])
def test_what_is_no_version_is_taken_for_none(text: object) -> None:
    assert read_version(text) is None
