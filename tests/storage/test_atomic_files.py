"""Files that are written whole or not at all, as TinyDB databases."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.storage.atomic import leftovers, make_folder, remove_leftovers, write_atomic
from persona_tui.storage.tiny import AtomicStorage, BrokenFileError, StudyDB, Tables, decode, encode

SOME: Tables = {"people": {"a": {"name": "Anna"}}}


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_write_that_fails_anywhere_leaves_the_old_file_and_no_other(
    call: str, tmp_path: Path, failing_disk: Callable[..., None]
) -> None:
    file = AtomicStorage(tmp_path / "study.json")
    file.write(SOME)
    failing_disk(call, errno.ENOSPC)
    with pytest.raises(OSError, match="space"):
        file.write({"people": {}})
    failing_disk(None)
    assert file.read() == SOME
    assert [path.name for path in tmp_path.iterdir()] == ["study.json"]


def test_a_value_that_can_not_be_encoded_does_not_empty_the_file(tmp_path: Path) -> None:
    file = AtomicStorage(tmp_path / "study.json")
    file.write(SOME)
    with pytest.raises(TypeError):
        file.write({"people": {"a": {"name": object()}}})
    assert file.read() == SOME


def test_half_a_character_is_replaced_and_two_halves_are_joined(tmp_path: Path) -> None:
    file = AtomicStorage(tmp_path / "study.json")
    file.write({"people": {"a": {"name": "x\ud83dy", "note": ["\ud83d\udc4b\r\n\t"]}}})
    assert file.read() == {"people": {"a": {"name": "x\ufffdy", "note": ["👋\r\n\t"]}}}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=10), st.text(max_size=40))
def test_any_text_comes_back_from_a_file_as_it_went_in(key: str, text: str) -> None:
    tables: Tables = {key: {key: {key: text, "more": [text, {text: None}]}}}
    assert decode(encode(tables)) == tables


BROKEN = {
    "empty": b"",
    "half": b'{"people": {"a": {"name": "An',
    "a list": b"[]",
    "a number for a table": b'{"people": 3}',
    "not UTF-8": b'{"people": {"a": {"name": "\xff"}}}',
    "deep": b"[" * 100_000,
    "zeros": b"\0" * 64,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_study_file_is_called_broken(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "study.json").write_bytes(content)
    with pytest.raises(BrokenFileError):
        AtomicStorage(tmp_path / "study.json").read()


def test_what_another_program_changed_is_kept_beside_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    file = AtomicStorage(path)
    file.write(SOME)
    path.write_text('{"people": {"b": {"name": "Theirs"}}}', encoding="utf-8")
    file.write({"people": {"a": {"name": "Ours"}}})
    (kept,) = file.set_aside
    assert "changed-elsewhere" in kept.name
    assert decode(kept.read_bytes())["people"]["b"]["name"] == "Theirs"
    assert decode(path.read_bytes())["people"]["a"]["name"] == "Ours"
    file.write(SOME)
    assert file.set_aside == [kept]


def test_a_file_that_was_never_read_here_is_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    path.write_text("half a fi", encoding="utf-8")
    file = AtomicStorage(path)
    file.write(SOME)
    assert file.set_aside[0].read_text(encoding="utf-8") == "half a fi"


def test_a_file_that_was_only_touched_or_copied_back_counts_as_the_same(tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    file = AtomicStorage(path)
    file.write(SOME)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))
    file.write({"people": {}})
    assert file.set_aside == []


def test_a_conflict_on_a_full_disk_leaves_their_file_in_its_place(
    tmp_path: Path, failing_disk: Callable[..., None]
) -> None:
    path = tmp_path / "study.json"
    file = AtomicStorage(path)
    file.write(SOME)
    path.write_text("theirs", encoding="utf-8")
    failing_disk("replace")
    with pytest.raises(OSError, match="space"):
        file.write({"people": {}})
    failing_disk(None)
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == {"study.json": "theirs"}


def test_removing_a_file_that_somebody_else_changed_keeps_their_version(tmp_path: Path) -> None:
    path = tmp_path / "i.json"
    file = AtomicStorage(path)
    file.write(SOME)
    path.write_text("theirs", encoding="utf-8")
    file.remove()
    assert not path.exists()
    assert file.set_aside[0].read_text(encoding="utf-8") == "theirs"


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_files_and_new_folders_are_their_owners_alone_and_folders_that_are_there_stay_as_they_are(
    tmp_path: Path,
) -> None:
    make_folder(tmp_path / "new" / "inner")
    write_atomic(tmp_path / "new" / "f", b"x")
    assert stat.S_IMODE((tmp_path / "new" / "inner").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "f").stat().st_mode) == 0o600
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o770)
    make_folder(tmp_path / "shared")
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o770


def test_a_short_write_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, bytes(content[:3])))
    write_atomic(tmp_path / "f", b"0123456789")
    assert (tmp_path / "f").read_bytes() == b"0123456789"


def test_leftovers_of_a_killed_program_are_removed_and_a_file_that_is_being_written_is_not(tmp_path: Path) -> None:
    (tmp_path / ".study.json.0123.tmp").write_bytes(b"half")
    during: list[int] = []
    write_atomic(tmp_path / "study.json", b"whole", before_replacing=lambda: during.append(remove_leftovers(tmp_path)))
    assert during == [1]
    assert leftovers(tmp_path) == []
    assert (tmp_path / "study.json").read_bytes() == b"whole"


def test_a_study_file_is_a_tinydb_database_keyed_by_the_records_ids(tmp_path: Path) -> None:
    with StudyDB(tmp_path / "study.json") as database:
        database.file.write({"people": {"a1": {"name": "Anna"}, "b2": {"name": "Bram"}}})
        people = database.table("people")
        assert [(document.doc_id, document["name"]) for document in people.all()] == [("a1", "Anna"), ("b2", "Bram")]
        people.update({"name": "Anne"}, doc_ids=["a1"])  # type: ignore[list-item]
    assert decode((tmp_path / "study.json").read_bytes())["people"]["a1"] == {"name": "Anne"}


def test_a_file_is_readable_by_a_person_line_by_line(tmp_path: Path) -> None:
    assert encode({"people": {"a": {"name": "Zoë"}}}).decode() == (
        '{\n "people": {\n  "a": {\n   "name": "Zoë"\n  }\n }\n}\n'
    )
