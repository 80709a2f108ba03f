"""Which variables say the same thing twice: they place nearly everyone alike, or follow from one another. Pure.

Noise that is asked three ways passes for a pattern, so such variables count once: at once where the program sees it,
until the person says that they are things apart; for good where the person has confirmed it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

import msgspec

from persona_tui.insights.mapping import Mapped


class Why(StrEnum):
    """Why two or more variables count once."""

    CONFIRMED = "confirmed"
    SAME_ORDER = "same_order"
    SAME_GROUPS = "same_groups"
    DETERMINED = "determined"
    PRODUCT = "product"
    SAME_ANSWER = "same_answer"
    ALL_ALIKE = "all_alike"


class Follows(msgspec.Struct, frozen=True, kw_only=True):
    """`variable` follows from those in `of` (ids), as far as `known` people show. `confirmed`: the person said so;
    otherwise it is the program's proposal. `answer` and `people` are set for the same answer of the same people.
    """

    variable: str
    of: tuple[str, ...]
    why: Why
    known: int
    confirmed: bool = False
    answer: str = ""
    people: tuple[str, ...] = ()


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Variables (ids) that count once: `lead` is the one that is counted, `others` say the same."""

    lead: str
    others: tuple[str, ...] = ()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What counts once. `bands` has for each unit's lead the bands of the people known on it, as they are counted."""

    units: tuple[Unit, ...]
    follows: tuple[Follows, ...]
    bands: Mapping[str, Mapping[str, int]]


def counted(variables: Sequence[Mapped], people: Collection[str]) -> Counted:
    """What counts once among `variables`, as far as `people` (ids) show."""
    raise NotImplementedError
