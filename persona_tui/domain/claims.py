"""A claim and how well it stands: on nobody, on one voice, or on several, of how many that were asked.

The standing is derived from the evidence each time and never stored, so it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum

import msgspec

from persona_tui.domain.evidence import Evidence
from persona_tui.domain.records import FixedPart, Part, new_id


class Claim(Part, kw_only=True):
    """One sentence about a persona, with what speaks for it and against it. `theme` is the id of the theme that it was
    made of, "" for none.
    """

    id: str = msgspec.field(default_factory=new_id)
    text: str
    language: str = "en"
    evidence: list[Evidence] = msgspec.field(default_factory=list)
    against: list[Evidence] = msgspec.field(default_factory=list)
    theme: str = ""


class StandingKind(StrEnum):
    """How many voices a claim rests on."""

    ASSUMPTION = "assumption"
    ONE_VOICE = "one_voice"
    SEVERAL_VOICES = "several_voices"


class Standing(FixedPart, kw_only=True, frozen=True):
    """The counts beside a claim; every tuple holds ids of people.

    `voices` of the persona's people say so; `known` of them were asked or have a value (the denominator: it holds
    the voices and those against); `not_asked` are the rest of the persona's real people; `others` are voices from
    outside the persona, out of `others_known`; `against` are the persona's people whose words speak against it, and
    `others_against` those from outside; `lost` is how many pieces of evidence no longer count: words that are gone,
    or that no consent covers.
    """

    voices: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    others_known: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    others_against: tuple[str, ...] = ()
    lost: int = 0

    @property
    def kind(self) -> StandingKind:
        """Assumption, one voice or several voices."""
        if not self.voices:
            return StandingKind.ASSUMPTION
        return StandingKind.ONE_VOICE if len(self.voices) == 1 else StandingKind.SEVERAL_VOICES


def standing(
    claim: Claim,
    *,
    members: Collection[str],
    real: Collection[str],
    asked: Mapping[str, Collection[str]],
    counts: Callable[[Evidence], bool],
) -> Standing:
    """How well `claim` stands.

    `members` are the persona's people and `real` everybody who is not imagined; `asked` gives, for each question or
    attribute key that evidence is `about`, the people who were asked it or have a value; `counts` says of a piece
    of evidence whether it still holds (its words are there, and a consent covers them).
    """
    held = [item for item in claim.evidence if counts(item)]
    held_against = [item for item in claim.against if counts(item)]
    lost = len(claim.evidence) + len(claim.against) - len(held) - len(held_against)
    voices = {item.person for item in held} & set(real)
    against = {item.person for item in held_against} & set(real)
    known = set(voices) | against
    for about in {item.about for item in (*claim.evidence, *claim.against) if item.about}:
        known |= set(asked.get(about, ())) & set(real)
    inside = set(members) & set(real)
    outside = set(real) - inside
    return Standing(
        voices=tuple(sorted(voices & inside)),
        known=tuple(sorted(known & inside)),
        not_asked=tuple(sorted(inside - known)),
        others=tuple(sorted(voices & outside)),
        others_known=tuple(sorted(known & outside)),
        against=tuple(sorted(against & inside)),
        others_against=tuple(sorted(against & outside)),
        lost=lost,
    )
