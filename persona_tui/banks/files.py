"""Reading the data files: TOML in UTF-8, one file per language, and what is said when that fails."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

LARGEST_FILE = 500_000
"""In bytes. The longest bank shipped has 8,000."""

FALLBACK_LANGUAGE = "en"

_TEXTS = (".md", ".markdown", ".txt")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class BankError(PlainError):
    """A question bank, or the catalogue, that cannot be used: `file`, the `place` in it, and one plain sentence."""

    def __init__(self, file: Path, sentence: str, place: str = "") -> None:
        self.file = file
        self.place = place
        self.what = sentence
        where = f"{file.name}, {place}" if place else file.name
        super().__init__(clean_line(f"{where}: {sentence}"))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises BankError when it is missing, too large, not UTF-8 or not TOML."""
    try:
        if path.is_dir():
            raise BankError(path, _("This is a folder. Name the file in it that you mean."))
        if path.is_file() and path.suffix.casefold() in _TEXTS:
            sentence = _("This is a text, not a question bank. It becomes one with: persona-tui banks import")
            raise BankError(path, sentence)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise BankError(path, _("There is no such file. Check its name and folder.")) from error
    except (OSError, ValueError) as error:
        raise BankError(path, _("The file cannot be read. Check that you may open it.")) from error
    if len(data) > LARGEST_FILE:
        raise BankError(path, _("The file is too large for a question bank. Check that it is the right one."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _("line {line}").format(line=data.count(b"\n", 0, error.start) + 1)
        raise BankError(
            path, _("The file is not in UTF-8. Save it as UTF-8 in your editor and try again."), place
        ) from error
    return _parse(path, text)


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = found.group(1) if found else None
        place = _("line {line}").format(line=line) if line else _("at the end") if found else ""
        sentence = _("The file is not correct TOML ({reason}). Correct it there.").format(
            reason=_AT_LINE.sub("", str(error))
        )
        raise BankError(path, sentence, place) from error
    except (ValueError, RecursionError, OverflowError) as error:
        # A number of thousands of digits, an impossible time zone, brackets a thousand deep.
        raise BankError(path, _("The file holds a value that makes no sense in a question bank.")) from error


def base_language(language: str) -> str:
    """The language's code without country or encoding: "nl" for "nl_BE.UTF-8"; English when it is no code."""
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", language)
    return found.group().lower() if found else FALLBACK_LANGUAGE


def language_file(folder: Path, language: str) -> Path:
    """The folder's file for the language, or the English one."""
    wanted = folder / f"{base_language(language)}.toml"
    return wanted if wanted.is_file() else folder / f"{FALLBACK_LANGUAGE}.toml"
