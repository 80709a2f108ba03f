"""What stands beside a part of a persona: what its customers said and are, in groups, ready to be attached."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import msgspec

from persona_tui.domain.attributes import Kind
from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.marks import LineKind
from persona_tui.domain.personas import FieldKey
from persona_tui.i18n import _, ngettext
from persona_tui.insights.channel_words import channel_label
from persona_tui.insights.coherence import WHAT_THEY_WANT
from persona_tui.insights.tallies import ProposedClaim, Spread, proposed_claim
from persona_tui.insights.voices import QUOTE, Voice, spreads_for, voices_for
from persona_tui.workflows.persona_ground import Ground
from persona_tui.workflows.personas import add_claim, attach, detach
from persona_tui.workflows.session import Session

Place = tuple[TargetKind, str, str]
"""The kind, the talk's id and the id of the line, value or use."""

_NO_PART = "-"
"""No field's key: what is asked for under it is what speaks to no part of the template."""


class Reach(StrEnum):
    """How much is shown: what speaks to this part, all that these customers said, or the other customers on it."""

    PART = "part"
    ALL = "all"
    OTHERS = "others"


class Side(StrEnum):
    """How a source stands to a claim; `PARTLY` when only some of it is attached."""

    NONE = "none"
    FOR = "for"
    PARTLY = "partly"
    AGAINST = "against"


class Origin(StrEnum):
    """What a source is."""

    SPREAD = "spread"
    ANSWER = "answer"
    LINE = "line"
    USE = "use"
    ATTACHED = "attached"
    FIGURES = "figures"


@dataclass(frozen=True)
class Source:
    """One thing to attach: a line, a channel's use, one answer with all who gave it, or an attribute's whole spread.

    `person` is who said it (a name), "" for several; `why_not` says why it supports no claim ("" when it does).
    """

    key: str
    origin: Origin
    text: str
    evidence: tuple[Evidence, ...] = ()
    person: str = ""
    note: str = ""
    voice: Voice | None = None
    proposed: ProposedClaim | None = None
    why_not: str = ""

    @cached_property
    def places(self) -> frozenset[Place]:
        """Where its evidence points."""
        return frozenset(place_of(item) for item in self.evidence)


@dataclass
class SourceGroup:
    """Sources under a heading: a question or attribute. `count` says of how many it is known."""

    title: str
    count: str = ""
    sources: list[Source] = field(default_factory=list)


def sources_for(
    ground: Ground, field_key: str, claim: Claim | None = None, reach: Reach = Reach.PART
) -> list[SourceGroup]:
    """What speaks to a part of the template, in groups; first what `claim` rests on that stands in none of them.

    For `Reach.OTHERS`, `ground` must be one `with_everybody`.
    """
    groups = groups_for(ground, field_key, reach)
    return [*attached_elsewhere(ground, claim, places_in(groups)), *groups]


def groups_for(ground: Ground, field_key: str, reach: Reach = Reach.PART) -> list[SourceGroup]:
    """What speaks to a part of the template, in groups, whatever its claims rest on."""
    people = list(ground.persona.people)
    if reach is Reach.OTHERS:
        people = [person.id for person in ground.view.people if person.id not in people]
    groups = [] if reach is Reach.ALL else _spread_groups(ground, field_key, people)
    groups += _voice_groups(ground, _voices(ground, field_key, people, reach), reach)
    if field_key == FieldKey.CHANNELS and reach is Reach.PART:
        groups += _figures(ground)
    return groups


def part_of_words(ground: Ground, places: Collection[Place]) -> str:
    """The part in which a goal, pain or motivator can rest on words at these places: the one that they speak to, else
    the first that the persona has; "" where it has none of the three.
    """
    parts = [part.key for part in ground.persona.shown_fields if part.key in WHAT_THEY_WANT]
    spoken_to = (part for part in parts if not places_in(groups_for(ground, part)).isdisjoint(places))
    return next(spoken_to, parts[0] if parts else "")


class Sides:
    """How sources stand to a claim: where it points is looked up once for all of them."""

    def __init__(self, claim: Claim | None) -> None:
        self._supporting = {place_of(item) for item in claim.evidence} if claim is not None else set()
        self._opposing = {place_of(item) for item in claim.against} if claim is not None else set()

    def changed_from(self, other: Sides) -> set[Place]:
        """Where sources point that may stand otherwise than they stood."""
        return (self._supporting ^ other._supporting) | (self._opposing ^ other._opposing)

    def of(self, source: Source) -> Side:
        """How a source stands."""
        places = source.places
        if not places:
            return Side.NONE
        if places <= self._supporting:
            return Side.FOR
        if places <= self._opposing:
            return Side.AGAINST
        apart = places.isdisjoint(self._supporting) and places.isdisjoint(self._opposing)
        return Side.NONE if apart else Side.PARTLY


def side_of(claim: Claim | None, source: Source) -> Side:
    """How a source stands to a claim."""
    return Sides(claim).of(source)


def place_of(evidence: Evidence) -> Place:
    """Where a piece of evidence points, whatever words of that line it takes."""
    return evidence.kind, evidence.container, evidence.target


def used_places(ground: Ground) -> set[Place]:
    """Where any claim of the persona points already."""
    claims = [claim for part in ground.persona.fields for claim in part.claims]
    return {place_of(item) for claim in claims for item in (*claim.evidence, *claim.against)}


def part_of_line(voice: Voice, start: int, end: int) -> Evidence:
    """The evidence that points at some of a line's words."""
    exact, prefix, suffix = select(voice.text, start, end)
    return msgspec.structs.replace(voice.evidence, exact=exact, prefix=prefix, suffix=suffix)


# --- acts ------------------------------------------------------------------------------------------------------


def set_side(session: Session, ground: Ground, claim: Claim, source: Source, *, against: bool = False) -> Side:
    """Attach a source to a claim, or set it against; where it stands on that side already, take it off again.

    Raises PlainError with the reason where the source can support nothing.
    """
    wanted = Side.AGAINST if against else Side.FOR
    now = side_of(claim, source)
    if source.why_not and now is not wanted:
        raise PlainError(source.why_not)
    label = _("Detach") if now is wanted else _("Mark as contradicting") if against else _("Attach")
    with session.act(label):
        for item in (*claim.evidence, *claim.against):
            if place_of(item) in source.places:
                detach(session, ground.persona.id, claim.id, item)
        if now is not wanted:
            for item in source.evidence:
                attach(session, ground.persona.id, claim.id, item, against=against)
    return Side.NONE if now is wanted else wanted


def claim_from(session: Session, ground: Ground, field_key: str, source: Source) -> Claim:
    """A new claim in the words of a source, resting on it; an assumption where the source supports nothing."""
    proposed = source.proposed or ProposedClaim(text=source.text, evidence=list(source.evidence), against=[])
    if source.why_not:
        proposed = ProposedClaim(text=proposed.text, evidence=[], against=[])
    with session.act(_("Add a sentence")):
        claim = add_claim(session, ground.persona.id, field_key, proposed.text, proposed.evidence)
        for item in proposed.against:
            claim = attach(session, ground.persona.id, claim.id, item, against=True)
    return claim


# --- the groups ------------------------------------------------------------------------------------------------


def _spread_groups(ground: Ground, field_key: str, people: list[str]) -> list[SourceGroup]:
    found = spreads_for(field_key, people, ground.view, ground.context)
    return [_spread_group(ground, each) for each in found if each.known]


def _spread_group(ground: Ground, found: Spread) -> SourceGroup:
    """Each answer with those who gave it, and before them numbers as their span, and texts as all of them."""
    count = _("known of {n} of {m}").format(n=len(found.known), m=len(found.known) + len(found.unknown))
    why_not = "" if set(found.known) <= ground.context.real else _imagined(ground.name_of(found.known[0]))
    answers = [_answer(ground, found, label, people, why_not) for label, people in found.rows]
    if len(answers) == 1:
        return SourceGroup(found.attribute.label, count, [replace(answers[0], proposed=proposed_claim(found))])
    if found.attribute.options:
        return SourceGroup(found.attribute.label, count, answers)
    whole = Source(
        key=f"spread:{found.attribute.key}",
        origin=Origin.SPREAD,
        text=_("All of these") if found.attribute.kind is Kind.TEXT else found.text.partition(" (")[0],
        evidence=tuple(found.evidence),
        proposed=proposed_claim(found),
        why_not=why_not,
    )
    return SourceGroup(found.attribute.label, count, [whole, *answers])


def _answer(ground: Ground, found: Spread, label: str, people: tuple[str, ...], why_not: str) -> Source:
    pieces = tuple(item for item in found.evidence if item.person in people)
    others = [item for item in found.evidence if item.person not in people] if found.attribute.options else []
    sentence = _("{label}: {shown}").format(label=found.attribute.label, shown=label)
    return Source(
        key=f"answer:{found.attribute.key}:{label}",
        origin=Origin.ANSWER,
        text=label,
        evidence=pieces,
        person=", ".join(ground.name_of(person) for person in people),
        note=_("{n} of {m}").format(n=len(people), m=len(found.known)),
        proposed=ProposedClaim(text=sentence, evidence=list(pieces), against=others),
        why_not=why_not,
    )


def _voices(ground: Ground, field_key: str, people: list[str], reach: Reach) -> list[Voice]:
    """Lines and uses of channels: what attributes say stands in their spreads."""
    keys = [field_key]
    if reach is Reach.ALL:
        keys = list(dict.fromkeys([field_key, *FieldKey, QUOTE, _NO_PART]))
    found: dict[Evidence, Voice] = {}
    for key in keys:
        talks, questions = ground.interviews, ground.questions
        for voice in voices_for(key, people, ground.view, talks, questions, within=ground.context):
            if voice.evidence.kind is not TargetKind.VALUE:
                found.setdefault(voice.evidence, voice)
    return list(found.values())


def _voice_groups(ground: Ground, voices: Iterable[Voice], reach: Reach) -> list[SourceGroup]:
    groups: dict[str, SourceGroup] = {}
    for voice in voices:
        is_use = voice.evidence.kind is TargetKind.CHANNEL
        group = groups.get(voice.question)
        if group is None:
            asked = ground.asked(voice.question) if reach is not Reach.OTHERS and not is_use else 0
            count = ngettext("{n} asked", "{n} asked", asked).format(n=asked) if asked else ""
            group = groups[voice.question] = SourceGroup(voice.question_text, count)
        group.sources.append(
            Source(
                key=f"{voice.evidence.kind.value}:{voice.interview}:{voice.target}",
                origin=Origin.USE if is_use else Origin.LINE,
                text=voice.text,
                evidence=(voice.evidence,),
                person=ground.name_of(voice.person),
                voice=voice,
                why_not=_why_not(ground, voice),
            )
        )
    return list(groups.values())


def _figures(ground: Ground) -> list[SourceGroup]:
    why_not = _("These figures are about everybody who uses the channel, not about these customers.")
    sources = [
        Source(
            key=f"figures:{reading.id}",
            origin=Origin.FIGURES,
            text=reading.says,
            person=channel_label(reading.channel),
            note=reading.source,
            why_not=why_not,
        )
        for reading in ground.view.channel_readings
    ]
    return [SourceGroup(_("What your own figures say"), sources=sources)] if sources else []


def places_in(groups: Iterable[SourceGroup]) -> set[Place]:
    """Where the sources of some groups point."""
    return {place for group in groups for source in group.sources for place in source.places}


def attached_elsewhere(ground: Ground, claim: Claim | None, shown: Collection[Place]) -> list[SourceGroup]:
    """What the claim rests on that is not `shown`: words of another part, or that are gone."""
    if claim is None:
        return []
    sources = [
        Source(
            key=f"attached:{item.kind.value}:{item.container}:{item.target}:{item.exact}",
            origin=Origin.ATTACHED,
            text=item.exact or _("(no words)"),
            evidence=(item,),
            person=ground.name_of(item.person),
            note="" if ground.context.counts(item) else _("no longer counts: changed, gone, or without consent"),
        )
        for item in (*claim.evidence, *claim.against)
        if place_of(item) not in shown
    ]
    return [SourceGroup(_("Attached from elsewhere"), sources=sources)] if sources else []


def _why_not(ground: Ground, voice: Voice) -> str:
    if voice.counts:
        return ""
    if voice.person not in ground.context.real:
        return _imagined(ground.name_of(voice.person))
    if voice.kind is LineKind.MY_READING:
        return _("This is your own reading, nobody said it. Enter makes it a sentence of its own, as an assumption.")
    if voice.evidence.kind is TargetKind.CUE:
        return _(
            "There is no consent of {name} to recording, so what was written out from one counts nowhere. "
            "Record it on the interviews step."
        ).format(name=ground.name_of(voice.person))
    return _(
        "There is no consent of {name} to notes, so these words count nowhere. Record it on the interviews step."
    ).format(name=ground.name_of(voice.person))


def _imagined(name: str) -> str:
    return _("{name} is imagined: what you imagine stays an assumption.").format(name=name)
