"""How far people stand apart: the general distance of Gower (A general coefficient of similarity, Biometrics, 1971).

The mean difference over the variables known of both: on a line how many bands lie between, as a part of all its steps
from band to band (Kaufman & Rousseeuw, 1990, on ordered variables); of a choice 0 for the same and 1 for another. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from persona_tui.insights.follows import Counted
from persona_tui.insights.mapping import Mapped


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """One variable as distances see it: `at` has, of those known, where they stand; on an ordered axis from 0 to 1."""

    variable: str
    ordered: bool
    at: Mapping[str, float]

    def between(self, one: str, other: str) -> float | None:
        """How far two people stand apart here, 0 to 1; None where it is not known of both."""
        if one not in self.at or other not in self.at:
            return None
        here, there = self.at[one], self.at[other]
        return abs(here - there) if self.ordered else float(here != there)


def axes(variables: Sequence[Mapped], count: Counted) -> list[Axis]:
    """An axis for everything that counts; what says the same counts once."""
    by_id = {each.id: each for each in variables}
    found = []
    for unit in count.units:
        bands = count.bands[unit.lead]
        ordered = not by_id[unit.lead].variable.is_choice
        last = max(len(by_id[unit.lead].cuts), 1) if ordered else 1
        found.append(
            Axis(variable=unit.lead, ordered=ordered, at={person: band / last for person, band in bands.items()})
        )
    return found


def gower(along: Iterable[Axis], one: str, other: str) -> float | None:
    """How far two people stand apart, 0 (alike) to 1; None where nothing is known of both."""
    apart = [found for axis in along if (found := axis.between(one, other)) is not None]
    return sum(apart) / len(apart) if apart else None


def mean_gower(along: Sequence[Axis], ones: Sequence[str], others: Sequence[str]) -> float | None:
    """The mean distance between the members of two groups, over pairs of whom anything is known of both."""
    found = [apart for one in ones for other in others if (apart := gower(along, one, other)) is not None]
    return sum(found) / len(found) if found else None
