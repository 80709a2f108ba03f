"""Who comes first in a list: ranks by one column or several, as a person would do it on paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.imports.cells import decimal_mark, is_blank, months_come_first, parse_date, parse_number
from persona_tui.imports.tables import Table

if TYPE_CHECKING:
    import polars as pl

_ONE_POINT = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"
_ENOUGH = 1_000


@dataclass(frozen=True)
class RankColumn:
    """A column to rank by: the highest number or latest date first, or with `low` the lowest or earliest."""

    column: str
    low: bool = False

    @classmethod
    def parse(cls, text: str) -> RankColumn:
        """From "tenure", "tenure:low" or "tenure:high"; any other colon belongs to the column's name."""
        name, colon, way = text.rpartition(":")
        if colon and way.strip().lower() in ("low", "high"):
            return cls(name, way.strip().lower() == "low")
        return cls(text)


@dataclass(frozen=True)
class NoValue:
    """How many customers a column says nothing usable about; they share the mean of the last ranks."""

    column: str
    blank: int
    no_number: int


class Ranking:
    """The order of a table's rows. `score` is each row's sum of ranks, the lowest first; ties keep the file's order.

    `no_value` has an entry for every column asked for, in that order.
    """

    def __init__(self, height: int, score: pl.Series | None, no_value: tuple[NoValue, ...]) -> None:
        self.height = height
        self.score = score
        self.no_value = no_value

    def first(self, most: int | None = None) -> list[int]:
        """The numbers of the first rows, best first; all of them when `most` is None."""
        count = self.height if most is None else min(most, self.height)
        if self.score is None or count == 0:
            return list(range(count))
        import polars as pl

        rows = pl.DataFrame({"score": self.score}).with_row_index("row")
        if count < self.height:
            # Whoever does not beat the last score that counts is out; few are left to sort.
            limit = self.score.bottom_k(count).max()
            rows = rows.filter(pl.col("score") <= limit)
        ordered = rows.sort("score", "row").head(count)
        return [int(row) for row in ordered["row"].to_list()]


def rank_customers(table: Table, rank_by: Sequence[RankColumn], nobody: Collection[int] = ()) -> Ranking:
    """Rank the rows: per column by value, ties sharing their mean rank and rows without a value the last ranks;
    over several columns by the mean of the ranks. Without columns the file's order stands. Rows that are `nobody` are
    not counted among those without a value.

    Raises PlainError for a column that holds neither numbers nor dates, KeyError for one that is not there.
    """
    if not rank_by or table.height == 0:
        return Ranking(table.height, None, ())
    import polars as pl

    cells = table.frame([rank.column for rank in rank_by])
    # Columns are cast side by side and ranked side by side: Polars spreads them over the cores.
    cast = cells.select(pl.all().cast(pl.Float64, strict=False))
    worth = {
        column: _rank_values(cells[column], cast[column], column, table.delimiter, nobody) for column in cells.columns
    }
    values = pl.DataFrame([series.alias(column) for column, (series, _report) in worth.items()])
    ranks = values.select(
        _mean_ranks(values[rank.column], low=rank.low).alias(str(at)) for at, rank in enumerate(rank_by)
    )
    score = ranks.select(pl.sum_horizontal(pl.all())).to_series()
    return Ranking(table.height, score, tuple(worth[rank.column][1] for rank in rank_by))


def _mean_ranks(values: pl.Series, *, low: bool) -> pl.Expr:
    import polars as pl

    ranks = pl.col(values.name).rank("average", descending=not low)
    missing = values.null_count()
    return ranks.fill_null(len(values) - (missing - 1) / 2) if missing else ranks


def _rank_values(
    texts: pl.Series, values: pl.Series, column: str, delimiter: str, nobody: Collection[int]
) -> tuple[pl.Series, NoValue]:
    """What a column's cells are worth: numbers, or moments in seconds where it holds dates; null where neither.

    `values` are the cells that Polars takes for numbers; the others are read more patiently here.
    """
    import polars as pl

    values = values.set(~values.is_finite(), None)
    if values.null_count() == 0 and delimiter != ";":
        return values, NoValue(column, 0, 0)
    first = _said(texts.filter(values.is_null()), _ENOUGH)
    month_first = months_come_first(first)
    dates = (
        bool(first)
        and values.null_count() == len(values)
        and all(parse_date(text, month_first=month_first) for text in first[:20])
    )
    decimal = "." if dates else _decimal_mark_of(texts, first, delimiter)
    if not dates and (first or decimal == ","):
        values = _with_marks_of(texts, values, decimal)
    hard = _said(texts.filter(values.is_null()))
    if dates:
        moments = ((text, parse_date(text, month_first=month_first)) for text in hard)
        worth = {text: moment.timestamp() for text, moment in moments if moment is not None}
    else:
        numbers = ((text, parse_number(text, decimal)) for text in hard)
        worth = {text: number for text, number in numbers if number is not None}
    if worth:
        found = texts.replace_strict(list(worth), list(worth.values()), default=None, return_dtype=pl.Float64)
        values = values.fill_null(found)
    if hard and values.null_count() == len(values):
        sentence = _('The column "{column}" holds no numbers and no dates: choose another one to rank by.')
        raise PlainError(sentence.format(column=column))
    is_without = values.is_null()
    if nobody:
        is_without = is_without.scatter(sorted(nobody), values=False)
    without = texts.filter(is_without)
    said = set(hard) - worth.keys()
    no_number = int(without.is_in(list(said)).sum()) if said else 0
    return values, NoValue(column, len(without) - no_number, no_number)


def _said(texts: pl.Series, most: int | None = None) -> list[str]:
    """The different texts that are not blank, in the list's order; of the first `most` different ones, if given."""
    different = texts.unique(maintain_order=True)
    return [text for text in different[:most].to_list() if not is_blank(text)]


def _with_marks_of(texts: pl.Series, values: pl.Series, decimal: str) -> pl.Series:
    """The values with those of plain figures such as 1,889.50, or 1.889,50 where the comma is the decimal mark."""
    import polars as pl

    if decimal == ",":
        marked = texts.str.contains(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$") & ~texts.str.contains(r"^[+-]?0\d*\.")
        figures = texts.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        marked = values.is_null() & texts.str.contains(r"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$")
        figures = texts.str.replace_all(",", "", literal=True)
    return figures.cast(pl.Float64, strict=False).zip_with(marked, values)


def _decimal_mark_of(texts: pl.Series, hard: Sequence[str], delimiter: str) -> str:
    """The column's decimal mark. Where points are the only marks, a list cut by semicolons comes from a country
    that writes 1.200 for twelve hundred, unless a cell such as 12.5 says otherwise."""
    pointed = list(islice(texts.filter(texts.str.contains(".", literal=True)), _ENOUGH))
    if delimiter == ";" and pointed and not any("," in text for text in hard):
        cut = texts.filter(texts.str.contains(".", literal=True)).str.contains(_ONE_POINT)
        return "," if bool(cut.all()) else "."
    return decimal_mark([*hard[:_ENOUGH], *pointed])
