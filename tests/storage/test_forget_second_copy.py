"""A second copy of the study does not bring back somebody who was forgotten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.variables import Tombstone
from persona_tui.storage.folder import StudyFolder, forget_people
from persona_tui.storage.repair import repair_study
from tests.storage.forgettable_studies import ANNA, HERS, SHARED, anna_and_bram, documents, study_of


@pytest.fixture(scope="module", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """The study in which Anna was forgotten, and an older copy of it."""
    study = study_of(tmp_path / "shop", anna_and_bram())
    shutil.copytree(study, tmp_path / "laptop")
    with StudyFolder.open(study) as folder:
        forget_people(folder, [ANNA])
    return study, tmp_path / "laptop"


def nothing_of_anna(study: Path) -> bool:
    texts = [path.read_text("utf-8", "replace") for path in study.rglob("*") if path.is_file()]
    return not any(words in text for text in texts for words in ("Anna", HERS, SHARED, "anna@", "talkanna"))


@pytest.mark.parametrize(
    "file",
    [
        "interviews/talkanna.json",
        "interviews/talkboth.json",
        "personas/x1.json",
        "study.json",
        "interviews/talkboth.sync-conflict-20261122.json",
        "study (conflicted copy 2026-11-22).json",
        "backups",
    ],
)
def test_a_file_that_comes_back_is_cleaned_on_the_next_opening(file: str, copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    source = laptop / file
    if "conflict" in file:
        source = laptop / ("interviews/talkboth.json" if "talkboth" in file else "study.json")
    if source.is_dir():
        shutil.copytree(source, study / file, dirs_exist_ok=True)
    else:
        shutil.copy(source, study / file)
    if file == "personas/x1.json":
        # A persona alone does not tell her name and her words; they came with her records.
        shutil.copy(laptop / "study.json", study / "study.json")
        shutil.copy(laptop / "interviews" / "talkanna.json", study / "interviews" / "talkanna.json")
        shutil.copy(laptop / "interviews" / "talkboth.json", study / "interviews" / "talkboth.json")
    with StudyFolder.open(study) as folder:
        assert ANNA not in {person.id for person in folder.all(Person)}
        assert [talk.id for talk in folder.all(Interview)] == ["talkboth"]
        assert [tombstone.person for tombstone in folder.all(Tombstone)] == [ANNA]
        assert any("Files came back" in notice for notice in folder.notices)
    if "talkboth" not in file:
        assert nothing_of_anna(study)
    with StudyFolder.open(study) as folder:
        assert not folder.notices


def test_the_whole_older_copy_laid_over_the_study_brings_nobody_back(copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    wanted = {key: document for key, document in documents(study).items() if "/tombstones/" not in key}
    shutil.copytree(laptop, study, dirs_exist_ok=True)
    with StudyFolder.open(study) as folder:
        assert [person.name for person in folder.all(Person)] == ["Bram Jansen", "Cleo Bos"]
    assert nothing_of_anna(study)
    assert {key: document for key, document in documents(study).items() if "/tombstones/" not in key} == wanted


def test_an_older_copy_that_gets_the_study_file_forgets_too(copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    shutil.copy(study / "study.json", laptop / "study.json")
    with StudyFolder.open(laptop) as folder:
        assert ANNA not in {person.id for person in folder.all(Person)}
        (persona,) = folder.all(Persona)
        assert ANNA not in persona.people
    assert HERS not in "".join(path.read_text("utf-8", "replace") for path in laptop.rglob("*.json"))


def test_a_copy_that_may_only_be_read_does_not_let_them_in(copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    for file in ("study.json", "interviews/talkanna.json", "interviews/talkboth.json", "personas/x1.json"):
        shutil.copy(laptop / file, study / file)
    with StudyFolder.open(study, write=False) as folder:
        assert [person.name for person in folder.all(Person)] == ["Bram Jansen", "Cleo Bos"]
        assert [talk.people for talk in folder.all(Interview)] == [[folder.all(Person)[0].id]]
        assert [summary.id for summary in folder.interview_summaries()] == ["talkboth"]
        (persona,) = folder.all(Persona)
        assert ANNA not in persona.people and persona.quote is None


def test_a_file_that_comes_back_while_the_study_is_open_is_not_let_in(copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    with StudyFolder.open(study) as folder:
        shutil.copy(laptop / "interviews" / "talkanna.json", study / "interviews" / "talkanna.json")
        assert folder.get(Interview, "talkanna") is None
        assert "talkanna" not in {talk.id for talk in folder.all(Interview)}


def test_a_repair_gives_nobody_a_place_who_was_forgotten(copies: tuple[Path, Path]) -> None:
    study, laptop = copies
    shutil.copy(laptop / "interviews" / "talkboth.json", study / "interviews" / "talkboth.json")
    repair_study(study)
    with StudyFolder.open(study) as folder:
        assert ANNA not in {person.id for person in folder.all(Person)}


def test_opening_a_study_with_tombstones_reads_no_file_again_that_did_not_change(
    copies: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    study, _laptop = copies
    with StudyFolder.open(study):
        pass
    read: list[str] = []
    real = Path.read_bytes

    def watched(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    with StudyFolder.open(study):
        assert "talkboth.json" not in read and "x1.json" not in read
