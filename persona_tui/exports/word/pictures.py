"""Pictures in a document, round, with what they show in words."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from persona_tui.exports.word.text import new_paragraph


def picture_paragraph(
    document: Document, picture: BytesIO, size: float, description: str, style: str
) -> BaseOxmlElement | None:
    """A paragraph with a round picture of `size` points, cut to its middle square; None where it cannot be read."""
    try:
        inline = document.part.new_pic_inline(picture, None, None)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return None
    wide, high = inline.extent.cx, inline.extent.cy
    if not wide or not high:
        return None
    _cut_to_square(inline, wide, high)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    for extent in (inline.extent, *inline.iter(qn("a:ext"))):
        extent.set("cx", str(Pt(size)))
        extent.set("cy", str(Pt(size)))
    for shape in inline.iter(qn("a:prstGeom")):
        shape.set("prst", "ellipse")
    for names in (*inline.iter(qn("wp:docPr")), *inline.iter(qn("pic:cNvPr"))):
        names.set("descr", description)
        names.set("name", "face")
    paragraph = new_paragraph(style)
    run = parse_xml(f"<w:r {nsdecls('w')}><w:drawing/></w:r>")
    run[0].append(inline)
    paragraph.append(run)
    return paragraph


def _cut_to_square(inline: BaseOxmlElement, wide: int, high: int) -> None:
    if wide == high:
        return
    each_side = round((1 - min(wide, high) / max(wide, high)) / 2 * 100_000)
    sides = ("l", "r") if wide > high else ("t", "b")
    crop = " ".join(f'{side}="{each_side}"' for side in sides)
    for fill in inline.iter(qn("pic:blipFill")):
        fill.insert(1, parse_xml(f"<a:srcRect {nsdecls('a')} {crop}/>"))
