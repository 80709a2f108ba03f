"""A talk in plain lines: one goes in, some come out. For screen readers, plain terminals and pipes.

No screen, no cursor, no colours: whoever runs it reads a line, feeds it in, and prints what comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from persona_tui.banks.reader import load_bank
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview, InterviewState
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.workflows import interviews as acts
from persona_tui.workflows import plain_words as words
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import find_person
from persona_tui.workflows.interview_import import default_bank
from persona_tui.workflows.plain_commands import PlainCommands
from persona_tui.workflows.plain_consent import ConsentTalk
from persona_tui.workflows.plain_talk import Clock, PlainTalk
from persona_tui.workflows.session import SaveKind, Session
from persona_tui.workflows.talks import still_to_agree

_UNFINISHED = (InterviewState.STARTED, InterviewState.BROKEN_OFF, InterviewState.PLANNED)


def talk_with(
    session: Session,
    customer: str,
    *,
    bank: str = "",
    interviewer: str = "",
    consent_scopes: Iterable[Scope] | None = None,
    consent_date: date | None = None,
) -> Interview:
    """The talk with `customer` (a name or an id) to go on with: the one that was begun, broke off or is planned (along
    `bank`, where that is given), else a new one; with their consent recorded where it is given (today without a date).

    Raises PlainError: nobody of that name, no such bank, half a consent; StudyReadOnlyError.
    """
    session.folder.require_writing()
    person = find_person(session, customer)
    found: Interview | None = None
    for state in _UNFINISHED:
        talks = [talk for talk in session.interviews_of({person.id}) if talk.state is state]
        talks = [talk for talk in talks if bank in ("", talk.bank)]
        found = found or (talks[-1] if talks else None)
    with session.act(_("Plan a talk with {names}").format(names=person.name)):
        if consent_scopes is not None:
            record_consent(session, person.id, consent_scopes, given_on=consent_date or date.today())
        if found is None:
            guide = load_bank(bank or default_bank(session, person), session.study.bank_language)
            language = person.language or session.study.bank_language
            found = acts.plan_interview(session, [person.id], guide, interviewer=interviewer, language=language)
    return session.interview(found.id) or found


class PlainInterview:
    """One talk, question by question. `start`, then `feed` each line, then `end`; each gives the lines to print.

    Everything is on the disk when a call returns; a line says so where that was not so before, and where it is not
    so any more. `has_begun` says that the consent is there and the clock was set going.
    """

    def __init__(self, session: Session, interview_id: str, *, clock: Clock = now) -> None:
        self.session = session
        self._talk = PlainTalk(session, interview_id, clock)
        self._commands = PlainCommands(self._talk)
        self._consent: ConsentTalk | None = None
        self.has_begun = False
        self._said_saved: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether no more lines are wanted."""
        return self._talk.is_over

    @property
    def question(self) -> Question:
        """The question at hand."""
        return self._talk.question

    def start(self) -> list[str]:
        """What to say first: the consent to ask for where it is not recorded, else the first question."""
        out = [_("Talk with {names}: {bank}.").format(names=self._talk.names, bank=self._talk.title)]
        if self._talk.problem:
            out.append(self._talk.problem)
        asked = still_to_agree(self.session, self._talk.interview)
        if asked:
            self._consent = ConsentTalk(self.session, asked, self._talk.interview.interviewer)
            return out + self._consent.ask()
        return out + self._begin()

    def feed(self, line: str) -> list[str]:
        """One line that was typed, without its line break; what to answer, often nothing."""
        typed = line.rstrip("\r\n")
        was_over = self.is_over
        if was_over:
            return []
        if self._consent is not None:
            return self._feed_consent(typed)
        try:
            out = self._commands.take(typed)
        except PlainError as problem:
            out = [problem.sentence]
        return out + self._saved(again=self.is_over)

    def end(self) -> list[str]:
        """No more lines come: the clock stands, and the talk can be taken up again."""
        if self.is_over:
            return []
        self._talk.is_over = True
        out: list[str] = []
        if self.has_begun:
            try:
                acts.pause_interview(self.session, self._talk.id, self._talk.now())
            except PlainError as problem:
                out.append(problem.sentence)
            time = words.clock_text(self._talk.interview.elapsed)
            out.append(_("The clock stands at {time}. The same command goes on with this talk.").format(time=time))
        else:
            out.append(_("The talk has not begun."))
        return out + self._saved(again=True)

    def _feed_consent(self, typed: str) -> list[str]:
        assert self._consent is not None
        if typed.strip().casefold() in ("/help", "/done"):
            if typed.strip().casefold() == "/done":
                return self.end()
            return self._consent.ask()
        out = self._consent.feed(typed)
        if self._consent.is_refused:
            self._talk.is_over = True
        elif self._consent.is_agreed:
            self._consent = None
            out += self._begin()
        return out

    def _begin(self) -> list[str]:
        """Set the clock going. One that a program which died left going went on until it was last kept."""
        out = [words.how_it_goes()]
        talk = self._talk.interview
        if talk.state is InterviewState.BROKEN_OFF:
            acts.reopen_interview(self.session, self._talk.id)
        if talk.clock_since is not None:
            acts.pause_interview(self.session, self._talk.id, talk.updated)
        if talk.elapsed or talk.answers:
            time = words.clock_text(self._talk.interview.elapsed)
            out.append(_("This talk was begun before: it goes on at {time}.").format(time=time))
        acts.start_interview(self.session, self._talk.id, self._talk.now())
        self.has_begun = True
        failed = self.session.folder.flush().kind is SaveKind.FAILED
        return out + self._talk.show() + (self._saved() if failed else [])

    def _saved(self, *, again: bool = False) -> list[str]:
        """Write everything; what is true of the disk now, where that was not said yet, or is to be said `again`."""
        state = self.session.folder.flush()
        if state.kind is SaveKind.SAVED:
            sentence = _("Saved.")
        else:
            sentence = _("Not saved: {why}").format(why=state.sentence or _("it is tried again with the next line."))
        if sentence == self._said_saved and not again:
            return []
        self._said_saved = sentence
        return [sentence]
