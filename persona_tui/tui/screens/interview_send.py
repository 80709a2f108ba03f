"""Lines that are sent to the question they answer, for people answer out of order; short answers kept while typed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widgets import Input

from persona_tui.domain.attributes import Known
from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _, ngettext
from persona_tui.tui.screens.interview_course import TalkCourse
from persona_tui.tui.screens.interview_notes import AFTER_LAST_KEY
from persona_tui.workflows import interviews as acts

if TYPE_CHECKING:
    from persona_tui.tui.screens.interview_dialogs import Found


class TalkLines(TalkCourse):
    """What happens to whole lines of a talk, and to the short answer that is typed. A subclass shows it."""

    _line_timer: Timer | None = None

    @abstractmethod
    def action_undo(self) -> None:
        """Take back the last act."""

    def action_send(self) -> None:
        """Send the line at hand, or those selected, to another question."""
        from persona_tui.tui.screens.interview_dialogs import JumpDialog

        talk = self.talk
        self.keep()
        ids = self.editor.line_ids
        if not ids or self.editor.read_only:
            self.say(_("There is no line to send. Put the cursor on one that has words."))
            return

        def send(found: Found | None) -> None:
            if found is None:
                return
            added = self.add_question(found.asked) if found.asked else None
            question = talk.guide.question(added.question if added is not None else found.key)
            if question is None or question.key == talk.question.key:
                return
            try:
                self.keeper.move(ids, question)
            except PlainError as problem:
                self.refuse(problem.sentence)
                return
            self.show_state()
            self.say(_("Sent, Ctrl+Z brings it back: “{question}”").format(question=question.text))

        title = ngettext(
            "To which question does this line belong?", "To which do these {count} lines belong?", len(ids)
        ).format(count=len(ids))
        self.app.push_screen(
            JumpDialog(talk.guide, talk.interview, talk.question.key, title=title, labels=talk.labels), send
        )

    def on_notes_editor_nothing_to_undo(self) -> None:
        """Nothing typed is left to take back: lines that were sent away last come back, and a question that was added
        or skipped last is no longer so.
        """
        if self.keeper.was_moved or self.was_asked_or_skipped:
            self.action_undo()

    def on_input_changed(self, event: Input.Changed) -> None:
        """A short answer is being typed: it is kept soon."""
        if self.view.form.line_changed is not None:
            self.view.show_typing(True)
            if self._line_timer is not None:
                self._line_timer.stop()
            self._line_timer = self.set_timer(AFTER_LAST_KEY, self._keep_line)

    def _keep_line(self) -> None:
        """Keep a short answer that fits as far as it is typed; one that does not is not saved yet, and that is said."""
        self._line_timer = None
        typed, question = self.view.form.line_changed, self.talk.question
        try:
            if typed:
                acts.set_answer(self.session, self.talk.id, question, typed, Known.KNOWN)
            elif typed is not None:
                acts.clear_answer(self.session, self.talk.id, question)
        except PlainError:
            return
        if typed is not None:
            self.view.form.line_kept(self.talk.answer)
            self.show_state()
        self.view.show_typing(self.keeper.is_unkept)

    def may_write_now(self) -> None:
        """Whoever wrote is gone: the notes can be typed in."""
        self.editor.read_only = False
        self.reload()
