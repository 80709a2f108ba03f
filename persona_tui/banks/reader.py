"""Question banks: finding them, and reading one.

A bank is a TOML file in UTF-8, `<folder>/<key>/<language>.toml` or, for one language, `<folder>/<key>.toml`. The
shipped folder is `question_banks/`; a person's own lies in the settings folder and goes before it::

    key = "people-hour"               # the name of the folder
    title = "A customer, a full hour"
    language = "en"
    audience = "people"               # people, businesses, employees, not_a_fit
    minutes = 60                      # the sum of the sections' minutes
    about = "For whom it is."         # optional

    [[sections]]
    key = "how_it_began"
    title = "How it began"
    minutes = 7
    phase = "topic"                   # introduction, warm_up, topic, wrap_up, debrief (the interviewer's own)

    [[sections.questions]]
    key = "first_moment"              # stays the same in every language; the same question has it in every bank
    text = "Take me back to the day …"
    probes = ["When was that?"]       # optional: what to ask further
    field = "motivators"              # optional: the part of the persona that the answers speak to (FIELD_KEYS)
    attribute = "decides_to_buy"      # optional: the attribute of the catalogue that the answer fills
    kind = "one_of"                   # text, number, year, one_of, several_of, scale; left out: the attribute's
    care = "personal"                 # none, personal, special; needed where the attribute is special
    options = [                       # of one_of and several_of; left out: the attribute's
        { key = "yes", label = "Yes" },
        { key = "no", label = "No" },
    ]

Keys have small letters, digits and underscores; a bank's own key may have hyphens. "Rather not say" is never an
option: every question offers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from persona_tui import paths
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.files import FALLBACK_LANGUAGE, BankError, base_language, read_toml
from persona_tui.banks.findings import BankReading
from persona_tui.domain.questions import Audience, QuestionBank
from persona_tui.i18n import _

__all__ = ["NOT_BANKS", "BankError", "BankInfo", "list_banks", "load_bank", "read_bank"]

NOT_BANKS = frozenset({"attributes", "names", "consent", "lint", "variables"})
"""Folders beside the banks that hold other data; no bank can have such a key."""


class BankInfo(NamedTuple):
    """A bank as a list shows it. `questions` counts those put to the other person and `minutes_together` the time
    they give; `problem` says why a broken one cannot be used ("" when it can).
    """

    key: str
    title: str
    language: str
    audience: Audience
    minutes: int
    minutes_together: int
    questions: int
    path: Path
    problem: str = ""


def list_banks(extra: Iterable[Path] = ()) -> list[BankInfo]:
    """Every bank in every language: those in the `extra` folders, the person's own and the shipped ones.

    The first of a key and language hides the later ones. A broken one is listed with its `problem`.
    """
    found: dict[tuple[str, str], BankInfo] = {}
    for folder in _folders(extra):
        for key, path in _bank_files(folder):
            info = _info(key, path)
            found.setdefault((info.key, info.language), info)
    return sorted(found.values(), key=_listing_order)


def load_bank(key: str, language: str = FALLBACK_LANGUAGE, extra: Iterable[Path] = ()) -> QuestionBank:
    """The bank of that key, in that language, else in English, else in any. Raises BankError."""
    language = base_language(language)
    folders = list(_folders(extra))
    files = [path for folder in folders for name, path in _bank_files(folder) if name == key]
    if not files:
        known = sorted({name for folder in folders for name, _path in _bank_files(folder)})
        sentence = _("There is no question bank of this name. There are: {known}.").format(known=", ".join(known))
        raise BankError(Path(key), sentence)

    def fits(path: Path) -> int:
        in_one_language = path.stem == key and path.parent.name != key
        wishes = (path.stem == language or in_one_language, path.stem == FALLBACK_LANGUAGE)
        return wishes.index(True) if True in wishes else len(wishes)

    return msgspec.structs.replace(read_bank(min(files, key=fits)), key=key)


def read_bank(path: Path) -> QuestionBank:
    """The bank in a file; one that did not change since it was read is not read again.

    Raises BankError, with the first thing that is wrong.
    """
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return _read(path)
    return _read_once(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))


@lru_cache(maxsize=16)
def _read_once(path: Path, _signature: tuple[int, int, int]) -> QuestionBank:
    return _read(path)


def _read(path: Path) -> QuestionBank:
    reading = BankReading(read_toml(path), load_catalogue(_language_of(path)))
    bank = reading.bank()
    for finding in reading.findings:
        if finding.level == "error":
            raise BankError(path, finding.sentence, finding.place)
    return bank


def _language_of(path: Path) -> str:
    return path.stem if path.stem == base_language(path.stem) else FALLBACK_LANGUAGE


def _folders(extra: Iterable[Path]) -> Iterator[Path]:
    yield from extra
    yield paths.own_banks_folder()
    yield paths.banks_folder()


def _bank_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The key and path of every bank file of a folder, sorted."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name in NOT_BANKS or entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from ((entry.name, path) for path in sorted(entry.glob("*.toml")))
        elif entry.suffix == ".toml":
            yield entry.stem, entry


def _info(key: str, path: Path) -> BankInfo:
    try:
        state = path.stat()
        return _info_of(key, path, state.st_mtime_ns, state.st_size)
    except OSError:
        problem = str(BankError(path, _("The file cannot be read. Check that you may open it.")))
    except BankError as error:
        problem = str(error)
    return BankInfo(key, key, _language_of(path), Audience.PEOPLE, 0, 0, 0, path, problem)


@lru_cache(maxsize=256)
def _info_of(key: str, path: Path, _changed: int, _size: int) -> BankInfo:
    """What a list shows of a bank; read again when the file changes."""
    bank = read_bank(path)
    return BankInfo(
        key,
        bank.title,
        bank.language,
        bank.audience,
        bank.minutes,
        bank.minutes_together,
        len(bank.asked_questions),
        path,
    )


def _listing_order(info: BankInfo) -> tuple[int, int, str, str]:
    return tuple(Audience).index(info.audience), -info.minutes, info.key, info.language
