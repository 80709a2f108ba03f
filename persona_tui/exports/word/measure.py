"""How much room text takes, in points, measured without a font and the same on every computer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from persona_tui.exports.word import letter_widths, letter_widths_arial

RESERVE = 1.08
"""Text is taken to be this much wider than the font says: programs set it a little differently."""
RESERVE_OF_UNKNOWN = 1.3
"""The reserve for a font whose letters nobody has measured, on the wider of the two that are known."""

ELLIPSIS = "…"
Span = tuple[int, int]

_LETTER = 0.8
_SYMBOL = 1.0
_WIDE = 1.0
_EMOJI = 1.4
_BREAK_AFTER = "-–—"
_LIKE_CALIBRI = {"calibri", "carlito"}
_LIKE_ARIAL = {"arial", "liberation sans", "helvetica", "arimo", "nimbus sans"}
_LIKE_ARIAL |= {"times new roman", "liberation serif", "tinos", "arial narrow", "liberation sans narrow"}
"""Of Arial's metrics, and those that are narrower: the room they are given is enough."""


class _Widths(dict[str, float]):
    """Widths of letters as a part of the font size; a careful guess for letters that other fonts must draw."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _guess(letter)
        return width


class Ruler:
    """Measures text in one font."""

    def __init__(self, tables: Iterable[tuple[Mapping[int, str], Mapping[int, str]]], reserve: float) -> None:
        pairs = list(tables)
        self.reserve = reserve
        self._widths = {False: _read(pair[0] for pair in pairs), True: _read(pair[1] for pair in pairs)}

    def letter(self, letter: str, bold: bool = False) -> float:
        """The width of one letter as a part of the font size."""
        return self._widths[bold][letter]

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of a text on one line in points, with the reserve."""
        return sum(map(self._widths[bold].__getitem__, text)) * size * self.reserve

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[Span]:
        """Where lines of `width` points begin and end in `text`, broken as Word does it; words that are too long
        inside.
        """
        limit = width / (size * self.reserve)
        widths = self._widths[bold]
        spans: list[Span] = []
        start = 0
        used = 0.0
        break_at = -1
        used_before_break = 0.0
        for place, letter in enumerate(text):
            if letter == "\n":
                spans.append((start, place))
                start, used, break_at = place + 1, 0.0, -1
                continue
            wide = widths[letter]
            if letter in " \t":
                used += wide
                break_at, used_before_break = place + 1, used
                continue
            if used + wide > limit and place > start:
                if break_at > start:
                    spans.append((start, break_at))
                    start, used = break_at, used - used_before_break
                else:
                    spans.append((start, place))
                    start, used = place, 0.0
                break_at = -1
            used += wide
            if letter in _BREAK_AFTER or (wide >= _WIDE and unicodedata.east_asian_width(letter) in "WF"):
                break_at, used_before_break = place + 1, used
        spans.append((start, len(text)))
        return spans

    def lines(self, text: str, width: float, size: float, *, bold: bool = False, beside: float = 0.0) -> int:
        """How many lines a text takes; `beside` is the width of what follows it on its last line."""
        if "\n" not in text and self.width(text, size, bold=bold) + beside <= width:
            return 1
        spans = self.wrap(text, width, size, bold=bold)
        if not beside:
            return len(spans)
        start, end = spans[-1]
        return len(spans) + (self.width(text[start:end].rstrip(), size, bold=bold) + beside > width)

    def shorten(
        self, text: str, lines: int, width: float, size: float, *, bold: bool = False, beside: float = 0.0
    ) -> str:
        """As much of the text as stands on that many lines, cut at a word and ended with "…"; all of it where it
        fits.
        """
        if "\n" not in text and self.width(text, size, bold=bold) + beside <= width:
            return text
        spans = self.wrap(text, width, size, bold=bold)
        if len(spans) < lines:
            return text
        start, end = spans[lines - 1]
        fits = self.width(text[start:end].rstrip(), size, bold=bold) + beside <= width
        if len(spans) == lines and fits:
            return text
        room = width - beside - self.width(ELLIPSIS, size, bold=bold)
        kept = text[start:end].rstrip()
        cut_inside = end < len(text) and not text[end - 1].isspace() and not text[end].isspace()
        while kept and (self.width(kept, size, bold=bold) > room or cut_inside):
            shorter, space, _last = kept.rpartition(" ")
            if not space and self.width(kept, size, bold=bold) <= room:
                break
            kept, cut_inside = (shorter.rstrip() if space else kept[:-1]), False
        return (text[:start] + kept).rstrip(" \t\n,;:–-") + ELLIPSIS


def is_measured(font: str) -> bool:
    """Whether the widths of this font's letters are known."""
    return font.strip().casefold() in _LIKE_CALIBRI | _LIKE_ARIAL


@cache
def ruler_of(font: str) -> Ruler:
    """What measures text in this font; in one that is not known, the wider of two with more reserve."""
    name = font.strip().casefold()
    if name in _LIKE_CALIBRI:
        return CALIBRI
    arial = (letter_widths_arial.REGULAR, letter_widths_arial.BOLD)
    if name in _LIKE_ARIAL:
        return Ruler([arial], RESERVE)
    return Ruler([(letter_widths.REGULAR, letter_widths.BOLD), arial], RESERVE_OF_UNKNOWN)


def _read(tables: Iterable[Mapping[int, str]]) -> _Widths:
    """The widths in the tables; of a letter that stands in several, the widest."""
    found = _Widths()
    for table in tables:
        for first, widths in table.items():
            for place in range(0, len(widths), 2):
                if width := int(widths[place : place + 2], 16):
                    letter = chr(first + place // 2)
                    found[letter] = max(found.get(letter, 0.0), width / 200)
    return found


def _guess(letter: str) -> float:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(letter) >= 0x1F000:
        return _EMOJI
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _LETTER if kind[0] in "LNM" else _SYMBOL


CALIBRI = Ruler([(letter_widths.REGULAR, letter_widths.BOLD)], RESERVE)


def letter_width(letter: str, bold: bool = False) -> float:
    """The width of one letter of Calibri as a part of the font size."""
    return CALIBRI.letter(letter, bold)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in Calibri on one line in points, with the reserve."""
    return CALIBRI.width(text, size, bold=bold)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[Span]:
    """Where lines of a text in Calibri begin and end."""
    return CALIBRI.wrap(text, width, size, bold=bold)


def count_lines(text: str, width: float, size: float, *, bold: bool = False, beside: float = 0.0) -> int:
    """How many lines a text in Calibri takes; `beside` is the width of what follows it on its last line."""
    return CALIBRI.lines(text, width, size, bold=bold, beside=beside)


def shorten(text: str, lines: int, width: float, size: float, *, bold: bool = False, beside: float = 0.0) -> str:
    """As much of a text in Calibri as stands on that many lines, cut at a word and ended with "…"."""
    return CALIBRI.shorten(text, lines, width, size, bold=bold, beside=beside)
