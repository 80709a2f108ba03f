"""What surrounds a talk: the message that asks for it, the bank it goes along, who is still to agree to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from persona_tui.banks.consent_wording import fill_ask_text, load_consent_wording
from persona_tui.banks.files import BankError
from persona_tui.banks.reader import load_bank
from persona_tui.domain.consent import Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.study import SellsTo
from persona_tui.exports.files import free_path, safe_file_name
from persona_tui.i18n import _
from persona_tui.storage.atomic import write_atomic
from persona_tui.workflows.consents import consent_of
from persona_tui.workflows.exports_folder import exports_folder, make_documents_folder
from persona_tui.workflows.lookups import the_person
from persona_tui.workflows.session import Session

ASKING_MINUTES = 45
"""What a full hour's bank takes of the other person; asked for when no talk is planned yet."""


def bank_of(interview: Interview) -> tuple[QuestionBank, str]:
    """The bank a talk goes along, and why it can't be used ("" when it can): then it has no questions, and those that
    were asked are still in the talk.
    """
    empty = QuestionBank(key=interview.bank, title=interview.bank, language=interview.bank_language, minutes=0)
    if not interview.bank:
        return empty, ""
    try:
        return load_bank(interview.bank, interview.bank_language), ""
    except BankError as problem:
        return empty, str(problem)


def questions_of(interviews: Iterable[Interview]) -> dict[tuple[str, str], Question]:
    """The questions of the banks that these talks go along, by the keys of bank and question."""
    return {
        (talk.bank, question.key): question
        for talk in {talk.bank: talk for talk in interviews}.values()
        for question in bank_of(talk)[0].questions
    }


def usual_bank(session: Session) -> str:
    """The key of the bank that most talks of the study go along; before the first one, the full hour's that fits it."""
    used = Counter(talk.bank for talk in session.folder.interview_summaries() if talk.bank)
    if used:
        return max(sorted(used), key=lambda bank: used[bank])
    return "businesses-hour" if session.study.sells_to is SellsTo.BUSINESSES else "people-hour"


def still_to_agree(session: Session, interview: Interview) -> list[Person]:
    """Those of a talk whose consent to notes is not recorded, or was withdrawn; imagined people are not asked."""
    people = [person for person_id in interview.people if (person := session.person(person_id)) is not None]
    return [
        person for person in people if not person.imagined and not covers(consent_of(session, person.id), Scope.NOTES)
    ]


def asking_text(session: Session, person_id: str, *, interviewer: str = "", minutes: int = ASKING_MINUTES) -> str:
    """The message that asks a customer for a talk, filled in. Raises PlainError when they are gone."""
    person = the_person(session, person_id)
    wording = load_consent_wording(person.language or session.study.bank_language)
    if not interviewer.strip():
        wording = msgspec.structs.replace(wording, ask_text=wording.ask_text.replace("{interviewer}\n", ""))
    filled = fill_ask_text(
        wording,
        customer=person.name,
        business=session.study.business,
        interviewer=interviewer.strip(),
        minutes=minutes,
    )
    return filled.strip() + "\n"


def save_asking_text(session: Session, person_id: str, text: str) -> Path:
    """Write the message to a text file in the study's folder `exports`; where it is now. Raises PlainError."""
    person = the_person(session, person_id)
    folder = exports_folder(session)
    try:
        make_documents_folder(session, folder)
        path = free_path(folder, safe_file_name(_("Asking {name}").format(name=person.name), _("Asking")), "txt")
        write_atomic(path, text.encode(errors="replace"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise PlainError(
            _("The text can't be written to {folder}: {why}. Copy it instead.").format(folder=folder, why=reason)
        ) from problem
    return path


def minutes_to_ask_for(interview: Interview | None) -> int:
    """How many minutes of somebody's time to ask for: those of the planned talk, or of a full hour's bank."""
    bank = bank_of(interview)[0] if interview is not None else None
    return (bank.minutes_together if bank is not None else 0) or ASKING_MINUTES
