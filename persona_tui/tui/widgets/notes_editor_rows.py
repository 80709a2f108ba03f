"""Who a row of notes is, through every edit: a row keeps its id and its second as long as any of its words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from persona_tui.domain.marks import read_marks
from persona_tui.domain.records import new_id

Seconds = int | None
"""The second of the talk at which a line was begun; None where nobody has said it yet."""
Clock = Callable[[], Seconds]
"""Asks which second of the talk it is."""


class Piece(NamedTuple):
    """A stretch of a row, from column `start` on, that is or was a line of its own."""

    start: int
    id: str
    at: Seconds


Pieces = tuple[Piece, ...]


class Row(NamedTuple):
    """A row of the editor: the line it is, then the lines that were joined to it, each where its words stand.

    `also` are ids of lines that were joined before this editor had the row: nobody knows where their words stand.
    """

    pieces: Pieces
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the line."""
        return self.pieces[0].id

    @property
    def at(self) -> Seconds:
        """The second at which the line was begun: a mark without words has none, the words joined to it have."""
        return next((piece.at for piece in self.pieces if piece.at is not None), None)

    @property
    def joined(self) -> tuple[str, ...]:
        """The ids of the lines that were joined to it."""
        return tuple(dict.fromkeys((*(piece.id for piece in self.pieces[1:]), *self.also)))


def row_of(id: str, at: Seconds, joined: Sequence[str] = ()) -> Row:  # noqa: A002 - it is the line's
    """The row of a line that is kept."""
    return Row((Piece(0, id, at),), tuple(joined))


def fresh_row(at: Seconds = None) -> Row:
    """The row of a line that was never kept."""
    return Row((Piece(0, new_id(), at),))


def ids_in(rows: Sequence[Row]) -> set[str]:
    """Every id that stands in the rows, those of joined lines too."""
    found = {piece.id for row in rows for piece in row.pieces}
    return found.union(*(row.also for row in rows if row.also))


def has_words(text: str) -> bool:
    """Whether there is anything in a line besides its marks."""
    return bool(text.strip()) and bool(read_marks(text)[2].strip())


class Change(NamedTuple):
    """An edit: from `top` in the first line to `bottom` in the last one, which become `lines`.

    `carried` are the rows that the new lines were when they were cut, None for a line that is new.
    """

    first_line: str
    top: int
    last_line: str
    bottom: int
    lines: Sequence[str]
    carried: Sequence[Row | None] = ()

    @property
    def left(self) -> str:
        """What stays of the first line, before the new text."""
        return self.first_line[: self.top]

    @property
    def right(self) -> str:
        """What stays of the last line, after the new text."""
        return self.last_line[self.bottom :]


def changed_rows(rows: Sequence[Row], change: Change, clock: Clock) -> list[Row]:
    """What becomes of `rows` (one at least), the first and the last of which hold the ends of the change.

    A split leaves the id with the part at the left that has words, or with the words when there are none at the left;
    a join keeps the upper id and lists the lower one.
    """
    texts = list(change.lines)
    texts[0] = change.left + texts[0]
    texts[-1] += change.right
    found = _changed(rows, change, clock)
    return [_settled(row, text, clock) for row, text in zip(found, texts, strict=True)]


def _settled(row: Row, text: str, clock: Clock) -> Row:
    """The row with its pieces where `text` has words for them: a piece that lost its place is joined without one. Marks
    alone have no second; with their first words a row has one.
    """
    pieces = [row.pieces[0]]
    also = list(row.also)
    for piece in row.pieces[1:]:
        if pieces[-1].start < piece.start < len(text):
            pieces.append(piece)
        else:
            also.append(piece.id)
    if has_words(text) and all(piece.at is None for piece in pieces):
        pieces[0] = pieces[0]._replace(at=clock())
    if len(pieces) == len(row.pieces) and pieces[0] == row.pieces[0]:
        return row
    return Row(tuple(pieces), tuple(dict.fromkeys(also)))


def _changed(rows: Sequence[Row], change: Change, clock: Clock) -> list[Row]:
    left, right = _left_of(rows[0], change.left), _right_of(rows[-1], change.right, change.bottom)
    if len(change.lines) == 1:
        return [_one_row(rows, left, right, change, clock)]
    same = len(rows) == 1
    last = len(change.lines) - 1
    found: list[Row] = []
    for place, line in enumerate(change.lines):
        pieces = [*(left if place == 0 else ()), *_carried(change, place, len(change.left) if place == 0 else 0)]
        also = (*(rows[0].also if place == 0 and left else ()), *_carried_also(change, place))
        if place == last and right:
            pieces += _moved(right, len(line))
            also += () if same and left else rows[-1].also
            if same and left and right[0].id == left[-1].id:
                pieces[-len(right)] = Piece(len(line), new_id(), clock())
        if pieces:
            found.append(_row(pieces, also))
        elif place == 0 and same and not right:
            found.append(_begun(rows[0], change, change.left + line, clock))
        else:
            found.append(fresh_row(clock() if has_words(line) else None))
    return found


def _one_row(rows: Sequence[Row], left: Pieces, right: Pieces, change: Change, clock: Clock) -> Row:
    """The row that is left of a change without a line break."""
    offset = len(change.left)
    pieces = [*left, *_carried(change, 0, offset), *_moved(right, offset + len(change.lines[0]))]
    if not pieces:
        return _begun(rows[0], change, change.left + change.lines[0] + change.right, clock)
    once: dict[str, Piece] = {}
    for piece in pieces:
        once.setdefault(piece.id, piece)
    upper = rows[0].also if left or len(rows) == 1 else ()
    lower = rows[-1].also if right else ()
    return _row(list(once.values()), (*upper, *_carried_also(change, 0), *lower))


def _begun(row: Row, change: Change, text: str, clock: Clock) -> Row:
    """A row that stays who it is: one that had no words begins with its first ones."""
    first = row.pieces[0]
    if has_words(text) and (first.at is None or not has_words(change.first_line)):
        first = first._replace(at=clock())
    return Row((first,), row.also)


def _row(pieces: Sequence[Piece], also: Sequence[str]) -> Row:
    return Row((pieces[0]._replace(start=0), *pieces[1:]), tuple(dict.fromkeys(also)))


def _carried(change: Change, place: int, offset: int) -> Pieces:
    row = change.carried[place] if place < len(change.carried) else None
    return _moved(row.pieces, offset) if row is not None else ()


def _carried_also(change: Change, place: int) -> tuple[str, ...]:
    row = change.carried[place] if place < len(change.carried) else None
    return row.also if row is not None else ()


def _moved(pieces: Pieces, by: int) -> Pieces:
    return tuple(piece._replace(start=piece.start + by) for piece in pieces)


def _left_of(row: Row, text: str) -> Pieces:
    """The pieces that have words in `text`, the beginning of a row."""
    if not has_words(text):
        return ()
    pieces = [piece for piece in row.pieces if piece.start < len(text)]
    while len(pieces) > 1 and not text[pieces[-1].start :].strip():
        pieces.pop()
    return tuple(pieces)


def _right_of(row: Row, text: str, start: int) -> Pieces:
    """The pieces that have words in `text`, the end of a row from column `start` on; their places are within it."""
    if not has_words(text):
        return ()
    later = [piece._replace(start=piece.start - start) for piece in row.pieces if piece.start > start]
    covering = [piece for piece in row.pieces if piece.start <= start][-1:]
    if covering and (not later or text[: later[0].start].strip()):
        later.insert(0, covering[0]._replace(start=0))
    return tuple(later)


def cut_rows(rows: Sequence[Row], lines: Sequence[str], start: int, end: int) -> list[Row | None]:
    """Of the lines that are cut, from column `start` of the first to `end` of the last, the row of each that goes
    with all of its words; None for the others.
    """
    found: list[Row | None] = []
    for place, (row, line) in enumerate(zip(rows, lines, strict=True)):
        before = line[:start] if place == 0 else ""
        after = line[end:] if place == len(lines) - 1 else ""
        cut = line[len(before) : len(line) - len(after)]
        whole = has_words(cut) and not has_words(before) and not has_words(after)
        shifted = [piece._replace(start=max(0, piece.start - len(before))) for piece in row.pieces]
        found.append(Row(tuple(shifted), row.also) if whole else None)
    return found
