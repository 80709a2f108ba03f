"""Small studies to count in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from persona_tui.domain.attributes import Attribute, Group, Kind, Option

TOWN = Attribute(
    key="town",
    label="Lives in",
    group=Group.GEOGRAPHIC,
    kind=Kind.ONE_OF,
    options=(Option(key="t", label="a town"), Option(key="c", label="a city"), Option(key="v", label="a village")),
)
AGE = Attribute(key="age", label="Age", group=Group.DEMOGRAPHIC, kind=Kind.NUMBER, unit="years")
SPENT = Attribute(key="spent_so_far", label="Spent", group=Group.SOCIOECONOMIC, kind=Kind.NUMBER)
SINCE = Attribute(key="since", label="Customer since", group=Group.PSYCHOGRAPHIC, kind=Kind.YEAR)
TOOLS = Attribute(
    key="tools",
    label="Uses",
    group=Group.PSYCHOGRAPHIC,
    kind=Kind.SEVERAL_OF,
    options=(Option(key="p", label="Phone"), Option(key="l", label="Laptop, big"), Option(key="d", label="Desk")),
)
EASE = Attribute(
    key="ease", label="At ease", group=Group.PSYCHOGRAPHIC, kind=Kind.SCALE, low="Not at all", high="Fully", steps=5
)
WORK = Attribute(key="work", label="Work", group=Group.SOCIOECONOMIC)
PETS = Attribute(key="own_1", label="Pets", group=Group.OWN)

DAY = date(2026, 11, 2)


@pytest.fixture
def attribute() -> Callable[[str], Attribute]:
    """An attribute by key."""
    known = {item.key: item for item in (TOWN, AGE, SPENT, SINCE, TOOLS, EASE, WORK, PETS)}
    return lambda key: known[key]
