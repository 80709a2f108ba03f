"""Tables: a page's grid of exact heights, and tables of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

import msgspec
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.text import word_line


class Cell(msgspec.Struct, kw_only=True):
    """`paragraphs` in a cell that is `span` columns wide. `padding` is above, right, below and left, in points."""

    paragraphs: list[BaseOxmlElement]
    span: int = 1
    padding: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    shade: str = ""
    middle: bool = False
    rule_below: str = ""


def new_grid(widths: Sequence[float], *, caption: str, description: str, first_column: bool = False) -> BaseOxmlElement:
    """A table of fixed columns (points). `first_column` says that it holds what the rows are called."""
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    total = sum(_twips(width) for width in widths)
    look = f'<w:tblLook w:val="{"0680" if first_column else "0600"}" w:firstRow="0" w:lastRow="0"'
    look += f' w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar>{look}<w:tblCaption w:val={quoteattr(word_line(caption))}/>"
        f"<w:tblDescription w:val={quoteattr(word_line(description))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )


def add_row(grid: BaseOxmlElement, widths: Sequence[float], cells: Iterable[Cell], *, height: float = 0.0) -> None:
    """Append a row, exactly `height` points high, or as high as it needs to be."""
    exact = f'<w:trHeight w:val="{_twips(height)}" w:hRule="exact"/>' if height else ""
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{exact}</w:trPr></w:tr>")
    at = 0
    for cell in cells:
        width = sum(_twips(each) for each in widths[at : at + cell.span])
        at += cell.span
        sides = zip(("top", "left", "bottom", "right"), (cell.padding[i] for i in (0, 3, 2, 1)), strict=True)
        margins = "".join(f'<w:{side} w:w="{_twips(points)}" w:type="dxa"/>' for side, points in sides)
        rule = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{cell.rule_below}"/>'
        made = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else "")
            + (f"<w:tcBorders>{rule}</w:tcBorders>" if cell.rule_below else "")
            + (f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else "")
            + f"<w:tcMar>{margins}</w:tcMar>"
            + ('<w:vAlign w:val="center"/>' if cell.middle else "")
            + "</w:tcPr></w:tc>"
        )
        for paragraph in cell.paragraphs:
            made.append(paragraph)
        row.append(made)
    grid.append(row)


def _twips(points: float) -> int:
    return round(points * 20)
