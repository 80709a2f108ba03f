"""The persona sheet as a Word document."""

from __future__ import annotations

from pathlib import Path

import pytest

from persona_tui.exports.content import SheetContent, SheetSection
from persona_tui.exports.word.layout_parts import FOOT_LINE, FOOT_RULE
from persona_tui.exports.word.sheet import PAGE, write_sheet
from tests.exports.export_samples import HOSTILE, claims, sheet, small_picture
from tests.exports.word_reading import W, paragraphs, part, strict_reader

COMPANY = SheetSection(key="firmographics", title="Company", claims=claims("10 to 49 employees"))
OWN = [SheetSection(key=f"own{n}", title=f"Own part {n}", claims=claims("Something")) for n in range(24)]

SHEETS: dict[str, SheetContent] = {
    "usual": sheet(),
    "empty": sheet([], name="", archetype="", quote="", quote_credit="", face_png=None, rests_on="", reason=""),
    "no sections": sheet(sections=[]),
    "no face": sheet(face_png=None),
    "business": sheet(sections=[COMPANY, *sheet().sections], kind="negative", imagined=True),
    "own parts": sheet(sections=[*sheet().sections, *OWN]),
    "40 claims a box": sheet(claims(*["A claim of several words that takes about two lines"] * 40)),
    "a claim of 300 words": sheet(claims("word " * 300, "short")),
    "100,000 characters": sheet(claims("x" * 100_000), name="n " * 50_000, quote="q" * 100_000, reason="r" * 100_000),
    "hostile": sheet(
        claims(HOSTILE, HOSTILE[::-1]),
        name=HOSTILE,
        archetype=HOSTILE,
        business=HOSTILE,
        quote=HOSTILE,
        quote_credit=HOSTILE,
        face_note=HOSTILE,
        face_description=HOSTILE,
        rests_on=HOSTILE,
        reason=HOSTILE,
        kind=HOSTILE,
    ),
    "a picture that is none": sheet(face_png=b"this is a text file"),
    "a wide picture": sheet(face_png=small_picture(200, 50)),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_strict_reader_finds_nothing_wrong(name: str, shared_tools: Path, tmp_path: Path) -> None:
    assert strict_reader(shared_tools, tmp_path)(write_sheet(SHEETS[name])) == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_grid_of_exact_heights_leaves_room_for_the_foot(name: str) -> None:
    document = part(write_sheet(SHEETS[name]))
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in document.iter(f"{W}tr")]
    assert all(height is not None and height.get(f"{W}hRule") == "exact" for height in heights)
    total = sum(int(height.get(f"{W}val")) for height in heights) / 20
    assert total + FOOT_LINE + FOOT_RULE <= PAGE.text_height


def test_everything_that_fits_is_said_with_its_count() -> None:
    said = paragraphs(write_sheet(sheet()))
    assert "Kitchen-table Kim" in said
    assert "“I stacked three cookbooks under my laptop and told everybody it was temporary.”" in said
    assert "– one of 5 customers asked" in said
    assert "Drawn, not a customer" in said
    assert said.count("Gets through a working day without pain 3 of 5 · 1 against") == 7
    assert said.count("Can send it back within a month ◇") == 7
    assert "7 customers, 5 interviews, 2 Nov – 14 Nov 2026; assumptions are marked ◇" in said
    assert any(text.startswith("What they share: They work") for text in said)


def test_what_people_wrote_stays_text() -> None:
    written = write_sheet(sheet(claims("<w:p> {{7*7}} [/red] & ]]>", "nul \x00 bell \x07")))
    said = "\n".join(paragraphs(written))
    assert "<w:p> {{7*7}} [/red] & ]]>" in said
    assert "nul ␀ bell ␇" in said


def test_a_line_separator_becomes_a_line_break() -> None:
    assert any(text.startswith("one\ntwo") for text in paragraphs(write_sheet(sheet(claims("one\u2028two")))))


def test_right_to_left_text_runs_right_to_left() -> None:
    document = part(write_sheet(sheet(claims("שלום עולם"))))
    [first, *_others] = [p for p in document.iter(f"{W}p") if "שלום" in "".join(p.itertext())]
    assert first.find(f"{W}pPr/{W}bidi") is not None
    assert first.find(f"{W}r/{W}rPr/{W}rtl") is not None


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_sheet(sheet()) == write_sheet(sheet())


def test_the_only_date_in_the_document_is_the_last_change() -> None:
    core = part(write_sheet(sheet()), "docProps/core.xml")
    dates = [element.text for element in core if element.tag.rpartition("}")[2] in ("created", "modified")]
    assert dates == ["2026-11-20T14:02:11Z"] * 2


def test_title_author_and_language_are_set() -> None:
    document = write_sheet(sheet(language="nl"))
    core = {child.tag.rpartition("}")[2]: child.text for child in part(document, "docProps/core.xml")}
    assert core["title"].startswith("Kitchen-table Kim – Works from home")
    assert (core["creator"], core["language"]) == ("Upright & Co.", "nl-NL")
    language = part(document, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "nl-NL"


def test_the_picture_has_words_and_the_table_too() -> None:
    document = part(write_sheet(sheet()))
    described = [element.get("descr") for element in document.iter() if element.tag.endswith("}docPr")]
    assert described == ["Drawn portrait that stands for Kitchen-table Kim"]
    assert document.find(f".//{W}tblDescription") is not None


def test_a_wide_picture_is_cut_to_its_middle() -> None:
    document = part(write_sheet(SHEETS["a wide picture"]))
    [crop] = [element for element in document.iter() if element.tag.endswith("}srcRect")]
    assert (crop.get("l"), crop.get("r"), crop.get("t")) == ("37500", "37500", None)
