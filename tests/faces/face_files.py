"""Picture files for the tests, made on the spot, and what to expect of a picture that was taken in."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from persona_tui.domain.errors import PlainError
from persona_tui.faces.pictures import PictureError, take_in_picture

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (255, 255, 255)


def quarters(width: int = 40, height: int = 60) -> Image.Image:
    """A picture whose four quarters tell which way up it is: red top left, green top right, blue, white."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(WHITE, (width // 2, height // 2, width, height))
    return picture


def saved(folder: Path, name: str, picture: Image.Image, format: str | None = None, **how: object) -> Path:  # noqa: A002
    path = folder / name
    picture.save(path, format, **how)
    return path


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    assert picture.mode in ("RGB", "RGBA")
    assert not picture.info
    assert not picture.getexif()
    picture.load()
    return picture


def corners(picture: Image.Image) -> list[str]:
    """The colours near the four corners, as names."""
    names = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
    width, height = picture.size
    found = []
    for at in ((3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)):
        pixel = picture.convert("RGB").getpixel(at)
        assert isinstance(pixel, tuple)
        nearest = min(names, key=lambda name: sum(abs(a - b) for a, b in zip(pixel, names[name], strict=True)))
        found.append(nearest)
    return found


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header declares any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + png_chunk(b"IEND", b"")
    )


def sentence_for(path: Path) -> str:
    with pytest.raises(PictureError) as refused:
        take_in_picture(path)
    assert isinstance(refused.value, PlainError)
    sentence = refused.value.sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.count(". ") == 0
    return sentence
