"""What a study wants to find out, and what is proposed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.domain.errors import PlainError
from persona_tui.workflows.attributes import pick_attribute, set_value
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.purpose import proposed_attributes, state_purpose, turn_on_special
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return new_study(tmp_path / "study", business="Perch", purpose="which brands they admire")


def test_a_new_purpose_takes_the_place_of_a_proposal_that_nobody_changed(session: Session) -> None:
    assert "brands_admired" in session.study.picked
    fresh = state_purpose(session, "how comfortable they are with technology")
    assert "technology" in {attribute.key for attribute in fresh}
    assert "brands_admired" not in session.study.picked
    assert set(session.study.picked) == set(proposed_attributes(session.study))


def test_what_is_recorded_of_somebody_stays_picked(session: Session) -> None:
    anna = add_customer(session, "Anna")
    set_value(session, anna.id, "brands_admired", "Vitra")
    state_purpose(session, "how comfortable they are with technology")
    assert "brands_admired" in session.study.picked


def test_what_was_chosen_by_hand_stays_and_the_proposal_is_added(session: Session) -> None:
    pick_attribute(session, "culture")
    before = list(session.study.picked)
    state_purpose(session, "how comfortable they are with technology")
    assert session.study.picked[: len(before)] == before and "technology" in session.study.picked


def test_a_purpose_is_undone_with_what_it_picked(session: Session) -> None:
    before = session.study
    state_purpose(session, "how comfortable they are with technology")
    session.undo()
    assert (session.study.purpose, session.study.picked) == (before.purpose, before.picked)


def test_the_same_purpose_changes_nothing(session: Session) -> None:
    assert state_purpose(session, " which brands they admire ") == [] and session.can_undo == ""


def test_a_protected_attribute_is_turned_on_and_off_as_one_act(session: Session) -> None:
    with pytest.raises(PlainError):
        turn_on_special(session, "health", " ")
    assert session.study.special_purposes == {} and session.can_undo == ""
    turn_on_special(session, "health", "desks for a bad back")
    assert "health" in session.study.picked
    session.undo()
    assert "health" not in session.study.picked and session.study.special_purposes == {}
