"""What the commands print: aligned text for people, one JSON document for scripts."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

WIDEST = 100
_SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"} | dict.fromkeys(range(0x80, 0xA0), "�")


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def plain(text: str) -> str:
    """A person's text on one line, with control characters as their symbols: it cannot steer the terminal."""
    return " ".join(text.split()).translate(_SYMBOLS)


def typed(path: Path) -> str:
    """A path as it is typed in a command."""
    text = str(path)
    return text if os.name == "nt" and " " not in text else f'"{text}"' if os.name == "nt" else shlex.quote(text)


def say_wrapped(text: str, indent: str = "", first: str | None = None) -> None:
    """Print a paragraph, set at a readable width; `first` begins its first line."""
    start = indent if first is None else first
    lines = textwrap.wrap(
        text,
        width=_width(),
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines or [start.rstrip()]:
        say(line)


def say_table(rows: Sequence[Sequence[str]], indent: str = "  ", right: Sequence[int] = ()) -> None:
    """Print rows with their columns aligned; columns numbered in `right` stand to the right."""
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(columns_of(row[at]) for row in cells) for at in range(len(cells[0]))] if cells else []
    for row in cells:
        parts = []
        for at, cell in enumerate(row):
            gap = " " * (widths[at] - columns_of(cell))
            parts.append(gap + cell if at in right else cell + gap)
        say((indent + "  ".join(parts)).rstrip())


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def say_json(document: object) -> None:
    """Print one JSON document in UTF-8, whatever the terminal's encoding is."""
    encoded = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(encoded.decode())
    else:
        binary.write(encoded)
        binary.flush()


def _width() -> int:
    return min(WIDEST, max(40, shutil.get_terminal_size((WIDEST, 24)).columns))
