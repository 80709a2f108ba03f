"""Taking the names of people, companies and places out of what a document says.

Only what is written down in the study is recognised: names and values on record, and the study's own list of words;
and e-mail addresses, by their shape.
Upper and lower case, accents, spaces and punctuation make no difference; whole words do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from persona_tui.domain.attributes import Attribute, Content, Group, Kind
from persona_tui.domain.consent import Scope, covers, latest_consent
from persona_tui.domain.texts import clean_line
from persona_tui.exports.wording import pseudonyms
from persona_tui.i18n import N_, _
from persona_tui.insights.view import StudyView

T = TypeVar("T")

NAME = N_("[name]")
COMPANY = N_("[company]")
PLACE = N_("[place]")
OTHER = N_("[withheld]")
ADDRESS = N_("[e-mail]")

_PLACES = {"region", "country", "town", "city", "neighbourhood", "company_location"}
_COMPANIES = {"company", "employer", "company_name"}
_PLACE_WORDS = {"city", "town", "place", "region", "village", "province", "country", "address", "street", "location"}
_COMPANY_WORDS = {"company", "employer", "firm", "organisation", "organization", "client", "clients", "business"}
_KEPT_FIELDS = {"key", "language", "kind", "id", "bookmark", "number", "attribute", "field", "sells_to"}
_KEPT_FIELDS |= {"when", "at", "how_long", "talked", "asked", "review", "rests_on", "standing", "stands"}
_KEPT_FIELDS |= {"who", "speaker", "why"}
"""Fields of contents that hold no words of people: keys, pseudonyms, dates and counts as the program says them ("2 Jan
2026" is no customer who is called Jan, and a "best customer" none who is called Best).
"""
_PARTS = re.compile(r"[,;/()\n]")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FEWEST_LETTERS = 2
_WIDEST_GAP = 6
_MANY_TERMS = 400
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"
_FIRST_WITHOUT_SPACES = 0xE00
_SCRIPTS_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO ", "KHMER", "MYANMAR", "HANGUL")


class _Word(NamedTuple):
    """A word of a text as it is compared, and where it stands in the text."""

    folded: str
    start: int
    end: int


class Redactor:
    """Takes known terms out of texts. `terms` are (term, what stands in its place); `as_typed` takes those of a single
    word for one only where they are written with a capital, as names are ("Will", but not "will"). `addresses` is what
    stands in the place of e-mail addresses; "" leaves them.
    """

    def __init__(self, terms: Iterable[tuple[str, str]], *, as_typed: bool = False, addresses: str = "") -> None:
        self._as_typed = as_typed
        self._addresses = addresses
        self._terms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term, token in terms:
            words = tuple(word.folded for word in _words(term))
            if words and sum(len(word) for word in words) >= _FEWEST_LETTERS:
                same = self._terms.setdefault(words[0], [])
                if all(words != known for known, _token in same):
                    same.append((words, token))
        for same in self._terms.values():
            same.sort(key=lambda term: -len(term[0]))
        self.count = 0

    def text(self, text: str) -> str:
        """The text with a token in the place of each known term."""
        if self._addresses and "@" in text:
            text, n = _ADDRESS.subn(self._addresses, text)
            self.count += n
        if not text or not self._terms or (text.isascii() and not self._may_hold_terms(text.casefold())):
            return text
        words = list(_words(text))
        pieces: list[str] = []
        at = place = 0
        while place < len(words):
            found = self._at(words, place, text)
            if found is None:
                place += 1
                continue
            length, token = found
            pieces += [text[at : words[place].start], token]
            at = words[place + length - 1].end
            place += length
            self.count += 1
        return "".join([*pieces, text[at:]]) if pieces else text

    def _may_hold_terms(self, folded: str) -> bool:
        """A quick look, which rules most texts out; not worth it where very many terms are known."""
        return len(self._terms) > _MANY_TERMS or any(first in folded for first in self._terms)

    def _at(self, words: list[_Word], place: int, text: str) -> tuple[int, str] | None:
        for wanted, token in self._terms.get(words[place].folded, ()):
            length = len(wanted)
            here = words[place : place + length]
            if len(here) < length or any(word.folded != each for word, each in zip(here, wanted, strict=True)):
                continue
            if self._as_typed and length == 1 and text[here[0].start].islower():
                continue
            gaps = pairwise(here)
            if all(after.start - before.end <= _WIDEST_GAP for before, after in gaps):
                return length, token
        return None


def redactor_of(view: StudyView, attributes: Iterable[Attribute], staff: Iterable[str] = ()) -> Redactor:
    """What takes out everything that the study knows to be the name of a person, a company or a place; `staff` are
    the names of those who led the talks.
    """
    by_key = {attribute.key: attribute for attribute in attributes}
    terms = [(word, _(OTHER)) for word in view.study.redact_words]
    for person in view.people:
        terms += _names(person.name)
    for name in (*(consent.recorded_by for consent in view.consents), *staff):
        terms += _names(name)
    for value in view.values:
        token = _token_of(by_key.get(value.attribute), value.attribute)
        if token:
            attribute = by_key.get(value.attribute)
            options = {option.key for option in attribute.options} if attribute is not None else set()
            terms += [(text, token) for text in _texts(value.content) if text not in options]
    return Redactor(terms, addresses=_(ADDRESS))


def pseudonymiser_of(view: StudyView, *, naming: bool) -> Redactor:
    """What puts pseudonyms in the place of customers' names, as the study has them, in what people wrote; of those who
    agreed to be named it does not where `naming` is wanted. Parts of names, and names of personas, stay.
    """
    shown = pseudonyms(view.people)
    kept = {name.casefold() for each in view.personas for name in (clean_line(each.name), clean_line(each.archetype))}
    kept |= {word.casefold() for called in shown.values() for word in (called, *called.split())}
    names = Counter(clean_line(person.name).casefold() for person in view.people)
    terms: list[tuple[str, str]] = []
    for person in view.people:
        name = clean_line(person.name)
        if name.casefold() in kept or (naming and covers(latest_consent(person.id, view.consents), Scope.NAME)):
            continue
        terms.append((name, shown[person.id] if names[name.casefold()] == 1 else _(NAME)))
    return Redactor(terms, as_typed=True)


def redacted(content: T, redactor: Redactor | None) -> T:
    """The content with known terms taken out of every text in it; as it is without a redactor."""
    return content if redactor is None else cast(T, _redacted(content, redactor))


def _redacted(value: Any, redactor: Redactor) -> Any:
    if isinstance(value, str):
        return redactor.text(value) if type(value) is str else value
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_redacted(each, redactor) for each in value)
    if isinstance(value, dict):
        return {key: _redacted(each, redactor) for key, each in value.items()}
    if isinstance(value, msgspec.Struct):
        names = [name for name in value.__struct_fields__ if name not in _KEPT_FIELDS]
        changes = {name: _redacted(getattr(value, name), redactor) for name in names}
        return msgspec.structs.replace(value, **changes)
    return value


def _names(name: str) -> list[tuple[str, str]]:
    """A name whole, and its parts without "de" and "van": "Anna de Wit", "Anna", "Wit"."""
    parts = [part for part in name.split() if sum(c.isalpha() for c in part) > 1]
    if any(part[:1].isupper() for part in parts):
        parts = [part for part in parts if not part[:1].islower()]
    return [(each, _(NAME)) for each in (name, *parts) if each.strip()]


def _token_of(attribute: Attribute | None, key: str) -> str:
    """What stands in the place of an attribute's values; "" where they name no place and no company."""
    words = set(key.casefold().replace("-", "_").split("_"))
    if attribute is not None:
        if attribute.options or attribute.kind is not Kind.TEXT:
            return ""
        if attribute.group is Group.OWN:
            words |= {word.folded for word in _words(attribute.label)}
        elif attribute.key not in _PLACES | _COMPANIES:
            return ""
    if key in _PLACES:
        return _(PLACE)
    if key in _COMPANIES or words & _COMPANY_WORDS:
        return _(COMPANY)
    return _(PLACE) if words & _PLACE_WORDS else ""


def _texts(content: Content) -> list[str]:
    """What was recorded, whole and in its parts: "Utrecht, the Netherlands", "Utrecht", "the Netherlands"."""
    texts = content if isinstance(content, list) else [content] if isinstance(content, str) else []
    return [part for text in texts for part in (text, *_PARTS.split(text))]


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, folded; of scripts that put no spaces between words, each letter is one."""
    letters: list[str] = []
    start = end = 0
    was_alone = False
    for place, letter in enumerate(text):
        kind = unicodedata.category(letter)
        if kind == "Cf":
            continue
        belongs = kind[0] in "LN" or (kind[0] == "M" and bool(letters))
        alone = kind[0] == "L" and _is_alone(letter)
        if letters and (not belongs or alone or (was_alone and kind[0] != "M")):
            yield _Word(_fold(letters), start, end)
            letters = []
        if belongs:
            start = place if not letters else start
            was_alone = alone or (was_alone and bool(letters))
            letters.append(letter)
            end = place + 1
    if letters:
        yield _Word(_fold(letters), start, end)


def _is_alone(letter: str) -> bool:
    return ord(letter) >= _FIRST_WITHOUT_SPACES and unicodedata.name(letter, "").startswith(_SCRIPTS_WITHOUT_SPACES)


def _fold(letters: list[str]) -> str:
    text = "".join(letters)
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not _FIRST_ACCENT <= c <= _LAST_ACCENT)
    return unicodedata.normalize("NFC", bare)
