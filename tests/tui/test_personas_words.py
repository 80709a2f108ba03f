"""What the list of personas says of each, without an app."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from persona_tui.domain.consent import Consent
from persona_tui.tui.screens.personas_words import details, list_hint, missing_parts, row_of
from persona_tui.workflows.consents import withdraw_consent
from persona_tui.workflows.studies import open_study


def test_a_quote_that_no_consent_covers_is_neither_shown_nor_called_complete(worked_example: Path) -> None:
    session = open_study(worked_example)
    nora = next(persona for persona in session.personas() if persona.name == "Nora")
    assert nora.quote is not None
    assert missing_parts(session.view(), nora) == []
    assert nora.quote.text in details(session.view(), nora).plain

    speaker = nora.quote.pieces[0].person
    consent = next(consent for consent in session.folder.all(Consent) if consent.person == speaker)
    withdraw_consent(session, consent.id, date(2026, 11, 20))

    view = session.view()
    assert nora.quote.text not in details(view, nora).plain
    assert "may no longer be shown" in details(view, nora).plain
    assert "quote" in str(row_of(view, nora)[2])
    assert list_hint(view).plain.startswith("1 of 2 complete")
    session.close()
