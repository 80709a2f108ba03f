"""What can be shared of a study: which documents there are, what is personal in them, and how one will read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Missing, Persona, what_is_missing
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import NotesContent, SheetContent, field_title
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.i18n import _
from persona_tui.workflows.documents.notes import told
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Wishes
from persona_tui.workflows.lookups import the_interview, the_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of


@dataclass(frozen=True)
class SheetToShare:
    """A persona's sheet. `missing` names the parts that are still empty."""

    id: str
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class NotesToShare:
    """An interview's notes. `why_not` is the sentence that says why they can't be shared, "" where they can."""

    id: str
    name: str
    on: datetime | None
    lines: int
    why_not: str


@dataclass(frozen=True)
class PersonalThing:
    """A personal attribute or question that chosen documents rest on; `key` is what `export` is told to show it."""

    key: str
    label: str
    care: Care
    used_in: tuple[str, ...]


def sheets_to_share(session: Session) -> list[SheetToShare]:
    """The personas' sheets in their order."""
    return [
        SheetToShare(persona.id, persona_label(persona), tuple(part_title(persona, part) for part in _missing(persona)))
        for persona in session.personas()
    ]


def notes_to_share(session: Session) -> list[NotesToShare]:
    """The interviews in which anything was noted, the oldest first. Reads no interview."""
    view = session.view()
    names = {person.id: clean_line(person.name) for person in view.people}
    found: list[NotesToShare] = []
    for talk in view.interviews:
        if not talk.has_words:
            continue
        consent = view.consent(talk.consent)
        why_not = ""
        if consent is not None and consent.withdrawn_on is not None:
            why_not = _("the consent was withdrawn")
        elif not view.interview_counts(talk.consent):
            why_not = _("no consent to notes is recorded (F4)")
        name = ", ".join(names[person] for person in talk.people if person in names) or _("somebody")
        found.append(NotesToShare(talk.id, name, talk.started_at, talk.lines, why_not))
    return found


def personal_things(session: Session, personas: Iterable[str], talks: Iterable[str]) -> list[PersonalThing]:
    """What is personal or special in these sheets and notes (ids), by name; nothing of it is shown unasked."""
    attributes = {attribute.key: attribute for attribute in session.catalogue()}
    found: dict[str, tuple[str, Care]] = {}
    used: dict[str, list[str]] = {}

    def note(key: str, question: Question | None, document: str) -> None:
        attribute = attributes.get(question.attribute if question is not None and question.attribute else key)
        thing = _personal(key, attribute, question)
        if thing is not None:
            found[thing[0]] = thing[1], thing[2]
            documents = used.setdefault(thing[0], [])
            if document not in documents:
                documents.append(document)

    for persona_id in personas:
        persona = session.persona(persona_id)
        if persona is None:
            continue
        claims = [claim for field in persona.shown_fields for claim in field.claims]
        pieces = [item for claim in claims for item in (*claim.evidence, *claim.against)]
        pieces += persona.quote.pieces if persona.quote else []
        questions = _questions(session, {item.container for item in pieces if item.container})
        for item in pieces:
            note(item.about, questions.get(item.about), persona_label(persona))
    for talk_id in talks:
        talk = session.interview(talk_id)
        if talk is None:
            continue
        questions = _questions_of(talk)
        for answer in talk.answers:
            if answer.is_answered:
                note(answer.question, questions.get(answer.question), talk_label(session, talk))
    return [PersonalThing(key, *found[key], tuple(used[key])) for key in found]


def sheet_to_share(session: Session, persona_id: str, disclosure: Disclosure = CAREFUL) -> SheetContent:
    """What a sheet will say. Raises PlainError when the persona is gone."""
    persona = the_persona(session, persona_id)
    return Source(session, Wishes(kinds=("sheet",), disclosure=disclosure)).sheet(persona)


def interview_notes_to_share(session: Session, interview_id: str, disclosure: Disclosure = CAREFUL) -> NotesContent:
    """What the notes of an interview will say. Raises PlainError when it is gone or may not be shared."""
    talk = the_interview(session, interview_id)
    return told(Source(session, Wishes(kinds=("notes",), disclosure=disclosure)), talk)


def persona_label(persona: Persona) -> str:
    """What lists call a persona."""
    return clean_line(persona.name) or clean_line(persona.archetype) or _("Persona")


def talk_label(session: Session, talk: Interview) -> str:
    """What lists call an interview: the names of those who were talked to."""
    people = (session.person(person) for person in talk.people)
    return ", ".join(clean_line(person.name) for person in people if person is not None) or _("somebody")


def part_title(persona: Persona, part: str) -> str:
    """What a part of the template is called, in a sentence on what is missing."""
    known = {
        Missing.PEOPLE.value: _("customers"),
        Missing.NAME.value: _("name"),
        Missing.FACE.value: _("face"),
        Missing.QUOTE.value: _("quote"),
    }
    if part in known:
        return known[part]
    field = persona.field(part)
    return field_title(part, field.label if field is not None else "").lower()


def _missing(persona: Persona) -> list[str]:
    return [str(part) for part in what_is_missing(persona)]


def _personal(key: str, attribute: Attribute | None, question: Question | None) -> tuple[str, str, Care] | None:
    """The key to ask for it, its label, and how careful to be; None where it is nothing personal."""
    if attribute is not None and attribute.care is not Care.NONE:
        return attribute.key, clean_line(attribute.label), attribute.care
    if question is not None and question.care is not Care.NONE:
        return question.attribute or key, clean_line(question.text), question.care
    return None


def _questions(session: Session, talks: Iterable[str]) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for talk_id in sorted(talks):
        talk = session.interview(talk_id)
        if talk is not None:
            found |= _questions_of(talk)
    return found


def _questions_of(talk: Interview) -> dict[str, Question]:
    return {question.key: question for question in bank_of(talk)[0].questions}
