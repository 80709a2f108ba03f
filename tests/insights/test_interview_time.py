"""Where the hour of a talk went, told from where the person was and from the times of lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.insights.interview_guide import guide_of
from persona_tui.insights.interview_time import (
    is_over,
    is_time_to_wrap_up,
    minutes_together,
    section_seconds,
    wrap_up_prompts,
)

GUIDE = guide_of(
    QuestionBank(
        key="b",
        title="B",
        language="en",
        sections=(
            Section(
                key="w", title="Warm-up", minutes=10, phase=Phase.WARM_UP, questions=(Question(key="a", text="?"),)
            ),
            Section(key="t", title="Topic", minutes=30, questions=(Question(key="b", text="?"),)),
            Section(
                key="e", title="End", minutes=5, phase=Phase.WRAP_UP, questions=(Question(key="missed", text="?"),)
            ),
            Section(key="d", title="After", minutes=15, phase=Phase.DEBRIEF, questions=(Question(key="d", text="?"),)),
        ),
    )
)


def _talk(*lines: tuple[int, str]) -> Interview:
    keys = dict.fromkeys(key for _at, key in lines)
    return Interview(
        answers=[Answer(question=key, lines=[Line(text="x", at=at) for at, k in lines if k == key]) for key in keys]
    )


def test_where_the_person_was_tells_how_long_each_part_took() -> None:
    assert section_seconds(GUIDE, _talk((700, "a")), [(0, "a"), (720, "b"), (760, "a")], 800) == [760, 40, 0, 0, 0]


def test_what_went_before_the_talk_was_taken_up_again_is_told_by_its_lines() -> None:
    talk = _talk((60, "a"), (540, "a"), (900, "b"))
    assert section_seconds(GUIDE, talk, [(1000, "missed")], 1030) == [540, 460, 30, 0, 0]
    assert section_seconds(GUIDE, talk, [], 1000) == [540, 460, 0, 0, 0]


def test_a_question_that_is_gone_takes_no_time_of_another() -> None:
    assert section_seconds(GUIDE, Interview(), [(0, "gone"), (50, "b")], 60) == [0, 10, 0, 0, 0]


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["a", "b", "missed", "gone"])), max_size=8),
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["a", "b", "d"])), max_size=8),
    st.integers(0, 4000),
)
def test_no_part_takes_less_than_nothing_or_all_together_more_than_the_talk(
    visits: list[tuple[int, str]], lines: list[tuple[int, str]], now: int
) -> None:
    found = section_seconds(GUIDE, _talk(*lines), visits, now)
    longest = max([now, *(second for second, _key in visits), *(second for second, _key in lines)])
    assert all(seconds >= 0 for seconds in found) and sum(found) <= longest


def test_a_part_runs_over_when_its_minutes_are_gone_and_one_without_minutes_never() -> None:
    warm_up, besides = GUIDE.sections[0], GUIDE.sections[-1]
    assert not is_over(warm_up, 600) and is_over(warm_up, 601) and not is_over(besides, 9999)


def test_wrapping_up_is_due_near_the_end_or_when_it_is_reached() -> None:
    assert minutes_together(GUIDE) == 45
    assert not is_time_to_wrap_up(GUIDE, "b", 37 * 60)
    assert is_time_to_wrap_up(GUIDE, "b", 38 * 60) and is_time_to_wrap_up(GUIDE, "missed", 0)
    bare = guide_of(QuestionBank(key="", title="", language="en"))
    assert not is_time_to_wrap_up(bare, "other", 9999)


def test_only_what_was_not_asked_yet_is_left_to_ask_before_parting() -> None:
    assert len(wrap_up_prompts(GUIDE, Interview())) == 3
    assert wrap_up_prompts(GUIDE, _talk((1, "missed"))) == ["May I come back to you?", "Whom else should I talk to?"]
