"""How much the best group of each size shares, in the study and in shuffles of it: every group at once, with NumPy.

Each variable's bands are shuffled among the people known on it, so what is known of whom, and how many stand in each
band, stays. Each shuffle keeps, per size of group, the most that any group shares (a maximum statistic); the smallest
chance over sizes is held against the same smallest chance of every shuffle (min-P of Westfall & Young, 1993). Study and
shuffles are ranked as one pool, so that the stated rate holds exactly, whatever the number of shuffles. Groups that
share fewer than four things stay out, in the study and in its shuffles.

A group is a number whose bits are its people. What a group shares is the sum, over variables and bands, of the bands
that hold all of it: a sum over supersets, made for all groups in one pass per person (Yates, 1937).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_SHARED = 4
"""A group that shares fewer things is never beyond luck: two things that go together are a likeness, and no pattern."""
_CELLS = 1 << 23
"""Groups times shuffles that are held at once: 8 MB."""

Column = Mapping[int, int]
"""Of one variable, the band of each person known on it, by the person's number."""


class Pool(msgspec.Struct, frozen=True):
    """The most that any group shares: `best[shuffle, size]`, the study itself in row 0; sizes below 2 stay 0.

    `smallest` has each row's smallest chance over sizes; `stopped` says that fewer shuffles were made than wanted.
    """

    best: NDArray[np.int16]
    smallest: NDArray[np.float64]
    stopped: bool

    def of_size(self, size: int) -> tuple[float, float, int]:
        """Mean, standard deviation and most over the shuffles of what the best group of that size shares."""
        shuffled = self.best[1:, size]
        if not len(shuffled):
            return 0.0, 0.0, 0
        return float(shuffled.mean()), float(shuffled.std()), int(shuffled.max())

    def chance_of_size(self, size: int, shared: int) -> float:
        """The part of the pool with a group of that size that shares as much; 1 for fewer than four things."""
        if shared < FEWEST_SHARED:
            return 1.0
        return float((1 + (self.best[1:, size] >= shared).sum()) / len(self.best))

    def chance(self, of_size: float) -> float:
        """The part of the pool with a group, of any size, at least as surprising."""
        return float((1 + (self.smallest[1:] <= of_size + 1e-12).sum()) / len(self.smallest))


def shared_by_group(columns: Sequence[Column], people: int) -> NDArray[np.int16]:
    """For every group (a number below 2 ** people), how many variables it shares."""
    import numpy as np

    counts = np.zeros((1 << people, 1), dtype=np.int16)
    for column in columns:
        groups: dict[int, int] = {}
        for person, band in column.items():
            groups[band] = groups.get(band, 0) | 1 << person
        for group in groups.values():
            counts[group, 0] += 1
    _add_supersets(counts, people)
    return counts[:, 0]


def closed_groups(shared: NDArray[np.int16], people: int) -> list[int]:
    """The groups of two or more that share something and that nobody can join without their sharing less."""
    import numpy as np

    groups = np.arange(1 << people)
    closed = (shared >= 1) & (_sizes(people) >= 2)
    for person in range(people):
        bit = 1 << person
        outside = (groups & bit) == 0
        closed &= ~outside | (shared[groups | bit] < shared)
    found: list[int] = np.flatnonzero(closed).tolist()
    return found


def pool(
    columns: Sequence[Column],
    people: int,
    shuffles: int,
    seed: int,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Pool:
    """The study and its shuffles. `columns` have people numbered from 0; two people or more."""
    import numpy as np

    sizes = _sizes(people)
    of_size = [np.flatnonzero(sizes == size) for size in range(people + 1)]
    rows = [_best(shared_by_group(columns, people)[:, None], of_size)]
    rng = np.random.default_rng(seed)
    at_once = max(1, min(shuffles, _CELLS >> people))
    done, stopped = 0, False
    while done < shuffles:
        if cancelled is not None and cancelled():
            stopped = True
            break
        wanted = min(at_once, shuffles - done)
        rows.append(_best(_shuffled(columns, people, wanted, rng), of_size))
        done += wanted
        if progress is not None:
            progress(done, shuffles)
    best = np.concatenate(rows)
    enough = np.where(best[:, 2:] < FEWEST_SHARED, 0, best[:, 2:])
    return Pool(best=best, smallest=smallest_chances(enough)[1], stopped=stopped)


def _shuffled(columns: Sequence[Column], people: int, shuffles: int, rng: np.random.Generator) -> NDArray[Any]:
    """For every group and shuffle, how many variables the group shares."""
    import numpy as np

    counts = np.zeros((1 << people, shuffles), dtype=np.int8 if len(columns) < 127 else np.int16)
    each = np.arange(shuffles)
    for column in columns:
        bits = np.array([1 << person for person in column], dtype=np.int64)
        bands = np.array(list(column.values()))
        shuffled = rng.permuted(np.tile(bits, (shuffles, 1)), axis=1)
        for band in np.unique(bands):
            members = np.flatnonzero(bands == band)
            if len(members) >= 2:
                counts[shuffled[:, members].sum(axis=1), each] += 1
    _add_supersets(counts, people)
    return counts


def _add_supersets(counts: NDArray[Any], people: int) -> None:
    """Add to each group's count those of all groups that hold it, in place."""
    shuffles = counts.shape[1]
    for person in range(people):
        halves = counts.reshape(1 << (people - 1 - person), 2, 1 << person, shuffles)
        halves[:, 0] += halves[:, 1]


def _sizes(people: int) -> NDArray[np.int64]:
    import numpy as np

    groups = np.arange(1 << people)
    sizes = np.zeros(1 << people, dtype=np.int64)
    for person in range(people):
        sizes += (groups >> person) & 1
    return sizes


def _best(counts: NDArray[Any], of_size: Sequence[NDArray[np.int64]]) -> NDArray[np.int16]:
    import numpy as np

    best = np.zeros((counts.shape[1], len(of_size)), dtype=np.int16)
    for size in range(2, len(of_size)):
        best[:, size] = counts[of_size[size]].max(axis=0)
    return best


def smallest_chances(pool: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For rows of statistics (a column each; the more, the more surprising), every row held against all: the chance of
    each, and each row's smallest.
    """
    import numpy as np

    chances = np.ones(pool.shape)
    for place in range(pool.shape[1]):
        column = pool[:, place]
        ordered = np.sort(column)
        chances[:, place] = (len(column) - np.searchsorted(ordered, column, side="left")) / len(column)
    return chances, chances.min(axis=1)
