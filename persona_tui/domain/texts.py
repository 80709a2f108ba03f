"""Texts that people wrote, made safe to store and show without losing a visible character."""

from __future__ import annotations

_LINE_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_CONTROLS |= {0x7F: "\u2421"}
_CONTROLS |= dict.fromkeys(range(128, 160), "�")
_CONTROLS |= dict.fromkeys(range(55296, 57344), "�")
_TABLE = _CONTROLS | _LINE_BREAKS


def clean_text(text: str) -> str:
    """The text with every kind of line break as a newline and control characters as their symbols (␀)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)


def clean_line(text: str) -> str:
    """The text as one line: cleaned, breaks and tabs as spaces, without space around it."""
    return " ".join(clean_text(text).replace("\t", " ").split("\n")).strip()
