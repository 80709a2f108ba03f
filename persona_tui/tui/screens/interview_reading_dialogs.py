"""Short questions while reading through a talk: the right words, which passage, which persona."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from persona_tui.domain.interviews import Line
from persona_tui.domain.marks import MARK_CHARACTERS, Mark, mark_character, write_marks
from persona_tui.domain.transcripts import Turn
from persona_tui.i18n import _
from persona_tui.tui.screens.interview_words import mark_label
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.reading_lines import one_row
from persona_tui.tui.widgets.ticks import TickList
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.corrections import correct_line
from persona_tui.workflows.session import Session
from persona_tui.workflows.transcripts import mark_passage


class CorrectLine(Dialog[Line]):
    """Other words for a line; its marks stand in front, as they are typed."""

    DEFAULT_CSS = """
    CorrectLine TextArea { height: auto; min-height: 3; max-height: 12; }
    CorrectLine .hint { color: $text-muted; padding: 0 1; margin-top: 1; }
    """

    def __init__(self, session: Session, interview_id: str, line: Line) -> None:
        super().__init__(_("Correct this line"))
        self._session = session
        self._talk_id = interview_id
        self._line = line

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Marks, a space, then the words"))
        typed = write_marks(self._line.kind, self._line.marks, self._line.text)
        yield TypingArea(typed, id="words", show_line_numbers=False, tab_behavior="focus")
        yield Words(
            _("It keeps its time. A sentence of a persona that rests on words you change says that they changed."),
            classes="hint",
        )

    def on_mount(self) -> None:
        """At the end of the words."""
        area = self.query_one("#words", TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def result(self) -> Line:
        """Keep the words."""
        return correct_line(self._session, self._talk_id, self._line.id, self.query_one("#words", TextArea).text)


class MarkPassage(Dialog[bool]):
    """Words of a transcript to mark: those selected, or everything that was said in one go."""

    DEFAULT_CSS = """
    MarkPassage TextArea { height: auto; min-height: 3; max-height: 10; }
    MarkPassage TickList { height: auto; padding: 0 1; }
    """
    accept_label = _("Mark")

    def __init__(self, session: Session, interview_id: str, turn: Turn, character: str = "") -> None:
        super().__init__(_("Mark what was said"))
        self._session = session
        self._talk_id = interview_id
        self._turn = turn
        self._mark = MARK_CHARACTERS.get(character)

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Select the words with Shift and the arrows; selecting none means all"))
        yield TextArea(one_row(self._turn.text), id="words", read_only=True, show_line_numbers=False)
        yield FieldLabel(_("Which marks? (space ticks; none is fine too)"))
        yield TickList[Mark](
            *(
                Selection(Content(f"{mark_character(mark)} {mark_label(mark)}"), mark, mark is self._mark)
                for mark in Mark
            ),
            id="marks",
        )

    def on_mount(self) -> None:
        """At the words."""
        self.query_one("#words", TextArea).focus()

    def result(self) -> bool:
        """Mark them."""
        area = self.query_one("#words", TextArea)
        marks = [mark for mark in Mark if mark in self.query_one("#marks", TickList).selected]
        start, end = sorted((area.selection.start[1], area.selection.end[1]))
        if start == end:
            start, end = 0, len(self._turn.text)
        with self._session.act(_("Mark a passage")):
            for cue, first, last in self._turn.spans(start, end):
                mark_passage(self._session, self._talk_id, cue, first, last, marks)
        return True


class Place(NamedTuple):
    """A part of a persona."""

    persona: str
    part: str
    label: str


class PlaceDialog(Dialog[Place]):
    """Several parts of personas, one to go to."""

    DEFAULT_CSS = """
    PlaceDialog OptionList { height: auto; max-height: 14; margin-top: 1; }
    PlaceDialog .option-list--option { padding: 0 1; }
    """
    accept_label = _("Go")

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__(_("This line speaks to"))
        self._places = places

    def compose_form(self) -> ComposeResult:
        yield MarkedList(*(Option(Content(place.label)) for place in self._places), id="places")

    def on_mount(self) -> None:
        """At the first."""
        self.query_one("#places").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter."""
        event.stop()
        self.action_accept()

    def result(self) -> Place | None:
        """The one that is highlighted."""
        place = self.query_one("#places", OptionList).highlighted
        return self._places[place] if place is not None else None
