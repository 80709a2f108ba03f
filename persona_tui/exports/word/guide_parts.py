"""What guides and forms share: how they look, panels, ruled lines to write on, and the foot of a page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word import fields
from persona_tui.exports.word.document import Page
from persona_tui.exports.word.house import House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.measure import shorten
from persona_tui.exports.word.text import new_paragraph, word_line
from persona_tui.i18n import _

PAGE = Page(left=62.4, right=62.4, top=56.7, bottom=62.4)
SIZE = 10.5
TITLE_SIZE = 27.0
_TITLE_LINES = 3
_LINE_HEIGHT = 24.0
_MOST_LETTERS = 1000
_PADDING = 9.0


def normal_look() -> Look:
    """How text looks that is nothing in particular."""
    return Look(name="Normal", size=SIZE)


def common_looks(house: House) -> list[Look]:
    """The styles that every guide and form has."""
    heading = house.heading_font
    return [
        Look(name="Kicker", size=8.5, bold=True, colour=house.accent, capitals=True, tracking=0.8, line=12, after=4),
        Look(name="Title", size=TITLE_SIZE, bold=True, font=heading, after=6, keep_next=True),
        Look(name="Subtitle", size=11.5, colour=house.grey, after=14),
        Look(
            name="Heading 1",
            size=15,
            bold=True,
            colour=house.accent,
            font=heading,
            before=22,
            after=7,
            level=1,
            keep_next=True,
            keep_lines=True,
            right_tab=PAGE.text_width,
            rule_bottom=house.rule,
        ),
        Look(
            name="Heading 2", size=11.5, bold=True, font=heading, before=12, after=3, level=2, keep_next=True,
            keep_lines=True,
        ),
        Look(name="Lead", size=11, after=8),
        Look(name="Small", size=9, colour=house.grey, after=4),
        Look(name="Panel", size=SIZE, after=5, keep_lines=True),
        Look(name="Panel Heading", size=11.5, bold=True, colour=house.accent, font=heading, after=4, keep_next=True),
        Look(name="List Bullet", size=SIZE, after=3, bullet=True, keep_lines=True),
        Look(
            name="Footer", size=fields.FOOT_SIZE, colour=house.grey, right_tab=PAGE.text_width, rule_top=house.rule
        ),
        Look(name="Strong", of_text=True, bold=True),
        Look(name="Aside", of_text=True, size=9, colour=house.grey),
        Look(name="Accent", of_text=True, bold=True, colour=house.accent),
    ]  # fmt: skip


def title_paragraph(text: str) -> BaseOxmlElement:
    """The title, on three lines at most."""
    title = word_line(text)[:_MOST_LETTERS]
    return new_paragraph("Title", shorten(title, _TITLE_LINES, PAGE.text_width, TITLE_SIZE, bold=True))


def panel(
    width: float, rows: Sequence[Sequence[BaseOxmlElement]], house: House, *, caption: str, description: str
) -> BaseOxmlElement:
    """A tinted table of one column with an accent at its left; each row stays on one page."""
    twips = round(width * 20)
    bar = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{house.accent}"/>'
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{twips}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips}"/></w:tblGrid></w:tbl>'
    )
    for tag, text in (("w:tblCaption", caption), ("w:tblDescription", description)):
        element = parse_xml(f"<{tag} {nsdecls('w')}/>")
        element.set(qn("w:val"), word_line(text))
        table[0].append(element)
    for place, paragraphs in enumerate(rows):
        above = _PADDING if place == 0 else 1.0
        below = _PADDING - 3 if place == len(rows) - 1 else 1.0
        row = parse_xml(
            f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
            f'<w:tcW w:w="{twips}" w:type="dxa"/><w:tcBorders>{bar}</w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{house.tint}"/><w:tcMar>'
            f'<w:top w:w="{round(above * 20)}" w:type="dxa"/><w:left w:w="260" w:type="dxa"/>'
            f'<w:bottom w:w="{round(below * 20)}" w:type="dxa"/><w:right w:w="220" w:type="dxa"/></w:tcMar>'
            "</w:tcPr></w:tc></w:tr>"
        )
        cell = row[1]
        for paragraph in paragraphs:
            cell.append(paragraph)
            if place < len(rows) - 1:
                keep_with_next(paragraph)
        table.append(row)
    return table


def ruled_lines(width: float, count: int, house: House) -> BaseOxmlElement:
    """`count` lines to write on by hand, which stay together on one page; the last ends where the text goes on."""
    twips = round(width * 20)
    rule = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{house.rule}"/>'
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{twips}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips}"/></w:tblGrid></w:tbl>'
    )
    for tag, text in (
        ("w:tblCaption", _("Room to write")),
        ("w:tblDescription", _("Empty lines to write on by hand.")),
    ):
        element = parse_xml(f"<{tag} {nsdecls('w')}/>")
        element.set(qn("w:val"), text)
        table[0].append(element)
    for number in range(count):
        paragraph = new_paragraph("Normal")
        if number < count - 1:
            keep_with_next(paragraph)
        row = parse_xml(
            f'<w:tr {nsdecls("w")}><w:trPr><w:cantSplit/><w:trHeight w:val="{round(_LINE_HEIGHT * 20)}"'
            f' w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>'
            f"<w:tcBorders>{rule}</w:tcBorders></w:tcPr></w:tc></w:tr>"
        )
        row[1].append(paragraph)
        table.append(row)
    return table


def keep_with_next(paragraph: BaseOxmlElement) -> None:
    """Let a paragraph stand on the page of what follows it."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None and properties.find(qn("w:keepNext")) is None:
        properties.insert(1, parse_xml(f"<w:keepNext {nsdecls('w')}/>"))


def boxed(paragraph: BaseOxmlElement, house: House) -> BaseOxmlElement:
    """The paragraph in a thin frame, as a field looks that one writes into."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{house.rule}"/>'
        for side, space in (("top", 5), ("left", 7), ("bottom", 5), ("right", 7))
    )
    for properties in paragraph.iterchildren(qn("w:pPr")):
        before = {qn(f"w:{tag}") for tag in ("pStyle", "keepNext", "keepLines")}
        at = len([child for child in properties if child.tag in before])
        properties.insert(at, parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))
    return paragraph


def add_footer(document: Document, text: str) -> None:
    """`text` on the left, the page on the right."""
    fields.add_footer(document, word_line(text)[:_MOST_LETTERS], PAGE.text_width)
