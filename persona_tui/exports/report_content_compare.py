"""The personas side by side: where they differ first, and by how much."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from statistics import median

import msgspec

from persona_tui.domain.attributes import Attribute, Kind
from persona_tui.domain.consent import Scope, covers, latest_consent
from persona_tui.domain.personas import Persona
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import SLOTS
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.i18n import _, ngettext
from persona_tui.insights.channel_words import channel_label
from persona_tui.insights.grounds import Context
from persona_tui.insights.mapping import FROM_ATTRIBUTE, Mapped, mapped, variable_label
from persona_tui.insights.tallies import Spread, spread
from persona_tui.insights.view import StudyView

_DIFFERENT = 0.34
"""From this share on, what is known of two personas counts as different."""
_IN_WORDS = 0.3
"""What stands for a difference between texts that have nothing in common."""
_MOST_TEXTS = 4
_NUMBERS = (Kind.NUMBER, Kind.YEAR, Kind.SCALE)


class ComparedRow(msgspec.Struct, kw_only=True, frozen=True):
    """One thing that is known of the personas: `cells` has what is true of each, in their order. `in_words`: what
    people said in words of their own, of which the program can't tell how far apart they are.
    """

    label: str
    cells: list[str]
    difference: float = 0.0
    in_words: bool = False


class VariableLine(msgspec.Struct, kw_only=True, frozen=True):
    """Where each persona's people stand between two poles. `places` has, for each persona, the slots (1 to 13) of its
    people; `cuts` are the slots behind which a new band begins.
    """

    label: str
    low: str
    high: str
    places: list[list[int]]
    unknown: int = 0
    cuts: tuple[int, ...] = ()
    difference: float = 0.0


class ChannelRow(msgspec.Struct, kw_only=True, frozen=True):
    """A channel: for each persona, how many prefer it, and how many use it besides."""

    label: str
    first: list[int]
    used: list[int]


class Channels(msgspec.Struct, kw_only=True, frozen=True):
    """Which channels the personas' people use; `known` is of how many of each it is known."""

    rows: list[ChannelRow]
    known: list[int]


def compared(
    ground: Context, personas: Sequence[Persona], attributes: Sequence[Attribute], disclosure: Disclosure = CAREFUL
) -> tuple[list[ComparedRow], list[ComparedRow]]:
    """What is known of the personas' people: what differs, most of all first, and what does not. Outside the business
    texts on record stand only where somebody they are of has agreed to sharing.
    """
    shared: set[str] | None = None
    if disclosure.redact:
        consents = ground.view.consents
        shared = {person for person in ground.real if covers(latest_consent(person, consents), Scope.SHARING)}
    rows = [row for attribute in attributes if (row := _row(ground, personas, attribute, shared)) is not None]
    differing = [row for row in rows if row.difference >= _DIFFERENT]
    alike = [row for row in rows if row.difference < _DIFFERENT]
    return sorted(differing, key=lambda row: -row.difference), alike


def variable_lines(ground: Context, personas: Sequence[Persona], of_care: Collection[str]) -> list[VariableLine]:
    """The lines on which people stand, the ones that set the personas furthest apart first."""
    lines: list[VariableLine] = []
    for known in mapped(ground.view, ground):
        source = known.variable.source.removeprefix(FROM_ATTRIBUTE)
        if known.variable.is_choice or source in of_care or known.variable.question in of_care:
            continue
        line = _line(known, personas, ground)
        if any(line.places):
            lines.append(line)
    return sorted(lines, key=lambda line: -line.difference)


def channels_of(view: StudyView, personas: Sequence[Persona]) -> Channels | None:
    """Which channels their people use, the most preferred first; None where nothing is known."""
    real = {person.id for person in view.real_people}
    uses = [use for use in view.channel_uses if use.person in real]
    members = [real & set(persona.people) for persona in personas]
    known = [len({use.person for use in uses} & each) for each in members]
    rows: list[ChannelRow] = []
    for channel in dict.fromkeys(use.channel for use in uses):
        of_it = [use for use in uses if use.channel == channel]
        first = [len({use.person for use in of_it if use.preferred == 1} & each) for each in members]
        all_of_it = [len({use.person for use in of_it} & each) for each in members]
        used = [every - best for every, best in zip(all_of_it, first, strict=True)]
        if any(all_of_it):
            rows.append(ChannelRow(label=clean_line(channel_label(channel)), first=first, used=used))
    rows.sort(key=lambda row: (-sum(row.first), -sum(row.used), row.label))
    return Channels(rows=rows, known=known) if rows else None


def _row(
    ground: Context, personas: Sequence[Persona], attribute: Attribute, shared: set[str] | None
) -> ComparedRow | None:
    currency = ground.view.study.currency
    spreads = [
        spread(attribute, [person for person in persona.people if person in ground.real], ground.values, currency)
        for persona in personas
    ]
    if not any(each.known for each in spreads):
        return None
    difference = _difference(spreads)
    return ComparedRow(
        label=clean_line(attribute.label),
        cells=[_cell(each, shared) for each in spreads],
        difference=difference,
        in_words=difference == _IN_WORDS,
    )


def _cell(of: Spread, shared: set[str] | None) -> str:
    if not of.known:
        return _("not known")
    if of.attribute.kind in _NUMBERS or of.attribute.options:
        return clean_line(of.text)
    rows = [(clean_line(label), len(people)) for label, people in of.rows if shared is None or shared & {*people}]
    counted = any(n > 1 for _label, n in rows)
    texts = [_("{what}: {n} of {m}").format(what=what, n=n, m=len(of.known)) if counted else what for what, n in rows]
    if not texts:
        return _("not shown")
    shown = "; ".join(texts[:_MOST_TEXTS])
    more = len(of.rows) - min(len(texts), _MOST_TEXTS)
    if more > 0:
        shown += "; " + ngettext("{n} more", "{n} more", more).format(n=more)
    return shown


def _difference(spreads: Sequence[Spread]) -> float:
    """How far apart the two furthest personas are, from 0 (the same) to 1 (nothing in common)."""
    known = [each for each in spreads if each.known]
    furthest = 0.0
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            furthest = max(furthest, _apart(one, other))
    return furthest


def _apart(one: Spread, other: Spread) -> float:
    if one.attribute.kind in _NUMBERS:
        places = {label: place for place, label in enumerate(_in_order(one, other))}
        if len(places) < 2:
            return 0.0
        middle = [median(places[label] for label, people in each.rows for _one in people) for each in (one, other)]
        return abs(middle[0] - middle[1]) / (len(places) - 1)
    shares = [{label.casefold(): len(people) / len(each.known) for label, people in each.rows} for each in (one, other)]
    common = sum(min(share, shares[1].get(label, 0.0)) for label, share in shares[0].items())
    return 1 - common if one.attribute.options or common else _IN_WORDS


def _in_order(one: Spread, other: Spread) -> list[str]:
    """The numbers of both, as they are shown, from the smallest to the largest."""
    labels = {label for each in (one, other) for label, _people in each.rows}
    return sorted(labels, key=lambda label: (_number(label), label))


def _number(label: str) -> float:
    digits = "".join(c for c in label.split(" ")[0] if c.isdigit() or c in ".-")
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _line(known: Mapped, personas: Sequence[Persona], ground: Context) -> VariableLine:
    variable = known.variable
    places: list[list[int]] = []
    unknown = 0
    for persona in personas:
        slots = []
        for person in persona.people:
            if person not in ground.real:
                continue
            place = known.places.get(person)
            if place is not None and place.slot is not None:
                slots.append(place.slot)
            else:
                unknown += 1
        places.append(sorted(slots))
    middles = [median(slots) for slots in places if slots]
    apart = (max(middles) - min(middles)) / (SLOTS - 1) if len(middles) > 1 else 0.0
    return VariableLine(
        label=clean_line(variable_label(variable)),
        low=clean_line(variable.low),
        high=clean_line(variable.high),
        places=places,
        unknown=unknown,
        cuts=known.cuts,
        difference=apart,
    )
