"""Files as tables of texts. What a customer is, `customers.py` knows.

Polars reads the columns of plain files; it was chosen because it ranks a million rows faster than DuckDB's SQL does
and needs nothing beside it. Rows are read from where they lie in the file, so a list is never held in memory whole.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.imports.cells import is_blank
from persona_tui.imports.survey import Survey, TableError, first_rows, records, survey_file
from persona_tui.imports.table_start import customer_in_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Table", "TableError", "is_blank", "read_table"]

FAST_FROM: Final = 1 << 20
"""Bytes from which a plain file is left on the disk and its columns are read by Polars."""
KEPT_UP_TO: Final = 1 << 25
"""Bytes up to which a file that is not plain is kept in memory instead of being read again for every question."""


class Table:
    """A list of customers as a file has it: named columns of text, rows counted from 0, "" for a missing cell.

    `name` is the file's name; `header` is its first row, and `columns` the same, made unique; `height` counts its
    rows, blank ones at the end left out; `notes` are sentences on how the file was read. Cells are exactly what the
    file says; cleaning them is for those who show them.
    """

    def __init__(self, survey: Survey) -> None:
        self.path = survey.path
        self.name = clean_line(survey.path.name)
        self.delimiter = survey.delimiter
        self.notes = _notes(survey)
        self._survey = survey
        self._skip = survey.skip
        self._kept: list[list[str]] | None = None
        self._head: list[list[str]] = []
        self._series: dict[str, pl.Series] = {}
        first = first_rows(survey.head, survey.delimiter, 2)
        self.header = first[0] if first else []
        self.columns: list[str] = []
        self.height = 0
        self.plain = survey.plain_bytes and survey.size >= FAST_FROM and self._measure_plain(first)
        if not self.plain:
            self._measure_any()
        self._place = {column: at for at, column in enumerate(self.columns)}

    # Measuring

    def _measure_plain(self, first: list[list[str]]) -> bool:
        """Find columns and height without parsing, if every line of the file is one row as wide as the header."""
        width = len(self.header)
        if len(first) < 2 or any("\n" in cell for cell in self.header):
            return False
        if not (self._all_lines_are_rows(width) if self._survey.quotes else self._marks_add_up(width)):
            return False
        last = self._survey.lines - 1
        while last > self._skip and not any(cell.strip() for cell in self._row_at(last)):
            last -= 1
            if self._survey.lines - last > 2_000:
                return False
        self.height = last - self._skip
        self.columns = _unique(self.header, width)
        return True

    def _marks_add_up(self, width: int) -> bool:
        """Whether there are as many delimiters as rows of that width have; blank lines at the end have none."""
        last = self._survey.lines - 1
        while last > self._skip and not self._survey.line(last).strip() and self._survey.lines - last < 100:
            last -= 1
        return self._survey.marks == (last + 1 - self._skip) * (width - 1)

    def _all_lines_are_rows(self, width: int) -> bool:
        """Whether every line is a row of that width in which each quotation mark opens, closes or is doubled."""
        import polars as pl

        mark = {"\t": r"\t"}.get(self.delimiter) or re.escape(self.delimiter)
        cell = rf'(?:[^"{mark}\r]*|"(?:[^"]|"")*")'
        row = rf"^\u{{feff}}?{cell}(?:{mark}{cell}){{{width - 1}}}\r?$"
        try:
            lines = pl.scan_csv(
                self.path, has_header=False, infer_schema=False, separator="\x01", quote_char=None, glob=False,
                skip_rows=self._skip,
            )  # fmt: skip
            line = pl.col(lines.collect_schema().names()[0])
            odd = ~line.str.contains(row) & (line.str.len_bytes() > 0)
            return int(lines.select(odd.sum()).collect().item()) == 0
        except pl.exceptions.PolarsError:
            return False

    def _measure_any(self) -> None:
        keep = self._survey.size <= KEPT_UP_TO
        rows: list[list[str]] = []
        width, height, seen = len(self.header), 0, 0
        for at, row in enumerate(self._records()):
            if at == 0:
                self.header = row
                width = len(row)
                continue
            seen += 1
            if any(cell.strip() for cell in row):
                height = seen
                while len(row) > width and not row[-1].strip():
                    row.pop()
                width = max(width, len(row))
            if keep:
                rows.append(row)
        self.height = height
        self.columns = _unique(self.header, width)
        if keep:
            self._kept = [row[:width] + [""] * (width - len(row)) for row in rows[:height]]

    def _records(self) -> Iterator[list[str]]:
        with self._survey.open() as file:
            try:
                yield from records(islice(file, self._skip, None), self.delimiter)
            except ValueError as error:
                line = int(error.args[0]) + self._skip
                sentence = _(
                    'In "{name}", line {line}, a quotation mark opens that nothing closes: '
                    "close it or take it out, and try again."
                )
                raise TableError(sentence.format(name=self.name, line=f"{line:,}")) from None

    # Reading

    def _row_at(self, line: int) -> list[str]:
        """The cells of one line of a plain file."""
        text = self._survey.line(line)
        return next(csv.reader([text], delimiter=self.delimiter), [])

    def _rows_in_order(self) -> Iterator[list[str]]:
        width = len(self.columns)
        for row in islice(self._records(), 1, self.height + 1):
            yield row[:width] + [""] * (width - len(row))

    def sample(self, most: int = 5) -> list[list[str]]:
        """The first rows, at most `most`, all columns."""
        if self._kept is not None:
            return self._kept[:most]
        if len(self._head) < min(most, self.height):
            self._head = list(islice(self._rows_in_order(), most))
        return self._head[:most]

    def rows(self, indices: Sequence[int], columns: Sequence[str] | None = None) -> list[list[str]]:
        """The rows with these numbers, in the order asked for; all columns, or those named, in their order.

        Raises IndexError for a row, KeyError for a column that is not there.
        """
        if any(not 0 <= index < self.height for index in indices):
            raise IndexError(indices)
        wanted = self._gather(indices)
        if columns is None:
            return wanted
        places = [self._place[column] for column in columns]
        return [[row[place] for place in places] for row in wanted]

    def _gather(self, indices: Sequence[int]) -> list[list[str]]:
        if self._kept is not None:
            return [self._kept[index] for index in indices]
        if self.plain and len(indices) * 200 < self.height:
            width = len(self.columns)
            found = [self._row_at(index + 1 + self._skip) for index in indices]
            return [row[:width] + [""] * (width - len(row)) for row in found]
        asked = set(indices)
        by_number = {number: row for number, row in enumerate(self._rows_in_order()) if number in asked}
        return [by_number[index] for index in indices]

    def frame(self, columns: Sequence[str]) -> pl.DataFrame:
        """Whole columns as a DataFrame of strings, "" for a missing cell. Read once, then kept.

        Raises KeyError for a column that is not there.
        """
        import polars as pl

        missing = [column for column in dict.fromkeys(columns) if column not in self._series]
        for column in missing:
            self._place[column]
        if missing:
            self._series |= self._load_plain(missing) or self._load_any(missing)
        return pl.DataFrame([self._series[column] for column in dict.fromkeys(columns)])

    def _load_plain(self, columns: Sequence[str]) -> dict[str, pl.Series]:
        """The columns of a plain file; nothing when Polars does not find the rows that were counted."""
        import polars as pl

        if not self.plain:
            return {}
        try:
            scan = pl.scan_csv(
                self.path, has_header=False, infer_schema=False, separator=self.delimiter, glob=False,
                skip_rows=self._skip, truncate_ragged_lines=True, quote_char='"' if self._survey.quotes else None,
            )  # fmt: skip
            names = scan.collect_schema().names()
            read = scan.select(names[self._place[column]] for column in columns).collect()
        except (pl.exceptions.PolarsError, IndexError):
            return {}
        if read.height < self.height + 1 or read.height > self._survey.lines - self._skip:
            return {}
        read = read.slice(1, self.height).fill_null("")
        return {column: read.to_series(at).alias(column) for at, column in enumerate(columns)}

    def _load_any(self, columns: Sequence[str]) -> dict[str, pl.Series]:
        import polars as pl

        places = [self._place[column] for column in columns]
        cells: list[list[str]] = [[] for _column in columns]
        for row in self._rows_in_order() if self._kept is None else self._kept:
            for column, place in zip(cells, places, strict=True):
                column.append(row[place])
        return {name: pl.Series(name, column, pl.String) for name, column in zip(columns, cells, strict=True)}


def _notes(survey: Survey) -> tuple[str, ...]:
    notes = []
    if survey.guessed_word:
        sentence = _(
            "The list is not in UTF-8 and was read as Windows text: see whether “{word}” is spelled right. If not, "
            'save it as "CSV UTF-8" in your spreadsheet program (File, Save as), and take that.'
        )
        notes.append(sentence.format(word=clean_line(survey.guessed_word)))
    if survey.title:
        sentence = _("What stands above the names of the columns was passed over: “{title}”.")
        notes.append(sentence.format(title=survey.title))
    return tuple(notes)


def _unique(header: Sequence[str], width: int) -> list[str]:
    """Column names that differ: blank ones get their number, repeated ones a count."""
    names: list[str] = []
    taken: set[str] = set()
    wanted = {clean_line(cell) for cell in header}
    for at in range(width):
        name = clean_line(header[at]) if at < len(header) else ""
        plain = name or _("Column {number}").format(number=at + 1)
        unique, count = plain, 1
        while unique in taken or (unique != name and unique in wanted):
            count += 1
            unique = f"{plain} ({count})"
        taken.add(unique)
        names.append(unique)
    return names


def read_table(path: Path, *, delimiter: str = "") -> Table:
    """The table in a CSV file, in UTF-8, UTF-16 or Windows letters; its delimiter is found by itself unless given.

    Raises TableError, one plain sentence, for a file that is missing, not to be read, empty, or no text.
    """
    table = Table(survey_file(path, delimiter))
    if table.height and (cell := customer_in_header(table.header, table.sample(1)[0])):
        sentence = _(
            'The first line of "{name}" reads like a customer (“{cell}”), not like names of columns: write a line '
            "above it that says what each column is, such as Name, City, Spent, and try again."
        )
        raise TableError(sentence.format(name=table.name, cell=clean_line(cell)))
    return table
