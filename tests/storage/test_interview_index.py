"""The counts of interviews are always those of the files, whether or not there is an index."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.records import replace
from persona_tui.domain.summaries import summarise
from persona_tui.storage import drawer as drawer_module
from persona_tui.storage import index as index_module
from persona_tui.storage import shelf as shelf_module
from persona_tui.storage.folder import StudyFolder
from persona_tui.storage.index import INDEX_FILE
from tests.storage.study_files import an_interview, read_json, write_json


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of records that are read, as they are read."""
    read: list[str] = []
    real = drawer_module.Drawer.load

    def load(self: drawer_module.Drawer) -> None:
        read.append(self.path.name)
        real(self)

    monkeypatch.setattr(drawer_module.Drawer, "load", load)
    return read


@pytest.fixture
def indexed(study_path: Path) -> Path:
    """A study of three interviews, with an index."""
    with StudyFolder.open(study_path) as folder:
        folder.put_many([an_interview("two", id="i2"), an_interview("three", id="i3")])
        assert len(folder.interview_summaries()) == 3
    assert (study_path / INDEX_FILE).exists()
    return study_path


def test_summaries_come_from_the_index_without_reading_an_interview(indexed: Path, loads: list[str]) -> None:
    with StudyFolder.open(indexed) as folder:
        assert [summary.id for summary in folder.interview_summaries()] == ["i1", "i2", "i3"]
    assert loads == ["study.json"]


def test_only_an_interview_that_was_changed_elsewhere_is_read_again(indexed: Path, loads: list[str]) -> None:
    path = indexed / "interviews" / "i2.json"
    content = read_json(path)
    content["interview"]["i2"]["bank"] = "hour"
    write_json(path, content)
    shutil.copy(path, indexed / "interviews" / "odd one.json")
    (indexed / "interviews" / "i3.json").unlink()
    with StudyFolder.open(indexed) as folder:
        summaries = {summary.id: summary.bank for summary in folder.interview_summaries()}
    assert summaries == {"i1": "", "i2": "hour"}
    assert loads == ["study.json", "i2.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"made_by": "another program", "entries": {}}', b"\xff"])
def test_an_index_that_is_no_use_is_made_anew(content: bytes, indexed: Path) -> None:
    (indexed / INDEX_FILE).write_bytes(content)
    with StudyFolder.open(indexed) as folder:
        assert len(folder.interview_summaries()) == 3
    assert len(read_json(indexed / INDEX_FILE)["entries"]) == 3


def test_an_index_of_another_version_of_the_program_is_not_believed(
    indexed: Path, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_FORMAT", "next version")
    with StudyFolder.open(indexed) as folder:
        assert len(folder.interview_summaries()) == 3
    assert sorted(loads) == ["i1.json", "i2.json", "i3.json", "study.json"]


def test_unsaved_changes_count_and_never_reach_the_index_before_the_disk(indexed: Path) -> None:
    with StudyFolder.open(indexed) as folder:
        interview = folder.get(Interview, "i1")
        assert interview is not None
        folder.put(replace(interview, elapsed=77))
        folder.put(an_interview(id="i4"))
        folder.remove(an_interview(id="i2"))
        summaries = {summary.id: summary.elapsed for summary in folder.interview_summaries()}
        assert summaries == {"i1": 77, "i3": 0, "i4": 0}
        folder._shelf.index.save()
        assert read_json(indexed / INDEX_FILE)["entries"]["i1"][1]["elapsed"] == 0
    entries = read_json(indexed / INDEX_FILE)["entries"]
    assert entries["i1"][1]["elapsed"] == 77
    assert entries.keys() == {"i1", "i3", "i4"}


def test_a_summary_is_that_of_the_interview_as_it_stands(folder: StudyFolder) -> None:
    interview = folder.put(an_interview(id="i1"))
    assert folder.interview_summaries() == [summarise(interview)]
    changed = folder.put(replace(interview, answers=[]))
    assert folder.interview_summaries() == [summarise(changed)]


def test_many_interviews_that_had_to_be_read_are_not_read_again_after_a_kill(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "WORTH_SAVING", 2)
    shutil.rmtree(indexed / ".cache")
    folder = StudyFolder.open(indexed)
    folder.interview_summaries()
    folder.flush()
    assert len(read_json(indexed / INDEX_FILE)["entries"]) == 3
    folder.close()


def test_summaries_stay_when_the_folder_can_not_be_listed_for_a_while(indexed: Path) -> None:
    with StudyFolder.open(indexed) as folder:
        assert len(folder.interview_summaries()) == 3
        (indexed / "interviews").rename(indexed / "away")
        assert len(folder.interview_summaries()) == 3
        (indexed / "away").rename(indexed / "interviews")
        assert len(folder.interview_summaries()) == 3


def test_an_index_that_can_not_be_written_is_no_trouble(indexed: Path) -> None:
    shutil.rmtree(indexed / ".cache")
    (indexed / ".cache").write_text("in the way", encoding="utf-8")
    with StudyFolder.open(indexed) as folder:
        assert len(folder.interview_summaries()) == 3


def test_an_interview_that_another_program_adds_or_takes_away_shows_in_the_counts(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[int] = []
    real = shelf_module.record_files
    monkeypatch.setattr(shelf_module, "record_files", lambda folder: listed.append(1) or real(folder))
    with StudyFolder.open(indexed, write=False) as folder:
        os.utime(indexed / "interviews", (1, 1))
        assert len(folder.interview_summaries()) == len(folder.interview_summaries()) == 3
        assert listed == [1]
        (indexed / "interviews" / "i3.json").rename(indexed / "i3.json")
        assert len(folder.interview_summaries()) == 2
        (indexed / "i3.json").rename(indexed / "interviews" / "i3.json")
        assert len(folder.interview_summaries()) == 3
        monkeypatch.setattr(shelf_module, "LISTING_SECONDS", -1.0)
        os.utime(indexed / "interviews", (2, 2))
        folder.interview_summaries()
        before = len(listed)
        folder.interview_summaries()
        assert len(listed) == before + 1
