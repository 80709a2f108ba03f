"""Who comes first in a list."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.domain.errors import PlainError
from persona_tui.imports import tables
from persona_tui.imports.cells import is_blank, parse_number
from persona_tui.imports.ranking import NoValue, RankColumn, Ranking, rank_customers
from persona_tui.imports.tables import Table, read_table


def table_of(folder: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> Table:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([columns, *rows])
    return read_table(path, delimiter=delimiter)


def ranked(folder: Path, cells: Sequence[str], *, low: bool = False, delimiter: str = ",") -> Ranking:
    rows = [[f"p{at}", cell] for at, cell in enumerate(cells)]
    table = table_of(folder, ["name", "value"], rows, delimiter)
    return rank_customers(table, [RankColumn("value", low)])


@pytest.mark.parametrize(
    ("text", "column", "low"),
    [
        ("tenure", "tenure", False),
        ("tenure:low", "tenure", True),
        ("tenure:HIGH", "tenure", False),
        ("time: first seen", "time: first seen", False),
        ("time:low:high", "time:low", False),
        ("a:b:low", "a:b", True),
        (":low", "", True),
        ("low", "low", False),
    ],
)
def test_only_a_final_low_or_high_says_the_way(text, column, low):
    assert RankColumn.parse(text) == RankColumn(column, low)


def test_the_highest_comes_first_and_ties_keep_the_order_of_the_file(tmp_path):
    assert ranked(tmp_path, ["3", "9", "3", "10.5", "-1", "9"]).first() == [3, 1, 5, 0, 2, 4]


def test_with_low_the_lowest_comes_first_and_no_value_still_last(tmp_path):
    assert ranked(tmp_path, ["3", "", "-2", "0"], low=True).first() == [2, 3, 0, 1]


def test_without_a_column_the_order_of_the_file_stands(tmp_path):
    table = table_of(tmp_path, ["name"], [["a"], ["b"], ["c"]])
    assert rank_customers(table, []).first(2) == [0, 1]


def test_no_value_ranks_last_and_is_told_apart_from_what_is_no_number(tmp_path):
    ranking = ranked(tmp_path, ["5", "NULL", " ", "soon", "7", "inf", "n/a", "soon"])
    assert ranking.first() == [4, 0, 1, 2, 3, 5, 6, 7]
    assert ranking.no_value == (NoValue("value", 3, 3),)


def test_several_columns_count_by_the_mean_of_their_ranks(tmp_path):
    rows = [["a", "1", "30"], ["b", "3", "10"], ["c", "2", "20"], ["d", "3", "30"]]
    table = table_of(tmp_path, ["name", "x", "y"], rows)
    # x: b and d share rank 1.5, c 3, a 4; y: a and d share 1.5, c 3, b 4.
    ranking = rank_customers(table, [RankColumn("x"), RankColumn("y")])
    assert ranking.score is not None
    assert ranking.score.to_list() == [5.5, 5.5, 6.0, 3.0]
    assert ranking.first() == [3, 0, 1, 2]


def test_rows_without_a_value_share_the_mean_of_the_last_ranks(tmp_path):
    ranking = ranked(tmp_path, ["5", "", "4", ""])
    assert ranking.score is not None
    assert ranking.score.to_list() == [1.0, 3.5, 2.0, 3.5]


@pytest.mark.parametrize(
    "cells",
    [
        ["1,889.50", "1,200", "999.99", "1000"],
        ["1.889,50", "1.200", "999,99", "1000"],
        ["€ 1.889,50", "€ 1.200,00", "€ 999,99", "1.000,--"],
        ["$1,889.50", "$1,200", "$999", "$1,000"],
        ["1 889,50", "1 200,00", "999,99", "1 000,00"],
        ["1'889.50", "1'200.00", "999.99", "1'000.00"],
        ["20 years", "12 years", "3 years", "4 years"],
        ["1.5M", "2k", "999", "1k"],
    ],
)
def test_numbers_are_understood_as_people_write_them(tmp_path, cells):
    assert ranked(tmp_path, cells).first() == [0, 1, 3, 2]


def test_points_cut_thousands_in_a_list_cut_by_semicolons(tmp_path):
    assert ranked(tmp_path, ["950", "1.200", "3.400"], delimiter=";").first() == [2, 1, 0]
    assert ranked(tmp_path, ["950", "1.200", "3.400"]).first() == [0, 2, 1]
    assert ranked(tmp_path, ["950", "1.250", "12.5"], delimiter=";").first() == [0, 2, 1]


@pytest.mark.parametrize(
    "cells",
    [
        ["2024-07-01", "2021-01-10", "2022-12-31"],
        ["2024-07-01T11:54:49.95+00:00", "2021-01-10T16:24:31.533+00:00", "2022-12-31 10:00"],
        ["1.7.2024", "10.1.2021", "31.12.2022"],
        ["07/01/2024", "01/10/2021", "12/31/2022"],
    ],
)
def test_the_earliest_date_comes_first_when_asked_for_the_lowest(tmp_path, cells):
    assert ranked(tmp_path, [*cells, "NULL"], low=True).first() == [1, 2, 0, 3]


def test_a_column_of_words_cannot_be_ranked_by(tmp_path):
    with pytest.raises(PlainError, match='"value" holds no numbers and no dates'):
        ranked(tmp_path, ["red", "blue", ""])


def test_a_column_of_nothing_ranks_nobody_before_another(tmp_path):
    ranking = ranked(tmp_path, ["", "", " "])
    assert ranking.first() == [0, 1, 2]
    assert ranking.no_value == (NoValue("value", 3, 0),)


def naive_scores(columns: Sequence[Sequence[str]], lows: Sequence[bool]) -> list[float]:
    """The ranks as one would find them with pencil and paper."""
    scores = [0.0] * len(columns[0])
    for cells, low in zip(columns, lows, strict=True):
        values = [None if is_blank(cell) else parse_number(cell) for cell in cells]
        known = [value for value in values if value is not None]
        for at, value in enumerate(values):
            if value is None:
                before, same = len(known), len(values) - len(known)
            else:
                before = sum(other < value if low else other > value for other in known)
                same = known.count(value)
            scores[at] += before + (same + 1) / 2
    return scores


NUMBER_CELL = st.sampled_from(
    ["", "NULL", "-", "x1", " 7", "1e3", "-0", "0", "+5", "1,200", "1,200.50", "€ 3", "4 kg"]
) | (st.integers(-20, 20).map(str) | st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: f"{number:.2f}"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(NUMBER_CELL, NUMBER_CELL), min_size=1, max_size=30),
    lows=st.tuples(st.booleans(), st.booleans()),
    most=st.integers(1, 40),
)
def test_ranks_equal_those_found_by_hand(tmp_path, rows, lows, most):
    # A number in the last row of each column: a column without any cannot be ranked by.
    rows = [*rows, ("1.25", "2.5")]
    table = table_of(tmp_path, ["name", "x", "y"], [["p", *row] for row in rows])
    ranking = rank_customers(table, [RankColumn("x", lows[0]), RankColumn("y", lows[1])])
    expected = naive_scores(list(zip(*rows, strict=True)), lows)
    assert ranking.score is not None
    assert ranking.score.to_list() == expected
    order = sorted(range(len(rows)), key=lambda row: (expected[row], row))
    assert ranking.first() == order
    assert ranking.first(most) == order[:most]


def test_the_best_of_a_real_list_are_those_that_duckdb_finds(shared_data, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    path = shared_data / "crm" / "telco-customer-churn.csv"
    rows = duckdb.execute(
        """
        with list as (
            select customerID, row_number() over () as place,
                try_cast(tenure as double) as a, try_cast(TotalCharges as double) as b
            from read_csv(?)
        ), ranked as (
            select *,
                rank() over (order by a desc nulls last) + (count(*) over (partition by a) - 1) / 2.0 as rank_a,
                rank() over (order by b nulls last) + (count(*) over (partition by b) - 1) / 2.0 as rank_b
            from list
        )
        select customerID from ranked order by (rank_a + rank_b) / 2, place
        """,
        [str(path)],
    ).fetchall()
    monkeypatch.setattr(tables, "FAST_FROM", 0)
    table = read_table(path)
    ranking = rank_customers(table, [RankColumn("tenure"), RankColumn("TotalCharges", low=True)])
    assert table.plain
    assert [row[0] for row in table.rows(ranking.first(), ["customerID"])] == [row[0] for row in rows]
