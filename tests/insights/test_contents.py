"""What is typed of a customer, and how it is shown."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.domain.attributes import Attribute, Content, Group, Kind
from persona_tui.domain.errors import PlainError
from persona_tui.insights.contents import check_content, content_words, parse_content, show_content

By = Callable[[str], Attribute]
CATALOGUE = load_catalogue("en")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("34", 34.0),
        (" 34 years ", 34.0),
        ("34,5", 34.5),
        ("34.5", 34.5),
        ("-3", -3.0),
        ("1 200", 1200.0),
        ("1'200'000", 1_200_000.0),
        ("1,200,000", 1_200_000.0),
        ("1.200.000", 1_200_000.0),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("12345,678", 12345.678),
        ("€ 12", 12.0),
        ("12 €", 12.0),
        ("EUR 12.50", 12.5),
        ("12 NOK", 12.0),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: float) -> None:
    a_number = Attribute(key="a", label="A", group=Group.DEMOGRAPHIC, kind=Kind.NUMBER, unit="years")
    assert parse_content(a_number, typed) == number


@pytest.mark.parametrize(
    "typed", ["old", "", " ", "12 apples", "1,2,3", "1.2.3", "nan", "inf", "1e5", "9" * 400, "12-14", "٣", "--3", "½"]
)
def test_what_is_no_number_is_refused_with_what_is_expected(attribute: By, typed: str) -> None:
    if typed == "٣":
        assert parse_content(attribute("age"), typed) == 3.0
        return
    with pytest.raises(PlainError):
        parse_content(attribute("age"), typed)


@pytest.mark.parametrize("typed", ["1,200", "1.200", "12.345"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_back(attribute: By, typed: str) -> None:
    with pytest.raises(PlainError, match=typed.replace(",", "").replace(".", "")):
        parse_content(attribute("age"), typed)


@pytest.mark.parametrize(("typed", "wanted"), [("1987", 1987.0), ("2026", 2026.0)])
def test_years_are_years(attribute: By, typed: str, wanted: float) -> None:
    assert parse_content(attribute("since"), typed) == wanted


@pytest.mark.parametrize("typed", ["87", "3000", "1987.5", "spring"])
def test_what_is_no_year_is_refused(attribute: By, typed: str) -> None:
    with pytest.raises(PlainError, match="1987"):
        parse_content(attribute("since"), typed)


@pytest.mark.parametrize("typed", ["t", "a town", "A TOWN", " a to"])
def test_a_choice_is_read_by_its_key_its_label_or_how_it_begins(attribute: By, typed: str) -> None:
    assert parse_content(attribute("town"), typed) == "t"


@pytest.mark.parametrize("typed", ["a", "the moon"])
def test_a_choice_that_is_none_or_several_names_the_answers(attribute: By, typed: str) -> None:
    with pytest.raises(PlainError, match="a town; a city; a village"):
        parse_content(attribute("town"), typed)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Phone", ["p"]),
        ("desk, phone", ["p", "d"]),
        ("Laptop, big", ["l"]),
        ("Desk; Laptop, big; desk", ["l", "d"]),
        ("p\nd", ["p", "d"]),
    ],
)
def test_several_choices_are_read_in_the_order_of_the_answers(attribute: By, typed: str, wanted: list[str]) -> None:
    assert parse_content(attribute("tools"), typed) == wanted


def test_one_wrong_choice_among_several_is_named(attribute: By) -> None:
    with pytest.raises(PlainError, match="spoon"):
        parse_content(attribute("tools"), "phone, spoon")
    with pytest.raises(PlainError):
        check_content(attribute("tools"), [])
    with pytest.raises(PlainError):
        parse_content(attribute("tools"), ",;")


@pytest.mark.parametrize(("typed", "wanted"), [("1", 1.0), ("5", 5.0), ("fully", 5.0), ("3 of 5", 3.0)])
def test_a_scale_is_read_by_its_step_or_its_ends(attribute: By, typed: str, wanted: float) -> None:
    assert parse_content(attribute("ease"), typed) == wanted


@pytest.mark.parametrize("typed", ["0", "6", "2.5", "much"])
def test_a_step_outside_the_scale_is_refused(attribute: By, typed: str) -> None:
    with pytest.raises(PlainError):
        parse_content(attribute("ease"), typed)


@given(st.text(min_size=1))
def test_any_words_are_a_text(text: str) -> None:
    work = Attribute(key="work", label="Work", group=Group.SOCIOECONOMIC)
    try:
        assert parse_content(work, text) != ""
    except PlainError:
        assert not text.strip()


@given(st.sampled_from(CATALOGUE), st.text(max_size=30))
def test_any_typing_gives_a_value_of_its_kind_or_a_plain_sentence(attribute: Attribute, typed: str) -> None:
    try:
        content = parse_content(attribute, typed)
    except PlainError as refusal:
        assert str(refusal)
        return
    assert check_content(attribute, content) == content
    assert show_content(attribute, content)


@given(st.sampled_from([a for a in CATALOGUE if a.options]), st.data())
def test_what_is_shown_of_a_choice_reads_back_as_the_same(attribute: Attribute, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([option.key for option in attribute.options]))
    content: Content = [key] if attribute.kind is Kind.SEVERAL_OF else key
    assert parse_content(attribute, show_content(attribute, content)) == content


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-9e9, max_value=9e9))
def test_a_stored_number_stays_what_it_is(number: float) -> None:
    orders = Attribute(key="orders", label="Orders", group=Group.DEMOGRAPHIC, kind=Kind.NUMBER)
    assert check_content(orders, number) == number
    assert content_words(number)


def test_numbers_that_are_none_are_refused(attribute: By) -> None:
    for wrong in (math.nan, math.inf):
        with pytest.raises(PlainError):
            check_content(attribute("age"), wrong)
    with pytest.raises(PlainError):
        check_content(attribute("age"), None)


@pytest.mark.parametrize(
    ("key", "content", "shown"),
    [
        ("age", 34.0, "34 years"),
        ("age", 34.5, "34.5 years"),
        ("spent_so_far", 12000.0, "12,000 EUR"),
        ("spent_so_far", 1200.5, "1200.5 EUR"),
        ("since", 1987.0, "1987"),
        ("town", "t", "a town"),
        ("town", "an older answer", "an older answer"),
        ("tools", ["p", "d"], "Phone, Desk"),
        ("ease", 3.0, "3 of 5"),
        ("ease", 5.0, "5 of 5 (Fully)"),
        ("work", "carpenter [/b]", "carpenter [/b]"),
        ("age", None, ""),
    ],
)
def test_contents_are_shown_as_people_read_them(attribute: By, key: str, content: Content, shown: str) -> None:
    assert show_content(attribute(key), content, "EUR") == shown


def test_an_age_that_nobody_reaches_is_a_slip_of_the_keys() -> None:
    age = next(attribute for attribute in CATALOGUE if attribute.key == "age")
    assert parse_content(age, "0") == 0.0 and parse_content(age, "101") == 101.0
    for typed in ("467", "-4"):
        with pytest.raises(PlainError, match="from 0 to 125"):
            parse_content(age, typed)
