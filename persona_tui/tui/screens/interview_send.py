"""People answer out of order: a line is sent to the question that it answers. And who may type in the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _, ngettext
from persona_tui.tui.screens.interview_course import TalkCourse
from persona_tui.workflows import interviews as acts

if TYPE_CHECKING:
    from persona_tui.tui.screens.interview_dialogs import Found


class TalkLines(TalkCourse):
    """What happens to whole lines of a talk. A subclass shows it."""

    def action_undo(self) -> None:
        """Take back the last act."""
        raise NotImplementedError

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
            added = self.do(acts.add_question, found.asked) if found.asked else None
            question = talk.guide.question(added.question if added is not None else found.key)
            if question is None or question.key == talk.question.key:
                return
            try:
                self.keeper.move(ids, question)
            except PlainError as problem:
                self.refuse(problem.sentence)
                return
            self.show_state()
            self.say(_("It stands under “{question}” now. ^Z brings it back.").format(question=question.text))

        title = ngettext(
            "To which question does this line belong?", "To which do these {count} lines belong?", len(ids)
        ).format(count=len(ids))
        self.app.push_screen(JumpDialog(talk.guide, talk.interview, talk.question.key, title=title), send)

    def on_notes_editor_nothing_to_undo(self) -> None:
        """Nothing typed is left to take back: lines that were sent away last come back."""
        if self.keeper.was_moved:
            self.action_undo()

    def may_write_now(self) -> None:
        """Whoever wrote is gone: the notes can be typed in."""
        self.editor.read_only = False
        self.reload()
