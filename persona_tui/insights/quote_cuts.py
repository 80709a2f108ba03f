"""Leaving words out of a quote: which parts of a line remain, when somebody has taken words out of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import CUT, with_cuts
from persona_tui.i18n import _

_TOKEN = re.compile(r"\w+(?:['’‐‑-]\w+)*|[^\w\s]")
_CUT_MARKS = re.compile(re.escape(CUT) + r"|\[\.\.\.\]")
_MOST_STEPS = 400_000
_SHOWN_WORDS = 4

Span = tuple[int, int]
"""Where a word or a part stands in the line: its first character, and the one after its last."""


def kept_parts(line: str, kept: str) -> list[Span]:
    """The parts of `line` that remain in `kept`, in order: as few and as long as can be.

    `kept` is the line with words taken out; "[…]" in it says that a part ends there. Raises PlainError when it holds
    a word that the line does not have at that place, or nothing at all.
    """
    said = [(found.group(), found.span()) for found in _TOKEN.finditer(line)]
    wanted: list[str] = []
    ends: set[int] = set()
    for stretch in _CUT_MARKS.split(kept):
        wanted += [found.group() for found in _TOKEN.finditer(stretch)]
        ends.add(len(wanted))
    if not any(word[0].isalnum() for word in wanted):
        raise PlainError(_("Leave at least one word of what was said."))
    places = _places([word for word, _span in said], wanted, ends)
    if places is None:
        raise PlainError(_not_said([word for word, _span in said], wanted))
    parts: list[Span] = []
    for number, place in enumerate(places):
        start, end = said[place][1]
        joins = number > 0 and places[number - 1] == place - 1 and number not in ends
        if joins:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def cut_text(line: str, parts: Sequence[Span]) -> str:
    """The parts with their cuts, as a quote shows them."""
    if not parts:
        return ""
    return with_cuts([line[start:end] for start, end in parts], line[: parts[0][0]], line[parts[-1][1] :])


def _places(said: Sequence[str], wanted: Sequence[str], ends: set[int]) -> list[int] | None:
    """For each wanted word its place among those said, with as few gaps as can be; None where they do not fit."""
    head = 0
    while head < min(len(said), len(wanted)) and said[head] == wanted[head]:
        head += 1
    if head == len(wanted):
        return list(range(head))
    if len(said) * len(wanted) > _MOST_STEPS:
        return _first_places(said, wanted)
    return _best_places(said, wanted, ends)


def _first_places(said: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    places: list[int] = []
    place = -1
    for word in wanted:
        try:
            place = said.index(word, place + 1)
        except ValueError:
            return None
        places.append(place)
    return places


def _best_places(said: Sequence[str], wanted: Sequence[str], ends: set[int]) -> list[int] | None:
    """The alignment with the fewest parts; row n, column j: the fewest when wanted word n stands at place j."""
    worst = len(wanted) + 1
    before = [0] * len(said)
    came_from: list[list[int]] = []
    for number, word in enumerate(wanted):
        row = [worst] * len(said)
        origin = [-1] * len(said)
        best, best_at = (0, -1) if number == 0 else (worst, -1)
        for place, heard in enumerate(said):
            if number and place and before[place - 1] < best:
                best, best_at = before[place - 1], place - 1
            if heard != word or best >= worst:
                continue
            row[place], origin[place] = best + 1, best_at
            follows = number and place and number not in ends and before[place - 1] < worst
            if follows and before[place - 1] <= row[place]:
                row[place], origin[place] = before[place - 1], place - 1
        came_from.append(origin)
        before = row
    fewest = min(before, default=worst)
    if fewest >= worst:
        return None
    places = [before.index(fewest)]
    for number in range(len(wanted) - 1, 0, -1):
        places.append(came_from[number][places[-1]])
    return places[::-1]


def _not_said(said: Sequence[str], wanted: Sequence[str]) -> str:
    words = set(said)
    foreign = [word for word in wanted if word not in words]
    if foreign:
        return _("“{words}” was not said here. Only take words away; what remains stays as it was said.").format(
            words=" ".join(foreign[:_SHOWN_WORDS])
        )
    return _("The words stand in another order now. Only take words away; what remains stays as it was said.")
