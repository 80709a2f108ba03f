"""How a business's documents look: what is taken, what is made readable, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.study import HouseStyle
from persona_tui.exports.word.house import LEAST_CONTRAST, PLAIN, WHITE, colour, contrast, readable, resolve_house
from persona_tui.exports.word.measure import CALIBRI, is_measured, ruler_of
from persona_tui.faces.pictures import PictureError
from persona_tui.workflows.house_style import HouseError, house_notes, set_house
from persona_tui.workflows.session import Session

COLOURS = st.integers(0, 0xFFFFFF).map("{:06X}".format)


def picture(path: Path) -> Path:
    from PIL import Image

    image = Image.new("RGB", (1200, 300), "#123456")
    exif = Image.Exif()
    exif[0x010E] = "secret words of the camera"
    image.save(path, exif=exif)
    return path


def test_nothing_set_is_the_programs_own(session: Session) -> None:
    assert resolve_house(session.study.house) == PLAIN
    assert house_notes(session.study.house) == []


def test_what_is_set_stays_with_the_study_and_can_be_undone(session: Session) -> None:
    report = set_house(session, main_colour="#1b4b9a", heading_font="Georgia", text_font="Arial")
    assert session.study.house == report.style
    assert (report.style.main_colour, report.style.text_font) == ("1B4B9A", "Arial")
    set_house(session, main_colour="")
    assert (session.study.house.main_colour, session.study.house.heading_font) == ("", "Georgia")
    session.undo()
    assert session.study.house.main_colour == "1B4B9A"


def test_a_logo_is_taken_in_without_what_its_camera_wrote(session: Session, tmp_path: Path) -> None:
    style = set_house(session, logo=picture(tmp_path / "logo.jpg")).style
    kept = session.folder.face_path(style.logo)
    assert kept is not None
    content = kept.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert b"secret words" not in content
    assert set_house(session, without_logo=True).style.logo == ""


def test_a_logo_that_is_no_picture_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_text("words")
    with pytest.raises(PictureError):
        set_house(session, logo=path)
    assert session.study.house == HouseStyle()


@pytest.mark.parametrize("text", ["teal", "12345", "#12345g", "#1234", "rgb(1,2,3)", "<w:p>"])
def test_what_is_no_colour_is_refused(session: Session, text: str) -> None:
    with pytest.raises(HouseError, match="six digits"):
        set_house(session, main_colour=text)


def test_a_colour_that_is_nearly_white_is_refused(session: Session) -> None:
    with pytest.raises(HouseError, match="nearly white"):
        set_house(session, second_colour="#FDFDF8")


def test_a_colour_too_light_to_read_is_made_darker_and_that_is_said(session: Session) -> None:
    report = set_house(session, main_colour="#FFD800")
    assert report.style.main_colour == "FFD800"
    [sentence] = report.sentences
    assert resolve_house(report.style).accent in sentence


@pytest.mark.parametrize("name", ["x" * 32, 'Arial"/>', "Arial; Georgia", "<b>"])
def test_what_is_no_name_of_a_font_is_refused(session: Session, name: str) -> None:
    with pytest.raises(HouseError, match="font"):
        set_house(session, text_font=name)


def test_a_font_whose_letters_nobody_measured_is_said(session: Session) -> None:
    [sentence] = set_house(session, text_font="Comic Neue", heading_font="Comic Neue").sentences
    assert "Comic Neue" in sentence
    assert set_house(session, text_font="Arial", heading_font="").sentences == ()


def test_text_in_an_unknown_font_is_taken_to_be_wider_than_in_any_known_one() -> None:
    assert is_measured("calibri") and not is_measured("Comic Neue")
    for text in ("Hurts at the end of each working day", "MMM", "iiiii", "Ärger & Ø"):
        for bold in (False, True):
            known = max(ruler_of(font).width(text, 10, bold=bold) for font in ("Calibri", "Arial"))
            assert ruler_of("Comic Neue").width(text, 10, bold=bold) > known
    assert ruler_of("Carlito") is CALIBRI
    assert is_measured("Times New Roman")


@given(COLOURS, COLOURS)
def test_whatever_the_colours_everything_can_be_read(main: str, second: str) -> None:
    house = resolve_house(HouseStyle(main_colour=main, second_colour=second))
    for text, ground in (
        (house.accent, WHITE),
        (house.accent, house.tint),
        (house.second, WHITE),
        (house.second, house.second_tint),
        (WHITE, house.accent),
        (house.ink, house.tint),
        (house.grey, house.tint),
        (house.grey, house.second_tint),
    ):
        assert contrast(text, ground) >= LEAST_CONTRAST


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(digits: str) -> None:
    assert colour(f"#{digits.lower()}") == digits
    assert readable(readable(digits)) == readable(digits)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
