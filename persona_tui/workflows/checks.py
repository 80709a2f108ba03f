"""Is everything in a study whole, and mending it where it is not."""

from __future__ import annotations

from pathlib import Path

from persona_tui.storage.check import Level, Problem, check_study
from persona_tui.storage.repair import repair_study

__all__ = ["Level", "Problem", "check", "repair"]


def check(path: Path) -> list[Problem]:
    """Everything that is not as it should be, the broken first; nothing is changed. Raises StudyMissingError."""
    return check_study(path)


def repair(path: Path) -> list[str]:
    """Mend what can be mended; what was done, in sentences.

    Raises StudyMissingError, StudyHeldError where another program is working on the study, StudyError.
    """
    return repair_study(path)
