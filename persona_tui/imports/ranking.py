"""Who comes first in a list: ranks by one column or several, as a person would do it on paper."""

from __future__ import annotations

from collections.abc import Sequence
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


def rank_customers(table: Table, rank_by: Sequence[RankColumn]) -> Ranking:
    """Rank the rows: per column by value, ties sharing their mean rank and rows without a value the last ranks;
    over several columns by the mean of the ranks. Without columns the file's order stands.

    Raises PlainError for a column that holds neither numbers nor dates, KeyError for one that is not there.
    """
    if not rank_by or table.height == 0:
        return Ranking(table.height, None, ())
    cells = table.frame([rank.column for rank in rank_by])
    score: pl.Series | None = None
    reports: list[NoValue] = []
    for rank in rank_by:
        values, report = rank_values(cells[rank.column], rank.column, table.delimiter)
        ranks = _mean_ranks(values, low=rank.low)
        score = ranks if score is None else score + ranks
        reports.append(report)
    return Ranking(table.height, score, tuple(reports))


def _mean_ranks(values: pl.Series, *, low: bool) -> pl.Series:
    missing = values.null_count()
    ranks = values.rank("average", descending=not low)
    return ranks.fill_null(len(values) - (missing - 1) / 2) if missing else ranks


def rank_values(texts: pl.Series, column: str, delimiter: str = ",") -> tuple[pl.Series, NoValue]:
    """What a column's cells are worth: numbers, or moments in seconds where it holds dates; null where neither."""
    import polars as pl

    values = texts.cast(pl.Float64, strict=False)
    values = values.set(~values.is_finite(), None)
    if values.null_count() == 0 and delimiter != ";":
        return values, NoValue(column, 0, 0)
    rest = texts.filter(values.is_null()).unique(maintain_order=True).to_list()
    hard = [text for text in rest if not is_blank(text)]
    worth: dict[str, float] = {}
    if hard and values.null_count() == len(values) and all(map(parse_date, hard[:20])):
        month_first = months_come_first(hard)
        moments = ((text, parse_date(text, month_first=month_first)) for text in hard)
        worth = {text: moment.timestamp() for text, moment in moments if moment is not None}
    else:
        decimal = _decimal_mark_of(texts, hard, delimiter)
        if decimal == ",":
            in_thousands = texts.str.contains(_ONE_POINT)
            values = values.set(in_thousands, None)
            values = values.zip_with(
                ~in_thousands, texts.str.replace(".", "", literal=True).cast(pl.Float64, strict=False)
            )
        numbers = ((text, parse_number(text, decimal)) for text in hard)
        worth = {text: number for text, number in numbers if number is not None}
    if worth:
        found = texts.replace_strict(list(worth), list(worth.values()), default=None, return_dtype=pl.Float64)
        values = values.fill_null(found)
    if hard and values.null_count() == len(values):
        sentence = _('The column "{column}" holds no numbers and no dates: choose another one to rank by.')
        raise PlainError(sentence.format(column=column))
    without = texts.filter(values.is_null())
    said = set(hard) - worth.keys()
    no_number = int(without.is_in(list(said)).sum()) if said else 0
    return values, NoValue(column, len(without) - no_number, no_number)


def _decimal_mark_of(texts: pl.Series, hard: Sequence[str], delimiter: str) -> str:
    """The column's decimal mark. Where points are the only marks, a list cut by semicolons comes from a country
    that writes 1.200 for twelve hundred, unless a cell such as 12.5 says otherwise."""
    pointed = list(islice(texts.filter(texts.str.contains(".", literal=True)), _ENOUGH))
    if delimiter == ";" and pointed and not any("," in text for text in hard):
        cut = texts.filter(texts.str.contains(".", literal=True)).str.contains(_ONE_POINT)
        return "," if bool(cut.all()) else "."
    return decimal_mark([*hard[:_ENOUGH], *pointed])
