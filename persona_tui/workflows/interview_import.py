"""The notes of an interview that somebody wrote in another program, as an interview of the study."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from persona_tui.banks.reader import load_bank
from persona_tui.domain.consent import Consent, Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, InterviewState, Line, some_time_on
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.questions import QuestionBank
from persona_tui.domain.records import replace
from persona_tui.domain.study import SellsTo
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.imports.notes import read_notes
from persona_tui.imports.notes_matching import normalised
from persona_tui.imports.transcripts import is_transcript
from persona_tui.workflows.consents import record_consent, standing_consent
from persona_tui.workflows.customers import find_person
from persona_tui.workflows.interviews import OWN_PREFIX, set_answer
from persona_tui.workflows.notes import lines_from, text_of
from persona_tui.workflows.session import Session


@dataclass(frozen=True)
class InterviewReport:
    """What importing notes did. `counts` says whether a consent covers the words; `said` are sentences, what was left
    out among them.
    """

    interview: Interview
    person: Person
    bank: QuestionBank
    updated: bool
    counts: bool
    said: tuple[str, ...]


def default_bank(session: Session, person: Person) -> str:
    """The key of the full hour's bank for somebody: by what they are to the business, and whom it sells to."""
    if person.relation is Relation.EMPLOYEE:
        return "employees-hour"
    if person.fit is Fit.NO_FIT:
        return "not-a-fit-hour"
    return "businesses-hour" if session.study.sells_to is SellsTo.BUSINESSES else "people-hour"


def import_interview(
    session: Session,
    path: Path,
    *,
    customer: str,
    bank: str = "",
    marks: bool = False,
    as_notes: bool = False,
    consent_scopes: Iterable[Scope] | None = None,
    consent_date: date | None = None,
) -> InterviewReport:
    """Read the notes in `path` as a finished interview with `customer` (a name or an id), along `bank` (a key, or the
    one that suits them), as one act.

    `as_notes` says that it is notes, though people seem to take turns in it.

    The same file for the same customer again updates that interview: lines that did not change keep their identity,
    and the marks that were set here. Raises PlainError: nobody of that name (naming the closest), no such bank, no
    notes in the file, half a consent; StudyReadOnlyError.
    """
    session.folder.require_writing()
    person = find_person(session, customer)
    if (consent_scopes is None) != (consent_date is None):
        raise PlainError(_("A consent has two parts: what was agreed to, and the day it was given. Say both."))
    if not as_notes and is_transcript(path):
        raise PlainError(
            _(
                "{name} is a transcript of a recording, not notes; as notes, all of it would count as the customer's "
                "words. Bring it in with: persona-tui import transcript. Or, if you wrote it as notes: --as-notes"
            ).format(name=clean_line(path.name))
        )
    guide = load_bank(bank or default_bank(session, person), session.study.bank_language)
    notes = read_notes(path, guide, marks=marks)
    source = clean_line(path.name)
    before = _earlier(session, person, source)
    said = list(notes.said)
    with session.act(_("Import {name}").format(name=source)):
        if consent_scopes is not None and consent_date is not None:
            record_consent(session, person.id, consent_scopes, given_on=consent_date)
        interview = _interview(session, person, guide, source, before)
        if interview.started_at is None and consent_date is not None:
            interview = replace(interview, started_at=some_time_on(consent_date))
        fresh = _with_keys_of_their_words(notes.answers)
        answers, gone = _merged(before.answers if before else [], fresh)
        chosen = [answer for answer in fresh if answer.known is not None]
        unchosen = {answer.question for answer in chosen}
        interview = session.put(
            replace(
                interview,
                answers=[
                    replace(answer, content=None, known=None) if answer.question in unchosen else answer
                    for answer in answers
                ],
            )
        )
        said += _keep_choices(session, interview.id, guide, chosen)
    if gone:
        said.append(
            ngettext(
                "{n} line is no longer in the file and was taken out.",
                "{n} lines are no longer in the file and were taken out.",
                gone,
            ).format(n=gone)
        )
    kept = session.interview(interview.id) or interview
    counts = covers(session.folder.get(Consent, kept.consent), Scope.NOTES) if kept.consent else False
    if not counts:
        said.append(
            _(
                "No consent of {name} is recorded: these words count nowhere, and enter no document, until it is."
            ).format(name=person.name)
        )
    return InterviewReport(
        interview=kept, person=person, bank=guide, updated=before is not None, counts=counts, said=tuple(said)
    )


def _earlier(session: Session, person: Person, source: str) -> Interview | None:
    """The interview that came from this file before."""
    found = (interview for interview in session.interviews_of({person.id}) if interview.source == source)
    return next(found, None)


def _interview(
    session: Session, person: Person, bank: QuestionBank, source: str, before: Interview | None
) -> Interview:
    consent = standing_consent(session, before.people if before else [person.id])
    if before is not None:
        return replace(before, bank=bank.key, bank_language=bank.language, consent=consent or before.consent)
    return Interview(
        people=[person.id],
        bank=bank.key,
        bank_language=bank.language,
        language=person.language or session.study.bank_language,
        state=InterviewState.DONE,
        consent=consent,
        source=source,
    )


def _with_keys_of_their_words(answers: Iterable[Answer]) -> list[Answer]:
    """Questions of the notes' own get a key from their words: who else was asked the same is known by it.

    The same question twice in one interview becomes one.
    """
    found: dict[str, Answer] = {}
    for answer in answers:
        words = normalised(answer.asked_text)
        key = answer.question
        if key.startswith(OWN_PREFIX) and words:
            key = OWN_PREFIX + hashlib.blake2s(words.encode(), digest_size=8).hexdigest()
        there = found.get(key)
        lines = [*there.lines, *answer.lines] if there is not None else answer.lines
        found[key] = replace(there or answer, question=key, lines=lines)
    return list(found.values())


def _keep_choices(session: Session, interview_id: str, bank: QuestionBank, chosen: Iterable[Answer]) -> list[str]:
    """Write choices through the act that fills attributes too; what may not be kept, in sentences."""
    refused: list[str] = []
    for answer in chosen:
        question = bank.question(answer.question)
        if question is None or answer.known is None:
            continue
        try:
            set_answer(session, interview_id, question, answer.content, answer.known)
        except PlainError as problem:
            refused.append(problem.sentence)
    return refused


# --- the same file again ---------------------------------------------------------------------------------------


def _merged(before: list[Answer], fresh: list[Answer]) -> tuple[list[Answer], int]:
    """The answers of the file, on what was there: lines of the same words are the same lines. Also how many lines
    are gone. What was noted during a call, chosen or skipped here stays.
    """
    pool = [line for answer in before for line in answer.lines]
    answers: list[Answer] = []
    used: set[str] = set()
    for answer in fresh:
        old = _same_question(before, answer)
        lines = _same_lines(answer.lines, [line for line in (old.lines if old else []) if line.id not in used])
        used |= {line.id for line in lines}
        key = old.question if old is not None else answer.question
        base = replace(old, asked_text=answer.asked_text, field=answer.field) if old is not None else answer
        answers.append(replace(base, question=key, lines=lines))
    ours = {line.id for answer in fresh for line in answer.lines}
    free = {line.text: line for line in reversed(pool) if line.id not in used and line.text.strip()}
    for answer in answers:
        moved = [free.pop(line.text, line) if line.id in ours else line for line in answer.lines]
        used |= {line.id for line in moved}
        answer.lines[:] = moved
    answers += _kept_from_here(before, answers, used)
    used |= {line.id for answer in answers for line in answer.lines}
    return answers, sum(line.id not in used and bool(line.text.strip()) for line in pool)


def _same_question(before: list[Answer], answer: Answer) -> Answer | None:
    for old in before:
        own = old.question.startswith(OWN_PREFIX) and answer.question.startswith(OWN_PREFIX)
        if old.question == answer.question or (own and old.asked_text == answer.asked_text):
            return old
    return None


def _same_lines(fresh: list[Line], old: list[Line]) -> list[Line]:
    """The lines of the file; those that were there keep who they are, and their marks where the file has none."""
    by_id = {line.id: line for line in old}
    wrote_marks = [line.kind is not LineKind.OBSERVED or bool(line.marks) for line in fresh]
    matched = lines_from(text_of(fresh), old, 0) if fresh else []
    found: list[Line] = []
    for line, new, marked in zip(matched, fresh, wrote_marks, strict=True):
        same = by_id.get(line.id)
        if same is None:
            found.append(new)
        elif not marked and same.text == new.text:
            found.append(replace(line, kind=same.kind, marks=list(same.marks)))
        else:
            found.append(line)
    return found


def _kept_from_here(before: list[Answer], answers: list[Answer], used: set[str]) -> list[Answer]:
    """What the file never held: lines with a second of a call, choices and skips; added where they belong."""
    extra: list[Answer] = []
    for old in before:
        lines = [line for line in old.lines if line.id not in used and line.at > 0]
        there = next((answer for answer in answers if answer.question == old.question), None)
        if there is not None:
            there.lines.extend(lines)
        elif lines or old.known is not None or old.skipped:
            extra.append(replace(old, lines=lines))
    other = [answer for answer in extra if answer.question == OTHER_QUESTION]
    return [answer for answer in extra if answer not in other] + other
