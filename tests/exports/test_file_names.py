"""Names of files that hold on every system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.exports.files import free_path, safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kitchen-table Kim", "Kitchen-table Kim"),
        ("a/b\\c: d?", "a b c d"),
        ("..", "sheet"),
        ("", "sheet"),
        ("con", "sheet con"),
        ("LPT1.txt", "sheet LPT1.txt"),
        ("COM²", "sheet COM²"),
        ("Ængström Ødegård", "Ængström Ødegård"),
        ("مرحبا 漢字", "مرحبا 漢字"),
        ("line\nbreak\x00\u202e", "line break"),
        ("ends with dot. ", "ends with dot"),
        ("😀", "sheet"),
    ],
)
def test_what_is_not_safe_in_a_name_goes_and_letters_stay(text: str, name: str) -> None:
    assert safe_file_name(text, "sheet") == name


@given(st.text(max_size=300))
def test_every_name_can_be_a_file_on_every_system(text: str) -> None:
    name = safe_file_name(text, "sheet")
    assert 0 < len(name) <= 80 and len(name.encode()) <= 200
    assert (not set(name) & set('<>:"/\\|?*') and name.isprintable()) or "\u200c" in name or "\u200d" in name
    assert name == name.strip(" .")
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    assert free_path(tmp_path, "Kim", "docx") == tmp_path / "Kim.docx"
    (tmp_path / "kim.DOCX").touch()
    assert free_path(tmp_path, "Kim", ".docx") == tmp_path / "Kim (2).docx"
    (tmp_path / "Kim (2).docx").touch()
    assert free_path(tmp_path, "Kim", "docx") == tmp_path / "Kim (3).docx"
    assert free_path(tmp_path / "new", "Kim", "docx") == tmp_path / "new" / "Kim.docx"
