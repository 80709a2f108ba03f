"""One cell of the matrix: what is known of one attribute of one customer, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from persona_tui.domain.attributes import Attribute, Care, Known, SourceKind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.coverage import current, disagrees
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.value_form import ValueFields
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows.attributes import clear_value, set_value, settle, show_content, values_of_cell
from persona_tui.workflows.session import Session

LONGEST_SAID = 200
"""Characters of what a source says that are shown."""

VALUE_COMMANDS = (
    Command(
        "value.next",
        "ctrl+g",
        "accept_and_go_on",
        _("Save, next gap"),
        _("Keep this and go to the next thing that is not known. Leave it empty to skip it."),
        priority=True,
    ),
)


class Outcome(StrEnum):
    """What the form was left with."""

    SAVED = "saved"
    NEXT_GAP = "next gap"


class ValueForm(Dialog[Outcome]):
    """The form of one cell, drawn from the attribute. `typed` are the digits that were typed to open it."""

    BINDINGS = bindings(VALUE_COMMANDS)
    DEFAULT_CSS = """
    ValueForm .ask { color: $foreground; padding: 0 1; margin-bottom: 1; }
    ValueForm .care { color: $text-warning; padding: 0 1; margin-bottom: 1; }
    ValueForm #sources { height: auto; max-height: 8; padding: 0 1; margin-bottom: 1; }
    ValueForm #sources > .option-list--option-highlighted { background: transparent; color: $foreground; }
    ValueForm #sources:focus > .option-list--option-highlighted {
        background: $primary 35%; color: $foreground; text-style: bold;
    }
    ValueForm ValueFields { margin-top: 0; }
    """
    about = _(
        "Write down what you know. “Unknown” says that you asked yourself and do not know; “rather not say” that the "
        "customer would not tell, which is an answer too. What another source said is never overwritten: where sources "
        "disagree, you choose which one counts."
    )

    def __init__(self, session: Session, person: Person, attribute: Attribute, typed: str = "") -> None:
        super().__init__(f"{person.name} · {attribute.label}")
        self._session = session
        self._person = person
        self._attribute = attribute
        self._typed = typed
        self._values = values_of_cell(session, person.id, attribute.key)
        counting = [value for value in self._values if not value.set_aside]
        self._current = current(counting)
        self._conflict = disagrees(counting)
        self._outcome = Outcome.SAVED

    def compose_form(self) -> ComposeResult:
        attribute, current_value = self._attribute, self._current
        if attribute.ask:
            yield Words(attribute.ask, classes="ask")
        care = care_words(attribute, self._session.study.special_purposes.get(attribute.key, ""))
        if care:
            yield Words(care, classes="care")
        if len(self._values) > 1 or any(value.source_kind is not SourceKind.TYPED for value in self._values):
            lead = _("Your sources disagree: choose the one that counts, with Enter.")
            yield FieldLabel(lead if self._conflict else _("Who says so"))
            yield MarkedList(
                *(Option(self._said(value), id=value.id) for value in self._values), markup=False, id="sources"
            )
        yield ValueFields(
            attribute,
            current_value.content if current_value else None,
            current_value.known if current_value else None,
            self._typed,
        )

    def on_mount(self) -> None:
        """Begin with the answer; where sources disagree, with them."""
        if self._conflict and not self._typed:
            sources = self.query_one("#sources", OptionList)
            sources.highlighted = next((n for n, value in enumerate(self._values) if value is self._current), 0)
            sources.focus()
        else:
            self.query_one(ValueFields).begin()

    def _said(self, value: Value) -> Content:
        from persona_tui.exports.wording import day

        said = said_words(self._attribute, value, self._session.study.currency)[:LONGEST_SAID]
        counts = value is self._current
        mark = ("● ", "$text-accent") if counts else ("○ ", MUTED)
        aside = _("set aside") if value.set_aside else ""
        when = day(value.as_of.astimezone())
        notes = " · ".join(part for part in (source_words(self._session, value), when, aside) if part)
        return styled(mark, (said, "bold" if counts else ""), (f"  {notes}", MUTED))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This source counts."""
        event.stop()
        if event.option_list.id != "sources" or not event.option_id:
            return
        try:
            settle(self._session, event.option_id)
        except PlainError as problem:
            self.say_problem(problem.sentence)
            return
        self.dismiss(Outcome.SAVED)

    def on_value_fields_done(self) -> None:
        """Enter."""
        self.action_accept()

    def action_accept_and_go_on(self) -> None:
        """Keep it and go on, or say what is wrong."""
        self._outcome = Outcome.NEXT_GAP
        self.action_accept()
        self._outcome = Outcome.SAVED

    def result(self) -> Outcome:
        """Record what has changed; an emptied form empties the cell."""
        fields = self.query_one(ValueFields)
        if fields.changed:
            answer = fields.answer
            if answer is None:
                clear_value(self._session, self._person.id, self._attribute.key)
            else:
                content, known = answer
                set_value(self._session, self._person.id, self._attribute.key, content, known=known)
        return self._outcome


def care_words(attribute: Attribute, purpose: str) -> str:
    """How careful to be, in words; "" where no care is needed."""
    if attribute.care is Care.SPECIAL:
        why = _("You need it for: {purpose}.").format(purpose=purpose.rstrip(".")) if purpose else ""
        return _("Specially protected by law: only what the customer agreed to. {why}").format(why=why).strip()
    if attribute.care is Care.PERSONAL:
        return _("Personal: in no shared document unless you choose it by name.")
    return ""


def said_words(attribute: Attribute, value: Value, currency: str) -> str:
    """What a source says, on one line."""
    if value.known is Known.UNKNOWN:
        return _("unknown")
    if value.known is Known.NOT_SAID:
        return _("rather not say")
    return clean_line(show_content(attribute, value.content, currency))


def source_words(session: Session, value: Value) -> str:
    """Who says so."""
    if value.source_kind is SourceKind.INTERVIEW:
        return _("said in an interview")
    if value.source_kind is SourceKind.IMPORTED:
        return _("from {source}").format(source=clean_line(value.source) or _("a list"))
    return _("typed by you")


def sources_line(session: Session, attribute: Attribute, values: Sequence[Value]) -> str:
    """Where the value that counts comes from, and what others say."""
    found = current(values)
    if found is None:
        return ""
    parts = [source_words(session, found)]
    if disagrees(values):
        for other in values:
            if other is not found and other.known is Known.KNOWN and other.content != found.content:
                said = said_words(attribute, other, session.study.currency)[:LONGEST_SAID]
                parts.append(_("but {source}: {said}").format(source=source_words(session, other), said=said))
    return ", ".join(parts)
