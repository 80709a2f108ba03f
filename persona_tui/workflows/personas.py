"""A persona, built step by step: who it stands for, its claims and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.people import Fit
from persona_tui.domain.personas import FieldKey, Persona, PersonaField, PersonaKind, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.study import SellsTo
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _
from persona_tui.insights.grounds import Context, context, interviews_behind
from persona_tui.workflows.lookups import (
    moved,
    only_known,
    put_moved,
    real_changes,
    the_person,
    the_persona,
    transcripts_of,
)
from persona_tui.workflows.persona_faces import clear_face, set_picture, set_portrait
from persona_tui.workflows.persona_quotes import clear_quote, set_quote
from persona_tui.workflows.session import Session

__all__ = [
    "add_claim",
    "add_field",
    "attach",
    "change_persona",
    "clear_face",
    "clear_quote",
    "detach",
    "edit_claim",
    "ground_of",
    "move_claim",
    "move_persona",
    "new_persona",
    "remove_claim",
    "remove_field",
    "remove_persona",
    "rename_field",
    "restore_field",
    "set_kind",
    "set_picture",
    "set_portrait",
    "set_quote",
]

_CHANGEABLE = frozenset({"name", "archetype", "kind", "people", "reason", "review_on", "language"})


# --- the persona -----------------------------------------------------------------------------------------------


def new_persona(session: Session, people: Iterable[str] = (), name: str = "") -> Persona:
    """A new persona with an empty template, built from `people` (ids). Raises PlainError for a customer's name.

    Of people who all do not fit it is a negative one.
    """
    study = session.study
    chosen = _people(session, people)
    fits = {the_person(session, person).fit for person in chosen}
    persona = Persona(
        name=_name(session, name),
        people=chosen,
        kind=PersonaKind.NEGATIVE if fits == {Fit.NO_FIT} else PersonaKind.PRIMARY,
        language=study.document_language,
        fields=template_fields(study.sells_to is not SellsTo.PEOPLE),
        order=max((known.order for known in session.personas()), default=0.0) + 1.0,
    )
    with session.act(_("New persona")):
        return session.put(persona)


def change_persona(session: Session, persona_id: str, **changes: Any) -> Persona:
    """Change name, archetype, kind, people, reason, review_on or language. Raises PlainError for a customer's name."""
    only_known(changes, _CHANGEABLE)
    persona = the_persona(session, persona_id)
    if "name" in changes:
        changes["name"] = _name(session, changes["name"])
    if "archetype" in changes:
        changes["archetype"] = clean_line(changes["archetype"])
    if "reason" in changes:
        changes["reason"] = clean_text(changes["reason"]).strip()
    if "people" in changes:
        changes["people"] = _people(session, changes["people"])
    wanted = real_changes(persona, changes)
    if not wanted:
        return persona
    with session.act(_("Change {name}").format(name=_called(persona))):
        return session.put(replace(persona, **wanted))


def set_kind(session: Session, persona_id: str, kind: PersonaKind) -> Persona:
    """Say what the persona is for. A negative one without people is built from those who do not fit."""
    persona = the_persona(session, persona_id)
    with session.act(_("Change {name}").format(name=_called(persona))):
        changed = change_persona(session, persona_id, kind=kind)
        if kind is not PersonaKind.NEGATIVE or changed.people:
            return changed
        no_fit = [person.id for person in session.people() if person.fit is Fit.NO_FIT and not person.imagined]
        return change_persona(session, persona_id, people=no_fit)


def remove_persona(session: Session, persona_id: str) -> Persona:
    """Take a persona out; as it was."""
    persona = the_persona(session, persona_id)
    with session.act(_("Remove {name}").format(name=_called(persona))):
        session.remove(persona)
    return persona


def move_persona(session: Session, persona_id: str, by: int) -> Persona:
    """Move a persona up (negative) or down the list."""
    persona = the_persona(session, persona_id)
    put_moved(session, session.personas(), persona_id, by, _("Move {name}").format(name=_called(persona)))
    return the_persona(session, persona_id)


def _called(persona: Persona) -> str:
    return persona.name or _("the persona")


def _people(session: Session, people: Iterable[str]) -> list[str]:
    chosen = list(dict.fromkeys(people))
    for person_id in chosen:
        the_person(session, person_id)
    return chosen


def _name(session: Session, name: str) -> str:
    cleaned = clean_line(name)
    wanted = cleaned.casefold()
    for person in session.people():
        own = person.name.casefold()
        if wanted and not person.imagined and wanted in (own, own.partition(" ")[0]):
            raise PlainError(
                _("{name} is what one of your customers is called. Give the persona another name.").format(name=cleaned)
            )
    return cleaned


def ground_of(session: Session, persona_ids: Iterable[str] = ()) -> Context:
    """What the claims of these personas (all of them for none) are held against, with the interviews they rest on."""
    view = session.view()
    wanted = set(persona_ids)
    personas = [persona for persona in view.personas if not wanted or persona.id in wanted]
    interviews = session.interviews_by_id(sorted(interviews_behind(view, personas)))
    return context(view, interviews, transcripts_of(session, interviews))


# --- its claims ------------------------------------------------------------------------------------------------


def add_claim(session: Session, persona_id: str, field_key: str, text: str, evidence: Iterable[Evidence] = ()) -> Claim:
    """Say something of the persona, with what it rests on (nothing: an assumption). Raises PlainError."""
    persona = the_persona(session, persona_id)
    field = _field(persona, field_key)
    claim = Claim(text=_claim_text(text), language=persona.language, evidence=list(dict.fromkeys(evidence)))
    with session.act(_("Add to {field}").format(field=_("{name}’s sheet").format(name=_called(persona)))):
        _put_field(session, persona, replace(field, claims=[*field.claims, claim], removed=False))
    return claim


def edit_claim(session: Session, persona_id: str, claim_id: str, text: str) -> Claim:
    """Put a claim in other words; what it rests on stays. Raises PlainError."""
    persona, field, claim = _claim(session, persona_id, claim_id)
    changed = replace(claim, text=_claim_text(text))
    if changed != claim:
        with session.act(_("Reword")):
            _put_claim(session, persona, field, changed)
    return changed


def remove_claim(session: Session, persona_id: str, claim_id: str) -> Claim:
    """Take a claim away; as it was."""
    persona, field, claim = _claim(session, persona_id, claim_id)
    with session.act(_("Remove a sentence")):
        _put_field(session, persona, replace(field, claims=[known for known in field.claims if known.id != claim_id]))
    return claim


def move_claim(session: Session, persona_id: str, claim_id: str, by: int = 0, to_field: str = "") -> Claim:
    """Move a claim within its field, or to the end of another one. Raises PlainError."""
    persona, field, claim = _claim(session, persona_id, claim_id)
    if to_field and to_field != field.key:
        target = _field(persona, to_field)
        left = replace(field, claims=[known for known in field.claims if known.id != claim_id])
        joined = replace(target, claims=[*target.claims, claim], removed=False)
        fields = [{left.key: left, joined.key: joined}.get(known.key, known) for known in persona.fields]
        with session.act(_("Move a sentence")):
            session.put(replace(persona, fields=fields))
        return claim
    wanted = moved(field.claims, field.claims.index(claim), by)
    if wanted != field.claims:
        with session.act(_("Move a sentence")):
            _put_field(session, persona, replace(field, claims=wanted))
    return claim


def attach(session: Session, persona_id: str, claim_id: str, evidence: Evidence, against: bool = False) -> Claim:
    """Let a claim rest on somebody's words or value, or set them `against` it; a piece stands on one side only."""
    persona, field, claim = _claim(session, persona_id, claim_id)
    for_it = [item for item in claim.evidence if item != evidence]
    not_for_it = [item for item in claim.against if item != evidence]
    already = evidence in (claim.against if against else claim.evidence)
    if already:
        return claim
    changed = (
        replace(claim, evidence=for_it, against=[*not_for_it, evidence])
        if against
        else replace(claim, evidence=[*for_it, evidence], against=not_for_it)
    )
    with session.act(_("Mark as contradicting") if against else _("Attach")):
        _put_claim(session, persona, field, changed)
    return changed


def detach(session: Session, persona_id: str, claim_id: str, evidence: Evidence) -> Claim:
    """Take a piece of evidence off a claim, from whichever side it is on."""
    persona, field, claim = _claim(session, persona_id, claim_id)
    changed = replace(
        claim,
        evidence=[item for item in claim.evidence if item != evidence],
        against=[item for item in claim.against if item != evidence],
    )
    if changed != claim:
        with session.act(_("Detach")):
            _put_claim(session, persona, field, changed)
    return changed


def _claim_text(text: str) -> str:
    cleaned = clean_line(text)
    if not cleaned:
        raise PlainError(_("Write a sentence first."))
    return cleaned


def _claim(session: Session, persona_id: str, claim_id: str) -> tuple[Persona, PersonaField, Claim]:
    persona = the_persona(session, persona_id)
    for field in persona.fields:
        for claim in field.claims:
            if claim.id == claim_id:
                return persona, field, claim
    raise PlainError(_("This sentence is no longer in the persona."))


def _put_claim(session: Session, persona: Persona, field: PersonaField, claim: Claim) -> None:
    claims = [claim if known.id == claim.id else known for known in field.claims]
    _put_field(session, persona, replace(field, claims=claims))


# --- its fields ------------------------------------------------------------------------------------------------


def add_field(session: Session, persona_id: str, label: str) -> PersonaField:
    """Add a field of the owner's to the template, at its end. Raises PlainError without a label."""
    persona = the_persona(session, persona_id)
    field = PersonaField(label=_field_label(label))
    with session.act(_("Add “{label}”").format(label=field.label)):
        session.put(replace(persona, fields=[*persona.fields, field]))
    return field


def remove_field(session: Session, persona_id: str, field_key: str) -> Persona:
    """Leave a field out of the sheet; its claims are kept and come back with `restore_field`."""
    persona = the_persona(session, persona_id)
    field = _field(persona, field_key)
    with session.act(_("Remove a field")):
        return _put_field(session, persona, replace(field, removed=True))


def restore_field(session: Session, persona_id: str, field_key: str) -> Persona:
    """Bring a field back that was left out, or that the template did not have."""
    persona = the_persona(session, persona_id)
    found = persona.field(field_key)
    with session.act(_("Bring a field back")):
        if found is not None:
            return _put_field(session, persona, replace(found, removed=False))
        order = [key.value for key in FieldKey]
        if field_key not in order:
            raise PlainError(_("The persona has no such field."))
        fresh = [*persona.fields, PersonaField(key=field_key)]
        fresh.sort(key=lambda field: order.index(field.key) if field.key in order else len(order))
        return session.put(replace(persona, fields=fresh))


def rename_field(session: Session, persona_id: str, field_key: str, label: str) -> Persona:
    """Call a field something else. Raises PlainError without a label."""
    persona = the_persona(session, persona_id)
    field = _field(persona, field_key)
    wanted = replace(field, label=_field_label(label))
    if wanted == field:
        return persona
    with session.act(_("Rename a field")):
        return _put_field(session, persona, wanted)


def _field_label(label: str) -> str:
    cleaned = clean_line(label)
    if not cleaned:
        raise PlainError(_("Give the field a name."))
    return cleaned


def _field(persona: Persona, key: str) -> PersonaField:
    found = persona.field(key)
    if found is None:
        raise PlainError(_("The persona has no such field."))
    return found


def _put_field(session: Session, persona: Persona, field: PersonaField) -> Persona:
    fields = [field if known.key == field.key else known for known in persona.fields]
    if fields == persona.fields:
        return persona
    return session.put(replace(persona, fields=fields))
