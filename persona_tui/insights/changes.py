"""What changed in the claims of a persona since a version of it was kept, and why: by counts, never by percentages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import SourceKind
from persona_tui.domain.claims import Claim
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.personas import ClaimCount, Persona, PersonaVersion
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.insights.grounds import Context

REPEATED_WORDS = 4
"""So many words of somebody's line make a sentence repeat it."""


class Change(StrEnum):
    """What became of a claim. `TURNED`: it stands otherwise (an assumption, one voice, several), or as many speak
    against it as for it where that was not so, or the other way round. `ASKED`: the same voices, of more or fewer.
    """

    APPEARED = "appeared"
    TURNED = "turned"
    GAINED = "gained"
    LOST = "lost"
    ASKED = "asked"
    WENT = "went"


class Cause(StrEnum):
    """Why somebody counts for a claim as they did not before."""

    INTERVIEW = "interview"
    VALUE = "value"
    CHANNEL = "channel"
    ATTACHED = "attached"
    DETACHED = "detached"
    WORDS = "words"
    CONSENT = "consent"
    JOINED = "joined"
    LEFT = "left"


class SaidHow(StrEnum):
    """How somebody stands to a claim."""

    FOR = "for"
    AGAINST = "against"
    ASKED = "asked"


class ChangeReason(msgspec.Struct, frozen=True, kw_only=True):
    """One person (an id) who stands to a claim as they did not before: `how` they do now, or did until now where
    `is_lost`. `interview` is the id of the talk, where it was one.
    """

    person: str
    cause: Cause
    how: SaidHow
    is_lost: bool = False
    interview: str = ""


class ClaimChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one claim of the part `part`. `hides_text` says that the sentence repeats words which may no
    longer be shown.
    """

    claim: str
    part: str
    text: str
    change: Change
    before: ClaimCount | None = None
    after: ClaimCount | None = None
    reasons: tuple[ChangeReason, ...] = ()
    hides_text: bool = False


def counts_of(persona: Persona, ground: Context) -> list[ClaimCount]:
    """How the claims of a persona stand now, in the template's order."""
    return [count_of(claim, persona, ground) for field in persona.shown_fields for claim in field.claims]


def count_of(claim: Claim, persona: Persona, ground: Context) -> ClaimCount:
    """How one claim stands now."""
    standing = ground.claim_standing(claim, persona.people)
    return ClaimCount(
        claim=claim.id,
        text=claim.text,
        voices=list(standing.voices),
        known=list(standing.known),
        against=list(standing.against),
    )


def persona_of(version: PersonaVersion) -> Persona | None:
    """The persona as it was, without versions; None where its document can't be read."""
    try:
        return msgspec.convert({**version.document, "versions": []}, Persona, strict=False)
    except msgspec.ValidationError:
        return None


def changes_since(version: PersonaVersion, persona: Persona, ground: Context) -> list[ClaimChange]:
    """What became of the persona's claims since `version`, in the template's order; those that went come last.

    `ground` must hold the interviews that the persona rests on now.
    """
    before = {count.claim: count for count in version.counts}
    old = persona_of(version)
    old_people = set(old.people) if old is not None else set(persona.people)
    old_claims = dict(_claims(old)) if old is not None else {}
    found: list[ClaimChange] = []
    now = {claim.id: (part, claim) for part, claim in _all_claims(persona)}
    for key, (part, claim) in now.items():
        after = count_of(claim, persona, ground)
        was = before.get(key)
        change = Change.APPEARED if was is None else _change(was, after)
        if change is None:
            continue
        found.append(
            ClaimChange(
                claim=key,
                part=part,
                text=claim.text,
                change=change,
                before=was,
                after=after,
                reasons=tuple(_reasons(was, after, claim, persona, old_people, version, ground)) if was else (),
                hides_text=repeats_lost_words(claim, ground),
            )
        )
    for key, was in before.items():
        if key not in now:
            old_part, old_claim = old_claims.get(key, ("", None))
            hides = old_claim is not None and repeats_lost_words(old_claim, ground)
            found.append(
                ClaimChange(claim=key, part=old_part, text=was.text, change=Change.WENT, before=was, hides_text=hides)
            )
    return found


def repeats_lost_words(claim: Claim, ground: Context) -> bool:
    """Whether a claim's sentence repeats words that it rested on and that no longer count: they may not be shown."""
    return any(
        not ground.counts(item) and repeats(claim.text, item.exact)
        for item in (*claim.evidence, *claim.against)
        if item.kind in (TargetKind.LINE, TargetKind.CUE)
    )


def repeats(text: str, words: str) -> bool:
    """Whether a text holds so many words of a line, one after the other, that it repeats it."""
    said = words.casefold().split()
    whole = f" {' '.join(text.casefold().split())} "
    size = min(REPEATED_WORDS, len(said))
    if not size:
        return False
    return any(f" {' '.join(said[place : place + size])} " in whole for place in range(len(said) - size + 1))


def changed_by_interview(changes: Iterable[ClaimChange], interview: str) -> list[ClaimChange]:
    """Those of the changes that an interview brought."""
    return [change for change in changes if any(reason.interview == interview for reason in change.reasons)]


def _all_claims(persona: Persona) -> Iterator[tuple[str, Claim]]:
    for field in persona.shown_fields:
        for claim in field.claims:
            yield field.key, claim


def _claims(persona: Persona) -> Iterator[tuple[str, tuple[str, Claim]]]:
    for part, claim in _all_claims(persona):
        yield claim.id, (part, claim)


# --- how it changed --------------------------------------------------------------------------------------------


def _change(was: ClaimCount, now: ClaimCount) -> Change | None:
    if (was.voices, was.known, was.against) == (now.voices, now.known, now.against):
        return None
    if _stands(was) != _stands(now) or _is_outspoken(was) != _is_outspoken(now):
        return Change.TURNED
    gained = len(now.voices) - len(was.voices) - (len(now.against) - len(was.against))
    if gained:
        return Change.GAINED if gained > 0 else Change.LOST
    return Change.ASKED


def _stands(count: ClaimCount) -> int:
    return min(2, len(count.voices))


def _is_outspoken(count: ClaimCount) -> bool:
    """Whether as many speak against it as for it."""
    return bool(count.against) and len(count.against) >= len(count.voices)


# --- why -------------------------------------------------------------------------------------------------------


def _reasons(
    was: ClaimCount,
    now: ClaimCount,
    claim: Claim,
    persona: Persona,
    old_people: set[str],
    version: PersonaVersion,
    ground: Context,
) -> Iterator[ChangeReason]:
    about = {item.about for item in (*claim.evidence, *claim.against) if item.about}
    people = dict.fromkeys((*now.voices, *now.against, *now.known, *was.voices, *was.against, *was.known))
    for person in people:
        before, after = _how(was, person), _how(now, person)
        # Who was no more than asked and now says so, or the other way round, is told of once.
        for how in (each for each in SaidHow if each in after and each not in before):
            if how is not SaidHow.ASKED or not before:
                yield _gained(person, how, claim, about, persona, old_people, version, ground)
        for how in (each for each in SaidHow if each in before and each not in after):
            if how is not SaidHow.ASKED or not after:
                yield _lost(person, how, claim, about, persona, old_people, ground)


def _how(count: ClaimCount, person: str) -> set[SaidHow]:
    """How somebody stands to a claim; only who said nothing of it was no more than asked."""
    found = {SaidHow.FOR} if person in count.voices else set()
    found |= {SaidHow.AGAINST} if person in count.against else set()
    return found or ({SaidHow.ASKED} if person in count.known else set())


def _pieces(claim: Claim, person: str, how: SaidHow) -> list[Evidence]:
    pieces = {SaidHow.FOR: claim.evidence, SaidHow.AGAINST: claim.against}.get(how, [])
    return [item for item in pieces if item.person == person]


def _gained(
    person: str,
    how: SaidHow,
    claim: Claim,
    about: set[str],
    persona: Persona,
    old_people: set[str],
    version: PersonaVersion,
    ground: Context,
) -> ChangeReason:
    if person in persona.people and person not in old_people:
        return ChangeReason(person=person, cause=Cause.JOINED, how=how)
    pieces = [item for item in _pieces(claim, person, how) if ground.counts(item)]
    for item in pieces:
        talk = _talk_of(item, ground)
        if talk and talk not in version.interviews:
            return ChangeReason(person=person, cause=Cause.INTERVIEW, how=how, interview=talk)
    if pieces:
        cause = Cause.ATTACHED
        if pieces[0].kind is TargetKind.VALUE and _is_newer(pieces[0], version, ground):
            cause = Cause.VALUE
        return ChangeReason(person=person, cause=cause, how=how)
    for each in ground.view.interviews:
        if each.id not in version.interviews and person in each.people and about.intersection(each.asked):
            return ChangeReason(person=person, cause=Cause.INTERVIEW, how=how, interview=each.id)
    for value in ground.values:
        new = value.created > version.at and value.person == person and value.attribute in about
        if new and value.source_kind is SourceKind.INTERVIEW and value.source not in version.interviews:
            return ChangeReason(person=person, cause=Cause.INTERVIEW, how=how, interview=value.source)
        if new:
            return ChangeReason(person=person, cause=Cause.VALUE, how=how)
    if any(key.startswith("channel:") for key in about):
        return ChangeReason(person=person, cause=Cause.CHANNEL, how=how)
    return ChangeReason(person=person, cause=Cause.ATTACHED, how=how)


def _talk_of(item: Evidence, ground: Context) -> str:
    """The talk in which something was said or answered; "" for what was typed or imported."""
    if item.container:
        return item.container
    value = next((value for value in ground.values if value.id == item.target), None)
    return value.source if value is not None and value.source_kind is SourceKind.INTERVIEW else ""


def _is_newer(item: Evidence, version: PersonaVersion, ground: Context) -> bool:
    return any(value.id == item.target and value.created > version.at for value in ground.values)


def _lost(
    person: str,
    how: SaidHow,
    claim: Claim,
    about: set[str],
    persona: Persona,
    old_people: set[str],
    ground: Context,
) -> ChangeReason:
    def reason(cause: Cause, interview: str = "") -> ChangeReason:
        return ChangeReason(person=person, cause=cause, how=how, is_lost=True, interview=interview)

    if person in old_people and person not in persona.people:
        return reason(Cause.LEFT)
    talks = {talk.id: talk for talk in ground.view.interviews}
    for item in _pieces(claim, person, how):
        if item.kind is TargetKind.VALUE:
            return reason(Cause.VALUE)
        if item.kind is TargetKind.CHANNEL:
            return reason(Cause.CHANNEL)
        return reason(Cause.WORDS if _is_covered(talks.get(item.container), person, ground) else Cause.CONSENT)
    asked = [talk for talk in talks.values() if person in talk.people and about.intersection(talk.asked)]
    if any(not _is_covered(talk, person, ground) for talk in asked):
        return reason(Cause.CONSENT)
    return reason(Cause.VALUE if how is SaidHow.ASKED else Cause.DETACHED)


def _is_covered(talk: InterviewSummary | None, person: str, ground: Context) -> bool:
    return talk is None or ground.covers(talk.consent, person)
