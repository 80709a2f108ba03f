"""What stands above and below the matrix: what the study wants to find out, and the cell under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from persona_tui.domain.attributes import Attribute, Value
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.coverage import Cell, cell_state, current
from persona_tui.tui.screens.attributes_value import said_words, sources_line
from persona_tui.tui.widgets.matrix_lines import MARKS
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows.session import Session

MOST_SHOWN = 240
"""Characters of a value that stand below the matrix; the form has all."""


class PurposeLine(Vertical):
    """What the study wants to find out, as a line; an input while there is none, or while it is said anew.

    `keep` is called at once with another purpose that was typed; it gives back what the study says then.
    """

    DEFAULT_CSS = """
    PurposeLine { height: auto; max-height: 2; }
    PurposeLine #purpose-words { height: auto; max-height: 2; padding: 0 1; }
    PurposeLine.-low #purpose-words { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    PurposeLine #purpose { margin: 0 1; width: 1fr; }
    """

    def __init__(self, keep: Callable[[str], str]) -> None:
        super().__init__(id="purpose-line")
        self._keep = keep
        self._purpose = ""
        self._anew = False

    def compose(self) -> ComposeResult:
        yield Words(id="purpose-words")
        yield Input(id="purpose", placeholder=_("What do you want to find out? Type it and press Enter"))

    def show(self, purpose: str) -> None:
        """Show what the study says."""
        self._purpose = clean_line(purpose)
        field, words = self.query_one("#purpose", Input), self.query_one("#purpose-words", Words)
        field.display = self.asking
        words.display = not self.asking
        if not field.has_focus:
            field.value = self._purpose
        words.say(styled((_("To find out: "), MUTED), (self._purpose, "bold")))

    @property
    def asking(self) -> bool:
        """Whether there is an input to type into."""
        return self._anew or not self._purpose

    def ask(self) -> None:
        """Let it be said, or said anew."""
        self._anew = True
        self.show(self._purpose)
        self.query_one("#purpose").focus()

    def finish(self) -> None:
        """Keep what is typed, where it is anything new."""
        if not self.asking:
            return
        typed = self.query_one("#purpose", Input).value
        self._anew = False
        if clean_line(typed) and clean_line(typed) != self._purpose:
            self._purpose = clean_line(self._keep(typed))
        self.show(self._purpose)

    def on_input_blurred(self) -> None:
        """The input was left."""
        self.finish()


class CellPanel(Words):
    """One cell in full: whose, what, who says so. Its height is fixed: nothing is laid out again when it changes."""

    DEFAULT_CSS = """
    CellPanel { height: 5; padding: 0 1; margin-top: 1; }
    CellPanel.-low { height: 3; }
    """

    def show(self, session: Session, person: Person, attribute: Attribute, values: Sequence[Value]) -> None:
        """Show this person's attribute."""
        lines = [styled((person.name, "bold"), " · ", (attribute.label, "bold"))]
        if attribute.ask and not self.has_class("-low"):
            lines.append(styled((attribute.ask, MUTED)))
        found = current(values)
        if found is None:
            lines.append(styled((_("Not known yet. Enter writes it down; ? says that you do not know."), MUTED)))
        else:
            words = said_words(attribute, found, session.study.currency)
            words = words if len(words) <= MOST_SHOWN else words[:MOST_SHOWN] + "…"
            mark = (f"{MARKS[cell_state(values)]} ", "$text-accent")
            lines.append(styled(mark, words, (f"  {sources_line(session, attribute, values)}", MUTED)))
        self.update(Content("\n").join(lines), layout=False)


def legend() -> Content:
    """What the marks mean."""
    words = {
        Cell.KNOWN: _("known"),
        Cell.CONFLICT: _("disagree"),
        Cell.NOT_SAID: _("not said"),
        Cell.UNKNOWN: _("unknown"),
        Cell.EMPTY: _("empty"),
    }
    parts: list[str | tuple[str, str]] = []
    for state, word in words.items():
        parts += [(MARKS[state], "$foreground"), f" {word}  "]
    return styled(*parts)
