"""A form that a customer filled in and sent back, as an interview of the study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from persona_tui.banks import form_fields as names
from persona_tui.banks.consent_wording import load_consent_wording
from persona_tui.banks.reader import load_bank
from persona_tui.domain.consent import Consent, Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Answer, Interview, InterviewState, Line, some_time_on
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.questions import Audience, QuestionBank
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.imports.word_form import FilledForm, read_form
from persona_tui.workflows.answers_reading import FormAnswer, days_of, read_answers
from persona_tui.workflows.consents import consent_of, record_consent
from persona_tui.workflows.customers import add_customer, find_person, same_name
from persona_tui.workflows.interviews import set_answer
from persona_tui.workflows.notes import lines_from, text_of
from persona_tui.workflows.session import Session

_CLOSE = 0.75


class WhoseAnswersError(PlainError):
    """It cannot be told whose answers a form holds: somebody has to say so."""


@dataclass(frozen=True)
class AnswersReport:
    """What importing a form did. `added` says that the person is new in the study, `updated` that the same form was
    here before; `counts` whether a consent covers the words; `answers` counts the questions with an answer; `said`
    are sentences.
    """

    interview: Interview
    person: Person
    bank: QuestionBank
    added: bool
    updated: bool
    counts: bool
    answers: int
    said: tuple[str, ...]


def import_answers(session: Session, path: Path, *, customer: str = "", add: bool = False) -> AnswersReport:
    """Read the filled form in `path` as a finished interview with `customer` (a name or an id; left out, the name on
    the form), as one act. Somebody whom the study does not know is added, unless somebody has nearly the same name:
    `add` adds them all the same.

    The same form of the same person again updates that interview: lines that did not change keep their identity and
    their marks. Raises PlainError: no form of this program, nothing filled in, its questions gone; no name, or one
    that is nearly somebody's (WhoseAnswersError); StudyReadOnlyError.
    """
    session.folder.require_writing()
    form = read_form(path)
    bank = load_bank(form.code.bank, form.code.language)
    source = clean_line(path.name)
    signed = clean_line(" ".join(form.lines(names.NAME)))
    person = _person(session, customer, signed, source, add=add)
    reading = read_answers(session, form, bank)
    consented = any(form.is_ticked(names.scope_name(scope)) for scope in names.FORM_SCOPES)
    if not reading.answers and not consented:
        raise PlainError(_("{file} came back empty: no field is filled in and no box ticked.").format(file=source))
    said = list(reading.said)
    with session.act(_("Import {name}").format(name=source)):
        added = person is None
        if person is None:
            person = _added(session, clean_line(customer) or signed, bank)
            said.insert(0, _added_sentence(person))
        elif signed and signed.casefold() != person.name.casefold():
            said.append(_("The form bears the name “{name}”.").format(name=signed))
        day, about_day = days_of(form, date.today())
        consent, about_consent = _consent(session, form, person, day, source)
        if about_day and consent is not None:
            said.append(about_day)
        said += about_consent
        before, other_name = _earlier(session, person, source, bank, reading.answers)
        if other_name:
            said.append(_("The same form came in before as {file}; it is not taken twice.").format(file=other_name))
        interview = _interview(session, person, bank, source, day, consent, before)
        said += _keep_choices(session, interview.id, reading.answers)
    kept = session.interview(interview.id) or interview
    counts = covers(session.folder.get(Consent, kept.consent), Scope.NOTES) if kept.consent else False
    if not counts:
        said.append(
            _("{name} has not agreed to notes: these words are kept, but count nowhere and enter no document.").format(
                name=person.name
            )
        )
    return AnswersReport(
        interview=kept,
        person=person,
        bank=bank,
        added=added,
        updated=before is not None,
        counts=counts,
        answers=len(reading.answers),
        said=tuple(said),
    )


# --- whose it is -----------------------------------------------------------------------------------------------


def _person(session: Session, customer: str, signed: str, source: str, *, add: bool) -> Person | None:
    """Whose form it is; None for somebody new. Raises PlainError where that cannot be told."""
    wanted = clean_line(customer) or signed
    if not wanted:
        raise WhoseAnswersError(_("{file} bears no name. Say whose answers they are.").format(file=source))
    if session.person(wanted) is not None or same_name(session, wanted):
        return find_person(session, wanted)
    if customer and not add:
        beginning = [each for each in session.people() if each.name.casefold().startswith(wanted.casefold())]
        if beginning:
            return find_person(session, wanted)
    known = {each.name.casefold(): each.name for each in session.people()}
    close = get_close_matches(wanted.casefold(), known, n=3, cutoff=_CLOSE) + [
        name for name in known if set(name.split()) < set(wanted.casefold().split())
    ]
    if close and not add:
        closest = ", ".join(dict.fromkeys(known[name] for name in close))
        raise WhoseAnswersError(
            _(
                "Nobody is called “{name}”. The closest: {names}. Say whose answers they are, or that it is "
                "somebody new."
            ).format(name=wanted, names=closest)
        )
    return None


def _added(session: Session, name: str, bank: QuestionBank) -> Person:
    relation = Relation.EMPLOYEE if bank.audience is Audience.EMPLOYEES else Relation.CUSTOMER
    fit = Fit.NO_FIT if bank.audience is Audience.NOT_A_FIT else Fit.OTHER
    return add_customer(session, name, relation=relation, fit=fit, imagined=False)


def _added_sentence(person: Person) -> str:
    if person.relation is Relation.EMPLOYEE:
        return _("{name} is new in the study, as an employee.").format(name=person.name)
    if person.fit is Fit.NO_FIT:
        return _("{name} is new in the study, as a customer who does not fit.").format(name=person.name)
    return _("{name} is new in the study, not among the best customers yet. The customers step changes that.").format(
        name=person.name
    )


# --- what they agreed to ---------------------------------------------------------------------------------------


def _consent(
    session: Session, form: FilledForm, person: Person, day: date, source: str
) -> tuple[Consent | None, list[str]]:
    """The consent that the form gives, recorded, and what there is to say about it."""
    scopes = [scope for scope in names.FORM_SCOPES if form.is_ticked(names.scope_name(scope))]
    if not scopes:
        return None, []
    if Scope.NOTES not in scopes:
        return None, [_("The first box of the consent is not ticked, so the other ones count for nothing.")]
    said: list[str] = []
    wording = _wording(form, scopes)
    program = load_consent_wording(form.code.language)
    if any(_flat(form.said.get(names.scope_words_name(each), "")) != _flat(program.scopes[each]) for each in scopes):
        said.append(_("The consent in the form is worded otherwise than the program's: the form's words are kept."))
    for known in session.folder.all(Consent):
        same = known.person == person.id and known.given_on == day and known.wording == wording
        if same and known.scopes == [scope for scope in Scope if scope in scopes]:
            return known, said
    newest = consent_of(session, person.id)
    if newest is not None and newest.withdrawn_on is not None and newest.withdrawn_on >= day:
        said.append(
            _("{name} withdrew after the day of this form, so its consent is not recorded.").format(name=person.name)
        )
        return None, said
    consent = record_consent(
        session,
        person.id,
        scopes,
        wording=wording,
        language=form.code.language,
        how=_("By mail, on the form {file}").format(file=source),
        given_on=day,
    )
    return consent, said


def _wording(form: FilledForm, scopes: Iterable[Scope]) -> str:
    """The words that were agreed to, as they stand in the form."""
    parts = [names.CONSENT_WORDS, *(names.scope_words_name(scope) for scope in scopes), names.CONSENT_CLOSING]
    return "\n\n".join(text for part in parts if (text := form.said.get(part, "")))


def _flat(text: str) -> str:
    return " ".join(clean_line(text).split())


# --- what they wrote -------------------------------------------------------------------------------------------


def _earlier(
    session: Session, person: Person, source: str, bank: QuestionBank, answers: Iterable[FormAnswer]
) -> tuple[Interview | None, str]:
    """The interview that this form made before, and under which other name ("" for the same)."""
    talks = [talk for talk in session.interviews_of({person.id}) if talk.source]
    for talk in talks:
        if talk.source == source:
            return talk, ""
    words = {answer.key: answer.lines for answer in answers if answer.lines}
    for talk in talks:
        said = {each.question: lines for each in talk.answers if (lines := tuple(_theirs(each)))}
        if words and talk.bank == bank.key and said == words:
            return talk, talk.source
    return None, ""


def _theirs(answer: Answer) -> list[str]:
    """What the form said: word for word, at no second of a call."""
    return [line.text for line in answer.lines if line.kind is LineKind.WORD_FOR_WORD and line.at == 0]


def _interview(
    session: Session,
    person: Person,
    bank: QuestionBank,
    source: str,
    day: date,
    consent: Consent | None,
    before: Interview | None,
) -> Interview:
    base = before or Interview(
        people=[person.id],
        bank=bank.key,
        bank_language=bank.language,
        language=bank.language,
        state=InterviewState.DONE,
        started_at=some_time_on(day),
        source=source,
    )
    changed = replace(base, consent=consent.id if consent is not None else base.consent)
    return changed if changed == before else session.put(changed)


def _keep_choices(session: Session, interview_id: str, answers: Iterable[FormAnswer]) -> list[str]:
    """Write every answer: choices through the act that fills attributes too, words as lines. Also what could not be
    kept, in sentences.
    """
    refused: list[str] = []
    for each in answers:
        lines = list(each.lines)
        if each.known is not None and each.question is not None:
            try:
                set_answer(session, interview_id, each.question, each.content, each.known)
            except PlainError as problem:
                refused.append(f"“{clean_line(each.text)}”: {problem.sentence}")
                if not each.is_private and each.written and each.written not in lines:
                    lines.append(each.written)
        _keep_lines(session, interview_id, each, lines)
    return refused


def _keep_lines(session: Session, interview_id: str, each: FormAnswer, texts: list[str]) -> None:
    interview = session.interview(interview_id)
    if interview is None:
        return
    answer = interview.answer(each.key) or Answer(question=each.key, asked_text=each.text, field=each.field)
    own = [line for line in answer.lines if line.kind is not LineKind.WORD_FOR_WORD or line.at > 0]
    old = [line for line in answer.lines if line not in own]
    fresh = [Line(text=text, kind=LineKind.WORD_FOR_WORD) for text in texts]
    changed = replace(answer, lines=[*_same_lines(fresh, old), *own])
    if changed == answer or (interview.answer(each.key) is None and not changed.lines):
        return
    answers = [changed if known.question == each.key else known for known in interview.answers]
    if interview.answer(each.key) is None:
        answers.append(changed)
    session.put(replace(interview, answers=answers))


def _same_lines(fresh: list[Line], old: list[Line]) -> list[Line]:
    """The lines of the form; those that were there keep who they are, and the marks that were set here."""
    if not fresh or not old:
        return fresh
    by_id = {line.id: line for line in old}
    matched = lines_from(text_of(fresh), old, 0)
    if len(matched) != len(fresh):
        return fresh
    kept: list[Line] = []
    for line, new in zip(matched, fresh, strict=True):
        same = by_id.get(line.id)
        kept.append(replace(same, text=new.text) if same is not None else new)
    return kept


def summary(report: AnswersReport) -> str:
    """What became of a form, in one sentence."""
    n = report.answers
    if report.updated:
        sentence = ngettext(
            "The answers of {name} were updated: {n} question answered.",
            "The answers of {name} were updated: {n} questions answered.",
            n,
        )
    else:
        sentence = ngettext(
            "{name} answered {n} question; it stands in the study as an interview.",
            "{name} answered {n} questions; they stand in the study as an interview.",
            n,
        )
    return sentence.format(name=report.person.name, n=n)
