"""Names for files that hold on every system, and places that overwrite nothing."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

LONGEST_NAME = 80
_RESERVED_CHARACTERS = re.compile(r'[<>:"/\\|?*]+')
_RESERVED_NAMES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{name}{number}" for name in ("COM", "LPT") for number in "0123456789¹²³"
}
_LONGEST_IN_BYTES = 200
_NOT_IN_NAMES = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Letters of Persian and of Indian scripts are joined and parted with these."""


def safe_file_name(text: str, fallback: str) -> str:
    """`text` as a file's name without its ending, fit for Windows, macOS and Linux alike.

    Letters of every script stay; control and reserved characters go. At most 80 characters (and 200 bytes, for
    file systems that count those). Where nothing is left, or only a name that Windows keeps for itself, it is
    `fallback`, or `fallback` and the name.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _NOT_IN_NAMES)
    name = _shortened(" ".join(_RESERVED_CHARACTERS.sub(" ", kept).split()))
    if not any(c.isalnum() for c in name):
        return fallback
    if name.split(".")[0].strip().upper() in _RESERVED_NAMES:
        return _shortened(f"{fallback} {name}")
    return name


def _shortened(name: str) -> str:
    name = name.strip(" .-_" + _JOINERS)[:LONGEST_NAME]
    while len(name.encode()) > _LONGEST_IN_BYTES:
        name = name[:-1]
    while name and unicodedata.combining(name[-1]) and len(name) >= LONGEST_NAME - 1:
        name = name[:-1]
    return name.rstrip(" ." + _JOINERS)


def free_path(folder: Path, stem: str, ext: str) -> Path:
    """Where `stem.ext` can be written without overwriting: with " (2)", " (3)" … where it is taken.

    Upper and lower case are the same name, as they are on Windows and macOS. `folder` need not exist yet.
    """
    ending = f".{ext.lstrip('.')}" if ext else ""
    taken = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
    name, number = f"{stem}{ending}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){ending}"
    return folder / name
