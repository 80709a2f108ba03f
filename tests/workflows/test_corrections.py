"""Going over notes: a line keeps who it is, and what rests on it finds it."""

from __future__ import annotations

from datetime import date

import pytest

from persona_tui.domain.attributes import Kind, Value
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.questions import Question
from persona_tui.insights.interview_guide import ABOUT_PREFIX, own_debrief
from persona_tui.insights.voices import context, line_evidence
from persona_tui.workflows.attributes import pick_attribute
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.corrections import correct_line, mark_line, set_speaker
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import (
    ask_about,
    plan_interview,
    questions_besides,
    set_answer,
    set_notes,
)
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of

WHY = Question(key="first_moment", text="Why?", field="motivators")


@pytest.fixture
def people(session: Session) -> list[str]:
    found = [add_customer(session, name).id for name in ("Anna", "Bram")]
    for person in found:
        record_consent(session, person, [Scope.NOTES], given_on=date(2026, 11, 1))
    return found


@pytest.fixture
def talk(session: Session, people: list[str]) -> str:
    return plan_interview(session, people, "people-hour").id


def lines(session: Session, talk: str, key: str) -> list[Line]:
    interview = session.interview(talk)
    answer = interview.answer(key) if interview is not None else None
    return list(answer.lines) if answer is not None else []


def test_two_on_one_call_are_told_apart_line_by_line(session: Session, people: list[str], talk: str) -> None:
    answer = set_notes(session, talk, WHY, "hers\nhis", at=4)
    set_speaker(session, talk, [answer.lines[1].id], people[1])
    assert [line.speaker for line in lines(session, talk, WHY.key)] == ["", people[1]]
    set_notes(session, talk, WHY, "hers\nhis own\nnew", at=9)
    assert [line.speaker for line in lines(session, talk, WHY.key)] == ["", people[1], ""]
    set_speaker(session, talk, [answer.lines[1].id], people[0])
    assert [line.speaker for line in lines(session, talk, WHY.key)] == ["", "", ""]
    stranger = add_customer(session, "Col {x}").id
    with pytest.raises(PlainError, match=r"Col \{x\} is not on this call"):
        set_speaker(session, talk, [answer.lines[0].id], stranger)


def test_a_speaker_set_while_typing_is_undone_with_the_typing(session: Session, people: list[str], talk: str) -> None:
    answer = set_notes(session, talk, WHY, "his", at=4)
    set_speaker(session, talk, [answer.lines[0].id], people[1], merge=f"notes:{talk}:{WHY.key}")
    session.undo()
    assert lines(session, talk, WHY.key) == []


def test_words_are_evidence_of_the_one_who_said_them_and_of_nobody_else(
    session: Session, people: list[str], talk: str
) -> None:
    answer = set_notes(session, talk, WHY, "it hurts", at=4)
    interview = session.interview(talk)
    assert interview is not None
    evidence = line_evidence(interview, answer, answer.lines[0])
    assert evidence.person == people[0] and context(session.view(), [interview]).counts(evidence)
    set_speaker(session, talk, [answer.lines[0].id], people[1])
    changed = session.interview(talk)
    assert changed is not None and not context(session.view(), [changed]).counts(evidence)


def test_a_line_marked_or_corrected_keeps_its_id_and_its_second(session: Session, talk: str) -> None:
    (line,) = set_notes(session, talk, WHY, "- it hurts", at=4).lines
    mark_line(session, talk, line.id, '"')
    mark_line(session, talk, line.id, "-")
    changed = correct_line(session, talk, line.id, '"* it hurt\nevery night\n')
    assert (changed.id, changed.at, changed.text) == (line.id, 4, "it hurt every night")
    assert changed.kind is LineKind.WORD_FOR_WORD and changed.marks == [Mark.QUOTE]
    mark_line(session, talk, line.id, "+")
    with pytest.raises(PlainError, match="three marks"):
        mark_line(session, talk, line.id, "!")
    with pytest.raises(PlainError, match="Write the words"):
        correct_line(session, talk, line.id, "- \n ")
    for _act in range(4):
        session.undo()
    assert lines(session, talk, WHY.key) == [line]


def test_what_is_noted_afterwards_is_ones_own_reading_and_nobodys_voice(session: Session, talk: str) -> None:
    interview = session.interview(talk)
    assert interview is not None
    debrief = bank_of(interview)[0].question("debrief_words")
    for question in (debrief, own_debrief()[0]):
        answer = set_notes(session, talk, question, '"* my back\n+ to stand', at=9)
        kept = lines(session, talk, answer.question)
        assert [line.kind for line in kept] == [LineKind.MY_READING] * 2 and kept[0].marks == [Mark.QUOTE]
        interview = session.interview(talk)
        assert interview is not None
        found = line_evidence(interview, answer, kept[0])
        assert not context(session.view(), [interview]).counts(found)
    quarter = plan_interview(session, interview.people, "not-a-fit-quarter").id
    set_notes(session, quarter, own_debrief()[0], "it was short", at=9)
    stored = session.interview(quarter)
    assert stored is not None and questions_besides(stored, bank_of(stored)[0]) == []


def test_what_no_question_asks_for_is_asked_besides_and_fills_the_customer(
    session: Session, people: list[str], talk: str
) -> None:
    pick_attribute(session, "children_at_home")
    question = ask_about(session, talk, "children_at_home")
    assert question.key == f"{ABOUT_PREFIX}children_at_home" and question.kind is Kind.ONE_OF
    assert ask_about(session, talk, "children_at_home") == question
    set_answer(session, talk, question, "yes")
    assert [(value.person, value.content) for value in session.folder.all(Value)] == [(people[0], "yes")]
    interview = session.interview(talk)
    assert interview is not None
    assert questions_besides(interview, bank_of(interview)[0], session.catalogue()) == [question]
    assert questions_besides(interview, bank_of(interview)[0])[0].text == question.text
