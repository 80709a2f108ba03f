"""The person's own settings: look, language, keys, and the studies they worked on. They belong to no study.

Settings never stand in the way: what cannot be read counts as not set, and what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from persona_tui.paths import settings_folder

FILE_NAME = "settings.json"
BROKEN_NAME = "settings.broken.json"
MOST_RECENT = 12
"""How many studies are remembered."""


class RecentStudy(msgspec.Struct, kw_only=True):
    """A study that was open here: its folder, whose it is, when it was last opened, the step it was left on, and when
    which of its personas is to be looked at again ("" for all of them).
    """

    path: str
    business: str = ""
    opened_at: datetime = datetime.fromtimestamp(0, UTC)
    step: str = ""
    review_on: date | None = None
    review_of: str = ""


class Settings(msgspec.Struct, kw_only=True):
    """What a person has chosen. Empty means the program's own choice.

    `recent` is in order, the last opened first; `keymap` gives keys ("ctrl+s,f10") to a binding's id.
    """

    theme: str = ""
    language: str = ""
    recent: list[RecentStudy] = msgspec.field(default_factory=list)
    keymap: dict[str, str] = msgspec.field(default_factory=dict)


def load_settings() -> Settings:
    """The settings as they are kept; what is missing or broken is as in new ones. A broken file is set aside."""
    raw, is_broken = _read()
    chosen: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if field.name in raw:
            try:
                chosen[field.name] = msgspec.convert(raw[field.name], field.type)
            except msgspec.ValidationError:
                is_broken = True
    if is_broken:
        _set_aside()
    return Settings(**chosen)


def _set_aside() -> None:
    """Keep a copy of a file that makes no sense, for who wants to look what was in it."""
    folder = settings_folder()
    with contextlib.suppress(OSError):
        content = (folder / FILE_NAME).read_bytes()
        aside = folder / BROKEN_NAME
        if not aside.is_file() or aside.read_bytes() != content:
            _write(aside, content)


def save_settings(settings: Settings) -> bool:
    """Keep the settings; whether that was possible. What a newer version of the program keeps there stays."""
    try:
        kept = {**_read()[0], **msgspec.to_builtins(settings)}
        _write(settings_folder() / FILE_NAME, msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
    except (OSError, ValueError, TypeError):
        return False
    return True


def change_settings(**changes: Any) -> bool:
    """Change some settings and leave the others as they are kept now; whether that was possible.

    For a program that runs for hours: what it loaded at its start may no longer be what is kept.
    """
    return save_settings(msgspec.structs.replace(load_settings(), **changes))


def remember_study(
    path: Path | str, business: str, step: str = "", review_on: date | None = None, review_of: str = ""
) -> bool:
    """Put a study in front of the recent ones; whether that could be kept. Without `step`, its last one stays."""
    place = _place(path)
    settings = load_settings()
    before = next((study for study in settings.recent if study.path == place), None)
    study = RecentStudy(
        path=place,
        business=business,
        opened_at=datetime.now(UTC).replace(microsecond=0),
        step=step or (before.step if before else ""),
        review_on=review_on,
        review_of=review_of,
    )
    settings.recent = [study, *(other for other in settings.recent if other.path != place)][:MOST_RECENT]
    return save_settings(settings)


def step_of(path: Path | str) -> str:
    """The step a study was left on; "" where that is not known."""
    place = _place(path)
    return next((study.step for study in load_settings().recent if study.path == place), "")


def recent_studies() -> list[RecentStudy]:
    """The remembered studies that can be found now, the last opened first."""
    return [study for study in load_settings().recent if _is_there(study)]


def _is_there(study: RecentStudy) -> bool:
    try:
        return Path(study.path).is_dir()
    except (OSError, ValueError):
        return False


def _place(path: Path | str) -> str:
    """The one spelling of a folder's path."""
    try:
        return str(Path(path).expanduser().resolve())
    except (OSError, RuntimeError, ValueError):
        return str(path)


def _read() -> tuple[dict[str, Any], bool]:
    """What the settings file holds, and whether it is there but makes no sense."""
    try:
        content = (settings_folder() / FILE_NAME).read_bytes()
    except OSError:
        return {}, False
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any]), False
    except (ValueError, RecursionError):
        return {}, True


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(
            os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
