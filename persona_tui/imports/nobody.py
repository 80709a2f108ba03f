"""Which rows of a list are no customers: those in which nothing stands, and those without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from persona_tui.imports.cells import BLANK_TEXTS, is_blank
from persona_tui.imports.tables import Table


@dataclass(frozen=True)
class Nobody:
    """The numbers of such rows; of them, how many say nothing at all and how many only lack a name."""

    rows: frozenset[int] = frozenset()
    empty: int = 0
    nameless: int = 0


def find_nobody(table: Table, name_columns: Sequence[str], known_columns: Sequence[str] = ()) -> Nobody:
    """The rows of the whole list that are nobody. Without `name_columns` those in which nothing stands.

    `known_columns` are needed anyway: where one of them says something, no other is looked at.
    """
    looked_at = list(dict.fromkeys([*name_columns] or [*known_columns] or table.columns))
    silent = _silent_rows(table, looked_at)
    empty = [row for row, cells in zip(silent, table.rows(silent), strict=True) if all(map(is_blank, cells))]
    if not name_columns:
        return Nobody(frozenset(empty), len(empty))
    return Nobody(frozenset(silent), len(empty), len(silent) - len(empty))


def _silent_rows(table: Table, columns: Sequence[str]) -> list[int]:
    """The rows that say nothing in any of these columns."""
    import polars as pl

    maybe = pl.all().str.strip_chars().str.to_lowercase().is_in(list(BLANK_TEXTS))
    found = table.frame(columns).select(pl.all_horizontal(maybe).alias("silent"))["silent"].arg_true()
    return [int(row) for row in found.to_list()]
