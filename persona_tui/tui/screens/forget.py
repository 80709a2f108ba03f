"""Forgetting a customer for good: what goes, the name to be typed, and what was found afterwards."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Button, Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.screens.forget_words import Told, listed
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows.forget import Forgot, WhatGoes, forget, proof_sentences, what_goes
from persona_tui.workflows.session import Session


class ForgetForm(Dialog[Forgot]):
    """Asks for the name before it does what can't be undone. Gives back what was done, or None."""

    DEFAULT_CSS = """
    ForgetForm .told { padding: 0 1; margin-top: 1; }
    ForgetForm #warnings { color: $text-warning; }
    """
    accept_label = _("Forget for good")
    about = _(
        "When a customer wants to be forgotten, everything that is theirs goes: notes, values, consents, evidence in "
        "personas, backups and documents. Afterwards every file of the study is opened to see that nothing is left."
    )

    class Seen(Message):
        """What goes is known; posted from the worker."""

        def __init__(self, what: WhatGoes | None, problem: str = "") -> None:
            super().__init__()
            self.what, self.problem = what, problem

    class Progressed(Message):
        """So many files are done; posted from the worker."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done, self.of = done, of

    class Over(Message):
        """It is over; posted from the worker."""

        def __init__(self, done: Forgot | None, problem: str = "") -> None:
            super().__init__()
            self.done, self.problem = done, problem

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(_("Forget {name} for good?").format(name=person.name))
        self._session = session
        self._person = person
        self._busy = True

    def compose_form(self) -> ComposeResult:
        yield Words(_("Looking through the study’s files …"), id="what", classes="told")
        yield Words(id="warnings", classes="told")
        yield FieldLabel(_("To go on, type the name: {name}").format(name=self._person.name))
        yield Input(id="typed")

    def on_mount(self) -> None:
        """Look what goes; the name can be typed meanwhile."""
        self.query_one("#warnings").display = False
        self.query_one("#typed", Input).focus()
        self._look()

    def result(self) -> Forgot | None:
        """Never: it is given back when the work is over."""
        return None

    def action_accept(self) -> None:
        """Begin, when the name is right."""
        if self._busy:
            return
        typed = clean_line(self.query_one("#typed", Input).value)
        if typed != clean_line(self._person.name):
            self.say_problem(_("That is not the name above. Type it as it stands there, or cancel."))
            self.query_one("#typed", Input).focus()
            return
        self._set_busy(True)
        self.say_problem("")
        self.query_one("#what", Words).say(_("Taking them out of every file …"))
        self._forget()

    def action_cancel(self) -> None:
        """Close, unless it has begun: it finishes what it began."""
        if not (self._busy and self.query_one("#typed", Input).disabled):
            self.dismiss(None)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.query_one("#typed", Input).disabled = busy
        for button in self.query(Button):
            button.disabled = busy

    @work(thread=True, exit_on_error=False)
    def _look(self) -> None:
        try:
            self.post_message(self.Seen(what_goes(self._session, self._person.id)))
        except (PlainError, OSError) as problem:
            self.post_message(self.Seen(None, str(problem)))

    @work(thread=True, exit_on_error=False)
    def _forget(self) -> None:
        try:
            done = forget(self._session, self._person.id, self._tell_progress, tell=self.app.call_from_thread)
            self.post_message(self.Over(done))
        except (PlainError, OSError) as problem:
            self.post_message(self.Over(None, str(problem)))

    def _tell_progress(self, done: int, of: int) -> None:
        self.post_message(self.Progressed(done, of))

    def on_forget_form_seen(self, event: Seen) -> None:
        """Say what goes."""
        event.stop()
        if event.what is None:
            self.query_one("#what", Words).say("")
            self.say_problem(event.problem)
            return
        self._busy = False
        goes = "; ".join(event.what.sentences)
        words = styled(
            (_("This goes: "), "bold"),
            _("{list}. ").format(list=goes),
            (_("It can’t be undone, and neither can anything that was done before it."), MUTED),
        )
        self.query_one("#what", Words).say(words)
        warnings = self.query_one("#warnings", Words)
        warnings.say(listed(event.what.warnings))
        warnings.display = bool(event.what.warnings)
        # Where it is higher than the screen, what is asked for stays in sight.
        self.call_after_refresh(self.query_one("#typed", Input).scroll_visible, animate=False)

    def on_forget_form_progressed(self, event: Progressed) -> None:
        """How far it is."""
        event.stop()
        line = _("Taking them out of every file … {n} of {all}").format(n=event.done, all=event.of)
        self.query_one("#what", Words).say(line)

    def on_forget_form_over(self, event: Over) -> None:
        """Close, and say what was found; or say what went wrong."""
        event.stop()
        if event.done is None:
            self._set_busy(False)
            self.say_problem(event.problem)
            return
        self.dismiss(event.done)


class Forgotten(Told):
    """What was done, what the proof found, and which copies were not touched."""

    def __init__(self, done: Forgot) -> None:
        clean = done.proof.is_clean
        super().__init__(_("Forgotten: nothing of them was found") if clean else _("Forgotten, but something is left"))
        self._done = done

    def compose_form(self) -> ComposeResult:
        yield Words(listed([*proof_sentences(self._done.proof), *self._done.done]), classes="told")
        yield Words(listed(self._done.elsewhere), classes="told")
