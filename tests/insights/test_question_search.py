"""Finding a question by a few letters, while somebody waits on the phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.banks.reader import load_bank
from persona_tui.insights.interview_guide import guide_of
from persona_tui.insights.question_search import found_questions

GUIDE = guide_of(load_bank("people-hour", "en"))
LABELS = {"family": "Family", "aspirations": "What they hope for"}


def _found(typed: str) -> list[str]:
    return [question.key for question, _section in found_questions(GUIDE, typed, LABELS)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("earn household", "household_income"),
        ("BORN", "birth_years"),
        ("tried bef", "tried_before"),
        ("liivng", "your_work"),
        ("household earns", "household_income"),
        ("hdyfh", "first_heard_of_us"),
        ("family", "people_at_home"),
        ("hope", "working_towards"),
    ],
)
def test_the_question_that_is_meant_is_found_first(typed: str, key: str) -> None:
    assert _found(typed)[0] == key


def test_a_word_of_a_probe_finds_its_question() -> None:
    assert "search_path" in _found("stuck")


@pytest.mark.parametrize("typed", ["price", "age", "kitchen", "xyz", "[/]"])
def test_letters_scattered_over_a_question_do_not_find_it(typed: str) -> None:
    assert _found(typed) == []


def test_nothing_typed_shows_every_question_in_its_order() -> None:
    assert _found(" ") == [question.key for question in GUIDE.questions]


@given(st.text(max_size=30))
def test_whatever_is_typed_no_question_is_found_twice(typed: str) -> None:
    found = _found(typed)
    assert len(found) == len(set(found))
