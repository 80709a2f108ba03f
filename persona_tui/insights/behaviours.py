"""Whether two personas do, value or want anything else: who they are is not enough to keep them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from persona_tui.domain.attributes import Group
from persona_tui.domain.claims import Claim
from persona_tui.domain.evidence import TargetKind
from persona_tui.domain.personas import FieldKey, Persona
from persona_tui.insights.grounds import Context
from persona_tui.insights.mapping import mapped

NO_BEHAVIOUR = {FieldKey.DEMOGRAPHICS.value, FieldKey.SOCIOECONOMICS.value, FieldKey.FIRMOGRAPHICS.value}
"""The parts of the template that say who somebody is, and not what they do."""
_NO_BEHAVIOUR_GROUPS = (Group.DEMOGRAPHIC, Group.SOCIOECONOMIC, Group.GEOGRAPHIC, Group.FIRMOGRAPHIC)
_WORDS = re.compile(r"[\w’'-]+")


def differ_in_behaviour(ground: Context, one: Persona, other: Persona) -> bool:
    """Whether two personas stand apart on a line or a choice of behaviour, or either does, values or wants something
    that somebody said and that the other does not.
    """
    return _stand_apart(ground, one, other) or _has_more(ground, one, other) or _has_more(ground, other, one)


def _stand_apart(ground: Context, one: Persona, other: Persona) -> bool:
    if not ground.view.variables:
        return False
    groups = {f"attribute:{each.key}": each.group for each in ground.view.attributes}
    for each in mapped(ground.view, ground):
        if groups.get(each.variable.source) in _NO_BEHAVIOUR_GROUPS:
            continue
        bands = [_usual_band(persona.people, each.bands) for persona in (one, other)]
        if None not in bands and bands[0] != bands[1]:
            return True
    return False


def _usual_band(people: Iterable[str], bands: Mapping[str, int]) -> int | None:
    """The band in which more than half of those people stand of whom it is known."""
    found = Counter(bands[person] for person in people if person in bands)
    band, n = found.most_common(1)[0] if found else (None, 0)
    return band if n * 2 > found.total() else None


def _has_more(ground: Context, one: Persona, other: Persona) -> bool:
    theirs = list(_behaviours(other))
    return any(
        ground.claim_standing(claim, one.people).voices and not any(_says_the_same(claim, each) for each in theirs)
        for claim in _behaviours(one)
    )


def _behaviours(persona: Persona) -> Iterator[Claim]:
    for field in persona.shown_fields:
        if field.key not in NO_BEHAVIOUR:
            yield from field.claims


def _says_the_same(one: Claim, other: Claim) -> bool:
    if " ".join(_WORDS.findall(one.text.casefold())) == " ".join(_WORDS.findall(other.text.casefold())):
        return True
    return bool(_places(one) & _places(other)) or bool(_values(one) & _values(other))


def _places(claim: Claim) -> set[tuple[str, str]]:
    return {(item.container, item.target) for item in claim.evidence if item.container}


def _values(claim: Claim) -> set[tuple[str, str]]:
    """What it rests on that is recorded, or chosen: the same of both is no difference."""
    kinds = (TargetKind.VALUE, TargetKind.CHANNEL)
    return {(item.about, item.exact.casefold()) for item in claim.evidence if item.kind in kinds}
