"""Who belongs together, in words: the entries of the list, and what stands beside the one that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from textual.content import Content

from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _, ngettext
from persona_tui.insights.follows import Follows
from persona_tui.insights.mapping import Mapped, variable_label
from persona_tui.insights.pattern_words import apart_words, band_words, follows_words, luck_words, only_luck
from persona_tui.insights.patterns import Candidate
from persona_tui.insights.view import StudyView
from persona_tui.tui.widgets.kept_list import Entry
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.patterns import Found

MOST_NAMES = 5
"""People of a group that are named in the list; beside it all are."""
MOST_GROUPS = 12
"""Groups of their own that the list shows; those like a better one come on request."""


class Sort(StrEnum):
    """What an entry of the list is."""

    APART = "apart"
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
    """The people (ids) in a row, by their first names where these differ; no more than `most` are named."""
    names = {person.id: clean_line(person.name) for person in view.people}
    firsts = Counter(name.split(" ")[0] for name in names.values())
    shown = [names.get(key, "?") for key in people]
    shown = [name.split(" ")[0] if firsts[name.split(" ")[0]] == 1 else name for name in shown]
    more = len(shown) - most
    if not most or more <= 1:
        return ", ".join(shown)
    named = ", ".join(shown[:most])
    return ngettext("{named} and {n} more", "{named} and {n} more", more).format(named=named, n=more)


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
    if found is not None and (found.apart.one is not None or found.patterns.candidates):
        parts.append((_("The two that lie furthest apart"), [Item("apart", Sort.APART)]))
    if view.patterns:
        ordered = sorted(view.patterns, key=lambda pattern: (pattern.created, pattern.id))
        kept = [Item(f"pattern:{pattern.id}", Sort.PATTERN, pattern=pattern) for pattern in ordered]
        parts.append((_("They belong together"), kept))
    if found is None:
        return parts
    asked = [follows for follows in found.patterns.follows if not follows.confirmed]
    if asked:
        questions = [Item(f"question:{one.variable}", Sort.QUESTION, follows=one) for one in asked]
        parts.append((_("Do these lines say the same?"), questions))
    groups = [one for one in found.patterns.candidates if pattern_of(view, one.people) is None]
    if not all_groups:
        groups = [one for one in groups if one.varies is None][:MOST_GROUPS]
    if groups:
        shown = [Item("group:" + ",".join(one.people), Sort.CANDIDATE, candidate=one) for one in groups]
        parts.append((_("Groups, those least likely by luck first"), shown))
    return parts


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
        return Content("\n\n").join(
            [
                styled((_("Do these lines say the same?"), "bold")),
                styled(clean_line(follows_words(item.follows, found.mapped, view))),
                styled(
                    _(
                        "What is asked twice counts twice, and luck passes for a pattern. y: they count once. "
                        "n: they are things apart, and each counts."
                    )
                ),
                styled((_("Until you say so, they count once."), MUTED)),
            ]
        )
    if item.pattern is not None:
        return _pattern(item.pattern, view, found)
    assert item.candidate is not None and found is not None
    return _candidate(item.candidate, view, found)


def nothing(found: Found | None, view: StudyView) -> list[Content]:
    """Why there is nothing, and what to do about it."""
    if found is None:
        return [styled((_("Looking who belongs together …"), MUTED))]
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
        styled((first_names(view, one.people), "bold")),
        styled((_("and"), MUTED)),
        styled((first_names(view, other.people), "bold")),
        styled(""),
        styled(clean_line(apart_words(found.apart, found.mapped, view))),
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
    waiting = [group for group in (one, other) if kept_as(view, group.people) is None]
    said = (
        _("Enter: say why {names} belong together.").format(names=first_names(view, waiting[0].people))
        if waiting
        else _("Both have their reason. Ctrl+N makes the personas.")
    )
    return Content("\n").join([*lines, styled(""), styled((said, "bold"))])


def _pattern(pattern: Pattern, view: StudyView, found: Found | None) -> Content:
    lines = [styled((first_names(view, pattern.people), "bold"))]
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
        styled((first_names(view, group.people), "bold")),
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


def _shared(lines: Sequence[Mapped], people: Sequence[str]) -> list[Content]:
    found = [styled(""), styled((_("What they share"), "bold"))] if lines else []
    for line in lines:
        band = next((line.bands[person] for person in people if person in line.bands), None)
        if band is not None:
            words = clean_line(band_words(line, band))
            lead = "" if words.startswith("“") else f"{clean_line(variable_label(line.variable))}: "
            found.append(styled(("· ", MUTED), (lead, MUTED), words))
    return found


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
