"""People who stand together on many variables, and beside every such group: how often luck alone makes one like it.

The search is that of Cooper, Reimann, Cronin & Noessel (About Face, 4th ed. 2014, chapter 3) and Goodwin (Designing for
the Digital Age, 2009): look for people who stand together on many behavioural variables. Every possible group is
searched, so each is held against the best group of every shuffled study (a maximum statistic), and the sizes of groups
against each other by the smallest chance (Westfall & Young, Resampling-Based Multiple Testing, 1993, min-P). Luck is
all that this tests, not meaning. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from persona_tui.insights.follows import Counted, Follows, Unit, counted
from persona_tui.insights.luck import FEWEST_SHARED, closed_groups, pool, shared_by_group
from persona_tui.insights.mapping import Mapped

SHUFFLES = 2000
SHUFFLES_OF_CROWD = 200
SEED = 1
MOST_FOR_ALL_GROUPS = 16
"""Up to so many people every possible group is looked at; more are a crowd (crowds.py)."""
LEAST_SD = 0.25
"""Counts are whole numbers: an excess is measured in no less than a quarter of one."""
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

    `luck` is what shuffles bring to the best group of this size (None for the groups of a crowd); `excess` is shared
    minus its mean, in its standard deviations. `chance` is the part of shuffled studies (0 to 1) whose most surprising
    group, of any size, is at least as surprising as this one; `chance_of_size` the part with a group of this size that
    shares as much. `varies` is the place in the ranking of a better candidate with nearly the same people, None for one
    of its own. The groups of a crowd share a variable when most of them do; `middle` is the one who is most like the
    others of such a group, "" elsewhere.
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
    middle: str = ""

    @property
    def beyond_luck(self) -> bool:
        """Whether luck brings such a group in at most 5 of 100 studies."""
        return self.chance <= LUCK


class Patterns(msgspec.Struct, frozen=True, kw_only=True):
    """What was found among `people` (ids). `candidates` are ranked: beyond luck first, three or more people before
    pairs, then by excess. `by_size` says what luck brings to each size of group. `chance` is that of the whole study:
    the part of shuffled ones that hold anything as surprising. `crowd`: too many people to look at every group.
    `stopped`: fewer shuffles were made than wanted, because somebody asked to stop. `waiting` are groups that would be
    beyond luck if what is merely much alike were different things: the person has to say so first.
    """

    people: tuple[str, ...]
    counted: Counted
    candidates: tuple[Candidate, ...]
    by_size: Mapping[int, SizeLuck] = msgspec.field(default_factory=dict)
    chance: float = 1.0
    shuffles: int
    seed: int
    crowd: bool = False
    stopped: bool = False
    waiting: tuple[Candidate, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """What counts, each unit once."""
        return self.counted.units

    @property
    def follows(self) -> tuple[Follows, ...]:
        """Why some variables do not count by themselves."""
        return self.counted.follows

    @property
    def beyond_luck(self) -> list[Candidate]:
        """The candidates that luck seldom brings."""
        return [candidate for candidate in self.candidates if candidate.beyond_luck]

    @property
    def leading(self) -> list[Candidate]:
        """The candidates that do not merely vary a better one."""
        return [candidate for candidate in self.candidates if candidate.varies is None]


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
    from persona_tui.insights.crowds import find_in_crowd

    count = counted(variables, people)
    known = {person for bands in count.bands.values() for person in bands}
    among = tuple(dict.fromkeys(person for person in people if person in known))
    if len(among) > MOST_FOR_ALL_GROUPS:
        wanted = SHUFFLES_OF_CROWD if shuffles is None else shuffles
        return find_in_crowd(variables, count, among, wanted, seed, cancelled, progress)
    wanted = SHUFFLES if shuffles is None else shuffles
    if len(among) < 2:
        return Patterns(people=among, counted=count, candidates=(), shuffles=wanted, seed=seed)
    found = _find_in_all_groups(variables, count, among, wanted, seed, cancelled, progress)
    if found.stopped or all(item.sure for item in count.follows):
        return found
    loose = counted(variables, people, only_sure=True)
    waiting = _find_in_all_groups(variables, loose, among, wanted, seed, cancelled, None)
    ours = [frozenset(each.people) for each in found.beyond_luck]
    return msgspec.structs.replace(
        found,
        waiting=tuple(
            each
            for each in waiting.leading
            if each.beyond_luck and not any(_nearly_same(frozenset(each.people), other) for other in ours)
        ),
    )


def _nearly_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= len(one | other)


def _find_in_all_groups(
    variables: Sequence[Mapped],
    count: Counted,
    people: tuple[str, ...],
    shuffles: int,
    seed: int,
    cancelled: Cancelled | None,
    progress: Progress | None,
) -> Patterns:
    numbers = {person: number for number, person in enumerate(people)}
    columns = [{numbers[person]: band for person, band in bands.items()} for bands in count.bands.values()]
    by_luck = pool(columns, len(people), shuffles, seed, cancelled, progress)
    by_size = {}
    for size in range(2, len(people) + 1):
        mean, sd, most = by_luck.of_size(size)
        by_size[size] = SizeLuck(mean=mean, sd=sd, most=most)
    shared = shared_by_group(columns, len(people))
    weighed: dict[tuple[int, int], tuple[float, float]] = {}
    told = Telling(variables, count)
    candidates = []
    for group in closed_groups(shared, len(people)):
        members = tuple(person for person in people if group >> numbers[person] & 1)
        size, n = len(members), int(shared[group])
        if (size, n) not in weighed:
            of_size = by_luck.chance_of_size(size, n)
            weighed[size, n] = of_size, by_luck.chance(of_size)
        of_size, chance = weighed[size, n]
        luck = by_size[size]
        excess = (n - luck.mean) / max(luck.sd, LEAST_SD)
        candidates.append(told.candidate(members, luck=luck, excess=excess, chance=chance, chance_of_size=of_size))
    ranked = rank(candidates)
    return Patterns(
        people=people,
        counted=count,
        candidates=ranked,
        by_size=by_size,
        chance=min((candidate.chance for candidate in ranked), default=1.0),
        shuffles=len(by_luck.best) - 1,
        seed=seed,
        stopped=by_luck.stopped,
    )


class Telling:
    """What a group shares, where it splits and what is not known of all of it, variable by variable."""

    def __init__(self, variables: Sequence[Mapped], count: Counted, most: float = 1.0, known: float = 1.0) -> None:
        """`most` is the part of those known who must stand together to share it, `known` that of all to be known."""
        self._count = count
        self._bands = {each.id: each.bands for each in variables}
        self._most = most
        self._known = known

    def candidate(self, people: tuple[str, ...], **weight: Any) -> Candidate:
        """The candidate of these people."""
        shared, also, splits, unknown = [], [], [], []
        for unit in self._count.units:
            stands = self._together(self._count.bands[unit.lead], people)
            if stands is None:
                unknown.append(unit.lead)
            elif stands:
                shared.append(unit.lead)
                also += [other for other in unit.others if self._together(self._bands[other], people)]
            else:
                splits.append(unit.lead)
        return Candidate(
            people=people,
            shared=tuple(shared),
            also=tuple(also),
            splits=tuple(splits),
            unknown=tuple(unknown),
            **weight,
        )

    def _together(self, bands: Mapping[str, int], people: Sequence[str]) -> bool | None:
        """Whether the people stand together; None where too few of them are known, and nothing divides those."""
        known = [bands[person] for person in people if person in bands]
        if len(set(known)) < 2:
            most = len(known)
        elif self._most == 1.0:
            return False
        else:
            most = max(Counter(known).values())
        if most < self._most * len(known):
            return False
        return None if len(known) < self._known * len(people) or len(known) < 2 else True


def rank(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Beyond luck first, three or more people before pairs, then by excess; each with the better one that it varies.
    Those who share fewer than four things come last.
    """
    ordered = sorted(
        candidates,
        key=lambda each: (
            not each.beyond_luck,
            len(each.shared) < FEWEST_SHARED,
            len(each.people) < 3,
            -each.excess,
            each.chance,
            -len(each.people),
            each.people,
        ),
    )
    leading: list[tuple[int, frozenset[str]]] = []
    ranked = []
    for place, candidate in enumerate(ordered):
        members = frozenset(candidate.people)
        better = next((number for number, other in leading if _nearly_same(members, other)), None)
        if better is None:
            leading.append((place, members))
        ranked.append(msgspec.structs.replace(candidate, varies=better))
    return tuple(ranked)
