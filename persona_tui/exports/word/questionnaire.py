"""A bank as a form that a customer fills in and sends back by mail. `imports/word_form.py` reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

import msgspec
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.banks import form_fields as fields
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.consent_wording import ConsentWording
from persona_tui.domain.attributes import Attribute, Care, Kind
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import OTHER_QUESTION
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.domain.texts import clean_line
from persona_tui.exports.word.controls import (
    Bookmarks,
    box_control,
    day_control,
    list_control,
    lock_all_but_controls,
    text_control,
)
from persona_tui.exports.word.document import append, new_document, to_bytes, word_language
from persona_tui.exports.word.guide_parts import (
    PAGE,
    add_footer,
    boxed,
    common_looks,
    keep_with_next,
    normal_look,
    panel,
    title_paragraph,
)
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import new_paragraph, word_line
from persona_tui.i18n import N_, _
from persona_tui.insights.contents import DEFAULT_STEPS
from persona_tui.insights.interview_guide import question_about

_MOST_PROBES = 3
_NUMBER = 22.0
_FRAME = 8.0
_TITLES = {Phase.WARM_UP: N_("To begin with"), Phase.WRAP_UP: N_("To finish")}
"""What a customer reads where an interviewer reads the part of the hour."""


class FormSection(msgspec.Struct, frozen=True, kw_only=True):
    """Questions that stand together in a form."""

    title: str
    questions: tuple[Question, ...]


def form_sections(
    bank: QuestionBank, attributes: Sequence[Attribute] = (), special: Collection[str] = ()
) -> list[FormSection]:
    """What a form asks: the bank's questions to the customer, then those of the picked `attributes` that no question
    asks for, and room for the rest. Personal ones are asked when they are picked, special ones only when the study
    turned them on (`special`, keys of attributes); what belongs at the beginning of a talk, and the debrief, are not.
    """
    picked = {attribute.key for attribute in attributes}

    def may_be_asked(question: Question) -> bool:
        if question.care is Care.SPECIAL:
            return question.attribute in special
        return question.care is Care.NONE or not question.attribute or question.attribute in picked

    def section(part: Section) -> FormSection:
        title = _(_TITLES[part.phase]) if part.phase in _TITLES else part.title
        return FormSection(title=title, questions=tuple(each for each in part.questions if may_be_asked(each)))

    body = [section(part) for part in bank.sections if part.phase in (Phase.WARM_UP, Phase.TOPIC)]
    end = [section(part) for part in bank.sections if part.phase is Phase.WRAP_UP]
    asked = {question.attribute for part in (*body, *end) for question in part.questions}
    besides = [question_about(attribute) for attribute in attributes if attribute.key not in asked]
    about = FormSection(title=_("About you"), questions=tuple(each for each in besides if may_be_asked(each)))
    rest = FormSection(title=_("Anything else?"), questions=(_rest(),))
    last = [*end[:-1], FormSection(title=end[-1].title, questions=(*end[-1].questions, _rest()))] if end else [rest]
    return [part for part in (*body, about, *last) if part.questions]


def _rest() -> Question:
    return Question(key=OTHER_QUESTION, text=_("What else would you like to tell us?"))


def write_questionnaire(
    bank: QuestionBank,
    *,
    attributes: Sequence[Attribute] = (),
    wording: ConsentWording,
    business: str,
    language: str,
    changed: datetime,
    special: Collection[str] = (),
    house: House | None = None,
    code: fields.FormCode | None = None,
) -> bytes:
    """The form as a .docx file: what it is about, what the customer agrees to, then the questions with their fields.

    `attributes` are the study's picked ones, `special` the keys of those specially protected that it turned on.
    `code` is what the form bears, where that is not the code of `bank`.
    """
    form = _Form(bank, attributes, wording, clean_line(business), language, changed, special, house or PLAIN)
    return form.written(code or fields.form_code(bank))


class _Form:
    """One form being written."""

    def __init__(
        self,
        bank: QuestionBank,
        attributes: Sequence[Attribute],
        wording: ConsentWording,
        business: str,
        language: str,
        changed: datetime,
        special: Collection[str],
        house: House,
    ) -> None:
        self._bank = bank
        self._sections = form_sections(bank, attributes, special)
        self._attributes = {each.key: each for each in (*load_catalogue(bank.language), *attributes)}
        self._wording = wording
        self._business = business
        self._language = language
        self._house = house
        self._marks = Bookmarks()
        self._statics = 0
        self._title = (
            _("A few questions from {business}").format(business=business) if business else _("A few questions")
        )
        self._document: Document = new_document(
            language=language,
            title=self._title,
            author=business,
            changed=changed,
            page=PAGE,
            normal=normal_look(),
            looks=[*common_looks(house), *_looks(house)],
            house=house,
        )

    def written(self, form_code: fields.FormCode) -> bytes:
        """The whole form."""
        if self._business:
            self._add(self._static("Kicker", self._business))
        title = title_paragraph(self._title)
        self._add(self._wrapped(title))
        self._add(self._static("Lead", _why()))
        self._add(self._static("Lead", _how()))
        self._add(self._consent())
        number = 0
        for section in self._sections:
            self._add(self._static("Heading1", word_line(section.title)))
            for question in section.questions:
                number += 1
                self._add_question(number, question)
        self._add(
            self._static("Lead", _("Thank you. Save this document, and send it back as an attachment of a mail."))
        )
        code = new_paragraph("Small")
        self._marks.add_text(code, fields.FORM, str(form_code))
        self._add(code)
        add_footer(self._document, self._title)
        lock_all_but_controls(self._document)
        return to_bytes(self._document)

    # --- the consent -----------------------------------------------------------------------------------------

    def _consent(self) -> BaseOxmlElement:
        rows: list[list[BaseOxmlElement]] = []
        heading = self._static("PanelHeading", _("May we use your answers?"))
        words = new_paragraph("Panel")
        self._marks.add_text(
            words,
            fields.CONSENT_WORDS,
            _("Tick what you agree to, and leave open what you do not. Without the first tick we use nothing of this."),
        )
        rows.append([heading, words])
        for scope in fields.FORM_SCOPES:
            sentence = self._wording.scopes.get(scope.value)
            if sentence:
                rows.append([self._scope(scope, sentence)])
        closing = new_paragraph("Panel")
        self._marks.add_text(closing, fields.CONSENT_CLOSING, self._wording.closing)
        rows.append([closing])
        who = self._labelled(_("Your name"), text_control(fields.NAME, _("Your name"), _("Write your name")))
        day = day_control(
            fields.DAY, _("Date"), _("Choose the day, or write it as 2026-11-30"), word_language(self._language)
        )
        rows.append([who, self._labelled(_("Date"), day)])
        return panel(
            PAGE.text_width,
            rows,
            self._house,
            caption=_("Consent"),
            description=_("What you can agree to, each with a box to tick, then your name and the date."),
        )

    def _scope(self, scope: Scope, sentence: str) -> BaseOxmlElement:
        paragraph = new_paragraph("PanelChoice")
        name = fields.scope_name(scope)
        self._marks.add_control(paragraph, box_control(name, sentence))
        self._marks.add_text(paragraph, self._next_static(), "\t")
        self._marks.add_text(paragraph, fields.scope_words_name(scope), word_line(sentence))
        return paragraph

    def _labelled(self, label: str, control: BaseOxmlElement) -> BaseOxmlElement:
        paragraph = new_paragraph("PanelField")
        self._marks.add_text(paragraph, self._next_static(), f"{label}\t", "Strong")
        self._marks.add_control(paragraph, control)
        return paragraph

    # --- a question ------------------------------------------------------------------------------------------

    def _add_question(self, number: int, question: Question) -> None:
        self._add_words(number, question)
        attribute = self._attributes.get(question.attribute)
        if question.kind is Kind.SEVERAL_OF:
            self._add_boxes(question)
            return
        if question.kind in (Kind.ONE_OF, Kind.SCALE):
            items = [*_items(question, attribute), (fields.NOT_SAID, _("I would rather not say"))]
            name = fields.field_name(question.key)
            control = list_control(name, question.text, _("Choose an answer"), items)
            self._add(self._field(control))
            return
        hint = _hint(question, attribute)
        keep = question.care is not Care.NONE
        field = self._text_field(fields.field_name(question.key), question.text, hint)
        if keep:
            keep_with_next(field)
        self._add(field)
        if keep:
            self._add(self._box(question, fields.NOT_SAID, _("I would rather not say")))

    def _add_words(self, number: int, question: Question) -> None:
        paragraph = new_paragraph("Question")
        self._marks.add_text(paragraph, self._next_static(), f"{number}\t", "Accent")
        self._marks.add_text(paragraph, fields.words_name(question.key), word_line(question.text))
        self._add(paragraph)
        if question.probes:
            probes = " · ".join(word_line(probe) for probe in question.probes[:_MOST_PROBES])
            self._add(self._static("Probes", probes))

    def _add_boxes(self, question: Question) -> None:
        labels = [*((option.key, option.label) for option in question.options)]
        labels.append((fields.NOT_SAID, _("I would rather not say")))
        boxes = [self._box(question, key, label) for key, label in labels]
        for box in boxes[:-1]:
            keep_with_next(box)
        for box in boxes:
            self._add(box)

    def _box(self, question: Question, option: str, label: str) -> BaseOxmlElement:
        paragraph = new_paragraph("Choice")
        name = fields.option_name(question.key, option)
        self._marks.add_control(paragraph, box_control(name, label))
        self._marks.add_text(paragraph, self._next_static(), "\t")
        self._marks.add_text(paragraph, fields.label_name(question.key, option), word_line(label))
        return paragraph

    def _text_field(self, name: str, title: str, hint: str) -> BaseOxmlElement:
        return self._field(text_control(name, title, hint))

    def _field(self, control: BaseOxmlElement) -> BaseOxmlElement:
        paragraph = boxed(new_paragraph("Answer"), self._house)
        self._marks.add_control(paragraph, control)
        return paragraph

    # --- what all parts use ----------------------------------------------------------------------------------

    def _add(self, element: BaseOxmlElement) -> None:
        append(self._document, element)

    def _next_static(self) -> str:
        self._statics += 1
        return f"{fields.STATIC}{self._statics}"

    def _static(self, style: str, text: str) -> BaseOxmlElement:
        paragraph = new_paragraph(style)
        self._marks.add_text(paragraph, self._next_static(), text)
        return paragraph

    def _wrapped(self, paragraph: BaseOxmlElement) -> BaseOxmlElement:
        """A paragraph whose text is ours, with a bookmark around it."""
        runs = [cast(BaseOxmlElement, run) for run in list(paragraph)[1:]]
        for run in runs:
            paragraph.remove(run)
        for element in self._marks.around(self._next_static(), runs):
            paragraph.append(element)
        return paragraph


def _why() -> str:
    return _(
        "Thank you for making time. There are no right answers: we want to know how things went for you, so that we "
        "can do our work better."
    )


def _how() -> str:
    return _(
        "Click into a field and write in your own words; it grows with your text. Leave open what you would rather "
        "not answer. Save the document when you are done, and send it back by mail."
    )


def _items(question: Question, attribute: Attribute | None) -> Iterable[tuple[str, str]]:
    """What can be chosen, as (key, words)."""
    if question.kind is Kind.ONE_OF:
        return [(option.key, option.label) for option in question.options]
    steps = attribute.steps if attribute is not None else DEFAULT_STEPS
    ends = {1: attribute.low, steps: attribute.high} if attribute is not None else {}
    return [
        (str(step), _("{step} – {end}").format(step=step, end=ends[step]) if ends.get(step) else str(step))
        for step in range(1, steps + 1)
    ]


def _hint(question: Question, attribute: Attribute | None) -> str:
    if question.kind is Kind.YEAR:
        return _("Write a year, such as 1987")
    if question.kind is Kind.NUMBER:
        unit = attribute.unit if attribute is not None else ""
        return _("Write a number ({unit})").format(unit=unit) if unit else _("Write a number")
    return _("Write here")


def _looks(house: House) -> list[Look]:
    text = _NUMBER + _FRAME
    return [
        Look(
            name="Question", size=11.5, bold=True, before=13, after=4, left=_NUMBER, hanging=_NUMBER, tab=_NUMBER,
            keep_next=True, keep_lines=True,
        ),
        Look(name="Probes", size=9, colour=house.grey, left=_NUMBER, after=5, keep_next=True, keep_lines=True),
        Look(name="Answer", left=text, right=_FRAME, before=6, after=10),
        Look(name="Choice", left=_NUMBER + 20, hanging=20, tab=_NUMBER + 20, after=3, keep_lines=True),
        Look(name="Panel Choice", left=20, hanging=20, tab=20, after=4, keep_lines=True),
        Look(name="Panel Field", left=72, hanging=72, tab=72, before=3, after=4, keep_lines=True),
        Look(name=fields.HINT_STYLE, of_text=True, colour=house.grey),
    ]  # fmt: skip
