"""Finding a bank's questions in notes, also where they were typed with a slip or a small word more."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from persona_tui.domain.marks import read_marks
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.imports.notes_pieces import Piece, heading_text, without_bullet

CLOSE_ENOUGH = 0.85
"""How alike two questions must be, letter for letter (difflib's ratio), to be taken for the same."""
LONGEST_QUESTION = 1000
FEWEST_WORDS = 4
"""A line that is no heading and does not end in a question mark needs so many words to be a bank's question."""

_NOT_WORDS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_LABEL = re.compile(r"(?:(?:q|question)[ \t]*\d*|\d{1,3})[ \t]*[.:)–-][ \t]*(?=\S)", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    {"a", "an", "the", "this", "that", "it", "to", "of", "and", "so", "then", "now", "just", "please", "also", "on"}
    | {"in", "at", "de", "het", "een", "en", "ei", "et"}
)
"""Words that a question can gain or lose and stay the same question."""


class Found(NamedTuple):
    """A bank's question in the notes: which, in whose words, and what stands behind it on its line."""

    question: Question
    asked: str
    rest: str


class _Reading(NamedTuple):
    """One way to read a piece as a question: its words, normalised, and what then is left of the line."""

    normal: str
    asked: str
    rest: str
    may_be_close: bool


def normalised(text: str) -> str:
    """The words alone, in lower case, without punctuation: what makes two ways of writing the same question."""
    return _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()).strip()


def find_questions(pieces: list[Piece], bank: QuestionBank | None, *, marks: bool) -> dict[int, Found]:
    """Which pieces are questions of `bank`, by index.

    The same words win over words that are only close. A question is found under one wording; where that wording
    comes again, it is the same question again.
    """
    if bank is None:
        return {}
    questions = {normalised(question.text): question for question in reversed(bank.questions)}
    questions.pop("", None)
    readings = {index: list(_readings(piece, marks=marks)) for index, piece in enumerate(pieces)}
    found: dict[int, Found] = {}
    for index, ways in readings.items():
        for way in ways:
            if way.normal in questions:
                found[index] = Found(questions[way.normal], way.asked, way.rest)
                break
    left = dict(questions)
    for match in found.values():
        left.pop(normalised(match.question.text), None)
    wordings: dict[str, Question] = {}
    for index, ways in readings.items():
        for way in ways:
            if index in found or not way.may_be_close:
                continue
            question = wordings.get(way.normal) or _closest(way.normal, left)
            if question is not None:
                wordings[way.normal] = question
                left.pop(normalised(question.text), None)
                found[index] = Found(question, way.asked, way.rest)
    return found


def _readings(piece: Piece, *, marks: bool) -> Iterator[_Reading]:
    """The ways to read a piece as a question, the longest first."""
    if piece.verbatim or piece.quoted or len(piece.text) > LONGEST_QUESTION:
        return
    if marks and not piece.is_heading and read_marks(piece.text)[2] != piece.text:
        return
    typed = piece.text if piece.is_heading else heading_text(without_bullet(piece.text).strip())
    label = _LABEL.match(typed)
    for text in (typed, typed[label.end() :]) if label else (typed,):
        normal = normalised(text)
        asks = text.rstrip(" :").endswith("?")
        if piece.is_heading or asks or normal.count(" ") + 1 >= FEWEST_WORDS:
            yield _Reading(normal, text.rstrip(": "), "", piece.is_heading or asks)
        ends = [at for at, sign in enumerate(text[:-1]) if sign == "?" or (sign == ":" and piece.is_heading)]
        for end in reversed(ends[:8]):
            asked, rest = text[: end + 1], text[end + 1 :].lstrip(" :\t")
            if rest and text[end + 1] in " \t:":
                yield _Reading(normalised(asked), asked.rstrip(":"), rest, asked.endswith("?"))


def _closest(normal: str, questions: dict[str, Question]) -> Question | None:
    """The question that is most alike, if alike enough and not different in a word that matters."""
    best, best_ratio = None, CLOSE_ENOUGH
    words = Counter(normal.split())
    for other, question in questions.items():
        if min(len(normal), len(other)) < max(len(normal), len(other)) * 0.7:
            continue
        matcher = SequenceMatcher(None, normal, other, autojunk=False)
        if matcher.quick_ratio() < best_ratio or not _same_sense(words, Counter(other.split())):
            continue
        ratio = matcher.ratio()
        if ratio >= best_ratio:
            best, best_ratio = question, ratio
    return best


def _same_sense(words: Counter[str], others: Counter[str]) -> bool:
    """Whether two questions differ in slips and small words only: "most" for "least" asks something else."""
    more, fewer = (words - others), (others - words)
    return all(
        word in _SMALL_WORDS or any(_is_slip(word, other) for other in there)
        for here, there in ((more, fewer), (fewer, more))
        for word in here
    )


def _is_slip(word: str, other: str) -> bool:
    """Whether one word is the other with a letter wrong (two in a long word), as fingers do it."""
    shorter = min(len(word), len(other))
    if shorter < 4 or word[0] != other[0] or abs(len(word) - len(other)) > 2:
        return False
    return _edits(word, other) <= (2 if shorter >= 8 else 1)


def _edits(word: str, other: str) -> int:
    """How many letters were added, dropped, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if older and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
