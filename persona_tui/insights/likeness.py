"""How far two variables say the same of the same people: their order, their groups, and whether one gives the other.

Spearman, The proof and measurement of association between two things (1904), with mid-ranks for ties; Goodman &
Kruskal's lambda (1954) for how well one choice gives another. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import factorial, prod, sqrt
from operator import mul

MANY = 20
"""From so many people on, a few may be exceptions to "the one gives the other"."""
EXCEPTIONS = 0.05
LEFT_OVER = 0.1
"""And of those who would be guessed wrong without the other variable, at most this part may be."""
PRODUCT_WITHIN = 0.1
FEWEST_FOR_PRODUCT = 6
_MOST_WAYS = 20_000
_ENOUGH_TO_TELL = 20


def mid_ranks(numbers: Sequence[float]) -> list[float]:
    """The rank of each number, from 1; equals share the middle of their ranks."""
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    ranks = [0.0] * len(numbers)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and numbers[order[end + 1]] == numbers[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def rank_correlation(one: Sequence[float], other: Sequence[float], within: Sequence[int] | None = None) -> float:
    """Spearman's rank correlation, -1 to 1; 0 where either has everyone at the same place. With `within`, the ranks are
    those among the people of the same band there: what is left of the likeness when bands are not compared.
    """
    groups = within if within is not None else [0] * len(one)
    ours, theirs = [0.0] * len(one), [0.0] * len(one)
    for group in set(groups):
        members = [place for place, band in enumerate(groups) if band == group]
        middle = (len(members) + 1) / 2
        for ranks, numbers in ((ours, one), (theirs, other)):
            for place, rank in zip(members, mid_ranks([numbers[place] for place in members]), strict=True):
                ranks[place] = rank - middle
    return correlation(ours, theirs)


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation, -1 to 1; 0 where either does not vary."""
    ours, theirs = sum(one) / max(len(one), 1), sum(other) / max(len(other), 1)
    moved, turned = [number - ours for number in one], [number - theirs for number in other]
    scale = sqrt(sum(number * number for number in moved) * sum(number * number for number in turned))
    return sum(map(mul, moved, turned)) / scale if scale else 0.0


def exceptions(given: Sequence[int], guessed: Sequence[int]) -> int:
    """How many people stand elsewhere in `guessed` than most who share their band in `given`."""
    groups: dict[int, Counter[int]] = {}
    for band, other in zip(given, guessed, strict=True):
        groups.setdefault(band, Counter())[other] += 1
    return len(guessed) - sum(max(counts.values()) for counts in groups.values())


def determines(given: Sequence[int], guessed: Sequence[int]) -> bool:
    """Whether who stands where in `given` gives where they stand in `guessed`: without exception among fewer than
    20 people, with one in twenty among more.
    """
    wrong = exceptions(given, guessed)
    if len(guessed) < MANY:
        return wrong == 0
    without = len(guessed) - max(Counter(guessed).values())
    return wrong <= EXCEPTIONS * len(guessed) and wrong <= LEFT_OVER * without


def chance_of_determining(given: Sequence[int], guessed: Sequence[int]) -> float:
    """How likely luck gives `guessed` from `given` without exception: the part of all arrangements in which each band
    of `given` falls whole into one of `guessed`. 1.0 where there are too many ways to count.
    """
    sizes, room = list(Counter(given).values()), list(Counter(guessed).values())
    if len(room) ** len(sizes) > _MOST_WAYS:
        return 0.0 if len(given) >= MANY and len(sizes) * 4 <= len(given) else 1.0
    ways = {tuple(room): 1}
    for size in sizes:
        after: dict[tuple[int, ...], int] = {}
        for left, count in ways.items():
            for place, free in enumerate(left):
                # Among many people a few are exceptions; then the bands fit only about.
                if free >= size or (len(given) >= MANY and free >= size * (1 - EXCEPTIONS)):
                    rest = (*left[:place], max(free - size, 0), *left[place + 1 :])
                    after[rest] = after.get(rest, 0) + count
        ways = after
    arrangements = factorial(len(given)) // prod(factorial(size) for size in room)
    return min(1.0, sum(ways.values()) / arrangements)


def is_product(total: Mapping[str, float], one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether, of at least six people, nearly all have a total within a tenth of one number times the other."""
    known = missed = 0
    for person, paid in total.items():
        if person in one and person in other:
            known += 1
            missed += abs(paid - one[person] * other[person]) > PRODUCT_WITHIN * abs(paid)
            if missed > max(known, _ENOUGH_TO_TELL) // 10 + 2:
                return False
    if known < max(FEWEST_FOR_PRODUCT, len(total) * 0.8) or missed > known // 10:
        return False
    # A number times one that hardly differs from 1 is a copy; that is for the order to say.
    return len(set(one.values())) > 2 and len(set(other.values())) > 2
