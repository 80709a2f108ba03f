"""A study whose own place fails can be kept in another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import replace
from persona_tui.storage.errors import StudyError, StudyExistsError
from persona_tui.storage.folder import StudyFolder
from tests.storage.study_files import an_interview


def test_everything_is_written_elsewhere_with_what_could_not_be_saved(
    study_path: Path, tmp_path: Path, failing_disk: Callable[..., None]
) -> None:
    with StudyFolder.open(study_path) as folder:
        face = folder.save_face(b"png")
        folder.put_many([an_interview("later", id="i2"), an_interview("gone", id="i3")])
        folder.flush()
        folder.remove(an_interview(id="i3"))
        failing_disk("write")
        folder.put(Person(id="p2", name="Bram"))
        folder.put(Persona(id="x1", name="Dave"))
        folder.flush()
        failing_disk(None)
        assert folder.save_elsewhere(tmp_path / "stick" / "shop") == 0
        with StudyFolder.open(tmp_path / "stick" / "shop") as other:
            assert other.read_only == ""
            assert {person.name for person in other.all(Person)} == {"Anna", "Bram"}
            assert {interview.id for interview in other.all(Interview)} == {"i1", "i2"}
            assert other.get(Persona, "x1") is not None
            assert other.face_path(face) is not None


def test_when_the_folder_is_gone_what_is_in_memory_is_kept_and_the_rest_is_counted(
    study_path: Path, tmp_path: Path
) -> None:
    folder = StudyFolder.open(study_path)
    folder.put(an_interview(id="i2"))
    folder.flush()
    folder.interview_summaries()
    anna = folder.get(Person, "p1")
    assert anna is not None
    folder.put(replace(anna, name="Anne"))
    shutil.rmtree(study_path)
    assert folder.save_elsewhere(tmp_path / "other") == 1
    with StudyFolder.open(tmp_path / "other") as other:
        assert other.all(Person)[0].name == "Anne"
        assert [summary.id for summary in other.interview_summaries()] == ["i2"]
    folder.close()


def test_nothing_is_written_over(folder: StudyFolder, tmp_path: Path, failing_disk: Callable[..., None]) -> None:
    with pytest.raises(StudyExistsError):
        folder.save_elsewhere(folder.path)
    failing_disk("write")
    with pytest.raises(StudyError, match="disk is full"):
        folder.save_elsewhere(tmp_path / "other")
    failing_disk(None)
