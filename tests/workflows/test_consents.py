from __future__ import annotations

from datetime import date, timedelta

import pytest

from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.workflows.consents import consent_of, record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview
from persona_tui.workflows.session import Session

DAY = date(2026, 11, 2)


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna").id


def consent_behind(session: Session, interview_id: str) -> str:
    interview = session.interview(interview_id)
    assert interview is not None
    return interview.consent


def test_a_consent_keeps_what_was_agreed_and_after_which_words(session: Session, anna: str) -> None:
    consent = record_consent(
        session,
        anna,
        [Scope.QUOTES, Scope.NOTES],
        wording="May I note\r\nwhat you say?",
        language="nl",
        how=" on the phone ",
        given_on=DAY,
        recorded_by="Mila",
    )
    assert consent.scopes == [Scope.NOTES, Scope.QUOTES]
    assert consent.wording == "May I note\nwhat you say?"
    assert (consent.how, consent.language, consent.given_on, consent.recorded_by) == ("on the phone", "nl", DAY, "Mila")
    assert consent_of(session, anna) == consent


def test_a_consent_without_notes_or_from_tomorrow_is_refused(session: Session, anna: str) -> None:
    with pytest.raises(PlainError, match="Anna"):
        record_consent(session, anna, [Scope.QUOTES], given_on=DAY)
    with pytest.raises(PlainError):
        record_consent(session, anna, [Scope.NOTES], given_on=date.today() + timedelta(days=1))


def test_recording_a_consent_covers_the_talks_that_had_none(session: Session, anna: str) -> None:
    bram = add_customer(session, "Bram").id
    talk, other = plan_interview(session, [anna], "people-hour"), plan_interview(session, [bram], "people-hour")
    consent = record_consent(session, anna, [Scope.NOTES], given_on=DAY)
    assert consent_behind(session, talk.id) == consent.id
    assert consent_behind(session, other.id) == ""
    session.undo()
    assert consent_behind(session, talk.id) == ""
    assert consent_of(session, anna) is None


def test_a_newer_consent_takes_the_place_of_an_older_or_withdrawn_one(session: Session, anna: str) -> None:
    talk = plan_interview(session, [anna], "people-hour")
    first = record_consent(session, anna, [Scope.NOTES], given_on=DAY)
    second = record_consent(session, anna, [Scope.NOTES, Scope.QUOTES], given_on=DAY + timedelta(days=2))
    assert consent_behind(session, talk.id) == second.id
    withdraw_consent(session, second.id, DAY + timedelta(days=3))
    assert consent_behind(session, talk.id) == second.id
    third = record_consent(session, anna, [Scope.NOTES], given_on=DAY + timedelta(days=4))
    assert consent_behind(session, talk.id) == third.id
    assert first.withdrawn_on is None


def test_an_older_consent_recorded_late_does_not_replace_a_newer_one(session: Session, anna: str) -> None:
    talk = plan_interview(session, [anna], "people-hour")
    newer = record_consent(session, anna, [Scope.NOTES], given_on=DAY)
    record_consent(session, anna, [Scope.NOTES, Scope.QUOTES], given_on=DAY - timedelta(days=30))
    assert consent_behind(session, talk.id) == newer.id
    assert consent_of(session, anna) == newer


def test_somebody_elses_standing_consent_stays_under_a_talk_of_two(session: Session, anna: str) -> None:
    bram = add_customer(session, "Bram").id
    of_anna = record_consent(session, anna, [Scope.NOTES], given_on=DAY)
    talk = plan_interview(session, [anna, bram], "people-hour")
    record_consent(session, bram, [Scope.NOTES], given_on=DAY)
    assert consent_behind(session, talk.id) == of_anna.id


def test_a_new_talk_rests_on_the_consent_that_stands_and_not_on_a_withdrawn_one(session: Session, anna: str) -> None:
    consent = record_consent(session, anna, [Scope.NOTES], given_on=DAY)
    assert plan_interview(session, [anna], "people-hour").consent == consent.id
    withdraw_consent(session, consent.id, DAY)
    assert plan_interview(session, [anna], "people-hour").consent == ""
    with pytest.raises(PlainError):
        withdraw_consent(session, "gone", DAY)
