"""The inputs for one attribute, drawn from the catalogue: a line to type on, or answers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content as Words
from textual.message import Message
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from persona_tui.domain.attributes import Attribute, Content, Kind, Known
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.contents import plain_number
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.tui.widgets.words import MUTED, styled

UNKNOWN, NOT_SAID = "=unknown", "=not-said"
"""Ids of the two answers that every attribute has, apart from any option's key."""
WITH_ANSWERS = (Kind.ONE_OF, Kind.SEVERAL_OF, Kind.SCALE)
LONG_TEXT = 120
"""Characters from which a text gets several lines to be typed on."""

CHOICE_COMMANDS = (
    Command("choices.take", "enter", "take", _("Choose and save"), show=False),
    Command("choices.toggle", "space", "select", _("Choose"), _("Choose this; the digits do it too."), show=False),
)


class Choices(MarkedList):
    """Answers to choose from, one or several. Space or a digit chooses, Enter chooses and is done.

    `alone` are those that exclude all others, such as "unknown".
    """

    BINDINGS = bindings(CHOICE_COMMANDS)
    DEFAULT_CSS = """
    Choices { height: auto; max-height: 14; padding: 0 1; }
    Choices > .option-list--option-highlighted { background: transparent; color: $foreground; text-style: none; }
    Choices:focus > .option-list--option-highlighted { background: $primary 35%; color: $foreground; text-style: bold; }
    """

    class Changed(Message):
        """Another answer is chosen."""

    class Taken(Message):
        """Enter: this is the answer."""

    def __init__(
        self,
        answers: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        alone: Sequence[str],
        several: bool,
        **options: Any,
    ) -> None:
        self._answers = list(answers)
        self.chosen = [key for key, _label in answers if key in chosen]
        self._alone = set(alone)
        self._several = several
        super().__init__(*(Option(self._prompt(n)) for n in range(len(answers))), markup=False, **options)

    def on_mount(self) -> None:
        """Begin on what is chosen."""
        keys = [key for key, _label in self._answers]
        self.highlighted = keys.index(self.chosen[0]) if self.chosen else 0

    def _prompt(self, place: int) -> Words:
        key, label = self._answers[place]
        digit = str(place + 1) if place < 9 and len(self._answers) > 2 else " "
        mark = ("●", "$text-accent") if key in self.chosen else ("○", MUTED)
        return styled((f"{digit} ", MUTED), mark, " ", clean_line(label))

    def choose(self, keys: Sequence[str]) -> None:
        """Let these be chosen, and nothing else."""
        self.chosen = [key for key, _label in self._answers if key in keys]
        for place in range(len(self._answers)):
            self.replace_option_prompt_at_index(place, self._prompt(place))

    def toggle(self, place: int) -> None:
        """Choose the answer at that place; where several can be, choose it or not."""
        key = self._answers[place][0]
        if self._several and key not in self._alone:
            others = [other for other in self.chosen if other not in self._alone]
            self.choose([other for other in others if other != key] if key in others else [*others, key])
        elif key in self.chosen and key in self._alone:
            self.choose([])
        else:
            self.choose([key])
        self.post_message(self.Changed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Space, or a click."""
        event.stop()
        self.toggle(event.option_index)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses."""
        if event.character and event.character in "123456789" and self.press_digit(event.character):
            event.stop()

    def press_digit(self, digit: str) -> bool:
        """Choose the answer of that digit; whether there is one."""
        place = int(digit) - 1
        if not 0 <= place < len(self._answers) or len(self._answers) <= 2:
            return False
        self.highlighted = place
        self.toggle(place)
        return True

    def action_take(self) -> None:
        """Enter: the one under the cursor, where only one can be; then it is done."""
        if self.highlighted is not None and (not self._several or not self.chosen):
            key = self._answers[self.highlighted][0]
            if key not in self.chosen:
                self.toggle(self.highlighted)
        self.post_message(self.Taken())


class ValueFields(Vertical):
    """What is known of one attribute. `typed` is what was typed before the form was there: digits.

    `answer` gives what stands in it: the content as it was typed or chosen, and whether it is known.
    """

    DEFAULT_CSS = """
    ValueFields { height: auto; }
    ValueFields TextArea { height: 6; }
    ValueFields #value { margin-bottom: 1; }
    """

    class Done(Message):
        """Enter: this is the answer."""

    def __init__(
        self, attribute: Attribute, content: Content = None, known: Known | None = None, typed: str = "", **options: Any
    ) -> None:
        super().__init__(**options)
        self._attribute = attribute
        self._typed = typed
        self._text = ""
        self._chosen: list[str] = []
        if known is Known.UNKNOWN:
            self._chosen = [UNKNOWN]
        elif known is Known.NOT_SAID:
            self._chosen = [NOT_SAID]
        elif attribute.kind in WITH_ANSWERS:
            parts = content if isinstance(content, list) else [content]
            self._chosen = [
                plain_number(part) if isinstance(part, float) else str(part) for part in parts if part is not None
            ]
        elif content is not None:
            self._text = plain_number(content) if isinstance(content, float) else str(content)

    def compose(self) -> ComposeResult:
        attribute = self._attribute
        answers = [(UNKNOWN, _("Unknown")), (NOT_SAID, _("Rather not say"))]
        if attribute.kind in WITH_ANSWERS:
            answers = [*answers_of(attribute, self._chosen), *answers]
        elif "\n" in self._text or len(self._text) > LONG_TEXT:
            yield TypingArea(self._text, id="value", soft_wrap=True, tab_behavior="focus")
        else:
            yield Input(self._text, id="value", placeholder=hint_for(attribute), select_on_focus=not self._typed)
        several = attribute.kind is Kind.SEVERAL_OF
        yield Choices(answers, self._chosen, (UNKNOWN, NOT_SAID), several, id="choices")

    def on_mount(self) -> None:
        """What was typed already comes first."""
        if not self._typed:
            return
        if self._attribute.kind in WITH_ANSWERS:
            for digit in self._typed:
                self.query_one(Choices).press_digit(digit)
        elif self.query("Input#value"):
            field = self.query_one("#value", Input)
            field.value = self._typed
            field.cursor_position = len(field.value)

    def begin(self) -> None:
        """Put the focus where the answer goes."""
        found = self.query("#value")
        (found.first() if found else self.query_one(Choices)).focus()

    @property
    def text(self) -> str:
        """What is typed; "" where answers are chosen."""
        found = self.query("#value")
        field = found.first() if found else None
        if isinstance(field, Input):
            return field.value
        return field.text if isinstance(field, TextArea) else ""

    @property
    def changed(self) -> bool:
        """Whether anything else stands here than at first."""
        return self.text != self._text or self.query_one(Choices).chosen != self._known_choices()

    def _known_choices(self) -> list[str]:
        """What was chosen at first, in the order in which it is listed."""
        listed = [key for key, _label in answers_of(self._attribute, self._chosen)]
        return [key for key in (*listed, UNKNOWN, NOT_SAID) if key in self._chosen]

    @property
    def answer(self) -> tuple[Content, Known] | None:
        """What stands here; None when it is empty."""
        chosen = self.query_one(Choices).chosen
        if UNKNOWN in chosen:
            return None, Known.UNKNOWN
        if NOT_SAID in chosen:
            return None, Known.NOT_SAID
        if self._attribute.kind is Kind.SEVERAL_OF:
            return (chosen, Known.KNOWN) if chosen else None
        if self._attribute.kind in WITH_ANSWERS:
            return (chosen[0], Known.KNOWN) if chosen else None
        return (self.text, Known.KNOWN) if self.text.strip() else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something typed is something known."""
        event.stop()
        self._something_typed(event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """As above."""
        event.stop()
        self._something_typed(event.text_area.text)

    def _something_typed(self, text: str) -> None:
        if text.strip() and text != self._text:
            self.query_one(Choices).choose([])

    def on_key(self, event: events.Key) -> None:
        """Down from the line is to the answers below it."""
        if event.key == "down" and isinstance(self.screen.focused, Input):
            event.stop()
            self.query_one(Choices).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line."""
        event.stop()
        self.post_message(self.Done())

    def on_choices_taken(self, event: Choices.Taken) -> None:
        """Enter on an answer."""
        event.stop()
        self.post_message(self.Done())


def answers_of(attribute: Attribute, chosen: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The answers to choose from as (key, label): options (those of an older catalogue too) or a scale's steps."""
    if attribute.kind is Kind.SCALE:
        ends = {1: attribute.low, attribute.steps: attribute.high}
        steps = range(1, attribute.steps + 1)
        return [(str(step), f"{step}  {ends.get(step, '')}".rstrip()) for step in steps]
    options = [(option.key, option.label) for option in attribute.options]
    keys = {key for key, _label in options}
    return options + [(key, key) for key in chosen if key not in keys and key not in (UNKNOWN, NOT_SAID)]


def hint_for(attribute: Attribute) -> str:
    """What to type."""
    if attribute.kind is Kind.YEAR:
        return _("a year, such as 2019")
    if attribute.kind is Kind.NUMBER:
        return _("a number of {unit}").format(unit=attribute.unit) if attribute.unit else _("a number")
    return _("a few words")
