"""Who belongs together, in words: what stands beside the entry that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _
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
from persona_tui.tui.screens.groups_words import (
    MOST_NAMES,
    Item,
    Sort,
    first_names,
    kept_as,
    named_in_full,
    named_together,
)
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.patterns import Found


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
        styled((named_in_full(view, one), "bold")),
        styled((_("lie furthest from"), MUTED)),
        styled((named_in_full(view, other), "bold")),
        styled(""),
    ]
    by_id = {line.id: line for line in found.mapped}
    shown = [difference for difference in found.apart.differences if difference.variable in by_id]
    if shown:
        lines.append(styled((_("They differ on"), "bold")))
        for difference in shown[:8]:
            line = by_id[difference.variable]
            left, right = band_words(line, difference.one), band_words(line, difference.other)
            lead = f"{clean_line(line.variable.label)}: " if line.variable.label else ""
            lines.append(styled(("· ", MUTED), (lead, MUTED), clean_line(left), ("  ↔  ", MUTED), clean_line(right)))
    surer = clean_line(surer_words(found.apart, found.mapped, view))
    if surer:
        lines += [styled(""), styled(surer)]
    waiting = [group for group in (one, other) if kept_as(view, group.people) is None]
    if waiting:
        said = _("Enter: say why {names} belong together.").format(names=named_together(view, waiting[0].people))
    else:
        kept = [kept_as(view, group.people) for group in (one, other)]
        named = [_persona_of(view, pattern) for pattern in kept if pattern is not None]
        said = (
            _("Both have their reason, and a persona: {names}.").format(names=in_a_row(named))
            if all(named)
            else _("Both have their reason: a persona can be made of each.")
        )
    return Content("\n").join([*lines, styled(""), styled((said, "bold"))])


def _persona_of(view: StudyView, pattern: Pattern) -> str:
    """What the persona made of a pattern is called; "" while there is none."""
    made = next((persona for persona in view.personas if persona.pattern == pattern.id), None)
    return clean_line(made.name) or _("a persona") if made is not None else ""


def _pattern(pattern: Pattern, view: StudyView, found: Found | None) -> Content:
    lines = [styled((named_together(view, pattern.people), "bold"))]
    if pattern.reason:
        lines += [styled(""), styled((_("because "), MUTED), clean_line(pattern.reason))]
    if found is not None:
        shared = [line for line in found.mapped if line.id in pattern.variables]
        together = [line for line in shared if _still_together(line, pattern.people, found)]
        lines += _shared(together, pattern.people)
        parted = [clean_line(variable_label(line.variable)) for line in shared if line not in together]
        if parted:
            said = _("No longer together, as placed by now, on: {named}").format(named=" · ".join(parted))
            lines += [styled(""), styled((said, "$text-warning"))]
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


def _still_together(line: Mapped, people: Sequence[str], found: Found) -> bool:
    """Whether those of these people who are known on a line stand in one band; in a crowd, three of four of them."""
    bands = [line.bands[person] for person in people if person in line.bands]
    is_crowd = any(group.middle for group in found.patterns.candidates)
    most = max((bands.count(band) for band in bands), default=0)
    return len(bands) >= 2 and most >= (len(bands) * 3 / 4 if is_crowd else len(bands))


def _candidate(group: Candidate, view: StudyView, found: Found) -> Content:
    by_id = {line.id: line for line in found.mapped}
    lines = [
        styled((named_in_full(view, group), "bold")),
        styled(_sentence(luck_words(group, found.patterns))),
        styled((only_luck(), MUTED)),
    ]
    lines += _shared([by_id[key] for key in group.shared if key in by_id], group.people)
    if group.also:
        named = " · ".join(clean_line(variable_label(by_id[key].variable)) for key in group.also if key in by_id)
        lines += [styled((_("and with these, which count with others: {named}").format(named=named), MUTED))]
    splits = [by_id[key] for key in group.splits if key in by_id and not group.middle]
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
    """Where these people stand on each line, in words; of a crowd where most of them do."""
    rows = []
    for line in lines:
        standing = [line.bands[person] for person in people if person in line.bands]
        if standing:
            band = max(sorted(set(standing)), key=standing.count)
            words = clean_line(band_words(line, band))
            rows.append(styled((_lead(line, words), MUTED), words))
    return rows


def _lead(line: Mapped, words: str) -> str:
    """What a line is called, before where somebody stands on it: the end of a line without a name says it by itself."""
    if words.startswith("“") and not line.variable.label:
        return ""
    return f"{clean_line(variable_label(line.variable))}: "


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
