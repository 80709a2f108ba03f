"""What the columns of a list are for: the guess, and what a person types."""

from __future__ import annotations

import pytest

from persona_tui.domain.errors import PlainError
from persona_tui.imports.columns import Why, find_column, find_mapping, find_name_columns, guess_columns
from tests.imports.customer_lists import CATALOGUE, guess, table_of, why

# Guessing


@pytest.mark.parametrize(
    ("columns", "sells_to", "names"),
    [
        (["companyName", "contactName"], "businesses", ("companyName",)),
        (["companyName", "contactName"], "people", ("contactName",)),
        (["companyName", "phone"], "both", ("companyName",)),
        (["LAST_NAME", "First Name"], "people", ("First Name", "LAST_NAME")),
        (["voornaam", "tussenvoegsel", "achternaam"], "people", ("voornaam", "tussenvoegsel", "achternaam")),
        (["Sukunimi", "Etunimi"], "people", ("Etunimi", "Sukunimi")),
        (["Fornavn", "Etternavn"], "people", ("Fornavn", "Etternavn")),
        (["Naam"], "people", ("Naam",)),
        (["asiakkaan nimi"], "people", ("asiakkaan nimi",)),
        (["customer"], "both", ("customer",)),
        (["customerID", "colour"], "people", ()),
    ],
)
def test_the_name_is_found_under_what_programs_call_it(tmp_path, columns, sells_to, names):
    table = table_of(tmp_path, columns, [f"a{at}" for at, _ in enumerate(columns)], ["b"] * len(columns))
    assert guess(table, sells_to).name_columns == names


def test_a_column_of_numbers_is_no_name(tmp_path):
    assert guess(table_of(tmp_path, ["customer", "sum"], ["17", "1"], ["18", "2"])).name_columns == ()


def test_an_id_that_differs_in_every_row_is_the_key_and_no_name(tmp_path):
    table = table_of(tmp_path, ["company_id", "customerID", "name"], ["1", "x", "Anna"], ["1", "y", "Bram"])
    guessed = guess(table)
    assert (guessed.key_column, guessed.name_columns) == ("customerID", ("name",))
    repeated = table_of(tmp_path, ["customerID", "name"], ["x", "Anna"], ["x", "Bram"])
    assert guess(repeated).key_column is None


def test_columns_find_their_attribute_whatever_the_capitals_spaces_and_underscores(tmp_path):
    columns = ["name", "SEX", "De pendents", "ten_ure", "contactTitle", "Country"]
    table = table_of(tmp_path, columns, ["Anna", "f", "no", "3", "Owner", "NL"], ["Bram", "m", "yes", "4", "", "FI"])
    mapped = {column: attribute.key for column, attribute in guess(table).column_map.items()}
    assert mapped == {
        "SEX": "gender",
        "De pendents": "children",
        "ten_ure": "months",
        "contactTitle": "occupation",
        "Country": "country",
    }


def test_every_column_left_out_has_its_reason(tmp_path):
    columns = [
        "name",
        "e-mail",
        "phone_work",
        "PhoneService",
        "religion",
        "city",
        "stad",
        "empty",
        "same",
        "web",
        "full name",
    ]
    row = ["Anna", "a@b.example", "1", "Yes", "x", "Oslo", "Oslo", "NULL", "1", "https://a.example", "Anna A"]
    other = ["Bram", "b@b.example", "2", "No", "y", "Bergen", "x", "", "1", "www.b.example", "Bram B"]
    guessed = guess(table_of(tmp_path, columns, row, other))
    assert guessed.name_columns == ("full name",)
    assert why(guessed) == {
        "name": Why.NAME,
        "e-mail": Why.CONTACT,
        "phone_work": Why.CONTACT,
        "PhoneService": Why.NO_ATTRIBUTE,
        "religion": Why.SPECIAL,
        "stad": Why.TAKEN,
        "empty": Why.EMPTY,
        "same": Why.ONE_VALUE,
        "web": Why.CONTACT,
    }
    told = {part.what: part.sentence for part in guessed.left_out}
    assert told["stad"] == 'stad: the column "city" already gives Town'
    assert "--map brings it in" in told["PhoneService"]


def test_a_column_is_empty_only_when_the_whole_list_says_nothing_in_it(tmp_path):
    rows = [[f"p{at}", "", "1"] for at in range(600)]
    assert why(guess(table_of(tmp_path, ["name", "note", "same"], *rows))) == {
        "note": Why.EMPTY,
        "same": Why.ONE_VALUE,
    }
    rows[-1] = ["last", "something", "2"]
    assert why(guess(table_of(tmp_path, ["name", "note", "same"], *rows))) == {
        "note": Why.NO_ATTRIBUTE,
        "same": Why.NO_ATTRIBUTE,
    }


def test_attributes_of_businesses_are_not_guessed_when_selling_to_people(tmp_path):
    table = table_of(tmp_path, ["name", "employees"], ["A", "3"], ["B", "4"])
    assert not guess(table).column_map
    assert list(guess(table, "both").column_map) == ["employees"]


def test_what_the_person_said_stands_before_the_guess(tmp_path):
    table = table_of(tmp_path, ["customerID", "city", "religion"], ["x", "Oslo", "a"], ["y", "Bergen", "b"])
    guessed = guess_columns(
        table, CATALOGUE, sells_to="people", name_columns=["customerID"], column_map={"religion": CATALOGUE[3]}
    )
    assert guessed.name_columns == ("customerID",)
    assert {column: attribute.key for column, attribute in guessed.column_map.items()} == {"religion": "town"}
    assert why(guessed) == {"city": Why.TAKEN}


def test_numbers_and_dates_are_offered_to_rank_by(tmp_path):
    table = table_of(
        tmp_path, ["id", "sum", "since", "zip", "word"], ["1", "€ 3", "2024-01-02", "123", "a"], ["2", "", "", "9", "b"]
    )
    guessed = guess(table)
    assert (guessed.numeric_columns, guessed.date_columns) == (("sum",), ("since",))


# What a person typed


def test_a_column_is_found_as_a_person_types_it_or_the_closest_is_named(tmp_path):
    table = table_of(tmp_path, ["customerID", "Total Charges", "a+b"], ["1", "2", "3"])
    assert find_column(table, "total_charges") == "Total Charges"
    assert find_name_columns(table, "a+b") == ("a+b",)
    assert find_name_columns(table, "customerid + total charges") == ("customerID", "Total Charges")
    with pytest.raises(PlainError, match=r'no column "TotalCharge" in list\.csv: did you mean "Total Charges"'):
        find_column(table, "TotalCharge")
    with pytest.raises(PlainError, match=r"It has: customerID, Total Charges, a\+b"):
        find_column(table, "zzzzzz")


def test_a_mapping_names_its_column_and_attribute(tmp_path):
    table = table_of(tmp_path, ["Churn", "x=y"], ["1", "2"])
    assert find_mapping(table, CATALOGUE, "churn=Months as a customer") == ("Churn", CATALOGUE[2])
    assert find_mapping(table, CATALOGUE, "x=y=tenure") == ("x=y", CATALOGUE[2])
    assert find_mapping(table, CATALOGUE, "Churn=religion")[1].key == "religion"
    with pytest.raises(PlainError, match="did you mean occupation"):
        find_mapping(table, CATALOGUE, "Churn=ocupation")
    with pytest.raises(PlainError, match="COLUMN=ATTRIBUTE"):
        find_mapping(table, CATALOGUE, "Churn")
