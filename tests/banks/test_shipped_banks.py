"""The question banks that ship are whole and hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui import paths
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.check import check_bank
from persona_tui.banks.findings import CHOICES, FIELD_KEYS
from persona_tui.banks.reader import list_banks, load_bank
from persona_tui.domain.attributes import Care
from persona_tui.domain.questions import Audience, Phase, Question, QuestionBank

AUDIENCES = ("people", "businesses", "employees", "not-a-fit")
KEYS = [f"{audience}-{length}" for audience in AUDIENCES for length in ("hour", "quarter")]
FILES = sorted(path for key in KEYS for path in (paths.banks_folder() / key).glob("*.toml"))


def test_there_are_eight_an_hour_and_a_quarter_for_each_audience() -> None:
    infos = list_banks()
    assert {info.key for info in infos} == set(KEYS)
    assert {(info.audience, info.minutes) for info in infos} == {(a, m) for a in Audience for m in (60, 15)}
    assert not [info.problem for info in infos if info.problem]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_to_be_said_against_a_shipped_bank(path: Path) -> None:
    assert check_bank(path) == []


@pytest.fixture(params=KEYS)
def bank(request: pytest.FixtureRequest) -> QuestionBank:
    return load_bank(request.param)


def test_the_minutes_of_the_sections_add_up(bank: QuestionBank) -> None:
    assert sum(section.minutes for section in bank.sections) == bank.minutes
    assert all(section.minutes > 0 and section.questions for section in bank.sections)


def test_an_hour_is_shaped_as_professionals_shape_it() -> None:
    for key in KEYS[::2]:
        minutes: dict[Phase, int] = {}
        for section in load_bank(key).sections:
            minutes[section.phase] = minutes.get(section.phase, 0) + section.minutes
        assert minutes == {
            Phase.INTRODUCTION: 5,
            Phase.WARM_UP: 10,
            Phase.TOPIC: 25,
            Phase.WRAP_UP: 5,
            Phase.DEBRIEF: 15,
        }
        assert load_bank(key).minutes_together == 45


def test_an_hour_asks_about_22_questions_and_a_quarter_6_to_8(bank: QuestionBank) -> None:
    asked = len(bank.asked_questions)
    assert 20 <= asked <= 24 if bank.minutes == 60 else 6 <= asked <= 8


def test_every_key_stands_once_in_a_bank(bank: QuestionBank) -> None:
    keys = [question.key for question in bank.questions]
    assert len(keys) == len(set(keys))
    assert all(key.isidentifier() and key == key.lower() for key in keys)


def test_the_same_key_is_the_same_question_in_every_bank() -> None:
    seen: dict[str, Question] = {}
    for key in KEYS:
        for question in load_bank(key).questions:
            assert seen.setdefault(question.key, question) == question
    texts = [question.text for question in seen.values()]
    assert len(texts) == len(set(texts))


def test_every_attribute_exists_and_lends_its_kind_options_and_care(bank: QuestionBank) -> None:
    catalogue = {attribute.key: attribute for attribute in load_catalogue()}
    for question in bank.questions:
        if question.attribute:
            attribute = catalogue[question.attribute]
            assert (question.kind, question.options, question.care) == (
                attribute.kind,
                attribute.options,
                attribute.care,
            )


def test_no_shipped_bank_asks_a_special_fact(bank: QuestionBank) -> None:
    assert not [question.key for question in bank.questions if question.care is Care.SPECIAL]


def test_every_choice_has_options_and_every_field_is_one_of_the_template(bank: QuestionBank) -> None:
    for question in bank.questions:
        assert len(question.options) >= 2 if question.kind in CHOICES else not question.options
        assert question.field in ("", *FIELD_KEYS)


def test_the_interviewers_own_conclusions_fill_nothing(bank: QuestionBank) -> None:
    debrief = set(bank.questions) - set(bank.asked_questions)
    assert debrief and not [question.key for question in debrief if question.field or question.attribute]


def test_the_hours_for_customers_speak_to_every_part_of_the_template() -> None:
    for key, left_out in (("people-hour", "firmographics"), ("businesses-hour", "demographics")):
        fields = {question.field for question in load_bank(key).questions}
        assert set(FIELD_KEYS) - fields <= {left_out, "quote"}
    assert "quote" in {question.field for question in load_bank("people-hour").questions}


def test_open_questions_have_something_to_ask_further(bank: QuestionBank) -> None:
    opened = [question for question in bank.questions if question.kind == "text"]
    assert not [question.key for question in opened if not question.probes]
