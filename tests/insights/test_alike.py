"""Lines that say nearly the same are found, in any language, and nothing is put together that does not belong.

The threshold was chosen on a real talk (`otel-collector-feedback-panel.md`: a summary in sentences, and below it the
talk as it was spoken, so that most sentences have a twin in other words). Of 40 pairs drawn at random from those that
0.45 proposes, 36 said the same; among pairs between 0.38 and 0.45 about two of three did.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.insights.alike import ALIKE, Alike, alike_lines, pairs_alike, words_of

ENGLISH = {
    "a": "I never know what it will cost",
    "b": "never knows what it will cost before the invoice",
    "c": "the invoice came after nine weeks",
    "d": "wants to sit less",
    "e": "my back hurt every single evening",
    "f": "back hurts, every evening",
    "g": "there is no place in my room for it",
    "h": "bought three things and measured none of them",
}
SAME = [
    ("weet nooit wat het gaat kosten", "Ik weet van tevoren nooit wat het kost of gaat kosten"),
    ("laskut tulevat liian myöhään", "lasku tulee aina liian myöhään"),
    ("vet aldri hva regningen blir", "regningen: vet aldri hva den blir"),
    ("die Rechnung kommt immer zu spät", "Rechnungen kommen zu spät"),
    ("el pedido llegó tarde otra vez", "los pedidos llegan tarde, otra vez"),
    ("配送が遅すぎて困っています", "配送が遅すぎて困ってます"),
]
APART = [
    ("weet nooit wat het gaat kosten", "wil het in één keer kopen"),
    ("laskut tulevat liian myöhään", "haluaa seisoa enemmän"),
    ("vet aldri hva regningen blir", "det er ikke plass i stua"),
    ("I want to stand more", "I want to pay less"),
]


def grouped(lines: dict[str, str]) -> list[Alike]:
    return alike_lines(lines, pairs_alike(lines))


def test_lines_in_other_words_are_found_and_the_rest_left_alone() -> None:
    found = grouped(ENGLISH)
    assert {frozenset(each.keys) for each in found} == {frozenset("ab"), frozenset("ef")}
    assert all(ALIKE <= each.likeness <= 1 for each in found)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_is_the_same_in_any_language(one: str, other: str) -> None:
    assert pairs_alike({**ENGLISH, "x": one, "y": other}).get(("x", "y"))


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_every_line_has_make_no_likeness(one: str, other: str) -> None:
    assert ("x", "y") not in pairs_alike({**ENGLISH, "x": one, "y": other})


def test_one_word_in_common_is_not_enough() -> None:
    assert not pairs_alike({"a": "Data analysis.", "b": "Or analyse graphs."})


def test_a_copy_is_a_copy_whatever_marks_stand_in_it() -> None:
    assert pairs_alike({"a": "Wobbly!", "b": "“wobbly”", "c": "tall"}) == {("a", "b"): 1.0}


def test_a_group_holds_only_what_is_like_all_of_it() -> None:
    lines = {
        "a": "the delivery came late and broken",
        "b": "delivery came late",
        "c": "delivery came broken",
        "d": "something else altogether",
    }
    likeness = pairs_alike(lines)
    for group in grouped(lines):
        for one in group.keys:
            assert all(tuple(sorted((one, other))) in likeness for other in group.keys if other != one)


def test_groups_are_made_of_the_lines_that_are_asked_for_alone() -> None:
    likeness = pairs_alike(ENGLISH)
    assert [each.keys for each in alike_lines("abcde", likeness)] == [("a", "b")]


def test_addresses_do_not_make_lines_alike() -> None:
    lines = {n: f"{words} https://example.org/the/same/long/address" for n, words in ENGLISH.items()}
    assert {frozenset(each.keys) for each in grouped(lines)} == {frozenset("ab"), frozenset("ef")}


def test_lines_without_words_are_like_nothing() -> None:
    assert grouped({"a": "!!!", "b": "???", "c": ""}) == []
    assert words_of("…") == []


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.text(max_size=60), max_size=12))
def test_any_text_is_compared_and_no_line_stands_in_two_groups(lines: dict[str, str]) -> None:
    found = grouped(lines)
    keys = [key for each in found for key in each.keys]
    assert len(keys) == len(set(keys)) and set(keys) <= set(lines)
    assert all(len(each.keys) >= 2 and 0 < each.likeness <= 1.0001 for each in found)


def test_a_summary_finds_the_words_it_sums_up_in_a_real_talk(shared_data: Path) -> None:
    talk = (shared_data / "interview" / "otel-collector-feedback-panel.md").read_text(encoding="utf-8")
    sentences = [said.strip() for said in re.split(r"(?<=[.!?])\s+", talk) if 30 < len(said.strip()) < 220]
    lines = {f"{number:04}": said for number, said in enumerate(sentences)}
    found = pairs_alike(lines)
    assert 80 <= len(found) <= 130
    assert any("the presets a lot" in lines[other] and "used the presets" in lines[one] for one, other in found)


def test_the_quotes_of_a_published_study_are_not_thrown_together(shared_data: Path) -> None:
    page = (shared_data / "persona" / "pip-personas.md").read_text(encoding="utf-8")
    quotes = [re.sub(r"\*\*.*", "", quote) for quote in re.findall(r"^> (.*)$", page, re.MULTILINE)]
    assert len(quotes) > 10
    assert grouped({str(number): quote for number, quote in enumerate(quotes)}) == []
