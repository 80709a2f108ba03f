"""Choosing a file by keyboard: type a path, or walk through folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import DataTable, Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import FieldLabel, Words

MOST_LISTED = 500
MOST_ROWS = 12
"""Entries that are seen at once where there is room."""
AROUND_THE_LIST = 15
"""Rows of the screen that are not the list."""


class PathInput(Input):
    """The path; the arrow goes on into the list."""

    BINDINGS = bindings((Command("choose.to_list", "down", "app.focus_next", _("To the list"), show=False),))


class ChooseFile(Dialog[Path]):
    """A path to type, and the folder it is in to choose from. `endings` are those shown, such as (".csv",).

    It begins in `start`; or where the last file was chosen, where the program was started, in the person's downloads,
    documents or own folder: the first of them that holds such a file.
    """

    last_folder: ClassVar[Path | None] = None
    DEFAULT_CSS = """
    ChooseFile Rows { height: 12; min-height: 3; margin-top: 1; }
    ChooseFile .hint { color: $text-muted; padding: 0 1; height: auto; }
    """
    accept_label = _("Choose")

    def __init__(self, title: str, endings: Sequence[str], hint: str = "", start: Path | None = None) -> None:
        super().__init__(title)
        self._endings = tuple(endings)
        self._hint = hint
        self._folder = start or self._likely_folder()

    def compose_form(self) -> ComposeResult:
        if self._hint:
            yield Words(self._hint, classes="hint")
        yield FieldLabel(_("The file: type or paste its path, or choose below"))
        example = _("/folder/{name}").format(name=_("a-file") + self._endings[0])
        yield PathInput(id="path", placeholder=example)
        yield Rows(_("Name"), _("Size"), id="entries", show_header=False)

    def on_mount(self) -> None:
        """Show the folder."""
        self._list()
        self.query_one("#path", Input).focus()

    def on_resize(self) -> None:
        """The list is as high as the room there is; the dialog itself does not scroll."""
        self.query_one("#entries").styles.height = max(3, min(MOST_ROWS, self.size.height - AROUND_THE_LIST))

    def _likely_folder(self) -> Path:
        home = Path.home()
        folders = (ChooseFile.last_folder, Path.cwd(), home / "Downloads", home / "Documents", home)
        there = [folder for folder in folders if folder is not None and folder.is_dir()]
        return next((folder for folder in there if self._holds_one(folder)), there[0] if there else home)

    def _holds_one(self, folder: Path) -> bool:
        try:
            return any(entry.suffix.lower() in self._endings and entry.is_file() for entry in folder.iterdir())
        except OSError:
            return False

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed narrows the list; a folder that is typed is listed."""
        event.stop()
        self._list()

    def _looked_for(self) -> tuple[Path, str]:
        """The folder to list, and what is typed of a name in it."""
        typed = self.query_one("#path", Input).value.strip().strip("'\"")
        if "/" not in typed and "\\" not in typed and not typed.startswith("~"):
            return self._folder, typed.casefold()
        path = self._folder / _in_full(typed)
        folder, name = (path, "") if typed.endswith(("/", "\\")) or _is(Path.is_dir, path) else (path.parent, path.name)
        return (folder, name.casefold()) if _is(Path.is_dir, folder) else (self._folder, "")

    def _list(self) -> None:
        folder, wanted = self._looked_for()
        rows: list[tuple[str, Sequence[Cell]]] = [("..", (("..", "bold"), str(folder.parent)))]
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
        except OSError as problem:
            self.say_problem(_("{path} can't be read: {why}.").format(path=folder, why=problem.strerror))
            entries = []
        for entry in entries:
            if len(rows) > MOST_LISTED:
                break
            if entry.name.startswith(".") or wanted not in entry.name.casefold():
                continue
            if entry.is_dir():
                rows.append((str(entry), ((f"{entry.name}/", "bold"), "")))
            elif entry.suffix.lower() in self._endings:
                rows.append((str(entry), (entry.name, (_size(entry), "dim"))))
        self.query_one("#entries", Rows).set_rows(rows)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter on a folder goes in; on a file, takes it."""
        event.stop()
        key = str(event.row_key.value)
        path = self._looked_for()[0].parent if key == ".." else Path(key)
        if path.is_dir():
            self._go_to(path)
        else:
            self.query_one("#path", Input).value = str(path)
            self.action_accept()

    def result(self) -> Path:
        """The file that was named."""
        typed = self.query_one("#path", Input).value.strip().strip("'\"")
        if not typed:
            raise PlainError(_("Type the path of a file, or choose one from the list with the arrows and Enter."))
        path = self._folder / _in_full(typed)
        if _is(Path.is_dir, path):
            self._go_to(path)
            raise PlainError(_("That is a folder: choose a file in it."))
        if not _is(Path.is_file, path):
            files = [Path(key) for key in self.query_one("#entries", Rows).keys if Path(key).is_file()]
            if not self._looked_for()[1] or len(files) != 1:
                raise PlainError(_("There is no file {path}.").format(path=path))
            path = files[0]
        ChooseFile.last_folder = path.parent
        return path

    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        self.query_one("#path", Input).value = ""
        self._list()


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Whether a path is of that kind; one that is too long, or may not be looked at, is of none."""
    try:
        return kind(path)
    except OSError:
        return False


def _in_full(typed: str) -> Path:
    """The path, with the person's own folder for a ~ where there is one."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def _size(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
