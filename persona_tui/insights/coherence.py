"""Whether a persona holds together: what must be put right before it is called finished, and what to think about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.personas import (
    CUT,
    FaceKind,
    FieldKey,
    Missing,
    Persona,
    PersonaField,
    PersonaKind,
    what_is_missing,
)
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import N_, _
from persona_tui.insights.behaviours import NO_BEHAVIOUR, differ_in_behaviour
from persona_tui.insights.grounds import Context
from persona_tui.insights.loudness import loudest, loudness_text

WHAT_THEY_WANT = (FieldKey.PAINS, FieldKey.GOALS, FieldKey.MOTIVATORS)
"""The parts that a quote must speak to one of."""
UNSUPPORTED_QUOTE = "quote_supports"
"""The check that a goal, pain or motivator rests on the quote."""
_LEAST_OF_A_NAME = 2
"""Letters below which a part of a name is no name: an initial."""
_NAMES_THAT_ARE_WORDS = """
april art august bill dawn faith frank grace hope iris joy june king little long mark may rich rose rusty sky summer
sunny will winter young bas best boer haar hart jong klein koning lang mees roos storm wolf zomer kuu meri onni päivi
satu suvi taimi toivo tuuli ilo odd stein liv bjørn dag even
"""
_ALSO_WORDS = frozenset(_NAMES_THAT_ARE_WORDS.split())
"""Names that are words too, in the languages of the program: a sentence may begin with them."""
_PARTS = re.compile(r"[\w’'-]+")
_SENTENCE = re.compile(r"[.!?…:]\s*$")


class Severity(StrEnum):
    """Whether a finding stands in the way of finishing."""

    MUST = "must"
    SHOULD = "should"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that does not hold together. `part` is the part of the template to open (a key of `Missing`, or of a
    field), `claim` the id of the sentence that it is about ("" for the part as a whole).
    """

    check: str
    sentence: str
    part: str
    severity: Severity = Severity.MUST
    claim: str = ""


def findings(
    ground: Context,
    persona: Persona,
    *,
    look: Mapping[str, str] | None = None,
    attributes: Iterable[Attribute] = (),
    questions: Mapping[str, Question] | None = None,
) -> list[Finding]:
    """What does not hold together in a persona: what must be put right first, each in the template's order.

    `ground` must hold the interviews of all personas. `look` are the settings with which a face as old as the
    persona's people is drawn; `attributes` is the whole catalogue; `questions` are the banks' by key.
    """
    found = [
        *_what_is_empty(persona),
        *_the_people(ground, persona),
        *_the_face(persona, look or {}),
        *_the_quote(ground, persona),
        *_what_claims_rest_on(ground, persona),
        *_names_left(ground, persona),
        *_words_cut_out(persona),
        *_without_purpose(ground, persona, {each.key: each for each in attributes}, questions or {}),
        *_too_much_alike(ground, persona),
        *_too_loud(ground, persona),
    ]
    order = _order_of_parts(persona)
    return sorted(found, key=lambda each: (each.severity is not Severity.MUST, order.get(each.part, len(order))))


def _order_of_parts(persona: Persona) -> dict[str, int]:
    parts = [Missing.PEOPLE.value, Missing.NAME.value, Missing.FACE.value, Missing.QUOTE.value]
    parts += [field.key for field in persona.shown_fields]
    return {part: place for place, part in enumerate(parts)}


# --- what is there at all --------------------------------------------------------------------------------------


_EMPTY = {
    Missing.PEOPLE.value: N_("No customers are chosen yet: nothing here can rest on anybody."),
    Missing.NAME.value: N_("There is no name yet."),
    Missing.FACE.value: N_("There is no face yet."),
    Missing.QUOTE.value: N_("There is no quote yet."),
}


def _what_is_empty(persona: Persona) -> Iterator[Finding]:
    for part in what_is_missing(persona):
        sentence = (
            _(_EMPTY[part]) if part in _EMPTY else _("This part is empty. Fill it in, or leave the part out (o).")
        )
        yield Finding(check="empty", sentence=sentence, part=part)


def _the_people(ground: Context, persona: Persona) -> Iterator[Finding]:
    known = {person.id: person for person in ground.view.people}
    members = [known[key] for key in persona.people if key in known]
    if not members:
        return
    if persona.kind is PersonaKind.NEGATIVE:
        others = [person for person in members if person.fit is not Fit.NO_FIT]
        sentence = _("{names} fit your business, and a negative persona stands for those who do not.")
    else:
        others = [person for person in members if person.fit is Fit.NO_FIT]
        sentence = _("{names} do not fit your business: leave them to a negative persona.")
    if others:
        names = ", ".join(clean_line(person.name) for person in others)
        yield _should("fit", Missing.PEOPLE, sentence.format(names=names))
    if not persona.reason.strip():
        yield _should(
            "reason", Missing.PEOPLE, _("Say why they belong together: a group without a reason may be luck.")
        )
    if not any(person.id in ground.real for person in members):
        yield _should("imagined", Missing.PEOPLE, _("Everybody in it is imagined: the whole persona is an assumption."))


def _should(check: str, part: str, sentence: str, claim: str = "") -> Finding:
    return Finding(check=check, sentence=sentence, part=str(part), severity=Severity.SHOULD, claim=claim)


# --- face and quote --------------------------------------------------------------------------------------------


def _the_face(persona: Persona, look: Mapping[str, str]) -> Iterator[Finding]:
    face = persona.face
    if face is None:
        return
    if face.kind is FaceKind.FILE:
        if not face.agreed:
            yield _should(
                "face_agreed",
                Missing.FACE,
                _("The person in the picture has not agreed, so it stands in no document. Ask, or draw a face."),
            )
        return
    wanted = look.get("age_band", "")
    if wanted and face.settings.get("age_band", "") != wanted:
        yield Finding(
            check="face_age",
            sentence=_(
                "The face was drawn for another age than these customers have now. Draw another (s), or adjust its "
                "age (e)."
            ),
            part=Missing.FACE.value,
        )


def _the_quote(ground: Context, persona: Persona) -> Iterator[Finding]:
    quote = persona.quote
    if quote is None or not quote.pieces:
        return
    if not ground.quote_counts(quote):
        sentence = _("The words of the quote have changed, or no consent covers quoting them any more. Choose others.")
        yield Finding(check="quote_gone", sentence=sentence, part=Missing.QUOTE.value)
        return
    if any(piece.person not in persona.people for piece in quote.pieces):
        sentence = _("The quote is somebody’s who is not among this persona’s customers. Choose words of one of them.")
        yield Finding(check="quote_speaker", sentence=sentence, part=Missing.QUOTE.value)
    if not speaks_to_what_they_want(ground, persona, quote.pieces):
        sentence = _(
            "The quote supports no goal, pain or motivator. Let one of those sentences rest on it, or choose "
            "another quote."
        )
        yield Finding(check=UNSUPPORTED_QUOTE, sentence=sentence, part=Missing.QUOTE.value)


def speaks_to_what_they_want(ground: Context, persona: Persona, pieces: Iterable[Evidence]) -> bool:
    """Whether a line of the quote, or a theme that holds it, supports a pain, goal or motivator."""
    quoted = {(piece.container, piece.target) for piece in pieces}
    supporting = {
        (item.container, item.target)
        for field in persona.shown_fields
        if field.key in WHAT_THEY_WANT
        for claim in field.claims
        for item in claim.evidence
    }
    if quoted & supporting:
        return True
    for theme in ground.view.themes:
        held = {(item.container, item.target) for item in theme.evidence}
        if theme.field in WHAT_THEY_WANT and held & quoted and held & supporting:
            return True
    return False


# --- what its sentences rest on ----------------------------------------------------------------------------------


def _what_claims_rest_on(ground: Context, persona: Persona) -> Iterator[Finding]:
    for field in persona.shown_fields:
        standings = [(claim, ground.claim_standing(claim, persona.people)) for claim in field.claims]
        for claim, standing in standings:
            if claim.evidence and not standing.voices and standing.lost:
                sentence = _(
                    "“{claim}” rests on words that have changed, are gone, or that no consent covers. Attach others, "
                    "or take them off: then it is an assumption."
                )
                yield Finding(
                    check="lost", sentence=sentence.format(claim=_short(claim.text)), part=field.key, claim=claim.id
                )
            elif standing.against and len(standing.against) >= len(standing.voices):
                sentence = _("As many speak against “{claim}” as for it. Is it true of this persona?")
                yield _should("against", field.key, sentence.format(claim=_short(claim.text)), claim.id)
        kinds = {standing.kind for _claim, standing in standings}
        if standings and kinds == {StandingKind.ASSUMPTION}:
            yield _should("assumed", field.key, _("Everything here is an assumption: nobody said it. Ask them."))


def _short(text: str, most: int = 60) -> str:
    shown = clean_line(text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


# --- nobody's real name ----------------------------------------------------------------------------------------


def _names_left(ground: Context, persona: Persona) -> Iterator[Finding]:
    people = [person for person in ground.view.people if not person.imagined]
    quote = (Missing.QUOTE.value, "", persona.quote.text if persona.quote else "")
    for part, claim, text in [*typed_texts(persona), quote]:
        for found in dict.fromkeys(name for person in people for name in names_in(text, person)):
            sentence = _("“{name}” stands in it: that is what one of your customers is called. Take it out.")
            yield Finding(check="name", sentence=sentence.format(name=found), part=part, claim=claim)


def typed_texts(persona: Persona) -> list[tuple[str, str, str]]:
    """What somebody wrote of a persona: the part, the id of the sentence ("" for the part as a whole), and the text."""
    texts = [
        (Missing.NAME.value, "", persona.name),
        (Missing.NAME.value, "", persona.archetype),
        (Missing.PEOPLE.value, "", persona.reason),
    ]
    for field in persona.shown_fields:
        texts.append((field.key, "", field.label))
        texts += [(field.key, claim.id, claim.text) for claim in field.claims]
    return texts


def _words_cut_out(persona: Persona) -> Iterator[Finding]:
    """Where the words of somebody who was forgotten stood, a hole is left."""
    for part, claim, text in typed_texts(persona):
        if CUT in text:
            sentence = _("“{text}”: words of somebody who was forgotten were cut out. Say it in words of your own.")
            yield Finding(check="cut", sentence=sentence.format(text=_short(text)), part=part, claim=claim)


def names_in(text: str, person: Person) -> list[str]:
    """Where a text names somebody: their whole name, or a part of it that is written as a name.

    A part counts where it stands as a word of its own with its capital; where it is a word of the language too, not as
    a sentence's first word ("Will it fit?" names no Will Okafor). Parts such as "de" or an initial are no names.
    """
    name = clean_line(person.name)
    if not name or not text:
        return []
    if _stands_in(name, text, re.IGNORECASE):
        return [name]
    parts = [part for part in _PARTS.findall(name) if len(part) > _LEAST_OF_A_NAME and not part.islower()]
    return [part for part in dict.fromkeys(parts) if part != name and _is_named(part, text)]


def _stands_in(words: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags) is not None


def _is_named(part: str, text: str) -> bool:
    for found in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text):
        before = text[: found.start()]
        begins = not before.strip(" “\"'‘") or _SENTENCE.search(before) is not None
        if not (begins and part.casefold() in _ALSO_WORDS):
            return True
    return False


# --- purpose ---------------------------------------------------------------------------------------------------


def _without_purpose(
    ground: Context, persona: Persona, attributes: Mapping[str, Attribute], questions: Mapping[str, Question]
) -> Iterator[Finding]:
    study = ground.view.study
    for field, claim in _claims(persona):
        for key in sorted({item.about for item in (*claim.evidence, *claim.against) if item.about}):
            question = questions.get(key)
            attribute = attributes.get(question.attribute if question is not None and question.attribute else key)
            care = attribute.care if attribute is not None else question.care if question is not None else Care.NONE
            label = clean_line(attribute.label if attribute is not None else question.text if question else key)
            if care is Care.SPECIAL:
                asked_for = attribute is not None and study.special_purposes.get(attribute.key, "").strip()
                if not asked_for:
                    sentence = _(
                        "“{label}” is specially protected, and the study gives no purpose for it. Take the sentence "
                        "out, or say on the attributes step (F3) what you need it for."
                    )
                    yield Finding(
                        check="purpose", sentence=sentence.format(label=label), part=field.key, claim=claim.id
                    )
            elif care is Care.PERSONAL and not _is_asked_for(attribute, study.picked, study.purpose):
                sentence = _(
                    "“{label}” is personal, and the study does not say that it needs it. Take the sentence out, or "
                    "pick it on the attributes step (F3) and say there what the study is for."
                )
                yield Finding(check="purpose", sentence=sentence.format(label=label), part=field.key, claim=claim.id)


def _is_asked_for(attribute: Attribute | None, picked: Collection[str], purpose: str) -> bool:
    return bool(purpose.strip()) and (attribute is None or attribute.key in picked)


def _claims(persona: Persona) -> Iterator[tuple[PersonaField, Claim]]:
    for field in persona.shown_fields:
        for claim in field.claims:
            yield field, claim


# --- unlike the others, and of more than one voice -----------------------------------------------------------------


def _too_much_alike(ground: Context, persona: Persona) -> Iterator[Finding]:
    if not persona.people:
        return
    part = next((field.key for field in persona.shown_fields if field.key not in NO_BEHAVIOUR), Missing.PEOPLE.value)
    for other in ground.view.personas:
        if other.id == persona.id or not other.people:
            continue
        name = clean_line(other.name) or _("the other persona")
        if not differ_in_behaviour(ground, persona, other):
            sentence = _(
                "It does and wants nothing else than {name}: only who they are differs. Merge the two, or say what "
                "sets them apart."
            )
            yield Finding(check="alike", sentence=sentence.format(name=name), part=part)
        elif set(persona.people) == set(other.people):
            sentence = _("It is built from the same customers as {name}. Are they two?")
            yield _should("same_people", Missing.PEOPLE, sentence.format(name=name))


def _too_loud(ground: Context, persona: Persona) -> Iterator[Finding]:
    loud = loudest(persona, ground)
    if loud is not None:
        name = next((person.name for person in ground.view.people if person.id == loud.person), _("Somebody"))
        yield _should("loud", Missing.PEOPLE, loudness_text(loud, name))
