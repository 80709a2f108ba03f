"""A picture that cannot be taken in is refused with one sentence that says what to do."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

import persona_tui
from persona_tui.faces.pictures import PictureError, take_in_picture
from tests.faces.face_files import opened, png_that_says, quarters, saved, sentence_for

PROJECT = Path(persona_tui.__file__).parents[1]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert sentence_for(tmp_path / "anna.png") == (
        "There is no file “anna.png”: check its name and folder, or choose another picture."
    )
    (tmp_path / "notes.txt").write_text("x")
    assert "There is no file" in sentence_for(tmp_path / "notes.txt" / "anna.png")


def test_a_folder_is_named_as_one(tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    assert sentence_for(tmp_path / "faces") == "“faces” is a folder: choose one of the pictures inside it."


def test_an_empty_file_is_named_as_one(tmp_path: Path) -> None:
    (tmp_path / "anna.jpg").touch()
    assert sentence_for(tmp_path / "anna.jpg").startswith("“anna.jpg” is empty: copy the picture again")


def test_a_file_that_may_not_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "anna.png", quarters())

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert sentence_for(path).startswith("This program may not read “anna.png”: copy the picture")


def test_a_disk_that_fails_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "anna.png", quarters())

    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert "could not be read from the disk" in sentence_for(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert "is not a picture" in sentence_for(tmp_path / "pipe.png")


@pytest.mark.parametrize("text", [b"name,city\nAnna,Ghent\n", b"BM me tomorrow, will you? yours, B.", b"\0" * 5000])
def test_a_text_file_called_png_is_not_a_picture(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "anna.png").write_bytes(text)
    assert sentence_for(tmp_path / "anna.png") == (
        "“anna.png” is not a picture, whatever its name says: choose a JPEG, PNG or WEBP file."
    )


@pytest.mark.parametrize(
    "head",
    [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypheix\0\0\0\0mif1heixheif",
        b"\0\0\0\x18ftypXYZ \0\0\0\0mif1heic",
    ],
)
def test_a_heic_picture_is_known_by_its_content_and_the_way_out_is_told(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "IMG_0042.jpg").write_bytes(head + b"\0" * 200)
    sentence = sentence_for(tmp_path / "IMG_0042.jpg")
    assert sentence.startswith("“IMG_0042.jpg” is a HEIC picture, which is not read here: save it as JPEG first")
    assert "iPhone" in sentence
    assert "Windows" in sentence


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"GIF89a\x01\x00", "GIF"),
        (b"II*\x00\x08\0\0\0", "TIFF"),
        (b"MM\x00*\0\0\0\x08", "TIFF"),
        (b"%PDF-1.7\n", "PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>', "SVG"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "BMP"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf", "AVIF"),
        (b"8BPS\0\1", "Photoshop"),
    ],
)
def test_other_formats_are_named_with_the_three_that_are_read(tmp_path: Path, head: bytes, name: str) -> None:
    (tmp_path / "anna.jpg").write_bytes(head)
    assert sentence_for(tmp_path / "anna.jpg") == (
        f"“anna.jpg” is a {name} file: save it as JPEG, PNG or WEBP, the three that are read here."
    )


@pytest.mark.parametrize("name", ["face.png", "face.webp"])
def test_a_moving_picture_asks_for_a_still(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    quarters().save(path, save_all=True, append_images=[quarters().rotate(180)], duration=100)
    assert sentence_for(path).startswith(f"“{name}” is a moving picture: save one still of it")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7])
def test_half_a_picture_is_said_to_be_damaged(tmp_path: Path, format: str, kept: float) -> None:  # noqa: A002
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(whole, format)
    path = tmp_path / "anna.img"
    path.write_bytes(whole.getvalue()[: int(len(whole.getvalue()) * kept)])
    assert sentence_for(path) == (
        "“anna.img” is damaged or only half there: copy it again from where it came, or choose another picture."
    )


@pytest.mark.parametrize("size", [(0, 0), (0, 10), (10, 0)])
def test_a_picture_without_pixels_is_damaged(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "anna.png").write_bytes(png_that_says(*size))
    assert "is damaged" in sentence_for(tmp_path / "anna.png")


@pytest.mark.parametrize("size", [(20_000, 20_000), (2**31 - 1, 2**31 - 1), (8000, 7501)])
def test_too_many_pixels_are_refused_by_the_header_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "anna.png").write_bytes(png_that_says(*size))
    sentence = sentence_for(tmp_path / "anna.png")
    assert f"“anna.png” is too large, {size[0]:,} × {size[1]:,} pixels: save a smaller copy" in sentence


def test_a_webp_that_says_it_is_huge_is_refused_by_its_header(tmp_path: Path) -> None:
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (19_999).to_bytes(3, "little") * 2
    lossless = b"VP8L" + struct.pack("<I", 10) + b"\x2f" + (16_382 | 16_382 << 14).to_bytes(4, "little") + b"\0" * 8
    lossy = b"VP8 " + struct.pack("<I", 10) + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_383, 16_383)
    for chunks in (extended, lossless, lossy):
        (tmp_path / "anna.webp").write_bytes(
            b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks + b"\0" * 9
        )
        assert "is too large" in sentence_for(tmp_path / "anna.webp")


def test_a_jpeg_that_says_it_is_huge_is_refused_by_its_header(tmp_path: Path) -> None:
    small = io.BytesIO()
    quarters().save(small, "JPEG")
    content = bytearray(small.getvalue())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 20_000, 20_000)
    (tmp_path / "anna.jpg").write_bytes(content)
    assert "20,000 × 20,000" in sentence_for(tmp_path / "anna.jpg")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured the Linux way")
def test_refusing_a_huge_picture_needs_no_memory_for_it(tmp_path: Path) -> None:
    path = tmp_path / "anna.png"
    path.write_bytes(png_that_says(20_000, 20_000))
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from persona_tui.faces.pictures import PictureError, take_in_picture\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: take_in_picture(Path(sys.argv[1]))\n"
        "except PictureError: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert int(ran.stdout) < 50_000, "KiB"


def test_a_name_full_of_oddities_is_shown_as_it_is_but_tamed(tmp_path: Path) -> None:
    for name in ("[red] {x} %s 👩.png", "a\nb\x1b[31m.png", "x" * 200 + ".png"):
        try:
            (tmp_path / name).write_text("not a picture")
        except OSError:
            continue
        sentence = sentence_for(tmp_path / name)
        assert sentence.isprintable()
        assert len(sentence) < 220
    assert "“[red] {x} %s 👩.png”" in sentence_for(tmp_path / "[red] {x} %s 👩.png")


def test_a_name_that_no_disk_knows_is_refused_in_a_sentence() -> None:
    for name in ("a\0b.png", "x" * 5000):
        assert sentence_for(Path(name))


_BEGINNINGS = st.sampled_from(
    [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x99\0\0\0WEBPVP8 ", b"\0\0\0\x20ftyp"]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=_BEGINNINGS, rest=st.binary(max_size=300))
@example(beginning=b"\x89PNG\r\n\x1a\n", rest=b"\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01")
def test_any_bytes_are_a_picture_or_refused_in_a_sentence(tmp_path: Path, beginning: bytes, rest: bytes) -> None:
    (tmp_path / "any").write_bytes(beginning + rest)
    try:
        taken = take_in_picture(tmp_path / "any")
    except PictureError as refused:
        assert refused.sentence
    else:
        assert opened(taken).width


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    format=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    place=st.floats(0, 0.999),
    damage=st.binary(min_size=1, max_size=8),
)
def test_any_damage_to_a_picture_gives_a_picture_or_a_sentence(
    tmp_path: Path,
    format: str,  # noqa: A002
    place: float,
    damage: bytes,
) -> None:
    whole = io.BytesIO()
    quarters().save(whole, format)
    content = bytearray(whole.getvalue())
    at = int(place * len(content))
    content[at : at + len(damage)] = damage
    (tmp_path / "any").write_bytes(content)
    try:
        taken = take_in_picture(tmp_path / "any", edge=32)
    except PictureError as refused:
        assert refused.sentence
    else:
        assert max(opened(taken).size) <= 32
