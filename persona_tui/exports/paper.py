"""The paper that documents are printed on."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """Sizes of paper that printers hold."""

    A4 = "a4"
    LETTER = "letter"


SIZES = {Paper.A4: (595.3, 841.9), Paper.LETTER: (612.0, 792.0)}
"""Width and height in points, upright."""


def paper_size(paper: Paper, *, landscape: bool = False) -> tuple[float, float]:
    """Width and height in points as it lies before the reader."""
    width, height = SIZES[paper]
    return (height, width) if landscape else (width, height)
