"""The words that a place on the map may rest on: what one customer said and is, those asked for it first."""

from __future__ import annotations

from persona_tui.banks.variables import ready_variable
from persona_tui.domain.claims import Claim
from persona_tui.domain.evidence import TargetKind
from persona_tui.domain.marks import LineKind
from persona_tui.domain.personas import FieldKey, Persona
from persona_tui.domain.variables import Placement, Variable
from persona_tui.i18n import _
from persona_tui.insights.contents import show_content
from persona_tui.insights.coverage import by_cell, current
from persona_tui.insights.tallies import value_evidence
from persona_tui.insights.view import StudyView
from persona_tui.insights.voices import QUOTE, Voice, context, voices_for
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.persona_ground import Ground
from persona_tui.workflows.persona_sources import Origin, Source, SourceGroup, place_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import questions_of
from persona_tui.workflows.variables import FROM_BANK

_NO_PART = "-"
"""No field's key: what is asked for under it is what speaks to no part of the template."""


def ground_of_person(session: Session, person_id: str, view: StudyView | None = None) -> Ground:
    """What one customer said and is, as the builder's lists show it."""
    found = view or session.view()
    interviews = session.interviews_of({person_id})
    within = context(found, interviews, transcripts_of(session, interviews))
    return Ground(Persona(people=[person_id]), found, interviews, within, questions_of(interviews))


def words_for_place(ground: Ground, variable: Variable) -> list[SourceGroup]:
    """All that the ground's customer said, in groups by question: those that ask for the variable first, then the
    other questions, then what is recorded of them.
    """
    person = ground.persona.people[0]
    asked_by = _asked_by(ground, variable)
    lines: dict[tuple[str, str], Voice] = {}
    for key in dict.fromkeys((*FieldKey, QUOTE, _NO_PART)):
        for voice in voices_for(key, [person], ground.view, ground.interviews, ground.questions, within=ground.context):
            if voice.evidence.kind is not TargetKind.VALUE:
                lines.setdefault((voice.interview, voice.target), voice)
    groups: dict[str, SourceGroup] = {}
    for voice in sorted(lines.values(), key=lambda voice: (voice.evidence.kind is TargetKind.CHANNEL, voice.at)):
        group = groups.setdefault(voice.question, SourceGroup(voice.question_text))
        group.sources.append(
            Source(
                key=f"{voice.evidence.kind.value}:{voice.interview}:{voice.target}",
                origin=Origin.LINE,
                text=voice.text,
                evidence=(voice.evidence,),
                voice=voice,
                why_not="" if voice.counts else _("These words count nowhere: there is no consent that covers them."),
            )
        )
    ordered = sorted(groups, key=lambda key: asked_by.index(key) if key in asked_by else len(asked_by))
    return [*(groups[key] for key in ordered), *_recorded(ground, person)]


def words_on(ground: Ground, variable: Variable) -> list[str]:
    """What the ground's customer said to the questions that ask for the variable, as noted."""
    person, found = ground.persona.people[0], []
    for question in dict.fromkeys(_asked_by(ground, variable)):
        for talk in ground.interviews:
            answer = talk.answer(question) if question else None
            for line in answer.lines if answer is not None else ():
                if line.text.strip() and (line.speaker or talk.people[0]) == person:
                    found.append(f"“{line.text}”" if line.kind is LineKind.WORD_FOR_WORD else line.text)
    return found


def _asked_by(ground: Ground, variable: Variable) -> tuple[str, ...]:
    """The keys of the questions that ask for a variable, the most direct one first."""
    ready = ready_variable(variable.source.removeprefix(FROM_BANK), ground.view.study.bank_language)
    return (variable.question, *(ready.questions if ready is not None else ()))


def _recorded(ground: Ground, person: str) -> list[SourceGroup]:
    """What attributes say of somebody."""
    known = by_cell(ground.context.values)
    sources: list[Source] = []
    for attribute in ground.view.attributes:
        value = current(known.get((person, attribute.key), ()))
        if value is None or value.content is None:
            continue
        shown = show_content(attribute, value.content, ground.view.study.currency)
        sources.append(
            Source(
                key=f"value:{value.id}",
                origin=Origin.LINE,
                text=_("{label}: {shown}").format(label=attribute.label, shown=shown),
                evidence=(value_evidence(value),),
            )
        )
    return [SourceGroup(_("What is recorded"), sources=sources)] if sources else []


def as_claim(placement: Placement) -> Claim:
    """A placement as the lists of evidence know what is ticked."""
    return Claim(id=placement.id, text="-", evidence=list(placement.evidence))


def words_of_place(ground: Ground, placement: Placement) -> list[str]:
    """The words that a placement rests on, as they are shown; what falls away is left out."""
    found: list[str] = []
    by_place = {place_of(item): item for item in placement.evidence if ground.context.counts(item)}
    for item in by_place.values():
        if item.exact:
            found.append(item.exact)
            continue
        value = next((value for value in ground.view.values if value.id == item.target), None)
        attribute = next((known for known in ground.view.attributes if known.key == item.about), None)
        if value is not None and attribute is not None and value.content is not None:
            shown = show_content(attribute, value.content, ground.view.study.currency)
            found.append(_("{label}: {shown}").format(label=attribute.label, shown=shown))
    return found
