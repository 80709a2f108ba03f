"""A form that came back by mail, as an interview."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Select

from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.session import Session

_FROM_THE_FORM = ""


class ImportAnswers(Dialog[str]):
    """A Word form that a customer filled in: whose answers they are. Gives back the interview's id."""

    DEFAULT_CSS = """
    ImportAnswers .hint { color: $text-muted; padding: 0 1; height: auto; }
    """
    accept_label = _("Import")

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(_("Import {file}").format(file=path.name))
        self._session = session
        self._path = path

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Whose answers are they?"))
        people = [(Content(person.name), person.id) for person in self._session.people()]
        yield Select[str](
            [(Content(_("The name on the form")), _FROM_THE_FORM), *people],
            value=_FROM_THE_FORM,
            allow_blank=False,
            id="person",
        )
        yield Tick(Content(_("Somebody new, also where a name is nearly the same")), id="add")
        yield Words(
            _("What they ticked on the form is recorded as their consent. Choices become facts, texts lines."),
            classes="hint",
        )

    def on_mount(self) -> None:
        """Begin with whose answers they are."""
        self.query_one("#person").focus()

    def result(self) -> str:
        """Read the form in, and say what became of it."""
        from persona_tui.workflows.answers_import import import_answers, summary

        chosen = self.query_one("#person", Select).value
        report = import_answers(
            self._session,
            self._path,
            customer=chosen if isinstance(chosen, str) else "",
            add=self.query_one("#add", Tick).value,
        )
        self.notify("\n".join([summary(report), *report.said]), markup=False, timeout=15)
        return report.interview.id
