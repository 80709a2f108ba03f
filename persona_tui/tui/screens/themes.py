"""The wall of lines: what customers said, put together by hand under names (an affinity diagram)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.personas import Persona
from persona_tui.i18n import _, ngettext
from persona_tui.insights.alike import Pair
from persona_tui.insights.themes import THEME_FIELDS, MarkedLine, Proposal, ThemeSeen, kind_title, matches
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import persona_label
from persona_tui.tui.screens.persona_words import WordsDialog, words_around
from persona_tui.tui.screens.themes_dialogs import Under
from persona_tui.tui.screens.themes_fold import TwoSidedScreen
from persona_tui.tui.screens.themes_sides import LinesSide, ThemesSide, quiet_reason
from persona_tui.tui.widgets.frame import HOME, TopBar, step_commands
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.theme_words import saturation_words
from persona_tui.tui.widgets.words import Words
from persona_tui.workflows import themes as acts
from persona_tui.workflows.persona_ground import Ground
from persona_tui.workflows.session import Session
from persona_tui.workflows.themes import Board, board_of

LINES_AT_ONCE = 200
"""Up to so many lines are compared before the screen is shown; more of them beside it."""

WALL_COMMANDS = (
    Command("wall.side", "tab", "other_side", _("Other side"), _("To the themes, or to the lines in no theme.")),
    Command("wall.side_back", "shift+tab", "other_side", _("Other side"), show=False),
    Command("wall.kind", "f", "kind", _("Kind"), _("Pains only, goals only, motivators, channels; then all again.")),
    Command(
        "wall.whose", "v", "whose", _("Whose"), _("The lines of one persona’s customers, of the next; of everybody.")
    ),
    Command("wall.search", "slash", "search", _("Search"), _("Only what holds these words."), key_display="/"),
    Command("wall.unmarked", "u", "unmarked", _("Unmarked"), _("Lines without a mark too, or no longer."), show=False),
    Command("wall.leave", "escape", "leave", _("Back"), _("End the search; then back to where you were.")),
    Command("wall.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back."), show=False),
    Command("wall.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    *step_commands("wall.step"),
    Command("wall.home", "f10", f"to_step('{HOME}')", _("Home"), show=False, priority=True),
)


class ThemesScreen(TwoSidedScreen):
    """The wall. It gives back the step of the rail to go to, or "" for where one came from.

    It begins with the lines of one persona's customers (of everybody, for no `persona_id`), of one `kind` or of all,
    and at a theme where one is named.
    """

    AUTO_FOCUS = ""
    BINDINGS = bindings(WALL_COMMANDS)
    DEFAULT_CSS = """
    ThemesScreen TopBar { height: 1; background: $surface; }
    ThemesScreen TopBar #business { width: 1fr; text-style: bold; padding: 0 1; }
    ThemesScreen TopBar #save-state { width: auto; padding: 0 1; }
    ThemesScreen #wall { height: 1fr; }
    ThemesScreen #their-themes { width: 1fr; }
    ThemesScreen #loose-lines { width: 1fr; }
    ThemesScreen.-both #their-themes { width: 5fr; }
    ThemesScreen.-both #loose-lines { width: 6fr; background: $surface; }
    ThemesScreen #saturation { height: auto; max-height: 4; padding: 0 2; background: $surface; }
    ThemesScreen.-both #saturation { background: $background; padding: 1 2 0 2; }
    """
    about = _(
        "Put lines that say the same under one name: choose them with Space, group them with g. A theme counts "
        "customers, not lines: who says a thing five times is one voice. Lines that may say the same are proposed (≈) "
        "and never put together by themselves: g takes the proposal, x leaves them apart. c makes a sentence of the "
        "theme in the persona’s sheet, resting on its lines; where the theme gains lines later, c takes them in. "
        "Below stands how many new themes each interview brought: two without a new one, and another is unlikely to "
        "pay (Guest, Bunce & Johnson, 2006)."
    )

    def __init__(self, session: Session, persona_id: str = "", kind: str = "", theme_id: str = "") -> None:
        super().__init__(session)
        self.kind = kind if kind in THEME_FIELDS else ""
        self._persona_id = persona_id
        self._unmarked = False
        self._theme_id = theme_id
        self.board: Board = board_of(session, persona_id)
        self._chosen: set[str] = set()
        self._likeness: dict[Pair, float] = {}
        self._compared: dict[str, str] = {}
        self._proposed: dict[str, list[Proposal]] = {}
        self.side = 0 if self.board.themes else 1

    def compose(self) -> ComposeResult:
        yield TopBar("")
        with Horizontal(id="wall"):
            yield ThemesSide(self)
            yield LinesSide(self)
        yield Words(id="saturation")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the wall."""
        self.fold()
        self._compare()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Lines are wrapped once the width is known."""
        self.show_board()
        if self._theme_id:
            self.themes.open_at(self._theme_id)
        self.take_focus()

    @property
    def sides(self) -> tuple[Widget, Widget]:
        """The themes, and the lines in none."""
        return self.themes, self.lines

    def ways_in(self, side: int) -> list[Widget]:
        """The lists; without a line to choose, where one searches."""
        return [self.lines.list, self.lines.typing] if side else [self.themes.list]

    @property
    def themes(self) -> ThemesSide:
        """The themes."""
        return self.query_one(ThemesSide)

    @property
    def lines(self) -> LinesSide:
        """The lines in no theme."""
        return self.query_one(LinesSide)

    # --- showing ---------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show the wall as it is at this moment."""
        super().show_now()
        try:
            self.board = board_of(self.session, self._persona_id, unmarked=self._unmarked)
        except PlainError as problem:
            self.notify(problem.sentence, markup=False)
            self.dismiss("")
            return
        self._compare()
        self.show_board()

    def show_board(self) -> None:
        """Show what was read, as far as it is looked for."""
        board, typed = self.board, self.lines.typing.value
        loose = board.loose(self.kind)
        themes = [seen for seen in board.themes if not self.kind or seen.theme.field == self.kind]
        if self.kind not in self._proposed:
            self._proposed[self.kind] = acts.proposals_for(self.session, board, self._likeness, self.kind)
        proposed = self._proposed[self.kind]
        self._chosen &= {line.key for line in board.loose()} | {line.key for line in loose}
        self.query_one(TopBar).show_business(self._title())
        shown_themes = [seen for seen in themes if _fits(seen, board, typed)]
        self.themes.show(shown_themes, len(themes), bool(typed.strip() or self.kind))
        shown = [line for line in loose if matches(line, board.name_of(line.person), typed)]
        keys = {line.key for line in shown}
        self.lines.show(shown, [each for each in proposed if keys & {line.key for line in each.lines}], len(loose))
        self.query_one("#saturation", Words).say(saturation_words(board.saturation, board))

    def _title(self) -> str:
        whose = persona_label(self.board.persona) if self.board.persona is not None else _("everybody")
        parts = [_("Themes"), whose]
        if self.kind:
            parts.append(kind_title(self.kind))
        if self._unmarked:
            parts.append(_("with unmarked lines"))
        return " · ".join(parts)

    # --- what may say the same -------------------------------------------------------------------------------

    def _compare(self) -> None:
        self._proposed = {}
        texts = self.board.texts()
        if texts == self._compared:
            return
        self._compared = texts
        if len(texts) <= LINES_AT_ONCE:
            self._likeness = acts.likeness_of(texts)
        else:
            self._compare_beside(texts)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _compare_beside(self, texts: dict[str, str]) -> None:
        found = acts.likeness_of(texts)
        self.app.call_from_thread(self._compared_now, found)

    def _compared_now(self, found: dict[Pair, float]) -> None:
        self._likeness, self._proposed = found, {}
        if self.is_attached:
            self.show_board()

    # --- choosing and grouping -------------------------------------------------------------------------------

    @property
    def chosen_lines(self) -> list[MarkedLine]:
        """The lines that are chosen, in their order."""
        return [line for line in self.board.lines if line.key in self._chosen]

    def choose(self, keys: Collection[str]) -> None:
        """Choose these lines; where all of them are, no longer."""
        wanted = set(keys)
        self._chosen = self._chosen - wanted if wanted <= self._chosen else self._chosen | wanted
        self.show_board()

    def put_under(self, pieces: Sequence[Evidence], under: Under, kind: str) -> None:
        """Put lines into a theme, or under a new name."""
        if under.theme:
            theme = self.do(acts.add_lines, under.theme, pieces)
        else:
            theme = self.do(acts.new_theme, under.name, kind, pieces)
        if theme is not None:
            self._chosen = set()
            self.show_now()
            self.themes.list.move_to(f"theme:{theme.id}")
            if not self.has_room:
                said = ngettext("{n} line stands in “{name}” now.", "{n} lines stand in “{name}” now.", len(pieces))
                self.notify(said.format(n=len(pieces), name=theme.name), markup=False)
            if not self.lines.list.display:
                self.take_focus()

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this study; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, *arguments, **options)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
            return None

    def show_words(self, lines: Sequence[MarkedLine]) -> None:
        """Where lines were said; words that no consent covers are not shown."""
        if not lines:
            return
        ground = Ground(
            self.board.persona or Persona(),
            self.board.view,
            list(self.board.context.interviews.values()),
            self.board.context,
            {},
        )
        words = [words_around(ground, line.evidence) for line in lines if not quiet_reason(line)]
        words += [Content(quiet_reason(line)) for line in lines if quiet_reason(line)]
        self.app.push_screen(WordsDialog(_("Where it was said"), Content("\n\n").join(words)))

    # --- what is looked at -----------------------------------------------------------------------------------

    def action_kind(self) -> None:
        """Lines and themes of one kind, of the next, of all."""
        kinds = ["", *THEME_FIELDS]
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.show_board()
        self.stay_somewhere()

    def action_whose(self) -> None:
        """The lines of everybody, then of each persona's customers."""
        personas = ["", *(persona.id for persona in self.board.view.personas)]
        if len(personas) == 1:
            self.notify(_("There is no persona yet: these are the lines of everybody."), markup=False)
            return
        self._persona_id = personas[(personas.index(self._persona_id) + 1) % len(personas)]
        self.show_now()
        self.stay_somewhere()

    def action_unmarked(self) -> None:
        """Lines without a mark too, or no longer."""
        self._unmarked = not self._unmarked
        self.show_now()
        self.stay_somewhere()

    def action_search(self) -> None:
        """To the line to type in."""
        if self.lines.typing.display:
            self.side = 1
            self.fold()
            self.lines.typing.focus()

    def action_leave(self) -> None:
        """End the search; then back."""
        typing = self.lines.typing
        if typing.value or isinstance(self.focused, Input):
            typing.value = ""
            self.show_board()
            self.take_focus()
        else:
            self.action_to_step("")

    def action_to_step(self, step: str) -> None:
        """To a step of the rail; "" is where one came from."""
        self.session.folder.save_soon()
        self.dismiss(step)


def _fits(seen: ThemeSeen, board: Board, typed: str) -> bool:
    """Whether a theme's name holds every word that is typed, or one of its lines does."""
    name = seen.theme.name.casefold()
    lines = (matches(line, board.name_of(line.person), typed) for line in seen.lines)
    return all(word in name for word in typed.casefold().split()) or any(lines)
