"""What people wrote, put into a Word document as text and nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.texts import clean_line, clean_text

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_BREAKS_AND_TABS = re.compile("([\n\t])")
_LONGEST_PROPERTY = 255
_LEFT_TO_RIGHT = "\u200e"
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_ENDS = {"LRE": _POP, "RLE": _POP, "LRO": _POP, "RLO": _POP, "LRI": _POP_ISOLATE, "RLI": _POP_ISOLATE}
_ENDS |= {"FSI": _POP_ISOLATE}
"""What ends that which a sign of a certain direction begins."""
_TURNED = {"R", "AL", "AN", *_ENDS}


def word_text(text: str) -> str:
    """The text as Word can hold it: control characters as their symbols (␀), every line separator as a newline."""
    return _NOT_IN_XML.sub("\ufffd", clean_text(text))


def word_line(text: str) -> str:
    """The same as one line."""
    return _NOT_IN_XML.sub("\ufffd", clean_line(text))


def property_text(text: str) -> str:
    """The text as a document property, which holds 255 characters."""
    line = word_line(text)
    return line if len(line) <= _LONGEST_PROPERTY else line[: _LONGEST_PROPERTY - 1].rstrip() + "…"


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to a right-to-left script."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def direction_back(text: str) -> str:
    """What has to stand between a text and what follows in its paragraph, so that a number there is not drawn into
    words that run from right to left: "" where nothing does, else the end of all that was begun and not ended in the
    text, and a mark from left to right.
    """
    if text.isascii():
        return ""
    begun: list[str] = []
    turned = False
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        turned = turned or direction in _TURNED
        if direction in _ENDS:
            begun.append(_ENDS[direction])
        elif letter in begun:
            while begun.pop() != letter:
                pass
    return "".join(reversed(begun)) + _LEFT_TO_RIGHT if turned else ""


def add_run(paragraph: BaseOxmlElement, text: str, style: str = "") -> BaseOxmlElement:
    """Append `text` to a `w:p` as one run in the character style with that id; breaks and tabs become Word's own."""
    run = _element("w:r")
    right_to_left = runs_right_to_left(text)
    if style or right_to_left:
        properties = _element("w:rPr")
        if style:
            properties.append(_valued("w:rStyle", style))
        if right_to_left:
            properties.append(_element("w:rtl"))
        run.append(properties)
    for piece in _BREAKS_AND_TABS.split(word_text(text)):
        if piece == "\n":
            run.append(_element("w:br"))
        elif piece == "\t":
            run.append(_element("w:tab"))
        elif piece:
            words = _element("w:t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            run.append(words)
    paragraph.append(run)
    return run


def new_paragraph(style: str, text: str = "", run_style: str = "") -> BaseOxmlElement:
    """A `w:p` in the paragraph style with that id, right to left where its text is."""
    paragraph = _element("w:p")
    properties = _element("w:pPr")
    properties.append(_valued("w:pStyle", style))
    if runs_right_to_left(text):
        properties.append(_element("w:bidi"))
    paragraph.append(properties)
    if text:
        add_run(paragraph, text, run_style)
    return paragraph


def _element(tag: str) -> BaseOxmlElement:
    return cast(BaseOxmlElement, OxmlElement(tag))


def _valued(tag: str, value: str) -> BaseOxmlElement:
    element = _element(tag)
    element.set(qn("w:val"), value)
    return element
