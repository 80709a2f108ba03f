"""Everything behind a claim's count: who said what, against whom, who was not asked, and who else says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from persona_tui.domain.attributes import Kind, Known, SourceKind, Value
from persona_tui.domain.claims import Claim, Standing
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview
from persona_tui.domain.marks import LineKind
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import field_title
from persona_tui.i18n import _
from persona_tui.insights.channel_words import channel_label
from persona_tui.insights.contents import show_content
from persona_tui.insights.coverage import disagrees
from persona_tui.insights.grounds import CHANNEL_ABOUT
from persona_tui.insights.tallies import spread
from persona_tui.insights.voices import use_text
from persona_tui.workflows.persona_ground import Ground

_NUMBERS = (Kind.NUMBER, Kind.YEAR, Kind.SCALE)


class Whose(StrEnum):
    """Whether somebody is one of the persona's customers."""

    MEMBER = "member"
    OTHER = "other"
    IMAGINED = "imagined"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that speaks for or against a claim. `words` are those of the line, cue, value or channel's use.

    `interview` and `line` say where it was said ("" for what was typed or imported), `said_at` when, `second` at which
    second of the talk. `counts` is False for words that are gone or may not be used; `words` is "" then where no
    consent covers them.
    """

    person: str
    name: str
    is_against: bool
    whose: Whose
    kind: TargetKind
    words: str
    said_how: LineKind | None = None
    question: str = ""
    interview: str = ""
    line: str = ""
    said_at: datetime | None = None
    second: int | None = None
    counts: bool = True
    why_not: str = ""
    evidence: Evidence


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was asked and does not say so; `interview` is the talk, "" for what is recorded, `line` the first
    one of the answer where the ground holds that talk, and `about` are the keys of the questions that it may be.
    """

    person: str
    name: str
    whose: Whose
    question: str = ""
    interview: str = ""
    line: str = ""
    about: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two sources that say different things of somebody a claim rests on."""

    name: str
    label: str
    counted: str
    also: str
    source: str = ""


class ClaimEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its standing, and everything behind it. `not_asked` and `imagined` are names."""

    claim: Claim
    part: str
    title: str
    standing: Standing
    words: str
    pieces: tuple[Piece, ...]
    silent: tuple[Silent, ...]
    conflicts: tuple[Conflict, ...]
    not_asked: tuple[str, ...]
    imagined: tuple[str, ...]


def evidence_of_claim(
    ground: Ground, claim: Claim, part: str = "", name_of: Callable[[str], str] | None = None
) -> ClaimEvidence:
    """Everything behind one claim; `name_of` says what people are called (what the study calls them)."""
    called = name_of or ground.name_of
    standing = ground.standing(claim)
    field = ground.persona.field(part)
    return ClaimEvidence(
        claim=claim,
        part=part,
        title=field_title(part, field.label if field is not None else ""),
        standing=standing,
        words=ground.standing_words(claim),
        pieces=tuple(_pieces(ground, claim, called)),
        silent=tuple(_silent(ground, claim, standing, called)),
        conflicts=tuple(conflicts_of(ground, claim, called)),
        not_asked=tuple(called(person) for person in standing.not_asked),
        imagined=tuple(called(person) for person in ground.persona.people if person not in ground.context.real),
    )


def evidence_of(ground: Ground, name_of: Callable[[str], str] | None = None) -> list[ClaimEvidence]:
    """Everything behind each claim of a persona, in the template's order."""
    return [
        evidence_of_claim(ground, claim, field.key, name_of)
        for field in ground.persona.shown_fields
        for claim in field.claims
    ]


def conflicts_of(ground: Ground, claim: Claim, name_of: Callable[[str], str] | None = None) -> Iterator[Conflict]:
    """Where another source says something else of somebody than the value that a claim rests on."""
    called = name_of or ground.name_of
    for item in (*claim.evidence, *claim.against):
        if item.kind is not TargetKind.VALUE:
            continue
        cell = ground.cells.get((item.person, item.about), ())
        if not disagrees(cell) or not ground.context.counts(item):
            continue
        counted = next((value for value in cell if value.id == item.target), None)
        for value in cell:
            if counted is not None and value.known is Known.KNOWN and disagrees([counted, value]):
                yield Conflict(
                    name=called(item.person),
                    label=_label(ground, item.about),
                    counted=_value_words(ground, counted),
                    also=_value_words(ground, value),
                    source=_source_words(ground, value),
                )


def spread_words(ground: Ground, claim: Claim) -> str:
    """How the numbers that a claim rests on are spread now: "34–52 years, median 41"; "" where it rests on none.

    It is counted anew each time, over the persona's people: the sentence may be of an earlier day.
    """
    about = {item.about for item in claim.evidence if item.kind is TargetKind.VALUE}
    attributes = [each for each in ground.view.attributes if each.key in about and each.kind in _NUMBERS]
    members = [person for person in ground.persona.people if person in ground.context.real]
    currency = ground.view.study.currency
    spreads = [spread(each, members, ground.context.values, currency) for each in attributes]
    said = [each.said for each in spreads if each.known and each.said not in claim.text]
    return "; ".join(said)


# --- the pieces ------------------------------------------------------------------------------------------------


def _whose(ground: Ground, person: str) -> Whose:
    if person not in ground.context.real:
        return Whose.IMAGINED
    return Whose.MEMBER if person in ground.persona.people else Whose.OTHER


def _pieces(ground: Ground, claim: Claim, called: Callable[[str], str]) -> Iterator[Piece]:
    order = {Whose.MEMBER: 0, Whose.OTHER: 1, Whose.IMAGINED: 2}
    for is_against, items in ((False, claim.evidence), (True, claim.against)):
        found = [piece_of(ground, item, is_against, called) for item in items]
        yield from sorted(found, key=lambda piece: (not piece.counts, order[piece.whose], piece.name))


def piece_of(ground: Ground, item: Evidence, is_against: bool, called: Callable[[str], str]) -> Piece:
    common: dict[str, Any] = {
        "person": item.person,
        "name": called(item.person),
        "is_against": is_against,
        "whose": _whose(ground, item.person),
        "kind": item.kind,
        "evidence": item,
        "counts": ground.context.counts(item) and item.person in ground.context.real,
    }
    if item.kind is TargetKind.VALUE:
        value = next((value for value in ground.view.values if value.id == item.target), None)
        talk = value.source if value is not None and value.source_kind is SourceKind.INTERVIEW else ""
        return Piece(
            **common,
            words=_value_words(ground, value) if value is not None else "",
            question=_label(ground, item.about),
            interview=talk,
            said_at=value.as_of if value is not None else None,
            why_not="" if common["counts"] else _why_not(ground, item),
        )
    if item.kind is TargetKind.CHANNEL:
        use = next((use for use in ground.view.channel_uses if use.id == item.target), None)
        return Piece(
            **common,
            words=clean_line(use_text(use)) if use is not None else "",
            question=channel_label(item.about.removeprefix(CHANNEL_ABOUT)),
            why_not="" if common["counts"] else _why_not(ground, item),
        )
    return _words_piece(ground, item, common)


def _words_piece(ground: Ground, item: Evidence, common: dict[str, Any]) -> Piece:
    talk = ground.context.interviews.get(item.container)
    second: int | None = None
    question, kind, line = "", None, item.target
    if talk is not None and item.kind is TargetKind.LINE:
        found = talk.line(item.target)
        if found is not None:
            question, kind, line = _asked_text(found[0]), found[1].kind, found[1].id
            second = found[1].at if found[1].at or _is_timed(talk) else None
    elif talk is not None:
        transcript = ground.context.transcripts.get(item.container)
        cue = transcript.cue(item.target) if transcript is not None else None
        question, kind = _("Transcript"), LineKind.WORD_FOR_WORD
        second = int(cue.start) if cue is not None and cue.start is not None else None
    return Piece(
        **common,
        words=clean_line(item.exact) if common["counts"] or _may_be_read(ground, item) else "",
        said_how=kind,
        question=question,
        interview=item.container,
        line=line,
        said_at=talk.started_at if talk is not None else None,
        second=second,
        why_not="" if common["counts"] else _why_not(ground, item),
    )


def _is_timed(talk: Interview) -> bool:
    return any(line.at for answer in talk.answers for line in answer.lines)


def _asked_text(answer: Answer) -> str:
    if answer.asked_text:
        return clean_line(answer.asked_text)
    return _("Other notes") if answer.question == OTHER_QUESTION else answer.question


def _may_be_read(ground: Ground, item: Evidence) -> bool:
    """Whether the talk's consent stands, so that words which do not count may still be read by the owner."""
    talk = next((talk for talk in ground.view.interviews if talk.id == item.container), None)
    return talk is not None and ground.context.covers(talk.consent, item.person)


def _why_not(ground: Ground, item: Evidence) -> str:
    if item.person not in ground.context.real:
        return _("imagined: an assumption")
    if item.kind is TargetKind.VALUE:
        return _("what is recorded has changed")
    if item.kind is TargetKind.CHANNEL:
        return _("what is known of the channel has changed")
    if not _may_be_read(ground, item):
        return _("no consent covers it")
    return _("the words have changed, or are gone")


def _label(ground: Ground, key: str) -> str:
    attribute = next((known for known in ground.view.attributes if known.key == key), None)
    return clean_line(attribute.label) if attribute is not None else key


def _value_words(ground: Ground, value: Value) -> str:
    attribute = next((known for known in ground.view.attributes if known.key == value.attribute), None)
    if attribute is None:
        return clean_line(str(value.content))
    return clean_line(show_content(attribute, value.content, ground.view.study.currency))


def _source_words(ground: Ground, value: Value) -> str:
    if value.source_kind is SourceKind.IMPORTED:
        return clean_line(value.source)
    return _("a talk") if value.source_kind is SourceKind.INTERVIEW else _("typed")


# --- those who were asked and do not say so ------------------------------------------------------------------------


def _silent(ground: Ground, claim: Claim, standing: Standing, called: Callable[[str], str]) -> Iterator[Silent]:
    about = {item.about for item in (*claim.evidence, *claim.against) if item.about}
    outside = [person for person in standing.others_known if person not in standing.others]
    inside = [person for person in standing.known if person not in (*standing.voices, *standing.against)]
    opposed = {item.person for item in claim.against}
    for person in (*inside, *(each for each in outside if each not in opposed)):
        talk = next(_talks_that_asked(ground.view.interviews, person, about), None)
        question, line = _where_asked(ground, talk, about) if talk is not None else ("", "")
        if not question:
            recorded = next((key for key in sorted(about) if (person, key) in ground.cells), "")
            question = _label(ground, recorded) if recorded else _question_text(ground, about)
        yield Silent(
            person=person,
            name=called(person),
            whose=_whose(ground, person),
            question=question,
            interview=talk.id if talk is not None else "",
            line=line,
            about=tuple(sorted(about)),
        )


def _question_text(ground: Ground, about: set[str]) -> str:
    return next((clean_line(each.text) for (_bank, key), each in ground.questions.items() if key in about), "")


def line_of_answer(talk: Interview | None, about: Iterable[str]) -> str:
    """The id of the first line of the answer to one of those questions; "" where there is none."""
    answers = [answer for answer in talk.answers if answer.question in set(about)] if talk is not None else []
    return answers[0].lines[0].id if answers and answers[0].lines else ""


def _talks_that_asked(talks: Iterable[InterviewSummary], person: str, about: set[str]) -> Iterator[InterviewSummary]:
    return (talk for talk in talks if person in talk.people and about.intersection(talk.asked))


def _where_asked(ground: Ground, talk: InterviewSummary, about: set[str]) -> tuple[str, str]:
    """The question that was asked, and the first line of its answer."""
    found = ground.context.interviews.get(talk.id)
    answers = [answer for answer in found.answers if answer.question in about] if found is not None else []
    if not answers:
        return "", ""
    return _asked_text(answers[0]), answers[0].lines[0].id if answers[0].lines else ""
