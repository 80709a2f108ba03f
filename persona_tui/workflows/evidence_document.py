"""A persona's claims as one document, with everything that is behind their counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.domain.texts import clean_line
from persona_tui.exports.wording import pseudonyms
from persona_tui.i18n import _
from persona_tui.insights.grounds import is_on_record
from persona_tui.workflows.evidence import ClaimEvidence, Piece, evidence_of, piece_of
from persona_tui.workflows.persona_ground import Ground, ground_of, with_everybody
from persona_tui.workflows.session import Session


def evidence_document(session: Session, persona_id: str, *, with_pseudonyms: bool = False) -> dict[str, Any]:
    """Every claim of a persona with all that is behind it, so that a script can count again.

    A claim's `asked` gives, for each question or attribute that its evidence is about, who was asked (ids): with the
    people of the pieces that count, this is everything that its numbers are made of.
    """
    ground = with_everybody(session, ground_of(session, persona_id))
    shown = pseudonyms(ground.view.people) if with_pseudonyms else {}
    called = (lambda person: shown.get(person, _("Somebody"))) if with_pseudonyms else ground.name_of
    persona = ground.persona
    return {
        "persona": {
            "id": persona.id,
            "name": persona.name,
            "archetype": persona.archetype,
            "kind": persona.kind.value,
            "customers": list(persona.people),
            "finished_on": persona.finished_on,
            "review_on": persona.review_on,
        },
        "people": [
            {"id": person.id, "name": called(person.id), "imagined": person.imagined} for person in ground.view.people
        ],
        "claims": [_claim_document(ground, found) for found in evidence_of(ground, called)],
        "quote": _quote_document(ground, called),
    }


def _claim_document(ground: Ground, found: ClaimEvidence) -> dict[str, Any]:
    standing, claim = found.standing, found.claim
    about = sorted({item.about for item in (*claim.evidence, *claim.against) if item.about})
    asked = {key: sorted(set(ground.context.asked.get(key, ())) & ground.context.real) for key in about}
    return {
        "id": claim.id,
        "part": found.part,
        "title": found.title,
        "text": claim.text,
        "standing": standing.kind.value,
        "says": found.words,
        "on_record": is_on_record(claim),
        "numbers": {
            "voices": len(standing.voices),
            "known": len(standing.known),
            "against": len(standing.against),
            "not_asked": len(standing.not_asked),
            "others": len(standing.others),
            "others_known": len(standing.others_known),
            "others_against": len(standing.others_against),
            "lost": standing.lost,
        },
        "voices": standing.voices,
        "known": standing.known,
        "against": standing.against,
        "not_asked": standing.not_asked,
        "others": standing.others,
        "others_known": standing.others_known,
        "others_against": standing.others_against,
        "asked": asked,
        "words_for": [_piece_document(piece) for piece in found.pieces if not piece.is_against],
        "words_against": [_piece_document(piece) for piece in found.pieces if piece.is_against],
        "conflicts": [msgspec.to_builtins(conflict) for conflict in found.conflicts],
    }


def _piece_document(piece: Piece) -> dict[str, Any]:
    return {
        "person": piece.person,
        "name": piece.name,
        "whose": piece.whose.value,
        "kind": piece.kind.value,
        "words": piece.words,
        "said_how": piece.said_how.value if piece.said_how is not None else "",
        "question": piece.question,
        "interview": piece.interview,
        "line": piece.line,
        "said_at": piece.said_at,
        "second": piece.second,
        "counts": piece.counts,
        "why_not": piece.why_not,
    }


def _quote_document(ground: Ground, called: Callable[[str], str]) -> dict[str, Any] | None:
    quote = ground.persona.quote
    if quote is None or not quote.pieces:
        return None
    may = ground.context.quote_counts(quote)
    pieces = [_piece_document(piece_of(ground, piece, False, called)) for piece in quote.pieces]
    return {"text": clean_line(quote.text) if may else "", "may_be_shown": may, "words": pieces}


def persona_named(session: Session, name: str) -> Persona:
    """The persona with that name or id. Raises PlainError that lists those there are."""
    wanted = clean_line(name).casefold()
    personas = session.personas()
    found = [each for each in personas if wanted in (each.name.casefold(), each.id)]
    if not found:
        names = ", ".join(f"“{clean_line(each.name) or each.id}”" for each in personas)
        sentence = _("There is no persona “{name}” in this study. There is {names}.")
        if not names:
            sentence = _("There is no persona “{name}” in this study: it has none yet.")
        raise PlainError(sentence.format(name=clean_line(name), names=names))
    return found[0]
