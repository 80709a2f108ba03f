"""The catalogue that ships, what a study is offered first, and which column fills which attribute."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from persona_tui.banks.catalogue import (
    NEEDS_HISTORY,
    load_catalogue,
    propose_attributes,
)
from persona_tui.domain.attributes import Care, Group, Kind
from persona_tui.imports.columns import attributes_by_column_name
from persona_tui.imports.contents import squash

CATALOGUE = load_catalogue()
BY_KEY = {attribute.key: attribute for attribute in CATALOGUE}
CHOICES = (Kind.ONE_OF, Kind.SEVERAL_OF)


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def test_it_covers_all_five_groups_with_about_fifty_attributes() -> None:
    assert {attribute.group for attribute in CATALOGUE} == set(Group) - {Group.OWN}
    assert 45 <= len(CATALOGUE) <= 60


def test_every_key_stands_once_and_is_plain() -> None:
    assert max(Counter(attribute.key for attribute in CATALOGUE).values()) == 1
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in BY_KEY)


def test_every_attribute_has_a_label_and_a_question_that_asks_for_it() -> None:
    assert all(attribute.label.strip() and attribute.ask.strip().endswith(("?", ".")) for attribute in CATALOGUE)


def test_what_is_chosen_from_has_two_options_or_more_and_nothing_else_has_any() -> None:
    for attribute in CATALOGUE:
        keys = [option.key for option in attribute.options]
        assert len(keys) == len(set(keys))
        assert len(keys) >= 2 if attribute.kind in CHOICES else not keys, attribute.key


def test_rather_not_say_is_no_option_because_every_question_offers_it() -> None:
    labels = [option.label.casefold() for attribute in CATALOGUE for option in attribute.options]
    assert not [label for label in labels if "not say" in label or "unknown" in label]


def test_a_scale_names_both_its_ends() -> None:
    scales = [attribute for attribute in CATALOGUE if attribute.kind is Kind.SCALE]
    assert scales and all(attribute.low and attribute.high and attribute.steps >= 2 for attribute in scales)


def test_what_the_law_protects_is_special_and_nothing_special_is_common() -> None:
    special = {attribute.key for attribute in CATALOGUE if attribute.care is Care.SPECIAL}
    assert special == {
        "race",
        "ethnicity",
        "religion",
        "politics",
        "union_membership",
        "health",
        "sexual_orientation",
    }
    personal = {attribute.key for attribute in CATALOGUE if attribute.care is Care.PERSONAL}
    assert personal == {"gender", "nationality", "relationship", "household_income"}
    assert all(attribute.care is Care.NONE for attribute in CATALOGUE if attribute.core)


def test_the_published_bands_are_used() -> None:
    assert [option.label for option in BY_KEY["birth_years"].options] == [
        "1944–1964",
        "1965–1979",
        "1980–1994",
        "1995 or later",
    ]
    assert len(BY_KEY["household_income"].options) == 6
    assert not re.search(r"[€$£]", str(BY_KEY["household_income"].options))
    assert [option.key for option in BY_KEY["employment"].options] == [
        "full_time",
        "part_time",
        "self_employed",
        "retired",
        "unemployed",
    ]


def test_exactly_the_firmographics_are_for_selling_to_businesses() -> None:
    for attribute in CATALOGUE:
        assert (attribute.sells_to == "businesses") == (attribute.group is Group.FIRMOGRAPHIC), attribute.key


def test_no_column_name_belongs_to_two_attributes() -> None:
    owner: dict[str, str] = {}
    for attribute in CATALOGUE:
        for alias in {squash(alias) for alias in attribute.aliases}:
            assert owner.setdefault(alias, attribute.key) == attribute.key, alias
    for attribute in CATALOGUE:
        for own in (attribute.label, attribute.key):
            assert owner.get(squash(own), attribute.key) == attribute.key, own


def test_aliases_and_topics_are_in_small_letters() -> None:
    words = [word for attribute in CATALOGUE for word in (*attribute.aliases, *attribute.topics)]
    assert all(word == word.lower() == word.strip() and word for word in words)


def test_a_language_without_a_catalogue_gets_the_english_one() -> None:
    assert load_catalogue("xx") == CATALOGUE
    assert load_catalogue("en_GB.UTF-8") == CATALOGUE
    assert load_catalogue("") == CATALOGUE
    assert load_catalogue("../../etc") == CATALOGUE


def filled_by(column: str) -> str | None:
    """The key of the attribute that a column of a list fills."""
    found = attributes_by_column_name(CATALOGUE, "both").get(squash(column))
    return found.key if found is not None else None


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("contactTitle", "occupation"),
        ("Job Title", "occupation"),
        ("stillingstittel", "occupation"),
        ("Leeftijd", "age"),
        ("IKÄ", "age"),
        ("TotalCharges", "spent_so_far"),
        ("Total Spent", "spent_so_far"),
        ("tenure", "months_as_customer"),
        ("Number of Employees", "employees"),
        ("Default Address City", "town"),
        ("Lead Source", "found_us_through"),
        ("Liikevaihto", "yearly_revenue"),
    ],
)
def test_columns_of_shops_and_customer_systems_are_known(column: str, key: str) -> None:
    assert filled_by(column) == key


@pytest.mark.parametrize("column", ["", "  ", "customerID", "phone", "[/red]", "fax", "€€€"])
def test_other_columns_fill_nothing(column: str) -> None:
    assert filled_by(column) is None


def test_the_columns_of_real_customer_lists_are_known(shared_data: Path) -> None:
    def known(name: str) -> dict[str, str | None]:
        columns = header(shared_data / "crm" / name)
        return {column: key for column in columns if (key := filled_by(column))}

    assert known("telco-customer-churn.csv") == {
        "gender": "gender",
        "Dependents": "children_at_home",
        "tenure": "months_as_customer",
        "InternetService": "technology",
        "Contract": "contract",
        "TotalCharges": "spent_so_far",
    }
    assert known("northwind-customers.csv") == {
        "contactTitle": "occupation",
        "city": "town",
        "region": "region",
        "country": "country",
    }
    assert known("atomic-crm-contacts.csv") == {"gender": "gender", "title": "occupation"}


def proposed(purpose: str = "", sells_to: str = "people", **more: int) -> list[str]:
    return propose_attributes(CATALOGUE, sells_to=sells_to, purpose=purpose, **more)  # type: ignore[arg-type]


def test_without_a_purpose_the_common_ones_are_proposed() -> None:
    assert proposed() == [
        attribute.key for attribute in CATALOGUE if attribute.core and attribute.group is not Group.FIRMOGRAPHIC
    ]


def test_words_of_the_purpose_bring_their_attributes() -> None:
    assert "looks_for_information" in proposed("Which blog posts and newsletters do they read?")
    assert "household_income" in proposed("Why do people find our PRICES high?")
    assert "technology" in proposed("who would use an app")
    assert "technology" not in proposed("who would apply for a happy apprenticeship")


def test_what_most_words_point_at_comes_before_what_one_word_points_at() -> None:
    many = proposed("why loyal customers stay, and others leave, cancel and churn: our price", at_most=12)
    assert "contract" in many and "months_as_customer" in many


def test_special_facts_are_never_proposed() -> None:
    everything = " ".join(topic for attribute in CATALOGUE for topic in attribute.topics)
    for sells_to in ("people", "businesses", "both"):
        keys = proposed(everything, sells_to, at_most=1000)
        assert not [key for key in keys if BY_KEY[key].care is Care.SPECIAL]


def test_firmographics_are_proposed_only_where_businesses_buy() -> None:
    def firmographics(sells_to: str) -> set[str]:
        keys = proposed("which industry, size and revenue", sells_to)
        return {key for key in keys if BY_KEY[key].group is Group.FIRMOGRAPHIC}

    assert not firmographics("people")
    assert {"industry", "company_size", "yearly_revenue"} <= firmographics("businesses")
    assert "industry" in firmographics("both")


def test_the_incomes_of_business_buyers_are_not_asked_for() -> None:
    assert "household_income" not in proposed("what price can they afford", "businesses")


def test_a_start_up_is_not_offered_what_only_a_history_tells() -> None:
    assert set(BY_KEY) >= NEEDS_HISTORY
    purpose = "why loyal customers stay or cancel, which product they buy, how often, what they spend"
    assert NEEDS_HISTORY & set(proposed(purpose))
    assert not NEEDS_HISTORY & set(propose_attributes(CATALOGUE, sells_to="people", purpose=purpose, start_up=True))


@pytest.mark.parametrize("at_most", [-1, 0, 1, 5, 12, 500])
def test_never_more_than_asked_for_and_each_once_in_the_catalogues_order(at_most: int) -> None:
    keys = proposed("price, brand, app, churn, local, family, loyal, problem", "both", at_most=at_most)
    assert len(keys) <= max(at_most, 0)
    assert keys == [attribute.key for attribute in CATALOGUE if attribute.key in keys]


def test_a_purpose_full_of_topics_leaves_half_of_the_places_to_the_common_ones() -> None:
    keys = proposed("price brand app churn local family loyal problem product contract search tax weather", "both")
    assert len(keys) == 12
    assert sum(BY_KEY[key].core for key in keys) == 6
