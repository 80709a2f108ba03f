"""The marks that open a line of notes: `"- it wobbled` is word for word, and a pain.

One to three mark characters in any order, then a space. Where the last of them is a `"`, no space is needed
(`*"I lay on the floor`: it is how a quotation is written, and on many keyboards a dead key). Anything
else is text: `-20 %`, `+47 21 …`.
"""

from __future__ import annotations

import re
from enum import StrEnum


class LineKind(StrEnum):
    """Whose words a line holds."""

    OBSERVED = "observed"
    WORD_FOR_WORD = "word_for_word"
    MY_READING = "my_reading"


class Mark(StrEnum):
    """What a line is about."""

    PAIN = "pain"
    GOAL = "goal"
    MOTIVATOR = "motivator"
    CHANNEL = "channel"
    QUOTE = "quote"
    COME_BACK = "come_back"


KIND_CHARACTERS = {'"': LineKind.WORD_FOR_WORD, "=": LineKind.MY_READING}
MARK_CHARACTERS = {
    "-": Mark.PAIN,
    "+": Mark.GOAL,
    "!": Mark.MOTIVATOR,
    "@": Mark.CHANNEL,
    "*": Mark.QUOTE,
    "?": Mark.COME_BACK,
}
_CHARACTER_OF_MARK = {mark: character for character, mark in MARK_CHARACTERS.items()}
_CHARACTER_OF_KIND = {kind: character for character, kind in KIND_CHARACTERS.items()}
MOST_MARKS = 3
_QUOTATION = re.compile(r'([-+!@*?]{,2})"(?=[^" ])', re.DOTALL)
"""Marks and the sign of a quotation with its first word close behind."""


def read_marks(typed: str) -> tuple[LineKind, tuple[Mark, ...], str]:
    """Split a typed line into its kind, its marks and its text.

    Both kinds at once, or a character twice, is no mark: the line is text as it stands. One space before what would
    be a mark makes it text.
    """
    kind, marks, text = _read(typed)
    if typed.startswith(" ") and _read(typed.lstrip(" "))[2] != typed.lstrip(" "):
        text = typed[1:]
    return kind, marks, text


def _read(typed: str) -> tuple[LineKind, tuple[Mark, ...], str]:
    plain: tuple[LineKind, tuple[Mark, ...], str] = (LineKind.OBSERVED, (), typed)
    head, space, rest = typed.partition(" ")
    marked = 0 < len(head) <= MOST_MARKS and all(c in KIND_CHARACTERS or c in MARK_CHARACTERS for c in head)
    if not (marked and space):
        glued = _QUOTATION.match(typed)
        if glued is None or len(set(glued[1])) != len(glued[1]):
            return plain
        return LineKind.WORD_FOR_WORD, tuple(MARK_CHARACTERS[c] for c in glued[1]), typed[glued.end() :]
    kinds = [KIND_CHARACTERS[c] for c in head if c in KIND_CHARACTERS]
    if len(kinds) > 1 or len(set(head)) != len(head):
        return plain
    marks = tuple(MARK_CHARACTERS[c] for c in head if c in MARK_CHARACTERS)
    return (kinds[0] if kinds else LineKind.OBSERVED), marks, rest


def write_marks(kind: LineKind, marks: tuple[Mark, ...] | list[Mark], text: str) -> str:
    """The line as a person would type it; `read_marks` gives the same kind, marks and text back."""
    head = _CHARACTER_OF_KIND.get(kind, "") + "".join(_CHARACTER_OF_MARK[mark] for mark in marks)
    if head:
        return f"{head} {text}"
    bare = text.lstrip(" ")
    return f" {text}" if _read(bare)[2] != bare else text


def mark_character(mark: Mark) -> str:
    """The character that stands for a mark."""
    return _CHARACTER_OF_MARK[mark]


def kind_character(kind: LineKind) -> str:
    """The character that stands for a kind of line; nothing for what was observed."""
    return _CHARACTER_OF_KIND.get(kind, "")


def toggle_mark(typed: str, character: str) -> str:
    """The line with the mark or kind of that character put on, or taken off where it stands; unchanged where a fourth
    would be too many, or the character is none. One kind takes the other's place.
    """
    kind, marks, text = read_marks(typed)
    if character in KIND_CHARACTERS:
        wanted = KIND_CHARACTERS[character]
        kind = LineKind.OBSERVED if kind is wanted else wanted
    elif character in MARK_CHARACTERS:
        mark = MARK_CHARACTERS[character]
        marks = tuple(known for known in marks if known is not mark) if mark in marks else (*marks, mark)
    else:
        return typed
    if len(marks) + (kind is not LineKind.OBSERVED) > MOST_MARKS:
        return typed
    return write_marks(kind, marks, text)


def as_pasted(line: str) -> str:
    """A line from another program as it goes into notes: its bullets and quotation marks stay text, and what an
    e-mail quotes with `>` is word for word.
    """
    if line.startswith("> "):
        return write_marks(LineKind.WORD_FOR_WORD, (), line[2:])
    return write_marks(LineKind.OBSERVED, (), line)
