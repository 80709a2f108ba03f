"""What the crash tests share: a terminal."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def probe(shared_tools: Path) -> Any:
    """The module that drives a program on a pty."""
    spec = importlib.util.spec_from_file_location("tty_probe", shared_tools / "tty_probe.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
