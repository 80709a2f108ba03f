"""What the screen of groups shows: what was found, and what it rests on; the search runs beside it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList
from textual.worker import get_current_worker

from persona_tui.domain.errors import PlainError
from persona_tui.domain.variables import Pattern
from persona_tui.i18n import _
from persona_tui.insights.follows import Why
from persona_tui.insights.map_advice import waiting_patterns
from persona_tui.insights.pattern_words import only_luck
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.groups_beside import details
from persona_tui.tui.screens.groups_words import Item, Sort, entry, items_of, kept_as, kept_patterns, named_together
from persona_tui.tui.screens.map_base import OverScreen
from persona_tui.tui.widgets.frame import TopBar
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import patterns as acts
from persona_tui.workflows.session import Session

LIST_COMMANDS = (
    Command("groups.open", "enter", "pane('open')", _("Go on"), _("Say why they belong together, or go on from it.")),
    Command("groups.yes", "y", "pane('same', True)", _("Count once"), _("These lines say the same.")),
    Command("groups.no", "n", "pane('same', False)", _("Things apart"), _("These lines are things apart.")),
    Command("groups.persona", "p", "pane('persona')", _("Persona"), _("Make a persona of these people.")),
    Command("groups.by_hand", "a", "pane('by_hand')", _("By hand"), _("Put a group together yourself.")),
    Command("groups.reason", "e", "pane('reason')", _("Reword"), _("Another reason."), show=False),
    Command("groups.remove", "delete,x", "pane('remove')", _("Remove"), _("No pattern any more."), show=False),
    Command("groups.all", "v", "pane('all')", _("More"), _("Also groups that are nearly the same as a better one.")),
    Command(
        "groups.no_fit",
        "f",
        "pane('no_fit')",
        _("Who does not fit"),
        _("Look among the customers who do not fit, for a persona whom you do not want; again among the others."),
        show=False,
    ),
    Command("groups.map", "m", "pane('map')", _("Map"), _("Where everybody stands.")),
    Command("groups.stop", "s", "pane('stop')", _("Stop"), _("Stop shuffling; again begins anew."), show=False),
)


class GroupsList(PaneKeys, KeptList):
    """What was found."""

    BINDINGS = bindings(LIST_COMMANDS)
    is_asking = False
    """Whether the chosen entry is a question, which has keys of its own."""
    is_only_apart = False
    """Whether the question is of one answer alone: the lines themselves do not say the same."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that work on the chosen entry alone."""
        if action == "pane" and parameters == ("same", True) and self.is_only_apart:
            return False
        if action == "pane" and parameters and parameters[0] in ("same", "open", "persona"):
            return self.is_asking is (parameters[0] == "same")
        return True


class GroupsView(OverScreen):
    """Candidates, questions, patterns; beside the chosen one what it rests on."""

    DEFAULT_CSS = """
    GroupsView #groups-purpose { height: auto; padding: 1 2 1 2; color: $foreground 65%; max-width: 112; }
    GroupsView.-low #groups-purpose { display: none; }
    GroupsView #groups-both { height: 1fr; }
    GroupsView #groups { width: 1fr; height: 100%; padding: 0 1; }
    GroupsView #groups-beside { width: 1fr; height: 100%; padding: 0 2; scrollbar-size-vertical: 1; }
    GroupsView.-narrow #groups-both { layout: vertical; }
    GroupsView.-narrow #groups { width: 100%; height: 1fr; }
    GroupsView.-narrow #groups-beside { width: 100%; height: 1fr; border-top: solid $foreground 20%; }
    """
    about = _(
        "Customers who stand in the same part of many lines belong together, perhaps. Among so many lines some stand "
        "together by luck: so the program shuffles everybody on each line two thousand times and counts how often luck "
        "alone makes a group like this one. ● is seldom luck, ○ may be luck. Whether it means anything, you judge: a "
        "group is kept when you can say why they belong together. Two personas begin with the two groups that lie "
        "furthest apart; you may choose others, or put a group together by hand."
    )

    class Progressed(Message):
        """So many shuffles were made."""

        def __init__(self, done: int, wanted: int) -> None:
            super().__init__()
            self.done = done
            self.wanted = wanted

    class Arrived(Message):
        """The search has an answer; None where it went wrong."""

        def __init__(self, found: acts.Found | None, sentence: str = "") -> None:
            super().__init__()
            self.found = found
            self.sentence = sentence

    def __init__(self, session: Session, pattern: str = "") -> None:
        super().__init__(session)
        self.wanted = f"pattern:{pattern}" if pattern else ""
        self.found: acts.Found | None = None
        self.searching = False
        self._progress = (0, 0)
        self.all_groups = False
        self.negative = False
        self.has_asked = False
        self.items: dict[str, Item] = {}
        self._basis: object = None

    def compose(self) -> ComposeResult:
        yield TopBar(_("Who belongs together"))
        yield Words(
            styled(
                _(
                    "Who stands together on many lines may belong together. Beside each group stands how often luck "
                    "makes one like it."
                ),
                " ",
                only_luck(),
            ),
            id="groups-purpose",
        )
        with Horizontal(id="groups-both"):
            yield GroupsList(id="groups")
            with VerticalScroll(id="groups-beside", can_focus=False):
                yield Words(id="groups-words")
        yield Words(id="next-line")
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin with the list."""
        self.groups.focus()

    @property
    def groups(self) -> GroupsList:
        """What was found."""
        return self.query_one("#groups", GroupsList)

    @property
    def item(self) -> Item | None:
        """The chosen entry."""
        return self.items.get(self.groups.current_key)

    # --- searching -------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show the study as it is at this moment; search again where people stand elsewhere."""
        super().show_now()
        view = self.session.view()
        basis = (view.variables, view.placements, view.people, view.values, view.interviews, view.consents)
        if basis != self._basis:
            self._basis = basis
            self.search()
        self.show_found()

    def search(self) -> None:
        self.searching, self._progress = True, (0, 0)
        self._run()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _run(self) -> None:
        worker, negative = get_current_worker(), self.negative
        told = [0]

        def progress(done: int, wanted: int) -> None:
            if done - told[0] >= max(1, wanted // 20) or done == wanted:
                told[0] = done
                self.post_message(self.Progressed(done, wanted))

        def cancelled() -> bool:
            return worker.is_cancelled or not self.searching

        try:
            found = acts.patterns_of(self.session, negative=negative, progress=progress, cancelled=cancelled)
        except Exception as problem:
            sorry = _("The groups could not be looked for. s tries again.")
            self.post_message(self.Arrived(None, problem.sentence if isinstance(problem, PlainError) else sorry))
            raise
        if not worker.is_cancelled:
            self.post_message(self.Arrived(found))

    def on_groups_view_progressed(self, event: Progressed) -> None:
        """Say how far it is."""
        event.stop()
        self._progress = (event.done, event.wanted)
        self.show_next()

    def on_groups_view_arrived(self, event: Arrived) -> None:
        """Show what was found."""
        event.stop()
        self.searching = False
        if event.found is not None:
            self.found = event.found
        if event.sentence:
            self.notify(event.sentence, severity="warning", markup=False)
        self.show_found()

    # --- showing ---------------------------------------------------------------------------------------------

    def show_found(self) -> None:
        view = self.session.view()
        parts = items_of(self.found, view, self.all_groups)
        self.items = {item.key: item for _title, items in parts for item in items}
        entries: list[Entry] = []
        for number, (title, items) in enumerate(parts):
            if number:
                entries.append(Entry(f"space:{number}", styled(""), is_heading=True))
            entries.append(Entry(f"heading:{number}", styled((title, "bold $foreground")), is_heading=True))
            entries += [entry(item, view, self.found) for item in items]
        with self.groups.prevent(OptionList.OptionHighlighted):
            self.groups.show_entries(entries)
            if self.wanted and self.groups.move_to(self.wanted):
                self.wanted = ""
        self._show_beside()

    def _show_beside(self) -> None:
        asking = self.item is not None and self.item.sort is Sort.QUESTION
        follows = self.item.follows if self.item is not None else None
        only_apart = follows is not None and follows.why is Why.SAME_ANSWER
        if (asking, only_apart) != (self.groups.is_asking, self.groups.is_only_apart):
            self.groups.is_asking, self.groups.is_only_apart = asking, only_apart
            self.refresh_bindings()
        self.query_one("#groups-words", Words).say(details(self.item, self.session.view(), self.found))
        self.query_one("#groups-beside").scroll_home(animate=False)
        self.show_next()

    def show_next(self) -> None:
        words: list[str | tuple[str, str]]
        if self.searching:
            done, wanted = self._progress
            how = _("{done} of {wanted} shuffles").format(done=f"{done:,}", wanted=f"{wanted:,}") if wanted else ""
            words = [_("Looking how often luck makes such groups …"), (f" {how} ", MUTED), (_("s stops."), MUTED)]
        else:
            words = [self._next_words()]
            if self.found is not None:
                patterns = self.found.patterns
                said = _("{n} shuffles, seed {seed}.").format(n=f"{patterns.shuffles:,}", seed=patterns.seed)
                words.append((f" {said}", MUTED))
        self.query_one("#next-line", Words).say(styled((_("Next"), "bold $text-accent"), "  ", *words))

    def _next_words(self) -> str:
        view, group, pattern = self.session.view(), self.next_group(), self.ready_pattern()
        question = self.next_question()
        if question is not None:
            return _("Ctrl+N: say whether two lines ask the same.")
        if self.groups.is_asking and group is not None:
            sentence = _("y or n; Ctrl+N: say why {names} belong together.")
            return sentence.format(names=named_together(view, group))
        if group is not None:
            return _("Ctrl+N: say why {names} belong together.").format(names=named_together(view, group))
        if pattern is not None:
            return _("Ctrl+N: make a persona of {names}.").format(names=named_together(view, pattern.people))
        if self.negative and not self.items:
            return _("f: back to the customers who may fit.")
        if self.negative:
            return _("These do not fit. Say why some of them belong together (Enter), or go back to the others (f).")
        if not self.items:
            return _("Ctrl+N: to the map.")
        if self.found is not None and self.found.from_attributes:
            return _("These groups rest on what is recorded alone. m: say what else your customers stand apart on.")
        if self.found is not None and self.items and not self.found.patterns.beyond_luck:
            return _("Luck makes groups like all of these. More lines and more talks show more (m: the map).")
        return _("Choose a group and say why they belong together (Enter), or go back (Esc).")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another entry."""
        event.stop()
        self._show_beside()

    @abstractmethod
    def action_open(self) -> None:
        """What comes next with the chosen entry."""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on the chosen one."""
        event.stop()
        self.action_open()

    # --- what comes next -------------------------------------------------------------------------------------

    def next_question(self) -> Item | None:
        """The first question that is open, while none has been looked at."""
        if self.has_asked or (self.item is not None and self.item.sort is Sort.QUESTION):
            return None
        return next((item for item in self.items.values() if item.sort is Sort.QUESTION), None)

    def next_group(self) -> Sequence[str] | None:
        """Of the two furthest apart the first that has no reason yet."""
        if self.found is None or self.found.apart.one is None or self.found.apart.other is None:
            return None
        view = self.session.view()
        pair = (self.found.apart.one, self.found.apart.other)
        return next((group.people for group in pair if kept_as(view, group.people) is None), None)

    def ready_pattern(self) -> Pattern | None:
        """The oldest pattern of which no persona was made."""
        view = self.session.view()
        shown = {pattern.id for pattern in kept_patterns(view, self.negative)}
        return next((pattern for pattern in waiting_patterns(view) if pattern.id in shown), None)
