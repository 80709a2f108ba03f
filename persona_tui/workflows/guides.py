"""A person's own interview guide, as a question bank that the program offers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from persona_tui import paths
from persona_tui.banks.check import check_bank
from persona_tui.banks.reader import NOT_BANKS
from persona_tui.banks.writer import bank_toml
from persona_tui.domain.errors import PlainError
from persona_tui.domain.questions import Audience, QuestionBank
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.imports.guide_words import slug
from persona_tui.imports.guides import LeftOut, read_guide

__all__ = ["GuideReport", "LeftOut", "import_guide"]

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WORDS_OF_A_KEY = 8


@dataclass(frozen=True)
class GuideReport:
    """What became of a guide. `file` is the bank on the disk, `listed` says that the program finds it there; `said`
    are sentences, `left_out` what asks nothing, `hints` how many hints checking the bank gives.
    """

    bank: QuestionBank
    file: Path
    listed: bool
    said: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    hints: int


def import_guide(
    path: Path, *, name: str, to: Path | None = None, language: str = "en", audience: Audience = Audience.PEOPLE
) -> GuideReport:
    """Turn the Markdown guide in a file into the bank `<to>/<key>/<language>.toml`; the key is made from its name.

    `to` left out is the folder of the person's own banks. Nothing is ever overwritten. Raises PlainError.
    """
    title = clean_line(name)
    key = slug(title, "-", _WORDS_OF_A_KEY)
    if not key:
        raise PlainError(_("Give the bank a name with letters a–z or digits: its folder is called after it."))
    if not _LANGUAGE.fullmatch(language):
        raise PlainError(
            _("“{language}” is no code of a language: write two letters, such as en.").format(language=language)
        )
    if key in NOT_BANKS or (paths.banks_folder() / key).exists():
        sentence = _("The program has something called “{key}” itself. Give the bank another name.")
        raise PlainError(sentence.format(key=key))
    folder = paths.own_banks_folder() if to is None else to
    file = folder / key / f"{language}.toml"
    for there in (file, folder / f"{key}.toml"):
        if there.exists():
            sentence = _("There is a bank {path} already, and it stays as it is. Give this one another name.")
            raise PlainError(sentence.format(path=there))
    guide = read_guide(path, name=title, key=key, language=language, audience=audience)
    _write(file, bank_toml(guide.bank))
    return GuideReport(
        bank=guide.bank,
        file=file,
        listed=folder.resolve() == paths.own_banks_folder().resolve(),
        said=guide.said,
        left_out=guide.left_out,
        hints=_hints(file),
    )


def _write(file: Path, text: str) -> None:
    """Write a new file, or none. Raises PlainError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            try:
                opened.write(text)
                opened.flush()
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlainError(
            _("{path} could not be written: {reason}. Choose another folder.").format(path=file, reason=reason)
        ) from error


def _hints(file: Path) -> int:
    """How many hints checking gives. A bank that could not be used is removed again, and PlainError raised."""
    findings = check_bank(file)
    for finding in findings:
        if finding.level == "error":
            file.unlink(missing_ok=True)
            sentence = _("No bank could be made of it ({reason}).")
            raise PlainError(sentence.format(reason=f"{finding.place} {finding.sentence}".strip()))
    return len(findings)
