"""Names suggested for a persona fit its years of birth and are no customer's."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.banks.names import load_names, suggest_names

BANDS = load_names()


def test_four_bands_of_24_names_or_more_follow_one_another_without_a_gap() -> None:
    assert [(band.first_year, band.last_year) for band in BANDS[:3]] == [(1944, 1964), (1965, 1979), (1980, 1994)]
    assert BANDS[3].first_year == 1995
    for band in BANDS:
        names = [*band.women, *band.men, *band.either]
        assert len(names) == len(set(names)) >= 24
        assert min(len(band.women), len(band.men), len(band.either)) >= 6


def test_names_come_from_the_band_of_the_year() -> None:
    for year, band in ((1950, BANDS[0]), (1979, BANDS[1]), (1980, BANDS[2]), (2003, BANDS[3])):
        assert set(suggest_names("en", year, [], seed=7)) <= {*band.women, *band.men, *band.either}


def test_years_outside_every_band_get_the_nearest() -> None:
    assert suggest_names("en", 1900, [], seed=1) == suggest_names("en", 1944, [], seed=1)
    assert suggest_names("en", 2024, [], seed=1) == suggest_names("en", 1995, [], seed=1)


def test_a_few_names_hold_names_of_women_and_of_men() -> None:
    band = BANDS[2]
    for seed in range(20):
        few = set(suggest_names("en", 1985, [], seed, count=3))
        assert few & set(band.women) and few & set(band.men) and few & set(band.either)


def test_the_same_seed_gives_the_same_names_and_another_seed_others() -> None:
    assert suggest_names("en", 1985, [], 3) == suggest_names("en", 1985, (), 3)
    assert suggest_names("en", 1985, [], 3) != suggest_names("en", 1985, [], 4)


def test_a_customers_name_is_never_suggested_however_it_is_written() -> None:
    band = BANDS[3]
    names = [*band.women, *band.men, *band.either]
    taken = [f"van der Berg-{name.upper()} (jr.)" for name in names if name != "Zoe"] + ["Zoë Müller"]
    assert not {name.casefold() for name in names} & {
        name.casefold() for name in suggest_names("en", 2000, taken, seed=5, count=50)
    }


def test_when_a_band_runs_out_its_neighbours_help() -> None:
    assert len(suggest_names("en", 1950, [], seed=2, count=60)) == 60


def test_a_language_without_names_gets_the_english_ones() -> None:
    assert suggest_names("xx", None, [], 1) == suggest_names("en", None, [], 1)


@given(
    year=st.none() | st.integers(-(10**9), 10**9),
    taken=st.lists(st.text(max_size=30) | st.sampled_from([*BANDS[0].women, *BANDS[2].either]), max_size=8),
    seed=st.integers(),
    count=st.integers(-3, 300),
)
@settings(max_examples=100, deadline=None)
def test_each_name_comes_once_and_no_more_than_asked_for(
    year: int | None, taken: list[str], seed: int, count: int
) -> None:
    names = suggest_names("en", year, taken, seed, count)
    assert len(names) == len(set(names)) <= max(count, 0)
    words = {word.casefold() for name in taken for word in name.split()}
    assert not words & {name.casefold() for name in names}
