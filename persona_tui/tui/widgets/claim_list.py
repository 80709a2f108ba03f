"""The sentences of one part of a persona, each with how well it stands."""

from __future__ import annotations

from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, styled
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
        "claims.rests", "w", "pane('rests_on')", _("Words"), _("See all that the sentence rests on, where it was said.")
    ),
    Command("claims.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("claims.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)


class ClaimList(PaneKeys, KeptList):
    """One entry for each claim: its words, and below them its standing; what contradicts it is never hidden."""

    BINDINGS = bindings(CLAIM_COMMANDS)

    def show_claims(self, claims: list[Claim], ground: Ground) -> None:
        """Show these, as they stand on the ground."""
        self.show_entries([_entry(claim, ground) for claim in claims])


def _entry(claim: Claim, ground: Ground) -> Entry:
    standing = ground.standing(claim)
    is_assumption = standing.kind is StandingKind.ASSUMPTION
    words = ground.standing_words(claim)
    if standing.against:
        against = ngettext("{n} against", "{n} against", len(standing.against)).format(n=len(standing.against))
        before, found, after = words.partition(against)
        tail = [(before, MUTED), (found, "$warning"), (after, MUTED)]
    else:
        tail = [(words, MUTED)]
    return Entry(
        claim.id,
        styled((clean_line(claim.text), "bold"), "\n", *tail),
        lead=styled(("◇ " if is_assumption else "  ", "$warning")),
    )
