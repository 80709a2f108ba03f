"""The report: the whole study for colleagues, with the reason of every claim in the margin and at its end."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from persona_tui.exports.report_content import ReportContent
from persona_tui.exports.word.comments import Margin
from persona_tui.exports.word.document import body, new_document, to_bytes
from persona_tui.exports.word.fields import add_footer
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.measure import ruler_of
from persona_tui.exports.word.papers import Paper
from persona_tui.exports.word.report_flow import Flow
from persona_tui.exports.word.report_looks import NORMAL, report_looks, report_page
from persona_tui.exports.word.report_parts import Chapter, Parts
from persona_tui.exports.word.text import word_line
from persona_tui.i18n import _

_MOST_LAYINGS_OUT = 4
_USUAL_CHAPTERS = 7
"""Of each level, besides one of each for a persona."""


def write_report(
    content: ReportContent, *, paper: Paper = Paper.A4, house: House | None = None, comments: bool = True
) -> bytes:
    """The report as a .docx file. It is laid out until the contents say where everything stands: the first time, with
    as many entries as there will be, shows the pages.
    """
    many = _USUAL_CHAPTERS + len(content.personas)
    chapters = [Chapter("…", "_", level, 0) for level in (1, 2) for _entry in range(many)]
    pages = 0
    for _attempt in range(_MOST_LAYINGS_OUT):
        report = _Report(content, paper, house or PLAIN, comments, chapters, pages)
        report.lay_out()
        if (report.parts.chapters, report.flow.number) == (chapters, pages):
            break
        chapters, pages = report.parts.chapters, report.flow.number
    return report.written()


class _Report:
    """One laying out of a report, for which the `chapters` and the number of pages are known from an earlier one."""

    def __init__(
        self,
        content: ReportContent,
        paper: Paper,
        house: House,
        comments: bool,
        chapters: Sequence[Chapter],
        pages: int,
    ) -> None:
        self._content = content
        self._house = house
        self._page = report_page(paper)
        self._pages = pages
        looks = report_looks(self._page, house)
        self.title = _("Customer personas")
        business = word_line(content.business)
        self._document = new_document(
            language=content.language,
            title=f"{self.title} – {business}" if business else self.title,
            author=business,
            changed=content.updated,
            page=self._page,
            normal=NORMAL,
            looks=list(looks.values())[1:],
            house=house,
        )
        margin = Margin(self._document, author=business, changed=content.updated) if comments else None
        fonts = house.text_font, house.heading_font
        self.flow = Flow(self._document, self._page, looks, fonts, margin)
        self.parts = Parts(content, self._document, self.flow, house, self.title, chapters)

    def lay_out(self) -> None:
        """Put everything on its page."""
        self.parts.cover()
        self.parts.study()
        self.parts.side_by_side()
        for number in range(len(self._content.personas)):
            self.parts.persona(number)
        self.parts.contradictions()
        self.parts.assumptions()
        self.parts.reach()
        self.parts.evidence()
        self.parts.left_out()

    def written(self) -> bytes:
        """The document."""
        self._add_footer()
        return to_bytes(self._document)

    def _add_footer(self) -> None:
        """The title on the left, the page on the right, on every page but the cover."""
        business = word_line(self._content.business)
        text = f"{self.title}  ·  {business}" if business else self.title
        ruler = ruler_of(self._house.text_font)
        add_footer(self._document, text, self._page.text_width, ruler=ruler, page="2", pages=str(self._pages))
        settings = body(self._document)[-1]
        settings.append(parse_xml(f"<w:titlePg {nsdecls('w')}/>"))
