"""How far customers stand apart, by what is known of them: enough to say whom to ask next and whom to build from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from persona_tui.domain.attributes import Attribute, Content, Kind, Known, Value
from persona_tui.insights.coverage import by_cell, current

Contents = Mapping[str, Mapping[str, Content]]
"""Attribute key → person id → what is known."""


def known_contents(attributes: Sequence[Attribute], values: Iterable[Value]) -> dict[str, dict[str, Content]]:
    """What is known of each attribute, by person."""
    found: dict[str, dict[str, Content]] = {attribute.key: {} for attribute in attributes}
    for (person, key), cell in by_cell(values).items():
        value = current(cell)
        if key in found and value is not None and value.known is Known.KNOWN:
            found[key][person] = value.content
    return found


class Distances:
    """Distances between people: the mean difference over what is known of both, 0 (alike) to 1; None without that."""

    def __init__(self, attributes: Sequence[Attribute], values: Iterable[Value]) -> None:
        self._contents = known_contents(attributes, values)
        self._attributes = [attribute for attribute in attributes if attribute.kind is not Kind.TEXT]
        self._ranges = {attribute.key: self._range(attribute.key) for attribute in self._attributes}

    def between(self, one: str, other: str) -> float | None:
        """How far two people (ids) stand apart."""
        apart: list[float] = []
        for attribute in self._attributes:
            known = self._contents[attribute.key]
            if one in known and other in known:
                apart.append(_difference(known[one], known[other], self._ranges[attribute.key]))
        return sum(apart) / len(apart) if apart else None

    def furthest_pair(self, people: Sequence[str]) -> tuple[str, str] | None:
        """The two that lie furthest apart, the first of equals; None where nothing is known of any two."""
        best: tuple[str, str] | None = None
        most = -1.0
        for one, other in combinations(people, 2):
            apart = self.between(one, other)
            if apart is not None and apart > most:
                best, most = (one, other), apart
        return best

    def furthest_from(self, group: Collection[str], candidates: Sequence[str]) -> str | None:
        """Which of the candidates lies furthest from the group, on average; None where nothing is known."""
        best: str | None = None
        most = -1.0
        for person in candidates:
            found = [apart for other in group if other != person and (apart := self.between(person, other)) is not None]
            if found and sum(found) / len(found) > most:
                best, most = person, sum(found) / len(found)
        return best

    def _range(self, key: str) -> float:
        numbers = [content for content in self._contents[key].values() if isinstance(content, int | float)]
        return max(numbers) - min(numbers) if numbers else 0.0


def _difference(one: Content, other: Content, span: float) -> float:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) / span if span else 0.0
    if isinstance(one, list) and isinstance(other, list):
        either = set(one) | set(other)
        return 1 - len(set(one) & set(other)) / len(either) if either else 0.0
    return 0.0 if one == other else 1.0
