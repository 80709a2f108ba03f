"""What is to be said against a question: that it leads, guesses, asks two things at once, and so on.

The rules are data, `question_banks/lint/<language>.toml`; a language without rules has nothing said against its
questions. The file's own head says what a rule holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from persona_tui import paths
from persona_tui.banks.files import BankError, read_toml
from persona_tui.domain.attributes import Kind
from persona_tui.domain.questions import Phase
from persona_tui.i18n import _

__all__ = ["LintFinding", "LintRule", "lint_question", "lint_rules"]

LONGEST_LINTED = 2000
"""Characters of a question that are looked at: what is longer is a page that somebody pasted."""

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_.@].*)?", re.IGNORECASE)
_PLACE_HOLDER = re.compile(r"(?<!\?P)(?<!\?)<([a-z]+)>")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "\n": " "})
_WORD = re.compile(r"\w+(?:['-]\w+)*")


class LintRule(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be wrong with a question: `sentence` says what, and how to ask instead; `before` and
    `after` are an example put right.
    """

    key: str
    sentence: str
    before: str
    after: str
    patterns: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    most_words: int = 0
    kinds: tuple[Kind, ...] = (Kind.TEXT,)
    phases: tuple[Phase, ...] = (Phase.INTRODUCTION, Phase.WARM_UP, Phase.TOPIC, Phase.WRAP_UP)
    probes: bool = False


class LintFinding(NamedTuple):
    """What one rule has against a question, and where: `place` are the first character and the one after the last."""

    rule: str
    sentence: str
    place: tuple[int, int]


class _RuleFile(msgspec.Struct, frozen=True):
    language: str
    rules: tuple[LintRule, ...]
    asked: tuple[str, ...] = ()
    words: dict[str, str] = {}


class _Rules(NamedTuple):
    asked: tuple[re.Pattern[str], ...]
    rules: tuple[_Compiled, ...]


class _Compiled(NamedTuple):
    rule: LintRule
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


_NO_RULES = _Rules((), ())


def lint_question(
    text: str,
    *,
    kind: Kind | str = Kind.TEXT,
    language: str = "en",
    phase: Phase = Phase.TOPIC,
    probe: bool = False,
) -> list[LintFinding]:
    """What is to be said against a question, in the order of its words; each rule speaks once.

    A choice, a follow-up (`probe`) and the parts of a talk other than its topics get the rules that make sense there;
    a note to the interviewer ("Thank them") gets none.
    """
    read = text[:LONGEST_LINTED].translate(_STRAIGHT)
    found: list[LintFinding] = []
    asked, rules = _rules(language)
    if asked and not any(pattern.search(read) for pattern in asked):
        return found
    for compiled in rules:
        rule = compiled.rule
        if kind not in rule.kinds or phase not in rule.phases or (probe and not rule.probes):
            continue
        place = _place(compiled, read)
        if place is not None:
            found.append(LintFinding(rule.key, rule.sentence, place))
    return sorted(found, key=lambda finding: finding.place)


def lint_rules(language: str = "en") -> tuple[LintRule, ...]:
    """The rules of a language, in the order of the file; none where there are none. Raises BankError."""
    return tuple(compiled.rule for compiled in _rules(language).rules)


def _place(compiled: _Compiled, text: str) -> tuple[int, int] | None:
    """Where the first thing that the rule is against stands."""
    most = compiled.rule.most_words
    if most and len(_WORD.findall(text)) > most:
        return 0, len(text)
    spans = sorted(match.span() for pattern in compiled.patterns for match in pattern.finditer(text))
    if not spans or any(pattern.search(text) for pattern in compiled.unless):
        return None
    allowed = [match.span() for pattern in compiled.exceptions for match in pattern.finditer(text)]
    for start, end in spans:
        if not any(start < last and first < end for first, last in allowed):
            return start, end
    return None


def _rules(language: str) -> _Rules:
    code = _LANGUAGE.fullmatch(language)
    return _load(code[1].lower()) if code is not None else _NO_RULES


@lru_cache(maxsize=16)
def _load(language: str) -> _Rules:
    """The rules of a language, compiled once."""
    path = paths.banks_folder() / "lint" / f"{language}.toml"
    if not path.is_file():
        return _NO_RULES
    try:
        file = msgspec.convert(read_toml(path), _RuleFile)
        rules = tuple(
            _Compiled(
                rule,
                _patterns(rule.patterns, file.words),
                _patterns(rule.exceptions, file.words),
                _patterns(rule.unless, file.words),
            )
            for rule in file.rules
        )
        return _Rules(_patterns(file.asked, file.words), rules)
    except (msgspec.ValidationError, re.error) as error:
        sentence = _("The rules for questions are not written as they should be ({reason}).")
        raise BankError(path, sentence.format(reason=error)) from error


def _patterns(written: tuple[str, ...], words: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    def fill(place: re.Match[str]) -> str:
        return words.get(place[1], place[0])

    return tuple(re.compile(_PLACE_HOLDER.sub(fill, pattern), re.IGNORECASE) for pattern in written)
