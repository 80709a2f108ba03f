"""Where a table begins: what stands above the names of its columns, and whether there are names at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from persona_tui.imports.cells import is_blank, parse_date, parse_number

_LOOKED_AT: Final = 12
"""Lines at the beginning of a file in which the names of the columns are looked for."""
_COLUMNS: Final = 3
"""From so many names of columns on, what stands above them alone in its line is surely a title."""
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MONEY = re.compile(r"[-+\d.,'\s]*(?:[€$£]\s*[\d.,'\s]+|\d\s*[€$£]|\d[.,]\d\d)")


def lines_above(text: str, delimiters: Sequence[str]) -> tuple[int, str]:
    """How many lines stand above the names of the columns, as programs write a title and a date there, and the mark
    that separates the columns; 0 and "" where the first line may be the names.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")[:_LOOKED_AT]]
    found = [(filled, -at, mark) for mark in delimiters for at, filled in [_first_row(lines, mark)] if at > 0]
    if not found or any(_first_row(lines, mark)[0] == 0 for mark in delimiters):
        return 0, ""
    _filled, at, mark = max(found)
    above = " ".join(line.strip() for line in lines[:-at])
    return (-at, mark) if re.search(r"[\d\s]", above) or mark in above else (0, "")


def _first_row(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """The first line with several names, above which is at most one cell a line, and how many; -1 where none is."""
    for at, line in enumerate(lines):
        cells = line.split(mark)
        filled = sum(bool(cell.strip()) for cell in cells)
        if '"' in line and filled < _COLUMNS:
            return -1, 0
        if filled >= _COLUMNS:
            below = lines[at + 1 : at + 3]
            as_wide = all(next_line.count(mark) >= len(cells) - 1 for next_line in below if next_line.strip())
            return (at, filled) if filled == len(cells) and any(below) and as_wide else (0, filled)
        if filled > 1:
            return 0, filled
    return -1, 0


def customer_in_header(header: Sequence[str], first: Sequence[str]) -> str:
    """A cell of the header by which it is a customer and no names of columns; "" where they may be names.

    It is an address, an amount or a day, and below it stands one, too; or all are numbers.
    """
    pairs = [(name.strip(), cell) for name, cell in zip(header, first, strict=False) if not is_blank(name)]
    for name, below in pairs:
        for is_kind in (_is_mail, _is_money, _is_day):
            if is_kind(name) and is_kind(below):
                return name
    all_numbers = 0 < len(header) == len(pairs) and all(
        parse_number(text) is not None for pair in pairs for text in pair
    )
    return pairs[0][0] if all_numbers else ""


def _is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text.strip()) is not None


def _is_money(text: str) -> bool:
    return _MONEY.fullmatch(text.strip()) is not None and parse_number(text) is not None


def _is_day(text: str) -> bool:
    return parse_date(text) is not None
