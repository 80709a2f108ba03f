"""The button that makes documents, how far that is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button
from textual.worker import Worker, WorkerState, get_current_worker

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _, ngettext
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows.documents.wishes import Wishes
from persona_tui.workflows.exports import ExportReport, export
from persona_tui.workflows.session import Session

BAR = 20


@dataclass(frozen=True)
class Wanted:
    """What is to be made, and where."""

    folder: Path
    wishes: tuple[Wishes, ...]


class MakingBar(Horizontal):
    """Posts `Asked` when the button is pressed, and `Written` when it is over."""

    DEFAULT_CSS = """
    MakingBar { height: 2; margin-top: 1; }
    MakingBar #make { margin: 0 1; }
    MakingBar #status { height: 2; width: 1fr; padding: 0 1; }
    """

    class Asked(Message):
        """The button was pressed while nothing is being made."""

    class Progressed(Message):
        """A document is being written; posted from the worker."""

        def __init__(self, done: int, of: int, label: str) -> None:
            super().__init__()
            self.done, self.of, self.label = done, of, label

    class Written(Message):
        """It is over; `problem` is the sentence that says why nothing more was written."""

        def __init__(self, folder: Path, report: ExportReport | None, problem: str = "") -> None:
            super().__init__()
            self.folder, self.report, self.problem = folder, report, problem

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stop = Event()
        self._count = 0
        self.busy = False

    def compose(self) -> ComposeResult:
        yield Button(Content(_("Make")), id="make", variant="primary")
        yield Words(id="status")

    def show_count(self, n: int) -> None:
        """Say on the button how many documents are ticked."""
        self._count = n
        self._label()

    def say(self, text: str | Content, style: str = "") -> None:
        """Say something beside the button."""
        self.query_one("#status", Words).say(styled((text, style)) if isinstance(text, str) else text)

    def make(self, wanted: Wanted) -> None:
        """Begin, on a thread of its own."""
        if not self.busy:
            self._stop.clear()
            self._set_busy(True)
            self._write(wanted)

    def stop(self) -> None:
        """Stop after the document that is being written."""
        if self.busy:
            self._stop.set()
            self.say(_("Stopping after this one …"), MUTED)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self._label()
        self.refresh_bindings()

    def _label(self) -> None:
        button, n = self.query_one("#make", Button), self._count
        if self.busy:
            button.label = Content(_("Stop"))
        else:
            words = ngettext("Make {n} document", "Make {n} documents", n).format(n=n) if n else _("Nothing is ticked")
            button.label = Content(words)
        button.disabled = not n and not self.busy
        button.refresh(layout=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Make them, or stop."""
        event.stop()
        if self.busy:
            self.stop()
        else:
            self.post_message(self.Asked())

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, wanted: Wanted) -> None:
        worker = get_current_worker()
        reports: list[ExportReport] = []
        of_all = self._count

        def tell(done: int, of: int, label: str) -> None:
            """Each run counts its own; the documents of the runs before it are added, not the PDFs beside them."""
            before = sum(path.suffix != ".pdf" for report in reports for path in report.paths)
            self._tell(before + done, max(of_all, before + of), label)

        try:
            for wishes in wanted.wishes:
                reports.append(
                    export(
                        self._session,
                        wanted.folder,
                        wishes,
                        progress=tell,
                        cancelled=lambda: worker.is_cancelled or self._stop.is_set(),
                    )
                )
                if reports[-1].cancelled:
                    break
        except PlainError as problem:
            self.post_message(self.Written(wanted.folder, _together(reports) if reports else None, problem.sentence))
        else:
            self.post_message(self.Written(wanted.folder, _together(reports)))

    def _tell(self, done: int, of: int, label: str) -> None:
        self.post_message(self.Progressed(done, of, label))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Something that nobody foresaw is said, too."""
        if event.worker.group == "export" and event.state is WorkerState.ERROR:
            why = type(event.worker.error).__name__
            sentence = _("The documents could not be made ({why}). The study itself is untouched.").format(why=why)
            self.post_message(self.Written(Path(), None, sentence))

    def on_making_bar_progressed(self, event: Progressed) -> None:
        """How far it is."""
        event.stop()
        if not event.label or not self.busy or self._stop.is_set():
            return
        line = _("Writing {number} of {all}: {name}").format(number=event.done + 1, all=event.of, name=event.label)
        filled = round(BAR * event.done / max(1, event.of))
        bar = styled(("━" * filled, "$accent"), ("─" * (BAR - filled), MUTED))
        self.say(Content("\n").join([styled(line, (_("   Escape stops"), MUTED)), bar]))

    def on_making_bar_written(self, event: Written) -> None:
        """Say what was written, or why nothing was; the pane goes on from there."""
        self._set_busy(False)
        if event.report is None:
            self.say(event.problem, "$text-error")
        elif not event.report.paths:
            self.say(written_sentence(event.report))
        else:
            where = _("They are in {folder}; o opens it.").format(folder=event.folder)
            self.say(styled((written_sentence(event.report), "bold"), " ", (where, MUTED)))


def _together(reports: Sequence[ExportReport]) -> ExportReport:
    """What several runs have written, as one."""
    paths = tuple(path for report in reports for path in report.paths)
    left_out = dict.fromkeys(sentence for report in reports for sentence in report.left_out)
    said = dict.fromkeys(sentence for report in reports for sentence in report.said)
    return ExportReport(paths, tuple(left_out), any(report.cancelled for report in reports), tuple(said))


def written_sentence(report: ExportReport) -> str:
    """How many documents there are now."""
    n = len(report.paths)
    if report.cancelled:
        return ngettext(
            "Stopped: {n} document was written before.", "Stopped: {n} documents were written before.", n
        ).format(n=n)
    if not n:
        return _("No document was written.")
    return ngettext("{n} document was written.", "{n} documents were written.", n).format(n=n)
