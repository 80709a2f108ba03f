"""How a talk goes: its clock, who speaks, what was agreed to, and how it ends."""

from __future__ import annotations

from abc import abstractmethod

from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import lines_to_come_back_to
from persona_tui.insights.interview_time import wrap_up_prompts
from persona_tui.tui.screens.interview_moves import MovingScreen
from persona_tui.tui.screens.interview_notes import NotesKeeper
from persona_tui.tui.screens.interview_view import TalkView
from persona_tui.tui.widgets.notes_editor_drawing import clock_text
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.corrections import set_speaker


class TalkCourse(MovingScreen):
    """What happens to the talk as a whole. A subclass shows it, and takes it up again after something changed."""

    view: TalkView
    keeper: NotesKeeper

    @abstractmethod
    def refuse(self, sentence: str) -> None:
        """Say why something can't be done."""

    @abstractmethod
    def reload(self) -> None:
        """Show the question as the study holds it now."""

    def kept(self) -> None:
        """Notes were kept: whoever speaks said the lines that are new."""
        fresh = self.talk.fresh_lines()
        people = self.talk.interview.people
        if fresh and self.talk.speaker in people[1:]:
            notes = f"notes:{self.talk.id}:{self.talk.question.key}"
            self.do(set_speaker, fresh, self.talk.speaker, merge=notes)
        self.show_state()

    def action_clock(self) -> None:
        """Let the clock stand, or go on."""
        if self.talk.is_over:
            self.refuse(_("This talk is over. F12 goes on with it."))
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

    def action_speaker(self) -> None:
        """Another one on the call speaks: the line at hand, or the lines selected, and those that follow."""
        self.keep()
        person = self.talk.next_speaker()
        said = self.editor.line_ids
        if said:
            self.do(set_speaker, said, person.id)
            self.keeper.look_again()
        self.show_state()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who speaks is a question where there are several."""
        return self.talk.is_shared if action == "speaker" else True

    def action_read(self) -> None:
        """Read through all notes of this talk."""
        from persona_tui.tui.screens.interview_reading import ReadingScreen

        def back(step: str | None) -> None:
            if step:
                self.dismiss(step)
            else:
                self.reload()

        self.keep()
        self.app.push_screen(ReadingScreen(self.session, self.talk.id), back)

    def action_finish(self) -> None:
        """The talk is over; or go on with one that was, or look back on it."""
        from persona_tui.tui.screens.interview_dialogs import FinishDialog, HowItEnds

        def finish(how: HowItEnds | None) -> None:
            if how is HowItEnds.GOES_ON:
                self.do(acts.reopen_interview)
                self.do(acts.start_interview)
                self.show_state()
            elif how is not None:
                if not self.talk.is_over:
                    self.do(acts.finish_interview, broken_off=how is HowItEnds.BROKE_OFF)
                if how is HowItEnds.LOOKED_BACK:
                    self._look_back()
                else:
                    self.dismiss(None)

        self.keep()
        interview = self.talk.interview
        time = clock_text(acts.clock(interview, now()))
        broke_off = interview.state is InterviewState.BROKEN_OFF
        prompts = wrap_up_prompts(self.talk.guide, interview)
        self.app.push_screen(
            FinishDialog(time, lines_to_come_back_to(interview), prompts, self.talk.is_over, broke_off), finish
        )

    def _look_back(self) -> None:
        from persona_tui.tui.screens.interview_debrief import DebriefForm

        self.app.push_screen(DebriefForm(self.session, self.talk.id), lambda _any: self.dismiss(None))
