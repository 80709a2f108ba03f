"""A study as the counts see it: every record but the words of interviews."""

from __future__ import annotations

import msgspec

from persona_tui.domain.attributes import Attribute, Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.consent import Consent, Scope, covers
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.variables import Pattern, Placement, Theme, Variable


class StudyView(msgspec.Struct, kw_only=True, frozen=True):
    """`attributes` are the picked ones in their order; `people` and `personas` are in theirs."""

    study: Study
    attributes: list[Attribute] = msgspec.field(default_factory=list)
    people: list[Person] = msgspec.field(default_factory=list)
    values: list[Value] = msgspec.field(default_factory=list)
    consents: list[Consent] = msgspec.field(default_factory=list)
    interviews: list[InterviewSummary] = msgspec.field(default_factory=list)
    channel_uses: list[ChannelUse] = msgspec.field(default_factory=list)
    channel_readings: list[ChannelReading] = msgspec.field(default_factory=list)
    personas: list[Persona] = msgspec.field(default_factory=list)
    variables: list[Variable] = msgspec.field(default_factory=list)
    placements: list[Placement] = msgspec.field(default_factory=list)
    patterns: list[Pattern] = msgspec.field(default_factory=list)
    themes: list[Theme] = msgspec.field(default_factory=list)

    def consent(self, consent_id: str) -> Consent | None:
        """A consent by id, or None."""
        return next((consent for consent in self.consents if consent.id == consent_id), None)

    def interview_counts(self, interview_consent: str, scope: Scope = Scope.NOTES) -> bool:
        """Whether an interview that rests on the consent with that id counts (or its words may be quoted …)."""
        return covers(self.consent(interview_consent), scope)

    @property
    def real_people(self) -> list[Person]:
        """Everybody who is not imagined."""
        return [person for person in self.people if not person.imagined]
