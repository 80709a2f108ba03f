"""A part of the persona where little is known, and small screens."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from persona_tui.domain.claims import Claim
from persona_tui.domain.personas import PersonaField, template_fields
from persona_tui.domain.records import replace
from persona_tui.tui.screens.persona_evidence import EvidenceDialog
from persona_tui.tui.screens.persona_words import WordsDialog
from persona_tui.tui.widgets.sheet_preview import SheetPreview
from persona_tui.workflows.studies import open_study
from tests.tui.conftest import SMALL, text_on
from tests.tui.test_personas import builder, settle
from tests.tui.test_personas_builder import at_part


def _with_fields(folder: Path, fields: list[PersonaField]) -> None:
    session = open_study(folder)
    with session.act("x"):
        session.put(replace(session.personas()[0], fields=fields, finished_on=None))
    session.close()


async def test_where_nobody_spoke_of_a_part_it_says_so_and_tab_leads_to_all_they_said(example_folder: Path) -> None:
    _with_fields(example_folder, [PersonaField(key="firmographics")])
    async with at_part(example_folder, "firmographics", SMALL) as (app, pilot):
        shown = " ".join(text_on(app).split())
        assert "Nobody spoke of this yet" in shown and "Take over what they said" not in shown
        await pilot.press("tab")
        await settle(app, pilot)
        assert app.focused is builder(app).step.theirs.list
        assert "All that they said" in text_on(app)


async def test_that_a_sentence_was_made_is_said_once_and_covers_no_more_lines_after(example_folder: Path) -> None:
    _with_fields(example_folder, template_fields(False))
    async with at_part(example_folder, "goals", SMALL) as (app, pilot):
        await pilot.press("tab", "enter", "down", "enter", "down", "enter")
        await settle(app, pilot)
        assert len(builder(app).step.claims) == 3
        assert len(app.screen.query(Toast)) == 1


async def test_a_quote_that_no_sentence_rests_on_leads_to_where_one_can(example_folder: Path) -> None:
    fields = [field for field in template_fields(False) if field.key in ("goals", "pains")]
    filled = [replace(field, claims=[Claim(text="Peace", evidence=[])]) for field in fields]
    _with_fields(example_folder, filled)
    async with at_part(example_folder, "check", SMALL) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert builder(app).part == "quote" and "s: go there" in text_on(app)
        await pilot.press("s")
        await settle(app, pilot)
        step = builder(app).step
        assert app.focused is step.theirs.list and "Enter makes one of it" in " ".join(text_on(app).split())
        await pilot.press("space")
        await settle(app, pilot)
        quote = step.persona.quote
        assert quote is not None and [item.target for item in step.claims[0].evidence] == [quote.pieces[0].target]
        assert "Check and finish" in text_on(app)


async def test_every_number_on_the_sheet_opens_down_to_the_words(example_folder: Path) -> None:
    async with at_part(example_folder, "goals", SMALL) as (app, pilot):
        await pilot.press("ctrl+left", "f8")
        await settle(app, pilot)
        sheet = app.screen.query_one(SheetPreview)
        assert app.focused is sheet
        persona = builder(app).ground.persona
        claims = {claim.id: claim.text for field in persona.shown_fields for claim in field.claims}
        assert set(sheet.keys) == {"quote", "people", *claims}
        for key in sheet.keys[:4]:
            sheet.move_to(key)
            await pilot.press("enter")
            await settle(app, pilot)
            assert isinstance(app.screen, WordsDialog if key == "quote" else EvidenceDialog)
            await pilot.press("escape")
            await settle(app, pilot)
            assert app.focused is sheet
        sheet.move_to("people")
        await pilot.press("w")
        await settle(app, pilot)
        assert builder(app).part == "people"


async def test_the_sheet_begins_with_its_head_also_where_its_first_count_stands_far_below(example_folder: Path) -> None:
    session = open_study(example_folder)
    with session.act("x"):
        session.put(replace(session.personas()[0], quote=None, fields=template_fields(False), finished_on=None))
    session.close()
    async with at_part(example_folder, "goals", SMALL) as (app, pilot):
        await pilot.press("ctrl+left", "f8")
        await settle(app, pilot)
        assert "The sheet, as it will print" in text_on(app)


async def test_a_part_that_the_check_finds_empty_is_left_out_with_two_keys(example_folder: Path) -> None:
    session = open_study(example_folder)
    with session.act("x"):
        persona = session.personas()[0]
        fields = [replace(each, claims=[]) if each.key == "socioeconomics" else each for each in persona.fields]
        session.put(replace(persona, fields=fields, finished_on=None))
    session.close()
    async with at_part(example_folder, "check", SMALL) as (app, pilot):
        await pilot.press("o", "enter", "escape")
        await settle(app, pilot)
        field = builder(app).ground.persona.field("socioeconomics")
        assert field is not None and field.removed
        assert "Nothing stands in the way" in text_on(app)
