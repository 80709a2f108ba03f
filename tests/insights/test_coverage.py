"""What is known of whom, and where sources disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from persona_tui.domain.attributes import Attribute, Content, Known, Value
from persona_tui.domain.people import Person
from persona_tui.insights.coverage import Cell, by_cell, cell_state, coverage, current, disagrees, share_known

By = Callable[[str], Attribute]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def value(content: Content, known: Known = Known.KNOWN, day: int = 0, *, set_aside: bool = False) -> Value:
    return Value(
        person="a", attribute="age", content=content, known=known, as_of=NOON + timedelta(day), set_aside=set_aside
    )


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ([], Cell.EMPTY),
        ([value(34.0)], Cell.KNOWN),
        ([value(34.0), value(34.0, day=1)], Cell.KNOWN),
        ([value("Nurse"), value(" nurse ", day=1)], Cell.KNOWN),
        ([value(["a", "b"]), value(["b", "a"], day=1)], Cell.KNOWN),
        ([value(34.0), value(35.0, day=1)], Cell.CONFLICT),
        ([value(34.0), value(None, Known.UNKNOWN, day=1)], Cell.KNOWN),
        ([value(None, Known.NOT_SAID)], Cell.NOT_SAID),
        ([value(None, Known.UNKNOWN)], Cell.UNKNOWN),
    ],
)
def test_a_cell_shows_what_its_sources_say_together(values: list[Value], state: Cell) -> None:
    assert cell_state(values) is state


def test_the_newest_known_value_counts_and_what_was_set_aside_does_not() -> None:
    values = [value(3.0, day=3, set_aside=True), value(2.0, day=2), value(1.0, day=1), value(None, Known.UNKNOWN, 4)]
    cell = by_cell(values)["a", "age"]
    found = current(cell)
    assert found is not None and found.content == 2.0
    assert disagrees(cell)


def test_rather_not_say_is_no_gap_and_not_known(attribute: By) -> None:
    anna = Person(id="a", name="Anna")
    picked = [attribute("age"), attribute("town"), attribute("work")]
    (found,) = coverage([anna], picked, [value(None, Known.NOT_SAID), Value(person="a", attribute="town", content="t")])
    assert (found.known, found.settled, [gap.key for gap in found.gaps]) == (1, 2, ["work"])
    assert share_known([found], 3) == pytest.approx(2 / 3)


def test_nobody_or_nothing_picked_has_no_share() -> None:
    assert share_known([], 3) is None
    assert share_known(coverage([Person(name="Anna")], [], []), 0) is None
