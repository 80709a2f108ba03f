from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.people import Fit, Person, Reason, Relation
from persona_tui.domain.personas import Quote
from persona_tui.domain.questions import Question
from persona_tui.domain.records import replace
from persona_tui.workflows import attributes, channels, consents, interviews, personas
from persona_tui.workflows.customers import (
    add_customer,
    change_customer,
    find_person,
    move_customer,
    others_below,
    remove_customer,
    same_name,
)
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

WHY = Question(key="why", text="Why?")


def names(session: Session) -> list[str]:
    return [person.name for person in session.people()]


def test_customers_stand_in_the_order_they_were_added(session: Session) -> None:
    for name in ("Carl", "Anna", "Bram"):
        add_customer(session, name)
    assert names(session) == ["Carl", "Anna", "Bram"]


def test_the_top_of_a_long_list_is_kept_by_marking_all_below_it_as_other(session: Session) -> None:
    people = [add_customer(session, f"No {number}", fit=Fit.BEST) for number in range(12)]
    change_customer(session, people[11].id, fit=Fit.NO_FIT)
    assert others_below(session, people[9].id) == 1
    assert [person.fit for person in session.people()] == [*[Fit.BEST] * 10, Fit.OTHER, Fit.NO_FIT]
    assert others_below(session, people[9].id) == 0
    session.undo()
    assert session.people()[10].fit is Fit.BEST


def test_a_customer_keeps_what_was_said_of_them(session: Session) -> None:
    person = add_customer(
        session,
        " Anna\tSmit ",
        relation=Relation.PROSPECT,
        fit=Fit.OTHER,
        reasons=[Reason.LONGEST, Reason.LONGEST, Reason.REFERRED],
        reason_note="ten years\n",
    )
    assert session.person(person.id) == person
    assert person.name == "Anna Smit"
    assert person.reasons == [Reason.LONGEST, Reason.REFERRED]
    assert person.reason_note == "ten years"
    assert not person.imagined


@pytest.mark.parametrize("name", ["[/red]", "{{x}}", "👩‍👩‍👧 José", "אבי", "a" * 5000])
def test_any_name_is_kept_as_it_was_written(session: Session, name: str) -> None:
    assert add_customer(session, name).name == name
    session.undo()
    session.redo()
    assert names(session) == [name]


def test_a_customer_without_a_name_is_refused(session: Session) -> None:
    with pytest.raises(PlainError):
        add_customer(session, " \n ")
    assert session.can_undo == ""


def test_a_start_ups_customers_are_imagined_unless_said_otherwise(tmp_path: Path) -> None:
    session = new_study(tmp_path / "s", business="Idea", start_up=True)
    assert add_customer(session, "Anna").imagined
    assert not add_customer(session, "Bram", imagined=False).imagined
    session.close()


def test_changing_a_customer_makes_a_new_record_and_leaves_the_old_one(session: Session) -> None:
    before = add_customer(session, "Anna")
    after = change_customer(session, before.id, name="Anne", fit=Fit.NO_FIT, note="calls on Mondays \n")
    assert (before.name, before.fit) == ("Anna", Fit.BEST)
    assert (after.name, after.fit, after.note) == ("Anne", Fit.NO_FIT, "calls on Mondays")


def test_changing_nothing_of_a_customer_is_no_act(session: Session) -> None:
    anna = add_customer(session, "Anna")
    session.undo()
    session.redo()
    assert change_customer(session, anna.id, name="Anna ").name == "Anna"
    assert session.can_undo == "Add Anna"


def test_what_is_not_a_customers_to_change_is_refused(session: Session) -> None:
    anna = add_customer(session, "Anna")
    with pytest.raises(TypeError):
        change_customer(session, anna.id, source_key="7")
    with pytest.raises(PlainError):
        change_customer(session, "gone", name="x")
    with pytest.raises(PlainError):
        change_customer(session, anna.id, name="  ")


@pytest.mark.parametrize(
    ("who", "by", "wanted"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 5, "ABC"), (0, 9, "BCA"), (2, -9, "CAB")],
)
def test_a_customer_moves_up_and_down_and_stops_at_the_ends(session: Session, who: int, by: int, wanted: str) -> None:
    people = [add_customer(session, name) for name in "ABC"]
    move_customer(session, people[who].id, by)
    assert "".join(names(session)) == wanted


def test_a_customer_can_be_moved_where_an_import_gave_all_the_same_place(session: Session) -> None:
    with session.act("import"):
        session.put_all([Person(id=f"{n}" * 16, name=name, order=0.0) for n, name in enumerate("ABC")])
    move_customer(session, "2" * 16, -1)
    assert "".join(names(session)) == "ACB"


def test_names_that_are_there_already_are_found_whatever_their_capitals(session: Session) -> None:
    anna = add_customer(session, "Anna Smit")
    assert same_name(session, "anna smit ") == [anna]
    assert same_name(session, "Anna") == []
    assert add_customer(session, "Anna Smit").id != anna.id


def test_somebody_is_found_by_id_by_name_and_by_how_the_name_begins(session: Session) -> None:
    anna = add_customer(session, "Anna Smit")
    bram = add_customer(session, "Bram")
    assert find_person(session, anna.id) == anna
    assert find_person(session, "ANNA SMIT") == anna
    assert find_person(session, "anna") == anna
    assert find_person(session, "Bram") == bram


def test_who_is_not_found_is_answered_with_the_closest_names(session: Session) -> None:
    for name in ("Anna Smit", "Bram", "Carl"):
        add_customer(session, name)
    with pytest.raises(PlainError, match="Bram"):
        find_person(session, "Bran")
    with pytest.raises(PlainError, match="Anna Smit"):
        find_person(session, "")


def test_several_of_one_name_are_told_apart_by_their_ids(session: Session) -> None:
    one, two = add_customer(session, "Anna"), add_customer(session, "Anna")
    with pytest.raises(PlainError) as refusal:
        find_person(session, "anna")
    assert one.id in str(refusal.value) and two.id in str(refusal.value)


def test_nobody_is_found_in_an_empty_study(session: Session) -> None:
    with pytest.raises(PlainError):
        find_person(session, "Anna")


def test_removing_a_customer_takes_all_that_is_theirs_in_one_act(session: Session) -> None:
    anna, bram = add_customer(session, "Anna"), add_customer(session, "Bram")
    for person in (anna, bram):
        attributes.set_value(session, person.id, "age", 34.0)
        channels.set_channel_use(session, person.id, "email")
        consents.record_consent(session, person.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 2))
    alone = interviews.plan_interview(session, [anna.id], "people-hour")
    both = interviews.plan_interview(session, [anna.id, bram.id], "people-hour")
    said = interviews.set_notes(session, both.id, WHY, '"it wobbled\n"it was cheap', at=1)
    spoken = [replace(said.lines[0], speaker=anna.id), replace(said.lines[1], speaker=bram.id)]
    with session.act("speakers"):
        session.put(replace(session.interview(both.id) or both, answers=[replace(said, lines=spoken)]))
    of_anna, of_bram = (
        Evidence(person=person.id, kind=TargetKind.LINE, target=line.id, container=both.id, exact=line.text)
        for person, line in zip((anna, bram), spoken, strict=True)
    )
    persona = personas.new_persona(session, [anna.id, bram.id])
    claim = personas.add_claim(session, persona.id, "pains", "Wobbles", [of_anna, of_bram])
    personas.attach(session, persona.id, claim.id, replace(of_anna, exact="it"), against=True)
    personas.set_quote(session, persona.id, [of_anna, of_bram])
    folder = session.folder

    remove_customer(session, anna.id)

    assert session.people() == [bram]
    assert {value.person for value in folder.all(Value)} == {bram.id}
    assert {use.person for use in folder.all(ChannelUse)} == {bram.id}
    assert {consent.person for consent in folder.all(Consent)} == {bram.id}
    assert session.interview(alone.id) is None
    left = session.interview(both.id)
    assert left is not None
    assert left.people == [bram.id]
    assert left.consent == folder.all(Consent)[0].id
    assert [line.text for line in left.answers[0].lines] == ["it was cheap"]
    built = session.personas()[0]
    assert built.people == [bram.id]
    field = built.field("pains")
    assert field is not None
    assert (field.claims[0].evidence, field.claims[0].against) == ([of_bram], [])
    assert built.quote == Quote(pieces=[of_bram])

    assert session.undo() == "Remove Anna"
    assert session.person(anna.id) is not None
    assert session.interview(alone.id) is not None
    assert session.personas()[0].quote == Quote(pieces=[of_anna, of_bram])


def test_a_removed_customers_files_leave_the_disk(session: Session) -> None:
    anna = add_customer(session, "Anna")
    talk = interviews.plan_interview(session, [anna.id], "people-hour")
    session.folder.flush()
    file = session.path / "interviews" / f"{talk.id}.json"
    assert file.exists()
    remove_customer(session, anna.id)
    session.folder.flush()
    assert not file.exists()
    session.undo()
    session.folder.flush()
    assert file.exists()
