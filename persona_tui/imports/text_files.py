"""Which letters the bytes of a file mean: UTF-8, what its byte order mark says, or, as a guess, what Windows writes.

No library guesses here: on lists of names they take Windows letters for Cyrillic or Greek as soon as there are few.
What is not surely one of the three is refused, and whoever saved the file is told how to save it anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

WINDOWS: Final = "cp1252"
_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LOOKED_AT: Final = 4_096
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]").search
_OF_UTF8 = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+").search
_LETTERS = re.compile(
    rb"[A-Za-z\xc0-\xff](?:[\x80-\x90\x93-\x95\x98-\x9f](?=[A-Za-z])|[\x8a\x8c\x8e\x9a\x9c\x9e\x9f])"
    rb"|[\xc0-\xd6\xd8-\xf6\xf8-\xff]"
)
"""In Windows texts, what stands inside words lies from C0 on; in those of old Macs and of DOS, below A0."""


class Decoded(NamedTuple):
    """A text, and whether its letters are a guess."""

    text: str
    is_guess: bool = False

    @property
    def guessed_word(self) -> str:
        """A word by which a person sees whether the guess is right; "" where nothing was guessed."""
        found = re.search(r"\w*[^\W\x00-\x7f]\w*|\S*[^\x00-\x7f]\S*", self.text) if self.is_guess else None
        return found[0][:40] if found is not None else ""


def marked_encoding(data: bytes) -> str:
    """The encoding that the beginning of a file gives away: by its mark, or by the zeros of UTF-16; "" if none."""
    for start, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(start):
            return encoding
    first = data[:_LOOKED_AT]
    even, odd = first[0::2].count(0), first[1::2].count(0)
    half = max(1, len(first) // 2)
    if half > 1 and odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if half > 1 and even > 0.4 * half and odd < 0.02 * half else ""


def decode_text(data: bytes) -> Decoded:
    """The text in the bytes of a file, without a byte order mark. Raises ValueError where it can't be told."""
    encoding = marked_encoding(data)
    if encoding:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"))
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        if _CONTROLS(data) or _OF_UTF8(data):
            raise
        inside = [found[0] for found in _LETTERS.finditer(data)]
        if sum(len(each) > 1 for each in inside) * 2 > len(inside):
            raise
        return Decoded(data.decode(WINDOWS), is_guess=True)


def cannot_read(path: Path, error: OSError | ValueError) -> PlainError:
    """What a person is told of a file that the system does not open."""
    name = clean_line(path.name) or str(path)
    if isinstance(error, FileNotFoundError):
        return PlainError(_("There is no file {path}; check its name and where it is.").format(path=path))
    if isinstance(error, PermissionError):
        sentence = _("You may not read {name}: copy it to a folder of your own, or ask its owner.")
        return PlainError(sentence.format(name=name))
    reason = getattr(error, "strerror", None) or str(error)
    sentence = _("{name} cannot be read ({reason}): close other programs that use it, and try again.")
    return PlainError(sentence.format(name=name, reason=reason))


def how_guessed(decoded: Decoded) -> str:
    """What a person is told of a text whose letters are a guess."""
    sentence = _("The file is not in UTF-8; it was read as Windows text. See whether “{word}” is spelled right.")
    return sentence.format(word=decoded.guessed_word)
