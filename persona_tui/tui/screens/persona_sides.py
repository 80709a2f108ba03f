"""The two sides of a part of the persona: its sentences, and what these customers said and are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList

from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.personas import FieldKey
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.persona_evidence import EvidenceDialog
from persona_tui.tui.screens.persona_step import part_title
from persona_tui.tui.screens.persona_words import TalkPlace, WordsDialog, place_in_talk, words_around
from persona_tui.tui.widgets.claim_list import ClaimList
from persona_tui.tui.widgets.evidence_list import EvidenceList
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_ground import Ground, with_everybody
from persona_tui.workflows.persona_sources import (
    Place,
    Reach,
    Source,
    SourceGroup,
    attached_elsewhere,
    claim_from,
    groups_for,
    place_of,
    places_in,
    set_side,
    used_places,
)

if TYPE_CHECKING:
    from persona_tui.tui.screens.persona_claims import FieldStep

MOST_OF_A_SENTENCE = 60
"""Characters of the chosen sentence that stand above the evidence."""


def field_hint(key: str) -> str:
    """What belongs into a part."""
    hints = {
        FieldKey.DEMOGRAPHICS: _("Who are they? Only what matters for what you sell: age, family, where from."),
        FieldKey.PSYCHOGRAPHICS: _("How do they live? What they do, value, fear and dream of."),
        FieldKey.SOCIOECONOMICS: _("What do they do for a living, and how are they off?"),
        FieldKey.FIRMOGRAPHICS: _("What kind of business: industry, size, where, what it specialises in."),
        FieldKey.GOALS: _("What do they want to reach?"),
        FieldKey.PAINS: _("What stands in their way? What hurts, what goes wrong?"),
        FieldKey.MOTIVATORS: _("What moves them to buy, and what nearly stops them?"),
        FieldKey.CHANNELS: _("Where are they found, and how do they like to hear from you?"),
    }
    return hints[FieldKey(key)] if key in set(FieldKey) else _("A part of your own.")


class ClaimsSide(Vertical):
    """The sentences of a part, and a line to type another one."""

    DEFAULT_CSS = """
    ClaimsSide { padding: 1 1 0 1; }
    ClaimsSide #new-claim { margin: 1 0; }
    ClaimsSide #no-claims { padding: 0 1; height: auto; color: $foreground 65%; }
    """

    def __init__(self, step: FieldStep) -> None:
        super().__init__(id="mine")
        self._step = step
        self._part_shown = ""

    def compose(self) -> ComposeResult:
        yield Heading("", id="part-title")
        yield Words(id="part-hint", classes="hint")
        yield Input(id="new-claim", placeholder=_("Type a sentence (Tab: what they said)"))
        yield ClaimList(id="claims")
        yield Words(id="no-claims")

    @property
    def list(self) -> ClaimList:
        """The sentences."""
        return self.query_one("#claims", ClaimList)

    @property
    def typing(self) -> Input:
        """Where a sentence is typed."""
        return self.query_one("#new-claim", Input)

    @property
    def claim(self) -> Claim | None:
        """The sentence that is chosen."""
        key = self.list.current_key
        return next((claim for claim in self._step.claims if claim.id == key), None)

    def show(self, ground: Ground, part: str) -> None:
        """The part's sentences."""
        if part != self._part_shown:
            self._part_shown = part
            self.query_one("#part-title", Heading).update(styled(part_title(part, ground.persona)))
        self.query_one("#part-hint", Words).say(field_hint(part))
        claims = self._step.claims
        with self.list.prevent(OptionList.OptionHighlighted):
            self.list.show_claims(claims, ground)
        self.list.display = bool(claims)
        self.typing.placeholder = (
            _("Type another sentence (Tab: those below)") if claims else _("Type a sentence (Tab: what they said)")
        )
        self.query_one("#no-claims").display = not claims

    def show_how_to_begin(self, is_spoken_of: bool) -> None:
        """What to do where there is no sentence yet; `is_spoken_of` when something speaks to the part."""
        if is_spoken_of:
            how = _(
                "Nothing here yet. Take over what they said: Tab goes there, and Enter on a line makes it a sentence."
            )
        else:
            how = _(
                "Nobody spoke of this yet, and nothing is on record. Type a sentence (it is an assumption, marked ◇), "
                "or leave the part out: the check at the end has a key for it."
            )
        self.query_one("#no-claims", Words).say(how)

    # --- acts ------------------------------------------------------------------------------------------------

    def keep_typed(self) -> None:
        """Add the sentence that is being typed."""
        typed, self.typing.value = self.typing.value, ""
        if typed.strip():
            claim = self._step.do(acts.add_claim, self._step.persona.id, self._step.part, typed)
            if claim is not None:
                self._step.choose(claim)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the sentence; with nothing typed it goes on."""
        event.stop()
        if event.value.strip():
            self.keep_typed()
        else:
            self._step.go(1)

    def action_reword(self) -> None:
        """Other words for the sentence."""
        claim, step = self.claim, self._step
        if claim is None:
            return

        def reword(text: str | None) -> None:
            if text is not None:
                step.do(acts.edit_claim, step.persona.id, claim.id, text)

        self.app.push_screen(TypeWords(_("Reword"), _("What it rests on stays."), clean_line(claim.text)), reword)

    def action_remove(self) -> None:
        """Take the sentence away."""
        claim = self.claim
        if claim is not None and self._step.do(acts.remove_claim, self._step.persona.id, claim.id) is not None:
            self.notify(_("Removed. Ctrl+Z brings it back."), markup=False)
            if len(self._step.claims) <= 1:
                self._step.action_add()

    def action_move(self, by: int) -> None:
        """Move the sentence up or down."""
        if self.claim is not None:
            self._step.do(acts.move_claim, self._step.persona.id, self.claim.id, by)

    def action_rests_on(self) -> None:
        """All that is behind the sentence's count."""
        claim, step = self.claim, self._step
        if claim is not None:
            dialog = EvidenceDialog(step.session, step.persona.id, claim.id, step.part)
            self.app.push_screen(dialog, step.came_back)


class EvidenceSide(Vertical):
    """What speaks to a part, and to the sentence that is chosen."""

    DEFAULT_CSS = """
    EvidenceSide { padding: 1 1 0 1; }
    EvidenceSide #target { height: auto; max-height: 3; padding: 0 1; margin-bottom: 1; }
    EvidenceSide #no-sources { padding: 0 1; height: auto; color: $foreground 65%; }
    """

    def __init__(self, step: FieldStep) -> None:
        super().__init__(id="theirs")
        self._step = step
        self._reach = Reach.PART
        self._ground: Ground | None = None
        self._found: tuple[object, ...] = ()
        self._kept: Sequence[SourceGroup] = ()
        self._places: set[Place] = set()
        self._told_of_sentence = False
        """Whether it was said where a new sentence stands: once is enough, each saying covers the lines."""

    def compose(self) -> ComposeResult:
        yield Words(id="target")
        yield EvidenceList(id="evidence")
        yield Words(id="no-sources")

    @property
    def list(self) -> EvidenceList:
        """The evidence."""
        return self.query_one("#evidence", EvidenceList)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to attach."""
        return not self.list.sources

    def show_at(self, places: Collection[Place]) -> None:
        """With the cursor on the line at one of these places, also where it speaks to another part."""
        step = self._step
        assert step.ground is not None
        for reach in (Reach.PART, Reach.ALL):
            self._reach = reach
            self.show(step.ground, step.part, step.claim)
            found = (each for each in self.list.sources.values() if not each.places.isdisjoint(places))
            if self.list.move_to(next((each.key for each in found), "")):
                return

    @property
    def is_of_part(self) -> bool:
        """Whether what is shown speaks to the part, and something does."""
        return self._reach is Reach.PART and not self.is_empty

    def begin(self, ground: Ground, part: str, claim: Claim | None) -> None:
        """What speaks to the part, before anything else; where nothing does, all that they said."""
        self._reach = Reach.PART
        self.show(ground, part, claim)
        if self.is_empty:
            self._reach = Reach.ALL
            self.show(ground, part, claim)
            if self.is_empty:
                self._reach = Reach.PART
                self.show(ground, part, claim)

    def show(self, ground: Ground, part: str, claim: Claim | None) -> None:
        """The evidence, ticked where `claim` rests on it."""
        groups = self._groups(ground, part)
        assert self._ground is not None
        groups = [*attached_elsewhere(self._ground, claim, self._places), *groups]
        self.list.show_groups(groups, claim, used_places(ground))
        self.list.display = bool(groups)
        nothing = self.query_one("#no-sources", Words)
        nothing.display = not groups
        nothing.say(self.why_empty(ground))
        self.query_one("#target", Words).say(self._heading(claim))

    def _groups(self, ground: Ground, part: str) -> Sequence[SourceGroup]:
        """What speaks to the part; it stays as it is while the persona's sentences alone change."""
        found = (ground.context, part, self._reach, tuple(ground.persona.people))
        if found == self._found and self._ground is not None:
            held = self._ground
            self._ground = replace(held, persona=ground.persona)
            return self._kept
        self._ground = with_everybody(self._step.session, ground) if self._reach is Reach.OTHERS else ground
        self._found, self._kept = found, groups_for(self._ground, part, self._reach)
        self._places = places_in(self._kept)
        return self._kept

    def _heading(self, claim: Claim | None) -> Content:
        reach = {
            Reach.PART: _("What they said and are"),
            Reach.ALL: _("All that they said"),
            Reach.OTHERS: _("What other customers said and are"),
        }[self._reach]
        if claim is None:
            return styled((reach, "bold"), "\n", (_("Enter makes a sentence of a line."), MUTED))
        text = clean_line(claim.text)
        shown = text if len(text) <= MOST_OF_A_SENTENCE else text[: MOST_OF_A_SENTENCE - 1] + "…"
        return styled((reach, "bold"), ("\n▸ ", "$accent"), (_("for “{claim}”").format(claim=shown), MUTED))

    def why_empty(self, ground: Ground) -> str:
        """Why there is nothing, and what to do about it."""
        if not ground.persona.people:
            return _("Choose first which customers the persona is built from (the first part).")
        if self._reach is Reach.OTHERS:
            return _("No other customer said anything on this yet.")
        if not ground.interviews:
            return _(
                "You have not talked to these customers yet, and know nothing of them here. F4 is where you ask them."
            )
        return _("They said nothing on this yet. v shows all that they said.")

    # --- acts ------------------------------------------------------------------------------------------------

    def action_attach(self) -> None:
        """Let the sentence rest on the line, or no longer."""
        self._set_side(against=False)

    def action_against(self) -> None:
        """The line speaks against the sentence, or no longer."""
        self._set_side(against=True)

    def _set_side(self, *, against: bool) -> None:
        source, claim = self.list.current, self._step.claim
        if source is None or not source.evidence:
            self._say_why_not(source)
        elif claim is not None:
            self._step.do(set_side, self._step.ground, claim, source, against=against)
            # The tick stands in the frame that the key draws, and not in the one after it.
            self.screen.show_now()  # type: ignore[attr-defined]
        elif not against:
            self.action_new_from()
        else:
            self.notify(_("Write or choose a sentence first: this speaks against it."), markup=False)

    def action_new_from(self) -> None:
        """A new sentence from the line."""
        source, step = self.list.current, self._step
        claim = step.do(claim_from, step.ground, step.part, source) if source is not None else None
        if claim is None:
            return
        step.choose(claim)
        if step.ground is not None and step.ground.standing(claim).kind is StandingKind.ASSUMPTION:
            self._say_why_not(source)
        elif not step.has_room and not self._told_of_sentence:
            self._told_of_sentence = True
            self.notify(_("A new sentence. Esc goes back to it; Enter there rewords it."), markup=False)

    def _say_why_not(self, source: Source | None) -> None:
        if source is not None and source.why_not:
            self.notify(source.why_not, severity="warning", markup=False, timeout=10)

    def action_words(self) -> None:
        """Where it was said."""
        source, claim, ground = self.list.current, self._step.claim, self._ground
        if source is None or ground is None or not source.evidence:
            return
        places = {place_of(item) for item in source.evidence}
        attached = [item for item in (*claim.evidence, *claim.against) if place_of(item) in places] if claim else []
        pieces = attached or list(source.evidence)
        words = [words_around(ground, item) for item in pieces]
        place = place_in_talk(pieces[0])
        self.app.push_screen(WordsDialog(_("Where it was said"), Content("\n\n").join(words), place), self._read_on)

    def _read_on(self, place: TalkPlace | None) -> None:
        """On in the talk, where that is wanted."""
        if place is not None:
            self._step.read_talk(place)

    def action_reach(self) -> None:
        """More evidence: all of theirs, then the others', then what speaks to the part again."""
        ground = self._step.ground
        assert ground is not None
        order = list(Reach)
        for _turn in order:
            self._reach = order[(order.index(self._reach) + 1) % len(order)]
            self.show(ground, self._step.part, self._step.claim)
            if not self.is_empty or self._reach is Reach.PART:
                break
