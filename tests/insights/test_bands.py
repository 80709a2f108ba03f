"""Where one band ends and the next begins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.variables import SLOTS
from persona_tui.insights.bands import band_of, proposed_cuts, sound_cuts

slots = st.lists(st.integers(1, SLOTS), min_size=1, max_size=40)


def bands(of: list[int]) -> list[int]:
    cuts = proposed_cuts(of)
    return [band_of(slot, cuts) for slot in of]


def test_the_widest_gaps_part_people_into_three_bands() -> None:
    assert bands([1, 2, 6, 7, 12, 13]) == [0, 0, 1, 1, 2, 2]


def test_one_gap_makes_two_bands() -> None:
    assert bands([1, 2, 3, 11, 12]) == [0, 0, 0, 1, 1]


def test_of_more_gaps_than_two_the_widest_count() -> None:
    assert bands([1, 3, 8, 13]) == [0, 0, 1, 2]


def test_of_equally_wide_gaps_those_count_that_divide_people_most_evenly() -> None:
    assert bands([1, 4, 4, 7, 7, 10, 10, 13]) == [0, 0, 0, 1, 1, 2, 2, 2]


def test_people_in_one_place_are_one_band() -> None:
    assert bands([7, 7, 7]) == [0, 0, 0]


def test_neighbours_are_alike() -> None:
    assert bands([6, 7, 7, 8]) == [0, 0, 0, 0]


def test_a_long_stretch_without_a_gap_is_parted_evenly() -> None:
    assert bands(list(range(1, 10))) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_nobody_placed_means_no_cut() -> None:
    assert proposed_cuts([]) == ()


@given(slots)
def test_there_are_never_more_than_three_bands_and_none_is_empty(of: list[int]) -> None:
    found = bands(of)
    assert set(found) == set(range(max(found) + 1))
    assert max(found) <= 2


@given(slots)
def test_bands_keep_the_order_of_slots(of: list[int]) -> None:
    ordered = sorted(of)
    assert bands(ordered) == sorted(bands(ordered))


@given(slots)
def test_turning_a_line_round_turns_its_bands_round_where_no_gaps_tie(of: list[int]) -> None:
    assert len(set(bands(of))) == len(set(bands([SLOTS + 1 - slot for slot in of])))


@given(st.lists(st.integers(-3, 20)))
def test_a_persons_own_cuts_are_kept_in_order_and_on_the_line(cuts: list[int]) -> None:
    kept = sound_cuts(cuts)
    assert len(kept) <= 2
    assert list(kept) == sorted(set(kept))
    assert all(1 <= cut < SLOTS for cut in kept)
