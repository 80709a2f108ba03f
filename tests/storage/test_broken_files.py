"""A file that can't be read is put aside, never overwritten, and what can be had again is put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.study import SellsTo, Study
from persona_tui.storage.errors import StudyError, StudyMissingError
from persona_tui.storage.folder import StudyFolder
from tests.storage.study_files import an_interview, read_json, write_json


@pytest.fixture
def backed_up(study_path: Path) -> Path:
    """The study, with a persona, and a backup of everything."""
    with StudyFolder.open(study_path) as folder:
        folder.put(Persona(id="x1", name="Dave", people=["p1"]))
        folder.flush()
        assert folder.back_up() == 3
    return study_path


def _halve(path: Path) -> bytes:
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    return half


def _aside(study: Path, pattern: str = "*.broken-*") -> list[Path]:
    return [path for path in study.rglob(pattern) if path.is_file()]


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"{}", b"\0\0\0\0"], ids=["half", "empty", "list", "{}", "zeros"]
)
def test_a_broken_study_file_is_kept_and_its_backup_takes_its_place(content: bytes | None, backed_up: Path) -> None:
    path = backed_up / "study.json"
    broken = _halve(path) if content is None else content
    path.write_bytes(broken)
    with StudyFolder.open(backed_up) as folder:
        assert folder.study.business == "Standing Desk Co."
        assert [person.name for person in folder.all(Person)] == ["Anna"]
        (aside,) = _aside(backed_up)
        assert aside.read_bytes() == broken
        assert f"study.json could not be read; it is kept as {aside.name}." in folder.notices
        assert any("study.json is again as it was on " in notice for notice in folder.notices)
    assert "p1" in read_json(path)["people"]


def test_the_newest_backup_that_can_be_read_is_taken(backed_up: Path) -> None:
    (good,) = (backed_up / "backups").glob("study.*.json")
    shutil.copy(good, good.with_name("study.20200101T000000.json"))
    newest = good.with_name("study.20991231T235959.json")
    newest.write_text('{"study"', encoding="utf-8")
    _halve(backed_up / "study.json")
    with StudyFolder.open(backed_up) as folder:
        assert folder.study.business == "Standing Desk Co."


def test_a_broken_study_file_without_a_backup_opens_rebuilt_from_the_others(study_path: Path) -> None:
    broken = _halve(study_path / "study.json")
    with StudyFolder.open(study_path) as folder:
        assert folder.study.business == "shop"
        (person,) = folder.all(Person)
        assert (person.id, person.name, person.fit) == ("p1", "Person 1", Fit.OTHER)
        assert folder.get(Interview, "i1") is not None
        assert any("could not be read in full" in notice for notice in folder.notices)
    (aside,) = _aside(study_path)
    assert aside.read_bytes() == broken
    with StudyFolder.open(study_path) as again:
        assert again.notices == []
        assert again.study.business == "shop"


def test_a_missing_study_file_is_put_back_or_rebuilt(backed_up: Path) -> None:
    (backed_up / "study.json").unlink()
    with StudyFolder.open(backed_up) as folder:
        assert folder.all(Person)[0].name == "Anna"
    (backed_up / "study.json").unlink()
    shutil.rmtree(backed_up / "backups")
    with StudyFolder.open(backed_up) as folder:
        assert folder.all(Person)[0].name == "Person 1"


def test_a_study_record_of_another_shape_keeps_every_field_that_can_be_understood(study_path: Path) -> None:
    path = study_path / "study.json"
    content = read_json(path)
    (study,) = content["study"].values()
    study |= {"sells_to": "dogs", "purpose": "why desks", "picked": ["age", 7, "city"], "later": 1}
    write_json(path, content)
    before = path.read_bytes()
    with StudyFolder.open(study_path) as folder:
        assert folder.study.id == study["id"]
        assert folder.study.purpose == "why desks"
        assert folder.study.picked == ["age", "city"]
        assert folder.study.sells_to is SellsTo.PEOPLE
        assert folder.all(Person)[0].name == "Anna"
    (aside,) = _aside(study_path)
    assert aside.read_bytes() == before
    assert read_json(path)["study"][study["id"]]["later"] == 1


@pytest.mark.parametrize(("part", "stem"), [("interviews", "i1"), ("personas", "x1")])
def test_a_broken_interview_or_persona_is_kept_and_put_back_from_its_backup(
    part: str, stem: str, backed_up: Path
) -> None:
    broken = _halve(backed_up / part / f"{stem}.json")
    with StudyFolder.open(backed_up) as folder:
        assert folder.notices == []
        assert folder.get(Interview, "i1") is not None
        assert folder.get(Persona, "x1") is not None
        assert len(folder.interview_summaries()) == 1
        assert len(folder.notices) == 2
    (aside,) = _aside(backed_up)
    assert aside.read_bytes() == broken


@pytest.mark.parametrize(("part", "stem"), [("interviews", "i1"), ("personas", "x1")])
def test_a_broken_interview_or_persona_without_a_backup_is_kept_and_named_and_the_rest_opens(
    part: str, stem: str, backed_up: Path
) -> None:
    shutil.rmtree(backed_up / "backups")
    broken = _halve(backed_up / part / f"{stem}.json")
    with StudyFolder.open(backed_up) as folder:
        summaries, personas = folder.interview_summaries(), folder.all(Persona)
        assert len(summaries) + len(personas) == 1
        assert any("There is no earlier copy" in notice for notice in folder.notices)
    (aside,) = _aside(backed_up)
    assert aside.read_bytes() == broken
    with StudyFolder.open(backed_up) as again:
        again.interview_summaries()
        assert again.notices == []


def test_reading_alone_renames_and_writes_nothing_and_shows_the_backup(backed_up: Path) -> None:
    for path in (backed_up / "study.json", backed_up / "interviews" / "i1.json", backed_up / "personas" / "x1.json"):
        _halve(path)
    before = {path: path.read_bytes() for path in backed_up.rglob("*") if path.is_file()}
    with StudyFolder.open(backed_up, write=False) as folder:
        assert folder.all(Person)[0].name == "Anna"
        assert folder.get(Interview, "i1") is not None
        assert len(folder.interview_summaries()) == 1
        assert folder.all(Persona)[0].name == "Dave"
        assert any("could not be read" in notice for notice in folder.notices)
    shutil.rmtree(backed_up / "backups")
    with StudyFolder.open(backed_up, write=False) as folder:
        assert folder.study.business == "shop"
        assert folder.interview_summaries() == []
    after = {path: path.read_bytes() for path in backed_up.rglob("*") if path.is_file()}
    assert after == {path: content for path, content in before.items() if "backups" not in path.parts}


def test_a_broken_file_on_a_full_disk_opens_from_its_backup_and_is_not_overwritten_until_it_is_kept(
    backed_up: Path, failing_disk: Callable[..., None]
) -> None:
    broken = _halve(backed_up / "study.json")
    failing_disk("write")
    folder = StudyFolder.open(backed_up)
    assert folder.all(Person)[0].name == "Anna"
    assert (backed_up / "study.json").read_bytes() == broken
    failing_disk(None)
    folder.close()
    assert "p1" in read_json(backed_up / "study.json")["people"]
    assert [path.read_bytes() for path in _aside(backed_up)] == [broken]


def test_one_entry_of_another_shape_is_told_of_and_stays(study_path: Path) -> None:
    path = study_path / "study.json"
    content = read_json(path)
    content["people"]["odd"] = {"id": "odd", "name": 7}
    write_json(path, content)
    with StudyFolder.open(study_path) as folder:
        assert folder.notices == ["1 entry of study.json could not be understood; it stays in the file as it is."]
        folder.put(Person(name="Bram"))
    assert read_json(path)["people"]["odd"] == {"id": "odd", "name": 7}
    assert _aside(study_path) == []


def test_an_interview_of_another_shape_is_told_of_once_and_its_file_stays_untouched(study_path: Path) -> None:
    path = study_path / "interviews" / "i1.json"
    content = read_json(path)
    content["interview"]["i1"]["answers"] = "what?"
    write_json(path, content)
    before = path.read_bytes()
    with StudyFolder.open(study_path) as folder:
        assert folder.interview_summaries() == []
        assert folder.interview_summaries() == []
        assert folder.get(Interview, "i1") is None
        assert folder.notices == ["1 entry of i1.json could not be understood; it stays in the file as it is."]
    assert path.read_bytes() == before


def test_a_copy_that_another_program_made_of_an_interview_is_not_an_interview(study_path: Path) -> None:
    for name in ("i1 (conflicted copy).json", "i1.sync-conflict-2026.json", "renamed.json"):
        shutil.copy(study_path / "interviews" / "i1.json", study_path / "interviews" / name)
    with StudyFolder.open(study_path) as folder:
        assert [summary.id for summary in folder.interview_summaries()] == ["i1"]
        assert folder.get(Interview, "renamed") is None


def test_an_interview_that_may_not_be_read_is_told_of_and_the_others_are_there(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StudyFolder.open(study_path) as folder:
        folder.put(an_interview(id="i2"))
    real = Path.open

    def refuse(self: Path, *arguments: object, **named: object) -> object:
        if self.name == "i1.json":
            raise PermissionError(13, "Permission denied")
        return real(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    shutil.rmtree(study_path / ".cache", ignore_errors=True)
    with StudyFolder.open(study_path) as folder:
        assert [summary.id for summary in folder.interview_summaries()] == ["i2"]
        assert "i1.json could not be read (Permission denied)" in folder.notices[0]


def test_a_study_file_that_may_not_be_read_is_an_error_in_a_sentence(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_arguments: object, **_named: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StudyError, match="could not be read"):
        StudyFolder.open(study_path)
    monkeypatch.undo()
    with StudyFolder.open(study_path) as folder:
        folder.require_writing()


def test_where_no_study_is_one_is_told_how_to_make_it(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path, tmp_path / "file"):
        if path.name == "file":
            path.write_text("x", encoding="utf-8")
        with pytest.raises(StudyMissingError, match="persona-tui new"):
            StudyFolder.open(path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_empty_study_table_is_restored_from_the_backup(backed_up: Path) -> None:
    path = backed_up / "study.json"
    content = read_json(path)
    content["study"] = {}
    write_json(path, content)
    with StudyFolder.open(backed_up) as folder:
        assert folder.study.business == "Standing Desk Co."
        assert isinstance(folder.study, Study)
