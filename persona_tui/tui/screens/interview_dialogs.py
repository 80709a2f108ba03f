"""Three short questions during a talk: which question next, why one is passed over, how the talk ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from persona_tui.domain.interviews import Interview
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.interview_guide import InterviewGuide, question_state
from persona_tui.insights.question_search import found_questions
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.interview_words import STATE_GLYPHS
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.marked_list import MarkedList
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
    """All questions of the talk, fewer with every letter typed; what is none of them can be asked as one's own.

    `lint` says what is to be said against a question of one's own: a quiet hint that stands in nobody's way.
    `labels` name what questions fill, by attribute.
    """

    BINDINGS = bindings(JUMP_COMMANDS)
    DEFAULT_CSS = """
    JumpDialog OptionList { height: 1fr; min-height: 4; max-height: 14; margin-top: 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    JumpDialog .option-list--option { padding: 0 1; }
    JumpDialog #dialog-form { height: 20; }
    JumpDialog #hint { height: 2; padding: 0 1; margin-top: 1; color: $text-muted; }
    """
    accept_label = _("Go")

    def __init__(
        self,
        guide: InterviewGuide,
        interview: Interview,
        current: str,
        lint: Callable[[str], list[str]] | None = None,
        title: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title or _("Find a question, or ask one of your own"))
        self._guide = guide
        self._interview = interview
        self._current = current
        self._lint = lint
        self._labels = labels

    def compose_form(self) -> ComposeResult:
        label = _("A few letters of any question; or type the question you want to ask")
        yield FieldLabel(label if self._lint is not None else _("A few letters of any question"))
        yield Input(id="search")
        yield MarkedList(id="questions")
        yield Words("", id="hint")

    def on_mount(self) -> None:
        """All questions, at the one at hand."""
        self._show("")
        self.query_one("#search", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer questions, or more."""
        self._show(clean_line(event.value))

    def _show(self, typed: str) -> None:
        found = found_questions(self._guide, typed, self._labels)
        options = []
        for question, section in found:
            glyph, style = STATE_GLYPHS[question_state(self._interview, question.key)]
            words = styled((f"{glyph} ", style), clean_line(question.text), (f"  {clean_line(section)}", MUTED))
            options.append(Option(words, id=question.key))
        if self._lint is not None:
            asked = _("Ask “{question}”").format(question=typed) if typed else _("Ask a question of your own: type it")
            style = "" if typed else MUTED
            options.append(Option(styled(("+ ", "bold $text-accent"), (asked, style)), id=_OWN, disabled=not typed))
        listing = self.query_one("#questions", OptionList)
        listing.clear_options()
        listing.add_options(options)
        keys = [question.key for question, _section in found]
        if options:
            listing.highlighted = keys.index(self._current) if not typed and self._current in keys else 0
        self._hint()

    def _hint(self) -> None:
        """What is to be said against a question of one's own, while it is the one that would be asked."""
        listing = self.query_one("#questions", OptionList)
        typed = clean_line(self.query_one("#search", Input).value)
        sentences: list[str] = []
        if self._lint is not None and listing.highlighted_option is not None and listing.highlighted_option.id == _OWN:
            sentences = self._lint(typed)
        self.query_one("#hint", Words).say(" ".join(sentences))

    def on_option_list_option_highlighted(self) -> None:
        """Another question, or one's own."""
        self._hint()

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

    LOOKED_BACK = "looked_back"
    DONE = "done"
    BROKE_OFF = "broke_off"
    GOES_ON = "goes_on"


class FinishDialog(Dialog[HowItEnds]):
    """The talk is over or broke off; one that was over can go on, or be looked back on."""

    DEFAULT_CSS = """
    FinishDialog #dialog-form Words { padding: 0 1; margin-top: 1; }
    FinishDialog OptionList { height: auto; margin-top: 1; }
    FinishDialog .option-list--option { padding: 0 1; }
    """
    accept_label = _("Finish")

    def __init__(self, time: str, to_come_back_to: int, prompts: list[str], is_over: bool, broke_off: bool) -> None:
        """`prompts` are what should still be asked before parting."""
        super().__init__(_("This talk") if is_over else _("Finish this talk"))
        self._time = time
        self._to_come_back_to = to_come_back_to
        self._prompts = prompts
        self._is_over = is_over
        self._broke_off = broke_off
        if is_over:
            self.accept_label = _("OK")

    def _ways(self) -> dict[HowItEnds, str]:
        look_back = _("Look back on it: stories, goals, words, what to change")
        goes_on = _("Take it up again: the clock goes on from {time}").format(time=self._time)
        if self._is_over and self._broke_off:
            return {HowItEnds.GOES_ON: goes_on, HowItEnds.LOOKED_BACK: look_back}
        if self._is_over:
            return {HowItEnds.LOOKED_BACK: look_back, HowItEnds.GOES_ON: goes_on}
        return {
            HowItEnds.LOOKED_BACK: _("It is done, and I look back on it now, while it is fresh"),
            HowItEnds.DONE: _("It is done; I look back on it later"),
            HowItEnds.BROKE_OFF: _("It broke off; it may go on another time"),
        }

    def compose_form(self) -> ComposeResult:
        if self._is_over:
            broke_off = _("It broke off at {time}.").format(time=self._time)
            yield Words(broke_off if self._broke_off else _("It is done, after {time}.").format(time=self._time))
        else:
            yield Words(_("You talked for {time}.").format(time=self._time))
            if self._to_come_back_to:
                yield Words(
                    ngettext(
                        "{n} line is marked ? to come back to: ask now, while they are there (Ctrl+B).",
                        "{n} lines are marked ? to come back to: ask now, while they are there (Ctrl+B).",
                        self._to_come_back_to,
                    ).format(n=self._to_come_back_to)
                )
            if self._prompts:
                yield Words(_("Before you part: {prompts}").format(prompts=" ".join(self._prompts)))
        yield MarkedList(*(Option(Content(words), id=way) for way, words in self._ways().items()), id="how")

    def on_mount(self) -> None:
        """The first is the usual one: Enter takes it."""
        listing = self.query_one("#how", OptionList)
        listing.highlighted = 0
        listing.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter."""
        event.stop()
        self.action_accept()

    def result(self) -> HowItEnds | None:
        """How it ends, or that it goes on."""
        option = self.query_one("#how", OptionList).highlighted_option
        return HowItEnds(option.id) if option is not None and option.id else None
