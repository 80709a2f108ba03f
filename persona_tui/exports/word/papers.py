"""Sheets of paper: their sizes and margins, upright or lying."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from persona_tui.i18n import N_, _


class Page(msgspec.Struct, kw_only=True, frozen=True):
    """A sheet of paper and its margins, in points."""

    width: float = 595.3
    height: float = 841.9
    left: float = 42.5
    right: float = 42.5
    top: float = 39.7
    bottom: float = 31.2

    @property
    def text_width(self) -> float:
        """What stands between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """What stands between the upper and the lower margin."""
        return self.height - self.top - self.bottom

    @property
    def lies(self) -> bool:
        """Whether the paper is wider than it is high."""
        return self.width > self.height


class Paper(StrEnum):
    """What is in the printer."""

    A4 = "a4"
    LETTER = "letter"


class Orientation(StrEnum):
    """Which way the paper is held."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


_SIZES = {Paper.A4: (595.3, 841.9), Paper.LETTER: (612.0, 792.0)}
_TITLES = {
    Paper.A4: N_("A4"),
    Paper.LETTER: N_("US Letter"),
    Orientation.PORTRAIT: N_("Portrait"),
    Orientation.LANDSCAPE: N_("Landscape"),
}


def sheet_page(paper: Paper = Paper.A4, orientation: Orientation = Orientation.PORTRAIT) -> Page:
    """The page of a persona sheet or of cards."""
    width, height = _SIZES[paper]
    if orientation is Orientation.LANDSCAPE:
        return Page(width=height, height=width, left=39.7, right=39.7, top=34.0, bottom=25.5)
    return Page(width=width, height=height)


def paper_title(which: Paper | Orientation) -> str:
    """What an owner calls it."""
    return _(_TITLES[which])
