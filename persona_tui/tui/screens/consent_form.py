"""What somebody agrees to: the words to read aloud, what they said yes to, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Button, Input

from persona_tui.banks.consent_wording import load_consent_wording, words_to_read_aloud
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.forget_words import FellAway
from persona_tui.tui.screens.interview_words import consent_words, scope_label
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.dialog import Confirm, Dialog
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.words import FieldLabel, Words, styled
from persona_tui.workflows.consents import consent_of, record_consent
from persona_tui.workflows.session import Session
from persona_tui.workflows.withdraw import withdraw as withdraw_and_compare

CONSENT_COMMANDS = (
    Command(
        "consent.later",
        "ctrl+l",
        "later",
        _("Not now"),
        _("Begin without consent: what is noted counts nowhere until it is recorded."),
        priority=True,
    ),
)


class Outcome(StrEnum):
    """What came of asking."""

    RECORDED = "recorded"
    LATER = "later"
    WITHDRAWN = "withdrawn"


class ConsentForm(Dialog[Outcome]):
    """The consent of one person. `before_talk` offers to go on without it."""

    BINDINGS = bindings(CONSENT_COMMANDS)
    DEFAULT_CSS = """
    ConsentForm .aloud { padding: 0 1; }
    ConsentForm #closing { margin-top: 1; }
    ConsentForm .sentence { padding: 0 1 0 5; color: $text-muted; }
    ConsentForm Tick { margin-top: 1; }
    ConsentForm #standing { padding: 0 1; margin-top: 1; }
    ConsentForm #withdraw { margin: 1 1 0 1; }
    ConsentForm #later-words { padding: 0 1; margin-top: 1; }
    """
    about = _(
        "Consent comes before the first note. Read the words aloud, and tick what the customer says yes to. Without a "
        "yes to notes, nothing that was said counts or enters a document. It can be withdrawn at any time."
    )

    def __init__(self, session: Session, person: Person, recorded_by: str = "", *, before_talk: bool = False) -> None:
        super().__init__(_("Consent of {name}").format(name=person.name))
        self._session = session
        self._person = person
        self._recorded_by = recorded_by
        self._before_talk = before_talk
        self._language = person.language or session.study.bank_language
        self._wording = load_consent_wording(self._language)
        found = consent_of(session, person.id)
        self._standing: Consent | None = found if found is not None and found.withdrawn_on is None else None

    def compose_form(self) -> ComposeResult:
        standing = self._standing
        if standing is not None:
            yield Words(consent_words(self._person.name, standing), id="standing")
            yield Button(Content(_("Withdraw this consent")), id="withdraw")
        if self._before_talk:
            yield Words(
                styled(
                    _("Consent comes before the first note. "),
                    ("Ctrl+L", "bold $text-accent"),
                    _(" begins without: what is noted then counts nowhere, in no document, until it is recorded."),
                ),
                id="later-words",
            )
        yield FieldLabel(_("Read aloud, and tick what they say yes to"))
        yield Words(self._wording.introduction, classes="aloud")
        for scope in Scope:
            ticked = scope in standing.scopes if standing is not None else False
            label = scope_label(scope).capitalize()
            if scope is Scope.NOTES:
                label = _("{scope} (nothing counts without this)").format(scope=label)
            yield Tick(Content(label), ticked, id=f"scope-{scope.value}")
            yield Words(f"“{self._wording.scopes.get(scope.value, '')}”", classes="sentence")
        yield Words(self._wording.closing, classes="aloud", id="closing")
        yield FieldLabel(_("How did they say so?"))
        yield Input(
            standing.how if standing else "", id="how", placeholder=_("on the phone, by e-mail, on paper, face to face")
        )
        yield FieldLabel(_("On which day?"))
        yield Input((standing.given_on if standing else date.today()).isoformat(), id="day")
        yield FieldLabel(_("Recorded by"))
        yield Input(standing.recorded_by if standing else self._recorded_by, id="by", placeholder=_("your name"))

    def on_mount(self) -> None:
        """Begin with the first yes."""
        self.query_one("#scope-notes").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on without consent is offered before a talk alone."""
        return self._before_talk if action == "later" else True

    def action_later(self) -> None:
        """Go on without it."""
        self.dismiss(Outcome.LATER)

    def pressed(self, button: str) -> None:
        """Withdraw, after asking."""
        if button != "withdraw":
            super().pressed(button)
            return
        standing = self._standing
        sentence = _(
            "From now on {name}'s words count nowhere and enter no document; a sentence of a persona that rests on "
            "them alone becomes an assumption. The notes stay here until you forget {name} for good, on the customers "
            "step."
        ).format(name=self._person.name)

        def withdraw(agreed: bool | None) -> None:
            if agreed and standing is not None:
                try:
                    fell_away = withdraw_and_compare(self._session, standing.id, date.today())
                except PlainError as problem:
                    self.say_problem(problem.sentence)
                    return
                self.dismiss(Outcome.WITHDRAWN)
                self.app.push_screen(FellAway(self._person.name, fell_away))

        self.app.push_screen(Confirm(_("Withdraw this consent?"), sentence, _("Withdraw")), withdraw)

    def result(self) -> Outcome:
        """Record it."""
        scopes = [scope for scope in Scope if self.query_one(f"#scope-{scope.value}", Tick).value]
        try:
            given_on = typed_day(self.query_one("#day", Input).value)
        except PlainError:
            self.query_one("#day", Input).focus()
            raise
        record_consent(
            self._session,
            self._person.id,
            scopes,
            wording=words_to_read_aloud(self._wording, [scope.value for scope in scopes]),
            language=self._wording.language,
            how=self.query_one("#how", Input).value,
            given_on=given_on,
            recorded_by=self.query_one("#by", Input).value,
        )
        return Outcome.RECORDED


def ask_consent(
    app: App[Any],
    session: Session,
    people: Sequence[Person],
    recorded_by: str,
    then: Callable[[bool], None],
    *,
    before_talk: bool = False,
) -> None:
    """Ask one after the other; `then` is called with False when one was cancelled, and with True at the end."""
    if not people:
        then(True)
        return

    def next_one(outcome: Outcome | None) -> None:
        if outcome is None:
            then(False)
        else:
            ask_consent(app, session, people[1:], recorded_by, then, before_talk=before_talk)

    app.push_screen(ConsentForm(session, people[0], recorded_by, before_talk=before_talk), next_one)
