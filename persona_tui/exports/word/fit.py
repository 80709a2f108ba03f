"""What of a sheet stands on one page, and how large.

The page is a grid of exact heights, so it cannot grow. Text is measured: little text is set large, up to a ceiling.
Of more text, first the spacing gives way, then the size, down to 9 points; then long claims are cut at a word, then
the last claims of a part become "… 3 more in the report".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.domain.claims import StandingKind
from persona_tui.exports.content import SheetClaim, SheetSection
from persona_tui.exports.word.measure import CALIBRI, Ruler
from persona_tui.exports.word.text import word_line, word_text
from persona_tui.i18n import _, ngettext

SMALLEST = 9.0
USUAL = 11.0
"""Up to this size, spacing gives way before size; larger text is set with all its spacing."""
GAPS = (7.0, 5.0, 3.5, 2.0)
LINE = 1.24
"""Height of a line as a part of the size."""
_BULLET = 10.0
SMALLER = 2.0
"""How much smaller than a claim its count is set."""
MOST_LETTERS = 6000
"""More than a page holds: what is beyond need not be measured."""
_STEP = 0.5
_FEWEST_LINES = 4
_NO_BREAK = "\u00a0"
_HEADINGS = 0.4
"""How much of its height a part may give to its headings before it shows fewer parts."""


class Slot(msgspec.Struct, kw_only=True):
    """Parts of the template below one another in a column whose text is `width` points wide."""

    sections: Sequence[SheetSection]
    width: float
    bullets: bool = True
    strong: bool = False


class Row(msgspec.Struct, kw_only=True):
    """Slots side by side, and the room above and below what stands in them."""

    slots: Sequence[Slot]
    above: float = 10.0
    below: float = 8.0


class Stack(msgspec.Struct, kw_only=True):
    """Rows below one another that share `height`. `alike` rows are all of one height."""

    rows: Sequence[Row]
    height: float
    alike: bool = False


class Measures(msgspec.Struct, kw_only=True, frozen=True):
    """How a layout sets its parts, in points. `largest` is the size text grows to where there is little of it;
    `growth` is how much of its own height a row may be given on top.
    """

    largest: float = 13.0
    heading: float = 12.0
    heading_line: float = 15.0
    heading_after: float = 5.0
    between: float = 13.0
    growth: float = 0.35
    ruler: Ruler = CALIBRI


class Box(msgspec.Struct, kw_only=True):
    """A part of the template as it stands on the page; `more` is how many of its claims do not."""

    title: str
    claims: list[SheetClaim]
    more: int = 0
    key: str = ""


class Band(msgspec.Struct, kw_only=True):
    """A row that fits: the parts in each of its slots, and its exact height."""

    slots: list[list[Box]]
    height: float


class Fitted(msgspec.Struct, kw_only=True):
    """A page that fits: the size of its text, the room between claims, the bands of each stack from top to bottom,
    and how much of each stack's height is left.
    """

    size: float
    gap: float
    stacks: list[list[Band]]
    spare: list[float]

    @property
    def line(self) -> float:
        """The height of a line."""
        return line_height(self.size)


def line_height(size: float) -> float:
    """The exact height of a line of that size, in points."""
    return round(size * LINE * 2) / 2


def bullet_indent(size: float) -> float:
    """How far the text of a claim stands from its bullet's edge, in points: further where it is large."""
    return max(_BULLET, round(size * 1.8) / 2)


def standing_text(claim: SheetClaim) -> str:
    """What stands small beside a claim: "5 of 7 · 1 against"."""
    shown = word_line(claim.standing).replace(" ", _NO_BREAK)
    if not claim.against:
        return shown
    against = ngettext("{n} against", "{n} against", claim.against).format(n=claim.against)
    return f"{shown} · {against}".replace(" ", _NO_BREAK)


def more_text(n: int) -> str:
    """The line for claims that have no room."""
    return ngettext("… {n} more in the report", "… {n} more in the report", n).format(n=n)


def nothing_text() -> str:
    """What stands in a part that is still empty."""
    return _("Nothing known yet")


def fit(stacks: Sequence[Stack], measures: Measures) -> Fitted:
    """Lay the stacks out, all in one size of text."""
    return _Fitting(stacks, measures).laid_out()


class _Fitting:
    """The search for the largest text that fits."""

    def __init__(self, stacks: Sequence[Stack], measures: Measures) -> None:
        self._measures = measures
        self._ruler = measures.ruler
        self._stacks = [
            msgspec.structs.replace(stack, rows=[_within_measure(row) for row in stack.rows]) for stack in stacks
        ]
        self._lines: dict[float, list[list[list[list[list[int]]]]]] = {}

    def laid_out(self) -> Fitted:
        steps = round((self._measures.largest - SMALLEST) / _STEP)
        sizes = [SMALLEST + _STEP * step for step in range(steps + 1)]
        if not self._fits(sizes[0], GAPS[-1]):
            return self._cut_to_fit(sizes[0], GAPS[-1])
        low, high = 0, len(sizes) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._fits(sizes[middle], _least_gap(sizes[middle])) else (low, middle - 1)
        size = sizes[low]
        wide = (round(size * 0.8), *GAPS) if size > USUAL else GAPS
        return self._roomy(size, next(gap for gap in (*wide, GAPS[-1]) if self._fits(size, gap)))

    def _fits(self, size: float, gap: float) -> bool:
        return all(
            sum(needs) <= stack.height for stack, needs in zip(self._stacks, self._needs(size, gap), strict=True)
        )

    def _needs(self, size: float, gap: float) -> list[list[float]]:
        """The height that each row of each stack needs."""
        found = []
        for stack, rows in zip(self._stacks, self._lines_of(size), strict=True):
            needs = [
                row.above + row.below + max((self._need(slot, size, gap) for slot in slots), default=0.0)
                for row, slots in zip(stack.rows, rows, strict=True)
            ]
            found.append([max(needs)] * len(needs) if stack.alike and needs else needs)
        return found

    def _need(self, sections: Sequence[Sequence[int]], size: float, gap: float) -> float:
        """The height of sections below one another; a section is the lines of each of its claims."""
        between = max(0, len(sections) - 1) * (self._measures.between + gap)
        return between + sum(self._section_need(lines, size, gap) for lines in sections)

    def _section_need(self, lines: Sequence[int], size: float, gap: float) -> float:
        heading = self._measures.heading_line + self._measures.heading_after
        return heading + max(1, sum(lines)) * line_height(size) + max(0, len(lines) - 1) * gap

    def _lines_of(self, size: float) -> list[list[list[list[list[int]]]]]:
        """How many lines each claim takes: by stack, row, slot and section."""
        if size not in self._lines:
            self._lines[size] = [
                [
                    [
                        [
                            [self._claim_lines(claim, slot, size) for claim in section.claims]
                            for section in slot.sections
                        ]
                        for slot in row.slots
                    ]
                    for row in stack.rows
                ]
                for stack in self._stacks
            ]
        return self._lines[size]

    def _claim_lines(self, claim: SheetClaim, slot: Slot, size: float) -> int:
        return self._ruler.lines(
            claim.text, _room(slot, size), size, bold=slot.strong, beside=self._beside(claim, size)
        )

    def _beside(self, claim: SheetClaim, size: float) -> float:
        shown = standing_text(claim)
        if not shown:
            return 0.0
        smaller = size - (0 if claim.kind is StandingKind.ASSUMPTION and not claim.against else SMALLER)
        return self._ruler.width(f"  {shown}", smaller)

    def _roomy(self, size: float, gap: float) -> Fitted:
        """Everything fits: each row gets some of the room that is left. An empty sheet is a form to write on, so
        there all rows grow alike.
        """
        stacks, spares = [], []
        for stack, needs in zip(self._stacks, self._needs(size, gap), strict=True):
            spare = stack.height - sum(needs)
            told = any(section.claims for row in stack.rows for slot in row.slots for section in slot.sections)
            growth = self._measures.growth if told else 9.0
            heights = [need + min(spare / len(needs), need * growth) for need in needs]
            if stack.alike and heights:
                heights = [max(heights)] * len(heights)
            bands = [
                Band(
                    slots=[
                        [Box(title=each.title, claims=list(each.claims), key=each.key) for each in slot.sections]
                        for slot in row.slots
                    ],
                    height=height,
                )
                for row, height in zip(stack.rows, heights, strict=True)
            ]
            stacks.append(bands)
            spares.append(stack.height - sum(heights))
        return Fitted(size=size, gap=gap, stacks=stacks, spare=spares)

    def _cut_to_fit(self, size: float, gap: float) -> Fitted:
        stacks, spares = [], []
        lines = self._lines_of(size)
        for stack, needs, rows in zip(self._stacks, self._needs(size, gap), lines, strict=True):
            heights = [stack.height / len(needs)] * len(needs) if stack.alike else share(needs, stack.height)
            bands = []
            for row, room, slots in zip(stack.rows, heights, rows, strict=True):
                inside = room - row.above - row.below
                cut = [
                    self._cut_slot(slot, counts, inside, size, gap)
                    for slot, counts in zip(row.slots, slots, strict=True)
                ]
                bands.append(Band(slots=cut, height=room))
            stacks.append(bands)
            spares.append(max(0.0, stack.height - sum(heights)))
        return Fitted(size=size, gap=gap, stacks=stacks, spare=spares)

    def _cut_slot(
        self, slot: Slot, lines: Sequence[Sequence[int]], height: float, size: float, gap: float
    ) -> list[Box]:
        sections = list(slot.sections)
        counts = [list(each) for each in lines]
        least = self._section_need([1], size, gap) + self._measures.between
        most = max(1, int(height / least * (1 - _HEADINGS / 4)))
        if len(sections) > most:
            sections, counts = [*sections[: most - 1], joined(sections[most - 1 :])], []
            counts = [[self._claim_lines(claim, slot, size) for claim in each.claims] for each in sections]
        needs = [self._section_need(each, size, gap) for each in counts]
        rooms = share(needs, height - (len(sections) - 1) * (self._measures.between + gap))
        return [
            self._cut(section, each, slot, room, size, gap)
            for section, each, room in zip(sections, counts, rooms, strict=True)
        ]

    def _cut(
        self, section: SheetSection, lines: Sequence[int], slot: Slot, height: float, size: float, gap: float
    ) -> Box:
        """The part within `height`: as many lines a claim as let all claims stand, else the last claims go."""
        line = line_height(size)
        room = height - self._measures.heading_line - self._measures.heading_after

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
            msgspec.structs.replace(
                claim,
                text=self._ruler.shorten(
                    claim.text, most, _room(slot, size), size, bold=slot.strong, beside=self._beside(claim, size)
                ),
            )
            for claim in section.claims[:claims]
        ]
        return Box(title=section.title, claims=kept, more=len(lines) - claims, key=section.key)


def joined(sections: Sequence[SheetSection], title: str = "") -> SheetSection:
    """Several parts as one, each claim with its part before it."""
    claims = [
        msgspec.structs.replace(claim, text=f"{section.title}: {claim.text}" if section.title else claim.text)
        for section in sections
        for claim in section.claims
    ]
    return SheetSection(key=sections[0].key, title=title or _("And also"), claims=claims)


def share(needs: Sequence[float], height: float) -> list[float]:
    """Heights that add up to `height` at most: who needs less than an even share gets it, the others share the rest."""
    given = [0.0] * len(needs)
    left, waiting = height, sorted(range(len(needs)), key=lambda index: needs[index])
    while waiting:
        index = waiting.pop(0)
        given[index] = min(needs[index], left / (len(waiting) + 1))
        left -= given[index]
    return given


def _least_gap(size: float) -> float:
    return GAPS[0] if size > USUAL else GAPS[-1]


def _room(slot: Slot, size: float) -> float:
    return slot.width - (bullet_indent(size) if slot.bullets else 0.0)


def _within_measure(row: Row) -> Row:
    slots = [
        msgspec.structs.replace(slot, sections=[_clean_section(section) for section in slot.sections])
        for slot in row.slots
    ]
    return msgspec.structs.replace(row, slots=slots)


def _clean_section(section: SheetSection) -> SheetSection:
    claims = [msgspec.structs.replace(claim, text=word_text(claim.text[:MOST_LETTERS])) for claim in section.claims]
    return msgspec.structs.replace(section, claims=claims)
