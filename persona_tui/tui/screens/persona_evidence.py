"""Everything behind a sentence's count: who said so, who spoke against it, who was asked, and who was not."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import TargetKind
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_words import TalkPlace, place_in_talk, words_around
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.claim_list import conflict_words
from persona_tui.tui.widgets.evidence_list import said
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows.evidence import (
    ClaimEvidence,
    Piece,
    Silent,
    Whose,
    evidence_of_claim,
    line_of_answer,
    spread_words,
)
from persona_tui.workflows.persona_ground import Ground, ground_of
from persona_tui.workflows.session import Session

BEHIND_COMMANDS = (
    Command(
        "behind.read",
        "enter,r",
        "read",
        _("In the talk"),
        _("Read on in the notes of the talk, at this line."),
        key_display="⏎",
    ),
    Command("behind.close", "escape,w", "close", _("Close"), _("Back to the sentence.")),
)


class EvidenceDialog(ModalScreen[str]):
    """One sentence with all that is behind its count. It gives back the step of the rail to go to, or ""."""

    BINDINGS = bindings(BEHIND_COMMANDS)
    DEFAULT_CSS = """
    EvidenceDialog { align: center middle; background: $background 70%; }
    EvidenceDialog > Vertical { width: 92; max-width: 98%; height: auto; max-height: 96%; background: $surface;
        padding: 1 1 0 1; }
    EvidenceDialog Heading { height: auto; max-height: 3; }
    EvidenceDialog #standing { height: auto; padding: 0 1; margin-bottom: 1; }
    EvidenceDialog #behind { height: auto; max-height: 16; }
    EvidenceDialog #around { height: auto; max-height: 13; padding: 0 1; margin-top: 1; background: $panel 40%;
        scrollbar-size-vertical: 1; }
    EvidenceDialog.-low #behind { max-height: 9; }
    EvidenceDialog.-low #around { max-height: 7; }
    """
    about = _(
        "Every number beside a sentence is opened here: whose words it counts, what speaks against it, who was asked "
        "and did not say so, and who was not asked. Enter opens the talk at that line."
    )

    def __init__(self, session: Session, persona_id: str, claim_id: str, part: str) -> None:
        super().__init__()
        self._session = session
        self._persona_id = persona_id
        self._claim_id = claim_id
        self._part = part
        self._places: dict[str, Piece | Silent | None] = {}
        self._ground: Ground | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Heading("", id="claim-text")
            yield Words(id="standing")
            yield KeptList(id="behind")
            with VerticalScroll(id="around", can_focus=False):
                yield Words(id="around-words")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show it."""
        self._show()
        self.query_one(KeptList).focus()

    def on_resize(self) -> None:
        """Less of both where there is little room."""
        self.set_class(self.size.height < 34, "-low")

    # --- showing ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        try:
            self._ground = ground = ground_of(self._session, self._persona_id)
        except PlainError as problem:
            self.notify(problem.sentence, markup=False)
            self.dismiss("")
            return
        claim = self._claim(ground)
        if claim is None:
            self.dismiss("")
            return
        found = evidence_of_claim(ground, claim, self._part)
        self.query_one("#claim-text", Heading).update(styled(clean_line(claim.text)))
        spread = spread_words(ground, claim)
        self.query_one("#standing", Words).say(styled((found.words + (f"; {spread}" if spread else ""), MUTED)))
        self.query_one(KeptList).show_entries(self._entries(found))
        if self.query_one(KeptList).highlighted is None:
            self.query_one(KeptList).action_first()
        self._show_around()

    def _claim(self, ground: Ground) -> Claim | None:
        claims = [claim for field in ground.persona.fields for claim in field.claims]
        return next((claim for claim in claims if claim.id == self._claim_id), None)

    def _entries(self, found: ClaimEvidence) -> list[Entry]:
        self._places = {}
        counting = [piece for piece in found.pieces if piece.counts]
        members = [piece for piece in counting if piece.whose is Whose.MEMBER]
        others = [piece for piece in counting if piece.whose is Whose.OTHER]
        lost = [piece for piece in found.pieces if not piece.counts]
        entries = [
            *self._group(_("Say so"), [each for each in members if not each.is_against], "✓", "bold $success"),
            *self._group(_("Speak against it"), [each for each in members if each.is_against], "×", "bold $warning"),
            *self._conflicts(found),
            *self._group(_("Were asked, and did not say so"), _of(found.silent, Whose.MEMBER), "·", MUTED),
            *self._names(_("Not asked"), found.not_asked, "○"),
            *self._names(_("Imagined: no voices"), found.imagined, "◇"),
            *self._group(_("Other customers who say so"), [e for e in others if not e.is_against], "✓", MUTED),
            *self._group(_("Other customers against it"), [e for e in others if e.is_against], "×", "bold $warning"),
            *self._group(_("Others who were asked, and did not say so"), _of(found.silent, Whose.OTHER), "·", MUTED),
            *self._group(_("No longer counts"), lost, "–", MUTED),
        ]
        if not found.pieces:
            nobody = _("Nobody said so yet: ◇ an assumption. Attach a line of the right side to it.")
            entries = [Entry("nobody", styled((nobody, MUTED))), *entries]
            self._places["nobody"] = None
        return entries

    def _group(self, title: str, items: Sequence[Piece | Silent], mark: str, style: str) -> list[Entry]:
        if not items:
            return []
        people = len({item.person for item in items})
        entries = [Entry(f"group:{title}", _title(title, people), is_heading=True)]
        for number, item in enumerate(items):
            key = f"{title}:{number}"
            self._places[key] = item
            words = _piece_words(item) if isinstance(item, Piece) else _silent_words(item)
            entries.append(Entry(key, words, lead=styled((f"{mark} ", style))))
        return entries

    def _names(self, title: str, names: tuple[str, ...], mark: str) -> list[Entry]:
        if not names:
            return []
        key = f"{title}:names"
        self._places[key] = None
        shown = ", ".join(clean_line(name) for name in names)
        heading = Entry(f"group:{title}", _title(title, len(names)), is_heading=True)
        return [heading, Entry(key, styled(shown), lead=styled((f"{mark} ", MUTED)))]

    def _conflicts(self, found: ClaimEvidence) -> list[Entry]:
        if not found.conflicts:
            return []
        title = _("Sources that disagree")
        entries = [Entry(f"group:{title}", _title(title, 0), is_heading=True)]
        for number, conflict in enumerate(found.conflicts):
            key = f"{title}:{number}"
            self._places[key] = None
            entries.append(Entry(key, styled(conflict_words(conflict)), lead=styled(("≠ ", "bold $warning"))))
        return entries

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another one: what was said around it."""
        event.stop()
        self._show_around()

    def _current(self) -> Piece | Silent | None:
        return self._places.get(self.query_one(KeptList).current_key)

    def _show_around(self) -> None:
        item = self._current()
        around = self.query_one("#around-words", Words)
        shown = isinstance(item, Piece) and self._ground is not None and bool(item.words)
        self.query_one("#around").display = shown
        if shown and isinstance(item, Piece) and self._ground is not None:
            around.say(words_around(self._ground, item.evidence))

    # --- acts ------------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: to the talk."""
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """To the talk, at the line."""
        item = self._current()
        place: TalkPlace | None = None
        if isinstance(item, Piece):
            place = place_in_talk(item.evidence) or (TalkPlace(item.interview, "") if item.interview else None)
            if place is not None and item.kind is TargetKind.LINE:
                place = TalkPlace(place.interview, item.line)
        elif isinstance(item, Silent) and item.interview:
            talk = self._session.interview(item.interview)
            place = TalkPlace(item.interview, item.line or line_of_answer(talk, item.about))
        if place is None:
            self.notify(_("This was recorded, and not said in a talk."), markup=False)
            return
        from persona_tui.tui.screens.interview_reading import ReadingScreen

        try:
            screen = ReadingScreen(self._session, place.interview, place.line)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, step: str | None) -> None:
        if step:
            self.dismiss(step)
        else:
            self._show()

    def action_close(self) -> None:
        """Back."""
        self.dismiss("")


def _of(silent: tuple[Silent, ...], whose: Whose) -> list[Silent]:
    return [each for each in silent if each.whose is whose]


def _title(title: str, count: int) -> Content:
    return styled((title, "bold $foreground"), (f"  {count}" if count else "", MUTED))


def _piece_words(piece: Piece) -> Content:
    when = [day_words(piece.said_at.astimezone().date())] if piece.said_at is not None else []
    if piece.second is not None:
        when.append(f"{piece.second // 60:02}:{piece.second % 60:02}")
    words = said(piece.words, piece.said_how) if piece.words else _("(not shown)")
    tail = f"  {piece.why_not}" if piece.why_not else ""
    return styled(
        (clean_line(piece.name), "$accent"), (f"  {', '.join(when)}  " if when else "  ", MUTED), words, (tail, MUTED)
    )


def _silent_words(silent: Silent) -> Content:
    return styled((clean_line(silent.name), "$accent"), (f"  {clean_line(silent.question)}", MUTED))
