"""How much room text takes, in points, measured without a font and the same on every computer."""

from __future__ import annotations

import unicodedata
from functools import cache

from persona_tui.exports.word.letter_widths import BOLD, REGULAR

RESERVE = 1.08
"""Text is taken to be this much wider than the font says: programs set it a little differently."""

ELLIPSIS = "…"
Span = tuple[int, int]

_LETTER = 0.8
_SYMBOL = 1.0
_WIDE = 1.0
_EMOJI = 1.4
_BREAK_AFTER = "-–—"


@cache
def _table(bold: bool) -> dict[str, float]:
    found: dict[str, float] = {}
    for first, widths in (BOLD if bold else REGULAR).items():
        for place in range(0, len(widths), 2):
            if width := int(widths[place : place + 2], 16):
                found[chr(first + place // 2)] = width / 200
    return found


@cache
def letter_width(letter: str, bold: bool = False) -> float:
    """The width of one letter as a part of the font size; a careful guess for letters that other fonts must draw."""
    known = _table(bold).get(letter)
    if known is not None:
        return known
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(letter) >= 0x1F000:
        return _EMOJI
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _LETTER if kind[0] in "LNM" else _SYMBOL


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line in points, with the reserve."""
    return sum(letter_width(letter, bold) for letter in text) * size * RESERVE


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[Span]:
    """Where lines of `width` points begin and end in `text`, broken as Word does it; words that are too long inside."""
    limit = width / (size * RESERVE)
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
        wide = letter_width(letter, bold)
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


def count_lines(text: str, width: float, size: float, *, bold: bool = False, beside: float = 0.0) -> int:
    """How many lines a text takes; `beside` is the width of what follows it on its last line."""
    spans = wrap(text, width, size, bold=bold)
    if not beside:
        return len(spans)
    start, end = spans[-1]
    return len(spans) + (text_width(text[start:end].rstrip(), size, bold=bold) + beside > width)


def shorten(text: str, lines: int, width: float, size: float, *, bold: bool = False, beside: float = 0.0) -> str:
    """As much of the text as stands on that many lines, cut at a word and ended with "…"; all of it where it fits."""
    spans = wrap(text, width, size, bold=bold)
    if len(spans) < lines:
        return text
    start, end = spans[lines - 1]
    fits = text_width(text[start:end].rstrip(), size, bold=bold) + beside <= width
    if len(spans) == lines and fits:
        return text
    room = width - beside - text_width(ELLIPSIS, size, bold=bold)
    kept = text[start:end].rstrip()
    cut_inside = end < len(text) and not text[end - 1].isspace() and not text[end].isspace()
    while kept and (text_width(kept, size, bold=bold) > room or cut_inside):
        shorter, space, _last = kept.rpartition(" ")
        if not space and text_width(kept, size, bold=bold) <= room:
            break
        kept, cut_inside = (shorter.rstrip() if space else kept[:-1]), False
    return (text[:start] + kept).rstrip(" \t\n,;:–-") + ELLIPSIS
