"""Studies made for what they hold: pure noise, planted groups, noise asked several ways."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from persona_tui.domain.attributes import Option
from persona_tui.domain.records import replace
from persona_tui.domain.variables import SLOTS, Variable
from persona_tui.insights.bands import band_of
from persona_tui.insights.mapping import Mapped, Place

CUTS = (4, 9)
SLOTS_OF_BAND = {0: (1, 4), 1: (5, 9), 2: (10, 13)}

Bands = list[dict[str, int]]
"""Of each variable, the band of everybody known on it."""


def people(n: int) -> list[str]:
    """So many ids."""
    return [f"p{number:03}" for number in range(n)]


def line(number: int, slots: Mapping[str, int], **more: object) -> Mapped:
    """A line whose people stand at those slots."""
    variable = Variable(id=f"v{number:03}", label=f"line {number}", low="little", high="much", order=float(number))
    return Mapped(
        variable=replace(variable, **more),
        places={person: Place(slot=slot) for person, slot in slots.items()},
        cuts=CUTS,
        bands={person: band_of(slot, CUTS) for person, slot in slots.items()},
    )


def on_lines(bands: Sequence[Mapping[str, int]], rng: random.Random | None = None) -> list[Mapped]:
    """Lines whose people stand in those bands: anywhere in them with `rng`, else in their middle."""

    def slot(band: int) -> int:
        low, high = SLOTS_OF_BAND[band]
        return rng.randint(low, high) if rng is not None else (low + high) // 2

    return [line(number, {person: slot(band) for person, band in known.items()}) for number, known in enumerate(bands)]


def on_choices(bands: Sequence[Mapping[str, int]]) -> list[Mapped]:
    """Choices whose people gave those answers."""
    options = [Option(key=str(number), label=f"answer {number}") for number in range(3)]
    return [
        Mapped(
            variable=Variable(id=f"c{number:03}", label=f"choice {number}", options=options, order=float(number)),
            places={person: Place(choice=str(band)) for person, band in known.items()},
            bands=dict(known),
        )
        for number, known in enumerate(bands)
    ]


def noise(rng: random.Random, n_people: int, n_variables: int, unknown: float = 0.0, bands: int = 3) -> Bands:
    """Independent variables; each place is unknown with that chance."""
    among = people(n_people)
    return [
        {person: rng.randrange(bands) for person in among if rng.random() >= unknown}
        for _variable in range(n_variables)
    ]


def plant(rng: random.Random, study: Bands, members: Sequence[str], n_shared: int) -> list[int]:
    """Put the members together on so many of the variables, drawn at random; which."""
    chosen = rng.sample(range(len(study)), n_shared)
    for variable in chosen:
        band = rng.randrange(3)
        study[variable].update(dict.fromkeys(members, band))
    return sorted(chosen)


def asked_three_ways(rng: random.Random, n_people: int, n_traits: int, wavers: int = 0) -> list[Mapped]:
    """Lines of pure noise, every trait three times, once the other way round; answers waver by up to so many slots."""
    lines = []
    for _trait in range(n_traits):
        slots = {person: rng.randint(1, SLOTS) for person in people(n_people)}
        for turned in (False, True, False):
            again = {person: SLOTS + 1 - slot if turned else slot for person, slot in slots.items()}
            wavering = {p: min(max(slot + rng.randint(-wavers, wavers), 1), SLOTS) for p, slot in again.items()}
            lines.append(line(len(lines), wavering))
    return lines


def pairs_found(wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Recall and precision, as pairs of people put together (0 to 1)."""
    ours = {frozenset((one, other)) for group in wanted for one in group for other in group if one < other}
    theirs = {frozenset((one, other)) for group in found for one in group for other in group if one < other}
    both = len(ours & theirs)
    return both / len(ours) if ours else 1.0, both / len(theirs) if theirs else 1.0
