"""Lays a document of many pages out by itself, so that contents and references know their pages without a program.

Every line has an exact height and text is measured with a reserve, so what is put on a page stands on it in Word and
in LibreOffice alike; each page is begun on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.comments import Margin
from persona_tui.exports.word.document import Page, append
from persona_tui.exports.word.fields import add_field
from persona_tui.exports.word.grid import Cell, add_row, new_grid
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.measure import ruler_of
from persona_tui.exports.word.report_lines import Lines
from persona_tui.exports.word.report_words import Box, Run, Words, split, words
from persona_tui.exports.word.text import add_run, direction_back, new_paragraph, runs_right_to_left
from persona_tui.i18n import _

_CONTENTS = '<w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText>'
_SHORT = 0.25
"""A table that takes less than this share of a page is not parted."""
_FEWEST_SPLIT = 3
_HIGHEST_ROW = 0.55
"""A row of a table takes at most this share of a page."""


class Flow:
    """A document that is being filled from top to bottom. `pages` says on which page each bookmark stands."""

    def __init__(
        self, document: Document, page: Page, looks: Mapping[str, Look], fonts: tuple[str, str], margin: Margin | None
    ) -> None:
        self._document = document
        self._page = page
        self._looks = looks
        self._ruler = ruler_of(fonts[0])
        self._lines = Lines(looks, fonts)
        self._margin = margin
        self._y = 0.0
        self._break = False
        self._held: list[Words] = []
        self._bookmarks = 0
        self._captions: dict[str, int] = {}
        self.number = 1
        self.pages: dict[str, int] = {}

    @property
    def width(self) -> float:
        """How wide the text is, in points."""
        return self._page.text_width

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self._page.text_height - self._y

    @property
    def room_below_held(self) -> float:
        """What is left of the page below what is held."""
        return self.room - self._held_height()

    @property
    def below_something(self) -> bool:
        """Whether anything stands on the page already."""
        return self._y > 0

    def put(self, element: BaseOxmlElement, height: float) -> None:
        """Something that is made already and has that height."""
        self._put(element, height)

    def new_page(self) -> None:
        """What comes next stands on a page of its own."""
        self._flush()
        self._turn()

    def hold(self, *paragraphs: Words) -> None:
        """Paragraphs that stay with what comes below them: headings, captions, a sentence before a table."""
        self._held += paragraphs

    def need(self, height: float) -> None:
        """Begin a page where less than that is left below what is held."""
        if self._held_height() + height > self.room:
            self._turn()

    def say(self, *paragraphs: Words) -> None:
        """Paragraphs one below the other; a long one goes on on the next page."""
        for paragraph in paragraphs:
            look = self._looks[paragraph.look]
            lines = min(len(self._lines.spans(paragraph, self.width)), _FEWEST_SPLIT)
            if self._held:
                self.need(look.before + lines * look.line)
                self._flush()
            self._say(paragraph)

    def caption(self, label: str, text: str) -> Words:
        """A numbered caption, to be held above its table; its bookmark is what the text refers to ("Table 2")."""
        number = self._captions[label] = self._captions.get(label, 0) + 1
        runs = [Run(f"{label} {number}"), Run("  " + text)]
        return Words(look="Caption", runs=runs, bookmark=f"table_{number}", sequence=(label, number))

    def table(
        self,
        widths: Sequence[float],
        rows: Sequence[Sequence[Box]],
        *,
        title: str,
        description: str,
        head: Sequence[Box] = (),
        first_column: bool = False,
    ) -> None:
        """A table. One that is short stands on one page; where a page ends inside another, it goes on below its own
        head on the next, and no row stands alone.
        """
        for row in rows:
            self._lines.shorten(row, widths, self._page.text_height * _HIGHEST_ROW)
        head_height = self._lines.row_height(head, widths) if head else 0.0
        heights = [self._lines.row_height(row, widths) for row in rows]
        whole = head_height + sum(heights)
        is_short = whole <= self._page.text_height * _SHORT
        self.need(whole if is_short else head_height + sum(heights[:2]))
        self._flush()
        grid: BaseOxmlElement | None = None
        for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
            alone = height + heights[-1] if place == len(rows) - 2 and place else height
            if grid is not None and alone > self.room:
                self._turn()
                self._say(words("Continued", _("{title}, continued").format(title=title)))
                grid = None
            if grid is None:
                if self._break:
                    self._say(words("Continued", title))
                grid = self._new_grid(widths, title, description, head, first_column)
            self._add_row(grid, widths, row)
            self._y += height

    def contents_height(self, entries: Sequence[tuple[int, str, str, int]]) -> float:
        """How much room a table of contents takes."""
        looks = [self._looks[f"TOC {level}"] for level, _text, _bookmark, _page in entries]
        return sum(look.before + look.line for look in looks)

    def contents(self, entries: Sequence[tuple[int, str, str, int]], levels: int) -> None:
        """A table of contents that is there before anybody asks for it, down to a level; entries are (level, text,
        bookmark, page).
        """
        entries = [entry for entry in entries if entry[0] <= levels]
        for place, (level, text, bookmark, page) in enumerate(entries):
            look = f"TOC {level}"
            height = self._looks[look].before + self._looks[look].line
            self.need(height)
            self._flush()
            shown = self._ruler.shorten(text, 1, self.width - self._looks[look].left - 40, self._looks[look].size)
            made = self._paragraph(words(look, ""))
            if place == 0:
                for inside in (
                    '<w:fldChar w:fldCharType="begin"/>',
                    _CONTENTS.format(levels=levels),
                    '<w:fldChar w:fldCharType="separate"/>',
                ):
                    made.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))
            link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{bookmark}" w:history="1"/>')
            add_run(link, f"{shown}\t")
            add_field(link, f"PAGEREF {bookmark} \\h", str(page))
            made.append(link)
            if place == len(entries) - 1:
                made.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
            self._put(made, height)

    def _turn(self) -> None:
        """Go on at the top of the next page, with what is held."""
        if self._y:
            self._y = 0.0
            self._break = True
            self.number += 1

    def _flush(self) -> None:
        held, self._held = self._held, []
        for paragraph in held:
            self._say(paragraph)

    def _held_height(self) -> float:
        return sum(self._lines.height(paragraph, self.width) for paragraph in self._held)

    # --- paragraphs --------------------------------------------------------------------------------------------

    def _say(self, paragraph: Words) -> None:
        look = self._looks[paragraph.look]
        height = self._lines.height(paragraph, self.width)
        if height > self.room:
            lines = int((self.room - look.before) // look.line)
            spans = self._lines.spans(paragraph, self.width)
            if (len(spans) > 2 * _FEWEST_SPLIT and lines >= _FEWEST_SPLIT) or height > self._page.text_height:
                lines = max(lines, 1) if lines >= _FEWEST_SPLIT else 0
                if lines == 0:
                    self._turn()
                    lines = min(len(spans) - 1, int((self.room - look.before) // look.line))
                if lines < len(spans):
                    first, rest = split(paragraph, spans[lines - 1][1])
                    self._put(self._paragraph(first), look.before + lines * look.line)
                    self._turn()
                    self._say(rest)
                    return
            else:
                self._turn()
        self._put(self._paragraph(paragraph), height)

    def _put(self, paragraph: BaseOxmlElement, height: float) -> None:
        append(self._document, paragraph)
        self._y += height

    def _paragraph(self, of: Words) -> BaseOxmlElement:
        text = of.text
        made = new_paragraph(self._looks[of.look].style_id, text if runs_right_to_left(text) else "")
        for unstyled in made.findall(qn("w:r")):
            made.remove(unstyled)
        for place, run in enumerate(of.runs):
            if place == 0 and of.bookmark:
                self._bookmark(made, of, run)
            elif run.to:
                add_field(made, f"REF {run.to} \\h", run.text, run.style)
            elif run.text:
                back = direction_back(of.runs[place - 1].text) if place else ""
                add_run(made, back + run.text, run.style)
        if self._break:
            made[0].insert(1, parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
            self._break = False
        if self._margin is not None and of.comment:
            self._margin.note(made, of.comment)
        return made

    def _bookmark(self, made: BaseOxmlElement, of: Words, run: Run) -> None:
        number, name = self._bookmarks, of.bookmark
        self._bookmarks += 1
        self.pages[name] = self.number
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        made.append(start)
        if of.sequence is None:
            add_run(made, run.text, run.style)
        else:
            label, count = of.sequence
            add_run(made, f"{label} ", run.style)
            add_field(made, f"SEQ {_field_name(label)} \\* ARABIC", str(count), run.style)
        made.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))

    # --- tables ------------------------------------------------------------------------------------------------

    def _new_grid(
        self, widths: Sequence[float], title: str, description: str, head: Sequence[Box], first_column: bool
    ) -> BaseOxmlElement:
        grid = new_grid(widths, caption=title, description=description, first_column=first_column)
        append(self._document, grid)
        if head:
            self._add_row(grid, widths, head)
            for properties in grid.iter(qn("w:trPr")):
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for look in grid.iter(qn("w:tblLook")):
                look.set(qn("w:firstRow"), "1")
                look.set(qn("w:val"), "06A0" if first_column else "0620")
            self._y += self._lines.row_height(head, widths)
        return grid

    def _add_row(self, grid: BaseOxmlElement, widths: Sequence[float], row: Sequence[Box]) -> None:
        cells = [
            Cell(
                paragraphs=[*box.elements, *(self._paragraph(each) for each in box.words)]
                or [new_paragraph(self._looks["Cell"].style_id)],
                span=box.span,
                padding=box.padding,
                shade=box.shade,
                middle=box.middle,
                rule_below=box.rule,
            )
            for box in row
        ]
        add_row(grid, widths, cells)


def _field_name(label: str) -> str:
    """A caption's label as a sequence is called: one word."""
    return "".join(c for c in label if c.isalnum()) or "Table"
