"""Running the command line in tests: in this process, and as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]
"""Takes the parts of a command line; the result has exit_code, stdout and stderr."""


def in_a_process(*parts: object, python: tuple[str, ...] = ("-m", "persona_tui")) -> subprocess.CompletedProcess[bytes]:
    """Run it as a program of its own, without a terminal."""
    command = [sys.executable, *python, *map(str, parts)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=dict(os.environ), timeout=60)
