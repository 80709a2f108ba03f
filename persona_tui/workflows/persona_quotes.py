"""A persona's quote: a customer's exact words, with leave to quote them, or none."""

from __future__ import annotations

from collections.abc import Iterable

from persona_tui.domain.consent import Consent, Scope, covers, latest_consent
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.interviews import Interview
from persona_tui.domain.marks import LineKind
from persona_tui.domain.personas import Persona, Quote
from persona_tui.domain.records import replace
from persona_tui.i18n import _
from persona_tui.workflows.lookups import the_persona, transcript_of
from persona_tui.workflows.session import Session


def set_quote(session: Session, persona_id: str, pieces: Iterable[Evidence]) -> Persona:
    """Let the persona say a customer's words, as pieces of word-for-word lines.

    Raises PlainError with the reason when a piece may not be quoted: see `why_not_quotable`.
    """
    persona = the_persona(session, persona_id)
    chosen = list(pieces)
    if not chosen:
        raise PlainError(_("Choose the words to quote."))
    for piece in chosen:
        reason = why_not_quotable(session, piece)
        if reason:
            raise PlainError(reason)
    wanted = Quote(pieces=chosen)
    if persona.quote == wanted:
        return persona
    with session.act(_("Change the quote")):
        return session.put(replace(persona, quote=wanted))


def clear_quote(session: Session, persona_id: str) -> Persona:
    """Leave the persona without a quote."""
    persona = the_persona(session, persona_id)
    if persona.quote is None:
        return persona
    with session.act(_("Remove the quote")):
        return session.put(replace(persona, quote=None))


def why_not_quotable(session: Session, piece: Evidence) -> str:
    """Why these words may not be quoted, in a plain sentence; "" when they may.

    They must be the exact words of a word-for-word line, or of a marked passage of a transcript, of somebody who
    exists, in an interview whose consent covers notes and quotes (and recording, for a transcript).
    """
    person = session.person(piece.person)
    interview = session.interview(piece.container)
    words = _words(session, interview, piece) if interview is not None else None
    if person is None or interview is None or words is None:
        return _("These words are no longer in the study. Choose others.")
    if person.imagined:
        return _("{name} is imagined: only somebody who exists can be quoted.").format(name=person.name)
    if piece.person not in interview.people:
        return _("{name} was not in this talk. Choose the words of somebody who was.").format(name=person.name)
    if not _agreed(session, interview, piece.person, Scope.NOTES):
        own = latest_consent(piece.person, session.folder.all(Consent))
        if own is not None and own.withdrawn_on is not None:
            return _("{name} has withdrawn their consent: these words stay out.").format(name=person.name)
        return _("There is no consent of {name} to notes. Record it first.").format(name=person.name)
    if piece.kind is TargetKind.CUE and not _agreed(session, interview, piece.person, Scope.RECORDING):
        return _("{name} has not agreed to the recording that this was written out from. Ask, and record it.").format(
            name=person.name
        )
    if not _agreed(session, interview, piece.person, Scope.QUOTES):
        return _("{name} has not agreed to be quoted. Ask, and record it.").format(name=person.name)
    text, kind = words
    if kind is not LineKind.WORD_FOR_WORD:
        return _('This line is not word for word. Only exact words can be a quote: mark the line with " if it is.')
    found = locate(text, piece.exact, piece.prefix, piece.suffix)
    if found is None or not piece.exact.strip():
        return _("These are not the words in the notes any more. Choose them again.")
    if _cuts_a_word(text, *found):
        return _("A word is cut in half. Quote whole words.")
    return ""


def _words(session: Session, interview: Interview, piece: Evidence) -> tuple[str, LineKind] | None:
    """The text that a piece is cut from, and whose words it is; None where that is gone, or somebody else's."""
    if piece.kind is TargetKind.CUE:
        transcript = transcript_of(session, interview.id)
        found = transcript.passage(piece.target) if transcript is not None else None
        return (found[0].text, found[1].kind) if found is not None and found[0].person == piece.person else None
    line = interview.line(piece.target) if piece.kind is TargetKind.LINE else None
    return (line[1].text, line[1].kind) if line is not None else None


def _agreed(session: Session, interview: Interview, person_id: str, scope: Scope) -> bool:
    consents = session.folder.all(Consent)
    linked = next((consent for consent in consents if consent.id == interview.consent), None)
    if not covers(linked, scope):
        return False
    own = linked if linked is not None and linked.person == person_id else latest_consent(person_id, consents)
    return covers(own, scope)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return before or after
