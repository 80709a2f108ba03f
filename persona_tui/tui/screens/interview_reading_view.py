"""What is seen while reading through a talk: its notes, what is searched for, and the transcript beside them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.transcripts import Transcript, Turn, cue_id_of
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import InterviewGuide, guide_of
from persona_tui.insights.read_through import (
    ReadAnswer,
    found_answers,
    found_turns,
    marked_places,
    read_answers,
    speaker_letters,
)
from persona_tui.tui.screens import interview_reading_words as words
from persona_tui.tui.screens.interview_words import legend_words
from persona_tui.tui.screens.working_screen import WorkingScreen
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.reading_lines import ReadingLines
from persona_tui.tui.widgets.words import Words
from persona_tui.workflows.interviews import questions_besides
from persona_tui.workflows.lookups import the_interview, transcript_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of

NARROW = 100
"""Columns below which notes and transcript take turns."""


class ReadingView(WorkingScreen):
    """Notes, and beside them the transcript where there is one."""

    DEFAULT_CSS = """
    ReadingView TopBar { height: 1; background: $surface; }
    ReadingView TopBar #business { width: 1fr; text-style: bold; padding: 0 1; }
    ReadingView TopBar #save-state { width: auto; padding: 0 1; }
    ReadingView #search { margin: 0 1; width: 1fr; }
    ReadingView #both { height: 1fr; margin-top: 1; }
    ReadingView #cues { display: none; border-left: solid $panel; }
    ReadingView.-transcript #cues { display: block; }
    ReadingView.-transcript.-narrow #notes { display: none; }
    ReadingView #about-line { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self, session: Session, interview_id: str, line: str = "") -> None:
        """`line` is the id of the line to begin at."""
        super().__init__(session)
        self._talk_id = interview_id
        self._line = line
        self.interview: Interview = the_interview(session, interview_id)
        self._answers: list[ReadAnswer] = []
        self.turns: dict[str, Turn] = {}

    def compose(self) -> ComposeResult:
        yield TopBar("")
        yield Input(placeholder=_("Search: / and a few words"), id="search")
        with Horizontal(id="both"):
            yield ReadingLines(_("Correct"), id="notes")
            yield ReadingLines(_("Mark"), id="cues")
        yield Words("", id="about-line")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show it, the cursor where it was asked for."""
        has_transcript = transcript_of(self.session, self._talk_id) is not None
        self.set_class(self.app.size.width < NARROW, "-narrow")
        self.set_class(has_transcript and not self.has_class("-narrow"), "-transcript")
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.show_now()
        notes, cues = self.query_one("#notes", ReadingLines), self.query_one("#cues", ReadingLines)
        spoken = cue_id_of(self._line)
        turn = next((key for key, turn in self.turns.items() if any(cue.id == spoken for cue in turn.cues)), "")
        begins_there = bool(turn) or (bool(self.turns) and not self._answers)
        if begins_there:
            self.add_class("-transcript")
            cues.move_to(turn)
        notes.move_to(self._line)
        (cues if begins_there else notes).focus()

    def on_resize(self) -> None:
        """Notes and transcript take turns where there is little room."""
        self.set_class(self.size.width < NARROW, "-narrow")

    # --- what is shown -----------------------------------------------------------------------------------------

    @property
    def guide(self) -> InterviewGuide:
        bank = bank_of(self.interview)[0]
        return guide_of(bank, questions_besides(self.interview, bank, self.session.catalogue()))

    @property
    def transcript(self) -> Transcript | None:
        return transcript_of(self.session, self._talk_id)

    def show_now(self) -> None:
        """Show the talk as it is at this moment."""
        super().show_now()
        try:
            self.interview = the_interview(self.session, self._talk_id)
        except PlainError as problem:
            self.notify(problem.sentence, markup=False)
            self.dismiss("")
            return
        attributes = {attribute.key: attribute for attribute in self.session.catalogue()}
        self._answers = read_answers(self.guide, self.interview, attributes, self.session.study.currency)
        people = [person for key in self.interview.people if (person := self.session.person(key)) is not None]
        self.query_one(TopBar).show_business(words.title_words(self.interview, people))
        self._show_found()

    def _show_found(self) -> None:
        """What holds the words that are searched for."""
        typed = self.query_one("#search", Input).value
        people = [person for key in self.interview.people if (person := self.session.person(key)) is not None]
        letters = speaker_letters(people)
        answers = found_answers(self._answers, typed)
        self.query_one("#notes", ReadingLines).show_lines(words.note_lines(answers, letters, self.interview, typed))
        found = found_turns(self.transcript, typed)
        self.turns = {turn.cues[0].id: turn for turn in found}
        names = {person.id: person.name for person in people}
        places = {key: [(start, end) for start, end, _id in marked_places(turn)] for key, turn in self.turns.items()}
        self.query_one("#cues", ReadingLines).show_lines(words.turn_lines(found, names, places, typed))
        self._show_about()

    def _show_about(self) -> None:
        """The marks of the line at hand, and which parts of a persona it speaks to."""
        reading = self.reading
        if reading.id == "cues":
            turn = self.turns.get(reading.current_key)
            self.query_one("#about-line", Words).say(words.turn_about(turn, len(marked_places(turn)) if turn else 0))
            return
        line = self.interview.line(reading.current_key)
        marks = next((shown.sign for shown in reading.lines if shown.key and shown.key == reading.current_key), "")
        if line is None:
            self.query_one("#about-line", Words).say(Content(""))
        else:
            self.query_one("#about-line", Words).say(legend_words(marks, False, self.has_class("-narrow")))

    def on_reading_lines_moved(self, event: ReadingLines.Moved) -> None:
        """The cursor is on another line."""
        self._show_about()

    def on_descendant_focus(self) -> None:
        """Notes or transcript: other keys work."""
        self.refresh_bindings()
        self._show_about()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer lines with each letter."""
        event.stop()
        self._show_found()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what was found."""
        event.stop()
        self.reading.focus()

    @property
    def reading(self) -> ReadingLines:
        """The notes or the transcript, whichever is worked on."""
        cues = self.query_one("#cues", ReadingLines)
        alone = self.has_class("-transcript") and self.has_class("-narrow")
        return cues if alone or cues.has_focus else self.query_one("#notes", ReadingLines)
