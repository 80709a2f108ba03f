"""What of a sheet stands on one page, and how large.

The page is a grid of exact heights, so it cannot grow. Text is measured: first spacing gives way, then size, down to
9 points; then long claims are cut at a word, then the last claims of a part become "… 3 more".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.domain.claims import StandingKind
from persona_tui.exports.content import SheetClaim, SheetSection
from persona_tui.exports.word.measure import count_lines, shorten, text_width
from persona_tui.exports.word.text import word_text
from persona_tui.i18n import _, ngettext

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
GAPS = (7.0, 5.0, 3.5, 2.0)
LINE = 1.24
"""Height of a line as a part of the size."""
BULLET = 9.0
HEADING_SIZE = 12.0
HEADING_LINE = 15.0
HEADING_AFTER = 5.0
PAD_SIDE = 11.0
PAD_TOP = 11.0
PAD_BOTTOM = 7.0
_FRAME = PAD_TOP + HEADING_LINE + HEADING_AFTER + PAD_BOTTOM
"""The height of a part without its claims."""
SMALLER = 2.0
"""How much smaller than a claim its count is set."""
MOST_LETTERS = 6000
"""More than a page holds: what is beyond need not be measured."""
MOST_BANDS = 6
_FEWEST_LINES = 4
_NO_BREAK = "\u00a0"
_MOST_EXTRA = 8.0


class Box(msgspec.Struct, kw_only=True):
    """A part of the template as it stands on the page; `more` is how many of its claims do not."""

    title: str
    claims: list[SheetClaim]
    more: int = 0


class Band(msgspec.Struct, kw_only=True):
    """Parts side by side, `height` points high with their padding."""

    boxes: list[Box]
    height: float


class Fitted(msgspec.Struct, kw_only=True):
    """A page that fits: the size of its text, the room between claims, and its bands from top to bottom."""

    size: float
    gap: float
    bands: list[Band]

    @property
    def line(self) -> float:
        """The height of a line."""
        return line_height(self.size)


def line_height(size: float) -> float:
    """The exact height of a line of that size, in points."""
    return round(size * LINE * 2) / 2


def standing_text(claim: SheetClaim) -> str:
    """What stands small beside a claim: "5 of 7 · 1 against"."""
    shown = claim.standing.replace(" ", _NO_BREAK)
    if not claim.against:
        return shown
    against = ngettext("{n} against", "{n} against", claim.against).format(n=claim.against)
    return f"{shown} · {against}".replace(" ", _NO_BREAK)


def more_text(n: int) -> str:
    """The line for claims that have no room."""
    return ngettext("… {n} more", "… {n} more", n).format(n=n)


def nothing_text() -> str:
    """What stands in a part that is still empty."""
    return _("Nothing known yet")


def fit(rows: Sequence[Sequence[SheetSection]], *, width: float, height: float) -> Fitted:
    """Lay the parts out: `rows` of parts side by side, within `width` × `height` points."""
    shown = [[_within_measure(section) for section in row] for row in rows]
    lines: list[list[list[int]]] = []
    for size in SIZES:
        lines = [
            [[_lines(claim, len(row), width, size) for claim in section.claims] for section in row] for row in shown
        ]
        for gap in GAPS:
            needs = [max(_need(counts, size, gap) for counts in row) for row in lines]
            if sum(needs) <= height:
                return _roomy(shown, needs, size, gap, height)
    size, gap = SIZES[-1], GAPS[-1]
    heights = _share([max(_need(counts, size, gap) for counts in row) for row in lines], height)
    bands = [
        Band(
            boxes=[
                _cut(section, counts, column_width(len(row), width) - BULLET, room, size, gap)
                for section, counts in zip(row, in_row, strict=True)
            ],
            height=room,
        )
        for row, in_row, room in zip(shown, lines, heights, strict=True)
    ]
    return Fitted(size=size, gap=gap, bands=bands)


def column_width(columns: int, width: float) -> float:
    """How wide text is in one of so many columns."""
    return width / columns - 2 * PAD_SIDE


def _within_measure(section: SheetSection) -> SheetSection:
    claims = [msgspec.structs.replace(claim, text=word_text(claim.text[:MOST_LETTERS])) for claim in section.claims]
    return msgspec.structs.replace(section, claims=claims)


def _roomy(
    rows: Sequence[Sequence[SheetSection]], needs: Sequence[float], size: float, gap: float, height: float
) -> Fitted:
    """Everything fits: each band gets some of the room that is left, the last one the rest. An empty sheet is a
    form to write on, so there all bands grow alike.
    """
    left = height - sum(needs)
    extra = left / max(1, len(needs))
    if any(section.claims for row in rows for section in row):
        extra = min(_MOST_EXTRA, extra)
    bands = [
        Band(boxes=[Box(title=section.title, claims=section.claims) for section in row], height=need + extra)
        for row, need in zip(rows, needs, strict=True)
    ]
    if bands:
        bands[-1].height += left - extra * len(bands)
    return Fitted(size=size, gap=gap, bands=bands)


def _share(needs: Sequence[float], height: float) -> list[float]:
    """Heights that add up to `height`: who needs less than an even share gets it, the others share the rest."""
    given = [0.0] * len(needs)
    left, waiting = height, sorted(range(len(needs)), key=lambda index: needs[index])
    while waiting:
        index = waiting.pop(0)
        given[index] = min(needs[index], left / (len(waiting) + 1))
        left -= given[index]
    return given


def _need(lines: Sequence[int], size: float, gap: float) -> float:
    return _FRAME + max(1, sum(lines)) * line_height(size) + max(0, len(lines) - 1) * gap


def _lines(claim: SheetClaim, columns: int, width: float, size: float) -> int:
    room = column_width(columns, width) - BULLET
    return count_lines(claim.text, room, size, beside=_beside(claim, size))


def _beside(claim: SheetClaim, size: float) -> float:
    smaller = size - (0 if claim.kind is StandingKind.ASSUMPTION and not claim.against else SMALLER)
    return text_width(f"  {standing_text(claim)}", smaller)


def _cut(section: SheetSection, lines: Sequence[int], width: float, height: float, size: float, gap: float) -> Box:
    """The part within `height`: as many lines a claim as let all claims stand, else the last claims go."""
    line = line_height(size)
    room = height - _FRAME

    def taken(most: int, claims: int) -> float:
        more = line + gap if claims < len(lines) else 0
        return sum(min(each, most) for each in lines[:claims]) * line + max(0, claims - 1) * gap + more

    claims = len(lines)
    longest = max(lines, default=1)
    most = next((most for most in range(longest, _FEWEST_LINES - 1, -1) if taken(most, claims) <= room), 0)
    if not most:
        most = _FEWEST_LINES
        while claims > 1 and taken(most, claims) > room:
            claims -= 1
        most = next((most for most in range(longest, 0, -1) if taken(most, claims) <= room), 0)
        claims = claims if most else 0
    kept = [
        msgspec.structs.replace(claim, text=shorten(claim.text, most, width, size, beside=_beside(claim, size)))
        for claim in section.claims[:claims]
    ]
    return Box(title=section.title, claims=kept, more=len(lines) - claims)
