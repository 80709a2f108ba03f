"""People who stand together on many variables, and beside every such group: how often luck alone makes one like it.

The search is that of Cooper, Reimann, Cronin & Noessel (About Face, 4th ed. 2014, chapter 3) and Goodwin (Designing for
the Digital Age, 2009): look for people who stand together on many behavioural variables. Every possible group is
searched, so each is held against the best group of every shuffled study (a maximum statistic), and the sizes of groups
against each other by the smallest chance (Westfall & Young, Resampling-Based Multiple Testing, 1993, min-P). Luck is
all that this tests, not meaning. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from persona_tui.insights.follows import Follows, Unit
from persona_tui.insights.mapping import Mapped

SHUFFLES = 2000
SHUFFLES_OF_CROWD = 200
SEED = 1
MOST_FOR_ALL_GROUPS = 16
"""Up to so many people every possible group is looked at; more are a crowd (crowds.py)."""
LUCK = 0.05
"""Of a hundred studies of pure noise, at most five show any group as beyond luck."""

Progress = Callable[[int, int], None]
"""Called with (shuffles done, shuffles wanted)."""
Cancelled = Callable[[], bool]


class SizeLuck(msgspec.Struct, frozen=True, kw_only=True):
    """What luck brings to the best group of one size: the mean and standard deviation over shuffles, and the most."""

    mean: float
    sd: float
    most: int


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """People (ids) who stand together on the variables `shared` (ids; each counts once). `also` are variables that
    they share too but that count with one of `shared`; on `splits` those who are known stand in different bands;
    `unknown` are not known of all of them, and divide nobody who is known.

    `luck` is what shuffles bring to the best group of this size (None in a crowd); `excess` is shared minus its mean, in
    its standard deviations. `chance` is the part of shuffled studies (0 to 1) whose most surprising group, of any size,
    is at least as surprising as this one; `chance_of_size` the part with a group of this size that shares as much.
    `varies` is the place in the ranking of a better candidate with nearly the same people, None for one of its own.
    """

    people: tuple[str, ...]
    shared: tuple[str, ...]
    also: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    luck: SizeLuck | None = None
    excess: float
    chance: float
    chance_of_size: float
    varies: int | None = None

    @property
    def beyond_luck(self) -> bool:
        """Whether luck brings such a group in at most 5 of 100 studies."""
        return self.chance <= LUCK


class Patterns(msgspec.Struct, frozen=True, kw_only=True):
    """What was found among `people` (ids). `candidates` are ranked: beyond luck first, three or more people before
    pairs, then by excess. `by_size` says what luck brings to each size of group. `chance` is that of the whole study:
    the part of shuffled ones that hold anything as surprising. `crowd`: too many people to look at every group.
    `stopped`: fewer shuffles were made than wanted, because somebody asked to stop.
    """

    people: tuple[str, ...]
    units: tuple[Unit, ...]
    follows: tuple[Follows, ...]
    candidates: tuple[Candidate, ...]
    by_size: Mapping[int, SizeLuck] = msgspec.field(default_factory=dict)
    chance: float = 1.0
    shuffles: int
    seed: int
    crowd: bool = False
    stopped: bool = False

    @property
    def beyond_luck(self) -> list[Candidate]:
        """The candidates that luck seldom brings."""
        return [candidate for candidate in self.candidates if candidate.beyond_luck]


def find_patterns(
    variables: Sequence[Mapped],
    people: Sequence[str],
    *,
    shuffles: int | None = None,
    seed: int = SEED,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
) -> Patterns:
    """All maximal groups of two or more of `people` (ids) who share bands, each with luck beside it.

    `shuffles` is 2,000 where left open, and 200 for a crowd. Stopped early (`cancelled` says True), it answers with the
    shuffles made so far.
    """
    raise NotImplementedError
