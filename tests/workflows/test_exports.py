"""Documents written from a study."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import msgspec
import pytest

from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.workflows.consents import record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.exports import Wishes, export, exports_folder, was_shared
from persona_tui.workflows.imports import import_interview
from persona_tui.workflows.persona_faces import set_portrait
from persona_tui.workflows.personas import add_claim, new_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study

SHEETS = Wishes(kinds=("sheet",))
BOTH = Wishes(kinds=("sheet", "notes"))
HOSTILE = "see [/ and [b=1, “3”] {x} [/red] \x07"


@pytest.fixture
def talked(session: Session, tmp_path: Path) -> Session:
    """A study with three customers, interviews with two of them, one consent, and a persona."""
    notes = tmp_path / "notes.md"
    notes.write_text("## What hurts\nthe desk wobbles\n", encoding="utf-8")
    for name in ("Anna", "Bram", "Cor"):
        add_customer(session, name)
    for name in ("Anna", "Bram"):
        import_interview(session, notes, customer=name)
    anna = session.people()[0]
    record_consent(session, anna.id, [Scope.NOTES], given_on=date(2026, 11, 2))
    persona = new_persona(session, [person.id for person in session.people()], "Nora")
    add_claim(session, persona.id, "pains", "Wants a desk that stands still")
    return session


def test_two_talks_with_one_customer_are_two_documents_also_where_they_replace_others(
    talked: Session, tmp_path: Path
) -> None:
    again = tmp_path / "again.md"
    again.write_text("## What hurts now\nnothing any more\n", encoding="utf-8")
    import_interview(talked, again, customer="Anna")
    wishes = Wishes(kinds=("notes",))
    names = ["Interview with Customer 1.docx", "Interview with Customer 1 (2).docx"]
    first = export(talked, tmp_path / "out", wishes)
    assert _names(first.paths) == names and first.said == ()
    for path in first.paths:
        path.write_bytes(b"old")
    second = export(talked, tmp_path / "out", msgspec.structs.replace(wishes, replace=True))
    assert _names(second.paths) == names
    assert [sentence.endswith("was replaced.") for sentence in second.said] == [True, True]
    assert len({path.read_bytes() for path in second.paths} - {b"old"}) == 2


def _names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_sheets_and_notes_are_written_and_an_interview_without_consent_is_named(
    talked: Session, tmp_path: Path
) -> None:
    report = export(talked, tmp_path / "out", BOTH)
    assert _names(report.paths) == ["Nora.docx", "Interview with Customer 1.docx"]
    assert all(path.read_bytes().startswith(b"PK") for path in report.paths)
    assert [sentence for sentence in report.left_out if "Bram" in sentence and "no consent" in sentence]
    assert not list((tmp_path / "out").glob(".*"))


def test_a_withdrawn_consent_keeps_the_notes_out(talked: Session, tmp_path: Path) -> None:
    consent = talked.view().consents[0]
    withdraw_consent(talked, consent.id, date(2026, 11, 20))
    report = export(talked, tmp_path / "out", BOTH)
    assert _names(report.paths) == ["Nora.docx"]
    assert any("Anna" in sentence and "withdrawn" in sentence for sentence in report.left_out)


@pytest.mark.parametrize(("what", "wanted"), [("sheet", ["Nora.docx"]), ("notes", ["Interview with Customer 1.docx"])])
def test_only_what_was_asked_for_is_written(talked: Session, tmp_path: Path, what: str, wanted: list[str]) -> None:
    assert _names(export(talked, tmp_path / "out", Wishes(kinds=(what,))).paths) == wanted


def test_nothing_that_is_there_is_overwritten(talked: Session, tmp_path: Path) -> None:
    first = export(talked, tmp_path / "out", SHEETS).paths[0]
    first.write_text("mine now", encoding="utf-8")
    second = export(talked, tmp_path / "out", SHEETS).paths[0]
    assert (second.name, first.read_text(encoding="utf-8")) == ("Nora (2).docx", "mine now")


def test_personas_are_found_by_name_beginning_and_id(talked: Session, tmp_path: Path) -> None:
    other = new_persona(talked, [talked.people()[2].id], "Milo")
    for asked in ("Milo", "mil", other.id):
        assert _names(export(talked, tmp_path / asked, Wishes(kinds=("sheet",), personas=(asked,))).paths) == [
            "Milo.docx"
        ]
    with pytest.raises(PlainError, match="Nora"):
        export(talked, tmp_path / "out", Wishes(personas=("Norah Jones",)))
    assert not (tmp_path / "out").exists()


def test_with_a_persona_the_notes_are_those_of_its_people(talked: Session, tmp_path: Path) -> None:
    new_persona(talked, [talked.people()[2].id], "Milo")
    report = export(talked, tmp_path / "out", Wishes(kinds=("sheet", "notes"), personas=("Milo",)))
    assert _names(report.paths) == ["Milo.docx"]
    assert not any("Bram" in sentence for sentence in report.left_out)


def test_a_study_without_personas_says_so(session: Session, tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="no personas yet"):
        export(session, tmp_path / "out", SHEETS)
    assert not (tmp_path / "out").exists()


def test_a_study_open_for_reading_only_can_be_exported(talked: Session, tmp_path: Path) -> None:
    talked.folder.flush()
    reader = open_study(talked.path, write=False)
    try:
        assert len(export(reader, tmp_path / "out", BOTH).paths) == 2
    finally:
        reader.close()


def test_a_place_that_is_a_file_is_refused_plainly(talked: Session, tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("x", encoding="utf-8")
    with pytest.raises(PlainError, match="is a file, not a folder"):
        export(talked, place)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom modes stop")
def test_a_folder_that_may_not_be_written_is_refused_plainly(talked: Session, tmp_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir(mode=0o500)
    with pytest.raises(PlainError, match="Choose another folder"):
        export(talked, place)


def test_a_full_disk_is_said_plainly_and_leaves_no_half_document(
    talked: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("persona_tui.workflows.exports.os.fsync", full)
    with pytest.raises(PlainError, match="No space left"):
        export(talked, tmp_path / "out", BOTH)
    assert list((tmp_path / "out").iterdir()) == []


def test_progress_is_told_and_an_export_can_be_stopped(talked: Session, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    report = export(
        talked, tmp_path / "out", BOTH, progress=lambda *step: told.append(step), cancelled=lambda: len(told) == 1
    )
    assert report.cancelled
    assert told == [(0, 2, "Nora")]
    assert _names(report.paths) == ["Nora.docx"]


def test_hostile_names_make_files_with_harmless_names(session: Session, tmp_path: Path) -> None:
    person = add_customer(session, HOSTILE)
    new_persona(session, [person.id], "../" + HOSTILE)
    new_persona(session, [person.id], "CON")
    new_persona(session, [person.id], "")
    paths = export(session, tmp_path / "out", SHEETS).paths
    assert len(paths) == 3
    assert {path.parent for path in paths} == {tmp_path / "out"}


def test_a_face_whose_file_is_gone_is_left_out_and_named(talked: Session, tmp_path: Path) -> None:
    persona = set_portrait(talked, talked.personas()[0].id, 7)
    assert isinstance(persona, Persona) and persona.face is not None
    path = talked.folder.face_path(persona.face.file)
    assert path is not None
    path.unlink()
    report = export(talked, tmp_path / "out", SHEETS)
    assert len(report.paths) == 1
    assert any("picture of Nora" in sentence for sentence in report.left_out)


def test_the_study_knows_that_it_was_shared_wherever_the_documents_went(talked: Session, tmp_path: Path) -> None:
    assert not was_shared(talked)
    exports_folder(talked).mkdir(exist_ok=True)
    (exports_folder(talked) / "Asking Anna.txt").write_text("Dear Anna", encoding="utf-8")
    assert not was_shared(talked)
    export(talked, tmp_path / "out", BOTH)
    assert was_shared(talked)


def test_documents_in_the_studys_own_folder_need_no_note(talked: Session) -> None:
    report = export(talked, exports_folder(talked))
    assert was_shared(talked)
    assert sorted(path.name for path in exports_folder(talked).iterdir()) == sorted(_names(report.paths))


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
def test_what_lies_in_the_study_is_its_owners_alone(talked: Session, tmp_path: Path) -> None:
    export(talked, tmp_path / "elsewhere")
    own = exports_folder(talked)
    export(talked, own)
    assert own.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in own.iterdir()} == {0o600}
