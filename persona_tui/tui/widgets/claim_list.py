"""The sentences of one part of a persona, each with how well it stands."""

from __future__ import annotations

from typing import Any

from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.grounds import Context, is_on_record, standing_text
from persona_tui.insights.themes import has_newer_lines
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.evidence_list import said
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.evidence import Conflict, conflicts_of, piece_of, spread_words
from persona_tui.workflows.persona_ground import Ground

CLAIM_COMMANDS = (
    Command("claims.edit", "enter", "pane('reword')", _("Reword"), _("Put the sentence in other words.")),
    Command(
        "claims.evidence",
        "e",
        "pane('to_evidence')",
        _("Evidence"),
        _("To what they said, to attach lines to the sentence."),
    ),
    Command("claims.add", "a", "pane('add')", _("Add"), _("Write a sentence of your own."), show=False),
    Command(
        "claims.remove",
        "delete,x",
        "pane('remove')",
        _("Remove"),
        _("Take the sentence away; Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command(
        "claims.rests",
        "w",
        "pane('rests_on')",
        _("Who said so"),
        _("Open its count: who said what, what speaks against it, who was not asked; and from there the talk."),
    ),
    Command("claims.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("claims.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)


MOST_AGAINST = 2
"""Contradictions that stand in full below a sentence; w shows them all."""
MOST_OF_ONE = 72
"""Characters of each."""


class ClaimList(PaneKeys, KeptList):
    """One entry for each claim: its words, and below them its standing; what contradicts it is never hidden."""

    BINDINGS = bindings(CLAIM_COMMANDS)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._made: dict[str, tuple[Claim, Context, list[str], Entry]] = {}
        """By claim: what its entry was made of."""

    def show_claims(self, claims: list[Claim], ground: Ground) -> None:
        """Show these, as they stand on the ground; an entry is made anew where anything that it says has changed."""
        made, self._made = self._made, {}
        for claim in claims:
            was = made.get(claim.id)
            same = was is not None and was[0] is claim and was[1] is ground.context and was[2] == ground.persona.people
            entry = was[3] if was is not None and same else _entry(claim, ground)
            self._made[claim.id] = (claim, ground.context, ground.persona.people, entry)
        self.show_entries([self._made[claim.id][3] for claim in claims])


def _entry(claim: Claim, ground: Ground) -> Entry:
    standing = ground.standing(claim)
    is_assumption = standing.kind is StandingKind.ASSUMPTION
    words = standing_text(standing, len(ground.persona.people), on_record=is_on_record(claim))
    if standing.against:
        against = ngettext("{n} against", "{n} against", len(standing.against)).format(n=len(standing.against))
        before, found, after = words.partition(against)
        tail = [(before, MUTED), (found, "$warning"), (after, MUTED)]
    else:
        tail = [(words, MUTED)]
    spread = spread_words(ground, claim)
    if spread:
        tail.append((f"; {spread}", MUTED))
    if has_newer_lines(claim, ground.context):
        newer = _("its theme has more lines now: t, then c takes them in")
        tail.append((f"\n↻ {newer}", "$warning"))
    return Entry(
        claim.id,
        styled((clean_line(claim.text), "bold"), "\n", *tail, *_contradictions(claim, ground)),
        lead=styled(("◇ " if is_assumption else "  ", "$warning")),
    )


def _contradictions(claim: Claim, ground: Ground) -> list[tuple[str, str]]:
    """What speaks against it, in its own words, and where sources disagree."""
    lines = []
    for item in claim.against:
        piece = piece_of(ground, item, True, ground.name_of) if ground.context.counts(item) else None
        if piece is not None and piece.words:
            lines.append(f"× {clean_line(piece.name)}: {said(piece.words, piece.said_how)}")
    for conflict in conflicts_of(ground, claim):
        lines.append(f"≠ {conflict_words(conflict)}")
    shown = [(f"\n{_short(line)}", "$warning") for line in lines[:MOST_AGAINST]]
    more = len(lines) - MOST_AGAINST
    if more > 0:
        rest = ngettext("and {n} more that speaks against it", "and {n} more that speak against it", more)
        shown.append((f"\n× {rest.format(n=more)}", "$warning"))
    return shown


def _short(line: str) -> str:
    return line if len(line) <= MOST_OF_ONE else f"{line[: MOST_OF_ONE - 1]}…"


def conflict_words(conflict: Conflict) -> str:
    """Where two sources say different things of somebody."""
    return _("{name}: {label} is {counted} here, and {also} in another source ({source})").format(
        name=clean_line(conflict.name),
        label=conflict.label,
        counted=conflict.counted,
        also=conflict.also,
        source=conflict.source,
    )
