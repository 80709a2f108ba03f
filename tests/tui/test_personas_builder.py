"""The parts of the persona builder: evidence beside sentences, names, quotes, faces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from persona_tui.domain.personas import FaceKind, Persona
from persona_tui.insights.quote_cuts import cut_text
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_dialogs import PartsDialog, TypeWords
from persona_tui.tui.screens.persona_face import AskAgreed
from persona_tui.tui.screens.persona_portrait import PortraitForm
from persona_tui.tui.screens.persona_quote import LeaveWordsOut, QuoteStep
from persona_tui.tui.terminal_pictures import picture_way
from persona_tui.tui.widgets.face import FaceView
from persona_tui.workflows.consents import consent_of, withdraw_consent
from persona_tui.workflows.interviews import set_notes
from persona_tui.workflows.personas import add_claim, remove_claim
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import SMALL, WIDE, session_of, text_on
from tests.tui.test_personas import builder, pane_of, settle


@asynccontextmanager
async def at_part(
    folder: Path, part: str, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[PersonaApp, Pilot[None]]]:
    """The worked example's first persona, open at a part."""
    app = PersonaApp(folder, "personas")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        pane_of(app).open_persona(session_of(app).personas()[0].id, part)
        await settle(app, pilot)
        yield app, pilot


def nora(session: Session) -> Persona:
    """The first persona as it is now."""
    return session.personas()[0]


# --- sentences and evidence --------------------------------------------------------------------------------------


async def test_a_sentence_of_ones_own_is_an_assumption_until_a_line_is_attached(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        step = builder(app).step
        step.mine.typing.focus()
        step.mine.typing.value = "Needs peace"
        await pilot.press("enter")
        await settle(app, pilot)
        assert "◇ Needs peace" in text_on(app)
        assert "Tab: what they said" not in step.mine.typing.placeholder, "Tab goes to the sentences before that"
        assert step.claim.text == "Needs peace"
        step.action_to_evidence()
        await pilot.press("space")
        await settle(app, pilot)
        assert "◇ Needs peace" not in text_on(app)
        assert "1 voice of 3 asked" in text_on(app)
        await pilot.press("minus")
        await settle(app, pilot)
        assert "assumption; 1 against" in text_on(app)
        await pilot.press("minus")
        await settle(app, pilot)
        assert "◇ Needs peace" in text_on(app)
        assert nora(session_of(app)).field("pains").claims[-1].against == []


async def test_the_lines_that_a_sentence_rests_on_are_ticked_and_its_words_can_be_read(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        assert "✓ Anna de Wit" in text_on(app)
        await pilot.press("down")
        await settle(app, pilot)
        assert "1 against" in text_on(app)
        assert "× Eva Lindqvist" in text_on(app)
        await pilot.press("w")
        await settle(app, pilot)
        shown = text_on(app)
        assert "Say so  2" in shown and "Speak against it  1" in shown
        assert "What had you tried before" in shown


async def test_what_is_not_shown_is_one_key_away_at_80_columns(example_folder: Path) -> None:
    async with at_part(example_folder, "pains", SMALL) as (app, pilot):
        assert "Hurts at the end" in text_on(app)
        assert "Anna de Wit" not in text_on(app)
        assert "9 of 12" in text_on(app)
        await pilot.press("e")
        await settle(app, pilot)
        assert "✓ Anna de Wit" in text_on(app)
        assert "for “Hurts at the end" in text_on(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "Anna de Wit" not in text_on(app)
        assert isinstance(app.screen, PersonaScreen)
        await pilot.press("e", "p")
        await pilot.pause()
        assert "The sheet, as it will print" in text_on(app)
        await pilot.press("p")
        await settle(app, pilot)
        assert app.focused is builder(app).step.theirs.list
        await pilot.press("escape", "p")
        await pilot.pause()
        await pilot.press("escape", "escape")
        await settle(app, pilot)
        assert not isinstance(app.screen, PersonaScreen)


async def test_what_is_typed_is_kept_when_the_part_is_left(example_folder: Path) -> None:
    async with at_part(example_folder, "goals") as (app, _pilot):
        builder(app).step.mine.typing.value = "To sleep"
        builder(app).action_leave()
        assert nora(session_of(app)).field("goals").claims[-1].text == "To sleep"


async def test_what_is_typed_is_kept_when_the_program_is_left(example_folder: Path) -> None:
    async with at_part(example_folder, "goals") as (app, pilot):
        builder(app).step.mine.typing.value = "To sleep"
        await pilot.press("ctrl+q")
    session = open_study(example_folder)
    assert nora(session).field("goals").claims[-1].text == "To sleep"
    session.close()


async def test_sentences_are_reworded_moved_removed_and_brought_back(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        session = session_of(app)
        first, second = (claim.text for claim in nora(session).field("pains").claims[:2])
        builder(app).step.mine.action_move(1)
        await settle(app, pilot)
        assert [claim.text for claim in nora(session).field("pains").claims[:2]] == [second, first]
        assert builder(app).step.claim.text == first
        builder(app).step.mine.action_reword()
        await pilot.pause()
        assert isinstance(app.screen, TypeWords)
        app.screen.query_one("#typed", Input).value = "Hurts"
        app.screen.action_accept()
        await settle(app, pilot)
        assert nora(session).field("pains").claims[1].text == "Hurts"
        assert len(nora(session).field("pains").claims[1].evidence) == 3
        await pilot.press("delete", "ctrl+z")
        await settle(app, pilot)
        assert "Hurts" in text_on(app)


async def test_lines_of_other_parts_and_other_customers_come_with_one_key(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        step = builder(app).step
        step.action_to_evidence()
        here = len(step.theirs.list.sources)
        await pilot.press("v")
        await pilot.pause()
        assert len(step.theirs.list.sources) > here
        await pilot.press("v")
        await pilot.pause()
        assert "What other customers said and are" in text_on(app)
        assert "Henk" in text_on(app) or "Bram" in text_on(app)


# --- name --------------------------------------------------------------------------------------------------------


async def test_a_customers_own_name_is_refused_with_the_reason(example_folder: Path) -> None:
    async with at_part(example_folder, "name") as (app, pilot):
        field = builder(app).step.query_one("#name", Input)
        field.value = "Anna"
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Anna is what one of your customers is called" in text_on(app)
        assert nora(session_of(app)).name == "Nora"
        await builder(app).show_part("face")
        await builder(app).show_part("name")
        await settle(app, pilot)
        assert field.value == "Nora"


async def test_a_suggested_name_is_taken_and_others_are_shown(example_folder: Path) -> None:
    async with at_part(example_folder, "name") as (app, pilot):
        names = builder(app).step.query_one("#names")
        names.focus()
        before = names.keys
        await pilot.press("s")
        await pilot.pause()
        assert names.keys != before
        taken = names.current_key
        await pilot.press("enter")
        await settle(app, pilot)
        assert nora(session_of(app)).name == taken
        assert taken in text_on(app).splitlines()[0]


# --- quote -------------------------------------------------------------------------------------------------------


async def test_only_lines_that_may_be_quoted_are_offered_and_the_rest_is_explained(example_folder: Path) -> None:
    async with at_part(example_folder, "quote") as (app, pilot):
        step = builder(app).step
        assert isinstance(step, QuoteStep)
        assert "her physiotherapist asked to see" not in text_on(app)
        session = session_of(app)
        for person_id in nora(session).people:
            consent = consent_of(session, person_id)
            assert consent is not None
            withdraw_consent(session, consent.id, date(2026, 11, 20))
        await settle(app, pilot)
        shown = text_on(app)
        assert "can't be quoted: Anna de Wit has withdrawn their consent: these words stay" in shown
        assert "It stands in no document" in shown


async def test_what_was_marked_for_quoting_but_is_not_word_for_word_is_explained(example_folder: Path) -> None:
    session = open_study(example_folder)
    talk = session.interviews_of(set(nora(session).people))[0]
    set_notes(session, talk.id, None, "* she would buy it again", at=1)
    session.close()
    async with at_part(example_folder, "quote") as (app, _pilot):
        shown = " ".join(text_on(app).split())
        assert "1 line can't be quoted: This line is not word for word." in shown


async def test_words_are_left_out_of_a_quote_but_never_changed(example_folder: Path) -> None:
    async with at_part(example_folder, "quote") as (app, pilot):
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("c")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, LeaveWordsOut)
        kept = form.query_one("#kept", Input)
        kept.value = "my neck hurt"
        await pilot.press("ctrl+s")
        assert app.screen is form
        assert "“neck” was not said here" in text_on(app)
        kept.value = "my back hurt while they ate"
        await pilot.pause()
        assert "my back hurt […] while they ate" in text_on(app)
        assert cut_text("a b", [(0, 1)]) == "a […]"
        await pilot.press("ctrl+s")
        await settle(app, pilot)
        quote = nora(session_of(app)).quote
        assert quote is not None and quote.text == "my back hurt […] while they ate"
        assert "“my back hurt […] while they ate”" in text_on(app)


# --- face --------------------------------------------------------------------------------------------------------


async def test_a_face_is_drawn_shuffled_and_adjusted_and_the_same_seed_gives_the_same_face(
    example_folder: Path,
) -> None:
    async with at_part(example_folder, "face", SMALL) as (app, pilot):
        session = session_of(app)
        first = nora(session).face
        assert first is not None
        assert "▀" in text_on(app)
        await pilot.press("s")
        await settle(app, pilot)
        face = nora(session).face
        assert face is not None and face.seed != first.seed and face.settings == first.settings
        await pilot.press("e")
        await settle(app, pilot)
        form = app.screen
        assert isinstance(form, PortraitForm)
        form.query_one("#setting-glasses", Select).value = "round"
        await settle(app, pilot)
        form.action_accept()
        await settle(app, pilot)
        adjusted = nora(session).face
        assert adjusted is not None
        assert (adjusted.seed, adjusted.settings.get("glasses")) == (face.seed, "round")
        from persona_tui.faces.portraits import draw_portrait, settings_from_mapping

        path = session.folder.face_path(adjusted.file)
        assert path is not None
        assert path.read_bytes() == draw_portrait(adjusted.seed, settings_from_mapping(adjusted.settings))
        await pilot.press("ctrl+z", "ctrl+z")
        await settle(app, pilot)
        assert nora(session).face == first


async def test_a_picture_asks_whether_the_person_agreed_and_a_file_that_is_none_gets_a_sentence(
    example_folder: Path, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (300, 200), "navy").save(tmp_path / "me.png")
    (tmp_path / "fake.png").write_text("not a picture")
    async with at_part(example_folder, "face") as (app, pilot):
        for name, agreed in (("fake.png", True), ("me.png", False)):
            builder(app).step.action_choose_file()
            await pilot.pause()
            app.screen.query_one("#path", Input).value = str(tmp_path / name)
            app.screen.action_accept()
            await pilot.pause()
            assert isinstance(app.screen, AskAgreed)
            app.screen.query_one("#agreed").value = agreed
            app.screen.action_accept()
            await settle(app, pilot)
            if name == "fake.png":
                assert "fake.png" in text_on(app)
        face = nora(session_of(app)).face
        assert face is not None and (face.kind, face.agreed) == (FaceKind.FILE, False)
        assert "has not agreed yet" in " ".join(text_on(app).split())
        assert app.screen.query_one(FaceView).query(".picture")


@pytest.mark.parametrize(
    ("environment", "way"),
    [
        ({"TERM": "xterm-256color"}, "blocks"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "blocks"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/x"}, "blocks"),
        ({"TERM": "foot", "PERSONA_TUI_PICTURES": "blocks"}, "blocks"),
    ],
)
def test_real_graphics_are_used_where_the_terminal_can(environment: dict[str, str], way: str) -> None:
    assert picture_way(environment) == way


# --- the template ------------------------------------------------------------------------------------------------


async def test_parts_are_left_out_brought_back_and_added(example_folder: Path) -> None:
    async with at_part(example_folder, "goals") as (app, pilot):
        session = session_of(app)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, PartsDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert nora(session).field("goals").removed
        await pilot.press("enter")
        await pilot.pause()
        assert not nora(session).field("goals").removed
        await pilot.press("a")
        await pilot.pause()
        app.screen.query_one("#typed", Input).value = "A typical day"
        app.screen.action_accept()
        await settle(app, pilot)
        assert builder(app).part == nora(session).fields[-1].key
        assert "A typical day" in text_on(app)
        assert "12 of 13" in text_on(app)


async def test_undo_takes_back_what_was_done_in_the_builder(example_folder: Path) -> None:
    async with at_part(example_folder, "pains") as (app, pilot):
        session = session_of(app)
        claim = add_claim(session, nora(session).id, "pains", "Needs peace")
        await settle(app, pilot)
        assert "Needs peace" in text_on(app)
        await pilot.press("ctrl+z")
        await settle(app, pilot)
        assert "Needs peace" not in text_on(app).replace("Undone", "")
        session.redo()
        remove_claim(session, nora(session).id, claim.id)


async def test_a_persona_that_goes_away_closes_its_builder(example_folder: Path) -> None:
    from persona_tui.workflows.personas import remove_persona

    async with at_part(example_folder, "pains") as (app, pilot):
        remove_persona(session_of(app), nora(session_of(app)).id)
        await settle(app, pilot)
        assert not isinstance(app.screen, PersonaScreen)
