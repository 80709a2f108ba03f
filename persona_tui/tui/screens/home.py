"""The first screen: a worked example, a new study, or one of the recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Input

from persona_tui import paths
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.settings import RecentStudy, recent_studies
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.rows import Rows
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows.session import Session

if TYPE_CHECKING:
    from persona_tui.tui.app import PersonaApp

HOME_COMMANDS = (
    Command("home.new", "n", "new_study", _("New study"), _("Begin with your own customers.")),
    Command(
        "home.example",
        "e",
        "example",
        _("Worked example"),
        _("A complete study of a maker of desk stands, to look around in."),
    ),
    Command("home.open", "o", "open_folder", _("Open a folder"), _("Open a study that is not in the list.")),
    Command("home.quit", "q", "quit", _("Quit"), _("Leave the program.")),
)


class HomeScreen(Screen[None]):
    """Where the program begins."""

    app: PersonaApp
    BINDINGS = bindings(HOME_COMMANDS)
    about = _(
        "persona-tui takes you from a list of customers to personas: believable portraits of the people who get the "
        "most out of what you sell. Everything stays on this computer, in a folder that is yours."
    )

    def compose(self) -> ComposeResult:
        with Vertical(id="home"):
            yield Heading("persona-tui", id="home-title")
            yield Words(_("From your best customers to personas that colleagues can trust."), id="home-line")
            yield Words(
                Content("\n").join(
                    styled((key, "bold $accent"), "  ", title.ljust(18), (explained, MUTED))
                    for key, title, explained in (
                        ("n", _("New study"), _("begin with your own customers")),
                        ("e", _("Worked example"), _("look around in a finished study")),
                        ("o", _("Open a folder"), _("a study that is not in the list below")),
                    )
                ),
                id="home-ways",
            )
            yield Words("", id="home-reviews")
            yield Heading(_("Recent studies"), id="home-recent-title")
            yield Rows(_("Business"), _("Last opened"), _("Folder"), id="recent", show_header=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the recent studies."""
        self.show_recent()

    def on_screen_resume(self) -> None:
        """Back from a study: it is the most recent one now."""
        self.show_recent()

    def show_recent(self) -> None:
        """The recent studies whose folders are there, the newest first."""
        table = self.query_one("#recent", Rows)
        recent = recent_studies()
        table.set_rows(
            [
                (
                    study.path,
                    (
                        (study.business, "bold"),
                        (study.opened_at.astimezone().strftime("%d %b %Y, %H:%M"), "dim"),
                        (study.path, "dim"),
                    ),
                )
                for study in recent
            ]
        )
        table.display = self.query_one("#home-recent-title").display = bool(recent)
        reviews = self.query_one("#home-reviews", Words)
        due = _due_words(recent, date.today())
        reviews.display = bool(due)
        reviews.say(Content("\n").join(due))
        if recent:
            table.focus()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open a recent study."""
        self.app.open_study(Path(str(event.row_key.value)))

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def action_new_study(self) -> None:
        """Begin a new study."""
        from persona_tui.tui.screens.study_form import StudyForm

        def show(session: Session | None) -> None:
            if session is not None:
                self.app.show_session(session, "customers")

        self.app.push_screen(StudyForm(), show)

    def action_open_folder(self) -> None:
        """Open a study by its folder."""

        def show(folder: Path | None) -> None:
            if folder is not None:
                self.app.open_study(folder)

        self.app.push_screen(OpenFolder(), show)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def action_example(self) -> None:
        """Write the worked example where studies live, or open the one that is there."""
        from persona_tui.workflows.sample import write_sample

        folder = paths.studies_folder() / "worked-example"
        try:
            if not (folder / "study.json").exists():
                write_sample(folder)
        except PlainError as problem:
            self.app.call_from_thread(self.app.say, problem.sentence, "error")
            return
        self.app.call_from_thread(self.app.open_study, folder)


MOST_REMINDERS = 3


def _due_words(recent: Sequence[RecentStudy], today: date) -> list[Content]:
    """Which personas are to be looked at again, as it was when their study was last closed."""
    due = [study for study in recent if study.review_on is not None and study.review_on <= today]
    lines = []
    for study in sorted(due, key=lambda study: study.review_on or today)[:MOST_REMINDERS]:
        day = day_words(study.review_on or today)
        what = (
            _("Review of {name} due since {day}").format(name=clean_line(study.review_of), day=day)
            if study.review_of
            else _("Review of the personas due since {day}").format(day=day)
        )
        lines.append(styled(("● ", "$warning"), (what, "bold"), (f"  {clean_line(study.business)}", MUTED)))
    return lines


class OpenFolder(Dialog[Path]):
    """Which folder to open."""

    accept_label = _("Open")

    def __init__(self) -> None:
        super().__init__(_("Open a study"))

    def compose_form(self) -> ComposeResult:
        from textual.suggester import SuggestFromList

        folder = paths.studies_folder()
        known = [str(path) for path in sorted(folder.glob("*")) if path.is_dir()] if folder.is_dir() else []
        yield FieldLabel(_("The study's folder"))
        yield Input(
            str(folder) + "/" if folder.is_dir() else "",
            id="open-path",
            suggester=SuggestFromList(known, case_sensitive=True),
        )

    def result(self) -> Path:
        """The folder, where there is a study in it."""
        from persona_tui.workflows.studies import is_study

        folder = Path(self.query_one("#open-path", Input).value.strip()).expanduser()
        if not is_study(folder):
            raise PlainError(_("There is no study in {path}.").format(path=folder))
        return folder
