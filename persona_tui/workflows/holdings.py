"""What an open study holds, as screens and commands read it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.domain.attributes import Attribute, SourceKind, Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.consent import Consent, latest_consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person, in_order
from persona_tui.domain.personas import Persona
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.variables import Pattern, Placement, Theme, Variable
from persona_tui.insights.view import StudyView
from persona_tui.storage.folder import StudyFolder


class Holdings:
    """The records of one open study, in the order in which people see them."""

    def __init__(self, folder: StudyFolder) -> None:
        self.folder = folder

    @property
    def path(self) -> Path:
        """The study's folder."""
        return self.folder.path

    @property
    def study(self) -> Study:
        """The study's own record."""
        return self.folder.study

    def people(self) -> list[Person]:
        """Everybody in the study, as screens list them."""
        return in_order(self.folder.all(Person))

    def person(self, person_id: str) -> Person | None:
        """Somebody by id, or None."""
        return self.folder.get(Person, person_id)

    def interview(self, interview_id: str) -> Interview | None:
        """An interview by id, read from its file when it is not in memory."""
        return self.folder.get(Interview, interview_id)

    def personas(self) -> list[Persona]:
        """The personas in their order."""
        return sorted(self.folder.all(Persona), key=lambda persona: (persona.order, persona.created, persona.id))

    def persona(self, persona_id: str) -> Persona | None:
        """A persona by id, or None."""
        return self.folder.get(Persona, persona_id)

    def variables(self) -> list[Variable]:
        """What customers stand apart on, in the owner's order."""
        return sorted(self.folder.all(Variable), key=lambda variable: (variable.order, variable.created, variable.id))

    def themes(self) -> list[Theme]:
        """The themes in their order."""
        return sorted(self.folder.all(Theme), key=lambda theme: (theme.order, theme.created, theme.id))

    def values(self) -> list[Value]:
        """Everything that any source says about anybody."""
        return self.folder.all(Value)

    def catalogue(self) -> tuple[Attribute, ...]:
        """Every attribute that can be picked: the program's, then the study's own."""
        return (*load_catalogue(self.study.bank_language), *self.study.own_attributes)

    def attribute(self, key: str) -> Attribute | None:
        """An attribute by key, or None."""
        return next((attribute for attribute in self.catalogue() if attribute.key == key), None)

    def picked(self) -> list[Attribute]:
        """The attributes that count in this study, in their order."""
        by_key = {attribute.key: attribute for attribute in self.catalogue()}
        return [by_key[key] for key in self.study.picked if key in by_key]

    def view(self) -> StudyView:
        """Everything that counts are made from, without the words of interviews; what somebody said of themselves in a
        talk is not known any more once they have withdrawn their consent to it.
        """
        consents, talks = self.folder.all(Consent), self.folder.interview_summaries()
        return StudyView(
            study=self.study,
            attributes=self.picked(),
            people=self.people(),
            values=_not_withdrawn(self.values(), consents, talks),
            consents=consents,
            interviews=talks,
            channel_uses=self.folder.all(ChannelUse),
            channel_readings=self.folder.all(ChannelReading),
            personas=self.personas(),
            variables=self.variables(),
            placements=self.folder.all(Placement),
            patterns=self.folder.all(Pattern),
            themes=self.themes(),
        )

    def interviews_of(self, people: set[str] | None = None) -> list[Interview]:
        """The interviews with any of `people` (ids), with their words; all of them for None. The oldest first."""
        summaries = self.folder.interview_summaries()
        return self.interviews_by_id(s.id for s in summaries if people is None or people & set(s.people))

    def interviews_by_id(self, ids: Iterable[str]) -> list[Interview]:
        """The interviews with these ids, in that order, with their words; those that are gone are left out."""
        found = (self.interview(interview_id) for interview_id in ids)
        return [interview for interview in found if interview is not None]


def _not_withdrawn(values: list[Value], consents: list[Consent], talks: list[InterviewSummary]) -> list[Value]:
    """The values without those of talks whose consent was withdrawn, by whoever it is of or who said them."""
    withdrawn = {consent.id for consent in consents if consent.withdrawn_on is not None}
    if not withdrawn:
        return values
    gone = {talk.id for talk in talks if talk.consent in withdrawn}
    people = {consent.person for consent in consents if consent.id in withdrawn}
    latest = {person: latest_consent(person, consents) for person in people}
    changed_mind = {person for person, consent in latest.items() if consent is not None and consent.id in withdrawn}
    return [
        value
        for value in values
        if value.source_kind is not SourceKind.INTERVIEW
        or (value.source not in gone and value.person not in changed_mind)
    ]
