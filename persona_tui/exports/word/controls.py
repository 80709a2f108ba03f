"""Content controls: the fields of a form, each inside a bookmark that says which it is.

Every control is a run inside a paragraph. Text is rich text: LibreOffice keeps plain-text controls closed in a document
that is protected for filling in, and opens these. LibreOffice drops tags (and titles of boxes) when it saves; bookmarks
stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.banks.form_fields import HINT_STYLE, with_hint
from persona_tui.exports.word.text import add_run, word_line

BOX, TICKED_BOX = "☐", "☒"
_BOX_FONT = "MS Gothic"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LONGEST_TITLE = 64
_LONGEST_ITEM = 255


class Bookmarks:
    """Puts bookmarks around parts of a document. Each name stands once; ids count from 1."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, elements: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """The elements between the start and the end of a bookmark."""
        self._count += 1
        start = parse_xml(
            f"<w:bookmarkStart {nsdecls('w')} w:id={quoteattr(str(self._count))} w:name={quoteattr(name)}/>"
        )
        end = parse_xml(f"<w:bookmarkEnd {nsdecls('w')} w:id={quoteattr(str(self._count))}/>")
        return [start, *elements, end]

    def add_text(self, paragraph: BaseOxmlElement, name: str, text: str, style: str = "") -> None:
        """Append a text of ours to a paragraph, inside its bookmark."""
        run = add_run(paragraph, text, style)
        paragraph.remove(run)
        for element in self.around(name, [run]):
            paragraph.append(element)

    def add_control(self, paragraph: BaseOxmlElement, control: BaseOxmlElement) -> None:
        """Append a control to a paragraph, inside the bookmark that is called as its tag is."""
        (tag,) = control.iter(qn("w:tag"))
        for element in self.around(str(tag.get(qn("w:val"))), [control]):
            paragraph.append(element)


def text_control(name: str, title: str, hint: str) -> BaseOxmlElement:
    """A field for text of any length; `hint` stands in it until somebody writes."""
    return _control(with_hint(name, hint), title, "<w:showingPlcHdr/>", "<w:richText/>", hint)


def day_control(name: str, title: str, hint: str, language: str) -> BaseOxmlElement:
    """A field for a day, with a calendar to pick it from."""
    kind = (
        f'<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val={quoteattr(language)}/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )
    return _control(with_hint(name, hint), title, "<w:showingPlcHdr/>", kind, hint)


def list_control(name: str, title: str, hint: str, items: Sequence[tuple[str, str]]) -> BaseOxmlElement:
    """A drop-down list of (key, what stands there)."""
    rows = "".join(
        f"<w:listItem w:displayText={quoteattr(word_line(label)[:_LONGEST_ITEM])} w:value={quoteattr(key)}/>"
        for key, label in items
    )
    return _control(
        with_hint(name, hint), title, "<w:showingPlcHdr/>", f"<w:dropDownList>{rows}</w:dropDownList>", hint
    )


def box_control(name: str, title: str) -> BaseOxmlElement:
    """A box to tick."""
    kind = (
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{_BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{_BOX_FONT}"/></w14:checkbox>'
    )
    fonts = "".join(f' w:{part}="{_BOX_FONT}"' for part in ("ascii", "hAnsi", "eastAsia"))
    return _control(name, title, "", kind, BOX, f'<w:rFonts{fonts} w:hint="eastAsia"/>')


def lock_all_but_controls(document: Document) -> None:
    """Let a reader change nothing but the fields, in Word and in LibreOffice; no password keeps anybody out."""
    settings = document.settings.element
    protection = parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="forms" w:enforcement="1"/>')
    before = {"writeProtection", "view", "zoom"}
    at = 0
    for place, child in enumerate(settings, start=1):
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in before:
            at = place
    settings.insert(at, protection)


def _control(name: str, title: str, state: str, kind: str, shown: str, run: str = "") -> BaseOxmlElement:
    properties = run or f'<w:rStyle w:val="{HINT_STYLE}"/>'
    number = zlib.crc32(name.encode()) & 0x7FFFFFFF or 1
    title = word_line(title)[:_LONGEST_TITLE].rstrip()
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr>"
        f"{f'<w:rPr>{run}</w:rPr>' if run else ''}"
        f"<w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(name)}/><w:id w:val={quoteattr(str(number))}/>"
        f'<w:lock w:val="sdtLocked"/>{state}{kind}</w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{properties}</w:rPr><w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>"
    )
