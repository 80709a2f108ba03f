"""Guides of other people become question banks, and none of their words is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from persona_tui.banks.check import check_bank
from persona_tui.banks.reader import read_bank
from persona_tui.banks.writer import bank_toml
from persona_tui.domain.attributes import Kind
from persona_tui.domain.questions import Phase, QuestionBank
from persona_tui.imports.guides import ReadGuide, read_guide

GUIDES = (
    "18f-interview-guide.md",
    "otel-discussion-guide.md",
    "18f-interview-checklist.md",
    "18f-interview-debrief-guide.md",
    "notebooks-for-all-navigation-script.md",
)


def asked(bank: QuestionBank) -> list[str]:
    return [question.text for question in bank.questions]


def real(shared_data: Path, name: str) -> ReadGuide:
    return read_guide(shared_data / "interview" / name, name="Mine", key="mine")


def test_the_18f_guide_becomes_a_bank_of_five_sections(shared_data: Path) -> None:
    bank = real(shared_data, "18f-interview-guide.md").bank
    assert [(section.title, section.phase) for section in bank.sections] == [
        ("Introduction", Phase.INTRODUCTION),
        ("Warm up", Phase.WARM_UP),
        ("A specific topic", Phase.TOPIC),
        ("Demo", Phase.TOPIC),
        ("Wrap up", Phase.WRAP_UP),
    ]
    assert len(bank.questions) == 17
    assert bank.about == "An example script for use while leading a user interview"
    goals = bank.question("what_are_your_goals_in_doing")
    assert goals is not None and goals.probes == ("What motivates you?",)
    recording = next(text for text in asked(bank) if text.endswith("Is that okay?"))
    assert recording.startswith("With your permission, I’d like to record this call.")
    assert "Do you mind sharing your screen?" in asked(bank)
    assert "Before we finish, what did we forget to ask about?" in asked(bank)


def test_the_otel_guide_becomes_a_bank_with_its_minutes_and_points(shared_data: Path) -> None:
    guide = real(shared_data, "otel-discussion-guide.md")
    sections = guide.bank.sections
    assert [(section.title, section.minutes, len(section.questions)) for section in sections] == [
        ("Housekeeping", 5, 4),
        ("Warm-up questions", 10, 7),
        ("Meaty questions", 25, 3),
        ("[Optional] Observer questions", 5, 1),
        ("Turn the tables", 10, 1),
        ("Wrap it up", 3, 1),
    ]
    assert guide.bank.minutes == 58
    assert sections[1].questions[6].probes == ("If so, why?",)
    assert [section.phase.value for section in sections] == [
        "introduction",
        "warm_up",
        "topic",
        "topic",
        "wrap_up",
        "wrap_up",
    ]
    assert any("3 / 10 min" in sentence for sentence in guide.said)


def test_a_check_list_keeps_its_points_under_the_headings_above(shared_data: Path) -> None:
    bank = real(shared_data, "18f-interview-checklist.md").bank
    assert [section.minutes for section in bank.sections] == [10, 5, 10, 25, 5, 15]
    assert bank.sections[-1].phase is Phase.DEBRIEF
    explain = bank.question("explain")
    assert explain is not None and len(explain.probes) == 2
    assert "Note the exact words and phrases people use" in " ".join(asked(bank))


def test_a_guide_for_the_debrief_is_the_interviewers_own(shared_data: Path) -> None:
    guide = real(shared_data, "18f-interview-debrief-guide.md")
    assert {section.phase for section in guide.bank.sections} == {Phase.DEBRIEF}
    assert [section.minutes for section in guide.bank.sections] == [4, 4, 4]
    assert guide.bank.asked_questions == ()


def test_a_script_with_boxes_to_tick_becomes_choices(shared_data: Path) -> None:
    bank = real(shared_data, "notebooks-for-all-navigation-script.md").bank
    columns = next(question for question in bank.questions if "headers of the first two columns" in question.text)
    assert (columns.kind, [option.label for option in columns.options]) == (
        Kind.SEVERAL_OF,
        ["obsID", "Obs_collection"],
    )
    title = next(question for question in bank.questions if "title of this notebook" in question.text)
    assert (title.kind, [option.label for option in title.options]) == (Kind.ONE_OF, ["Yes", "No"])
    assert title.probes == ("Tutorial Title",)
    assert [section.title for section in bank.sections][2] == "Notebook Tasks: Task 1"


@pytest.mark.parametrize("name", GUIDES)
def test_a_real_guide_is_accepted_when_it_is_checked(shared_data: Path, tmp_path: Path, name: str) -> None:
    bank = real(shared_data, name).bank
    path = tmp_path / "mine" / "en.toml"
    path.parent.mkdir()
    path.write_text(bank_toml(bank), encoding="utf-8")
    assert [finding for finding in check_bank(path) if finding.level == "error"] == []
    assert read_bank(path) == bank


@pytest.mark.parametrize("name", GUIDES)
def test_no_word_of_a_real_guide_disappears(shared_data: Path, name: str) -> None:
    guide = real(shared_data, name)
    kept = " ".join(
        [
            *asked(guide.bank),
            *(probe for question in guide.bank.questions for probe in question.probes),
            *(option.label for question in guide.bank.questions for option in question.options),
            *(section.title for section in guide.bank.sections),
            *(text for left in guide.left_out for text in left),
            *guide.said,
            guide.bank.about,
        ]
    )
    text = (shared_data / "interview" / name).read_text(encoding="utf-8")
    body = re.sub(r"\]\([^)]*\)|<[^>]*>|https?://\S+", "", re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))
    title = re.match(r"\s*#[^#].*", body)
    for word in set(re.findall(r"[^\W\d_]{3,}", body[title.end() :] if title else body)) - {"min", "minutes"}:
        assert word in kept, word
