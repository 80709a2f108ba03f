"""Finding what an act is about, and saying plainly when it is gone; moving things in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from persona_tui.domain.attributes import Attribute
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import Record, replace
from persona_tui.domain.transcripts import Transcript
from persona_tui.i18n import _
from persona_tui.workflows.session import Session

T = TypeVar("T")
R = TypeVar("R", bound=Record)


def the_person(session: Session, person_id: str) -> Person:
    """Somebody by id. Raises PlainError when they are gone."""
    found = session.person(person_id)
    if found is None:
        raise PlainError(_("This customer is no longer in the study."))
    return found


def the_interview(session: Session, interview_id: str) -> Interview:
    """An interview by id. Raises PlainError when it is gone."""
    found = session.interview(interview_id)
    if found is None:
        raise PlainError(_("This interview is no longer in the study."))
    return found


def transcript_of(session: Session, interview_id: str) -> Transcript | None:
    """The transcript of an interview, or None where it has none."""
    return session.folder.get(Transcript, interview_id)


def transcripts_of(session: Session, interviews: Iterable[Interview]) -> list[Transcript]:
    """The transcripts of those of the interviews that have one."""
    found = (transcript_of(session, interview.id) for interview in interviews)
    return [transcript for transcript in found if transcript is not None]


def the_persona(session: Session, persona_id: str) -> Persona:
    """A persona by id. Raises PlainError when it is gone."""
    found = session.persona(persona_id)
    if found is None:
        raise PlainError(_("This persona is no longer in the study."))
    return found


def the_attribute(session: Session, key: str) -> Attribute:
    """An attribute by key. Raises PlainError when there is none."""
    found = session.attribute(key)
    if found is None:
        raise PlainError(_("There is nothing called “{key}” to record of a customer.").format(key=key))
    return found


def moved(items: Sequence[T], place: int, by: int) -> list[T]:
    """The items with the one at `place` moved by so many places, stopping at either end."""
    rest = [*items[:place], *items[place + 1 :]]
    wanted = min(max(place + by, 0), len(rest))
    return [*rest[:wanted], items[place], *rest[wanted:]]


def renumbered(records: Sequence[R]) -> list[R]:
    """Those of the records (which have an `order`) that need another one to stand as given, with it."""
    numbered = [(record, float(number)) for number, record in enumerate(records, start=1)]
    return [replace(record, order=number) for record, number in numbered if getattr(record, "order", None) != number]


def put_moved(session: Session, records: Sequence[R], record_id: str, by: int, label: str) -> None:
    """Let the record with that id stand so many places further down (up for a negative number) among `records`, which
    are in their order: one act called `label`, or none where it stands at the end already.
    """
    place = next(number for number, known in enumerate(records) if known.id == record_id)
    wanted = moved(records, place, by)
    if wanted != records:
        with session.act(label):
            session.put_all(renumbered(wanted))


def real_changes(record: Record, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that change anything."""
    return {name: value for name, value in changes.items() if getattr(record, name) != value}


def only_known(changes: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Raise TypeError for a field that this act does not change."""
    unknown = sorted(changes.keys() - allowed)
    if unknown:
        raise TypeError(f"cannot change {', '.join(unknown)}")
