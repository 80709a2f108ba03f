"""A question bank is written as a TOML file that reads back the same."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.findings import BankReading
from persona_tui.banks.writer import bank_toml, toml_string
from persona_tui.domain.attributes import Care, Kind, Option
from persona_tui.domain.questions import Audience, Phase, Question, QuestionBank, Section


@given(st.text() | st.text(alphabet='"\\\n\r\t\b\f\x00\x1f\x7f\x85\u2028é😀 '))
def test_any_text_comes_back_from_toml(text: str) -> None:
    assert tomllib.loads(f"text = {toml_string(text)}") == {"text": text}


def test_half_a_character_does_not_spoil_the_file() -> None:
    assert tomllib.loads(f"text = {toml_string('a' + chr(0xD83D))}".encode().decode()) == {"text": "a�"}


def test_every_entry_of_a_bank_is_written() -> None:
    question = Question(
        key="born",
        text='When "were" you born?',
        kind=Kind.ONE_OF,
        options=(Option(key="a", label="Long ago"), Option(key="b", label="Lately")),
        probes=("Where?",),
        field="demographics",
        care=Care.PERSONAL,
    )
    section = Section(key="s", title="S", minutes=5, phase=Phase.WARM_UP, questions=(question,))
    bank = QuestionBank(
        key="b", title="B", language="nl", audience=Audience.BUSINESSES, minutes=5, about="x", sections=(section,)
    )
    reading = BankReading(tomllib.loads(bank_toml(bank)), load_catalogue())
    assert reading.bank() == bank
    assert not [finding for finding in reading.findings if finding.level == "error"]
