"""Marks at the beginning of a line of notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.marks import (
    KIND_CHARACTERS,
    MARK_CHARACTERS,
    LineKind,
    Mark,
    kind_character,
    mark_character,
    read_marks,
    write_marks,
)

LINES = st.text(alphabet=st.sampled_from('ab "-+=*!@?'), max_size=12) | st.text(max_size=20).map(
    lambda text: text.replace("\n", " ")
)
KINDS = st.sampled_from(list(LineKind))
# A head holds three characters at most, of which one may be the kind.
MARKS = st.lists(st.sampled_from(list(Mark)), unique=True, max_size=2)


@given(KINDS, MARKS, LINES)
def test_what_is_written_is_read_as_the_same_kind_marks_and_text(kind: LineKind, marks: list[Mark], text: str) -> None:
    assert read_marks(write_marks(kind, marks, text)) == (kind, tuple(marks), text)


@given(LINES)
def test_reading_a_line_never_loses_a_character_of_its_text(typed: str) -> None:
    _kind, _marks, text = read_marks(typed)
    assert typed.endswith(text)
    assert set(typed[: len(typed) - len(text)]) <= {*KIND_CHARACTERS, *MARK_CHARACTERS, " "}


@given(LINES)
def test_a_line_that_was_read_is_written_so_that_it_reads_the_same(typed: str) -> None:
    read = read_marks(typed)
    assert read_marks(write_marks(*read)) == read


@pytest.mark.parametrize(
    ("typed", "kind", "marks", "text"),
    [
        ('"- it wobbled', LineKind.WORD_FOR_WORD, (Mark.PAIN,), "it wobbled"),
        ('-" it wobbled', LineKind.WORD_FOR_WORD, (Mark.PAIN,), "it wobbled"),
        ('"it wobbled', LineKind.WORD_FOR_WORD, (), "it wobbled"),
        ('*"it wobbled', LineKind.WORD_FOR_WORD, (Mark.QUOTE,), "it wobbled"),
        ('-*"it wobbled', LineKind.WORD_FOR_WORD, (Mark.PAIN, Mark.QUOTE), "it wobbled"),
        ('" it wobbled', LineKind.WORD_FOR_WORD, (), "it wobbled"),
        ("= she is cross", LineKind.MY_READING, (), "she is cross"),
        ("+!@ all three", LineKind.OBSERVED, (Mark.GOAL, Mark.MOTIVATOR, Mark.CHANNEL), "all three"),
        ("? later", LineKind.OBSERVED, (Mark.COME_BACK,), "later"),
        ("* good one", LineKind.OBSERVED, (Mark.QUOTE,), "good one"),
    ],
)
def test_marks_open_a_line(typed: str, kind: LineKind, marks: tuple[Mark, ...], text: str) -> None:
    assert read_marks(typed) == (kind, marks, text)


@pytest.mark.parametrize(
    "typed",
    [
        "-20 %",
        "+47 21 00 00",
        "- ".strip(),
        "--- a rule",
        "-- twice",
        '"= both kinds',
        "a - b",
        "",
        "!!! loud",
        "*bold*",
        '--"twice',
        '*""empty',
        '="both kinds',
    ],
)
def test_anything_else_is_text(typed: str) -> None:
    assert read_marks(typed) == (LineKind.OBSERVED, (), typed)


def test_a_space_before_what_would_be_a_mark_makes_it_text() -> None:
    assert read_marks(" - not a pain") == (LineKind.OBSERVED, (), "- not a pain")
    assert read_marks(" plain") == (LineKind.OBSERVED, (), " plain")


def test_every_mark_and_kind_has_its_character() -> None:
    assert "".join(mark_character(mark) for mark in Mark) == "-+!@*?"
    assert [kind_character(kind) for kind in LineKind] == ["", '"', "="]
