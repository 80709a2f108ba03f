"""What a person does with who belongs together: look, keep a group for a reason, build a persona from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from persona_tui.domain.personas import Persona
from persona_tui.domain.variables import Pattern
from persona_tui.insights.apart import Apart
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import SEED, Cancelled, Patterns, Progress
from persona_tui.insights.view import StudyView
from persona_tui.workflows.session import Session


@dataclass(frozen=True)
class Found:
    """What was looked at and found. `from_attributes`: nobody added variables, so they were taken from attributes."""

    view: StudyView
    mapped: list[Mapped]
    patterns: Patterns
    apart: Apart
    negative: bool = False
    from_attributes: bool = False


def mapping_of(session: Session) -> list[Mapped]:
    """Who stands where, with placements whose words are gone left away."""
    raise NotImplementedError


def patterns_of(
    session: Session,
    *,
    negative: bool = False,
    shuffles: int | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Found:
    """Who belongs together: among the customers who may fit, or (`negative`) among those who do not."""
    raise NotImplementedError


def keep_pattern(session: Session, people: Iterable[str], variables: Iterable[str], reason: str) -> Pattern:
    """Keep a group, for a reason. Raises PlainError without a reason, or with fewer than two people."""
    raise NotImplementedError


def change_reason(session: Session, pattern_id: str, reason: str) -> Pattern:
    """Give another reason. Raises PlainError without one."""
    raise NotImplementedError


def drop_pattern(session: Session, pattern_id: str) -> Pattern:
    """Let a pattern go; as it was. Personas built from it stay as they are."""
    raise NotImplementedError


def confirm_follows(session: Session, variable_id: str, of: str) -> None:
    """Say that a variable follows from another one: both count once from now on."""
    raise NotImplementedError


def say_apart(session: Session, variable_id: str, of: str) -> None:
    """Say that two variables are things apart: each counts."""
    raise NotImplementedError


def persona_from_pattern(session: Session, pattern_id: str) -> Persona:
    """A new persona with the people and the reason of a pattern; negative where none of them fits."""
    raise NotImplementedError
