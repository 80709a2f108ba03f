"""What fell away when a consent was withdrawn, or narrowed: what stood on somebody's words before, held against what
stands now. Said without the words.
"""

from __future__ import annotations

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import Persona
from persona_tui.i18n import _, ngettext
from persona_tui.insights.changes import repeats_lost_words
from persona_tui.insights.grounds import Context
from persona_tui.insights.mapping import mapped


def fell_away(before: Context, after: Context) -> list[str]:
    """Sentences on what personas, themes, the map and what is known have lost; empty where nothing rested on it.

    Both contexts must hold the same interviews and transcripts: only what people agreed to differs.
    """
    found = [_of_talks(before, after), _of_values(before, after)]
    found += [_of_persona(persona, before, after) for persona in after.view.personas]
    found += [_of_themes(before, after), _of_the_map(before, after)]
    return [sentence for sentence in found if sentence]


def _of_talks(before: Context, after: Context) -> str:
    """The talks with words in them that entered documents and do no more."""
    gone = [
        talk.id
        for talk in after.view.interviews
        if talk.has_words
        and any(before.covers(talk.consent, person) for person in talk.people)
        and not any(after.covers(talk.consent, person) for person in talk.people)
    ]
    return (
        ngettext(
            "{n} talk counts nowhere any more, and enters no document.",
            "{n} talks count nowhere any more, and enter no document.",
            len(gone),
        ).format(n=len(gone))
        if gone
        else ""
    )


def _of_values(before: Context, after: Context) -> str:
    lost = {value.id for value in before.values} - {value.id for value in after.values}
    return (
        ngettext(
            "{n} thing that was said in a talk is no longer known.",
            "{n} things that were said in talks are no longer known.",
            len(lost),
        ).format(n=len(lost))
        if lost
        else ""
    )


def _of_persona(persona: Persona, before: Context, after: Context) -> str:
    voices = assumptions = against = repeating = 0
    for field in persona.shown_fields:
        for claim in field.claims:
            was, now = before.claim_standing(claim, persona.people), after.claim_standing(claim, persona.people)
            if now.kind is StandingKind.ASSUMPTION and was.kind is not StandingKind.ASSUMPTION:
                assumptions += 1
            elif len(now.voices) + len(now.others) < len(was.voices) + len(was.others):
                voices += 1
            against += len(now.against) < len(was.against)
            repeating += repeats_lost_words(claim, after) and not repeats_lost_words(claim, before)
    parts: list[str] = []
    if voices:
        parts.append(ngettext("{n} sentence lost a voice", "{n} sentences lost a voice", voices).format(n=voices))
    if assumptions:
        parts.append(
            ngettext("{n} sentence became an assumption", "{n} sentences became assumptions", assumptions).format(
                n=assumptions
            )
        )
    if against:
        parts.append(
            ngettext(
                "{n} sentence has one voice less against it",
                "{n} sentences have one voice less against them",
                against,
            ).format(n=against)
        )
    if repeating:
        parts.append(
            ngettext(
                "{n} sentence repeats these words and has to be written anew",
                "{n} sentences repeat these words and have to be written anew",
                repeating,
            ).format(n=repeating)
        )
    if before.quote_counts(persona.quote) and not after.quote_counts(persona.quote):
        parts.append(_("the quote is gone"))
    if not parts:
        return ""
    return _("{persona}: {what}.").format(
        persona=persona.name or persona.archetype or _("a persona without a name"), what="; ".join(parts)
    )


def _of_themes(before: Context, after: Context) -> str:
    fewer = empty = 0
    for theme in after.view.themes:
        was = {piece.person for piece in theme.evidence if before.counts(piece)}
        now = {piece.person for piece in theme.evidence if after.counts(piece)}
        empty += bool(was) and not now
        fewer += bool(now) and now != was
    parts: list[str] = []
    if fewer:
        parts.append(
            ngettext("{n} theme counts a customer less", "{n} themes count a customer less", fewer).format(n=fewer)
        )
    if empty:
        parts.append(ngettext("{n} theme has nobody left", "{n} themes have nobody left", empty).format(n=empty))
    return _("{what}.").format(what="; ".join(parts)) if parts else ""


def _of_the_map(before: Context, after: Context) -> str:
    was = {(known.id, person) for known in mapped(before.view, before) for person in known.places}
    now = {(known.id, person) for known in mapped(after.view, after) for person in known.places}
    lost = len(was - now)
    return (
        ngettext(
            "{n} place on the map rested on these words, and is empty.",
            "{n} places on the map rested on these words, and are empty.",
            lost,
        ).format(n=lost)
        if lost
        else ""
    )
