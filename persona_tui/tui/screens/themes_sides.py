"""The two sides of the wall: the themes, and the lines that stand in none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList

from persona_tui.domain.evidence import Evidence
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.themes import MarkedLine, Proposal, ThemeSeen, WhyNot
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.persona_step import persona_label
from persona_tui.tui.screens.themes_dialogs import GroupDialog, Under, WhoseSheet
from persona_tui.tui.widgets.theme_lists import LineList, ThemeList
from persona_tui.tui.widgets.theme_words import why_not_words
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import themes as acts
from persona_tui.workflows.themes import Board

if TYPE_CHECKING:
    from persona_tui.tui.screens.themes import ThemesScreen


class ThemesSide(Vertical):
    """The themes by kind, each with how many customers say so."""

    DEFAULT_CSS = """
    ThemesSide { padding: 1 1 0 1; }
    ThemesSide #themes-title { margin-bottom: 1; }
    ThemesSide #no-themes { padding: 0 1; height: auto; color: $foreground 65%; }
    """

    def __init__(self, wall: ThemesScreen) -> None:
        super().__init__(id="their-themes")
        self._wall = wall
        self._opened: set[str] = set()

    def compose(self) -> ComposeResult:
        yield Heading("", id="themes-title")
        yield ThemeList(id="themes")
        yield Words(id="no-themes")

    @property
    def list(self) -> ThemeList:
        """The themes."""
        return self.query_one("#themes", ThemeList)

    @property
    def _board(self) -> Board:
        return self._wall.board

    def show(self, themes: Sequence[ThemeSeen], total: int, narrowed: bool) -> None:
        """Show these of all themes."""
        title = styled((_("Themes"), "bold"), (f"  {total}" if total else "", MUTED))
        self.query_one("#themes-title", Heading).update(title)
        self.list.show_themes(self._board, themes, self._opened, self._wall.kind)
        self.list.display = bool(themes)
        nothing = self.query_one("#no-themes", Words)
        nothing.display = not themes
        nothing.say(_no_themes(narrowed, bool(self._board.lines)))

    def open_at(self, theme_id: str) -> None:
        """Show a theme with its lines, the cursor on it."""
        self._opened.add(theme_id)
        self._wall.show_board()
        self.list.move_to(f"theme:{theme_id}")

    def _line(self) -> MarkedLine | None:
        seen = self._board.theme(self.list.current_theme)
        key = self.list.current_line
        return next((line for line in seen.lines if line.key == key), None) if seen is not None else None

    # --- acts ------------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the theme, or close it; on a line, where it was said."""
        event.stop()
        if self.list.current_line:
            self.action_words()
            return
        self._opened ^= {self.list.current_theme}
        self._wall.show_board()

    def action_sentence(self) -> None:
        """A sentence of the persona's sheet, or the one that is there brought up to date."""
        seen = self._board.theme(self.list.current_theme)
        if seen is None:
            return
        personas = [self._board.persona] if self._board.persona is not None else self._board.view.personas
        if not personas:
            self.notify(_("There is no persona yet whose sheet it could stand in: F6 begins one."), markup=False)
        elif len(personas) == 1 and personas[0] is not None:
            self._make_sentence(personas[0].id, seen)
        else:
            self.app.push_screen(
                WhoseSheet([persona for persona in personas if persona is not None]),
                lambda chosen: self._make_sentence(chosen, seen) if chosen else None,
            )

    def _make_sentence(self, persona_id: str, seen: ThemeSeen) -> None:
        before = next((n for persona, _claim, n in self._board.sentences(seen) if persona.id == persona_id), None)
        persona = self._wall.session.persona(persona_id)
        known = acts.claim_of(persona, seen.id) if persona is not None else None
        claim = self._wall.do(acts.claim_from_theme, persona_id, seen.id)
        if claim is None or persona is None:
            return
        if known is not None:
            added = before if before is not None else len(claim.evidence) - len(known.evidence)
            self.notify(acts.claim_news(added), markup=False)
        else:
            self.notify(
                _("It is a sentence of {name} now, under the same part of the sheet.").format(
                    name=persona_label(persona)
                ),
                markup=False,
            )

    def action_rename(self) -> None:
        """Another name."""
        seen = self._board.theme(self.list.current_theme)
        if seen is not None:

            def rename(name: str | None) -> None:
                if name:
                    self._wall.do(acts.rename_theme, seen.id, name)

            label = _("What do these lines say?")
            self.app.push_screen(TypeWords(_("Rename the theme"), label, clean_line(seen.theme.name)), rename)

    def action_move_into(self) -> None:
        """The line, or all lines of the theme, into another one."""
        seen, line = self._board.theme(self.list.current_theme), self._line()
        if seen is None:
            return
        if line is None and len(self._board.themes) < 2:
            self.notify(_("There is no other theme to move it into."), markup=False)
            return

        def move(under: Under | None) -> None:
            if under is None:
                return
            if line is None:
                self._wall.do(acts.join_themes, seen.id, under.theme)
            else:
                self._wall.do(acts.move_line, seen.id, line.evidence, under.theme, under.name)
            if under.theme:
                self.list.move_to(f"theme:{under.theme}")

        title = _("Move this line") if line is not None else _("Move all of “{name}”").format(name=seen.theme.name)
        lines = [line] if line is not None else list(seen.lines)
        dialog = GroupDialog(
            self._board, lines, seen.theme.field, title=title, without=seen.id, only_known=line is None
        )
        dialog.accept_label = _("Move")
        self.app.push_screen(dialog, move)

    def action_remove(self) -> None:
        """The line out of the theme, or the theme away."""
        theme_id, line = self.list.current_theme, self._line()
        if line is not None:
            self._wall.do(acts.take_out, theme_id, [line.evidence])
        elif theme_id and not self.list.current_line and self._wall.do(acts.remove_theme, theme_id) is not None:
            self.notify(_("Removed; its lines are loose again. Ctrl+Z brings it back."), markup=False)

    def action_add_here(self) -> None:
        """The chosen lines into this theme."""
        chosen = self._wall.chosen_lines
        if not chosen:
            self.notify(_("Choose lines on the other side first (Tab, then Space)."), markup=False)
        elif self.list.current_theme:
            self._wall.put_under([line.evidence for line in chosen], Under(self.list.current_theme), "")

    def action_move(self, by: int) -> None:
        """The theme up or down among those of its kind."""
        here = self._board.theme(self.list.current_theme)
        if here is None:
            return
        places = [n for n, seen in enumerate(self._board.themes) if seen.theme.field == here.theme.field]
        place = places.index(next(n for n in places if self._board.themes[n].id == here.id))
        if 0 <= place + by < len(places):
            self._wall.do(acts.move_theme, here.id, places[place + by] - places[place])

    def action_words(self) -> None:
        """Where it was said."""
        seen, line = self._board.theme(self.list.current_theme), self._line()
        lines = [line] if line is not None else list(seen.lines) if seen is not None else []
        self._wall.show_words(lines)


class LinesSide(Vertical):
    """The lines that stand in no theme, and what may belong together."""

    DEFAULT_CSS = """
    LinesSide { padding: 1 1 0 1; }
    LinesSide #search { margin: 1 0; }
    LinesSide #lines-hint { padding: 0 1; height: auto; color: $foreground 65%; }
    LinesSide #no-lines { padding: 0 1; height: auto; color: $foreground 65%; }
    """

    def __init__(self, wall: ThemesScreen) -> None:
        super().__init__(id="loose-lines")
        self._wall = wall

    def compose(self) -> ComposeResult:
        yield Heading("", id="lines-title")
        yield Words(id="lines-hint")
        yield Input(id="search", placeholder=_("Search: words, or a name (/)"))
        yield LineList(id="lines")
        yield Words(id="no-lines")

    @property
    def list(self) -> LineList:
        """The lines."""
        return self.query_one("#lines", LineList)

    @property
    def typing(self) -> Input:
        """Where one searches."""
        return self.query_one("#search", Input)

    def show(self, lines: Sequence[MarkedLine], proposed: Sequence[Proposal], total: int) -> None:
        """Show these of all loose lines."""
        wall = self._wall
        chosen = {line.key for line in wall.chosen_lines}
        title = styled((_("In no theme"), "bold"), (f"  {total}" if total else "", MUTED))
        self.query_one("#lines-title", Heading).update(title)
        hint = _("Choose lines that say the same (Space), then group them under a name (g).")
        if proposed:
            hint = _("g puts them together, x leaves them apart. Space chooses other lines.")
        if chosen:
            n = len(chosen)
            hint = ngettext("{n} line chosen: g groups it.", "{n} lines chosen: g groups them.", n).format(n=n)
        self.query_one("#lines-hint", Words).say(hint if total else "")
        self.list.show_lines(wall.board, lines, proposed, chosen, wall.kind)
        self.list.display = bool(lines or proposed)
        self.typing.display = bool(wall.board.lines)
        nothing = self.query_one("#no-lines", Words)
        nothing.display = not (lines or proposed)
        nothing.say(_no_lines(wall, bool(self.typing.value.strip())))

    # --- acts ------------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer lines with every letter."""
        event.stop()
        self._wall.show_board()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what was found."""
        event.stop()
        if self.list.display:
            self.list.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other keys work on a proposal than on a line."""
        event.stop()
        self.list.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses the line."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the line, or no longer; of a proposal, its lines."""
        proposal = self.list.current_proposal
        keys = {line.key for line in proposal.lines} if proposal is not None else {self.list.current_line} - {""}
        self._wall.choose(keys)
        if proposal is None and self.list.highlighted != self.list.option_count - 1:
            self.list.action_cursor_down()

    def action_group(self) -> None:
        """Put the chosen lines under a name; where none are, what is proposed here, or this line."""
        wall = self._wall
        proposal = self.list.current_proposal if not wall.chosen_lines else None
        here = wall.board.line(self.list.current_line)
        if proposal is not None:
            if proposal.theme:
                wall.put_under([line.evidence for line in proposal.lines], Under(proposal.theme), "")
                return
            lines, kind = list(proposal.lines), proposal.field
        else:
            lines = wall.chosen_lines or ([here] if here is not None else [])
            kind = wall.kind or _common_kind(lines)
        if not lines:
            return
        suggested = min((clean_line(line.text) for line in lines), key=len) if proposal is not None else ""
        n = len(lines)
        title = ngettext("Group {n} line", "Group {n} lines", n).format(n=n)
        pieces: list[Evidence] = [line.evidence for line in lines]

        def put(under: Under | None) -> None:
            if under is not None:
                wall.put_under(pieces, under, kind)

        self.app.push_screen(GroupDialog(wall.board, lines, kind, title=title, suggested=suggested), put)

    def action_dismiss(self) -> None:
        """Propose this no more."""
        proposal = self.list.current_proposal
        if proposal is None:
            self.notify(_("This line stands in no theme, so there is nothing to take it out of."), markup=False)
            return
        acts.dismiss(self._wall.session, proposal)
        self._wall.show_now()

    def action_words(self) -> None:
        """Where it was said."""
        proposal = self.list.current_proposal
        line = self._wall.board.line(self.list.current_line)
        self._wall.show_words(list(proposal.lines) if proposal is not None else [line] if line is not None else [])


def quiet_reason(line: MarkedLine) -> str:
    """Why a line's words are not shown; "" when they are."""
    return why_not_words(line) if line.why_not is WhyNot.NO_CONSENT else ""


def _common_kind(lines: Sequence[MarkedLine]) -> str:
    """The kind that most of the lines are of."""
    kinds = [line.fields[0] for line in lines]
    return max(kinds, key=kinds.count, default="")


def _no_themes(narrowed: bool, has_lines: bool) -> str:
    if narrowed:
        return _("No theme here. f shows all kinds; Esc ends the search.")
    if not has_lines:
        return _("A theme holds lines that say the same. It counts the customers who say so, not the lines.")
    return _(
        "No themes yet. A theme holds lines that say the same, and counts the customers who say so, not the lines. "
        "Choose lines on the other side, and give them a name."
    )


def _no_lines(wall: ThemesScreen, searched: bool) -> str:
    if searched:
        return _("No loose line has these words. Esc ends the search.")
    if wall.board.lines:
        return _("Every line stands in a theme.") if not wall.kind else _("No loose line of this kind.")
    return _(
        "Nothing is marked yet. In the notes of a talk a line that begins with - is a pain, with + a goal, with ! what "
        "moved them to buy, with @ a channel; F4 is where you talk. u shows the lines without a mark, too."
    )
