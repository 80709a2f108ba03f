"""The map: what customers stand apart on, and where each of them stands on it, asked as plain questions."""

from __future__ import annotations

from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import SLOTS
from persona_tui.i18n import _
from persona_tui.insights.map_advice import GROUPS
from persona_tui.insights.map_gaps import FEWEST_VARIABLES, next_gap, used_variables
from persona_tui.insights.mapping import variable_label
from persona_tui.tui.screens.map_view import MapView
from persona_tui.workflows import variables as acts


class MapScreen(MapView):
    """Variables as lines, customers as letters on them."""

    def action_person(self, by: int) -> None:
        """The next customer; the other cut while cuts are moved."""
        people = list(self.letters)
        if self.cut >= 0 and self.variable is not None:
            cuts = self.mapped[self.variable.id].cuts
            self.cut = (self.cut + by) % max(1, len(cuts))
            self.show_now()
        elif people:
            self.choose(people[(people.index(self.chosen) + by) % len(people)])

    # --- acts ------------------------------------------------------------------------------------------------

    def action_nudge(self, by: int) -> None:
        """Move the chosen letter, or the cut."""
        variable = self.variable
        if variable is None or not self.chosen:
            return
        found = self.mapped[variable.id]
        if self.cut >= 0:
            self.do(acts.move_cut, variable.id, found.cuts, self.cut, by)
        else:
            place = found.places.get(self.chosen)
            self.do(acts.nudge, self.chosen, variable.id, by, place.slot if place is not None else None)

    def action_unknown(self) -> None:
        """It is not known where they stand."""
        if self.variable is not None and self.chosen:
            self.do(acts.place, self.chosen, self.variable.id, unknown=True)

    def action_off(self) -> None:
        """As if never placed."""
        if self.variable is not None and self.chosen:
            self.do(acts.unplace, self.chosen, self.variable.id)

    def action_cuts(self) -> None:
        """Move the cuts of this line, or be done with it."""
        variable = self.variable
        if variable is None:
            return
        if self.cut >= 0:
            self.cut = -1
        elif variable.is_choice:
            self.notify(_("A choice is not cut: its answers are its parts."), markup=False)
        elif not self.mapped[variable.id].cuts:
            self.do(acts.set_cuts, variable.id, [SLOTS // 3, SLOTS - SLOTS // 3])
            self.cut = 0
        else:
            self.cut = 0
        self.show_now()

    def action_reset_cuts(self) -> None:
        """Cut the line as the program proposes."""
        if self.variable is not None:
            self.cut = -1
            self.do(acts.reset_cuts, self.variable.id)
            self.show_now()

    def action_words(self) -> None:
        """The words this place rests on."""
        from persona_tui.tui.screens.map_words import PlaceWords

        variable = self.variable
        if variable is not None and self.chosen:
            self.app.push_screen(PlaceWords(self.session, self.chosen, variable.id), lambda _done: self.show_now())

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
        lines = [variable.id for variable in self.view.variables]
        gap = next_gap(self.gaps, lines, self.map.current_key, self.chosen, list(self.letters))
        if gap is not None:
            self.to_gap(gap)
        elif len(used_variables(self.view)) < FEWEST_VARIABLES:
            self.action_add()
        else:
            self.go_out(GROUPS)

    def action_leave(self) -> None:
        """Be done with the cuts, or leave."""
        if self.cut >= 0:
            self.action_cuts()
        else:
            self.go_out()
