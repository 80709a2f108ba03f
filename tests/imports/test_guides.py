"""An interview guide in Markdown becomes a question bank; what is not in the bank is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.findings import BankReading
from persona_tui.banks.writer import bank_toml
from persona_tui.domain.attributes import Kind
from persona_tui.domain.errors import PlainError
from persona_tui.domain.questions import Phase, Question, QuestionBank
from persona_tui.imports.guides import MOST_QUESTIONS, ReadGuide, parse_guide, read_guide


def guide_of(text: str) -> ReadGuide:
    return parse_guide(text, name="Mine", key="mine")


def bank_of(text: str) -> QuestionBank:
    return guide_of(text).bank


def only_question(text: str) -> Question:
    (question,) = bank_of(text).questions
    return question


def asked(bank: QuestionBank) -> list[str]:
    return [question.text for question in bank.questions]


# -- headings and minutes


@pytest.mark.parametrize(
    ("heading", "title", "minutes"),
    [
        ("Warm-up (5 min)", "Warm-up", 5),
        ("Warm-up (~5 min)", "Warm-up", 5),
        ("Topics – 10–15 min", "Topics", 15),
        ("Topics: 25 minutes", "Topics", 25),
        ("Topics (~3 / 10 min)", "Topics", 10),
        ("Topics [1.5 hours]", "Topics", 90),
        ("Topics (half an hour)", "Topics", 30),
        ("5 min – Hello", "Hello", 5),
        ("Opening (0:00 - 0:03) - 3 minutes", "Opening", 3),
        ("Kern (20 minuten)", "Kern", 20),
        ("Aihe (20 minuuttia)", "Aihe", 20),
        ("Tema (20 minutter)", "Tema", 20),
        ("Your first 5 minutes in the shop", "Your first 5 minutes in the shop", 2),
        ("Topics (9999 min)", "Topics (9999 min)", 2),
        ("Topic 3 (new)", "Topic 3 (new)", 2),
    ],
)
def test_the_minutes_of_a_heading_are_read(heading: str, title: str, minutes: int) -> None:
    bank = bank_of(f"## {heading}\n- What happened?\n")
    assert [(section.title, section.minutes) for section in bank.sections] == [(title, minutes)]
    assert bank.minutes == minutes


def test_minutes_in_the_line_below_a_heading_count_too() -> None:
    text = "## A\n**Spend 5-10 minutes** on it.\n- Why?\n## B\n_Time: 7 min_\n- Why not?\n"
    assert [section.minutes for section in bank_of(text).sections] == [10, 7]


def test_a_section_without_minutes_gets_two_for_each_question_and_that_is_said() -> None:
    guide = guide_of("## A (9 min)\n- Why?\n## B\n- What?\n- Who?\n")
    assert [section.minutes for section in guide.bank.sections] == [9, 4]
    assert any("“B”" in sentence and "“A”" not in sentence for sentence in guide.said)


def test_the_minutes_of_a_heading_are_shared_among_those_below_it() -> None:
    bank = bank_of("# Guide\n## Core (30 min)\n### One\n- Why?\n- What?\n### Two\n- Who?\n")
    assert [(section.title, section.minutes) for section in bank.sections] == [("Core: One", 20), ("Core: Two", 10)]


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Introduction and consent", Phase.INTRODUCTION),
        ("Housekeeping", Phase.INTRODUCTION),
        ("Welcome", Phase.INTRODUCTION),
        ("Warm-up", Phase.WARM_UP),
        ("Icebreaker", Phase.WARM_UP),
        ("About you", Phase.WARM_UP),
        ("The last purchase", Phase.TOPIC),
        ("Closing a sale", Phase.TOPIC),
        ("Post-task interview", Phase.TOPIC),
        ("Wrapping up", Phase.WRAP_UP),
        ("Thank-You and Closing", Phase.WRAP_UP),
        ("Debrief", Phase.DEBRIEF),
        ("After the interview", Phase.DEBRIEF),
        ("Afsluiting", Phase.WRAP_UP),
        ("Lämmittely", Phase.WARM_UP),
    ],
)
def test_the_phase_is_guessed_from_the_heading(title: str, phase: Phase) -> None:
    assert bank_of(f"## {title}\n- Why?\n").sections[0].phase is phase


def test_nothing_after_the_first_topic_is_an_introduction() -> None:
    bank = bank_of("## Buying\n- Why?\n## Introducing the sample\n- What is it?\n## Wrap-up\n- What else?\n")
    assert [section.phase.value for section in bank.sections] == ["topic", "topic", "wrap_up"]


def test_a_closing_without_questions_keeps_its_place_and_minutes() -> None:
    bank = bank_of("## Talk\n- Why?\n## Closing (5 min)\nThank them.\n## References\nA book.\n")
    assert [(section.title, section.minutes) for section in bank.sections] == [("Talk", 2), ("Closing", 5)]


def test_a_guide_without_headings_is_one_section() -> None:
    bank = bank_of("Why did you come?\n\nWho came with you?\n")
    assert [section.title for section in bank.sections] == ["Questions"]
    assert asked(bank) == ["Why did you come?", "Who came with you?"]


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    bank = bank_of("**Start (5 min)**\n\n- Why?\n\n**Wrap-up**\n\n- What else?\n")
    assert [(section.title, section.minutes) for section in bank.sections] == [("Start", 5), ("Wrap-up", 2)]


# -- what asks


@pytest.mark.parametrize(
    "line",
    [
        "- What made you look for one?",
        "* [ ] What made you look for one?",
        "1. What made you look for one?",
        "2) What made you look for one?",
        "What made you look for one?",
        "**What made you look for one?**",
        '- "What made you look for one?"',
        "Q1: What made you look for one?",
        "- Ask: “What made you look for one?”",
        "**Opening question**: “What made you look for one?”",
        "> What made you look for one?",
        "- What *made* you [look](https://x.example/a?b) for `one`?",
        "| What made you look for one? | |",
        "What made you\nlook for one?",
    ],
)
def test_a_question_is_found_however_it_is_written(line: str) -> None:
    assert only_question(f"## Buying\n\n{line}\n").text == "What made you look for one?"


@pytest.mark.parametrize(
    "line", ["Tell me about the last time it broke.", "Walk us through the day", "- Please describe your work."]
)
def test_what_asks_without_a_question_mark_is_a_question(line: str) -> None:
    assert len(bank_of(f"## Buying\n\n{line}\n").questions) == 1


def test_a_heading_that_asks_is_a_question_and_the_list_below_it_its_follow_ups() -> None:
    bank = bank_of("# Guide\n## Buying\n### What made you look?\n- When was that?\n- Who else?\n### Why us?\n")
    assert [(question.text, question.probes) for question in bank.questions] == [
        ("What made you look?", ("When was that?", "Who else?")),
        ("Why us?", ()),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "  - When was that?\n    - Who else?\n",
        "\n  * When was that?\n  * Who else?\n",
        "    1. When was that?\n    2. Who else?\n",
    ],
)
def test_items_below_a_question_are_its_follow_ups(below: str) -> None:
    question = only_question(f"## Buying\n- What made you look?\n{below}")
    assert question.probes == ("When was that?", "Who else?")


def test_a_label_makes_follow_ups_and_listen_for_is_left_out() -> None:
    guide = guide_of(
        "## Buying\n**Question**: “Tell me about it.”\n\n**Follow-ups**:\n- “When?”\n- “Who?”\n\n"
        "**Listen for**:\n- detours\n\n- How was it?\nProbe: And then?\n"
    )
    first = guide.bank.questions[0]
    assert (first.text, first.probes) == ("Tell me about it.", ("When?", "Who?"))
    assert "detours" in [left.text for left in guide.left_out]


def test_a_second_question_on_a_line_becomes_a_follow_up() -> None:
    question = only_question("## Buying\n- Did you look elsewhere? (Shops, sites?) If so, where? Tell me more.\n")
    assert question.text == "Did you look elsewhere? (Shops, sites?)"
    assert question.probes == ("If so, where?", "Tell me more.")


def test_abbreviations_and_brackets_do_not_cut_a_question() -> None:
    text = "What did you use, e.g. Excel, Word etc. for that (was it enough? hardly)?"
    assert only_question(f"## Buying\n- {text}\n").text == text


def test_text_around_a_question_in_a_paragraph_is_left_out_and_named() -> None:
    guide = guide_of("## Buying\nThank you for that. Now the shop is our subject. What did you see? Take your time.\n")
    assert asked(guide.bank) == ["What did you see?"]
    assert [left.text for left in guide.left_out] == [
        "Thank you for that. Now the shop is our subject. Take your time."
    ]
    assert guide.left_out[0].heading == "Buying"


def test_a_question_that_points_back_keeps_what_it_points_to() -> None:
    assert asked(bank_of("## A\nHello there. I would like to record. Is that okay?\n")) == [
        "Hello there. I would like to record. Is that okay?"
    ]


def test_steps_and_instructions_are_left_out_but_points_to_tick_are_kept() -> None:
    guide = guide_of(
        "## Task\n1. Open the door\n2. Go in\n\n- This is for you to know.\n\n- [ ] Thank them\n\nWhat did you see?\n"
    )
    assert asked(guide.bank) == ["Thank them", "What did you see?"]
    assert [left.text for left in guide.left_out] == ["Open the door", "Go in", "This is for you to know."]
    assert any("ticked off" in sentence for sentence in guide.said)


def test_short_items_name_something_to_ask_about() -> None:
    assert asked(bank_of("## Buying\n- The first idea\n- Who else had a say\n")) == [
        "The first idea",
        "Who else had a say",
    ]


def test_comments_rules_and_fences_vanish() -> None:
    guide = guide_of("## A\n<!-- never\nmind? -->\n---\n```\nWhy did you come?\n```\n***\n")
    assert asked(guide.bank) == ["Why did you come?"]
    assert guide.left_out == ()


# -- choices


@pytest.mark.parametrize(
    ("lines", "kind", "labels"),
    [
        ("- Did it work? [Y][N]", Kind.ONE_OF, ["Yes", "No"]),
        ("- Did it work? (Y) (N)", Kind.ONE_OF, ["Yes", "No"]),
        ("- Did it work? (yes/no)", Kind.ONE_OF, ["Yes", "No"]),
        ("- Did it work? [Yes] [No] [In part]", Kind.ONE_OF, ["Yes", "No", "In part"]),
        ("- Did it work? ( ) well ( ) badly ( ) not at all", Kind.ONE_OF, ["well", "badly", "not at all"]),
        ("- Did it work? [ ] at home [ ] at work", Kind.SEVERAL_OF, ["at home", "at work"]),
        ("- Did it work?\n  - ( ) well\n  - ( ) badly", Kind.ONE_OF, ["well", "badly"]),
        ("Did it work?\n\n- [ ] at home\n- [ ] at work", Kind.SEVERAL_OF, ["at home", "at work"]),
        ("Did it work?\n○ well\n○ badly", Kind.ONE_OF, ["well", "badly"]),
        ("**Did it work?**\n- door [Y][N]\n- window [Y][N]", Kind.SEVERAL_OF, ["door", "window"]),
        ("- Did it work? ( ) well ( ) badly ( ) rather not say", Kind.ONE_OF, ["well", "badly"]),
    ],
)
def test_choices_become_options(lines: str, kind: Kind, labels: list[str]) -> None:
    question = only_question(f"## A\n{lines}\n")
    assert question.text == "Did it work?"
    assert (question.kind, [option.label for option in question.options]) == (kind, labels)


@pytest.mark.parametrize(
    "line", ["What [would] prevents you from [better] sleep?", "Which [one][two] was it?\n\n[two]: https://x.example"]
)
def test_brackets_that_are_no_choices_are_none(line: str) -> None:
    assert only_question(f"## A\n- {line}\n").kind is Kind.TEXT


# -- what cannot be read


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.md", b""),
        ("prose.md", b"# About\n\nThis tells something.\n"),
        ("picture.md", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("mac.md", "Où étiez-vous?".encode("mac_roman")),
        ("word.md", b"PK\x03\x04 Why?"),
        ("long.md", b"- Why?\n- What?\n" * MOST_QUESTIONS),
    ],
)
def test_what_holds_no_guide_is_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PlainError, match=re.escape(name)):
        read_guide(path, name="Mine", key="mine")


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.md"):
        with pytest.raises(PlainError, match=re.escape(path.name)):
            read_guide(path, name="Mine", key="mine")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_byte_order_mark_windows_line_ends_and_windows_letters_are_no_matter(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "guide.md"
    path.write_bytes("## Één\r\n- Hoe ging het?\r\n".encode(encoding))
    bank = read_guide(path, name="Mine", key="mine", language="nl").bank
    assert (bank.sections[0].title, asked(bank)) == ("Één", ["Hoe ging het?"])


_LINES = st.sampled_from(
    [
        "# Guide",
        "## Start (5 min)",
        "### Part",
        "**Bold:**",
        "- What?",
        "  - Why? [Y][N]",
        "- [ ] a box",
        "    - ( ) one",
        "1. step",
        "Q:",
        "Follow-ups:",
        "| a? | b? |",
        "[Y][N]",
        "( ) ( )",
        "---",
        "```",
        "> So?",
        "?",
        "",
        "Spend 5 minutes",
    ]
)


@settings(deadline=None)
@given(st.lists(_LINES | st.text(max_size=30), max_size=25).map("\n".join))
def test_whatever_a_guide_holds_the_bank_can_be_read_back(text: str) -> None:
    bank = bank_of(text)
    if not bank.questions:
        return
    reading = BankReading(tomllib.loads(bank_toml(bank)), load_catalogue())
    assert reading.bank() == bank
    assert not [finding for finding in reading.findings if finding.level == "error"]
