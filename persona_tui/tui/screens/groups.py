"""Who belongs together: groups with luck beside each, a reason that makes one a pattern, and personas from patterns."""

from __future__ import annotations

from collections.abc import Sequence

from persona_tui.i18n import _
from persona_tui.insights.map_advice import MAP
from persona_tui.insights.map_gaps import shared_by
from persona_tui.tui.screens.groups_beside import shares
from persona_tui.tui.screens.groups_view import GroupsView
from persona_tui.tui.screens.groups_words import Sort, first_to_answer, named_together, question_key
from persona_tui.tui.screens.map_base import PERSONA
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.workflows import patterns as acts


class GroupsScreen(GroupsView):
    """What a person does with groups: say why, choose others, make personas."""

    def action_stop(self) -> None:
        """Stop shuffling, with what there is; or begin anew."""
        if self.searching:
            self.searching = False
        else:
            self.search()
        self.show_next()

    def action_next(self) -> None:
        """The questions, then the reasons for the two furthest apart, then a persona."""
        question, group, pattern = self.next_question(), self.next_group(), self.ready_pattern()
        if self.searching:
            self.notify(_("One moment: the groups are being looked for."), markup=False)
        elif question is not None:
            self.has_asked = True
            self.groups.move_to(question.key)
        elif group is not None:
            self._ask_reason(group)
        elif pattern is not None:
            self._make_persona(pattern.id)
        elif not self.items:
            self.go_out(MAP)

    # --- acts ------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """What comes next with the chosen entry."""
        item = self.item
        if item is None:
            return
        if item.sort is Sort.APART:
            group = self.next_group()
            if group is not None:
                self._ask_reason(group)
            else:
                self.action_next()
        elif item.sort is Sort.WAITING and item.candidate is not None and self.found is not None:
            question = first_to_answer(item.candidate, self.found)
            if question is not None:
                self.groups.move_to(question_key(question))
        elif item.candidate is not None:
            self._ask_reason(item.candidate.people, item.candidate.shared)
        elif item.pattern is not None:
            self.action_persona()

    def _ask_reason(self, people: Sequence[str], variables: Sequence[str] | None = None) -> None:
        shared = list(variables) if variables is not None else self._shared_by(people)
        names = named_together(self.session.view(), people)

        def keep(reason: str | None) -> None:
            if reason:
                pattern = self.do(acts.keep_pattern, people, shared, reason)
                if pattern is not None:
                    self.wanted = f"pattern:{pattern.id}"
                    self.show_now()

        title = _("Why do {names} belong together?").format(names=names)
        hint = _("Say a cause that would hold for others like them, too; not once more what they share.")
        share = shares(self.found, people, shared)
        if share:
            hint = _("They share {things}.").format(things=share) + "\n" + hint
        example = _("pain sends them to somebody they trust")
        self.app.push_screen(TypeWords(title, _("They belong together because …"), hint=hint, example=example), keep)

    def _shared_by(self, people: Sequence[str]) -> list[str]:
        found = self.found
        group = (
            next((one for one in found.patterns.candidates if set(one.people) == set(people)), None) if found else None
        )
        return list(group.shared) if group is not None else shared_by(found.mapped, people) if found else []

    def action_same(self, same: bool) -> None:
        """Answer whether two lines say the same."""
        follows = self.item.follows if self.item is not None else None
        if follows is None:
            return
        act = acts.confirm_follows if same else acts.say_apart
        with self.session.act(_("Count once") if same else _("Things apart")):
            for other in follows.of[:1] if same else follows.of:
                self.do(act, follows.variable, other)

    def action_persona(self) -> None:
        """A persona of the chosen group."""
        pattern = self.item.pattern if self.item is not None else None
        if pattern is not None:
            persona = next((known for known in self.session.personas() if known.pattern == pattern.id), None)
            if persona is not None:
                self.go_out(f"{PERSONA}{persona.id}")
            else:
                self._make_persona(pattern.id)
        elif self.item is not None and self.item.candidate is not None:
            self.notify(_("First say why they belong together (Enter)."), markup=False)

    def _make_persona(self, pattern: str) -> None:
        persona = self.do(acts.persona_from_pattern, pattern)
        if persona is not None:
            self.go_out(f"{PERSONA}{persona.id}")

    def action_by_hand(self) -> None:
        """A group of one's own."""
        from persona_tui.tui.screens.persona_people import ChoosePeople, Chosen

        item = self.item
        people = (
            item.candidate.people if item and item.candidate else item.pattern.people if item and item.pattern else ()
        )

        def chosen(whom: Chosen | None) -> None:
            if whom is not None and whom.reason.strip():
                self.do(acts.keep_pattern, whom.people, self._shared_by(whom.people), whom.reason)
            elif whom is not None:
                self._ask_reason(whom.people)

        hint = _("You may choose others than the program proposes. The reason is what counts.")
        self.app.push_screen(ChoosePeople(self.session, hint, people), chosen)

    def action_reason(self) -> None:
        """Another reason."""
        pattern = self.item.pattern if self.item is not None else None
        if pattern is None:
            return

        def reword(reason: str | None) -> None:
            if reason:
                self.do(acts.change_reason, pattern.id, reason)

        title = _("Why do {names} belong together?").format(names=named_together(self.session.view(), pattern.people))
        self.app.push_screen(TypeWords(title, _("They belong together because …"), pattern.reason), reword)

    def action_remove(self) -> None:
        """No pattern any more."""
        pattern = self.item.pattern if self.item is not None else None
        if pattern is not None and self.do(acts.drop_pattern, pattern.id) is not None:
            self.notify(_("It is a group without a reason again. Ctrl+Z brings the reason back."), markup=False)

    def action_all(self) -> None:
        """Also what is like a better group, or no longer."""
        self.all_groups = not self.all_groups
        self.show_found()

    def action_no_fit(self) -> None:
        """Among the customers who do not fit; again among the others."""
        self.negative = not self.negative
        self.found = None
        self.query_one(TopBar).show_business(_title(self.negative))
        self.search()
        self.show_found()

    def action_map(self) -> None:
        """Where everybody stands."""
        self.go_out(MAP)


def _title(negative: bool) -> str:
    return _("Who belongs together, of those who do not fit") if negative else _("Who belongs together")
