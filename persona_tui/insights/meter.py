"""How many real best customers there are, of the five to ten that a study wants (METHOD A1)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.domain.people import FEWEST_BEST, MOST_BEST, Person, real_best
from persona_tui.i18n import _, ngettext


class Meter(msgspec.Struct, frozen=True):
    """How many real best customers there are, of how many one wants."""

    count: int
    advice: str
    low: int = FEWEST_BEST
    high: int = MOST_BEST

    @property
    def is_right(self) -> bool:
        """Whether the number is between the two."""
        return self.low <= self.count <= self.high


def best_meter(people: Sequence[Person]) -> Meter:
    """The meter of the best customers that exist, with what to do about it ("" when the number is right)."""
    count = len(real_best(people))
    if count < FEWEST_BEST:
        advice = ngettext(
            "Add {n} more: what five to ten share is seldom chance.",
            "Add {n} more: what five to ten share is seldom chance.",
            FEWEST_BEST - count,
        ).format(n=FEWEST_BEST - count)
    elif count > MOST_BEST:
        advice = _("More than ten blur the picture: keep the ten who get most out of what you sell.")
    else:
        advice = ""
    return Meter(count=count, advice=advice)
