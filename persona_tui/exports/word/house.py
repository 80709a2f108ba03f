"""How a business's documents look: two colours, fonts and a logo, resolved so that everything stays readable."""

from __future__ import annotations

import re

import msgspec

from persona_tui.domain.study import HouseStyle

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against what it stands on."""
WHITE = "FFFFFF"
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_TINT_SHARE = 0.075
_RULE_SHARE = 0.26


class House(msgspec.Struct, kw_only=True, frozen=True):
    """What documents are drawn with. Colours are six hexadecimal digits. `accent` and `second` can be read on white
    and on `tint`, and white on them; `rule` is for lines alone. `logo` is a PNG.
    """

    accent: str = "1B6B66"
    second: str = "A4472C"
    ink: str = "22302F"
    grey: str = "5A6766"
    tint: str = "EEF4F3"
    second_tint: str = "F9F0ED"
    rule: str = "C9D8D6"
    heading_font: str = "Calibri"
    text_font: str = "Calibri"
    logo: bytes | None = None
    logo_description: str = ""


PLAIN = House()
"""The program's own looks."""


def colour(text: str) -> str | None:
    """Six hexadecimal digits of "#1b6b66", "1B6B66" or "#abc"; None for what is no colour."""
    found = _COLOUR.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1].upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(wanted: str) -> str:
    """The colour, made darker as far as it takes to read it on its own tint."""
    red, green, blue = _parts(wanted)
    for step in range(101):
        share = 1 - step / 100
        darker = _digits((red * share, green * share, blue * share))
        if contrast(darker, mixed(darker, _TINT_SHARE)) >= LEAST_CONTRAST:
            return darker
    return "000000"


def mixed(of: str, share: float) -> str:
    """The colour thinned with white: `share` of it, the rest white."""
    return _digits(tuple(part * share + 255 * (1 - share) for part in _parts(of)))


def resolve_house(style: HouseStyle, *, logo: bytes | None = None, business: str = "") -> House:
    """The looks of a study's documents; what the owner left empty, or what cannot be used, is the program's own."""
    house = PLAIN
    main, second = colour(style.main_colour), colour(style.second_colour)
    if main:
        accent = readable(main)
        house = msgspec.structs.replace(
            house, accent=accent, tint=mixed(accent, _TINT_SHARE), rule=mixed(accent, _RULE_SHARE)
        )
    if second:
        other = readable(second)
        house = msgspec.structs.replace(house, second=other, second_tint=mixed(other, _TINT_SHARE))
    text_font = style.text_font.strip() or PLAIN.text_font
    return msgspec.structs.replace(
        house,
        text_font=text_font,
        heading_font=style.heading_font.strip() or text_font,
        logo=logo,
        logo_description=business,
    )


def _luminance(of: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(of)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(of: str) -> tuple[int, int, int]:
    return int(of[:2], 16), int(of[2:4], 16), int(of[4:], 16)


def _digits(parts: tuple[float, ...]) -> str:
    return "".join(f"{round(min(255.0, max(0.0, part))):02X}" for part in parts)
