"""Small dialogs of the persona builder: other words for a sentence, and the parts that the sheet has."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import FieldKey, Persona, PersonaField
from persona_tui.i18n import _, ngettext
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import part_title
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.session import Session


class TypeWords(Dialog[str]):
    """One line to type. `hint` stands above it, `example` in it while it is empty."""

    DEFAULT_CSS = """
    TypeWords .hint { color: $foreground 65%; height: auto; padding: 0 1 1 1; }
    """

    def __init__(self, title: str, label: str, value: str = "", *, hint: str = "", example: str = "") -> None:
        super().__init__(title)
        self._label = label
        self._value = value
        self._hint = hint
        self._example = example

    def compose_form(self) -> ComposeResult:
        if self._hint:
            yield Words(self._hint, classes="hint")
        yield FieldLabel(self._label)
        yield Input(self._value, id="typed", placeholder=self._example, select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one("#typed", Input).focus()

    def result(self) -> str:
        """What was typed."""
        typed = self.query_one("#typed", Input).value.strip()
        if not typed:
            raise PlainError(_("Nothing is written here. Write something, or press Escape."))
        return typed


PARTS_COMMANDS = (
    Command(
        "parts.toggle",
        "enter,space",
        "select",
        _("In / out"),
        _("Whether the sheet has this part; its sentences are kept."),
    ),
    Command("parts.add", "a", "pane('add')", _("Add a part"), _("A part of your own, such as “A typical day”.")),
    Command("parts.rename", "r", "pane('rename')", _("Rename"), _("Call the part something else.")),
)
PARTS_SCREEN_COMMANDS = (Command("parts.close", "escape,o", "close", _("Done"), _("Back to the persona.")),)


class PartsList(PaneKeys, KeptList):
    """The parts of the template that hold sentences."""

    BINDINGS = bindings(PARTS_COMMANDS)


class PartsDialog(ModalScreen[str]):
    """Which parts the sheet has: leave out what does not matter, add your own. It begins at the part with the key `at`,
    and gives back the key of one just added.
    """

    BINDINGS = bindings(PARTS_SCREEN_COMMANDS)
    DEFAULT_CSS = """
    PartsDialog { align: center middle; background: $background 70%; }
    PartsDialog > Vertical { width: 70; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        padding: 1 2; }
    PartsDialog .hint { color: $foreground 65%; height: auto; padding: 0 1; margin-bottom: 1; }
    PartsDialog PartsList { height: auto; max-height: 14; }
    """

    def __init__(self, session: Session, persona_id: str, at: str = "") -> None:
        super().__init__()
        self._session = session
        self._persona_id = persona_id
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Heading(_("The parts of the sheet"))
            yield Words(_("Too many parts blur a persona: leave out what does not matter."), classes="hint")
            yield PartsList(id="parts")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the parts."""
        self._show()
        self.query_one("#parts", PartsList).move_to(self._at)
        self.query_one("#parts").focus()

    def _show(self) -> None:
        persona = the_persona(self._session, self._persona_id)
        entries = [_entry(field, persona) for field in persona.fields]
        there = {field.key for field in persona.fields}
        entries += [
            Entry(key.value, styled((part_title(key, persona), MUTED)), lead=styled(("□ ", MUTED)))
            for key in FieldKey
            if key not in there
        ]
        self.query_one("#parts", PartsList).show_entries(entries)

    def _current(self) -> PersonaField | None:
        return the_persona(self._session, self._persona_id).field(self.query_one("#parts", PartsList).current_key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """In or out."""
        event.stop()
        field = self._current()
        if field is None or field.removed:
            key = self.query_one("#parts", PartsList).current_key
            self._do(acts.restore_field, key)
        else:
            self._do(acts.remove_field, field.key)

    def action_add(self) -> None:
        """A part of the owner's own."""

        def add(label: str | None) -> None:
            if label:
                field = self._do(acts.add_field, label)
                if isinstance(field, PersonaField):
                    self.dismiss(field.key)

        self.app.push_screen(TypeWords(_("A part of your own"), _("What is it called? Such as “A typical day”")), add)

    def action_rename(self) -> None:
        """Another name for a part."""
        field = self._current()
        if field is None:
            return
        persona = the_persona(self._session, self._persona_id)

        def rename(label: str | None) -> None:
            if label:
                self._do(acts.rename_field, field.key, label)

        self.app.push_screen(
            TypeWords(_("Rename a part"), _("What is it called?"), part_title(field.key, persona)), rename
        )

    def action_close(self) -> None:
        """Back."""
        self.dismiss("")

    def _do(self, act: object, *arguments: object) -> object:
        try:
            done: object = act(self._session, self._persona_id, *arguments)  # type: ignore[operator]
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return None
        self._show()
        return done


def _entry(field: PersonaField, persona: Persona) -> Entry:
    title = part_title(field.key, persona)
    n = len(field.claims)
    count = "  " + ngettext("{n} sentence", "{n} sentences", n).format(n=n) if n else ""
    if field.removed:
        return Entry(field.key, styled((title, MUTED), (count, MUTED)), lead=styled(("□ ", MUTED)))
    return Entry(field.key, styled((title, "bold"), (count, MUTED)), lead=styled(("■ ", "bold $accent")))
