"""What somebody who is to be forgotten could be known by, how it is found in a text, and how it is cut out of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

import msgspec

from persona_tui.domain.personas import CUT

RUN = 4
"""So many words in a row, which no one else's record holds, are somebody's own."""
LONG_ENOUGH = 5
"""Letters that a name needs to be looked for in what is no text, where chance makes short words."""

_TOKEN = re.compile(r"\[…\]|\w+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])[+(]{0,2}\d[\d\s()./-]{5,}\d(?!\w)")
_NUMERIC_DAY = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2\d{4}")
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"

Run = tuple[str, ...]


def normal(text: str) -> str:
    """The text with its accents composed: the same word is the same, however it was typed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without capitals; a cut stands for itself."""
    return list(map(str.casefold, _TOKEN.findall(normal(text))))


def runs_of(text: str, length: int = RUN) -> set[Run]:
    """Every run of so many words in a text; none goes across a cut."""
    words = words_of(text)
    found = zip(*(words[start:] for start in range(length)), strict=False)
    return {run for run in found if CUT not in run}


def contacts_in(text: str) -> set[str]:
    """The e-mail addresses and telephone numbers in a text. Days are no numbers to call."""
    found = {address.casefold() for address in _EMAIL.findall(text)}
    for candidate in _PHONE.findall(text):
        digits = re.sub(r"\D", "", candidate)
        if 7 <= len(digits) <= 15 and not _NUMERIC_DAY.search(candidate) and not _is_day(digits):
            found.add(("+" if candidate.lstrip("(").startswith("+") else "") + digits)
    return found


def _is_day(digits: str) -> bool:
    try:
        return len(digits) == 8 and 1900 <= date.fromisoformat(digits).year <= 2100
    except ValueError:
        return False


class Traces(msgspec.Struct, kw_only=True, dict=True):
    """`ids` are people's; `names` are looked for whatever their capitals, `words` (parts of names, and names of one
    word) as they are written; `contacts` are e-mail addresses and telephone numbers; `keys` are customer numbers;
    `runs` are words in a row that only they have said.
    """

    ids: list[str] = msgspec.field(default_factory=list)
    names: list[str] = msgspec.field(default_factory=list)
    words: list[str] = msgspec.field(default_factory=list)
    contacts: list[str] = msgspec.field(default_factory=list)
    keys: list[str] = msgspec.field(default_factory=list)
    runs: list[Run] = msgspec.field(default_factory=list)

    def __or__(self, other: Traces) -> Traces:
        """What either holds."""
        both = {
            name: list(dict.fromkeys([*getattr(self, name), *getattr(other, name)])) for name in self.__struct_fields__
        }
        return Traces(**both)

    def found_in(self, text: str, *, is_text: bool = True) -> set[str]:
        """What of it a text holds: "id", "name", "contact", "words". Of bytes that are no text, short names pass."""
        plain = normal(text)
        found: set[str] = set()
        if any(known in plain for known in self.ids):
            found.add("id")
        names = self._name_pattern if is_text else self._long_name_pattern
        if names is not None and self._may_hold_a_name(plain) and names.search(plain):
            found.add("name")
        if self._contact_pattern is not None and self._contact_pattern.search(plain):
            found.add("contact")
        if self._holds_a_run(plain):
            found.add("words")
        return found

    def _may_hold_a_name(self, plain: str) -> bool:
        """Whether the beginning of any name is there at all: a quick look before the thorough one."""
        folded = plain.casefold()
        return any(start in folded for start in self._name_starts)

    def _holds_a_run(self, plain: str) -> bool:
        """Whether any run of theirs stands in a text."""
        if not self.runs:
            return False
        words = words_of(plain)
        return any(
            not runs.isdisjoint(zip(*(words[start:] for start in range(length)), strict=False))
            for length, runs in self._runs_by_length.items()
        )

    def cut(self, text: str) -> str:
        """The text with everything of theirs cut out of it ("[…]"); as it is where nothing is."""
        plain = normal(text)
        spans = [match.span() for pattern in self._patterns for match in pattern.finditer(plain)]
        spans += self._runs_in(plain)
        if not spans:
            return text
        pieces: list[str] = []
        end = 0
        for start, stop in _merged(spans, plain):
            pieces += [plain[end:start], CUT]
            end = stop
        return "".join([*pieces, plain[end:]])

    def _runs_in(self, plain: str) -> list[tuple[int, int]]:
        """Where runs of theirs stand in a text, as (start, end)."""
        if not self._runs:
            return []
        tokens = list(_TOKEN.finditer(plain))
        words = [token[0].casefold() for token in tokens]
        found: list[tuple[int, int]] = []
        for at, word in enumerate(words):
            for length, runs in self._runs.get(word, {}).items():
                if tuple(words[at : at + length]) in runs:
                    found.append((tokens[at].start(), tokens[at + length - 1].end()))
        return found

    @cached_property
    def _name_starts(self) -> set[str]:
        return {normal(name).split()[0].casefold() for name in (*self.names, *self.words) if name.split()}

    @cached_property
    def _runs_by_length(self) -> dict[int, set[Run]]:
        found: dict[int, set[Run]] = {}
        for run in self.runs:
            found.setdefault(len(run), set()).add(tuple(run))
        return found

    @cached_property
    def _runs(self) -> dict[str, dict[int, set[Run]]]:
        """The runs by their first word and their length."""
        found: dict[str, dict[int, set[Run]]] = {}
        for run in self.runs:
            found.setdefault(run[0], {}).setdefault(len(run), set()).add(tuple(run))
        return found

    @property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [pattern for pattern in (self._name_pattern, self._contact_pattern) if pattern is not None]

    @cached_property
    def _name_pattern(self) -> re.Pattern[str] | None:
        return self._names(lambda name: True)

    @cached_property
    def _long_name_pattern(self) -> re.Pattern[str] | None:
        return self._names(lambda name: len(name) >= LONG_ENOUGH)

    def _names(self, wanted: Callable[[str], bool]) -> re.Pattern[str] | None:
        whole = [_spaced(name) for name in self.names if wanted(name)]
        single = {form for word in self.words if wanted(word) for form in (word, word.upper())}
        parts = [f"(?i:{_bounded(pattern)})" for pattern in sorted(whole, key=len, reverse=True)]
        parts += [f"{_BEFORE}{re.escape(word)}s?{_BEHIND}" for word in sorted(single, key=lambda w: (-len(w), w))]
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def _contact_pattern(self) -> re.Pattern[str] | None:
        parts: list[str] = []
        for contact in self.contacts:
            if "@" in contact:
                parts.append(rf"(?i:(?<![\w.+-]){re.escape(contact)}(?![\w-]))")
            else:
                digits = r"[\s()./-]*".join(contact.lstrip("+"))
                parts.append(rf"(?<![\d.])\+?\(?{digits}(?!\d)")
        parts += [f"{_BEFORE}{re.escape(key)}{_BEHIND}" for key in self.keys]
        return re.compile("|".join(parts)) if parts else None


def name_traces(
    names: Iterable[str], *, other_names: Iterable[str], persona_names: Iterable[str], other_words: set[str]
) -> tuple[list[str], list[str], list[str]]:
    """What to look for of some names: (whole names, single words, what can't be told from others' words).

    A word that is also in somebody else's name, or that others use as a common word (`other_words` has the words that
    they wrote, with their capitals), can't be told from theirs. A persona's name may be a part of a name by chance.
    """
    others = {" ".join(words_of(name)) for name in other_names}
    theirs = {word for name in others for word in name.split()}
    by_chance = {word for name in persona_names for word in words_of(name)}
    whole: list[str] = []
    single: list[str] = []
    unsure: list[str] = []
    for name in dict.fromkeys(normal(" ".join(name.split())) for name in names):
        parts = re.findall(r"\w+", name)
        folded = " ".join(words_of(name))
        if not any(character.isalpha() for character in name):
            unsure += [name] if name else []
        elif len(parts) > 1:
            is_anothers = any(f" {folded} " in f" {other} " for other in others)
            (unsure if is_anothers else whole).append(name)
            single += [
                part
                for part in parts
                if len(part) > 2
                and not part.islower()
                and not part.isdecimal()
                and part.casefold() not in theirs | by_chance
                and not _is_common(part, other_words)
            ]
        elif folded in theirs or len(name) < 2 or _is_common(name, other_words):
            unsure.append(name)
        else:
            single.append(name)
    return whole, list(dict.fromkeys(single)), unsure


def _is_common(word: str, other_words: set[str]) -> bool:
    """Whether others use it without a capital, where it has one."""
    return word.lower() != word and word.lower() in other_words


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(part) for part in name.split())


def _bounded(pattern: str) -> str:
    return f"{_BEFORE}(?:{pattern})s?{_BEHIND}"


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The spans in order, those that overlap or have no word between them as one."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and (start <= merged[-1][1] or not re.search(r"\w", text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
