"""The study in another folder, for when its own can't be written any more: a full disk, a drive that is gone."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _, ngettext
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.session import SaveKind, Session
from persona_tui.workflows.studies import proposed_folder


class SaveElsewhere(Dialog[Path]):
    """Asks for a folder, and writes the study there; it closes when that is done, and stays open where it fails."""

    DEFAULT_CSS = "SaveElsewhere #dialog-form Words { padding: 0 1; margin-bottom: 1; }"
    accept_label = _("Save a copy")
    about = _(
        "The study as it stands in this program, with everything that is not on the disk yet, is written to another "
        "folder. This program goes on trying to save in the study's own folder; open the copy to go on there."
    )

    def __init__(self, session: Session, *, leaving: bool = False) -> None:
        """`leaving`: the person wants to leave the program, and this stands in between."""
        super().__init__(_("Not everything is saved yet") if leaving else _("Save a copy elsewhere"))
        self._session = session
        self._is_leaving = leaving
        self._is_writing = False

    def compose_form(self) -> ComposeResult:
        """Why, and where."""
        state = self._session.folder.save_state
        if state.kind is SaveKind.FAILED:
            yield Words(state.sentence, id="why")
        if self._is_leaving:
            yield Words(_("Save a copy, or press Ctrl+Q again to leave all the same."), id="leaving")
        yield FieldLabel(_("A folder that is new or empty, best on another drive"))
        yield Input(str(proposed_folder(self._session.path)), id="folder")

    def on_mount(self) -> None:
        """Begin with the folder."""
        self.query_one("#folder", Input).focus()

    def action_accept(self) -> None:
        """Write it there; nobody can do anything else meanwhile, but everything is drawn."""
        typed = self.query_one("#folder", Input).value.strip()
        if not typed:
            self.say_problem(_("Write the folder that the copy is to be in."))
        elif not self._is_writing:
            self._is_writing = True
            self.say_problem(_("Writing the copy …"))
            self._write(Path(typed).expanduser())

    @work(thread=True, exit_on_error=False)
    def _write(self, folder: Path) -> None:
        lost, problem = 0, ""
        try:
            lost = self._session.folder.save_elsewhere(folder)
        except PlainError as error:
            problem = error.sentence
        except OSError as error:
            problem = _("{path} can't be written: {why}.").format(path=folder, why=error.strerror or error)
        self.app.call_from_thread(self._written, folder, lost, problem)

    def _written(self, folder: Path, lost: int, problem: str) -> None:
        self._is_writing = False
        if problem:
            self.say_problem(problem)
            return
        sentence = _("The study as it stands is in {folder}. Open it there to go on.").format(folder=folder)
        if lost:
            sentence += " " + ngettext(
                "{count} file could not be read any more and is not in it.",
                "{count} files could not be read any more and are not in it.",
                lost,
            ).format(count=lost)
        self.app.notify(sentence, markup=False, timeout=20)
        self.dismiss(folder)
