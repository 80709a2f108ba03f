"""A study folder as the rest of the program uses it."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.consent import Consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record, replace
from persona_tui.domain.study import Study
from persona_tui.storage import shelf
from persona_tui.storage.errors import StudyError, StudyExistsError
from persona_tui.storage.folder import SaveKind, StudyFolder
from tests.storage.study_files import an_interview, read_json


def test_a_new_study_is_a_folder_of_its_owner_alone_with_a_readable_file(folder: StudyFolder) -> None:
    assert sorted(path.name for path in folder.path.iterdir() if not path.name.startswith(".")) == [
        "faces",
        "interviews",
        "personas",
        "study.json",
    ]
    assert folder.save_state.kind is SaveKind.SAVED
    assert folder.study.business == "Standing Desk Co."
    assert read_json(folder.path / "study.json")["study"][folder.study.id]["business"] == "Standing Desk Co."
    assert stat.S_IMODE(folder.path.stat().st_mode) in (0o700, 0o777)


def test_a_study_is_not_made_over_anything(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("full", "file"):
        with pytest.raises(StudyExistsError):
            StudyFolder.create(tmp_path / name, Study(business="Desks"))
    (tmp_path / "empty").mkdir()
    StudyFolder.create(tmp_path / "empty", Study(business="Desks")).close()


def test_a_study_that_can_not_be_made_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match=r"No study can be made in .* Choose another folder\."):
        StudyFolder.create(tmp_path / "file" / "shop", Study(business="Desks"))


RECORDS: list[Record] = [
    Person(id="p1", name="Anna [/red] {{x}} 👩‍👩‍👧 مرحبا"),
    Value(id="v1", person="p1", attribute="age", content=42.5),
    Value(id="v2", person="p1", attribute="uses", content=["a", "b"]),
    Consent(id="c1", person="p1", given_on=date(2026, 11, 2)),
    ChannelUse(id="u1", person="p1", channel="email"),
    ChannelReading(id="r1", channel="email", says="little", read_on=date(2026, 11, 3)),
    an_interview("x" * 100_000 + "\x00\x1b[31m", id="i1"),
    Persona(id="x1", name="Desk Dave", people=["p1"]),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{type(record).__name__} {record.id}")
def test_every_kind_of_record_comes_back_as_it_was_put_in_and_can_be_taken_out(
    record: Record, folder: StudyFolder
) -> None:
    kind = type(record)
    stored = folder.put(record)
    assert stored == replace(record, rev=1, updated=stored.updated)
    folder.close()
    with StudyFolder.open(folder.path) as again:
        assert again.get(kind, record.id) == stored
        assert again.all(kind) == [stored]
        again.remove(stored)
        assert again.get(kind, record.id) is None
    with StudyFolder.open(folder.path) as again:
        assert again.all(kind) == []


def test_what_get_gives_is_what_put_gave(folder: StudyFolder) -> None:
    interview = folder.put(an_interview(id="i1"))
    assert folder.get(Interview, "i1") is interview
    folder.flush()
    assert folder.get(Interview, "i1") is interview


def test_a_removed_interview_that_is_put_back_is_a_file_again(folder: StudyFolder) -> None:
    interview = folder.put(an_interview(id="i1"))
    folder.flush()
    folder.remove(interview)
    assert folder.flush().kind is SaveKind.SAVED
    assert folder.interview_summaries() == []
    assert not (folder.path / "interviews" / "i1.json").exists()
    folder.put(interview)
    folder.flush()
    assert (folder.path / "interviews" / "i1.json").exists()


def test_removing_what_was_never_there_does_no_harm(folder: StudyFolder) -> None:
    folder.remove(an_interview(id="nobody"))
    folder.remove(Person(id="nobody", name="Nobody"))
    assert folder.flush().kind is SaveKind.SAVED
    assert folder.interview_summaries() == []


@pytest.mark.parametrize("odd", ["../escape", "a/b", "", "a.b", ".hidden", "x" * 101, "ü"])
def test_an_id_that_can_not_be_a_files_name_leads_nowhere(odd: str, folder: StudyFolder) -> None:
    assert folder.get(Interview, odd) is None
    with pytest.raises(ValueError, match="no file"):
        folder.put(an_interview(id=odd))
    assert folder.save_state.kind is SaveKind.SAVED


def test_interviews_with_unsaved_changes_stay_in_memory_and_the_others_make_room(
    folder: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "KEPT_IN_MEMORY", 3)
    folder.put_many([an_interview(id=f"i{number}") for number in range(10)])
    assert len(folder._shelf.drawers()) == 11
    folder.flush()
    changed = folder.get(Interview, "i4")
    assert changed is not None
    folder.put(replace(changed, bank="hour"))
    folder._shelf._interviews.pop("i0")
    assert folder.get(Interview, "i0") is not None
    assert len(folder._shelf.drawers()) <= 5
    assert folder.get(Interview, "i4") is not None
    interview = folder.get(Interview, "i4")
    assert interview is not None and interview.bank == "hour"
    assert len(folder.all(Interview)) == 10


def test_opening_reads_the_studys_own_file_and_no_other(study_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = Path.open

    def watched(self: Path, *arguments: object, **named: object) -> object:
        read.append(self.name)
        return real(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", watched)
    with StudyFolder.open(study_path) as folder:
        assert read == ["study.json"]
        folder.interview_summaries()


def test_the_files_of_a_study_are_listed_its_own_first(study_path: Path) -> None:
    (study_path / "interviews" / "i1.broken-2026.json").write_text("x", encoding="utf-8")
    with StudyFolder.open(study_path) as folder:
        folder.put(Persona(id="x1"))
        folder.flush()
        names = [path.relative_to(study_path).as_posix() for path in folder.files()]
    assert names == ["study.json", "interviews/i1.json", "personas/x1.json"]


def test_a_face_is_kept_under_a_name_of_its_own(folder: StudyFolder) -> None:
    name = folder.save_face(b"png")
    assert folder.save_face(b"png") == name
    path = folder.face_path(name)
    assert path is not None and path.read_bytes() == b"png"
    assert folder.face_path("../study.json") is None
