"""What kind of picture a file is, and how large, told from its first bytes and never from its name."""

from __future__ import annotations

from enum import StrEnum

HEAD_LENGTH = 4096
"""How many first bytes of a file `kind_of` and `size_of` want to see."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_HEIC_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"heif", b"mif1", b"msf1")
)
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_SIGNATURES = (
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"%PDF-", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
)


class Kind(StrEnum):
    """The kinds that are told apart; `OTHER` is a picture or document that is not read here."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIC"
    OTHER = "other"
    NO_PICTURE = "no picture"


def kind_of(head: bytes) -> tuple[Kind, str]:
    """The kind of a file that begins with `head`, and the name of its format ("" where it is no picture)."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG, "JPEG"
    if head.startswith(PNG_SIGNATURE):
        return Kind.PNG, "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP, "WEBP"
    if head[4:8] == b"ftyp":
        return _kind_of_media_file(head)
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return Kind.OTHER, name
    if _is_bitmap(head):
        return Kind.OTHER, "BMP"
    if _is_svg(head):
        return Kind.OTHER, "SVG"
    return Kind.NO_PICTURE, ""


def size_of(kind: Kind, head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels that a PNG's or WEBP's header declares; None where it does not say."""
    if kind is Kind.PNG and head[12:16] == b"IHDR" and len(head) >= 24:
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if kind is not Kind.WEBP or len(head) < 30:
        return None
    chunk = head[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if chunk == b"VP8L":
        packed = int.from_bytes(head[21:25], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return None


def _kind_of_media_file(head: bytes) -> tuple[Kind, str]:
    """HEIC, AVIF or something else: the boxes of these files name a brand and further fitting ones."""
    length = min(max(int.from_bytes(head[:4], "big"), 16), 256)
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, length, 4)]
    if _AVIF_BRANDS.intersection(brands):
        return Kind.OTHER, "AVIF"
    if _HEIC_BRANDS.intersection(brands):
        return Kind.HEIC, "HEIC"
    return Kind.NO_PICTURE, ""


def _is_bitmap(head: bytes) -> bool:
    """BMP's own two letters begin many a text, so its second header is looked at too."""
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)


def _is_svg(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in start)
