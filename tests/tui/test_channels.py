"""Step 4 on the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from persona_tui.domain.channels import ChannelReading
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.channels import ChannelsPane, ReadingRows, UseRows
from persona_tui.tui.screens.channels_form import ChannelsForm
from persona_tui.tui.screens.reading_form import ReadingForm
from persona_tui.tui.widgets.use_choice import NOT_USED, UseChoice
from persona_tui.workflows.channels import Use, add_reading, set_channel_uses, uses_of
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import HOSTILE, SMALL, WIDE, session_of, text_on


async def test_a_newcomer_is_told_what_belongs_here_and_can_begin(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        shown = text_on(app)
        assert "Nobody is here yet" in shown and "how often they open" in shown
        await pilot.press("a")
        assert isinstance(app.screen, ReadingForm)


async def test_a_customer_gets_a_first_and_a_second_choice_as_one_change(study_folder: Path) -> None:
    _with_customers(study_folder, "Anna")
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        form = app.screen
        assert isinstance(form, ChannelsForm) and "said nothing about it" in text_on(app)
        await pilot.press("1", "down", "1")
        form.query_one("#how-1", Input).value = "looks before ordering"
        form.query_one("#own-name", Input).value = "Trade fair"
        form.query_one("#use-5", UseChoice).action_set(0)
        form.action_accept()
        await pilot.pause()
        session = session_of(app)
        anna = session.people()[0]
        kept = [(use.channel, use.preferred, use.how) for use in uses_of(session, anna.id)]
        assert kept == [("web", 1, "looks before ordering"), ("email", 2, ""), ("Trade fair", 0, "")]
        assert "first choice: looks before ordering" in " ".join(text_on(app).split())
        await pilot.press("ctrl+z")
        assert uses_of(session, anna.id) == []


async def test_words_on_how_a_channel_is_used_say_that_it_is_used(study_folder: Path) -> None:
    _with_customers(study_folder, "Anna")
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter", "tab", "a", "t")
        assert app.screen.query_one("#use-0", UseChoice).preferred == 0
        assert app.screen.query_one("#use-1", UseChoice).preferred == NOT_USED


async def test_of_whom_nothing_is_noted_nothing_is_called_not_used(study_folder: Path) -> None:
    _with_customers(study_folder, "Anna", "Bram")
    session = open_study(study_folder)
    set_channel_uses(session, session.people()[0].id, {"web": Use(1, "")})
    session.close()
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        table = app.screen.query_one("#uses", UseRows)
        shown = [[str(cell) for cell in table.get_row_at(number)] for number in (0, 1)]
        assert "1" in shown[0] and "·" in shown[0] and "·" not in shown[1]


async def test_a_channel_of_the_studys_own_that_is_there_already_is_not_doubled(study_folder: Path) -> None:
    _with_customers(study_folder, "Anna")
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        form = app.screen
        assert isinstance(form, ChannelsForm)
        form.query_one("#own-name", Input).value = "e-MAIL"
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "E-mail is in the list already." in text_on(app)


async def test_what_a_customer_said_in_interviews_stands_beside_their_channels(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "channels")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "What Anna de Wit said about it" in text_on(app) and "physiotherapist" in text_on(app)


async def test_figures_are_typed_with_source_and_day_changed_removed_and_brought_back(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("a")
        form = app.screen
        assert isinstance(form, ReadingForm)
        form.action_accept()
        await pilot.pause()
        assert "Write what the figures say" in text_on(app)
        form.query_one("#says", TextArea).text = "4 of 10 open it"
        form.query_one("#source", Input).value = "newsletter program"
        form.query_one("#read-on", Input).value = "the other day"
        form.action_accept()
        await pilot.pause()
        assert "is not a day" in text_on(app)
        form.query_one("#read-on", Input).value = "2-11-2026"
        form.action_accept()
        await pilot.pause()
        session = session_of(app)
        (reading,) = session.folder.all(ChannelReading)
        assert (reading.channel, reading.says, reading.read_on) == ("email", "4 of 10 open it", date(2026, 11, 2))
        assert isinstance(app.focused, ReadingRows) and "4 of 10 open it" in text_on(app)
        await pilot.press("enter")
        again: object = app.screen
        assert isinstance(again, ReadingForm)
        again.query_one("#says", TextArea).text = "half of them open it"
        again.action_accept()
        await pilot.pause()
        assert [each.says for each in session.folder.all(ChannelReading)] == ["half of them open it"]
        await pilot.press("delete")
        assert session.folder.all(ChannelReading) == []
        await pilot.press("ctrl+z")
        assert [each.says for each in session.folder.all(ChannelReading)] == ["half of them open it"]


async def test_another_channel_is_named_in_own_words(study_folder: Path) -> None:
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        form = ReadingForm(session_of(app))
        app.push_screen(form)
        await pilot.pause()
        another = list(form.query("#channel Pick"))[-1]
        another.value = True  # type: ignore[attr-defined]
        await pilot.pause()
        assert form.query_one("#own-channel").display
        form.query_one("#says", TextArea).text = "30 visitors"
        form.action_accept()
        await pilot.pause()
        assert app.screen is form and "Name the channel" in text_on(app)
        form.query_one("#own-channel", Input).value = "Spring fair"
        form.action_accept()
        await pilot.pause()
        assert [each.channel for each in session_of(app).folder.all(ChannelReading)] == ["Spring fair"]


async def test_tab_goes_from_the_customers_to_the_figures_and_back(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        assert isinstance(app.focused, UseRows)
        await pilot.press("tab")
        assert isinstance(app.focused, ReadingRows)
        await pilot.press("tab")
        assert isinstance(app.focused, UseRows)


async def test_a_cleared_line_comes_back_with_undo(example_folder: Path) -> None:
    app = PersonaApp(example_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        anna = session.people()[0].id
        before = uses_of(session, anna)
        await pilot.press("x")
        assert before and uses_of(session, anna) == []
        await pilot.press("ctrl+z")
        assert [use.channel for use in uses_of(session, anna)] == [use.channel for use in before]


async def test_the_advice_opens_the_customer_it_is_about(example_folder: Path) -> None:
    from persona_tui.insights.progress import Advice, StepKey

    app = PersonaApp(example_folder, "channels")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.pause()
        bram = session_of(app).people()[1]
        app.screen.query_one(ChannelsPane).follow(Advice(StepKey.CHANNELS, "", "", person=bram.id))
        await pilot.pause()
        assert isinstance(app.screen, ChannelsForm) and f"Where {bram.name} is found" in text_on(app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_hostile_words_are_shown_as_they_are(study_folder: Path, size: tuple[int, int]) -> None:
    _with_customers(study_folder, HOSTILE)
    session = open_study(study_folder)
    uses: dict[str, Use | None] = {HOSTILE: Use(1, HOSTILE), "email": Use(2, f"{HOSTILE}\n\x00second line")}
    set_channel_uses(session, session.people()[0].id, uses)
    add_reading(session, HOSTILE, HOSTILE, source=HOSTILE, read_on=date(2025, 11, 2))
    session.close()
    app = PersonaApp(study_folder, "channels")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        assert "see [/ and [b=1" in text_on(app)
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, ChannelsForm) and "[/red]" in text_on(app)
        form.action_accept()
        await pilot.pause()
        assert uses_of(session_of(app), session.people()[0].id)[1].how.count("\n") == 1
        await pilot.press("tab", "enter")
        await pilot.pause()
        entry: object = app.screen
        assert isinstance(entry, ReadingForm) and "see [/ and [b=1" in text_on(app)
        entry.action_accept()
        await pilot.pause()
        assert app.screen is not entry


def _with_customers(folder: Path, *names: str) -> None:
    session = open_study(folder)
    for name in names:
        add_customer(session, name)
    session.close()
