"""Who belongs together, in words: the entries of the list, and what stands beside the one that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from textual.content import Content

from persona_tui.domain.people import Fit
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _, ngettext
from persona_tui.insights.follows import Follows, Why
from persona_tui.insights.mapping import Mapped, variable_label
from persona_tui.insights.pattern_words import (
    apart_words,
    band_words,
    follows_words,
    in_a_row,
    luck_words,
    only_luck,
    surer_words,
    waiting_words,
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
        one, other = (first_names(view, group.people, MOST_NAMES) for group in (found.apart.one, found.apart.other))
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
            (first_names(view, group.people, MOST_NAMES), "bold" if group.beyond_luck else ""),
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


# --- what stands beside it -------------------------------------------------------------------------------------


def details(item: Item | None, view: StudyView, found: Found | None) -> Content:
    """What there is to know of an entry, and what to do with it."""
    if item is None:
        return Content("\n\n").join(nothing(found, view))
    if item.sort is Sort.APART and found is not None:
        return _apart(view, found)
    if item.follows is not None and found is not None:
        return _asked(item.follows, view, found)
    if item.pattern is not None:
        return _pattern(item.pattern, view, found)
    assert item.candidate is not None and found is not None
    if item.sort is Sort.WAITING:
        return _waiting(item.candidate, view, found)
    return _candidate(item.candidate, view, found)


def _asked(follows: Follows, view: StudyView, found: Found) -> Content:
    if follows.why is Why.SAME_ANSWER:
        ways = _(
            "Only this answer counts once; the other answers count. n: they are things apart, and this answer counts, "
            "too."
        )
    else:
        ways = _(
            "What is asked twice counts twice, and luck passes for a pattern. y: they count once. "
            "n: they are things apart, and each counts."
        )
    return Content("\n\n").join(
        [
            styled((_("Do these lines say the same?"), "bold")),
            styled(clean_line(follows_words(follows, found.mapped, view))),
            styled(ways),
            styled((_("Until you say so, they count once."), MUTED)),
        ]
    )


def _waiting(group: Candidate, view: StudyView, found: Found) -> Content:
    by_id = {line.id: line for line in found.mapped}
    lines = [
        styled((named_together(view, group.people), "bold")),
        styled(clean_line(waiting_words(group, found.patterns, found.mapped, view))),
        *_shared([by_id[key] for key in group.shared if key in by_id], group.people),
        styled(""),
        styled((_("Enter: to the question."), "bold")),
    ]
    return Content("\n").join(lines)


def nothing(found: Found | None, view: StudyView) -> list[Content]:
    """Why there is nothing, and what to do about it."""
    if found is None:
        return [styled((_("Looking who belongs together …"), MUTED))]
    if found.negative:
        return [
            styled((_("No two of those who do not fit stand together yet"), "bold")),
            styled(
                _(
                    "Two of them must have been placed on the map. Of one alone you can make a persona whom you do not "
                    "want by hand: a in the list of personas, and “negative” as its kind."
                )
            ),
            styled(_("f: back to the customers who may fit.")),
        ]
    return [
        styled((_("No two customers stand together yet"), "bold")),
        styled(clean_line(apart_words(found.apart, found.mapped, view))),
        styled(_("m leads to the map: place more customers on more lines.")),
    ]


def _apart(view: StudyView, found: Found) -> Content:
    one, other = found.apart.one, found.apart.other
    if one is None or other is None:
        return styled(clean_line(apart_words(found.apart, found.mapped, view)))
    lines = [
        styled((named_together(view, one.people), "bold")),
        styled((_("lie furthest from"), MUTED)),
        styled((named_together(view, other.people), "bold")),
        styled(""),
    ]
    by_id = {line.id: line for line in found.mapped}
    shown = [difference for difference in found.apart.differences if difference.variable in by_id]
    if shown:
        lines.append(styled((_("They differ on"), "bold")))
        for difference in shown[:8]:
            line = by_id[difference.variable]
            left, right = band_words(line, difference.one), band_words(line, difference.other)
            lines.append(styled(("· ", MUTED), clean_line(left), ("  ↔  ", MUTED), clean_line(right)))
    surer = clean_line(surer_words(found.apart, found.mapped, view))
    if surer:
        lines += [styled(""), styled(surer)]
    waiting = [group for group in (one, other) if kept_as(view, group.people) is None]
    said = (
        _("Enter: say why {names} belong together.").format(names=named_together(view, waiting[0].people))
        if waiting
        else _("Both have their reason. Ctrl+N makes the personas.")
    )
    return Content("\n").join([*lines, styled(""), styled((said, "bold"))])


def _pattern(pattern: Pattern, view: StudyView, found: Found | None) -> Content:
    lines = [styled((named_together(view, pattern.people), "bold"))]
    if pattern.reason:
        lines += [styled(""), styled((_("because "), MUTED), clean_line(pattern.reason))]
    if found is not None:
        shared = [line for line in found.mapped if line.id in pattern.variables]
        lines += _shared(shared, pattern.people)
        group = next((one for one in found.patterns.candidates if set(one.people) == set(pattern.people)), None)
        if group is not None:
            lines += [styled(""), styled((_("Luck"), "bold")), styled(_sentence(luck_words(group, found.patterns)))]
    persona = next((known for known in view.personas if known.pattern == pattern.id), None)
    said = (
        _("Enter opens {name}.").format(name=clean_line(persona.name) or _("the persona"))
        if persona
        else _("Enter makes a persona of them. e: another reason.")
    )
    return Content("\n").join([*lines, styled(""), styled((said, "bold"))])


def _candidate(group: Candidate, view: StudyView, found: Found) -> Content:
    by_id = {line.id: line for line in found.mapped}
    lines = [
        styled((named_together(view, group.people), "bold")),
        styled(_sentence(luck_words(group, found.patterns))),
        styled((only_luck(), MUTED)),
    ]
    lines += _shared([by_id[key] for key in group.shared if key in by_id], group.people)
    if group.also:
        named = " · ".join(clean_line(variable_label(by_id[key].variable)) for key in group.also if key in by_id)
        lines += [styled((_("and with these, which count with others: {named}").format(named=named), MUTED))]
    splits = [by_id[key] for key in group.splits if key in by_id]
    if splits:
        lines += [styled(""), styled((_("Where they split"), "bold"))]
        lines += [_split(line, group.people, view) for line in splits]
    unknown = [clean_line(variable_label(by_id[key].variable)) for key in group.unknown if key in by_id]
    if unknown:
        lines += [styled(""), styled((_("Not known of all: {named}").format(named=" · ".join(unknown)), MUTED))]
    if group.varies is not None:
        lines += [styled(""), styled((_("Nearly the same people as a better group."), MUTED))]
    said = _("Is there a reason? Enter: type it, and they are kept.")
    return Content("\n").join([*lines, styled(""), styled((said, "bold"))])


def shares(found: Found | None, people: Sequence[str], variables: Sequence[str]) -> str:
    """Where these people stand together, in a row; "" where that is not known."""
    by_id = {line.id: line for line in found.mapped} if found is not None else {}
    return "; ".join(row.plain for row in _places([by_id[key] for key in variables if key in by_id], people))


def _shared(lines: Sequence[Mapped], people: Sequence[str]) -> list[Content]:
    rows = _places(lines, people)
    heading = [styled(""), styled((_("What they share"), "bold"))] if rows else []
    return [*heading, *(styled(("· ", MUTED)).append(row) for row in rows)]


def _places(lines: Sequence[Mapped], people: Sequence[str]) -> list[Content]:
    """Where these people stand on each line, in words."""
    rows = []
    for line in lines:
        band = next((line.bands[person] for person in people if person in line.bands), None)
        if band is not None:
            words = clean_line(band_words(line, band))
            lead = "" if words.startswith("“") else f"{clean_line(variable_label(line.variable))}: "
            rows.append(styled((lead, MUTED), words))
    return rows


def _split(line: Mapped, people: Sequence[str], view: StudyView) -> Content:
    """Who stands where on a line on which they do not stand together."""
    parts: list[str | tuple[str, str]] = [("· ", MUTED), (f"{clean_line(variable_label(line.variable))}: ", MUTED)]
    bands = sorted({line.bands[person] for person in people if person in line.bands})
    for number, band in enumerate(bands):
        here = [person for person in people if line.bands.get(person) == band]
        parts += ["; " if number else "", f"{first_names(view, here, MOST_NAMES)} ", clean_line(band_words(line, band))]
    return styled(*parts)


def _sentence(words: str) -> str:
    """Words that stand alone."""
    text = clean_line(words)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
