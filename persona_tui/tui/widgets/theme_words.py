"""What themes and marked lines look like in a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.content import Content

from persona_tui.domain.personas import FieldKey
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.saturation import Saturation
from persona_tui.insights.themes import MarkedLine, Proposal, ThemeSeen, WhyNot, theme_count
from persona_tui.tui.widgets.evidence_list import said
from persona_tui.tui.widgets.kept_list import Entry
from persona_tui.tui.widgets.ticks import TICKED, UNTICKED
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.themes import Board

OPEN, CLOSED = "▾", "▸"
MOST_INTERVIEWS = 8
"""So many interviews, the last ones, are named with what they brought."""


def kind_word(field: str) -> str:
    """What one line of a kind is."""
    return {
        FieldKey.PAINS: _("pain"),
        FieldKey.GOALS: _("goal"),
        FieldKey.MOTIVATORS: _("motivator"),
        FieldKey.CHANNELS: _("channel"),
    }[FieldKey(field)]


def why_not_words(line: MarkedLine) -> str:
    """Why a line counts nowhere, in a few words; "" when it does."""
    return {
        WhyNot.COUNTS: "",
        WhyNot.IMAGINED: _("imagined, counts nowhere"),
        WhyNot.MY_READING: _("your own reading, counts nowhere"),
        WhyNot.NO_CONSENT: _("no consent, counts nowhere"),
        WhyNot.GONE: _("these words have changed, they count no more"),
    }[line.why_not]


def line_words(line: MarkedLine, board: Board, *, with_kind: str = "") -> Content:
    """Who said it, and what. `with_kind` is the kind under which it is shown: others are named behind."""
    quiet = not line.counts
    parts: list[tuple[str, str]] = [(f"{clean_line(board.name_of(line.person))}  ", MUTED if quiet else "$accent")]
    if line.text:
        parts.append((said(line.text, line.kind), MUTED if quiet else ""))
    others = [kind_word(field) for field in line.fields if field != with_kind] if with_kind else []
    if others:
        parts.append((_("  also {kinds}").format(kinds=", ".join(others)), MUTED))
    if quiet:
        parts.append((f"  ({why_not_words(line)})" if line.text else f"({why_not_words(line)})", MUTED))
    return styled(*parts)


def theme_entries(board: Board, seen: ThemeSeen, is_open: bool) -> list[Entry]:
    """A theme, and below it its lines while it is open."""
    counted = theme_count(seen)
    only_others = seen.standing.others and not seen.standing.voices
    words = [(clean_line(seen.theme.name), f"bold {MUTED}" if only_others else "bold"), (f"\n{counted}", MUTED)]
    words += [(f"\n{text}", style) for text, style in sentence_words(board, seen)]
    lead = styled((f"{OPEN if is_open else CLOSED} ", "$accent" if seen.standing.voices else MUTED))
    entries = [Entry(f"theme:{seen.id}", styled(*words), lead=lead)]
    if is_open:
        lines = [Entry(f"in:{seen.id}:{line.key}", line_words(line, board), lead=_BELOW) for line in seen.lines]
        entries += lines or [Entry(f"in:{seen.id}:", styled((_("No lines yet."), MUTED)), lead=_BELOW)]
    return entries


_BELOW = styled(("  · ", MUTED))


def sentence_words(board: Board, seen: ThemeSeen) -> list[tuple[str, str]]:
    """In which personas a theme is a sentence, and where that lacks lines, each with its style."""
    found: list[tuple[str, str]] = []
    for persona, _claim, missing in board.sentences(seen):
        name = clean_line(persona.name) or _("Persona without a name")
        if missing:
            text = ngettext(
                "↻ {n} line is not in {name}’s sentence yet (c)",
                "↻ {n} lines are not in {name}’s sentence yet (c)",
                missing,
            ).format(n=missing, name=name)
            found.append((text, "$warning"))
        else:
            found.append((_("✓ a sentence of {name}").format(name=name), "$success"))
    return found


def loose_entry(line: MarkedLine, board: Board, chosen: Collection[str], kind: str) -> Entry:
    """A line that stands in no theme, ticked where it is chosen."""
    is_chosen = line.key in chosen
    mark = styled((f"{TICKED if is_chosen else UNTICKED} ", "bold $accent" if is_chosen else MUTED))
    return Entry(f"line:{line.key}", line_words(line, board, with_kind=kind), lead=mark)


def proposal_entry(proposal: Proposal, board: Board) -> Entry:
    """Lines that may belong together."""
    rows = [line_words(line, board) for line in proposal.lines]
    theme = board.theme(proposal.theme) if proposal.theme else None
    if theme is not None:
        rows.append(styled((_("→ like a line of “{theme}”").format(theme=clean_line(theme.theme.name)), MUTED)))
    return Entry(f"proposal:{proposal.key}", Content("\n").join(rows), lead=styled(("≈ ", "bold $accent")))


def heading(key: str, title: str, count: int) -> Entry:
    """A heading with how many stand below it."""
    return Entry(f"heading:{key}", styled((title, "bold $foreground"), (f"  {count}", MUTED)), is_heading=True)


def saturation_words(found: Saturation, board: Board) -> Content:
    """What the interviews brought: the sentence, and below it how many new themes each."""
    if not found.interviews:
        return styled("")
    parts: list[tuple[str, str]] = [(found.sentence, "")]
    if found.themes:
        shown = found.interviews[-MOST_INTERVIEWS:]
        each = [_brought(names_of(board, item.people), item.new, item.is_sorted) for item in shown]
        before = ["…"] if len(shown) < len(found.interviews) else []
        text = _("New themes by interview: {each}").format(each=" · ".join([*before, *each]))
        parts.append((f"\n{text}", MUTED))
    return styled(*parts)


def names_of(board: Board, people: Sequence[str]) -> str:
    """The first names of those who were talked to."""
    names = [clean_line(board.name_of(person)) for person in people]
    return ", ".join(name.partition(" ")[0] or name for name in names)


def _brought(names: str, new: int, is_sorted: bool) -> str:
    """What an interview brought: "Anna 4"; as long as most of its lines are in no theme "Anna 4+", or "Anna ?"."""
    return f"{names} {new}" if is_sorted else f"{names} {new}+" if new else f"{names} ?"
