"""From where people stand on a line to at most three bands: where the gaps between them are.

After the mapping of interviewed people on behavioural variables (Cooper, Reimann, Cronin & Noessel, About Face, 4th ed.
2014, chapter 3; Goodwin, Designing for the Digital Age, 2009): relative order matters, precision does not. Slots left
empty between people form the gaps; the widest are where one band ends and the next begins. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from persona_tui.domain.variables import MOST_BANDS, SLOTS

FEWEST_WITHOUT_GAP = 4
"""On a stretch without a gap, people are divided only where it is at least so many slots long: neighbours are alike."""


def proposed_cuts(slots: Iterable[int]) -> tuple[int, ...]:
    """The slots behind which a new band begins, for people (one or more) who stand at `slots` (1 to 13).

    The widest gaps come first; of equally wide ones those that divide people most evenly. Where people stand on a long
    stretch without any gap, they are divided into parts as equal as can be. Nobody apart: no cuts.
    """
    people = sorted(slots)
    places = sorted(set(people))
    gaps = [(low, high) for low, high in pairwise(places) if high - low > 1]
    if gaps:
        return _at_gaps(people, gaps)
    if len(places) < FEWEST_WITHOUT_GAP:
        return ()
    return _most_even(people, [()] if not places else list(combinations(places[:-1], MOST_BANDS - 1)))


def _at_gaps(people: Sequence[int], gaps: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    wanted = min(len(gaps), MOST_BANDS - 1)
    widths = sorted((high - low for low, high in gaps), reverse=True)[:wanted]
    middle = {gap: (gap[0] + gap[1]) // 2 for gap in gaps}
    widest = [
        tuple(sorted(middle[gap] for gap in chosen))
        for chosen in combinations(gaps, wanted)
        if sorted((high - low for low, high in chosen), reverse=True) == widths
    ]
    return _most_even(people, widest)


def _most_even(people: Sequence[int], choices: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Of several ways to cut, the one whose bands differ least in how many people they hold; the first of equals."""

    def unevenness(cuts: tuple[int, ...]) -> int:
        sizes = [0] * (len(cuts) + 1)
        for slot in people:
            sizes[band_of(slot, cuts)] += 1
        return sum(size * size for size in sizes)

    return min(choices, key=unevenness, default=())


def sound_cuts(cuts: Iterable[int]) -> tuple[int, ...]:
    """A person's own cuts, in order and on the line; at most two."""
    return tuple(sorted({cut for cut in cuts if 1 <= cut < SLOTS})[: MOST_BANDS - 1])


def band_of(slot: int, cuts: Sequence[int]) -> int:
    """Which band a slot lies in, from 0: a cut is the last slot of the band before it."""
    return bisect_left(cuts, slot)
