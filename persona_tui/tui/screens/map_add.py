"""What customers stand apart on: taking over what is ready, and lines and choices of one's own."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Variable
from persona_tui.i18n import _
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows import variables as acts
from persona_tui.workflows.session import Session

MOST_PROPOSED = 10
"""Lines that are ticked to begin with: enough to tell groups from luck, and no more to place than an hour allows."""
READY, ATTRIBUTE = "ready:", "attribute:"
BETWEEN_ANSWERS = ","


class AddLines(Dialog[str]):
    """Lines that are ready, those first that the talks asked for. Gives back the id of the first one added."""

    DEFAULT_CSS = """
    AddLines .hint { color: $foreground 65%; height: auto; padding: 0 1; }
    AddLines #dialog { width: 92; }
    AddLines CheckList { height: auto; margin-top: 1; }
    """
    accept_label = _("Add")

    def __init__(self, session: Session) -> None:
        super().__init__(_("What do your customers stand apart on?"))
        self._session = session
        self._proposed = [ready.key for ready in acts.proposed_variables(session)]
        self._first_time = not session.variables()

    def compose_form(self) -> ComposeResult:
        yield Words(self._hint(), classes="hint")
        yield CheckList(id="lines")

    def on_mount(self) -> None:
        """The lines to choose from."""
        lines = self.query_one("#lines", CheckList)
        chosen = [f"{READY}{key}" for key in self._proposed[:MOST_PROPOSED]] if self._first_time else []
        lines.show_choices(self._choices(), chosen)
        self._fit()
        self.query_one("#dialog-buttons").mount(
            Button(Content(_("A line of your own (o)")), id="own"), before=self.query_one("#dialog-accept")
        )
        lines.focus()

    def on_resize(self) -> None:
        """The list scrolls, not the form."""
        super().on_resize()
        self._fit()

    def _fit(self) -> None:
        self.query_one("#lines").styles.max_height = max(3, self.size.height - 14)

    def on_key(self, event: events.Key) -> None:
        """`o`: a line of one's own."""
        if event.key == "o":
            event.stop()
            self.pressed("own")

    def _hint(self) -> str:
        if self._first_time:
            return _(
                "Ticked are lines that your talks speak to. Take out what does not matter for what you sell; what "
                "people do and want tells more than who they are. You place every customer on each, so take what "
                "you can tell; more can follow. Space takes a line in or out, Ctrl+S adds what is ticked."
            )
        return _("Choose with Space what else tells your customers apart.")

    def _choices(self) -> list[tuple[str, Content]]:
        asked = acts.asked_questions(self._session)
        ready = acts.ready_variables(self._session)
        places = {key: place for place, key in enumerate(self._proposed)}
        ready.sort(key=lambda one: places.get(one.key, len(places)))
        found: list[tuple[str, Content]] = []
        for one in ready:
            note = _("you asked") if asked & set(one.questions) else ""
            words = one.label or _("{low} – {high}").format(low=one.low, high=one.high)
            if one.options:
                words = _("{label} (a choice)").format(label=one.label)
            found.append((f"{READY}{one.key}", styled(words, (f"  {note}" if note else "", MUTED))))
        for attribute in acts.attributes_to_add(self._session):
            note = _("from what is recorded")
            found.append((f"{ATTRIBUTE}{attribute.key}", styled(clean_line(attribute.label), (f"  {note}", MUTED))))
        return found

    def pressed(self, button: str) -> None:
        """The button for one's own, and the others."""
        if button != "own":
            super().pressed(button)
            return

        def added(variable_id: str | None) -> None:
            if variable_id:
                self.dismiss(variable_id)

        self.app.push_screen(LineForm(self._session), added)

    def result(self) -> str:
        """The first that was added."""
        chosen = self.query_one("#lines", CheckList).chosen
        if not chosen:
            raise PlainError(_("Choose a line with Space, or press o for one of your own."))
        with self._session.act(_("Add to the map")):
            made = acts.add_from_bank(
                self._session, [key.removeprefix(READY) for key in chosen if key.startswith(READY)]
            )
            made += [
                acts.add_from_attribute(self._session, key.removeprefix(ATTRIBUTE))
                for key in chosen
                if key.startswith(ATTRIBUTE)
            ]
        return made[0].id


class LineForm(Dialog[str]):
    """A line between two ends, or a choice. Gives back its id."""

    DEFAULT_CSS = """
    LineForm .hint { color: $foreground 65%; height: auto; padding: 0 1; }
    LineForm #or { margin-top: 1; }
    """

    def __init__(self, session: Session, variable: Variable | None = None) -> None:
        super().__init__(_("A line of your own") if variable is None else _("Change this line"))
        self._session = session
        self._variable = variable

    def compose_form(self) -> ComposeResult:
        variable = self._variable or Variable()
        if not variable.is_choice:
            yield FieldLabel(_("Where does a customer stand between …"))
            yield Input(variable.low, id="low", placeholder=_("asks somebody first"), select_on_focus=False)
            yield FieldLabel(_("… and"))
            yield Input(variable.high, id="high", placeholder=_("reads and compares"), select_on_focus=False)
        if self._variable is None:
            yield Words(_("Or, where there is no order, a choice:"), classes="hint", id="or")
        if self._variable is None or variable.is_choice:
            answers = f"{BETWEEN_ANSWERS} ".join(option.label for option in variable.options)
            yield FieldLabel(_("What is it about?"))
            yield Input(variable.label, id="label", placeholder=_("Who has the last word"), select_on_focus=False)
            yield FieldLabel(_("The answers, with commas between them"))
            yield Input(answers, id="answers", placeholder=_("they do, their partner"), select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query(Input).first().focus()

    def submitted(self, entry: Input) -> None:
        """Enter goes on, and at the end accepts."""
        inputs = list(self.query(Input))
        if entry.id == "low":
            inputs[1].focus()
        else:
            self.action_accept()

    def _typed(self, name: str) -> str:
        found = self.query(f"#{name}")
        return found.first(Input).value.strip() if found else ""

    def result(self) -> str:
        """The line, added or changed."""
        low, high, label = self._typed("low"), self._typed("high"), self._typed("label")
        answers = [part.strip() for part in self._typed("answers").split(BETWEEN_ANSWERS) if part.strip()]
        if self._variable is not None:
            changes = {"label": label, "options": answers} if self._variable.is_choice else {"low": low, "high": high}
            return acts.change_variable(self._session, self._variable.id, **changes).id
        if answers or label:
            return acts.add_variable(self._session, label=label, options=answers or ["", ""]).id
        return acts.add_variable(self._session, low, high).id
