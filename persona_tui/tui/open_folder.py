"""Showing a folder in the system's own file window, where the system can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def can_open() -> bool:
    """Whether there is a file window to open: not over SSH, and not on a bare console."""
    if sys.platform in ("win32", "darwin"):
        return not os.environ.get("SSH_CONNECTION")
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_display and shutil.which("xdg-open") is not None


def open_folder(folder: Path) -> bool:
    """Open the folder in the system's file window; whether that was begun."""
    if not folder.is_dir() or not can_open():
        return False
    path = str(folder.absolute())
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return True
        subprocess.Popen(
            ["open" if sys.platform == "darwin" else "xdg-open", path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
