"""What is asked of every talk that comes from a file: whose words they are, and what they agreed to."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Select

from persona_tui.domain.consent import Scope
from persona_tui.i18n import _
from persona_tui.tui.screens.interview_words import consent_words, scope_label
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.consents import consent_of
from persona_tui.workflows.session import Session


class TalkFromFile(Dialog[str]):
    """A subclass yields `whose` and `agreement` in its form, and gives back the interview's id."""

    DEFAULT_CSS = """
    TalkFromFile .hint { color: $text-muted; padding: 0 1; height: auto; }
    """
    accept_label = _("Import")

    def __init__(self, session: Session, path: Path, person_id: str) -> None:
        super().__init__(_("Import {file}").format(file=path.name))
        self._session = session
        self._path = path
        self._person_id = person_id

    def whose(self, question: str) -> ComposeResult:
        """The choice of a customer."""
        yield FieldLabel(question)
        yield Select[str](
            [(Content(person.name), person.id) for person in self._session.people()],
            value=self._person_id or Select.NULL,
            prompt=_("Choose a customer"),
            id="person",
        )

    def agreement(self, question: str) -> ComposeResult:
        """What the customer agreed to before, and what they agree to now."""
        yield FieldLabel(question)
        yield Words("", id="standing", classes="hint")
        for scope in Scope:
            yield Tick(Content(scope_label(scope).capitalize()), id=f"scope-{scope.value}")

    def on_mount(self) -> None:
        """Begin with whose words they are."""
        self.show_standing(self._person_id)
        self.query_one("#person").focus()

    def show_standing(self, person_id: str) -> None:
        """What this customer agreed to before."""
        person = self._session.person(person_id)
        if person is not None:
            words = consent_words(person.name, consent_of(self._session, person.id))
            self.query_one("#standing", Words).say(words)

    @property
    def person(self) -> str:
        """The id of the customer who is chosen, "" for none."""
        chosen = self.query_one("#person", Select).value
        return chosen if isinstance(chosen, str) else ""

    @property
    def scopes(self) -> list[Scope]:
        """What is ticked."""
        return [scope for scope in Scope if self.query_one(f"#scope-{scope.value}", Tick).value]
