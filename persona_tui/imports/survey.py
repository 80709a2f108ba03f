"""One look over a text file: is it readable, how many lines, where they lie, which mark separates the cells.

The look costs about as much as reading the file. It tells which files are plain (one line is one row, whatever
program reads it), so that fast ways can be taken for them and Python's csv module reads all the others. A file that
is not in UTF-8 is held as text: spreadsheet programs still save such ones, and none is large.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.imports.table_start import lines_above
from persona_tui.imports.text_files import decode_text, marked_encoding

CHUNK = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
MOST_OTHER_BYTES = 1 << 27
"""Larger than any list that is not in UTF-8: a file above it has to be saved as UTF-8 first."""
_WHOLE_FILE = 2**31 - 1
_SEP_LINE = re.compile(r"sep=([,;|:\t ])\r?\n", re.IGNORECASE)
"""The first line by which Excel tells the delimiter."""
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
_LONE_RETURN = re.compile(rb"\r[^\n]").search
_NOT_CELLS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype|html|\?xml|table)\b|<!--|[\[{]\s*[\[{\"]|\{\\rtf)", re.IGNORECASE
).match
_END = "\x02end of the list\x03"


class TableError(PlainError):
    """A file that is no table; its sentence names the file, what is wrong and what to do."""


@dataclass
class Survey:
    """What a look over the file found. Line numbers count from 0, offsets are bytes.

    `head` is the beginning as text, in whole lines; `delimiter` separates the cells (the one `given`, or found), and
    `skip` lines stand before the header; `marks` counts the delimiters of a file without quotes. `plain_bytes` is
    false where programs disagree what a line is. `text` is the whole text of a file that is not in UTF-8, and
    `guessed_word` one of its words where its letters are a guess; `title` is what stands above the names of columns.
    `starts` are the offsets of the chunks looked at, `lines_before` the number of line ends before each.
    """

    path: Path
    given: str = ""
    delimiter: str = ""
    skip: int = 0
    size: int = 0
    head: str = ""
    line_ends: int = 0
    marks: int = 0
    ends_open: bool = False
    quotes: bool = False
    plain_bytes: bool = True
    text: str | None = None
    guessed_word: str = ""
    title: str = ""
    starts: list[int] = field(default_factory=list)
    lines_before: list[int] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines there are, the last one also when nothing ends it."""
        return self.line_ends + self.ends_open

    def open(self) -> TextIO:
        """The text of the file, from its beginning, with its line ends as they are."""
        if self.text is not None:
            return io.StringIO(self.text, newline="")
        return self.path.open(encoding="utf-8-sig", newline="")

    def line(self, number: int) -> str:
        """The text of a line of a file with plain line ends, without the line end."""
        chunk = bisect_right(self.lines_before, number) - 1
        # A line may begin in an earlier chunk than the one in which its number is reached.
        while chunk > 0 and self.lines_before[chunk] == number:
            chunk -= 1
        with self.path.open("rb") as file:
            file.seek(self.starts[chunk])
            data = file.read(CHUNK)
            start = 0
            for _line in range(number - self.lines_before[chunk]):
                start = data.index(b"\n", start) + 1
            end = data.find(b"\n", start)
            if end < 0:
                return (data[start:] + file.readline()).decode("utf-8").rstrip("\r\n")
        return data[start:end].decode("utf-8").rstrip("\r\n")


def _cannot(path: Path, problem: str) -> TableError:
    return TableError(problem.format(name=clean_line(path.name) or str(path)))


def survey_file(path: Path, delimiter: str = "") -> Survey:
    """Look over the file; its delimiter is found unless given.

    Raises TableError for what cannot be opened, is no text, or has letters that cannot be told.
    """
    survey = Survey(path, delimiter, delimiter)
    try:
        if path.is_dir():
            raise _cannot(path, _('"{name}" is a folder: choose a file in it.'))
        if path.exists() and not path.is_file():
            raise _cannot(path, _('"{name}" is not a file on the disk: save the list as a CSV file first.'))
        with path.open("rb", buffering=0) as file:
            _look(survey, file)
    except FileNotFoundError:
        raise _cannot(path, _('There is no file "{name}": check its name and folder.')) from None
    except PermissionError:
        raise _cannot(
            path, _('You may not read "{name}": copy it to a folder of your own, or ask its owner.')
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        sentence = _('"{name}" could not be read ({reason}): close other programs that use it, and try again.')
        raise _cannot(path, sentence.replace("{reason}", reason.replace("{", "{{").replace("}", "}}"))) from None
    if not survey.head.strip():
        raise _cannot(path, _('"{name}" is empty: save the list again from the program it comes from.'))
    return survey


def _look(survey: Survey, file: io.FileIO) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = mark = b""
    while chunk := file.read(CHUNK):
        if not survey.starts:
            _refuse_other_kinds(survey.path, chunk)
            if marked_encoding(chunk) not in ("", "utf-8-sig"):
                return _take_other_text(survey, 0)
            whole = chunk if len(chunk) < CHUNK else chunk[: chunk.rfind(b"\n") + 1] or chunk
            _read_head(survey, whole.decode("utf-8", errors="ignore"))
            mark = survey.delimiter.encode()
        survey.starts.append(survey.size)
        survey.lines_before.append(survey.line_ends)
        waiting = decoder.getstate()[0]
        if waiting or not chunk.isascii():
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return _take_other_text(survey, survey.line_ends + (waiting + chunk).count(b"\n", 0, error.start))
        survey.quotes = survey.quotes or b'"' in chunk
        if b"\0" in chunk or b"\1" in chunk:
            survey.plain_bytes = False
        # A return that ends no line is a line end to some programs and part of a cell to others.
        if not survey.quotes and ((last == b"\r" and chunk[:1] != b"\n") or _LONE_RETURN(chunk)):
            survey.plain_bytes = False
        survey.line_ends += chunk.count(b"\n")
        if not survey.quotes:
            survey.marks += chunk.count(mark)
        survey.size += len(chunk)
        last = chunk[-1:]
    if decoder.getstate()[0]:
        return _take_other_text(survey, survey.line_ends)
    survey.ends_open = survey.size > 0 and last != b"\n"
    survey.plain_bytes = survey.plain_bytes and last != b"\r"
    return None


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _cannot(
            path,
            _(
                '"{name}" is a spreadsheet or another packed file, not a CSV file: open it in your spreadsheet '
                'program and save the sheet as "CSV UTF-8".'
            ),
        )
    if _NOT_CELLS(start):
        raise _cannot(
            path,
            _(
                '"{name}" is a web page or another program\'s data, not a CSV file: in your shop or CRM, look for '
                '"Export" and choose CSV.'
            ),
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")):
        raise _cannot(path, _('"{name}" is no list: save the customer list as a CSV file and choose that.'))


def _take_other_text(survey: Survey, line: int) -> None:
    """Hold the text of a file whose bytes are not UTF-8 from that line (from 0) on."""
    survey.plain_bytes = False
    survey.size = survey.path.stat().st_size
    try:
        if survey.size > MOST_OTHER_BYTES:
            raise ValueError(survey.size)
        decoded = decode_text(survey.path.read_bytes())
    except ValueError:
        sentence = _(
            'The letters in "{name}", line {line}, cannot be read. Open it in your spreadsheet program, choose File, '
            'Save as, and there "CSV UTF-8".'
        )
        raise TableError(sentence.format(name=clean_line(survey.path.name), line=f"{line + 1:,}")) from None
    survey.text, survey.guessed_word = decoded.text, decoded.guessed_word
    survey.delimiter = survey.given
    survey.skip = 0
    _read_head(survey, decoded.text[:CHUNK])


def _read_head(survey: Survey, text: str) -> None:
    """Learn from the first text what separates the cells."""
    survey.head = text.removeprefix("\ufeff")
    said = _SEP_LINE.match(survey.head)
    if said is not None:
        survey.skip = 1
        survey.head = survey.head[said.end() :]
        survey.marks = -said[0].count(survey.delimiter or said[1])
    if blank := _BLANK_LINES.match(survey.head):
        survey.skip += blank[0].count("\n")
        survey.head = survey.head[blank.end() :]
    if said is None and not survey.given:
        _pass_over_title(survey)
    survey.delimiter = survey.delimiter or (said[1] if said else find_delimiter(survey.head))


def _pass_over_title(survey: Survey) -> None:
    above, mark = lines_above(survey.head, DELIMITERS)
    if not above:
        return
    lines = survey.head.split("\n", above)
    survey.skip += above
    survey.delimiter = mark
    survey.marks -= sum(line.count(mark) for line in lines[:above])
    survey.title = next((clean_line(line.replace(mark, " ")).strip() for line in lines[:above] if line.strip()), "")
    survey.head = lines[above]


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The rows that lines make: cells in quotes may hold delimiters and line ends. A blank line is a row of none.

    Raises ValueError with the number of the line (from 1) in which a quotation mark opens that nothing closes.
    """
    csv.field_size_limit(_WHOLE_FILE)
    reader = csv.reader(_then_end(lines), delimiter=delimiter)
    begins = 1
    for record in reader:
        if record and record[-1].endswith(_END):
            if record != [_END]:
                raise ValueError(begins)
            return
        yield record
        begins = reader.line_num + 1


def _then_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield _END


def find_delimiter(text: str) -> str:
    """The mark that cuts the first rows into as many cells as the first of them has; a comma when none does."""
    best, best_fit = "", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(row) for row in first_rows(text, delimiter, 100) if row]
        if not widths or widths[0] < 2:
            continue
        fit = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if fit > best_fit:
            best, best_fit = delimiter, fit
    if best:
        return best
    # One column: a mark that stands in no cell cuts none.
    return next((mark for mark in DELIMITERS if mark not in text), ",")


def first_rows(text: str, delimiter: str, most: int) -> list[list[str]]:
    """The first rows of a text, at most `most`; fewer where a quotation mark opens that nothing closes."""
    rows: list[list[str]] = []
    try:
        for row in islice(records(io.StringIO(text, newline=""), delimiter), most):
            rows.append(row)
    except ValueError:
        pass
    return rows
