"""A part of the persona that holds sentences: the sentences, and beside them what these customers said and are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList

from persona_tui.domain.claims import Claim
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_sides import ClaimsSide, EvidenceSide
from persona_tui.tui.screens.persona_step import BuilderStep
from persona_tui.tui.screens.themes_open import open_themes
from persona_tui.workflows.themes import theme_from_claim

ROOM_FOR_BOTH = 92
"""Columns below which the evidence is one key away and not beside."""

FIELD_COMMANDS = (
    Command(
        "field.side",
        "tab",
        "other_side(1)",
        _("Other side"),
        _("The line to type, the sentences, what they said."),
        show=False,
    ),
    Command("field.side_back", "shift+tab", "other_side(-1)", _("Other side, back"), show=False),
    Command(
        "field.themes",
        "t",
        "themes",
        _("Themes"),
        _("What they said, put together under names; at the theme that the chosen sentence was made of."),
    ),
    Command(
        "field.theme_of",
        "T",
        "theme_of",
        _("Make a theme"),
        _("Make a theme of the chosen sentence, with the words that it rests on."),
        show=False,
    ),
)


class FieldStep(BuilderStep):
    """One part of the template with its sentences; the same widgets show one part after another."""

    BINDINGS = bindings(FIELD_COMMANDS)
    DEFAULT_CSS = """
    FieldStep { padding: 0; }
    FieldStep #mine { width: 1fr; }
    FieldStep #theirs { width: 1fr; }
    FieldStep.-both #mine { width: 5fr; }
    FieldStep.-both #theirs { width: 6fr; background: $surface; }
    """
    about = _(
        "Write down what is true of this group, one sentence each. A sentence that nobody said is an assumption (◇). "
        "Let it rest on what they said: choose the sentence, go to the other side (e), and attach a line with Space; "
        "a line that speaks against it with a minus. Enter on a line makes it a sentence of its own. The counts say "
        "how many of those who were asked say so; what contradicts a sentence stays beside it. "
        "Marks: ✓ attached, × against, ◦ attached in part, · used in another sentence."
    )

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ClaimsSide(self)
            yield EvidenceSide(self)

    def on_mount(self) -> None:
        """The sentences first."""
        self._side = "mine"
        self._part_shown = ""

    @property
    def mine(self) -> ClaimsSide:
        """The sentences."""
        return self.query_one("#mine", ClaimsSide)

    @property
    def theirs(self) -> EvidenceSide:
        """What they said and are."""
        return self.query_one("#theirs", EvidenceSide)

    @property
    def claims(self) -> list[Claim]:
        """The sentences of the part that is shown."""
        field = self.persona.field(self.part)
        return field.claims if field is not None else []

    @property
    def claim(self) -> Claim | None:
        """The sentence that is chosen."""
        return self.mine.claim

    # --- showing ---------------------------------------------------------------------------------------------

    def show(self) -> None:
        """The sentences, and the evidence for the chosen one."""
        assert self.ground is not None
        is_new = self.part != self._part_shown
        if is_new:
            self._part_shown, self._side = self.part, "mine"
            self.mine.typing.value = ""
        self.mine.show(self.ground, self.part)
        if is_new:
            self.theirs.begin(self.ground, self.part, self.claim)
            self.mine.show_how_to_begin(self.theirs.is_of_part)
            self.theirs.list.show_first_attached(self.claim)
        else:
            self.theirs.show(self.ground, self.part, self.claim)
        self._fold()

    def choose(self, claim: Claim) -> None:
        """Show the part as it is now, with this sentence chosen."""
        self.screen.show_now()  # type: ignore[attr-defined]
        self.mine.list.move_to(claim.id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another sentence is chosen: its evidence is ticked."""
        event.stop()
        if event.option_list is self.mine.list and self.ground is not None:
            self.theirs.show(self.ground, self.part, self.claim)
            if not self.theirs.list.has_focus:
                self.theirs.list.show_first_attached(self.claim)

    def on_resize(self) -> None:
        """Both sides where there is room, one at a time where there is not."""
        self._fold()

    @property
    def has_room(self) -> bool:
        """Whether both sides are shown; a part that was hidden has no size yet when it is turned to."""
        around = self.parent.size.width if isinstance(self.parent, Widget) else 0
        return (self.size.width or around) >= ROOM_FOR_BOTH

    def _fold(self) -> None:
        self.set_class(self.has_room, "-both")
        self.mine.display = self.has_room or self._side == "mine"
        self.theirs.display = self.has_room or self._side == "theirs"

    # --- focus -----------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The side that is worked on is the one that is shown."""
        self._turn_to("theirs" if event.widget is self.theirs.list else "mine")

    def _turn_to(self, side: str) -> None:
        self._side = side
        self._fold()

    def take_focus(self) -> None:
        """The sentences; where there are none, what they said where there is room for it, else the line to type."""
        if self.claims:
            self.action_to_claims()
        elif self.has_room and self.theirs.is_of_part:
            self.action_to_evidence()
        else:
            self.action_add()

    def action_other_side(self, by: int) -> None:
        """The line to type, the sentences, what they said, and round again."""
        ways: list[tuple[Any, Callable[[], None]]] = [(self.mine.typing, self.action_add)]
        if self.claims:
            ways.append((self.mine.list, self.action_to_claims))
        if not self.theirs.is_empty:
            ways.append((self.theirs.list, self.action_to_evidence))
        focused = self.screen.focused
        place = next((n for n, (widget, _act) in enumerate(ways) if widget is focused), 0 if by < 0 else -1)
        ways[(place + by) % len(ways)][1]()

    def action_add(self) -> None:
        """To the line to type."""
        self._turn_to("mine")
        self.mine.typing.focus()

    def action_to_claims(self) -> None:
        """To the sentences."""
        self._turn_to("mine")
        (self.mine.list if self.claims else self.mine.typing).focus()

    def action_to_evidence(self) -> None:
        """To what they said."""
        if not self.theirs.is_empty:
            self._turn_to("theirs")
            self.theirs.list.focus()
        elif self.ground is not None:
            self.notify(self.theirs.why_empty(self.ground), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are typed where one types."""
        return action not in ("themes", "theme_of") or self.screen.focused is not self.mine.typing

    def action_themes(self) -> None:
        """The wall of lines, at the theme of the chosen sentence where it has one."""
        open_themes(self.screen, self.session, self.persona.id, self.part, self.claim.theme if self.claim else "")

    def action_theme_of(self) -> None:
        """A theme of the chosen sentence, shown on the wall."""
        theme = self.do(theme_from_claim, self.persona.id, self.claim.id) if self.claim is not None else None
        if theme is not None:
            open_themes(self.screen, self.session, self.persona.id, self.part, theme.id)

    def leave(self) -> None:
        """A sentence that is being typed is kept."""
        if self.ground is not None:
            self.mine.keep_typed()
