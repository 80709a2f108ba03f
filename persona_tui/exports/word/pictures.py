"""Pictures in a document, round, with what they show in words."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from persona_tui.exports.word.text import new_paragraph

_MOST_PIXELS = 512


def picture_paragraph(
    document: Document, picture: BytesIO, size: float, description: str, style: str
) -> BaseOxmlElement | None:
    """A paragraph with a round picture of `size` points, cut to its middle square; None where it cannot be read."""
    inline = _inline(document, picture, description, "face")
    if inline is None:
        return None
    _cut_to_square(inline, inline.extent.cx, inline.extent.cy)
    _set_size(inline, size, size)
    for shape in inline.iter(qn("a:prstGeom")):
        shape.set("prst", "ellipse")
    return _paragraph(inline, style)


def round_picture_paragraph(
    document: Document, picture: bytes, size: float, description: str, style: str
) -> BaseOxmlElement | None:
    """The same, with what is outside the circle taken out of the picture itself: LibreOffice now and then shows one
    picture for another in a PDF where several are cut by a shape.
    """
    cut = _cut_round(picture)
    inline = _inline(document, BytesIO(cut), description, "face") if cut else None
    if inline is None:
        return None
    _set_size(inline, size, size)
    return _paragraph(inline, style)


@lru_cache(maxsize=16)
def _cut_round(picture: bytes) -> bytes:
    """The middle of a picture as a round PNG, nothing where it cannot be read. Kept, because a face stands in a report
    more than once, and a report is laid out more than once.
    """
    from PIL import Image, ImageChops, ImageDraw

    try:
        with Image.open(BytesIO(picture)) as opened:
            shown = opened.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""
    side = min(shown.size)
    left, top = (shown.width - side) // 2, (shown.height - side) // 2
    edge = min(side, _MOST_PIXELS)
    shown = shown.crop((left, top, left + side, top + side)).resize((edge, edge), Image.Resampling.LANCZOS)
    circle = Image.new("L", (edge * 4, edge * 4), 0)
    ImageDraw.Draw(circle).ellipse((0, 0, edge * 4 - 1, edge * 4 - 1), fill=255)
    circle = circle.resize((edge, edge), Image.Resampling.LANCZOS)
    shown.putalpha(ImageChops.multiply(shown.getchannel("A"), circle))
    made = BytesIO()
    shown.save(made, "PNG")
    return made.getvalue()


def logo_paragraph(
    document: Document, picture: BytesIO, most: tuple[float, float], description: str, style: str
) -> BaseOxmlElement | None:
    """A paragraph with a picture as it is, at most so many points wide and high; None where it cannot be read."""
    inline = _inline(document, picture, description, "logo")
    if inline is None:
        return None
    scale = min(most[0] / inline.extent.cx, most[1] / inline.extent.cy)
    _set_size(inline, inline.extent.cx * scale, inline.extent.cy * scale)
    return _paragraph(inline, style)


def _inline(document: Document, picture: BytesIO, description: str, name: str) -> CT_Inline | None:
    try:
        inline = document.part.new_pic_inline(picture, None, None)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return None
    if not inline.extent.cx or not inline.extent.cy:
        return None
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    for names in (*inline.iter(qn("wp:docPr")), *inline.iter(qn("pic:cNvPr"))):
        names.set("descr", description)
        names.set("name", name)
    return inline


def _set_size(inline: BaseOxmlElement, width: float, height: float) -> None:
    for extent in (*inline.iter(qn("wp:extent")), *inline.iter(qn("a:ext"))):
        extent.set("cx", str(Pt(width)))
        extent.set("cy", str(Pt(height)))


def _paragraph(inline: BaseOxmlElement, style: str) -> BaseOxmlElement:
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
