"""Checking a study finds what is wrong and changes nothing; repairing deletes nothing a person wrote."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.personas import Face, FaceKind, Persona, PersonaField, Quote
from persona_tui.domain.records import replace
from persona_tui.storage.errors import StudyHeldError, StudyMissingError, StudyReadOnlyError
from persona_tui.storage.folder import StudyFolder
from persona_tui.workflows.checks import Level, Problem, check, repair
from tests.storage.study_files import an_interview, read_json, write_json


def _evidence(target: str, exact: str = "", kind: TargetKind = TargetKind.LINE, person: str = "p1") -> Evidence:
    container = "i1" if kind is TargetKind.LINE else ""
    return Evidence(person=person, kind=kind, target=target, container=container, exact=exact)


@pytest.fixture
def whole(study_path: Path) -> Path:
    """A study in which everything is as it should be, with backups and an index."""
    with StudyFolder.open(study_path) as folder:
        face = Face(kind=FaceKind.FILE, file=folder.save_face(b"png"))
        evidence = [
            _evidence("l1", "back"),
            _evidence("v1", "", TargetKind.VALUE),
            _evidence("u1", "", TargetKind.CHANNEL),
        ]
        claim = Claim(id="c1", text="Backs hurt", evidence=evidence)
        folder.put(Consent(id="ok", person="p1", given_on=date(2026, 11, 2)))
        folder.put(Value(id="v1", person="p1", attribute="age", content=42))
        folder.put(ChannelUse(id="u1", person="p1", channel="email"))
        folder.put(an_interview(id="i1", consent="ok"))
        field = PersonaField(key="pains", claims=[claim])
        quote = Quote(pieces=[_evidence("l1", "my back hurt")])
        folder.put(Persona(id="x1", name="Dave", people=["p1"], face=face, fields=[field], quote=quote))
        folder.flush()
        folder.interview_summaries()
        folder.back_up()
    return study_path


def _snapshot(study: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}


def _edit(path: Path, table: str, record_id: str, **fields: Any) -> None:
    content = read_json(path)
    content[table][record_id] |= fields
    write_json(path, content)


def _one(study: Path) -> Problem:
    before = _snapshot(study)
    (problem,) = check(study)
    assert _snapshot(study) == before
    return problem


def test_a_whole_study_has_no_problems_and_repairing_it_does_nothing(whole: Path) -> None:
    before = _snapshot(whole)
    assert check(whole) == []
    assert repair(whole) == []
    assert _snapshot(whole) == before


def test_where_there_is_no_study_there_is_nothing_to_check(tmp_path: Path) -> None:
    for act in (check, repair):
        with pytest.raises(StudyMissingError):
            act(tmp_path)


@pytest.mark.parametrize("file", ["study.json", "interviews/i1.json", "personas/x1.json"])
def test_a_damaged_file_is_found_and_put_back_from_its_backup_and_the_damaged_one_kept(file: str, whole: Path) -> None:
    good = (whole / file).read_bytes()
    (whole / file).write_bytes(good[:50])
    problem = next(problem for problem in check(whole) if problem.file == file)
    assert problem.level is Level.BROKEN and problem.repairable
    assert "is damaged and can't be read. There is a copy of " in problem.sentence
    done = repair(whole)
    assert any("is kept as" in sentence for sentence in done)
    assert (whole / file).read_bytes() == good
    (note,) = check(whole)
    assert note.level is Level.NOTE and "put aside because it was damaged" in note.sentence
    assert (whole / note.file).read_bytes() == good[:50]


def test_a_damaged_study_file_without_a_backup_is_rebuilt(whole: Path) -> None:
    shutil.rmtree(whole / "backups")
    (whole / "study.json").write_text("{", encoding="utf-8")
    assert any("There is no earlier copy of it." in problem.sentence for problem in check(whole))
    done = repair(whole)
    assert "What the study says of itself was made anew from what could be found." in done
    left = check(whole)
    assert not any(problem.repairable for problem in left)
    # The consent is gone with the file: that is for a person to mend.
    assert [problem.sentence for problem in left if problem.level is Level.BROKEN] == [
        "The consent that the interview with Person 1 rests on is missing, so its words count nowhere. "
        "Record it again in the interview."
    ]


def test_a_missing_study_file_is_found_and_put_back(whole: Path) -> None:
    (whole / "study.json").unlink()
    assert any(problem.sentence == "study.json is missing." and problem.repairable for problem in check(whole))
    repair(whole)
    assert check(whole) == []


def test_an_entry_of_another_shape_is_mended_and_the_file_as_it_was_is_kept(whole: Path) -> None:
    path = whole / "study.json"
    _edit(path, "people", "p1", fit="superb", note="long-time customer", later=1)
    before = path.read_bytes()
    problem = _one(whole)
    assert problem == Problem(
        level=Level.BROKEN,
        file="study.json",
        sentence="1 entry of study.json could not be understood: p1.",
        repairable=True,
    )
    (done,) = repair(whole)
    assert done.startswith("1 entry of study.json was mended")
    with StudyFolder.open(whole) as folder:
        person = folder.get(Person, "p1")
        assert person is not None
        assert (person.name, person.fit, person.note) == ("Anna", Fit.BEST, "long-time customer")
    assert read_json(path)["people"]["p1"]["later"] == 1
    (aside,) = whole.glob("study.broken-*.json")
    assert aside.read_bytes() == before


def test_a_field_that_can_not_be_understood_comes_from_the_backup_and_a_mark_alone_is_left_out(whole: Path) -> None:
    path = whole / "interviews" / "i1.json"
    _edit(path, "interview", "i1", answers="lost", bank="hour")
    repair(whole)
    with StudyFolder.open(whole) as folder:
        interview = folder.get(Interview, "i1")
        assert interview is not None
        assert interview.bank == "hour"
        assert interview.answers[0].lines[0].text == "my back hurt"
    content = read_json(path)
    lines = content["interview"]["i1"]["answers"][0]["lines"]
    lines.append({**lines[0], "id": "l2", "marks": ["pain", "hooray"]})
    lines.append("no line at all")
    write_json(path, content)
    repair(whole)
    with StudyFolder.open(whole) as folder:
        interview = folder.get(Interview, "i1")
        assert interview is not None
        assert [(line.id, line.marks) for line in interview.answers[0].lines] == [("l1", []), ("l2", ["pain"])]


def test_an_entry_that_nothing_can_be_made_of_stays_as_it_is(whole: Path) -> None:
    path = whole / "study.json"
    content = read_json(path)
    content["values"]["odd"] = {"attribute": []}
    write_json(path, content)
    before = path.read_bytes()
    assert repair(whole) == []
    assert path.read_bytes() == before
    assert _one(whole).level is Level.BROKEN


def test_a_newer_version_is_a_note_and_is_left_alone(whole: Path) -> None:
    path = whole / "interviews" / "i1.json"
    content = read_json(path)
    content["meta"]["file"]["schema"] = "1.9"
    content["interview"]["i1"]["state"] = "dreamt"
    write_json(path, content)
    before = path.read_bytes()
    problem = next(problem for problem in check(whole) if problem.file == "interviews/i1.json")
    assert problem.level is Level.NOTE and "get the newer version" in problem.sentence
    repair(whole)
    assert path.read_bytes() == before
    path = whole / "study.json"
    content = read_json(path)
    content["meta"]["file"]["schema"] = "2.0"
    write_json(path, content)
    with pytest.raises(StudyReadOnlyError, match="newer version"):
        repair(whole)


def test_people_who_are_named_and_missing_are_found_and_get_an_entry(whole: Path) -> None:
    with StudyFolder.open(whole) as folder:
        folder.put(an_interview(id="i2", people=["p2", "p3"]))
        folder.put(Value(id="v9", person="p4", attribute="age", content=3))
        folder.put(ChannelUse(id="u9", person="p4", channel="email"))
        persona = folder.get(Persona, "x1")
        assert persona is not None
        folder.put(replace(persona, people=["p1", "p5"]))
        folder.interview_summaries()
    problems = check(whole)
    assert [(p.file, p.level, p.repairable) for p in problems] == [
        ("interviews/i2.json", Level.BROKEN, True),
        ("personas/x1.json", Level.BROKEN, True),
        ("study.json", Level.BROKEN, True),
    ]
    assert "2 people who are not in the study: p2, p3" in problems[0].sentence
    assert repair(whole) == ["4 people that the study names and that were missing were added, without their names."]
    assert check(whole) == []
    with StudyFolder.open(whole) as folder:
        added = [person for person in folder.all(Person) if person.id != "p1"]
        assert sorted(person.id for person in added) == ["p2", "p3", "p4", "p5"]
        assert {person.fit for person in added} == {Fit.OTHER}


def test_a_missing_consent_is_broken_and_for_a_person_to_mend(whole: Path) -> None:
    with StudyFolder.open(whole) as folder:
        folder.remove(Consent(id="ok", person="p1", given_on=date(2026, 11, 2)))
    problem = _one(whole)
    assert (problem.level, problem.repairable, problem.file) == (Level.BROKEN, False, "interviews/i1.json")
    assert "the interview with Anna" in problem.sentence


def test_evidence_whose_words_value_or_channel_is_gone_is_a_note(whole: Path) -> None:
    with StudyFolder.open(whole) as folder:
        interview = folder.get(Interview, "i1")
        assert interview is not None
        answer = interview.answers[0]
        reworded = replace(answer, lines=[replace(answer.lines[0], text="my neck hurt")])
        folder.put(replace(interview, answers=[reworded]))
        folder.remove(Value(id="v1", person="p1", attribute="age"))
        folder.interview_summaries()
    problem = _one(whole)
    assert (problem.level, problem.file) == (Level.NOTE, "personas/x1.json")
    assert problem.sentence == (
        "3 places that Dave rests on are gone; they count no more: “Backs hurt”, “my back hurt”."
    )


def test_a_face_that_is_gone_is_broken(whole: Path) -> None:
    shutil.rmtree(whole / "faces")
    problem = _one(whole)
    assert problem.level is Level.BROKEN
    assert "The face of Dave" in problem.sentence


def test_what_lies_about_is_noted_and_only_leftovers_of_saves_are_removed(whole: Path) -> None:
    for name in ("study.changed-elsewhere-2026.json", "interviews/i1 (conflicted copy).json", "other.json"):
        shutil.copy(whole / "study.json", whole / name)
    for name in (".study.json.0123.tmp", "interviews/.i1.json.4567.tmp"):
        (whole / name).write_bytes(b"half")
        os.utime(whole / name, (1, 1))
    (whole / ".study.json.now.tmp").write_bytes(b"being written")
    problems = check(whole)
    assert {problem.level for problem in problems} == {Level.NOTE}
    assert sorted(problem.file for problem in problems) == [
        ".study.json.0123.tmp",
        "interviews/.i1.json.4567.tmp",
        "interviews/i1 (conflicted copy).json",
        "other.json",
        "study.changed-elsewhere-2026.json",
    ]
    assert repair(whole) == ["3 files that saves left when they were cut off were removed."]
    assert [problem.repairable for problem in check(whole)] == [False, False, False]


def test_a_stale_list_of_interviews_is_noted_and_made_anew(whole: Path) -> None:
    _edit(whole / "interviews" / "i1.json", "interview", "i1", bank="hour")
    problem = _one(whole)
    assert problem.level is Level.NOTE and problem.repairable
    assert repair(whole) == ["The list of interviews was made anew."]
    assert check(whole) == []


def test_a_study_that_another_program_holds_can_be_checked_and_not_repaired(whole: Path) -> None:
    with StudyFolder.open(whole, program="the app"):
        assert check(whole) == []
        with pytest.raises(StudyHeldError, match="the app on"):
            repair(whole)
    assert repair(whole) == []


def test_a_copied_interview_file_is_found_and_left_for_a_person(whole: Path) -> None:
    shutil.copy(whole / "interviews" / "i1.json", whole / "interviews" / "copied.json")
    assert any(problem.file == "interviews/copied.json" for problem in check(whole))
    before = (whole / "interviews" / "copied.json").read_bytes()
    repair(whole)
    assert (whole / "interviews" / "copied.json").read_bytes() == before


def test_a_disk_that_fails_while_repairing_is_an_error_in_a_sentence(whole: Path, failing_disk: Any) -> None:
    from persona_tui.storage.errors import StudyError

    _edit(whole / "study.json", "people", "p1", fit="superb")
    before = (whole / "study.json").read_bytes()
    failing_disk("write")
    with pytest.raises(StudyError, match="disk is full"):
        repair(whole)
    failing_disk(None)
    assert (whole / "study.json").read_bytes() == before
