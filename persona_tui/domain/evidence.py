"""What a claim rests on: somebody's exact words, or what is recorded of them.

Words are kept as the Web Annotation Data Model's text quote selector (W3C Recommendation, 2017, section 4.2.4): the
exact words with a little of what stands before and after, so that they are found again after an edit.
"""

from __future__ import annotations

from enum import StrEnum

from persona_tui.domain.records import FixedPart

CONTEXT = 24
"""Characters of prefix and suffix that are kept."""


class TargetKind(StrEnum):
    """What a piece of evidence points at."""

    LINE = "line"
    CUE = "cue"
    VALUE = "value"
    CHANNEL = "channel"


class Evidence(FixedPart, kw_only=True, frozen=True):
    """Who (`person`, an id) said or is what. `container` is the interview's id for words, "" otherwise; `target` the
    line's or value's id; `question` or attribute key in `about`.
    """

    person: str
    kind: TargetKind
    target: str
    container: str = ""
    about: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


def select(text: str, start: int = 0, end: int | None = None) -> tuple[str, str, str]:
    """The words text[start:end] as (exact, prefix, suffix)."""
    end = len(text) if end is None else end
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def locate(text: str, exact: str, prefix: str = "", suffix: str = "") -> tuple[int, int] | None:
    """Where the words stand in `text` now as (start, end), or None when they are gone.

    Where they stand several times, the place whose surroundings agree most is taken; the first of equals.
    """
    if not exact:
        return None
    best: tuple[int, int] | None = None
    best_score = -1
    start = text.find(exact)
    while start != -1:
        end = start + len(exact)
        score = _common(prefix[::-1], text[:start][::-1]) + _common(suffix, text[end:])
        if score > best_score:
            best, best_score = (start, end), score
        start = text.find(exact, start + 1)
    return best


def _common(one: str, other: str) -> int:
    """How many characters two texts share from their beginning."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
