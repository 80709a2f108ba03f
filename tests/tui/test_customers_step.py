"""Step 1 on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from persona_tui.domain.people import Fit, Reason
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.customer_form import CustomerForm
from persona_tui.tui.screens.customers import CustomerRows, CustomersPane
from persona_tui.tui.screens.import_customers import ImportPreview
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def test_a_newcomer_sees_the_four_finding_questions_and_types_a_first_name(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert "Who has been with you longest?" in text_on(app)
        assert isinstance(app.focused, Input)
        app.focused.value = "Anna"
        await pilot.press("enter")
        await pilot.pause()
        assert [person.name for person in session_of(app).people()] == ["Anna"]
        assert "1 best of 5–10" in text_on(app)
        assert app.focused is not None and app.focused.id == "quick-add"


async def test_a_removed_customer_comes_back_with_undo(study_folder: Path) -> None:
    _add(study_folder, "Anna", "Bram")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("delete")
        assert [person.name for person in session_of(app).people()] == ["Bram"]
        await pilot.press("ctrl+z")
        assert [person.name for person in session_of(app).people()] == ["Anna", "Bram"]


async def test_what_a_study_for_reading_only_refuses_is_not_said_to_be_done(study_folder: Path) -> None:
    _add(study_folder, "Anna")
    writer = open_study(study_folder)
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("delete")
        await pilot.pause()
        said = [notice.message for notice in app._notifications]
        assert any("has been working on" in message for message in said)
        assert not any("was removed" in message for message in said)
        assert [person.name for person in session_of(app).people()] == ["Anna"]
    writer.close()


async def test_the_keys_of_the_list_change_fit_and_place(study_folder: Path) -> None:
    _add(study_folder, "Anna", "Bram")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f", "f", "J")
        bram, anna = session_of(app).people()
        assert (bram.name, anna.name, anna.fit) == ("Bram", "Anna", Fit.NO_FIT)
        await pilot.press("o")
        assert [each.message for each in app._notifications] == ["None of the best stands below this customer."]


async def test_the_form_keeps_reasons_and_refuses_an_empty_name(study_folder: Path) -> None:
    _add(study_folder, "Anna")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        form = app.screen
        assert isinstance(form, CustomerForm)
        form.query_one("#name", Input).value = " "
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "A customer needs a name" in text_on(app)
        form.query_one("#name", Input).value = "Anna de Wit"
        form.query_one("#reason-referred").toggle()  # type: ignore[attr-defined]
        form.action_accept()
        await pilot.pause()
        anna = session_of(app).people()[0]
        assert anna.name == "Anna de Wit" and anna.reasons == [Reason.REFERRED]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_hostile_name_is_shown_as_it_is_everywhere(study_folder: Path, size: tuple[int, int]) -> None:
    _add(study_folder, HOSTILE, "\u202eevil \U0001f469\u200d\U0001f52c \x00 name", "א" * 300)
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        assert "see [/" in text_on(app)
        await pilot.press("enter")
        assert "see [/ and [b=1" in text_on(app)
        await pilot.press("escape")
        await pilot.press("f1")
        await pilot.press("escape")
        await pilot.press("delete")
        await pilot.pause()
        assert len(session_of(app).people()) == 2


async def test_imagined_customers_are_marked_and_not_counted(tmp_path: Path) -> None:
    from persona_tui.workflows.studies import new_study

    new_study(tmp_path / "start", business="New", start_up=True).close()
    _add(tmp_path / "start", "Ida")
    app = PersonaApp(tmp_path / "start", "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        shown = text_on(app)
        assert "◇ Ida" in shown and "0 best of 5–10" in shown and "assumption" in shown


async def test_a_list_is_shown_before_it_comes_in_and_taken_with_one_key(study_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,city,spent\nAnna,Utrecht,10\nBram,Delft,90\nCleo,Gouda,50\n", encoding="utf-8")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        screen = ImportPreview(session_of(app), file)
        app.push_screen(screen)
        await _settled(app, pilot)
        assert session_of(app).people() == []
        assert "Utrecht" in text_on(app) and "Anna" in text_on(app)
        screen.query_one("#columns", CustomerRows.__base__).move_to("spent")  # type: ignore[arg-type,attr-defined]
        await pilot.press("r")
        await _settled(app, pilot)
        screen.query_one("#how-many", Input).value = "2"
        await _settled(app, pilot)
        screen.query_one("#people").focus()
        await pilot.press("up", "up", "delete")
        await _settled(app, pilot)
        assert "Bram: you left it out" in text_on(app)
        await pilot.press("b")
        await _settled(app, pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [person.name for person in session_of(app).people()] == ["Bram", "Cleo"]
        await pilot.press("ctrl+z")
        assert session_of(app).people() == []


async def test_a_file_that_is_no_list_is_refused_in_a_sentence(study_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"\xff\xfe\x00\x01broken")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        app.push_screen(ImportPreview(session_of(app), file))
        await _settled(app, pilot)
        assert app.screen.query_one(CustomersPane)
        assert any("list.csv" in notification.message for notification in app._notifications)


async def _settled(app: PersonaApp, pilot) -> None:  # type: ignore[no-untyped-def]
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def _add(folder: Path, *names: str) -> None:
    session = open_study(folder)
    for name in names:
        add_customer(session, name)
    session.close()


async def test_a_button_of_a_dialog_acts_once(study_folder: Path) -> None:
    _add(study_folder, "Anna")
    app = PersonaApp(study_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        app.screen.query_one("#name", Input).value = "Anna de Wit"
        app.screen.query_one("#dialog-accept").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, CustomerForm)
        assert session_of(app).can_undo == session_of(app)._done[-1].label
        session_of(app).undo()
        assert [person.name for person in session_of(app).people()] == ["Anna"]
