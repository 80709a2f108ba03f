"""The two groups that lie furthest apart: what two personas are built from first (METHOD B). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import Candidate, Patterns
from persona_tui.insights.view import StudyView


class Rest(StrEnum):
    """What the two groups rest on, the best first."""

    KEPT = "kept"
    BEYOND_LUCK = "beyond_luck"
    ONE_BEYOND_LUCK = "one_beyond_luck"
    MAYBE_LUCK = "maybe_luck"


class AskOf(msgspec.Struct, frozen=True, kw_only=True):
    """Whom (an id) to ask about which variables (ids); `talk` where nobody has talked to them with a consent yet."""

    person: str
    variables: tuple[str, ...]
    talk: bool


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A variable (id) on which the two groups stand apart, by how much (0 to 1), and in which band most of each is."""

    variable: str
    apart: float
    one: int
    other: int


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """The two groups (`one` and `other`, of ids) with their mean Gower distance (0 to 1) and what they differ on, the
    most first; or None with what is `missing`.
    """

    one: Candidate | None = None
    other: Candidate | None = None
    distance: float | None = None
    rest: Rest | None = None
    differences: tuple[Difference, ...] = ()
    missing: tuple[AskOf, ...] = ()
    asked: tuple[str, ...] = ()


def furthest_apart(view: StudyView, variables: Sequence[Mapped], found: Patterns) -> Apart:
    """Of the candidates that share no member, of customers who were really asked, the two that lie furthest apart."""
    raise NotImplementedError
