"""What a column of a list is for: an attribute of the catalogue, a new one, or nothing."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.widgets import DataTable, Input

from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import FieldLabel
from persona_tui.workflows.session import Session


class ChooseUse(Dialog[str]):
    """Which attribute a column fills: one of the catalogue, a new one of the study's own, or none."""

    DEFAULT_CSS = "ChooseUse Rows { height: 14; margin-top: 1; }"
    accept_label = _("Use")

    def __init__(self, session: Session, column: str) -> None:
        super().__init__(_("What is “{column}” for?").format(column=column))
        self._session = session
        self._column = column

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("Type to search, or type the name of an attribute of your own"))
        yield Input(id="use-search")
        yield Rows(_("Attribute"), _("Group"), id="uses", show_header=False)

    def on_mount(self) -> None:
        """Every attribute."""
        self._list("")
        self.query_one("#use-search", Input).focus()

    def _list(self, typed: str) -> None:
        from persona_tui.tui.screens.attributes_choose import group_label

        wanted = typed.strip().casefold()
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        if not wanted:
            rows.append(("", ((_("leave this column out"), "italic"), "")))
        rows += [
            (attribute.key, ((attribute.label, "bold"), (group_label(attribute.group), "dim")))
            for attribute in self._session.catalogue()
            if wanted in attribute.label.casefold() or wanted in attribute.key
        ]
        if wanted:
            rows.append((typed.strip(), ((_("new: “{label}”").format(label=typed.strip()), "italic"), "")))
        self.query_one("#uses", Rows).set_rows(rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search."""
        event.stop()
        self._list(event.value)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Take it."""
        event.stop()
        self.dismiss(str(event.row_key.value or ""))

    def on_key(self, event: Any) -> None:
        """The arrow goes from the search into the list."""
        if event.key == "down" and self.query_one("#use-search").has_focus:
            self.query_one("#uses").focus()

    def result(self) -> str:
        """The row the cursor is on."""
        return self.query_one("#uses", Rows).current_key
