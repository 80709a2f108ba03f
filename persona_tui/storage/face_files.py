"""The pictures in a study's faces folder, named after what they hold."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from persona_tui.storage.atomic import make_folder, sync_folder, write_atomic

_FACE_NAME = re.compile(r"[0-9a-f]{16}\.png")


def save_face_file(folder: Path, png: bytes) -> str:
    """Keep a picture; its file name. The same picture is kept once. Raises OSError."""
    name = f"{hashlib.sha256(png).hexdigest()[:16]}.png"
    path = folder / name
    if not path.is_file() or path.read_bytes() != png:
        make_folder(folder)
        write_atomic(path, png)
        sync_folder(folder)
    return name


def face_file(folder: Path, name: str) -> Path | None:
    """Where the picture of that name is; None where there is none, or where the name is not a face's."""
    path = folder / name if _FACE_NAME.fullmatch(name) else None
    return path if path is not None and path.is_file() else None
