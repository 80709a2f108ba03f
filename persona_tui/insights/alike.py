"""Lines that say nearly the same, to be proposed for one theme: never put together by themselves.

Two lines are compared by their words. A word weighs the more the fewer lines it stands in and the longer it is, so
that "the" and "to" count for little in any language without a list of them. Words with the same beginning are the same
("desk", "desks"; "asiakas", "asiakkaat"), and so are long ones that differ by a slip of the keys. The likeness is the
weight of the shared words in that of all words (a weighted Dice coefficient), or that of the two lines letter by
letter, which finds copies in scripts without spaces too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log

import msgspec

ALIKE = 0.45
"""From this likeness on two lines are proposed; see `tests/insights/test_alike.py` for what it was chosen on."""
SAME_LETTERS = 0.87
"""From this likeness letter by letter on they are, too."""
LEAST_PREFIX = 4
_SLIP = 88.0
_LEAST_SLIP = 6
_LEAST_SHARED = 2
_COMMON = 100
"""A word in more lines than this (or a tenth of them) brings no two lines together by itself."""
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
MOST_COMPARED = 2000
"""Lines beyond these are not compared: their number is what squares."""
MOST_LETTERS = 400
"""Of a line; what is said behind them is another thought."""


Pair = tuple[str, str]
"""The keys of two lines, in alphabetical order."""


class Alike(msgspec.Struct, frozen=True):
    """Lines (their keys, two or more) that say nearly the same, and how alike the two least alike of them are."""

    keys: tuple[str, ...]
    likeness: float


def words_of(text: str) -> list[str]:
    """The words of a line, as they are compared."""
    folded = unicodedata.normalize("NFKC", _ADDRESS.sub(" ", text[:MOST_LETTERS])).casefold()
    return _WORD.findall(folded)


def alike_lines(keys: Iterable[str], likeness: Mapping[Pair, float]) -> list[Alike]:
    """Groups of lines in which each is like every other, the most alike first; no line is in two. `likeness` is that
    of `pairs_alike`.
    """
    order = {key: number for number, key in enumerate(keys)}
    within = {pair: score for pair, score in likeness.items() if pair[0] in order and pair[1] in order}
    groups: list[set[str]] = []
    taken: set[str] = set()
    for (one, other), _score in sorted(within.items(), key=lambda item: (-item[1], item[0])):
        if one in taken and other in taken:
            continue
        if one not in taken and other not in taken:
            groups.append({one, other})
            taken |= {one, other}
            continue
        fresh, known = (other, one) if one in taken else (one, other)
        group = next(found for found in groups if known in found)
        if all(pair_of(fresh, member) in within for member in group):
            group.add(fresh)
            taken.add(fresh)
    found = [
        Alike(
            tuple(sorted(group, key=order.__getitem__)),
            min(within[pair_of(one, other)] for one in group for other in group if one < other),
        )
        for group in groups
    ]
    return sorted(found, key=lambda each: (-each.likeness, order[each.keys[0]]))


def pairs_alike(lines: Mapping[str, str], least: float = ALIKE) -> dict[Pair, float]:
    """Every two lines (their keys in alphabetical order) that are at least so much alike → how much."""
    from rapidfuzz import fuzz

    keys = list(lines)[:MOST_COMPARED]
    bags = {key: words_of(lines[key]) for key in keys}
    kin = _kin({word for bag in bags.values() for word in bag})
    heads = {key: {kin[word]: word for word in reversed(bag)} for key, bag in bags.items()}
    weight = _weights(heads.values())
    total = {key: sum(weight[head] for head in found) for key, found in heads.items()}
    shared: dict[Pair, float] = {}
    times: Counter[Pair] = Counter()
    common = max(_COMMON, len(keys) // 10)
    for head, holders in sorted(_holders(heads).items(), key=lambda item: len(item[1])):
        for pair in _pairs_of(holders) if len(holders) <= common else _known_pairs(shared, set(holders)):
            shared[pair] = shared.get(pair, 0.0) + weight[head]
            times[pair] += 1
    found: dict[Pair, float] = {}
    joined = {key: " ".join(bag) for key, bag in bags.items()}
    for pair, weight_shared in shared.items():
        one, other = pair
        enough = times[pair] >= min(_LEAST_SHARED, len(heads[one]) + len(heads[other]) - 1)
        score = 2 * weight_shared / (total[one] + total[other]) if enough else 0.0
        if score < least:
            score = fuzz.ratio(joined[one], joined[other], score_cutoff=SAME_LETTERS * 100) / 100
        if score >= least:
            found[pair] = round(score, 3)
    return found


def pair_of(one: str, other: str) -> Pair:
    """Two keys as a pair: the first in the alphabet first."""
    return (one, other) if one < other else (other, one)


def _weights(bags: Iterable[Mapping[str, str]]) -> dict[str, float]:
    """How much a word weighs: by how few lines it stands in, and its length up to eight letters."""
    all_bags = list(bags)
    lines_with = Counter(head for bag in all_bags for head in bag)
    longest: dict[str, int] = {}
    for bag in all_bags:
        for head, word in bag.items():
            longest[head] = max(longest.get(head, 0), min(len(word), 8))
    return {head: log(1 + len(all_bags) / count) * longest[head] for head, count in lines_with.items()}


def _holders(bags: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, bag in bags.items():
        for head in bag:
            found.setdefault(head, []).append(key)
    return found


def _pairs_of(holders: list[str]) -> Iterable[Pair]:
    return (pair_of(one, other) for place, one in enumerate(holders) for other in holders[place + 1 :])


def _known_pairs(shared: Mapping[Pair, float], holders: set[str]) -> list[Pair]:
    return [pair for pair in shared if pair[0] in holders and pair[1] in holders]


def _kin(words: set[str]) -> dict[str, str]:
    """Each word → the word that stands for it and its kin: the first in the alphabet that it is kin to."""
    from rapidfuzz import fuzz

    found: dict[str, str] = {}
    heads: dict[str, list[str]] = {}
    for word in sorted(words):
        block = heads.setdefault(word[:2], [])
        head = next((known for known in block if _is_kin(known, word, fuzz.ratio)), None)
        if head is None:
            block.append(word)
        found[word] = head or word
    return found


def _is_kin(one: str, other: str, ratio: Callable[[str, str], float]) -> bool:
    shortest, longest = sorted((len(one), len(other)))
    prefix = 0
    while prefix < shortest and one[prefix] == other[prefix]:
        prefix += 1
    if prefix >= max(LEAST_PREFIX, 0.7 * shortest, 0.5 * longest):
        return True
    return shortest >= _LEAST_SLIP and ratio(one, other) >= _SLIP
