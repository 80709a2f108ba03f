"""Take in a picture of the owner's: upright, small, and with nothing in it but what can be seen."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from persona_tui.domain.errors import PlainError
from persona_tui.faces.picture_kinds import HEAD_LENGTH, Kind, kind_of, size_of
from persona_tui.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose
    from PIL.ImageFile import ImageFile

MOST_MEGAPIXELS = 60
"""The largest picture that is decoded whole."""

MOST_MEGAPIXELS_OF_A_PHOTO = 240
"""The largest ordinary JPEG: it is decoded at an eighth of its size, and phones take 200 megapixels."""

MOST_BYTES = 200_000_000

_ORIENTATION = 0x0112
_LONGEST_NAME = 60


class PictureError(PlainError):
    """A picture cannot be taken in; the sentence says why and what to do."""


def take_in_picture(path: Path, *, edge: int = 1024) -> bytes:
    """The JPEG, PNG or WEBP at `path` as PNG bytes (RGB, or RGBA where parts are see-through), in sRGB.

    It is turned upright as its EXIF says and scaled down so that its longer edge is at most `edge` pixels; it
    is never scaled up. No metadata is kept. Raises PictureError.
    """
    shown = _shown(path)
    try:
        if path.is_dir():
            raise PictureError(_("“{name}” is a folder: choose one of the pictures inside it.").format(name=shown))
        if path.exists() and not path.is_file():
            raise PictureError(_not_a_picture(shown))
        with path.open("rb") as file:
            return _take_in(file, path.stat().st_size, shown, edge)
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError(
            _("There is no file “{name}”: check its name and folder, or choose another picture.").format(name=shown)
        ) from None
    except PermissionError:
        raise PictureError(
            _(
                "This program may not read “{name}”: copy the picture to a folder of your own, and choose it there."
            ).format(name=shown)
        ) from None
    except (OSError, ValueError):
        raise PictureError(
            _("“{name}” could not be read from the disk: copy it again, or choose another picture.").format(name=shown)
        ) from None


def square_crop(png: bytes, edge: int) -> bytes:
    """A square of `edge` × `edge` pixels as PNG, cut from the top of a tall picture or the middle of a wide one.

    The same bytes in give the same bytes out. Raises PictureError where `png` is no picture.
    """
    return _as_png(_square(png, edge))


def _take_in(file: BinaryIO, length: int, shown: str, edge: int) -> bytes:
    head = file.read(HEAD_LENGTH)
    kind, format_name = kind_of(head)
    _refuse_other_kinds(kind, format_name, head, shown)
    if length > MOST_BYTES:
        raise PictureError(_too_large(shown))
    declared = size_of(kind, head)
    if declared and declared[0] * declared[1] > MOST_MEGAPIXELS * 1_000_000:
        raise PictureError(_too_many_pixels(declared, shown))
    try:
        # A damaged picture makes Pillow warn on stderr, in the middle of the screen.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file.seek(0)
            picture = _opened(kind, file)
            _refuse_too_many_pixels_or_frames(picture, shown)
            return _as_png(_upright_small_and_plain(picture, edge))
    except PictureError:
        raise
    except MemoryError:
        raise PictureError(_too_large(shown)) from None
    except Exception:
        # Pillow raises nearly anything on damaged pictures: OSError, SyntaxError, ValueError, struct.error …
        raise PictureError(_broken(shown)) from None


def _refuse_other_kinds(kind: Kind, format_name: str, head: bytes, shown: str) -> None:
    if not head:
        raise PictureError(
            _("“{name}” is empty: copy the picture again from where it came, or choose another.").format(name=shown)
        )
    if kind is Kind.HEIC:
        raise PictureError(
            _(
                "“{name}” is a HEIC picture, which is not read here: save it as JPEG first (on an iPhone, mail it to"
                " yourself; on Windows, open it in Photos and choose “Save as”; on a Mac, open it in Preview and"
                " choose “Export”)."
            ).format(name=shown)
        )
    if kind is Kind.OTHER:
        raise PictureError(
            _("“{name}” is a {format} file: save it as JPEG, PNG or WEBP, the three that are read here.").format(
                name=shown, format=format_name
            )
        )
    if kind is Kind.NO_PICTURE:
        raise PictureError(_not_a_picture(shown))


def _opened(kind: Kind, file: BinaryIO) -> ImageFile:
    """The picture with its header read and nothing decoded.

    The reader of its kind is called by name: `Image.open` would warn of large pictures instead of leaving them
    to us, and take a phone's picture with a second one inside for an animation.
    """
    if kind is Kind.JPEG:
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(file)
    if kind is Kind.PNG:
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(file)
    from PIL.WebPImagePlugin import WebPImageFile

    return WebPImageFile(file)


def _refuse_too_many_pixels_or_frames(picture: ImageFile, shown: str) -> None:
    can_be_read_small = picture.format == "JPEG" and not picture.info.get("progressive")
    most = MOST_MEGAPIXELS_OF_A_PHOTO if can_be_read_small else MOST_MEGAPIXELS
    if picture.width * picture.height > most * 1_000_000:
        raise PictureError(_too_many_pixels(picture.size, shown))
    if getattr(picture, "n_frames", 1) > 1:
        raise PictureError(
            _("“{name}” is a moving picture: save one still of it as JPEG, PNG or WEBP, and choose that.").format(
                name=shown
            )
        )


def _upright_small_and_plain(picture: ImageFile, edge: int) -> Image:
    from PIL import Image

    turn = _turn(picture)
    profile = picture.info.get("icc_profile")
    # JPEG can be decoded at a half, quarter or eighth; twice the edge leaves enough to scale down well.
    picture.draft(picture.mode, (edge * 2, edge * 2))
    picture.load()
    plain = _in_scalable_mode(picture)
    longest = max(plain.size)
    if longest > edge:
        width, height = (max(1, round(length * edge / longest)) for length in plain.size)
        plain = plain.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _in_srgb(plain, profile)
    return plain if turn is None else plain.transpose(turn)


def _turn(picture: Image) -> Transpose | None:
    """How to turn a picture upright, by its EXIF; None where it stands right or does not say."""
    from PIL.Image import Transpose

    try:
        orientation = picture.getexif().get(_ORIENTATION)
    except Exception:
        # Damaged metadata is no reason to refuse a picture that can be seen.
        return None
    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return turns.get(orientation) if isinstance(orientation, int) else None


def _in_scalable_mode(picture: Image) -> Image:
    """The same picture in a mode that can be scaled without losing see-through parts: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        # 16 bits of grey to 8.
        return picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if picture.mode in ("LA", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("RGB")


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """RGB or RGBA in the colours that every screen and printer expects; a profile that is damaged is ignored."""
    if profile and picture.mode != "RGBA":
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    if profile and picture.mode == "RGBA":
        colours = _in_srgb(picture.convert("RGB"), profile)
        colours.putalpha(picture.getchannel("A"))
        picture = colours
    if picture.mode == "RGBA":
        return picture if picture.getchannel("A").getextrema() != (255, 255) else picture.convert("RGB")
    return picture.convert("RGB")


def _square(png: bytes, edge: int) -> Image:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = _opened(Kind.PNG, io.BytesIO(png))
            if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
                raise ValueError("too many pixels")
            picture.load()
            upright = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except Exception:
        raise PictureError(
            _("The picture kept for this persona is damaged: choose it again, or draw a portrait.")
        ) from None
    side = min(upright.size)
    left = (upright.width - side) // 2
    # Cut before scaling: scaling a part would mix in colours from beside it.
    square = upright.crop((left, 0, left + side, side))
    return square.resize((edge, edge), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _as_png(picture: Image) -> bytes:
    """The pixels as PNG, and nothing else: a fresh picture holds no metadata to be written."""
    from PIL import Image

    pixels = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    written = io.BytesIO()
    pixels.save(written, "PNG", compress_level=6)
    return written.getvalue()


def _shown(path: Path) -> str:
    """A file's name as it can be shown: no control characters, and not endless."""
    name = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in path.name or str(path))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _not_a_picture(shown: str) -> str:
    return _("“{name}” is not a picture, whatever its name says: choose a JPEG, PNG or WEBP file.").format(name=shown)


def _broken(shown: str) -> str:
    return _(
        "“{name}” is damaged or only half there: copy it again from where it came, or choose another picture."
    ).format(name=shown)


def _too_large(shown: str) -> str:
    return _("“{name}” is too large to read: save a smaller copy of it, and choose that.").format(name=shown)


def _too_many_pixels(size: tuple[int, int], shown: str) -> str:
    return _(
        "“{name}” is too large, {width} × {height} pixels: save a smaller copy, 4,000 pixels wide or less, and"
        " choose that."
    ).format(name=shown, width=f"{size[0]:,}", height=f"{size[1]:,}")
