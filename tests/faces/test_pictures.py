"""Pictures of the owner's are taken in upright, small and bare."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from persona_tui.faces.pictures import take_in_picture
from tests.faces.face_files import BLUE, RED, WHITE, corners, opened, png_chunk, quarters, saved, sentence_for


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_jpeg_png_and_webp_are_read_whatever_the_name_ends_in(tmp_path: Path, format: str) -> None:  # noqa: A002
    path = saved(tmp_path, "face.bin", quarters(), format)
    taken = opened(take_in_picture(path))
    assert taken.size == (40, 60)
    assert corners(taken) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "to_stored"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_camera_held_any_way_gives_an_upright_picture(
    tmp_path: Path,
    format: str,  # noqa: A002
    orientation: int,
    to_stored: Image.Transpose | None,
) -> None:
    stored = quarters() if to_stored is None else quarters().transpose(to_stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = opened(take_in_picture(saved(tmp_path, "face", stored, format, exif=exif)))
    assert taken.size == (40, 60)
    assert corners(taken) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_a_senseless_orientation_is_ignored(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = opened(take_in_picture(saved(tmp_path, "face.jpg", quarters(), exif=exif)))
    assert corners(taken) == ["red", "green", "blue", "white"]


def test_damaged_metadata_is_no_reason_to_refuse_a_picture(tmp_path: Path) -> None:
    path = saved(tmp_path, "face.jpg", quarters(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff nonsense")
    assert opened(take_in_picture(path)).size == (40, 60)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_where_and_by_whom_a_picture_was_taken_is_dropped(tmp_path: Path, format: str) -> None:  # noqa: A002
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x013B] = "SecretPhotographer"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 31.0), 29: "2026:11:02"})
    how: dict[str, object] = {"exif": exif, "xmp": b"<x:xmpmeta>SecretXmp</x:xmpmeta>"}
    if format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "SecretText")
        text.add_itxt("XML:com.adobe.xmp", "SecretXmp", zip=False)
        how = {"exif": exif, "pnginfo": text}
    if format == "JPEG":
        how["comment"] = b"SecretComment"
    path = saved(tmp_path, "face", quarters(), format, icc_profile=_srgb_profile(), **how)
    assert b"Secret" in path.read_bytes()
    taken = take_in_picture(path)
    for trace in (b"Secret", b"2026:11:02", b"Exif", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"iCCP", b"pHYs", b"tIME"):
        assert trace not in taken
    assert opened(taken).size == (40, 60)


def _srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, "face.jpg", quarters(400, 600))
    assert take_in_picture(path, edge=128) == take_in_picture(path, edge=128)


@pytest.mark.parametrize(
    ("size", "edge", "expected"),
    [
        ((2000, 1000), 1024, (1024, 512)),
        ((1000, 3000), 300, (100, 300)),
        ((300, 200), 1024, (300, 200)),
        ((5000, 1), 100, (100, 1)),
    ],
)
def test_a_picture_is_scaled_down_and_never_up(
    tmp_path: Path, size: tuple[int, int], edge: int, expected: tuple[int, int]
) -> None:
    for name in ("face.jpg", "face.png", "face.webp"):
        assert opened(take_in_picture(saved(tmp_path, name, quarters(*size)), edge=edge)).size == expected


def _a_colour(png: bytes) -> tuple[int, ...]:
    pixel = opened(png).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_picture_for_printing_in_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    path = saved(tmp_path, "face.jpg", Image.new("RGB", (20, 20), RED).convert("CMYK"), quality=95)
    red, green, blue = _a_colour(take_in_picture(path))
    assert red > 180 > 90 > green
    assert blue < 90


def test_sixteen_bits_of_grey_become_eight(tmp_path: Path) -> None:
    path = saved(tmp_path, "face.png", Image.new("I;16", (20, 20), 0x8080))
    assert _a_colour(take_in_picture(path)) == (128, 128, 128)
    path = saved(tmp_path, "white.png", Image.new("I;16", (20, 20), 0xFFFF))
    assert _a_colour(take_in_picture(path)) == (255, 255, 255)


def test_sixteen_bits_of_colour_become_eight(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + struct.pack(">HHH", 0xFFFF, 0x8080, 0) * 20 for _row in range(20))
    header = struct.pack(">IIBBBBB", 20, 20, 16, 2, 0, 0, 0)
    path = tmp_path / "face.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )
    assert _a_colour(take_in_picture(path)) == (255, 128, 0)


def test_a_palette_with_a_see_through_colour_stays_see_through(tmp_path: Path) -> None:
    picture = Image.new("P", (20, 20), 1)
    picture.putpalette([0, 0, 0, 220, 30, 30])
    picture.paste(0, (10, 0, 20, 20))
    taken = opened(take_in_picture(saved(tmp_path, "face.png", picture, transparency=0)))
    assert taken.mode == "RGBA"
    assert taken.getpixel((2, 2)) == (*RED, 255)
    assert taken.getchannel("A").getpixel((15, 2)) == 0
    # The see-through colour may also be given as bytes, one for each colour of the palette.
    taken = opened(take_in_picture(saved(tmp_path, "face.png", picture, transparency=b"\x00\x80")))
    assert taken.getpixel((2, 2)) == (*RED, 128)


def test_a_palette_without_see_through_colours_becomes_rgb(tmp_path: Path) -> None:
    taken = opened(take_in_picture(saved(tmp_path, "face.png", quarters().quantize(8))))
    assert taken.mode == "RGB"
    assert corners(taken) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA"])
def test_black_and_white_grey_and_see_through_pictures_are_read(tmp_path: Path, mode: str) -> None:
    picture = Image.new("L", (30, 30), 255).convert(mode)
    assert _a_colour(take_in_picture(saved(tmp_path, "face.png", picture)))[:3] == (255, 255, 255)


def test_a_see_through_edge_keeps_its_colour_when_scaled(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste((*WHITE, 255), (100, 0, 400, 400))
    taken = opened(take_in_picture(saved(tmp_path, "face.png", picture), edge=57))
    assert taken.mode == "RGBA"
    for x in range(57):
        pixel = taken.getpixel((x, 20))
        assert isinstance(pixel, tuple)
        assert pixel[3] < 8 or min(pixel[:3]) > 240


def test_a_picture_that_is_nowhere_see_through_is_stored_without_that_channel(tmp_path: Path) -> None:
    path = saved(tmp_path, "face.png", quarters().convert("RGBA"))
    assert opened(take_in_picture(path)).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "CMYK"])
def test_a_colour_profile_is_applied_or_when_damaged_ignored(tmp_path: Path, mode: str) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"  # noqa: A001
    for profile in (_srgb_profile(), b"not a profile"):
        path = saved(tmp_path, "face", quarters().convert(mode), format, icc_profile=profile)
        taken = take_in_picture(path)
        assert b"iCCP" not in taken
        assert opened(taken).size == (40, 60)


def test_a_colour_profile_changes_the_numbers_so_that_the_colours_stay(tmp_path: Path) -> None:
    profile = bytearray(_srgb_profile())
    # Swapping the tags of the red and blue primaries makes a valid profile in which red is blue.
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    path = saved(tmp_path, "face.png", Image.new("RGB", (20, 20), (255, 0, 0)), icc_profile=bytes(profile))
    red_now, _green, blue_now = _a_colour(take_in_picture(path))
    assert blue_now > 200 > 60 > red_now


def test_a_phones_picture_with_a_second_one_inside_is_read(tmp_path: Path) -> None:
    path = tmp_path / "face.jpg"
    quarters().save(path, "MPO", save_all=True, append_images=[quarters()])
    assert opened(take_in_picture(path)).size == (40, 60)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_photo_is_read_at_a_fraction_of_its_size(tmp_path: Path, progressive: bool) -> None:
    photo = Image.new("RGB", (8800, 8000), BLUE)
    path = saved(tmp_path, "face.jpg", photo, quality=20, progressive=progressive)
    if progressive:
        assert "8,800 × 8,000" in sentence_for(path)
    else:
        assert opened(take_in_picture(path, edge=64)).size == (64, 58)
