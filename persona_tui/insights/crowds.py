"""Dozens to hundreds of people, too many to look at every group: all pairs are counted, groups found around middles.

Groups: k-medoids (Kaufman & Rousseeuw, 1990) on Gower's distance (1971), for two to five groups. Each number of groups
is held against the same search in shuffled studies, by how far people are from the middles; the smallest chance, pairs
among them, is held against the same of every shuffle (min-P, Westfall & Young, 1993). Of the numbers of groups that
stand out, the one with the greatest silhouette (Rousseeuw, 1987) is shown; each of its groups is then held against
the tightest group of at least its size in every shuffle.

Cost: for n people each shuffle takes some thirty passes over n × n numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from persona_tui.insights.follows import Counted
from persona_tui.insights.gower import Axis, axes
from persona_tui.insights.luck import smallest_chances
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.medoids import Grouped, build, silhouette, swapped
from persona_tui.insights.patterns import (
    LEAST_SD,
    LUCK,
    Cancelled,
    Candidate,
    Patterns,
    Progress,
    SizeLuck,
    Telling,
    rank,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GROUPS = (2, 3, 4, 5)
"""How many groups are tried: as many as there are usually personas (METHOD B)."""
MOST_PAIRS = 20
MOST_OF_THEM = 0.75
"""A group of a crowd shares a variable when so many of its members who are known on it stand together,"""
KNOWN_OF_THEM = 0.5
"""and so many of its members are known on it."""


class _Look:
    """The study or a shuffle of it: how many variables the best pair shares, and the groups for each number of them."""

    def __init__(self, crowd: _Crowd, shuffled: np.random.Generator | None) -> None:
        import numpy as np

        self.distances, shared = crowd.distances(shuffled)
        np.fill_diagonal(shared, -1)
        self.shared = shared
        self.best_pair = int(shared.max())
        first = build(self.distances, min(GROUPS[-1], len(self.distances) - 1))
        self.grouped: dict[int, Grouped] = {n: swapped(self.distances, first[:n]) for n in GROUPS if n <= len(first)}

    def spread(self) -> list[float]:
        """For each number of groups, how far people are from the middles on average."""
        return [float(found.distance.mean()) for found in self.grouped.values()]


class _Crowd:
    """The variables of a crowd as matrices: a row per person, a column per step from band to band or per option."""

    def __init__(self, along: Sequence[Axis], people: Sequence[str]) -> None:
        import numpy as np

        self._columns = []
        numbers = {person: number for number, person in enumerate(people)}
        known = np.zeros((len(people), len(along)), dtype=np.float32)
        for place, axis in enumerate(along):
            rows = np.array([numbers[person] for person in axis.at if person in numbers], dtype=np.int64)
            at = np.array([axis.at[person] for person in axis.at if person in numbers])
            known[rows, place] = 1
            self._columns.append((axis.ordered, rows, at))
        self._n = len(people)
        self._both = known @ known.T

    def distances(self, shuffled: np.random.Generator | None) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The distance of everybody from everybody, and on how many variables they stand together."""
        import numpy as np

        steps, known_steps, choices, bands = [], [], [], []
        choice_known = []
        for ordered, rows, at in self._columns:
            places = shuffled.permutation(at) if shuffled is not None else at
            standing = np.unique(at)
            own = np.zeros((self._n, len(standing)), dtype=np.float32)
            own[rows, np.searchsorted(standing, places)] = 1
            bands.append(own)
            is_known = np.zeros((self._n, 1), dtype=np.float32)
            is_known[rows] = 1
            if ordered:
                weights = np.sqrt(np.diff(standing)).astype(np.float32)
                above = np.zeros((self._n, len(weights)), dtype=np.float32)
                above[rows] = (places[:, None] > standing[None, :-1]) * weights
                steps.append(above)
                known_steps.append(is_known * weights)
            else:
                choices.append(own)
                choice_known.append(is_known)
        apart = np.zeros((self._n, self._n), dtype=np.float32)
        if steps:
            above, all_known = np.hstack(steps), np.hstack(known_steps)
            crossed = above @ (all_known - above).T
            apart += crossed + crossed.T
        if choices:
            mine, known = np.hstack(choices), np.hstack(choice_known)
            apart += known @ known.T - mine @ mine.T
        everything = np.hstack(bands)
        together = everything @ everything.T
        found = np.divide(apart, self._both, out=np.full_like(apart, np.nan), where=self._both > 0)
        if np.isnan(found).any():
            found = np.where(np.isnan(found), np.float32(np.nanmean(found)), found)
        np.fill_diagonal(found, 0)
        return np.maximum(found, 0), together


def find_in_crowd(
    variables: Sequence[Mapped],
    count: Counted,
    people: tuple[str, ...],
    shuffles: int,
    seed: int,
    cancelled: Cancelled | None = None,
    progress: Progress | None = None,
) -> Patterns:
    """Groups and pairs of a crowd with luck beside them. Stopped early, it answers with the shuffles made so far."""
    import numpy as np

    crowd = _Crowd(axes(variables, count), people)
    rng = np.random.default_rng(seed)
    study = _Look(crowd, None)
    numbers = tuple(study.grouped)
    pairs, spreads, tight = [study.best_pair], [study.spread()], []
    for done in range(shuffles):
        if cancelled is not None and cancelled():
            break
        look = _Look(crowd, rng)
        pairs.append(look.best_pair)
        spreads.append(look.spread())
        tight.append([found.tightness() for found in look.grouped.values()])
        if progress is not None:
            progress(done + 1, shuffles)
    # The nearer to the middles, the more surprising: turned round, the most surprising is the most, as with pairs.
    pool = np.column_stack([np.array(pairs, dtype=float), -np.array(spreads)])
    chances, smallest = smallest_chances(pool)
    gate = [_chance(smallest, of) for of in chances[0]]
    candidates = _pairs(study, people, pairs, smallest, Telling(variables, count))
    standing_out = [place for place in range(len(numbers)) if gate[place + 1] <= LUCK]
    chosen = max(
        standing_out or range(len(numbers)),
        key=lambda place: silhouette(study.distances, study.grouped[numbers[place]].of, numbers[place]),
    )
    candidates += _groups(
        study.grouped[numbers[chosen]],
        people,
        [found[chosen] for found in tight],
        gate[chosen + 1],
        Telling(variables, count, MOST_OF_THEM, KNOWN_OF_THEM),
    )
    ranked = rank(candidates)
    shuffled = np.array(pairs[1:], dtype=float) if len(pairs) > 1 else np.zeros(1)
    return Patterns(
        people=people,
        counted=count,
        candidates=ranked,
        by_size={2: SizeLuck(mean=float(shuffled.mean()), sd=float(shuffled.std()), most=int(shuffled.max()))},
        chance=float(min(gate)),
        shuffles=len(pairs) - 1,
        seed=seed,
        crowd=True,
        stopped=len(pairs) - 1 < shuffles,
    )


def _chance(smallest: NDArray[np.float64], of: float) -> float:
    return float((1 + (smallest[1:] <= of + 1e-12).sum()) / len(smallest))


def _pairs(
    study: _Look, people: Sequence[str], best: Sequence[int], smallest: NDArray[np.float64], told: Telling
) -> list[Candidate]:
    """The pairs that stand together on most."""
    import numpy as np

    shuffled = np.array(best[1:], dtype=float) if len(best) > 1 else np.zeros(1)
    luck = SizeLuck(mean=float(shuffled.mean()), sd=float(shuffled.std()), most=int(shuffled.max()))
    rows, columns = np.triu_indices(len(people), 1)
    shared = study.shared[rows, columns]
    order = np.argsort(-shared, kind="stable")[:MOST_PAIRS]
    found = []
    for place in order[shared[order] >= 1].tolist():
        n = float(shared[place])
        of_size = float((1 + (np.array(best[1:]) >= n).sum()) / len(best))
        found.append(
            told.candidate(
                (people[rows[place]], people[columns[place]]),
                luck=luck,
                excess=(n - luck.mean) / max(luck.sd, LEAST_SD),
                chance=_chance(smallest, of_size),
                chance_of_size=of_size,
            )
        )
    return found


def _groups(
    grouped: Grouped,
    people: Sequence[str],
    shuffled: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]],
    gate: float,
    told: Telling,
) -> list[Candidate]:
    """Each group of two or more, held against the tightest group of at least its size in every shuffle."""
    import numpy as np

    sizes, tightness = grouped.tightness()
    found = []
    for number, size in enumerate(sizes.tolist()):
        if size < 2:
            continue
        tightest = np.array([_tightest(them, far, size) for them, far in shuffled]) if shuffled else np.ones(1)
        of_size = float((1 + (tightest <= tightness[number] + 1e-9).sum()) / (1 + len(shuffled)))
        finite = tightest[np.isfinite(tightest)]
        mean, sd = (float(finite.mean()), float(finite.std())) if len(finite) else (1.0, 1.0)
        members = tuple(people[place] for place in np.flatnonzero(grouped.of == number).tolist())
        found.append(
            told.candidate(
                members,
                excess=(mean - float(tightness[number])) / max(sd, 0.005),
                chance=max(gate, of_size),
                chance_of_size=of_size,
                middle=people[int(grouped.middles[number])],
            )
        )
    return found


def _tightest(sizes: NDArray[np.int64], tightness: NDArray[np.float64], size: int) -> float:
    """How tight the tightest group of at least that size is; infinity where there is none."""
    enough = tightness[sizes >= size]
    return float(enough.min()) if len(enough) else float("inf")
