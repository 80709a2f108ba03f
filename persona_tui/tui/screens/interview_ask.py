"""Help with asking somebody for an interview: a text to send, and notes that were taken elsewhere to bring in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Select, TextArea

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.i18n import _
from persona_tui.tui.screens.interview_from_file import TalkFromFile
from persona_tui.tui.screens.interview_plan import bank_line, banks_to_choose
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.interview_import import default_bank
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import ASKING_MINUTES, asking_text, save_asking_text


class AskingText(Dialog[str]):
    """The message that asks for a talk, to change, copy or save. Gives back what was copied."""

    DEFAULT_CSS = """
    AskingText TextArea { height: auto; max-height: 17; margin-top: 1; }
    AskingText #save-text { margin: 1 1 0 1; }
    AskingText #where { padding: 0 1; color: $text-success; height: auto; display: none; }
    """
    accept_label = _("Copy")
    about = _(
        "A text to send by e-mail or read on the phone. Change it as you like, then copy it or save it as a file."
    )

    def __init__(self, session: Session, person: Person, interviewer: str = "", minutes: int = ASKING_MINUTES) -> None:
        super().__init__(_("Asking {name} for a talk").format(name=person.name))
        self._session = session
        self._person = person
        self._interviewer = interviewer
        self._minutes = minutes
        self._proposed = ""

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Your name"))
        yield Input(self._interviewer, id="interviewer")
        yield TypingArea("", id="text")
        yield Button(Content(_("Save it as a text file")), id="save-text")
        yield Words("", id="where")

    def on_mount(self) -> None:
        """Fill the text in."""
        self._fill(self._interviewer)
        self.query_one("#text" if self._interviewer else "#interviewer").focus()

    def _fill(self, interviewer: str) -> None:
        """Put the name into the text, as long as nobody changed the text."""
        text = self.query_one("#text", TextArea)
        if text.text == self._proposed:
            self._proposed = asking_text(self._session, self._person.id, interviewer=interviewer, minutes=self._minutes)
            text.text = self._proposed

    def on_input_changed(self, event: Input.Changed) -> None:
        """The name was typed."""
        self._fill(event.value)

    def submitted(self, entry: Input) -> None:
        """The name is complete; the text comes next."""
        self.query_one("#text").focus()

    def pressed(self, button: str) -> None:
        """Save it as a file, and say where."""
        if button != "save-text":
            super().pressed(button)
            return
        try:
            path = save_asking_text(self._session, self._person.id, self.query_one("#text", TextArea).text)
        except PlainError as problem:
            self.say_problem(problem.sentence)
            return
        where = self.query_one("#where", Words)
        where.say(_("Saved: {path}").format(path=path))
        where.display = True

    def result(self) -> str:
        """Copy it."""
        text = self.query_one("#text", TextArea).text
        self.app.copy_to_clipboard(text)
        self.notify(_("Copied. Paste it into an e-mail or a message."), markup=False)
        return text


class ImportNotes(TalkFromFile):
    """Notes in a text file, as an interview: whose words, along which questions. Gives back the interview's id."""

    def __init__(self, session: Session, path: Path, person_id: str) -> None:
        super().__init__(session, path, person_id)
        self._banks = banks_to_choose(session.study.bank_language)

    def compose_form(self) -> ComposeResult:
        yield from self.whose(_("Whose words are they?"))
        yield FieldLabel(_("Which questions do they follow?"))
        yield Select[str](
            [(Content(bank_line(bank)), bank.key) for bank in self._banks],
            value=self._bank_for(self._person_id),
            prompt=_("Choose the questions"),
            id="bank",
        )
        yield Tick(Content(_("A - or + before a line is a mark (a pain, a goal), not a bullet")), id="marks")
        yield from self.agreement(_("What did they agree to?"))
        yield FieldLabel(_("On which day?"))
        yield Input(date.today().isoformat(), id="day")

    def _bank_for(self, person_id: str) -> Any:
        person = self._session.person(person_id)
        key = default_bank(self._session, person) if person is not None else ""
        return key if key in [bank.key for bank in self._banks] else Select.NULL

    def on_select_changed(self, event: Select.Changed) -> None:
        """Another customer: other questions suit them, and they agreed to something else."""
        if event.select.id == "person" and isinstance(event.value, str):
            self.show_standing(event.value)
            if event.value != self._person_id:
                self._person_id = event.value
                self.query_one("#bank", Select).value = self._bank_for(event.value)

    def result(self) -> str:
        """Read the notes in, and say what became of them."""
        from persona_tui.workflows.imports import import_interview

        bank = self.query_one("#bank", Select).value
        if not self.person:
            raise PlainError(_("Choose whose words they are."))
        if not isinstance(bank, str):
            raise PlainError(_("Choose the questions that the notes follow."))
        report = import_interview(
            self._session,
            self._path,
            customer=self.person,
            bank=bank,
            marks=self.query_one("#marks", Tick).value,
            consent_scopes=self.scopes or None,
            consent_date=typed_day(self.query_one("#day", Input).value) if self.scopes else None,
        )
        self.notify("\n".join(report.said), markup=False, timeout=15)
        return report.interview.id
