"""The help of a screen."""

from __future__ import annotations

from persona_tui.tui.screens.help import key_table

KEYS = [("⏎", "Edit", "Name, fit, and why they are among the best."), ("alt+s", "Save a copy", "")]


def test_what_a_key_does_goes_on_below_its_words_and_not_below_the_key() -> None:
    assert key_table(KEYS, 36).plain.splitlines() == [
        "    ⏎  Edit  Name, fit, and why they",
        "       are among the best.",
        "alt+s  Save a copy",
    ]
    assert key_table(KEYS, 12).plain.splitlines()[0].endswith("among the best."), "too narrow to indent"
    assert key_table([], 40).plain == ""
