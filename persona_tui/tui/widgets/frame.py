"""What stands around every step: the bar on top, the rail of steps, and the line that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from persona_tui.i18n import _
from persona_tui.tui.commands import Command
from persona_tui.tui.widgets.boxes import Column, Row
from persona_tui.tui.widgets.cursor import CURSOR
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows.session import SaveKind, SaveState

if TYPE_CHECKING:
    from persona_tui.insights.progress import Advice, StepState


def step_title(key: str) -> str:
    """What a step is called on the rail."""
    return {
        "customers": _("Customers"),
        "attributes": _("Attributes"),
        "interviews": _("Interviews"),
        "channels": _("Channels"),
        "personas": _("Personas"),
        "share": _("Share"),
    }[key]


STEP_KEYS = {
    "customers": "f2",
    "attributes": "f3",
    "interviews": "f4",
    "channels": "f5",
    "personas": "f6",
    "share": "f7",
}

HOME = "home"
"""Where one goes from a step to leave the study."""


def step_commands(name: str, act: str = "to_step") -> tuple[Command, ...]:
    """From anywhere to a step of the rail; `name` begins their names, `act` is what the screen does."""
    return tuple(
        Command(f"{name}.{step}", key, f"{act}('{step}')", step_title(step), show=False, priority=True)
        for step, key in STEP_KEYS.items()
    )


class TopBar(Row):
    """The business on the left, what is true of the disk on the right."""

    def __init__(self, business: str) -> None:
        super().__init__()
        self._business = business
        self._trouble = ""

    def compose(self) -> ComposeResult:
        yield Words(self._business, id="business")
        yield Words("", id="save-state")

    def show_business(self, business: str) -> None:
        """Show the business's name."""
        self._business = business
        if not self._trouble:
            self.query_one("#business", Words).say(business)

    def show_save_state(self, state: SaveState) -> None:
        """Say what is on the disk; why it is not takes the place of the name, for as long as it is so."""
        self.query_one("#save-state", Words).say(save_words(state))
        trouble = state.sentence if state.kind is SaveKind.FAILED else ""
        if trouble != self._trouble:
            self._trouble = trouble
            words = styled((trouble, "bold $text-error")) if trouble else self._business
            self.query_one("#business", Words).say(words)


def save_words(state: SaveState) -> Content:
    """The words of a save state, and how loud they are."""
    if state.kind is SaveKind.READ_ONLY:
        return styled((_("read only"), "$text-warning"))
    if state.kind is SaveKind.FAILED:
        return styled((_("NOT SAVED"), "bold $text-error"))
    if state.kind is SaveKind.UNSAVED:
        return styled((_("not saved yet"), MUTED))
    if state.at is None:
        return styled((_("saved"), MUTED))
    clock = state.at.astimezone().strftime("%H:%M:%S")
    return styled((_("saved {time}").format(time=clock), MUTED))


class RailItem(Static):
    """One step on the rail."""

    class Chosen(Message):
        """A step was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: str) -> None:
        super().__init__(markup=False, id=f"rail-{key}", classes="rail-item")
        self.key = key
        self._state = "empty"
        self._detail = ""

    def show(self, state: StepState) -> None:
        """Show the step's state."""
        self._state, self._detail = state.state, state.detail
        self.refresh(layout=False)

    def render(self) -> Content:
        """Key, title and state in one line, the state at the right edge; in two where the rail is narrow."""
        room = self.size.width - 3
        lead = CURSOR if self.has_class("-current") else " "
        key = f"{STEP_KEYS[self.key].upper()} "
        title = step_title(self.key)
        mark = {"done": "✓", "started": "·"}.get(self._state, " ")
        detail = self._detail
        if self.size.height > 1:
            rest = " " * max(1, room - len(key) - len(title) - 1)
            below = f"\n{lead}{' ' * len(key)}"
            return styled(lead, (key, MUTED), (title, "bold"), rest, (mark, "$success"), below, (detail, MUTED))
        rest = " " * max(1, room - len(key) - len(title) - len(detail) - 2)
        return styled(lead, (key, MUTED), (title, "bold"), rest, (detail, MUTED), " ", (mark, "$success"))

    def on_click(self) -> None:
        """Go to the step."""
        self.post_message(self.Chosen(self.key))


class Rail(Column):
    """The six steps, each with how far it is; the one shown is unmistakable."""

    def compose(self) -> ComposeResult:
        for key in STEP_KEYS:
            yield RailItem(key)

    def show_states(self, states: list[StepState]) -> None:
        """Show how far each step is."""
        for state in states:
            self.query_one(f"#rail-{state.key}", RailItem).show(state)

    def show_current(self, current: str) -> None:
        """Mark the step that is shown."""
        for item in self.query(RailItem):
            item.set_class(item.key == current, "-current")


class NextLine(Words):
    """What to do next, and why."""

    def __init__(self) -> None:
        super().__init__("", id="next-line")

    def show_advice(self, advice: Advice) -> None:
        """Show another advice."""
        key = STEP_KEYS[advice.step].upper()
        self.say(
            styled(
                (_("Next"), "bold $text-accent"),
                (f"  {key}  ", MUTED),
                f"{advice.what} ",
                (advice.why, MUTED),
            )
        )
