"""The talk itself: one screen, updated in place from question to question. Nothing on it moves while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult

from persona_tui.domain.attributes import Known
from persona_tui.domain.errors import PlainError
from persona_tui.domain.questions import Question
from persona_tui.i18n import _
from persona_tui.tui.commands import bindings
from persona_tui.tui.screens.interview_commands import TALK_COMMANDS
from persona_tui.tui.screens.interview_notes import NotesKeeper
from persona_tui.tui.screens.interview_send import TalkLines
from persona_tui.tui.screens.interview_talk import Talk
from persona_tui.tui.screens.interview_view import TalkView
from persona_tui.tui.widgets.answer_form import AnswerForm
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.session import Session


class InterviewScreen(TalkLines):
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
        self.keeper = NotesKeeper(session, interview_id, self.editor, self.kept, self.refuse, self.view.show_typing)

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
            self.refuse(problem.sentence)
        self.show_question(self.talk.question)
        self.set_interval(1.0, self.keeper.clock.tick)
        if self.talk.problem:
            self.refuse(self.talk.problem)

    def on_unmount(self) -> None:
        """Whatever way this screen goes, what was typed is kept and the clock stands."""
        self.keeper.leave()
        try:
            self.talk.stand()
        except PlainError as problem:
            self.refuse(problem.sentence)

    def show_question(self, question: Question) -> None:
        """Keep what is typed here, then show another question in the same place."""
        self.keep()
        with self.app.batch_update():
            self.talk.go(question)
            self.view.show_question()
            self.keeper.show(question)
            self.show_state()
        if not self.view.form.take_focus():
            self.set_focus(self.editor)

    # --- what is typed and chosen -------------------------------------------------------------------------------

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this talk; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, self.talk.id, *arguments, **options)
        except PlainError as problem:
            self.refuse(problem.sentence)
            return None

    def say(self, sentence: str) -> None:
        self.view.say_in_passing(sentence)

    def refuse(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False, timeout=10)

    def _write_note(self, text: str, pasted: bool) -> None:
        self.set_focus(self.editor)
        if pasted:
            self.editor.insert_pasted(text)
        else:
            self.editor.write(text)

    def show_state(self) -> None:
        """Show how far the talk is, and who said what where several are on the call."""
        self.view.show_state()
        letters = self.talk.letters
        if letters:
            self.editor.show_letters(self.talk.line_letters(), letters[self.talk.speaker])

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
            self.set_focus(self.editor)

    def keep(self) -> None:
        """Keep everything that is typed; a short answer that does not fit goes into the notes: no word is lost."""
        typed = self.view.form.line_changed
        if typed is not None:
            if not typed:
                self.do(acts.clear_answer, self.talk.question)
            elif self.do(acts.set_answer, self.talk.question, typed, Known.KNOWN) is None:
                self.editor.insert(f"\n{typed}" if self.editor.text else typed, self.editor.document.end)
                self.say(_("“{typed}” stands in the notes instead.").format(typed=typed))
            self.view.show_answer()
            self.view.show_state()
        self.keeper.keep()

    # --- commands ----------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Take the next key as a mark."""
        self.set_focus(self.editor)
        self.editor.ask_mark()

    def action_fold(self, side: str) -> None:
        """Show or hide a side column."""
        self.view.fold(side)

    def action_keep(self) -> None:
        """Keep everything and write it now."""
        self.keep()
        self.session.folder.save_soon()

    def action_undo(self) -> None:
        """Take back the last act."""
        self.keep()
        label = self.session.undo()
        done = _("Undone: {what}").format(what=label) if label else _("There is nothing to undo.")
        if not self.talk.is_there:
            self.notify(done, markup=False)
            self.dismiss(None)
            return
        self.say(done)
        if self.talk.guide.question(self.talk.question.key) is None:
            self.show_question(self.talk.question_before)
        else:
            self.reload()

    def reload(self) -> None:
        """Show the question as the study holds it now."""
        self.view.show_answer()
        self.keeper.reload()
        self.talk.note_lines()
        self.view.show_consent()
        self.show_state()

    def action_back(self) -> None:
        """To the list."""
        self.keep()
        self.dismiss(None)

    def action_leave_for(self, step: str) -> None:
        """To another step."""
        self.keep()
        self.dismiss(step)
