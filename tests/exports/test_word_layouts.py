"""The five layouts: what stands where, and that every one of them is a sound document."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from persona_tui.domain.claims import StandingKind
from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection
from persona_tui.exports.evidence_content import ShownEvidence
from persona_tui.exports.word.house import WHITE, House
from persona_tui.exports.word.layout_parts import FOOT_LINE, FOOT_RULE
from persona_tui.exports.word.layouts import Layout, layout_help, layout_title
from persona_tui.exports.word.papers import Orientation, Paper, sheet_page
from persona_tui.exports.word.sheet import write_sheet
from tests.exports.export_samples import HOSTILE, claims, sheet, small_picture
from tests.exports.word_reading import W, paragraphs, part, strict_reader

PAGES = list(itertools.product(Orientation, Paper))
EVERY = [(layout, way, paper) for layout in Layout for way, paper in PAGES]
COMPANY = SheetSection(key="firmographics", title="Company", claims=claims("10 to 49 employees", "Sells to schools"))
HOUSE = House(accent="5A2D82", second="7A4A00", heading_font="Georgia", text_font="Arial", logo=small_picture(300, 80))
SAID = ShownEvidence(who="Customer 3", when="2 Nov 2026, 11:52", about="Why now?", words="it hurt", quoted=True)


def told(layout: Layout, content: SheetContent | None = None) -> list[str]:
    return paragraphs(write_sheet(content or sheet(), layout=layout))


def comments_of(document: bytes) -> list[str]:
    return ["".join(comment.itertext()) for comment in part(document, "word/comments.xml")]


@pytest.mark.parametrize(("layout", "way", "paper"), EVERY)
def test_a_strict_reader_finds_nothing_wrong(
    layout: Layout, way: Orientation, paper: Paper, shared_tools: Path, tmp_path: Path
) -> None:
    check = strict_reader(shared_tools, tmp_path)
    page = sheet_page(paper, way)
    assert check(write_sheet(sheet(), layout=layout, page=page, house=HOUSE)) == []
    assert check(write_sheet(sheet(claims(HOSTILE), name=HOSTILE, reason=HOSTILE), layout=layout, page=page)) == []


@pytest.mark.parametrize(("layout", "way", "paper"), EVERY)
def test_rows_have_exact_heights_that_fit_the_page(layout: Layout, way: Orientation, paper: Paper) -> None:
    page = sheet_page(paper, way)
    for in_each in (None, [], claims(*["A claim of several words"] * 60)):
        document = part(write_sheet(sheet(in_each), layout=layout, page=page))
        heights = [row.find(f"{W}trPr/{W}trHeight") for row in document.iter(f"{W}tr")]
        assert {height.get(f"{W}hRule") for height in heights} == {"exact"}
        total = sum(int(height.get(f"{W}val")) for height in heights) / 20
        assert total + FOOT_LINE + FOOT_RULE <= page.text_height


@pytest.mark.parametrize(("way", "paper"), PAGES)
def test_the_paper_is_the_one_asked_for(way: Orientation, paper: Paper) -> None:
    size = part(write_sheet(sheet(), page=sheet_page(paper, way))).find(f".//{W}pgSz")
    wide, high = int(size.get(f"{W}w")) / 20, int(size.get(f"{W}h")) / 20
    assert (wide > high) == (way is Orientation.LANDSCAPE)
    assert min(wide, high) == pytest.approx({Paper.A4: 595.3, Paper.LETTER: 612.0}[paper], abs=0.1)


def test_the_bare_one_has_three_lists_and_says_what_it_leaves_to_the_report() -> None:
    said = told(Layout.ONE_PAGER)
    assert [text for text in said if text in ("Goals", "Pain points", "Motivators", "Channels")] == [
        "Goals",
        "Pain points",
        "Motivators",
    ]
    assert said[-1].endswith("The report also tells: Demographics, Lifestyle and values, Work and means, Channels.")


def test_the_business_one_begins_with_the_company() -> None:
    said = told(Layout.BUSINESS, sheet(sections=[*sheet().sections, COMPANY]))
    assert said.index("Company") < said.index("Goals") < said.index("Who is on the phone")
    assert "10 to 49 employees 3 of 5" in said


def test_a_business_without_facts_of_the_company_says_so() -> None:
    said = told(Layout.BUSINESS)
    assert said[said.index("Company") + 1] == "Nothing known yet"


def test_five_boxes_hold_every_claim_and_the_sixth_the_verdict() -> None:
    own = SheetSection(key="own", title="What they read", claims=claims("The parish magazine"))
    several = SheetSection(
        key="goals", title="Goals", claims=[SheetClaim(text="One", kind=StandingKind.ONE_VOICE, standing="1 of 5")]
    )
    content = sheet(sections=[*(each for each in sheet().sections if each.key != "goals"), several, own])
    said = told(Layout.FIVE_BOXES, content)
    assert [text[0] for text in said if text[1:3] == "  "] == ["1", "2", "3", "4", "5"]
    for section in content.sections:
        for claim in section.claims:
            assert any(text.startswith(claim.text) for text in said)
    verdict = said[said.index("The verdict") :]
    assert verdict[1] == "7 customers, 5 interviews, 2 Nov – 14 Nov 2026; assumptions are marked ◇"
    assert verdict[2] == "20 claims: 13 by several voices, 1 by one voice, 6 assumed."
    assert verdict[3] == "Somebody is against 12 of them."
    assert verdict[4].startswith("What they share: They work")


def test_a_verdict_without_claims_does_not_count_them() -> None:
    said = told(Layout.FIVE_BOXES, sheet([], reason="", rests_on=""))
    assert said[said.index("The verdict") + 1] == "Nothing known yet"


def test_who_is_not_a_fit_says_why_and_what_to_do() -> None:
    said = told(Layout.NOT_A_FIT, sheet(kind="negative"))
    assert any(text.startswith("Why not: They work at a table") for text in said)
    assert said[said.index("When they call") + 2].startswith(
        "2.  Say in one sentence that you are not the right choice"
    )


def test_for_those_who_do_fit_it_says_something_else() -> None:
    said = told(Layout.NOT_A_FIT)
    assert not any("Why not" in text or "not the right choice" in text for text in said)
    assert any(text.startswith("What they share: They work") for text in said)
    assert "Where we lose them" in said


def test_few_words_leave_lines_to_write_on() -> None:
    few = sheet(claims("One thing"))
    assert "Heard since this was written" in told(Layout.SIMPLE, few)
    assert "Heard since this was written" not in told(Layout.SIMPLE, sheet(claims(*["Many things were said"] * 9)))


def test_few_words_are_set_larger_than_many() -> None:
    def size(content: SheetContent) -> int:
        styles = part(write_sheet(content), "word/styles.xml")
        return int(styles.find(f"{W}style[@{W}styleId='Normal']/{W}rPr/{W}sz").get(f"{W}val"))

    assert size(sheet(claims("One thing"))) > size(sheet(claims(*["Many things were said"] * 7))) > 17
    assert size(sheet(claims(*["Many things were said"] * 40))) == 18


def test_a_house_gives_its_colours_fonts_and_logo() -> None:
    document = write_sheet(sheet(), layout=Layout.BUSINESS, house=HOUSE)
    fills = {shade.get(f"{W}fill") for shade in part(document).iter(f"{W}shd")}
    assert HOUSE.accent in fills
    styles = part(document, "word/styles.xml")
    fonts = {element.get(f"{W}ascii") for element in styles.iter(f"{W}rFonts")}
    assert fonts == {"Georgia", "Arial"}
    assert House().accent not in "".join(styles.itertext()) + str(fills)
    described = [element.get("descr") for element in part(document).iter() if element.tag.endswith("}docPr")]
    assert "Logo of Upright & Co." in described


def test_a_logo_that_cannot_be_read_is_left_out() -> None:
    assert write_sheet(sheet(), house=House(logo=b"no picture"))


def test_words_on_the_accent_are_white() -> None:
    document = write_sheet(sheet(), layout=Layout.FIVE_BOXES)
    [dark] = [
        cell for cell in part(document).iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}shd[@{W}fill='1B6B66']") is not None
    ]
    runs = list(dark.iter(f"{W}r"))
    assert runs
    assert {run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for run in runs} == {"Light"}
    light = part(document, "word/styles.xml").find(f"{W}style[@{W}styleId='Light']/{W}rPr/{W}color")
    assert light.get(f"{W}val") == WHITE


def test_comments_stand_only_where_they_are_asked_for() -> None:
    claim = SheetClaim(
        text="Cheap stands wobble", standing="3 of 5", stands="3 of the 5 asked said so.", evidence=[SAID]
    )
    content = sheet([claim])
    for layout in Layout:
        document = write_sheet(content, layout=layout, comments=True)
        noted = comments_of(document)
        assert noted
        assert all("3 of the 5 asked said so." in each and "it hurt" in each for each in noted)
    assert not part(write_sheet(content)).findall(f".//{W}commentReference")


def test_a_strict_reader_likes_the_comments_too(shared_tools: Path, tmp_path: Path) -> None:
    claim = SheetClaim(text=HOSTILE, standing="3 of 5", stands=HOSTILE, evidence=[SAID])
    for layout in Layout:
        assert strict_reader(shared_tools, tmp_path)(write_sheet(sheet([claim]), layout=layout, comments=True)) == []


def test_every_layout_has_a_name_and_a_sentence() -> None:
    assert len({layout_title(layout) for layout in Layout}) == len(Layout)
    assert all(layout_help(layout).endswith(".") for layout in Layout)


@pytest.mark.parametrize("layout", Layout)
def test_the_same_content_gives_the_same_bytes(layout: Layout) -> None:
    page = sheet_page(Paper.LETTER, Orientation.LANDSCAPE)
    assert write_sheet(sheet(), layout=layout, page=page) == write_sheet(sheet(), layout=layout, page=page)
