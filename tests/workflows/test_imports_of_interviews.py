"""Notes of interviews, brought into a study."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.attributes import SourceKind, Value
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Interview, InterviewState, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Fit, Relation
from persona_tui.domain.records import replace
from persona_tui.insights.grounds import context
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.imports import import_interview
from persona_tui.workflows.interviews import set_notes
from persona_tui.workflows.session import Session


def _notes(folder: Path, text: str, name: str = "anna.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _values(session: Session, name: str) -> dict[str, Value]:
    person = next(person for person in session.people() if person.name == name)
    return {value.attribute: value for value in session.folder.all(Value) if value.person == person.id}


def _lines(interview: Interview) -> list[Line]:
    return [line for answer in interview.answers for line in answer.lines]


NOTES = """# Talk with Anna
## What hurts
- the desk wobbles
- it took too long
> I would buy it again

## What she wants
A desk for the kitchen.
"""


def test_notes_become_a_finished_interview_and_bullets_no_pains(session: Session, tmp_path: Path) -> None:
    anna = add_customer(session, "Anna")
    report = import_interview(session, _notes(tmp_path, NOTES), customer="anna")
    interview = report.interview
    assert (interview.people, interview.state, interview.source) == ([anna.id], InterviewState.DONE, "anna.md")
    assert [answer.asked_text for answer in interview.answers] == ["What hurts", "What she wants"]
    assert [line.text for line in _lines(interview)][:2] == ["the desk wobbles", "it took too long"]
    assert not any(line.marks for line in _lines(interview))
    assert _lines(interview)[2].kind is LineKind.WORD_FOR_WORD


@pytest.mark.parametrize("name", ["call.vtt", "call.srt", "call.txt"])
def test_a_transcript_is_not_taken_for_notes(session: Session, tmp_path: Path, name: str) -> None:
    add_customer(session, "Anna")
    heard = _notes(tmp_path, "1\n00:00:03,300 --> 00:00:06,870\nSorry.\n", name)
    with pytest.raises(PlainError, match="transcript"):
        import_interview(session, heard, customer="Anna")
    assert not session.interviews_of()


def test_who_says_that_it_is_notes_has_them_as_notes(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    written = _notes(tmp_path, "Me: and then?\n\nAnna: I bought it.\n\n" * 3)
    with pytest.raises(PlainError, match="--as-notes"):
        import_interview(session, written, customer="Anna")
    assert _lines(import_interview(session, written, customer="Anna", as_notes=True).interview)


def test_without_a_consent_the_report_says_that_the_words_count_nowhere(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    report = import_interview(session, _notes(tmp_path, NOTES), customer="Anna")
    assert not report.counts
    assert "Anna" in report.said[-1] and "count nowhere" in report.said[-1]
    assert not session.view().interview_counts(report.interview.consent)


def test_a_consent_given_with_the_notes_is_recorded_and_they_rest_on_it(session: Session, tmp_path: Path) -> None:
    anna = add_customer(session, "Anna")
    report = import_interview(
        session,
        _notes(tmp_path, NOTES),
        customer="Anna",
        consent_scopes=[Scope.NOTES, Scope.QUOTES],
        consent_date=date(2026, 11, 2),
    )
    consent = session.folder.all(Consent)[0]
    assert (consent.person, consent.given_on, report.interview.consent) == (anna.id, date(2026, 11, 2), consent.id)
    assert report.counts
    assert report.interview.started_at is not None and report.interview.started_at.date() == date(2026, 11, 2)


def test_a_consent_recorded_before_holds_for_the_notes(session: Session, tmp_path: Path) -> None:
    anna = add_customer(session, "Anna")
    record_consent(session, anna.id, [Scope.NOTES], given_on=date(2026, 11, 1))
    assert import_interview(session, _notes(tmp_path, NOTES), customer="Anna").counts


def test_a_consent_to_quotes_without_notes_is_refused_and_nothing_is_kept(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    with pytest.raises(PlainError, match="notes"):
        import_interview(
            session,
            _notes(tmp_path, NOTES),
            customer="Anna",
            consent_scopes=[Scope.QUOTES],
            consent_date=date(2026, 11, 2),
        )
    assert session.interviews_of() == []


def test_importing_notes_is_one_act(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    import_interview(
        session,
        _notes(tmp_path, NOTES),
        customer="Anna",
        consent_scopes=[Scope.NOTES],
        consent_date=date(2026, 11, 2),
    )
    session.undo()
    assert session.interviews_of() == [] and session.folder.all(Consent) == []


def test_nobody_is_made_up_for_notes_and_the_closest_are_named(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Annabel")
    with pytest.raises(PlainError, match="Annabel"):
        import_interview(session, _notes(tmp_path, NOTES), customer="Anabel Jansen")
    assert len(session.people()) == 1


def test_the_bank_suits_who_was_talked_to(session: Session, tmp_path: Path) -> None:
    path = _notes(tmp_path, NOTES)
    add_customer(session, "Anna")
    add_customer(session, "Bram", relation=Relation.EMPLOYEE)
    add_customer(session, "Cor", fit=Fit.NO_FIT)
    banks = [import_interview(session, path, customer=name).bank.key for name in ("Anna", "Bram", "Cor")]
    assert banks == ["people-hour", "employees-hour", "not-a-fit-hour"]
    assert import_interview(session, path, customer="Anna", bank="people-quarter").interview.bank == "people-quarter"
    with pytest.raises(PlainError, match="people-hour"):
        import_interview(session, path, customer="Anna", bank="nope")


def test_the_same_file_again_updates_and_lines_that_did_not_change_stay_who_they_are(
    session: Session, tmp_path: Path
) -> None:
    add_customer(session, "Anna")
    first = import_interview(session, _notes(tmp_path, NOTES), customer="Anna").interview
    ids = {line.text: line.id for line in _lines(first)}
    changed = NOTES.replace("- it took too long\n", "- a new line\n- it took far too long\n").replace(
        "## What she wants\n", "## More\nsomething\n## What she wants\n"
    )
    report = import_interview(session, _notes(tmp_path, changed), customer="Anna")
    assert report.updated and report.interview.id == first.id
    assert len(session.interviews_of()) == 1
    after = {line.text: line.id for line in _lines(report.interview)}
    for text in ("the desk wobbles", "I would buy it again", "A desk for the kitchen."):
        assert after[text] == ids[text]
    assert after["it took far too long"] == ids["it took too long"]
    assert [answer.asked_text for answer in report.interview.answers] == ["What hurts", "More", "What she wants"]


def test_a_line_that_moves_to_another_heading_stays_who_it_is(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    first = import_interview(session, _notes(tmp_path, NOTES), customer="Anna").interview
    wobble = _lines(first)[0]
    moved = NOTES.replace("- the desk wobbles\n", "") + "the desk wobbles\n"
    after = import_interview(session, _notes(tmp_path, moved), customer="Anna").interview
    found = after.line(wobble.id)
    assert found is not None
    assert (found[0].asked_text, found[1].text) == ("What she wants", "the desk wobbles")


def test_marks_set_here_stay_when_the_file_comes_again(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    path = _notes(tmp_path, NOTES)
    first = import_interview(session, path, customer="Anna").interview
    line = replace(_lines(first)[0], marks=[Mark.PAIN])
    answers = [replace(first.answers[0], lines=[line, *first.answers[0].lines[1:]]), *first.answers[1:]]
    with session.act("mark"):
        session.put(replace(first, answers=answers))
    after = import_interview(session, path, customer="Anna").interview
    assert _lines(after)[0] == line


def test_lines_that_left_the_file_go_and_lines_noted_in_the_call_stay(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    first = import_interview(session, _notes(tmp_path, NOTES), customer="Anna").interview
    set_notes(session, first.id, None, "noted in the call", at=30)
    report = import_interview(session, _notes(tmp_path, NOTES.replace("- it took too long\n", "")), customer="Anna")
    texts = [line.text for line in _lines(report.interview)]
    assert "it took too long" not in texts and "noted in the call" in texts
    assert any("1 line is no longer in the file" in sentence for sentence in report.said)


def test_the_same_file_for_somebody_else_is_another_interview(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    add_customer(session, "Bram")
    path = _notes(tmp_path, NOTES)
    one, other = (import_interview(session, path, customer=name).interview for name in ("Anna", "Bram"))
    assert one.id != other.id
    assert len(session.interviews_of()) == 2


def test_marks_are_read_when_asked_for(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    interview = import_interview(
        session, _notes(tmp_path, '## It\n"- it wobbled\n'), customer="Anna", marks=True
    ).interview
    assert [(line.text, line.kind, line.marks) for line in _lines(interview)] == [
        ("it wobbled", LineKind.WORD_FOR_WORD, [Mark.PAIN])
    ]


def test_a_choice_in_the_notes_fills_the_customers_attribute(session: Session, tmp_path: Path) -> None:
    from persona_tui.banks.reader import load_bank

    bank = load_bank("people-hour")
    question = next(q for q in bank.questions if q.attribute and q.options and q.care == "none")
    anna = add_customer(session, "Anna")
    text = f"## {question.text}\n{question.options[0].label}\n"
    import_interview(session, _notes(tmp_path, text), customer="Anna")
    found = [value for value in session.folder.all(Value) if value.attribute == question.attribute]
    assert [(value.person, value.content, value.source_kind) for value in found] == [
        (anna.id, question.options[0].key, SourceKind.INTERVIEW)
    ]


def test_evidence_still_finds_its_words_after_the_file_came_again(session: Session, tmp_path: Path) -> None:
    anna = add_customer(session, "Anna")
    first = import_interview(session, _notes(tmp_path, NOTES), customer="Anna").interview
    line = _lines(first)[1]
    evidence = Evidence(person=anna.id, kind=TargetKind.LINE, target=line.id, container=first.id, exact=line.text)
    after = import_interview(session, _notes(tmp_path, "Before it all.\n" + NOTES), customer="Anna").interview
    found = after.line(evidence.target)
    assert found is not None and found[1].text == evidence.exact


def test_the_real_notes_of_others_become_an_interview(session: Session, tmp_path: Path, shared_data: Path) -> None:
    add_customer(session, "Anna")
    path = shared_data / "interview" / "otel-interview-outcome-2022.md"
    report = import_interview(session, path, customer="Anna")
    lines = _lines(report.interview)
    assert "Getting engineers on other teams bootstrapped to use OpenTelemetry" in " ".join(line.text for line in lines)
    assert not any(Mark.PAIN in line.marks for line in lines)
    assert {"Challenges", "Positive notes"} <= {answer.asked_text.strip(": ") for answer in report.interview.answers}


def test_the_same_heading_in_two_talks_is_the_same_question(session: Session, tmp_path: Path) -> None:
    anna, bram = add_customer(session, "Anna"), add_customer(session, "Bram")
    for name, text in (
        ("Anna", "## What hurts?\nthe wobble\n## What hurts?\nthe noise\n"),
        ("Bram", "## what hurts\nit\n"),
    ):
        import_interview(
            session,
            _notes(tmp_path, text, f"{name}.md"),
            customer=name,
            consent_scopes=[Scope.NOTES],
            consent_date=date(2026, 11, 2),
        )
    (first,), (second,) = session.interviews_of({anna.id}), session.interviews_of({bram.id})
    assert [len(answer.lines) for answer in first.answers] == [2]
    assert first.answers[0].question == second.answers[0].question
    asked = context(session.view(), [first, second]).asked[first.answers[0].question]
    assert asked == {anna.id, bram.id}
