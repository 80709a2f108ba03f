"""Which customers a persona is built from, why they belong together, and what the persona is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, RadioButton, RadioSet, SelectionList
from textual.widgets.selection_list import Selection

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.domain.personas import PersonaKind
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.coverage import coverage
from persona_tui.insights.progress import talked_to
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.customers import fit_label
from persona_tui.tui.screens.persona_step import BuilderStep, kind_label
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.session import Session


def people_selections(view: StudyView, chosen: Collection[str]) -> list[Selection[str]]:
    """Everybody in the study, with what is known of each."""
    talked = talked_to(view)
    known = {found.person.id: found.known for found in coverage(view.people, view.attributes, view.values)}
    widest = min(24, max((len(clean_line(person.name)) for person in view.people), default=1))
    return [
        Selection(
            _person_words(person, person.id in talked, known[person.id], view, widest), person.id, person.id in chosen
        )
        for person in view.people
    ]


def _person_words(person: Person, has_talked: bool, known: int, view: StudyView, widest: int) -> Content:
    name = clean_line(person.name)
    facts = [fit_label(person.fit)]
    if person.imagined:
        facts.append(_("◇ imagined"))
    elif has_talked:
        facts.append(_("interviewed"))
    else:
        facts.append(_("not interviewed"))
    if view.attributes:
        facts.append(_("{known} of {all} known").format(known=known, all=len(view.attributes)))
    return styled((name.ljust(widest), "bold"), "  ", (" · ".join(facts), MUTED))


class Chosen(NamedTuple):
    """Whom a new persona is built from (ids), and why they belong together."""

    people: list[str]
    reason: str


class ChoosePeople(Dialog[Chosen]):
    """Whom a new persona is built from."""

    DEFAULT_CSS = """
    ChoosePeople SelectionList { height: auto; max-height: 12; }
    ChoosePeople .hint { color: $foreground 65%; height: auto; padding: 0 1; }
    """
    accept_label = _("Begin")

    def __init__(self, session: Session, hint: str = "", preselected: Collection[str] = ()) -> None:
        super().__init__(_("Whom is the persona built from?"))
        self._view = session.view()
        self._hint = hint
        self._preselected = preselected

    def compose_form(self) -> ComposeResult:
        yield Words(
            self._hint or _("Choose those who resemble one another in what they do and want. Space chooses."),
            classes="hint",
        )
        yield SelectionList[str](*people_selections(self._view, self._preselected), id="people")
        yield FieldLabel(_("They belong together because … (you can say so later)"))
        yield Input(id="reason", placeholder=_("they buy what somebody they trust has tried"))

    def on_mount(self) -> None:
        """Begin with the customers."""
        self.query_one("#people").focus()

    def result(self) -> Chosen:
        """Whom, and why."""
        selected = set(self.query_one("#people", SelectionList).selected)
        people = [person.id for person in self._view.people if person.id in selected]
        return Chosen(people, self.query_one("#reason", Input).value)


class PeopleStep(BuilderStep):
    """The first part: every count on the sheet is of these customers."""

    DEFAULT_CSS = """
    PeopleStep SelectionList { height: auto; max-height: 1fr; margin: 1 0 0 0; }
    PeopleStep RadioSet { layout: horizontal; height: 1; width: 100%; }
    PeopleStep RadioSet RadioButton { width: auto; margin-right: 2; }
    PeopleStep #review { width: 24; }
    """
    about = _(
        "A persona stands for a group of customers who resemble one another in what they do, want and struggle with; "
        "age and income count least. Three or more are better than one. Say why they belong together: a group without "
        "a reason may be chance. Every count on the sheet is of these customers."
    )

    def compose(self) -> ComposeResult:
        yield Heading(_("Whom is this persona built from?"))
        yield Words(id="people-hint", classes="hint")
        yield SelectionList[str](id="people")
        yield FieldLabel(_("They belong together because …"))
        yield Input(id="reason", placeholder=_("they buy what somebody they trust has tried"))
        yield FieldLabel(_("What is the persona for?"))
        with RadioSet(id="kind"):
            for kind, explained in (
                (PersonaKind.PRIMARY, _("whom you build for first")),
                (PersonaKind.SECONDARY, _("also welcome")),
                (PersonaKind.NEGATIVE, _("whom you do not want")),
            ):
                label = styled(kind_label(kind), (f" ({explained})", MUTED))
                yield RadioButton(label, name=kind.value, id=f"kind-{kind.value}")
        yield FieldLabel(_("Look at it again on (a year from now, say)"))
        yield Input(id="review", placeholder=_("2027-11-01"))

    def show(self) -> None:
        """The customers, the reason, the kind."""
        assert self.ground is not None
        view, persona = self.ground.view, self.persona
        people = self.query_one("#people", SelectionList)
        wanted = people_selections(view, persona.people)
        shown = [(option.value, str(option.prompt), option.initial_state) for option in wanted]
        if shown != getattr(self, "_shown", None):
            self._shown = shown
            place = people.highlighted
            with people.prevent(SelectionList.SelectedChanged):
                people.clear_options()
                people.add_options(wanted)
            people.highlighted = place if place is not None else 0 if wanted else None
        talked = sum(person in talked_to(view) for person in persona.people)
        self.query_one("#people-hint", Words).say(_hint(len(persona.people), talked, bool(wanted)))
        for name, value in (
            ("reason", persona.reason),
            ("review", persona.review_on.isoformat() if persona.review_on else ""),
        ):
            field = self.query_one(f"#{name}", Input)
            if not field.has_focus and field.value != clean_line(value):
                field.value = clean_line(value)
        button = self.query_one(f"#kind-{persona.kind.value}", RadioButton)
        if not button.value:
            with self.prevent(RadioSet.Changed):
                button.value = True

    def take_focus(self) -> None:
        """The customers."""
        self.query_one("#people").focus()

    def leave(self) -> None:
        """Keep the reason and the day."""
        self._keep_reason()
        self._keep_review()

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        """Another choice of customers."""
        event.stop()
        assert self.ground is not None
        selected = set(event.selection_list.selected)
        people = [person.id for person in self.ground.view.people if person.id in selected]
        if set(people) != set(self.persona.people):
            self.do(acts.change_persona, self.persona.id, people=people)

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Another kind."""
        event.stop()
        kind = PersonaKind(event.pressed.name or PersonaKind.PRIMARY)
        if kind is not self.persona.kind:
            self.do(acts.change_persona, self.persona.id, kind=kind)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: on to the next part."""
        event.stop()
        self.go(1)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Keep what was typed."""
        event.stop()
        self._keep_reason() if event.input.id == "reason" else self._keep_review()

    def _keep_reason(self) -> None:
        typed = self.query_one("#reason", Input).value
        if self.ground is not None and clean_line(typed) != clean_line(self.persona.reason):
            self.do(acts.change_persona, self.persona.id, reason=typed)

    def _keep_review(self) -> None:
        typed = self.query_one("#review", Input).value
        if self.ground is None:
            return
        try:
            day = typed_day(typed) if typed.strip() else None
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        if day != self.persona.review_on:
            self.do(acts.change_persona, self.persona.id, review_on=day)


def _hint(chosen: int, talked: int, has_people: bool) -> str:
    if not has_people:
        return _("There are no customers in the study yet. Add them on the customers step (F2).")
    if not chosen:
        return _("Choose with Space those who resemble one another in what they do, want and struggle with.")
    counted = _("{n} chosen, {m} of them interviewed.").format(n=chosen, m=talked)
    if chosen == 1:
        return f"{counted} " + _("One customer is an anecdote: with three or more it becomes a pattern.")
    if not talked:
        return f"{counted} " + _(
            "Until you talk to them, what you write rests on what you know of them, or is assumed."
        )
    return counted
