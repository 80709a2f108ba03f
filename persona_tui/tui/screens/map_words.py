"""The words behind a place on the map: what this customer said, ticked where the place rests on it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.mapping import variable_label
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_words import WordsDialog, words_around
from persona_tui.tui.widgets.evidence_list import mark_label, said
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import variables as acts
from persona_tui.workflows.map_words import ground_of_person, words_for_place
from persona_tui.workflows.persona_sources import Source, SourceGroup, place_of
from persona_tui.workflows.session import Session

LIST_COMMANDS = (
    Command(
        "place.attach",
        "space,enter,+",
        "select",
        _("Rests on this"),
        _("Let the place on the line rest on these words; once more takes them off again."),
        key_display="space",
    ),
    Command("place.around", "w", "pane('around')", _("Around it"), _("See it where it was said.")),
)
SCREEN_COMMANDS = (
    Command("place.close", "escape,ctrl+s", "close", _("Done"), _("Back to the map."), key_display="esc"),
)


class PlaceList(PaneKeys, KeptList):
    """What this customer said and is."""

    BINDINGS = bindings(LIST_COMMANDS)


class PlaceWords(ModalScreen[None]):
    """Which words a place rests on."""

    BINDINGS = bindings(SCREEN_COMMANDS)
    DEFAULT_CSS = """
    PlaceWords { align: center middle; background: $background 70%; }
    PlaceWords > Vertical { width: 100; max-width: 96%; height: auto; max-height: 94%; background: $surface;
        padding: 1 2; }
    PlaceWords .hint { color: $foreground 65%; height: auto; padding: 0 1; margin-bottom: 1; }
    PlaceWords PlaceList { height: auto; max-height: 26; }
    """
    about = _(
        "A place on a line is a reading of yours. Tick the words it rests on, and everybody can look whether they "
        "would have read it so too. Words whose consent is withdrawn fall away, and the place with them."
    )

    def __init__(self, session: Session, person_id: str, variable_id: str) -> None:
        super().__init__()
        self._session = session
        self._person, self._variable = person_id, acts.the_variable(session, variable_id)
        self._ground = ground_of_person(session, person_id)
        self._groups = words_for_place(self._ground, self._variable)
        self._sources: dict[str, Source] = {source.key: source for group in self._groups for source in group.sources}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Heading(_("What {name} said").format(name=clean_line(self._ground.name_of(self._person))))
            yield Words(id="place-hint", classes="hint")
            yield PlaceList(id="place-words")
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin at the words it rests on."""
        self.on_resize()
        self._show()
        words = self.query_one("#place-words", PlaceList)
        ticked = self._ticked()
        first = next((key for key, source in self._sources.items() if place_of(source.evidence[0]) in ticked), "")
        words.move_to(first)
        words.focus()

    def on_resize(self) -> None:
        """As many lines as there is room for."""
        self.query_one("#place-words").styles.max_height = max(4, self.size.height - 9)

    def _ticked(self) -> set[object]:
        placed = acts.placement_of(self._session, self._person, self._variable.id)
        return {place_of(item) for item in placed.evidence} if placed is not None else set()

    def _show(self) -> None:
        ticked = self._ticked()
        entries: list[Entry] = []
        for number, group in enumerate(self._groups):
            entries.append(_heading(number, group))
            entries += [_entry(source, place_of(source.evidence[0]) in ticked) for source in group.sources]
        self.query_one("#place-words", PlaceList).show_entries(entries)
        self.query_one("#place-hint", Words).say(self._hint(len(ticked)))

    def _hint(self, count: int) -> str:
        what = clean_line(variable_label(self._variable))
        if not self._groups:
            return _("{what}. Nothing is noted of this customer yet: F4 is where you ask.").format(what=what)
        rests = (
            ngettext("rests on {n} of these", "rests on {n} of these", count).format(n=count)
            if count
            else _("tick what the place on this line rests on")
        )
        return _("{what}: {rests}.").format(what=what, rests=rests)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Let the place rest on it, or no longer."""
        event.stop()
        source = self._current
        if source is None:
            return
        if source.why_not:
            self.notify(source.why_not, severity="warning", markup=False)
            return
        try:
            acts.rest_on(self._session, self._person, self._variable.id, source.evidence[0])
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        self._show()

    @property
    def _current(self) -> Source | None:
        return self._sources.get(self.query_one("#place-words", PlaceList).current_key)

    def action_around(self) -> None:
        """Where it was said."""
        if self._current is not None:
            words = [words_around(self._ground, item) for item in self._current.evidence]
            self.app.push_screen(WordsDialog(_("Where it was said"), Content("\n\n").join(words)))

    def action_close(self) -> None:
        """Back to the map."""
        self.dismiss()


def _heading(number: int, group: SourceGroup) -> Entry:
    return Entry(f"group:{number}", styled((clean_line(group.title), "bold $foreground")), is_heading=True)


def _entry(source: Source, is_ticked: bool) -> Entry:
    kind = source.voice.kind if source.voice is not None else None
    parts = [(said(source.text, kind), MUTED if source.why_not else "")]
    if source.voice is not None and source.voice.marks:
        parts.append((f"  {', '.join(mark_label(mark) for mark in source.voice.marks)}", MUTED))
    if source.why_not:
        parts.append(("  " + _("(counts nowhere)"), MUTED))
    mark = styled(("■ " if is_ticked else "□ ", "bold $accent" if is_ticked else MUTED))
    return Entry(source.key, styled(*parts), lead=mark)
