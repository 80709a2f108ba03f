"""What a layout says of its page: who stands in the head, and which parts stand in which row."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.exports.content import SheetSection
from persona_tui.exports.word import fit
from persona_tui.exports.word.layout_parts import Said

INSET = 11.0
"""How far text stands inside a shaded panel; where there is none, the text keeps to the same edge."""


class Place(msgspec.Struct, kw_only=True):
    """A column of a row: parts below one another. `weight` is its share of the width; `dark` means white on the
    accent; `numeral` stands before the heading; without `ruled` and `shade` nothing sets it apart.
    """

    sections: Sequence[SheetSection]
    weight: float = 1.0
    shade: str = ""
    dark: bool = False
    ruled: bool = False
    bullets: bool = True
    numeral: str = ""
    strong: bool = False


class PartsRow(msgspec.Struct, kw_only=True):
    """Columns side by side; those that are shaded stand `gap` points apart, and touch where that is 0."""

    places: Sequence[Place]
    gap: float = 0.0


class WordsRow(msgspec.Struct, kw_only=True):
    """Words of a fixed height across the page, in the middle of `above` and `below` points of room."""

    words: Sequence[Said]
    above: float = 10.0
    below: float = 10.0
    shade: str = ""
    rule: str = ""

    @property
    def height(self) -> float:
        """With the room above and below."""
        return self.above + sum(said.height for said in self.words) + self.below


class Head(msgspec.Struct, kw_only=True):
    """Who the persona is. `sizes` run from the largest down. `side` is the share of a lying page that it takes."""

    face: float = 122.0
    names: Sequence[float] = (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0)
    archetypes: Sequence[float] = (13.0,)
    quotes: Sequence[float] = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
    quote: bool = True
    reason: bool = True
    shade: str = ""
    dark: bool = False
    side: float = 0.29
    face_right: bool = False
    kicker: str = ""
    middle: bool = False


class Composition(msgspec.Struct, kw_only=True):
    """A whole page. `alike` makes all rows of parts equally high; `writing` leaves ruled lines where there is room."""

    head: Head
    rows: Sequence[PartsRow | WordsRow]
    measures: fit.Measures
    between: float = 10.0
    alike: bool = False
    writing: bool = True
    foot: Sequence[str] = ()
    rests_on: bool = True
