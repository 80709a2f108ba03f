"""A persona's versions: keeping one, reading one, going back to one, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import ClaimCount, Persona, PersonaVersion
from persona_tui.domain.records import now, replace
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import field_title
from persona_tui.exports.wording import day
from persona_tui.i18n import _, ngettext
from persona_tui.insights.changes import (
    Cause,
    Change,
    ChangeReason,
    ClaimChange,
    SaidHow,
    changed_by_interview,
    changes_since,
    counts_of,
    persona_of,
    repeats_lost_words,
)
from persona_tui.insights.view import StudyView
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.persona_ground import Ground, ground_of, with_versions
from persona_tui.workflows.session import Session

_NOT_PART_OF_IT = ("versions", "rev", "updated")
"""What a version's document leaves out, or what says nothing of the persona when two are compared."""


def keep_version(session: Session, persona_id: str, why: str = "") -> Persona:
    """Keep the persona as it is now, with how its claims stand; nothing where the last version is just that."""
    ground = ground_of(session, persona_id)
    persona = ground.persona
    version = _version(ground, clean_line(why))
    last = persona.versions[-1] if persona.versions else None
    if last is not None and _is_the_same(last, version):
        return persona
    with session.act(_("Keep a version")):
        return session.put(replace(persona, versions=[*persona.versions, version]))


def _version(ground: Ground, why: str) -> PersonaVersion:
    document: dict[str, Any] = msgspec.to_builtins(ground.persona)
    document.pop("versions", None)
    talks = [talk.id for talk in ground.view.interviews if talk.has_words]
    counts = counts_of(ground.persona, ground.context)
    return PersonaVersion(at=now(), document=document, why=why, counts=counts, interviews=talks)


def _is_the_same(one: PersonaVersion, other: PersonaVersion) -> bool:
    def what(version: PersonaVersion) -> object:
        return {key: value for key, value in version.document.items() if key not in _NOT_PART_OF_IT}

    return (what(one), one.counts, one.interviews) == (what(other), other.counts, other.interviews)


def restore_version(session: Session, persona_id: str, place: int) -> Persona:
    """Go back to the version at `place` (0 is the oldest); the persona as it was until now is kept as a version.

    Raises PlainError where there is no such version, or it can't be read.
    """
    persona = the_persona(session, persona_id)
    version = _the_version(persona, place)
    wanted = persona_of(version)
    if wanted is None:
        raise PlainError(_("This version can’t be read. Nothing was changed."))
    known = {person.id for person in session.people()}
    with session.act(_("Go back to an earlier version")):
        kept = keep_version(session, persona_id, _("before going back to {day}").format(day=_when(version.at)))
        people = [person for person in wanted.people if person in known]
        return session.put(
            replace(wanted, id=kept.id, created=kept.created, order=kept.order, people=people, versions=kept.versions)
        )


def _the_version(persona: Persona, place: int) -> PersonaVersion:
    if not 0 <= place < len(persona.versions):
        raise PlainError(_("There is no such version."))
    return persona.versions[place]


# --- what changed ----------------------------------------------------------------------------------------------


def changes_of(ground: Ground, place: int = -1) -> list[ClaimChange]:
    """What became of the persona's claims since a version (the last one); nothing where none was kept."""
    versions = ground.persona.versions
    return changes_since(versions[place], ground.persona, ground.context) if versions else []


def changes_by_interview(session: Session, interview_id: str) -> list[tuple[Persona, int]]:
    """For each persona that has a version: how many of its claims an interview changed since; none is left out."""
    found: list[tuple[Persona, int]] = []
    for persona in session.personas():
        if persona.versions and interview_id not in persona.versions[-1].interviews:
            n = len(
                changed_by_interview(changes_of(with_versions(session, ground_of(session, persona.id))), interview_id)
            )
            if n:
                found.append((persona, n))
    return found


def notice_after(session: Session, interview_id: str) -> str:
    """What an interview changed: "The talk with Bram changed 3 sentences in Lotte."; "" where it changed nothing."""
    talk = session.interview(interview_id)
    found = changes_by_interview(session, interview_id) if talk is not None else []
    if talk is None or not found:
        return ""
    view = session.view()
    who = ", ".join(name_in(view, person) for person in talk.people)
    counted = _(" and ").join(
        ngettext("{n} sentence in {persona}", "{n} sentences in {persona}", n).format(
            n=n, persona=clean_line(persona.name) or _("a persona without a name")
        )
        for persona, n in found
    )
    return _("The talk with {who} changed {what}. Open the persona and press h to see which.").format(
        who=who, what=counted
    )


def name_in(view: StudyView, person_id: str) -> str:
    """What somebody is called in the study."""
    person = next((person for person in view.people if person.id == person_id), None)
    return clean_line(person.name) if person is not None else _("somebody")


def change_label(change: ClaimChange) -> str:
    """What a person reads for what became of a claim."""
    if change.change is Change.ASKED:
        before = len(change.before.known) if change.before is not None else 0
        after = len(change.after.known) if change.after is not None else 0
        return _("fewer asked") if after < before else _("more asked") if after > before else _("others asked")
    return {
        Change.APPEARED: _("new"),
        Change.TURNED: _("turned"),
        Change.GAINED: _("gained"),
        Change.LOST: _("lost"),
        Change.WENT: _("gone"),
    }[change.change]


def shown_text(change: ClaimChange) -> str:
    """The claim's sentence, or what stands in its place where it repeats words that may no longer be shown."""
    return _("(a sentence that repeated words which may no longer be shown)") if change.hides_text else change.text


def counts_words(count: ClaimCount | None) -> str:
    """How a claim stood: "2 of 3, 1 against"; "assumption"; "" for none."""
    if count is None:
        return ""
    shown = _("{voices} of {known}").format(voices=len(count.voices), known=len(count.known))
    words = shown if count.voices else _("assumption")
    if count.against:
        n = len(count.against)
        words += ", " + ngettext("{n} against", "{n} against", n).format(n=n)
    return words


def before_and_after(change: ClaimChange) -> str:
    """The counts on both sides: "2 of 3 → 3 of 4"."""
    before, after = counts_words(change.before), counts_words(change.after)
    if change.change is Change.APPEARED:
        return after
    return _("{before} → {after}").format(before=before, after=after) if after else before


def reason_words(reason: ChangeReason, view: StudyView) -> str:
    """Why somebody counts otherwise, in a sentence that repeats none of their words."""
    name = name_in(view, reason.person)
    if reason.cause is Cause.INTERVIEW:
        talk = next((talk for talk in view.interviews if talk.id == reason.interview), None)
        when = talk.started_at if talk is not None else None
        sentence = {
            SaidHow.FOR: _("{name} said so in a talk"),
            SaidHow.AGAINST: _("{name} spoke against it in a talk"),
            SaidHow.ASKED: _("{name} was asked in a talk, and did not say so"),
        }[reason.how].format(name=name)
        return _("{sentence} ({day})").format(sentence=sentence, day=_when(when)) if when is not None else sentence
    sentences = {
        Cause.JOINED: _("{name} is one of its customers now"),
        Cause.LEFT: _("{name} is no longer one of its customers"),
        Cause.CONSENT: _("no consent of {name} covers what was said any more"),
        Cause.WORDS: _("what {name} said was changed or removed in the notes"),
        Cause.CHANNEL: _("what is known of the channels of {name} changed"),
        Cause.DETACHED: _("what {name} said was taken off the sentence"),
        Cause.VALUE: _("what is recorded of {name} changed"),
        Cause.ATTACHED: _("words of {name} now speak against it")
        if reason.how is SaidHow.AGAINST
        else _("words of {name} now speak for it"),
    }
    return sentences[reason.cause].format(name=name)


def _when(moment: datetime) -> str:
    return day(moment.astimezone().date())


# --- reading one -----------------------------------------------------------------------------------------------


def version_title(version: PersonaVersion) -> str:
    """A version in one line: its day and time, and why it was kept."""
    moment = version.at.astimezone()
    when = _("{day}, {time}").format(day=day(moment.date()), time=f"{moment:%H:%M}")
    return _("{when}: {why}").format(when=when, why=clean_line(version.why)) if version.why else when


def version_lines(ground: Ground, version: PersonaVersion) -> list[tuple[str, str]]:
    """An earlier version to read, as (text, style): "heading", "muted" or "". Words that may no longer be shown are
    left out, whatever the version held.
    """
    persona = persona_of(version)
    if persona is None:
        return [(_("This version can’t be read."), "muted")]
    counts = {count.claim: count for count in version.counts}
    lines = [(clean_line(persona.name) or _("(no name yet)"), "heading")]
    if persona.archetype:
        lines.append((clean_line(persona.archetype), ""))
    if persona.quote is not None and persona.quote.pieces:
        shown = ground.context.quote_counts(persona.quote)
        lines.append((f"“{clean_line(persona.quote.text)}”" if shown else _("(the quote may no longer be shown)"), ""))
    lines += [("", ""), (_people_words(ground, persona.people), "muted")]
    if persona.reason:
        lines.append((clean_line(persona.reason), "muted"))
    for field in persona.shown_fields:
        lines += [("", ""), (field_title(field.key, field.label), "heading")]
        lines += [_claim_line(ground, claim, counts.get(claim.id)) for claim in field.claims] or [("–", "muted")]
    return lines


def _claim_line(ground: Ground, claim: Claim, count: ClaimCount | None) -> tuple[str, str]:
    hidden = repeats_lost_words(claim, ground.context)
    text = _("(words that may no longer be shown)") if hidden else clean_line(claim.text)
    return _("· {sentence}  {counts}").format(sentence=text, counts=counts_words(count)).rstrip(), ""


def _people_words(ground: Ground, people: Sequence[str]) -> str:
    known = {person.id for person in ground.view.people}
    names = [ground.name_of(person) for person in people if person in known]
    gone = len(people) - len(names)
    if gone:
        names.append(
            ngettext("{n} who is no longer in the study", "{n} who are no longer in the study", gone).format(n=gone)
        )
    return _("Built from {names}").format(names=", ".join(names)) if names else _("Built from nobody yet")
