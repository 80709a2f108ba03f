"""Measuring text, and fitting a sheet on its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.exports.content import SheetSection
from persona_tui.exports.word.fit import GAPS, SMALLEST, Box, Fitted, Measures, Row, Slot, Stack, fit, share
from persona_tui.exports.word.measure import count_lines, letter_width, shorten, text_width, wrap
from tests.exports.export_samples import claims

WIDTH, HEIGHT = 510.0, 450.0
MEASURES = Measures(largest=13.0)


def laid_out(*texts: str, parts: int = 3, below: int = 1, height: float = HEIGHT) -> Fitted:
    """Three rows of `parts` columns, each of which holds `below` parts with these claims."""
    section = SheetSection(key="pains", title="Pain points", claims=claims(*texts))
    row = Row(slots=[Slot(sections=[section] * below, width=WIDTH / parts - 20)] * parts)
    return fit([Stack(rows=[row] * 3, height=height)], MEASURES)


def boxes(page: Fitted) -> list[Box]:
    return [box for bands in page.stacks for band in bands for slot in band.slots for box in slot]


def test_letters_are_as_wide_as_in_the_font() -> None:
    assert letter_width("i") == pytest.approx(0.229, abs=0.005)
    assert letter_width("m", bold=True) > letter_width("m") > letter_width("i")
    assert letter_width("\u0301") == 0.0
    assert letter_width("漢") == 1.0


def test_lines_break_at_words_and_long_words_break_inside() -> None:
    text = "one two three"
    spans = wrap(text, text_width("one two", 10) + 0.1, 10)
    assert [text[start:end] for start, end in spans] == ["one two ", "three"]
    assert len(wrap("w" * 60, text_width("w" * 20, 10) + 0.1, 10)) == 3
    assert wrap("a\nb", 100, 10) == [(0, 1), (2, 3)]


def test_what_stands_beside_the_last_line_may_need_one_more() -> None:
    width = text_width("one two", 10) + 0.1
    assert count_lines("one two", width, 10) == 1
    assert count_lines("one two", width, 10, beside=5) == 2


def test_a_text_is_cut_at_a_word() -> None:
    width = text_width("one two three", 10)
    assert shorten("one two three four five six", 1, width, 10) == "one two…"
    assert shorten("one two", 1, width, 10) == "one two"


@given(st.text(max_size=400), st.integers(1, 6), st.floats(40, 400), st.floats(0, 30))
def test_a_shortened_text_takes_no_more_lines_than_it_may(text: str, lines: int, width: float, beside: float) -> None:
    kept = shorten(text, lines, width, 10, beside=beside)
    assert count_lines(kept, width, 10, beside=beside) <= lines
    assert kept == text or kept.endswith("…")


@given(st.text(max_size=300), st.floats(20, 400))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    spans = wrap(text, width, 10)
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")


def test_little_text_is_large_and_much_text_is_small() -> None:
    assert laid_out("short").size == MEASURES.largest
    assert laid_out(*["A claim of several words that takes two lines"] * 40).size == SMALLEST


def test_spacing_gives_way_before_size() -> None:
    pages = [laid_out(*["A claim of several words"] * 5, height=height) for height in range(250, 900, 5)]
    usual = [page.gap for page in pages if page.size == 11.0]
    assert min(usual) == GAPS[-1] and max(usual) == GAPS[0]
    sizes = [page.size for page in pages]
    assert sizes == sorted(sizes)
    assert {page.gap for page in pages if page.size > 11.0} <= {7, 9, 10}


@pytest.mark.parametrize(
    "texts", [(), ("a claim",), ("word " * 300,), ("w" * 60,) * 40, ("漢字" * 500, "short"), ("\n" * 90,)]
)
@pytest.mark.parametrize("parts", [1, 2, 3, 4])
@pytest.mark.parametrize("below", [1, 3])
def test_the_page_is_never_taller_than_it_may_be(texts: tuple[str, ...], parts: int, below: int) -> None:
    page = laid_out(*texts, parts=parts, below=below)
    [bands], [spare] = page.stacks, page.spare
    assert sum(band.height for band in bands) + spare == pytest.approx(HEIGHT, abs=0.01) or spare == 0
    assert sum(band.height for band in bands) <= HEIGHT + 0.01
    assert sum(len(box.claims) + box.more for box in boxes(page)) == len(texts) * 3 * parts * below


@given(st.lists(st.floats(1, 500), min_size=1, max_size=8), st.floats(10, 1000))
def test_who_needs_little_gets_it_and_the_others_share(needs: list[float], height: float) -> None:
    given_heights = share(needs, height)
    assert sum(given_heights) <= height + 1e-6
    assert all(given <= need + 1e-9 for given, need in zip(given_heights, needs, strict=True))
    assert sum(given_heights) >= min(height, sum(needs)) - 1e-6


def test_a_very_long_claim_is_cut_before_the_others_are_dropped() -> None:
    box = boxes(laid_out("word " * 300, "short one", "short two"))[0]
    assert box.more == 0
    assert box.claims[0].text.endswith("…")
    assert [claim.text for claim in box.claims[1:]] == ["short one", "short two"]


def test_claims_that_have_no_room_are_counted() -> None:
    box = boxes(laid_out(*["A claim of several words that takes two lines"] * 40))[0]
    assert 0 < len(box.claims) < 40
    assert box.more == 40 - len(box.claims)
