"""What a persona sheet says, in words and in order: what is drawn in Word, and in the preview on the screen.

Everything that may not be shown is left out here, so that no document has to know about consent or care.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.claims import Claim, Standing, StandingKind
from persona_tui.domain.consent import Scope, covers, latest_consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import FaceKind, FieldKey, Persona, PersonaField
from persona_tui.domain.questions import Question
from persona_tui.domain.records import Record
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.domain.transcripts import Transcript
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.evidence_content import ShownEvidence, Teller
from persona_tui.exports.interview_content import (
    NotesContent,
    NotesLine,
    NotesQuestion,
    WordsWithoutConsentError,
    notes_content,
)
from persona_tui.exports.left_out import also_left_out, held_back_sentences, left_out_for_care
from persona_tui.exports.wording import (
    ASSUMPTION_MARK,
    assumptions_marked,
    called,
    count_interviews,
    count_people,
    day,
    span,
)
from persona_tui.i18n import N_, _, ngettext
from persona_tui.insights.grounds import Context, context, is_on_record, standing_text
from persona_tui.insights.view import StudyView

__all__ = [
    "NotesContent",
    "NotesLine",
    "NotesQuestion",
    "SheetClaim",
    "SheetContent",
    "SheetSection",
    "ShownEvidence",
    "WordsWithoutConsentError",
    "field_title",
    "keys_of_care",
    "last_change",
    "margin_lines",
    "notes_content",
    "sheet_content",
]

_MOST_IN_THE_MARGIN = 300
_TITLES = {
    FieldKey.DEMOGRAPHICS: N_("Demographics"),
    FieldKey.PSYCHOGRAPHICS: N_("Lifestyle and values"),
    FieldKey.SOCIOECONOMICS: N_("Work and means"),
    FieldKey.FIRMOGRAPHICS: N_("Company"),
    FieldKey.GOALS: N_("Goals"),
    FieldKey.PAINS: N_("Pain points"),
    FieldKey.MOTIVATORS: N_("Motivators"),
    FieldKey.CHANNELS: N_("Channels"),
}


class SheetClaim(msgspec.Struct, kw_only=True, frozen=True):
    """One claim. `standing` is the short count beside it ("5 of 7", or ◇ for an assumption), `stands` the same in a
    sentence; `against` counts the people whose words speak against it, the persona's and others; `evidence` is what it
    rests on; `id` is the claim's ("" for what is none).
    """

    text: str
    id: str = ""
    standing: str = ASSUMPTION_MARK
    kind: StandingKind = StandingKind.ASSUMPTION
    against: int = 0
    stands: str = ""
    evidence: list[ShownEvidence] = msgspec.field(default_factory=list)


class SheetSection(msgspec.Struct, kw_only=True, frozen=True):
    """One part of the template; the key is a `FieldKey`, or an own field's."""

    key: str
    title: str
    claims: list[SheetClaim] = msgspec.field(default_factory=list)


class SheetContent(msgspec.Struct, kw_only=True, frozen=True):
    """A persona sheet. `face_png` is the picture, `face_description` what it shows in words, `face_note` the line
    below it; `rests_on` stands at the foot, `review` beside it; `left_out` are sentences on what may not be shown
    and why, `held_back` on words that evidence does not show; `updated` is the study's last change, and the only date
    a document carries.
    """

    language: str
    business: str
    name: str
    archetype: str
    kind: str
    quote: str = ""
    quote_credit: str = ""
    face_png: bytes | None = None
    face_note: str = ""
    face_description: str = ""
    sections: list[SheetSection] = msgspec.field(default_factory=list)
    rests_on: str = ""
    reason: str = ""
    review: str = ""
    imagined: bool = False
    left_out: list[str] = msgspec.field(default_factory=list)
    held_back: list[str] = msgspec.field(default_factory=list)
    updated: datetime


def field_title(key: str, label: str = "") -> str:
    """The heading of a part of the template; an own part's is its label."""
    known = _TITLES.get(FieldKey(key)) if key in set(FieldKey) else None
    return clean_line(label) or (_(known) if known else _("More"))


def sheet_content(
    view: StudyView,
    persona: Persona,
    interviews: Sequence[Interview],
    *,
    attributes_by_key: Mapping[str, Attribute],
    face_png: bytes | None = None,
    disclosure: Disclosure = CAREFUL,
    questions: Mapping[str, Question] | None = None,
    transcripts: Iterable[Transcript] = (),
) -> SheetContent:
    """The sheet of `persona`. `interviews` are those whose words its claims and quote rest on, `transcripts` theirs.

    A claim that rests on a personal or special attribute (or on a question that asks for one, where `questions`
    are given) is left out unless the `disclosure` names it; so is one that repeats somebody's words which may not
    stand here. The customer behind the quote is named only when names are wanted and that customer's consent covers it.
    """
    people = {person.id: person for person in view.people}
    members = [people[key] for key in persona.people if key in people]
    real = [person for person in members if not person.imagined]
    of_care = keys_of_care(attributes_by_key, questions or {}, disclosure)
    ground = context(view, interviews, transcripts)
    teller = Teller(ground, disclosure, questions or {}, attributes_by_key)
    sections, private = _sections(persona, ground, of_care, teller)
    quote, quoted, lost_quote = _quote(persona, ground, of_care, teller)
    talks = _talks(ground, real)
    no_face_yet = face_png is not None and not _may_be_shown(persona)
    face = None if no_face_yet else face_png
    return SheetContent(
        language=persona.language or view.study.document_language,
        business=clean_line(view.study.business),
        name=clean_line(persona.name),
        archetype=clean_line(persona.archetype),
        kind=persona.kind.value,
        quote=quote,
        quote_credit=_credit(view, quoted, real, talks, names=disclosure.naming) if quote else "",
        face_png=face,
        face_note=_face_note(persona) if face else "",
        face_description=_face_description(persona) if face else "",
        sections=sections,
        rests_on=_rests_on(members, real, talks, _has_assumptions(sections)),
        reason=clean_line(persona.reason),
        review=_("Look at it again on {day}.").format(day=day(persona.review_on)) if persona.review_on else "",
        imagined=bool(members) and not real,
        left_out=left_out_for_care(private, attributes_by_key, questions or {})
        + also_left_out(teller.held_back["claims"], lost_quote, no_face_yet),
        held_back=held_back_sentences(teller.held_back),
        updated=_last_change(view, persona, interviews),
    )


def margin_lines(claim: SheetClaim) -> list[str]:
    """What stands in the margin beside a claim: how well it stands, then who said so and when."""
    lines = [claim.stands or claim.standing]
    if claim.kind is StandingKind.ASSUMPTION and not claim.evidence:
        return [_("An assumption: nobody has said so yet.")]
    for item in claim.evidence:
        place = ", ".join(part for part in (item.who, item.when) if part)
        shown = f"{place}: {_brief(item)}" if item.words else place
        lines.append(_("Against: {shown}").format(shown=shown) if item.against else shown)
    return lines


def _brief(item: ShownEvidence) -> str:
    """The words, cut at a word where they are many: the report has all of them."""
    words = " ".join(item.words.split())
    if len(words) > _MOST_IN_THE_MARGIN:
        words = words[:_MOST_IN_THE_MARGIN].rpartition(" ")[0] + " …"
    return msgspec.structs.replace(item, words=words).said


def keys_of_care(
    attributes: Mapping[str, Attribute], questions: Mapping[str, Question], disclosure: Disclosure
) -> set[str]:
    """The keys of attributes and questions that are too personal to show unasked."""
    wanted = disclosure.with_attributes
    own = {key for key, attribute in attributes.items() if attribute.care is not Care.NONE}
    asking = {
        key
        for key, question in questions.items()
        if question.attribute in own or (question.care is not Care.NONE and question.attribute not in wanted)
    }
    asking -= {key for key in asking if questions[key].attribute and questions[key].attribute in wanted}
    return (own | asking) - set(wanted)


def _sections(
    persona: Persona, ground: Context, of_care: set[str], teller: Teller
) -> tuple[list[SheetSection], list[str]]:
    """The parts of the template, and the keys of care that claims were left out for, one for each claim."""
    sections: list[SheetSection] = []
    left_out: list[str] = []
    for field in persona.shown_fields:
        claims: list[SheetClaim] = []
        for claim in field.claims:
            if not clean_text(claim.text).strip():
                continue
            private = sorted({item.about for item in (*claim.evidence, *claim.against)} & of_care)
            if private:
                left_out.append(private[0])
            elif teller.repeats_hidden_words(claim):
                teller.held_back["claims"] += 1
            else:
                claims.append(_sheet_claim(claim, ground.claim_standing(claim, persona.people), persona, teller))
        section = SheetSection(key=field.key, title=field_title(field.key, field.label), claims=claims)
        if claims or _is_of_the_template(field):
            sections.append(section)
    return sections, left_out


def _is_of_the_template(field: PersonaField) -> bool:
    return field.key in set(FieldKey)


def _sheet_claim(claim: Claim, standing: Standing, persona: Persona, teller: Teller) -> SheetClaim:
    shown = ASSUMPTION_MARK
    if standing.kind is not StandingKind.ASSUMPTION:
        shown = _("{voices} of {known}").format(voices=len(standing.voices), known=len(standing.known))
    return SheetClaim(
        text=clean_text(claim.text).strip(),
        id=claim.id,
        standing=shown,
        kind=standing.kind,
        against=len(standing.against) + len(standing.others_against),
        stands=_capital(standing_text(standing, len(persona.people), on_record=is_on_record(claim))),
        evidence=teller.evidence(claim),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quote(persona: Persona, ground: Context, of_care: set[str], teller: Teller) -> tuple[str, list[str], str]:
    """The quote, the ids of those who said it, and why there is one that is not shown: "lost", "quotes", "sharing"."""
    if persona.quote is None or not persona.quote.pieces:
        return "", [], ""
    pieces = persona.quote.pieces
    if not ground.quote_counts(persona.quote) or of_care & {piece.about for piece in pieces}:
        return "", [], "lost"
    reasons = {teller.why_no_words(piece) for piece in pieces} - {""}
    if reasons:
        return "", [], min(reasons)
    return clean_text(persona.quote.text).strip(), list(dict.fromkeys(piece.person for piece in pieces)), ""


def _talks(ground: Context, real: Sequence[Person]) -> list[InterviewSummary]:
    """The interviews with the persona's people that count and hold anything."""
    known = {talk.id: talk for talk in ground.view.interviews}
    known |= {talk.id: summarise(talk, ground.transcripts.get(talk.id)) for talk in ground.interviews.values()}
    ids = {person.id for person in real}
    return [
        talk
        for talk in known.values()
        if talk.has_words and any(ground.covers(talk.consent, person) for person in ids.intersection(talk.people))
    ]


def _credit(
    view: StudyView, quoted: Sequence[str], real: Sequence[Person], talks: Sequence[InterviewSummary], *, names: bool
) -> str:
    if names and len(quoted) == 1 and covers(latest_consent(quoted[0], view.consents), Scope.NAME):
        return called(quoted[0], view.people, view.consents, names=True)
    asked = {person for talk in talks for person in talk.people} & {person.id for person in real}
    n = len(asked | set(quoted))
    if len(quoted) > 1:
        return _("{voices} of {n} customers asked").format(voices=len(quoted), n=n)
    return ngettext("the one customer asked", "one of {n} customers asked", n).format(n=n)


def _may_be_shown(persona: Persona) -> bool:
    """A drawn face always; a picture only when the person in it agreed."""
    return persona.face is None or persona.face.kind is FaceKind.DRAWN or persona.face.agreed


def _face_note(persona: Persona) -> str:
    return _("Drawn, not a customer") if persona.face is None or persona.face.kind is FaceKind.DRAWN else ""


def _face_description(persona: Persona) -> str:
    name = clean_line(persona.name) or _("this persona")
    if persona.face is None or persona.face.kind is FaceKind.DRAWN:
        return _("Drawn portrait that stands for {name}").format(name=name)
    return _("Picture that stands for {name}").format(name=name)


def _has_assumptions(sections: Iterable[SheetSection]) -> bool:
    return any(claim.kind is StandingKind.ASSUMPTION for section in sections for claim in section.claims)


def _rests_on(
    members: Sequence[Person], real: Sequence[Person], talks: Sequence[InterviewSummary], has_assumptions: bool
) -> str:
    """ "7 customers, 5 interviews, 2 Nov – 14 Nov 2026; assumptions are marked ◇"."""
    if real:
        parts = [count_people(real)]
        if len(members) > len(real):
            n = len(members) - len(real)
            parts.append(ngettext("{n} imagined customer", "{n} imagined customers", n).format(n=n))
        parts.append(count_interviews(len(talks)) if talks else _("no interviews yet"))
        when = span(talk.started_at for talk in talks if talk.started_at is not None)
        text = ", ".join([*parts, when] if when else parts)
    elif members:
        n = len(members)
        text = ngettext(
            "{n} imagined customer; nobody was asked yet", "{n} imagined customers; nobody was asked yet", n
        ).format(n=n)
    else:
        text = _("No customers are chosen for this persona yet")
    return f"{text}; {assumptions_marked()}" if has_assumptions else text


def last_change(view: StudyView) -> datetime:
    """When anything in the study changed last."""
    records: list[Record] = [
        view.study,
        *view.people,
        *view.values,
        *view.consents,
        *view.channel_uses,
        *view.channel_readings,
        *view.personas,
        *view.variables,
        *view.placements,
        *view.patterns,
        *view.themes,
    ]
    return max([*(record.updated for record in records), *(talk.updated for talk in view.interviews)])


def _last_change(view: StudyView, persona: Persona, interviews: Sequence[Interview]) -> datetime:
    """When anything changed last that a sheet could rest on."""
    records: list[Record] = [view.study, persona, *view.people, *view.values, *view.consents, *view.channel_uses]
    changes = [record.updated for record in (*records, *interviews)]
    return max([*changes, *(summary.updated for summary in view.interviews)])
