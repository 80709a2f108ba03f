"""Choosing a file by typing."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.widgets import Input

from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.rows import Rows


async def test_a_folder_that_is_typed_is_listed_and_a_name_begun_in_it_is_found(tmp_path: Path) -> None:
    there, start = tmp_path / "exports of the shop", tmp_path / "start"
    for folder in (there, start):
        folder.mkdir()
    for name in ("clients.csv", "orders.csv"):
        (there / name).write_text("name\nAnna\n", encoding="utf-8")
    app = App[None]()
    chosen: list[Path | None] = []
    async with app.run_test() as pilot:
        form = ChooseFile("A list", (".csv",), start=start)
        app.push_screen(form, chosen.append)
        await pilot.pause()
        path, entries = form.query_one("#path", Input), form.query_one("#entries", Rows)
        for typed, names in (
            (f"{there}/", ["clients.csv", "orders.csv"]),
            (f"{there}/cl", ["clients.csv"]),
            ("~nobody-of-that-name/x", []),
            (f"{tmp_path}/nowhere/x", []),
            (f"{there}/{'a word that was pasted ' * 20}", []),
        ):
            path.value = typed
            await pilot.pause()
            assert [Path(key).name for key in entries.keys if key != ".."] == names
        path.value = f"{there}/cl"
        await pilot.press("enter")
        await pilot.pause()
    assert chosen == [there / "clients.csv"]
