"""How pictures are drawn in this terminal: real graphics where it can, half blocks elsewhere.

textual-image asks the terminal what it can when it is imported, which works before an app runs and would take keys
away from one that does. So the import happens with no terminal in sight, and what the terminal can is read from the
names it goes by.
"""

from __future__ import annotations

import importlib
import io
import os
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any, Literal

Way = Literal["kitty", "sixel", "blocks"]
CHOICE = "PERSONA_TUI_PICTURES"
"""The environment variable that overrides the guess: kitty, sixel or blocks."""

_SIXEL_PROGRAMS = {"wezterm", "iterm.app", "mintty", "contour", "mlterm", "rio"}
_SIXEL_TERMS = ("foot", "contour", "mlterm", "yaft")
_KITTY_TERMS = ("xterm-kitty", "xterm-ghostty")
_importing = Lock()


def picture_way(environment: Mapping[str, str] = os.environ) -> Way:
    """How pictures are drawn in a terminal that goes by these names."""
    chosen = environment.get(CHOICE, "")
    if chosen in ("kitty", "sixel", "blocks"):
        return chosen  # type: ignore[return-value]
    term = environment.get("TERM", "")
    if environment.get("TMUX") or term.startswith(("screen", "tmux")) or environment.get("NO_COLOR"):
        return "blocks"
    if term in _KITTY_TERMS or environment.get("KITTY_WINDOW_ID"):
        return "kitty"
    program = environment.get("TERM_PROGRAM", "").lower()
    return "sixel" if program in _SIXEL_PROGRAMS or term.startswith(_SIXEL_TERMS) else "blocks"


def load_picture_widget(way: Way) -> Callable[..., Any]:
    """The widget class that draws a picture that way. Slow the first time: call it on a thread."""
    with _importing:
        if "textual_image.widget" not in sys.modules:
            with _no_terminal():
                importlib.import_module("textual_image.widget")
        from textual_image import widget

    return {"kitty": widget.TGPImage, "sixel": widget.SixelImage, "blocks": widget.HalfcellImage}[way]


@contextmanager
def _no_terminal() -> Iterator[None]:
    """Let an import find no terminal to ask, and the size of a cell in the environment."""
    terminal = sys.__stdout__
    names = ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT")
    before = {name: os.environ.get(name) for name in names}
    width, height = _cell_size()
    if width and height:
        os.environ.update(zip(names, (str(width), str(height)), strict=True))
    sys.__stdout__ = io.StringIO()  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        sys.__stdout__ = terminal  # type: ignore[misc]
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _cell_size() -> tuple[int, int]:
    """The pixels of one cell, as the system knows them without asking the terminal; (0, 0) where it does not."""
    try:
        import fcntl
        import termios

        answer = fcntl.ioctl(1, termios.TIOCGWINSZ, b"\0" * 8)
        rows, columns, across, down = struct.unpack("HHHH", answer)
    except (ImportError, OSError, ValueError):
        return 0, 0
    return (across // columns, down // rows) if rows and columns and across and down else (0, 0)
