"""What the map shows: the question that is asked, the customers, the lines, and what a place rests on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from persona_tui.domain.attributes import Known
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Placement, Variable
from persona_tui.i18n import _, ngettext
from persona_tui.insights.map_gaps import FEWEST_VARIABLES, USUAL_VARIABLES, Gap, asked, gaps, on_the_map
from persona_tui.insights.mapping import Mapped, mapped
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.map_base import OverScreen
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.map_line import MapLine, letters_of
from persona_tui.tui.widgets.map_lines import MapLines
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import variables as acts
from persona_tui.workflows.map_words import ground_of_person, words_of_place, words_on
from persona_tui.workflows.persona_ground import Ground
from persona_tui.workflows.session import Session

MOST_WORDS = 210
"""Characters of the words a place rests on, below the map."""
MOST_NAMED = 8


class MapView(OverScreen):
    """Variables as lines, customers as letters on them."""

    DEFAULT_CSS = """
    MapView #map-purpose { height: auto; padding: 1 2 0 2; color: $foreground 65%; max-width: 112; }
    MapView.-low #map-purpose { display: none; }
    MapView #map-question { height: auto; max-height: 2; padding: 0 2; margin-top: 1; }
    MapView #map-people { height: auto; max-height: 3; padding: 0 2; margin-bottom: 1; }
    MapView.-low #map-question { margin-top: 0; }
    MapView.-low #map-people { margin-bottom: 0; }
    MapView #map-nothing { height: 1fr; padding: 1 2; max-width: 90; }
    MapView #map-ground { height: 4; padding: 0 2; margin-top: 1; }
    MapView.-low #map-ground { height: 2; margin-top: 0; }
    """
    about = _(
        "Nobody can hold ten talks in the head at once. Here each line asks one plain question of every customer: "
        "where do they stand between two ends? Order matters, not precision. People who stand together on many "
        "lines belong together, and a persona is made of them. Eight lines are useful, 15 to 30 are what "
        "professionals use; how people act and what they want tells more than their age. ┊ shows where a line is "
        "cut into parts: whoever stands in the same part is alike. · A after a line: A is not placed yet. ? A: it "
        "is not known."
    )

    def __init__(self, session: Session, line: str = "", person: str = "") -> None:
        super().__init__(session)
        self._wanted_line, self.chosen = line, person
        self.cut = -1
        self.view: StudyView = session.view()
        self.mapped: dict[str, Mapped] = {}
        self.gaps: list[Gap] = []
        self.letters: dict[str, str] = {}
        self._grounds: dict[str, Ground] = {}
        self._talks = self.view.interviews

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
        elif self.gaps and not self.chosen:
            self.to_gap(self.gaps[0])
        self.map.focus()

    @property
    def map(self) -> MapLines:
        """The lines."""
        return self.query_one("#map", MapLines)

    # --- showing ---------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show the study as it is at this moment."""
        super().show_now()
        view = self.view = self.session.view()
        if view.interviews != self._talks:
            self._talks, self._grounds = view.interviews, {}
        found = mapped(view, None, view.variables) + [_empty(line) for line in view.variables if line.left_out]
        self.mapped = {line.id: line for line in found}
        self.gaps = gaps(view, [line for line in found if not line.variable.left_out])
        people = on_the_map(view)
        self.letters = letters_of([(person.id, clean_line(person.name)) for person in people])
        if self.chosen not in self.letters:
            self.chosen = next(iter(self.letters), "")
        missing: dict[str, list[str]] = {}
        for gap in self.gaps:
            missing.setdefault(gap.variable, []).append(gap.person)
        lines = [self._line(variable, missing.get(variable.id, [])) for variable in view.variables]
        self.map.display = bool(lines)
        self.query_one("#map-nothing").display = not lines
        self.map.show_map(lines, self.letters, self.chosen, self._pointing, self.cut)
        self._show_words()

    def _line(self, variable: Variable, missing: list[str]) -> MapLine:
        found = self.mapped[variable.id]
        shown = {person: place.choice or place.slot or 0 for person, place in found.places.items()}
        unknown = [
            placed.person
            for placed in self.view.placements
            if placed.variable == variable.id and placed.person in self.letters and placed.person not in shown
        ]
        lead = _("{label}: ").format(label=variable.label) if variable.label and not variable.is_choice else ""
        return MapLine(
            key=variable.id,
            low=lead + ends_of(variable)[0],
            high=ends_of(variable)[1],
            label=variable.label,
            options=tuple((option.key, option.label) for option in variable.options),
            places=tuple((person, shown[person]) for person in self.letters if person in shown),
            cuts=tuple(found.cuts),
            missing=tuple(missing),
            unknown=tuple(unknown),
            left_out=variable.left_out,
        )

    def _pointing(self, line: MapLine) -> str:
        if self.cut >= 0:
            return _("cut {n} of {m}").format(n=self.cut + 1, m=len(line.cuts))
        name = self.called(self.chosen)
        if self.chosen in line.unknown:
            return _("{name}: not known (→ places)").format(name=name)
        if not any(person == self.chosen for person, _place in line.places):
            return _("{name} is not placed yet: → or ← (u: not known)").format(name=name)
        return name

    def called(self, person_id: str) -> str:
        return next((clean_line(person.name) for person in self.view.people if person.id == person_id), "?")

    def _show_words(self) -> None:
        variable = self.variable
        question = self.query_one("#map-question", Words)
        question.display = variable is not None
        if variable is not None:
            question.say(_question(variable, self.called(self.chosen)) if self.cut < 0 else _cutting())
        self.query_one("#map-people", Words).say(self._legend())
        self.query_one("#map-ground", Words).say(self._ground_words())
        self.query_one("#next-line", Words).say(self._next_words())

    def _legend(self) -> Content:
        room = max(30, (self.size.width or 80) - 4)
        names = {person: self.called(person) for person in self.letters}
        if sum(len(name) + 5 for name in names.values()) > 2 * room:
            firsts = [name.split(" ")[0] for name in names.values()]
            names = {
                person: name if firsts.count(name.split(" ")[0]) > 1 else name.split(" ")[0]
                for person, name in names.items()
            }
        if sum(len(name) + 5 for name in names.values()) > 2 * room:
            names = {person: name if person == self.chosen else "" for person, name in names.items()}
        talked = asked(self.view)
        lines: list[list[Content]] = [[]]
        used = 0
        for person, name in names.items():
            chosen = person == self.chosen
            quiet = "" if chosen or person in talked else MUTED
            letter = (self.letters[person], "bold reverse $text-accent" if chosen else "bold")
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
        """What the place rests on; before there is one, what the customer said to the question that asks for it."""
        variable = self.variable
        if variable is None or not self.chosen:
            return styled("")
        placed, found = self.placement, self.mapped[variable.id].places.get(self.chosen)
        if placed is None and found is not None:
            return styled((_("placed by what is recorded; the arrows overrule it"), MUTED))
        if placed is not None and placed.known is Known.KNOWN:
            words = words_of_place(self._ground(), placed)
            if words:
                return styled((_("rests on "), MUTED), _short(" · ".join(f"“{clean_line(one)}”" for one in words)))
            said = words_on(self._ground(), variable)
            lead = (_("Rests on no words yet: Enter picks them. "), MUTED)
            return styled(lead, *self._said(said)) if said else styled(lead)
        missing = [gap.person for gap in self.gaps if gap.variable == variable.id]
        open_still = ", ".join(self.called(person).split(" ")[0] for person in missing)
        parts: list[str | tuple[str, str]] = []
        said = words_on(self._ground(), variable)
        if said:
            parts += [*self._said(said), (_("  Enter: all"), MUTED)]
        elif self.chosen not in asked(self.view):
            parts.append((_("{name} was not asked, or does not fit.").format(name=self.called(self.chosen)), MUTED))
        else:
            parts.append((_("Enter shows what {name} said.").format(name=self.called(self.chosen)), MUTED))
        if len(missing) > 1 and len(missing) <= MOST_NAMED:
            parts.append((_("\nNot on this line yet: {names}").format(names=open_still), MUTED))
        return styled(*parts)

    def _said(self, words: list[str]) -> list[str | tuple[str, str]]:
        lead = _("{name} said ").format(name=self.called(self.chosen).split(" ")[0])
        return [(lead, MUTED), _short(" · ".join(clean_line(one) for one in words))]

    def _ground(self) -> Ground:
        if self.chosen not in self._grounds:
            self._grounds[self.chosen] = ground_of_person(self.session, self.chosen, self.view)
        return self._grounds[self.chosen]

    def _next_words(self) -> Content:
        is_here = any((gap.person, gap.variable) == (self.chosen, self.map.current_key) for gap in self.gaps)
        return styled((_("Next"), "bold $text-accent"), "  ", *_next_parts(self.view, len(self.gaps), is_here))

    # --- who and what ----------------------------------------------------------------------------------------

    @property
    def variable(self) -> Variable | None:
        """The current line."""
        key = self.map.current_key
        return next((variable for variable in self.view.variables if variable.id == key), None)

    @property
    def placement(self) -> Placement | None:
        """What was said of the chosen customer on the current line."""
        variable = self.variable
        return acts.placement_of(self.session, self.chosen, variable.id) if variable is not None else None

    def on_map_lines_moved(self, event: MapLines.Moved) -> None:
        """Another line."""
        event.stop()
        if self.cut >= 0:
            self.cut = -1
            self.show_now()
        self._show_words()

    def on_map_lines_picked(self, event: MapLines.Picked) -> None:
        """Another customer."""
        event.stop()
        self.choose(event.person)

    def choose(self, person: str) -> None:
        """Make somebody the one who is moved."""
        self.chosen, self.cut = person, -1
        self.show_now()

    def to_gap(self, gap: Gap) -> None:
        self.chosen = gap.person
        self.cut = -1
        self.show_now()
        self.map.move_to(gap.variable)


def _short(text: str) -> str:
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…"


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
    low, high = ends_of(variable)
    parts |= {"low": (clean_line(low), "bold"), "high": (clean_line(high), "bold")}
    pieces: list[str | tuple[str, str]] = []
    rest = text
    while rest:
        before, brace, behind = rest.partition("{")
        key, _close, rest = behind.partition("}")
        pieces.append(before)
        if brace:
            pieces.append(parts[key])
    return styled(*pieces)


def ends_of(variable: Variable) -> tuple[str, str]:
    """What the two ends are called; what an attribute makes may have none."""
    return variable.low or _("less"), variable.high or _("more")


def _cutting() -> Content:
    return styled(
        (_("Where is this line cut into parts?"), "bold"),
        " ",
        (_("← → move the cut, Tab the other one, c or Esc when done; r cuts as proposed."), MUTED),
    )


def _next_parts(view: StudyView, n: int, is_here: bool) -> list[str | tuple[str, str]]:
    lines = [variable for variable in view.variables if not variable.left_out]
    low, high = USUAL_VARIABLES
    counted = ngettext("{n} line.", "{n} lines.", len(lines)).format(n=len(lines))
    if n == 1 and is_here:
        return [_("Put the last letter on its line with → or ←; u says that it is not known."), (f" {counted}", MUTED)]
    if n and is_here:
        what = _("Put the letter on its line with → or ←; then Ctrl+N: the next of {n} places still open.").format(n=n)
        return [what, (f" {counted}", MUTED)]
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
    return [_("Whoever was asked is placed. Ctrl+N: see who belongs together."), (f" {counted}", MUTED)]
