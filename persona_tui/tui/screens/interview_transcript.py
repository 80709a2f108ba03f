"""A transcript that another program saved, as what was said in a talk."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Select

from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.screens.interview_words import consent_words, scope_label
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.consents import consent_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.transcripts import day_of_file, import_transcript


class ImportTranscript(Dialog[str]):
    """Whose talk a transcript is, on which day, and what they agreed to. Gives back the interview's id."""

    DEFAULT_CSS = """
    ImportTranscript .hint { color: $text-muted; padding: 0 1; height: auto; }
    """
    accept_label = _("Import")

    def __init__(self, session: Session, path: Path, person_id: str) -> None:
        super().__init__(_("Import {file}").format(file=path.name))
        self._session = session
        self._path = path
        self._person_id = person_id

    def compose_form(self) -> ComposeResult:
        yield Words(
            _("It stands beside the notes of that day's talk. Which words are whose can be said there, with Ctrl+A."),
            classes="hint",
        )
        yield FieldLabel(_("With whom did you talk?"))
        yield Select[str](
            [(Content(person.name), person.id) for person in self._session.people()],
            value=self._person_id or Select.NULL,
            prompt=_("Choose a customer"),
            id="person",
        )
        yield FieldLabel(_("On which day?"))
        yield Input(day_of_file(self._path).isoformat(), id="day")
        yield FieldLabel(_("What did they agree to? Without recording, what was recorded counts nowhere."))
        yield Words("", id="standing", classes="hint")
        for scope in Scope:
            yield Tick(Content(scope_label(scope).capitalize()), id=f"scope-{scope.value}")

    def on_mount(self) -> None:
        """Begin with whose words they are."""
        self._show_standing()
        self.query_one("#person").focus()

    def on_select_changed(self) -> None:
        """Another customer agreed to something else."""
        self._show_standing()

    def _show_standing(self) -> None:
        person = self._session.person(str(self.query_one("#person", Select).value))
        if person is not None:
            words = consent_words(person.name, consent_of(self._session, person.id))
            self.query_one("#standing", Words).say(words)

    def result(self) -> str:
        """Read it in, and say what became of it."""
        person = self.query_one("#person", Select).value
        if not isinstance(person, str):
            raise PlainError(_("Choose with whom you talked."))
        day = typed_day(self.query_one("#day", Input).value)
        scopes = [scope for scope in Scope if self.query_one(f"#scope-{scope.value}", Tick).value]
        report = import_transcript(
            self._session,
            self._path,
            customer=person,
            day=day,
            consent_scopes=scopes or None,
            consent_date=day if scopes else None,
        )
        self.notify("\n".join(report.said), markup=False, timeout=15)
        return report.interview.id
