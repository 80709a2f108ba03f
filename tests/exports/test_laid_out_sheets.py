"""Every layout on every paper, laid out by another program: one page, and nothing on it is cut."""

from __future__ import annotations

import itertools

import pytest

from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection
from persona_tui.exports.word.cards import write_cards
from persona_tui.exports.word.house import House
from persona_tui.exports.word.layouts import Layout
from persona_tui.exports.word.papers import Orientation, Paper, sheet_page
from persona_tui.exports.word.sheet import write_sheet
from tests.exports.export_samples import HOSTILE, TITLES, claims, sheet, small_picture
from tests.exports.laying_out import lay_out, need_programs, not_on_the_page

ALL_TITLES = {**TITLES, "firmographics": "Company", "own1": "What they read"}
PAGES = list(itertools.product(Orientation, Paper))
ACROSS = [PAGES[0], PAGES[3]]
"""An upright A4 and a lying Letter."""
OTHERS = [PAGES[1], PAGES[2]]


def every_part(in_each: list[SheetClaim], **changes: object) -> SheetContent:
    sections = [SheetSection(key=key, title=title, claims=in_each) for key, title in ALL_TITLES.items()]
    return sheet(sections=sections, **changes)


FORTY = claims(*(f"Claim {number} of several words that takes about two lines" for number in range(40)), against=1)
LONG = claims(" ".join(f"word{number}" for number in range(300)), "A short one", "Another")
WORDS = claims(*(letter * 60 for letter in "abcdmwxyz"))
WIDE = claims(*["漢字かな交じり文が続く" * 6] * 4, *["שלום עולם מה שלומך היום " * 4] * 3)

OWN = [
    SheetSection(key=f"own{number}", title=f"Own part {number}", claims=claims("Something or other", "Another thing"))
    for number in range(24)
]

CASES: dict[str, tuple[SheetContent, list[tuple[Orientation, Paper]]]] = {
    "none": (every_part([], quote="", quote_credit="", reason="", face_png=None), OTHERS),
    "usual": (sheet(), PAGES),
    "forty": (every_part(FORTY, kind="negative"), PAGES),
    "long": (every_part(LONG, name="A name of many words that goes on and on " * 4), ACROSS),
    "words": (every_part(WORDS, name="n" * 60, archetype="a" * 60, quote="q" * 60, reason="r" * 60), OTHERS),
    "wide": (every_part(WIDE), ACROSS),
    "own parts": (sheet(sections=[*every_part(LONG).sections, *OWN]), OTHERS[:1]),
    "hostile": (every_part(claims(HOSTILE, HOSTILE[::-1]), name=HOSTILE, quote=HOSTILE, reason=HOSTILE), OTHERS[:1]),
}
SHEETS = [
    (f"{case}-{layout.value}-{way.value}-{paper.value}", content, layout, way, paper)
    for case, (content, pages) in CASES.items()
    for layout in Layout
    for way, paper in pages
]
COMMENTED = [(f"comments-{layout.value}-{way.value}", layout, way) for layout in Layout for way in Orientation]
CARDS = {
    "cards-usual": ([sheet(name=f"Persona {number}") for number in range(9)], 3),
    "cards-forty": ([every_part(FORTY)] * 4, 1),
    "cards-long": ([every_part(LONG, quote="long words " * 90, archetype="and so on " * 40)] * 4, 1),
    "cards-hostile": ([every_part(claims(HOSTILE), name=HOSTILE, quote=HOSTILE, archetype=HOSTILE)] * 4, 1),
}
HOUSES = {
    "arial": House(heading_font="Liberation Serif", text_font="Liberation Sans"),
    "unknown": House(heading_font="Nobody's Sans", text_font="Nobody's Sans", logo=small_picture(400, 90)),
}
IN_A_HOUSE = [(f"{house}-{layout.value}", house, layout) for house in HOUSES for layout in Layout]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    need_programs()
    made = {
        name: write_sheet(content, layout=layout, page=sheet_page(paper, way))
        for name, content, layout, way, paper in SHEETS
    }
    made |= {
        name: write_sheet(every_part(FORTY), layout=layout, house=HOUSES[house]) for name, house, layout in IN_A_HOUSE
    }
    made |= {
        name: write_sheet(sheet(), layout=layout, page=sheet_page(Paper.LETTER, way), comments=True)
        for name, layout, way in COMMENTED
    }
    return made | {name: write_cards(contents, page=sheet_page()) for name, (contents, _pages) in CARDS.items()}


@pytest.fixture(scope="module")
def pages(written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return lay_out(written, tmp_path_factory.mktemp("laid_out"))


@pytest.mark.parametrize("name", [name for name, *_rest in (*SHEETS, *IN_A_HOUSE, *COMMENTED)])
def test_a_sheet_is_one_page_and_nothing_on_it_is_cut(
    name: str, written: dict[str, bytes], pages: dict[str, list[str]]
) -> None:
    assert len(pages[name]) == 1
    assert not_on_the_page(written[name], pages[name]) == {}


@pytest.mark.parametrize("name", CARDS)
def test_cards_stand_four_to_a_page_and_nothing_on_them_is_cut(
    name: str, written: dict[str, bytes], pages: dict[str, list[str]]
) -> None:
    assert len(pages[name]) == CARDS[name][1]
    assert not_on_the_page(written[name], pages[name]) == {}
