"""A customer list, before it comes in: what each column is for, who would come in, and what stays out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Relation
from persona_tui.i18n import _, ngettext
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.customers import relation_label
from persona_tui.tui.screens.import_use import ChooseUse
from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows.session import Session

if TYPE_CHECKING:
    from persona_tui.imports.tables import Table
    from persona_tui.workflows.imports import CustomersPreview, ImportReport

COLUMN_COMMANDS = (
    Command(
        "import.map",
        "enter",
        "select_cursor",
        _("Use for"),
        _("Say which attribute this column fills, or leave it out."),
    ),
    Command("import.rank", "r", "pane('rank')", _("Rank by"), _("Highest first, lowest first, or not at all.")),
    Command("import.name", "n", "pane('name')", _("Is the name"), _("This column is what the customers are called.")),
)
PEOPLE_COMMANDS = (
    Command(
        "import.leave_out",
        "delete,x",
        "pane('leave_out')",
        _("Leave out"),
        _("Somebody who is not meant, or a line that is a sum; the next best takes the place."),
        key_display="del",
    ),
    Command("import.all_again", "b", "pane('all_again')", _("Bring back"), _("Everybody who was left out by hand.")),
)
SCREEN_COMMANDS = (
    Command(
        "import.take", "ctrl+s", "take", _("Take them in"), _("Write these customers into the study."), priority=True
    ),
    Command(
        "import.relation", "ctrl+r", "relation", _("They are …"), _("Customers, prospects, employees, respondents.")
    ),
    Command("import.cancel", "escape", "cancel", _("Cancel"), _("Back, without taking anything.")),
)


class ChooseList(ChooseFile):
    """Which file the customers are in."""

    def __init__(self) -> None:
        super().__init__(
            _("Import customers from a list"),
            (".csv", ".tsv", ".txt"),
            _("In your shop or CRM, look for “Export” and choose CSV. Nothing is taken before you have seen it."),
        )


class ColumnRows(Rows):
    """The columns of the list."""

    BINDINGS = bindings(COLUMN_COMMANDS)


class PeopleRows(Rows):
    """Who would come in."""

    BINDINGS = bindings(PEOPLE_COMMANDS)


class ImportPreview(Screen[None]):
    """Everything that taking a list would do, and every choice in it. Nothing is written before it is accepted."""

    BINDINGS = bindings(SCREEN_COMMANDS)
    DEFAULT_CSS = """
    ImportPreview #import-head { height: auto; padding: 0 1; background: $surface; }
    ImportPreview #import-body { height: 1fr; padding: 1 1 0 1; }
    ImportPreview #import-columns { width: 3fr; }
    ImportPreview #import-people { width: 2fr; padding-left: 2; }
    ImportPreview.-narrow #import-body { layout: vertical; }
    ImportPreview.-narrow #import-columns { width: 100%; height: 3fr; }
    ImportPreview.-narrow #import-people { width: 100%; height: 2fr; padding-left: 0; }
    ImportPreview #how-many-row { height: 1; }
    ImportPreview #how-many-row FieldLabel { margin: 0; width: auto; }
    ImportPreview #how-many { width: 8; }
    ImportPreview #import-said {
        height: auto; max-height: 8; padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    ImportPreview.-narrow #import-said { max-height: 5; }
    """
    about = _(
        "Each line is a column of your file. Put the cursor on one and press Enter to say what it is for, n when it "
        "is the customers' name, r when the best have the highest (or lowest) number in it: money spent, months with "
        "you, orders. On the right (Tab) stands who would come in; del leaves one of them out. Nothing is written "
        "until you press Ctrl+S; a list that you import again updates the same people."
    )

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__()
        self._session = session
        self._path = path
        self._table: Table | None = None
        self._preview: CustomersPreview | None = None
        self._wishes: dict[str, str] = {}
        self._names: list[str] = []
        self._ranks: list[tuple[str, bool]] = []
        self._ranks_taken: list[tuple[str, bool]] = []
        self._without: frozenset[int] = frozenset()
        """Rows of the list that were left out by hand."""
        self._is_looking = self._is_taking = False
        self._best: int | None = 8
        self._relation = Relation.CUSTOMER

    def compose(self) -> ComposeResult:
        yield Words(styled((self._path.name, "bold"), "  ", (_("reading …"), MUTED)), id="import-head")
        with Horizontal(id="import-body"):
            with Vertical(id="import-columns"):
                yield ColumnRows(_("Column"), _("Used for"), _("For example"), id="columns")
            with Vertical(id="import-people"):
                with Horizontal(id="how-many-row"):
                    yield FieldLabel(_("Take the best"))
                    yield Input("8", id="how-many", placeholder=_("all"), max_length=6)
                yield PeopleRows(_("Name"), _("Ranked by"), _("In the study"), id="people")
        with VerticalScroll(id="import-said", can_focus=False):
            yield Words(id="said")
        yield KeysLine()

    def on_mount(self) -> None:
        """Read the file."""
        self.query_one("#columns").focus()
        self._look_again()

    def on_resize(self) -> None:
        """One below the other where there is little room."""
        self.set_class(self.size.width < 100, "-narrow")

    # --- looking ---------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        self._is_looking = True
        self._look()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        """Make the preview anew, off the screen's thread: a list may be long."""
        from persona_tui.imports.ranking import RankColumn
        from persona_tui.imports.tables import read_table
        from persona_tui.workflows.imports import preview_customers

        try:
            table = self._table or read_table(self._path)
            preview = preview_customers(
                self._path,
                self._session,
                name_columns=self._names,
                rank_by=[RankColumn(column, low) for column, low in self._ranks],
                best=self._best,
                column_map=self._wishes,
                relation=self._relation,
                table=table,
                without=self._without,
            )
            examples = table.sample(20)
        except PlainError as problem:
            self.app.call_from_thread(self._show_problem, problem.sentence)
            return
        self.app.call_from_thread(self._show, table, preview, examples)

    def _show_problem(self, sentence: str) -> None:
        """What can't be done is said, and not wished any more: what is shown is what Ctrl+S takes."""
        self._is_looking = self._is_taking = False
        self._ranks = list(self._ranks_taken)
        self.query_one("#said", Words).say(styled((sentence, "$text-error")))
        if self._preview is None:
            self.app.notify(sentence, severity="error", markup=False, timeout=15)
            self.dismiss()

    def _show(self, table: Table, preview: CustomersPreview, examples: Sequence[Sequence[str]]) -> None:
        from persona_tui.imports.cells import is_blank

        self._table, self._preview, self._ranks_taken = table, preview, list(self._ranks)
        self._is_looking = False
        total = preview.plan.total
        count = ngettext("{n} customer in the list", "{n} customers in the list", total).format(n=f"{total:,}")
        who = _("they come in as: {relation}").format(relation=relation_label(self._relation))
        self.query_one("#import-head", Words).say(styled((self._path.name, "bold"), "  ", (f"{count} · {who}", MUTED)))
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for place, column in enumerate(preview.columns):
            example = next((row[place] for row in examples if place < len(row) and not is_blank(row[place])), "")
            rows.append((column, ((column, "bold"), self._use_of(column, preview), (example, "dim"))))
        self.query_one("#columns", ColumnRows).set_rows(rows)
        self.query_one("#people", Rows).set_rows(
            [
                (
                    str(placed.planned.row),
                    (
                        (placed.name, "bold"),
                        placed.planned.reasons,
                        (_("new") if placed.person is None else _("updated"), "dim"),
                    ),
                )
                for placed in preview.placed[:200]
            ]
        )
        self.query_one("#said", Words).say(left_out_words(preview))
        if self._is_taking:
            self.action_take()

    def _use_of(self, column: str, preview: CustomersPreview) -> Cell:
        uses = []
        if column in preview.guess.name_columns:
            uses.append(_("the name"))
        if column == preview.guess.key_column and not uses:
            uses.append(_("tells them apart"))
        attribute = preview.guess.column_map.get(column)
        if attribute is not None:
            uses.append(attribute.label)
        for number, rank in enumerate(preview.rank_by, start=1):
            if rank.column == column:
                way = _("lowest first") if rank.low else _("highest first")
                uses.append(_("rank {number}: {way}").format(number=number, way=way))
        return ", ".join(uses) if uses else (_("stays out"), "dim")

    # --- choices ---------------------------------------------------------------------------------------------

    @property
    def _column(self) -> str:
        return self.query_one("#columns", ColumnRows).current_key

    def action_rank(self) -> None:
        """Highest first, lowest first, not at all."""
        column = self._column
        now = dict(self._ranks)
        if column not in now:
            self._ranks.append((column, False))
        elif not now[column]:
            self._ranks = [(name, True if name == column else low) for name, low in self._ranks]
        else:
            self._ranks = [(name, low) for name, low in self._ranks if name != column]
        self._look_again()

    def action_name(self) -> None:
        """This column makes the name; again: it does no longer."""
        column = self._column
        self._names = [] if self._names == [column] else [column]
        self._look_again()

    def action_leave_out(self) -> None:
        """Whoever the cursor is on does not come in."""
        key = self.query_one("#people", PeopleRows).current_key
        if key:
            self._without |= {int(key)}
            self._look_again()

    def action_all_again(self) -> None:
        """Whoever was left out comes in again, where they are among the best."""
        self._without = frozenset()
        self._look_again()

    def action_relation(self) -> None:
        """Customers, prospects, employees, respondents, and round again."""
        order = list(Relation)
        self._relation = order[(order.index(self._relation) + 1) % len(order)]
        self._look_again()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Which attribute a column fills."""
        event.stop()
        if event.data_table.id != "columns":
            return
        column = str(event.row_key.value)

        def use(chosen: str | None) -> None:
            if chosen is not None:
                self._wishes[column] = chosen
                self._look_again()

        self.app.push_screen(ChooseUse(self._session, column), use)

    def on_input_changed(self, event: Input.Changed) -> None:
        """How many to take; nothing means all."""
        event.stop()
        typed = event.value.strip()
        wanted = None if not typed or typed.casefold() == _("all").casefold() else self._best
        if typed.isdecimal() and int(typed) > 0:
            wanted = int(typed)
        if wanted != self._best:
            self._best = wanted
            self._look_again()

    def on_input_submitted(self) -> None:
        """Back to the columns."""
        self.query_one("#columns").focus()

    def action_take(self) -> None:
        """Write it into the study, and say what was done. A preview that is still being made is waited for."""
        from persona_tui.workflows.imports import import_customers

        self._is_taking = self._is_looking
        if self._preview is None or self._is_looking:
            return
        try:
            report = import_customers(self._session, self._preview)
        except PlainError as problem:
            self.notify(problem.sentence, severity="error", markup=False, timeout=15)
            return
        self.app.notify(report_words(report), markup=False, timeout=8)
        self.dismiss()

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss()


def left_out_words(preview: CustomersPreview) -> Content:
    """What stays out and why: people first, then columns, those that nothing is called after in one line."""
    from persona_tui.imports.columns import Why

    lines = []
    if not preview.rank_by:
        hint = _("Not ranked yet: put the cursor on a column such as money spent or months with you, and press r.")
        lines.append(styled((hint, "$accent")))
    nameless = [part.what for part in preview.plan.left_out if part.reason is Why.NO_ATTRIBUTE and not part.count]
    others = [part for part in preview.plan.left_out if part.what not in nameless]
    others.sort(key=lambda part: part.what in preview.columns)
    lines += [styled((f"· {part.sentence}", MUTED)) for part in others]
    lines += [styled((f"· {note}", MUTED)) for note in preview.plan.notes]
    if nameless:
        said = ngettext(
            "{n} column that the study has no attribute for: Enter on it says what it is for",
            "{n} columns that the study has no attribute for: Enter on one says what it is for",
            len(nameless),
        ).format(n=len(nameless))
        lines.append(styled((f"· {said}", MUTED)))
    return Content("\n").join([styled((_("Stays out, and why"), "bold")), *lines])


def report_words(report: ImportReport) -> str:
    """What an import did, in a sentence or two."""
    parts = [
        _("{added} added, {updated} updated, {values} facts filled in.").format(
            added=report.added, updated=report.updated, values=report.values
        )
    ]
    return " ".join([*parts, *report.notes[:2]])
