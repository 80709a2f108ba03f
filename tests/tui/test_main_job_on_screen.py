"""The one run that the program is for, on the screens: from an empty home to a persona in Word, on real files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.claims import StandingKind
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.attributes import AttributesPane
from persona_tui.tui.screens.attributes_choose import Catalogue
from persona_tui.tui.screens.customers import CustomersPane
from persona_tui.tui.screens.home import HomeScreen
from persona_tui.tui.screens.import_customers import ImportPreview
from persona_tui.tui.screens.interview_ask import ImportNotes
from persona_tui.tui.screens.interviews import InterviewsPane
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_people import ChoosePeople
from persona_tui.tui.screens.share import SharePane
from persona_tui.tui.screens.share_screens import WrittenScreen
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.screens.study_form import StudyForm
from persona_tui.tui.widgets.check_list import CheckList
from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.rows import Rows
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.workflows.persona_ground import ground_of
from tests.tui.conftest import WIDE, session_of, text_on

CHALLENGE = "Documentation is confusing"
"""How a line of the real notes begins that a pain rests on."""


async def _settle(app: PersonaApp, pilot: Pilot[None]) -> None:
    for _turn in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


def _step(app: PersonaApp) -> Any:
    assert isinstance(app.screen, StudyScreen)
    return app.screen.pane


async def _go(app: PersonaApp, pilot: Pilot[None], step: str) -> Any:
    assert isinstance(app.screen, StudyScreen)
    await app.screen.show_step(step)
    await _settle(app, pilot)
    return app.screen.pane


async def _choose_file(app: PersonaApp, pilot: Pilot[None], path: Path) -> None:
    assert isinstance(app.screen, ChooseFile)
    app.screen.query_one("#path", Input).value = str(path)
    app.screen.action_accept()
    await _settle(app, pilot)


async def _new_study(app: PersonaApp, pilot: Pilot[None], folder: Path) -> None:
    assert isinstance(app.screen, HomeScreen)
    await pilot.press("n")
    form = app.screen
    assert isinstance(form, StudyForm)
    form.query_one("#business", Input).value = "Telco & Sons"
    await pilot.pause()
    assert form.query_one("#folder", Input).value.endswith("telco-&-sons")
    form.query_one("#purpose", Input).value = "who stays for years, and why"
    form.query_one("#folder", Input).value = str(folder)
    form.action_accept()
    await _settle(app, pilot)
    assert isinstance(_step(app), CustomersPane)


async def _import_list(app: PersonaApp, pilot: Pilot[None], file: Path) -> None:
    await pilot.press("ctrl+o")
    await _choose_file(app, pilot, file)
    preview = app.screen
    assert isinstance(preview, ImportPreview)
    assert "7,043 customers" in text_on(app)
    columns = preview.query_one("#columns", Rows)
    for column, act in (
        ("customerID", preview.action_name),
        ("tenure", preview.action_rank),
        ("TotalCharges", preview.action_rank),
    ):
        columns.move_to(column)
        act()
        await _settle(app, pilot)
    columns.move_to("Contract")
    shown = text_on(app)
    assert "11 customers: no TotalCharges" in shown
    await pilot.press("ctrl+s")
    await _settle(app, pilot)
    assert len(session_of(app).people()) == 8
    assert "8 best of 5–10" in text_on(app)


async def _pick_what_is_known(app: PersonaApp, pilot: Pilot[None]) -> None:
    pane = await _go(app, pilot, "attributes")
    assert isinstance(pane, AttributesPane)
    assert "12 attributes · 8 of 96 known" in text_on(app), "how long they are customers is proposed, and known"
    pane.action_choose_attributes()
    await pilot.pause()
    catalogue = app.screen.query_one(Catalogue)
    catalogue.highlighted = catalogue.get_option_index("contract")
    await pilot.press("space", "ctrl+s")
    await _settle(app, pilot)
    assert "13 attributes · 16 of 104 known" in text_on(app)
    pane.matrix.move_to(session_of(app).people()[0].id, "contract")
    await pilot.pause()
    assert "from telco-customer-churn.csv" in text_on(app)


async def _import_notes(app: PersonaApp, pilot: Pilot[None], file: Path) -> None:
    pane = await _go(app, pilot, "interviews")
    assert isinstance(pane, InterviewsPane)
    pane.action_import_notes()
    await pilot.pause()
    await _choose_file(app, pilot, file)
    form = app.screen
    assert isinstance(form, ImportNotes)
    for scope in ("notes", "quotes"):
        form.query_one(f"#scope-{scope}", Tick).value = True
    form.query_one("#day", Input).value = "2026-11-02"
    form.action_accept()
    await _settle(app, pilot)
    shown = text_on(app)
    assert "1 of 1 talks done" in shown and "without consent" not in shown


async def _build_persona(app: PersonaApp, pilot: Pilot[None]) -> None:
    pane = await _go(app, pilot, "personas")
    await pilot.press("a")
    dialog = app.screen
    assert isinstance(dialog, ChoosePeople)
    people = dialog.query_one("#people", CheckList)
    people.move_to(session_of(app).interviews_of()[0].people[0])
    await pilot.press("space")
    dialog.query_one("#reason", Input).value = "They stay for years"
    dialog.action_accept()
    await _settle(app, pilot)
    screen = app.screen
    assert isinstance(screen, PersonaScreen) and screen.part == "name"

    screen.query_one("#name", Input).value = "Nora"
    screen.query_one("#archetype", Input).value = "Stays, and sees to it that it works"
    await screen.show_part("face")
    await _settle(app, pilot)
    await pilot.press("s")
    await _settle(app, pilot)
    assert "Drawn, not a customer" in text_on(app)

    await screen.show_part("pains")
    await _settle(app, pilot)
    step: Any = screen.step
    step.mine.typing.value = "Loses the way in the documentation"
    step.mine.keep_typed()
    await _settle(app, pilot)
    assert "◇ Loses the way" in text_on(app)
    evidence = step.theirs.list
    key = next(key for key, source in evidence.sources.items() if source.text.startswith(CHALLENGE))
    step.action_to_evidence()
    assert evidence.move_to(key)
    await pilot.press("space")
    await _settle(app, pilot)
    assert "◇ Loses the way" not in text_on(app) and "1 voice of 1 asked" in text_on(app)

    await screen.show_part("quote")
    await _settle(app, pilot)
    assert "No quote yet" in text_on(app)
    await pilot.press("escape")
    await _settle(app, pilot)
    assert _step(app) is pane and "Nora" in text_on(app)


async def _share(app: PersonaApp, pilot: Pilot[None], folder: Path) -> list[Path]:
    pane = await _go(app, pilot, "share")
    assert isinstance(pane, SharePane)
    pane.query_one("#folder", Input).value = str(folder)
    rows = pane.query_one("#documents", Rows)
    rows.move_to("heading:notes")
    await pilot.press("space", "ctrl+s")
    await _settle(app, pilot)
    assert isinstance(app.screen, WrittenScreen)
    return sorted(folder.glob("*.docx"))


async def test_from_an_empty_home_to_a_persona_in_word_by_keyboard(
    tmp_path: Path, shared_data: Path, shared_tools: Path
) -> None:
    app = PersonaApp()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await _new_study(app, pilot, tmp_path / "telco")
        await _import_list(app, pilot, shared_data / "crm" / "telco-customer-churn.csv")
        await _pick_what_is_known(app, pilot)
        await _import_notes(app, pilot, shared_data / "interview" / "otel-interview-outcome-2022.md")
        await _build_persona(app, pilot)

        session = session_of(app)
        (persona,) = session.personas()
        assert (persona.name, persona.face is not None) == ("Nora", True)
        field = persona.field("pains")
        assert field is not None
        standing = ground_of(session, persona.id).standing(field.claims[0])
        assert (standing.kind, len(standing.voices)) == (StandingKind.ONE_VOICE, 1)

        written = await _share(app, pilot, tmp_path / "documents")
        await pilot.press("escape", "f10")
        await _settle(app, pilot)
        assert isinstance(app.screen, HomeScreen) and "Telco & Sons" in text_on(app)
    assert [path.name for path in written] == ["Interview with Customer 1.docx", "Nora.docx"]
    checked = subprocess.run(
        [sys.executable, str(shared_tools / "docx_check.py"), *map(str, written)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
