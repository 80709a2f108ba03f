"""The way through a persona's parts: from one to the next, to what is missing, to what was found, and to the end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection

import msgspec
from textual.content import Content

from persona_tui.domain.personas import Missing, is_finished, what_is_missing
from persona_tui.i18n import _
from persona_tui.insights.coherence import UNSUPPORTED_QUOTE, Finding
from persona_tui.insights.guide import Advice, StepKey
from persona_tui.insights.persona_advice import advice_to_finish
from persona_tui.insights.progress import next_advice
from persona_tui.tui.screens.persona_checks import CheckStep
from persona_tui.tui.screens.persona_claims import FieldStep
from persona_tui.tui.screens.persona_evidence import EvidenceDialog
from persona_tui.tui.screens.persona_step import CHECK, BuilderStep, persona_label
from persona_tui.tui.screens.persona_words import TalkPlace, WordsDialog, place_in_talk, words_around
from persona_tui.tui.screens.working_screen import WorkingScreen
from persona_tui.tui.widgets.sheet_preview import SheetPreview
from persona_tui.tui.widgets.steps_strip import StepsStrip
from persona_tui.workflows.persona_finish import findings_of
from persona_tui.workflows.persona_ground import Ground, advice_for, ground_of, next_missing_part, parts_of
from persona_tui.workflows.persona_sources import Place
from persona_tui.workflows.session import Session


class PartsScreen(WorkingScreen):
    """A screen with one persona on it, of which it shows one part at a time."""

    ground: Ground
    part: str

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._led_to: Finding | None = None
        """What the check found and led to; it stands in the next line until it is put right."""
        self._put_right_in = ""
        """The part that it led to."""

    @property
    @abstractmethod
    def step(self) -> BuilderStep:
        """The part that is shown."""

    @abstractmethod
    async def show_part(self, part: str) -> None:
        """Show another part."""

    @abstractmethod
    def go_out(self, step: str) -> None:
        """Leave, for a step of the rail or the list."""

    @property
    def parts(self) -> list[str]:
        """The template's parts in their order, and the check at the end."""
        return [*parts_of(self.ground.persona), CHECK]

    def advice(self) -> Advice:
        """What this persona still needs; then to check it, and to call it finished; then what is next in the study."""
        persona = self.ground.persona
        finding = self._to_put_right()
        if finding is not None:
            return Advice(StepKey.PERSONAS, *self._how_to_put_right(finding), persona=persona.id)
        musts = self.query_one(CheckStep).musts if self.part == CHECK else []
        if self.part == CHECK and not musts and self._is_to_be_reviewed():
            what = _("Does {name} still hold? h shows what changed since; f keeps it anew.")
            why = _("Then you are asked again in a year, or on the day that you type.")
            return Advice(StepKey.PERSONAS, what.format(name=persona_label(persona)), why, persona=persona.id)
        if what_is_missing(persona) or (is_finished(persona) and not musts):
            return advice_for(self.ground, self.part) or self._onward()
        if self.part != CHECK:
            return advice_to_finish(persona)
        if musts:
            what = _("Put this right: {finding}").format(finding=musts[0].sentence)
            return Advice(StepKey.PERSONAS, what, _("Ctrl+N goes there."), persona=persona.id)
        what = _("Call {name} finished (f).").format(name=persona_label(persona))
        return Advice(StepKey.PERSONAS, what, _("Nothing stands in the way."), persona=persona.id)

    def _is_to_be_reviewed(self) -> bool:
        """Whether what is next in the study is to say whether this finished persona still holds."""
        found = next_advice(self.ground.view)
        persona = self.ground.persona
        return is_finished(persona) and found.persona == persona.id and found.part == CHECK

    def _onward(self) -> Advice:
        """What is next in the study; of another persona it is said that it is another."""
        found = next_advice(self.ground.view)
        if not found.persona or found.persona == self.ground.persona.id:
            return found
        other = self.session.persona(found.persona)
        name = persona_label(other) if other is not None else ""
        return msgspec.structs.replace(found, what=_("Go on with: {name}.").format(name=name), why=found.what)

    def _to_put_right(self) -> Finding | None:
        """What the check led to this part for, while it still holds."""
        led_to = self._led_to
        if led_to is None or self._put_right_in != self.part or what_is_missing(self.ground.persona):
            return None
        found = findings_of(self.session, self.ground.persona.id, self.ground)
        return next((one for one in found if (one.check, one.part, one.claim) == _where(led_to)), None)

    def _how_to_put_right(self, finding: Finding) -> tuple[str, str]:
        if finding.check != UNSUPPORTED_QUOTE:
            return finding.sentence, _("Ctrl+N: check again.")
        if self.part == finding.part:
            return finding.sentence, _("s: go there. Ctrl+N: check again.")
        what = _("Let a sentence rest on the quote: Enter makes one of it, Space adds it to the one that is chosen.")
        return what, _("Ctrl+N: check again.")

    # --- from part to part -----------------------------------------------------------------------------------

    def go_by(self, by: int) -> None:
        """To the next part, or the one before."""
        parts = self.parts
        place = parts.index(self.part) + by if self.part in parts else 0
        if 0 <= place < len(parts):
            self.call_later(self.show_part, parts[place])

    def action_go_by(self, by: int) -> None:
        """To the next part, or the one before."""
        self.go_by(by)

    async def on_steps_strip_chosen(self, event: StepsStrip.Chosen) -> None:
        """A click on a part."""
        await self.show_part(event.key)

    async def show_finding(self, finding: Finding) -> None:
        """Show the part that something was found in, at its sentence."""
        if finding.part not in self.parts:
            return
        self._led_to, self._put_right_in = finding, finding.part
        await self.show_part(finding.part)
        if finding.claim and isinstance(self.step, FieldStep):
            self.step.mine.list.move_to(finding.claim)

    async def show_words(self, part: str, places: Collection[Place]) -> None:
        """Show a part with the cursor on words that one of its sentences is to rest on."""
        found = findings_of(self.session, self.ground.persona.id, self.ground)
        self._led_to = next((one for one in found if one.check == UNSUPPORTED_QUOTE), None)
        self._put_right_in = part
        await self.show_part(part)
        if isinstance(self.step, FieldStep):
            self.step.theirs.show_at(places)
            self.step.action_to_evidence()

    async def action_open_count(self) -> None:
        """What is behind the count on the sheet that the cursor is on: who said so, or who it is built from."""
        key, persona = self.query_one(SheetPreview).current_key, self.ground.persona
        part = next((field.key for field in persona.fields for claim in field.claims if claim.id == key), "")
        if key == Missing.PEOPLE:
            await self.show_part(key)
        elif key == Missing.QUOTE and persona.quote is not None and persona.quote.pieces:
            words = [words_around(self.ground, piece) for piece in persona.quote.pieces]
            place = place_in_talk(persona.quote.pieces[0])
            dialog = WordsDialog(_("Where it was said"), Content("\n\n").join(words), place)
            self.app.push_screen(dialog, self._read_on)
        elif part:
            self.app.push_screen(EvidenceDialog(self.session, persona.id, key, part), self.step.came_back)

    def _read_on(self, place: TalkPlace | None) -> None:
        if place is not None:
            self.step.read_talk(place)

    async def action_missing(self) -> None:
        """To what is still missing; then to the check, and to what it found; then to what is next in the study."""
        self.step.leave()
        self.ground = ground_of(self.session, self.ground.persona.id)
        persona = self.ground.persona
        part = next_missing_part(persona, self.part)
        musts = self.query_one(CheckStep).musts if self.part == CHECK else []
        if part:
            await self.show_part(part)
        elif musts:
            await self.show_finding(musts[0])
        elif self._to_put_right() is not None:
            await self.show_part(CHECK)
        elif self.part == CHECK and self._is_to_be_reviewed():
            self.query_one(CheckStep).action_finish()
        elif is_finished(persona):
            onward = next_advice(self.ground.view)
            if onward.part and onward.persona == persona.id and onward.part != self.part:
                await self.show_part(onward.part)
            else:
                self.go_out(onward.step)
        elif self.part != CHECK:
            await self.show_part(CHECK)
        else:
            self.query_one(CheckStep).action_finish()


def _where(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.part, finding.claim
