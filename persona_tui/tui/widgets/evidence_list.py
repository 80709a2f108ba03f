"""What customers said and are, beside the sentence that may rest on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from textual.content import Content

from persona_tui.domain.claims import Claim
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.persona_sources import Origin, Place, Side, Sides, Source, SourceGroup

MOST_CHARACTERS = 600
"""Of one line; the words around it show all of it."""

EVIDENCE_COMMANDS = (
    Command(
        "evidence.attach",
        "space,+",
        "pane('attach')",
        _("Attach"),
        _("Let the chosen sentence rest on this; once more takes it off again."),
        key_display="space",
    ),
    Command(
        "evidence.against",
        "minus",
        "pane('against')",
        _("Against"),
        _("This speaks against the chosen sentence; it is counted beside it."),
        key_display="-",
    ),
    Command(
        "evidence.sentence",
        "enter,n",
        "pane('new_from')",
        _("Sentence"),
        _("Make a new sentence of this, resting on it."),
    ),
    Command("evidence.words", "w", "pane('words')", _("Words"), _("See it where it was said, with the lines around.")),
    Command(
        "evidence.reach",
        "v",
        "pane('reach')",
        _("More"),
        _("What speaks to this part; then all that these customers said; then the other customers."),
    ),
    Command("evidence.back", "escape,e", "pane('to_claims')", _("Back"), _("To the sentences."), key_display="esc"),
)

SIDE_MARKS = {Side.NONE: " ", Side.FOR: "✓", Side.PARTLY: "◦", Side.AGAINST: "×"}


def mark_label(mark: Mark) -> str:
    """What a person reads for a mark."""
    return {
        Mark.PAIN: _("pain"),
        Mark.GOAL: _("goal"),
        Mark.MOTIVATOR: _("motivator"),
        Mark.CHANNEL: _("channel"),
        Mark.QUOTE: _("worth quoting"),
        Mark.COME_BACK: _("come back"),
    }[mark]


def said(text: str, kind: LineKind | None) -> str:
    """A line as it is shown: exact words in quotation marks, a reading of one's own behind an equals sign."""
    shown = clean_line(text)
    if len(shown) > MOST_CHARACTERS:
        shown = shown[: MOST_CHARACTERS - 1] + "…"
    return {LineKind.WORD_FOR_WORD: f"“{shown}”", LineKind.MY_READING: f"= {shown}"}.get(
        kind or LineKind.OBSERVED, shown
    )


class EvidenceList(PaneKeys, KeptList):
    """Sources in groups; those of the chosen claim are ticked (✓), what contradicts it is crossed (×)."""

    BINDINGS = bindings(EVIDENCE_COMMANDS)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sources: dict[str, Source] = {}
        self._made: dict[str, tuple[Source, Side, bool, Entry]] = {}
        """By source: how it stood when its entry was made."""
        self._shown: tuple[list[SourceGroup], Sides, frozenset[Place]] = ([], Sides(None), frozenset())
        self._at: dict[Place, list[tuple[int, Source]]] = {}
        """By place: the entries (their numbers) that point there."""

    def show_groups(self, groups: Sequence[SourceGroup], claim: Claim | None, used: Collection[Place]) -> None:
        """Show these sources; `used` are the places that other sentences rest on."""
        sides, places = Sides(claim), frozenset(used)
        before, self._shown = self._shown, (list(groups), sides, places)
        if [id(group) for group in before[0]] == [id(group) for group in groups] and self.sources:
            self._show_changed(sides.changed_from(before[1]) | (places ^ before[2]), sides, places)
            return
        self.sources = {source.key: source for group in groups for source in group.sources}
        self._at = {}
        entries: list[Entry] = []
        for number, group in enumerate(groups):
            entries.append(Entry(f"group:{number}", _group_words(group), is_heading=True))
            for source in group.sources:
                for place in source.places:
                    self._at.setdefault(place, []).append((len(entries), source))
                entries.append(self._entry(source, sides.of(source), places))
        self._made = {key: made for key, made in self._made.items() if key in self.sources}
        self.show_entries(entries)

    def _show_changed(self, changed: Collection[Place], sides: Sides, used: frozenset[Place]) -> None:
        """The same groups: only what points at one of these places can stand otherwise."""
        touched = {number: source for place in changed for number, source in self._at.get(place, ())}
        for number, source in touched.items():
            self.show_entry(number, self._entry(source, sides.of(source), used))

    def _entry(self, source: Source, side: Side, used: frozenset[Place]) -> Entry:
        """The source's entry: the one that stands there, where it stands as it did."""
        elsewhere = side is Side.NONE and not source.places.isdisjoint(used)
        made = self._made.get(source.key)
        if made is not None and made[0] is source and made[1:3] == (side, elsewhere):
            return made[3]
        entry = _entry(source, side, elsewhere)
        self._made[source.key] = (source, side, elsewhere, entry)
        return entry

    @property
    def current(self) -> Source | None:
        """The source the cursor is on."""
        return self.sources.get(self.current_key)

    def show_first_attached(self, claim: Claim | None) -> None:
        """Put the cursor on the first thing the claim rests on, where there is one."""
        sides = Sides(claim)
        for source in self.sources.values():
            if sides.of(source) is not Side.NONE:
                self.move_to(source.key)
                return


def _group_words(group: SourceGroup) -> Content:
    return styled((clean_line(group.title), "bold $foreground"), (f"  {group.count}" if group.count else "", MUTED))


def _entry(source: Source, side: Side, elsewhere: bool) -> Entry:
    mark = SIDE_MARKS[side]
    style = {Side.FOR: "bold $success", Side.AGAINST: "bold $warning"}.get(side, MUTED)
    quiet = bool(source.why_not)
    parts: list[tuple[str, str]] = []
    if source.person and source.origin in (Origin.LINE, Origin.USE, Origin.ATTACHED, Origin.FIGURES):
        parts.append((f"{clean_line(source.person)}  ", MUTED if quiet else "$accent"))
    kind = source.voice.kind if source.voice is not None else None
    parts.append((said(source.text, kind), MUTED if quiet else ""))
    if source.origin is Origin.ANSWER:
        parts.append((f"  {source.note}: {clean_line(source.person)}", MUTED))
    elif source.note:
        parts.append((f"  {clean_line(source.note)}", MUTED))
    if source.voice is not None and source.voice.marks:
        parts.append((f"  {', '.join(mark_label(mark) for mark in source.voice.marks)}", MUTED))
    if source.why_not and source.origin is not Origin.FIGURES:
        parts.append(("  " + _("(counts nowhere)"), MUTED))
    return Entry(source.key, styled(*parts), lead=styled((f"{'·' if elsewhere else mark} ", style)))
