"""A new Word document with our styles, its properties set, and the same bytes for the same content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import cast

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.looks import FONT as BULLET_FONT
from persona_tui.exports.word.looks import Look, defaults_xml, styles_xml
from persona_tui.exports.word.papers import Page as Page
from persona_tui.exports.word.text import property_text
from persona_tui.i18n import _

_EARLIEST_IN_A_ZIP = (1980, 1, 1, 0, 0, 0)
_REGIONS = {"en": "en-GB", "nl": "nl-NL", "fi": "fi-FI", "nb": "nb-NO", "sv": "sv-SE", "da": "da-DK", "de": "de-DE"}
_REGIONS |= {"fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pl": "pl-PL", "pt": "pt-PT", "et": "et-EE"}
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml")
_BULLET_INDENT = 9.0


def word_language(code: str) -> str:
    """The language as Word's dictionaries name it: "en" → "en-GB"."""
    kept = "".join(c for c in code.strip().replace("_", "-") if c.isascii() and (c.isalnum() or c == "-"))
    return _REGIONS.get(kept.lower(), kept or _REGIONS["en"])


def new_document(
    *,
    language: str,
    title: str,
    author: str,
    changed: datetime,
    page: Page,
    normal: Look,
    looks: Iterable[Look],
    house: House = PLAIN,
) -> Document:
    """An empty document. `changed` is the study's last change: the only date in it."""
    document = docx.Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            rels.pop(key)
    _set_page(document, page)
    _set_styles(document, word_language(language), normal, looks, house)
    _set_bullet(document, house)
    _set_settings(document, word_language(language))
    _set_properties(document, word_language(language), title, author, changed)
    return document


def to_bytes(document: Document) -> bytes:
    """The document as a file: parts in a fixed order, without the time of writing, each picture with its own number."""
    for number, names in enumerate(body(document).iter(qn("wp:docPr")), start=1):
        names.set("id", str(number))
    raw = BytesIO()
    document.save(raw)
    whole = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST_IN_A_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return whole.getvalue()


def body(document: Document) -> BaseOxmlElement:
    """The `w:body`, to which content is appended with `append`."""
    return cast(BaseOxmlElement, document.element.body)


def append(document: Document, element: BaseOxmlElement) -> None:
    """Add a paragraph or table at the end of the text."""
    body(document)[-1].addprevious(element)


def _set_page(document: Document, page: Page) -> None:
    section = cast(BaseOxmlElement, body(document)[-1])
    for child in list(section):
        section.remove(child)
    w, h, top, right, bottom, left = (
        round(points * 20) for points in (page.width, page.height, page.top, page.right, page.bottom, page.left)
    )
    parts = (
        f'<w:pgSz {nsdecls("w")} w:w="{w}" w:h="{h}"/>',
        f'<w:pgMar {nsdecls("w")} w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{min(top, 567)}" w:footer="{min(bottom, 567)}" w:gutter="0"/>',
        f'<w:cols {nsdecls("w")} w:space="720"/>',
    )
    for part in parts:
        section.append(parse_xml(part))


def _set_styles(document: Document, language: str, normal: Look, looks: Iterable[Look], house: House) -> None:
    styles = document.styles.element
    latent = [child for child in styles if child.tag == qn("w:latentStyles")]
    del styles[:]
    styles.append(parse_xml(defaults_xml(normal.size, language, house)))
    for child in (*latent, *parse_xml(styles_xml(looks, normal))):
        styles.append(child)


def _set_bullet(document: Document, house: House) -> None:
    """One list: a quiet bullet in the accent colour."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    indent = round(_BULLET_INDENT * 20)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
            '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{BULLET_FONT}" w:hAnsi="{BULLET_FONT}" w:cs="{BULLET_FONT}" w:hint="default"/>'
            f'<w:color w:val="{house.accent}"/></w:rPr></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def _set_settings(document: Document, language: str) -> None:
    settings = document.settings.element
    keep = {"zoom", "defaultTabStop", "characterSpacingControl", "compat", "themeFontLang", "decimalSymbol"}
    keep |= {"clrSchemeMapping", "listSeparator"}
    for child in list(settings):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] not in keep:
            settings.remove(child)
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for compat in settings.iter(qn("w:compat")):
        for child in list(compat):
            if child.tag == qn("w:useFELayout"):
                compat.remove(child)
            elif child.get(qn("w:name")) == "compatibilityMode":
                child.set(qn("w:val"), "15")
    for language_of_fonts in settings.iter(qn("w:themeFontLang")):
        language_of_fonts.attrib.clear()
        language_of_fonts.set(qn("w:val"), language)


def _set_properties(document: Document, language: str, title: str, author: str, changed: datetime) -> None:
    core = document.core_properties
    core.title = property_text(title) or _("Untitled")
    core.author = core.last_modified_by = property_text(author) or "persona-tui"
    core.language = language
    core.comments = core.keywords = core.subject = core.category = ""
    core.created = core.modified = changed.astimezone(UTC).replace(tzinfo=None)
    core.revision = 1
    for rel in document.part.package.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            rel.target_part._blob = _APPLICATION


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>persona-tui</Application></Properties>"
)
