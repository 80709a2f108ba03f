"""One file of a study in memory: what is put in, what is pending, what reaches the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.layout import INTERVIEW_TABLES, STUDY_TABLES
from persona_tui.storage.tiny import BrokenFileError, RecordFile
from tests.storage.study_files import MemoryFile, an_interview


def _drawer(file: RecordFile, tmp_path: Path) -> Drawer:
    return Drawer(tmp_path / "abc.json", STUDY_TABLES, file=file)


def _save(drawer: Drawer) -> None:
    drawer.begin()
    drawer.save()


def test_what_is_put_in_is_read_back_from_the_file(record_file: RecordFile, tmp_path: Path) -> None:
    drawer = _drawer(record_file, tmp_path)
    study = drawer.put(Study(business="Désks 👋 \u2028 [/red]"))
    anna = drawer.put(Person(name="Anna"))
    _save(drawer)
    again = _drawer(record_file, tmp_path)
    again.load()
    assert again.all(Study) == [study]
    assert again.get(Person, anna.id) == anna


def test_each_change_counts_a_revision_also_when_an_older_record_is_put_back(
    record_file: RecordFile, tmp_path: Path
) -> None:
    drawer = _drawer(record_file, tmp_path)
    first = drawer.put(Person(name="Anna"))
    second = drawer.put(replace(first, name="Anne"))
    undone = drawer.put(first)
    assert [first.rev, second.rev, undone.rev] == [1, 2, 3]
    assert first.name == "Anna"


def test_a_removed_record_is_gone_from_the_file(record_file: RecordFile, tmp_path: Path) -> None:
    drawer = _drawer(record_file, tmp_path)
    drawer.put(Study(business="Desks"))
    anna = drawer.put(Person(name="Anna"))
    _save(drawer)
    drawer.remove(Person, anna.id)
    drawer.remove(Person, "nobody")
    assert drawer.get(Person, anna.id) is None
    _save(drawer)
    again = _drawer(record_file, tmp_path)
    again.load()
    assert again.all(Person) == []


def test_a_file_of_one_record_goes_with_it_and_comes_back_with_it(record_file: RecordFile, tmp_path: Path) -> None:
    drawer = Drawer(tmp_path / "abc.json", INTERVIEW_TABLES, holds_one=True, file=record_file)
    interview = drawer.put(an_interview(id="abc"))
    _save(drawer)
    drawer.remove(Interview, "abc")
    _save(drawer)
    assert record_file.read() is None
    drawer.put(interview)
    _save(drawer)
    assert record_file.read() is not None


def test_a_drawer_is_dirty_until_the_save_that_took_its_changes_is_done() -> None:
    dirty_while_writing: list[bool] = []

    class Watched(MemoryFile):
        def write(self, data: dict[str, dict[str, dict[str, object]]]) -> None:
            dirty_while_writing.append(drawer.is_dirty)
            super().write(data)

    drawer = Drawer(Path("abc.json"), STUDY_TABLES, file=Watched())
    assert not drawer.is_dirty
    drawer.put(Study(business="Desks"))
    assert drawer.is_dirty
    _save(drawer)
    assert dirty_while_writing == [True]
    assert not drawer.is_dirty


def test_a_change_made_while_a_save_is_under_way_belongs_to_the_next_one() -> None:
    file = MemoryFile()
    drawer = Drawer(Path("abc.json"), STUDY_TABLES, file=file)
    drawer.put(Study(business="Desks"))
    drawer.begin()
    late = drawer.put(Person(name="Late"))
    drawer.save()
    tables = file.read()
    assert tables is not None and "people" not in tables
    assert drawer.is_dirty
    _save(drawer)
    tables = file.read()
    assert tables is not None and list(tables["people"]) == [late.id]


def test_what_a_failed_save_left_is_in_the_next_one_under_what_was_changed_since() -> None:
    class Failing(MemoryFile):
        fails = True

        def write(self, data: dict[str, dict[str, dict[str, object]]]) -> None:
            if self.fails:
                raise OSError("no")
            super().write(data)

    file = Failing()
    drawer = Drawer(Path("abc.json"), STUDY_TABLES, file=file)
    drawer.put(Study(business="Desks"))
    anna = drawer.put(Person(name="Anna"))
    drawer.begin()
    with pytest.raises(OSError, match="no"):
        drawer.save()
    drawer.put(replace(anna, name="Anne"))
    assert drawer.is_dirty
    file.fails = False
    _save(drawer)
    tables = file.read()
    assert tables is not None
    assert tables["people"][anna.id]["name"] == "Anne"
    assert len(tables["study"]) == 1


def test_entries_of_another_shape_stay_in_the_file_untouched(record_file: RecordFile, tmp_path: Path) -> None:
    odd = {"id": "odd", "name": ["not", "a", "name"]}
    stray = {"id": "somebody else", "name": "Stray"}
    drawer = _drawer(record_file, tmp_path)
    drawer.put(Study(business="Desks"))
    _save(drawer)
    tables = record_file.read()
    assert tables is not None
    record_file.write({**tables, "people": {"odd": odd, "stray": stray}})
    drawer.load()
    assert drawer.unreadable == [("people", "odd"), ("people", "stray")]
    drawer.put(Person(id="p1", name="Anna"))
    _save(drawer)
    tables = record_file.read()
    assert tables is not None
    assert tables["people"]["odd"] == odd
    assert tables["people"]["stray"] == stray
    assert tables["people"]["p1"]["name"] == "Anna"


@pytest.mark.parametrize("tables", [{}, {"meta": {"file": {"schema": "1.0"}}}, {"people": {}}])
def test_a_file_without_any_record_is_broken(tables: dict[str, dict[str, dict[str, object]]], tmp_path: Path) -> None:
    file = MemoryFile()
    file.write(tables)
    with pytest.raises(BrokenFileError):
        _drawer(file, tmp_path).load()


def test_a_missing_file_says_so(record_file: RecordFile, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _drawer(record_file, tmp_path).load()
