"""Step 2: what to know of every customer, and what is known."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input

from persona_tui.domain.attributes import Attribute, Kind, Known, Value
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.contents import grouped_number
from persona_tui.insights.coverage import Cell, ValuesByCell, by_cell, cell_state, coverage, current
from persona_tui.insights.progress import Advice
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.attributes_parts import CellPanel, PurposeLine, legend
from persona_tui.tui.screens.attributes_value import Outcome, ValueForm
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.widgets.matrix import Matrix
from persona_tui.tui.widgets.matrix_lines import MatrixCell, MatrixColumn, MatrixRow
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import Words
from persona_tui.workflows import attributes as acts
from persona_tui.workflows.purpose import state_purpose

MOST_IN_CELL = 40
"""Characters of a value that the matrix is given."""
LOW = 24
"""Lines of the pane below which it folds."""

MATRIX_COMMANDS = (
    Command(
        "attributes.edit",
        "enter",
        "choose",
        _("Fill in"),
        _("Write down what you know, see who says so, and settle it."),
    ),
    Command(
        "attributes.gap",
        "g",
        "pane('next_gap')",
        _("Next gap"),
        _("To the next thing that is not known of a customer."),
    ),
    Command(
        "attributes.choose",
        "c",
        "pane('choose_attributes')",
        _("Choose attributes"),
        _("Which things to know of every customer, and their order."),
    ),
    Command(
        "attributes.view",
        "v",
        "pane('toggle_view')",
        _("Overview"),
        _("All of it at a glance, as marks; or the values themselves."),
    ),
    Command(
        "attributes.purpose",
        "p",
        "pane('purpose')",
        _("Purpose"),
        _("What you want to find out: it decides what is proposed."),
    ),
    Command(
        "attributes.clear",
        "delete,x",
        "pane('clear')",
        _("Clear"),
        _("Empty this cell; Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command(
        "attributes.unknown",
        "question_mark",
        "pane('answer', 'unknown')",
        _("Unknown"),
        _("You do not know this of them."),
        show=False,
    ),
    Command(
        "attributes.not_said",
        "minus",
        "pane('answer', 'not_said')",
        _("Rather not say"),
        _("They would not tell."),
        show=False,
    ),
    Command("attributes.left", "ctrl+left,H", "pane('move', -1)", _("Move attribute left"), show=False),
    Command("attributes.right", "ctrl+right,L", "pane('move', 1)", _("Move attribute right"), show=False),
)


class AttributeMatrix(PaneKeys, Matrix):
    """Customers × picked attributes."""

    BINDINGS = bindings(MATRIX_COMMANDS)


class AttributesPane(StepPane):
    """Say what to find out, choose what to know, fill the gaps."""

    DEFAULT_CSS = """
    AttributesPane #standing { height: 1; padding: 0 1; margin-bottom: 1; color: $text-muted; }
    AttributesPane #legend { height: 1; padding: 0 1; color: $text-muted; }
    AttributesPane #nothing { height: auto; padding: 1; }
    AttributesPane #ways { height: auto; margin-top: 1; }
    AttributesPane #ways Button { margin-right: 2; }
    """
    about = _(
        "First say what you want to find out. It decides what is worth knowing of every customer: about twelve things "
        "are proposed, and c shows all others. Then fill in what you know; what you do not know is what to ask in the "
        "talks. "
        "Marks: ● known, ◐ sources disagree, – rather not say, ? unknown, · nothing yet."
    )

    def compose(self) -> ComposeResult:
        yield PurposeLine(self._keep_purpose)
        yield Words(id="standing")
        yield AttributeMatrix(id="matrix")
        with Vertical(id="nothing"):
            yield Words(id="nothing-words")
            with Horizontal(id="ways"):
                yield Button(Content(_("Add customers (F2)")), id="to-customers", variant="primary")
                yield Button(Content(_("Choose attributes")), id="to-choose")
        yield CellPanel(id="cell")
        yield Words(legend(), id="legend")

    def on_mount(self) -> None:
        """The panel follows the matrix's cursor. The study is shown by what all steps have in common."""
        self._cells: ValuesByCell = {}
        self.matrix.when_moved = self._show_cell

    def on_resize(self) -> None:
        """Little room: fewer lines around the matrix."""
        self._fold()
        self._show_cell()

    def _fold(self) -> None:
        """The matrix gets what the lines around it leave, and no more than it needs."""
        low = self.size.height < LOW
        self.query_one(PurposeLine).set_class(low, "-low")
        self.query_one(CellPanel).set_class(low, "-low")
        self.matrix.styles.max_height = max(5, self.size.height - (8 if low else 11))

    @property
    def matrix(self) -> AttributeMatrix:
        """The matrix."""
        return self.query_one("#matrix", AttributeMatrix)

    def show(self) -> None:
        """The purpose, how much is known, and the matrix."""
        view = self.session.view()
        self._cells = by_cell(view.values)
        self.query_one(PurposeLine).show(view.study.purpose)
        found = coverage(view.people, view.attributes, view.values)
        rows = [
            MatrixRow(
                key=item.person.id,
                name=f"◇ {item.person.name}" if item.person.imagined else item.person.name,
                count=_("{known} of {all}").format(known=item.known, all=len(view.attributes)),
                cells=tuple(
                    _matrix_cell(attribute, self._cells.get((item.person.id, attribute.key), []), view.study.currency)
                    for attribute in view.attributes
                ),
            )
            for item in found
        ]
        self.matrix.set_cells([MatrixColumn(attribute.key, attribute.label) for attribute in view.attributes], rows)
        shown = bool(view.people and view.attributes)
        self.matrix.display = shown
        self.query_one("#cell").display = self.query_one("#legend").display = shown
        self.query_one("#nothing").display = not shown
        self.query_one("#standing", Words).say(
            _standing(view, sum(i.known for i in found), sum(len(i.gaps) for i in found))
        )
        if not shown:
            self._show_nothing(view)
        self._fold()
        self._show_cell()

    def _show_nothing(self, view: StudyView) -> None:
        words = (
            _("Choose what you want to know of every customer. About twelve things are enough.")
            if view.people
            else _(
                "Nobody is here yet. Add your best customers first: this shows what you know of each, and what to ask."
            )
        )
        self.query_one("#nothing-words", Words).say(words)
        self.query_one("#to-customers").display = not view.people

    def _show_cell(self) -> None:
        """The cell under the cursor, in full."""
        person, attribute = self._here()
        if person is not None and attribute is not None:
            values = self._cells.get((person.id, attribute.key), [])
            self.query_one(CellPanel).show(self.session, person, attribute, values)

    def _here(self) -> tuple[Person | None, Attribute | None]:
        person, attribute = self.matrix.here
        return self.session.person(person), self.session.attribute(attribute)

    # --- where the person goes -------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """What to find out where that is not said, else the matrix, else what to do first."""
        if self.query_one(PurposeLine).asking:
            self.query_one("#purpose").focus()
        elif self.matrix.display:
            self.matrix.focus()
        else:
            ways = [way for way in self.query("#ways Button") if way.display]
            ways[0].focus()

    def leave(self) -> None:
        """Keep the purpose that is being typed."""
        self.query_one(PurposeLine).finish()

    def follow(self, advice: Advice) -> None:
        """To the cell the advice is about, else to what comes first here."""
        if not self.session.study.purpose:
            self.query_one("#purpose").focus()
        elif not advice.person:
            self.action_choose_attributes()
        elif self.matrix.display:
            if not (advice.attribute and self.matrix.move_to(advice.person, advice.attribute)):
                self.matrix.first_gap_of(advice.person) or self.matrix.next_gap()
            self.matrix.focus()

    def on_matrix_chosen(self, event: Matrix.Chosen) -> None:
        """Fill in a cell."""
        person, attribute = self.session.person(event.person), self.session.attribute(event.attribute)
        is_free = self.app.screen is self.screen
        if person is not None and attribute is not None and is_free:
            self.app.push_screen(ValueForm(self.session, person, attribute, event.typed), self._after_form)

    def _after_form(self, outcome: Outcome | None) -> None:
        if outcome is Outcome.NEXT_GAP:
            self.show()
            if self.action_next_gap():
                self.matrix.action_choose()

    def action_next_gap(self) -> bool:
        """To the next gap; whether there is one."""
        found = self.matrix.next_gap()
        if not found:
            self.notify(_("Everything is known, or settled, of everybody."), markup=False)
        return found

    # --- acts ------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The purpose was typed."""
        event.stop()
        self.query_one(PurposeLine).finish()
        self.take_focus()

    def _keep_purpose(self, purpose: str) -> str:
        fresh = self.do(state_purpose, purpose)
        if fresh:
            labels = ", ".join(attribute.label for attribute in fresh)
            self.notify(_("Proposed for this: {labels}. Press c to choose others.").format(labels=labels), markup=False)
        return self.session.study.purpose

    def action_purpose(self) -> None:
        """Say what to find out, or say it anew."""
        self.query_one(PurposeLine).ask()

    def action_choose_attributes(self) -> None:
        """Which attributes count."""
        from persona_tui.tui.screens.attributes_choose import ChooseAttributes

        self.app.push_screen(ChooseAttributes(self.session, self.matrix.here[1]))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """What to do first."""
        event.stop()
        if event.button.id == "to-choose":
            self.action_choose_attributes()
        else:
            self.call_later(self.screen.run_action, "go('customers')")

    def action_toggle_view(self) -> None:
        """Marks or values."""
        self.matrix.show_marks_only(not self.matrix.marks_only)

    def action_clear(self) -> None:
        """Empty the cell."""
        person, attribute = self._here()
        if person is not None and attribute is not None:
            self.do(acts.clear_value, person.id, attribute.key)

    def action_answer(self, known: str) -> None:
        """Unknown, or rather not say, without a form."""
        person, attribute = self._here()
        if person is not None and attribute is not None:
            self.do(acts.set_value, person.id, attribute.key, None, known=Known(known))

    def action_move(self, by: int) -> None:
        """Move the column."""
        _person, attribute = self._here()
        if attribute is not None:
            self.do(acts.move_attribute, attribute.key, by)


def _matrix_cell(attribute: Attribute, values: Sequence[Value], currency: str) -> MatrixCell:
    found = current(values)
    if found is None or found.known is not Known.KNOWN:
        return MatrixCell(cell_state(values))
    if attribute.kind is Kind.NUMBER and isinstance(found.content, float):
        said = grouped_number(found.content)
    else:
        said = acts.show_content(attribute, found.content, currency)
    return MatrixCell(cell_state(values), clean_line(said[:MOST_IN_CELL]))


def _standing(view: StudyView, known: int, gaps: int) -> str:
    count = len(view.attributes)
    parts = [ngettext("{n} attribute", "{n} attributes", count).format(n=count)]
    if view.people and count:
        parts.append(_("{known} of {all} known").format(known=known, all=count * len(view.people)))
        parts.append(ngettext("{n} gap", "{n} gaps", gaps).format(n=gaps))
        states = [cell_state(values) for (_p, key), values in by_cell(view.values).items() if key in view.study.picked]
        conflicts = states.count(Cell.CONFLICT)
        if conflicts:
            parts.append(ngettext("{n} to settle", "{n} to settle", conflicts).format(n=conflicts))
    return " · ".join(parts)
