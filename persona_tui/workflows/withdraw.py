"""Withdrawing a consent, and saying what fell away with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from persona_tui.insights.fell_away import fell_away
from persona_tui.insights.grounds import Context
from persona_tui.insights.view import StudyView
from persona_tui.workflows.consents import withdraw_consent
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.session import Session


def withdraw(session: Session, consent_id: str, on: date) -> list[str]:
    """Withdraw a consent: one act, that can be undone while the study is open; what fell away, in sentences that do
    not repeat the words. Raises PlainError when the consent is gone, StudyReadOnlyError.
    """
    before = ground_of(session, consent_id)
    withdraw_consent(session, consent_id, on)
    return fell_away(before, ground_of(session, consent_id))


def ground_of(session: Session, consent_id: str = "") -> Context:
    """Everything that counts now, with the words of every talk; for a consent, of those alone that can tell what rests
    on it: the talks that it covers, and what stands beside their words in a claim, a theme or on the map.
    """
    view = session.view()
    wanted = {talk.id for talk in view.interviews}
    if consent_id:
        consent = view.consent(consent_id)
        person = consent.person if consent is not None else ""
        covered = {talk.id for talk in view.interviews if talk.consent == consent_id or person in talk.people}
        beside = (containers for containers in _resting_together(view) if containers & covered)
        wanted &= covered.union(*beside)
    talks = session.interviews_by_id(talk.id for talk in view.interviews if talk.id in wanted)
    return Context(view, talks, transcripts_of(session, talks))


def _resting_together(view: StudyView) -> Iterator[set[str]]:
    """The ids of the talks that each claim, quote, theme and placement rests on."""
    for persona in view.personas:
        for field in persona.fields:
            for claim in field.claims:
                yield {piece.container for piece in (*claim.evidence, *claim.against)}
        if persona.quote is not None:
            yield {piece.container for piece in persona.quote.pieces}
    for theme in view.themes:
        yield {piece.container for piece in theme.evidence}
    for placement in view.placements:
        yield {piece.container for piece in placement.evidence}
