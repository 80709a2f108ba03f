"""Calling a persona finished, its versions, and what changed since: on the worked example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from persona_tui.domain.attributes import Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import TargetKind
from persona_tui.domain.people import Fit
from persona_tui.domain.personas import Persona, PersonaKind
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now, replace
from persona_tui.insights.changes import Cause, Change, SaidHow, repeats
from persona_tui.insights.voices import line_evidence
from persona_tui.workflows.consents import consent_of, record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.evidence import Whose, conflicts_of, evidence_of, evidence_of_claim, spread_words
from persona_tui.workflows.interviews import plan_interview, remove_interview, set_notes
from persona_tui.workflows.persona_finish import findings_of, finish, in_a_year, reopen
from persona_tui.workflows.persona_ground import ground_of, under_persona
from persona_tui.workflows.persona_versions import (
    before_and_after,
    changes_by_interview,
    changes_of,
    keep_version,
    notice_after,
    reason_words,
    restore_version,
    shown_text,
    version_lines,
)
from persona_tui.workflows.personas import (
    add_claim,
    attach,
    change_persona,
    clear_quote,
    edit_claim,
    new_persona,
    remove_claim,
    set_kind,
)
from persona_tui.workflows.reviews import next_review
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study

TODAY = date(2026, 11, 21)
SCOPES = ["notes", "quotes"]


@pytest.fixture
def example(worked_example: Path) -> Iterator[Session]:
    session = open_study(worked_example)
    with session.act("unfinished"):
        session.put_all([replace(persona, finished_on=None, versions=[]) for persona in session.personas()])
    yield session
    session.close()


def nora(session: Session) -> Persona:
    return session.personas()[0]


def person_named(session: Session, name: str) -> str:
    return next(person.id for person in session.people() if person.name.startswith(name))


def changes_in(session: Session) -> dict[str, Change]:
    ground = ground_of(session, nora(session).id)
    return {change.text: change.change for change in changes_of(ground)}


# --- finishing ---------------------------------------------------------------------------------------------------


def test_a_finished_persona_is_kept_as_a_version_and_has_a_day_to_be_looked_at_again(example: Session) -> None:
    change_persona(example, nora(example).id, review_on=None)
    done = finish(example, nora(example).id, today=TODAY)
    assert (done.finished_on, done.review_on) == (TODAY, date(2027, 11, 21))
    assert [version.why for version in done.versions] == ["finished"]
    assert "versions" not in done.versions[0].document
    assert len(done.versions[0].counts) == sum(len(field.claims) for field in done.fields)
    assert next_review(example)[0] == date(2027, 11, 14)
    example.undo()
    assert nora(example).finished_on is None and not nora(example).versions


def test_a_day_that_was_chosen_stays_while_it_is_still_to_come(example: Session) -> None:
    assert finish(example, nora(example).id, today=TODAY).review_on == date(2027, 11, 14)
    assert finish(example, nora(example).id, today=date(2028, 2, 29)).review_on == date(2029, 2, 28)
    assert in_a_year(date(2026, 11, 21)) == date(2027, 11, 21)


def test_what_must_be_put_right_stands_in_the_way(example: Session) -> None:
    clear_quote(example, nora(example).id)
    with pytest.raises(PlainError, match="1 thing must be put right first: There is no quote yet"):
        finish(example, nora(example).id)
    assert nora(example).finished_on is None


def test_the_personas_of_the_worked_example_hold_together(example: Session) -> None:
    for persona in example.personas():
        assert not [each for each in findings_of(example, persona.id) if each.severity == "must"]


def test_work_on_it_again_leaves_the_versions(example: Session) -> None:
    finish(example, nora(example).id)
    again = reopen(example, nora(example).id)
    assert again.finished_on is None and len(again.versions) == 1


# --- versions ----------------------------------------------------------------------------------------------------


def test_the_same_persona_is_not_kept_twice(example: Session) -> None:
    first = keep_version(example, nora(example).id, "as it stands")
    assert keep_version(example, first.id, "again").versions == first.versions


def test_going_back_keeps_what_stood_there_and_can_be_undone(example: Session) -> None:
    before = keep_version(example, nora(example).id)
    add_claim(example, before.id, "pains", "Cannot find the manual")
    change_persona(example, before.id, archetype="another line")
    back = restore_version(example, before.id, 0)
    assert back.archetype == before.archetype
    assert back.fields == before.fields
    assert len(back.versions) == 2
    assert back.versions[1].document["archetype"] == "another line"
    example.undo()
    assert nora(example).archetype == "another line"
    with pytest.raises(PlainError, match="no such version"):
        restore_version(example, before.id, 7)


def test_a_version_is_read_without_what_may_no_longer_be_shown(example: Session) -> None:
    persona = nora(example)
    anna = person_named(example, "Anna")
    words = persona.quote.text if persona.quote else ""
    repeated = add_claim(example, persona.id, "pains", f"She says {words}", persona.quote.pieces)  # type: ignore[union-attr]
    kept = keep_version(example, persona.id)
    shown = "\n".join(text for text, _style in version_lines(ground_of(example, persona.id), kept.versions[0]))
    assert words in shown and "3 of 3" in shown
    consent = consent_of(example, anna)
    assert consent is not None
    withdraw_consent(example, consent.id, TODAY)
    ground = ground_of(example, persona.id)
    shown = "\n".join(text for text, _style in version_lines(ground, kept.versions[0]))
    assert words not in shown
    changes = {change.claim: change for change in changes_of(ground)}
    assert words not in shown_text(changes[repeated.id])


# --- what changed --------------------------------------------------------------------------------------------------


def test_a_further_talk_says_what_it_changed(example: Session) -> None:
    persona = finish(example, nora(example).id, today=TODAY)
    claim = next(claim for claim in persona.field("pains").claims)  # type: ignore[union-attr]
    grace = person_named(example, "Grace")
    change_persona(example, persona.id, people=[*persona.people, grace])
    keep_version(example, persona.id, "with Grace")
    record_consent(example, grace, SCOPES, given_on=TODAY)
    talk = plan_interview(example, [grace], "people-hour")
    with example.act("begin"):
        example.put(replace(talk, started_at=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    asked = Question(key=claim.evidence[0].about, text="Take me back")
    answer = set_notes(example, talk.id, asked, '"- my neck was stiff', at=5)
    ground = ground_of(example, persona.id)
    change = next(change for change in changes_of(ground) if change.claim == claim.id)
    assert (change.change, before_and_after(change)) == (Change.ASKED, "3 of 3 → 3 of 4")
    assert [(reason.cause, reason.how) for reason in change.reasons] == [(Cause.INTERVIEW, SaidHow.ASKED)]
    assert reason_words(change.reasons[0], ground.view) == (
        "Grace Murphy was asked in a talk, and did not say so (20 Nov 2026)"
    )
    found = example.interview(talk.id)
    assert found is not None
    attach(example, persona.id, claim.id, line_evidence(found, answer, answer.lines[0]))
    change = next(change for change in changes_of(ground_of(example, persona.id)) if change.claim == claim.id)
    assert (change.change, before_and_after(change)) == (Change.GAINED, "3 of 3 → 4 of 4")
    assert change.reasons[0].interview == talk.id
    [(changed, n)] = changes_by_interview(example, talk.id)
    assert changed.id == persona.id and n >= 1
    assert notice_after(example, talk.id).startswith("The talk with Grace Murphy changed ")
    keep_version(example, persona.id)
    assert notice_after(example, talk.id) == ""


def test_a_withdrawn_consent_turns_claims_and_is_said_to(example: Session) -> None:
    persona = keep_version(example, nora(example).id)
    consent = consent_of(example, person_named(example, "Anna"))
    assert consent is not None
    withdraw_consent(example, consent.id, TODAY)
    found = changes_of(ground_of(example, persona.id))
    assert {Change.TURNED, Change.LOST} <= {change.change for change in found}
    assert {reason.cause for change in found for reason in change.reasons} == {Cause.CONSENT}


def test_words_that_were_edited_and_a_value_that_changed_are_told_apart(example: Session) -> None:
    persona = keep_version(example, nora(example).id)
    anna = person_named(example, "Anna")
    talk = next(talk for talk in example.interviews_of({anna}))
    answer, line = next((a, line) for a in talk.answers for line in a.lines if "back hurt" in line.text)
    set_notes(example, talk.id, Question(key=answer.question, text=answer.asked_text), "something else", at=line.at)
    age = next(value for value in example.values() if value.person == anna and value.attribute == "age")
    later = replace(age, id="later", content=61.0, as_of=now() + timedelta(days=1))
    with example.act("older"):
        example.put(later)
    causes = {
        change.text: {reason.cause for reason in change.reasons}
        for change in changes_of(ground_of(example, persona.id))
    }
    assert causes["Hurts at the end of each working day"] == {Cause.WORDS}
    assert causes["Aged 46–52"] == {Cause.VALUE}


def test_sentences_that_came_and_went_are_listed_and_rewording_alone_changes_no_count(example: Session) -> None:
    persona = keep_version(example, nora(example).id)
    first, second = persona.field("pains").claims[:2]  # type: ignore[union-attr]
    add_claim(example, persona.id, "pains", "New here")
    remove_claim(example, persona.id, first.id)
    edit_claim(example, persona.id, second.id, "In other words")
    assert changes_in(example) == {"New here": Change.APPEARED, first.text: Change.WENT}


def test_who_joins_or_leaves_a_persona_is_why_its_counts_change(example: Session) -> None:
    persona = keep_version(example, nora(example).id)
    change_persona(example, persona.id, people=persona.people[1:])
    causes = {reason.cause for change in changes_of(ground_of(example, persona.id)) for reason in change.reasons}
    assert causes == {Cause.LEFT}


def test_a_removed_talk_is_no_error(example: Session) -> None:
    persona = keep_version(example, nora(example).id)
    for talk in example.interviews_of(set(persona.people)):
        remove_interview(example, talk.id)
    ground = ground_of(example, persona.id)
    assert changes_of(ground)
    assert all(reason_words(reason, ground.view) for change in changes_of(ground) for reason in change.reasons)


@pytest.mark.parametrize(
    ("text", "words", "does"),
    [
        ("My back hurt every evening", "my back hurt every single evening", True),
        ("It hurts", "my back hurt every single evening", False),
        ("Wobbles", "wobbles", True),
        ("Anything", "", False),
    ],
)
def test_a_sentence_repeats_a_line_when_four_words_follow_one_another(text: str, words: str, does: bool) -> None:
    assert repeats(text, words) is does


# --- what is behind a count ------------------------------------------------------------------------------------------


def test_every_count_opens_to_the_people_and_words_it_is_made_of(example: Session) -> None:
    ground = ground_of(example, nora(example).id)
    for found in evidence_of(ground):
        counting = [piece for piece in found.pieces if piece.counts and piece.whose is Whose.MEMBER]
        voices = {piece.person for piece in counting if not piece.is_against}
        against = {piece.person for piece in counting if piece.is_against}
        silent = {each.person for each in found.silent if each.whose is Whose.MEMBER}
        assert voices == set(found.standing.voices)
        assert against == set(found.standing.against)
        assert voices | against | silent == set(found.standing.known)
        assert len(found.not_asked) == len(found.standing.not_asked)
        for piece in found.pieces:
            if piece.kind is TargetKind.LINE:
                talk = example.interview(piece.interview)
                assert talk is not None and talk.line(piece.line) is not None
                assert piece.said_at == talk.started_at and piece.second


def test_sources_that_disagree_stand_beside_the_claim(example: Session) -> None:
    persona = nora(example)
    eva = person_named(example, "Eva")
    age = next(value for value in example.values() if value.person == eva and value.attribute == "age")
    with example.act("another source"):
        example.put(Value(person=eva, attribute="age", content=53.0, as_of=age.as_of - timedelta(days=9)))
    ground = ground_of(example, persona.id)
    claim = persona.field("demographics").claims[0]  # type: ignore[union-attr]
    [conflict] = list(conflicts_of(ground, claim))
    assert (conflict.name, conflict.counted, conflict.also) == ("Eva Lindqvist", "49 years", "53 years")
    assert spread_words(ground, claim) == "46–52 years, median 49"


def test_what_no_consent_covers_is_counted_as_lost_and_not_shown(example: Session) -> None:
    persona = nora(example)
    consent = consent_of(example, person_named(example, "Anna"))
    assert consent is not None
    withdraw_consent(example, consent.id, TODAY)
    ground = ground_of(example, persona.id)
    claim = persona.field("pains").claims[0]  # type: ignore[union-attr]
    lost = [piece for piece in evidence_of_claim(ground, claim, "pains").pieces if not piece.counts]
    assert [(piece.words, piece.why_not) for piece in lost] == [("", "no consent covers it")]


def test_an_act_on_the_persona_alone_reads_nothing_else_anew(example: Session) -> None:
    ground = ground_of(example, nora(example).id)
    add_claim(example, ground.persona.id, "pains", "New here")
    fresh = under_persona(example, ground)
    assert fresh.persona is nora(example) and fresh.context is ground.context
    change_persona(example, ground.persona.id, people=[person_named(example, "Bram")])
    assert under_persona(example, fresh).context is not ground.context


# --- whom the business does not want ------------------------------------------------------------------------------


def test_a_negative_persona_is_built_from_those_who_do_not_fit(session: Session) -> None:
    add_customer(session, "Anna")
    henk = add_customer(session, "Henk", fit=Fit.NO_FIT)
    assert new_persona(session, [henk.id]).kind is PersonaKind.NEGATIVE
    other = new_persona(session)
    assert set_kind(session, other.id, PersonaKind.NEGATIVE).people == [henk.id]
    session.undo()
    assert session.persona(other.id).people == []  # type: ignore[union-attr]
