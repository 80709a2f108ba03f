"""Which rows of a list are no customers: those in which nothing stands, those without a name, the sum below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from persona_tui.imports.cells import BLANK_TEXTS, is_blank
from persona_tui.imports.contents import squash
from persona_tui.imports.tables import Table

_SUMS = frozenset(
    ["total", "totals", "grandtotal", "subtotal", "sum", "sums", "sumtotal", "totaal", "eindtotaal", "subtotaal", "som",
     "summe", "gesamt", "gesamtsumme", "zwischensumme", "totale", "totalt", "totaux", "totalgeneral", "summa",
     "yhteensa", "loppusumma", "suma", "soma", "razem"]
)  # fmt: skip
"""Words for a sum, as `squash` has them."""
_LAST = 4
"""How many rows at the end of a list may be sums."""


@dataclass(frozen=True)
class Nobody:
    """The numbers of such rows; of them, how many say nothing at all, how many only lack a name, and how many
    are called as sums are, at the end of the list."""

    rows: frozenset[int] = frozenset()
    empty: int = 0
    nameless: int = 0
    sums: int = 0


def find_nobody(table: Table, name_columns: Sequence[str], known_columns: Sequence[str] = ()) -> Nobody:
    """The rows of the whole list that are nobody. Without `name_columns` those in which nothing stands.

    `known_columns` are needed anyway: where one of them says something, no other is looked at.
    """
    looked_at = list(dict.fromkeys([*name_columns] or [*known_columns] or table.columns))
    silent = _silent_rows(table, looked_at)
    empty = [row for row, cells in zip(silent, table.rows(silent), strict=True) if all(map(is_blank, cells))]
    if not name_columns:
        return Nobody(frozenset(empty), len(empty))
    sums = _sums(table, name_columns)
    return Nobody(frozenset([*silent, *sums]), len(empty), len(silent) - len(empty), len(sums))


def _sums(table: Table, name_columns: Sequence[str]) -> list[int]:
    """The last rows whose name is a word for a sum. A customer called Total is not taken for one in a list of one."""
    last = range(max(1, table.height - _LAST), table.height)
    named = zip(last, table.rows(last, name_columns), strict=True)
    return [row for row, cells in named if squash(" ".join(cells)) in _SUMS]


def _silent_rows(table: Table, columns: Sequence[str]) -> list[int]:
    """The rows that say nothing in any of these columns."""
    import polars as pl

    maybe = pl.all().str.strip_chars().str.to_lowercase().is_in(list(BLANK_TEXTS))
    found = table.frame(columns).select(pl.all_horizontal(maybe).alias("silent"))["silent"].arg_true()
    return [int(row) for row in found.to_list()]
