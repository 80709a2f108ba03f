"""What nobody foresaw is written down for whoever can mend it; the person reads one sentence."""

from __future__ import annotations

import contextlib
import os
import platform
import traceback
from datetime import datetime
from pathlib import Path

from persona_tui import __version__
from persona_tui.i18n import _
from persona_tui.paths import settings_folder

LARGEST = 1_000_000
"""Bytes of old errors that are kept."""


def write_down() -> str:
    """Add the error that is being handled to the log; the sentence to say."""
    path = settings_folder() / "error.log"
    try:
        _append(path, _entry())
    except OSError:
        return _("Something went wrong that should not have. What was saved before is as it was.")
    return _(
        "Something went wrong that should not have; what was saved before is as it was. "
        "What happened is written down in {path}: please send that to whoever looks after this program."
    ).format(path=path)


def _entry() -> str:
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    head = f"--- {when}  persona-tui {__version__}  Python {platform.python_version()}  {platform.platform()}\n"
    return head + traceback.format_exc() + "\n"


def _append(path: Path, entry: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        if path.stat().st_size > LARGEST:
            os.replace(path, path.with_suffix(".old.log"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8", errors="replace") as file:
        file.write(entry)
