"""Pictures as they may leave the house: without what cameras and programs write into them."""

from __future__ import annotations

import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}


def without_metadata(picture: bytes) -> bytes:
    """The picture as a PNG that holds nothing but what is seen; as it is where it cannot be read."""
    if not picture.startswith(_SIGNATURE):
        return _as_png(picture)
    kept = [_SIGNATURE]
    at = len(_SIGNATURE)
    while at + 12 <= len(picture):
        length = int.from_bytes(picture[at : at + 4], "big")
        kind, end = picture[at + 4 : at + 8], at + 12 + length
        if end > len(picture) or zlib.crc32(picture[at + 4 : end - 4]) != int.from_bytes(picture[end - 4 : end], "big"):
            return _as_png(picture)
        if kind in _SHOWN:
            kept.append(picture[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _as_png(picture: bytes) -> bytes:
    from io import BytesIO

    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(picture)) as image:
            upright = ImageOps.exif_transpose(image)
            shown = Image.new("RGBA" if "A" in upright.getbands() else "RGB", upright.size)
            shown.paste(upright.convert(shown.mode))
            file = BytesIO()
            shown.save(file, "PNG")
            return file.getvalue()
    except (OSError, ValueError, SyntaxError):
        return picture
