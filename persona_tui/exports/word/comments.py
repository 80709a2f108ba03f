"""Comments in the margin: why a claim is made, pinned so that the same study gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import add_run, new_paragraph, property_text, word_text

COMMENT_LOOK = Look(name="Comment Text", size=10.0, after=2.0)
"""The style of comments: a document that has any needs it among its looks."""


class Margin:
    """The comments of a document. All are by `author` and of the moment `changed`, the study's last change."""

    def __init__(self, document: Document, *, author: str, changed: datetime) -> None:
        self._document = document
        self._author = property_text(author) or "persona-tui"
        self._initials = "".join(word[0] for word in self._author.split()[:3] if word[0].isalnum()) or "p"
        self._changed = changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._count = 0

    def note(self, paragraph: BaseOxmlElement, lines: Sequence[str]) -> None:
        """Put a comment of some paragraphs on all the text of a `w:p`; nothing for no lines."""
        runs = paragraph.findall(qn("w:r"))
        if not lines or not runs:
            return
        number = self._count
        self._count += 1
        self._document.part._comments_part.element.append(self._comment(number, lines))
        start = parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="{number}"/>')
        end = parse_xml(f'<w:commentRangeEnd {nsdecls("w")} w:id="{number}"/>')
        reference = parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="{number}"/></w:r>')
        runs[0].addprevious(start)
        runs[-1].addnext(end)
        end.addnext(reference)

    def _comment(self, number: int, lines: Sequence[str]) -> BaseOxmlElement:
        comment = parse_xml(f'<w:comment {nsdecls("w")} w:id="{number}"/>')
        comment.set(qn("w:author"), self._author)
        comment.set(qn("w:date"), self._changed)
        comment.set(qn("w:initials"), self._initials)
        for place, line in enumerate(lines):
            paragraph = new_paragraph(COMMENT_LOOK.style_id)
            if place == 0:
                paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:annotationRef/></w:r>"))
            add_run(paragraph, word_text(line))
            comment.append(paragraph)
        return comment
