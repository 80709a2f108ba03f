"""Whether one customer speaks louder in a persona than all the others together (METHOD B: the loudest customers
crowd out the rest).
"""

from __future__ import annotations

from collections import Counter

from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import FixedPart
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.grounds import Context

FEWEST_PIECES = 4
"""Below this much evidence "more than half" is a line or two, and says nothing of anybody."""


class Loudness(FixedPart, kw_only=True, frozen=True):
    """Who (`person`, an id) gave `pieces` of the `of` pieces of evidence that a persona rests on: more than half.

    `others` are how many other people gave the rest; `silent` are those of the persona's real people (ids) who gave
    nothing at all.
    """

    person: str
    pieces: int
    of: int
    others: int
    silent: tuple[str, ...] = ()


def pieces_by_person(persona: Persona, context: Context) -> Counter[str]:
    """How many pieces of a persona's evidence each person (id) gave; a piece that several claims rest on counts once.
    What no longer counts, or somebody imagined gave, does not.
    """
    return Counter(person for _place, person in _pieces(persona, context))


def loudest(persona: Persona, context: Context) -> Loudness | None:
    """The customer who gave more than half of a persona's evidence, or None where nobody did.

    A piece that several claims rest on counts once; what no longer counts, or somebody imagined gave, does not. A
    persona of one customer has nobody who could be crowded out.
    """
    members = [person for person in persona.people if person in context.real]
    given = pieces_by_person(persona, context)
    total = given.total()
    if len(members) < 2 or total < FEWEST_PIECES:
        return None
    person, pieces = given.most_common(1)[0]
    if pieces * 2 <= total:
        return None
    return Loudness(
        person=person,
        pieces=pieces,
        of=total,
        others=len(given) - 1,
        silent=tuple(member for member in members if member not in given),
    )


def loudness_text(loud: Loudness, name: str) -> str:
    """The sentence that says so. `name` is what a screen or document calls the customer."""
    parts = [
        _("{name} gave {n} of the {m} pieces of evidence that this rests on: more than half.").format(
            name=clean_line(name), n=loud.pieces, m=loud.of
        )
    ]
    if loud.silent:
        n = len(loud.silent)
        parts.append(
            ngettext(
                "{n} of its customers says nothing here yet: hear them too.",
                "{n} of its customers say nothing here yet: hear them too.",
                n,
            ).format(n=n)
        )
    else:
        parts.append(_("Look whether the others would say the same."))
    return " ".join(parts)


def _pieces(persona: Persona, context: Context) -> set[tuple[tuple[TargetKind, str, str], str]]:
    claims = [claim for field in persona.shown_fields for claim in field.claims]
    held = (item for claim in claims for item in (*claim.evidence, *claim.against))
    return {(_place(item), item.person) for item in held if item.person in context.real and context.counts(item)}


def _place(evidence: Evidence) -> tuple[TargetKind, str, str]:
    return evidence.kind, evidence.container, evidence.target
