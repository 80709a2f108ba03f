"""Fields that Word works out, and the foot of a page that is made of them."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.measure import CALIBRI, Ruler
from persona_tui.exports.word.text import add_run, new_paragraph
from persona_tui.i18n import _

FOOT_SIZE = 8.5
"""How big the letters of the style "Footer" are, which every document with a foot has."""
_FOOT_TEXT = 0.75
"""The share of a line that the text at the foot takes at most; the rest is for the page."""


def add_field(paragraph: BaseOxmlElement, code: str, shown: str | None = None, style: str = "") -> None:
    """A field that shows `shown` until Word works it out anew; a number, where nobody knows what to show."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""

    def run(inside: str) -> None:
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{properties}{inside}</w:r>"))

    run('<w:fldChar w:fldCharType="begin"/>')
    run(f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
    run('<w:fldChar w:fldCharType="separate"/>')
    if shown is None:
        run("<w:t>1</w:t>")
    else:
        add_run(paragraph, shown, style)
    run('<w:fldChar w:fldCharType="end"/>')


def add_footer(
    document: Document,
    text: str,
    width: float,
    *,
    ruler: Ruler = CALIBRI,
    page: str | None = None,
    pages: str | None = None,
) -> None:
    """`text`, one line of it, on the left and the page on the right of `width` points, in the style "Footer"; `page`
    and `pages` stand there until Word works them out.
    """
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    footer: BaseOxmlElement = section.footer._element
    for child in list(footer):
        footer.remove(child)
    paragraph = new_paragraph("Footer", ruler.shorten(text, 1, width * _FOOT_TEXT, FOOT_SIZE))
    add_run(paragraph, "\t")
    before, _number, rest = _("Page {number} of {count}").partition("{number}")
    between, _count, after = rest.partition("{count}")
    add_run(paragraph, before)
    add_field(paragraph, "PAGE", page)
    add_run(paragraph, between)
    add_field(paragraph, "NUMPAGES", pages)
    if after:
        add_run(paragraph, after)
    footer.append(paragraph)
