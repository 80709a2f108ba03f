from __future__ import annotations

from datetime import UTC, datetime

import pytest

from persona_tui.domain.attributes import Care, Group, Kind, Known, SourceKind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.insights.coverage import by_cell, current
from persona_tui.workflows.attributes import (
    add_own_attribute,
    allow_special,
    clear_value,
    disallow_special,
    move_attribute,
    offered_attributes,
    pick_attribute,
    pick_proposed,
    remove_own_attribute,
    set_value,
    settle,
    unpick_attribute,
    values_of_cell,
)
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna").id


def counting(session: Session, person: str, key: str) -> object:
    value = current(by_cell(session.folder.all(Value)).get((person, key), ()))
    return value.content if value else None


def test_picking_and_leaving_out_keeps_the_order_and_what_is_known(session: Session, anna: str) -> None:
    set_value(session, anna, "age", "34")
    unpick_attribute(session, "age")
    assert "age" not in session.study.picked
    pick_attribute(session, "age")
    assert session.study.picked[-1] == "age"
    assert counting(session, anna, "age") == 34.0


def test_picking_twice_is_picking_once(session: Session) -> None:
    before = session.study.picked
    pick_attribute(session, before[0])
    assert session.study.picked == before
    with pytest.raises(PlainError):
        pick_attribute(session, "shoe size of the dog")


def test_a_picked_attribute_moves(session: Session) -> None:
    first, second, *rest = session.study.picked
    move_attribute(session, first, 1)
    assert session.study.picked == [second, first, *rest]
    move_attribute(session, first, -9)
    assert session.study.picked == [first, second, *rest]
    with pytest.raises(PlainError):
        move_attribute(session, "not picked", 1)


def test_a_special_attribute_is_off_until_it_has_a_purpose(session: Session, anna: str) -> None:
    special = next(attribute for attribute in session.catalogue() if attribute.care is Care.SPECIAL)
    for act in (lambda: pick_attribute(session, special.key), lambda: set_value(session, anna, special.key, "x")):
        with pytest.raises(PlainError):
            act()
    with pytest.raises(PlainError):
        allow_special(session, special.key, "  ")
    allow_special(session, special.key, "we cook for feasts")
    pick_attribute(session, special.key)
    assert session.study.special_purposes == {special.key: "we cook for feasts"}
    assert special.key in session.study.picked
    disallow_special(session, special.key)
    assert special.key not in session.study.picked
    assert session.study.special_purposes == {}


def test_firmographics_are_offered_when_businesses_buy(session: Session) -> None:
    assert all(attribute.group is not Group.FIRMOGRAPHIC for attribute in offered_attributes(session))
    change_study(session, sells_to="both")
    assert any(attribute.group is Group.FIRMOGRAPHIC for attribute in offered_attributes(session))


def test_what_is_proposed_is_picked_beside_what_was(session: Session) -> None:
    wanted = set(session.study.picked)
    for key in session.study.picked:
        unpick_attribute(session, key)
    pick_attribute(session, "technology")
    pick_proposed(session)
    assert set(session.study.picked) == wanted | {"technology"}
    assert session.study.picked[0] == "technology"


def test_an_own_attribute_is_picked_and_can_be_filled(session: Session, anna: str) -> None:
    own = add_own_attribute(session, " Desk height ", Kind.ONE_OF, ["Low", "High", "Low"])
    assert (own.label, own.group, [option.label for option in own.options]) == (
        "Desk height",
        Group.OWN,
        ["Low", "High"],
    )
    assert session.picked()[-1] == own
    assert set_value(session, anna, own.key, "high").content == own.options[1].key
    remove_own_attribute(session, own.key)
    assert session.attribute(own.key) is None
    assert session.folder.all(Value) == []
    session.undo()
    assert session.attribute(own.key) == own
    assert len(session.folder.all(Value)) == 1


@pytest.mark.parametrize(
    ("label", "kind", "options"), [("", Kind.TEXT, []), ("Age", Kind.TEXT, []), ("Size", Kind.ONE_OF, ["Big"])]
)
def test_an_own_attribute_needs_a_new_name_and_two_answers(
    session: Session, label: str, kind: Kind, options: list[str]
) -> None:
    with pytest.raises(PlainError):
        add_own_attribute(session, label, kind, options)


def test_only_own_attributes_can_be_removed(session: Session) -> None:
    with pytest.raises(PlainError):
        remove_own_attribute(session, "age")


def test_typing_replaces_what_was_typed_and_leaves_other_sources(session: Session, anna: str) -> None:
    imported = set_value(session, anna, "age", "40", source_kind=SourceKind.IMPORTED, source="list.csv")
    typed = set_value(session, anna, "age", "34")
    again = set_value(session, anna, "age", "35")
    assert again.id == typed.id
    assert [value.content for value in values_of_cell(session, anna, "age")] == [40.0, 35.0]
    assert session.folder.get(Value, imported.id) == imported
    assert counting(session, anna, "age") == 35.0


def test_what_is_recorded_last_counts_even_within_one_second(session: Session, anna: str) -> None:
    for number in range(20):
        set_value(session, anna, "age", float(number), source_kind=SourceKind.IMPORTED, source=f"{number % 3}.csv")
        assert counting(session, anna, "age") == float(number)


def test_a_value_recorded_in_the_future_does_not_hide_what_is_typed_now(session: Session, anna: str) -> None:
    late = set_value(session, anna, "age", 40.0, source_kind=SourceKind.IMPORTED, source="x")
    with session.act("wrong clock"):
        session.put(replace(late, as_of=datetime(2199, 1, 1, tzinfo=UTC)))
    set_value(session, anna, "age", "34")
    assert counting(session, anna, "age") == 34.0


def test_typing_the_same_again_is_no_act(session: Session, anna: str) -> None:
    set_value(session, anna, "age", "34")
    session.undo()
    session.redo()
    before = session.folder.all(Value)
    set_value(session, anna, "age", " 34 ")
    assert session.folder.all(Value) == before


@pytest.mark.parametrize("known", [Known.UNKNOWN, Known.NOT_SAID])
def test_not_knowing_and_not_saying_are_values(session: Session, anna: str, known: Known) -> None:
    value = set_value(session, anna, "age", None, known)
    assert (value.content, value.known) == (None, known)


def test_what_does_not_fit_is_refused_and_nothing_changes(session: Session, anna: str) -> None:
    set_value(session, anna, "age", "34")
    for wrong in ("old", "", None):
        with pytest.raises(PlainError):
            set_value(session, anna, "age", wrong)
    with pytest.raises(PlainError, match="Town or suburb"):
        set_value(session, anna, "town_or_country", "on the moon")
    assert counting(session, anna, "age") == 34.0


def test_clearing_a_cell_empties_it_and_loses_no_other_source(session: Session, anna: str) -> None:
    imported = set_value(session, anna, "age", "40", source_kind=SourceKind.IMPORTED, source="list.csv")
    set_value(session, anna, "age", "34")
    clear_value(session, anna, "age")
    assert counting(session, anna, "age") is None
    assert [value.id for value in values_of_cell(session, anna, "age")] == [imported.id]
    session.undo()
    assert counting(session, anna, "age") == 34.0
    clear_value(session, anna, "hobbies")
    assert session.can_undo != "Clear Hobbies of Anna"


def test_settling_lets_one_value_count_and_can_be_settled_otherwise(session: Session, anna: str) -> None:
    imported = set_value(session, anna, "age", "40", source_kind=SourceKind.IMPORTED, source="list.csv")
    typed = set_value(session, anna, "age", "34")
    settle(session, imported.id)
    assert counting(session, anna, "age") == 40.0
    settle(session, typed.id)
    assert counting(session, anna, "age") == 34.0
    assert [value.set_aside for value in values_of_cell(session, anna, "age")] == [True, False]
    with pytest.raises(PlainError):
        settle(session, "gone")
