"""From a table to the customers an import would write."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.domain.attributes import Known
from persona_tui.domain.errors import PlainError
from persona_tui.imports import tables
from persona_tui.imports.columns import Why, guess_columns
from persona_tui.imports.customers import RankColumn, plan_import
from persona_tui.imports.tables import read_table
from tests.imports.customer_lists import CATALOGUE, guess, sentences, table_of

# Planning


def test_the_best_are_taken_in_order_and_the_rest_is_counted(tmp_path):
    rows = [[f"p{at}", str(at), "x" if at % 5 else ""] for at in range(2_000)]
    table = table_of(tmp_path, ["name", "sum", "note"], *rows)
    plan = plan_import(table, name_columns=["name"], rank_by=[RankColumn("sum")], best=3)
    assert [(c.name, c.reasons, c.row) for c in plan.customers] == [
        ("p1999", "sum 1999", 1999),
        ("p1998", "sum 1998", 1998),
        ("p1997", "sum 1997", 1997),
    ]
    assert sentences(plan) == ["1,997 customers: not among the best 3"]
    assert (plan.total, plan.named) == (2_000, True)


def test_all_are_taken_when_no_number_is_given(tmp_path):
    table = table_of(tmp_path, ["name"], ["Anna"], ["Bram"])
    assert [c.name for c in plan_import(table, name_columns=["name"]).customers] == ["Anna", "Bram"]
    assert [c.name for c in plan_import(table, name_columns=["name"], best=9).customers] == ["Anna", "Bram"]


def test_without_a_rank_the_first_of_the_list_are_taken_and_that_is_said(tmp_path):
    table = table_of(tmp_path, ["name"], ["Anna"], ["Bram"])
    plan = plan_import(table, name_columns=["name"], best=1)
    assert sentences(plan) == ["1 customer: not among the first 1 of the list, which was ranked by no column"]


def test_without_a_name_column_people_are_numbered(tmp_path):
    table = table_of(tmp_path, ["city"], ["Oslo"], ["Bergen"])
    plan = plan_import(table)
    assert [c.name for c in plan.customers] == ["Person 1", "Person 2"]
    assert not plan.named


def test_rows_that_are_nobody_make_room_for_the_next(tmp_path):
    table = table_of(
        tmp_path, ["name", "sum"], ["NULL", "9"], ["", ""], ["Anna", "8"], [" ", "7"], ["Bram", "6"], ["Cleo", "5"]
    )
    plan = plan_import(table, name_columns=["name"], rank_by=[RankColumn("sum")], best=2)
    assert [c.name for c in plan.customers] == ["Anna", "Bram"]
    assert {part.reason: part.count for part in plan.left_out} == {
        Why.NOT_BEST: 1,
        Why.NO_NAME: 2,
        Why.EMPTY_ROW: 1,
    }
    everybody = plan_import(table, name_columns=["name"])
    assert [c.name for c in everybody.customers] == ["Anna", "Bram", "Cleo"]
    assert {part.reason: part.count for part in everybody.left_out} == {Why.NO_NAME: 2, Why.EMPTY_ROW: 1}


def test_a_blank_row_is_counted_nowhere_among_the_customers(tmp_path):
    rows = [["", "", ""], ["1", "Oslo", "5"], [" ", "", "n/a"], ["2", "", "6"], ["3", "Bergen", ""]]
    table = table_of(tmp_path, ["id", "city", "sum"], *rows)
    plan = plan_import(table, rank_by=[RankColumn("sum")], key_column="id")
    assert (plan.total, [c.key for c in plan.customers]) == (3, ["2", "1", "3"])
    assert sentences(plan) == ["1 customer: no sum, so they rank last there", "2 rows: nothing stands in it"]
    assert plan_import(table).total == 3


def test_a_sum_at_the_end_is_no_customer_though_it_has_the_most(tmp_path):
    rows = [["Total Care", "4"], ["Total", "5"], ["Anna", "5"], ["Bo", "1"], ["Cy", "1"], ["Di", "1"], ["", ""]]
    table = table_of(tmp_path, ["name", "sum"], *rows, ["Yhteensä", "17"], ["Grand total:", "17"])
    plan = plan_import(table, name_columns=["name"], rank_by=[RankColumn("sum")])
    assert (plan.total, [c.name for c in plan.customers][:3]) == (6, ["Total", "Anna", "Total Care"])
    assert {part.reason: part.count for part in plan.left_out} == {Why.EMPTY_ROW: 1, Why.SUM: 2}


def test_no_value_and_no_number_are_told_per_column_and_in_the_reasons(tmp_path):
    table = table_of(tmp_path, ["name", "sum", "visits"], ["Anna", "", "3"], ["Bram", "soon", "2"], ["Cleo", "1", "1"])
    plan = plan_import(table, name_columns=["name"], rank_by=[RankColumn("sum"), RankColumn("visits")])
    assert sentences(plan) == [
        "1 customer: no sum, so they rank last there",
        "1 customer: sum is neither a number nor a date, so they rank last there",
    ]
    assert {c.name: c.reasons for c in plan.customers} == {
        "Anna": "no sum, visits 3",
        "Bram": "sum soon, visits 2",
        "Cleo": "sum 1, visits 1",
    }


def test_names_are_one_line_without_controls_and_not_endless(tmp_path):
    table = table_of(
        tmp_path, ["first", "last"], ["An\0na\n", " de\r\nWit "], ["x" * 300, ""], ["[/red]", "{{x}} 😀 \u202eabc"]
    )
    plan = plan_import(table, name_columns=["first", "last"])
    assert [c.name for c in plan.customers] == ["An␀na de Wit", "x" * 199 + "…", "[/red] {{x}} 😀 \u202eabc"]
    assert plan.notes == ("1 name was longer than 200 characters and was cut.",)


def test_names_that_several_share_get_their_key_or_a_number(tmp_path):
    columns, rows = ["id", "name"], [["7", "Anna"], ["8", "anna"], ["9", "Anna (8)"], ["10", "Bram"]]
    table = table_of(tmp_path, columns, *rows)
    keyed = plan_import(table, name_columns=["name"], key_column="id")
    # "anna (8)" would be taken for the third customer.
    assert [c.name for c in keyed.customers] == ["Anna (7)", "anna (2)", "Anna (8)", "Bram"]
    assert keyed.notes == ("2 customers share a name with another; their key stands behind it.",)
    numbered = plan_import(table, name_columns=["name"])
    assert [c.name for c in numbered.customers] == ["Anna", "anna (2)", "Anna (8)", "Bram"]


def test_a_second_import_of_the_same_list_finds_the_same_keys(tmp_path):
    rows = [["Anna", "3"], ["Bram", "9"], ["Anna", "7"], ["Anna", "5"]]
    first = plan_import(table_of(tmp_path, ["name", "sum"], *rows), name_columns=["name"])
    keys = {c.row: c.key for c in first.customers}
    assert len(set(keys.values())) == 4
    ranked = plan_import(
        table_of(tmp_path, ["name", "sum"], *rows), name_columns=["name"], rank_by=[RankColumn("sum")], best=3
    )
    # The first Anna of the list is not among the best three, and the others keep their own keys.
    assert [(c.row, c.key) for c in ranked.customers] == [(1, keys[1]), (2, keys[2]), (3, keys[3])]
    changed = [["Anna", "30"], ["Bram", "90"], ["Anna", "70"], ["Anna", "50"], ["Cleo", "1"]]
    later = plan_import(table_of(tmp_path, ["name", "sum"], *changed), name_columns=["name"])
    assert [c.key for c in later.customers][:4] == list(keys.values())


def test_keys_come_from_the_key_column_and_never_double(tmp_path):
    table = table_of(tmp_path, ["id", "name"], ["7", "Anna"], ["NULL", "Bram"], [" 7", "Cleo"], ["7", "Dirk"])
    keys = [c.key for c in plan_import(table, name_columns=["name"], key_column="id").customers]
    assert keys[0] == "7"
    assert len(set(keys)) == 4


def test_people_without_name_and_key_are_known_again_by_their_row(tmp_path):
    rows = [["Oslo", "3"], ["Oslo", "3"], ["Bergen", "4"]]
    keys = [c.key for c in plan_import(table_of(tmp_path, ["city", "sum"], *rows)).customers]
    again = [c.key for c in plan_import(table_of(tmp_path, ["city", "sum"], ["Bodø", "1"], *rows)).customers]
    assert len(set(keys)) == 3
    assert again[1:] == keys


def test_cells_become_contents_and_what_fits_nothing_is_told(tmp_path):
    table = table_of(
        tmp_path,
        ["name", "sex", "tenure", "children"],
        ["Anna", "FEMALE", "1.200", "yes"],
        ["Bram", "robot", "950,50", "rather not say"],
        ["Cleo", "NULL", "long", "Unknown"],
    )
    mapping = {"sex": CATALOGUE[0], "tenure": CATALOGUE[2], "children": CATALOGUE[1]}
    plan = plan_import(table, name_columns=["name"], column_map=mapping)
    assert [dict(c.contents) for c in plan.customers] == [
        {"gender": "f", "months": 1200.0, "children": "yes"},
        {"months": 950.5},
        {},
    ]
    assert [dict(c.unanswered) for c in plan.customers] == [
        {},
        {"children": Known.NOT_SAID},
        {"children": Known.UNKNOWN},
    ]
    assert sentences(plan) == [
        'sex: 1 value is none of the choices of Gender ("robot")',
        'tenure: 1 value is no number for Months as a customer ("long")',
    ]


def test_a_column_that_ranks_is_not_called_left_out(tmp_path):
    table = table_of(tmp_path, ["name", "sum", "colour"], ["Anna", "1", "red"], ["Bram", "2", "blue"])
    guessed = guess(table)
    plan = plan_import(table, name_columns=["name"], rank_by=[RankColumn("sum")], columns_left_out=guessed.left_out)
    assert [part.what for part in plan.left_out] == ["colour"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name_columns": ["nmae"]}, 'did you mean "name"'),
        ({"rank_by": [RankColumn("summ")]}, 'did you mean "sum"'),
        ({"key_column": "qqq"}, "It has: name, sum"),
        ({"best": 0}, "at least one"),
    ],
)
def test_a_wrong_wish_gets_a_plain_sentence(tmp_path, arguments, sentence):
    with pytest.raises(PlainError, match=sentence):
        plan_import(table_of(tmp_path, ["name", "sum"], ["Anna", "1"]), **arguments)


def test_a_list_without_rows_gets_a_plain_sentence(tmp_path):
    with pytest.raises(PlainError, match="no customers below them"):
        plan_import(table_of(tmp_path, ["name", "sum"]))


CELL = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r"), max_size=6)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELL, CELL, st.sampled_from(["1", "2", ""])), min_size=1, max_size=12))
def test_any_list_makes_customers_with_names_and_keys_of_their_own(tmp_path, rows):
    table = table_of(tmp_path, ["id", "name", "sum"], ["", "first", "0"], *rows)
    for names, key in ((["name"], "id"), (["name"], None), ([], None), (["id", "name"], "sum")):
        plan = plan_import(table, name_columns=names, key_column=key, rank_by=[RankColumn("sum")])
        assert len({c.name for c in plan.customers}) == len(plan.customers)
        assert len({c.key for c in plan.customers}) == len(plan.customers)
        assert all(c.name.strip() and "\n" not in c.name for c in plan.customers)


# Real lists


@pytest.fixture(params=[tables.FAST_FROM, 0])
def from_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real lists are small: read them also in the way that big ones are read."""
    monkeypatch.setattr(tables, "FAST_FROM", request.param)


def test_the_eight_best_of_seven_thousand_phone_customers(shared_data, from_disk):
    table = read_table(shared_data / "crm" / "telco-customer-churn.csv")
    guessed = guess_columns(table, load_catalogue(), sells_to="people", name_columns=["customerID"])
    plan = plan_import(
        table,
        name_columns=guessed.name_columns,
        key_column=guessed.key_column,
        column_map=guessed.column_map,
        columns_left_out=guessed.left_out,
        rank_by=[RankColumn("tenure"), RankColumn("TotalCharges")],
        best=8,
    )
    assert [c.name for c in plan.customers][:3] == ["2889-FPWRM", "7569-NMZYQ", "9739-JLPQJ"]
    assert len(plan.customers) == 8
    assert plan.customers[0].reasons == "tenure 72, TotalCharges 8684.8"
    assert plan.customers[0].contents["gender"] == "male"
    assert plan.customers[0].contents["children_at_home"] == "no"
    assert plan.customers[0].contents["months_as_customer"] == 72.0
    told = sentences(plan)
    assert "7,035 customers: not among the best 8" in told
    assert "11 customers: no TotalCharges, so they rank last there" in told
    assert not any(part.what in ("tenure", "TotalCharges") for part in plan.left_out)


def test_business_customers_keep_their_accents_and_null_means_nothing(shared_data, from_disk):
    table = read_table(shared_data / "crm" / "northwind-customers.csv")
    guessed = guess_columns(table, load_catalogue(), sells_to="businesses")
    assert (guessed.name_columns, guessed.key_column) == (("companyName",), "customerID")
    plan = plan_import(
        table, name_columns=guessed.name_columns, key_column=guessed.key_column, column_map=guessed.column_map
    )
    assert len(plan.customers) == 91
    named = {c.name: c for c in plan.customers}
    assert named["Antonio Moreno Taquería"].contents["town"] == "México D.F."
    assert "region" not in named["Antonio Moreno Taquería"].contents
    assert {part.what for part in guessed.left_out if part.reason is Why.CONTACT} == {
        "address",
        "postalCode",
        "phone",
        "fax",
    }


def test_contacts_are_named_by_first_and_last_name_and_ranked_by_when_first_seen(shared_data, from_disk):
    table = read_table(shared_data / "crm" / "atomic-crm-contacts.csv")
    guessed = guess_columns(table, load_catalogue(), sells_to="people")
    assert (guessed.name_columns, guessed.key_column) == (("first_name", "last_name"), "id")
    plan = plan_import(
        table,
        name_columns=guessed.name_columns,
        key_column=guessed.key_column,
        rank_by=[RankColumn.parse("first_seen:low")],
        best=5,
    )
    assert plan.customers[0].name == "Merritt Hettinger"
    assert plan.customers[0].reasons.startswith("first_seen 2021-01-10")


def test_no_real_list_breaks_the_import(shared_data):
    for path in sorted(shared_data.glob("*/*.csv")):
        table = read_table(path)
        for sells_to in ("people", "businesses", "both"):
            guessed = guess_columns(table, load_catalogue(), sells_to=sells_to)
            plan = plan_import(
                table,
                name_columns=guessed.name_columns,
                key_column=guessed.key_column,
                column_map=guessed.column_map,
                columns_left_out=guessed.left_out,
                rank_by=[RankColumn(column) for column in guessed.numeric_columns[:1]],
                best=8,
            )
            assert plan.customers, path
