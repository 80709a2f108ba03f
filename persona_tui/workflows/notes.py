"""Lines of notes and the text an editor holds: each line keeps who it is while a person types. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import NamedTuple

from persona_tui.domain.interviews import Line
from persona_tui.domain.marks import LineKind, Mark, read_marks, write_marks
from persona_tui.domain.records import new_id, replace
from persona_tui.domain.texts import clean_text

Typed = tuple[LineKind, tuple[Mark, ...], str]
_MOST_COMPARED = 900
"""Up to this many pairs of changed lines are compared for likeness; beyond, lines are paired as they stand."""
_MOST_CHARACTERS = 500


class HeldLine(NamedTuple):
    """A line as an editor holds it: who it is, what is typed (marks in front), the second at which it was begun (None
    where that is now), and the ids of the lines that were joined to it.
    """

    id: str
    text: str
    at: int | None = None
    joined: tuple[str, ...] = ()


def held_lines(lines: Sequence[Line]) -> list[HeldLine]:
    """The lines as an editor takes them."""
    return [
        HeldLine(line.id, write_marks(line.kind, line.marks, line.text), line.at, tuple(line.joined)) for line in lines
    ]


Read = dict[str, tuple[HeldLine, Line]]
"""What was made of lines before, by id."""


def lines_held(
    held: Sequence[HeldLine], known: Mapping[str, Line], taken: AbstractSet[str], at: int, before: Read | None = None
) -> list[Line]:
    """The lines that an editor holds. What it does not know of a line (who spoke) is that of `known`, by id; an id
    that is `taken` by another question's line, or stands twice, gives way to a new one. `before` remembers what was
    made of which line, for the next time: of thousands few change.
    """
    found: list[Line] = []
    seen: set[str] = set()
    memory: Read = before if before is not None else {}
    for line in held:
        made = memory.get(line.id)
        if (
            made is not None
            and made[0] == line
            and made[1] is known.get(line.id)
            and not any(other in taken or other in seen for other in (line.id, *line.joined))
        ):
            found.append(made[1])
            seen.update((line.id, *line.joined))
            continue
        kind, marks, text = read_marks(clean_text(line.text))
        old = known.get(line.id)
        begun = at if line.at is None else line.at
        joined = [other for other in line.joined if other not in taken and other not in seen]
        if line.id in taken or line.id in seen:
            old, fresh = None, new_id()
        else:
            fresh = line.id
        if old is None:
            old = Line(id=fresh, at=begun)
        wanted = (kind, list(marks), text, begun, joined)
        if wanted != (old.kind, old.marks, old.text, old.at, old.joined):
            old = replace(old, kind=kind, marks=list(marks), text=text, at=begun, joined=joined)
        found.append(old)
        memory[fresh] = (line, old)
        seen.update((fresh, *joined))
    return found


def text_of(lines: Sequence[Line]) -> str:
    """The lines as a person would type them."""
    return "\n".join(write_marks(line.kind, line.marks, line.text) for line in lines)


def lines_from(typed: str, before: Sequence[Line], at: int) -> list[Line]:
    """The lines of a typed text. Those of `before` that are still there, moved or changed in place keep their id,
    second and speaker; new ones begin at second `at`.
    """
    cleaned = clean_text(typed)
    wanted = [read_marks(line) for line in cleaned.split("\n")] if cleaned else []
    keys = [(line.kind, tuple(line.marks), line.text) for line in before]
    kept = _match(keys, wanted)
    found: list[Line] = []
    for place, (kind, marks, text) in enumerate(wanted):
        old = before[kept[place]] if place in kept else Line(at=at)
        found.append(replace(old, kind=kind, marks=list(marks), text=text))
    return _with_joined(found, before, kept)


def _match(old: Sequence[Typed], new: Sequence[Typed]) -> dict[int, int]:
    """Place of a new line → place of the old line that it is."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    kept = {place: place for place in range(start)}
    kept |= {len(new) - 1 - place: len(old) - 1 - place for place in range(end)}
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes():
        if tag == "equal":
            kept |= {start + j1 + place: start + i1 + place for place in range(i2 - i1)}
        elif tag == "replace":
            pairs = _pairs([t for _k, _m, t in inner_old[i1:i2]], [t for _k, _m, t in inner_new[j1:j2]])
            kept |= {start + j1 + j: start + i1 + i for i, j in pairs}
    return kept | _moved(old, new, kept)


def _moved(old: Sequence[Typed], new: Sequence[Typed], kept: dict[int, int]) -> dict[int, int]:
    """Lines with the same words that stand somewhere else now."""
    free: dict[str, list[int]] = {}
    taken = set(kept.values())
    for place, (_kind, _marks, text) in enumerate(old):
        if place not in taken and text.strip():
            free.setdefault(text, []).append(place)
    found: dict[int, int] = {}
    for place, (_kind, _marks, text) in enumerate(new):
        if place not in kept and free.get(text):
            found[place] = free[text].pop(0)
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which changed line became which: in order, as many as there can be, the likest together."""
    if len(old) == len(new) or len(old) * len(new) > _MOST_COMPARED:
        return [(place, place) for place in range(min(len(old), len(new)))]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(1.0 + likeness[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == 1.0 + likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return pairs


def _likeness(one: str, other: str) -> float:
    """How much of the longer text both share at their beginnings and ends, 0 to 1; long ones by their beginnings."""
    one, other = one[:_MOST_CHARACTERS], other[:_MOST_CHARACTERS]
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    shortest = min(len(one), len(other))
    head = 0
    while head < shortest and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shortest - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return (head + tail) / longest


def _with_joined(found: list[Line], before: Sequence[Line], kept: dict[int, int]) -> list[Line]:
    """A line that was joined to the one above it is remembered there, so that what points at it is found."""
    places = {old: new for new, old in kept.items()}
    for old, line in enumerate(before):
        if old in places or not line.text.strip():
            continue
        for neighbour in (old - 1, old + 1):
            place = places.get(neighbour)
            if place is None:
                continue
            host = found[place]
            if line.text in host.text and line.text not in before[neighbour].text:
                found[place] = replace(host, joined=[*host.joined, line.id, *line.joined])
                break
    return found
