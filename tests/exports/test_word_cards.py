"""Cards for the pocket."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.errors import PlainError
from persona_tui.exports.content import SheetClaim, SheetSection
from persona_tui.exports.word import fit
from persona_tui.exports.word.cards import CARD_HEIGHT, CARD_WIDTH, write_cards
from persona_tui.exports.word.papers import Orientation, Paper, sheet_page
from tests.exports.export_samples import HOSTILE, claims, sheet
from tests.exports.word_reading import W, paragraphs, part, strict_reader


@pytest.mark.parametrize("way", Orientation)
@pytest.mark.parametrize("paper", Paper)
def test_a_strict_reader_finds_nothing_wrong(
    way: Orientation, paper: Paper, shared_tools: Path, tmp_path: Path
) -> None:
    check = strict_reader(shared_tools, tmp_path)
    page = sheet_page(paper, way)
    assert check(write_cards([sheet()] * 5, page=page)) == []
    hostile = sheet(claims(HOSTILE), name=HOSTILE, archetype=HOSTILE, quote=HOSTILE, rests_on=HOSTILE)
    assert check(write_cards([hostile], page=page)) == []


def test_a_card_tells_name_archetype_quote_and_what_most_said() -> None:
    goals = [
        SheetClaim(text="Somebody assumed this"),
        SheetClaim(text="One said this", standing="1 of 5", kind=StandingKind.ONE_VOICE),
        SheetClaim(text="Three said this", standing="3 of 5", kind=StandingKind.SEVERAL_VOICES),
    ]
    said = paragraphs(
        write_cards([sheet(sections=[SheetSection(key="goals", title="Goals", claims=goals)])], page=sheet_page())
    )
    assert "Kitchen-table Kim" in said
    assert any(text.startswith("“I stacked three cookbooks") for text in said)
    at = said.index("Goals")
    assert said[at + 1 : at + 3] == ["Three said this 3 of 5", "One said this 1 of 5"]
    assert "Somebody assumed this ◇" not in said
    assert said[said.index("Pain points") + 1] == "Nothing known yet"


@pytest.mark.parametrize(
    ("paper", "way", "across"),
    [
        (Paper.A4, Orientation.PORTRAIT, 2),
        (Paper.LETTER, Orientation.PORTRAIT, 2),
        (Paper.A4, Orientation.LANDSCAPE, 3),
        (Paper.LETTER, Orientation.LANDSCAPE, 3),
    ],
)
def test_cards_are_of_one_size_on_every_paper(paper: Paper, way: Orientation, across: int) -> None:
    page = sheet_page(paper, way)
    document = part(write_cards([sheet()] * 6, page=page))
    for table in document.iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w")) / 20 for column in table.iter(f"{W}gridCol")]
        assert widths == [CARD_WIDTH] * across
        heights = [int(row.find(f"{W}trPr/{W}trHeight").get(f"{W}val")) / 20 for row in table.iter(f"{W}tr")]
        assert sum(heights) % CARD_HEIGHT == 0
        assert sum(heights) < page.height


def test_without_a_persona_there_is_no_card() -> None:
    with pytest.raises(PlainError):
        write_cards([], page=sheet_page())


def test_the_same_personas_give_the_same_bytes() -> None:
    assert write_cards([sheet()] * 3, page=sheet_page()) == write_cards([sheet()] * 3, page=sheet_page())


def test_what_stands_on_a_card_fits_on_it() -> None:
    slot = fit.Slot(
        sections=[SheetSection(key=key, title=key, claims=claims("One", "Two")) for key in ("a", "b", "c")], width=200.0
    )
    measures = fit.Measures(largest=10.5, heading_line=12.0, heading_after=1.0, between=5.0)
    for height in range(130, 220, 5):
        row = fit.Row(slots=[slot], above=0.0, below=0.0)
        fitted = fit.fit([fit.Stack(rows=[row], height=float(height))], measures)
        [boxes] = fitted.stacks[0][0].slots
        drawn = sum(13.0 + len(box.claims) * (fitted.line + fitted.gap) + bool(box.more) * fitted.line for box in boxes)
        assert drawn + 2 * 5.0 - fitted.gap <= height


def test_a_long_name_takes_two_lines_and_is_not_cut() -> None:
    long = "Wide-awake Willemijn-Alexandra van den Heuvel"
    assert long in paragraphs(write_cards([sheet(name=long), sheet()], page=sheet_page()))


def test_the_foot_of_a_card_explains_the_mark_of_assumptions_only_where_one_stands() -> None:
    rests_on = "7 customers; assumptions are marked ◇"
    sure = sheet(claims("Wants to stand", "Three said this"), rests_on=rests_on)
    guess = sheet(
        sections=[SheetSection(key="goals", title="Goals", claims=[SheetClaim(text="Guessed")])], rests_on=rests_on
    )
    assert not any("are marked" in text for text in paragraphs(write_cards([sure], page=sheet_page())))
    assert rests_on in paragraphs(write_cards([guess], page=sheet_page()))


def test_how_many_claims_a_card_has_no_room_for_is_counted_of_all_there_are() -> None:
    long = "Something that takes a great many words to say, and then some more, " * 8
    lists = {
        "goals": claims("One goal", "Two goals"),
        "pains": claims("A", "B", "C"),
        "motivators": claims(*[long] * 7),
    }
    sections = [SheetSection(key=key, title=key.title(), claims=listed) for key, listed in lists.items()]
    said = paragraphs(write_cards([sheet(sections=sections, rests_on="7 customers")], page=sheet_page()))
    told = [text for text in said[said.index("Motivators") :] if "more in the report" in text]
    on_it = sum(text.startswith("Something that") for text in said)
    assert told == [f"… {7 - on_it} more in the report", "7 customers; more in the report"]
    few = [SheetSection(key="goals", title="Goals", claims=claims("One goal", "Two goals"))]
    assert "7 customers" in paragraphs(write_cards([sheet(sections=few, rests_on="7 customers")], page=sheet_page()))
