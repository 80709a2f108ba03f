"""What customers may stand apart on, ready made."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui import paths
from persona_tui.banks import variables as bank
from persona_tui.banks.files import BankError
from persona_tui.banks.reader import list_banks, load_bank
from persona_tui.banks.variables import USUAL, load_variables, propose_variables, ready_variable
from persona_tui.domain.variables import VariableSort


def test_there_are_as_many_as_professionals_use_and_of_every_sort() -> None:
    ready = load_variables()
    assert 15 <= len(ready) <= 40
    assert {one.sort for one in ready} == set(VariableSort)
    assert len({one.key for one in ready}) == len(ready) == len({one.words for one in ready})


def test_each_is_a_line_between_two_ends_or_a_choice_with_a_label() -> None:
    for one in load_variables():
        if one.options:
            assert one.label and len(one.options) >= 2 and not one.low
            assert len({option.key for option in one.options}) == len(one.options)
        else:
            assert one.low and one.high and one.low != one.high
            assert one.low[0].islower() and not one.low.endswith("."), "it stands inside a sentence"


def test_each_says_which_questions_of_the_banks_ask_for_it() -> None:
    banks = [load_bank(key) for key in {info.key for info in list_banks()}]
    known = {question.key for each in banks for question in each.questions}
    for one in load_variables():
        assert one.questions and set(one.questions) <= known, one.key
    assert set(USUAL) <= {one.key for one in load_variables()}


def test_those_come_first_whose_questions_were_asked_most_directly() -> None:
    found = propose_variables(load_variables(), {"told_others", "search_path"})
    assert all(set(one.questions) & {"told_others", "search_path"} for one in found)
    assert found[0].questions[0] in ("told_others", "search_path")
    assert [one.key for one in propose_variables(load_variables(), ())] == [
        one.key for one in load_variables() if one.key in USUAL
    ]


def test_the_folder_is_no_question_bank() -> None:
    assert "variables" not in {info.key for info in list_banks()}


def test_an_unknown_key_is_none() -> None:
    assert ready_variable("no_such_line") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[variables]]\nkey = "x"\nsort = "mood"\nlow = "a"\nhigh = "b"\n', "not written as it should be"),
        ('[[variables]]\nkey = "x"\nsort = "skill"\nlow = "a"\n', "neither two ends nor choices"),
        ("[[variables]\n", "not correct TOML"),
    ],
)
def test_a_broken_file_is_said_plainly(text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "variables").mkdir()
    (tmp_path / "variables" / "en.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "banks_folder", lambda: tmp_path)
    bank._load.cache_clear()
    try:
        with pytest.raises(BankError, match=words):
            load_variables()
    finally:
        bank._load.cache_clear()
