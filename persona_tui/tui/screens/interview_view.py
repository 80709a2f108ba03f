"""What is seen of a talk. Everything is there from the beginning and changes in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from persona_tui.domain.attributes import Attribute
from persona_tui.domain.records import now
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.screens import interview_words as words
from persona_tui.tui.screens.interview_talk import Talk
from persona_tui.tui.widgets.answer_form import AnswerForm
from persona_tui.tui.widgets.frame import save_words
from persona_tui.tui.widgets.notes_editor import NotesEditor
from persona_tui.tui.widgets.words import MUTED, SteadyWords, Words, styled
from persona_tui.workflows.session import SaveKind, SaveState
from persona_tui.workflows.talks import still_to_agree

NARROW = 100
"""Below this many columns the side columns fold away."""
SIDES = ("outline", "probes")
"""The side columns."""
OUTLINE_WIDTH = 27
BESIDE_THE_TALK = 20
"""Cells of the bar that are not for who talks and how far: what is saved, and space."""
BETWEEN_LOOKS = 5
"""Seconds after which the times of the sections are counted anew."""
IN_PASSING = 5.0
"""Seconds for which something is said in passing."""
FIXED = ("#talk", "#save-state", "#section", "#legend", "#probe-line")
"""What has one line whatever it says."""


class TalkView(Vertical):
    """The bar, the outline, the question with its answer and notes, the probes, and the legend of marks."""

    DEFAULT_CSS = """
    TalkView { height: 1fr; }
    TalkView #bar { height: 1; background: $surface; }
    TalkView #talk { width: 1fr; padding: 0 1; text-overflow: ellipsis; text-wrap: nowrap; }
    TalkView #save-state { width: 18; padding: 0 1; text-align: right; }
    TalkView #consent { height: auto; padding: 0 1; color: $text-warning; background: $warning 10%; }
    TalkView #middle { height: 1fr; padding: 1 0 0 0; }
    TalkView .side { width: 30; height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }
    TalkView .side > Words { min-height: 100%; }
    TalkView #probes-side { width: 32; padding: 0 1 0 2; }
    TalkView #centre { width: 1fr; height: 100%; padding: 0 1; }
    TalkView #section { padding: 0 1; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    TalkView #question { text-style: bold; padding: 0 1; height: auto; min-height: 2; max-height: 5; margin: 0 0 1 0; }
    TalkView #probe-line {
        padding: 0 1; height: 1; margin-bottom: 1; text-overflow: ellipsis; text-wrap: nowrap; display: none;
    }
    TalkView.-narrow #probe-line.-has-probes { display: block; }
    TalkView.-narrow #question { margin: 0; }
    TalkView.-narrow #middle { padding: 0; }
    TalkView #legend { height: 1; padding: 0 1; background: $surface; }
    """

    class SaveStateChanged(Message):
        """Something is true of the disk that was not before; posted from any thread."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    def __init__(self, talk: Talk, write: Callable[[str, bool], None]) -> None:
        """`write` takes what was typed on the choices and is no choice."""
        super().__init__()
        self._talk = talk
        self._unknown: Sequence[tuple[str, Sequence[Attribute]]] = ()
        self._unfolded: dict[tuple[bool, str], bool] = {}
        self._shown: dict[str, Content] = {}
        self._tell_others: Callable[[SaveState], None] | None = None
        self._is_typing = False
        self._trouble = ""
        self._passing = ""
        self._passing_timer: Timer | None = None
        self.editor = NotesEditor(id="notes")
        self.form = AnswerForm(write, id="answer")

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Words("", id="talk")
            yield Words("", id="save-state")
        yield Words("", id="consent")
        with Horizontal(id="middle"):
            with VerticalScroll(id="outline-side", classes="side", can_focus=False):
                yield SteadyWords("", id="outline")
            with Vertical(id="centre"):
                yield Words("", id="section")
                yield Words("", id="question")
                yield Words("", id="probe-line")
                yield self.form
                yield self.editor
            with VerticalScroll(id="probes-side", classes="side", can_focus=False):
                yield SteadyWords("", id="probes")
        yield Words("", id="legend")

    def on_mount(self) -> None:
        """Listen to what is true of the disk, and let the clock be seen."""
        folder = self._talk.session.folder
        self._tell_others = folder.on_save_state
        folder.on_save_state = self._save_state_changed
        self._show_save_state(folder.save_state)
        self.set_interval(1.0, self._tick)
        self.show_consent()

    def on_unmount(self) -> None:
        """Listen no longer."""
        self._talk.session.folder.on_save_state = self._tell_others

    def on_resize(self) -> None:
        """Fold the side columns where there is little room."""
        self.set_class(self.size.width < NARROW, "-narrow")
        self._fold()
        self.show_legend()

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_question(self) -> None:
        """Show the question at hand; its notes come from their keeper."""
        question = self._talk.question
        self._say("#question", question.text)
        self._say("#probe-line", words.probe_line(question))
        self.query_one("#probe-line").set_class(bool(question.probes), "-has-probes")
        self.show_answer()

    def show_answer(self) -> None:
        """Show the answer to the question at hand, and what is still unknown now."""
        talk = self._talk
        label = words.value_label(talk.question, talk.attribute)
        self.form.show(talk.question, talk.attribute, talk.answer, label)
        self._unknown = talk.unknown()

    def show_state(self) -> None:
        """Show everything that says how far the talk is, while it can be seen; the notes stay as they are."""
        if not self.is_running:
            return
        talk = self._talk
        interview, guide = talk.interview, talk.guide
        spent, prompts = talk.spent, talk.prompts
        self.show_bar()
        section = guide.section_of(talk.question.key)
        seconds = spent.get(section.questions[0].key, 0) if section.questions else 0
        aside = prompts if self.is_narrow else ()
        self._say("#section", words.section_words(guide, interview, talk.question, seconds, aside))
        self._say("#outline", words.outline_words(guide, interview, talk.question.key, OUTLINE_WIDTH, spent))
        self._say("#probes", words.probes_words(talk.question, self._unknown, prompts))
        self.show_legend()

    def show_bar(self) -> None:
        """Show who, how long, how many questions were asked, and who speaks; or why nothing can be saved."""
        if self._trouble:
            self._say("#talk", styled((self._trouble, "bold $text-error")))
            return
        talk = self._talk
        people = talk.people
        speaker = next((each for each in people if each.id == talk.speaker), None) if talk.is_shared else None
        others = words.names_in([each for each in people if each is not speaker])
        name = speaker.name if speaker is not None else ""
        width = self.app.size.width - BESIDE_THE_TALK
        self._say("#talk", words.bar_words(others, talk.interview, talk.guide, now(), name, width))

    def show_consent(self) -> None:
        """Say so when the words do not count."""
        people = still_to_agree(self._talk.session, self._talk.interview)
        self.query_one("#consent").display = bool(people)
        if people:
            sentence = _("No consent of {names}: nothing counts until it is recorded (F9).")
            self._say("#consent", sentence.format(names=words.names_in(people)))

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    @on(NotesEditor.MarkAsked)
    def show_legend(self) -> None:
        """Show the marks, those of the line at hand apart; what can be done while nothing can be saved."""
        if self._passing and not self.editor.asks_mark:
            self._say("#legend", styled((clean_line(self._passing), "bold")))
            return
        if self._trouble and not self.editor.asks_mark:
            rescue = _("All of it is in memory, and tried again. Alt+S writes a copy to another place.")
            self._say("#legend", styled((rescue, "bold $text-warning")))
            return
        if self.editor.read_only:
            self._say("#legend", styled((_("Only to read for now: nothing that is typed here is kept."), MUTED)))
            return
        self._say("#legend", words.legend_words(self.editor.marks_here, self.editor.asks_mark, self.is_narrow))

    def say_in_passing(self, sentence: str) -> None:
        """Say something for a few seconds in the place of the marks: nothing is covered, and nothing moves."""
        if not self.is_running:
            return
        self._passing = sentence
        self.show_legend()
        if self._passing_timer is not None:
            self._passing_timer.stop()
        self._passing_timer = self.set_timer(IN_PASSING, self._passed)

    def _passed(self) -> None:
        self._passing = ""
        self.show_legend()

    @property
    def is_narrow(self) -> bool:
        """Whether there is little room."""
        return self.has_class("-narrow")

    def _say(self, selector: str, text: Content | str) -> None:
        """Show a text where it is another one; a line of fixed height moves nothing else."""
        content = text if isinstance(text, Content) else Content(text)
        shown = self._shown.get(selector)
        if shown is None or shown.plain != content.plain or shown.spans != content.spans:
            self._shown[selector] = content
            place = self.query_one(selector, Words)
            place.update(content, layout=selector not in FIXED and _moves_others(place, shown, content))

    def _tick(self) -> None:
        """Each second the clock; now and then how long each part took."""
        if self._talk.interview.clock_since is None:
            return
        if self._talk.second % BETWEEN_LOOKS:
            self.show_bar()
        else:
            self.show_state()

    def fold(self, side: str) -> None:
        """Show or hide a side column, one of `SIDES`. Where there is little room one takes the other's place."""
        narrow, is_shown = self.is_narrow, self.query_one(f"#{side}-side").display
        if narrow:
            self._unfolded.update({(narrow, other): False for other in SIDES})
        self._unfolded[narrow, side] = not is_shown
        self._fold()

    def _fold(self) -> None:
        narrow = self.is_narrow
        for side in SIDES:
            self.query_one(f"#{side}-side").display = self._unfolded.get((narrow, side), not narrow)

    # --- the disk ----------------------------------------------------------------------------------------------

    def _save_state_changed(self, state: SaveState) -> None:
        self.post_message(self.SaveStateChanged(state))
        if self._tell_others is not None:
            self._tell_others(state)

    def on_talk_view_save_state_changed(self, event: SaveStateChanged) -> None:
        """Say what is on the disk."""
        self._show_save_state(event.state)

    def show_typing(self, typing: bool) -> None:
        """Something is typed that the study does not hold yet, or no more: that is not saved, in the same frame."""
        if typing is not self._is_typing:
            self._is_typing = typing
            self._show_save_state(self._talk.session.folder.save_state)

    def _show_save_state(self, state: SaveState) -> None:
        """Say what is on the disk; why it is not takes the place of who talks, for as long as it is so."""
        if self._is_typing and state.kind is SaveKind.SAVED:
            state = SaveState(kind=SaveKind.UNSAVED, at=state.at)
        failed = state.sentence if state.kind is SaveKind.FAILED else ""
        if failed != self._trouble:
            self._trouble = failed
            self.show_bar()
            self.show_legend()
        self._say("#save-state", save_words(state))


def _moves_others(place: Words, before: Content | None, after: Content) -> bool:
    """Whether a text takes other room than the one before it: laying out a screen anew costs more than all the rest."""
    width = place.content_size.width
    if before is None or not width:
        return True
    side = place.parent
    if isinstance(side, VerticalScroll):
        return any(_most_rows(content.plain, width) > side.content_size.height for content in (before, after))
    rules: Any = place.styles
    least = place.styles.min_height
    rows = [
        max(content.get_height(rules, width), int(least.value) if least and least.is_cells else 1)
        for content in (before, after)
    ]
    return rows[0] != rows[1]


def _most_rows(text: str, width: int) -> int:
    """How many rows a text takes at most, without breaking it: a broken row is more than half full."""
    return sum(1 + 2 * cell_len(line) // width for line in text.split("\n"))
