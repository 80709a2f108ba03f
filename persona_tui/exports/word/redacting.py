"""Taking names out of a finished document: what the owner's own template brought along, in any of its parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from persona_tui.exports.pictures import without_metadata
from persona_tui.exports.redaction import Redactor

_SHOWN = {"descr", "title", "author", "initials", "alias", "caption", "string", "alt", "displayText", "userId"}
"""Attributes that hold words of people."""
_NAMED = {"docPr", "cNvPr", "property", "docVar"}
"""Elements whose names people gave."""
_WORDS_IN_VAL = {
    "alias", "docVar", "tblCaption", "tblDescription", "statusText", "helpText", "default", "listEntry", "tag",
    "listItem",
}  # fmt: skip
"""Elements whose attributes `val` and `value` hold words of people."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACES = {f"{_W}bookmarkStart": f"{_W}name", f"{_W}hyperlink": f"{_W}anchor"}
_TO_STYLES = {
    "pStyle",
    "rStyle",
    "tblStyle",
    "basedOn",
    "next",
    "link",
    "styleLink",
    "numStyleLink",
    "clickAndTypeStyle",
}
_FIRST_PAGE = "docprops/thumbnail"
_TEXTS = (".xml", ".vml")
_NOT_IN_PLACES = re.compile(r"\W+")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_ELSEWHERE = "https://example.invalid/"
"""Where a link leads whose address named somebody."""


def redacted_package(document: bytes, redactor: Redactor | None) -> bytes:
    """The document with known terms taken out of every text, property, comment, address, alternative text, name of a
    style and embedded document, its pictures without what cameras write into them, and without the small picture of
    its first page; as it is without a redactor. Terms that are parted by formatting inside a paragraph are found, too.
    """
    if redactor is None:
        return document
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        styles = _renamed_styles(source, redactor)
        for entry in source.infolist():
            content, name = source.read(entry), entry.filename.lower()
            if name.startswith(_FIRST_PAGE):
                continue
            if name.endswith(".rels"):
                content = _redacted_links(content, redactor)
            elif name.endswith(_TEXTS) and not name.startswith("[content"):
                content = _redacted_part(content, redactor, styles)
            elif name.endswith(_PICTURES):
                content = _picture(content)
            elif content.startswith(b"PK\x03\x04"):
                content = redacted_package(content, redactor)
            target.writestr(entry, content)
    return whole.getvalue()


def _renamed_styles(source: zipfile.ZipFile, redactor: Redactor) -> dict[str, str]:
    """The ids of the owner's own styles that name somebody, and what they are called instead."""
    if "word/styles.xml" not in source.namelist():
        return {}
    own = etree.fromstring(source.read("word/styles.xml")).iter(f"{_W}style")
    ids = [str(style.get(f"{_W}styleId")) for style in own if style.get(f"{_W}customStyle")]
    named = [name for name in ids if redactor.text(_parted(name)) != _parted(name)]
    return {name: f"Style{number}" for number, name in enumerate(named, start=1)}


def _parted(name: str) -> str:
    """ "BoltwerkHeading" → "Boltwerk Heading"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _redacted_part(content: bytes, redactor: Redactor, styles: Mapping[str, str]) -> bytes:
    root = etree.fromstring(content)
    etree.strip_tags(root, etree.Comment)
    for element in root.iter(etree.Element):
        if element.text and element.text.strip():
            element.text = redactor.text(element.text)
        if element.tag in _PLACES:
            _redact_place(element, _PLACES[element.tag], redactor)
            continue
        for name, value in element.attrib.items():
            key = etree.QName(name).localname
            if str(value) in styles and (key == "styleId" or etree.QName(element).localname in _TO_STYLES):
                element.set(name, styles[str(value)])
            elif _holds_words(element, key):
                element.set(name, redactor.text(str(value)))
    for paragraph in root.iter(f"{_W}p"):
        for tags in ((f"{_W}t", f"{_W}delText"), (f"{_W}instrText", f"{_W}delInstrText")):
            _redact_across(list(paragraph.iter(*tags)), redactor)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _holds_words(element: etree._Element, attribute: str) -> bool:
    kind, parent = etree.QName(element).localname, element.getparent()
    if kind in ("name", "aliases") and parent is not None:
        return bool(parent.get(f"{_W}customStyle")) or etree.QName(parent).localname == "ffData"
    if attribute == "name":
        return kind in _NAMED
    return attribute in _SHOWN or (kind in _WORDS_IN_VAL and attribute in ("val", "value"))


def _redact_place(element: etree._Element, attribute: str, redactor: Redactor) -> None:
    """A bookmark, and what leads to it, keep one name, of letters alone."""
    name = str(element.get(attribute) or "")
    shown = redactor.text(name)
    if shown != name:
        element.set(attribute, _NOT_IN_PLACES.sub("_", shown).strip("_") or "place")


def _redact_across(pieces: list[etree._Element], redactor: Redactor) -> None:
    """Redact a paragraph whose words stand in several pieces: what changed stands in the first of them."""
    whole = "".join(piece.text or "" for piece in pieces)
    redacted = redactor.text(whole)
    if redacted != whole:
        pieces[0].text = redacted
        for piece in pieces[1:]:
            piece.text = ""


def _redacted_links(content: bytes, redactor: Redactor) -> bytes:
    """The part's links; one that leads out of the document to an address with a known term leads nowhere."""
    root = etree.fromstring(content)
    for link in list(root.iter(etree.Element)):
        if str(link.get("Type") or "").endswith("/thumbnail"):
            root.remove(link)
        if link.get("TargetMode") != "External":
            continue
        target = str(link.get("Target") or "")
        if redactor.text(_spoken(target)) != _spoken(target):
            link.set("Target", _ELSEWHERE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _spoken(address: str) -> str:
    from urllib.parse import unquote

    return unquote(address)


def _picture(content: bytes) -> bytes:
    """A picture as it was, without what is not seen: of the same format, as its part is declared."""
    from PIL import Image

    if content.startswith(b"\x89PNG"):
        return without_metadata(content)
    try:
        with Image.open(BytesIO(content)) as image:
            form = image.format or ""
            bare, seen = BytesIO(), image.copy()
            seen.info = {}
            seen.save(bare, form, **({"quality": 92} if form == "JPEG" else {}))
            return bare.getvalue()
    except (OSError, ValueError, SyntaxError):
        return content
