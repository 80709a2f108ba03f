"""The notes of an interview as a Word document."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from persona_tui.domain.marks import LineKind
from persona_tui.exports.content import NotesContent, NotesLine, NotesQuestion, notes_content
from persona_tui.exports.word.notes import write_notes
from tests.exports.export_samples import ANNA, CHANGED, HOSTILE, view
from tests.exports.word_reading import W, paragraphs, part, strict_reader

USUAL = notes_content(view(), ANNA, None)
HOSTILE_QUESTION = NotesQuestion(
    text=HOSTILE,
    choice=HOSTILE,
    skipped=HOSTILE,
    left_out=HOSTILE,
    lines=[NotesLine(text=HOSTILE, speaker=HOSTILE, marks=[HOSTILE]), NotesLine(text="x" * 100_000, at="1:02:03")],
)

NOTES: dict[str, NotesContent] = {
    "usual": USUAL,
    "empty": NotesContent(language="", business="", title="", who=[], updated=CHANGED),
    "hostile": msgspec.structs.replace(
        USUAL,
        title=HOSTILE * 30,
        who=[HOSTILE],
        business=HOSTILE,
        language='en"><x',
        interviewer=HOSTILE,
        consent=HOSTILE,
        questions=[HOSTILE_QUESTION],
        left_out=[HOSTILE],
    ),
    "long": msgspec.structs.replace(USUAL, questions=USUAL.questions * 60),
}


@pytest.mark.parametrize("name", NOTES)
def test_a_strict_reader_finds_nothing_wrong(name: str, shared_tools: Path, tmp_path: Path) -> None:
    assert strict_reader(shared_tools, tmp_path)(write_notes(NOTES[name])) == []


def test_notes_say_what_was_asked_and_answered_with_times_and_marks() -> None:
    said = paragraphs(write_notes(USUAL))
    assert "Interview with Customer 1" in said
    assert "What made you start looking?" in said
    assert "11:52\t“My back hurt every single evening, and I told nobody.”  pain · worth quoting" in said
    assert "12:03\ta cheap one wobbled  pain" in said
    assert "12:20\tMy reading: wants to stand, not to own a gadget  goal" in said


def test_no_name_stands_anywhere_in_the_document() -> None:
    assert b"anna" not in b"".join(text.encode().lower() for text in paragraphs(write_notes(USUAL)))


def test_questions_are_headings_and_pages_are_numbered() -> None:
    document = write_notes(USUAL)
    styles = [style.get(f"{W}val") for style in part(document).iter(f"{W}pStyle")]
    assert styles.count("Title") == 1 and styles.count("Heading1") == 1
    footer = part(document, "word/footer1.xml")
    assert [code.text.strip() for code in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_all_of_a_very_long_answer_is_there_and_stays_text() -> None:
    said = "\n".join(paragraphs(write_notes(NOTES["hostile"])))
    assert "x" * 100_000 in said
    assert "{{7*7}} [/red] & ]]>" in said and "␀␇" in said


def test_a_break_in_a_line_stays_a_break() -> None:
    question = NotesQuestion(text="Q?", lines=[NotesLine(text="one\ntwo\u2028three", kind=LineKind.WORD_FOR_WORD)])
    assert "\t“one\ntwo\nthree”" in paragraphs(write_notes(msgspec.structs.replace(USUAL, questions=[question])))


def test_the_same_notes_give_the_same_bytes() -> None:
    assert write_notes(USUAL) == write_notes(USUAL)


def test_what_the_interviewer_wrote_afterwards_stands_last_under_a_heading_of_its_own() -> None:
    asked = [NotesQuestion(text="Why?", lines=[NotesLine(text="because")])]
    debrief = [NotesQuestion(text="Which stories?", is_debrief=True, lines=[NotesLine(text="the screw")])]
    said = paragraphs(write_notes(msgspec.structs.replace(USUAL, questions=[*asked, *debrief])))
    assert said.index("\tbecause") < said.index("Afterwards: the debrief") < said.index("Which stories?")
    assert "Afterwards: the debrief" not in paragraphs(write_notes(USUAL))
