"""Where customers are found: what each one uses, and what the business's own figures say."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from persona_tui.domain.records import Record


class Channel(StrEnum):
    """The channels of METHOD A4, and two that need no figures; own ones are stored under their own words."""

    EMAIL = "email"
    WEB = "web"
    SOCIAL = "social"
    PHONE = "phone"
    IN_PERSON = "in_person"


class ChannelUse(Record, kw_only=True):
    """That `person` uses `channel`, and how. `preferred` is 1 for the first choice, 2 for the second, 0 for used."""

    person: str
    channel: str
    preferred: int = 0
    how: str = ""
    source: str = ""


class ChannelReading(Record, kw_only=True):
    """What the figures of a channel say: `says` in plain words, from `source`, as of `read_on`."""

    channel: str
    says: str
    source: str = ""
    read_on: date
