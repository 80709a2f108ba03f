"""Who belongs together, in words: the entries of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from persona_tui.domain.people import Fit
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _, ngettext
from persona_tui.insights.follows import Follows
from persona_tui.insights.mapping import variable_label
from persona_tui.insights.pattern_words import (
    in_a_row,
)
from persona_tui.insights.patterns import Candidate
from persona_tui.insights.view import StudyView
from persona_tui.tui.widgets.kept_list import Entry
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.patterns import Found

MOST_NAMES = 5
"""People of a group that are named in the list; beside it all are."""
MOST_IN_A_SENTENCE = 8
MOST_GROUPS = 12
"""Groups of their own that the list shows; those like a better one come on request."""


class Sort(StrEnum):
    """What an entry of the list is."""

    APART = "apart"
    WAITING = "waiting"
    QUESTION = "question"
    PATTERN = "pattern"
    CANDIDATE = "candidate"


@dataclass(frozen=True)
class Item:
    """One entry: its key, what it is, and the thing itself."""

    key: str
    sort: Sort
    candidate: Candidate | None = None
    pattern: Pattern | None = None
    follows: Follows | None = None


def first_names(view: StudyView, people: Sequence[str], most: int = 0) -> str:
    """The people (ids) for a list, by their first names where these differ; no more than `most` are named."""
    shown = _firsts(view, people)
    more = len(shown) - most
    if not most or more <= 1:
        return ", ".join(shown)
    named = ", ".join(shown[:most])
    return ngettext("{named} and {n} more", "{named} and {n} more", more).format(named=named, n=more)


def named_together(view: StudyView, people: Sequence[str]) -> str:
    """The people (ids) for a sentence: “Anna, Bram and Carla”; of many the first."""
    shown = _firsts(view, people)
    if len(shown) > MOST_IN_A_SENTENCE:
        return first_names(view, people, MOST_NAMES)
    return in_a_row(shown)


def listed(view: StudyView, group: Candidate) -> str:
    """A group in the list; a large one by whoever stands in its middle."""
    if len(group.people) <= MOST_IN_A_SENTENCE or not group.middle:
        return first_names(view, group.people, MOST_NAMES)
    (middle,) = _firsts(view, [group.middle])
    return _("{n} around {name}").format(n=len(group.people), name=middle)


def named_in_full(view: StudyView, group: Candidate) -> str:
    """A group in a sentence; of a large one everybody, after whoever stands in its middle."""
    if len(group.people) <= MOST_IN_A_SENTENCE or not group.middle:
        return named_together(view, group.people)
    return _("{group}: {names}").format(group=listed(view, group), names=in_a_row(_firsts(view, group.people)))


def _firsts(view: StudyView, people: Sequence[str]) -> list[str]:
    names = {person.id: clean_line(person.name) for person in view.people}
    firsts = Counter(name.split(" ")[0] for name in names.values())
    shown = [names.get(key, "?") for key in people]
    return [name.split(" ")[0] if firsts[name.split(" ")[0]] == 1 else name for name in shown]


def pattern_of(view: StudyView, people: Sequence[str]) -> Pattern | None:
    """The pattern of exactly these people, or None."""
    return next((pattern for pattern in view.patterns if set(pattern.people) == set(people)), None)


def kept_as(view: StudyView, people: Sequence[str]) -> Pattern | None:
    """The pattern of these people, and perhaps of more, or None."""
    return pattern_of(view, people) or next((one for one in view.patterns if set(people) <= set(one.people)), None)


# --- the list --------------------------------------------------------------------------------------------------


def items_of(found: Found | None, view: StudyView, all_groups: bool) -> list[tuple[str, list[Item]]]:
    """What there is, under headings."""
    parts: list[tuple[str, list[Item]]] = []
    negative = found is not None and found.negative
    if found is not None and not negative and (found.apart.one is not None or found.patterns.candidates):
        parts.append((_("The two that lie furthest apart"), [Item("apart", Sort.APART)]))
    patterns = kept_patterns(view, negative)
    if patterns:
        kept = [Item(f"pattern:{pattern.id}", Sort.PATTERN, pattern=pattern) for pattern in patterns]
        parts.append((_("They belong together"), kept))
    if found is None:
        return parts
    if found.patterns.waiting:
        waiting = [
            Item("waiting:" + ",".join(one.people), Sort.WAITING, candidate=one) for one in found.patterns.waiting
        ]
        parts.append((_("More than luck, if you say that the lines are things apart"), waiting))
    asked = [follows for follows in found.patterns.follows if not follows.confirmed]
    if asked:
        questions = [Item(question_key(one), Sort.QUESTION, follows=one) for one in asked]
        parts.append((_("Do these lines say the same?"), questions))
    groups = [one for one in found.patterns.candidates if pattern_of(view, one.people) is None]
    if not all_groups:
        groups = [one for one in groups if one.varies is None][:MOST_GROUPS]
    if groups:
        shown = [Item("group:" + ",".join(one.people), Sort.CANDIDATE, candidate=one) for one in groups]
        parts.append((_("Groups, those least likely by luck first"), shown))
    return parts


def kept_patterns(view: StudyView, negative: bool) -> list[Pattern]:
    """The patterns, the oldest first; with `negative` those of customers who do not fit."""
    no_fit = {person.id for person in view.people if person.fit is Fit.NO_FIT}
    kept = [one for one in view.patterns if not negative or set(one.people) <= no_fit]
    return sorted(kept, key=lambda pattern: (pattern.created, pattern.id))


def question_key(follows: Follows) -> str:
    """The key of a question in the list; a choice may have several answers that say what another line says."""
    return f"question:{follows.variable}" + (f":{follows.answer}" if follows.answer else "")


def first_to_answer(candidate: Candidate, found: Found) -> Follows | None:
    """What has to be said first, before a group that waits can be called beyond luck."""
    theirs = {*candidate.shared, *candidate.also}
    asked = [one for one in found.patterns.follows if not one.sure]
    return next((one for one in asked if one.variable in theirs and set(one.of) & theirs), next(iter(asked), None))


def entry(item: Item, view: StudyView, found: Found | None) -> Entry:
    """An entry of the list."""
    if item.sort is Sort.APART and found is not None and found.apart.one and found.apart.other:
        one, other = (listed(view, group) for group in (found.apart.one, found.apart.other))
        return Entry(item.key, styled((one, "bold"), ("  ↔  ", MUTED), (other, "bold")), lead=styled(("◇ ", "$accent")))
    if item.sort is Sort.APART:
        return Entry(item.key, styled((_("not to be told yet"), MUTED)), lead=styled(("◇ ", MUTED)))
    if item.pattern is not None:
        persona = next((known for known in view.personas if known.pattern == item.pattern.id), None)
        made = _("  ▸ {name}").format(name=clean_line(persona.name) or _("a persona")) if persona else ""
        words = _("  because {reason}").format(reason=clean_line(item.pattern.reason)) if item.pattern.reason else ""
        return Entry(
            item.key,
            styled((first_names(view, item.pattern.people, MOST_NAMES), "bold"), (words, MUTED), (made, "$accent")),
            lead=styled(("✓ ", "bold $success")),
        )
    if item.follows is not None and found is not None:
        return Entry(item.key, styled(_question(item.follows, found)), lead=styled(("? ", "bold $accent")))
    assert item.candidate is not None and found is not None
    group = item.candidate
    n, of = len(group.shared), len(found.patterns.units)
    if item.sort is Sort.WAITING:
        shared = ngettext("{n} line", "{n} lines", n).format(n=n)
        return Entry(
            item.key,
            styled((first_names(view, group.people, MOST_NAMES), "bold"), (f"  {shared}", MUTED)),
            lead=styled(("? ", "bold $accent")),
        )
    shared = ngettext("{n} of {of} line", "{n} of {of} lines", of).format(n=n, of=of)
    luck = _("luck: {n} of 100").format(n=_of_100(group.chance)) if found.patterns.shuffles else ""
    return Entry(
        item.key,
        styled(
            (listed(view, group), "bold" if group.beyond_luck else ""),
            (f"  {shared}", MUTED),
            (f"  {luck}", "$success" if group.beyond_luck else MUTED),
        ),
        lead=styled(("● " if group.beyond_luck else "○ ", "bold $success" if group.beyond_luck else MUTED)),
    )


def _of_100(chance: float) -> str:
    return str(ceil(100 * chance - 1e-9)) if chance >= 0.01 else _("under 1")


def _question(follows: Follows, found: Found) -> str:
    names = {line.id: clean_line(variable_label(line.variable)) for line in found.mapped}
    return _("{one}  =  {other}").format(
        one=names.get(follows.variable, "?"), other=", ".join(names.get(key, "?") for key in follows.of)
    )
