"""What can be recorded of a customer, and what is recorded.

The catalogue of attributes is data (question_banks/attributes/); the study picks from it and adds its own.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from persona_tui.domain.records import FixedPart, Record, now


class Group(StrEnum):
    """The five groups of METHOD: what kind of fact an attribute is, in the order of the template."""

    DEMOGRAPHIC = "demographic"
    PSYCHOGRAPHIC = "psychographic"
    SOCIOECONOMIC = "socioeconomic"
    GEOGRAPHIC = "geographic"
    FIRMOGRAPHIC = "firmographic"
    OWN = "own"


class Kind(StrEnum):
    """What shape a value has, and so what input a form draws for it."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    SCALE = "scale"


class Care(StrEnum):
    """How careful to be: `special` is GDPR article 9, off until the study turns it on with a purpose."""

    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special"


class Option(FixedPart, kw_only=True, frozen=True):
    """One of the answers to choose from."""

    key: str
    label: str


class Attribute(FixedPart, kw_only=True, frozen=True):
    """One thing that can be known about a customer.

    `ask` is the question that asks for it; `aliases` are the column names other programs give it, in lower
    case; `topics` are words in a study's purpose that make it worth proposing; `sells_to` limits it to studies
    that sell to people or businesses ("" for both); `low` and `high` name the ends of a scale, `steps` its length.
    """

    key: str
    label: str
    group: Group
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    care: Care = Care.NONE
    ask: str = ""
    unit: str = ""
    core: bool = False
    sells_to: str = ""
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    steps: int = 5

    def option_label(self, key: str) -> str:
        """What a person reads for an option's key; a key of an older catalogue is shown as it is."""
        return next((option.label for option in self.options if option.key == key), key)


class Known(StrEnum):
    """Whether a value is known. Not knowing, and not wanting to say, are answers too."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_SAID = "not_said"


class SourceKind(StrEnum):
    """Where a value came from."""

    TYPED = "typed"
    IMPORTED = "imported"
    INTERVIEW = "interview"


Content = str | float | list[str] | None
"""A text, year or scale step as a text or number; an option's key; several options' keys; None where not known."""


class Value(Record, kw_only=True):
    """What one source says about one attribute of one person.

    Several sources may say different things: all are kept, and the one not `set_aside` and newest counts.
    `source` is a file's name for an import and an interview's id for an interview.
    """

    person: str
    attribute: str
    content: Content = None
    known: Known = Known.KNOWN
    source_kind: SourceKind = SourceKind.TYPED
    source: str = ""
    as_of: datetime = msgspec.field(default_factory=now)
    set_aside: bool = False
