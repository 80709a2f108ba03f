"""Somebody who is forgotten is in no file of the study any more, and everybody else is as they were."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings

from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record
from persona_tui.domain.transcripts import Transcript
from persona_tui.domain.variables import Pattern, Placement, Theme, Tombstone
from persona_tui.storage import backups
from persona_tui.storage import forget as forgetting
from persona_tui.storage.check import check_study
from persona_tui.storage.folder import StudyFolder, forget_people
from persona_tui.storage.forget import Forgotten, plan_forgetting
from persona_tui.storage.proof import prove
from tests.storage.forgettable_studies import (
    ANNA,
    BRAM,
    CLEO,
    HERS,
    SHARED,
    anna_and_bram,
    documents,
    small_studies,
    study_of,
)


@pytest.fixture(scope="module", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """These tests kill no computer: what is written need not reach the platter."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return study_of(tmp_path / "shop", anna_and_bram())


def forget_anna(study: Path) -> Forgotten:
    with StudyFolder.open(study) as folder:
        return forget_people(folder, [ANNA])


def everything(study: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in study.rglob("*") if path.is_file())


def test_nothing_of_them_is_left_in_any_file(study: Path) -> None:
    done = forget_anna(study)
    assert done.proof.is_clean and not done.proof.closed and done.proof.files == 8
    left = everything(study)
    for words in ("Anna", "de Wit", "anna@", "06 1234", "06-1234", "K-99812", HERS, SHARED, "expensive", "side door"):
        assert words not in left
    tombs = json.loads((study / "study.json").read_text())["tombstones"]
    assert left.count(ANNA) == left.count(f'"person": "{ANNA}"') and len(tombs) == 1
    assert not [problem for problem in check_study(study) if problem.level == "broken"]


def test_a_talk_with_them_alone_goes_and_one_with_others_keeps_what_the_others_said(study: Path) -> None:
    forget_anna(study)
    with StudyFolder.open(study, write=False) as folder:
        assert [person.name for person in folder.all(Person)] == ["Bram Jansen", "Cleo Bos"]
        (talk,) = folder.all(Interview)
        assert talk.people == [BRAM] and talk.consent == "kb" and talk.interviewer == "Mila"
        assert [(line.id, line.text) for line in talk.answers[0].lines] == [("b1", "[…] told me to call you")]
        (transcript,) = folder.all(Transcript)
        assert [cue.id for cue in transcript.cues] == ["q3", "q4"]


def test_what_rested_on_them_goes_and_a_claim_that_repeated_their_words_is_cut(study: Path) -> None:
    done = forget_anna(study)
    with StudyFolder.open(study, write=False) as folder:
        (persona,) = folder.all(Persona)
        assert persona.people == [BRAM] and persona.quote is None and persona.pattern == ""
        claims = {claim.id: claim for claim in persona.fields[0].claims}
        assert claims["c1"].text == "Says […], and buys on trust"
        assert [piece.person for piece in claims["c1"].evidence] == [BRAM]
        assert "c2" not in claims and claims["c3"].text == "[…] wants to stand" and not claims["c3"].against
        (version,) = persona.versions
        assert version.counts[0].voices == [BRAM] and version.interviews == ["talkboth"]
        assert version.document["people"] == [BRAM] and version.document["quote"] is None
        assert [(pattern.id, pattern.people) for pattern in folder.all(Pattern)] == [("pat2", [BRAM, CLEO])]
        assert [theme.id for theme in folder.all(Theme)] == ["t2"]
        assert [placement.id for placement in folder.all(Placement)] == ["p2"]
        assert [tombstone.person for tombstone in folder.all(Tombstone)] == [ANNA]
    assert ("Lotte", "") in done.claims and ("Lotte", "[…] wants to stand") in done.claims


def test_backups_copies_and_files_put_aside_are_rewritten_or_go(study: Path) -> None:
    old = study / "interviews" / "talkboth.changed-elsewhere-2026-11-01-120000.json"
    shutil.copy(study / "interviews" / "talkboth.json", old)
    shutil.copy(study / "study.json", study / "study (conflicted copy).json")
    (study / "interviews" / "talkanna.broken-2026-11-01-120000.json").write_bytes(b'{"interview": {"talkanna": {"pe')
    (study / "interviews" / ".talkanna.json.1234.tmp").write_text(HERS)
    kept = {path: path.stat().st_mtime_ns for path in (study / "backups").rglob("*.json")}
    done = forget_anna(study)
    assert done.unreadable == ["interviews/talkanna.broken-2026-11-01-120000.json"]
    assert "changed-elsewhere" in " ".join(done.files) and "conflicted copy" in " ".join(done.files)
    assert done.proof.is_clean and HERS not in everything(study)
    left = [path for path in (study / "backups").rglob("*.json") if path in kept]
    assert left and all(path.stat().st_mtime_ns == kept[path] for path in left)


def test_a_document_that_holds_anything_of_theirs_is_deleted_and_another_stays(study: Path) -> None:
    exports = study / "exports"
    exports.mkdir()
    for name, words in (("hers.docx", "<w:t>my back </w:t><w:t>hurt every</w:t> single"), ("his.docx", "the rain")):
        with zipfile.ZipFile(exports / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"<w:document>{words}</w:document>")
    (exports / "Anna de Wit.txt").write_text("empty")
    (exports / "sheet.html").write_text("<p>Lotte, made from two</p>")
    done = forget_anna(study)
    assert sorted(path.name for path in exports.iterdir()) == ["his.docx"]
    assert len(done.documents) == 3 and not any("Anna" in name for name in done.documents)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_proof_finds_what_it_is_shown_in_any_encoding_and_archive(encoding: str, study: Path) -> None:
    traces = plan_forgetting(study, [ANNA]).traces
    forget_anna(study)
    assert prove(study, traces).is_clean
    for words in ("Anna de Wit", "ANNA@example.org", "call 0612345678", "My back hurt, every single!", ANNA, "K-99812"):
        (study / "faces" / "own.txt").write_bytes(f"so: {words} is here".encode(encoding))
        assert [place.where for place in prove(study, traces).remains] == ["faces/own.txt"], words
        with zipfile.ZipFile(study / "inner.zip", "w") as inner:
            inner.write(study / "faces" / "own.txt", "a/b.txt")
        (study / "faces" / "own.txt").unlink()
        with zipfile.ZipFile(study / "outer.xlsx", "w", zipfile.ZIP_DEFLATED) as outer:
            outer.write(study / "inner.zip", "xl/inner.zip")
        (study / "inner.zip").unlink()
        (place,) = prove(study, traces).remains
        assert place.where == "outer.xlsx > xl/inner.zip > a/b.txt"
        (study / "outer.xlsx").unlink()


def test_what_cannot_be_looked_into_is_named_and_goes_where_documents_are(study: Path) -> None:
    (study / "exports").mkdir()
    (study / "exports" / "sheet.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    (study / "a letter.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = forget_anna(study)
    assert done.proof.closed == ["a letter.pdf"] and done.documents == ["exports/sheet.pdf"]


def test_a_damaged_archive_does_not_stop_the_forgetting(study: Path) -> None:
    (study / "exports").mkdir()
    with zipfile.ZipFile(study / "exports" / "sheet.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "words " * 2000)
    whole = (study / "exports" / "sheet.docx").read_bytes()
    start = whole.index(b"word/document.xml") + len(b"word/document.xml")
    (study / "a letter.docx").write_bytes(whole[:start] + b"\xff" * 10 + whole[start + 10 :])
    newer = whole.index(b"PK\x01\x02") + 6
    (study / "exports" / "sheet.docx").write_bytes(whole[:newer] + b"\x63" + whole[newer + 1 :])
    done = forget_anna(study)
    assert done.proof.closed == ["a letter.docx > word/document.xml"] and done.documents == ["exports/sheet.docx"]


def test_a_name_that_is_also_anothers_is_not_cut_out_of_theirs(tmp_path: Path) -> None:
    people = [Person(id=ANNA, name="Anna"), Person(id=BRAM, name="Anna Bos", note="Anna Bos is mine")]
    study = study_of(tmp_path / "s", people)
    done = forget_anna(study)
    assert done.unsure == ["Anna"] and done.proof.is_clean
    assert documents(study)[f"study.json/people/{BRAM}"]["name"] == "Anna Bos"


class _Killed(BaseException):
    pass


def test_killed_at_any_moment_it_is_finished_on_the_next_opening(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = _after(study, tmp_path / "whole")
    for moment in range(40):
        copy = tmp_path / f"copy{moment}"
        shutil.copytree(study, copy)
        if not _kill_at(copy, moment, monkeypatch):
            assert moment > 8
            break
        with StudyFolder.open(copy) as folder:
            known = {person.id for person in folder.all(Person)}
            cut_off = [notice for notice in folder.notices if "cut off the last time" in notice]
        if moment > 0:
            assert ANNA not in known and (cut_off or not folder.notices or "came back" in folder.notices[0])
            assert _without_tombstones(copy) == wanted
            assert not (copy / ".forgetting.json").exists()
            text = everything(copy)
            assert HERS not in text and "Anna" not in text


def _after(study: Path, copy: Path) -> dict[str, object]:
    shutil.copytree(study, copy)
    forget_anna(copy)
    return _without_tombstones(copy)


def _without_tombstones(study: Path) -> dict[str, object]:
    return {key: value for key, value in documents(study).items() if "/tombstones/" not in key}


def _kill_at(study: Path, moment: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Forget Anna, killed at so many changes of files; whether it was."""
    left = moment
    real = {"replace": os.replace, "unlink": os.unlink}

    def counted(name: str):  # type: ignore[no-untyped-def]
        def call(*arguments, **named):  # type: ignore[no-untyped-def]
            nonlocal left
            if left == 0:
                raise _Killed
            left -= 1
            return real[name](*arguments, **named)

        return call

    folder = StudyFolder.open(study)
    try:
        folder.all(Interview)
        with monkeypatch.context() as patched:
            for name in real:
                patched.setattr(os, name, counted(name))
            forgetting.forget_people(study, [ANNA])
        return False
    except _Killed:
        return True
    finally:
        folder.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=small_studies())
def test_of_any_study_nothing_of_them_is_left_and_the_others_are_as_they_were(records: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as place:
        study = study_of(Path(place) / "s", records)
        before, plan = documents(study), plan_forgetting(study, [ANNA])
        done = forget_anna(study)
        assert done.proof.is_clean
        assert prove(study, plan.traces).is_clean
        after = documents(study)
        assert not [problem for problem in check_study(study) if problem.level == "broken"]
        assert set(after) - {key for key in after if "/tombstones/" in key} <= set(before)
        referring = {*plan.gone.targets, *plan.gone.talks, *plan.gone.groups, ANNA}
        for key, document in before.items():
            if "/meta/" in key:
                continue
            text = json.dumps(document, ensure_ascii=False)
            touched = (
                any(f'"{one}"' in text for one in referring) or key.split("/")[-1].removesuffix(".json") in referring
            )
            if not touched and not any(plan.traces.found_in(part) for part in _strings(document)):
                assert after.get(key) == document
        again = plan_forgetting(study, [ANNA])
        assert not again.traces.runs and not again.traces.names


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _strings(item)]


def test_nobody_is_taken_out_while_a_backup_copies_them(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    copying, go_on = Event(), Event()

    def copy_slowly(_study: Path) -> int:
        copying.set()
        go_on.wait(10)
        order.append("copied")
        return 0

    def forget_at_once(*_arguments: object) -> None:
        order.append("forgot")

    folder = StudyFolder.open(study)
    monkeypatch.setattr(backups, "backup_changed", copy_slowly)
    monkeypatch.setattr(forgetting, "forget_people", forget_at_once)
    threads = [Thread(target=folder.back_up), Thread(target=forget_people, args=(folder, [ANNA]))]
    threads[0].start()
    assert copying.wait(10)
    threads[1].start()
    threads[1].join(0.2)
    go_on.set()
    for thread in threads:
        thread.join(10)
    folder.close()
    assert order == ["copied", "forgot"]
