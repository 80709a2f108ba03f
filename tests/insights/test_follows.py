"""What says the same twice counts once, until the person says otherwise."""

from __future__ import annotations

import random

from persona_tui.domain.attributes import Option
from persona_tui.domain.records import replace
from persona_tui.domain.variables import Variable
from persona_tui.insights.follows import Counted, Why, counted
from persona_tui.insights.likeness import chance_of_determining, determines, is_product, mid_ranks, rank_correlation
from persona_tui.insights.mapping import Mapped, Place
from tests.insights.pattern_studies import line, noise, on_choices, on_lines, people

TEN = people(10)


def slots(seed: int) -> dict[str, int]:
    rng = random.Random(seed)
    return dict(zip(TEN, rng.sample(range(1, 14), 10), strict=True))


def whys(of: Counted) -> dict[str, Why]:
    return {item.variable: item.why for item in of.follows}


def leads(of: Counted) -> list[str]:
    return [unit.lead for unit in of.units]


def choice(name: str, answers: dict[str, str], labels: tuple[str, ...]) -> Mapped:
    options = [Option(key=label.casefold(), label=label) for label in labels]
    keys = [option.key for option in options]
    return Mapped(
        variable=Variable(id=name, label=name, options=options),
        places={person: Place(choice=answer.casefold()) for person, answer in answers.items()},
        bands={person: keys.index(answer.casefold()) for person, answer in answers.items()},
    )


def test_a_line_that_puts_people_in_the_reverse_order_counts_once() -> None:
    first = slots(1)
    found = counted([line(0, first), line(1, {person: 14 - slot for person, slot in first.items()})], TEN)
    assert leads(found) == ["v000"]
    assert whys(found) == {"v001": Why.SAME_ORDER}


def test_lines_that_merely_part_the_same_people_are_two_things() -> None:
    low, high = TEN[:5], TEN[5:]
    one = dict(zip(TEN, [1, 2, 3, 4, 4, 10, 11, 12, 13, 13], strict=True))
    other = dict(zip([*low[::-1], *high[::-1]], [1, 2, 3, 4, 4, 10, 11, 12, 13, 13], strict=True))
    found = counted([line(0, one), line(1, other)], TEN)
    assert found.bands["v000"] == found.bands["v001"]
    assert found.follows == ()


def test_what_the_person_calls_two_things_counts_twice() -> None:
    first = slots(1)
    found = counted([line(0, first), line(1, first, apart=["v000"])], TEN)
    assert leads(found) == ["v000", "v001"]


def test_what_the_person_confirmed_counts_once_however_little_alike() -> None:
    found = counted([line(0, slots(1)), line(1, slots(2)), line(2, slots(3), counts_with="v001")], TEN)
    assert leads(found) == ["v000", "v001"]
    assert [item.confirmed for item in found.follows] == [True]


def test_a_ring_of_confirmations_counts_once() -> None:
    ring = [line(0, slots(1), counts_with="v001"), line(1, slots(2), counts_with="v000")]
    assert leads(counted(ring, TEN)) == ["v000"]


def test_a_choice_that_gives_a_coarser_one_counts_once_with_it() -> None:
    fine = {person: ("day", "week", "month")[number % 3] for number, person in enumerate(people(30))}
    coarse = {person: "often" if often == "day" else "seldom" for person, often in fine.items()}
    found = counted(
        [choice("how", coarse, ("often", "seldom")), choice("when", fine, ("day", "week", "month"))], people(30)
    )
    assert whys(found) == {"how": Why.DETERMINED}


def test_all_that_place_nearly_everyone_alike_count_once_together() -> None:
    alike = [dict.fromkeys(TEN, 0) | {TEN[number]: 1} for number in range(3)]
    found = counted(on_lines([*alike, *noise(random.Random(3), 10, 2)]), TEN)
    assert set(whys(found).values()) == {Why.ALL_ALIKE}
    assert len(found.units) == 3


def test_an_answer_that_the_same_people_give_everywhere_is_one_fact() -> None:
    labels = ("Yes", "No", "No internet service")
    rng = random.Random(4)
    without = TEN[:3]

    def service(name: str) -> Mapped:
        return choice(name, {p: labels[2] if p in without else rng.choice(labels[:2]) for p in TEN}, labels)

    internet = choice(
        "Internet", {p: "No" if p in without else rng.choice(("DSL", "Fiber")) for p in TEN}, ("DSL", "Fiber", "No")
    )
    found = counted([service("Backup"), service("Security"), internet], TEN)
    assert {item.variable: item.of for item in found.follows} == {"Backup": ("Internet",), "Security": ("Internet",)}
    assert {item.why for item in found.follows} == {Why.SAME_ANSWER}
    assert len(found.units) == 3
    assert found.bands["Backup"].keys() == set(TEN[3:])


def test_yes_and_no_are_no_fact_that_choices_share() -> None:
    found = counted(on_choices(noise(random.Random(5), 10, 6)), TEN)
    assert all(item.why is not Why.SAME_ANSWER for item in found.follows)


def test_a_number_that_two_others_multiply_to_counts_with_them() -> None:
    rng = random.Random(6)
    months = {person: float(rng.randint(1, 70)) for person in TEN}
    price = {person: rng.uniform(20, 110) for person in TEN}
    total = {person: months[person] * price[person] * rng.uniform(0.97, 1.03) for person in TEN}

    def number(place: int, amounts: dict[str, float]) -> Mapped:
        bare = line(place, slots(place))
        places = {person: Place(slot=bare.places[person].slot, amount=amounts[person]) for person in TEN}
        return Mapped(variable=bare.variable, places=places, cuts=bare.cuts, bands=bare.bands)

    found = counted([number(1, months), number(2, price), number(3, total)], TEN)
    assert [(item.variable, item.of, item.why) for item in found.follows] == [("v003", ("v001", "v002"), Why.PRODUCT)]


def test_much_alike_counts_each_for_itself_when_only_the_sure_is_wanted() -> None:
    one = dict(zip(TEN, [1, 2, 4, 5, 6, 8, 9, 10, 12, 13], strict=True))
    other = dict(zip(TEN, [1, 4, 2, 8, 5, 6, 13, 9, 10, 12], strict=True))
    lines = [line(0, one), line(1, other)]
    assert whys(counted(lines, TEN)) == {"v001": Why.MUCH_ALIKE}
    assert len(counted(lines, TEN, only_sure=True).units) == 2


def test_what_is_known_of_fewer_than_two_stays_away() -> None:
    assert counted(on_lines([{TEN[0]: 1}, {}]), TEN).units == ()


def test_a_variable_known_of_few_leads_nothing_known_of_many() -> None:
    first = slots(1)
    few = {person: first[person] for person in TEN[:5]}
    found = counted([line(0, few), line(1, first)], TEN)
    assert {item.variable: item.of for item in found.follows} == {"v000": ("v001",)}


def test_equals_share_the_middle_of_their_ranks() -> None:
    assert mid_ranks([5, 1, 5, 9]) == [2.5, 1.0, 2.5, 4.0]
    assert rank_correlation([1, 2, 3, 4], [40, 30, 20, 10]) == -1.0
    assert rank_correlation([1, 1, 1], [1, 2, 3]) == 0.0


def test_one_exception_among_few_is_enough_and_among_many_not() -> None:
    given = [0] * 5 + [1] * 5
    assert not determines(given, [0] * 5 + [1] * 4 + [0])
    assert determines(given * 4, [0] * 5 + [1] * 4 + [0] + given * 3)


def test_the_chance_that_one_gives_the_other_is_counted_exactly() -> None:
    # Two bands of two fall whole into two of two in 2 of 6 arrangements.
    assert chance_of_determining([0, 0, 1, 1], [0, 0, 1, 1]) == 2 / 6


def test_a_product_wants_six_people() -> None:
    five = {person: float(number + 2) for number, person in enumerate(TEN[:5])}
    assert not is_product({person: number * number for person, number in five.items()}, five, five)


def test_saying_things_are_apart_on_either_side_is_enough() -> None:
    first = slots(1)
    lead = line(0, first)
    lead = Mapped(variable=replace(lead.variable, apart=["v001"]), places=lead.places, cuts=lead.cuts, bands=lead.bands)
    assert counted([lead, line(1, first)], TEN).follows == ()
