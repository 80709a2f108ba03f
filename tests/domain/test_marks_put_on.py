"""Marks put on a line by a key, and lines that come from other programs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.marks import KIND_CHARACTERS, MARK_CHARACTERS, LineKind, as_pasted, read_marks, toggle_mark

LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=30) | st.builds(
    "{}{}".format, st.text('-+!@*?"= ', max_size=5), st.text("ab -", max_size=8)
)
CHARACTERS = st.sampled_from([*KIND_CHARACTERS, *MARK_CHARACTERS])


def test_a_mark_is_put_on_and_taken_off() -> None:
    assert toggle_mark("it wobbled", "-") == "- it wobbled"
    assert toggle_mark("- it wobbled", '"') == '"- it wobbled'
    assert toggle_mark('"- it wobbled', "-") == '" it wobbled'
    assert toggle_mark('" it wobbled', "=") == "= it wobbled"


def test_a_fourth_mark_and_what_is_no_mark_change_nothing() -> None:
    assert toggle_mark("-+! much", "@") == "-+! much"
    assert toggle_mark("much", "x") == "much"


@given(LINES, CHARACTERS)
def test_a_mark_never_changes_the_words(line: str, character: str) -> None:
    assert read_marks(toggle_mark(line, character))[2] == read_marks(line)[2]


@given(LINES)
def test_a_pasted_line_keeps_every_character_and_carries_no_mark(line: str) -> None:
    kind, marks, text = read_marks(as_pasted(line))
    assert not marks
    if line.startswith("> "):
        assert kind is LineKind.WORD_FOR_WORD and text == line[2:]
    else:
        assert kind is LineKind.OBSERVED and text == line
