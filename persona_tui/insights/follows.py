"""Which variables say the same thing twice: they place nearly everyone alike, or follow from one another. Pure.

Noise that is asked three ways passes for a pattern, so such variables count once: at once where the program sees it,
until the person says that they are things apart; for good where the person has confirmed it. What two groups of people
differ on differs together, too; so two lines are held for the same only when they have nearly the same order, not when
merely the same people stand at each end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

import msgspec

from persona_tui.insights.likeness import (
    MANY,
    chance_of_determining,
    correlation,
    determines,
    exceptions,
    is_product,
    mid_ranks,
    rank_correlation,
)
from persona_tui.insights.mapping import Mapped

NEARLY_ALL = 0.85
"""A variable with this part of those known in one band places nearly everyone alike."""
SAME_ORDER = 0.9
"""Spearman's rank correlation, either way round, from which two lines have nearly the same order,"""
MUCH_THE_SAME_ORDER = 0.75
SAME_WITHIN_BANDS = 0.3
"""and from which they have much the same order, when they agree within the bands as well: two lines that a pattern
divides in the same way agree between the bands alone.
"""
SAME_ORDER_OF_MANY = 0.8
_SELDOM_LIKE = {5: 1.0, 6: 0.94, 7: 0.88, 8: 0.83, 9: 0.79}
"""Of so few people luck makes lines alike too often for less."""
FEWEST_COMPARED = 5
KNOWN_ON_BOTH = 0.8
"""The part of those known on a variable who must be known on the one it follows from."""
SELDOM = 0.001
"""One choice is said to determine another only where luck seldom makes it look so."""
_WORD = 4


class Why(StrEnum):
    """Why two or more variables count once."""

    CONFIRMED = "confirmed"
    SAME_ORDER = "same_order"
    MUCH_ALIKE = "much_alike"
    SAME_GROUPS = "same_groups"
    DETERMINED = "determined"
    PRODUCT = "product"
    SAME_ANSWER = "same_answer"
    ALL_ALIKE = "all_alike"


class Follows(msgspec.Struct, frozen=True, kw_only=True):
    """`variable` follows from those in `of` (ids), as far as `known` people show. `confirmed`: the person said so;
    otherwise it is the program's proposal. `answer` and `people` are set for the same answer of the same people: only
    that answer counts once, the others of the variable count.
    """

    variable: str
    of: tuple[str, ...]
    why: Why
    known: int
    confirmed: bool = False
    answer: str = ""
    people: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nothing but the person's word could set them apart: they are not merely much alike."""
        return self.why is not Why.MUCH_ALIKE


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Variables (ids) that count once: `lead` is the one that is counted, `others` say the same."""

    lead: str
    others: tuple[str, ...] = ()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What counts once. `bands` has for each unit's lead the bands of the people known on it, as they are counted."""

    units: tuple[Unit, ...]
    follows: tuple[Follows, ...]
    bands: Mapping[str, Mapping[str, int]]


def counted(variables: Sequence[Mapped], people: Collection[str], *, only_sure: bool = False) -> Counted:
    """What counts once among `variables`, as far as `people` (ids) show; variables known of fewer than two of them
    stay away. With `only_sure`, what is merely much alike counts each for itself.
    """
    among = set(people)
    bands = {each.id: {person: band for person, band in each.bands.items() if person in among} for each in variables}
    variables = [each for each in variables if len(bands[each.id]) >= 2]
    by_id = {each.id: each for each in variables}
    confirmed = _confirmed(by_id, bands)
    follows = list(confirmed.values())
    free = [each for each in variables if each.id not in confirmed]
    answers = _same_answers(free, bands)
    follows += answers
    for item in answers:
        for person in item.people:
            bands[item.variable].pop(person, None)
    free = [each for each in free if len(bands[each.id]) >= 2]
    found = _all_alike(free, bands)
    free = [each for each in free if each.id not in {item.variable for item in found}]
    found += _products(free, bands)
    free = [each for each in free if each.id not in {item.variable for item in found}]
    found += _pairs(free, bands, only_sure)
    units = _units(by_id, [*confirmed.values(), *found], bands)
    return Counted(
        units=units,
        follows=(*follows, *found),
        bands={unit.lead: bands[unit.lead] for unit in units},
    )


def denied(one: Mapped, other: Mapped) -> bool:
    """Whether the person said that these two are things apart."""
    return other.id in one.variable.apart or one.id in other.variable.apart


_Bands = Mapping[str, Mapping[str, int]]
_Ranks = Mapping[str, Mapping[str, float]]


def _confirmed(by_id: Mapping[str, Mapped], bands: _Bands) -> dict[str, Follows]:
    """By variable, what the person has confirmed: each follows from the last one of its chain."""
    found = {}
    for each in by_id.values():
        lead, passed = each, {each.id}
        while lead.variable.counts_with in by_id and lead.variable.counts_with not in passed:
            lead = by_id[lead.variable.counts_with]
            passed.add(lead.id)
        in_a_ring = lead.variable.counts_with in passed and each.id <= min(passed)
        if lead is not each and not in_a_ring:
            known = len(bands[each.id].keys() & bands[lead.id].keys())
            found[each.id] = Follows(variable=each.id, of=(lead.id,), why=Why.CONFIRMED, known=known, confirmed=True)
    return found


def _same_answers(variables: Sequence[Mapped], bands: _Bands) -> list[Follows]:
    """An answer that the very same people give in several choices ("no internet service") is one fact."""
    holders: dict[str, dict[str, frozenset[str]]] = {}
    labels: dict[str, str] = {}
    for each in variables:
        if len(each.variable.options) < 3:
            continue
        for number, option in enumerate(each.variable.options):
            label = option.label.strip().casefold()
            labels.setdefault(label, option.label.strip())
            held = frozenset(person for person, band in bands[each.id].items() if band == number)
            holders.setdefault(label, {})[each.id] = held
    by_id = {each.id: each for each in variables}
    found = []
    for label, held_by in holders.items():
        people = next(iter(held_by.values()))
        if len(people) < 2 or any(other != people for other in held_by.values()):
            continue
        source = _source_of(label, people, [each for each in variables if each.id not in held_by], bands)
        lead = source or next(iter(held_by))
        found += [
            Follows(
                variable=variable,
                of=(lead,),
                why=Why.SAME_ANSWER,
                known=len(bands[variable]),
                answer=labels[label],
                people=tuple(sorted(people)),
            )
            for variable in held_by
            if variable != lead and not denied(by_id[variable], by_id[lead])
        ]
    return found


def _source_of(label: str, people: frozenset[str], others: Sequence[Mapped], bands: _Bands) -> str:
    """The choice whose name the answer speaks of, and in which the same people stand alone in a band; "" for none."""
    words = [word for word in label.split() if len(word) >= _WORD]
    for each in others:
        name = each.variable.label.casefold().replace(" ", "")
        if each.variable.is_choice and any(word in name for word in words):
            groups: dict[int, set[str]] = {}
            for person, band in bands[each.id].items():
                groups.setdefault(band, set()).add(person)
            if set(people) in groups.values():
                return each.id
    return ""


def _most(bands: Mapping[str, int]) -> int:
    return max(Counter(bands.values()).values())


def _all_alike(variables: Sequence[Mapped], bands: _Bands) -> list[Follows]:
    """All that place nearly everyone alike count once together, with the one that does so least."""
    alike = [each for each in variables if _most(bands[each.id]) >= NEARLY_ALL * len(bands[each.id])]
    if len(alike) < 2:
        return []
    lead = min(alike, key=lambda each: _most(bands[each.id]) / len(bands[each.id]))
    return [
        Follows(variable=each.id, of=(lead.id,), why=Why.ALL_ALIKE, known=len(bands[each.id]))
        for each in alike
        if each is not lead and not denied(each, lead)
    ]


def _products(variables: Sequence[Mapped], bands: _Bands) -> list[Follows]:
    """Numbers that are the product of two others: a total follows from a price and how often it was paid."""
    amounts = {}
    for each in variables:
        own = {person: each.places[person].amount for person in bands[each.id]}
        if len(set(own.values())) > 2:
            amounts[each.id] = {person: amount for person, amount in own.items() if amount is not None}
    by_id = {each.id: each for each in variables}
    found: list[Follows] = []
    for total in amounts:
        gone = {item.variable for item in found}
        factors = [each for each in amounts if each not in gone and each != total]
        pair = next(
            (
                (one, other)
                for place, one in enumerate(factors)
                for other in factors[place + 1 :]
                if is_product(amounts[total], amounts[one], amounts[other])
                and not denied(by_id[total], by_id[one])
                and not denied(by_id[total], by_id[other])
            ),
            None,
        )
        if pair is not None:
            known = len(amounts[total].keys() & amounts[pair[0]].keys() & amounts[pair[1]].keys())
            found.append(Follows(variable=total, of=pair, why=Why.PRODUCT, known=known))
    return found


def _pairs(variables: Sequence[Mapped], bands: _Bands, only_sure: bool) -> list[Follows]:
    """Each variable against those before it: the ones known of most people first, lines before choices.

    Of things asked three ways, one that is not enough like the first may still be like the second: so each is held
    against all, and what they form together counts once.
    """
    placed = list(enumerate(variables))
    placed.sort(key=lambda item: (-len(bands[item[1].id]), item[1].variable.is_choice, -_n(bands, item[1]), item[0]))
    ranks = {each.id: _ranks(each, bands[each.id]) for each in variables if not each.variable.is_choice}
    before: list[Mapped] = []
    found = []
    for _place, each in placed:
        items = (item for other in before if (item := _follows(each, other, bands, ranks)) is not None)
        item = next((item for item in items if item.sure or not only_sure), None)
        if item is not None:
            found.append(item)
        before.append(each)
    return found


def _ranks(each: Mapped, people: Mapping[str, int]) -> dict[str, float]:
    return dict(zip(people, mid_ranks([each.places[person].slot or 0 for person in people]), strict=True))


def _n(bands: _Bands, each: Mapped) -> int:
    return len(set(bands[each.id].values()))


def _follows(each: Mapped, lead: Mapped, bands: _Bands, ranks: _Ranks) -> Follows | None:
    both = bands[each.id].keys() & bands[lead.id].keys()
    if len(both) < max(FEWEST_COMPARED, KNOWN_ON_BOTH * len(bands[each.id])) or denied(each, lead):
        return None
    if each.variable.is_choice or lead.variable.is_choice:
        why = _why_of_choices(each, lead, sorted(both), bands)
    else:
        why = _why_of_lines(each, lead, sorted(both), ranks)
    return Follows(variable=each.id, of=(lead.id,), why=why, known=len(both)) if why is not None else None


def _why_of_lines(each: Mapped, lead: Mapped, both: Sequence[str], ranks: _Ranks) -> Why | None:
    """Of many people the ranks among all who are known do for those known on both, too."""
    if len(both) >= MANY:
        likeness = correlation([ranks[each.id][person] for person in both], [ranks[lead.id][person] for person in both])
        return Why.SAME_ORDER if abs(likeness) >= SAME_ORDER_OF_MANY else None
    ours = [each.places[person].slot or 0 for person in both]
    theirs = [lead.places[person].slot or 0 for person in both]
    likeness = rank_correlation(ours, theirs)
    least = _SELDOM_LIKE.get(len(both), MUCH_THE_SAME_ORDER) - 1e-9
    if abs(likeness) >= max(least, SAME_ORDER - 1e-9):
        return Why.SAME_ORDER
    if abs(likeness) < least:
        return None
    within = [rank_correlation(ours, theirs, [mapped.bands[person] for person in both]) for mapped in (each, lead)]
    return Why.MUCH_ALIKE if sum(within) / 2 * (1 if likeness > 0 else -1) >= SAME_WITHIN_BANDS else None


def _why_of_choices(each: Mapped, lead: Mapped, both: Sequence[str], bands: _Bands) -> Why | None:
    """Two choices, or a choice and a line by its bands."""
    ours, theirs = [bands[each.id][person] for person in both], [bands[lead.id][person] for person in both]
    answers = len(set(ours)), len(set(theirs))
    if min(answers) < 2:
        return None
    if answers[0] == answers[1] == len(set(zip(ours, theirs, strict=True))):
        return Why.SAME_GROUPS
    for from_, to in ((theirs, ours), (ours, theirs)):
        if determines(from_, to) and chance_of_determining(from_, to) <= SELDOM:
            return Why.DETERMINED
    if (
        min(answers) > 2
        and len(both) < MANY
        and max(exceptions(theirs, ours), exceptions(ours, theirs)) * 8 <= len(both)
    ):
        return Why.MUCH_ALIKE
    return None


def _units(by_id: Mapping[str, Mapped], follows: Sequence[Follows], bands: _Bands) -> tuple[Unit, ...]:
    lead_of = {item.variable: item.of[0] for item in follows}
    others: dict[str, list[str]] = {}
    for variable in by_id:
        lead = variable
        while lead in lead_of:
            lead = lead_of[lead]
        others.setdefault(lead, [])
        if lead != variable:
            others[lead].append(variable)
    return tuple(
        Unit(lead=variable, others=tuple(others[variable]))
        for variable in by_id
        if variable in others and len(bands[variable]) >= 2
    )
