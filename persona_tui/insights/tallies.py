"""What is known of several customers about one attribute, as counts: never percentages, for they are no sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from persona_tui.domain.attributes import Attribute, Content, Kind, Known, Value
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.i18n import _
from persona_tui.insights.contents import plain_number, show_content, value_words
from persona_tui.insights.coverage import by_cell, current

_NUMBERS = (Kind.NUMBER, Kind.YEAR, Kind.SCALE)
_SHOWN_TEXTS = 3


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of some people about `attribute`.

    `text` says it in words, `said` without how many it is known of, and `middle` the median of numbers that differ;
    `rows` are (what, ids of those it is true of); `known` and `unknown` are ids; `evidence` has one piece for each of
    `known`, in the same order.
    """

    attribute: Attribute
    text: str
    said: str
    middle: str
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: list[tuple[str, tuple[str, ...]]]
    evidence: list[Evidence]


class ProposedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that a spread suggests, what speaks for it, and what against."""

    text: str
    evidence: list[Evidence]
    against: list[Evidence]


def value_evidence(value: Value) -> Evidence:
    """The piece of evidence that points at a value as it stands."""
    return Evidence(
        person=value.person,
        kind=TargetKind.VALUE,
        target=value.id,
        about=value.attribute,
        exact=value_words(value),
    )


def spread(attribute: Attribute, people_ids: Sequence[str], values: Iterable[Value], currency: str = "") -> Spread:
    """What is known of those people about one attribute: of conflicting values, the one that counts."""
    cells = by_cell(value for value in values if value.attribute == attribute.key)
    found: dict[str, Value] = {}
    for person in dict.fromkeys(people_ids):
        value = current(cells.get((person, attribute.key), ()))
        if value is not None and value.known is Known.KNOWN and value.content is not None:
            found[person] = value
    everybody = list(dict.fromkeys(people_ids))
    contents = {person: value.content for person, value in found.items()}
    rows = _rows(attribute, contents, currency)
    said = _said(attribute, contents, rows, currency)
    return Spread(
        attribute=attribute,
        text=_text(said, len(contents), len(everybody)),
        said=said,
        middle=_middle(attribute, contents, currency),
        known=tuple(found),
        unknown=tuple(person for person in everybody if person not in found),
        rows=rows,
        evidence=[value_evidence(value) for value in found.values()],
    )


def proposed_claim(of: Spread) -> ProposedClaim:
    """The sentence that a spread suggests with those it is true of; those of whom something else is known are against.

    Numbers give their span and the one in the middle; choices the commonest answer, two of them where none has more
    than half.
    """
    if not of.known:
        return ProposedClaim(text="", evidence=[], against=[])
    if of.attribute.kind in _NUMBERS:
        shown = of.rows[0][0] if len(of.rows) == 1 else f"{_number_of(of.rows[0][0])}–{of.rows[-1][0]}"
        if of.middle:
            shown = _("{span}, median {median}").format(span=shown, median=of.middle)
        text = _("{label}: {shown}").format(label=of.attribute.label, shown=shown)
        return ProposedClaim(text=text, evidence=list(of.evidence), against=[])
    ranked = sorted(of.rows, key=lambda row: -len(row[1]))
    few = of.attribute.kind is Kind.TEXT
    if few:
        chosen = ranked[:_SHOWN_TEXTS]
    elif len(ranked[0][1]) * 2 > len(of.known):
        chosen = ranked[:1]
    else:
        chosen = ranked[:2]
    holders = {person for _label, people in chosen for person in people}
    shown = (", " if few else _(" or ")).join(label for label, _people in chosen)
    return ProposedClaim(
        text=_("{label}: {shown}").format(label=of.attribute.label, shown=shown),
        evidence=[item for item in of.evidence if item.person in holders],
        against=[item for item in of.evidence if item.person not in holders and not few],
    )


def _number_of(shown: str) -> str:
    return shown.split(" ")[0]


def _rows(attribute: Attribute, contents: dict[str, Content], currency: str) -> list[tuple[str, tuple[str, ...]]]:
    if attribute.kind in _NUMBERS:
        numbers = sorted({number for content in contents.values() if (number := _as_number(content)) is not None})
        return [
            (
                show_content(attribute, number, currency),
                tuple(person for person, content in contents.items() if _as_number(content) == number),
            )
            for number in numbers
        ]
    if attribute.options:
        named = {key for content in contents.values() for key in _keys(content)}
        keys = [option.key for option in attribute.options if option.key in named]
        keys += sorted(named - set(keys))
        return [
            (
                show_content(attribute, key, currency),
                tuple(person for person, content in contents.items() if key in _keys(content)),
            )
            for key in keys
        ]
    groups: dict[str, tuple[str, list[str]]] = {}
    for person, content in contents.items():
        shown = show_content(attribute, content, currency)
        groups.setdefault(" ".join(shown.split()).casefold(), (shown, []))[1].append(person)
    ranked = sorted(groups.values(), key=lambda group: -len(group[1]))
    return [(shown, tuple(people)) for shown, people in ranked]


def _said(
    attribute: Attribute, contents: dict[str, Content], rows: list[tuple[str, tuple[str, ...]]], currency: str
) -> str:
    if attribute.kind in _NUMBERS:
        numbers = [number for content in contents.values() if (number := _as_number(content)) is not None]
        return _span(attribute, numbers, currency)
    known = len(contents)
    return "; ".join(_("{what}: {n} of {m}").format(what=label, n=len(people), m=known) for label, people in rows)


def _text(said: str, known: int, everybody: int) -> str:
    if not known:
        return _("not known of any of {n}").format(n=everybody)
    if known == everybody:
        return said
    return _("{said} (known of {n} of {m})").format(said=said, n=known, m=everybody)


def _span(attribute: Attribute, numbers: list[float], currency: str) -> str:
    if not numbers:
        return ""
    low, high = min(numbers), max(numbers)
    if low == high:
        return show_content(attribute, low, currency)
    if attribute.kind is Kind.SCALE:
        span = _("{low}–{high} of {steps}").format(
            low=plain_number(low), high=plain_number(high), steps=attribute.steps
        )
        return _("{span}, median {median}").format(span=span, median=plain_number(median(numbers)))
    return _("{low}–{high}, median {median}").format(
        low=_number_of(show_content(attribute, low, currency)),
        high=show_content(attribute, high, currency),
        median=_middle_of(attribute, numbers, currency),
    )


def _middle_of(attribute: Attribute, numbers: list[float], currency: str) -> str:
    """The median in words; of an even number of years the one before the middle."""
    middle = median(numbers)
    if attribute.kind is Kind.SCALE:
        return plain_number(middle)
    if attribute.kind is Kind.YEAR:
        middle = float(int(middle))
    return _number_of(show_content(attribute, middle, currency))


def _middle(attribute: Attribute, contents: dict[str, Content], currency: str) -> str:
    if attribute.kind not in _NUMBERS:
        return ""
    numbers = [number for content in contents.values() if (number := _as_number(content)) is not None]
    return _middle_of(attribute, numbers, currency) if len(set(numbers)) > 1 else ""


def _as_number(content: Content) -> float | None:
    """The content as a number; what was once written as text is read as one where it is one."""
    if isinstance(content, int | float):
        return float(content)
    try:
        return float(content) if isinstance(content, str) else None
    except ValueError:
        return None


def _keys(content: Content) -> list[str]:
    if isinstance(content, list):
        return content
    return [content] if isinstance(content, str) else []
