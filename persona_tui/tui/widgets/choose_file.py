"""Choosing a file by keyboard: type a path, or walk through folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import DataTable, Input

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.words import FieldLabel, Words

MOST_LISTED = 500


class ChooseFile(Dialog[Path]):
    """A path to type, and the folder it is in to choose from. `endings` are those shown, such as (".csv",)."""

    DEFAULT_CSS = """
    ChooseFile Rows { height: 12; margin-top: 1; }
    ChooseFile .hint { color: $text-muted; padding: 0 1; height: auto; }
    """
    accept_label = _("Choose")

    def __init__(self, title: str, endings: Sequence[str], hint: str = "", start: Path | None = None) -> None:
        super().__init__(title)
        self._endings = tuple(endings)
        self._hint = hint
        self._folder = start or Path.cwd()

    def compose_form(self) -> ComposeResult:
        if self._hint:
            yield Words(self._hint, classes="hint")
        yield FieldLabel(_("The file: type or paste its path, or choose below"))
        yield Input(id="path", placeholder=_("/folder/customers.csv"))
        yield Rows(_("Name"), _("Size"), id="entries", show_header=False)

    def on_mount(self) -> None:
        """Show the folder."""
        self._list()
        self.query_one("#path", Input).focus()

    def _list(self) -> None:
        rows: list[tuple[str, Sequence[Cell]]] = [("..", (("..", "bold"), str(self._folder.parent)))]
        try:
            entries = sorted(self._folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
        except OSError as problem:
            self.say_problem(_("{path} can't be read: {why}.").format(path=self._folder, why=problem.strerror))
            entries = []
        for entry in entries[:MOST_LISTED]:
            if entry.name.startswith("."):
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
        path = self._folder.parent if key == ".." else Path(key)
        if path.is_dir():
            self._folder = path
            self._list()
        else:
            self.query_one("#path", Input).value = str(path)
            self.action_accept()

    def result(self) -> Path:
        """The file that was named."""
        typed = self.query_one("#path", Input).value.strip().strip("'\"")
        if not typed:
            raise PlainError(_("Type the path of a file, or choose one from the list with the arrows and Enter."))
        path = Path(typed).expanduser()
        path = path if path.is_absolute() else self._folder / path
        if path.is_dir():
            self._folder = path
            self._list()
            raise PlainError(_("That is a folder: choose a file in it."))
        if not path.is_file():
            raise PlainError(_("There is no file {path}.").format(path=path))
        return path


def _size(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
