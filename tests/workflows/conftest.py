"""A study to act on, for every test of an act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A new study of a desk maker that sells to people."""
    opened = new_study(tmp_path / "study", business="Standing Desk Co.", purpose="why people start to look for a desk")
    yield opened
    opened.close()
