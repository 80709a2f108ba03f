"""Beside the sharing step: what a document will say, and what was written where."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from persona_tui.domain.marks import LineKind
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import NotesContent, NotesLine
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.open_folder import open_folder
from persona_tui.tui.screens.share_making import written_sentence
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows.exports import ExportReport

CLOSE = Command("share.close", "escape", "close", _("Close"), _("Back to the choice of documents."))
WRITTEN_COMMANDS = (
    Command(
        "written.open", "o", "open_folder", _("Open folder"), _("In the system's file window, where there is one.")
    ),
    Command("written.copy", "c", "copy", _("Copy path"), _("The path under the cursor, to paste it elsewhere.")),
    CLOSE,
)


class DocumentPreview(ModalScreen[None]):
    """A document in words, before it is made."""

    BINDINGS = bindings((CLOSE, Command("share.close_preview", "p", "close", _("Close"), show=False)))
    DEFAULT_CSS = """
    DocumentPreview { align: center middle; background: $background 70%; }
    DocumentPreview > VerticalScroll {
        width: 88; max-width: 96%; height: auto; max-height: 94%; background: $surface; padding: 1 2;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, words: Content) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Words(self._words)
        yield KeysLine()

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


class WrittenScreen(ModalScreen[None]):
    """What was written, where, and what was left out."""

    BINDINGS = bindings(WRITTEN_COMMANDS)
    DEFAULT_CSS = """
    WrittenScreen { align: center middle; background: $background 70%; }
    WrittenScreen > VerticalScroll {
        width: 88; max-width: 96%; height: auto; max-height: 94%; background: $surface; padding: 1 2;
        scrollbar-size-vertical: 1;
    }
    WrittenScreen Words { padding: 0 1; height: auto; }
    WrittenScreen #paths { height: auto; max-height: 14; margin: 1 0; }
    """

    def __init__(self, report: ExportReport, folder: Path) -> None:
        super().__init__()
        self._report = report
        self._folder = folder

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Heading(written_sentence(self._report))
            yield Words(str(self._folder), id="where")
            yield Rows(_("Document"), id="paths", show_header=False)
            yield Words(_left_out(self._report), id="left-out")
        yield KeysLine()

    def on_mount(self) -> None:
        """The paths."""
        paths = self.query_one("#paths", Rows)
        rows: list[tuple[str, tuple[Cell, ...]]] = [(str(path), (path.name,)) for path in self._report.paths]
        paths.set_rows(rows)
        paths.display = bool(rows)
        paths.focus()

    def on_data_table_row_selected(self) -> None:
        """Enter copies, too."""
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the path under the cursor."""
        path = self.query_one("#paths", Rows).current_key
        if path:
            self.app.copy_to_clipboard(path)
            self.notify(_("Copied: {path}").format(path=path), markup=False)

    def action_open_folder(self) -> None:
        """Open the folder, or say where it is."""
        show_folder(self, self._folder)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def show_folder(beside: Widget, folder: Path) -> None:
    """Open a folder in the system's file window, or say in words where it is."""
    if not folder.is_dir():
        said = _("{folder} is not there yet: it is made with the first document.").format(folder=folder)
    elif open_folder(folder):
        said = _("{folder} opens in another window.").format(folder=folder)
    else:
        said = _("No window can be opened from here. The documents are in {folder}").format(folder=folder)
    beside.notify(said, markup=False, timeout=8)


def _left_out(report: ExportReport) -> Content:
    """What else there is to know of what was written, and what was left out."""
    lines = [styled(clean_line(sentence)) for sentence in report.said]
    if report.left_out:
        lines += [styled("")] if lines else []
        lines.append(styled((_("Left out, and why"), "bold")))
        lines += [styled(("· ", MUTED), (clean_line(sentence), MUTED)) for sentence in report.left_out]
    return Content("\n").join(lines)


def notes_words(content: NotesContent) -> Content:
    """An interview's notes as they will be written, line by line."""
    lines = [styled((clean_line(content.title), "bold $accent"))]
    about = [part for part in (content.when, content.how_long, content.consent) if part]
    lines.append(styled((clean_line("; ".join(about)), MUTED)))
    for question in content.questions:
        lines += [styled(""), styled((clean_line(question.text), "bold"))]
        if question.left_out or question.skipped:
            lines.append(styled((clean_line(question.left_out or question.skipped), MUTED)))
        if question.choice:
            lines.append(styled(clean_line(question.choice)))
        lines += [_line(line) for line in question.lines]
    if content.left_out:
        lines += [styled(""), styled((_("Left out of the notes"), "bold"))]
        lines += [styled((f"· {sentence}", MUTED)) for sentence in content.left_out]
    return Content("\n").join(lines)


def _line(line: NotesLine) -> Content:
    words = clean_line(line.text)
    if line.kind is LineKind.WORD_FOR_WORD:
        words = f"“{words}”"
    marks = ", ".join(line.marks)
    return styled(("· ", MUTED), words, (f"  {marks}" if marks else "", MUTED))
