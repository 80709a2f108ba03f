"""A persona's quote: a customer's exact words, whole or with words left out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, locate
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coherence import speaks_to_what_they_want
from persona_tui.insights.quote_cuts import Span, cut_text, kept_parts
from persona_tui.insights.voices import QUOTE, Voice, voices_for
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import BuilderStep
from persona_tui.tui.screens.persona_words import WordsDialog, words_around
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_quotes import why_not_quotable
from persona_tui.workflows.persona_sources import part_of_line, part_of_words, place_of

QUOTE_COMMANDS = (
    Command("quote.take", "enter", "select", _("Quote this"), _("Let the persona say these words.")),
    Command(
        "quote.add",
        "space,+",
        "pane('add')",
        _("Add"),
        _("Add these words to the quote, behind […]."),
        key_display="space",
    ),
    Command("quote.cut", "c", "pane('cut')", _("Leave words out"), _("Choose which words of the line to quote.")),
    Command(
        "quote.support",
        "s",
        "pane('support')",
        _("To a sentence"),
        _("To the goals, pains or motivators, at these words: one of them is to rest on the quote."),
        show=False,
    ),
    Command("quote.words", "w", "pane('words')", _("Words"), _("See it where it was said, with the lines around.")),
    Command(
        "quote.remove",
        "delete,x",
        "pane('remove')",
        _("No quote"),
        _("Take the quote off the sheet."),
        key_display="del",
    ),
)


class QuoteList(PaneKeys, KeptList):
    """The lines that may be quoted."""

    BINDINGS = bindings(QUOTE_COMMANDS)


class QuoteStep(BuilderStep):
    """Only word-for-word lines are offered, of those who agreed to be quoted."""

    DEFAULT_CSS = """
    QuoteStep #quote { height: auto; max-height: 6; padding: 1 2; max-width: 90; }
    QuoteStep #refused { height: auto; max-height: 7; padding: 1 1 0 1; color: $foreground 65%; }
    QuoteStep QuoteList { height: 1fr; }
    """
    about = _(
        "One sentence in a customer's own words says more than a paragraph about them. Only exact words can be quoted: "
        'lines noted word for word (") in a talk whose consent covers quotes. Words may be left out, shown as […]; '
        "none "
        "may be changed."
    )

    def compose(self) -> ComposeResult:
        yield Heading(_("Which words of theirs say it best?"))
        yield Words(id="quote")
        yield Words(id="quote-hint", classes="hint")
        yield QuoteList(id="quotes")
        yield Words(id="refused")

    def on_mount(self) -> None:
        """Nothing is offered before it is shown."""
        self._offered: dict[str, Voice] = {}
        self._is_wanted = False
        """Whether a quote is still wanted that speaks to what they want: which lines do is shown."""

    def show(self) -> None:
        """The quote, what can be quoted, and why the rest can't."""
        assert self.ground is not None
        ground, persona = self.ground, self.persona
        voices = voices_for(
            QUOTE, persona.people, ground.view, ground.interviews, ground.questions, within=ground.context
        )
        quote = persona.quote
        self._is_wanted = quote is None or not self._speaks(quote.pieces)
        reasons: dict[str, int] = {}
        self._offered = {}
        for voice in voices:
            reason = why_not_quotable(self.session, voice.evidence)
            if not reason:
                self._offered[f"{voice.interview}:{voice.target}"] = voice
            elif voice.kind is LineKind.WORD_FOR_WORD or Mark.QUOTE in voice.marks:
                reasons[reason] = reasons.get(reason, 0) + 1
        self.query_one("#quotes", QuoteList).show_entries(
            [self._entry(key, voice) for key, voice in self._offered.items()]
        )
        self.query_one("#quotes").display = bool(self._offered)
        self.query_one("#quote", Words).say(self._quote())
        self.query_one("#quote-hint", Words).say(
            _("Lines they said word for word, and may be quoted. Those you marked with * come first.")
            if self._offered
            else ""
        )
        self.query_one("#refused", Words).say(_refused(reasons, bool(self._offered), bool(persona.people)))

    def _quote(self) -> Content:
        assert self.ground is not None
        quote = self.persona.quote
        if quote is None or not quote.pieces:
            return styled((_("No quote yet."), MUTED))
        names = dict.fromkeys(self.ground.name_of(piece.person) for piece in quote.pieces)
        words = styled(
            (f"“{clean_text(quote.text).strip()}”", "bold italic"), (f"\n{clean_line(', '.join(names))}", MUTED)
        )
        if self.ground.context.quote_counts(quote):
            return words
        reason = next((why for piece in quote.pieces if (why := why_not_quotable(self.session, piece))), "")
        return words.append(styled(("\n" + _("It stands in no document: {why}").format(why=reason), "$warning")))

    def _entry(self, key: str, voice: Voice) -> Entry:
        assert self.ground is not None
        mark = "✓" if self._pieces(voice) else " "
        star = "* " if Mark.QUOTE in voice.marks else ""
        who = clean_line(self.ground.name_of(voice.person))
        rests = _("  a sentence rests on it") if self._is_wanted and self._speaks([voice.evidence]) else ""
        words = styled((star, "$accent"), f"“{clean_line(voice.text)}”", (f"  {who}", MUTED), (rests, "$success"))
        return Entry(key, words, lead=styled((f"{mark} ", "bold $success")))

    def _speaks(self, pieces: list[Evidence]) -> bool:
        """Whether a goal, a pain or a motivator rests on these words."""
        assert self.ground is not None
        return speaks_to_what_they_want(self.ground.context, self.persona, pieces)

    def _pieces(self, voice: Voice) -> list[Evidence]:
        """The pieces of the quote that are of this line."""
        quote = self.persona.quote
        return [piece for piece in quote.pieces if piece.target == voice.target] if quote is not None else []

    def take_focus(self) -> None:
        """The lines."""
        quotes = self.query_one("#quotes", QuoteList)
        if quotes.display:
            quotes.focus()
        else:
            self.screen.set_focus(None)

    # --- acts ------------------------------------------------------------------------------------------------

    def _current(self) -> Voice | None:
        return self._offered.get(self.query_one("#quotes", QuoteList).current_key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Quote the line, and it alone."""
        event.stop()
        voice = self._current()
        if voice is not None:
            self.do(acts.set_quote, self.persona.id, [voice.evidence])

    def action_add(self) -> None:
        """Add the line to the quote, or take it out."""
        voice = self._current()
        if voice is None:
            return
        quote = self.persona.quote
        others = [piece for piece in quote.pieces if piece.target != voice.target] if quote is not None else []
        wanted = others if self._pieces(voice) else [*others, voice.evidence]
        if wanted:
            self.do(acts.set_quote, self.persona.id, wanted)
        else:
            self.do(acts.clear_quote, self.persona.id)

    def action_cut(self) -> None:
        """Choose which words of the line to quote."""
        voice = self._current()
        if voice is None:
            return
        now = self._pieces(voice)
        spans = [place for piece in now if (place := locate(voice.text, piece.exact, piece.prefix, piece.suffix))]
        persona_id = self.persona.id

        def cut(parts: list[Span] | None) -> None:
            if parts is None:
                return
            pieces = [part_of_line(voice, start, end) for start, end in parts]
            quote = self.persona.quote
            wanted: list[Evidence] = []
            placed = False
            for piece in quote.pieces if quote is not None and now else []:
                if piece.target != voice.target:
                    wanted.append(piece)
                elif not placed:
                    wanted += pieces
                    placed = True
            self.do(acts.set_quote, persona_id, wanted if placed else pieces)

        self.app.push_screen(LeaveWordsOut(voice.text, spans), cut)

    async def action_support(self) -> None:
        """To where a goal, pain or motivator can rest on the quote."""
        quote = self.persona.quote
        if self.ground is None or quote is None or not quote.pieces:
            self.notify(_("Choose a quote first: Enter on a line."), markup=False)
            return
        places = {place_of(piece) for piece in quote.pieces}
        part = part_of_words(self.ground, places)
        if part:
            await self.screen.show_words(part, places)  # type: ignore[attr-defined]
        else:
            self.notify(_("Goals, pains and motivators are all left out: bring one back (o)."), markup=False)

    def action_words(self) -> None:
        """Where it was said."""
        voice = self._current()
        if voice is not None and self.ground is not None:
            self.app.push_screen(WordsDialog(_("Where it was said"), words_around(self.ground, voice.evidence)))

    def action_remove(self) -> None:
        """Take the quote off."""
        self.do(acts.clear_quote, self.persona.id)


class LeaveWordsOut(Dialog[list[Span]]):
    """The line to take words out of; what is left is quoted, exactly."""

    DEFAULT_CSS = """
    LeaveWordsOut .hint { color: $foreground 65%; height: auto; padding: 0 1; }
    LeaveWordsOut #said { height: auto; max-height: 6; padding: 1; }
    LeaveWordsOut #becomes { height: auto; padding: 1 1 0 1; text-style: bold italic; }
    """
    accept_label = _("Quote it so")

    def __init__(self, line: str, spans: list[Span]) -> None:
        super().__init__(_("Leave words out"))
        self._line = line
        self._spans = spans or [(0, len(line))]

    def compose_form(self) -> ComposeResult:
        yield Words(
            _("Delete the words that the quote can do without. No word can be changed or added."), classes="hint"
        )
        yield Words(styled((f"“{clean_line(self._line)}”", MUTED)), id="said")
        yield FieldLabel(_("The words to keep"))
        yield Input(clean_line(cut_text(self._line, self._spans)), id="kept", select_on_focus=False)
        yield Words(id="becomes")

    def on_mount(self) -> None:
        """Begin at the words."""
        self.query_one("#kept", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the quote becomes."""
        event.stop()
        try:
            shown = cut_text(self._line, self.result())
        except PlainError as problem:
            self.say_problem(problem.sentence)
            self.query_one("#becomes", Words).say("")
        else:
            self.say_problem("")
            self.query_one("#becomes", Words).say(f"“{clean_line(shown)}”")

    def result(self) -> list[Span]:
        """The parts of the line that remain."""
        return kept_parts(self._line, self.query_one("#kept", Input).value)


def _refused(reasons: dict[str, int], has_offers: bool, has_people: bool) -> Content:
    """Why other lines can't be quoted, and what to do about it."""
    lines: list[Content] = []
    if not has_people:
        return styled(_("Choose first which customers the persona is built from."))
    if not has_offers and not reasons:
        lines.append(
            styled(
                _(
                    'None of these customers was noted word for word yet. In a talk, open a line with " for their '
                    'exact words, and with * when it is worth quoting. In notes you have, put " before what is exact.'
                )
            )
        )
    for reason, count in reasons.items():
        counted = ngettext("{n} line can't be quoted:", "{n} lines can't be quoted:", count).format(n=count)
        lines.append(styled((counted, "bold"), f" {reason}"))
    return Content("\n").join(lines)
