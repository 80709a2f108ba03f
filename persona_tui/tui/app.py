"""The app: it wires, and no more. Screens say, workflows do."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from textual.app import App, SystemCommand
from textual.screen import Screen

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.settings import Settings, change_settings, load_settings
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.theme import DEFAULT, THEMES
from persona_tui.workflows.session import Session

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
)


class PersonaApp(App[None]):
    """persona-tui on the screen. `study` opens a study at once, on `step` or where it was left."""

    CSS_PATH = "app.tcss"
    TITLE = "persona-tui"
    BINDINGS = bindings(APP_COMMANDS)
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, study: Path | None = None, step: str = "") -> None:
        super().__init__()
        self._study = study
        self._step = step
        self.settings: Settings = load_settings()
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.settings.theme
        self.theme = chosen if chosen in self.available_themes else DEFAULT
        if self.settings.keymap:
            self.set_keymap(self.settings.keymap)

    def on_mount(self) -> None:
        """Open what was asked for."""
        self._listen_for_the_end()
        if self._study is None:
            self.show_home()
        else:
            self.open_study(self._study, self._step)
            if not self.screen_stack[1:]:
                self.show_home()

    def show_home(self) -> None:
        """The first screen."""
        from persona_tui.tui.screens.home import HomeScreen

        self.push_screen(HomeScreen())

    def open_study(self, path: Path, step: str = "") -> None:
        """Open a study folder; what is wrong with it is said on the home screen."""
        from persona_tui.workflows.studies import open_study

        try:
            session = open_study(path)
        except PlainError as problem:
            self.say(problem.sentence, severity="error")
            return
        self.show_session(session, step)

    def show_session(self, session: Session, step: str = "") -> None:
        """Show an open study."""
        from persona_tui.settings import step_of
        from persona_tui.tui.screens.study import StudyScreen

        self.push_screen(StudyScreen(session, step or step_of(session.path) or "customers"))

    def say(self, sentence: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Tell the person something, in the corner; never read as markup."""
        self.notify(sentence, severity=severity, markup=False, timeout=5 if severity == "information" else 12)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that works here and now, by name."""
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if not active.enabled or not binding.description or binding.description in seen:
                continue
            seen.add(binding.description)
            action, node = binding.action, active.node
            yield SystemCommand(
                binding.description,
                binding.tooltip or binding.description,
                lambda action=action, node=node: self.call_later(node.run_action, action),
            )
        yield SystemCommand(
            _("Change the look"), _("Dark, light, the terminal's own colours, and more"), self.search_themes
        )

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

    def _listen_for_the_end(self) -> None:
        """Leave in order when the terminal closes or the system says so, where there are such signals."""
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self.exit)
                except (NotImplementedError, RuntimeError, ValueError):
                    return


def run(study: Path | None = None, step: str = "") -> None:
    """Run the app until the person leaves."""
    PersonaApp(study, step).run()
