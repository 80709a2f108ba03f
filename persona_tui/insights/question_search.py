"""The questions of a talk that somebody means who types a few letters of one, in a hurry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from persona_tui.domain.questions import Question
from persona_tui.insights.interview_guide import InterviewGuide

_WORD = re.compile(r"\w+")
_ALIKE = 0.75
"""From this ratio on, two words differ by a slip of the fingers."""
_FEWEST_LETTERS = 3
"""Fewer letters than these stand in that order in nearly every question."""


def found_questions(
    guide: InterviewGuide, typed: str, labels: Mapping[str, str] | None = None
) -> list[tuple[Question, str]]:
    """The questions that fit what was typed, the best first, each with its section's title; all of them, in their
    order, for nothing typed. `labels` name what a question fills, by the attribute's key: "family" finds "Who lives
    with you?".

    First those of which words begin with all that was typed, then those that have it anywhere, then those with it in a
    section's title, an option or a probe, then those that have it but for slips, and those in which its letters stand
    in order without being scattered.
    """
    everything = [(question, section.title) for section in guide.sections for question in section.questions]
    wanted = typed.casefold().split()
    if not wanted:
        return everything
    ranked = [
        (rank, place)
        for place, (question, title) in enumerate(everything)
        if (rank := _rank(question, title, (labels or {}).get(question.attribute, ""), wanted))
    ]
    return [everything[place] for _rank_, place in sorted(ranked)]


def _rank(question: Question, title: str, label: str, wanted: list[str]) -> int:
    """How well a question fits, 1 is best; 0 where it does not."""
    said = f"{question.text} {label}".casefold()
    there = _WORD.findall(said)
    around = " ".join([title, *question.probes, *(option.label for option in question.options)]).casefold()
    if all(any(word.startswith(part) for word in there) for part in wanted):
        return 1
    if all(part in said for part in wanted):
        return 2
    if all(part in said or part in around for part in wanted):
        return 3
    if all(any(_is_alike(part, word) for word in there) for part in wanted):
        return 4
    return 5 if _is_in_order("".join(wanted), there) else 0


def _is_alike(typed: str, word: str) -> bool:
    if word.startswith(typed):
        return True
    return len(typed) >= _FEWEST_LETTERS and SequenceMatcher(None, typed, word[: len(typed) + 1]).ratio() >= _ALIKE


def _is_in_order(letters: str, words: list[str]) -> bool:
    """Whether the letters begin words that follow each other in this order, one letter of each or several."""
    if len(letters) < _FEWEST_LETTERS:
        return False
    rests = {letters}
    for word in words:
        rests |= {
            rest[count:]
            for rest in rests
            for count in range(1, min(len(rest), len(word)) + 1)
            if word.startswith(rest[:count])
        }
    return "" in rests
