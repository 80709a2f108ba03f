"""Too many people to look at every group."""

from __future__ import annotations

import random

from persona_tui.insights.crowds import GROUPS
from persona_tui.insights.follows import counted
from persona_tui.insights.gower import axes, gower, mean_gower
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import find_patterns
from tests.insights.pattern_studies import Bands, noise, on_choices, on_lines, pairs_found, people


def camps(seed: int, n: int, variables: int, camps: int, keep: float) -> tuple[Bands, list[list[str]]]:
    """People in camps: each stands where their camp stands with the chance `keep`, else anywhere."""
    rng = random.Random(seed)
    among = people(n)
    wanted = [among[camp::camps] for camp in range(camps)]
    study: Bands = []
    for _variable in range(variables):
        own = [rng.randrange(3) for _camp in range(camps)]
        study.append(
            {
                person: own[camp] if rng.random() < keep else rng.randrange(3)
                for camp, members in enumerate(wanted)
                for person in members
            }
        )
    return study, wanted


def test_camps_of_a_crowd_are_found_beyond_luck() -> None:
    study, wanted = camps(1, 60, 20, 3, 0.6)
    found = find_patterns(on_lines(study, random.Random(1)), people(60), shuffles=40)
    groups = [each.people for each in found.beyond_luck if each.middle]
    recall, precision = pairs_found([sorted(group) for group in wanted], [sorted(group) for group in groups])
    assert found.crowd
    assert recall > 0.8
    assert precision > 0.8


def test_a_crowd_of_noise_is_seldom_beyond_luck() -> None:
    alarms = 0
    for seed in range(12):
        study = on_choices(noise(random.Random(seed), 24, 10, 0.2))
        alarms += bool(find_patterns(study, people(24), shuffles=40, seed=seed).beyond_luck)
    assert alarms <= 3


def test_two_who_answer_alike_stand_out_of_a_crowd() -> None:
    study = noise(random.Random(2), 40, 30)
    for known in study:
        known["p007"] = known["p003"]
    pairs = [each for each in find_patterns(on_lines(study), people(40), shuffles=40).candidates if not each.middle]
    assert pairs[0].people == ("p003", "p007")
    assert len(pairs[0].shared) == 30
    assert pairs[0].beyond_luck


def test_a_crowd_gives_the_same_answer_for_the_same_seed_and_can_be_stopped() -> None:
    lines = on_lines(noise(random.Random(3), 30, 8))
    assert find_patterns(lines, people(30), shuffles=5) == find_patterns(lines, people(30), shuffles=5)
    told: list[int] = []
    stopped = find_patterns(
        lines, people(30), shuffles=50, cancelled=lambda: len(told) >= 3, progress=lambda n, _of: told.append(n)
    )
    assert (stopped.stopped, stopped.shuffles) == (True, 3)


def test_a_crowd_of_which_little_is_known_is_still_searched() -> None:
    lines = on_lines(noise(random.Random(4), 20, 3, unknown=0.9))
    found = find_patterns(lines, people(20), shuffles=5)
    assert not found.beyond_luck


def test_everybody_alike_is_no_group() -> None:
    lines = on_lines([dict.fromkeys(people(20), 1) for _variable in range(4)])
    assert not find_patterns(lines, people(20), shuffles=5).beyond_luck


def test_a_crowd_is_parted_into_as_many_groups_as_there_are_usually_personas() -> None:
    groups = [
        each
        for each in find_patterns(on_lines(noise(random.Random(5), 40, 12)), people(40), shuffles=3).candidates
        if each.middle
    ]
    assert 1 <= len(groups) <= GROUPS[-1]
    assert all(each.middle in each.people for each in groups)


def test_gowers_distance_counts_steps_on_lines_and_differences_of_choices() -> None:
    one, other, third = people(3)
    lines = on_lines([{one: 0, other: 1, third: 2}, {one: 0, other: 2}])
    choices: list[Mapped] = on_choices([{one: 0, other: 2, third: 0}])
    mapped = [*lines, *choices]
    along = axes(mapped, counted(mapped, people(3)))
    assert gower(along, one, other) == (0.5 + 1 + 1) / 3
    assert gower(along, one, third) == 1 / 2
    assert mean_gower(along, [one], [other, third]) == ((0.5 + 1 + 1) / 3 + 1 / 2) / 2
    assert gower(along, one, "somebody else") is None
