"""The header says what is true of the disk, and nobody who types waits for it."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.storage import autosave
from persona_tui.storage.errors import StudyError, StudyReadOnlyError
from persona_tui.storage.folder import SaveKind, SaveState, StudyFolder
from tests.storage.study_files import an_interview, read_json

PATIENCE = 20


@pytest.fixture(autouse=True)
def no_save_by_itself(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving starts when a test says so, unless its name says that it is about saving by itself."""
    if "by_itself" not in request.node.name:
        for name in ("QUIET_SECONDS", "LONGEST_SECONDS", "RETRY_SECONDS"):
            monkeypatch.setattr(autosave, name, 10_000.0)


class SlowDisk:
    """A disk whose fsync waits until it is let go."""

    def __init__(self) -> None:
        self.waiting = threading.Event()
        self.go_on = threading.Event()
        self._fsync = os.fsync

    def fsync(self, descriptor: int) -> None:
        if threading.current_thread().name == "autosave":
            self.waiting.set()
            assert self.go_on.wait(PATIENCE)
        self._fsync(descriptor)


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    disk = SlowDisk()
    monkeypatch.setattr(os, "fsync", disk.fsync)
    yield disk
    disk.go_on.set()


def test_a_change_is_not_saved_until_it_is_flushed_and_then_it_is_in_the_file(folder: StudyFolder) -> None:
    anna = folder.put(Person(name="Anna"))
    assert folder.save_state.kind is SaveKind.UNSAVED
    state = folder.flush()
    assert state.kind is SaveKind.SAVED
    assert state.at is not None
    assert read_json(folder.path / "study.json")["people"][anna.id]["name"] == "Anna"


def test_a_change_reaches_the_disk_by_itself(folder: StudyFolder) -> None:
    saved = threading.Event()

    def told(state: SaveState) -> None:
        if state.kind is SaveKind.SAVED:
            saved.set()

    folder.on_save_state = told
    anna = folder.put(Person(name="Anna"))
    assert saved.wait(PATIENCE)
    assert anna.id in read_json(folder.path / "study.json")["people"]


def test_while_the_disk_is_slow_a_person_goes_on_typing_and_the_header_does_not_say_saved(
    folder: StudyFolder, slow_disk: SlowDisk
) -> None:
    anna = folder.put(Person(name="Anna"))
    interview = folder.put(an_interview(id="i1"))
    folder.save_soon()
    assert slow_disk.waiting.wait(PATIENCE)
    # The disk is being waited for now, on the other thread; everything here goes on.
    assert folder.save_state.kind is SaveKind.UNSAVED
    folder.put(replace(anna, name="Anne"))
    folder.put(replace(interview, bank="hour"))
    folder.put(Persona(name="Desk Dave"))
    folder.put(an_interview(id="i2"))
    folder.remove(interview)
    assert len(folder.interview_summaries()) == 1
    assert [person.name for person in folder.all(Person)] == ["Anne"]
    assert folder.save_state.kind is SaveKind.UNSAVED
    slow_disk.go_on.set()
    assert folder.flush().kind is SaveKind.SAVED
    assert read_json(folder.path / "study.json")["people"][anna.id]["name"] == "Anne"
    assert sorted(path.name for path in (folder.path / "interviews").iterdir()) == ["i2.json"]


def test_records_put_in_together_are_in_the_same_save(folder: StudyFolder, slow_disk: SlowDisk) -> None:
    folder.put(Person(id="p1", name="Anna"))
    folder.save_soon()
    assert slow_disk.waiting.wait(PATIENCE)
    folder.put_many([Person(id="p2", name="Bram"), an_interview(id="i1", people=["p2"])])
    slow_disk.go_on.set()
    folder.flush()
    assert "p2" in read_json(folder.path / "study.json")["people"]
    assert (folder.path / "interviews" / "i1.json").exists()


def test_the_last_thing_told_is_true_also_when_the_one_who_is_told_changes_something(folder: StudyFolder) -> None:
    told: list[SaveKind] = []

    def listen(state: SaveState) -> None:
        told.append(state.kind)
        if told == [SaveKind.UNSAVED, SaveKind.SAVED]:
            folder.put(Person(name="Bram"))

    folder.on_save_state = listen
    folder.put(Person(name="Anna"))
    folder.flush()
    assert told == [SaveKind.UNSAVED, SaveKind.SAVED, SaveKind.UNSAVED]
    assert folder.save_state.kind is SaveKind.UNSAVED


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_save_that_fails_says_so_keeps_everything_and_succeeds_later(
    call: str, number: int, folder: StudyFolder, failing_disk: Callable[..., None]
) -> None:
    anna = folder.put(Person(name="Anna"))
    folder.put(an_interview(id="i1"))
    failing_disk(call, number)
    state = folder.flush()
    assert state.kind is SaveKind.FAILED
    assert "." in state.sentence and "Errno" not in state.sentence
    assert folder.get(Person, anna.id) == anna
    folder.put(replace(anna, name="Anne"))
    assert folder.save_state.kind is SaveKind.FAILED
    failing_disk(None)
    assert folder.flush().kind is SaveKind.SAVED
    assert read_json(folder.path / "study.json")["people"][anna.id]["name"] == "Anne"
    assert (folder.path / "interviews" / "i1.json").exists()
    assert folder.notices == []


def test_a_failed_save_is_tried_again_by_itself_until_it_succeeds(
    folder: StudyFolder, failing_disk: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QUIET_SECONDS", "LONGEST_SECONDS", "RETRY_SECONDS"):
        monkeypatch.setattr(autosave, name, 0.01)
    failed, saved = threading.Event(), threading.Event()

    def told(state: SaveState) -> None:
        if state.kind is SaveKind.FAILED:
            failed.set()
        if state.kind is SaveKind.SAVED:
            saved.set()

    failing_disk("write")
    folder.on_save_state = told
    folder.put(Person(name="Anna"))
    assert failed.wait(PATIENCE)
    failing_disk(None)
    assert saved.wait(PATIENCE)


def test_a_full_disk_is_named(folder: StudyFolder, failing_disk: Callable[..., None]) -> None:
    folder.put(Person(name="Anna"))
    failing_disk("write", errno.ENOSPC)
    assert folder.flush().sentence.startswith("The disk is full: study.json could not be saved.")
    failing_disk(None)


def test_a_folder_that_goes_away_and_comes_back_gets_everything(folder: StudyFolder) -> None:
    away = folder.path.with_name("away")
    folder.path.rename(away)
    anna = folder.put(Person(name="Anna"))
    state = folder.flush()
    assert state.kind is SaveKind.FAILED
    assert f"{folder.path} is gone" in state.sentence
    assert not folder.path.exists()
    away.rename(folder.path)
    assert folder.flush().kind is SaveKind.SAVED
    assert anna.id in read_json(folder.path / "study.json")["people"]
    assert folder.notices == []


def test_a_folder_that_was_deleted_and_made_anew_gets_all_that_is_in_memory(folder: StudyFolder) -> None:
    folder.put(Person(id="p1", name="Anna"))
    folder.put(an_interview(id="i1"))
    folder.put(Persona(id="x1", name="Dave"))
    folder.flush()
    shutil.rmtree(folder.path)
    folder.path.mkdir()
    folder.put(Person(id="p2", name="Bram"))
    assert folder.flush().kind is SaveKind.SAVED
    assert read_json(folder.path / "study.json")["people"].keys() == {"p1", "p2"}
    assert (folder.path / "interviews" / "i1.json").exists()
    assert (folder.path / "personas" / "x1.json").exists()
    with StudyFolder.open(folder.path) as other:
        assert "working on" in other.read_only


def test_a_drive_that_was_unplugged_is_not_taken_for_the_folder_it_was_mounted_on(
    folder: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(Person(name="Anna"))
    assert folder._saving is not None
    monkeypatch.setattr(folder._saving, "_device", -1)
    assert "is gone" in folder.flush().sentence
    monkeypatch.undo()


def test_a_missing_study_file_is_written_again_whole(folder: StudyFolder) -> None:
    folder.put(Person(id="p1", name="Anna"))
    folder.flush()
    (folder.path / "study.json").unlink()
    folder.put(an_interview(id="i1"))
    folder.flush()
    assert "p1" in read_json(folder.path / "study.json")["people"]


def test_what_another_program_changed_meanwhile_is_kept_and_named(folder: StudyFolder) -> None:
    path = folder.path / "study.json"
    theirs = path.read_text(encoding="utf-8").replace("Standing Desk Co.", "Their Desk Co.")
    path.write_text(theirs, encoding="utf-8")
    folder.put(Person(name="Anna"))
    folder.flush()
    (notice,) = folder.notices
    (kept,) = folder.path.glob("study.changed-elsewhere-*.json")
    assert "study.json was changed by another program" in notice and kept.name in notice
    assert kept.read_text(encoding="utf-8") == theirs
    assert read_json(path)["study"][folder.study.id]["business"] == "Standing Desk Co."


def test_half_a_character_in_an_answer_is_saved_with_the_rest(folder: StudyFolder) -> None:
    folder.put(an_interview("my \ud800 back", id="i1"))
    assert folder.flush().kind is SaveKind.SAVED
    assert "my � back" in (folder.path / "interviews" / "i1.json").read_text(encoding="utf-8")


def test_a_record_that_can_not_be_written_at_all_fails_in_a_sentence_and_the_others_are_saved(
    folder: StudyFolder,
) -> None:
    odd = an_interview(id="odd")
    odd.answers[0].content = object()  # type: ignore[assignment]
    folder.put(odd)
    folder.put(an_interview(id="i2"))
    state = folder.flush()
    assert state.kind is SaveKind.FAILED
    assert "odd.json could not be saved" in state.sentence
    assert (folder.path / "interviews" / "i2.json").exists()
    folder.remove(odd)
    assert folder.flush().kind is SaveKind.SAVED


def test_closing_writes_what_is_left_and_may_be_done_twice(folder: StudyFolder) -> None:
    anna = folder.put(Person(name="Anna"))
    assert folder.close().kind is SaveKind.SAVED
    assert folder.close().kind is SaveKind.SAVED
    assert anna.id in read_json(folder.path / "study.json")["people"]
    with pytest.raises(StudyReadOnlyError, match="closed"):
        folder.put(Person(name="Bram"))
    assert [person.name for person in folder.all(Person)] == ["Anna"]


def test_a_command_whose_changes_could_not_be_saved_fails(tmp_path: Path, failing_disk: Callable[..., None]) -> None:
    with (
        pytest.raises(StudyError, match="disk is full"),
        StudyFolder.create(tmp_path / "shop", Study(business="Desks")) as folder,
    ):
        folder.put(Person(name="Anna"))
        failing_disk("write")
    failing_disk(None)


def test_an_error_inside_a_command_is_not_hidden_by_one_of_the_disk(
    tmp_path: Path, failing_disk: Callable[..., None]
) -> None:
    with pytest.raises(KeyError), StudyFolder.create(tmp_path / "shop", Study(business="Desks")) as folder:
        folder.put(Person(name="Anna"))
        failing_disk("write")
        raise KeyError
    failing_disk(None)


def test_many_threads_put_read_and_save_at_once_and_nothing_is_lost(folder: StudyFolder) -> None:
    errors: list[BaseException] = []

    def work(action: Callable[[int], Any]) -> None:
        try:
            for number in range(40):
                action(number)
        except BaseException as error:
            errors.append(error)

    def read(_number: int) -> None:
        folder.interview_summaries()
        folder.all(Interview)
        folder.save_state

    actions: list[Callable[[int], Any]] = [
        lambda n: folder.put_many([an_interview(id=f"a{n}"), an_interview(id=f"b{n % 7}")]),
        lambda n: folder.put(an_interview(str(n), id=f"b{n % 7}")),
        lambda n: folder.put(Person(id=f"p{n}", name="Anna")),
        read,
        lambda n: folder.flush(),
        lambda n: folder.back_up(),
    ]
    threads = [threading.Thread(target=work, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert errors == []
    assert folder.close().kind is SaveKind.SAVED
    assert folder.notices == []
    with StudyFolder.open(folder.path) as again:
        assert len(again.all(Person)) == 40
        assert len(again.all(Interview)) == 47
        assert again.get(Interview, "b6") == folder.get(Interview, "b6")
