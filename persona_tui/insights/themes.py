"""Themes: the marked lines of some people, which of them say the same, and how many customers that is.

A theme counts customers and not lines: who says much is one voice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from persona_tui.domain.claims import Claim, Standing, StandingKind
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.personas import FieldKey
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Theme
from persona_tui.i18n import _, ngettext
from persona_tui.insights.alike import Pair, alike_lines
from persona_tui.insights.grounds import Context
from persona_tui.insights.voices import FIELD_OF_MARK, Questions, Voice, voices_for

THEME_FIELDS = tuple(FIELD_OF_MARK.values())
"""The parts of the template that themes speak to: pains, goals, motivators, channels."""
_MARK_OF_FIELD = {field: mark for mark, field in FIELD_OF_MARK.items()}

Place = tuple[TargetKind, str, str]
"""The kind, the talk's id and the id of the line or passage."""


class WhyNot(StrEnum):
    """Why a line counts nowhere, if it does not."""

    COUNTS = ""
    IMAGINED = "imagined"
    MY_READING = "my_reading"
    NO_CONSENT = "no_consent"
    GONE = "gone"


class MarkedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of notes, or marked passage of a transcript, as it stands now.

    `fields` are the parts of the template that it speaks to; `why_not` says why it counts nowhere. Of a theme's line
    that no consent covers (any more) the text is "".
    """

    key: str
    person: str
    text: str
    evidence: Evidence
    fields: tuple[str, ...] = ()
    kind: LineKind | None = None
    why_not: WhyNot = WhyNot.COUNTS

    @property
    def counts(self) -> bool:
        """Whether it is somebody's voice."""
        return self.why_not is WhyNot.COUNTS


class ThemeSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A theme with its lines and how it stands among some people.

    `inside` are those of the lines that count and are these people's.
    """

    theme: Theme
    lines: tuple[MarkedLine, ...]
    standing: Standing
    inside: int

    @property
    def id(self) -> str:
        """The theme's id."""
        return self.theme.id


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that say nearly the same: to be a new theme, or to go into `theme` (an id). `key` is the same for the same
    lines.
    """

    key: str
    lines: tuple[MarkedLine, ...]
    field: str
    theme: str = ""


def place_now(evidence: Evidence, context: Context) -> Place:
    """Where a piece of evidence points; a line that was joined to another one is where that one is."""
    talk = context.interviews.get(evidence.container)
    found = talk.line(evidence.target) if talk is not None and evidence.kind is TargetKind.LINE else None
    return evidence.kind, evidence.container, found[1].id if found is not None else evidence.target


def key_of(place: Place) -> str:
    """A place as one word."""
    return ":".join((place[0].value, *place[1:]))


def marked_lines(
    people: Sequence[str], context: Context, questions: Questions | None = None, *, unmarked: bool = False
) -> list[MarkedLine]:
    """The lines of these people (ids) that are marked as a pain, goal, motivator or channel, in the order of the talks;
    with `unmarked`, those without a mark too whose question speaks to one of these.
    """
    found: dict[str, MarkedLine] = {}
    talks = list(context.interviews.values())
    for field in THEME_FIELDS:
        for voice in voices_for(field, people, context.view, talks, questions, within=context):
            is_marked = _MARK_OF_FIELD[field] in voice.marks
            if voice.evidence.kind in (TargetKind.LINE, TargetKind.CUE) and (is_marked or unmarked):
                line = _line(voice, field, context)
                known = found.get(line.key)
                found[line.key] = line if known is None else _with_field(known, field)
    return list(found.values())


def themes_seen(people: Collection[str], context: Context, lines: Iterable[MarkedLine] = ()) -> list[ThemeSeen]:
    """Every theme of the study as it stands among these people (ids), in the owner's order. `lines` are those that are
    known already.
    """
    known = {line.key: line for line in lines}
    return [_seen(theme, people, context, known) for theme in context.view.themes]


def loose_lines(lines: Iterable[MarkedLine], themes: Iterable[ThemeSeen], field: str = "") -> list[MarkedLine]:
    """Those of the lines that stand in no theme; of one kind, those that stand in no theme of that kind."""
    held: dict[str, set[str]] = {}
    for seen in themes:
        for line in seen.lines:
            held.setdefault(line.key, set()).add(seen.theme.field)
    if field:
        return [line for line in lines if field in line.fields and field not in held.get(line.key, ())]
    return [line for line in lines if line.key not in held]


def proposals(
    loose: Sequence[MarkedLine], themes: Sequence[ThemeSeen], likeness: Mapping[Pair, float], field: str = ""
) -> list[Proposal]:
    """What may belong together: loose lines like those of a theme, and loose lines like each other, the likest first;
    of lines that count.

    Lines are put beside lines of the same kind alone. `likeness` is that of all lines (`alike.pairs_alike`).
    """
    found: list[Proposal] = []
    taken = {line.key for line in loose if not line.counts}
    themes_of: dict[str, list[Theme]] = {}
    for seen in themes:
        for line in seen.lines:
            themes_of.setdefault(line.key, []).append(seen.theme)
    by_key = {line.key: line for line in loose if line.counts}
    for pair, _score in sorted(likeness.items(), key=lambda item: -item[1]):
        for key, other in (pair, pair[::-1]):
            fitting = [
                theme for theme in themes_of.get(other, ()) if key in by_key and theme.field in by_key[key].fields
            ]
            if fitting and key not in taken and field in ("", fitting[0].field):
                taken.add(key)
                proposed = Proposal(
                    key=f"{key}>{fitting[0].id}", lines=(by_key[key],), field=fitting[0].field, theme=fitting[0].id
                )
                found.append(proposed)
    for kind in (field,) if field else THEME_FIELDS:
        free = {line.key: line for line in loose if kind in line.fields and line.key not in taken}
        for group in alike_lines(free, likeness):
            taken |= set(group.keys)
            lines = tuple(free[key] for key in group.keys)
            found.append(Proposal(key="+".join(sorted(group.keys)), lines=lines, field=kind))
    return found


def theme_count(seen: ThemeSeen) -> str:
    """How many say so, in a few words: "4 of 6 customers asked, 7 lines; and 2 others"."""
    voices, known = len(seen.standing.voices), len(seen.standing.known)
    lines = ngettext("{n} line", "{n} lines", seen.inside).format(n=seen.inside)
    if seen.standing.kind is StandingKind.ASSUMPTION:
        shown = len(seen.lines)
        parts = [ngettext("{n} line that counts nowhere", "{n} lines that count nowhere", shown).format(n=shown)]
        if not shown:
            parts = [_("no lines yet")]
        elif seen.standing.others:
            parts = [_("none of these customers")]
    else:
        asked = ngettext("{n} of {m} customer asked", "{n} of {m} customers asked", known).format(n=voices, m=known)
        parts = [_("{asked}, {lines}").format(asked=asked, lines=lines)]
    if seen.standing.others:
        n = len(seen.standing.others)
        parts.append(ngettext("and {n} other", "and {n} others", n).format(n=n))
    return "; ".join(parts)


def lacking(claim: Claim, seen: ThemeSeen, context: Context) -> list[Evidence]:
    """The lines of a theme that count and that a claim neither rests on nor is contradicted by."""
    held = {place_now(item, context) for item in (*claim.evidence, *claim.against)}
    return [line.evidence for line in seen.lines if line.counts and place_now(line.evidence, context) not in held]


def has_newer_lines(claim: Claim, context: Context) -> bool:
    """Whether the theme that a claim was made of holds lines that the claim does not know; as far as the talks of the
    context tell.
    """
    theme = next((theme for theme in context.view.themes if claim.theme and theme.id == claim.theme), None)
    return theme is not None and bool(lacking(claim, _seen(theme, (), context, {}), context))


def kind_title(field: str) -> str:
    """What the lines of a kind are called."""
    return {
        FieldKey.PAINS: _("Pains"),
        FieldKey.GOALS: _("Goals"),
        FieldKey.MOTIVATORS: _("Motivators"),
        FieldKey.CHANNELS: _("Channels"),
    }[FieldKey(field)]


def matches(line: MarkedLine, name: str, typed: str) -> bool:
    """Whether a line, or the name of who said it, holds every word that is typed."""
    text = clean_line(f"{name} {line.text}").casefold()
    return all(word in text for word in typed.casefold().split())


def _line(voice: Voice, field: str, context: Context) -> MarkedLine:
    marked = tuple(FIELD_OF_MARK[mark] for mark in Mark if mark in voice.marks and mark in FIELD_OF_MARK)
    return MarkedLine(
        key=key_of(place_now(voice.evidence, context)),
        person=voice.person,
        text=voice.text,
        evidence=voice.evidence,
        fields=marked or (field,),
        kind=voice.kind,
        why_not=_why_not(voice.evidence, context),
    )


def _with_field(line: MarkedLine, field: str) -> MarkedLine:
    if field in line.fields:
        return line
    return msgspec.structs.replace(line, fields=(*line.fields, field))


def _seen(theme: Theme, people: Collection[str], context: Context, known: Mapping[str, MarkedLine]) -> ThemeSeen:
    lines: dict[str, MarkedLine] = {}
    for item in theme.evidence:
        line = _held(item, theme.field, context, known)
        lines.setdefault(line.key, line)
    claim = Claim(text=theme.name, evidence=list(theme.evidence))
    return ThemeSeen(
        theme=theme,
        lines=tuple(lines.values()),
        standing=context.claim_standing(claim, people),
        inside=sum(line.counts and line.person in people for line in lines.values()),
    )


def _held(item: Evidence, field: str, context: Context, known: Mapping[str, MarkedLine]) -> MarkedLine:
    """A theme's line: as it is known, or as the evidence has it. What counts is what the evidence points at."""
    key = key_of(place_now(item, context))
    why_not = _why_not(item, context)
    text, kind = _words(item, context) or (item.exact, None)
    fields = known[key].fields if key in known else (field,)
    shown = "" if why_not is WhyNot.NO_CONSENT else text
    return MarkedLine(key=key, person=item.person, text=shown, evidence=item, fields=fields, kind=kind, why_not=why_not)


def _why_not(item: Evidence, context: Context) -> WhyNot:
    if item.person not in context.real:
        return WhyNot.IMAGINED
    if context.counts(item):
        return WhyNot.COUNTS
    words = _words(item, context)
    if words is None or (item.kind is TargetKind.LINE and locate(words[0], item.exact) is None):
        return WhyNot.GONE
    return WhyNot.MY_READING if words[1] is LineKind.MY_READING else WhyNot.NO_CONSENT


def _words(item: Evidence, context: Context) -> tuple[str, LineKind] | None:
    """The line or passage that a piece of evidence points at, as it reads now, and whose words it is."""
    if item.kind is TargetKind.CUE:
        transcript = context.transcripts.get(item.container)
        cue = transcript.cue(item.target) if transcript is not None else None
        if cue is None or locate(cue.text, item.exact, item.prefix, item.suffix) is None:
            return None
        passage = next((part for part in cue.passages if part.id == item.target), None)
        return item.exact, passage.kind if passage is not None else LineKind.WORD_FOR_WORD
    talk = context.interviews.get(item.container)
    found = talk.line(item.target) if talk is not None else None
    return (found[1].text, found[1].kind) if found is not None else None
