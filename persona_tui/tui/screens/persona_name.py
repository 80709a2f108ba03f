"""A persona's name, and the line below it that names the type."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import BuilderStep
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import FieldLabel, Heading, Words
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_ground import fitting_names, likely_birth_year

NAME_COMMANDS = (
    Command("names.take", "enter", "select", _("Take this name"), _("Call the persona so.")),
    Command("names.shuffle", "s", "pane('shuffle')", _("Other names"), _("Six other names that fit.")),
)


class NameInput(Input):
    """The name; the arrow goes on into the names that fit."""

    BINDINGS = bindings((Command("names.to_list", "down", "app.focus_next", _("Names that fit"), show=False),))


class NameList(PaneKeys, KeptList):
    """Names that fit."""

    BINDINGS = bindings(NAME_COMMANDS)


class NameStep(BuilderStep):
    """A name that fits and is no customer's own; and the challenge or situation that makes this type."""

    DEFAULT_CSS = """
    NameStep NameList { height: auto; max-height: 6; width: 40; margin: 0 0 0 1; }
    NameStep #name { width: 40; }
    NameStep #archetype { max-width: 90; }
    NameStep #name-problem { color: $text-error; padding: 0 1; height: auto; display: none; }
    NameStep #name-problem.-there { display: block; }
    """
    about = _(
        "Colleagues remember somebody with a name. Choose one that fits the age and language of these customers, and "
        "is not the name of any of them. The line below it names the type by its challenge or situation, not by its "
        "job: “just moved into a small flat”, “helps others set theirs up”."
    )

    def on_mount(self) -> None:
        """Suggestions begin with the same names each time."""
        self._seed = 0
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Heading(_("What is the persona called?"))
        yield NameInput(id="name", placeholder=_("A first name"))
        yield Words(id="name-problem")
        yield FieldLabel("", id="names-label")
        yield NameList(id="names")
        yield FieldLabel(_("Which challenge or situation makes this type? (it stands below the name)"))
        yield Input(id="archetype", placeholder=_("a few words"))
        yield Words(
            _("Not the job or the age. For example: “works in pain, and buys what somebody they trust has tried”."),
            classes="hint",
        )

    def show(self) -> None:
        """Name, suggestions, archetype."""
        assert self.ground is not None
        for key, value in (("name", self.persona.name), ("archetype", self.persona.archetype)):
            field = self.query_one(f"#{key}", Input)
            if not field.has_focus and field.value != value and not (key == "name" and self._problem):
                field.value = value
        year = likely_birth_year(self.ground)
        label = (
            _("Names that fit people born around {year} (s shows others)").format(year=year)
            if year
            else _("Names that fit (s shows others)")
        )
        self.query_one("#names-label", FieldLabel).update(Content(label))
        names = fitting_names(self.ground, self._seed)
        self.query_one("#names", NameList).show_entries([Entry(name, Content(name)) for name in names])

    def take_focus(self) -> None:
        """The name, or the line below it where there is one."""
        self.query_one("#archetype" if self.persona.name and not self.persona.archetype else "#name").focus()

    def leave(self) -> None:
        """Keep what is typed; a name that is refused is not kept."""
        if not self._keep("name"):
            self.notify(self._problem, severity="warning", markup=False, timeout=10)
            self.query_one("#name", Input).value = self.persona.name
        self._keep("archetype")
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the name goes to the line below, there to the next part."""
        event.stop()
        if not self._keep(event.input.id or ""):
            return
        if event.input.id == "name":
            self.query_one("#archetype").focus()
        else:
            self.go(1)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Keep what was typed."""
        event.stop()
        self._keep(event.input.id or "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another name is typed: what was wrong with the last one is no longer said."""
        event.stop()
        if event.input.id == "name" and event.input.has_focus:
            self._say("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A suggestion is taken."""
        event.stop()
        name = self.query_one("#names", NameList).current_key
        self.query_one("#name", Input).value = name
        if self._keep("name"):
            self.query_one("#archetype").focus()

    def action_shuffle(self) -> None:
        """Other names."""
        self._seed += 1
        self.show()

    def _keep(self, key: str) -> bool:
        """Keep one of the two lines; whether it was taken."""
        if self.ground is None:
            return False
        typed = self.query_one(f"#{key}", Input).value
        if clean_line(typed) == getattr(self.persona, key):
            return True
        try:
            acts.change_persona(self.session, self.persona.id, **{key: typed})
        except PlainError as problem:
            self._say(problem.sentence)
            return False
        self._say("")
        return True

    def _say(self, sentence: str) -> None:
        self._problem = sentence
        words = self.query_one("#name-problem", Words)
        words.say(sentence)
        words.set_class(bool(sentence), "-there")
