"""Words that are found again after an edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.evidence import CONTEXT, locate, select

WORDS = st.text(alphabet=st.sampled_from("ab c"), min_size=1, max_size=60)


@given(WORDS, st.data())
def test_words_that_were_selected_are_found_where_they_are_or_where_all_around_them_is_the_same(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = locate(text, *select(text, start, end))
    assert found is not None
    assert text[slice(*found)] == text[start:end]
    assert select(text, *found) == select(text, start, end)


@given(WORDS, st.text(max_size=30), st.data())
def test_words_are_found_whatever_is_written_before_them(text: str, more: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    exact, prefix, suffix = select(text, start)
    found = locate(more + text, exact, prefix, suffix)
    assert found is not None
    assert (more + text)[slice(*found)] == exact


@given(WORDS, st.text(max_size=20), st.text(max_size=20))
def test_words_that_are_gone_are_not_found(text: str, prefix: str, suffix: str) -> None:
    assert locate(text, text + "!", prefix, suffix) is None
    assert locate(text, "", prefix, suffix) is None


def test_of_the_same_words_twice_the_ones_with_the_same_surroundings_are_found() -> None:
    text = "it wobbled at first, and later it wobbled again"
    second = text.rindex("it wobbled")
    selected = select(text, second, second + len("it wobbled"))
    assert locate(text, *selected) == (second, second + 10)
    assert locate("yes: " + text, *selected) == (second + 5, second + 15)


def test_without_surroundings_the_first_is_found() -> None:
    assert locate("no no no", "no") == (0, 2)


def test_a_little_of_what_stands_around_is_kept() -> None:
    exact, prefix, suffix = select("x" * 100 + "words" + "y" * 100, 100, 105)
    assert (exact, prefix, suffix) == ("words", "x" * CONTEXT, "y" * CONTEXT)
    assert select("words") == ("words", "", "")
