"""Lines that know who they are: kept as an editor holds them, and sent to the question they answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind, locate, select
from persona_tui.domain.interviews import Line
from persona_tui.domain.marks import Mark
from persona_tui.domain.personas import FieldKey, Persona, PersonaField
from persona_tui.domain.questions import Question
from persona_tui.workflows.corrections import set_speaker
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview, set_notes
from persona_tui.workflows.note_lines import keep_lines, move_lines
from persona_tui.workflows.notes import HeldLine, Read, held_lines
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

WHY = Question(key="why", text="Why?")
WHERE = Question(key="where", text="Where?")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """An open study with a talk with two people."""
    made = new_study(tmp_path / "shop", business="Perch")
    people = [add_customer(made, name).id for name in ("Anna", "Bram")]
    plan_interview(made, people, "people-hour")
    return made


def _talk(session: Session) -> str:
    return session.folder.interview_summaries()[0].id


def _lines(session: Session, question: Question) -> list[Line]:
    found = session.interviews_of()[0].answer(question.key)
    return found.lines if found is not None else []


def _rest_on(session: Session, line: Line) -> Persona:
    exact, prefix, suffix = select(line.text)
    evidence = Evidence(
        person="p", kind=TargetKind.LINE, target=line.id, container=_talk(session), about=WHY.key,
        exact=exact, prefix=prefix, suffix=suffix,
    )  # fmt: skip
    claim = Claim(text="It hurts", evidence=[evidence])
    with session.act("a persona"):
        return session.put(Persona(fields=[PersonaField(key=FieldKey.PAINS, claims=[claim])]))


def test_lines_are_kept_by_their_ids_and_what_the_editor_does_not_know_of_them_stays(session: Session) -> None:
    talk = _talk(session)
    first = set_notes(session, talk, WHY, "one\n- two", at=3).lines
    bram = session.interviews_of()[0].people[1]
    set_speaker(session, talk, [first[1].id], bram)
    held = [held_lines(first)[1]._replace(text="- two and a half"), HeldLine("fresh", "three")]
    kept = keep_lines(session, talk, WHY, held, at=9).lines
    assert [(line.id, line.text, line.at, line.speaker) for line in kept] == [
        (first[1].id, "two and a half", 3, bram),
        ("fresh", "three", 9, ""),
    ]


def test_a_line_that_was_taken_out_and_comes_back_is_who_it_was_with_who_said_it(session: Session) -> None:
    talk = _talk(session)
    gone = set_notes(session, talk, WHY, "one\n? two", at=3).lines[1]
    bram = session.interviews_of()[0].people[1]
    set_speaker(session, talk, [gone.id], bram)
    gone = _lines(session, WHY)[1]
    held = held_lines(_lines(session, WHY))
    keep_lines(session, talk, WHY, held[:1], at=9)
    keep_lines(session, talk, WHERE, held[1:], at=9, gone={gone.id: gone})
    assert _lines(session, WHERE) == [gone]


def test_typing_that_is_kept_again_and_again_is_one_act_and_changes_no_other_line(session: Session) -> None:
    talk, memory = _talk(session), Read()
    keep_lines(session, talk, WHY, [HeldLine("a", "one", 1), HeldLine("b", "tw", 2)], at=2, before=memory)
    first = _lines(session, WHY)[0]
    keep_lines(session, talk, WHY, [HeldLine("a", "one", 1), HeldLine("b", "two", 2)], at=3, before=memory)
    assert [line.text for line in _lines(session, WHY)] == ["one", "two"]
    assert _lines(session, WHY)[0] is first
    session.undo()
    assert _lines(session, WHY) == []


def test_lines_that_move_keep_everything_and_what_rests_on_them_follows(session: Session) -> None:
    talk = _talk(session)
    one, two = set_notes(session, talk, WHY, '"- my back hurt\ntwo', at=3).lines
    there = set_notes(session, talk, WHERE, "there", at=9).lines[0]
    persona = _rest_on(session, one)
    move_lines(session, talk, [one.id], WHERE)
    assert _lines(session, WHY) == [two]
    assert _lines(session, WHERE) == [there, one] and one.marks == [Mark.PAIN]
    found = session.persona(persona.id)
    assert found is not None
    evidence = found.fields[0].claims[0].evidence[0]
    assert evidence.about == WHERE.key
    place = session.interviews_of()[0].line(evidence.target)
    assert place is not None and locate(place[1].text, evidence.exact) is not None
    session.undo()
    assert (_lines(session, WHY), _lines(session, WHERE)) == ([one, two], [there])
    undone = session.persona(persona.id)
    assert undone is not None and undone.fields[0].claims[0].evidence[0].about == WHY.key


def test_evidence_is_found_in_the_line_that_its_line_was_joined_to(session: Session) -> None:
    talk = _talk(session)
    one, two = set_notes(session, talk, WHY, "my back hurt\nevery evening", at=3).lines
    keep_lines(session, talk, WHY, [HeldLine(one.id, "my back hurt every evening", 3, (two.id,))], at=9)
    found = session.interviews_of()[0].line(two.id)
    assert found is not None and found[1].id == one.id
    assert locate(found[1].text, two.text) == (13, 26)


def test_nothing_to_move_is_said(session: Session) -> None:
    with pytest.raises(PlainError, match="no line to move"):
        move_lines(session, _talk(session), ["nowhere"], WHERE)
