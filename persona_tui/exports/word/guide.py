"""A bank as an interview guide to print: what to say, what to ask, and room to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.consent_wording import ConsentWording, load_consent_wording
from persona_tui.domain.attributes import Kind
from persona_tui.domain.consent import Scope
from persona_tui.domain.marks import KIND_CHARACTERS, MARK_CHARACTERS, LineKind, Mark
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.domain.texts import clean_line
from persona_tui.exports.word.controls import BOX
from persona_tui.exports.word.document import append, new_document, to_bytes
from persona_tui.exports.word.grid import Cell, add_row, new_grid
from persona_tui.exports.word.guide_parts import (
    PAGE,
    add_footer,
    common_looks,
    keep_with_next,
    normal_look,
    panel,
    ruled_lines,
    title_paragraph,
)
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import add_run, new_paragraph, word_line
from persona_tui.i18n import N_, _, ngettext
from persona_tui.insights.contents import DEFAULT_STEPS
from persona_tui.insights.interview_guide import own_debrief

_NUMBER = 22.0
_LINES = 4
_LINES_OF_FACTS = 1
_LINES_OF_DEBRIEF = 4
_LINES_AT_THE_END = 2
_FACTS_SHARE = 0.6
_MARK_WORDS = {
    LineKind.WORD_FOR_WORD: N_("word for word"),
    LineKind.MY_READING: N_("my own reading"),
    Mark.PAIN: N_("pain"),
    Mark.GOAL: N_("goal"),
    Mark.MOTIVATOR: N_("motivator"),
    Mark.CHANNEL: N_("channel"),
    Mark.QUOTE: N_("worth quoting"),
    Mark.COME_BACK: N_("come back to this"),
}


def write_guide(
    bank: QuestionBank,
    *,
    language: str,
    business: str,
    changed: datetime,
    house: House | None = None,
    wording: ConsentWording | None = None,
) -> bytes:
    """The guide as a .docx file. `wording` is what is read aloud to ask for consent: left out, that of the bank's
    language. Raises BankError where there is none.
    """
    return _Guide(bank, language, clean_line(business), changed, house or PLAIN, wording).written()


class _Guide:
    """One guide being written."""

    def __init__(
        self,
        bank: QuestionBank,
        language: str,
        business: str,
        changed: datetime,
        house: House,
        wording: ConsentWording | None,
    ) -> None:
        self._bank = bank
        self._business = business
        self._house = house
        self._wording = wording or load_consent_wording(bank.language)
        self._attributes = {attribute.key: attribute for attribute in load_catalogue(bank.language)}
        self._number = 0
        self._document: Document = new_document(
            language=language,
            title=clean_line(bank.title) or _("Interview guide"),
            author=business,
            changed=changed,
            page=PAGE,
            normal=normal_look(),
            looks=[*common_looks(house), *_looks(house)],
            house=house,
        )

    def written(self) -> bytes:
        """The whole guide."""
        kicker = _("Interview guide")
        self._add(new_paragraph("Kicker", f"{kicker} · {word_line(self._business)}" if self._business else kicker))
        self._add(title_paragraph(self._bank.title or kicker))
        if self._bank.about:
            self._add(new_paragraph("Subtitle", word_line(self._bank.about)))
        self._add(self._first_corner())
        parts = self._bank.sections
        consent_is_in = False
        for section in parts:
            if section.phase is Phase.DEBRIEF:
                continue
            self._add_heading(section)
            if not consent_is_in:
                self._add(self._consent())
                consent_is_in = True
            for question in section.questions:
                self._add_question(question, _LINES_AT_THE_END if section.phase is Phase.WRAP_UP else _LINES)
        if not any(section.phase is Phase.WRAP_UP for section in parts):
            self._add(new_paragraph("Heading1", _("To finish")))
            for question in _own_wrap_up():
                self._add_question(question, _LINES_AT_THE_END)
        self._add_debrief()
        add_footer(self._document, self._bank.title)
        return to_bytes(self._document)

    # --- the first page --------------------------------------------------------------------------------------

    def _first_corner(self) -> BaseOxmlElement:
        """What to fill in about the talk, and beside it what the marks mean."""
        widths = [PAGE.text_width * _FACTS_SHARE, PAGE.text_width * (1 - _FACTS_SHARE)]
        grid = new_grid(
            widths,
            caption=_("The talk"),
            description=_("On the left, lines for who talked and when; on the right, what the marks at a line mean."),
        )
        blanks = (_("With"), _("Date and time"), _("Interviewer"), _("Notes taken by"), _("Where, or how"))
        facts = [self._blank(label, widths[0] - 24) for label in blanks]
        marks = [new_paragraph("PanelHeading", _("Marks at the start of a line"))]
        marks += [_mark(sign, _(_MARK_WORDS[what])) for sign, what in (KIND_CHARACTERS | MARK_CHARACTERS).items()]
        add_row(
            grid,
            widths,
            [
                Cell(paragraphs=[*facts, self._how_long()], padding=(2.0, 24.0, 4.0, 0.0)),
                Cell(paragraphs=marks, padding=(9.0, 10.0, 7.0, 13.0), shade=self._house.tint),
            ],
        )
        return grid

    @staticmethod
    def _blank(label: str, width: float) -> BaseOxmlElement:
        paragraph = new_paragraph("Blank")
        tabs = (
            f'<w:tabs {nsdecls("w")}><w:tab w:val="left" w:pos="1700"/>'
            f'<w:tab w:val="right" w:leader="underscore" w:pos="{round(width * 20)}"/></w:tabs>'
        )
        for properties in paragraph.iterchildren(qn("w:pPr")):
            properties.append(parse_xml(tabs))
        add_run(paragraph, f"{label}\t")
        add_run(paragraph, "\t", "Line")
        return paragraph

    def _how_long(self) -> BaseOxmlElement:
        asked = len(self._bank.asked_questions)
        together = self._bank.minutes_together
        sentence = ngettext("{n} question", "{n} questions", asked).format(n=asked)
        if together > 0:
            sentence = _("{questions}, {minutes} together; {rest} for yourself afterwards").format(
                questions=sentence, minutes=_minutes(together), rest=_minutes(self._bank.minutes - together)
            ) if self._bank.minutes > together else _("{questions}, {minutes}").format(
                questions=sentence, minutes=_minutes(together)
            )  # fmt: skip
        return new_paragraph("Together", sentence)

    def _consent(self) -> BaseOxmlElement:
        """What is read aloud before the first note, with a box for each yes."""
        lead = [new_paragraph("PanelHeading", _("Read aloud, before the first note"))]
        lead += [new_paragraph("Panel", word_line(part)) for part in self._wording.introduction.split("\n\n")]
        rows: list[Sequence[BaseOxmlElement]] = [lead]
        for scope in Scope:
            sentence = self._wording.scopes.get(scope.value)
            if sentence:
                paragraph = new_paragraph("PanelChoice")
                add_run(paragraph, f"{BOX}\t")
                add_run(paragraph, word_line(sentence))
                rows.append([paragraph])
        rows.append([new_paragraph("Panel", word_line(self._wording.closing))])
        return panel(
            PAGE.text_width,
            rows,
            self._house,
            caption=_("Consent"),
            description=_("What to read aloud, and a box to tick for each thing that the other person agrees to."),
        )

    # --- questions -------------------------------------------------------------------------------------------

    def _add_heading(self, section: Section) -> None:
        paragraph = new_paragraph("Heading1", word_line(section.title))
        if section.minutes > 0:
            add_run(paragraph, "\t")
            add_run(paragraph, _minutes(section.minutes), "Minutes")
        self._add(paragraph)

    def _add_question(self, question: Question, lines: int) -> None:
        self._number += 1
        paragraph = new_paragraph("Question")
        add_run(paragraph, f"{self._number}\t", "Accent")
        add_run(paragraph, word_line(question.text))
        self._add(paragraph)
        for probe in question.probes:
            paragraph = new_paragraph("Probe")
            add_run(paragraph, f"–\t{word_line(probe)}")
            self._add(paragraph)
        choices = self._choices(question)
        if choices:
            paragraph = new_paragraph("Choices")
            add_run(paragraph, "   ".join(f"{BOX}\u00a0{choice}" for choice in choices))
            keep_with_next(paragraph)
            self._add(paragraph)
        self._add(self._room(lines if question.kind is Kind.TEXT else _LINES_OF_FACTS))

    def _choices(self, question: Question) -> list[str]:
        if question.kind in (Kind.ONE_OF, Kind.SEVERAL_OF):
            return [word_line(option.label).replace(" ", "\u00a0") for option in question.options]
        if question.kind is not Kind.SCALE:
            return []
        attribute = self._attributes.get(question.attribute)
        steps = [str(step) for step in range(1, (attribute.steps if attribute else DEFAULT_STEPS) + 1)]
        if attribute is not None and attribute.low:
            steps[0] = f"{steps[0]} ({word_line(attribute.low)})"
        if attribute is not None and attribute.high:
            steps[-1] = f"{steps[-1]} ({word_line(attribute.high)})"
        return [step.replace(" ", "\u00a0") for step in steps]

    def _add_debrief(self) -> None:
        """A form of one's own, on a page of its own."""
        parts = [section for section in self._bank.sections if section.phase is Phase.DEBRIEF]
        debrief = parts or [Section(key="debrief", title=_("Afterwards, for yourself"), questions=own_debrief())]
        for place, section in enumerate(debrief):
            self._add_heading(section)
            if place == 0:
                heading = self._document.element.body[-2]
                heading.find(qn("w:pPr")).insert(1, parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
                self._add(new_paragraph("Lead", _("Right after the talk, while you still hear their voice.")))
            self._number = 0
            for question in section.questions:
                self._add_question(question, _LINES_OF_DEBRIEF)

    def _room(self, lines: int) -> BaseOxmlElement:
        table = ruled_lines(PAGE.text_width - _NUMBER, lines, self._house)
        for indent in table.iter(qn("w:tblInd")):
            indent.set(qn("w:w"), str(round(_NUMBER * 20)))
        return table

    def _add(self, element: BaseOxmlElement) -> None:
        append(self._document, element)


def _mark(sign: str, words: str) -> BaseOxmlElement:
    paragraph = new_paragraph("MarkLine")
    add_run(paragraph, sign, "Accent")
    add_run(paragraph, f"\t{words}")
    return paragraph


def _minutes(n: int) -> str:
    return ngettext("{n} minute", "{n} minutes", n).format(n=n)


def _own_wrap_up() -> tuple[Question, ...]:
    """How every talk ends (METHOD D)."""
    asked = (_("What did I not ask that I should have?"), _("May I come back to you?"), _("Whom else should I ask?"))
    return tuple(Question(key=f"wrap_up_{number}", text=text) for number, text in enumerate(asked, start=1))


def _looks(house: House) -> list[Look]:
    return [
        Look(
            name="Question", size=11.5, bold=True, before=12, after=3, left=_NUMBER, hanging=_NUMBER, tab=_NUMBER,
            keep_next=True, keep_lines=True,
        ),
        Look(
            name="Probe", size=9.5, colour=house.grey, left=_NUMBER + 11, hanging=11, tab=_NUMBER + 11, after=1.5,
            keep_next=True, keep_lines=True,
        ),
        Look(name="Choices", left=_NUMBER, before=4, after=0, keep_next=True, keep_lines=True),
        Look(name="Panel Choice", left=20, hanging=20, tab=20, after=4, keep_lines=True),
        Look(name="Blank", size=10, before=8, after=0),
        Look(name="Together", size=9, colour=house.grey, before=9),
        Look(name="Mark Line", size=9.5, left=18, hanging=18, tab=18, after=1),
        Look(name="Line", of_text=True, size=10, colour=house.rule),
        Look(name="Minutes", of_text=True, size=9.5, colour=house.grey),
    ]  # fmt: skip
