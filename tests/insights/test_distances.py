"""Who lies furthest from whom."""

from __future__ import annotations

from collections.abc import Callable

from persona_tui.domain.attributes import Attribute, Content, Value
from persona_tui.insights.distances import Distances

By = Callable[[str], Attribute]


def distances(attribute: By, known: dict[str, dict[str, Content]]) -> Distances:
    values = [Value(person=p, attribute=k, content=c) for k, people in known.items() for p, c in people.items()]
    return Distances([attribute(key) for key in known], values)


def test_those_who_agree_are_near_and_those_who_differ_are_far(attribute: By) -> None:
    found = distances(
        attribute,
        {
            "town": {"a": "t", "b": "t", "c": "c"},
            "age": {"a": 20.0, "b": 30.0, "c": 60.0},
            "tools": {"a": ["p"], "c": ["d"]},
        },
    )
    assert found.between("a", "b") == (0 + 0.25) / 2
    assert found.between("a", "c") == 1.0
    assert found.furthest_pair(["a", "b", "c"]) == ("a", "c")
    assert found.furthest_from({"a"}, ["b", "c"]) == "c"


def test_nothing_known_of_both_gives_no_distance(attribute: By) -> None:
    found = distances(attribute, {"town": {"a": "t"}, "age": {"b": 30.0}})
    assert found.between("a", "b") is None
    assert found.furthest_pair(["a", "b"]) is None
    assert found.furthest_from({"a"}, ["b"]) is None


def test_words_of_ones_own_say_nothing_of_distance(attribute: By) -> None:
    found = distances(attribute, {"work": {"a": "nurse", "b": "a nurse"}})
    assert found.between("a", "b") is None


def test_everybody_of_one_age_stands_together(attribute: By) -> None:
    assert distances(attribute, {"age": {"a": 30.0, "b": 30.0}}).between("a", "b") == 0.0
