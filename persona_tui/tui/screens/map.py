"""The map: what customers stand apart on, and where each of them stands on it, asked as plain questions."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import SLOTS, Placement, Variable
from persona_tui.i18n import _, ngettext
from persona_tui.insights.map_gaps import FEWEST_VARIABLES, USUAL_VARIABLES, Gap, asked, gaps, next_gap, on_the_map
from persona_tui.insights.mapping import Mapped, mapped, variable_label
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.map_base import GROUPS, OverScreen
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.map_line import MapLine, letters_of
from persona_tui.tui.widgets.map_lines import MapLines
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import variables as acts
from persona_tui.workflows.map_words import ground_of_person, words_of_place
from persona_tui.workflows.session import Session

MOST_WORDS = 160
"""Characters of the words a place rests on, below the map."""


class MapScreen(OverScreen):
    """Variables as lines, customers as letters on them."""

    DEFAULT_CSS = """
    MapScreen #map-purpose { height: auto; padding: 1 2 0 2; color: $foreground 65%; max-width: 112; }
    MapScreen.-low #map-purpose { display: none; }
    MapScreen #map-question { height: auto; max-height: 2; padding: 0 2; margin-top: 1; }
    MapScreen #map-people { height: auto; max-height: 3; padding: 0 2; margin-bottom: 1; }
    MapScreen.-low #map-question { margin-top: 0; }
    MapScreen.-low #map-people { margin-bottom: 0; }
    MapScreen #map-nothing { height: 1fr; padding: 1 2; max-width: 90; }
    MapScreen #map-ground { height: auto; max-height: 2; min-height: 1; padding: 0 2; }
    """
    about = _(
        "Nobody can hold ten talks in the head at once. Here each line asks one plain question of every customer: where "
        "do they stand between two ends? Order matters, not precision. People who stand together on many lines belong "
        "together, and a persona is made of them. Eight lines are useful, 15 to 30 are what professionals use; how people "
        "act and what they want tells more than their age. ┊ shows where a line is cut into parts: whoever stands in the "
        "same part is alike. · A after a line: A is not placed yet. ? A: it is not known."
    )

    def __init__(self, session: Session, line: str = "", person: str = "") -> None:
        super().__init__(session)
        self._wanted_line, self._person = line, person
        self._cut = -1
        self._view: StudyView = session.view()
        self._mapped: dict[str, Mapped] = {}
        self._gaps: list[Gap] = []
        self._letters: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TopBar(_("Where your customers stand"))
        yield Words(_purpose(), id="map-purpose")
        yield Words(id="map-question")
        yield Words(id="map-people")
        yield MapLines(id="map")
        yield Words(_nothing(), id="map-nothing")
        yield Words(id="map-ground")
        yield Words(id="next-line")
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin where it was asked to begin, else at the first gap."""
        if self._wanted_line:
            self.map.move_to(self._wanted_line)
        elif self._gaps and not self._person:
            self._to_gap(self._gaps[0])
        self.map.focus()

    @property
    def map(self) -> MapLines:
        """The lines."""
        return self.query_one("#map", MapLines)

    # --- showing ---------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show the study as it is at this moment."""
        super().show_now()
        view = self._view = self.session.view()
        found = mapped(view, None, view.variables) + [_empty(line) for line in view.variables if line.left_out]
        self._mapped = {line.id: line for line in found}
        self._gaps = gaps(view, [line for line in found if not line.variable.left_out])
        people = on_the_map(view)
        self._letters = letters_of([(person.id, clean_line(person.name)) for person in people])
        if self._person not in self._letters:
            self._person = next(iter(self._letters), "")
        missing: dict[str, list[str]] = {}
        for gap in self._gaps:
            missing.setdefault(gap.variable, []).append(gap.person)
        lines = [self._line(variable, missing.get(variable.id, [])) for variable in view.variables]
        self.map.display = bool(lines)
        self.query_one("#map-nothing").display = not lines
        self.map.show_map(lines, self._letters, self._person, self._pointing, self._cut)
        self._show_words()

    def _line(self, variable: Variable, missing: list[str]) -> MapLine:
        found = self._mapped[variable.id]
        shown = {person: place.choice or place.slot or 0 for person, place in found.places.items()}
        unknown = [
            placed.person
            for placed in self._view.placements
            if placed.variable == variable.id and placed.person in self._letters and placed.person not in shown
        ]
        lead = _("{label}: ").format(label=variable.label) if variable.label and not variable.is_choice else ""
        return MapLine(
            key=variable.id,
            low=lead + variable.low,
            high=variable.high,
            label=variable.label,
            options=tuple((option.key, option.label) for option in variable.options),
            places=tuple((person, shown[person]) for person in self._letters if person in shown),
            cuts=tuple(found.cuts),
            missing=tuple(missing),
            unknown=tuple(unknown),
            left_out=variable.left_out,
        )

    def _pointing(self, line: MapLine) -> str:
        if self._cut >= 0:
            return _("cut {n} of {m}").format(n=self._cut + 1, m=len(line.cuts))
        name = self._called(self._person)
        if self._person in line.unknown:
            return _("{name}: not known (→ places)").format(name=name)
        if not any(person == self._person for person, _place in line.places):
            return _("{name} is not placed yet: → or ← (u: not known)").format(name=name)
        return name

    def _called(self, person_id: str) -> str:
        return next((clean_line(person.name) for person in self._view.people if person.id == person_id), "?")

    def _show_words(self) -> None:
        variable = self.variable
        question = self.query_one("#map-question", Words)
        question.display = variable is not None
        if variable is not None:
            question.say(_question(variable, self._called(self._person)) if self._cut < 0 else _cutting())
        self.query_one("#map-people", Words).say(self._legend())
        self.query_one("#map-ground", Words).say(self._ground_words())
        self.query_one("#next-line", Words).say(self._next_words())

    def _legend(self) -> Content:
        room = max(30, (self.size.width or 80) - 4)
        names = {person: self._called(person) for person in self._letters}
        if sum(len(name) + 5 for name in names.values()) > 2 * room:
            names = {person: name.split(" ")[0] for person, name in names.items()}
        if sum(len(name) + 5 for name in names.values()) > 2 * room:
            names = {person: name if person == self._person else "" for person, name in names.items()}
        talked = asked(self._view)
        lines: list[list[Content]] = [[]]
        used = 0
        for person, name in names.items():
            chosen = person == self._person
            quiet = "" if chosen or person in talked else MUTED
            letter = (self._letters[person], "bold reverse $text-accent" if chosen else "bold")
            words = styled(
                ("▸" if chosen else " ", "$text-accent"),
                letter,
                (f" {name}" if name else "", "bold" if chosen else quiet),
            )
            if lines[-1] and used + words.cell_length + 2 > room:
                lines.append([])
                used = 0
            lines[-1].append(words)
            used += words.cell_length + 2
        return Content("\n").join(Content("  ").join(line) for line in lines)

    def _ground_words(self) -> Content:
        variable, placed = self.variable, self.placement
        if variable is None:
            return styled("")
        found = self._mapped[variable.id].places.get(self._person)
        if placed is None and found is None:
            if self._person not in asked(self._view):
                return styled(
                    (
                        _("{name} was not asked, or does not fit: place them or leave it.").format(
                            name=self._called(self._person)
                        ),
                        MUTED,
                    )
                )
            return styled((_("Enter shows what {name} said.").format(name=self._called(self._person)), MUTED))
        if placed is None:
            return styled((_("placed by what is recorded; the arrows overrule it"), MUTED))
        words = words_of_place(ground_of_person(self.session, self._person, self._view), placed)
        if not words:
            return styled((_("rests on nothing yet: Enter picks the words"), MUTED))
        text = " · ".join(f"“{clean_line(one)}”" for one in words)
        return styled((_("rests on "), MUTED), text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…")

    def _next_words(self) -> Content:
        return styled((_("Next"), "bold $text-accent"), "  ", *_next_parts(self._view, len(self._gaps)))

    # --- who and what ----------------------------------------------------------------------------------------

    @property
    def variable(self) -> Variable | None:
        """The current line."""
        key = self.map.current_key
        return next((variable for variable in self._view.variables if variable.id == key), None)

    @property
    def placement(self) -> Placement | None:
        """What was said of the chosen customer on the current line."""
        variable = self.variable
        return acts.placement_of(self.session, self._person, variable.id) if variable is not None else None

    def on_map_lines_moved(self, event: MapLines.Moved) -> None:
        """Another line."""
        event.stop()
        if self._cut >= 0:
            self._cut = -1
            self.show_now()
        self._show_words()

    def on_map_lines_picked(self, event: MapLines.Picked) -> None:
        """Another customer."""
        event.stop()
        self.choose(event.person)

    def choose(self, person: str) -> None:
        """Make somebody the one who is moved."""
        self._person, self._cut = person, -1
        self.show_now()

    def action_person(self, by: int) -> None:
        """The next customer; the other cut while cuts are moved."""
        people = list(self._letters)
        if self._cut >= 0 and self.variable is not None:
            cuts = self._mapped[self.variable.id].cuts
            self._cut = (self._cut + by) % max(1, len(cuts))
            self.show_now()
        elif people:
            self.choose(people[(people.index(self._person) + by) % len(people)])

    def _to_gap(self, gap: Gap) -> None:
        self._person = gap.person
        self._cut = -1
        self.show_now()
        self.map.move_to(gap.variable)

    # --- acts ------------------------------------------------------------------------------------------------

    def action_nudge(self, by: int) -> None:
        """Move the chosen letter, or the cut."""
        variable = self.variable
        if variable is None or not self._person:
            return
        found = self._mapped[variable.id]
        if self._cut >= 0:
            self.do(acts.move_cut, variable.id, found.cuts, self._cut, by)
        else:
            place = found.places.get(self._person)
            self.do(acts.nudge, self._person, variable.id, by, place.slot if place is not None else None)

    def action_unknown(self) -> None:
        """It is not known where they stand."""
        if self.variable is not None and self._person:
            self.do(acts.place, self._person, self.variable.id, unknown=True)

    def action_off(self) -> None:
        """As if never placed."""
        if self.variable is not None and self._person:
            self.do(acts.unplace, self._person, self.variable.id)

    def action_cuts(self) -> None:
        """Move the cuts of this line, or be done with it."""
        variable = self.variable
        if variable is None:
            return
        if self._cut >= 0:
            self._cut = -1
        elif variable.is_choice:
            self.notify(_("A choice is not cut: its answers are its parts."), markup=False)
        elif not self._mapped[variable.id].cuts:
            self.do(acts.set_cuts, variable.id, [SLOTS // 3, SLOTS - SLOTS // 3])
            self._cut = 0
        else:
            self._cut = 0
        self.show_now()

    def action_reset_cuts(self) -> None:
        """Cut the line as the program proposes."""
        if self.variable is not None:
            self._cut = -1
            self.do(acts.reset_cuts, self.variable.id)
            self.show_now()

    def action_words(self) -> None:
        """The words this place rests on."""
        from persona_tui.tui.screens.map_words import PlaceWords

        variable = self.variable
        if variable is not None and self._person:
            self.app.push_screen(PlaceWords(self.session, self._person, variable.id), lambda _done: self.show_now())

    def action_add(self) -> None:
        """More lines."""
        from persona_tui.tui.screens.map_add import AddLines

        def added(first: str | None) -> None:
            self.show_now()
            if first:
                self.map.move_to(first)
            self.map.focus()

        self.app.push_screen(AddLines(self.session), added)

    def action_edit(self) -> None:
        """Call the ends something else."""
        from persona_tui.tui.screens.map_add import LineForm

        if self.variable is not None:
            self.app.push_screen(LineForm(self.session, self.variable))

    def action_remove(self) -> None:
        """Take the line off the map."""
        variable = self.variable
        if variable is not None and self.do(acts.remove_variable, variable.id) is not None:
            self.notify(
                _("“{what}” was removed. Ctrl+Z brings it back.").format(what=clean_line(variable_label(variable))),
                markup=False,
            )

    def action_leave_out(self) -> None:
        """Keep the line without counting it, or count it again."""
        if self.variable is not None:
            self.do(acts.change_variable, self.variable.id, left_out=not self.variable.left_out)

    def action_move_line(self, by: int) -> None:
        """Move the line up or down."""
        if self.variable is not None:
            self.do(acts.move_variable, self.variable.id, by)

    def action_groups(self) -> None:
        """Who belongs together."""
        self.go_out(GROUPS)

    def action_next(self) -> None:
        """To who is not placed yet; then to more lines; then to who belongs together."""
        lines = [variable.id for variable in self._view.variables]
        gap = next_gap(self._gaps, lines, self.map.current_key, self._person, list(self._letters))
        if gap is not None:
            self._to_gap(gap)
        elif len([line for line in self._view.variables if not line.left_out]) < FEWEST_VARIABLES:
            self.action_add()
        else:
            self.go_out(GROUPS)

    def action_leave(self) -> None:
        """Be done with the cuts, or leave."""
        if self._cut >= 0:
            self.action_cuts()
        else:
            self.go_out()


def _empty(variable: Variable) -> Mapped:
    return Mapped(variable=variable, places={}, bands={})


def _purpose() -> str:
    return _(
        "Each line asks one plain question of every customer. Put their letters where they stand: order matters, not "
        "precision. Who stands together on many lines belongs together, and that is what a persona is made of."
    )


def _nothing() -> Content:
    low, high = USUAL_VARIABLES
    return styled(
        (_("What do your customers stand apart on?"), "bold"),
        "\n\n",
        _("One asks everybody, another reads for weeks. One came in pain, another with a plan."),
        " ",
        _("Such lines are ready for what you asked in your talks; you can add your own."),
        "\n\n",
        _("Eight are useful; professionals use {low} to {high}.").format(low=low, high=high),
        " ",
        (_("Press a to begin."), "bold"),
    )


def _question(variable: Variable, name: str) -> Content:
    """The question that a line asks of somebody, with its words standing out."""
    if variable.is_choice:
        text = _("{label}: what is true of {name}?")
        parts = {"label": (clean_line(variable.label), "bold"), "name": (name, "bold $text-accent")}
    elif variable.label:
        text = _("{label}: where does {name} stand between “{low}” and “{high}”?")
        parts = {"label": (clean_line(variable.label), "bold"), "name": (name, "bold $text-accent")}
    else:
        text = _("Where does {name} stand between “{low}” and “{high}”?")
        parts = {"name": (name, "bold $text-accent")}
    parts |= {"low": (clean_line(variable.low), "bold"), "high": (clean_line(variable.high), "bold")}
    pieces: list[str | tuple[str, str]] = []
    rest = text
    while rest:
        before, brace, behind = rest.partition("{")
        key, _close, rest = behind.partition("}")
        pieces.append(before)
        if brace:
            pieces.append(parts[key])
    return styled(*pieces)


def _cutting() -> Content:
    return styled(
        (_("Where is this line cut into parts?"), "bold"),
        " ",
        (_("← → move the cut, Tab the other one, c or Esc when done; r cuts as proposed."), MUTED),
    )


def _next_parts(view: StudyView, n: int) -> list[str | tuple[str, str]]:
    lines = [variable for variable in view.variables if not variable.left_out]
    low, high = USUAL_VARIABLES
    counted = ngettext("{n} line.", "{n} lines.", len(lines)).format(n=len(lines))
    if n:
        what = ngettext(
            "Ctrl+N: to the one place that is still open.", "Ctrl+N: to the next of {n} places still open.", n
        ).format(n=n)
        return [what, (f" {counted}", MUTED)]
    if len(lines) < FEWEST_VARIABLES:
        usual = _("Eight are useful, {low} to {high} usual.").format(low=low, high=high)
        return [
            _("Ctrl+N: add what your customers stand apart on."),
            (f" {counted} {usual}" if lines else f" {usual}", MUTED),
        ]
    return [_("Everybody is placed. Ctrl+N: see who belongs together."), (f" {counted}", MUTED)]
