"""One persona, built part by part in the template's order, with what it rests on beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.timer import Timer
from textual.widget import Widget

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Missing, Persona, is_finished
from persona_tui.i18n import _
from persona_tui.insights.loudness import loudest, loudness_text
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_checks import CheckStep
from persona_tui.tui.screens.persona_claims import FieldStep
from persona_tui.tui.screens.persona_face import FaceStep
from persona_tui.tui.screens.persona_name import NameStep
from persona_tui.tui.screens.persona_parts import PartsScreen
from persona_tui.tui.screens.persona_people import PeopleStep
from persona_tui.tui.screens.persona_quote import QuoteStep
from persona_tui.tui.screens.persona_step import CHECK, BuilderStep, part_title, persona_label, short_title
from persona_tui.tui.screens.personas_words import missing_parts
from persona_tui.tui.widgets.frame import HOME, NextLine, TopBar, step_commands
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.sheet_preview import SheetPreview
from persona_tui.tui.widgets.steps_strip import StepsStrip, StripPart
from persona_tui.workflows.persona_ground import (
    Ground,
    ground_of,
    next_missing_part,
    parts_of,
    sheet_of,
    under_persona,
)
from persona_tui.workflows.session import Session

STEPS: dict[str, type[BuilderStep]] = {
    Missing.PEOPLE: PeopleStep,
    Missing.NAME: NameStep,
    Missing.FACE: FaceStep,
    Missing.QUOTE: QuoteStep,
    CHECK: CheckStep,
}
"""The parts that hold no sentences; all others are shown by one `FieldStep`."""
PREVIEW_AFTER = 0.15
"""Seconds without a change after which the preview follows."""
ROOM_FOR_PREVIEW = 100
"""Columns below which the preview takes the whole width."""

BUILDER_COMMANDS = (
    Command(
        "persona.missing", "ctrl+n", "missing", _("Next"), _("To the next part that is still empty."), priority=True
    ),
    Command("persona.next", "ctrl+right", "go_by(1)", _("Next part"), _("On to the next part."), True, True, "^→"),
    Command("persona.previous", "ctrl+left", "go_by(-1)", _("Part before"), show=False, priority=True),
    Command("persona.next_too", "ctrl+down", "go_by(1)", _("Next part"), show=False),
    Command("persona.previous_too", "ctrl+up", "go_by(-1)", _("Part before"), show=False),
    Command("persona.preview", "f8", "preview", _("Sheet"), _("See the sheet as it will print.")),
    Command("persona.preview_too", "p", "preview", _("Sheet"), show=False),
    Command(
        "persona.changes",
        "h",
        "changes",
        _("Changes"),
        _("What changed since the persona was kept, its versions, and going back to one."),
        show=False,
    ),
    Command(
        "persona.parts", "o", "parts", _("Parts"), _("Leave parts out, bring them back, add your own."), show=False
    ),
    Command("persona.leave", "escape", "leave", _("Back"), _("Back to the list of personas.")),
    Command("persona.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back."), show=False),
    Command("persona.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    *step_commands("persona.step"),
    Command("persona.home", "f10", f"to_step('{HOME}')", _("Home"), show=False, priority=True),
)


class PersonaScreen(PartsScreen):
    """The builder. It gives back the step of the rail to go to, or "" for the list of personas."""

    BINDINGS = bindings(BUILDER_COMMANDS)
    CSS = "PersonaScreen TopBar #save-state { width: 18; text-align: right; }"
    """What is said of the disk takes the same room whatever it says: the screen is not laid out anew for it."""
    DEFAULT_CSS = """
    PersonaScreen TopBar { height: 1; background: $surface; }
    PersonaScreen TopBar #business { width: 1fr; text-style: bold; padding: 0 1; }
    PersonaScreen TopBar #save-state { padding: 0 1; }
    PersonaScreen #builder { height: 1fr; }
    PersonaScreen #parts-shown { width: 1fr; height: 100%; }
    PersonaScreen SheetPreview { width: 1fr; height: 100%; display: none; }
    PersonaScreen.-preview SheetPreview { display: block; }
    PersonaScreen.-preview.-narrow #parts-shown { display: none; }
    PersonaScreen NextLine { height: auto; max-height: 2; min-height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, session: Session, persona_id: str, part: str = "") -> None:
        super().__init__(session)
        self.ground = ground_of(session, persona_id)
        persona = self.ground.persona
        wanted = next_missing_part(persona) or ("" if is_finished(persona) else CHECK)
        self.part = part if part in self.parts else wanted or self.parts[0]
        self._turning = False
        self._is_ground_old = False
        self._focus_before: Widget | None = None
        self._preview_timer: Timer | None = None

    @property
    def about(self) -> str:
        """What the part that is shown is for."""
        return self.step.about

    def compose(self) -> ComposeResult:
        yield TopBar(persona_label(self.ground.persona))
        yield StepsStrip()
        with Horizontal(id="builder"):
            with Container(id="parts-shown"):
                yield self._make_step(self.part)
            yield SheetPreview(id="preview")
        yield NextLine()
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the persona."""
        self._show()
        self.call_after_refresh(self.step.take_focus)

    def on_resize(self) -> None:
        """The preview takes the whole width where there is little."""
        self.set_class(self.size.width < ROOM_FOR_PREVIEW, "-narrow")

    # --- showing ---------------------------------------------------------------------------------------------

    @property
    def step(self) -> BuilderStep:
        """The part that is shown."""
        return self.query_one(f"#{_step_id(self.part)}", BuilderStep)

    @property
    def is_turning(self) -> bool:
        """Whether a part is being made."""
        return self._turning

    def _make_step(self, part: str) -> BuilderStep:
        step = STEPS.get(part, FieldStep)(self.session)
        step.id = _step_id(part)
        return step

    def show_now(self) -> None:
        """Show the persona as it is at this moment."""
        super().show_now()
        try:
            self.ground = (
                ground_of(self.session, self.ground.persona.id)
                if self._is_ground_old
                else under_persona(self.session, self.ground)
            )
            self._is_ground_old = False
        except PlainError as problem:
            self.notify(problem.sentence, markup=False)
            self.dismiss("")
            return
        if self.part not in self.parts:
            self.call_later(self.show_part, self.parts[0])
            return
        self._show()

    def _something_changed(self) -> None:
        """After an act: what a persona is built on is read anew where more than the persona was changed."""
        records = [record for step in self.session.changed or () for record in (step.before, step.after) if record]
        only_this = all(isinstance(record, Persona) and record.id == self.ground.persona.id for record in records)
        self._is_ground_old |= self.session.changed is None or not only_this
        super()._something_changed()

    def _show(self) -> None:
        ground = self.ground
        missing = set(missing_parts(ground.view, ground.persona))
        self.query_one(TopBar).show_business(_title(ground))
        strip = [
            StripPart(part, short_title(part, ground.persona), part not in missing) for part in parts_of(ground.persona)
        ]
        is_done = is_finished(ground.persona) and not missing
        strip.append(StripPart(CHECK, short_title(CHECK, ground.persona), is_done))
        self.query_one(StepsStrip).show_parts(strip, self.part)
        self.step.show_ground(ground, self.part)
        self.query_one(NextLine).show_advice(self.advice())
        self._preview_soon()

    async def show_part(self, part: str) -> None:
        """Show another part; its widgets are made when it is first asked for."""
        if part == self.part:
            return
        self.step.leave()
        self.step.display = False
        self.part = part
        if not self.query(f"#{_step_id(part)}"):
            self._turning = True
            try:
                await self.query_one("#parts-shown").mount(self._make_step(part))
            finally:
                self._turning = False
        self.step.display = True
        self._focus_before = None
        if self.has_class("-narrow"):
            self.remove_class("-preview")
        self.show_now()
        self.step.take_focus()

    # --- commands --------------------------------------------------------------------------------------------

    def action_changes(self) -> None:
        """What changed since a version was kept."""
        from persona_tui.tui.screens.persona_changes import ChangesScreen

        self.keep()
        self.app.push_screen(ChangesScreen(self.session, self.ground.persona.id), self._came_back)

    def _came_back(self, step: str | None) -> None:
        if step:
            self.go_out(step)
        else:
            self.show_now()

    def keep(self) -> None:
        """Keep what is being typed."""
        self.step.leave()

    def action_leave(self) -> None:
        """Back to the list."""
        if self.has_class("-preview"):
            self.action_preview()
        else:
            self.go_out("")

    def action_to_step(self, step: str) -> None:
        """To a step of the rail."""
        self.go_out("" if step == "personas" else step)

    def go_out(self, step: str) -> None:
        """Leave the builder, for a step of the rail or the list."""
        self.step.leave()
        self.session.folder.save_soon()
        self.dismiss(step)

    def action_parts(self) -> None:
        """Which parts the sheet has."""
        from persona_tui.tui.screens.persona_dialogs import PartsDialog

        async def done(added: str | None) -> None:
            self.show_now()
            if added:
                await self.show_part(added)

        at = self.step.part_found if isinstance(self.step, CheckStep) else self.part
        self.app.push_screen(PartsDialog(self.session, self.ground.persona.id, at), done)

    def action_preview(self) -> None:
        """Show the sheet, or no longer."""
        self.toggle_class("-preview")
        if not self.has_class("-preview"):
            back, self._focus_before = self._focus_before, None
            self.call_after_refresh(back.focus if back is not None else self.step.take_focus)
            return
        self._show_preview()
        self._focus_before = self.focused
        if self.has_class("-narrow"):
            self.query_one(SheetPreview).focus()

    # --- what changes on its own -------------------------------------------------------------------------------

    def _preview_soon(self) -> None:
        if self.has_class("-preview"):
            if self._preview_timer is not None:
                self._preview_timer.stop()
            self._preview_timer = self.set_timer(PREVIEW_AFTER, self._show_preview)

    def _show_preview(self) -> None:
        ground = self.ground
        loud = loudest(ground.persona, ground.context)
        warning = loudness_text(loud, ground.name_of(loud.person)) if loud is not None else ""
        self.query_one(SheetPreview).show_sheet(sheet_of(self.session, ground), warning)


def _step_id(part: str) -> str:
    return f"step-{part}" if part in STEPS else "step-field"


def _title(ground: Ground) -> str:
    title = part_title(Missing.PEOPLE.value, ground.persona)
    name = persona_label(ground.persona)
    return f"{name} · {ground.persona.archetype}" if ground.persona.archetype else name or title
