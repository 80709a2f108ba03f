"""The app: it wires, and no more. Screens say, workflows do."""

from __future__ import annotations

import contextlib
import gc
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from textual.app import App, SystemCommand
from textual.screen import ModalScreen, Screen

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.settings import Settings, change_settings, load_settings
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.theme import DEFAULT, THEMES
from persona_tui.workflows.session import SaveKind, Session

APP_COMMANDS = (
    Command(
        "app.help",
        "f1",
        "help",
        _("Help"),
        _("What this screen is for, and every key that works on it."),
        priority=True,
    ),
    Command("app.quit", "ctrl+q", "quit", _("Quit"), _("Save everything and leave."), show=False, priority=True),
    Command(
        "app.elsewhere",
        "alt+s",
        "save_elsewhere",
        _("Save a copy elsewhere"),
        _("Write the study as it stands here to another folder: where its own can't be written any more."),
        show=False,
        priority=True,
    ),
)

AFTER_THE_START = 1.0
"""Seconds after which the first frame is long there."""


class PersonaApp(App[None]):
    """persona-tui on the screen. `study` opens a study at once, on `step` or where it was left; `talk` is the id of an
    interview to go on with.
    """

    CSS_PATH = ["app.tcss", "screens/study.tcss", "screens/home.tcss"]
    TITLE = "persona-tui"
    BINDINGS = bindings(APP_COMMANDS)
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, study: Path | None = None, step: str = "", talk: str = "") -> None:
        super().__init__()
        self._study = study
        self._step = step
        self._talk = talk
        self._problem = ""
        self.failure: Exception | None = None
        self.unsaved: list[str] = []
        self.settings: Settings = load_settings()
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.settings.theme
        self.theme = chosen if chosen in self.available_themes else DEFAULT
        self._read_with: dict[str, str] | None = self.get_css_variables()
        self.stylesheet.set_variables(self._read_with)
        if self.settings.keymap:
            self.set_keymap(self.settings.keymap)

    def get_default_screen(self) -> Screen[None]:
        """The study that was asked for, where it can be opened; the home screen otherwise."""
        session = self._open(self._study) if self._study is not None else None
        if session is not None:
            screen = self._study_screen(session, self._step)
            # Textual pushes one for every screen but the first, and pops it where that is switched for the home screen.
            screen._push_result_callback(self, None)
            return screen
        from persona_tui.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Say what went wrong on the way here, and leave in order when told to."""
        self._listen_for_the_end()
        if not gc.isenabled():
            self.set_timer(AFTER_THE_START, _collect_garbage_again)
        if self._problem:
            self.say(self._problem, severity="error")
        elif self._talk:
            self.call_after_refresh(self._open_talk)

    def _open_talk(self) -> None:
        """Go on with the talk that was asked for."""
        from persona_tui.tui.screens.interviews import InterviewsPane

        self.query_one(InterviewsPane).open_interview(self._talk)

    def open_study(self, path: Path, step: str = "") -> None:
        """Open a study folder; what is wrong with it is said where the person is."""
        session = self._open(path)
        if session is not None:
            self.show_session(session, step)
        else:
            self.say(self._problem, severity="error")

    def show_session(self, session: Session, step: str = "") -> None:
        """Show an open study."""
        self.push_screen(self._study_screen(session, step))

    def _open(self, path: Path) -> Session | None:
        from persona_tui.workflows.studies import open_study

        try:
            return open_study(path)
        except PlainError as problem:
            self._problem = problem.sentence
            return None

    def _study_screen(self, session: Session, step: str) -> Screen[None]:
        from persona_tui.settings import step_of
        from persona_tui.tui.screens.study import StudyScreen

        return StudyScreen(session, step or step_of(session.path) or "customers", self.unsaved.append)

    def say(self, sentence: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Tell the person something, in the corner; never read as markup."""
        self.notify(sentence, severity=severity, markup=False, timeout=5 if severity == "information" else 12)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that works here and now, by name."""
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if not active.enabled or not binding.id or not binding.description or binding.description in seen:
                continue
            seen.add(binding.description)
            action, node = binding.action, active.node
            yield SystemCommand(
                binding.description,
                binding.tooltip if binding.tooltip != binding.description else "",
                lambda action=action, node=node: self.call_later(node.run_action, action),
            )
        yield SystemCommand(
            _("Change the look"), _("Dark, light, the terminal's own colours, and more"), self.search_themes
        )

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; but not when Textual first tells of the look that the styles were read with."""
        read_with, self._read_with = self._read_with, None
        if read_with is None or read_with != self.get_css_variables():
            super().refresh_css(animate)

    def watch_theme(self, theme: str) -> None:
        """Remember the look."""
        if self.is_running and self.settings.theme != theme:
            self.settings.theme = theme
            change_settings(theme=theme)

    def action_help(self) -> None:
        """What this screen is for, and its keys."""
        from persona_tui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen))

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that are seen through the one on top: only a dialog lets any through. Textual takes the one below
        for seen in any case, and draws both where something changes in it.
        """
        return super()._background_screens if isinstance(self.screen, ModalScreen) else []

    # --- never a word lost -------------------------------------------------------------------------------------

    def keep_everything(self) -> None:
        """Keep what is being typed on any screen, and have it written without waiting for it."""
        for screen in reversed(self.screen_stack):
            keep = getattr(screen, "keep", None) or getattr(getattr(screen, "pane", None), "leave", None)
            if keep is not None:
                with contextlib.suppress(Exception):  # nothing that goes wrong here may keep a person in the program
                    keep()
        for session in self.sessions:
            session.folder.save_soon()

    @property
    def sessions(self) -> list[Session]:
        """The studies that are open, the one on top first."""
        found = (getattr(screen, "session", None) for screen in reversed(self.screen_stack))
        return list({id(session): session for session in found if session is not None}.values())

    def exit(self, *arguments: Any, **options: Any) -> None:
        """Leave, whoever said so; what is being typed on any screen is kept first."""
        self.keep_everything()
        super().exit(*arguments, **options)

    async def action_quit(self) -> None:
        """Leave. Where something can't be saved, another place is offered first; the same key again leaves."""
        from persona_tui.tui.screens.save_elsewhere import SaveElsewhere

        if not isinstance(self.screen, SaveElsewhere):
            self.keep_everything()
            unsaved = [each for each in self.sessions if each.folder.flush().kind is SaveKind.FAILED]
            if unsaved:
                self.push_screen(SaveElsewhere(unsaved[0], leaving=True))
                return
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """What nobody foresaw ends the program: what was typed is on the disk before anything else happens."""
        if self.failure is None:
            self.failure = error
            self.keep_everything()
            for session in self.sessions:
                with contextlib.suppress(Exception):
                    session.folder.flush()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the screen: whoever started the app writes `failure` down and says where."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without anything on the screen."""
        self._close_messages_no_wait()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A copy can be saved where a study is open."""
        return bool(self.sessions) if action == "save_elsewhere" else super().check_action(action, parameters)

    def action_save_elsewhere(self) -> None:
        """Write the study as it stands to another folder."""
        from persona_tui.tui.screens.save_elsewhere import SaveElsewhere

        self.keep_everything()
        if self.sessions and not isinstance(self.screen, SaveElsewhere):
            self.push_screen(SaveElsewhere(self.sessions[0]))

    def _listen_for_the_end(self) -> None:
        """Leave in order when the terminal closes or the system says so, where there are such signals."""
        import asyncio

        _resume_only_what_was_suspended()
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self._end)
                except (RuntimeError, ValueError):
                    return

    def _end(self) -> None:
        """The system says so: there may be little time, so everything is written before anything else."""
        self.keep_everything()
        for session in self.sessions:
            with contextlib.suppress(Exception):
                session.folder.flush()
        self.exit()


class UnforeseenError(Exception):
    """The app ended because of what nobody foresaw; its cause is what happened. `unsaved` are sentences on what could
    not be saved, and where it is.
    """

    def __init__(self, unsaved: Sequence[str] = ()) -> None:
        super().__init__()
        self.unsaved = tuple(unsaved)


def _resume_only_what_was_suspended() -> None:
    """A terminal that closes sends SIGCONT behind SIGHUP. Textual takes every SIGCONT for the end of a suspension and
    begins to read keys anew: once it has stopped doing so for good, the program would never end.
    """
    if not (hasattr(signal, "SIGTSTP") and hasattr(signal, "SIGCONT")):
        return
    suspend, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not (callable(suspend) and callable(resume)):
        return
    is_suspended = False

    def on_suspend(number: int, frame: FrameType | None) -> None:
        nonlocal is_suspended
        is_suspended = True
        suspend(number, frame)

    def on_resume(number: int, frame: FrameType | None) -> None:
        nonlocal is_suspended
        if is_suspended:
            is_suspended = False
            resume(number, frame)

    signal.signal(signal.SIGTSTP, on_suspend)
    signal.signal(signal.SIGCONT, on_resume)


def _collect_garbage_again() -> None:
    """What is there after the start stays: it is not looked at each time, so that later pauses are short."""
    gc.freeze()
    gc.enable()


def run(study: Path | None = None, step: str = "", talk: str = "") -> None:
    """Run the app until the person leaves. Raises UnforeseenError where something else ended it, and PlainError where
    not everything could be saved.
    """
    app = PersonaApp(study, step, talk)
    app.run()
    if app.failure is not None:
        raise UnforeseenError(app.unsaved) from app.failure
    if app.unsaved:
        raise PlainError("\n".join(app.unsaved))
