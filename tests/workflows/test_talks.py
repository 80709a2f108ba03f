"""What surrounds a talk: who is still to agree, its bank, and the text that asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Interview
from persona_tui.workflows.consents import record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study
from persona_tui.workflows.talks import asking_text, bank_of, minutes_to_ask_for, save_asking_text, still_to_agree


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return new_study(tmp_path / "shop", business="Perch {x}")


def test_each_one_on_a_call_is_to_agree_and_a_withdrawn_consent_is_none(session: Session) -> None:
    anna, bram = add_customer(session, "Anna"), add_customer(session, "Bram")
    guess = add_customer(session, "Guess", imagined=True)
    talk = plan_interview(session, [anna.id, bram.id, guess.id], "people-hour")
    consent = record_consent(session, anna.id, [Scope.NOTES], given_on=date(2026, 11, 1))
    assert [person.name for person in still_to_agree(session, talk)] == ["Bram"]
    withdraw_consent(session, consent.id, date(2026, 11, 2))
    assert [person.name for person in still_to_agree(session, talk)] == ["Anna", "Bram"]


def test_a_bank_that_is_gone_leaves_a_talk_that_can_be_opened() -> None:
    bank, problem = bank_of(Interview(bank="gone"))
    assert bank.questions == () and "no question bank" in problem
    assert bank_of(Interview())[1] == ""


def test_the_asking_text_says_who_asks_whom_for_how_long(session: Session) -> None:
    anna = add_customer(session, "Anna {minutes}")
    talk = plan_interview(session, [anna.id], "people-quarter")
    text = asking_text(session, anna.id, interviewer=" Eva ", minutes=minutes_to_ask_for(talk))
    assert text.startswith("Hello Anna {minutes},\n") and "about 13 minutes" in text
    assert text.endswith("Kind regards,\nEva\nPerch {x}\n")
    assert minutes_to_ask_for(None) == 45
    assert "regards,\nPerch {x}\n" in asking_text(session, anna.id)


def test_the_asking_text_overwrites_no_file(session: Session) -> None:
    anna = add_customer(session, "Anna / Bé")
    first, second = save_asking_text(session, anna.id, "one"), save_asking_text(session, anna.id, "two")
    assert first != second and first.read_text(encoding="utf-8") == "one"
    assert first.parent == session.path / "exports"
