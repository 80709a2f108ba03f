"""Keeping notes while somebody types them: soon after the last key, each line as who it is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Line
from persona_tui.domain.questions import Question
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.workflows.note_lines import keep_lines, move_lines
from persona_tui.workflows.notes import Read, held_lines
from persona_tui.workflows.session import Session
from persona_tui.workflows.talk_clock import TalkClock

AFTER_LAST_KEY = 0.3
MOST_UNKEPT = 1.0
"""Seconds after which notes are kept: since the last key, and since the first one where somebody types on, when they
are written at once."""


class NotesKeeper:
    """Between the editor and the study: `show` puts a question's notes into the editor; what is typed is kept by
    itself and by `keep`. `kept` is called after something was kept, `refused` with the sentence when it was not, and
    `typing` when there is something that the study does not hold yet, and when there is no more.
    """

    def __init__(
        self,
        session: Session,
        interview_id: str,
        editor: NotesEditor,
        kept: Callable[[], None],
        refused: Callable[[str], None],
        typing: Callable[[bool], None] = lambda _typing: None,
    ) -> None:
        self.clock = TalkClock(session, interview_id)
        self._session = session
        self._interview_id = interview_id
        self._editor = editor
        self._kept = kept
        self._refused = refused
        self._typing = typing
        self._question: Question | None = None
        self._lines: list[Line] | None = None
        self._gone: dict[str, Line] = {}
        self._read: Read = {}
        self._edits = 0
        self._parked_edits: dict[str, int] = {}
        self._timer: Timer | None = None
        self._first = 0.0
        self._last = 0.0
        self._told = ""
        self._moved: object = None
        editor.clock = self.clock.second
        editor.edited = self.changed
        editor.left = self.leave

    # --- what is shown -----------------------------------------------------------------------------------------

    def show(self, question: Question) -> None:
        """Keep what is typed, then show the notes of another question, or of the same one anew."""
        if self._question is not None:
            self.leave()
            self._editor.park(self._question.key, self._lines)
            self._parked_edits[self._question.key] = self._edits
        self._question = question
        self._lines = self._stored()
        if self._editor.show_parked(question.key, self._lines):
            self._edits = self._parked_edits[question.key]
        else:
            self._load()

    def reload(self) -> None:
        """Show the question's notes as the study holds them."""
        if self._question is not None:
            self._stop()
            lines, before = self._stored(), self._lines
            self._lines = lines
            if lines != before or self.is_unkept:
                self._load()

    def look_again(self) -> None:
        """Something changed in these lines that the editor does not show, such as who spoke."""
        self._lines = self._stored()

    def _load(self) -> None:
        self._editor.show_notes(held_lines(self._lines or []))
        self._edits = self._editor.notes.edits

    def _stored(self) -> list[Line] | None:
        """The lines as the study holds them; None where there are none."""
        interview = self._session.interview(self._interview_id)
        answer = interview.answer(self._question.key) if interview is not None and self._question is not None else None
        return (answer.lines or None) if answer is not None else None

    # --- what is typed -----------------------------------------------------------------------------------------

    @property
    def is_unkept(self) -> bool:
        """Whether something is typed that the study does not hold yet."""
        return self._question is not None and self._editor.notes.edits != self._edits

    def changed(self) -> None:
        """Something was typed: keep it soon. Called at each key, so it does next to nothing."""
        self._last = monotonic()
        if self._timer is None:
            self._first = self._last
            self._timer = self._editor.set_timer(AFTER_LAST_KEY, self._look)
            self._typing(True)

    def _look(self) -> None:
        """Keep it where the last key, or the first one, is long enough ago; look again later otherwise."""
        self._timer = None
        moment = monotonic()
        if moment - self._last >= AFTER_LAST_KEY - 0.01:
            self.keep()
            return
        if moment - self._first >= MOST_UNKEPT - 0.01:
            self._keep()
            self._session.folder.save_soon()
            self._first = moment
        wait = min(self._last + AFTER_LAST_KEY, self._first + MOST_UNKEPT) - moment
        self._timer = self._editor.set_timer(max(0.02, wait), self._look)

    def keep(self) -> None:
        """Keep what is typed now."""
        self._stop()
        self._keep()
        if not self.is_unkept:
            self._typing(False)

    def leave(self) -> None:
        """Somebody turns to something else: keep what is typed, and write it without waiting for it."""
        self.keep()
        self._session.folder.save_soon()

    def _keep(self) -> None:
        if not self.is_unkept or self._question is None:
            return
        edits = self._editor.notes.edits
        before = self._lines or []
        try:
            answer = keep_lines(
                self._session,
                self._interview_id,
                None if self._question.key == OTHER_QUESTION else self._question,
                self._editor.held(),
                at=self.clock.second(),
                gone=self._gone,
                before=self._read,
            )
        except PlainError as problem:
            if problem.sentence != self._told:
                self._told = problem.sentence
                self._refused(problem.sentence)
            return
        self._told = ""
        self._edits = edits
        self._editor.know_lines(answer.lines)
        lines = answer.lines or None
        if lines is not self._lines:
            there = {line.id for line in answer.lines}
            self._gone.update((line.id, line) for line in before if line.id not in there)
            self._kept()
            self._lines = self._stored()

    def move(self, line_ids: list[str], question: Question) -> int:
        """Send lines to another question; how many went. Raises PlainError."""
        self.keep()
        moved = move_lines(self._session, self._interview_id, line_ids, question)
        self.reload()
        self._moved = self._session.last_act
        return len(moved)

    @property
    def was_moved(self) -> bool:
        """Whether sending lines to another question is the last thing that was done."""
        return self._moved is not None and self._moved is self._session.last_act

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
