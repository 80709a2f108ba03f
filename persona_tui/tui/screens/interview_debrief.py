"""Looking back on a talk: what it told, noted for oneself while it is fresh. It is nobody's voice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea

from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Answer
from persona_tui.domain.marks import LineKind, write_marks
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import debrief_questions, guide_of
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.interviews import clock, set_notes
from persona_tui.workflows.lookups import the_interview
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of

AFTER_LAST_KEY = 0.4


def _text(answer: Answer | None) -> str:
    """The notes without the mark of one's own reading, which all of them have."""
    lines = answer.lines if answer is not None else []
    return "\n".join(write_marks(LineKind.OBSERVED, line.marks, line.text) for line in lines)


class DebriefForm(Dialog[bool]):
    """One field for each question to oneself. What is typed is kept as one types, also when Escape closes it."""

    DEFAULT_CSS = """
    DebriefForm TextArea { height: auto; min-height: 2; max-height: 6; }
    DebriefForm .probes { padding: 0 1; color: $text-muted; }
    DebriefForm #own { padding: 0 1; color: $text-muted; }
    DebriefForm #dialog-cancel { display: none; }
    """
    accept_label = _("Done")
    cancel_label = _("Close")
    about = _(
        "A few minutes for yourself after the talk: which stories they told, what they are after, which of their words "
        "to keep, what to change in your questions. It is your own reading, so it never counts as what a customer said."
    )

    def __init__(self, session: Session, interview_id: str) -> None:
        interview = the_interview(session, interview_id)
        names = ", ".join(who.name for key in interview.people if (who := session.person(key)) is not None)
        super().__init__(_("Looking back on the talk with {names}").format(names=names or "?"))
        self._session = session
        self._talk_id = interview_id
        self._questions: dict[str, Question] = {}
        self._kept: dict[str, str] = {}
        for question in debrief_questions(guide_of(bank_of(interview)[0])):
            place = f"debrief-{len(self._questions)}"
            self._questions[place] = question
            self._kept[place] = _text(interview.answer(question.key))
        self._areas: dict[str, TextArea] = {}
        self._timer: Timer | None = None

    def compose_form(self) -> ComposeResult:
        yield Words(_("For yourself: your own reading is never what a customer said."), id="own")
        for place, question in self._questions.items():
            yield FieldLabel(question.text)
            if question.probes:
                yield Words(" ".join(question.probes), classes="probes")
            self._areas[place] = TypingArea(self._kept[place], id=place, show_line_numbers=False, tab_behavior="focus")
            yield self._areas[place]

    def on_mount(self) -> None:
        """At the first that is empty."""
        areas = list(self._areas.values())
        next((area for area in areas if not area.text.strip()), areas[0]).focus()

    def on_text_area_changed(self) -> None:
        """Keep it soon."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(AFTER_LAST_KEY, self.keep)

    def keep(self) -> None:
        """Keep what is typed. Raises nothing: what can't be kept is said."""
        try:
            self._keep()
        except PlainError as problem:
            self.say_problem(problem.sentence)

    def _keep(self) -> None:
        for place, area in self._areas.items():
            typed = area.text.rstrip()
            if typed != self._kept[place].rstrip():
                at = clock(the_interview(self._session, self._talk_id), now())
                set_notes(self._session, self._talk_id, self._questions[place], typed, at=at)
                self._kept[place] = typed

    def result(self) -> bool:
        """Whether anything stands there. Raises PlainError where it can't be kept."""
        self._keep()
        return any(text.strip() for text in self._kept.values())

    def action_cancel(self) -> None:
        """Close; what was typed is kept all the same."""
        self.keep()
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Whatever way this goes, what was typed is kept."""
        self.keep()
