"""Things to choose from a list: which are chosen shows without colour too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.words import MUTED, styled

CHECK_COMMANDS = (
    Command(
        "check.toggle",
        "space,enter",
        "select",
        _("Choose"),
        _("Choose this; again takes it back."),
        key_display="space",
    ),
)


class CheckList(KeptList):
    """`several` may be chosen, or exactly one. As high as its entries, where there is room."""

    BINDINGS = bindings(CHECK_COMMANDS)

    class Changed(Message):
        """Something else is chosen now: the keys, in the order of the list."""

        def __init__(self, check_list: CheckList, chosen: list[str]) -> None:
            super().__init__()
            self.check_list = check_list
            self.chosen = chosen

        @property
        def control(self) -> CheckList:
            """The list."""
            return self.check_list

    def __init__(self, *, several: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self._several = several
        self._choices: list[tuple[str, Content]] = []
        self._chosen: set[str] = set()

    def show_choices(self, choices: Sequence[tuple[str, Content]], chosen: Collection[str]) -> None:
        """Show these (key, words), with those that are chosen."""
        self._choices = list(choices)
        self._chosen = set(chosen)
        self.styles.max_height = max(1, len(self._choices))
        self._show()

    @property
    def chosen(self) -> list[str]:
        """The keys of what is chosen, in the order of the list."""
        return [key for key, _words in self._choices if key in self._chosen]

    def _show(self) -> None:
        self.show_entries([Entry(key, words, lead=self._mark(key)) for key, words in self._choices])

    def _mark(self, key: str) -> Content:
        is_chosen = key in self._chosen
        glyph = ("■" if is_chosen else "□") if self._several else ("●" if is_chosen else "○")
        return styled((f"{glyph} ", "bold $accent" if is_chosen else MUTED))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose, or take back."""
        event.stop()
        key = self.current_key
        before = set(self._chosen)
        self._chosen = self._chosen ^ {key} if self._several else {key}
        if self._chosen != before:
            self._show()
            self.post_message(self.Changed(self, self.chosen))
