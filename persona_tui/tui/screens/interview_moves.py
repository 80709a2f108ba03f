"""Going from question to question during a talk: in order, by search, to what is open, to what fills a gap."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from persona_tui.domain.interviews import OTHER_QUESTION, Answer
from persona_tui.domain.questions import Question
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import Proposal, next_come_back, next_open
from persona_tui.tui.screens.interview_talk import Talk
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.asking import lint_asked
from persona_tui.workflows.session import Session


class MovingScreen(Screen[str | None]):
    """A screen with one talk on it. A subclass shows a question, keeps what is typed, and does acts."""

    session: Session
    talk: Talk
    _on_questions: object = None

    @property
    @abstractmethod
    def editor(self) -> NotesEditor:
        """The one editor of notes."""

    @abstractmethod
    def show_question(self, question: Question) -> None:
        """Keep what is typed here, then show another question in the same place."""

    @abstractmethod
    def keep(self) -> None:
        """Keep everything that is typed."""

    @abstractmethod
    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this talk; None where it is refused."""

    @abstractmethod
    def show_state(self) -> None:
        """Show how far the talk is."""

    def add_question(self, text: str) -> Answer | None:
        """Ask a question that stands nowhere; None where it is refused."""
        added: Answer | None = self._do_on_questions(acts.add_question, text)
        return added

    def _do_on_questions(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Do what can be taken back as adding or skipping a question; what is refused or changes nothing can't be."""
        before = self.session.last_act
        done = self.do(act, *arguments)
        if self.session.last_act is not before:
            self._on_questions = self.session.last_act
        return done

    @property
    def was_asked_or_skipped(self) -> bool:
        """Whether adding a question, or skipping one, is the last thing that was done."""
        return self._on_questions is not None and self._on_questions is self.session.last_act

    @abstractmethod
    def say(self, sentence: str) -> None:
        """Say something in passing, where it covers nothing."""

    def action_step(self, by: int) -> None:
        """To the next question, or the one before."""
        self.keep()
        wanted = self.talk.guide.beside(self.talk.question.key, by)
        if wanted.key != self.talk.question.key:
            self.show_question(wanted)

    def action_open_one(self) -> None:
        """To the next question that was not asked yet."""
        self.keep()
        found = next_open(self.talk.guide, self.talk.interview, self.talk.question.key)
        if found is None:
            self.say(_("Every question was asked, or skipped."))
        elif found.key == self.talk.question.key:
            self.say(_("Only this question is left."))
        else:
            self.show_question(found)

    def action_come_back(self) -> None:
        """To the next line that is marked to come back to."""
        self.keep()
        talk = self.talk
        row = self.editor.cursor_location[0]
        found = next_come_back(talk.guide, talk.interview, talk.question.key, row)
        if found is None:
            self.say(_("No line is marked ? to come back to."))
            return
        question, place = found
        if question.key != talk.question.key:
            self.show_question(question)
        row = min(place, self.editor.document.line_count - 1)
        self.editor.focus()
        self.editor.move_cursor((row, len(self.editor.document.get_line(row))), center=True)

    def action_jump(self) -> None:
        """Find a question, or ask another one."""
        from persona_tui.tui.screens.interview_dialogs import Found, JumpDialog

        def go(found: Found | None) -> None:
            if found is None:
                return
            added = self.add_question(found.asked) if found.asked else None
            question = self.talk.guide.question(added.question if added is not None else found.key)
            if question is not None:
                self.show_question(question)

        self.keep()
        talk = self.talk

        def lint(text: str) -> list[str]:
            return lint_asked(self.session, text)

        self.app.push_screen(JumpDialog(talk.guide, talk.interview, talk.question.key, lint, labels=talk.labels), go)

    def action_propose(self) -> None:
        """Which questions would fill what is unknown; one that is chosen comes up."""
        from persona_tui.tui.screens.interview_propose import ProposeDialog

        def go(found: Proposal | None) -> None:
            if found is None:
                return
            if found.is_new and found.attribute is not None:
                self._do_on_questions(acts.ask_about, found.attribute.key)
            question = self.talk.guide.question(found.question.key)
            if question is not None:
                self.show_question(question)

        self.keep()
        names = {person.id: person.name for person in self.talk.people}
        self.app.push_screen(ProposeDialog(self.talk.proposals(), names), go)

    def action_skip(self) -> None:
        """Pass the question over with a reason."""
        from persona_tui.tui.screens.interview_dialogs import SkipDialog

        def skip(why: str | None) -> None:
            if why is not None:
                self._do_on_questions(acts.skip_question, self.talk.question, why)
                self.show_state()
                if why:
                    self.action_step(1)

        self.keep()
        if self.talk.question.key != OTHER_QUESTION:
            answer = self.talk.answer
            self.app.push_screen(SkipDialog(self.talk.question.text, answer.skipped if answer else ""), skip)
