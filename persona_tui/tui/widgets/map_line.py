"""The lines of the map: where each letter, cut and name stands in a given width. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import SLOTS
from persona_tui.i18n import _
from persona_tui.tui.widgets.matrix_lines import fitted

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MORE_LETTERS = LETTERS + "abcdefghijklmnopqrstuvwxyz"
BESIDE = 104
"""Columns from which both ends stand beside their line; below it they stand above."""
SLOT, WIDE_SLOT = 3, 4
"""Cells of a slot between two boundaries: as many letters stand beside each other in it."""
MARGIN = 2
MOST_BESIDE, MOST_ABOVE = 4, 12
"""Letters of those not placed that stand beside a line, and above it; more are counted."""
LEAST_POLE, WIDEST_POLE = 12, 34
CUT, BASE, START, END = "┊", "─", "├", "┤"

Piece = tuple[str, str]
"""Text, and the name of its style: "", "pole", "line", "letter", "chosen", "mine", "cut", "cut-here", "missing"."""
Row = tuple[Piece, ...]


@dataclass(frozen=True)
class MapLine:
    """One variable: its ends, or its label and options (key, label); who (ids) stands in which slot, or at which
    option's key; the cuts behind slots; who is not placed yet, and of whom it is not known.
    """

    key: str
    low: str = ""
    high: str = ""
    label: str = ""
    options: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, int | str], ...] = ()
    cuts: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: bool = False


@dataclass(frozen=True)
class Focus:
    """Who is chosen (an id, with the words to point at them with), and which cut is being moved, -1 for none."""

    person: str
    pointing: str = ""
    cut: int = -1


def letters_of(people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A letter for each of the people (id, name): their first one, else another of their name, else any that is free;
    "·" where there are more people than letters.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    waiting: list[tuple[str, str]] = []
    for person, name in people:
        first = next((letter for letter in name.upper() if letter in LETTERS), "")
        if first and first not in taken:
            found[person] = first
            taken.add(first)
        else:
            waiting.append((person, name))
    for person, name in waiting:
        wanted = [letter for letter in name.upper() if letter in LETTERS]
        letter = next((letter for letter in (*wanted, *MORE_LETTERS) if letter not in taken), "·")
        found[person] = letter
        taken.add(letter)
    return {person: found[person] for person, _name in people}


def rows_of(line: MapLine, letters: Mapping[str, str], width: int, focus: Focus | None, chosen: str) -> tuple[Row, ...]:
    """The rows of one variable in so many cells, without the margin on the left. With a `focus` it is the current one,
    and a row below points at whom it is about; `chosen` stands out on every line.
    """
    return _rows(line, tuple(letters.items()), width, focus, chosen)


@lru_cache(maxsize=512)
def _rows(
    line: MapLine, letters: tuple[tuple[str, str], ...], width: int, focus: Focus | None, chosen: str
) -> tuple[Row, ...]:
    drawn = _Drawn(line, dict(letters), width, focus, chosen)
    return drawn.choice() if line.options else drawn.line()


def line_width(slot: int) -> int:
    """How many cells a line of slots that wide takes, with its boundaries."""
    return SLOTS * (slot + 1) + 1


class _Drawn:
    """One variable being drawn."""

    def __init__(self, line: MapLine, letters: Mapping[str, str], width: int, focus: Focus | None, chosen: str) -> None:
        self._line, self._letters, self._focus, self._chosen = line, letters, focus, chosen
        self._beside = width >= BESIDE
        self._slot_width = WIDE_SLOT if line_width(WIDE_SLOT) <= width and not self._beside else SLOT
        self._long = line_width(self._slot_width)
        self._width = max(self._long + 2, width)
        spare = 3 + MOST_BESIDE + 1
        self._pole = max(LEAST_POLE, min(WIDEST_POLE, (width - self._long - 4 - spare) // 2)) if self._beside else 0

    def line(self) -> tuple[Row, ...]:
        """Both ends, and everybody between them."""
        body, at = self._body()
        if self._beside:
            lead = self._pole + 2
            low = fitted(self._end(self._line.low).rjust(self._pole), self._pole)
            high = fitted(self._end(self._line.high), self._pole)
            first: Row = (
                (low, self._pole_style),
                ("  ", ""),
                *body[0],
                ("  ", ""),
                (high, self._pole_style),
                *self._rest("  "),
            )
            rows = [first, *(((" " * lead, ""), *row) for row in body[1:])]
        else:
            lead = 0
            rows = [self._ends(), *body]
        return (*rows, *self._pointer(lead + at if at >= 0 else -1, lead))

    def choice(self) -> tuple[Row, ...]:
        """What it is about, and who stands at which answer."""
        lead = self._pole + 2 if self._beside else 0
        room = self._width - lead
        pieces, at, row = self._answers(room)
        label = self._end(self._line.label)
        if self._beside:
            heads: list[Row] = [((fitted(label.rjust(self._pole), self._pole), self._pole_style), ("  ", ""))]
            rows = [(*heads[0], *pieces[0]), *(((" " * lead, ""), *more) for more in pieces[1:])]
            rows[-1] = (*rows[-1], *self._rest("   "))
        else:
            rows = [((label, self._pole_style), *self._rest("   ")), *pieces]
        return (*rows, *self._pointer(lead + at if at >= 0 and row == len(pieces) - 1 else -1, lead))

    @property
    def _pole_style(self) -> str:
        return "here" if self._focus is not None else "missing" if self._line.left_out else "pole"

    def _end(self, words: str) -> str:
        return clean_line(words) + (_(" (left out)") if self._line.left_out and words is not self._line.high else "")

    def _ends(self) -> Row:
        """Both ends above their line, and between them who is not on it yet."""
        rest = self._rest("")
        between = sum(cell_len(text) for text, _style in rest)
        room = self._long - (between + 4 if rest else 2)
        low, high = self._end(self._line.low), self._end(self._line.high)
        if cell_len(low) + cell_len(high) > room:
            half = room // 2
            low = fitted(low, max(half, room - cell_len(high))).rstrip() if cell_len(low) > half else low
            high = fitted(high, max(half, room - cell_len(low))).rstrip() if cell_len(high) > half else high
        gap = max(2, self._long - cell_len(low) - cell_len(high) - between)
        left = gap // 2
        return (
            (low, self._pole_style),
            (" " * left, ""),
            *rest,
            (" " * (gap - left), ""),
            (high, self._pole_style),
        )

    def _rest(self, lead: str) -> tuple[Piece, ...]:
        """Who is not placed, and of whom it is not known."""
        found: list[Piece] = []
        for mark, people in (("·", self._line.missing), ("?", self._line.unknown)):
            if people:
                shown = mark + "".join(self._letter(person) for person in people)
                if len(people) > (MOST_BESIDE if self._beside else MOST_ABOVE):
                    shown = _("{n} open").format(n=len(people)) if mark == "·" else f"{mark}{len(people)}"
                found += [(lead if not found else " ", ""), (shown, "missing")]
        return tuple(found)

    def _letter(self, person: str) -> str:
        return self._letters.get(person, "·")

    def _style(self, person: str) -> str:
        if person != self._chosen:
            return "letter"
        return "chosen" if self._focus is not None else "mine"

    def _body(self) -> tuple[list[Row], int]:
        """The rows of the line itself, and where the one who is chosen (or the cut that is moved) stands in it."""
        slots: dict[int, list[str]] = {}
        for person, slot in self._line.places:
            if isinstance(slot, int):
                slots.setdefault(slot, []).append(person)
        many = len(self._letters) > len(MORE_LETTERS)
        high = 1 if many else max((-(-len(people) // self._slot_width) for people in slots.values()), default=1)
        cutting = self._focus.cut if self._focus is not None else -1
        rows: list[Row] = []
        at = -1
        for number in range(high):
            row: list[Piece] = [(START if not number else " ", "line")]
            for slot in range(1, SLOTS + 1):
                people = slots.get(slot, [])
                start = 1 + (slot - 1) * (self._slot_width + 1)
                if many:
                    shown = str(len(people)) if people else ""
                    before = (self._slot_width - len(shown)) // 2
                    after = self._slot_width - len(shown) - before
                    row += [(BASE * before, "line"), (shown, "letter"), (BASE * after, "line")]
                    at = start + 1 if self._chosen in people else at
                else:
                    here = people[number * self._slot_width : (number + 1) * self._slot_width]
                    if self._chosen in here and cutting < 0:
                        at = start + (self._slot_width - len(here)) // 2 + here.index(self._chosen)
                    row += self._slot(here, BASE if not number else " ")
                if slot < SLOTS:
                    is_cut = slot in self._line.cuts
                    moved = is_cut and cutting >= 0 and self._line.cuts[cutting : cutting + 1] == (slot,)
                    at = start + self._slot_width if moved else at
                    row.append(
                        (
                            CUT if is_cut else BASE if not number else " ",
                            "cut-here" if moved else "cut" if is_cut else "line",
                        )
                    )
            rows.append((*row, (END if not number else " ", "line")))
        return rows, at

    def _slot(self, people: Sequence[str], base: str) -> list[Piece]:
        before = (self._slot_width - len(people)) // 2
        after = self._slot_width - len(people) - before
        return [
            (base * before, "line"),
            *((self._letter(person), self._style(person)) for person in people),
            (base * after, "line"),
        ]

    def _answers(self, room: int) -> tuple[list[Row], int, int]:
        """The answers with who gave each, on as many rows as they need; where the one who is chosen stands."""
        rows: list[list[Piece]] = [[]]
        used, at, at_row = 0, -1, -1
        for number, (key, label) in enumerate(self._line.options):
            people = [person for person, choice in self._line.places if choice == key]
            many = len(self._letters) > len(MORE_LETTERS)
            shown = str(len(people)) if many else "".join(self._letter(person) for person in people)
            words = clean_line(label)
            lead = f" {CUT} " if number else ""
            need = cell_len(lead) + cell_len(words) + 1 + max(1, len(shown))
            if used and used + need > room:
                rows.append([])
                used, lead = 0, ""
                need = cell_len(words) + 1 + max(1, len(shown))
            rows[-1] += [(lead, "cut"), (f"{words} ", "answer" if people else "missing")]
            begin = used + cell_len(lead) + cell_len(words) + 1
            if self._chosen in people:
                at, at_row = begin + (0 if many else people.index(self._chosen)), len(rows) - 1
            if many:
                rows[-1].append((shown, "letter"))
            else:
                rows[-1] += [(self._letter(person), self._style(person)) for person in people] or [(BASE, "line")]
            used += need
        return [tuple(row) for row in rows], at, at_row

    def _pointer(self, at: int, lead: int) -> tuple[Row, ...]:
        """Below the current line: whom it is about, under their letter."""
        if self._focus is None:
            return ()
        words = self._focus.pointing
        if at < 0:
            return (((" " * lead, ""), (fitted(words, self._width - lead).rstrip(), "pointer")),)
        if at + 2 + cell_len(words) > self._width and cell_len(words) + 1 <= at:
            return (((" " * (at - cell_len(words) - 1), ""), (f"{words} ▲", "pointer")),)
        return (((" " * at, ""), (fitted(f"▲ {words}", self._width - at).rstrip(), "pointer")),)
