"""What to do next between the last talk and the first persona: lines, places, groups, a reason, a persona of each.

The short way stays open: who begins a persona by hand hears no more of it.
"""

from __future__ import annotations

from datetime import date

from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _, ngettext
from persona_tui.insights.guide import Advice, StepKey, names_of
from persona_tui.insights.map_gaps import FEWEST_VARIABLES, Gap, gaps, used_variables, wants_a_map
from persona_tui.insights.mapping import mapped
from persona_tui.insights.view import StudyView

MAP, GROUPS = "map", "groups"
"""The screens of the personas step that an advice can name."""


def map_out(view: StudyView, shared: bool, today: date) -> Advice | None:
    """Before the first persona: what the map still needs, then who belongs together, then a persona of a group."""
    if view.personas or not wants_a_map(view):
        return None
    return from_pattern(view) or _lines(view) or _places(view) or _groups()


def waiting_patterns(view: StudyView) -> list[Pattern]:
    """The patterns of which no persona was made, the oldest first."""
    made = {persona.pattern for persona in view.personas}
    people = {person.id for person in view.people}
    waiting = [pattern for pattern in view.patterns if pattern.id not in made and people & set(pattern.people)]
    return sorted(waiting, key=lambda pattern: (pattern.created, pattern.id))


def from_pattern(view: StudyView) -> Advice | None:
    """A persona of the next pattern that has none, and that shares nobody with a persona."""
    taken = {person for persona in view.personas for person in persona.people}
    pattern = next((one for one in waiting_patterns(view) if not taken & set(one.people)), None)
    if pattern is None:
        return None
    why = pattern.reason.strip().rstrip(".")
    return Advice(
        StepKey.PERSONAS,
        _("Make a persona of {names}.").format(names=names_of(view, pattern.people)),
        _("They belong together because {reason}.").format(reason=why) if why else "",
        pattern=pattern.id,
    )


def other_group(view: StudyView) -> Advice | None:
    """A second group, for who made the first persona from one."""
    patterns = {pattern.id for pattern in view.patterns}
    first = next((persona for persona in view.personas if persona.pattern in patterns), None)
    if first is None or not wants_a_map(view):
        return None
    return Advice(
        StepKey.PERSONAS,
        _("See who lies furthest from {name}, and say why they belong together.").format(
            name=first.name.strip() or _("the persona")
        ),
        _("Two that lie far apart show most; others will turn up between them."),
        screen=GROUPS,
    )


def _lines(view: StudyView) -> Advice | None:
    n = len(used_variables(view))
    if n >= FEWEST_VARIABLES:
        return None
    if not n:
        return Advice(
            StepKey.PERSONAS,
            _("Say in what your customers differ, and where each of them stands."),
            _(
                "Who stands together in many things belongs together. Or begin your first persona by hand: a on this "
                "step."
            ),
            screen=MAP,
        )
    return Advice(
        StepKey.PERSONAS,
        _("Add more that your customers stand apart on."),
        ngettext(
            "There is {n} line; with fewer than eight, groups are hardly told from luck.",
            "There are {n} lines; with fewer than eight, groups are hardly told from luck.",
            n,
        ).format(n=n),
        screen=MAP,
    )


def _places(view: StudyView) -> Advice | None:
    missing = gaps(view, mapped(view))
    if not missing:
        return None
    n = len(missing)
    return Advice(
        StepKey.PERSONAS,
        _("Say where {names} stand.").format(names=_few(view, missing)),
        ngettext(
            "{n} place is open: put it on its line, or say that it is not known.",
            "{n} places are open: put each on its line, or say that it is not known.",
            n,
        ).format(n=n),
        person=missing[0].person,
        attribute=missing[0].variable,
        screen=MAP,
    )


def _few(view: StudyView, missing: list[Gap]) -> str:
    people = list(dict.fromkeys(gap.person for gap in missing))
    named = names_of(view, people[:2])
    more = len(people) - 2
    if more <= 0:
        return named
    return ngettext("{named} and {n} other", "{named} and {n} others", more).format(named=named, n=more)


def _groups() -> Advice:
    return Advice(
        StepKey.PERSONAS,
        _("See who belongs together, and say why."),
        _("The two groups that lie furthest apart are where your first two personas begin."),
        screen=GROUPS,
    )
