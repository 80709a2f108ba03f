"""Draw a friendly portrait for a persona, so that no stranger's photo stands for it.

The same seed and settings give the same picture. Every part is chosen by a number of its own, derived from the
seed, so that changing one setting leaves the rest of the face as it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from xml.etree import ElementTree

import msgspec

from persona_tui.faces import portrait_parts as parts
from persona_tui.i18n import N_, _

if TYPE_CHECKING:
    from types import ModuleType

SMALLEST, LARGEST = 16, 4096

# How likely grey hair, glasses and a beard are, by age band; "" where the age is unknown.
_GREY = {"": 0.15, "born_1944_1964": 0.85, "born_1965_1979": 0.5, "born_1980_1994": 0.06, "born_1995_later": 0}
_GLASSES = {"": 0.3, "born_1944_1964": 0.55, "born_1965_1979": 0.42, "born_1980_1994": 0.28}
_GLASSES_OTHERWISE = 0.22
# How strongly "likelier when older" weighs, by age band.
_AGE = {"born_1944_1964": 1.0, "born_1965_1979": 0.5, "born_1980_1994": -0.2, "born_1995_later": -0.7}

# The body below the skin colour, which shines through at the edges of dark skin.
_UNDER_THE_SKIN = "#D0C6AC"

_SVG = "{http://www.w3.org/2000/svg}"
# Fine lines beside the eyes and from nose to mouth, in the coordinates of python-avatars.
_SMILE_LINES = "M112,132 Q106,137 105,143 M152,132 Q158,137 159,143"
_LINES = {
    "born_1944_1964": (
        "M95,108.5 L91,106.5 M94.5,112.5 L90,112.5 M95,116.5 L91,118.5"
        " M169,108.5 L173,106.5 M169.5,112.5 L174,112.5 M169,116.5 L173,118.5 " + _SMILE_LINES
    ),
    "born_1965_1979": _SMILE_LINES,
}
_LINE_STRENGTH = {"born_1944_1964": "0.17", "born_1965_1979": "0.12"}


class PortraitSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a person fixed about a portrait, as keys of `adjustable()`; "" lets the seed choose."""

    looks: str = ""
    age_band: str = ""
    skin: str = ""
    hair: str = ""
    hair_colour: str = ""
    facial_hair: str = ""
    glasses: str = ""
    smile: str = ""
    clothing: str = ""
    clothing_colour: str = ""
    background: str = ""


class Adjustable(msgspec.Struct, frozen=True, kw_only=True):
    """One field of `PortraitSettings` for a form: its label and (key, label) of each choice, both translated."""

    key: str
    label: str
    choices: list[tuple[str, str]]


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """The parts a portrait is drawn from: names of python-avatars, and colours as #RRGGBB."""

    top: str
    covering: bool
    covering_colour: str
    skin: str
    hair_colour: str
    facial_hair: str
    glasses: str
    eyes: str
    eyebrows: str
    nose: str
    mouth: str
    clothing: str
    clothing_colour: str
    background: str
    age_band: str


class _Named(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...


class _Field(NamedTuple):
    key: str
    label: str
    options: Sequence[_Named]


_FIELDS = (
    _Field("looks", N_("Looks like"), parts.LOOKS),
    _Field("age_band", N_("Age"), parts.AGE_BANDS),
    _Field("hair", N_("Hair"), parts.HAIRS),
    _Field("hair_colour", N_("Hair colour"), parts.HAIR_COLOURS + parts.GREYS),
    _Field("skin", N_("Skin"), parts.SKINS),
    _Field("facial_hair", N_("Beard"), parts.FACIAL_HAIRS),
    _Field("glasses", N_("Glasses"), parts.GLASSES),
    _Field("smile", N_("Smile"), parts.SMILES),
    _Field("clothing", N_("Clothes"), parts.CLOTHES),
    _Field("clothing_colour", N_("Colour of the clothes"), parts.COLOURS),
    _Field("background", N_("Background"), parts.BACKGROUNDS),
)

O = TypeVar("O", bound=_Named)  # noqa: E741 - an option


def adjustable() -> list[Adjustable]:
    """Everything about a portrait that a person can set, in the order of a form."""
    return [
        Adjustable(
            key=field.key,
            label=_(field.label),
            choices=[("", _("any"))] + [(option.key, _(option.label)) for option in field.options],
        )
        for field in _FIELDS
    ]


def settings_from_mapping(stored: Mapping[str, object]) -> PortraitSettings:
    """The settings kept as a plain mapping; keys and values that this version does not know are left out."""
    known: dict[str, str] = {}
    for field in _FIELDS:
        value = stored.get(field.key)
        if isinstance(value, str) and any(option.key == value for option in field.options):
            known[field.key] = value
    return PortraitSettings(**known)


def to_mapping(settings: PortraitSettings) -> dict[str, str]:
    """The settings as a plain mapping to store; what the seed chooses is left out."""
    return {field.key: value for field in _FIELDS if (value := getattr(settings, field.key))}


def draw_portrait(seed: int, settings: PortraitSettings, size: int = 512) -> bytes:
    """A square portrait as PNG of `size` × `size` pixels (16 to 4096, else ValueError)."""
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"size must be {SMALLEST} to {LARGEST} pixels, not {size}")
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=portrait_svg(recipe(seed, settings), size), skip_system_fonts=True))


def recipe(seed: int, settings: PortraitSettings) -> Recipe:
    """Which parts the portrait of this seed and these settings has."""
    settings = settings_from_mapping(msgspec.to_builtins(settings))
    band = settings.age_band
    looks = settings.looks or _looks_of_the_choices(settings) or ("woman", "man")[_number(seed, "looks") >= 0.5]
    skin = _pick(seed, "skin", parts.SKINS, settings.skin, lambda option: 1.0)
    hair = _pick(seed, "hair", parts.HAIRS, settings.hair, lambda option: _hair_weight(option, looks, skin, band))
    hair_colour = _hair_colour(seed, settings, skin)
    facial_hair = _pick(
        seed, "facial_hair", parts.FACIAL_HAIRS, settings.facial_hair or ("none" if looks == "woman" else ""), _weight
    )
    fitting = _colours_apart_from(skin.part, hair_colour.part)
    clothing_colour = _pick(seed, "clothing_colour", parts.COLOURS, settings.clothing_colour, fitting)
    covering_colour = _pick(
        seed, "covering_colour", parts.COLOURS, "", _colours_apart_from(skin.part, clothing_colour.part)
    )
    glasses = _glasses(seed, settings)
    # Laughing eyes do not show behind a frame, nor a small smile inside a beard.
    eyes = _pick(seed, "eyes", parts.EYES, "" if glasses.key == "none" else "open", _weight)
    smile = settings.smile or ("" if facial_hair.key == "none" else "open")
    return Recipe(
        top=hair.part,
        covering=hair.covering,
        covering_colour=covering_colour.part,
        skin=skin.part,
        hair_colour=hair_colour.part,
        facial_hair=facial_hair.part,
        glasses=glasses.part,
        eyes=eyes.part,
        eyebrows=_pick(seed, "eyebrows", parts.EYEBROWS, "", _weight).part,
        nose=_pick(seed, "nose", parts.NOSES, "", _weight).part,
        mouth=_pick(seed, "smile", parts.SMILES, smile, _weight).part,
        clothing=_pick(
            seed,
            "clothing",
            parts.CLOTHES,
            settings.clothing,
            lambda option: option.weight * parts.CLOTHES_WHEN_OLDER.get(option.key, 1.0) ** _AGE.get(band, 0),
        ).part,
        clothing_colour=clothing_colour.part,
        background=_pick(seed, "background", parts.BACKGROUNDS, settings.background, _weight).part,
        age_band=band,
    )


def portrait_svg(of: Recipe, size: int) -> str:
    """The portrait as a square SVG drawing on its background, `size` pixels wide."""
    avatars = _python_avatars()
    drawn = avatars.Avatar(
        style=avatars.AvatarStyle.TRANSPARENT,
        top=(avatars.HatType if of.covering else avatars.HairType)[of.top],
        hat_color=of.covering_colour,
        eyebrows=avatars.EyebrowType[of.eyebrows],
        eyes=avatars.EyeType[of.eyes],
        nose=avatars.NoseType[of.nose],
        mouth=avatars.MouthType[of.mouth],
        facial_hair=avatars.FacialHairType[of.facial_hair],
        skin_color=of.skin,
        hair_color=of.hair_colour,
        facial_hair_color=of.hair_colour,
        accessory=avatars.AccessoryType[of.glasses],
        clothing=avatars.ClothingType[of.clothing],
        clothing_color=of.clothing_colour,
    ).render()
    root = ElementTree.fromstring(drawn)
    root.set("viewBox", "-8 0 280 280")
    root.set("width", str(size))
    root.set("height", str(size))
    ground = {"x": "-10", "y": "-10", "width": "300", "height": "300", "fill": of.background}
    root.insert(0, ElementTree.Element(f"{_SVG}rect", ground))
    for shape in root.iter(f"{_SVG}use"):
        if shape.get("fill") == _UNDER_THE_SKIN:
            shape.set("fill", of.skin)
    _add_fine_lines(root, of.age_band)
    return ElementTree.tostring(root, encoding="unicode")


def _add_fine_lines(root: ElementTree.Element, age_band: str) -> None:
    """Lines of age on the face, under hair and glasses."""
    if age_band not in _LINES:
        return
    for group in root.iter(f"{_SVG}g"):
        for place, child in enumerate(group):
            if child.get("id") == "transparent_Face":
                line = {
                    "d": _LINES[age_band],
                    "fill": "none",
                    "stroke": "#000000",
                    "stroke-opacity": _LINE_STRENGTH[age_band],
                    "stroke-width": "1.6",
                    "stroke-linecap": "round",
                }
                group.insert(place, ElementTree.Element(f"{_SVG}path", line))
                return


def _python_avatars() -> ModuleType:
    """The library. Importing it draws from the global random numbers, which are put back as they were."""
    before = random.getstate()
    try:
        import python_avatars
    finally:
        random.setstate(before)
    module: ModuleType = python_avatars
    return module


def _number(seed: int, part: str) -> float:
    """A number in [0, 1) that belongs to this seed and part."""
    return random.Random(f"{seed}/{part}").random()


def _pick(seed: int, part: str, options: Sequence[O], chosen: str, weight: Callable[[O], float]) -> O:
    """The chosen option, or else the one that the seed's number falls on."""
    for option in options:
        if option.key == chosen:
            return option
    weights = [weight(option) for option in options]
    left = _number(seed, part) * sum(weights)
    for option, share in zip(options, weights, strict=True):
        left -= share
        if left < 0:
            return option
    return next(option for option, share in zip(options, weights, strict=True) if share)


def _weight(option: parts.Part) -> float:
    return option.weight


def _looks_of_the_choices(settings: PortraitSettings) -> str:
    """Whose look the chosen hair and beard fit, or "" where they fit both."""
    if settings.facial_hair not in ("", "none"):
        return "man"
    if settings.hair in parts.COVERINGS_OF_WOMEN:
        return "woman"
    for hair in parts.HAIRS:
        if hair.key == settings.hair and bool(hair.woman) != bool(hair.man):
            return "woman" if hair.woman else "man"
    return ""


def _hair_weight(hair: parts.Hair, looks: str, skin: parts.Skin, band: str) -> float:
    by_looks = hair.woman if looks == "woman" else hair.man
    by_skin = max(0.0, 4 * skin.depth - 1.4) if hair.coily else 1 - 0.7 * skin.depth
    return by_looks * float(hair.older ** _AGE.get(band, 0)) * by_skin


def _hair_colour(seed: int, settings: PortraitSettings, skin: parts.Skin) -> parts.Part:
    def natural(option: parts.Part) -> float:
        dark = parts.HAIR_OF_DARK_SKIN.get(option.key, 0.0)
        share = min(1.0, max(0.0, (skin.depth - 0.15) * 2))
        return option.weight * (1 - share) + dark * share

    if settings.hair_colour:
        return _pick(seed, "hair_colour", parts.HAIR_COLOURS + parts.GREYS, settings.hair_colour, _weight)
    if _number(seed, "greying") < _GREY[settings.age_band]:
        return _pick(seed, "grey", parts.GREYS, "", _weight)
    return _pick(seed, "hair_colour", parts.HAIR_COLOURS, "", natural)


def _glasses(seed: int, settings: PortraitSettings) -> parts.Part:
    if settings.glasses:
        return _pick(seed, "glasses", parts.GLASSES, settings.glasses, _weight)
    if _number(seed, "wears_glasses") < _GLASSES.get(settings.age_band, _GLASSES_OTHERWISE):
        return _pick(seed, "glasses", parts.GLASSES[1:], "", _weight)
    return parts.GLASSES[0]


def _colours_apart_from(*others: str) -> Callable[[parts.Part], float]:
    """Weighs colours, leaving out those that can hardly be told from the others."""

    def apart(option: parts.Part) -> float:
        return option.weight if all(_distance(option.part, other) >= 70 for other in others) else 0.0

    return apart


def _distance(one: str, other: str) -> int:
    """How far two colours lie apart: the sum over red, green and blue, each 0 to 255."""
    return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))
