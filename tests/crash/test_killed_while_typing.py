"""The real program is killed while somebody types: the study is whole, and holds what the screen said was saved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.crash.typing_on_a_pty import assert_nothing_is_lost

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pty")


@pytest.mark.parametrize("seed", [1, 2])
def test_five_kills_lose_nothing_that_was_said_to_be_saved(probe: Any, tmp_path: Path, seed: int) -> None:
    assert_nothing_is_lost(probe, tmp_path, seed, kills=5)
