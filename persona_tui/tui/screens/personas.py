"""Step 5: the personas, and the way into building one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, DataTable

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Missing, Persona, what_is_missing
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.map_advice import GROUPS, MAP
from persona_tui.insights.map_gaps import gaps, wants_a_map
from persona_tui.insights.progress import Advice, talked_to
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.screens.persona_step import kind_label, part_title, persona_label
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_ground import next_missing_part, parts_of
from persona_tui.workflows.session import Session

ROOM_FOR_DETAILS = 80
"""Columns of the pane below which one persona's details are not shown beside the list."""
MOST_MISSING_NAMED = 3

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
    Command(
        "personas.changes",
        "h",
        "pane('changes')",
        _("What changed"),
        _("What became of its sentences since a version was kept; its versions."),
        show=False,
    ),
    Command("personas.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), show=False),
    Command("personas.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
)


class PersonaRows(PaneKeys, Rows):
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
        rows = [(persona.id, _row(persona)) for persona in view.personas]
        self.rows.set_rows(rows)
        self.query_one("#who").display = bool(rows)
        self.query_one("#nothing").display = not rows
        if not rows:
            self.query_one("#nothing-words", Words).say(_what_a_persona_is(view))
            self._show_way_to_groups(view)
            begin = self.query_one("#begin", Button)
            begin.label = Content(_("Begin one by hand (a)") if wants_a_map(view) else _("Begin the first persona (a)"))
            begin.variant = "default" if wants_a_map(view) else "primary"
        hint = self.query_one("#personas-hint", Words)
        hint.display = bool(rows)
        hint.say(_hint(view))
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
            names = {person.id: person.name for person in self.session.people()}
            self.query_one("#persona", Words).say(_details(persona, names))
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
            self.open_persona(advice.persona)
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

    def key_a(self) -> None:
        """`a` begins the first persona, from the button too."""
        if not self.rows.row_count:
            self.begin_persona()

    def key_m(self) -> None:
        """`m`: the map, from the buttons too."""
        if not self.rows.row_count:
            self.action_open_map()

    def key_g(self) -> None:
        """`g`: who belongs together, from the buttons too."""
        if not self.rows.row_count:
            self.action_open_groups()

    def key_t(self) -> None:
        """`t`: the themes, from the buttons too."""
        if not self.rows.row_count:
            self.action_open_themes()

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
        from persona_tui.tui.screens.map_base import HOME, PERSONA

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


def _row(persona: Persona) -> tuple[Cell, ...]:
    n = len(persona.people)
    built = ngettext("{n} customer", "{n} customers", n).format(n=n) if n else _("nobody yet")
    name: Cell = (persona_label(persona), "bold") if persona.name else (persona_label(persona), "dim")
    return (name, built, _missing_words(persona), (kind_label(persona.kind), "dim"))


def _missing_words(persona: Persona) -> Cell:
    missing = what_is_missing(persona)
    if not missing:
        return _("✓ complete")
    named = ", ".join(part_title(key, persona).lower() for key in missing[:MOST_MISSING_NAMED])
    more = len(missing) - MOST_MISSING_NAMED
    return (_("{named} and {n} more").format(named=named, n=more), "dim") if more > 0 else (named, "dim")


def _hint(view: StudyView) -> Content:
    complete = [persona for persona in view.personas if not what_is_missing(persona)]
    counted = _("{n} of {m} complete").format(n=len(complete), m=len(view.personas))
    if len(view.personas) == 1:
        rest = _("Start with two: the second from the customers that lie furthest from the first (a).")
    elif len(complete) == len(view.personas):
        rest = _("Share them: F7 makes the sheets.")
    else:
        rest = _("Two to five are usual.")
    return styled((counted, "bold"), "  ", (rest, MUTED))


def _what_a_persona_is(view: StudyView) -> Content:
    lines = [
        styled((_("A persona stands for a group of your customers"), "bold")),
        styled(""),
        styled(
            _(
                "It is a partly invented person with a name, a face, goals and pains. Colleagues remember somebody; "
                "they do not remember a table. What it says rests on what your customers said and are, and shows on "
                "how many."
            )
        ),
        styled(""),
        styled(
            (_("Start with two: "), "bold"),
            _("the two ideal customers that lie furthest apart, each with those like them."),
        ),
    ]
    if wants_a_map(view):
        lines += [
            styled(""),
            styled(
                _(
                    "You have talked to enough customers to see who those are: on the map they stand by what "
                    "tells them apart, and the program shows who belongs together."
                )
            ),
        ]
    if not view.people:
        lines += [styled(""), styled((_("You have no customers in the study yet: F2 is where to begin."), "$warning"))]
    elif not talked_to(view):
        warning = _(
            "You have talked to nobody yet (F4). You may begin all the same: what nobody said stands there as an "
            "assumption, marked ◇."
        )
        lines += [styled(""), styled((warning, "$warning"))]
    return Content("\n").join(lines)


def _details(persona: Persona, names: dict[str, str]) -> Content:
    missing = set(what_is_missing(persona))
    lines = [styled((persona_label(persona), "bold"))]
    if persona.archetype:
        lines.append(styled(clean_line(persona.archetype)))
    if persona.quote is not None and persona.quote.pieces:
        lines += [styled(""), styled((f"“{clean_line(persona.quote.text)}”", "italic"))]
    built = ", ".join(clean_line(names[key]) for key in persona.people if key in names)
    lines += [styled(""), styled((_("Built from"), "bold")), styled((built or _("nobody yet"), ""))]
    if persona.reason:
        lines.append(styled((clean_line(persona.reason), MUTED)))
    lines.append(styled(""))
    for part in parts_of(persona):
        if part != Missing.PEOPLE:
            done = part not in missing
            mark = ("✓ ", "bold $success") if done else ("· ", MUTED)
            lines.append(styled(mark, (part_title(part, persona), "" if done else MUTED)))
    following = next_missing_part(persona)
    if following:
        shown = part_title(following, persona)
        lines += [styled(""), styled((_("Enter goes on with: {part}").format(part=shown), MUTED))]
    return Content("\n").join(lines)
