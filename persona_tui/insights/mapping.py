"""Where everybody stands on what customers stand apart on, and in which band that is. Pure.

A person's own placement overrules what a value of an attribute would place. What is not known stays not known; a value
that was said in a talk which no consent covers places nobody, nor does a placement whose words are all gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from persona_tui.domain.attributes import Attribute, Care, Content, Group, Kind, Known, Value
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.variables import SLOTS, Placement, Variable, VariableSort
from persona_tui.insights.bands import band_of, proposed_cuts, sound_cuts
from persona_tui.insights.coverage import by_cell, current
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.tallies import value_evidence
from persona_tui.insights.view import StudyView

FROM_ATTRIBUTE = "attribute:"
"""What the `source` of a variable begins with whose places come from an attribute's values; the key follows."""
PLACING = (Kind.SCALE, Kind.ONE_OF, Kind.NUMBER, Kind.YEAR)
"""The kinds of attributes whose values place people."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody stands: at a `slot` (1 to 13) of a line, or at a `choice` (an option's key).

    `placement` or `value` is the id of the record that says so, the other one is ""; `amount` is the number that was
    placed, where it was one; `evidence` is what it rests on.
    """

    slot: int | None = None
    choice: str = ""
    placement: str = ""
    value: str = ""
    amount: float | None = None
    evidence: tuple[Evidence, ...] = ()


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """A variable with everybody of whom it is known.

    `places` and `bands` have the same people (ids); a band is a number from 0 at the first pole, or the number of the
    option. `cuts` are the slots behind which a new band begins, `proposed` says that the program put them there.
    `contradicted` has the people whose placement overrules a value that says otherwise.
    """

    variable: Variable
    places: Mapping[str, Place]
    cuts: tuple[int, ...] = ()
    proposed: bool = True
    bands: Mapping[str, int]
    contradicted: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The variable's id."""
        return self.variable.id

    def in_band(self, band: int) -> list[str]:
        """The people (ids) who stand in that band."""
        return [person for person, found in self.bands.items() if found == band]


def mapped(view: StudyView, ground: Context | None = None, variables: Sequence[Variable] | None = None) -> list[Mapped]:
    """Every variable that is used (`variables`, or those of the view; not those left out) with who stands where.

    With a `ground` that holds the interviews, placements whose words are gone fall away; without one it is only looked
    whether a consent still covers them. Bands are cut by where the real people stand, or all where nobody is real.
    """
    used = [variable for variable in (view.variables if variables is None else variables) if not variable.left_out]
    held = _Held(view, ground)
    return [_mapped(variable, held) for variable in used]


def variable_label(variable: Variable) -> str:
    """What a variable is called: its label, else its poles."""
    return variable.label or " – ".join(pole for pole in (variable.low, variable.high) if pole)


def ready_variables(view: StudyView, attributes: Iterable[Attribute] | None = None) -> list[Variable]:
    """Variables, not stored, for those `attributes` (the picked ones) whose values place two people or more.

    Scales, choices, numbers and years; never what the law protects or what is personal: those a person adds by hand.
    Their ids are stable ("attribute:<key>"). Those that the view has a variable for already are left out.
    """
    known: dict[str, set[str]] = {}
    for (person, key), cell in by_cell(view.values).items():
        value = current(cell)
        if value is not None and value.known is Known.KNOWN:
            known.setdefault(key, set()).add(person)
    have = {variable.source for variable in view.variables}
    ready = []
    for number, attribute in enumerate(view.attributes if attributes is None else attributes, start=1):
        source = FROM_ATTRIBUTE + attribute.key
        if attribute.kind not in PLACING or attribute.care is not Care.NONE or source in have:
            continue
        if len(known.get(attribute.key, ())) >= 2:
            ready.append(variable_from(attribute, view.study.bank_language, order=float(number), stable_id=source))
    return ready


def variable_from(attribute: Attribute, language: str = "en", order: float = 0.0, stable_id: str = "") -> Variable:
    """A variable whose places come from an attribute's values; with `stable_id` that is its id. It is not stored."""
    made = Variable(
        label=attribute.label,
        low=attribute.low,
        high=attribute.high,
        options=list(attribute.options) if attribute.kind is Kind.ONE_OF else [],
        sort=VariableSort.ATTITUDE if attribute.group is Group.PSYCHOGRAPHIC else VariableSort.ACTIVITY,
        source=FROM_ATTRIBUTE + attribute.key,
        language=language,
        order=order,
    )
    return msgspec.structs.replace(made, id=stable_id) if stable_id else made


class _Held:
    """What places people: the values that count by attribute, and the placements that stand by variable."""

    def __init__(self, view: StudyView, ground: Context | None) -> None:
        self.attributes = {attribute.key: attribute for attribute in (*view.study.own_attributes, *view.attributes)}
        self.real = {person.id for person in view.people if not person.imagined}
        self._people = {person.id for person in view.people}
        self._ground = ground
        self._consents = ground if ground is not None else context(view, ())
        self._talks = {talk.id: talk.consent for talk in view.interviews}
        self.values: dict[str, dict[str, Value]] = {}
        for (person, key), cell in by_cell(self._consents.values).items():
            value = current(cell)
            if person in self._people and value is not None and value.known is Known.KNOWN:
                self.values.setdefault(key, {})[person] = value
        self.placements: dict[str, list[Placement]] = {}
        for placement in view.placements:
            if placement.person in self._people and self._stands(placement):
                self.placements.setdefault(placement.variable, []).append(placement)

    def _stands(self, placement: Placement) -> bool:
        return not placement.evidence or any(self._counts(item) for item in placement.evidence)

    def _counts(self, evidence: Evidence) -> bool:
        if self._ground is not None or evidence.kind in (TargetKind.VALUE, TargetKind.CHANNEL):
            return self._consents.counts(evidence)
        return self._consents.covers(self._talks.get(evidence.container, ""), evidence.person)


def _mapped(variable: Variable, held: _Held) -> Mapped:
    places = _from_values(variable, held)
    contradicted = set()
    for placement in held.placements.get(variable.id, ()):
        valued = places.pop(placement.person, None)
        place = _from_placement(variable, placement)
        if place is not None:
            places[placement.person] = place
            if valued is not None and (valued.slot, valued.choice) != (place.slot, place.choice):
                contradicted.add(placement.person)
    if variable.is_choice:
        numbers = {option.key: number for number, option in enumerate(variable.options)}
        bands = {person: numbers[place.choice] for person, place in places.items()}
        return Mapped(variable=variable, places=places, bands=bands, contradicted=frozenset(contradicted))
    slots = {person: place.slot for person, place in places.items() if place.slot is not None}
    leading = [slot for person, slot in slots.items() if person in held.real] or list(slots.values())
    cuts = proposed_cuts(leading) if variable.cuts is None else sound_cuts(variable.cuts)
    return Mapped(
        variable=variable,
        places=places,
        cuts=cuts,
        proposed=variable.cuts is None,
        bands={person: band_of(slot, cuts) for person, slot in slots.items()},
        contradicted=frozenset(contradicted),
    )


def _from_placement(variable: Variable, placement: Placement) -> Place | None:
    """Where a person put somebody; None for "not known", and for a place that the variable does not have (any more)."""
    if placement.known is not Known.KNOWN:
        return None
    evidence = tuple(placement.evidence)
    if variable.is_choice:
        if placement.choice not in {option.key for option in variable.options}:
            return None
        return Place(choice=placement.choice, placement=placement.id, evidence=evidence)
    if placement.slot is None or not 1 <= placement.slot <= SLOTS:
        return None
    return Place(slot=placement.slot, placement=placement.id, evidence=evidence)


def _from_values(variable: Variable, held: _Held) -> dict[str, Place]:
    if not variable.source.startswith(FROM_ATTRIBUTE):
        return {}
    key = variable.source.removeprefix(FROM_ATTRIBUTE)
    values = held.values.get(key, {})
    if variable.is_choice:
        options = {option.key for option in variable.options}
        return {
            person: Place(choice=value.content, value=value.id, evidence=(value_evidence(value),))
            for person, value in values.items()
            if isinstance(value.content, str) and value.content in options
        }
    amounts = {person: amount for person, value in values.items() if (amount := _amount(value.content)) is not None}
    attribute = held.attributes.get(key)
    steps = attribute.steps if attribute is not None and attribute.kind is Kind.SCALE else 0
    slots = slots_of_steps(amounts, steps) if steps > 1 else slots_of_numbers(amounts)
    return {
        person: Place(
            slot=slot, value=values[person].id, amount=amounts[person], evidence=(value_evidence(values[person]),)
        )
        for person, slot in slots.items()
    }


def _amount(content: Content) -> float | None:
    return float(content) if isinstance(content, int | float) else None


def slots_of_steps(steps: Mapping[str, float], length: int, first: float = 1.0) -> dict[str, int]:
    """The steps of a scale (from `first`, `length` of them) spread evenly over the 13 slots, by person."""
    span = max(length - 1, 1)
    return {person: 1 + round(min(max(step - first, 0.0), span) * (SLOTS - 1) / span) for person, step in steps.items()}


def slots_of_numbers(amounts: Mapping[str, float]) -> dict[str, int]:
    """The slots of numbers, halfway between their rank and their amount: order is kept, what lies far apart leaves a
    gap, and one very large number does not push all others together. A few whole numbers count as steps of a scale.
    """
    distinct = sorted(set(amounts.values()))
    if len(distinct) < 2:
        return dict.fromkeys(amounts, (SLOTS + 1) // 2)
    low, high = distinct[0], distinct[-1]
    if high - low < SLOTS and all(float(amount).is_integer() for amount in distinct):
        return slots_of_steps(amounts, int(high - low) + 1, low)
    ranks = {amount: number / (len(distinct) - 1) for number, amount in enumerate(distinct)}
    parts = {amount: (ranks[amount] + (amount - low) / (high - low)) / 2 for amount in distinct}
    return {person: 1 + round(parts[amount] * (SLOTS - 1)) for person, amount in amounts.items()}
