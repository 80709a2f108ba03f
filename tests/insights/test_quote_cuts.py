"""Which parts of a line remain when somebody takes words out of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.errors import PlainError
from persona_tui.insights.quote_cuts import cut_text, kept_parts

LINE = "my back hurt, every single evening, and I couldn't sleep at all"


def cut(kept: str, line: str = LINE) -> str:
    """The quote that remains."""
    return cut_text(line, kept_parts(line, kept))


def test_the_whole_line_remains_in_one_piece() -> None:
    assert kept_parts(LINE, LINE) == [(0, len(LINE))]


def test_words_taken_out_of_the_middle_leave_a_cut() -> None:
    assert cut("my back hurt, every single evening, at all") == "my back hurt, every single evening, […] at all"


def test_words_taken_off_either_end_leave_a_cut_there() -> None:
    assert cut("every single evening") == "[…] every single evening […]"
    assert cut("my back hurt") == "my back hurt […]"


def test_the_quotation_mark_or_stop_that_falls_off_an_end_is_no_cut() -> None:
    assert cut("it wobbled", "it wobbled.") == "it wobbled"


def test_a_cut_that_is_written_out_is_understood() -> None:
    assert cut("my back hurt […] I couldn't sleep […]") == "my back hurt […] I couldn't sleep […]"


def test_as_few_parts_as_can_be_are_chosen() -> None:
    assert cut("no no yes", "no well no no yes") == "[…] no no yes"


def test_a_word_that_was_not_said_is_refused_by_name() -> None:
    with pytest.raises(PlainError, match="neck"):
        kept_parts(LINE, "my neck hurt")


def test_words_in_another_order_are_refused() -> None:
    with pytest.raises(PlainError, match="order"):
        kept_parts(LINE, "hurt my back")


@pytest.mark.parametrize("nothing", ["", "   ", "[…]", ", ."])
def test_nothing_is_no_quote(nothing: str) -> None:
    with pytest.raises(PlainError, match="at least one word"):
        kept_parts(LINE, nothing)


@given(st.lists(st.sampled_from(["back", "hurt", "no", "couldn't", "x,", "é"]), min_size=1, max_size=14), st.data())
def test_any_words_taken_away_leave_exact_parts_in_order(words: list[str], data: st.DataObject) -> None:
    line = "  ".join(words)
    keep = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)).filter(any))
    kept = " ".join(word for word, stays in zip(words, keep, strict=True) if stays)
    parts = kept_parts(line, kept)
    said = " ".join(line[start:end] for start, end in parts)
    assert "".join(said.split()) == "".join(kept.split())
    assert all(one[1] < other[0] for one, other in pairwise(parts))
