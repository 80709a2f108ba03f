"""Keeping notes while somebody types them: soon after the last key, and with the second at which a line was begun."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Answer
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.workflows.interviews import clock, notes_text, set_notes
from persona_tui.workflows.session import Session

AFTER_LAST_KEY = 0.3
MOST_UNKEPT = 1.0
"""Seconds after which notes are kept: since the last key, and since the first one where somebody types on."""


class NotesKeeper:
    """Between the editor and the study: `show` puts a question's notes into the editor, `changed` and `keep` bring
    back what is typed. `kept` is called after something was kept, `refused` with the sentence when it was not.
    """

    def __init__(
        self,
        session: Session,
        interview_id: str,
        editor: NotesEditor,
        kept: Callable[[], None],
        refused: Callable[[str], None],
    ) -> None:
        self._session = session
        self._interview_id = interview_id
        self._editor = editor
        self._kept = kept
        self._refused = refused
        self._question: Question | None = None
        self._text = ""
        self._timer: Timer | None = None
        self._begun_at = 0
        self._begun = 0.0
        self._rows = 1
        self._told = ""

    def show(self, question: Question) -> None:
        """Keep what is typed, then show the notes of another question, or of the same one anew."""
        if self._question is not None:
            self.keep()
            self._editor.park(self._question.key)
        self._question = question
        self.reload()

    def reload(self) -> None:
        """Show the question's notes as the study holds them."""
        if self._question is not None:
            answer = self._answer()
            self._text = notes_text(answer)
            self._editor.show_notes(self._question.key, self._text, _times(answer))
            self._rows = self._editor.document.line_count

    def changed(self) -> None:
        """Something was typed: keep it soon; a new line at once, so that each has its own second."""
        if self._editor.typed == self._text.rstrip("\n"):
            self._stop()
            self._rows = self._editor.document.line_count
            return
        if self._timer is None:
            self._begun_at, self._begun = self._second(), monotonic()
        else:
            self._timer.stop()
        rows = self._editor.document.line_count
        if rows != self._rows or monotonic() - self._begun > MOST_UNKEPT:
            self._rows = rows
            self.keep()
        else:
            self._timer = self._editor.set_timer(AFTER_LAST_KEY, self.keep)

    def keep(self) -> None:
        """Keep what is typed now."""
        began = self._begun_at if self._timer is not None else self._second()
        self._stop()
        typed = self._editor.typed
        if self._question is None or typed == self._text.rstrip("\n"):
            return
        asked = None if self._question.key == OTHER_QUESTION else self._question
        try:
            answer = set_notes(self._session, self._interview_id, asked, typed, at=began)
        except PlainError as problem:
            if problem.sentence != self._told:
                self._told = problem.sentence
                self._refused(problem.sentence)
            return
        self._text, self._told = typed, ""
        self._editor.show_times(_times(answer))
        self._kept()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _answer(self) -> Answer | None:
        interview = self._session.interview(self._interview_id)
        return interview.answer(self._question.key) if interview is not None and self._question is not None else None

    def _second(self) -> int:
        interview = self._session.interview(self._interview_id)
        return clock(interview, now()) if interview is not None else 0


def _times(answer: Answer | None) -> list[int]:
    return [line.at for line in answer.lines] if answer is not None else []
