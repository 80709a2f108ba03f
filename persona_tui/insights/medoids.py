"""Groups around their middles: k-medoids, with NumPy.

BUILD and SWAP of PAM (Kaufman & Rousseeuw, Finding Groups in Data, 1990, chapter 2); all swaps of a round are weighed
at once (Schubert & Rousseeuw, Faster k-Medoids Clustering, 2019). The silhouette is Rousseeuw's (1987).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SWAPS = 12
"""Rounds of swaps; more hardly ever change anything, and study and shuffles stop alike."""


class Grouped(msgspec.Struct, frozen=True):
    """`middles` are the people in the middle, `of` says for each person whose group they are in (a number of
    `middles`), and `distance` how far they are from its middle.
    """

    middles: NDArray[np.int64]
    of: NDArray[np.int64]
    distance: NDArray[np.float32]

    def tightness(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The size of each group, and how far its members are from its middle on average, without the middle."""
        import numpy as np

        sizes = np.bincount(self.of, minlength=len(self.middles))
        sums = np.bincount(self.of, weights=self.distance, minlength=len(self.middles))
        return sizes, sums / np.maximum(sizes - 1, 1)


def build(distances: NDArray[np.float32], groups: int) -> list[int]:
    """The first middles, each the one that helps most; those of fewer groups are its beginning."""
    import numpy as np

    middles = [int(distances.sum(axis=1).argmin())]
    nearest = distances[middles[0]].copy()
    while len(middles) < groups:
        gain = np.maximum(nearest[None, :] - distances, 0).sum(axis=1)
        gain[middles] = -1
        middles.append(int(gain.argmax()))
        np.minimum(nearest, distances[middles[-1]], out=nearest)
    return middles


def swapped(distances: NDArray[np.float32], first: list[int]) -> Grouped:
    """The groups from the first middles, after the best swaps of a middle for somebody else. Two groups or more."""
    import numpy as np

    middles = np.array(first)
    rows = np.arange(len(distances))
    for _round in range(MOST_SWAPS):
        to_middles = distances[:, middles]
        two = np.argpartition(to_middles, 1, axis=1)[:, :2]
        nearest, second = to_middles[rows, two[:, 0]], to_middles[rows, two[:, 1]]
        better = np.minimum(distances - nearest[None, :], 0)
        instead = np.minimum(distances, second[None, :]) - nearest[None, :] - better
        whose = np.zeros((len(distances), len(middles)), dtype=distances.dtype)
        whose[rows, two[:, 0]] = 1
        change = better.sum(axis=1)[:, None] + instead @ whose
        change[middles] = 0
        somebody, middle = np.unravel_index(int(change.argmin()), change.shape)
        if change[somebody, middle] > -1e-4:
            break
        middles[middle] = somebody
    to_middles = distances[:, middles]
    to_middles[middles, np.arange(len(middles))] = -1
    of = to_middles.argmin(axis=1)
    return Grouped(middles=middles, of=of, distance=distances[rows, middles[of]])


def silhouette(distances: NDArray[np.float32], of: NDArray[np.int64], groups: int) -> float:
    """The mean silhouette width, -1 to 1: how much nearer people are to their own group than to the next one."""
    import numpy as np

    whose = np.eye(groups, dtype=distances.dtype)[of]
    sizes = whose.sum(axis=0)
    sums = distances @ whose
    rows = np.arange(len(distances))
    own = sums[rows, of] / np.maximum(sizes[of] - 1, 1)
    others = sums / np.maximum(sizes, 1)
    others[rows, of] = np.inf
    others[:, sizes == 0] = np.inf
    next_one = others.min(axis=1)
    width = (next_one - own) / np.maximum(np.maximum(own, next_one), 1e-9)
    width[sizes[of] == 1] = 0
    return float(width.mean())
