"""The two groups that lie furthest apart: what two personas are built from first (METHOD B).

Only customers who were really asked make them up: talked to with a consent that stands, or respondents of a survey; not
imagined, and not those who do not fit. Distances are Gower's (1971), averaged over the pairs of members. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

import msgspec

from persona_tui.domain.people import Fit, Relation, in_order
from persona_tui.insights.gower import Axis, axes, gower
from persona_tui.insights.guide import talked_to
from persona_tui.insights.mapping import Mapped
from persona_tui.insights.patterns import Candidate, Patterns, Telling
from persona_tui.insights.view import StudyView

FEWEST_ASKED = 4
"""Two groups that share no member need two people each."""
FEWEST_VARIABLES = 3
_LOOKED_AT = 40
_ASK_OF = 3


class Rest(StrEnum):
    """What the two groups rest on, the best first."""

    KEPT = "kept"
    BEYOND_LUCK = "beyond_luck"
    ONE_BEYOND_LUCK = "one_beyond_luck"
    MAYBE_LUCK = "maybe_luck"


class AskOf(msgspec.Struct, frozen=True, kw_only=True):
    """Whom (an id) to ask about which variables (ids); `talk` where nobody has talked to them with a consent yet."""

    person: str
    variables: tuple[str, ...]
    talk: bool


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A variable (id) on which the two groups stand apart, by how much (0 to 1), and in which band most of each is."""

    variable: str
    apart: float
    one: int
    other: int


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """The two groups (`one` and `other`) with their mean Gower distance (0 to 1) and what they differ on, the most
    first; None where too little is known. `missing` says whom to ask what, the first first; `asked` are the ids of
    those who could be among them.
    """

    one: Candidate | None = None
    other: Candidate | None = None
    distance: float | None = None
    rest: Rest | None = None
    differences: tuple[Difference, ...] = ()
    missing: tuple[AskOf, ...] = ()
    asked: tuple[str, ...] = ()


def really_asked(view: StudyView, variables: Sequence[Mapped]) -> list[str]:
    """The people (ids) who are real, may fit, and of whom something is known from themselves, in their order."""
    talked = talked_to(view)
    placed = {person for each in variables for person in each.bands}
    return [
        person.id
        for person in in_order(view.people)
        if not person.imagined
        and person.fit is not Fit.NO_FIT
        and person.id in placed
        and (person.id in talked or person.relation is Relation.RESPONDENT)
    ]


def furthest_apart(view: StudyView, variables: Sequence[Mapped], found: Patterns) -> Apart:
    """Of the candidates that share no member, of customers who were really asked, the two that lie furthest apart.

    Patterns that a person kept come first, then groups beyond luck; where there are no two of these, one; where luck
    could have made all of them, the ones it makes least often.
    """
    asked = really_asked(view, variables)
    standing_out = {person for each in found.beyond_luck for person in each.people}
    missing = whom_to_ask(view, variables, standing_out)
    along = axes(variables, found.counted)
    if len(asked) < FEWEST_ASKED or len(along) < FEWEST_VARIABLES:
        return Apart(missing=missing, asked=tuple(asked))
    among = set(asked)
    ours = [each for each in found.candidates if among.issuperset(each.people)]
    beyond = [each for each in ours if each.beyond_luck][:_LOOKED_AT]
    leading = [each for each in beyond if each.varies is None]
    some = [each for each in ours if len(each.shared) >= 2][:_LOOKED_AT]
    known = _Known(along)
    for rest, ones, others in (
        (Rest.KEPT, kept := _kept(view, variables, found, among), kept),
        (Rest.BEYOND_LUCK, leading, leading),
        (Rest.BEYOND_LUCK, beyond, beyond),
        (Rest.ONE_BEYOND_LUCK, leading or beyond, some),
        (Rest.MAYBE_LUCK, some, some),
    ):
        pair = known.furthest(ones, others)
        if pair is not None:
            one, other, distance = pair
            return Apart(
                one=one,
                other=other,
                distance=distance,
                rest=rest,
                differences=differences(along, found, one.people, other.people),
                missing=missing,
                asked=tuple(asked),
            )
    return Apart(missing=missing, asked=tuple(asked))


def whom_to_ask(view: StudyView, variables: Sequence[Mapped], standing_out: Collection[str] = ()) -> tuple[AskOf, ...]:
    """The customers of whom most is not known, with what to ask them: those nobody has talked to yet first, of them
    those who are `standing_out` in a group already.
    """
    talked = talked_to(view)
    wanted = []
    for person in in_order(view.people):
        if person.imagined or person.fit is Fit.NO_FIT or person.relation is Relation.RESPONDENT:
            continue
        unknown = tuple(each.id for each in variables if person.id not in each.bands)
        if unknown or person.id not in talked:
            wanted.append(AskOf(person=person.id, variables=unknown, talk=person.id not in talked))
    return tuple(
        sorted(
            wanted,
            key=lambda each: (not each.talk, each.talk and each.person not in standing_out, -len(each.variables)),
        )
    )[:_ASK_OF]


def differences(
    along: Sequence[Axis], found: Patterns, ones: Sequence[str], others: Sequence[str]
) -> tuple[Difference, ...]:
    """On what two groups stand apart, the most first: the mean distance between their members, variable by variable."""
    told = []
    for axis in along:
        apart = [each for one in ones for other in others if (each := axis.between(one, other)) is not None]
        if not apart or not sum(apart):
            continue
        bands = found.counted.bands[axis.variable]
        one, other = (
            _where_most_stand(bands[person] for person in group if person in bands) for group in (ones, others)
        )
        if one != other:
            told.append(Difference(variable=axis.variable, apart=sum(apart) / len(apart), one=one, other=other))
    return tuple(sorted(told, key=lambda each: -each.apart))


def _where_most_stand(bands: Iterable[int]) -> int:
    counts = Counter(bands)
    return min(counts, key=lambda band: (-counts[band], band))


def _kept(view: StudyView, variables: Sequence[Mapped], found: Patterns, among: Collection[str]) -> list[Candidate]:
    """The patterns that a person kept, as candidates; those already ranked as they were weighed."""
    ranked = {frozenset(each.people): each for each in found.candidates}
    told = Telling(variables, found.counted)
    return [
        ranked.get(frozenset(pattern.people))
        or told.candidate(tuple(pattern.people), excess=0.0, chance=1.0, chance_of_size=1.0)
        for pattern in view.patterns
        if len(pattern.people) >= 2 and set(pattern.people).issubset(among)
    ]


class _Known:
    """Distances between people, each worked out once."""

    def __init__(self, along: Sequence[Axis]) -> None:
        self._along = along
        self._between: dict[tuple[str, str], float | None] = {}

    def furthest(
        self, ones: Sequence[Candidate], others: Sequence[Candidate]
    ) -> tuple[Candidate, Candidate, float] | None:
        """The two that share no member and lie furthest apart, the better ranked of equals; None for none."""
        best: tuple[Candidate, Candidate, float] | None = None
        for one in ones:
            for other in others:
                if one is other or set(one.people) & set(other.people):
                    continue
                apart = self._mean(one.people, other.people)
                if apart is not None and (best is None or apart > best[2] + 1e-9):
                    best = one, other, apart
        return best

    def _mean(self, ones: Sequence[str], others: Sequence[str]) -> float | None:
        found = [apart for one in ones for other in others if (apart := self._apart(one, other)) is not None]
        return sum(found) / len(found) if found else None

    def _apart(self, one: str, other: str) -> float | None:
        key = (one, other) if one < other else (other, one)
        if key not in self._between:
            self._between[key] = gower(self._along, one, other)
        return self._between[key]
