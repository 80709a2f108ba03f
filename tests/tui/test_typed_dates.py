"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from persona_tui.domain.errors import PlainError
from persona_tui.tui.typed_dates import day_words, typed_day


@pytest.mark.parametrize("typed", ["2026-11-02", " 2-11-2026", "02.11.2026", "2/11/2026 ", "2 11 2026"])
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert typed_day(typed) == date(2026, 11, 2)


@pytest.mark.parametrize("typed", ["", "yesterday", "31-2-2026", "2026-13-01", "[/red]"])
def test_what_is_no_day_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(PlainError, match="Write it like"):
        typed_day(typed)


def test_another_year_is_named() -> None:
    assert day_words(date(1999, 11, 2)) == "2 Nov 1999"
    assert day_words(date(date.today().year, 11, 2)) == "2 Nov"
