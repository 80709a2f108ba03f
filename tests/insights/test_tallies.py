"""What is known of several customers about one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.domain.attributes import Attribute, Content, Kind, Known, Value
from persona_tui.domain.evidence import TargetKind
from persona_tui.insights.tallies import Spread, proposed_claim, spread

By = Callable[[str], Attribute]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def known(attribute: Attribute, contents: dict[str, Content], people: str = "") -> Spread:
    values = [Value(person=person, attribute=attribute.key, content=content) for person, content in contents.items()]
    return spread(attribute, list(people or contents), values, "EUR")


def test_numbers_give_their_span_and_their_middle(attribute: By) -> None:
    found = known(attribute("age"), {"a": 34.0, "b": 52.0, "c": 41.0})
    assert found.text == "34–52 years, median 41"
    assert found.rows == [("34 years", ("a",)), ("41 years", ("c",)), ("52 years", ("b",))]


def test_one_number_is_itself(attribute: By) -> None:
    assert known(attribute("age"), {"a": 34.0, "b": 34.0}).text == "34 years"


def test_how_many_are_known_of_is_said_where_it_is_not_everybody(attribute: By) -> None:
    found = known(attribute("age"), {"a": 34.0, "b": 52.0}, "abcd")
    assert found.text == "34–52 years, median 43 (known of 2 of 4)"
    assert (found.known, found.unknown) == (("a", "b"), ("c", "d"))


def test_nothing_known_says_so(attribute: By) -> None:
    found = known(attribute("age"), {}, "abc")
    assert (found.text, found.rows, found.evidence, proposed_claim(found).text) == ("not known of any of 3", [], [], "")


def test_choices_are_counted_of_those_it_is_known_of(attribute: By) -> None:
    found = known(attribute("town"), {"a": "t", "b": "c", "c": "t"}, "abcd")
    assert found.text == "a town: 2 of 3; a city: 1 of 3 (known of 3 of 4)"
    assert found.rows == [("a town", ("a", "c")), ("a city", ("b",))]


def test_several_choices_count_each(attribute: By) -> None:
    found = known(attribute("tools"), {"a": ["p", "d"], "b": ["p"]})
    assert found.text == "Phone: 2 of 2; Desk: 1 of 2"


def test_an_answer_that_the_catalogue_no_longer_has_is_still_counted(attribute: By) -> None:
    assert known(attribute("town"), {"a": "farm"}).rows == [("farm", ("a",))]


def test_texts_are_counted_whatever_their_capitals_and_spaces(attribute: By) -> None:
    found = known(attribute("work"), {"a": "Nurse", "b": "carpenter", "c": " nurse"})
    assert [row[1] for row in found.rows] == [("a", "c"), ("b",)]


def test_years_scales_and_money_are_shown_in_their_own_way(attribute: By) -> None:
    assert known(attribute("since"), {"a": 1999.0, "b": 2012.0}).text == "1999–2012, median 2005"
    assert known(attribute("ease"), {"a": 2.0, "b": 5.0}).text == "2–5 of 5, median 3.5"
    assert known(attribute("spent_so_far"), {"a": 200.0, "b": 12000.0}).text == "200–12,000 EUR, median 6100"


def test_only_the_value_that_counts_is_counted(attribute: By) -> None:
    age = attribute("age")
    values = [
        Value(person="a", attribute="age", content=20.0, as_of=NOON),
        Value(person="a", attribute="age", content=30.0, as_of=NOON + timedelta(1)),
        Value(person="a", attribute="age", content=40.0, as_of=NOON + timedelta(2), set_aside=True),
        Value(person="b", attribute="age", known=Known.NOT_SAID),
        Value(person="c", attribute="work", content="nurse"),
    ]
    found = spread(age, ["a", "b", "c"], values)
    assert (found.text, found.known) == ("30 years (known of 1 of 3)", ("a",))
    assert [(e.kind, e.target, e.about, e.exact) for e in found.evidence] == [
        (TargetKind.VALUE, values[1].id, "age", "30")
    ]


def test_a_claim_is_proposed_with_those_it_is_true_of_and_those_it_is_not(attribute: By) -> None:
    claim = proposed_claim(known(attribute("town"), {"a": "t", "b": "c", "c": "t"}))
    assert claim.text == "Lives in: a town"
    assert [item.person for item in claim.evidence] == ["a", "c"]
    assert [item.person for item in claim.against] == ["b"]


def test_where_no_answer_has_more_than_half_two_are_named(attribute: By) -> None:
    claim = proposed_claim(known(attribute("town"), {"a": "t", "b": "c", "c": "v", "d": "t"}))
    assert (claim.text, len(claim.evidence), len(claim.against)) == ("Lives in: a town or a city", 3, 1)


@pytest.mark.parametrize(
    ("key", "contents", "text"),
    [
        ("age", {"a": 34.0, "b": 52.0}, "Age: 34–52 years, median 43"),
        ("age", {"a": 34.0}, "Age: 34 years"),
        ("work", {"a": "nurse", "b": "carpenter"}, "Work: nurse, carpenter"),
        ("ease", {"a": 2.0, "b": 5.0}, "At ease: 2–5 of 5 (Fully), median 3.5"),
    ],
)
def test_claims_are_short_sentences(attribute: By, key: str, contents: dict[str, Content], text: str) -> None:
    found = known(attribute(key), contents)
    assert proposed_claim(found).text == text
    assert proposed_claim(found).against == []
    assert len(proposed_claim(found).evidence) == len(contents)


def contents_of(attribute: Attribute) -> st.SearchStrategy[Content]:
    keys = st.sampled_from([option.key for option in attribute.options] or ["x"])
    if attribute.kind is Kind.SEVERAL_OF:
        return st.lists(keys, min_size=1, max_size=4, unique=True)
    if attribute.options:
        return keys
    if attribute.kind is Kind.TEXT:
        return st.text(min_size=1, max_size=8)
    return st.integers(1, 5).map(float)


@given(st.sampled_from(load_catalogue("en")), st.data())
def test_every_spread_counts_everybody_once_and_never_in_per_cent(attribute: Attribute, data: st.DataObject) -> None:
    contents = data.draw(st.dictionaries(st.sampled_from("abcdef"), contents_of(attribute)))
    found = known(attribute, contents, "abcdef")
    assert sorted(found.known + found.unknown) == list("abcdef")
    assert {person for _row, people in found.rows for person in people} == set(found.known)
    assert [item.person for item in found.evidence] == list(found.known)
    assert attribute.kind is Kind.TEXT or "%" not in found.text
    assert bool(proposed_claim(found).text) is bool(found.known)
    claim = proposed_claim(found)
    assert not {item.person for item in claim.evidence} & {item.person for item in claim.against}
