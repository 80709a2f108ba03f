"""Three short questions during a talk: which question next, why one is passed over, how the talk ends."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList, RadioSet
from textual.widgets.option_list import Option

from persona_tui.domain.interviews import Interview
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.interview_guide import InterviewGuide, question_state
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.interview_words import STATE_GLYPHS
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Pick
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled

_OWN = "own question"

JUMP_COMMANDS = (
    Command("jump.down", "down", "highlight(1)", _("Down"), show=False, priority=True),
    Command("jump.up", "up", "highlight(-1)", _("Up"), show=False, priority=True),
)


class Found(NamedTuple):
    """The key of the question to go to, or what was asked that stands nowhere yet."""

    key: str
    asked: str = ""


class JumpDialog(Dialog[Found]):
    """All questions of the talk, fewer with every letter typed; what is none of them can be asked as one's own."""

    BINDINGS = bindings(JUMP_COMMANDS)
    DEFAULT_CSS = """
    JumpDialog OptionList { height: 14; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    accept_label = _("Go")

    def __init__(self, guide: InterviewGuide, interview: Interview, current: str) -> None:
        super().__init__(_("Jump to a question"))
        self._guide = guide
        self._interview = interview
        self._current = current

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Any letters of it; or a question of your own"))
        yield Input(id="search")
        yield OptionList(id="questions")

    def on_mount(self) -> None:
        """All questions, at the one at hand."""
        self._show("")
        self.query_one("#search", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer questions, or more."""
        self._show(clean_line(event.value))

    def _show(self, typed: str) -> None:
        search = FuzzySearch()
        found = []
        for section in self._guide.sections:
            for question in section.questions:
                score = search.match(typed, f"{question.text} {section.title}")[0] if typed else 1.0
                if score:
                    found.append((score, question, section))
        if typed:
            found.sort(key=lambda hit: -hit[0])
        options = []
        for _score, question, section in found:
            glyph, style = STATE_GLYPHS[question_state(self._interview, question.key)]
            words = styled((f"{glyph} ", style), clean_line(question.text), (f"  {clean_line(section.title)}", MUTED))
            options.append(Option(words, id=question.key))
        if typed:
            asked = _("Ask “{question}”").format(question=typed)
            options.append(Option(styled(("+ ", "bold $text-accent"), asked), id=_OWN))
        listing = self.query_one("#questions", OptionList)
        listing.clear_options()
        listing.add_options(options)
        keys = [question.key for _score, question, _section in found]
        listing.highlighted = keys.index(self._current) if not typed and self._current in keys else 0

    def action_highlight(self, by: int) -> None:
        """To the question above or below, while the letters are typed."""
        listing = self.query_one("#questions", OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter in the list."""
        event.stop()
        self.action_accept()

    def result(self) -> Found | None:
        """The question that is highlighted."""
        listing = self.query_one("#questions", OptionList)
        if listing.highlighted is None:
            return None
        key = listing.get_option_at_index(listing.highlighted).id or ""
        return Found("", clean_line(self.query_one("#search", Input).value)) if key == _OWN else Found(key)


class SkipDialog(Dialog[str]):
    """Why a question is passed over; an empty reason takes that back."""

    DEFAULT_CSS = "SkipDialog #dialog-form Words { padding: 0 1; margin-top: 1; }"
    accept_label = _("Skip")

    def __init__(self, question: str, why: str) -> None:
        super().__init__(_("Skip this question"))
        self._question = question
        self._why = why

    def compose_form(self) -> ComposeResult:
        yield Words(self._question)
        yield FieldLabel(_("Why? (a word is enough; empty: not skipped after all)"))
        yield Input(self._why or _("does not apply"), id="why", select_on_focus=True)

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#why", Input).focus()

    def result(self) -> str:
        """The reason."""
        return self.query_one("#why", Input).value.strip()


class HowItEnds(StrEnum):
    """What becomes of a talk."""

    DONE = "done"
    BROKE_OFF = "broke_off"
    GOES_ON = "goes_on"


class FinishDialog(Dialog[HowItEnds]):
    """The talk is over or broke off; one that was over can go on."""

    DEFAULT_CSS = """
    FinishDialog #dialog-form Words { padding: 0 1; margin-top: 1; }
    FinishDialog RadioSet { margin-top: 1; }
    """
    accept_label = _("Finish")

    def __init__(self, time: str, to_come_back_to: int, is_over: bool) -> None:
        super().__init__(_("Go on with this talk") if is_over else _("Finish this talk"))
        self._time = time
        self._to_come_back_to = to_come_back_to
        self._is_over = is_over
        if is_over:
            self.accept_label = _("Go on")

    def compose_form(self) -> ComposeResult:
        if self._is_over:
            yield Words(_("The clock goes on from {time}.").format(time=self._time))
            return
        yield Words(_("You talked for {time}.").format(time=self._time))
        if self._to_come_back_to:
            yield Words(
                ngettext(
                    "{n} line is marked ? to come back to: ask now, while they are there.",
                    "{n} lines are marked ? to come back to: ask now, while they are there.",
                    self._to_come_back_to,
                ).format(n=self._to_come_back_to)
            )
        yield Words(_("Before you part: what did we miss, may I come back to you, whom else should I talk to?"))
        with RadioSet(id="how"):
            yield Pick(Content(_("It is done")), value=True, name=HowItEnds.DONE)
            yield Pick(Content(_("It broke off; it may go on another time")), name=HowItEnds.BROKE_OFF)

    def on_mount(self) -> None:
        """Enter on the button is enough."""
        self.query_one("#dialog-accept").focus()

    def result(self) -> HowItEnds:
        """How it ends, or that it goes on."""
        if self._is_over:
            return HowItEnds.GOES_ON
        pressed = self.query_one("#how", RadioSet).pressed_button
        return HowItEnds(pressed.name) if pressed is not None and pressed.name else HowItEnds.DONE
