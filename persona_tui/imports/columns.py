"""What the columns of a customer list are for: a guess, which a person may overrule, with a reason for each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.imports import column_words as words
from persona_tui.imports.cells import is_blank, parse_date, parse_number
from persona_tui.imports.contents import squash
from persona_tui.imports.tables import Table

_SAMPLE = 500
_MAIL_OR_LINK = re.compile(r"\s*(?:[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+|www\.\S+)\s*", re.IGNORECASE)


class Why(StrEnum):
    """Why something stays out, for a screen that wants to say it its own way."""

    CONTACT = "contact"
    NAME = "name"
    SPECIAL = "special"
    EMPTY = "empty"
    ONE_VALUE = "one_value"
    NO_ATTRIBUTE = "no_attribute"
    TAKEN = "taken"
    NOT_BEST = "not_best"
    NO_RANK = "no_rank"
    NO_NAME = "no_name"
    EMPTY_ROW = "empty_row"
    SUM = "sum"
    VALUE = "value"
    CUT = "cut"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class LeftOut:
    """Something of the list that does not enter the study: what, a reason to read, how many (rows, cells or 0)."""

    what: str
    why: str
    count: int = 0
    reason: Why = Why.NO_ATTRIBUTE

    @property
    def sentence(self) -> str:
        """One line to show."""
        return f"{self.what}: {self.why}"


@dataclass(frozen=True)
class ColumnGuess:
    """What each column is for. `name_columns` make the name in this order; `key_column` tells customers apart.

    `numeric_columns` and `date_columns` could be ranked by. Columns in none of these stand in `left_out`.
    """

    name_columns: tuple[str, ...]
    key_column: str | None
    column_map: Mapping[str, Attribute]
    left_out: tuple[LeftOut, ...]
    numeric_columns: tuple[str, ...] = ()
    date_columns: tuple[str, ...] = ()


def guess_columns(
    table: Table,
    catalogue: Sequence[Attribute],
    *,
    sells_to: str,
    name_columns: Sequence[str] = (),
    column_map: Mapping[str, Attribute] | None = None,
) -> ColumnGuess:
    """Guess what the columns are for, after what the person said: `name_columns` and `column_map` stand as given.

    `sells_to` is the study's "people", "businesses" or "both". Attributes that need special care are never guessed.
    """
    cells = _Cells(table)
    names = tuple(name_columns) or _guess_names(cells, sells_to)
    key = _guess_key(cells)
    mapping = dict(column_map or {})
    guessed = attributes_by_column_name(catalogue, sells_to)
    taken = {attribute.key: column for column, attribute in mapping.items()}
    left_out: list[LeftOut] = []
    quiet = cells.quiet_columns(column for column in table.columns if column not in mapping)
    for column in table.columns:
        if column in mapping or column in names or column == key:
            continue
        attribute = guessed.get(squash(column))
        problem = _reason_to_leave(cells, column, attribute, taken, quiet.get(column), names)
        if problem is not None:
            left_out.append(problem)
        elif attribute is not None:
            mapping[column] = attribute
            taken[attribute.key] = column
    contact = {column for column in table.columns if words.names_contact_data(column)}
    in_order = {column: mapping[column] for column in table.columns if column in mapping}
    return ColumnGuess(
        name_columns=names,
        key_column=key,
        column_map=in_order,
        left_out=tuple(left_out),
        numeric_columns=tuple(c for c in table.columns if c != key and c not in contact and cells.numeric(c)),
        date_columns=tuple(column for column in table.columns if cells.dates(column)),
    )


def _reason_to_leave(
    cells: _Cells,
    column: str,
    attribute: Attribute | None,
    taken: Mapping[str, str],
    quiet: Why | None,
    names: Sequence[str],
) -> LeftOut | None:
    if words.names_contact_data(column) or cells.reaches_people(column):
        why = _("it tells how to reach somebody, and contact data stays out of the study")
        return LeftOut(column, why, reason=Why.CONTACT)
    if quiet is Why.EMPTY:
        return LeftOut(column, _("nothing stands in it"), reason=Why.EMPTY)
    if attribute is None and names and squash(column) in words.ANY_NAMES:
        why = _('it names somebody too, and the name comes from "{column}"')
        return LeftOut(column, why.format(column=" + ".join(names)), reason=Why.NAME)
    if attribute is None and quiet is Why.ONE_VALUE:
        why = _("the same stands in every row, so it tells nobody apart")
        return LeftOut(column, why, reason=Why.ONE_VALUE)
    if attribute is None:
        why = _("no attribute goes by that name; --map brings it in")
        return LeftOut(column, why, reason=Why.NO_ATTRIBUTE)
    if attribute.care is Care.SPECIAL:
        why = _("{attribute} needs special care and is never taken without being asked for")
        return LeftOut(column, why.format(attribute=attribute.label), reason=Why.SPECIAL)
    if attribute.key in taken:
        why = _('the column "{column}" already gives {attribute}')
        text = why.format(column=taken[attribute.key], attribute=attribute.label)
        return LeftOut(column, text, reason=Why.TAKEN)
    return None


class _Cells:
    """The first rows of a table, column by column, without the cells that say nothing."""

    def __init__(self, table: Table) -> None:
        self.table = table
        rows = table.sample(_SAMPLE)
        self.rows = len(rows)
        self._said = {
            column: [row[at] for row in rows if not is_blank(row[at])] for at, column in enumerate(table.columns)
        }
        self.by_squashed = {squash(column): column for column in reversed(table.columns) if squash(column)}

    def said(self, column: str) -> list[str]:
        """The cells of the first rows that say something."""
        return self._said[column]

    def first_of(self, names: Iterable[str]) -> str | None:
        """The column with the first of these squashed names, if it holds words and not numbers or nothing."""
        found = (self.by_squashed[name] for name in names if name in self.by_squashed)
        return next((column for column in found if self._said[column] and not self.numeric(column)), None)

    def numeric(self, column: str) -> bool:
        """Whether most of what it says are numbers."""
        said = self._said[column]
        return bool(said) and sum(parse_number(text) is not None for text in said) >= 0.8 * len(said)

    def dates(self, column: str) -> bool:
        """Whether most of what it says are dates."""
        said = self._said[column]
        return bool(said) and sum(parse_date(text) is not None for text in said) >= 0.8 * len(said)

    def reaches_people(self, column: str) -> bool:
        """Whether most of what it says are e-mail addresses or links."""
        said = self._said[column]
        return bool(said) and sum(_MAIL_OR_LINK.fullmatch(text) is not None for text in said) >= 0.8 * len(said)

    def unique(self, column: str) -> bool:
        """Whether every row says something in it, and no two the same."""
        said = self._said[column]
        return self.rows > 0 and len(said) == self.rows == len({text.strip() for text in said})

    def quiet_columns(self, columns: Iterable[str]) -> dict[str, Why]:
        """Columns in which nothing, or the same in every row, stands: in the whole list, not only its beginning."""
        suspects = [column for column in columns if len({text.strip() for text in self._said[column]}) <= 1]
        quiet: dict[str, Why] = {}
        if self.rows < self.table.height and suspects:
            whole = self.table.frame(suspects)
            texts = {column: whole[column].unique().to_list() for column in suspects}
        else:
            places = {column: at for at, column in enumerate(self.table.columns)}
            rows = self.table.sample(_SAMPLE)
            texts = {column: [row[places[column]] for row in rows] for column in suspects}
        for column in suspects:
            values = {text.strip() for text in texts[column]}
            if all(map(is_blank, values)):
                quiet[column] = Why.EMPTY
            elif len(values) == 1 and self.table.height > 1:
                quiet[column] = Why.ONE_VALUE
        return quiet


def _guess_names(cells: _Cells, sells_to: str) -> tuple[str, ...]:
    company = cells.first_of(words.COMPANY_NAMES)
    if company is not None and sells_to == "businesses":
        return (company,)
    parts = (words.FIRST_NAMES, words.BETWEEN_NAMES, words.LAST_NAMES)
    first, between, last = (cells.first_of(names) for names in parts)
    person = cells.first_of(words.FULL_NAMES)
    if first is not None and last is not None:
        return tuple(column for column in (first, between, last) if column is not None)
    alone = person or first or last or company
    return (alone,) if alone is not None else ()


def _guess_key(cells: _Cells) -> str | None:
    """The column that numbers the customers: an id by its name, with something else in every row."""
    named = [cells.by_squashed[name] for name in words.KEYS if name in cells.by_squashed]
    ending = [column for column in cells.table.columns if (words.words_of(column) or [""])[-1] in words.KEY_ENDINGS]
    candidates = (column for column in [*named, *ending] if not words.names_contact_data(column))
    return next((column for column in candidates if cells.unique(column)), None)


def attributes_by_column_name(catalogue: Sequence[Attribute], sells_to: str) -> dict[str, Attribute]:
    """Attributes by every squashed name a column for them may have; the earlier attribute has the name."""
    found: dict[str, Attribute] = {}
    usable = [a for a in catalogue if not a.sells_to or sells_to in (a.sells_to, "both", "")]
    for attribute in usable:
        for name in (attribute.key, attribute.label):
            found.setdefault(squash(name), attribute)
    for attribute in usable:
        for alias in attribute.aliases:
            found.setdefault(squash(alias), attribute)
    found.pop("", None)
    return found


def _closest(text: str, names: Sequence[str]) -> str:
    by_squashed = {squash(name): name for name in reversed(names)}
    near = difflib.get_close_matches(squash(text), list(by_squashed), n=1, cutoff=0.5)
    return by_squashed[near[0]] if near else ""


def find_column(table: Table, text: str) -> str:
    """The column a person means; capitals, spaces and underscores make no difference where only one fits.

    Raises PlainError naming the closest column, or all of them.
    """
    if text in table.columns:
        return text
    alike = [column for column in table.columns if squash(column) == squash(text) and squash(text)]
    if len(alike) == 1:
        return alike[0]
    near = _closest(text, table.columns)
    if near:
        sentence = _('There is no column "{column}" in {file}: did you mean "{near}"?')
        raise PlainError(sentence.format(column=text, file=table.name, near=near))
    sentence = _('There is no column "{column}" in {file}. It has: {columns}.')
    some = ", ".join(table.columns[:30]) + (" …" if len(table.columns) > 30 else "")
    raise PlainError(sentence.format(column=text, file=table.name, columns=some))


def find_name_columns(table: Table, text: str) -> tuple[str, ...]:
    """The columns that make the name: one, or several joined by a plus ("first_name+last_name"). Raises PlainError."""
    if text in table.columns or "+" not in text:
        return (find_column(table, text),)
    return tuple(find_column(table, part.strip()) for part in text.split("+"))


def find_mapping(table: Table, catalogue: Sequence[Attribute], text: str) -> tuple[str, Attribute]:
    """The column and the attribute in "COLUMN=ATTRIBUTE", the attribute by its key, label or another name for it.

    Raises PlainError for a text without "=", and naming the closest for an unknown column or attribute.
    """
    column, equals, wanted = text.rpartition("=")
    if not equals or not column.strip() or not wanted.strip():
        sentence = _('"{text}" does not say which column fills which attribute: write COLUMN=ATTRIBUTE.')
        raise PlainError(sentence.format(text=text))
    found = find_column(table, column.strip())
    attribute = attributes_by_column_name(catalogue, "").get(squash(wanted))
    if attribute is not None:
        return found, attribute
    near = _closest(wanted, [attribute.key for attribute in catalogue])
    hint = _("did you mean {near}?").format(near=near) if near else _("see the list on the attributes step.")
    sentence = _('There is no attribute "{attribute}": {hint}')
    raise PlainError(sentence.format(attribute=wanted.strip(), hint=hint))
