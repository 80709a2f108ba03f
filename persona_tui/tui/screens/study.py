"""A study: the bar, the rail, one step at a time, and the line that says what to do next."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

from persona_tui.i18n import _
from persona_tui.settings import remember_study
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.study_waiting import wait_to_write
from persona_tui.tui.widgets.boxes import Column, Row, empty_lines
from persona_tui.tui.widgets.frame import NextLine, Rail, RailItem, TopBar, step_commands
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.workflows.reviews import next_review
from persona_tui.workflows.session import SaveKind, SaveState, Session
from persona_tui.workflows.studies import close_study

if TYPE_CHECKING:
    from persona_tui.tui.screens.pane import StepPane

PANES = {
    "customers": ("persona_tui.tui.screens.customers", "CustomersPane"),
    "attributes": ("persona_tui.tui.screens.attributes", "AttributesPane"),
    "interviews": ("persona_tui.tui.screens.interviews", "InterviewsPane"),
    "channels": ("persona_tui.tui.screens.channels", "ChannelsPane"),
    "personas": ("persona_tui.tui.screens.personas", "PersonasPane"),
    "share": ("persona_tui.tui.screens.share", "SharePane"),
}
"""Where each step's pane is; imported when it is first shown."""

BEFORE_BACKING_UP = 1.0
"""Seconds: copying files must not slow the first frame down, and comes before anything is changed."""

NARROW = 100
"""Below this many columns the rail shows no more than it must."""

STUDY_COMMANDS = (
    *step_commands("step", "go"),
    Command(
        "study.next",
        "ctrl+n",
        "follow_advice",
        _("Next"),
        _("Go where the line below points."),
        priority=True,
    ),
    Command(
        "study.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back; every change of this session can be.")
    ),
    Command("study.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    Command(
        "study.settings",
        "f9",
        "settings",
        _("Study"),
        _("The business, what you want to find out, and the currency."),
        show=False,
    ),
    Command(
        "study.close",
        "f10",
        "close_study",
        _("Home"),
        _("Save, close this study and go to the first screen."),
        priority=True,
    ),
)


class StudyScreen(Screen[None]):
    """One open study. The panes of steps stay mounted once shown, so going back to one costs a redraw."""

    BINDINGS = bindings(STUDY_COMMANDS)

    class SaveStateChanged(Message):
        """Something is true of the disk that was not before; posted from any thread."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    def __init__(
        self, session: Session, step: str, tell_unsaved: Callable[[str], None] = lambda _sentence: None
    ) -> None:
        """`tell_unsaved` hears on closing that not everything is in the study's folder, and where it is."""
        super().__init__()
        self.session = session
        self._tell_unsaved = tell_unsaved
        self.step = step if step in PANES else "customers"
        self._told_problem = ""
        self._told_notices = 0
        self._stale = False

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.width < NARROW, "-narrow")
        yield TopBar(self.session.study.business)
        with Row(id="middle"):
            yield Rail()
            with Column(id="panes"):
                yield self._make_pane(self.step)
        yield NextLine()
        yield KeysLine()

    def render_lines(self, crop: Region) -> list[Strip]:
        """A background that others cover."""
        return empty_lines(self, crop)

    def on_mount(self) -> None:
        """Show what is known, and listen for changes."""
        self.query_one(Rail).show_current(self.step)
        self.session.listen(self._something_changed)

        def tell(state: SaveState) -> None:
            self.post_message(self.SaveStateChanged(state))

        self.session.folder.on_save_state = tell
        self.query_one(TopBar).show_save_state(self.session.folder.save_state)
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        self.pane.take_focus()
        self._show_progress()
        self._tell_notices()
        if self.session.folder.read_only:
            self.notify(self.session.folder.read_only, severity="warning", markup=False, timeout=12)
            wait_to_write(self, self.session, self._back_up)
        else:
            self.set_timer(BEFORE_BACKING_UP, self._back_up)

    def on_resize(self) -> None:
        """Fold the rail where there is little room."""
        self.set_class(self.size.width < NARROW, "-narrow")

    @property
    def pane(self) -> StepPane:
        """The pane of the step that is shown."""
        from persona_tui.tui.screens.pane import StepPane

        return self.query_one(f"#pane-{self.step}", StepPane)

    def _make_pane(self, step: str) -> StepPane:
        module, name = PANES[step]
        pane: StepPane = getattr(importlib.import_module(module), name)(self.session)
        pane.id = f"pane-{step}"
        return pane

    async def show_step(self, step: str) -> None:
        """Show another step; its pane is made when it is first asked for."""
        if step != self.step:
            self.pane.leave()
            self.session.folder.save_soon()
            self.pane.display = False
            self.step = step
            if not self.query(f"#pane-{step}"):
                await self.query_one("#panes").mount(self._make_pane(step))
            pane = self.pane
            pane.display = True
            pane.refresh_if_stale()
            self.query_one(Rail).show_current(step)
        self.pane.take_focus()

    # --- commands --------------------------------------------------------------------------------------------

    async def action_go(self, step: str) -> None:
        """Go to a step."""
        await self.show_step(step)

    async def on_rail_item_chosen(self, event: RailItem.Chosen) -> None:
        """A click on the rail."""
        await self.show_step(event.key)

    async def action_follow_advice(self) -> None:
        """Go where the line below points, and begin there."""
        from persona_tui.insights.progress import next_advice
        from persona_tui.workflows.exports_folder import was_shared

        advice = next_advice(self.session.view(), was_shared(self.session))
        await self.show_step(advice.step)
        self.pane.follow(advice)

    def action_undo(self) -> None:
        """Take the last act back."""
        self.pane.leave()
        label = self.session.undo()
        self.notify(_("Undone: {what}").format(what=label) if label else _("There is nothing to undo."), markup=False)

    def action_redo(self) -> None:
        """Do the last undone act again."""
        label = self.session.redo()
        self.notify(
            _("Done again: {what}").format(what=label) if label else _("There is nothing to redo."), markup=False
        )

    def action_settings(self) -> None:
        """Change what the study says of itself."""
        from persona_tui.tui.screens.study_form import StudyForm

        self.app.push_screen(StudyForm(self.session))

    def action_close_study(self) -> None:
        """Save, close, and go home."""
        from persona_tui.tui.screens.home import HomeScreen

        self.pane.leave()
        state = self.session.folder.flush()
        if state.kind is SaveKind.FAILED:
            self.notify(state.sentence, severity="error", markup=False, timeout=12)
            return
        remember_study(self.session.path, self.session.study.business, self.step, *next_review(self.session))
        if any(isinstance(screen, HomeScreen) for screen in self.app.screen_stack):
            self.dismiss()
        else:
            self.app.switch_screen(HomeScreen())

    def on_unmount(self) -> None:
        """Whatever way this screen goes, everything is written first."""
        self.session.folder.on_save_state = None
        remember_study(self.session.path, self.session.study.business, self.step, *next_review(self.session))
        if unsaved := close_study(self.session):
            self._tell_unsaved(unsaved)

    # --- what changes on its own -------------------------------------------------------------------------------

    def _something_changed(self) -> None:
        """After an act: show it, once, however many there were."""
        if not self._stale:
            self._stale = True
            if not self._is_covered:
                self.call_after_refresh(self._show_changes)

    @property
    def _is_covered(self) -> bool:
        """Whether another full screen, such as a talk, stands before this one: what is not seen is not drawn."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        return any(not isinstance(screen, ModalScreen) for screen in above)

    def on_screen_resume(self) -> None:
        """Seen again: show what changed meanwhile."""
        for bar in self.query(TopBar):
            bar.show_save_state(self.session.folder.save_state)
        if self._stale:
            self.call_after_refresh(self._show_changes)

    def _show_changes(self) -> None:
        self._stale = False
        from persona_tui.tui.screens.pane import StepPane

        for pane in self.query(StepPane):
            pane.stale = True
        self.pane.refresh_if_stale()
        self._show_progress()

    def _show_progress(self) -> None:
        from persona_tui.insights.progress import next_advice, steps
        from persona_tui.workflows.exports_folder import was_shared

        view, shared = self.session.view(), was_shared(self.session)
        self.query_one(TopBar).show_business(view.study.business)
        self.query_one(Rail).show_states(steps(view, shared))
        self.query_one(NextLine).show_advice(next_advice(view, shared))

    def on_study_screen_save_state_changed(self, event: SaveStateChanged) -> None:
        """Say what is on the disk, where it is seen, and a problem once in full."""
        if not self._is_covered:
            self.query_one(TopBar).show_save_state(event.state)
        if event.state.kind is SaveKind.FAILED and event.state.sentence != self._told_problem:
            sentence = _("{problem} Alt+S saves a copy elsewhere.").format(problem=event.state.sentence)
            self.notify(sentence, severity="error", markup=False, timeout=20)
        self._told_problem = event.state.sentence if event.state.kind is SaveKind.FAILED else ""
        self._tell_notices()

    def _tell_notices(self) -> None:
        notices = self.session.folder.notices
        for notice in notices[self._told_notices :]:
            self.notify(notice, severity="warning", markup=False, timeout=20)
        self._told_notices = len(notices)

    @work(thread=True, exit_on_error=False)
    def _back_up(self) -> None:
        self.session.folder.back_up()
