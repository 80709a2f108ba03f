"""After the call: all notes of a talk in one view, to search, correct, mark, and lead on to personas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.insights.read_through import (
    marked_places,
)
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens import interview_reading_words as words
from persona_tui.tui.screens.interview_reading_dialogs import CorrectLine, MarkPassage, Place, PlaceDialog
from persona_tui.tui.screens.interview_reading_view import ReadingView
from persona_tui.tui.screens.persona_step import part_title, persona_label
from persona_tui.tui.widgets.frame import step_commands
from persona_tui.tui.widgets.reading_lines import ReadingLines
from persona_tui.workflows import corrections, transcripts
from persona_tui.workflows.note_lines import move_lines
from persona_tui.workflows.persona_ground import parts_of

READ_COMMANDS = (
    Command("read.search", "slash,ctrl+g", "search", _("Search"), _("Only the lines with the words you type.")),
    Command(
        "read.move", "m,ctrl+e", "move", _("Move"), _("Put this line under another question; its time goes along.")
    ),
    Command("read.persona", "p", "persona", _("Persona"), _("To the part of a persona that this line speaks to.")),
    Command("read.transcript", "t", "transcript", _("Transcript"), _("What was said word for word, beside the notes.")),
    Command("read.speaker", "ctrl+a", "speaker", _("Who speaks"), _("Another one on the call said this, or nobody.")),
    Command("read.unmark", "delete,x", "unmark", _("Unmark"), _("Take the marks from what was said here."), show=False),
    Command("read.look_back", "d", "look_back", _("Look back"), _("What you make of the talk, for yourself.")),
    Command("read.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back.")),
    Command("read.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    Command("read.back", "escape", "back", _("Back"), _("Back to where you were.")),
    *step_commands("read.step"),
)
_NEED_LINES = ("move", "persona", "look_back")


class ReadingScreen(ReadingView):
    """What can be done with it. It gives back the step of the rail to go to, or ""."""

    BINDINGS = bindings(READ_COMMANDS)
    about = _(
        "Everything noted in this talk. Type / to search. On a line, a mark such as - or + puts that mark on or takes "
        "it off, Enter corrects its words, m moves it to another question, and p leads to the persona that it speaks "
        "to. A line keeps its time, and what rests on it."
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys where a list has the focus, never where they are typed."""
        is_list = isinstance(self.focused, ReadingLines)
        if action == "transcript":
            return is_list and self.transcript is not None
        if action == "speaker":
            return is_list and (self.reading.id == "cues" or len(self.interview.people) > 1)
        if action == "unmark":
            return is_list and self.reading.id == "cues"
        if action in _NEED_LINES:
            return is_list and self.reading.id == "notes"
        return is_list if action == "search" else True

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this talk; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, self._talk_id, *arguments, **options)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
            return None

    def action_search(self) -> None:
        """Into the search."""
        self.query_one("#search", Input).focus()

    def action_back(self) -> None:
        """Out of the search, then back."""
        search = self.query_one("#search", Input)
        if search.has_focus or search.value:
            search.value = ""
            self.reading.focus()
        else:
            self.dismiss("")

    def action_to_step(self, step: str) -> None:
        """To another step."""
        self.dismiss(step)

    def on_reading_lines_mark_typed(self, event: ReadingLines.MarkTyped) -> None:
        """A mark on or off the line of notes; for words of the transcript the passage is asked for."""
        if event.lines.id == "notes":
            self.do(corrections.mark_line, event.key, event.character)
        else:
            self._mark_passage(event.key, event.character)

    def on_reading_lines_opened(self, event: ReadingLines.Opened) -> None:
        """Correct a line of notes, or mark words of the transcript."""
        if event.lines.id == "cues":
            self._mark_passage(event.key)
            return
        found = self.interview.line(event.key)
        if found is not None:
            self.app.push_screen(CorrectLine(self.session, self._talk_id, found[1]))

    def _mark_passage(self, key: str, character: str = "") -> None:
        turn = self.turns.get(key)
        if turn is not None:
            self.app.push_screen(MarkPassage(self.session, self._talk_id, turn, character))

    def action_unmark(self) -> None:
        """Take the marks from every passage of what was said in one go."""
        turn = self.turns.get(self.reading.current_key)
        for _start, _end, passage in marked_places(turn) if turn is not None else ():
            self.do(transcripts.unmark_passage, passage)

    def action_move(self) -> None:
        """Put the line under another question."""
        from persona_tui.tui.screens.interview_dialogs import Found, JumpDialog

        found = self.interview.line(self.reading.current_key)
        if found is None:
            return
        answer, line = found

        def move(wanted: Found | None) -> None:
            question = self.guide.question(wanted.key) if wanted is not None else None
            if question is not None and question.key != answer.question:
                self.do(move_lines, [line.id], question)
                self.query_one("#notes", ReadingLines).move_to(line.id)

        title = _("To which question does this line belong?")
        labels = {attribute.key: attribute.label for attribute in self.session.catalogue()}
        self.app.push_screen(JumpDialog(self.guide, self.interview, answer.question, title=title, labels=labels), move)

    def action_speaker(self) -> None:
        """Another one on the call said this; in a transcript, and all that has the same name before it."""
        if self.reading.id == "cues":
            turn = self.turns.get(self.reading.current_key)
            if turn is not None:
                self.do(transcripts.pass_on, turn)
            return
        found = self.interview.line(self.reading.current_key)
        people = self.interview.people
        if found is not None and len(people) > 1:
            here = people.index(found[1].speaker) if found[1].speaker in people else 0
            self.do(corrections.set_speaker, [found[1].id], people[(here + 1) % len(people)])

    def action_transcript(self) -> None:
        """Show the transcript, or no longer."""
        self.toggle_class("-transcript")
        shown = "#cues" if self.has_class("-transcript") else "#notes"
        self.call_after_refresh(self.query_one(shown, ReadingLines).focus)

    def action_look_back(self) -> None:
        """The debrief."""
        from persona_tui.tui.screens.interview_debrief import DebriefForm

        self.app.push_screen(DebriefForm(self.session, self._talk_id))

    def action_persona(self) -> None:
        """To the part of a persona that the line speaks to; where there are several, one is chosen."""
        found = self.interview.line(self.reading.current_key)
        if found is None:
            return
        asked = self.guide.question(found[0].question)
        person, fields = words.person_and_fields(self.interview, found[0], found[1], asked)
        name = next((each.name for each in self.session.people() if each.id == person), "?")
        personas = [persona for persona in self.session.personas() if person in persona.people]
        places = [
            Place(persona.id, part, f"{persona_label(persona)} · {part_title(part, persona)}")
            for persona in personas
            for part in parts_of(persona)
            if part in fields
        ]
        if not fields:
            self.notify(_("This line speaks to no part of a persona yet. Give it a mark: - pain, + goal, ! motivator."))
        elif not personas:
            sentence = _("No persona is built from {name} yet. F6 is where to begin one.")
            self.notify(sentence.format(name=name), markup=False)
        elif not places:
            self.notify(_("The personas of {name} have no such part.").format(name=name), markup=False)
        elif len(places) == 1:
            self._open(places[0])
        else:
            self.app.push_screen(PlaceDialog(places), self._open)

    def _open(self, place: Place | None) -> None:
        from persona_tui.tui.screens.persona_builder import PersonaScreen

        if place is not None:
            self.app.push_screen(PersonaScreen(self.session, place.persona, place.part), self._came_back)

    def _came_back(self, step: str | None) -> None:
        if step:
            self.dismiss(step)
