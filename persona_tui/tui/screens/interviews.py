"""Step 3: talks with customers, and whose words count."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable

from persona_tui.domain.interviews import InterviewState
from persona_tui.i18n import _
from persona_tui.insights.progress import Advice, StepKey, next_advice
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.interviews_words import (
    WAITING,
    TalkRow,
    counts,
    row_at_hand,
    row_cells,
    row_details,
    talk_rows,
)
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.widgets.frame import HOME
from persona_tui.tui.widgets.rows import Rows
from persona_tui.tui.widgets.words import Words, styled
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import still_to_agree

ROOMY = 100
"""Columns of the pane from which the details stand beside the list."""

LIST_COMMANDS = (
    Command(
        "interviews.open",
        "enter",
        "select_cursor",
        _("Open"),
        _("Begin the talk, or go on with it: consent comes first."),
    ),
    Command(
        "interviews.add", "a", "pane('add')", _("New"), _("A new interview: with whom, and along which questions.")
    ),
    Command("interviews.consent", "c", "pane('consent')", _("Consent"), _("What this customer agreed to.")),
    Command("interviews.ask", "t", "pane('ask')", _("Ask"), _("A message that asks this customer for a talk.")),
    Command(
        "interviews.import",
        "i",
        "pane('import_notes')",
        _("Import"),
        _("Notes in a file, or the transcript of a recording, become an interview."),
    ),
    Command(
        "interviews.read",
        "r",
        "pane('read')",
        _("Read"),
        _("All notes of this talk in one view: search, mark, correct, and move lines."),
    ),
    Command(
        "interviews.look_back",
        "d",
        "pane('look_back')",
        _("Look back"),
        _("What you make of the talk, for yourself: stories, goals, words, what to change in your questions."),
        show=False,
    ),
    Command(
        "interviews.change",
        "e",
        "pane('change')",
        _("Change"),
        _("Change whom it is with, who asks, and the questions."),
        show=False,
    ),
    Command(
        "interviews.remove",
        "delete,x",
        "pane('remove')",
        _("Remove"),
        _("Take the interview out with what it told; Ctrl+Z brings it back."),
        key_display="del",
    ),
)


class InterviewRows(Rows):
    """The list of talks."""

    BINDINGS = bindings(LIST_COMMANDS)


class InterviewsPane(StepPane):
    """Everybody with their talks; from here one begins, records consent, and asks for more."""

    DEFAULT_CSS = """
    InterviewsPane #summary { height: auto; padding: 0 1; margin-bottom: 1; }
    InterviewsPane #talks { layout: vertical; height: 1fr; }
    InterviewsPane InterviewRows { height: 1fr; width: 1fr; }
    InterviewsPane #details { height: auto; max-height: 8; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    InterviewsPane.-roomy #talks { layout: horizontal; }
    InterviewsPane.-roomy #details { width: 36; height: 1fr; max-height: 100%; padding: 0 1 0 2; }
    """
    about = _(
        "Talk to your customers, to colleagues, and to some who do not fit. Ask about what happened, not about "
        "what would be. Consent comes before the first note: without it nothing that was said counts. Enter begins a "
        "talk; the questions, your notes and the clock stand on one screen."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._said_of: dict[str, str] = {}
        """What was said of the personas that a talk (an id) changed."""

    def compose(self) -> ComposeResult:
        yield Words("", id="summary")
        with Container(id="talks"):
            yield InterviewRows("", _("Customer"), _("Talk"), _("Date"), _("Marks"), "", id="talk-rows")
            with VerticalScroll(id="details", can_focus=False):
                yield Words("", id="talk-details")

    def on_resize(self) -> None:
        """The details stand beside the list where there is room."""
        self.set_class(self.size.width >= ROOMY, "-roomy")

    def show(self) -> None:
        """The list, and what is to be said of the whole."""
        view = self.session.view()
        rows = talk_rows(view)
        self._rows: dict[str, TalkRow] = {row.key: row for row in rows}
        advice = next_advice(view)
        advised = advice.person if advice.step is StepKey.INTERVIEWS else ""
        at_hand = row_at_hand(rows, view, advised)
        table = self.query_one("#talk-rows", InterviewRows)
        table.set_rows([(row.key, row_cells(row, view, row is at_hand)) for row in rows])
        table.display = bool(rows)
        self.query_one("#summary", Words).say(_summary(view, rows))
        self._show_details(view)

    def _show_details(self, view: StudyView) -> None:
        row = self._current()
        words = self.query_one("#talk-details", Words)
        if row is None:
            words.say("")
        else:
            interview = self.session.interview(row.talk.id) if row.talk is not None else None
            words.say(row_details(row, view, interview))

    def _current(self) -> TalkRow | None:
        return self._rows.get(self.query_one("#talk-rows", InterviewRows).current_key)

    # --- acts --------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The list."""
        self.query_one("#talk-rows", InterviewRows).focus()

    def follow(self, advice: Advice) -> None:
        """To the talk the advice is about: open it, record its consent, or plan it."""
        table = self.query_one("#talk-rows", InterviewRows)
        table.focus()
        view = self.session.view()
        row = row_at_hand(self._rows.values(), view, advice.person)
        if row is not None:
            table.move_to(row.key)
        if row is not None and row.talk is not None and row.talk.state in WAITING:
            self.open_interview(row.talk.id)
        elif row is not None and not counts(row, view):
            self.action_consent()
        elif self._rows:
            self.action_add()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """The cursor moved."""
        self._show_details(self.session.view())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the talk, or plan one where there is none."""
        row = self._rows.get(str(event.row_key.value))
        if row is not None and row.talk is not None:
            self.open_interview(row.talk.id)
        elif row is not None:
            self.action_add()

    def open_interview(self, interview_id: str) -> None:
        """Begin or go on with a talk. Consent comes first, for one that is not over."""
        from persona_tui.tui.screens.consent_form import ask_consent

        interview = self.session.interview(interview_id)
        if interview is None:
            return
        waiting = interview.state in (InterviewState.PLANNED, InterviewState.STARTED)
        people = still_to_agree(self.session, interview) if waiting and not self.session.folder.read_only else []

        def show(agreed: bool) -> None:
            from persona_tui.tui.screens.interview import InterviewScreen

            if agreed:
                self.app.push_screen(
                    InterviewScreen(self.session, interview_id), partial(self._after_talk, interview_id)
                )

        ask_consent(self.app, self.session, people, interview.interviewer, show, before_talk=True)

    def action_read(self) -> None:
        """Read through all notes of a talk."""
        from persona_tui.tui.screens.interview_reading import ReadingScreen

        row = self._current()
        if row is not None and row.talk is not None and self.session.interview(row.talk.id) is not None:
            self.app.push_screen(ReadingScreen(self.session, row.talk.id), partial(self._after_talk, row.talk.id))

    def action_look_back(self) -> None:
        """What the interviewer makes of a talk."""
        from persona_tui.tui.screens.interview_debrief import DebriefForm

        row = self._current()
        if row is not None and row.talk is not None and self.session.interview(row.talk.id) is not None:
            self.app.push_screen(DebriefForm(self.session, row.talk.id))

    async def _after_talk(self, interview_id: str, step: str | None) -> None:
        """Back on the list, or on to the step that was asked for; what the talk changed in personas is said."""
        from persona_tui.workflows.persona_versions import notice_after

        changed = notice_after(self.session, interview_id)
        if changed and self._said_of.get(interview_id) != changed:
            self._said_of[interview_id] = changed
            self.notify(changed, markup=False, timeout=12)
        if step == HOME:
            await self.screen.run_action("close_study")
        elif step:
            await self.screen.run_action(f"go('{step}')")

    def action_add(self) -> None:
        """Plan a talk."""
        from persona_tui.tui.screens.interview_plan import InterviewForm

        if not self._rows:
            self.notify(_("Add customers first: F2."), markup=False)
            return
        row = self._current()
        person = row.person.id if row is not None and not row.person.imagined else ""
        self.app.push_screen(InterviewForm(self.session, person), self._go_to)

    def action_change(self) -> None:
        """Change whom a talk is with, and along which questions."""
        from persona_tui.tui.screens.interview_plan import InterviewForm

        row = self._current()
        interview = self.session.interview(row.talk.id) if row is not None and row.talk is not None else None
        if interview is not None:
            self.app.push_screen(InterviewForm(self.session, "", interview), self._go_to)

    def action_consent(self) -> None:
        """Record or withdraw what a customer agreed to."""
        from persona_tui.tui.screens.consent_form import ConsentForm

        row = self._current()
        if row is not None and not row.person.imagined:
            interview = self.session.interview(row.talk.id) if row.talk is not None else None
            self.app.push_screen(ConsentForm(self.session, row.person, interview.interviewer if interview else ""))

    def action_ask(self) -> None:
        """A text that asks for a talk."""
        from persona_tui.tui.screens.interview_ask import AskingText
        from persona_tui.workflows.talks import minutes_to_ask_for

        row = self._current()
        if row is not None and not row.person.imagined:
            interview = self.session.interview(row.talk.id) if row.talk is not None else None
            minutes = minutes_to_ask_for(interview)
            name = interview.interviewer if interview is not None else ""
            self.app.push_screen(AskingText(self.session, row.person, name, minutes))

    def action_import_notes(self) -> None:
        """Notes in a file, a transcript, or a form that came back, become an interview."""
        from persona_tui.tui.screens.interview_answers import ImportAnswers
        from persona_tui.tui.screens.interview_ask import ImportNotes
        from persona_tui.tui.screens.interview_transcript import ImportTranscript
        from persona_tui.tui.widgets.choose_file import ChooseFile
        from persona_tui.workflows.transcripts import is_transcript

        row = self._current()

        def read(path: Path | None) -> None:
            if path is not None and path.suffix.casefold() == ".docx":
                self.app.push_screen(ImportAnswers(self.session, path), self._go_to)
            elif path is not None and is_transcript(path):
                self.app.push_screen(ImportTranscript(self.session, path, row.person.id if row else ""), self._go_to)
            elif path is not None:
                self.app.push_screen(ImportNotes(self.session, path, row.person.id if row else ""), self._go_to)

        hint = _(
            "Plain text or Markdown: headings and lines that ask become questions, what is under them the notes. A "
            "transcript of a recording: .vtt, .srt, or names and what they said. Or a Word form that a customer "
            "filled in."
        )
        endings = (".txt", ".md", ".markdown", ".docx", ".vtt", ".srt")
        self.app.push_screen(ChooseFile(_("Import notes"), endings, hint), read)

    def action_remove(self) -> None:
        """Take a talk out; it can be undone."""
        row = self._current()
        if row is not None and row.talk is not None and self.do(acts.remove_interview, row.talk.id) is not None:
            self.notify(
                _("The talk with {name} was removed. Ctrl+Z brings it back.").format(name=row.person.name), markup=False
            )

    def _go_to(self, interview_id: str | None) -> None:
        """The cursor to a talk that was planned, changed or brought in."""
        if interview_id:
            self.refresh_if_stale()
            self.show()
            table = self.query_one("#talk-rows", InterviewRows)
            key = next((row.key for row in self._rows.values() if row.talk and row.talk.id == interview_id), "")
            table.move_to(key)
            table.focus()


def _summary(view: StudyView, rows: list[TalkRow]) -> Content:
    """One line on the whole, or how to begin."""
    if not rows:
        return styled(_("Here you talk to your customers. Add them first: "), ("F2", "bold $text-accent"), ".")
    if not view.interviews:
        return styled(
            (_("Nobody was asked yet. "), "bold"),
            ("a", "bold $text-accent"),
            _(" plans a talk, "),
            ("t", "bold $text-accent"),
            _(" writes a text that asks for one, "),
            ("i", "bold $text-accent"),
            _(" brings in notes that you have."),
        )
    done = sum(talk.state is InterviewState.DONE for talk in view.interviews)
    silent = sum(not counts(row, view) for row in rows)
    pieces: list[str | tuple[str, str]] = [
        (_("{done} of {count} talks done").format(done=done, count=len(view.interviews)), "bold")
    ]
    if silent:
        pieces.append(("   " + _("{n} without consent").format(n=silent), "$text-warning"))
    return styled(*pieces)
