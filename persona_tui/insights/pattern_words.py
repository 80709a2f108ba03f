"""What was found, in words for a shop owner: never percentages of seven people, and luck never passed for meaning."""

from __future__ import annotations

from collections.abc import Sequence

from persona_tui.i18n import _
from persona_tui.insights.apart import Apart
from persona_tui.insights.follows import Follows
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import Candidate, Patterns
from persona_tui.insights.view import StudyView


def only_luck() -> str:
    """The sentence that stands wherever luck is spoken of."""
    return _("This only asks whether luck alone could have made it. What it means, and whether it matters, you judge.")


def luck_words(candidate: Candidate, found: Patterns) -> str:
    """How often luck brings a group like this: "groups like this turn up by luck in 2 of 100 shuffles"."""
    raise NotImplementedError


def band_words(variable: Mapped, band: int) -> str:
    """Where a band lies, in the words of the poles or options, or the span of the numbers in it."""
    raise NotImplementedError


def group_words(candidate: Candidate, view: StudyView, variables: Sequence[Mapped]) -> str:
    """Who it is, on how many things they stand together."""
    raise NotImplementedError


def follows_words(follows: Follows, variables: Sequence[Mapped], view: StudyView) -> str:
    """Why variables count once, as a sentence."""
    raise NotImplementedError


def apart_words(apart: Apart, variables: Sequence[Mapped], view: StudyView) -> str:
    """The two that lie furthest apart and on what they differ; or what is missing and whom to ask what."""
    raise NotImplementedError
