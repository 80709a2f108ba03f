"""The customers of a study: added, described, moved, and taken out with everything that is theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.consent import Consent, latest_consent
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Fit, Person, Reason, Relation
from persona_tui.domain.personas import Persona, PersonaField, Quote
from persona_tui.domain.records import Record, replace
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.domain.transcripts import Transcript
from persona_tui.domain.variables import Pattern, Placement
from persona_tui.i18n import _
from persona_tui.workflows.lookups import only_known, put_moved, real_changes, the_person, transcripts_of
from persona_tui.workflows.session import Session

_CHANGEABLE = frozenset({"name", "fit", "relation", "reasons", "reason_note", "note", "imagined", "language", "ranked"})


def add_customer(
    session: Session,
    name: str,
    *,
    relation: Relation = Relation.CUSTOMER,
    fit: Fit = Fit.BEST,
    imagined: bool | None = None,
    reasons: Iterable[Reason] = (),
    reason_note: str = "",
) -> Person:
    """Add somebody at the end of the list; `imagined` where the study is a start-up, unless said. Raises PlainError."""
    person = Person(
        name=_name(name),
        relation=relation,
        fit=fit,
        imagined=session.study.start_up if imagined is None else imagined,
        reasons=_distinct(reasons),
        reason_note=clean_line(reason_note),
        order=max((known.order for known in session.people()), default=0.0) + 1.0,
    )
    with session.act(_("Add {name}").format(name=person.name)):
        return session.put(person)


def change_customer(session: Session, person_id: str, **changes: Any) -> Person:
    """Change a person's name, fit, relation, reasons, reason_note, note, imagined, language or ranked.

    Raises PlainError: no name, or the person is gone.
    """
    only_known(changes, _CHANGEABLE)
    person = the_person(session, person_id)
    if "name" in changes:
        changes["name"] = _name(changes["name"])
    for key in ("reason_note", "language", "ranked"):
        if key in changes:
            changes[key] = clean_line(changes[key])
    if "note" in changes:
        changes["note"] = clean_text(changes["note"]).rstrip()
    if "reasons" in changes:
        changes["reasons"] = _distinct(changes["reasons"])
    wanted = real_changes(person, changes)
    if not wanted:
        return person
    with session.act(_("Change {name}").format(name=person.name)):
        return session.put(replace(person, **wanted))


def others_below(session: Session, person_id: str) -> int:
    """Mark all of the best who stand below somebody in the list as other, as one act; how many these are.

    Raises PlainError when that somebody is gone.
    """
    person = the_person(session, person_id)
    people = session.people()
    place = next(number for number, each in enumerate(people) if each.id == person.id)
    below = [replace(each, fit=Fit.OTHER) for each in people[place + 1 :] if each.fit is Fit.BEST]
    if below:
        with session.act(_("Keep the best")):
            session.put_all(below)
    return len(below)


def move_customer(session: Session, person_id: str, by: int) -> Person:
    """Move somebody up (negative) or down the list. Raises PlainError when they are gone."""
    person = the_person(session, person_id)
    put_moved(session, session.people(), person_id, by, _("Move {name}").format(name=person.name))
    return the_person(session, person_id)


def remove_customer(session: Session, person_id: str) -> Person:
    """Take somebody out with all that is theirs: values, channels, consents, the interviews that are theirs alone,
    what they said in others, transcripts included, their places on the map, and their words in every persona and theme.
    One act; the person as they were.

    Raises PlainError when they are gone.
    """
    person = the_person(session, person_id)
    folder = session.folder
    theirs: list[Record] = [value for value in folder.all(Value) if value.person == person_id]
    theirs += [use for use in folder.all(ChannelUse) if use.person == person_id]
    theirs += [placed for placed in folder.all(Placement) if placed.person == person_id]
    consents = folder.all(Consent)
    interviews = session.interviews_of({person_id})
    alone = [interview for interview in interviews if interview.people == [person_id]]
    shared = [interview for interview in interviews if interview.people != [person_id]]
    theirs += [*transcripts_of(session, alone), *alone]
    theirs += [consent for consent in consents if consent.person == person_id]
    others = [consent for consent in consents if consent.person != person_id]
    changed: list[Record] = [_without(interview, person_id, others) for interview in shared]
    changed += [_transcript_without(transcript, person_id) for transcript in transcripts_of(session, shared)]
    gone = {record.id for record in theirs}
    for persona in session.personas():
        cleaned = _persona_without(persona, person_id, gone)
        if cleaned != persona:
            changed.append(cleaned)
    changed += [
        replace(pattern, people=[other for other in pattern.people if other != person_id])
        for pattern in folder.all(Pattern)
        if person_id in pattern.people
    ]
    for theme in session.themes():
        kept = [item for item in theme.evidence if item.person != person_id and item.container not in gone]
        if kept != theme.evidence:
            changed.append(replace(theme, evidence=kept))
    with session.act(_("Remove {name}").format(name=person.name)):
        session.put_all(changed)
        for record in theirs:
            session.remove(record)
        session.remove(person)
    return person


def same_name(session: Session, name: str) -> list[Person]:
    """Those who are called so already, whatever the capitals: for a hint."""
    wanted = clean_line(name).casefold()
    return [person for person in session.people() if person.name.casefold() == wanted]


def find_person(session: Session, name_or_id: str) -> Person:
    """Somebody by id, by name, or by how the name begins where that fits one alone.

    Raises PlainError that names the closest when none or several fit.
    """
    wanted = clean_line(name_or_id)
    people = session.people()
    by_id = session.person(wanted)
    if by_id is not None:
        return by_id
    if not people:
        raise PlainError(_("There are no customers yet, so nobody called “{name}”.").format(name=wanted))
    found = same_name(session, wanted)
    if not found and wanted:
        found = [person for person in people if person.name.casefold().startswith(wanted.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise PlainError(
            _("Several are called “{name}”: {people}. Give the id of one.").format(
                name=wanted, people=", ".join(f"{person.name} ({person.id})" for person in found[:5])
            )
        )
    names = {person.name.casefold(): person.name for person in people}
    close = [names[name] for name in get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5)]
    closest = close or [person.name for person in people[:3]]
    raise PlainError(
        _("Nobody is called “{name}”. The closest: {names}.").format(name=wanted, names=", ".join(closest))
    )


def _name(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise PlainError(_("A customer needs a name. Any name that you will recognise will do."))
    return cleaned


def _distinct(reasons: Iterable[Reason]) -> list[Reason]:
    return list(dict.fromkeys(Reason(reason) for reason in reasons))


def _without(interview: Interview, person_id: str, consents: list[Consent]) -> Interview:
    """An interview with others, without what this person said; it rests on a consent of those who stay."""
    people = [other for other in interview.people if other != person_id]
    answers = [
        replace(answer, lines=[line for line in answer.lines if line.speaker != person_id])
        for answer in interview.answers
    ]
    consent = interview.consent
    if consent not in {other.id for other in consents}:
        standing = (latest_consent(other, consents) for other in people)
        consent = next((found.id for found in standing if found is not None), "")
    return replace(interview, people=people, answers=answers, consent=consent)


def _transcript_without(transcript: Transcript, person_id: str) -> Transcript:
    """A transcript without what somebody said, and without the cues that bear the name the file has for them."""
    names = {cue.speaker for cue in transcript.cues if cue.person == person_id and cue.speaker}
    return replace(
        transcript,
        cues=[cue for cue in transcript.cues if cue.person != person_id and (cue.person or cue.speaker not in names)],
    )


def _persona_without(persona: Persona, person_id: str, gone: Collection[str]) -> Persona:
    def kept(evidence: Iterable[Evidence]) -> list[Evidence]:
        return [item for item in evidence if item.person != person_id and item.container not in gone]

    def cleaned(field: PersonaField) -> PersonaField:
        claims = [replace(claim, evidence=kept(claim.evidence), against=kept(claim.against)) for claim in field.claims]
        return replace(field, claims=claims)

    pieces = kept(persona.quote.pieces) if persona.quote else []
    return replace(
        persona,
        people=[other for other in persona.people if other != person_id],
        fields=[cleaned(field) for field in persona.fields],
        quote=Quote(pieces=pieces) if pieces else None,
    )
