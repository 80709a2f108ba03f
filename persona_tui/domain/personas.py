"""A persona: a name and a face for a group of customers, in the template's order (METHOD A5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from persona_tui.domain.claims import Claim
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.records import Part, Record, new_id


class PersonaKind(StrEnum):
    """What a persona is for: `negative` is whom the business does not want."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    NEGATIVE = "negative"


class FieldKey(StrEnum):
    """The parts of the template that hold claims, in its order. Own fields have keys of their own."""

    DEMOGRAPHICS = "demographics"
    PSYCHOGRAPHICS = "psychographics"
    SOCIOECONOMICS = "socioeconomics"
    FIRMOGRAPHICS = "firmographics"
    GOALS = "goals"
    PAINS = "pains"
    MOTIVATORS = "motivators"
    CHANNELS = "channels"


class PersonaField(Part, kw_only=True):
    """One part of the template and the claims in it. `label` is set for own fields alone."""

    key: str = msgspec.field(default_factory=new_id)
    label: str = ""
    claims: list[Claim] = msgspec.field(default_factory=list)
    removed: bool = False


class FaceKind(StrEnum):
    """Where a face comes from."""

    FILE = "file"
    DRAWN = "drawn"


class Face(Part, kw_only=True):
    """A persona's face. `file` is its name under the study's faces folder; a drawn one can be drawn again from its
    seed and settings. `agreed` says of a photo whether the person in it agreed to this use.
    """

    kind: FaceKind
    file: str
    seed: int = 0
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    agreed: bool = False


class Quote(Part, kw_only=True):
    """A customer's words, as pieces of one or more word-for-word lines. Cuts show as […]: between pieces, and where
    the line said more before the first or behind the last.
    """

    pieces: list[Evidence] = msgspec.field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with their cuts."""
        if not self.pieces:
            return ""
        return with_cuts([piece.exact for piece in self.pieces], self.pieces[0].prefix, self.pieces[-1].suffix)


CUT = "[…]"
_WORD = re.compile(r"\w")


def with_cuts(parts: Sequence[str], before: str, behind: str) -> str:
    """The parts of a quote with […] for what was left out: between them, and where words stand before or behind."""
    shown = [CUT] if _WORD.search(before) else []
    shown.append(f" {CUT} ".join(parts))
    shown += [CUT] if _WORD.search(behind) else []
    return " ".join(shown)


class ClaimCount(Part, kw_only=True):
    """How a claim stood at a moment: the people (ids) who said so, were known, and spoke against it."""

    claim: str
    text: str = ""
    voices: list[str] = msgspec.field(default_factory=list)
    known: list[str] = msgspec.field(default_factory=list)
    against: list[str] = msgspec.field(default_factory=list)


class PersonaVersion(Part, kw_only=True):
    """What a persona was at a moment, as its stored document (without its own versions), why it was kept, how its
    claims stood then, and which interviews (ids) it could rest on.
    """

    at: datetime
    document: dict[str, Any]
    why: str = ""
    counts: list[ClaimCount] = msgspec.field(default_factory=list)
    interviews: list[str] = msgspec.field(default_factory=list)


class Persona(Record, kw_only=True):
    """A persona, built from `people` (ids) that stand together for a `reason`.

    `archetype` is the line below the name: the challenge or situation that names the type (METHOD B). `pattern` is the
    id of the pattern it was built from, "" for one that was put together by hand. `finished_on` is the day on which it
    was called finished.
    """

    name: str = ""
    archetype: str = ""
    kind: PersonaKind = PersonaKind.PRIMARY
    language: str = "en"
    people: list[str] = msgspec.field(default_factory=list)
    reason: str = ""
    pattern: str = ""
    finished_on: date | None = None
    face: Face | None = None
    quote: Quote | None = None
    fields: list[PersonaField] = msgspec.field(default_factory=list)
    review_on: date | None = None
    order: float = 0.0
    versions: list[PersonaVersion] = msgspec.field(default_factory=list)

    def field(self, key: str) -> PersonaField | None:
        """The field with that key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    @property
    def shown_fields(self) -> list[PersonaField]:
        """The fields that have not been removed, in the template's order."""
        return [field for field in self.fields if not field.removed]


def template_fields(sells_to_businesses: bool) -> list[PersonaField]:
    """An empty template: every field of METHOD A5; firmographics only when selling to businesses."""
    return [PersonaField(key=key) for key in FieldKey if key is not FieldKey.FIRMOGRAPHICS or sells_to_businesses]


class Missing(StrEnum):
    """A part of the template that is still empty, besides the fields."""

    PEOPLE = "people"
    NAME = "name"
    FACE = "face"
    QUOTE = "quote"


def what_is_missing(persona: Persona) -> list[str]:
    """The parts that are still empty, in the template's order: keys of `Missing` and of fields."""
    missing: list[str] = []
    if not persona.people:
        missing.append(Missing.PEOPLE)
    if not persona.name.strip():
        missing.append(Missing.NAME)
    if persona.face is None:
        missing.append(Missing.FACE)
    empty = [field.key for field in persona.shown_fields if not field.claims]
    before_quote = {
        FieldKey.DEMOGRAPHICS,
        FieldKey.PSYCHOGRAPHICS,
        FieldKey.SOCIOECONOMICS,
        FieldKey.FIRMOGRAPHICS,
    }
    missing += [key for key in empty if key in before_quote]
    if persona.quote is None or not persona.quote.pieces:
        missing.append(Missing.QUOTE)
    return missing + [key for key in empty if key not in before_quote]


def is_complete(persona: Persona) -> bool:
    """Whether every part of the template that was kept is filled."""
    return not what_is_missing(persona)


def is_finished(persona: Persona) -> bool:
    """Whether a persona was called finished, and nothing has gone missing from it since."""
    return persona.finished_on is not None and is_complete(persona)
