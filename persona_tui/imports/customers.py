"""From a table to customers: the best of a list, with names, keys, attributes and what was left out and why.

Pure: the plan says what an import would do; a workflow writes it into a study. `tables.py` knows files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from persona_tui.domain.attributes import Attribute, Content, Kind, Known
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.imports.cells import decimal_mark, is_blank
from persona_tui.imports.columns import (
    ColumnGuess,
    LeftOut,
    Why,
    find_column,
    find_mapping,
    find_name_columns,
    guess_columns,
)
from persona_tui.imports.contents import ConversionProblem, convert, convert_fully, not_an_answer
from persona_tui.imports.nobody import Nobody, find_nobody
from persona_tui.imports.ranking import RankColumn, Ranking, rank_customers
from persona_tui.imports.tables import Table

__all__ = [
    "ColumnGuess",
    "ConversionProblem",
    "ImportPlan",
    "LeftOut",
    "PlannedCustomer",
    "RankColumn",
    "Ranking",
    "Why",
    "convert",
    "find_column",
    "find_mapping",
    "find_name_columns",
    "guess_columns",
    "plan_import",
    "rank_customers",
]

LONGEST_NAME = 200
_SHOWN = 3


@dataclass(frozen=True)
class PlannedCustomer:
    """One customer as the import would write them.

    `key` tells them apart in this list, the same on every import. `contents` and `unanswered` (unknown, rather not
    say) are by attribute key. `reasons` is what they were ranked by: "tenure 72, TotalCharges 8684.80". `row` counts
    from 0 in the table.
    """

    name: str
    key: str
    contents: Mapping[str, Content]
    unanswered: Mapping[str, Known]
    reasons: str
    row: int


@dataclass(frozen=True)
class ImportPlan:
    """The customers chosen, best first; what was left out and why; `notes` on what was changed on the way.

    `total` counts the rows of the list that are somebody. `named` is false when the list gave no names ("Person 1").
    """

    customers: tuple[PlannedCustomer, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    total: int
    named: bool


@dataclass
class _Chosen:
    """The rows taken."""

    rows: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


def plan_import(
    table: Table,
    *,
    name_columns: Sequence[str] = (),
    rank_by: Sequence[RankColumn] = (),
    best: int | None = None,
    column_map: Mapping[str, Attribute] | None = None,
    key_column: str | None = None,
    columns_left_out: Sequence[LeftOut] = (),
) -> ImportPlan:
    """Choose the best `best` customers (all when None) and turn their cells into contents.

    Columns may be named as `find_column` understands them.
    `columns_left_out`, from the guess, open the report; columns ranked by are taken out of it.
    Raises PlainError for a table without rows, a `best` below 1, an unknown column, one that cannot be ranked by.
    """
    if table.height == 0:
        sentence = _('"{name}" has column names but no customers below them: save the list again with its rows.')
        raise PlainError(sentence.format(name=table.name))
    if best is not None and best < 1:
        raise PlainError(_("Take at least one customer from the list."))
    column_map = {find_column(table, column): attribute for column, attribute in (column_map or {}).items()}
    name_columns = [find_column(table, column) for column in name_columns]
    key_column = find_column(table, key_column) if key_column else None
    rank_by = [RankColumn(find_column(table, rank.column), rank.low) for rank in rank_by]
    identity = [key_column] if key_column else list(name_columns)
    if rank_by:
        # One pass over the file for everything that is needed of every row.
        table.frame([*identity, *(rank.column for rank in rank_by)])
    nobody = find_nobody(table, name_columns, [*identity, *(rank.column for rank in rank_by)])
    ranking = rank_customers(table, rank_by, nobody.rows)
    place = {column: at for at, column in enumerate(table.columns)}
    chosen = _choose(table, ranking, best, nobody)
    names, notes = _names(chosen, [place[column] for column in name_columns])
    keys = _keys(table, chosen, place, key_column, name_columns)
    names, doubles = _tell_apart(names, keys if key_column else None)
    contents, unanswered, problems = _contents(table, chosen, column_map, place)
    reasons = [_reasons(row, rank_by, place) for row in chosen.cells]
    customers = tuple(
        PlannedCustomer(*fields) for fields in zip(names, keys, contents, unanswered, reasons, chosen.rows, strict=True)
    )
    ranked = {rank.column for rank in rank_by}
    left_out = [part for part in columns_left_out if part.what not in ranked]
    total = table.height - len(nobody.rows)
    left_out += _rows_left_out(total, chosen, best, ranking, nobody) + problems
    return ImportPlan(customers, tuple(left_out), (*table.notes, *notes, *doubles), total, bool(name_columns))


# Choosing


def _choose(table: Table, ranking: Ranking, best: int | None, nobody: Nobody) -> _Chosen:
    """The best rows that are somebody: those that are nobody make room for the next."""
    somebody = table.height - len(nobody.rows)
    wanted = somebody if best is None else min(best, somebody)
    order = [row for row in ranking.first(wanted + len(nobody.rows)) if row not in nobody.rows][:wanted]
    return _Chosen(order, table.rows(order))


def _rows_left_out(total: int, chosen: _Chosen, best: int | None, ranking: Ranking, nobody: Nobody) -> list[LeftOut]:
    found: list[LeftOut] = []
    others = total - len(chosen.rows)
    if others:
        taken = len(chosen.rows)
        if ranking.score is None:
            why = _("not among the first {best} of the list, which was ranked by no column")
        else:
            why = _("not among the best {best}")
        found.append(LeftOut(_customers(others), why.format(best=f"{taken:,}"), others, Why.NOT_BEST))
    for without in ranking.no_value:
        if without.blank:
            why = _("no {column}, so they rank last there").format(column=without.column)
            found.append(LeftOut(_customers(without.blank), why, without.blank, Why.NO_RANK))
        if without.no_number:
            why = _("{column} is neither a number nor a date, so they rank last there")
            text = why.format(column=without.column)
            found.append(LeftOut(_customers(without.no_number), text, without.no_number, Why.NO_RANK))
    rows_left_out = (
        (nobody.nameless, _("without a name"), Why.NO_NAME),
        (nobody.empty, _("nothing stands in it"), Why.EMPTY_ROW),
        (nobody.sums, _("called as sums are, at the end of the list"), Why.SUM),
    )
    for count, why, reason in rows_left_out:
        if count:
            what = ngettext("{n} row", "{n} rows", count).format(n=f"{count:,}")
            found.append(LeftOut(what, why, count, reason))
    return found


def _customers(count: int) -> str:
    return ngettext("{n} customer", "{n} customers", count).format(n=f"{count:,}")


def _reasons(cells: Sequence[str], rank_by: Sequence[RankColumn], place: Mapping[str, int]) -> str:
    said = []
    for rank in rank_by:
        cell = cells[place[rank.column]]
        if is_blank(cell):
            said.append(_("no {column}").format(column=rank.column))
        else:
            said.append(f"{rank.column} {_shortened(clean_line(cell))}")
    return ", ".join(said)


# Names and keys


def _shortened(text: str, most: int = LONGEST_NAME) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _names(chosen: _Chosen, places: Sequence[int]) -> tuple[list[str], list[str]]:
    """The names, as one line each of at most 200 characters, and what to say of those that had to be cut."""
    if not places:
        return [_("Person {number}").format(number=at + 1) for at in range(len(chosen.rows))], []
    whole = [
        " ".join(clean_line(cells[place]) for place in places if not is_blank(cells[place])) for cells in chosen.cells
    ]
    names = [_shortened(name) for name in whole]
    cut = sum(name != full for name, full in zip(names, whole, strict=True))
    if not cut:
        return names, []
    sentence = ngettext(
        "{n} name was longer than {most} characters and was cut.",
        "{n} names were longer than {most} characters and were cut.",
        cut,
    )
    return names, [sentence.format(n=f"{cut:,}", most=LONGEST_NAME)]


def _tell_apart(names: Sequence[str], keys: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """Names that differ: those that several share get the key, or a number where there is none, behind them."""
    counts = Counter(name.casefold() for name in names)
    taken = {name.casefold() for name in names if counts[name.casefold()] == 1}
    apart: list[str] = []
    for at, name in enumerate(names):
        unique = name
        if counts[name.casefold()] > 1:
            number = 1
            unique = f"{name} ({_shortened(keys[at], 60)})" if keys else name
            while unique.casefold() in taken:
                number += 1
                unique = f"{name} ({number})"
            taken.add(unique.casefold())
        apart.append(unique)
    shared = sum(count for count in counts.values() if count > 1)
    if not shared:
        return apart, []
    if keys:
        sentence = _("{n} customers share a name with another; their key stands behind it.")
    else:
        sentence = _("{n} customers share a name with another; a number stands behind it.")
    return apart, [sentence.format(n=f"{shared:,}")]


def _keys(
    table: Table, chosen: _Chosen, place: Mapping[str, int], key_column: str | None, name_columns: Sequence[str]
) -> list[str]:
    """A key for each chosen row that stays the same on the next import of the list.

    It is the key column's text; without one a hash of the name columns, without those of the whole row. Rows that
    say the same there are numbered in the list's order, counting the rows that were not chosen too.
    """
    columns = [key_column] if key_column else list(name_columns)
    name_places = [place[column] for column in name_columns]
    earlier = _earlier_rows(table, chosen.rows, columns)
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for row, cells in sorted(zip(chosen.rows, chosen.cells, strict=True)):
        own = cells[place[key_column]] if key_column else ""
        base = clean_line(own) if not is_blank(own) else _hash([cells[at] for at in name_places] or cells)
        above = 0 if key_column and is_blank(own) else earlier.get(row, 0)
        count = max(above, seen[base])
        seen[base] = count + 1
        keys[row] = base if count == 0 else f"{base}#{count + 1}"
    return [keys[row] for row in chosen.rows]


def _hash(parts: Sequence[str]) -> str:
    return "~" + hashlib.blake2s("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _earlier_rows(table: Table, rows: Sequence[int], columns: Sequence[str]) -> dict[int, int]:
    """For each of these rows, how many rows above it say the same in these columns."""
    if not columns or not rows:
        return {}
    import polars as pl

    frame = table.frame(columns).with_row_index("\x00row")
    if len(rows) < table.height:
        alike = frame[rows].select(columns).unique()
        frame = frame.join(alike, on=list(columns), how="semi")
    counted = frame.sort("\x00row").select("\x00row", count=pl.int_range(pl.len()).over(list(columns)))
    asked = set(rows)
    return {row: count for row, count in counted.iter_rows() if row in asked}


# Contents


def _contents(
    table: Table, chosen: _Chosen, column_map: Mapping[str, Attribute], place: Mapping[str, int]
) -> tuple[list[dict[str, Content]], list[dict[str, Known]], list[LeftOut]]:
    contents: list[dict[str, Content]] = [{} for _row in chosen.rows]
    unanswered: list[dict[str, Known]] = [{} for _row in chosen.rows]
    problems: list[LeftOut] = []
    for column, attribute in column_map.items():
        at = place[column]
        decimal = _mark_of_column(table, chosen, at) if attribute.kind not in (Kind.TEXT, Kind.YEAR) else "."
        lost: list[str] = []
        for row, cells in enumerate(chosen.cells):
            cell = cells[at]
            if is_blank(cell) or attribute.key in contents[row]:
                continue
            known = not_an_answer(cell)
            if known is not None:
                unanswered[row][attribute.key] = known
                continue
            try:
                converted = convert_fully(cell, attribute, decimal=decimal)
            except ConversionProblem as problem:
                lost.append(problem.text)
            else:
                contents[row][attribute.key] = converted.content
                unanswered[row].pop(attribute.key, None)
                lost += converted.lost
        if lost:
            problems.append(_values_left_out(column, attribute, lost))
    return contents, unanswered, problems


def _mark_of_column(table: Table, chosen: _Chosen, at: int) -> str:
    near = [row[at] for row in table.sample(500)]
    return decimal_mark([*near, *(cells[at] for cells in chosen.cells)])


def _values_left_out(column: str, attribute: Attribute, lost: Sequence[str]) -> LeftOut:
    examples = list(dict.fromkeys(f'"{_shortened(clean_line(text), 40)}"' for text in lost))
    shown = ", ".join(examples[:_SHOWN]) + (" …" if len(examples) > _SHOWN else "")
    count = len(lost)
    if attribute.kind in (Kind.ONE_OF, Kind.SEVERAL_OF):
        why = ngettext(
            "{n} value is none of the choices of {attribute} ({examples})",
            "{n} values are none of the choices of {attribute} ({examples})",
            count,
        )
    elif attribute.kind is Kind.SCALE:
        why = ngettext(
            "{n} value is no step of {attribute} ({examples})",
            "{n} values are no steps of {attribute} ({examples})",
            count,
        )
    elif attribute.kind is Kind.YEAR:
        why = ngettext(
            "{n} value is no year for {attribute} ({examples})",
            "{n} values are no years for {attribute} ({examples})",
            count,
        )
    else:
        why = ngettext(
            "{n} value is no number for {attribute} ({examples})",
            "{n} values are no numbers for {attribute} ({examples})",
            count,
        )
    text = why.format(n=f"{count:,}", attribute=attribute.label, examples=shown)
    return LeftOut(column, text, count, Why.VALUE)
