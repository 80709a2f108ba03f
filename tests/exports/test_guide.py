"""A bank as an interview guide to print."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from persona_tui.banks.consent_wording import load_consent_wording
from persona_tui.banks.reader import list_banks, load_bank
from persona_tui.domain.attributes import Kind, Option
from persona_tui.domain.marks import KIND_CHARACTERS, MARK_CHARACTERS
from persona_tui.domain.questions import Question, QuestionBank, Section
from persona_tui.exports.word.guide import write_guide
from tests.exports.export_samples import HOSTILE
from tests.exports.word_reading import W, paragraphs, part, strict_reader
from tests.imports.filled_forms import CHANGED

BANKS = sorted({info.key for info in list_banks()})


def written(bank: QuestionBank, business: str = "Desk & Co") -> bytes:
    return write_guide(bank, language="en", business=business, changed=CHANGED)


@pytest.mark.parametrize("bank", BANKS)
def test_every_shipped_bank_is_a_guide_that_a_strict_reader_takes(
    bank: str, shared_tools: Path, tmp_path: Path
) -> None:
    guide = written(load_bank(bank))
    assert strict_reader(shared_tools, tmp_path)(guide) == []
    assert guide == written(load_bank(bank))


def test_everything_of_the_bank_stands_in_it_in_order() -> None:
    bank = load_bank("people-hour")
    told = [text for text in paragraphs(written(bank)) if text.strip()]
    wanted: list[str] = []
    for section in bank.sections:
        minutes = "1 minute" if section.minutes == 1 else f"{section.minutes} minutes"
        wanted.append(f"{section.title}\t{minutes}")
        for question in section.questions:
            wanted += [question.text, *(f"–\t{probe}" for probe in question.probes)]
    rest = iter(told)
    missing = [each for each in wanted if not any(text.endswith(each) for text in rest)]
    assert missing == []
    assert [text for text in told if text.startswith("5\t")] == [
        "5\tWhat had you tried before you got in touch with us?"
    ]


def test_the_consent_is_read_aloud_before_the_first_question() -> None:
    wording = load_consent_wording()
    told = paragraphs(written(load_bank("people-hour")))
    first_question = next(at for at, text in enumerate(told) if text.startswith("1\t"))
    for sentence in (wording.introduction, wording.closing, *(f"☐\t{each}" for each in wording.scopes.values())):
        assert told.index(sentence) < first_question


def test_the_marks_are_explained_on_the_first_page() -> None:
    told = paragraphs(written(load_bank("people-hour")))
    for sign in (*KIND_CHARACTERS, *MARK_CHARACTERS):
        assert any(text.startswith(f"{sign}\t") for text in told), sign


def test_lines_to_write_on_never_part_from_each_other_or_from_their_question() -> None:
    document = part(written(load_bank("people-hour")))
    tables = [
        table
        for table in document.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Room to write"
    ]
    assert len(tables) == len(load_bank("people-hour").questions)
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        keep = [row.find(f".//{W}pPr/{W}keepNext") is not None for row in rows]
        assert keep == [True] * (len(rows) - 1) + [False]


def test_a_bank_without_an_end_gets_one_and_without_a_debrief_the_programs_own() -> None:
    topic = Section(key="t", title="Topic", minutes=10, questions=(Question(key="a", text="A?"),))
    told = paragraphs(written(QuestionBank(key="b", title="B", language="en", minutes=10, sections=(topic,))))
    assert any("What did I not ask that I should have?" in text for text in told)
    assert any("Which stories did they tell?" in text for text in told)


def test_choices_stand_to_be_ticked() -> None:
    options = (Option(key="a", label="In a town"), Option(key="b", label="Elsewhere"))
    questions = (
        Question(key="one", text="Where?", kind=Kind.ONE_OF, options=options),
        Question(key="scale", text="How much?", kind=Kind.SCALE),
    )
    topic = Section(key="t", title="Topic", questions=questions)
    told = paragraphs(written(QuestionBank(key="b", title="B", language="en", sections=(topic,))))
    assert "☐ In a town   ☐ Elsewhere" in told and "☐ 1   ☐ 2   ☐ 3   ☐ 4   ☐ 5" in told


def test_hostile_words_are_text_and_the_guide_opens(shared_tools: Path, tmp_path: Path) -> None:
    question = Question(
        key="q", text=HOSTILE, kind=Kind.ONE_OF, probes=(HOSTILE,), options=(Option(key="x", label=HOSTILE),)
    )
    section = Section(key="s", title=HOSTILE, minutes=5, questions=(question,))
    bank = QuestionBank(key="b", title=HOSTILE * 9, language="en", about=HOSTILE, sections=(section,))
    guide = written(bank, HOSTILE)
    assert strict_reader(shared_tools, tmp_path)(guide) == []
    assert any("{{7*7}}" in text and "␀" in text for text in paragraphs(guide))
    core = docx.Document(BytesIO(guide)).core_properties
    assert core.created == core.modified == CHANGED
