"""A screen over the study's own: it hears what changes, says what is on the disk, and can undo."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.screen import Screen

from persona_tui.i18n import _
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.workflows.session import SaveState, Session


class WorkingScreen(Screen[str]):
    """A subclass yields a `TopBar`, shows the study in `show_now`, and keeps what is being typed in `keep`."""

    class SaveStateChanged(Message):
        """Something is true of the disk that was not before; posted from any thread."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = False
        self._told_before: Callable[[SaveState], None] | None = None

    def on_mount(self) -> None:
        """Listen for changes."""
        self.session.listen(self._something_changed)
        self._told_before = self.session.folder.on_save_state
        self.session.folder.on_save_state = self._saved
        self.query_one(TopBar).show_save_state(self.session.folder.save_state)

    def on_unmount(self) -> None:
        """Others listen again."""
        self.session.unlisten(self._something_changed)
        if self.session.folder.on_save_state == self._saved:
            self.session.folder.on_save_state = self._told_before

    @property
    def is_turning(self) -> bool:
        """Whether something is half shown, so that a change waits."""
        return False

    def show_now(self) -> None:
        """Show the study as it is at this moment."""
        self._stale = False

    def keep(self) -> None:
        """Keep what is being typed."""

    def action_undo(self) -> None:
        """Take the last act back."""
        self.keep()
        label = self.session.undo()
        self.notify(_("Undone: {what}").format(what=label) if label else _("There is nothing to undo."), markup=False)

    def action_redo(self) -> None:
        """Do the last undone act again."""
        label = self.session.redo()
        self.notify(
            _("Done again: {what}").format(what=label) if label else _("There is nothing to redo."), markup=False
        )

    def _something_changed(self) -> None:
        """After an act: show it, once, however many there were."""
        if not self._stale:
            self._stale = True
            self.call_after_refresh(self._show_changes)

    def _show_changes(self) -> None:
        if self._stale and self.is_attached and not self.is_turning:
            self.show_now()

    def _saved(self, state: SaveState) -> None:
        self.post_message(self.SaveStateChanged(state))
        if self._told_before is not None:
            self._told_before(state)

    def on_working_screen_save_state_changed(self, event: SaveStateChanged) -> None:
        """Say what is on the disk."""
        self.query_one(TopBar).show_save_state(event.state)
