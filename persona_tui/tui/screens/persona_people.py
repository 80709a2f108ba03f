"""Which customers a persona is built from, why they belong together, and what the persona is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.personas import PersonaKind
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.coverage import coverage
from persona_tui.insights.loudness import loudest, loudness_text
from persona_tui.insights.progress import talked_to
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.customers import fit_label
from persona_tui.tui.screens.persona_step import BuilderStep, kind_label
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.session import Session

MOST_FOR_NAMES = 24
"""Columns that all names get: with what is known beside them a row fits the narrowest dialog; a longer name takes what
it needs.
"""


def people_choices(view: StudyView, kind: PersonaKind = PersonaKind.PRIMARY) -> list[tuple[str, Content]]:
    """Everybody in the study (ids), with what is known of each: first those whom a persona of that kind is built from.

    A negative persona is built from those who do not fit.
    """
    wants_no_fit = kind is PersonaKind.NEGATIVE
    talked = talked_to(view)
    known = {found.person.id: found.known for found in coverage(view.people, view.attributes, view.values)}
    widest = min(MOST_FOR_NAMES, max((cell_len(clean_line(person.name)) for person in view.people), default=1))
    return [
        (person.id, _person_words(person, person.id in talked, known[person.id], view, widest))
        for person in sorted(view.people, key=lambda person: (person.fit is Fit.NO_FIT) is not wants_no_fit)
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
    return styled((name + " " * (widest - cell_len(name)), "bold"), "  ", (" · ".join(facts), MUTED))


MOST_LISTED = 12
"""Customers that the dialog shows at once."""


class Chosen(NamedTuple):
    """Whom a new persona is built from (ids), and why they belong together."""

    people: list[str]
    reason: str


class ChoosePeople(Dialog[Chosen]):
    """Whom a new persona is built from."""

    DEFAULT_CSS = """
    ChoosePeople CheckList { height: auto; margin-top: 1; }
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
            self._hint or _("Choose those who resemble one another in what they do and want."),
            classes="hint",
        )
        yield CheckList(id="people")
        yield FieldLabel(_("They belong together because … (you can say so later)"))
        yield Input(id="reason", placeholder=_("they buy what somebody they trust has tried"))

    def on_mount(self) -> None:
        """Begin with the customers."""
        people = self.query_one("#people", CheckList)
        people.show_choices(people_choices(self._view), self._preselected)
        people.styles.max_height = min(MOST_LISTED, max(1, len(self._view.people)))
        people.move_to(next(iter(self._preselected), ""))
        people.focus()

    def result(self) -> Chosen:
        """Whom, and why."""
        return Chosen(self.query_one("#people", CheckList).chosen, self.query_one("#reason", Input).value)


class PeopleStep(BuilderStep):
    """The first part: every count on the sheet is of these customers."""

    DEFAULT_CSS = """
    PeopleStep #people { height: 1fr; min-height: 3; margin-top: 1; }
    PeopleStep #foot { height: 5; }
    PeopleStep #foot Vertical { width: 1fr; height: 5; }
    PeopleStep #kind { height: 3; }
    PeopleStep #review { width: 100%; max-width: 40; }
    """
    about = _(
        "A persona stands for a group of customers who resemble one another in what they do, want and struggle with; "
        "age and income count least. Three or more are better than one. Say why they belong together: a group without "
        "a reason may be chance. Every count on the sheet is of these customers."
    )

    def compose(self) -> ComposeResult:
        yield Heading(_("Whom is this persona built from?"))
        yield Words(id="people-hint", classes="hint")
        yield CheckList(id="people")
        yield FieldLabel(_("They belong together because …"))
        yield Input(id="reason", placeholder=_("they buy what somebody they trust has tried"))
        with Horizontal(id="foot"):
            with Vertical():
                yield FieldLabel(_("What is the persona for?"))
                yield CheckList(several=False, id="kind")
            with Vertical():
                yield FieldLabel(_("Look at it again on"))
                yield Input(id="review", placeholder=_("a day, a year from now, say"))

    def show(self) -> None:
        """The customers, the reason, the kind."""
        assert self.ground is not None
        view, persona = self.ground.view, self.persona
        self.query_one("#people", CheckList).show_choices(people_choices(view, persona.kind), persona.people)
        self.query_one("#kind", CheckList).show_choices(_kinds(), [persona.kind.value])
        talked = sum(person in talked_to(view) for person in persona.people)
        hint = _hint(len(persona.people), talked, bool(view.people))
        if persona.kind is PersonaKind.NEGATIVE:
            hint = _("Whom you do not want: choose those who do not fit.") + " " + hint
        loud = loudest(persona, self.ground.context)
        said = loudness_text(loud, self.ground.name_of(loud.person)) if loud is not None else ""
        self.query_one("#people-hint", Words).say(styled(hint, (f"\n{said}" if said else "", "$warning")))
        for name, value in (
            ("reason", persona.reason),
            ("review", persona.review_on.isoformat() if persona.review_on else ""),
        ):
            field = self.query_one(f"#{name}", Input)
            if not field.has_focus and field.value != clean_line(value):
                field.value = clean_line(value)

    def take_focus(self) -> None:
        """The customers."""
        self.query_one("#people").focus()

    def leave(self) -> None:
        """Keep the reason and the day."""
        self._keep_reason()
        self._keep_review()

    def on_check_list_changed(self, event: CheckList.Changed) -> None:
        """Another choice of customers, or another kind."""
        event.stop()
        if event.control.id == "kind":
            self.do(acts.set_kind, self.persona.id, PersonaKind(event.chosen[0]))
        else:
            self.do(acts.change_persona, self.persona.id, people=event.chosen)

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


def _kinds() -> list[tuple[str, Content]]:
    explained = {
        PersonaKind.PRIMARY: _("whom you build for first"),
        PersonaKind.SECONDARY: _("also welcome"),
        PersonaKind.NEGATIVE: _("whom you do not want"),
    }
    return [(kind.value, styled(kind_label(kind), (f"  {words}", MUTED))) for kind, words in explained.items()]


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
