"""A filled form set against the questions that it asked: what was answered to each."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date

from persona_tui.banks import form_fields as names
from persona_tui.domain.attributes import Attribute, Care, Content, Kind, Known
from persona_tui.domain.interviews import OTHER_QUESTION
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.texts import clean_line
from persona_tui.exports.wording import day as shown_day
from persona_tui.i18n import N_, _, ngettext
from persona_tui.imports.word_form import FilledForm
from persona_tui.insights.interview_guide import question_about
from persona_tui.workflows.interviews import OWN_PREFIX
from persona_tui.workflows.session import Session

LONGEST_VALUE = 120
"""A text of more letters is told, not noted as a fact about somebody."""
_REFUSAL = N_("I would rather not say")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass
class FormAnswer:
    """What was answered to one question. `known` is None where nothing is chosen or stated; `written` is that choice
    as it stood in the form; `question` is None for what the bank does not ask.
    """

    key: str
    text: str
    question: Question | None = None
    content: Content = None
    known: Known | None = None
    written: str = ""
    lines: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The part of the persona that it speaks to."""
        return self.question.field if self.question is not None else ""

    @property
    def is_private(self) -> bool:
        """Whether the law protects it specially: it is kept nowhere but where it was asked for."""
        return self.question is not None and self.question.care is Care.SPECIAL


@dataclass
class Reading:
    """What a form says: answers in the order of asking, and sentences about what was odd."""

    answers: list[FormAnswer] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def read_answers(session: Session, form: FilledForm, bank: QuestionBank) -> Reading:
    """The answers of a form, each with its question: the bank's, those that ask for an attribute, and those that the
    bank does not ask any more.
    """
    rest = Question(key=OTHER_QUESTION, text="")
    catalogue = session.catalogue()
    about = [question_about(attribute) for attribute in catalogue]
    questions = [*bank.asked_questions, *about, rest]
    attributes = {attribute.key: attribute for attribute in catalogue}
    reading = Reading()
    found: dict[str, FormAnswer] = {}
    for question in questions:
        answer = _answer(form, question, attributes.get(question.attribute), reading.said)
        if answer is not None:
            found[question.key] = answer
    _add_outside(form, questions, found, reading.said)
    _add_changed_words(form, bank, found, reading.said)
    _add_unknown(form, questions, found, reading.said)
    if form.code.version != names.form_code(bank).version:
        reading.said.append(
            _("The form was made from another version of “{bank}”; what its questions are now counts.").format(
                bank=bank.title
            )
        )
    order = {question.key: place for place, question in enumerate(questions)}
    last = len(order)
    reading.answers = sorted(
        found.values(), key=lambda each: last + 1 if each.key == OTHER_QUESTION else order.get(each.key, last)
    )
    return reading


def _answer(form: FilledForm, question: Question, attribute: Attribute | None, said: list[str]) -> FormAnswer | None:
    """What was answered to one question; None for nothing."""
    lines = form.lines(names.field_name(question.key))
    answer = FormAnswer(key=question.key, text=question.text, question=question)
    if form.is_ticked(names.option_name(question.key, names.NOT_SAID)) or _is_refusal(form, question):
        ticked = any(form.is_ticked(names.option_name(question.key, each.key)) for each in question.options)
        if ticked or (lines and question.kind not in (Kind.ONE_OF, Kind.SCALE)):
            said.append(
                _("“{question}”: “rather not say” is ticked beside an answer, so the answer is not kept.").format(
                    question=clean_line(question.text)
                )
            )
        answer.known = Known.NOT_SAID
        return answer
    if question.kind is Kind.SEVERAL_OF:
        chosen = [each for each in question.options if form.is_ticked(names.option_name(question.key, each.key))]
        if not chosen:
            return None
        answer.content = [option.key for option in chosen]
        answer.known = Known.KNOWN
        answer.written = ", ".join(option.label for option in chosen)
        return answer
    if not lines:
        return None
    whole = " ".join(lines)
    if question.kind is Kind.TEXT:
        is_fact = question.care is Care.SPECIAL or len(whole) <= LONGEST_VALUE
        if attribute is not None and attribute.kind is Kind.TEXT and is_fact:
            answer.content, answer.known, answer.written = "; ".join(lines), Known.KNOWN, whole
        # What is personal is a fact about somebody, not words to quote.
        answer.lines = () if answer.known is not None and question.care is not Care.NONE else lines
        return answer
    field_ = form.fields[names.field_name(question.key)]
    answer.written = whole
    answer.content = field_.choice or (_step(whole) if question.kind is Kind.SCALE else whole)
    answer.known = Known.KNOWN
    return answer


def _is_refusal(form: FilledForm, question: Question) -> bool:
    if question.kind not in (Kind.ONE_OF, Kind.SCALE):
        return False
    found = form.fields.get(names.field_name(question.key))
    return found is not None and (found.choice == names.NOT_SAID or found.text in (_REFUSAL, _(_REFUSAL)))


def _step(shown: str) -> str:
    """ "4 – Loves it" → "4"."""
    number = re.match(r"\d+", shown)
    return number.group() if number else shown


# --- what stands where it should not ---------------------------------------------------------------------------


def _add_outside(form: FilledForm, questions: list[Question], found: dict[str, FormAnswer], said: list[str]) -> None:
    """Words beside the fields: they belong to the question above them."""
    places: dict[str, Question] = {}
    for question in questions:
        places[names.words_name(question.key)] = places[names.field_name(question.key)] = question
        for option in (*(each.key for each in question.options), names.NOT_SAID):
            places[names.option_name(question.key, option)] = question
            places[names.label_name(question.key, option)] = question
    rest = questions[-1]
    count = 0
    for outside in form.outside:
        question = places.get(outside.near, rest)
        before = found.get(question.key)
        if question.care is Care.SPECIAL or (before is not None and before.known is Known.NOT_SAID):
            question = rest
        _more(found, question, tuple(line.strip() for line in outside.text.split("\n") if line.strip()))
        count += 1
    if count:
        said.append(
            ngettext(
                "{n} text stands outside the fields; it is kept with the question above it.",
                "{n} texts stand outside the fields; they are kept with the questions above them.",
                count,
            ).format(n=count)
        )


def _add_changed_words(form: FilledForm, bank: QuestionBank, found: dict[str, FormAnswer], said: list[str]) -> None:
    """Words typed into a question itself, where the bank is the form's."""
    if form.code.version != names.form_code(bank).version:
        return
    for question in bank.asked_questions:
        asked = " ".join(clean_line(question.text).split())
        stands = form.said.get(names.words_name(question.key))
        if stands is None or stands == asked or question.care is Care.SPECIAL:
            continue
        extra = " ".join(stands.replace(asked, " ").split()) if asked in stands else stands
        if extra:
            _more(found, question, (extra,))
        said.append(
            _("The question “{question}” was written into; those words are kept with it.").format(question=asked)
        )


def _more(found: dict[str, FormAnswer], question: Question, lines: tuple[str, ...]) -> None:
    answer = found.setdefault(question.key, FormAnswer(key=question.key, text=question.text, question=question))
    answer.lines = (*answer.lines, *lines)


def _add_unknown(form: FilledForm, questions: list[Question], found: dict[str, FormAnswer], said: list[str]) -> None:
    """Fields of questions and options that the bank does not have any more."""
    known = {names.field_name(question.key) for question in questions}
    options = {
        names.option_name(question.key, option)
        for question in questions
        for option in (*(each.key for each in question.options), names.NOT_SAID)
    }
    gone: list[str] = []
    for name in sorted(form.fields):
        lines = form.lines(name)
        if name.startswith("q_") and name not in known and lines:
            asked = form.said.get(f"t{name[1:]}", "")
            key = OWN_PREFIX + hashlib.blake2s(name.encode(), digest_size=8).hexdigest()
            found[key] = FormAnswer(key=key, text=asked, lines=lines)
            gone.append(asked)
        elif name.startswith("o_") and name not in options and form.is_ticked(name):
            label = form.said.get(f"l{name[1:]}", "")
            _more(found, questions[-1], (_("Ticked: {label}").format(label=label),))
            gone.append(label)
    if gone:
        said.append(
            ngettext(
                "{n} thing that the form asks is in the bank no more; its answer is kept: {what}.",
                "{n} things that the form asks are in the bank no more; their answers are kept: {what}.",
                len(gone),
            ).format(n=len(gone), what="; ".join(f"“{text}”" for text in gone[:3] if text) or "…")
        )


# --- the day ---------------------------------------------------------------------------------------------------


def days_of(form: FilledForm, today: date) -> tuple[date, str]:
    """The day a form was filled in, and a sentence where it is not the one that stands there ("" where it is)."""
    day_field = form.fields.get(names.DAY)
    written = day_field.text.strip() if day_field is not None else ""
    stated = (day_field.day if day_field is not None else None) or _day(written)
    if stated is not None and stated <= today:
        return stated, ""
    saved = form.saved_on if form.saved_on is not None and form.saved_on <= today else today
    if stated is not None:
        reason = _("The form's date, {day}, is still to come.").format(day=shown_day(stated))
    elif written:
        reason = _("“{text}” is no day that can be read.").format(text=clean_line(written))
    else:
        reason = _("The form bears no date.")
    return saved, _("{reason} The day it was last saved counts: {day}.").format(reason=reason, day=shown_day(saved))


def _day(text: str) -> date | None:
    """A day as people write it: 2026-11-03, 3.11.2026, 3 November 2026; None where it can be read in two ways."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    month = next(
        (place for place, name in enumerate(_MONTHS, start=1) if re.search(rf"\b{name}", text.casefold())), None
    )
    try:
        if month is not None and len(numbers) == 2:
            low, high = sorted(numbers)
            return date(high, month, low)
        if len(numbers) != 3:
            return None
        first, second, third = numbers
        if first > 31:
            return date(first, second, third)
        if "/" in text and first <= 12 and second <= 12 and first != second:
            return None
        if "/" in text and second > 12:
            return date(third, first, second)
        return date(third, second, first)
    except ValueError:
        return None
