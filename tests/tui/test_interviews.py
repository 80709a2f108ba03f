"""Step 3 on the screen: the list, consent, planning and asking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.people import Fit, Relation
from persona_tui.insights.progress import Advice, StepKey
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.consent_form import ConsentForm
from persona_tui.tui.screens.interview import InterviewScreen
from persona_tui.tui.screens.interview_ask import AskingText, ImportNotes
from persona_tui.tui.screens.interview_plan import InterviewForm
from persona_tui.tui.screens.interview_transcript import ImportTranscript
from persona_tui.tui.screens.interviews import InterviewRows, InterviewsPane
from persona_tui.tui.screens.study import StudyScreen
from persona_tui.tui.widgets.ticks import Tick, TickList
from persona_tui.workflows.consents import consent_of, record_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import finish_interview, plan_interview, set_notes
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.transcripts import transcript_of
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


def _people(folder: Path, *names: str) -> list[str]:
    session = open_study(folder)
    try:
        return [add_customer(session, name).id for name in names]
    finally:
        session.close()


def _pane(app: PersonaApp) -> InterviewsPane:
    study = next(screen for screen in app.screen_stack if isinstance(screen, StudyScreen))
    return study.query_one(InterviewsPane)


def _talks(session: Session) -> list[str]:
    return [summary.id for summary in session.folder.interview_summaries()]


async def _settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_an_empty_step_says_how_to_begin(study_folder: Path, size: tuple[int, int]) -> None:
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await _settle(pilot)
        assert "Add them first" in text_on(app)
        await pilot.press("a")
        assert isinstance(app.screen, StudyScreen)


async def test_the_questions_proposed_suit_whom_they_are_for(study_folder: Path) -> None:
    session = open_study(study_folder)
    add_customer(session, "Anna")
    add_customer(session, "Col", relation=Relation.EMPLOYEE)
    add_customer(session, "Nope", fit=Fit.NO_FIT)
    session.close()
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await _settle(pilot)
        await pilot.press("a")
        form = app.screen
        assert isinstance(form, InterviewForm)
        bank, people = form.query_one("#bank", Select), form.query_one(TickList)
        assert bank.value == "people-hour"
        ids = [person.id for person in session_of(app).people()]
        for person, wanted in ((ids[1], "employees-hour"), (ids[2], "not-a-fit-hour")):
            people.deselect_all()
            people.select(person)
            await pilot.pause()
            assert bank.value == wanted
        bank.value = "people-quarter"
        await pilot.pause()
        people.select(ids[0])
        await pilot.pause()
        assert bank.value == "people-quarter"
        form.action_accept()
        await _settle(pilot)
        talk = session_of(app).interview(_talks(session_of(app))[0])
        assert talk is not None and talk.bank == "people-quarter" and talk.people == [ids[0], ids[2]]
        assert "planned" in text_on(app)


async def test_consent_comes_before_the_talk_and_is_kept_with_the_words_that_were_read(study_folder: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await _settle(pilot)
        session = session_of(app)
        plan_interview(session, [anna], "people-hour", interviewer="Eva")
        await _settle(pilot)
        await pilot.press("enter")
        form = app.screen
        assert isinstance(form, ConsentForm)
        assert "I take notes of what you tell me" in text_on(app)
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "Without consent to notes nothing can be kept" in text_on(app)
        form.query_one("#scope-notes", Tick).value = True
        form.query_one("#scope-quotes", Tick).value = True
        form.query_one("#day", Input).value = "31-31-2026"
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "is not a day" in text_on(app)
        form.query_one("#day", Input).value = "2-11-2026"
        form.query_one("#how", Input).value = "on the phone"
        form.action_accept()
        await _settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        assert "No consent" not in text_on(app)
        consent = consent_of(session, anna)
        assert consent is not None
        assert consent.scopes == [Scope.NOTES, Scope.QUOTES] and consent.given_on == date(2026, 11, 2)
        assert consent.how == "on the phone" and consent.recorded_by == "Eva"
        assert "may quote them" in consent.wording and "beside what you said" not in consent.wording


async def test_a_talk_without_consent_says_everywhere_that_its_words_do_not_count(study_folder: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await _settle(pilot)
        session = session_of(app)
        talk = plan_interview(session, [anna], "people-hour")
        await _settle(pilot)
        await pilot.press("enter", "ctrl+l")
        await _settle(pilot)
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        assert "No consent of Anna: nothing counts until it is recorded" in text_on(app)
        screen.editor.insert("she came by bike")
        screen.action_back()
        await _settle(pilot)
        assert "no consent" in text_on(app) and "these words don't count yet" in text_on(app)
        assert "1 without consent" in text_on(app)
        record_consent(session, anna, [Scope.NOTES], given_on=date(2026, 11, 1))
        await _settle(pilot)
        assert "no consent" not in text_on(app)
        found = session.interview(talk.id)
        assert found is not None and found.consent


async def test_consent_is_withdrawn_after_asking_and_undo_brings_it_back(study_folder: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await _settle(pilot)
        session = session_of(app)
        record_consent(session, anna, [Scope.NOTES], given_on=date(2026, 11, 1))
        await pilot.press("c")
        assert "Anna agreed on 1 Nov 2026 to: notes" in text_on(app)
        app.screen.query_one("#withdraw").press()  # type: ignore[attr-defined]
        await _settle(pilot)
        await pilot.press("ctrl+s")
        await _settle(pilot)
        assert [consent.withdrawn_on for consent in session.folder.all(Consent)] == [date.today()]
        assert "Nothing rested on these words." in text_on(app)
        await pilot.press("enter")
        await _settle(pilot)
        assert "withdrawn" in text_on(app)
        await pilot.press("ctrl+z")
        assert [consent.withdrawn_on for consent in session.folder.all(Consent)] == [None]


async def test_the_text_to_send_is_filled_in_copied_and_saved(study_folder: Path) -> None:
    _people(study_folder, HOSTILE)
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await _settle(pilot)
        await pilot.press("t")
        form = app.screen
        assert isinstance(form, AskingText)
        form.query_one("#interviewer", Input).value = "Eva"
        await _settle(pilot)
        text = form.query_one("#text", TextArea).text
        assert f"Hello {HOSTILE}," in text and "Perch" in text and "45 minutes" in text and "\nEva\n" in text
        form.query_one("#save-text").press()  # type: ignore[attr-defined]
        await _settle(pilot)
        saved = list((study_folder / "exports").glob("*.txt"))
        assert [path.read_text(encoding="utf-8") for path in saved] == [text]
        form.action_accept()
        await _settle(pilot)
        assert app.clipboard == text


async def test_a_transcript_that_is_chosen_comes_in_as_one(study_folder: Path, tmp_path: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    heard = tmp_path / "call 2026-11-03.vtt"
    heard.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nAnna: it wobbled\n", encoding="utf-8")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await _settle(pilot)
        _pane(app).action_import_notes()
        await _settle(pilot)
        app.screen.query_one("#path", Input).value = str(heard)
        await pilot.press("enter")
        await _settle(pilot)
        form = app.screen
        assert isinstance(form, ImportTranscript) and form.query_one("#day", Input).value == "2026-11-03"
        form.query_one("#person", Select).value = anna
        await _settle(pilot)
        for scope in ("notes", "recording"):
            form.query_one(f"#scope-{scope}", Tick).value = True
        await pilot.press("ctrl+s")
        await _settle(pilot)
        session = session_of(app)
        talk = session.interview(_talks(session)[0])
        assert talk is not None and talk.consent and not talk.answers
        transcript = transcript_of(session, talk.id)
        assert transcript is not None and [cue.person for cue in transcript.cues] == [anna]


async def test_notes_from_a_file_become_an_interview(study_folder: Path, tmp_path: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    notes = tmp_path / "anna.md"
    notes.write_text("# What do you do for a living?\n- nurse\n- night shifts\n", encoding="utf-8")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await _settle(pilot)
        app.push_screen(ImportNotes(session_of(app), notes, anna), _pane(app)._go_to)
        await _settle(pilot)
        form = app.screen
        form.query_one("#scope-notes", Tick).value = True
        await pilot.press("ctrl+s")
        await _settle(pilot)
        talk = session_of(app).interview(_talks(session_of(app))[0])
        assert talk is not None and talk.consent
        answer = talk.answer("your_work")
        assert answer is not None and [line.text for line in answer.lines] == ["nurse", "night shifts"]
        assert not any(line.marks for line in answer.lines)


async def test_a_removed_talk_comes_back_with_undo(study_folder: Path) -> None:
    (anna,) = _people(study_folder, "Anna")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await _settle(pilot)
        session = session_of(app)
        talk = plan_interview(session, [anna], "people-hour")
        set_notes(session, talk.id, None, "- her back hurts", at=3)
        finish_interview(session, talk.id)
        await _settle(pilot)
        assert "1 pain" in text_on(app) and "1 of 1 talks done" in text_on(app)
        await pilot.press("delete")
        assert _talks(session) == []
        await pilot.press("ctrl+z")
        assert _talks(session) == [talk.id]


async def test_what_is_advised_begins_at_once(study_folder: Path) -> None:
    anna, bram = _people(study_folder, "Anna", "Bram")
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await _settle(pilot)
        pane = _pane(app)
        pane.follow(Advice(StepKey.INTERVIEWS, "", "", person=bram))
        await _settle(pilot)
        assert isinstance(app.screen, InterviewForm)
        assert app.screen.query_one(TickList).selected == [bram]
        app.screen.action_cancel()
        plan_interview(session_of(app), [anna], "people-quarter")
        await _settle(pilot)
        pane.follow(Advice(StepKey.INTERVIEWS, "", "", person=anna))
        await _settle(pilot)
        assert isinstance(app.screen, ConsentForm)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_hostile_names_are_shown_as_they_are(study_folder: Path, size: tuple[int, int]) -> None:
    hostile, _other = _people(study_folder, HOSTILE, "א" * 300)
    app = PersonaApp(study_folder, "interviews")
    async with app.run_test(size=size, notifications=True) as pilot:
        await _settle(pilot)
        assert "see [/ and [b=1" in text_on(app)
        for key in ("a", "c", "t"):
            await pilot.press(key)
            await pilot.pause()
            assert "see [/ and [b=1" in text_on(app)
            await pilot.press("escape")
        plan_interview(session_of(app), [hostile], "people-hour", interviewer=HOSTILE)
        await _settle(pilot)
        assert _pane(app).query_one(InterviewRows).row_count == 2
        await pilot.press("enter", "ctrl+l")
        await _settle(pilot)
        assert HOSTILE in text_on(app)
