"""Each file has its newest few backups, and a backup never does harm."""

from __future__ import annotations

import os
from pathlib import Path

from persona_tui.domain.people import Person
from persona_tui.storage import backups
from persona_tui.storage.folder import StudyFolder
from tests.storage.study_files import an_interview


def _backups(study: Path, part: str = "") -> list[str]:
    return sorted(path.name for path in (study / "backups" / part).glob("*.json"))


def _save_at(folder: StudyFolder, seconds: int) -> None:
    """Save a change as if it were made at a moment."""
    folder.put(Person(id="p1", name=f"Anna {seconds}"))
    folder.flush()
    os.utime(folder.path / "study.json", (seconds, seconds))


def test_only_what_has_changed_is_copied(study_path: Path) -> None:
    with StudyFolder.open(study_path) as folder:
        assert folder.back_up() == 2
        assert folder.back_up() == 0
        folder.put(an_interview("again", id="i1"))
        folder.flush()
        assert folder.back_up() == 1
    assert len(_backups(study_path)) == 1
    assert _backups(study_path, "interviews")[0].startswith("i1.")


def test_the_newest_five_of_each_file_are_kept(folder: StudyFolder) -> None:
    folder.put(an_interview(id="i1"))
    for day in range(8):
        _save_at(folder, 1_700_000_000 + 86_400 * day)
        folder.back_up()
    found = backups.backups_of(folder.path, folder.path / "study.json")
    assert len(found) == backups.KEPT == 5
    assert [when.timestamp() for _path, when in found] == [1_700_000_000 + 86_400 * day for day in (7, 6, 5, 4, 3)]
    assert len(_backups(folder.path, "interviews")) == 1


def test_a_broken_file_never_takes_the_place_of_a_good_backup(study_path: Path) -> None:
    with StudyFolder.open(study_path) as folder:
        folder.back_up()
        good = _backups(study_path, "interviews")
        for number in range(7):
            path = study_path / "interviews" / "i1.json"
            path.write_bytes(b"{" * (number + 1))
            assert folder.back_up() == 0
    assert _backups(study_path, "interviews") == good


def test_backing_up_clears_what_a_killed_program_left_and_nothing_else(study_path: Path) -> None:
    for name in (".study.json.aa.tmp", "interviews/.i1.json.bb.tmp"):
        (study_path / name).write_bytes(b"half")
    (study_path / "interviews" / "i1.broken-2026.json").write_bytes(b"kept")
    with StudyFolder.open(study_path) as folder:
        folder.back_up()
    assert [path.name for path in study_path.rglob("*.tmp")] == []
    assert (study_path / "interviews" / "i1.broken-2026.json").exists()
    assert len(_backups(study_path, "interviews")) == 1


def test_a_backup_that_can_not_be_made_stands_in_nobodys_way(study_path: Path) -> None:
    (study_path / "backups").write_text("in the way", encoding="utf-8")
    with StudyFolder.open(study_path) as folder:
        assert folder.back_up() == 0
        folder.put(Person(name="Bram"))


def test_names_that_differ_by_a_part_do_not_share_backups(folder: StudyFolder) -> None:
    folder.put_many([an_interview("short", id="a"), an_interview("long", id="a-b")])
    folder.flush()
    folder.back_up()
    (found,) = backups.backups_of(folder.path, folder.path / "interviews" / "a.json")
    assert "short" in found[0].read_text(encoding="utf-8")
