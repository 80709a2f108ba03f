"""Who belongs together: looking, keeping a group for a reason, and building a persona from it."""

from __future__ import annotations

import pytest

from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.personas import PersonaKind
from persona_tui.domain.records import Record, replace
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.voices import line_evidence
from persona_tui.workflows.patterns import (
    change_reason,
    confirm_follows,
    drop_pattern,
    keep_pattern,
    mapping_of,
    patterns_of,
    people_to_compare,
    persona_from_pattern,
    say_apart,
)
from persona_tui.workflows.personas import remove_persona
from persona_tui.workflows.session import Session
from tests.insights.study_drafts import DAY

NAMES = ("anna", "bram", "carl", "dora")


@pytest.fixture
def shop(session: Session) -> Session:
    """Four customers on three lines; the first two lines say the same."""
    slots = {"anna": (1, 1, 2), "bram": (2, 3, 12), "carl": (11, 11, 1), "dora": (13, 13, 13)}
    records: list[Record] = [Person(id=name, name=name.title(), order=n) for n, name in enumerate(NAMES)]
    records += [Variable(id=f"v{n}", low=f"low {n}", high=f"high {n}", order=n) for n in range(3)]
    records += [
        Placement(person=name, variable=f"v{n}", slot=slot) for name in NAMES for n, slot in enumerate(slots[name])
    ]
    with session.act("A study"):
        for record in records:
            session.put(record)
    return session


def test_a_group_becomes_a_pattern_with_a_reason(shop: Session) -> None:
    kept = keep_pattern(shop, ["anna", "bram"], ["v0"], " because they count every cent ")
    assert shop.view().patterns == [kept]
    assert (kept.people, kept.variables, kept.reason) == (["anna", "bram"], ["v0"], "because they count every cent")


def test_without_a_reason_it_stays_a_candidate(shop: Session) -> None:
    with pytest.raises(PlainError, match="because"):
        keep_pattern(shop, ["anna", "bram"], ["v0"], "  ")
    assert shop.view().patterns == []


def test_one_customer_is_no_group(shop: Session) -> None:
    with pytest.raises(PlainError, match="two customers"):
        keep_pattern(shop, ["anna", "anna"], ["v0"], "because")


def test_keeping_and_dropping_a_group_can_be_undone(shop: Session) -> None:
    kept = keep_pattern(shop, ["anna", "bram"], ["v0"], "because")
    drop_pattern(shop, kept.id)
    assert shop.view().patterns == []
    shop.undo()
    assert [pattern.id for pattern in shop.view().patterns] == [kept.id]
    shop.undo()
    assert shop.view().patterns == []


def test_a_reason_can_be_put_in_other_words_and_not_taken_away(shop: Session) -> None:
    kept = keep_pattern(shop, ["anna", "bram"], ["v0"], "because")
    assert change_reason(shop, kept.id, "because they rent").reason == "because they rent"
    with pytest.raises(PlainError):
        change_reason(shop, kept.id, "")


def test_a_persona_is_built_from_a_group_with_its_reason(shop: Session) -> None:
    kept = keep_pattern(shop, ["anna", "bram"], ["v0"], "because they rent")
    persona = persona_from_pattern(shop, kept.id)
    assert (persona.people, persona.reason, persona.pattern) == (["anna", "bram"], "because they rent", kept.id)
    assert persona.kind is PersonaKind.PRIMARY
    shop.undo()
    assert shop.personas() == []


def test_a_group_of_those_who_do_not_fit_makes_a_negative_persona(shop: Session) -> None:
    with shop.act("Do not fit"):
        for name in ("anna", "bram"):
            person = shop.person(name)
            assert person is not None
            shop.put(replace(person, fit=Fit.NO_FIT))
    kept = keep_pattern(shop, ["anna", "bram"], ["v0"], "because they only look")
    persona = persona_from_pattern(shop, kept.id)
    assert persona.kind is PersonaKind.NEGATIVE
    remove_persona(shop, persona.id)
    assert patterns_of(shop, negative=True, shuffles=20).patterns.people == ("anna", "bram")
    assert patterns_of(shop, shuffles=20).patterns.people == ("carl", "dora")


def test_a_group_that_is_gone_is_said_to_be_gone(shop: Session) -> None:
    with pytest.raises(PlainError, match="no longer"):
        persona_from_pattern(shop, Pattern().id)


def test_what_follows_counts_once_when_confirmed_and_twice_when_said_to_be_apart(shop: Session) -> None:
    assert [unit.others for unit in patterns_of(shop, shuffles=5).patterns.units] == [(), (), ()]
    confirm_follows(shop, "v1", "v0")
    assert [unit.others for unit in patterns_of(shop, shuffles=5).patterns.units] == [("v1",), ()]
    say_apart(shop, "v1", "v0")
    stored = shop.folder.get(Variable, "v1")
    assert stored is not None
    assert (stored.counts_with, stored.apart) == ("", ["v0"])
    assert len(patterns_of(shop, shuffles=5).patterns.units) == 3
    confirm_follows(shop, "v0", "v1")
    freed = shop.folder.get(Variable, "v1")
    assert freed is not None
    assert freed.apart == []


def test_a_chain_of_confirmations_ends_at_one_thing_and_makes_no_ring(shop: Session) -> None:
    confirm_follows(shop, "v1", "v0")
    assert confirm_follows(shop, "v2", "v1").counts_with == "v0"
    with pytest.raises(PlainError, match="already"):
        confirm_follows(shop, "v0", "v2")


def test_an_answer_to_what_counts_once_can_be_undone(shop: Session) -> None:
    confirm_follows(shop, "v1", "v0")
    shop.undo()
    stored = shop.folder.get(Variable, "v1")
    assert stored is not None
    assert stored.counts_with == ""


def test_employees_are_not_compared_and_the_imagined_only_while_nobody_is_real(shop: Session) -> None:
    with shop.act("More people"):
        shop.put(Person(id="emma", name="Emma", relation=Relation.EMPLOYEE))
        shop.put(Person(id="max", name="Max", imagined=True))
    assert people_to_compare(shop.view()) == list(NAMES)
    with shop.act("Nobody real"):
        for name in (*NAMES, "emma"):
            person = shop.person(name)
            assert person is not None
            shop.remove(person)
    assert people_to_compare(shop.view()) == ["max"]


def test_a_placement_falls_away_with_the_words_it_rests_on(shop: Session) -> None:
    line = Line(text="I asked my neighbour first")
    answer = Answer(question="who", lines=[line])
    agreed = Consent(person="anna", scopes=[Scope.NOTES], given_on=DAY)
    interview = Interview(people=["anna"], consent=agreed.id, answers=[answer])
    with shop.act("A talk"):
        shop.put(agreed)
        shop.put(interview)
        shop.put(Variable(id="v3", low="alone", high="asks", order=3))
        shop.put(Placement(person="anna", variable="v3", slot=12, evidence=[line_evidence(interview, answer, line)]))
    assert "anna" in mapping_of(shop)[3].places
    with shop.act("Other words"):
        shop.put(replace(interview, answers=[replace(answer, lines=[replace(line, text="Nobody.")])]))
    assert "anna" not in mapping_of(shop)[3].places


def test_looking_changes_nothing(shop: Session) -> None:
    before = shop.last_act
    patterns_of(shop, shuffles=5)
    assert shop.last_act is before


def test_an_empty_study_has_nothing_to_compare(session: Session) -> None:
    found = patterns_of(session, shuffles=5)
    assert (found.mapped, found.patterns.candidates, found.from_attributes) == ([], (), True)
