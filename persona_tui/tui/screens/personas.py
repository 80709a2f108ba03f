"""Step 5: the personas, and the way into building one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, DataTable

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.i18n import _
from persona_tui.insights.map_advice import GROUPS, MAP
from persona_tui.insights.map_gaps import gaps, wants_a_map
from persona_tui.insights.progress import Advice
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.screens.persona_step import persona_label
from persona_tui.tui.screens.personas_words import details, list_hint, row_of, what_a_persona_is
from persona_tui.tui.widgets.frame import HOME
from persona_tui.tui.widgets.rows import Rows
from persona_tui.tui.widgets.words import Words
from persona_tui.workflows import personas as acts
from persona_tui.workflows.session import Session

ROOM_FOR_DETAILS = 80
"""Columns of the pane below which one persona's details are not shown beside the list."""

LIST_COMMANDS = (
    Command("personas.open", "enter", "select_cursor", _("Open"), _("Go on building this persona.")),
    Command("personas.add", "a", "pane('add')", _("New persona"), _("Choose whom it is built from, then build it.")),
    Command(
        "personas.map",
        "m",
        "pane('open_map')",
        _("Map"),
        _("Where your customers stand: what tells them apart, and who belongs together."),
    ),
    Command("personas.groups", "g", "pane('open_groups')", _("Together"), _("See who belongs together, and why.")),
    Command(
        "personas.themes",
        "t",
        "pane('open_themes')",
        _("Themes"),
        _("What they said, line by line: what says the same stands under one name."),
    ),
    Command(
        "personas.remove",
        "delete,x",
        "pane('remove')",
        _("Remove"),
        _("Take the persona out; Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command("personas.changes", "h", "pane('changes')", _("What changed"), _("Since a version was kept."), False),
    Command("personas.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("personas.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)


class PersonaRows(Rows):
    """The list of personas."""

    BINDINGS = bindings(LIST_COMMANDS)


class PersonasPane(StepPane):
    """Two personas to begin with; each stands for customers who resemble one another."""

    DEFAULT_CSS = """
    PersonasPane #personas-hint { height: auto; padding: 0 1; margin-bottom: 1; }
    PersonasPane #who { height: 1fr; }
    PersonasPane #persona-rows { width: 1fr; }
    PersonasPane #details { width: 38; padding: 0 2; display: none; }
    PersonasPane.-roomy #details { display: block; }
    PersonasPane #nothing { height: auto; padding: 0 1; }
    PersonasPane #nothing Button { margin-top: 1; }
    PersonasPane #nothing-words { max-width: 84; }
    """
    about = _(
        "A persona is a partly invented person who stands for a group of your customers: with a name, a face, goals "
        "and pains, so that everybody who meets customers has the same picture. Start with two, built around the two "
        "ideal customers that lie furthest apart; others will turn up between them. Each part shows beside it what "
        "these customers said and are, and every sentence says how many of them it rests on."
    )

    _is_mapped = False

    def compose(self) -> ComposeResult:
        yield Words(id="personas-hint")
        with Vertical(id="nothing"):
            yield Words(id="nothing-words")
            yield Button(Content(_("Where your customers stand (m)")), id="to-map", variant="primary")
            yield Button(Content(_("Begin the first persona (a)")), id="begin", variant="primary")
        with Horizontal(id="who"):
            yield PersonaRows(_("Name"), _("Built from"), _("Still missing"), _("Kind"), id="persona-rows")
            with VerticalScroll(id="details", can_focus=False):
                yield Words(id="persona")

    def on_resize(self) -> None:
        """One persona's details stand beside the list where there is room."""
        roomy = self.size.width >= ROOM_FOR_DETAILS
        if roomy != self.has_class("-roomy"):
            self.set_class(roomy, "-roomy")
            self._show_persona(self.rows.current_key)

    @property
    def rows(self) -> PersonaRows:
        """The list."""
        return self.query_one("#persona-rows", PersonaRows)

    def show(self) -> None:
        """The list, or what a persona is."""
        view = self.session.view()
        rows = [(persona.id, row_of(view, persona)) for persona in view.personas]
        self.rows.set_rows(rows)
        self.query_one("#who").display = bool(rows)
        self.query_one("#nothing").display = not rows
        if not rows:
            self.query_one("#nothing-words", Words).say(what_a_persona_is(view))
            self._show_way_to_groups(view)
            begin = self.query_one("#begin", Button)
            begin.label = Content(_("Begin one by hand (a)") if wants_a_map(view) else _("Begin the first persona (a)"))
            begin.variant = "default" if wants_a_map(view) else "primary"
        hint = self.query_one("#personas-hint", Words)
        hint.display = bool(rows)
        hint.say(list_hint(view))
        self._show_persona(self.rows.current_key)

    def _show_way_to_groups(self, view: StudyView) -> None:
        """The map, or what follows from it once everybody is placed."""
        button = self.query_one("#to-map", Button)
        button.display = wants_a_map(view)
        self._is_mapped = bool(view.variables) and not gaps(view)
        button.label = Content(
            _("Who belongs together (g)") if self._is_mapped else _("Where your customers stand (m)")
        )

    def _show_persona(self, persona_id: str) -> None:
        persona = self.session.persona(persona_id) if persona_id else None
        if persona is not None and self.has_class("-roomy"):
            self.query_one("#persona", Words).say(details(self.session.view(), persona))
        else:
            self.query_one("#persona", Words).say("")

    # --- acts ------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The list where there is one, the beginning where there is none."""
        first = "#to-map" if self.query_one("#to-map").display else "#begin"
        (self.rows if self.rows.row_count else self.query_one(first)).focus()

    def follow(self, advice: Advice) -> None:
        """Open the persona at what is missing, or begin one with the customer the advice names."""
        if advice.persona and self.session.persona(advice.persona) is not None:
            self.rows.move_to(advice.persona)
            self.open_persona(advice.persona, advice.part)
        elif advice.pattern:
            self.persona_of(advice.pattern)
        elif advice.screen == GROUPS:
            self.action_open_groups()
        elif advice.screen == MAP:
            self.action_open_map(advice.attribute, advice.person)
        elif advice.person or not self.session.personas():
            self.begin_persona(advice.person, advice.why)
        else:
            self.take_focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """The cursor moved."""
        if event.row_key.value:
            self._show_persona(str(event.row_key.value))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Build on."""
        event.stop()
        self.open_persona(str(event.row_key.value))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Begin the first one, or with the map."""
        event.stop()
        if event.button.id == "to-map":
            self.action_open_groups() if self._is_mapped else self.action_open_map()
        else:
            self.begin_persona()

    def on_key(self, event: events.Key) -> None:
        """While there is no list, its letters work from the buttons too."""
        acts_of: dict[str, Callable[[], None]] = {
            "a": self.begin_persona,
            "m": self.action_open_map,
            "g": self.action_open_groups,
            "t": self.action_open_themes,
        }
        if event.key in acts_of and not self.rows.row_count:
            event.stop()
            acts_of[event.key]()

    def action_add(self) -> None:
        """Begin another persona."""
        self.begin_persona()

    def begin_persona(self, person: str = "", hint: str = "") -> None:
        """Ask whom it is built from, then open it."""
        from persona_tui.tui.screens.persona_people import ChoosePeople, Chosen

        def chosen(whom: Chosen | None) -> None:
            if whom is not None:
                persona = self.do(_begin, whom.people, whom.reason)
                if persona is not None:
                    self.open_persona(persona.id)

        self.app.push_screen(ChoosePeople(self.session, hint, [person] if person else []), chosen)

    def open_persona(self, persona_id: str, part: str = "") -> None:
        """Build a persona, at `part` or at what is missing."""
        from persona_tui.tui.screens.persona_builder import PersonaScreen

        try:
            screen = PersonaScreen(self.session, persona_id, part)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        self.app.push_screen(screen, self._back_from)

    def persona_of(self, pattern: str) -> None:
        """Make a persona of people who belong together, and open it."""
        from persona_tui.workflows.patterns import persona_from_pattern

        persona = self.do(persona_from_pattern, pattern)
        if persona is not None:
            self.open_persona(persona.id)

    def action_open_map(self, line: str = "", person: str = "") -> None:
        """Where the customers stand."""
        from persona_tui.tui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.session, line, person), self._back_from)

    def action_open_themes(self) -> None:
        """What the customers of the persona here said, by themes; of everybody where there is none."""
        from persona_tui.tui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen(self.session, self.rows.current_key), self._back_from)

    def action_open_groups(self, pattern: str = "") -> None:
        """Who belongs together."""
        from persona_tui.tui.screens.groups import GroupsScreen

        self.app.push_screen(GroupsScreen(self.session, pattern), self._back_from)

    async def _back_from(self, where: str | None) -> None:
        """Back from the map, the groups or the builder, on to where it leads."""
        from persona_tui.tui.screens.map_base import PERSONA

        self.refresh_if_stale()
        if where == MAP:
            self.action_open_map()
        elif where == GROUPS:
            self.action_open_groups()
        elif where and where.startswith(PERSONA):
            self.open_persona(where.removeprefix(PERSONA))
        elif where == HOME:
            await self.screen.run_action("close_study")
        elif where:
            await self.screen.run_action(f"go('{where}')")
        else:
            self.take_focus()

    def action_changes(self) -> None:
        """What changed in the persona since a version of it was kept."""
        from persona_tui.tui.screens.persona_changes import ChangesScreen

        if self.rows.current_key:
            self.app.push_screen(ChangesScreen(self.session, self.rows.current_key), self._back_from)

    def action_remove(self) -> None:
        """Take the persona out; it can be undone."""
        persona = self.session.persona(self.rows.current_key)
        if persona is not None and self.do(acts.remove_persona, persona.id) is not None:
            self.notify(
                _("{name} was removed. Ctrl+Z brings them back.").format(name=persona_label(persona)), markup=False
            )
            if not self.session.personas():
                self.call_after_refresh(self.take_focus)

    def action_move(self, by: int) -> None:
        """Move the persona up or down."""
        if self.rows.current_key:
            self.do(acts.move_persona, self.rows.current_key, by)


def _begin(session: Session, people: Sequence[str], reason: str) -> Persona:
    """A new persona with its people and their reason: one act."""
    with session.act(_("New persona")):
        persona = acts.new_persona(session, people)
        return acts.change_persona(session, persona.id, reason=reason) if reason.strip() else persona
