"""The answer to a question that has a shape: choices, or one short line."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content as Plain
from textual.message import Message
from textual.widgets import Input

from persona_tui.domain.attributes import Attribute, Content, Kind, Known
from persona_tui.domain.interviews import Answer
from persona_tui.domain.questions import Question
from persona_tui.i18n import _
from persona_tui.insights.contents import plain_number
from persona_tui.tui.widgets.answer_choices import AnswerChoices, Choice
from persona_tui.tui.widgets.words import Words

UNKNOWN = "?unknown"
NOT_SAID = "?not_said"
_KNOWN_OF_KEY = {UNKNOWN: Known.UNKNOWN, NOT_SAID: Known.NOT_SAID}
_SCALE_STEPS = 5


class AnswerForm(Vertical):
    """Updated in place from question to question; it shows nothing for a question that only wants notes."""

    DEFAULT_CSS = """
    AnswerForm { height: auto; margin-bottom: 1; }
    AnswerForm #value-label { color: $text-muted; padding: 0 1; }
    """

    class Given(Message):
        """An answer was given: a content, or that it is not known or not said; `known` None takes the answer back."""

        def __init__(self, content: Content, known: Known | None) -> None:
            super().__init__()
            self.content = content
            self.known = known

    class LineLeft(Message):
        """The short answer was typed, or left."""

        def __init__(self, submitted: bool) -> None:
            super().__init__()
            self.submitted = submitted

    def __init__(self, write: Callable[[str, bool], None], **options: str) -> None:
        """`write` takes what was typed on the choices and is no choice."""
        super().__init__(**options)  # type: ignore[arg-type]
        self._write = write
        self._question = Question(key="", text="")
        self._answer: Answer | None = None
        self._shown = ""
        self._label = ""

    def compose(self) -> ComposeResult:
        yield Words("", id="value-label")
        yield Input(id="value")
        yield AnswerChoices(self._write, id="choices")

    def show(self, question: Question, attribute: Attribute | None, answer: Answer | None, label: str) -> None:
        """Show a question's choices or its line, with the answer; `label` stands above the line."""
        self._question, self._answer = question, answer
        is_line = question.kind in (Kind.NUMBER, Kind.YEAR) or (question.kind is Kind.TEXT and attribute is not None)
        has_shape = is_line or question.kind is not Kind.TEXT
        self.display = has_shape
        line, words = self.query_one("#value", Input), self.query_one("#value-label", Words)
        line.display = words.display = is_line
        if is_line:
            if label != self._label:
                self._label = label
                words.update(Plain(label), layout=False)
            self._shown = _line_of(answer.content if answer else None)
            line.value = self._shown
            line.cursor_position = len(self._shown)
        choices = self.query_one("#choices", AnswerChoices)
        choices.display = has_shape
        if has_shape:
            several = question.kind is Kind.SEVERAL_OF
            choices.show_choices(_choices(question, attribute), _chosen(answer), several=several)

    def take_focus(self) -> bool:
        """Take the focus where the question is answered by choosing or with a number; whether it was taken."""
        if not self.display or self._question.kind is Kind.TEXT:
            return False
        line = self.query_one("#value", Input)
        self.screen.set_focus(line if line.display else self.query_one("#choices", AnswerChoices))
        return True

    @property
    def line_changed(self) -> str | None:
        """What the line says now, when that is not what was shown."""
        line = self.query_one("#value", Input)
        typed = line.value.strip()
        return typed if line.display and self.display and typed != self._shown else None

    def line_kept(self, answer: Answer | None) -> None:
        """What the line says is kept as this answer; the line stays as it is, for somebody may type on."""
        self._answer = answer
        self._shown = self.query_one("#value", Input).value.strip()
        self.query_one("#choices", AnswerChoices).show_chosen(_chosen(answer))

    def on_answer_choices_taken(self, event: AnswerChoices.Taken) -> None:
        """Make an answer of what was chosen."""
        event.stop()
        chosen = _chosen(self._answer)
        kind = self._question.kind
        if (event.key in chosen and kind is not Kind.SEVERAL_OF) or chosen == (event.key,):
            self.post_message(self.Given(None, None))
        elif event.key in _KNOWN_OF_KEY:
            self.post_message(self.Given(None, _KNOWN_OF_KEY[event.key]))
        elif kind is Kind.SEVERAL_OF:
            kept = [key for key in chosen if key != event.key and key not in _KNOWN_OF_KEY]
            self.post_message(self.Given(kept if event.key in chosen else [*kept, event.key], Known.KNOWN))
        else:
            self.post_message(self.Given(float(event.key) if kind is Kind.SCALE else event.key, Known.KNOWN))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.LineLeft(submitted=True))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """The focus went elsewhere."""
        event.stop()
        self.post_message(self.LineLeft(submitted=False))


def _choices(question: Question, attribute: Attribute | None) -> list[Choice]:
    """What can be chosen: the options or steps, and that it is not known or not said."""
    found = [Choice(option.key, option.label) for option in question.options]
    if question.kind is Kind.SCALE:
        steps = attribute.steps if attribute is not None else _SCALE_STEPS
        ends = {1: attribute.low, steps: attribute.high} if attribute is not None else {}
        found = [Choice(str(step), f"{step} {ends.get(step, '')}".strip()) for step in range(1, steps + 1)]
    elif question.kind not in (Kind.ONE_OF, Kind.SEVERAL_OF):
        found = []
    return [*found, Choice(UNKNOWN, _("does not know")), Choice(NOT_SAID, _("rather not say"))]


def _chosen(answer: Answer | None) -> tuple[str, ...]:
    if answer is None or answer.known is None:
        return ()
    if answer.known is not Known.KNOWN:
        return (UNKNOWN if answer.known is Known.UNKNOWN else NOT_SAID,)
    content = answer.content
    if isinstance(content, list):
        return tuple(content)
    return () if content is None else (_line_of(content),)


def _line_of(content: Content) -> str:
    if content is None or isinstance(content, list):
        return ""
    return content if isinstance(content, str) else plain_number(content)
