"""What people wrote, as text in a Word document."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from persona_tui.domain.claims import Claim
from persona_tui.exports.content import sheet_content
from persona_tui.exports.word.sheet import write_sheet
from persona_tui.exports.word.text import direction_back
from tests.exports.export_samples import ANNA, ATTRIBUTES, persona, said, view

OVERRIDE, POP, ISOLATE, POP_ISOLATE, MARK = "\u202e", "\u202c", "\u2067", "\u2069", "\u200e"


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("plain", ""),
        ("naïve — 7 × 7", ""),
        ("says שלום", MARK),
        (f"a {OVERRIDE}b", POP + MARK),
        (f"a {OVERRIDE}b{POP}", MARK),
        (f"{ISOLATE}{OVERRIDE}b", POP + POP_ISOLATE + MARK),
        (f"{ISOLATE}{OVERRIDE}b{POP_ISOLATE}", MARK),
        (f"{POP}b", ""),
    ],
)
def test_what_was_begun_from_right_to_left_ends_before_what_follows(text: str, back: str) -> None:
    assert direction_back(text) == back


def test_a_count_behind_words_from_right_to_left_stays_a_count() -> None:
    turned = Claim(id="c", text=f"Hurts {OVERRIDE}abc", evidence=[said(ANNA, "l1")])
    content = sheet_content(view(), persona(pains=[turned]), [ANNA], attributes_by_key=ATTRIBUTES)
    made = BytesIO(write_sheet(content))
    texts = [
        paragraph.text
        for table in Document(made).tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    assert any(text.startswith(turned.text) and f"{POP}{MARK}1" in text for text in texts)
