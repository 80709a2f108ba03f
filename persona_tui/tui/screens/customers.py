"""Step 1: the five to ten best customers, and why they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input

from persona_tui.domain.people import Fit, Person, Reason, Relation
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coverage import coverage, known_counts
from persona_tui.insights.meter import best_meter
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.widgets.boxes import Column, Row
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import customers as acts

if TYPE_CHECKING:
    from persona_tui.insights.progress import Advice
    from persona_tui.workflows.forget import Forgot

WIDE_SCREEN = 116
"""Columns of the screen from which what is known of one customer stands beside the list."""


def fit_label(fit: Fit) -> str:
    """What a person reads for a fit."""
    return {Fit.BEST: _("best"), Fit.OTHER: _("other"), Fit.NO_FIT: _("no fit")}[fit]


def relation_label(relation: Relation) -> str:
    """What a person reads for a relation."""
    return {
        Relation.CUSTOMER: _("customer"),
        Relation.PROSPECT: _("prospect"),
        Relation.EMPLOYEE: _("employee"),
        Relation.RESPONDENT: _("survey respondent"),
    }[relation]


def reason_label(reason: Reason) -> str:
    """Why somebody is among the best, as a short clause."""
    return {
        Reason.LONGEST: _("with us longest"),
        Reason.REFERRED: _("referred friends or family"),
        Reason.CASE_STUDY: _("in a case study"),
        Reason.ENTHUSIAST: _("so enthusiastic that they bring others"),
        Reason.OTHER: _("another reason"),
    }[reason]


FINDING_QUESTIONS = (
    (Reason.LONGEST, _("Who has been with you longest?")),
    (Reason.REFERRED, _("Who has referred you to friends or family?")),
    (Reason.CASE_STUDY, _("Whom have you shown off: in a case study, a photo, a story?")),
    (Reason.ENTHUSIAST, _("Who is so enthusiastic that they bring others along?")),
)
"""The questions that find the best customers (METHOD A1)."""

LIST_COMMANDS = (
    Command("customers.edit", "enter", "select_cursor", _("Edit"), _("Name, fit, and why they are among the best.")),
    Command("customers.add", "a", "pane('add')", _("Add"), _("Type a name and press Enter; then the next one.")),
    Command(
        "customers.import",
        "i,ctrl+o",
        "pane('import_list')",
        _("Import"),
        _("Take the best from a file that your shop or CRM saved (CSV)."),
        key_display="i",
    ),
    Command(
        "customers.fit", "f", "pane('next_fit')", _("Fit"), _("Best, other, does not fit: how well this customer fits.")
    ),
    Command(
        "customers.others_below",
        "o",
        "pane('others_below')",
        _("Others below"),
        _("All of the best who stand below this customer become other: keeps the top of a long list."),
        show=False,
    ),
    Command(
        "customers.remove",
        "delete,x",
        "pane('remove')",
        _("Remove"),
        _("Take them out, with all that was noted; Ctrl+Z brings them back."),
        key_display="del",
    ),
    Command(
        "customers.forget",
        "F",
        "pane('forget')",
        _("Forget for good…"),
        _("Take them out of every file, backup and document; asks first, and can't be undone."),
        show=False,
    ),
    Command("customers.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("customers.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)


NAME_COMMANDS = (
    Command("customers.to_list", "escape,down", "to_list", _("To the list"), _("Back to the list of customers.")),
)
PANE_COMMANDS = (
    Command(
        "customers.import_here",
        "ctrl+o",
        "import_here",
        _("Import a list"),
        _("Take the best from a file that your shop or CRM saved (CSV)."),
    ),
)


class CustomerRows(Rows):
    """The list of customers."""

    BINDINGS = bindings(LIST_COMMANDS)


class NameToAdd(Input):
    """A name to type; the keys that lead out of a line lead to the list."""

    BINDINGS = bindings(NAME_COMMANDS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a list to go to once somebody is on it."""
        if action == "to_list":
            return any(rows.row_count for rows in self.screen.query(CustomerRows))
        return super().check_action(action, parameters)

    def action_to_list(self) -> None:
        """To the customers; what was typed stays."""
        self.screen.query_one(CustomerRows).focus()


class CustomersPane(StepPane):
    """Add by typing or from a list; say why each is among the best."""

    BINDINGS = bindings(PANE_COMMANDS)

    DEFAULT_CSS = """
    CustomersPane #meter { height: auto; padding: 0 1; margin-bottom: 1; }
    CustomersPane #quick-add { margin: 0 1 1 1; }
    CustomersPane #who { height: 1fr; }
    CustomersPane #list { width: 1fr; }
    CustomersPane #details { width: 34; padding: 0 2; display: none; }
    CustomersPane.-roomy #details { display: block; }
    CustomersPane #prompts { height: auto; padding: 1 1; color: $text-muted; }
    """
    about = _(
        "Begin with the five to ten customers who get the most out of what you sell. Four questions find them: who "
        "has been with you longest, who referred you to friends and family, whom you showed in a case study, and who "
        "is so enthusiastic that they bring others. Add some who do not fit as well: they show where not to spend time."
    )

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.width >= WIDE_SCREEN, "-roomy")
        yield Words(id="meter")
        yield NameToAdd(id="quick-add", placeholder=_("Type a customer's name and press Enter"))
        with Row(id="who"):
            with Column(id="list"):
                yield CustomerRows(_("Name"), _("Fit"), _("Known"), _("Why among the best"), id="customer-rows")
                yield Words(id="prompts")
            with VerticalScroll(id="details", can_focus=False):
                yield Words(id="customer")

    def on_resize(self) -> None:
        """One customer's details stand beside the list where there is room."""
        roomy = self.app.size.width >= WIDE_SCREEN
        if roomy != self.has_class("-roomy"):
            self.set_class(roomy, "-roomy")
            self._show_customer()

    def show(self) -> None:
        """The meter, the list and the prompts, from the people alone; what is known of one follows when they stand."""
        study, people = self.session.study, self.session.people()
        self.query_one("#meter", Words).say(_meter(people))
        known = known_counts(people, study.picked, self.session.values())
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for person in people:
            count = _("{known} of {all}").format(known=known[person.id], all=len(study.picked))
            name = f"◇ {person.name}" if person.imagined else person.name
            rows.append((person.id, ((name, "bold"), _fit_words(person), (count, "dim"), _reason_words(person))))
        table = self.query_one("#customer-rows", CustomerRows)
        table.set_rows(rows)
        table.display = bool(rows)
        prompts = self.query_one("#prompts", Words)
        prompts.display = len(rows) < 5
        if prompts.display:
            prompts.say(_prompts(study.start_up))
        self.call_after_refresh(self._show_customer)

    def _show_customer(self) -> None:
        """What is known of the customer under the cursor."""
        person = self._current()
        roomy = person is not None and self.has_class("-roomy")
        self.query_one("#customer", Words).say(_details(person, self.session.view()) if person and roomy else "")

    # --- acts ------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The list where there is one, the name to type where there is none."""
        table = self.query_one("#customer-rows", CustomerRows)
        (table if table.row_count else self.query_one("#quick-add")).focus()

    def follow(self, advice: Advice) -> None:
        """To the customer the advice is about, to the list where it is too long, or to the name to type."""
        table = self.query_one("#customer-rows", CustomerRows)
        meter = best_meter(self.session.people())
        if (advice.person and table.move_to(advice.person)) or meter.count > meter.high:
            table.focus()
        else:
            self.query_one("#quick-add").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A name was typed."""
        event.stop()
        if event.value.strip():
            self.add_named(event.value)
            event.input.value = ""
        else:
            self.take_focus()

    def add_named(self, name: str) -> None:
        """Add a customer; somebody of that name is pointed out, not refused."""
        namesakes = acts.same_name(self.session, name)
        person = self.do(acts.add_customer, name)
        if person is not None and namesakes:
            self.notify(_("There is another {name} in the list.").format(name=person.name), markup=False)

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.call_after_refresh(self._show_customer)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Edit a customer."""
        from persona_tui.tui.screens.customer_form import CustomerForm

        person = self.session.person(str(event.row_key.value))
        if person is not None:
            self.app.push_screen(CustomerForm(self.session, person))

    def action_add(self) -> None:
        """To the name to type."""
        self.query_one("#quick-add").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key that works while a name is typed is shown there; the list has its own."""
        if action == "import_here":
            return not self.query_one("#customer-rows").has_focus
        return super().check_action(action, parameters)

    def action_import_here(self) -> None:
        """The same, from where a name is typed."""
        self.action_import_list()

    def action_import_list(self) -> None:
        """Choose a file, look at what would come in, take it."""
        from persona_tui.tui.screens.import_customers import ChooseList, ImportPreview

        def preview(path: Path | None) -> None:
            if path is not None:
                self.app.push_screen(ImportPreview(self.session, path))

        self.app.push_screen(ChooseList(), preview)

    def _current(self) -> Person | None:
        return self.session.person(self.query_one("#customer-rows", CustomerRows).current_key)

    def action_next_fit(self) -> None:
        """Best, other, does not fit, and round again."""
        person = self._current()
        if person is not None:
            order = list(Fit)
            self.do(acts.change_customer, person.id, fit=order[(order.index(person.fit) + 1) % len(order)])

    def action_others_below(self) -> None:
        """Whoever stands below is not among the best."""
        person = self._current()
        n = self.do(acts.others_below, person.id) if person is not None else None
        if n:
            sentence = ngettext(
                "{n} customer below is “other” now. Ctrl+Z takes it back.",
                "{n} customers below are “other” now. Ctrl+Z takes it back.",
                n,
            )
            self.notify(sentence.format(n=n), markup=False)
        elif n == 0:
            self.notify(_("None of the best stands below this customer."), markup=False)

    def action_remove(self) -> None:
        """Take the customer out; it can be undone."""
        person = self._current()
        if person is not None and self.do(acts.remove_customer, person.id) is not None:
            self.notify(_("{name} was removed. Ctrl+Z brings them back.").format(name=person.name), markup=False)
            if not self.session.people():
                self.query_one("#quick-add").focus()

    def action_forget(self) -> None:
        """Take the customer out of everything, for good; a dialog asks first and says what was found."""
        from persona_tui.tui.screens.forget import ForgetForm, Forgotten

        def tell(done: Forgot | None) -> None:
            if done is not None:
                self.app.push_screen(Forgotten(done))

        person = self._current()
        if person is not None:
            self.app.push_screen(ForgetForm(self.session, person), tell)

    def action_move(self, by: int) -> None:
        """Move the customer up or down."""
        person = self._current()
        if person is not None:
            self.do(acts.move_customer, person.id, by)


def _meter(people: list[Person]) -> Content:
    meter = best_meter(people)
    dots = "●" * min(meter.count, meter.high) + "○" * max(0, meter.high - meter.count)
    count = _("{count} best of {low}–{high}").format(count=meter.count, low=meter.low, high=meter.high)
    advice = meter.advice
    if meter.count > meter.high:
        advice = f"{advice} " + _("o marks all below the cursor as other.")
    return styled((count, "bold"), "  ", (dots, "$accent"), "  ", (advice, MUTED))


def _fit_words(person: Person) -> Cell:
    words = fit_label(person.fit)
    if person.relation is not Relation.CUSTOMER:
        words = f"{relation_label(person.relation)}, {words}"
    return (words, "dim") if person.fit is Fit.NO_FIT else words


def _reason_words(person: Person) -> Cell:
    parts = [reason_label(reason) for reason in person.reasons if reason is not Reason.OTHER]
    parts += [part for part in (person.reason_note, person.ranked) if part]
    if person.imagined:
        parts.insert(0, _("imagined: an assumption"))
    return ", ".join(parts)


def _prompts(start_up: bool) -> Content:
    lead = (
        _("You have no customers yet: imagine whom you would help most. They are marked ◇ as assumptions everywhere.")
        if start_up
        else _("Four questions find the best ones. Ask yourself:")
    )
    lines = [styled((lead, "$foreground"))]
    if not start_up:
        lines += [styled("  ", question) for _reason, question in FINDING_QUESTIONS]
    lines.append(
        styled(
            (_("Or take them from a list: "), "$foreground"),
            ("Ctrl+O", "bold $accent"),
            _(" reads the CSV file of your shop or CRM."),
        )
    )
    return Content("\n").join(lines)


def _details(person: Person, view: StudyView) -> Content:
    lines = [
        styled((person.name, "bold")),
        styled((f"{relation_label(person.relation)}, {fit_label(person.fit)}", MUTED)),
    ]
    if person.imagined:
        lines.append(styled((_("◇ imagined: an assumption, never a voice"), "$text-warning")))
    why = [reason_label(reason) for reason in person.reasons]
    why += [part for part in (person.reason_note, person.ranked) if part]
    if why:
        lines += [styled(""), styled((_("Why among the best"), "bold"))]
        lines += [styled("· ", reason) for reason in why]
    talks = [interview for interview in view.interviews if person.id in interview.people and interview.has_words]
    found = coverage([person], view.attributes, view.values)[0]
    lines += [
        styled(""),
        styled((_("What you know"), "bold")),
        styled(_("{known} of {all} attributes").format(known=found.known, all=len(view.attributes))),
        styled(_("interviewed") if talks else _("not interviewed yet")),
    ]
    if found.gaps:
        gaps = ", ".join(attribute.label for attribute in found.gaps[:4])
        lines.append(styled((_("unknown: {gaps}").format(gaps=gaps), MUTED)))
    if person.source:
        lines += [styled(""), styled((_("from {source}").format(source=person.source), MUTED))]
    return Content("\n").join(lines)
