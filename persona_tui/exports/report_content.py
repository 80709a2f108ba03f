"""What the report of a study says, in words and in order: nothing that the personas' sheets may not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from persona_tui.domain.attributes import Attribute
from persona_tui.domain.claims import StandingKind
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Persona
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.exports.content import SheetClaim, SheetContent, keys_of_care, last_change
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.report_content_compare import (
    Channels,
    ComparedRow,
    VariableLine,
    channels_of,
    compared,
    variable_lines,
)
from persona_tui.exports.report_content_people import ReportPerson, how_asked, people_of
from persona_tui.exports.report_content_reach import ReachPart, reach_of, review_of
from persona_tui.exports.wording import called_in_runs, count_interviews, count_people, day, span
from persona_tui.i18n import _, ngettext
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.view import StudyView


class ReportClaim(msgspec.Struct, kw_only=True, frozen=True):
    """A claim with its `number` in the report ("2.7": the seventh of the second persona), by which the parts of the
    report refer to it.
    """

    number: str
    bookmark: str
    claim: SheetClaim


class ReportPart(msgspec.Struct, kw_only=True, frozen=True):
    """A part of a persona's template."""

    title: str
    claims: list[ReportClaim] = msgspec.field(default_factory=list)


class ReportPersona(msgspec.Struct, kw_only=True, frozen=True):
    """A persona in the report. `people` is what its people are called; the counts are of its claims."""

    sheet: SheetContent
    parts: list[ReportPart] = msgspec.field(default_factory=list)
    people: list[str] = msgspec.field(default_factory=list)
    several: int = 0
    one: int = 0
    assumed: int = 0
    review: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.sheet.name or self.sheet.archetype or _("Not named yet")

    @property
    def claims(self) -> list[ReportClaim]:
        """All its claims in their order."""
        return [claim for part in self.parts for claim in part.claims]


class ReportContent(msgspec.Struct, kw_only=True, frozen=True):
    """The whole study for colleagues. `facts` are large numbers with what they count; `how` are sentences on how
    people were asked; `updated` is the study's last change, and the only date of the document.
    """

    language: str
    business: str
    purpose: str = ""
    facts: list[tuple[str, str]] = msgspec.field(default_factory=list)
    asked: str = ""
    review: str = ""
    how: list[str] = msgspec.field(default_factory=list)
    people: list[ReportPerson] = msgspec.field(default_factory=list)
    personas: list[ReportPersona] = msgspec.field(default_factory=list)
    lines: list[VariableLine] = msgspec.field(default_factory=list)
    differing: list[ComparedRow] = msgspec.field(default_factory=list)
    alike: list[ComparedRow] = msgspec.field(default_factory=list)
    channels: Channels | None = None
    reach: list[ReachPart] = msgspec.field(default_factory=list)
    left_out: list[str] = msgspec.field(default_factory=list)
    updated: datetime


def report_content(
    view: StudyView,
    personas: Sequence[Persona],
    sheets: Sequence[SheetContent],
    interviews: Sequence[Interview],
    *,
    attributes_by_key: Mapping[str, Attribute],
    questions: Mapping[str, Question],
    disclosure: Disclosure = CAREFUL,
    bank_titles: Mapping[str, str] | None = None,
    luck: Sequence[str] = (),
    together: Mapping[str, tuple[int, int]] | None = None,
    ground: Context | None = None,
) -> ReportContent:
    """The report on `personas`, whose `sheets` are given in the same order. `interviews` are all of the study's with
    their words; `bank_titles` says what the banks are called that they went along; `luck` are sentences on whether
    luck could have made the groups, and `together` on how many of how many things the people of a persona (id) stand
    together.
    """
    ground = ground or context(view, interviews)
    study = view.study
    of_care = keys_of_care(attributes_by_key, questions, disclosure)
    shown = [attribute for attribute in view.attributes if attribute.key not in of_care]
    differing, alike = compared(ground, personas, shown, disclosure)
    parts = [
        _persona(number, persona, sheet, view, disclosure)
        for number, (persona, sheet) in enumerate(zip(personas, sheets, strict=True), start=1)
    ]
    left_out = [
        _("{name}: {sentence}").format(name=each.name, sentence=sentence)
        for each in parts
        for sentence in (*each.sheet.left_out, *each.sheet.held_back)
    ]
    silent = sum(1 for talk in view.interviews if talk.has_words and not _covered(ground, talk.consent, talk.people))
    if silent:
        text = ngettext(
            "{n} interview is left out: no consent covers it.",
            "{n} interviews are left out: no consent covers them.",
            silent,
        )
        left_out.append(text.format(n=silent))
    if disclosure.redact:
        left_out.append(
            _(
                "Taken out are the names of people, companies and places that the study knows, e-mail addresses, and "
                "the words of all who have not agreed to sharing outside the business."
            )
        )
    return ReportContent(
        language=study.document_language,
        business=clean_line(study.business),
        purpose=clean_text(study.purpose).strip(),
        facts=_facts(view, ground, parts),
        asked=_when_asked(ground),
        review=review_of(view, personas),
        how=how_asked(view, ground, bank_titles or {}),
        people=people_of(view, ground, personas, disclosure),
        personas=parts,
        lines=variable_lines(ground, personas, of_care),
        differing=differing,
        alike=alike,
        channels=channels_of(view, personas),
        reach=reach_of(view, ground, personas, disclosure, luck, together),
        left_out=left_out,
        updated=last_change(view),
    )


def _persona(
    number: int, persona: Persona, sheet: SheetContent, view: StudyView, disclosure: Disclosure
) -> ReportPersona:
    parts: list[ReportPart] = []
    count = 0
    for section in sheet.sections:
        claims = []
        for claim in section.claims:
            count += 1
            place = f"{number}.{count}"
            claims.append(ReportClaim(number=place, bookmark=f"claim_{number}_{count}", claim=claim))
        if claims:
            parts.append(ReportPart(title=section.title, claims=claims))
    kinds = [claim.claim.kind for part in parts for claim in part.claims]
    return ReportPersona(
        sheet=sheet,
        parts=parts,
        people=called_in_runs(persona.people, view.people, view.consents, names=disclosure.naming),
        several=kinds.count(StandingKind.SEVERAL_VOICES),
        one=kinds.count(StandingKind.ONE_VOICE),
        assumed=kinds.count(StandingKind.ASSUMPTION),
        review=day(persona.review_on) if persona.review_on else "",
    )


def _when_asked(ground: Context) -> str:
    talks = [
        talk for talk in ground.view.interviews if talk.has_words and any(_covered(ground, talk.consent, talk.people))
    ]
    return span(talk.started_at for talk in talks if talk.started_at is not None)


def _covered(ground: Context, consent: str, people: Sequence[str]) -> list[str]:
    return [person for person in people if ground.covers(consent, person)]


def _facts(view: StudyView, ground: Context, personas: Sequence[ReportPersona]) -> list[tuple[str, str]]:
    """The numbers on the cover: customers, interviews, personas, claims."""
    talks = sum(1 for talk in view.interviews if talk.has_words and _covered(ground, talk.consent, talk.people))
    claims = sum(len(persona.claims) for persona in personas)
    assumed = sum(persona.assumed for persona in personas)
    counted = [
        _split(count_people(view.real_people), len(view.real_people)),
        _split(count_interviews(talks), talks),
        _split(ngettext("{n} persona", "{n} personas", len(personas)).format(n=len(personas)), len(personas)),
        _split(ngettext("{n} claim", "{n} claims", claims).format(n=claims), claims),
        _split(ngettext("{n} of them assumed", "{n} of them assumed", assumed).format(n=assumed), assumed),
    ]
    return [fact for fact in counted if fact[0] != "0" or fact is counted[1]]


def _split(text: str, n: int) -> tuple[str, str]:
    """ "7 customers" → ("7", "customers")."""
    return str(n), text.replace(str(n), "", 1).strip()
