"""Whom the map is about, and who stands nowhere on it yet. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.domain.attributes import Known
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.variables import Variable
from persona_tui.insights.guide import core_people, talked_to
from persona_tui.insights.mapping import Mapped, mapped
from persona_tui.insights.view import StudyView

FEWEST_FOR_A_MAP = 4
"""Customers who were talked to: with fewer, any two of them form a group."""
FEWEST_VARIABLES = 8
"""With fewer, what people share is hardly told from luck."""
USUAL_VARIABLES = (15, 30)
"""How many professionals use (METHOD E)."""


class Gap(msgspec.Struct, frozen=True):
    """Somebody (an id) of whom it has not been said where they stand on a variable (an id)."""

    person: str
    variable: str


def on_the_map(view: StudyView) -> list[Person]:
    """Whom the map shows: those the study is about, everybody who was talked to, and who is placed by hand."""
    shown = {person.id for person in core_people(view)} | talked_to(view)
    shown |= {placed.person for placed in view.placements if placed.known is Known.KNOWN}
    return [person for person in view.people if person.id in shown]


def asked(view: StudyView) -> set[str]:
    """The real people (ids) who may fit and were talked to: of them it can be said where they stand."""
    return talked_to(view) & {person.id for person in view.real_people if person.fit is not Fit.NO_FIT}


def wants_a_map(view: StudyView) -> bool:
    """Whether enough people were talked to for a map to say anything."""
    return len(asked(view)) >= FEWEST_FOR_A_MAP


def used_variables(view: StudyView) -> list[Variable]:
    """Those that were not left out."""
    return [variable for variable in view.variables if not variable.left_out]


def gaps(view: StudyView, found: Sequence[Mapped] | None = None) -> list[Gap]:
    """Of whom that was talked to it has not been said where they stand, line by line. That it is not known is said."""
    wanted = asked(view)
    people = [person.id for person in view.people if person.id in wanted]
    said = {(placed.person, placed.variable) for placed in view.placements if placed.known is not Known.KNOWN}
    return [
        Gap(person, line.id)
        for line in (mapped(view) if found is None else found)
        for person in people
        if person not in line.places and (person, line.id) not in said
    ]


def next_gap(missing: Sequence[Gap], lines: Sequence[str], line: str, person: str, people: Sequence[str]) -> Gap | None:
    """The next gap after this person on this line: first on the same line, then line by line, going round."""
    if not missing:
        return None
    order = {key: place for place, key in enumerate(lines)}
    places = {key: place for place, key in enumerate(people)}
    here, at = order.get(line, 0), places.get(person, -1)

    def away(gap: Gap) -> tuple[int, int, int]:
        turned = (order.get(gap.variable, 0) - here) % max(1, len(lines))
        behind = turned == 0 and places.get(gap.person, 0) <= at
        return (turned, int(behind), places.get(gap.person, 0))

    return min(missing, key=away)


def shared_by(found: Sequence[Mapped], people: Sequence[str]) -> list[str]:
    """The variables (ids) on which all of these people (ids) that are known stand in one band, two of them or more."""
    shared: list[str] = []
    for line in found:
        bands = [line.bands[person] for person in people if person in line.bands]
        if len(bands) >= 2 and len(set(bands)) == 1:
            shared.append(line.id)
    return shared
