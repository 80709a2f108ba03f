"""A line of notes stays who it is while a person types."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.interviews import Line
from persona_tui.domain.texts import clean_text
from persona_tui.workflows.notes import lines_from, text_of

TYPED = st.text(alphabet=st.sampled_from('ab "-+=*!@?\n\t'), max_size=60) | st.text(max_size=40)


def typed(text: str, before: list[Line] | None = None, at: int = 0) -> list[Line]:
    return lines_from(text, before or [], at)


def ids(lines: list[Line]) -> list[str]:
    return [line.id for line in lines]


@given(TYPED)
def test_what_an_editor_holds_comes_back_as_the_same_lines(text: str) -> None:
    lines = typed(text)
    assert lines_from(text_of(lines), lines, 9) == lines


@given(TYPED)
def test_no_character_of_a_line_without_marks_is_lost(text: str) -> None:
    plain = "\n".join(f"x{line}" for line in clean_text(text).split("\n"))
    assert text_of(typed(plain)) == plain


@given(TYPED, TYPED)
def test_ids_are_never_doubled(one: str, other: str) -> None:
    first = typed(one)
    second = typed(other, first, at=5)
    assert len(set(ids(second))) == len(second)


@given(TYPED, TYPED, TYPED)
def test_lines_above_and_below_an_insertion_keep_who_they_are(above: str, between: str, below: str) -> None:
    above, between, below = clean_text(above), clean_text(between), clean_text(below)
    first = typed(f"x{above}\ny{below}")
    second = typed(f"x{above}\nz{between}\ny{below}", first, at=5)
    length = len(typed(f"x{above}"))
    tail = len(first) - length
    assert ids(second)[:length] == ids(first)[:length]
    assert ids(second)[len(second) - tail :] == ids(first)[length:]
    assert all(line.at == 0 for line in second[:length])


def test_a_changed_line_keeps_its_id_and_second() -> None:
    first = typed("one\ntwo\nthree")
    second = typed("one\ntwo and a half\nthree", first, at=8)
    assert ids(second) == ids(first)
    assert [line.at for line in second] == [0, 0, 0]


def test_a_mark_put_before_a_line_keeps_its_id() -> None:
    first = typed("it wobbled")
    assert ids(typed('"- it wobbled', first, at=8)) == ids(first)


def test_a_line_overwritten_with_other_words_keeps_its_id() -> None:
    first = typed("one\ntwo\nthree")
    assert ids(typed("one\nxyz\nthree", first, at=8)) == ids(first)


def test_a_new_line_gets_an_id_and_the_second_it_was_begun_at() -> None:
    first = typed("one\ntwo")
    second = typed("one\nnew\ntwo", first, at=8)
    assert [second[0].id, second[2].id] == ids(first)
    assert (second[1].id in ids(first), second[1].at) == (False, 8)


def test_a_line_changed_while_another_is_added_is_told_from_it() -> None:
    first = typed("the desk wobbled")
    second = typed("brand new\nthe desk wobbled badly", first, at=8)
    assert second[1].id == first[0].id
    assert [line.at for line in second] == [8, 0]


def test_an_empty_line_that_is_filled_was_begun_when_it_was_made() -> None:
    first = typed("one")
    waiting = typed("one\n", first, at=5)
    filled = typed("one\ntwo", waiting, at=30)
    assert [line.at for line in filled] == [0, 5]


def test_a_line_that_is_split_stays_in_its_first_part() -> None:
    first = typed("my back hurt every evening")
    second = typed("my back hurt\nevery evening", first, at=8)
    assert second[0].id == first[0].id or second[1].id == first[0].id
    assert len({*ids(first)} & {*ids(second)}) == 1


def test_a_line_joined_to_another_is_remembered_there() -> None:
    first = typed("my back hurt\nevery evening")
    (joined,) = typed("my back hurt every evening", first, at=8)
    assert joined.id in ids(first)
    assert {joined.id, *joined.joined} == set(ids(first))


def test_a_removed_line_is_remembered_nowhere() -> None:
    first = typed("one\ntwo\nthree")
    second = typed("one\nthree", first, at=8)
    assert ids(second) == [first[0].id, first[2].id]
    assert [line.joined for line in second] == [[], []]


def test_a_line_moved_to_another_place_keeps_its_id_and_second() -> None:
    first = typed("one\ntwo\nthree\nfour", at=2)
    second = typed("two\nthree\nfour\none", first, at=8)
    assert {line.text: line.id for line in second} == {line.text: line.id for line in first}
    assert {line.at for line in second} == {2}


def test_two_lines_with_the_same_words_stay_two() -> None:
    first = typed("yes\nyes")
    assert ids(typed("yes\nyes\nyes", first, at=4))[:2] == ids(first)


def test_no_text_is_no_lines() -> None:
    assert typed("") == []
    assert typed("", typed("one\ntwo")) == []
    assert text_of([]) == ""


def test_thousands_of_lines_that_all_change_are_paired_as_they_stand() -> None:
    first = typed("\n".join(f"line {number}" for number in range(2000)))
    second = typed("\n".join(f"other {number * 7}" for number in range(1500)), first, at=3)
    assert ids(second) == ids(first)[:1500]


def test_very_long_lines_that_change_keep_who_they_are() -> None:
    first = typed("\n".join(f"{number}" + "x" * 100_000 for number in range(12)))
    second = typed("\n".join(f"{number}" + "x" * 100_001 for number in range(11)), first, at=3)
    assert {line.at for line in second} == {0}
