"""What a cell means for an attribute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.attributes import Attribute, Group, Kind, Known, Option
from persona_tui.imports.cells import decimal_mark, parse_date, parse_number
from persona_tui.imports.contents import ConversionProblem, band_of, convert, convert_fully, not_an_answer


def attribute(kind: Kind, *options: str, **more: object) -> Attribute:
    made = tuple(Option(key=label.split("=")[0], label=label.split("=")[-1]) for label in options)
    return Attribute(key="it", label="It", group=Group.OWN, kind=kind, options=made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("72", 72),
        ("1,889.50", 1889.5),
        ("1.889,50", 1889.5),
        ("€ 1.200", 1.2),
        ("€1.200,00", 1200),
        ("1.234.567", 1234567),
        ("1,200", 1200),
        ("0,200", 0.2),
        ("12,5", 12.5),
        ("1 234,50 kr", 1234.5),
        ("CHF 1'234.50", 1234.5),
        ("34 years", 34),
        ("12 %", 12),
        ("-7", -7),
        ("−7", -7),
        ("(1,200)", -1200),
        ("$ -3.50", -3.5),
        ("1.5e3", 1500),
        ("10k", 10_000),
        (".5", 0.5),
        ("45.-", 45),
        ("5,--", 5),
        ("CHF 400.-", 400),
        ("1.250,–", 1250),
        ("2 or 3", None),
        ("5-10", None),
        ("7590-VHVEG", None),
        ("2024-07-01", None),
        ("12.34.56", None),
        ("12 34", None),
        ("A12", None),
        ("", None),
        ("1e999", None),
    ],
)
def test_a_number_is_found_in_a_text_that_is_one(text, number):
    assert parse_number(text) == number


def test_the_column_settles_what_a_cell_leaves_open():
    assert parse_number("1.200", ",") == 1200
    assert parse_number("1,200", ",") == 1.2
    assert decimal_mark(["1.200", "950,00", "x"]) == ","
    assert decimal_mark(["1,200", "950.00", ""]) == "."
    assert decimal_mark(["1.200", "950"]) == "."


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text):
    for mark in ".,":
        number = parse_number(text, mark)
        assert number is None or number == number
    parse_date(text)


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 2)))
def test_numbers_survive_being_written_in_either_manner(number):
    english = f"{number:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english) == number
    assert parse_number(dutch, ",") == number


def test_numbers_years_and_steps_are_floats():
    assert convert("1.889,50", attribute(Kind.NUMBER)) == 1889.5
    assert convert("1985", attribute(Kind.YEAR)) == 1985.0
    assert convert("2019-03-02", attribute(Kind.YEAR)) == 2019.0
    assert convert("since March 2019", attribute(Kind.YEAR)) == 2019.0
    assert convert("4", attribute(Kind.SCALE)) == 4.0
    assert convert("Not at all", attribute(Kind.SCALE, low="Not at all", high="Very", steps=7)) == 1.0
    assert convert("very", attribute(Kind.SCALE, low="Not at all", high="Very", steps=7)) == 7.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [("many", Kind.NUMBER), ("85", Kind.YEAR), ("1985 or 1986", Kind.YEAR), ("6", Kind.SCALE), ("2.5", Kind.SCALE)],
)
def test_what_does_not_fit_is_a_problem_that_names_the_text(text, kind):
    with pytest.raises(ConversionProblem) as caught:
        convert(text, attribute(kind))
    assert caught.value.text == text


def test_a_choice_is_found_by_its_key_or_label_whatever_the_capitals():
    employment = attribute(Kind.ONE_OF, "part_time=Part time", "self=Self-employed")
    assert convert("PART TIME", employment) == "part_time"
    assert convert(" part-time ", employment) == "part_time"
    assert convert("Self employed", employment) == "self"
    with pytest.raises(ConversionProblem):
        convert("astronaut", employment)


@pytest.mark.parametrize("text", ["Yes", "Y", "true", "1", "ja", "Kyllä", "X"])
def test_yes_is_yes_in_many_words(text):
    assert convert(text, attribute(Kind.ONE_OF, "yes=Yes", "no=No")) == "yes"


@pytest.mark.parametrize(("text", "key"), [("M", "male"), ("v", "female"), ("Female", "female"), ("nonbinary", "nb")])
def test_a_gender_is_found_by_its_usual_letter(text, key):
    assert convert(text, attribute(Kind.ONE_OF, "female=Woman", "male=Man", "nb=Non-binary")) == key


INCOME = ("a=Up to 14,999", "b=15,000–34,999", "c=35.000–49.999", "50000_74999=fourth", "e=75,000 or more")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12,000", "a"),
        ("14,999.99", "a"),
        ("15000", "b"),
        ("€ 40.000,00", "c"),
        ("60000", "50000_74999"),
        ("1,000,000", "e"),
        ("15,000-34,999", "b"),
    ],
)
def test_a_number_finds_its_band(text, key):
    assert convert(text, attribute(Kind.ONE_OF, *INCOME)) == key


def test_a_date_of_birth_finds_its_band_of_years():
    born = attribute(Kind.ONE_OF, "x=1965–1979", "y=1980–1994", "1995_or_later=1995 or later")
    assert convert("1970-05-01", born) == "x"
    assert convert("1994", born) == "y"
    assert convert("2001", born) == "1995_or_later"
    with pytest.raises(ConversionProblem):
        convert("1950", born)


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        ("under 18", float("-inf"), 17),
        ("<18", float("-inf"), 17),
        ("≤ 18", float("-inf"), 18),
        ("65+", 65, float("inf")),
        (">65", 66, float("inf")),
        ("65 of meer", 65, float("inf")),
        ("tot 10", float("-inf"), 10),
        ("1 000–1 999", 1000, 1999),
        ("3", 3, 3),
    ],
)
def test_bands_are_read_from_their_labels(label, low, high):
    assert band_of(Option(key="k", label=label)) == (low, high)


@pytest.mark.parametrize("label", ["One year", "Tier 2", "Woman", "1 to 2 of 3"])
def test_other_labels_are_no_bands(label):
    assert band_of(Option(key="k", label=label)) is None


def test_several_choices_are_split_and_the_unknown_ones_told():
    brands = attribute(Kind.SEVERAL_OF, "a=Red, white", "b=Blue", "c=Green")
    assert convert("Blue; green", brands) == ["b", "c"]
    assert convert("blue|Green|blue", brands) == ["b", "c"]
    assert convert("Blue, Green", brands) == ["b", "c"]
    assert convert("Red, white", brands) == ["a"]
    assert convert("red, white; blue", brands) == ["a", "b"]
    assert convert_fully("Blue; Pink; grey", brands).lost == ("Pink", "grey")
    with pytest.raises(ConversionProblem):
        convert("Pink", brands)
    assert convert("x; y; x", attribute(Kind.SEVERAL_OF)) == ["x", "y"]


def test_text_stays_as_typed_with_controls_made_visible():
    assert convert("  Two\r\nlines \x00[/red] {{x}}  ", attribute(Kind.TEXT)) == "Two\nlines ␀[/red] {{x}}"


def test_not_knowing_and_not_saying_are_answers():
    assert not_an_answer("Unknown") is Known.UNKNOWN
    assert not_an_answer("Don’t know") is Known.UNKNOWN
    assert not_an_answer("zeg ik liever niet.") is Known.NOT_SAID
    assert not_an_answer("No") is None
