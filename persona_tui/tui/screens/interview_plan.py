"""A new interview: with whom, along which questions, and who asks."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Select, SelectionList
from textual.widgets.selection_list import Selection

from persona_tui.banks.reader import BankInfo, list_banks
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.i18n import _, ngettext
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import TickList
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.interview_import import default_bank
from persona_tui.workflows.interviews import change_interview, plan_interview
from persona_tui.workflows.session import Session


def bank_line(bank: BankInfo) -> str:
    """A bank as it is chosen: what it is for, how long, how many questions."""
    questions = ngettext("{n} question", "{n} questions", bank.questions).format(n=bank.questions)
    return _("{title} · {minutes} min with them · {questions}").format(
        title=bank.title, minutes=bank.minutes_together, questions=questions
    )


def banks_to_choose(language: str) -> list[BankInfo]:
    """The banks that can be used, each in the study's language where there is one, else in English."""
    found: dict[str, BankInfo] = {}
    for bank in list_banks():
        known = found.get(bank.key)
        if not bank.problem and (known is None or bank.language == language):
            found[bank.key] = bank
    return list(found.values())


class InterviewForm(Dialog[str]):
    """A new talk, or one to change. Gives back the interview's id."""

    DEFAULT_CSS = """
    InterviewForm TickList { height: auto; max-height: 6; padding: 0 1; }
    InterviewForm #who-asks { height: auto; }
    InterviewForm #who-asks Vertical { height: auto; width: 1fr; }
    InterviewForm .hint { color: $text-muted; padding: 0 1; }
    """

    def __init__(self, session: Session, person_id: str, interview: Interview | None = None) -> None:
        super().__init__(_("A new interview") if interview is None else _("This interview"))
        self._session = session
        self._interview = interview
        self._chosen = list(interview.people) if interview is not None else [person_id] if person_id else []
        self._banks = banks_to_choose(session.study.bank_language)
        self._bank_was_chosen = interview is not None
        if interview is None:
            self.accept_label = _("Plan it")

    def compose_form(self) -> ComposeResult:
        interview = self._interview
        yield FieldLabel(_("With whom? (space ticks; two people on one call are ticked both)"))
        yield TickList[str](
            *(
                Selection(Content(person.name), person.id, person.id in self._chosen)
                for person in self._session.people()
                if not person.imagined or person.id in self._chosen
            ),
            id="people",
        )
        yield FieldLabel(_("Along which questions?"))
        keys = [bank.key for bank in self._banks]
        wanted = interview.bank if interview is not None else self._proposed()
        yield Select[str](
            [(Content(bank_line(bank)), bank.key) for bank in self._banks],
            value=wanted if wanted in keys else Select.NULL,
            allow_blank=True,
            prompt=_("Choose the questions"),
            id="bank",
        )
        with Horizontal(id="who-asks"):
            with Vertical():
                yield FieldLabel(_("Who asks?"))
                yield Input(interview.interviewer if interview else self._last("interviewer"), id="interviewer")
            with Vertical():
                yield FieldLabel(_("Who takes notes?"))
                yield Input(interview.note_taker if interview else self._last("note_taker"), id="note-taker")
        if interview is None:
            yield FieldLabel("")
            yield Words(
                _("The clock does not run yet: Enter on the list begins the talk, with consent first."), classes="hint"
            )

    def on_mount(self) -> None:
        """Begin with whom: at the one who is chosen."""
        people = self.query_one("#people", SelectionList)
        people.focus()
        places = [
            place for place in range(people.option_count) if people.get_option_at_index(place).value in self._chosen
        ]
        people.highlighted = places[0] if places else 0

    def _proposed(self) -> str:
        person = self._session.person(self._chosen[0]) if self._chosen else None
        return default_bank(self._session, person) if person is not None else ""

    def _last(self, what: str) -> str:
        """Who asked, or took notes, in the last talk: mostly the same person."""
        summaries = sorted(self._session.folder.interview_summaries(), key=lambda summary: summary.created)
        last = self._session.interview(summaries[-1].id) if summaries else None
        return str(getattr(last, what, ""))

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        """The questions follow whom they are for, until somebody chooses others."""
        order = [person.id for person in self._session.people()]
        self._chosen = sorted(event.selection_list.selected, key=order.index)
        if not self._bank_was_chosen:
            bank = self.query_one("#bank", Select)
            wanted = self._proposed()
            if wanted in [info.key for info in self._banks]:
                with bank.prevent(Select.Changed):
                    bank.value = wanted

    def on_select_changed(self, event: Select.Changed) -> None:
        """Somebody chose the questions."""
        if event.value != self._proposed():
            self._bank_was_chosen = True

    def result(self) -> str:
        """Plan it, or change it."""
        key = self.query_one("#bank", Select).value
        interviewer = self.query_one("#interviewer", Input).value
        note_taker = self.query_one("#note-taker", Input).value
        if not self._chosen:
            self.query_one("#people").focus()
            raise PlainError(_("Tick whom you will talk to: move with the arrows and press space."))
        bank = next((info for info in self._banks if info.key == key), None)
        if self._interview is not None:
            changes: dict[str, object] = {"people": self._chosen, "interviewer": interviewer, "note_taker": note_taker}
            if bank is not None:
                changes |= {"bank": bank.key, "bank_language": bank.language}
            return change_interview(self._session, self._interview.id, **changes).id
        if bank is None:
            self.query_one("#bank").focus()
            raise PlainError(_("Choose the questions to go along."))
        language = self._session.study.bank_language
        return plan_interview(
            self._session,
            self._chosen,
            bank.key,
            interviewer=interviewer,
            note_taker=note_taker,
            language=language,
            bank_language=bank.language,
        ).id
