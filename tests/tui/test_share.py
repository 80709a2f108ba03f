"""Step 6 on the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button, Input

from persona_tui.domain.consent import Scope
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.word.layouts import Layout
from persona_tui.tui import open_folder as opening
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.share import SharePane
from persona_tui.tui.screens.share_looks import LooksForm
from persona_tui.tui.screens.share_making import MakingBar, Wanted
from persona_tui.tui.screens.share_rows import ShareRows
from persona_tui.tui.screens.share_screens import DocumentPreview, WrittenScreen
from persona_tui.tui.widgets.ticks import Pick, Tick
from persona_tui.workflows import exports
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.imports import import_interview
from persona_tui.workflows.personas import new_persona
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def test_a_newcomer_is_told_what_will_stand_here(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert "Nothing is there to share yet" in text_on(app)
        assert isinstance(app.focused, Button)


async def test_the_ticked_documents_are_written_and_the_rail_says_so(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        assert "Make 2 documents" in text_on(app) and "shared" not in text_on(app)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "Ctrl+S makes what is ticked." in text_on(app), "the next line leads here; here it leads on"
        rows = app.screen.query_one(ShareRows)
        rows.move_to("heading:notes")
        await pilot.press("space")
        await pilot.pause()
        rows.move_to(f"sheet:{session_of(app).personas()[1].id}")
        await pilot.press("space", "ctrl+s")
        await _settled(app, pilot)
        assert isinstance(app.screen, WrittenScreen)
        names = sorted(path.name for path in (example_folder / "exports").glob("*.docx"))
        assert "Nora.docx" in names and "Milo.docx" not in names and len(names) == 7
        assert all((example_folder / "exports" / name).read_bytes().startswith(b"PK") for name in names)
        shown = text_on(app)
        assert "7 documents were written." in shown and "Nora.docx" in shown
        assert str(example_folder / "exports") in "".join(shown.split())
        await pilot.press("c")
        assert app.clipboard.endswith("Nora.docx")
        await pilot.press("escape")
        await pilot.pause()
        assert "shared ✓" in text_on(app)
        app.screen.query_one(SharePane).action_make()
        await _settled(app, pilot)
        assert isinstance(app.screen, WrittenScreen)
        assert (example_folder / "exports" / "Nora (2).docx").exists()
        assert "Nora.docx" in text_on(app).partition("Nora (2).docx")[2], "why it is called so is said"


async def test_an_interview_without_consent_cannot_be_chosen_and_says_why(study_folder: Path, tmp_path: Path) -> None:
    _talked(study_folder, tmp_path, "Anna", consent=False)
    app = PersonaApp(study_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert "no consent to notes is rec" in text_on(app)
        await pilot.press("space")
        await pilot.pause()
        assert any("can't be shared" in each.message for each in app._notifications)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Tick a document first" in str(app.screen.query_one("#status").render())
        assert not list((study_folder / "exports").glob("*.docx"))


async def test_what_is_personal_is_off_until_it_is_ticked_by_name(example_folder: Path, monkeypatch: Any) -> None:
    from persona_tui.domain.attributes import Care
    from persona_tui.workflows import sharing

    thing = sharing.PersonalThing("household_income", "Household income", Care.PERSONAL, ("Nora",))
    monkeypatch.setattr(sharing, "personal_things", lambda session, personas, talks: [thing])
    wanted: list[frozenset[str]] = []
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        assert "Household income" in text_on(app)
        bar = app.screen.query_one(MakingBar)
        monkeypatch.setattr(bar, "make", lambda asked: wanted.append(asked.wishes[0].disclosure.with_attributes))
        pane = app.screen.query_one(SharePane)
        pane.action_make()
        app.screen.query_one(ShareRows).move_to("care:household_income")
        pane.action_tick()
        pane.action_make()
    assert wanted == [frozenset(), frozenset({"household_income"})]


async def test_looks_and_what_may_be_said_reach_the_documents(example_folder: Path, monkeypatch: Any) -> None:
    made: list[Wanted] = []
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app.screen.query_one(MakingBar), "make", made.append)
        rows, pane = app.screen.query_one(ShareRows), app.screen.query_one(SharePane)
        for row in ("heading:sheet", "study:report", "talk:guide", "say:quotes", "say:outside"):
            rows.move_to(row)
            pane.action_tick()
        rows.focus()
        await pilot.press("l")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, LooksForm)
        next(pick for pick in form.query(Pick) if pick.name == Layout.FIVE_BOXES.value).value = True
        form.query_one("#landscape", Tick).value = True
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Five boxes and a verdict" in text_on(app)
        pane.action_make()
    (wanted,) = made
    assert [wishes.kinds for wishes in wanted.wishes] == [("report",), ("guide",)]
    for wishes in wanted.wishes:
        assert (wishes.layout, wishes.landscape, wishes.bank) == ("five_boxes", True, "people-hour")
        assert wishes.disclosure == Disclosure(quotes=False, redact=True)


async def test_a_template_that_is_not_there_is_said_in_the_form(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one(SharePane).action_looks()
        await pilot.pause()
        app.screen.query_one("#template", Input).value = "/nowhere/mine.docx"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LooksForm) and "/nowhere/mine.docx is not there" in text_on(app)


async def test_cards_are_previewed_without_words_that_may_not_stand_on_them(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        rows, pane = app.screen.query_one(ShareRows), app.screen.query_one(SharePane)
        rows.move_to("study:cards")
        pane.action_preview()
        await pilot.pause()
        assert "every single evening" in text_on(app)
        await pilot.press("escape")
        rows.move_to("say:quotes")
        pane.action_tick()
        rows.move_to("study:cards")
        pane.action_preview()
        await pilot.pause()
        assert "Works in pain" in text_on(app) and "every single evening" not in text_on(app)


async def test_the_house_style_is_kept_and_what_it_cannot_do_is_said(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        form = app.screen
        form.query_one("#main", Input).value = "mauve"
        form.query_one("#words", Input).value = "Zeist,  Acme Ltd ,"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "is no colour" in text_on(app)
        form.query_one("#main", Input).value = "#FFCC00"
        await pilot.press("ctrl+s")
        await pilot.pause()
        study = session_of(app).study
        assert study.house.main_colour == "FFCC00" and study.redact_words == ["Zeist", "Acme Ltd"]
        assert any("too light" in each.message for each in app._notifications)
        session_of(app).undo()
        assert session_of(app).study.redact_words == [] and not session_of(app).study.house.main_colour


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("study:report", "who said it"),
        ("study:cards", "Works in pain"),
        ("talk:guide", "What do you do for a living"),
        ("talk:tags", "persona.name"),
    ],
)
async def test_each_kind_is_previewed_in_words(example_folder: Path, row: str, says: str) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one(ShareRows).move_to(row)
        app.screen.query_one(SharePane).action_preview()
        await pilot.pause()
        assert isinstance(app.screen, DocumentPreview)
        assert says in " ".join(text_on(app).split())


async def test_a_sheet_is_read_in_words_before_it_is_made(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(app.screen, DocumentPreview)
        assert "Works in pain" in text_on(app) and "every single evening" in text_on(app)
        await pilot.press("escape")
        talk = session_of(app).view().interviews[0]
        app.screen.query_one(ShareRows).move_to(f"notes:{talk.id}")
        await pilot.press("p")
        await pilot.pause()
        assert "Interview with Customer 1" in text_on(app)


async def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(example_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("not a folder", encoding="utf-8")
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#folder", Input).value = str(file)
        app.screen.query_one(SharePane).action_make()
        await _settled(app, pilot)
        assert "is a file, not a folder" in " ".join(str(app.screen.query_one("#status").render()).split())
        assert "Make 2 documents" in text_on(app)
        app.screen.query_one("#folder", Input).value = " "
        app.screen.query_one(SharePane).action_make()
        await pilot.pause()
        assert "into which folder" in text_on(app)


async def test_making_can_be_stopped_between_two_documents(example_folder: Path, monkeypatch: Any) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        pane, bar = app.screen.query_one(SharePane), app.screen.query_one(MakingBar)
        written = exports._write_whole

        def write_and_ask_to_stop(path: Path, content: bytes, *, is_owners: bool) -> None:
            written(path, content, is_owners=is_owners)
            app.call_from_thread(bar.stop)

        monkeypatch.setattr(exports, "_write_whole", write_and_ask_to_stop)
        pane.action_make()
        assert bar.busy and pane.check_action("stop", ()) and not pane.check_action("make", ())
        await _settled(app, pilot)
        assert "Stopped: 1 document was written before." in text_on(app)
        assert len(list((example_folder / "exports").glob("*.docx"))) == 1 and not bar.busy


async def test_the_day_to_look_again_is_kept_and_undone(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        field = app.screen.query_one("#review", Input)
        before = session_of(app).study.review_on
        field.focus()
        field.value = "1-6-2027"
        await pilot.press("enter")
        await pilot.pause()
        assert session_of(app).study.review_on == date(2027, 6, 1)
        app.screen.query_one(ShareRows).focus()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert session_of(app).study.review_on == before
        assert field.value == (before.isoformat() if before else "")


async def test_opening_the_folder_says_where_it_is_when_no_window_can_be_opened(
    example_folder: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(opening, "can_open", lambda: False)
    app = PersonaApp(example_folder, "share")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#folder", Input).value = str(example_folder)
        await pilot.press("o")
        await pilot.pause()
        assert any(str(example_folder) in each.message for each in app._notifications)


def test_the_folder_is_opened_by_what_the_system_has(tmp_path: Path, monkeypatch: Any) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.Popen", lambda command, **options: called.append(command))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert opening.open_folder(tmp_path) and called == [["xdg-open", str(tmp_path)]]
    monkeypatch.delenv("DISPLAY")
    assert not opening.open_folder(tmp_path)
    assert not opening.open_folder(tmp_path / "missing")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_hostile_names_are_shown_and_written(study_folder: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    _talked(study_folder, tmp_path, HOSTILE, consent=True, persona="see [/ and [b=1, others")
    app = PersonaApp(study_folder, "share")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        assert "see [/ and [b=1" in text_on(app) and "still missing" in text_on(app)
        pane = app.screen.query_one(SharePane)
        pane.action_preview()
        await pilot.pause()
        assert "see [/ and [b=1" in text_on(app)
        await pilot.press("escape")
        app.screen.query_one(ShareRows).move_to("heading:notes")
        pane.action_tick()
        pane.action_preview()
        app.screen.query_one(ShareRows).move_to(f"notes:{session_of(app).view().interviews[0].id}")
        pane.action_preview()
        await pilot.pause()
        assert "[b=1] hurts" in text_on(app)
        await pilot.press("escape")
        pane.action_make()
        await _settled(app, pilot)
        assert isinstance(app.screen, WrittenScreen) and "see [" in text_on(app)
        assert len(list((study_folder / "exports").glob("*.docx"))) == 2


def _talked(folder: Path, tmp_path: Path, name: str, *, consent: bool, persona: str = "") -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("## What hurts\n[b=1] hurts [/\n", encoding="utf-8")
    session = open_study(folder)
    person = add_customer(session, name)
    import_interview(session, notes, customer=name)
    if consent:
        record_consent(session, person.id, [Scope.NOTES], given_on=date(2026, 11, 2))
    if persona:
        new_persona(session, [person.id], persona)
    session.close()


async def _settled(app: PersonaApp, pilot: Any) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
