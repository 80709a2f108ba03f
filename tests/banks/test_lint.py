"""What is said against a question, and against which nothing is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui import paths
from persona_tui.banks import lint
from persona_tui.banks.check import check_bank
from persona_tui.banks.files import BankError
from persona_tui.banks.lint import lint_question, lint_rules
from persona_tui.banks.reader import list_banks, read_bank
from persona_tui.domain.attributes import Kind
from persona_tui.domain.questions import Phase
from persona_tui.workflows.asking import lint_asked
from persona_tui.workflows.studies import new_study
from tests.banks.judged_questions import FAULTY, SOUND

RULES = {rule.key: rule for rule in lint_rules()}


def against(text: str, **how: object) -> list[str]:
    return [finding.rule for finding in lint_question(text, **how)]  # type: ignore[arg-type]


def test_nine_of_ten_faulty_questions_are_seen_and_no_sound_one_is_flagged() -> None:
    assert len(FAULTY) >= 40 and len(SOUND) >= 60
    seen = [text for text in FAULTY if against(text)]
    flagged = {text: against(text) for text in SOUND if against(text)}
    assert flagged == {}
    assert len(seen) / len(FAULTY) >= 0.9


def test_a_fault_that_is_seen_is_seen_by_the_right_rule() -> None:
    wrong = {text: against(text) for text, rule in FAULTY.items() if against(text) and rule not in against(text)}
    assert wrong == {}


def test_every_kind_of_fault_is_in_the_table() -> None:
    assert set(FAULTY.values()) == set(RULES)


@pytest.mark.parametrize("info", list_banks(), ids=lambda info: info.key)
def test_no_question_of_a_shipped_bank_is_flagged(info: object) -> None:
    bank = read_bank(info.path)  # type: ignore[attr-defined]
    for section in bank.sections:
        for question in section.questions:
            assert against(question.text, kind=question.kind, phase=section.phase) == []
            for probe in question.probes:
                assert against(probe, phase=section.phase, probe=True) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_example_of_a_rule_shows_the_fault_and_how_to_ask_instead(rule: lint.LintRule) -> None:
    assert rule.key in against(rule.before)
    assert against(rule.after) == []
    assert rule.sentence.endswith(".") and rule.sentence.count(".") >= 2


def test_a_finding_names_the_place_and_a_sentence() -> None:
    text = "And what are your main pain points?"
    (finding,) = lint_question(text)
    assert text[slice(*finding.place)] == "pain points"
    assert finding.sentence == RULES["jargon"].sentence


def test_curly_apostrophes_and_capitals_change_nothing() -> None:
    assert against("DON’T YOU THINK it is dear?") == against("don't you think it is dear?") != []


def test_a_choice_may_be_closed_and_a_scale_one_sided() -> None:
    assert "closed" in against("Are you satisfied with it?")
    assert against("Are you satisfied with it?", kind=Kind.ONE_OF) == []
    assert against("How satisfied are you with it?", kind="scale") == []
    assert "leading" in against("Don't you think that it is better?", kind=Kind.SEVERAL_OF)


def test_permission_may_be_asked_for_with_yes_or_no() -> None:
    text = "Have you read the agreement?"
    assert "closed" in against(text)
    assert against(text, phase=Phase.INTRODUCTION) == against(text, phase=Phase.WRAP_UP) == []


def test_the_interviewers_own_conclusions_are_left_alone() -> None:
    assert against("Would they buy it, and what did they usually do?", phase=Phase.DEBRIEF) == []


def test_a_follow_up_may_be_closed_but_not_lead() -> None:
    assert against("Did anybody help?", probe=True) == []
    assert "leading" in against("That was annoying, wasn't it?", probe=True)


def test_a_note_to_the_interviewer_is_no_question() -> None:
    assert against("Thank the end users for their time") == []
    assert "vague" in against("how do you usually look for one")


@pytest.mark.parametrize("language", ["nl", "fi", "tlh", "../en", "", "e", "x" * 99])
def test_a_language_without_rules_says_nothing(language: str) -> None:
    assert against("Don't you think so?", language=language) == []
    assert lint_rules(language) == ()


def test_a_country_keeps_the_rules_of_its_language() -> None:
    assert against("Don't you think so?", language="en_GB") == against("Don't you think so?", language="EN") != []


@settings(deadline=None)
@given(st.text() | st.text(alphabet="do you what and ifwld,.?'n()"), st.sampled_from(Kind), st.sampled_from(Phase))
def test_whatever_is_asked_every_place_lies_in_the_text(text: str, kind: Kind, phase: Phase) -> None:
    for finding in lint_question(text, kind=kind, phase=phase):
        start, end = finding.place
        assert 0 <= start < end <= len(text)


def test_the_rules_are_no_question_bank() -> None:
    assert "lint" not in {info.key for info in list_banks()}


def test_rules_that_cannot_be_read_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lint"
    folder.mkdir()
    rule = 'language = "en"\n[[rules]]\nkey = "a"\nsentence = "b"\nbefore = "c"\nafter = "d"\npatterns = ["("]\n'
    (folder / "xx.toml").write_text(rule, encoding="utf-8")
    monkeypatch.setattr(paths, "banks_folder", lambda: tmp_path)
    with pytest.raises(BankError, match=re.escape("xx.toml")):
        lint_question("Why?", language="xx")


# -- where people meet it

BANK = """
key = "mine"
title = "Mine"
language = "en"
minutes = 10

[[sections]]
key = "start"
title = "Start"
minutes = 5
phase = "introduction"

[[sections]]
key = "talk"
title = "Talk"
minutes = 5

[[sections.questions]]
key = "first"
text = "How do you usually look for a desk?"
probes = ["Why?", "It was dear, wasn't it?"]

[[sections.questions]]
key = "second"
text = "What do you generally do then?"

[[sections]]
key = "end"
title = "End"
phase = "wrap_up"
"""


def test_checking_a_bank_gives_hints_with_their_place_and_an_example_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BANK, encoding="utf-8")
    findings = check_bank(path)
    assert [(finding.level, finding.place) for finding in findings] == [
        ("hint", "section 2 (talk), question 1 (first)"),
        ("hint", "section 2 (talk), question 1 (first), follow-up 2"),
        ("hint", "section 2 (talk), question 2 (second)"),
    ]
    example = RULES["vague"].after
    assert findings[0].sentence.startswith("“usually”") and example in findings[0].sentence
    assert findings[2].sentence.startswith("“generally”") and example not in findings[2].sentence


def test_a_bank_in_another_language_gets_no_such_hints(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BANK.replace('"en"', '"nl"'), encoding="utf-8")
    assert check_bank(path) == []


def test_a_question_added_on_the_spot_is_looked_at_in_the_language_of_the_studys_questions(tmp_path: Path) -> None:
    session = new_study(tmp_path / "study", business="Desk & Co", purpose="why they buy")
    try:
        assert lint_asked(session, "Would you buy it again?") == [RULES["hypothetical"].sentence]
        assert lint_asked(session, "What happened then?") == []
        assert lint_asked(session, "") == []
    finally:
        session.close()
