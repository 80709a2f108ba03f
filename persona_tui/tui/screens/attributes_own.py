"""Two questions on the way to an attribute: what a protected one is needed for, and what an own one asks."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from persona_tui.domain.attributes import Attribute, Kind
from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.value_form import Choices
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows import attributes as acts
from persona_tui.workflows.purpose import turn_on_special
from persona_tui.workflows.session import Session


def kind_label(kind: Kind) -> str:
    """What kind of answer it takes."""
    return {
        Kind.TEXT: _("a few words"),
        Kind.NUMBER: _("a number"),
        Kind.YEAR: _("a year"),
        Kind.ONE_OF: _("one of several answers"),
        Kind.SEVERAL_OF: _("several answers at once"),
        Kind.SCALE: _("a scale from 1 to 5"),
    }[kind]


class SpecialPurpose(Dialog[bool]):
    """What a specially protected attribute is needed for."""

    accept_label = _("Turn on")
    DEFAULT_CSS = """
    SpecialPurpose .why { padding: 0 1; height: auto; }
    """

    def __init__(self, session: Session, attribute: Attribute) -> None:
        super().__init__(_("Turn on “{label}”").format(label=attribute.label))
        self._session = session
        self._attribute = attribute

    def compose_form(self) -> ComposeResult:
        yield Words(
            _(
                "The law protects this specially. Record it only where you need it and the customer agrees. "
                "It stands in no document that you share, unless you choose it by name."
            ),
            classes="why",
        )
        yield FieldLabel(_("What do you need it for?"))
        yield Input(id="purpose", placeholder=_("to offer desks that suit a bad back"))

    def on_mount(self) -> None:
        """Begin typing."""
        self.query_one("#purpose").focus()

    def result(self) -> bool:
        """Turn it on."""
        turn_on_special(self._session, self._attribute.key, self.query_one("#purpose", Input).value)
        return True


class OwnAttribute(Dialog[Attribute]):
    """Something that the catalogue does not have."""

    accept_label = _("Add")

    def __init__(self, session: Session) -> None:
        super().__init__(_("Something of your own to know"))
        self._session = session

    def compose_form(self) -> ComposeResult:
        yield FieldLabel(_("What do you want to know of every customer?"))
        yield Input(id="own-label", placeholder=_("Hours at the desk"))
        yield FieldLabel(_("The answer is"))
        yield Choices([(kind.value, kind_label(kind)) for kind in Kind], [Kind.TEXT.value], (), False, id="own-kind")
        yield FieldLabel(_("The answers to choose from, with commas between"), id="own-options-label")
        yield Input(id="own-options", placeholder=_("at home, at the office, both"))

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#own-label").focus()
        self._show_options()

    def _kind(self) -> Kind:
        chosen = self.query_one("#own-kind", Choices).chosen
        return Kind(chosen[0]) if chosen else Kind.TEXT

    def _show_options(self) -> None:
        needed = self._kind() in (Kind.ONE_OF, Kind.SEVERAL_OF)
        self.query_one("#own-options").display = self.query_one("#own-options-label").display = needed

    def on_choices_changed(self) -> None:
        """Answers to choose from are asked where one chooses."""
        self._show_options()

    def on_choices_taken(self) -> None:
        """Enter on a kind: on to the answers where they are needed, else it is done."""
        self._show_options()
        if self._kind() in (Kind.ONE_OF, Kind.SEVERAL_OF):
            self.query_one("#own-options").focus()
        else:
            self.action_accept()

    def result(self) -> Attribute:
        """Add it, picked."""
        options = self.query_one("#own-options", Input).value.replace(";", ",").split(",")
        return acts.add_own_attribute(
            self._session, self.query_one("#own-label", Input).value, self._kind(), [o for o in options if o.strip()]
        )
