"""Texts that people wrote, made safe without losing a visible character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.texts import clean_line, clean_text

ANY = st.text(alphabet=st.characters(), max_size=60)
WITH_HALVES = st.text(alphabet=st.characters(categories=("Cs", "Cc", "L", "Zl", "Zp")), max_size=40)


@given(ANY | WITH_HALVES)
def test_a_cleaned_text_has_no_control_characters_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert all(unicodedata.category(c) != "Cc" or c in "\n\t" for c in cleaned)
    assert not set("\u2028\u2029\r") & set(cleaned)


@given(ANY | WITH_HALVES)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_visible_characters_are_never_changed(text: str) -> None:
    assert clean_text(text) == text


@given(ANY)
def test_a_line_is_one_line_without_space_around_it(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert "\n" not in line and "\t" not in line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x1b[31mc\x7f", "a␀b␛[31mc␡"),
        ("\ud83d half", "� half"),
        ("👩‍👩‍👧 אבי [/red] {{x}}", "👩‍👩‍👧 אבי [/red] {{x}}"),
    ],
)
def test_breaks_become_newlines_and_controls_their_symbols(text: str, wanted: str) -> None:
    assert clean_text(text) == wanted
