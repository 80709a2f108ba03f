"""The button that makes documents, on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from textual.app import App, ComposeResult

from persona_tui.tui.screens import share_making
from persona_tui.tui.screens.share_making import MakingBar, Wanted
from persona_tui.workflows.documents.wishes import Wishes
from persona_tui.workflows.exports import ExportReport
from persona_tui.workflows.session import Session
from tests.tui.conftest import SMALL, text_on


class _Making(App[None]):
    """The bar alone."""

    def compose(self) -> ComposeResult:
        yield MakingBar(cast(Session, None))


async def test_two_runs_of_one_document_each_are_counted_as_two_also_with_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    def export(_session: Any, folder: Path, _wishes: Any, *, progress: Any, cancelled: Any) -> ExportReport:
        progress(0, 1, "A sheet")
        return ExportReport((folder / "a.docx", folder / "a.pdf"), (), bool(cancelled()), ())

    monkeypatch.setattr(share_making, "export", export)
    app = _Making()
    async with app.run_test(size=SMALL) as pilot:
        bar = app.query_one(MakingBar)
        told: list[tuple[int, int]] = []
        monkeypatch.setattr(bar, "_tell", lambda done, of, label: told.append((done, of)))
        bar.show_count(2)
        bar.make(Wanted(Path("somewhere"), (Wishes(), Wishes())))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert told == [(0, 2), (1, 2)]


async def test_the_button_is_as_wide_as_what_it_says() -> None:
    app = _Making()
    async with app.run_test(size=SMALL) as pilot:
        for count, said in ((1, "Make 1 document"), (2, "Make 2 documents"), (0, "Nothing is ticked")):
            app.query_one(MakingBar).show_count(count)
            await pilot.pause()
            assert said in text_on(cast(Any, app))
