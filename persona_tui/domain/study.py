"""The study: what the business is, and what it wants to find out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Attribute
from persona_tui.domain.records import Part, Record


class SellsTo(StrEnum):
    """Whom the business sells to; firmographics are offered when that is not people alone."""

    PEOPLE = "people"
    BUSINESSES = "businesses"
    BOTH = "both"


class HouseStyle(Part, kw_only=True):
    """How the business's documents look. `logo` is a picture's file name in the study's faces folder; colours are six
    hexadecimal digits, without "#"; fonts are names. Empty ones leave the program's own.
    """

    logo: str = ""
    main_colour: str = ""
    second_colour: str = ""
    heading_font: str = ""
    text_font: str = ""


class Study(Record, kw_only=True):
    """One study. `picked` are the keys of the attributes that count, in their order; `special_purposes` says for
    each special attribute that is turned on what it is needed for; `start_up` means there are no customers yet.
    `redact_words` are names of companies and places that a redacted document leaves out, besides those in the records.
    """

    business: str
    sells_to: SellsTo = SellsTo.PEOPLE
    purpose: str = ""
    picked: list[str] = msgspec.field(default_factory=list)
    own_attributes: list[Attribute] = msgspec.field(default_factory=list)
    special_purposes: dict[str, str] = msgspec.field(default_factory=dict)
    screen_language: str = ""
    bank_language: str = "en"
    document_language: str = "en"
    currency: str = "EUR"
    start_up: bool = False
    review_on: date | None = None
    house: HouseStyle = msgspec.field(default_factory=HouseStyle)
    redact_words: list[str] = msgspec.field(default_factory=list)
