"""Taking names out of a finished document: what the owner's own template brought along, in any of its parts."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from persona_tui.exports.redaction import Redactor

_SHOWN = {"descr", "title", "author", "initials", "alias", "caption", "name"}
"""Attributes that hold words of people."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def redacted_package(document: bytes, redactor: Redactor | None) -> bytes:
    """The document with known terms taken out of every text, property, comment and alternative text; as it is without
    a redactor. Terms that are parted by formatting inside a paragraph are found, too.
    """
    if redactor is None:
        return document
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".xml") and not entry.filename.startswith("[Content"):
                content = _redacted_part(content, redactor)
            target.writestr(entry, content)
    return whole.getvalue()


def _redacted_part(content: bytes, redactor: Redactor) -> bytes:
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        if element.text and element.text.strip():
            element.text = redactor.text(element.text)
        for name, value in element.attrib.items():
            key = etree.QName(name).localname
            is_styles = etree.QName(element).localname in ("name", "style", "font", "fonts")
            if key in _SHOWN and not is_styles:
                element.set(name, redactor.text(str(value)))
    for paragraph in root.iter(f"{_W}p"):
        _redact_across(list(paragraph.iter(f"{_W}t", f"{_W}delText")), redactor)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _redact_across(pieces: list[etree._Element], redactor: Redactor) -> None:
    """Redact a paragraph whose words stand in several pieces: what changed stands in the first of them."""
    whole = "".join(piece.text or "" for piece in pieces)
    redacted = redactor.text(whole)
    if redacted != whole:
        pieces[0].text = redacted
        for piece in pieces[1:]:
            piece.text = ""
