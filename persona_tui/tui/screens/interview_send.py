"""People answer out of order: a line is sent to the question that it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _, ngettext
from persona_tui.tui.screens.interview_moves import MovingScreen
from persona_tui.workflows import interviews as acts

if TYPE_CHECKING:
    from persona_tui.tui.screens.interview_dialogs import Found
    from persona_tui.tui.screens.interview_notes import NotesKeeper


def send_lines(screen: MovingScreen, keeper: NotesKeeper) -> None:
    """Ask which question the line at hand, or the lines selected, belong to, and put them there."""
    from persona_tui.tui.screens.interview_dialogs import JumpDialog

    talk = screen.talk
    screen.keep()
    ids = screen.editor.line_ids
    if not ids or screen.editor.read_only:
        screen.say(_("There is no line to send. Put the cursor on one that has words."))
        return
    heading = ngettext("To which question does this line belong?", "To which do these {count} lines belong?", len(ids))

    def send(found: Found | None) -> None:
        if found is None:
            return
        added = screen.do(acts.add_question, found.asked) if found.asked else None
        question = talk.guide.question(added.question if added is not None else found.key)
        if question is None or question.key == talk.question.key:
            return
        try:
            keeper.move(ids, question)
        except PlainError as problem:
            screen.say(problem.sentence)
            return
        screen.show_state()
        screen.say(_("It stands under “{question}” now. ^Z brings it back.").format(question=question.text))

    title = heading.format(count=len(ids))
    screen.app.push_screen(JumpDialog(talk.guide, talk.interview, talk.question.key, title=title), send)
