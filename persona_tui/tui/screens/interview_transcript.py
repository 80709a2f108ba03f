"""A transcript that another program saved, as what was said in a talk."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.screens.interview_from_file import TalkFromFile
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.transcripts import day_of_file, import_transcript


class ImportTranscript(TalkFromFile):
    """Whose talk a transcript is, on which day, and what they agreed to. Gives back the interview's id."""

    def compose_form(self) -> ComposeResult:
        yield Words(
            _("It stands beside the notes of that day's talk. Which words are whose can be said there, with Ctrl+A."),
            classes="hint",
        )
        yield from self.whose(_("With whom did you talk?"))
        yield FieldLabel(_("On which day?"))
        yield Input(day_of_file(self._path).isoformat(), id="day")
        yield from self.agreement(_("What did they agree to? Without recording it counts nowhere."))

    def on_select_changed(self) -> None:
        """Another customer agreed to something else."""
        self.show_standing(self.person)

    def result(self) -> str:
        """Read it in, and say what became of it."""
        if not self.person:
            raise PlainError(_("Choose with whom you talked."))
        day = typed_day(self.query_one("#day", Input).value)
        report = import_transcript(
            self._session,
            self._path,
            customer=self.person,
            day=day,
            consent_scopes=self.scopes or None,
            consent_date=day if self.scopes else None,
        )
        self.notify("\n".join(report.said), markup=False, timeout=15)
        return report.interview.id
