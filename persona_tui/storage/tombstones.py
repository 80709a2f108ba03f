"""Who was forgotten: random ids and days, beside the study as well as in it, so that a second copy of the study can't
bring them back unseen.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from persona_tui.domain.variables import Tombstone
from persona_tui.storage.atomic import make_folder, sync_folder, write_atomic
from persona_tui.storage.backups import FOLDER as BACKUPS
from persona_tui.storage.codec import plain
from persona_tui.storage.layout import PARTS, STUDY_FILE, Signature, signature_of
from persona_tui.storage.tiny import BrokenFileError, Tables, decode, encode

FILE = ".forgotten.json"
"""The tombstones once more: a copy of the study that takes the place of study.json may know of none."""
JOURNAL = ".forgetting.json"
"""There while somebody is being forgotten, and after that was cut off."""
TOMBSTONES = "tombstones"
CACHE = ".cache"
_CHECKED = "forgotten.json"


class _Checked(msgspec.Struct):
    """The files in which none of some people (`people` is a digest of their ids) stood, and their signatures then."""

    people: str
    files: dict[str, Signature]


def remembered(study: Path) -> set[str]:
    """The ids of the people that the file beside the study says were forgotten."""
    return {str(tombstone.get("person")) for tombstone in _read(study / FILE).values()}


def raise_tombstones(study: Path, ids: Iterable[str]) -> None:
    """Write down that these people were forgotten, in the study's own file and beside it. Raises OSError."""
    beside = _read(study / FILE)
    main = study / STUDY_FILE
    try:
        tables = decode(main.read_bytes())
    except (FileNotFoundError, BrokenFileError):
        tables = None
    known = {**(tables or {}).get(TOMBSTONES, {}), **beside}
    for person in sorted(set(ids) - {str(document.get("person")) for document in known.values()}):
        tombstone = Tombstone(person=person)
        known[tombstone.id] = plain(tombstone)
    if known != beside:
        write_atomic(study / FILE, encode({TOMBSTONES: known}))
    if tables is not None and tables.get(TOMBSTONES, {}) != known:
        write_atomic(main, encode({**tables, TOMBSTONES: known}))
    sync_folder(study)


def without_forgotten(tables: Tables, ids: Collection[str]) -> Tables:
    """The tables without the records of people who were forgotten; the same ones where there are none."""
    if not ids or not _holds_any(tables, ids):
        return tables
    from persona_tui.storage.pruning import Gone, gone_from, prune

    gone = gone_from([tables], ids)
    return prune(
        tables, Gone(ids=gone.ids, talks=gone.talks, targets=gone.targets, consents=gone.consents, shared=gone.shared)
    ).tables


def is_forgetting_known(study: Path, ids: Collection[str]) -> bool:
    """Whether none of the ids stands in any file of records; only those that changed since the last time are read.

    Raises OSError.
    """
    if not ids:
        return True
    people, files = _digest(study, ids), _files(study)
    known = _checked(study, people)
    changed = [name for name, signature in files.items() if known.get(name) != signature]
    if any(_names_any(study / name, ids) for name in changed):
        return False
    if changed or not (study / CACHE / _CHECKED).exists():
        _note(study, _Checked(people, files))
    return True


def note_checked(study: Path, ids: Collection[str]) -> None:
    """Remember the files as they are now: none of the ids stands in them."""
    _note(study, _Checked(_digest(study, ids), _files(study)))


def _note(study: Path, checked: _Checked) -> None:
    with contextlib.suppress(OSError):
        make_folder(study / CACHE)
        write_atomic(study / CACHE / _CHECKED, msgspec.json.encode(checked), durable=False)


def _holds_any(tables: Tables, ids: Collection[str]) -> bool:
    """Whether an id stands elsewhere than on a tombstone."""
    rest = msgspec.json.encode({name: documents for name, documents in tables.items() if name != TOMBSTONES})
    return any(person.encode() in rest for person in ids)


def _names_any(path: Path, ids: Collection[str]) -> bool:
    """Whether a file holds an id elsewhere than on a tombstone."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    if not any(person.encode() in content for person in ids):
        return False
    try:
        return _holds_any(decode(content), ids)
    except BrokenFileError:
        return True


def _checked(study: Path, people: str) -> dict[str, Signature]:
    try:
        known = msgspec.json.decode((study / CACHE / _CHECKED).read_bytes(), type=_Checked)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return known.files if known.people == people else {}


def _digest(study: Path, ids: Collection[str]) -> str:
    everybody = "\n".join(sorted({*ids, *remembered(study)}))
    return hashlib.blake2b(everybody.encode(), digest_size=16).hexdigest()


def _files(study: Path) -> dict[str, Signature]:
    """Every file that may hold records, below the study's folder."""
    found: dict[str, Signature] = {}
    for part in ("", *PARTS, BACKUPS, *(f"{BACKUPS}/{part}" for part in PARTS)):
        try:
            with os.scandir(study / part) as scan:
                for item in scan:
                    if ".json" in item.name and not item.name.startswith("."):
                        name = f"{part}/{item.name}" if part else item.name
                        found[name] = signature_of(item.stat() if os.name == "posix" else os.stat(item.path))
        except OSError:
            continue
    return found


def _read(path: Path) -> dict[str, dict[str, object]]:
    if not path.exists():
        return {}
    try:
        return decode(path.read_bytes()).get(TOMBSTONES, {})
    except (OSError, BrokenFileError):
        return {}
