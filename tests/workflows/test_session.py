"""Acts, and taking them back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.domain.channels import Channel
from persona_tui.domain.consent import Scope
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.questions import Question
from persona_tui.storage.errors import StudyReadOnlyError
from persona_tui.workflows import attributes, channels, consents, customers, interviews, personas
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study, open_study

WHY = Question(key="why", text="Why did you start to look?", field="motivators")


def content(session: Session) -> dict[str, object]:
    """Everything a study holds, without what saving counts."""
    view = session.view()
    records = [view.study, *view.people, *view.values, *view.consents, *view.channel_uses, *view.channel_readings]
    records += [*view.personas, *session.interviews_of()]
    found = {}
    for record in records:
        document = msgspec.to_builtins(record)
        document.pop("rev")
        document.pop("updated")
        found[record.id] = document
    return found


def test_an_act_is_taken_back_and_done_again_at_once(session: Session) -> None:
    with session.act("two people"):
        session.put(Person(name="Anna", order=1.0))
        session.put(Person(name="Bram", order=2.0))
    assert session.can_undo == "two people"
    assert session.undo() == "two people"
    assert session.people() == []
    assert session.can_redo == "two people"
    assert session.redo() == "two people"
    assert [person.name for person in session.people()] == ["Anna", "Bram"]


def test_undoing_with_nothing_done_says_nothing(session: Session) -> None:
    assert (session.undo(), session.redo(), session.can_undo, session.can_redo) == ("", "", "", "")


def test_an_act_that_changes_nothing_cannot_be_undone(session: Session) -> None:
    with session.act("nothing"):
        pass
    assert session.can_undo == ""


def test_an_act_within_an_act_belongs_to_the_outer_one(session: Session) -> None:
    with session.act("outer"):
        customers.add_customer(session, "Anna")
        customers.add_customer(session, "Bram")
    assert session.undo() == "outer"
    assert session.people() == []


def test_nothing_stays_of_an_act_that_goes_wrong(session: Session) -> None:
    anna = customers.add_customer(session, "Anna")
    before = content(session)
    with pytest.raises(RuntimeError), session.act("halfway"):
        session.put(Person(name="Bram"))
        session.remove(anna)
        raise RuntimeError
    assert content(session) == before
    assert session.can_undo == "Add Anna"


def test_acts_with_one_merge_key_are_taken_back_together(session: Session) -> None:
    anna = customers.add_customer(session, "Anna")
    for name in ("Anna S", "Anna Sm", "Anna Smit"):
        with session.act("typing", merge="name"):
            session.put(msgspec.structs.replace(session.people()[0], name=name))
    assert session.undo() == "typing"
    assert session.people()[0].name == "Anna"
    assert session.redo() == "typing"
    assert session.people()[0].name == "Anna Smit"
    assert anna.name == "Anna"


def test_typing_after_an_undo_is_an_act_of_its_own(session: Session) -> None:
    person = customers.add_customer(session, "Anna")

    def call(name: str) -> None:
        with session.act("typing", merge="name"):
            session.put(msgspec.structs.replace(session.person(person.id) or person, name=name))

    call("Anna S")
    session.undo()
    session.redo()
    call("Anna Smit")
    session.undo()
    assert session.people()[0].name == "Anna S"


def test_another_merge_key_begins_another_act(session: Session) -> None:
    person = customers.add_customer(session, "Anna")
    for key in ("a", "b"):
        with session.act(key, merge=key):
            session.put(msgspec.structs.replace(session.person(person.id) or person, name=key))
    session.undo()
    assert session.people()[0].name == "a"


def test_doing_something_new_forgets_what_was_undone(session: Session) -> None:
    customers.add_customer(session, "Anna")
    session.undo()
    customers.add_customer(session, "Bram")
    assert session.can_redo == ""


def test_listeners_hear_of_acts_undos_and_redos(session: Session) -> None:
    heard: list[int] = []
    session.listen(lambda: heard.append(len(session.people())))
    customers.add_customer(session, "Anna")
    session.undo()
    session.redo()
    assert heard == [1, 0, 1]


def test_a_study_that_may_only_be_read_refuses_acts_and_stays_as_it_was(tmp_path: Path) -> None:
    with_anna = new_study(tmp_path / "study", business="Shop")
    customers.add_customer(with_anna, "Anna")
    with_anna.close()
    reader = open_study(tmp_path / "study", write=False)
    with pytest.raises(StudyReadOnlyError):
        customers.add_customer(reader, "Bram")
    assert [person.name for person in reader.people()] == ["Anna"]
    reader.close()


ACTS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3), st.text(max_size=8)), max_size=14)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_brings_every_record_back_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, int, str]]
) -> None:
    session = new_study(tmp_path_factory.mktemp("undo") / "study", business="Shop")
    try:
        for name in ("Anna", "Bram", "Carl"):
            customers.add_customer(session, name)
        session._done.clear()
        states = [content(session)]
        for what, which, words in acts:
            done = len(session._done)
            _do(session, what, which, words)
            if len(session._done) > done:
                states.append(content(session))
            else:
                states[-1] = content(session)
        while session.can_undo:
            assert content(session) == states.pop()
            session.undo()
        assert content(session) == states.pop()
        assert states == []
    finally:
        session.close()


def _do(session: Session, what: int, which: int, words: str) -> None:
    """One of a dozen acts on one of the records that are there."""
    people = session.people()
    if not people:
        return
    person = people[which % len(people)]
    talks = session.interviews_of()
    built = session.personas()
    match what:
        case 0:
            customers.add_customer(session, f"x{words}")
        case 1:
            customers.change_customer(session, person.id, fit=Fit.OTHER, note=words)
        case 2:
            customers.move_customer(session, person.id, which - 1)
        case 3:
            attributes.set_value(session, person.id, "age", float(which))
        case 4:
            consents.record_consent(session, person.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 2))
        case 5:
            interviews.plan_interview(session, [person.id], "people-hour")
        case 6 if talks:
            interviews.set_notes(session, talks[which % len(talks)].id, WHY, f'"- {words}\n{words}', at=which)
        case 7:
            personas.new_persona(session, [person.id])
        case 8 if built:
            personas.add_claim(session, built[which % len(built)].id, "pains", f"x{words}")
        case 9:
            channels.set_channel_use(session, person.id, Channel.EMAIL, which, words)
        case 10:
            customers.remove_customer(session, person.id)
        case 11 if talks:
            interviews.remove_interview(session, talks[which % len(talks)].id)
