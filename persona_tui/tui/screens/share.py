"""Step 6: choose documents, say where to, and have them made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, DataTable, Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.screens.share_kinds import banks_to_choose, kind_words
from persona_tui.tui.screens.share_looks import Looks, LooksForm
from persona_tui.tui.screens.share_making import MakingBar, Wanted, written_sentence
from persona_tui.tui.screens.share_rows import NOTES, SHEET, STUDY, TALK, Choices, ShareRows, rows_of
from persona_tui.tui.screens.share_wishes import disclosure_of, wishes_of
from persona_tui.tui.widgets.review_day import ReviewDay
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Words, styled
from persona_tui.workflows import sharing
from persona_tui.workflows.exports_folder import exports_folder, was_shared
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study
from persona_tui.workflows.talks import usual_bank

if TYPE_CHECKING:
    from persona_tui.insights.progress import Advice

ROOM_FOR_PREVIEW = 82
"""Columns of the pane from which the document under the cursor stands beside the list, in words."""
PREVIEW_AFTER = 0.15

PANE_COMMANDS = (
    Command("share.make", "ctrl+s", "make", _("Make"), _("Write the ticked documents as Word files."), priority=True),
    Command("share.stop", "escape", "stop", _("Stop"), _("What is written stays; the rest is not written.")),
)


class SharePane(StepPane):
    """Documents to tick, a folder, and what came of it."""

    BINDINGS = bindings(PANE_COMMANDS)
    DEFAULT_CSS = """
    SharePane #lead { height: auto; padding: 0 1; margin-bottom: 1; color: $text-muted; }
    SharePane #choice { height: 1fr; }
    SharePane #documents { width: 1fr; }
    SharePane #beside { width: 40; padding: 0 1 0 2; display: none; scrollbar-size-vertical: 1; }
    SharePane.-roomy #beside { display: block; }
    SharePane #ways { height: auto; }
    SharePane .way { height: auto; width: 1fr; }
    SharePane #again { width: 24; margin-left: 2; }
    SharePane #to-personas { margin: 0 1; }
    """
    about = _(
        "Share what you found with everybody who meets customers: partners, staff, sales, service. Tick the documents "
        "that you want: a persona's sheet is one page to pin on a wall, an interview's notes are for whoever wants to "
        "read what was said. Customers have no names in them, and nothing personal, unless you tick it here by name. "
        "Choose a day to look at the personas again: markets move."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._choices = Choices()
        self._looks = Looks(bank=usual_bank(session))
        self._later: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Words(id="lead")
        with Horizontal(id="choice"):
            yield ShareRows("", _("Document"), _("To know"), id="documents", show_header=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield Words(id="preview")
        with Horizontal(id="ways"):
            with Vertical(classes="way"):
                yield FieldLabel(_("Into which folder?"))
                yield Input(str(exports_folder(self.session)), id="folder")
            with Vertical(classes="way", id="again"):
                yield FieldLabel(_("Look at them again on"))
                yield ReviewDay(lambda day: self.do(change_study, review_on=day), id="review")
        yield MakingBar(self.session)
        yield Button(Content(_("To the personas (F6)")), id="to-personas", variant="primary")

    def on_resize(self) -> None:
        """The preview stands beside where there is room."""
        roomy = self.size.width >= ROOM_FOR_PREVIEW
        if roomy != self.has_class("-roomy"):
            self.set_class(roomy, "-roomy")
            self._preview_soon()

    def show(self) -> None:
        """What there is to share, ticked as it was."""
        self._choices.look(self.session)
        choices = self._choices.all
        table = self.query_one("#documents", ShareRows)
        began = not table.row_count
        table.set_rows(rows_of(choices))
        if began and choices:
            table.move_to(choices[0].row)
        for name in ("#choice", "#ways", "MakingBar"):
            self.query_one(name).display = bool(choices)
        self.query_one("#to-personas").display = not choices
        self.query_one("#lead", Words).say(_lead(self._looks.in_words() if choices else ""))
        self.bar.show_count(len(self._choices.documents))
        self.query_one(ReviewDay).show(self.session.study.review_on)
        self._preview_soon()

    @property
    def bar(self) -> MakingBar:
        """The button, and what is said beside it."""
        return self.query_one(MakingBar)

    # --- where the person goes -------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The list, or where to begin."""
        self.query_one("#documents" if self.query_one("#choice").display else "#to-personas").focus()

    def leave(self) -> None:
        """Keep the day that is being typed."""
        if self.query_one(ReviewDay).has_focus:
            self.query_one(ReviewDay).keep()

    def follow(self, advice: Advice) -> None:
        """To the day to choose where documents are made already, else to the list; how they are made is said."""
        if self.query_one("#ways").display and was_shared(self.session) and self.session.study.review_on is None:
            self.query_one("#review").focus()
        else:
            self.take_focus()
            if self._choices.documents and not self.bar.busy:
                self.bar.say(_("Ctrl+S makes what is ticked."), "$accent")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stopping is for while documents are being made."""
        if action not in ("stop", "make") or not self.is_mounted:
            return True
        return self.bar.busy if action == "stop" else not self.bar.busy and bool(self._choices.all)

    # --- choosing --------------------------------------------------------------------------------------------

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter ticks, as Space does."""
        self.action_tick()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """The cursor moved."""
        self._preview_soon()

    def action_tick(self) -> None:
        """Tick the row under the cursor, or all rows below the heading it is on."""
        row = self.query_one("#documents", ShareRows).current_key
        choice = self._choices.at(row)
        if choice is not None and choice.why_not:
            sentence = _("The interview with {name} can't be shared: {why}.")
            self.notify(sentence.format(name=choice.label, why=choice.why_not), severity="warning", markup=False)
            return
        self._choices.toggle(row)
        self.show()

    # --- what a document will say ------------------------------------------------------------------------------

    def _preview_soon(self) -> None:
        if self._later is not None:
            self._later.stop()
        if self.has_class("-roomy"):
            self._later = self.set_timer(PREVIEW_AFTER, self._show_preview)

    def _show_preview(self) -> None:
        self._later = None
        words = self._document_words()
        self.query_one("#preview", Words).say(words or "")
        self.query_one("#beside").scroll_home(animate=False)

    def _document_words(self) -> Content | None:
        """The document under the cursor in words; None where there is none, or it may not be shared."""
        from persona_tui.tui.screens.share_screens import notes_words
        from persona_tui.tui.widgets.sheet_preview import sheet_words

        choice = self._choices.at(self.query_one("#documents", ShareRows).current_key)
        if choice is None:
            return None
        disclosure = disclosure_of(self._choices)
        if choice.kind in (STUDY, TALK):
            return kind_words(self.session, choice, self._looks.bank, disclosure)
        if choice.kind not in (SHEET, NOTES) or choice.why_not:
            return styled((choice.label, "bold"), "\n", (choice.words, MUTED))
        try:
            if choice.kind == SHEET:
                return sheet_words(sharing.sheet_to_share(self.session, choice.key, disclosure))
            return notes_words(sharing.interview_notes_to_share(self.session, choice.key, disclosure))
        except PlainError as problem:
            return styled((problem.sentence, MUTED))

    def action_preview(self) -> None:
        """The document under the cursor, in a window of its own."""
        from persona_tui.tui.screens.share_screens import DocumentPreview

        words = self._document_words()
        if words is None:
            self.notify(_("Put the cursor on a document to see what it will say."), markup=False)
        else:
            self.app.push_screen(DocumentPreview(words))

    def action_looks(self) -> None:
        """Choose how the documents look."""

        def chosen(looks: Looks | None) -> None:
            if looks is not None:
                self._looks = looks
                self.show()

        self.app.push_screen(LooksForm(self._looks, banks_to_choose()), chosen)

    def action_house(self) -> None:
        """The logo, colours and fonts of all documents."""
        from persona_tui.tui.screens.house_form import HouseForm

        def kept(sentences: tuple[str, ...] | None) -> None:
            for sentence in sentences or ():
                self.notify(sentence, markup=False, timeout=12)

        self.app.push_screen(HouseForm(self.session), kept)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to making the documents."""
        event.stop()
        self.bar.query_one("#make").focus()

    # --- making them -----------------------------------------------------------------------------------------

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """To where there is something to do first."""
        event.stop()
        self.call_later(self.screen.run_action, "go('personas')")

    def on_making_bar_asked(self, event: MakingBar.Asked) -> None:
        """The button was pressed."""
        event.stop()
        self.action_make()

    def action_make(self) -> None:
        """Write the ticked documents."""
        folder, chosen = _folder(self.query_one("#folder", Input)), self._choices
        if not chosen.documents:
            self.bar.say(_("Tick a document first: Space on a line of the list."), "$text-warning")
        elif folder is None:
            self.bar.say(_("Say into which folder the documents are to go."), "$text-warning")
            self.query_one("#folder").focus()
        else:
            self.bar.make(Wanted(folder, wishes_of(chosen, self._looks)))

    def action_stop(self) -> None:
        """Stop after the document that is being written."""
        self.bar.stop()

    def on_making_bar_written(self, event: MakingBar.Written) -> None:
        """Show what was written; where somebody went on meanwhile, say it in the corner."""
        from persona_tui.tui.screens.share_screens import WrittenScreen

        event.stop()
        self.session.tell()
        seen = self.display and self.screen.is_current
        if event.problem and (event.report is not None or not seen):
            self.notify(event.problem, severity="error", markup=False)
        if event.report is None:
            return
        if seen:
            self.app.push_screen(WrittenScreen(event.report, event.folder))
        else:
            self.notify(written_sentence(event.report), markup=False)

    def action_open_folder(self) -> None:
        """Open the folder, or say where it is."""
        from persona_tui.tui.screens.share_screens import show_folder

        folder = _folder(self.query_one("#folder", Input))
        if folder is not None:
            show_folder(self, folder)


def _folder(field: Input) -> Path | None:
    """The folder that was typed; None where nothing was."""
    typed = field.value.strip().strip("'\"")
    return Path(typed).expanduser().absolute() if typed else None


def _lead(looks: str) -> Content:
    if looks:
        ticking = _(
            "Space ticks what you want as a Word document. Nothing personal stands in one unless you tick it by name."
        )
        return styled(ticking, "\n", (_("Looks (l): {looks}. Logo and colours: h").format(looks=looks), MUTED))
    return styled(
        _(
            "Nothing is there to share yet. A persona (F6) becomes a page to pin on a wall, an interview (F4) becomes "
            "notes to file; they will stand here to choose from."
        )
    )
