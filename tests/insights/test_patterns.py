"""Groups that stand together, and luck beside them."""

from __future__ import annotations

import random
from itertools import combinations
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.domain.records import replace
from persona_tui.insights.luck import FEWEST_SHARED, closed_groups, pool, shared_by_group
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import LUCK, Candidate, Patterns, find_patterns, rank
from tests.insights.pattern_studies import asked_three_ways, noise, on_choices, on_lines, pairs_found, people, plant

STUDIES = 80
SHUFFLES = 100

columns = st.lists(st.dictionaries(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=6)


def found_in(
    seed: int, n: int, variables: int, *groups: tuple[int, int], shuffles: int = 300
) -> tuple[Patterns, list[list[str]]]:
    """A search among noise in which groups of (size, shared) are planted; and who they are."""
    rng = random.Random(seed)
    study, among = noise(rng, n, variables), people(n)
    drawn = rng.sample(among, sum(size for size, _shared in groups))
    wanted = []
    for size, shared in groups:
        members, drawn = sorted(drawn[:size]), drawn[size:]
        plant(rng, study, members, shared)
        wanted.append(members)
    return find_patterns(on_lines(study, rng), among, shuffles=shuffles, seed=seed), wanted


def slow_share(of: list[dict[int, int]], group: tuple[int, ...]) -> int:
    """How many variables a group shares, counted one by one."""
    return sum(
        all(person in known for person in group) and len({known[person] for person in group}) == 1 for known in of
    )


# --- the search itself -----------------------------------------------------------------------------------------


@settings(deadline=None)
@given(columns)
def test_what_every_group_shares_is_what_counting_one_by_one_gives(of: list[dict[int, int]]) -> None:
    shared = shared_by_group(of, 6)
    for size in range(2, 7):
        for group in combinations(range(6), size):
            assert shared[sum(1 << person for person in group)] == slow_share(of, group)


@settings(deadline=None)
@given(columns)
def test_nobody_can_join_a_maximal_group_without_it_sharing_less(of: list[dict[int, int]]) -> None:
    shared = shared_by_group(of, 6)
    closed = set(closed_groups(shared, 6))
    for size in range(2, 7):
        for group in combinations(range(6), size):
            own = slow_share(of, group)
            larger = [slow_share(of, (*group, other)) for other in range(6) if other not in group]
            bits = sum(1 << person for person in group)
            assert (bits in closed) == (own >= 1 and all(share < own for share in larger))


@settings(deadline=None, max_examples=30)
@given(columns, st.integers(0, 2**32))
def test_luck_is_the_best_group_of_each_shuffle(of: list[dict[int, int]], seed: int) -> None:
    weighed = pool(of, 6, 5, seed)
    assert weighed.best.shape == (6, 7)
    for size in range(2, 7):
        assert weighed.best[0, size] == max(slow_share(of, group) for group in combinations(range(6), size))
        # However people are shuffled, no group shares more variables than have bands of its size.
        most = sum(any(list(known.values()).count(band) >= size for band in range(3)) for known in of)
        assert weighed.best[:, size].max() <= most


def test_a_group_is_told_with_what_it_shares_where_it_splits_and_what_is_not_known() -> None:
    among = people(4)
    lines = on_lines(
        [
            dict(zip(among, (0, 0, 0, 2), strict=True)),
            dict(zip(among, (1, 1, 2, 2), strict=True)),
            {among[0]: 2, among[1]: 2},
        ]
    )
    candidates = find_patterns(lines, among, shuffles=10).candidates
    three = next(each for each in candidates if each.people == tuple(among[:3]))
    assert (three.shared, three.splits, three.unknown) == (("v000",), ("v001",), ("v002",))


def test_what_counts_with_a_shared_variable_is_told_beside_it() -> None:
    among = people(10)
    first = noise(random.Random(1), 10, 1)[0]
    candidates = find_patterns(on_lines([first, first, *noise(random.Random(2), 10, 3)]), among, shuffles=10).candidates
    together = next(each for each in candidates if "v000" in each.shared)
    assert together.also == ("v001",)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert found_in(3, 9, 12)[0] == found_in(3, 9, 12)[0]


def test_more_shuffles_change_chances_and_no_group() -> None:
    few, many = found_in(3, 9, 12, shuffles=50)[0], found_in(3, 9, 12, shuffles=400)[0]
    assert {each.people for each in few.candidates} == {each.people for each in many.candidates}


def test_it_can_be_stopped_and_says_so() -> None:
    lines, asked = on_lines(noise(random.Random(1), 14, 20)), []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 1

    found = find_patterns(lines, people(14), shuffles=2000, cancelled=enough)
    assert found.stopped
    assert 0 < found.shuffles < 2000


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    find_patterns(
        on_lines(noise(random.Random(1), 8, 10)), people(8), shuffles=70, progress=lambda n, of: told.append((n, of))
    )
    assert told[-1] == (70, 70)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_people_are_no_pattern(n: int) -> None:
    found = find_patterns(on_lines(noise(random.Random(1), n, 6)), people(n), shuffles=20)
    assert not found.beyond_luck
    assert len(found.people) == (n if n > 1 else 0)


def test_people_of_whom_nothing_is_known_are_not_among_those_compared() -> None:
    among = people(5)
    assert find_patterns(on_lines(noise(random.Random(1), 4, 5)), among, shuffles=5).people == tuple(among[:4])


def test_a_group_that_shares_fewer_than_four_things_is_never_beyond_luck() -> None:
    found = found_in(1, 10, 20)[0]
    assert all(each.chance == 1.0 for each in found.candidates if len(each.shared) < FEWEST_SHARED)


def test_three_people_come_before_pairs_and_what_is_beyond_luck_before_all() -> None:
    def candidate(people: str, excess: float, chance: float) -> Candidate:
        return Candidate(
            people=tuple(people), shared=tuple("abcde"), excess=excess, chance=chance, chance_of_size=chance
        )

    ranked = rank(
        [candidate("xy", 9, 0.5), candidate("ab", 5, 0.01), candidate("cde", 1, 0.5), candidate("abc", 4, 0.01)]
    )
    assert ["".join(each.people) for each in ranked] == ["abc", "ab", "cde", "xy"]
    assert [each.varies for each in ranked] == [None, 0, None, None]


# --- calibration -----------------------------------------------------------------------------------------------


def most_alarms(studies: int) -> float:
    """How many false alarms are still within three binomial errors of 5 in 100."""
    return studies * LUCK + 3 * sqrt(studies * LUCK * (1 - LUCK))


@pytest.mark.parametrize(("n", "variables", "unknown"), [(10, 12, 0.0), (8, 10, 0.0), (8, 12, 0.25)])
def test_pure_noise_is_seldom_called_a_pattern(n: int, variables: int, unknown: float) -> None:
    alarms = 0
    for seed in range(STUDIES):
        rng = random.Random(seed)
        study = on_choices(noise(rng, n, variables, unknown))
        alarms += bool(find_patterns(study, people(n), shuffles=SHUFFLES, seed=seed).beyond_luck)
    assert alarms <= most_alarms(STUDIES)


@pytest.mark.parametrize("wavers", [0, 1])
def test_noise_of_which_every_trait_is_asked_three_ways_is_not_called_a_pattern(wavers: int) -> None:
    alarms = 0
    for seed in range(STUDIES):
        study = asked_three_ways(random.Random(seed), 10, 6, wavers)
        alarms += bool(find_patterns(study, people(10), shuffles=SHUFFLES, seed=seed).beyond_luck)
    assert alarms <= most_alarms(STUDIES)


def test_noise_asked_three_ways_passes_for_a_pattern_once_the_person_calls_it_apart() -> None:
    study = asked_three_ways(random.Random(1), 10, 6)
    names = [each.id for each in study]
    apart = [
        Mapped(variable=replace(each.variable, apart=names), places=each.places, cuts=each.cuts, bands=each.bands)
        for each in study
    ]
    assert len(find_patterns(apart, people(10), shuffles=SHUFFLES).units) == len(study)


# --- what was planted ------------------------------------------------------------------------------------------


def test_a_planted_group_ranks_first_and_is_found_whole() -> None:
    """4 of 10 people share 10 of 20 variables, the rest is noise."""
    first, recall, precision = 0, 0.0, 0.0
    for seed in range(20):
        found, wanted = found_in(seed, 10, 20, (4, 10))
        beyond = [each.people for each in found.leading if each.beyond_luck]
        own_recall, own_precision = pairs_found(wanted, beyond)
        first += sorted(found.candidates[0].people) == wanted[0]
        recall += own_recall / 20
        precision += own_precision / 20
    assert first >= 18
    assert recall >= 0.95
    assert precision >= 0.95


def test_two_planted_groups_are_found_or_wait_for_an_answer() -> None:
    """4 and 4 of 10 people share 10 of 20 variables each."""
    recall = 0.0
    for seed in range(20):
        found, wanted = found_in(seed, 10, 20, (4, 10), (4, 10))
        groups = [each.people for each in (*found.leading, *found.waiting) if each.beyond_luck]
        recall += pairs_found(wanted, groups)[0] / 20
    assert recall >= 0.8


def test_a_group_of_usual_size_may_well_be_luck() -> None:
    """3 of 10 people share 6 of 20: the usual mark, which luck reaches."""
    found, wanted = found_in(1, 10, 20, (3, 6))
    assert tuple(wanted[0]) not in [each.people for each in found.beyond_luck]
