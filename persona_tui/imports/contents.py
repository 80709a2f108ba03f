"""What a cell means for an attribute: a number, one of its choices, a step of its scale, or the text as typed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from persona_tui.domain.attributes import Attribute, Content, Kind, Known, Option
from persona_tui.domain.texts import clean_text
from persona_tui.imports.cells import parse_date, parse_number


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words("yes y true 1 ja j kyllä kylla k oui si sí sim x on")
_NO = _words("no n false 0 nee nei nein ei e non não nao off")
_NOT_KNOWN = frozenset(
    ["unknown", "not known", "don't know", "dont know", "onbekend", "weet ik niet", "ei tiedossa", "en tiedä",
     "ukjent", "vet ikke", "unbekannt", "weiß nicht", "?"]
)  # fmt: skip
_NOT_SAID = frozenset(
    ["rather not say", "prefer not to say", "prefer not to answer", "decline to answer", "zeg ik liever niet",
     "en halua sanoa", "en halua vastata", "vil ikke svare", "ønsker ikke å svare", "keine angabe"]
)  # fmt: skip
_UP_TO = _words("upto under below less fewer max maximum tot onder bis unter alle enintään opptil til jusqu")
_OPEN_BELOW = _words("under below less fewer onder unter alle")
_FROM = _words("over above from min minimum vanaf boven meer ab über mehr yli vähintään enemmän fra eller")
_GENDERS = {
    "male": _words("m man men mann mies herr"),
    "female": _words("f v w k woman women vrouw kvinne nainen frau"),
}
_BELOW_SIGNS, _ABOVE_SIGNS = "<≤", ">≥+"
_FIGURES = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)|\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_FOUR_DIGITS = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")


class ConversionProblem(ValueError):  # noqa: N818 - the cell is at fault, not the program
    """A cell that does not fit its attribute; `text` is the part that does not."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Converted:
    """What a cell became, and the parts of it that fit nothing (of a cell with several choices)."""

    content: Content
    lost: tuple[str, ...] = ()


def squash(text: str) -> str:
    """Letters and digits alone, in lower case and without accents: "First_Name" and "first name" are the same."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def not_an_answer(text: str) -> Known | None:
    """Whether a cell says that nobody knows, or that the person would rather not say."""
    plain = " ".join(text.casefold().replace("’", "'").split()).rstrip(".")
    if plain in _NOT_SAID:
        return Known.NOT_SAID
    return Known.UNKNOWN if plain in _NOT_KNOWN else None


def convert(text: str, attribute: Attribute, *, decimal: str = ".") -> Content:
    """What a cell that is not blank says about the attribute, in the shape of its kind. `decimal` is the column's mark.

    Numbers, years and steps are floats. Parts of a cell with several choices that fit none are dropped; see
    `convert_fully`. Raises ConversionProblem when nothing fits.
    """
    return convert_fully(text, attribute, decimal=decimal).content


def convert_fully(text: str, attribute: Attribute, *, decimal: str = ".") -> Converted:
    """As `convert`, with the parts that were dropped."""
    typed = clean_text(text).strip()
    kind = attribute.kind
    if kind is Kind.NUMBER:
        return Converted(_number(typed, decimal))
    if kind is Kind.YEAR:
        return Converted(_year(typed))
    if kind is Kind.SCALE:
        return Converted(_step(typed, attribute, decimal))
    if kind is Kind.ONE_OF and attribute.options:
        return Converted(_choice(typed, attribute.options, decimal))
    if kind is Kind.SEVERAL_OF:
        return _choices(typed, attribute.options, decimal)
    return Converted(typed)


def _number(text: str, decimal: str) -> float:
    number = parse_number(text, decimal)
    if number is None:
        raise ConversionProblem(text)
    return number


def _year(text: str) -> float:
    years = _FOUR_DIGITS.findall(text)
    moment = parse_date(text)
    if moment is not None:
        return float(moment.year)
    if len(years) != 1:
        raise ConversionProblem(text)
    return float(years[0])


def _step(text: str, attribute: Attribute, decimal: str) -> float:
    for end, step in ((attribute.low, 1), (attribute.high, attribute.steps)):
        if end and squash(end) == squash(text):
            return float(step)
    number = parse_number(text, decimal)
    if number is None or number != math.floor(number) or not 1 <= number <= attribute.steps:
        raise ConversionProblem(text)
    return number


def _choice(text: str, options: Sequence[Option], decimal: str) -> str:
    key = _matching(text, tuple(options), decimal)
    if key is None:
        raise ConversionProblem(text)
    return key


def _choices(text: str, options: Sequence[Option], decimal: str) -> Converted:
    whole = _matching(text, tuple(options), decimal) if options else None
    if whole is not None:
        return Converted([whole])
    mark = next((mark for mark in (";", "|", "\n") if mark in text), ",")
    parts = [part.strip() for part in text.split(mark) if part.strip()]
    if not options:
        return Converted(list(dict.fromkeys(parts)))
    found, lost = [], []
    for part in parts:
        key = _matching(part, tuple(options), decimal)
        if key is None:
            lost.append(part)
        else:
            found.append(key)
    if not found:
        raise ConversionProblem(text)
    return Converted(list(dict.fromkeys(found)), tuple(lost))


@lru_cache(maxsize=4_096)
def _matching(text: str, options: tuple[Option, ...], decimal: str) -> str | None:
    """The key of the option that a text names: by its words, as yes or no, or as a number in its band."""
    plain = squash(text)
    for option in options:
        if plain and plain in (squash(option.label), squash(option.key)):
            return option.key
    for answers, word in ((_YES, "yes"), (_NO, "no")):
        if text.casefold() in answers:
            for option in options:
                if option.key.casefold() == word or option.label.casefold() in answers - {"1", "0"}:
                    return option.key
    for option in options:
        if text.casefold() in _GENDERS.get(option.key, ()):
            return option.key
    moment = parse_date(text)
    number = parse_number(text, decimal) if moment is None else moment.year
    if number is None:
        return None
    for option in options:
        band = band_of(option)
        if band is not None and band[0] <= math.floor(number) <= band[1]:
            return option.key
    return None


@lru_cache(maxsize=1_024)
def band_of(option: Option) -> tuple[float, float] | None:
    """The whole numbers that an option such as "1965–1979", "up to 14,999" or "100,000 or more" stands for."""
    return _band(option.label) or _band(option.key.replace("_", " "))


def _band(text: str) -> tuple[float, float] | None:
    figures = [float(re.sub(r"\D", "", figure)) for figure in _FIGURES.findall(text)]
    if len(figures) == 2:
        return (min(figures), max(figures))
    if len(figures) != 1:
        return None
    figure = figures[0]
    words = set(_WORDS.findall(text.casefold()))
    if words & {"more", "later", "older", "plus"} or any(sign in text for sign in _ABOVE_SIGNS):
        return (figure + (">" in text), math.inf)
    if words & _UP_TO or "up" in words or any(sign in text for sign in _BELOW_SIGNS):
        return (-math.inf, figure - (1 if words & _OPEN_BELOW or "<" in text else 0))
    if words & _FROM:
        return (figure + (1 if words & {"over", "above", "yli", "über", "boven"} else 0), math.inf)
    return (figure, figure) if not words else None
