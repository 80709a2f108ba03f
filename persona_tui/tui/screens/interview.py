"""The talk itself: one screen, updated in place from question to question. Nothing on it moves while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import TextArea

from persona_tui.domain.attributes import Known
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import lines_to_come_back_to
from persona_tui.tui.commands import bindings
from persona_tui.tui.screens.interview_commands import TALK_COMMANDS
from persona_tui.tui.screens.interview_notes import NotesKeeper
from persona_tui.tui.screens.interview_talk import Talk
from persona_tui.tui.screens.interview_view import TalkView
from persona_tui.tui.widgets.answer_form import AnswerForm
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.notes_editor import NotesEditor, clock_text
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.session import Session


class InterviewScreen(Screen[str | None]):
    """One talk. Dismissed with the step to go to, or None for the list."""

    BINDINGS = bindings(TALK_COMMANDS)
    about = _(
        "Listen, and type what the customer did, said and felt, one thought a line. A line may open with one to three "
        "marks and a space: - pain, + goal, ! motivator, @ channel, * worth quoting, ? come back to it. "
        '" before it means word for word, = means that it is your own reading. Everything is kept as you type, with '
        "the minute at which each line was begun."
    )

    def __init__(self, session: Session, interview_id: str) -> None:
        super().__init__()
        self.session = session
        self.talk = Talk(session, interview_id)
        self.view = TalkView(self.talk, self._write_note)
        self.keeper = NotesKeeper(session, interview_id, self.editor, self.view.show_state, self._refuse)

    @property
    def editor(self) -> NotesEditor:
        """The one editor of notes."""
        return self.view.editor

    def compose(self) -> ComposeResult:
        yield self.view
        yield KeysLine()

    def on_mount(self) -> None:
        """Set the clock going, and show where the talk stands."""
        self.editor.read_only = bool(self.session.folder.read_only)
        try:
            self.talk.begin()
        except PlainError as problem:
            self._refuse(problem.sentence)
        self.show_question(self.talk.question)
        if self.talk.problem:
            self._refuse(self.talk.problem)

    def on_unmount(self) -> None:
        """Whatever way this screen goes, what was typed is kept and the clock stands."""
        self.keeper.keep()
        try:
            self.talk.stand()
        except PlainError as problem:
            self._refuse(problem.sentence)

    def show_question(self, question: Question) -> None:
        """Keep what is typed here, then show another question in the same place."""
        self.keep()
        with self.app.batch_update():
            self.talk.question = question
            self.view.show_question()
            self.keeper.show(question)
            self.view.show_state()
        if not self.view.form.take_focus():
            self.editor.focus()

    # --- what is typed and chosen -------------------------------------------------------------------------------

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this talk; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, self.talk.id, *arguments, **options)
        except PlainError as problem:
            self._refuse(problem.sentence)
            return None

    def _refuse(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False, timeout=10)

    def _write_note(self, text: str, pasted: bool) -> None:
        self.editor.focus()
        if pasted:
            self.editor.insert_pasted(text)
        else:
            self.editor.insert(text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed."""
        self.keeper.changed()

    def on_answer_form_given(self, event: AnswerForm.Given) -> None:
        """A choice was taken, or taken back."""
        if event.known is None:
            self.do(acts.clear_answer, self.talk.question)
        else:
            self.do(acts.set_answer, self.talk.question, event.content, event.known)
        self.view.show_answer()
        self.view.show_state()

    def on_answer_form_line_left(self, event: AnswerForm.LineLeft) -> None:
        """The short answer is complete."""
        self.keep()
        if event.submitted:
            self.editor.focus()

    def keep(self) -> None:
        """Keep everything that is typed; a short answer that does not fit goes into the notes: no word is lost."""
        typed = self.view.form.line_changed
        if typed is not None:
            if not typed:
                self.do(acts.clear_answer, self.talk.question)
            elif self.do(acts.set_answer, self.talk.question, typed, Known.KNOWN) is None:
                self.editor.insert(f"\n{typed}" if self.editor.text else typed, self.editor.document.end)
                self.notify(_("“{typed}” stands in the notes instead.").format(typed=typed), markup=False)
            self.view.show_answer()
            self.view.show_state()
        self.keeper.keep()

    # --- commands ----------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """To the next question, or the one before."""
        self.keep()
        wanted = self.talk.guide.beside(self.talk.question.key, by)
        if wanted.key != self.talk.question.key:
            self.show_question(wanted)

    def action_jump(self) -> None:
        """Find a question, or ask another one."""
        from persona_tui.tui.screens.interview_dialogs import Found, JumpDialog

        def go(found: Found | None) -> None:
            if found is None:
                return
            added = self.do(acts.add_question, found.asked) if found.asked else None
            question = self.talk.guide.question(added.question if added is not None else found.key)
            if question is not None:
                self.show_question(question)

        self.keep()
        self.app.push_screen(JumpDialog(self.talk.guide, self.talk.interview, self.talk.question.key), go)

    def action_mark(self) -> None:
        """Take the next key as a mark."""
        self.editor.focus()
        self.editor.ask_mark()

    def action_skip(self) -> None:
        """Pass the question over with a reason."""
        from persona_tui.tui.screens.interview_dialogs import SkipDialog

        def skip(why: str | None) -> None:
            if why is not None:
                self.do(acts.skip_question, self.talk.question, why)
                self.view.show_state()
                if why:
                    self.action_step(1)

        self.keep()
        if self.talk.question.key != OTHER_QUESTION:
            answer = self.talk.answer
            self.app.push_screen(SkipDialog(self.talk.question.text, answer.skipped if answer else ""), skip)

    def action_fold(self, side: str) -> None:
        """Show or hide a side column."""
        self.view.fold(side)

    def action_clock(self) -> None:
        """Let the clock stand, or go on."""
        if self.talk.is_over:
            self._refuse(_("This talk is over. F12 goes on with it."))
            return
        stands = self.talk.interview.clock_since is None
        self.do(acts.start_interview if stands else acts.pause_interview)
        self.view.show_state()

    def action_consent(self) -> None:
        """Record or withdraw what was agreed to."""
        from persona_tui.tui.screens.consent_form import ask_consent

        self.keep()
        by = self.talk.interview.interviewer
        ask_consent(self.app, self.session, self.talk.people, by, lambda _agreed: self.view.show_consent())

    def action_finish(self) -> None:
        """The talk is over; or go on with one that was."""
        from persona_tui.tui.screens.interview_dialogs import FinishDialog, HowItEnds

        def finish(how: HowItEnds | None) -> None:
            if how is HowItEnds.GOES_ON:
                self.do(acts.reopen_interview)
                self.do(acts.start_interview)
                self.view.show_state()
            elif how is not None:
                self.do(acts.finish_interview, broken_off=how is HowItEnds.BROKE_OFF)
                self.dismiss(None)

        self.keep()
        interview = self.talk.interview
        time = clock_text(acts.clock(interview, now()))
        self.app.push_screen(FinishDialog(time, lines_to_come_back_to(interview), self.talk.is_over), finish)

    def action_keep(self) -> None:
        """Keep everything and write it now."""
        self.keep()
        self.session.folder.flush()

    def action_undo(self) -> None:
        """Take back the last act."""
        self.keep()
        label = self.session.undo()
        self.notify(_("Undone: {what}").format(what=label) if label else _("There is nothing to undo."), markup=False)
        if not self.talk.is_there:
            self.dismiss(None)
            return
        self.view.show_answer()
        self.keeper.reload()
        self.view.show_consent()
        self.view.show_state()

    def action_back(self) -> None:
        """To the list."""
        self.keep()
        self.dismiss(None)

    def action_leave_for(self, step: str) -> None:
        """To another step."""
        self.keep()
        self.dismiss(step)
