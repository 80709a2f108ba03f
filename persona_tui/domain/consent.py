"""What a person agreed to. Without it, their words count nowhere and enter no document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from persona_tui.domain.records import Record


class Scope(StrEnum):
    """What a person can agree to, one by one."""

    NOTES = "notes"
    QUOTES = "quotes"
    NAME = "name"
    RECORDING = "recording"
    SHARING = "sharing"


class Consent(Record, kw_only=True):
    """What `person` agreed to on `given_on`, after which `wording` (in `language`), `how` (on the phone, by mail …)."""

    person: str
    scopes: list[Scope] = msgspec.field(default_factory=list)
    wording: str = ""
    language: str = "en"
    given_on: date
    how: str = ""
    recorded_by: str = ""
    withdrawn_on: date | None = None


def covers(consent: Consent | None, scope: Scope) -> bool:
    """Whether a consent stands and covers `scope`; everything needs notes to be covered first."""
    if consent is None or consent.withdrawn_on is not None:
        return False
    return scope in consent.scopes and Scope.NOTES in consent.scopes


def latest_consent(person: str, consents: Iterable[Consent]) -> Consent | None:
    """The newest consent of a person, withdrawn or not: it is the one that holds."""
    own = [consent for consent in consents if consent.person == person]
    # Of two on the same day, recorded in the same second, the one that was added last holds.
    return max(reversed(own), key=lambda consent: (consent.given_on, consent.created), default=None)
