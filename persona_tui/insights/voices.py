"""What customers said or are that speaks to one field of a persona, ready to attach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from persona_tui.domain.attributes import Attribute, Group
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.personas import FieldKey, Missing
from persona_tui.domain.questions import Question
from persona_tui.domain.transcripts import Cue, Passage, Transcript, place_of_passage
from persona_tui.i18n import _
from persona_tui.insights.channel_words import channel_label
from persona_tui.insights.contents import show_content
from persona_tui.insights.grounds import (
    Context,
    about_channel,
    context,
    interviews_behind,
    standing_text,
    use_evidence,
    use_words,
)
from persona_tui.insights.tallies import Spread, spread
from persona_tui.insights.view import StudyView

__all__ = [
    "QUOTE",
    "Context",
    "Voice",
    "about_channel",
    "attributes_of",
    "context",
    "fields_of_line",
    "interviews_behind",
    "line_evidence",
    "passage_evidence",
    "speaker_of",
    "spreads_for",
    "standing_text",
    "use_evidence",
    "use_text",
    "use_words",
    "voices_for",
]

QUOTE = Missing.QUOTE.value
"""The key of the quote, beside the keys of fields."""

Questions = Mapping[tuple[str, str], Question]
"""(key of a bank, key of a question) → the question."""

FIELD_OF_MARK = {
    Mark.PAIN: FieldKey.PAINS.value,
    Mark.GOAL: FieldKey.GOALS.value,
    Mark.MOTIVATOR: FieldKey.MOTIVATORS.value,
    Mark.CHANNEL: FieldKey.CHANNELS.value,
}
GROUPS_OF_FIELD: dict[str, tuple[Group, ...]] = {
    FieldKey.DEMOGRAPHICS: (Group.DEMOGRAPHIC, Group.GEOGRAPHIC),
    FieldKey.PSYCHOGRAPHICS: (Group.PSYCHOGRAPHIC, Group.OWN),
    FieldKey.SOCIOECONOMICS: (Group.SOCIOECONOMIC,),
    FieldKey.FIRMOGRAPHICS: (Group.FIRMOGRAPHIC,),
}
_OWN_FIELD_GROUPS = (Group.OWN, Group.PSYCHOGRAPHIC)
_TEMPLATE = {*(key.value for key in FieldKey), QUOTE}


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that speaks to a field: a line of notes, a marked passage of a transcript, a value, a channel's use.

    `interview` is "" for a value or a channel; `question` is the question's or attribute's key and `question_text`
    what to show for it (a passage answers no question: "" and "Transcript"); `kind` is None for what is no words.
    `counts` is False for what no consent covers, what somebody imagined is, and what the interviewer made of it.
    """

    person: str
    interview: str = ""
    target: str
    question: str
    question_text: str
    text: str
    kind: LineKind | None = None
    marks: tuple[Mark, ...] = ()
    at: int = 0
    evidence: Evidence
    can_quote: bool = False
    counts: bool = True


def voices_for(
    field_key: str,
    persona_people: Sequence[str],
    view: StudyView,
    interviews: Iterable[Interview],
    questions: Questions | None = None,
    *,
    transcripts: Iterable[Transcript] = (),
    within: Context | None = None,
) -> list[Voice]:
    """Everything these people (ids) said or are that speaks to a field: values and channels, then lines of notes and
    marked passages of transcripts.

    A line's marks decide which fields it speaks to; without them its question does. The quote has the lines marked
    for it, then every other word-for-word line. Pass `within` where a context stands already: its transcripts count.
    """
    talks = list(interviews)
    ground = within or Context(view, talks, transcripts)
    found = _uses(persona_people, ground) if field_key == FieldKey.CHANNELS else []
    found += _values(field_key, persona_people, ground)
    lines = [
        voice
        for talk in sorted(talks, key=lambda talk: (talk.started_at or talk.created, talk.id))
        for voice in (
            *_lines(field_key, persona_people, talk, ground, questions or {}),
            *_passages(field_key, persona_people, talk, ground),
        )
    ]
    if field_key == QUOTE:
        lines.sort(key=lambda voice: (Mark.QUOTE not in voice.marks, not voice.can_quote))
    return found + sorted(lines, key=lambda voice: voice.kind is LineKind.MY_READING)


def spreads_for(field_key: str, persona_people: Sequence[str], view: StudyView, within: Context) -> list[Spread]:
    """The spreads of the picked attributes that belong to a field: over the real people, or while there are none over
    the imagined ones.
    """
    real = [person for person in persona_people if person in within.real]
    currency = view.study.currency
    return [
        spread(attribute, real or list(persona_people), within.values, currency)
        for attribute in attributes_of(field_key, view.attributes)
    ]


def attributes_of(field_key: str, attributes: Iterable[Attribute]) -> list[Attribute]:
    """Those of the attributes that belong to a field."""
    groups: Collection[Group] = GROUPS_OF_FIELD.get(field_key, () if field_key in _TEMPLATE else _OWN_FIELD_GROUPS)
    return [attribute for attribute in attributes if attribute.group in groups]


def line_evidence(interview: Interview, answer: Answer, line: Line, start: int = 0, end: int | None = None) -> Evidence:
    """The piece of evidence that points at the words line.text[start:end]."""
    exact, prefix, suffix = select(line.text, start, end)
    return Evidence(
        person=speaker_of(interview, line),
        kind=TargetKind.LINE,
        target=line.id,
        container=interview.id,
        about="" if answer.question == OTHER_QUESTION else answer.question,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )


def passage_evidence(interview: Interview, cue: Cue, passage: Passage) -> Evidence:
    """The piece of evidence that points at a marked passage of the interview's transcript."""
    return Evidence(
        person=cue.person,
        kind=TargetKind.CUE,
        target=passage.id,
        container=interview.id,
        exact=passage.exact,
        prefix=passage.prefix,
        suffix=passage.suffix,
    )


def speaker_of(interview: Interview, line: Line) -> str:
    """Whose words a line holds: the speaker noted there, else the first of those on the call."""
    return line.speaker or (interview.people[0] if interview.people else "")


def fields_of_line(line: Line | Passage, field: str) -> set[str]:
    """The keys of the fields that a line speaks to, under a question that speaks to `field` ("" for none)."""
    marked = {FIELD_OF_MARK[mark] for mark in line.marks if mark in FIELD_OF_MARK}
    fields = marked or ({field} if field else set())
    return fields | ({QUOTE} if Mark.QUOTE in line.marks or line.kind is LineKind.WORD_FOR_WORD else set())


def _lines(
    field_key: str, people: Collection[str], talk: Interview, ground: Context, questions: Questions
) -> Iterable[Voice]:
    if not set(people) & set(talk.people):
        return
    for answer in talk.answers:
        asked = questions.get((talk.bank, answer.question))
        field = answer.field or (asked.field if asked else "")
        for line in answer.lines:
            person = speaker_of(talk, line)
            fields = fields_of_line(line, field)
            own = field_key not in _TEMPLATE and not fields - {QUOTE}
            if not line.text.strip() or person not in people or not (field_key in fields or own):
                continue
            evidence = line_evidence(talk, answer, line)
            yield Voice(
                person=person,
                interview=talk.id,
                target=line.id,
                question=answer.question,
                question_text=_asked_text(answer, asked),
                text=line.text,
                kind=line.kind,
                marks=tuple(line.marks),
                at=line.at,
                evidence=evidence,
                can_quote=ground.can_quote(evidence),
                counts=person in ground.real and ground.counts(evidence),
            )


def _passages(field_key: str, people: Collection[str], talk: Interview, ground: Context) -> Iterable[Voice]:
    transcript = ground.transcripts.get(talk.id)
    if transcript is None or not set(people) & set(talk.people):
        return
    for cue in transcript.cues:
        for passage in cue.passages:
            fields = fields_of_line(passage, "")
            own = field_key not in _TEMPLATE and not fields - {QUOTE}
            if cue.person not in people or not (field_key in fields or own) or place_of_passage(cue, passage) is None:
                continue
            evidence = passage_evidence(talk, cue, passage)
            yield Voice(
                person=cue.person,
                interview=talk.id,
                target=passage.id,
                question="",
                question_text=_("Transcript"),
                text=passage.exact,
                kind=passage.kind,
                marks=tuple(passage.marks),
                at=int(cue.start or 0),
                evidence=evidence,
                can_quote=ground.can_quote(evidence),
                counts=cue.person in ground.real and ground.counts(evidence),
            )


def _asked_text(answer: Answer, asked: Question | None) -> str:
    if answer.asked_text:
        return answer.asked_text
    if asked is not None:
        return asked.text
    return _("Other notes") if answer.question == OTHER_QUESTION else answer.question


def _values(field_key: str, people: Sequence[str], ground: Context) -> list[Voice]:
    found: list[Voice] = []
    currency = ground.view.study.currency
    for attribute in attributes_of(field_key, ground.view.attributes):
        known = spread(attribute, people, ground.values, currency)
        contents = {value.id: value.content for value in ground.values if value.attribute == attribute.key}
        found += [
            Voice(
                person=item.person,
                target=item.target,
                question=attribute.key,
                question_text=attribute.label,
                text=show_content(attribute, contents[item.target], currency),
                evidence=item,
                counts=item.person in ground.real and ground.counts(item),
            )
            for item in known.evidence
        ]
    return found


def _uses(people: Collection[str], ground: Context) -> list[Voice]:
    uses = [use for use in ground.view.channel_uses if use.person in people]
    found: list[Voice] = []
    for use in sorted(uses, key=lambda use: (use.channel, use.preferred or 99)):
        evidence = use_evidence(use)
        found.append(
            Voice(
                person=use.person,
                target=use.id,
                question=evidence.about,
                question_text=channel_label(use.channel),
                text=use_text(use),
                evidence=evidence,
                counts=use.person in ground.real and ground.counts(evidence),
            )
        )
    return found


def use_text(use: ChannelUse) -> str:
    """What a person reads of a channel's use: "E-mail, first choice: reads it at night"."""
    choice = {1: _("first choice"), 2: _("second choice")}.get(use.preferred, "")
    if use.preferred > 2:
        choice = _("choice {n}").format(n=use.preferred)
    label = channel_label(use.channel)
    shown = _("{channel}, {choice}").format(channel=label, choice=choice) if choice else label
    return _("{shown}: {how}").format(shown=shown, how=use.how) if use.how else shown
