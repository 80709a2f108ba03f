"""What people agreed to: recorded, tied to their interviews, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from persona_tui.domain.consent import Consent, Scope, covers, latest_consent
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.records import Record, replace
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _
from persona_tui.workflows.lookups import the_person
from persona_tui.workflows.session import Session


def record_consent(
    session: Session,
    person_id: str,
    scopes: Iterable[Scope],
    *,
    wording: str = "",
    language: str = "en",
    how: str = "",
    given_on: date,
    recorded_by: str = "",
) -> Consent:
    """Record what somebody agreed to; their interviews with no consent of theirs, or an older one, rest on it.

    Raises PlainError: nothing agreed to, notes not among it, or a day to come.
    """
    person = the_person(session, person_id)
    wanted = [scope for scope in Scope if scope in set(scopes)]
    if Scope.NOTES not in wanted:
        raise PlainError(
            _("Without consent to notes nothing can be kept. Ask {name} for that first.").format(name=person.name)
        )
    if given_on > date.today():
        raise PlainError(_("The day of the consent is still to come. Give the day on which it was given."))
    consent = Consent(
        person=person_id,
        scopes=wanted,
        wording=clean_text(wording).strip(),
        language=language,
        how=clean_line(how),
        given_on=given_on,
        recorded_by=clean_line(recorded_by),
    )
    with session.act(_("Record the consent of {name}").format(name=person.name)):
        kept = session.put(consent)
        if consent_of(session, person_id) == kept:
            session.put_all(_relinked(session, kept))
    return kept


def withdraw_consent(session: Session, consent_id: str, on: date) -> Consent:
    """Withdraw a consent: what was said under it counts nowhere from now on. Raises PlainError when it is gone."""
    consent = session.folder.get(Consent, consent_id)
    if consent is None:
        raise PlainError(_("This consent is no longer in the study."))
    person = session.person(consent.person)
    with session.act(_("Withdraw the consent of {name}").format(name=person.name if person else "?")):
        return session.put(replace(consent, withdrawn_on=on))


def consent_of(session: Session, person_id: str) -> Consent | None:
    """The newest consent of a person, withdrawn or not: the one that holds."""
    return latest_consent(person_id, session.folder.all(Consent))


def standing_consent(session: Session, people: Iterable[str]) -> str:
    """The id of the consent that a talk with these people rests on: the first of theirs that stands; "" for none."""
    found = (consent_of(session, person_id) for person_id in people)
    return next((consent.id for consent in found if consent is not None and covers(consent, Scope.NOTES)), "")


def _relinked(session: Session, consent: Consent) -> list[Record]:
    """The person's interviews that rest on no consent, an older one of theirs, or one withdrawn, with this one."""
    consents = {known.id: known for known in session.folder.all(Consent)}
    changed: list[Record] = []
    for summary in session.folder.interview_summaries():
        linked = consents.get(summary.consent)
        replaceable = linked is None or linked.person == consent.person or linked.withdrawn_on is not None
        if consent.person in summary.people and replaceable and summary.consent != consent.id:
            interview: Interview | None = session.interview(summary.id)
            if interview is not None:
                changed.append(replace(interview, consent=consent.id))
    return changed
