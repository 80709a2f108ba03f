"""A page as one table of exact heights: cells are put at a place across, and the columns follow from the places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.grid import new_grid
from persona_tui.exports.word.text import new_paragraph

_SAME = 3
"""Twips between two places that are meant to be one."""
_SIDES = ("top", "left", "bottom", "right")


class Panel(msgspec.Struct, kw_only=True):
    """What stands in one cell, from `left` on, `width` points wide. `padding` is above, right, below and left;
    `rule` is the colour of a line on top, `rule_size` its thickness in eighths of a point. `down` is "begin" for a
    cell that goes on in the rows below, which hold it with "on". `cut_line` is the colour of dashes on `cut_sides`.
    """

    left: float
    width: float
    paragraphs: list[BaseOxmlElement] = msgspec.field(default_factory=list)
    padding: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    shade: str = ""
    rule: str = ""
    rule_size: int = 12
    place: str = "top"
    down: str = ""
    cut_line: str = ""
    cut_sides: tuple[str, ...] = ()


class Canvas:
    """Collects rows, and makes the table of them. Places and heights are points."""

    def __init__(self, width: float, *, caption: str, description: str) -> None:
        self._width = width
        self._caption, self._description = caption, description
        self._rows: list[tuple[float, list[Panel]]] = []

    @property
    def height(self) -> float:
        """How high the rows are together."""
        return sum(height for height, _panels in self._rows)

    def add(self, height: float, panels: Sequence[Panel]) -> None:
        """A row of that height; what lies between its panels stays empty."""
        if height >= 0.5:
            self._rows.append((height, list(panels)))

    def table(self) -> BaseOxmlElement:
        """The table of all rows."""
        places = {0, _twips(self._width)}
        for _height, panels in self._rows:
            places |= {_twips(each.left) for each in panels} | {_twips(each.left + each.width) for each in panels}
        columns = _apart(places)
        widths = [(end - start) / 20 for start, end in pairwise(columns)]
        grid = new_grid(widths, caption=self._caption, description=self._description)
        at = {place: min(range(len(columns)), key=lambda index: abs(columns[index] - place)) for place in places}
        for height, panels in self._rows:
            grid.append(_row(height, panels, columns, at))
        return grid


def _apart(places: set[int]) -> list[int]:
    """The places from left to right, without those that stand beside another by rounding alone."""
    kept: list[int] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME:
            kept.append(place)
    return kept


def _row(height: float, panels: Sequence[Panel], columns: Sequence[int], at: dict[int, int]) -> BaseOxmlElement:
    row = parse_xml(
        f'<w:tr {nsdecls("w")}><w:trPr><w:cantSplit/><w:trHeight w:val="{_twips(height)}" w:hRule="exact"/></w:trPr>'
        "</w:tr>"
    )
    here = 0
    for panel in panels:
        start, end = at[_twips(panel.left)], at[_twips(panel.left + panel.width)]
        if start > here:
            row.append(_cell(Panel(left=0, width=0), columns[start] - columns[here], start - here))
        row.append(_cell(panel, columns[end] - columns[start], end - start))
        here = end
    if here < len(columns) - 1:
        row.append(_cell(Panel(left=0, width=0), columns[-1] - columns[here], len(columns) - 1 - here))
    return row


def _cell(panel: Panel, width: int, span: int) -> BaseOxmlElement:
    merge = {"begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(panel.down, "")
    borders = ""
    if panel.rule:
        borders = f'<w:top w:val="single" w:sz="{panel.rule_size}" w:space="0" w:color="{panel.rule}"/>'
    elif panel.cut_line:
        borders = "".join(
            f'<w:{side} w:val="dashed" w:sz="4" w:space="0" w:color="{panel.cut_line}"/>'
            for side in _SIDES
            if side in panel.cut_sides
        )
    elif panel.shade:
        # Two panels that touch show the paper between them on some screens; a line of the same colour closes it.
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{panel.shade}"/>' for side in ("left", "right")
        )
    above, right, below, left = panel.padding
    margins = "".join(
        f'<w:{side} w:w="{_twips(points)}" w:type="dxa"/>'
        for side, points in zip(_SIDES, (above, left, below, right), strict=True)
    )
    made = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + merge
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{panel.shade}"/>' if panel.shade else "")
        + f"<w:tcMar>{margins}</w:tcMar>"
        + (f'<w:vAlign w:val="{panel.place}"/>' if panel.place != "top" else "")
        + "</w:tcPr></w:tc>"
    )
    for paragraph in panel.paragraphs or [new_paragraph("Nothing")]:
        made.append(paragraph)
    return made


def _twips(points: float) -> int:
    return round(points * 20)
