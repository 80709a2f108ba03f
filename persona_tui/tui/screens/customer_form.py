"""One customer: the name, how well they fit, and why they are among the best."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, RadioSet

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Fit, Person, Reason, Relation
from persona_tui.i18n import _
from persona_tui.tui.screens.customers import fit_label, relation_label
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Pick, PickOne, Tick
from persona_tui.tui.widgets.words import FieldLabel
from persona_tui.workflows.customers import change_customer
from persona_tui.workflows.session import Session

WHY_BEST = (
    (Reason.LONGEST, _("With us longest")),
    (Reason.REFERRED, _("Referred us to friends or family")),
    (Reason.CASE_STUDY, _("Shown off: in a case study, a photo, a story")),
    (Reason.ENTHUSIAST, _("So enthusiastic that they bring others along")),
)
"""The answers to the questions that find the best customers."""


class CustomerForm(Dialog[Person]):
    """Everything the customers step records of one person."""

    DEFAULT_CSS = """
    CustomerForm RadioSet { layout: horizontal; height: auto; width: 100%; }
    CustomerForm RadioSet Pick { width: auto; margin-right: 2; }
    """

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(person.name)
        self._session = session
        self._person = person

    def compose_form(self) -> ComposeResult:
        person = self._person
        yield FieldLabel(_("Name"))
        yield Input(person.name, id="name")
        yield FieldLabel(_("Is a"))
        with PickOne(id="relation"):
            for relation in Relation:
                yield Pick(Content(relation_label(relation)), value=person.relation is relation, name=relation.value)
        yield FieldLabel(_("Fit"))
        with PickOne(id="fit"):
            for fit in Fit:
                yield Pick(Content(fit_label(fit)), value=person.fit is fit, name=fit.value)
        yield FieldLabel(_("Why among the best?"))
        for reason, statement in WHY_BEST:
            yield Tick(Content(statement), reason in person.reasons, id=f"reason-{reason.value}")
        yield FieldLabel(_("In your own words"))
        yield Input(person.reason_note, id="reason-note", placeholder=_("for example: writes to us after every fair"))
        yield FieldLabel(_("Note"))
        yield Input(person.note, id="note")
        yield Tick(
            Content(_("Imagined: I have not met this customer (an assumption, marked ◇)")),
            person.imagined,
            id="imagined",
        )

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name", Input).focus()

    def result(self) -> Person:
        """The person, changed."""
        name = self.query_one("#name", Input).value
        if not name.strip():
            raise PlainError(_("A customer needs a name, or a number: something you know them by."))
        note = self.query_one("#reason-note", Input).value
        reasons = [reason for reason, _statement in WHY_BEST if self.query_one(f"#reason-{reason.value}", Tick).value]
        if note.strip():
            reasons.append(Reason.OTHER)
        relation = self.query_one("#relation", RadioSet).pressed_button
        fit = self.query_one("#fit", RadioSet).pressed_button
        return change_customer(
            self._session,
            self._person.id,
            name=name,
            relation=Relation(relation.name) if relation and relation.name else self._person.relation,
            fit=Fit(fit.name) if fit and fit.name else self._person.fit,
            reasons=reasons,
            reason_note=note,
            note=self.query_one("#note", Input).value,
            imagined=self.query_one("#imagined", Tick).value,
        )
