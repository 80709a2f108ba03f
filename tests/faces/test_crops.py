"""Crops: a square, from the top."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from persona_tui.faces.pictures import PictureError, square_crop
from tests.faces.face_files import RED, WHITE, opened, png_that_says, quarters


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def test_a_tall_picture_is_cropped_from_its_top_and_a_wide_one_from_its_middle() -> None:
    tall = Image.new("RGB", (40, 100), WHITE)
    tall.paste(RED, (0, 0, 40, 40))
    assert opened(square_crop(_png(tall), 20)).getcolors() == [(400, RED)]
    wide = Image.new("RGB", (100, 40), WHITE)
    wide.paste(RED, (30, 0, 70, 40))
    assert opened(square_crop(_png(wide), 20)).getcolors() == [(400, RED)]


@pytest.mark.parametrize("edge", [1, 33, 500])
def test_a_crop_has_the_size_asked_for(edge: int) -> None:
    assert opened(square_crop(_png(quarters()), edge)).size == (edge, edge)


def test_a_see_through_picture_stays_see_through_when_cropped() -> None:
    glass = _png(Image.new("RGBA", (20, 20), (10, 20, 30, 100)))
    assert opened(square_crop(glass, 10)).getpixel((5, 5)) == (10, 20, 30, 100)


def test_crops_are_the_same_bytes_every_time() -> None:
    picture = _png(quarters())
    assert square_crop(picture, 50) == square_crop(picture, 50)


@pytest.mark.parametrize("kept", [b"", b"no picture", png_that_says(20_000, 20_000)])
def test_a_kept_picture_that_is_damaged_is_said_so(kept: bytes) -> None:
    with pytest.raises(PictureError, match="damaged: choose it again, or draw a portrait"):
        square_crop(kept, 10)
