"""What a drawn portrait can be made of: the parts and colours of python-avatars that look friendly and calm.

A key is what a study stores, and never changes; `part` is the name in python-avatars, or a colour as #RRGGBB.
Weights say how often a seed picks something; a weight of 0 means only when a person chooses it.
"""

from __future__ import annotations

from typing import NamedTuple

from persona_tui.i18n import N_


class Part(NamedTuple):
    """One choice for a part of the face; `label` is English, translated where it is shown."""

    key: str
    label: str
    part: str
    weight: float = 1.0


class Hair(NamedTuple):
    """A hair style or head covering.

    `woman` and `man` are its weights for either look. `older` multiplies them for the eldest band (less so for
    the next, the other way round for the youngest). `coily` styles are rare on light and common on dark skin.
    """

    key: str
    label: str
    part: str
    woman: float
    man: float
    older: float = 1.0
    coily: bool = False
    covering: bool = False


class Skin(NamedTuple):
    """A skin colour; `depth` runs from 0 (lightest) to 1, and steers which hair goes with it."""

    key: str
    label: str
    part: str
    depth: float


LOOKS = (Part("woman", N_("a woman"), ""), Part("man", N_("a man"), ""))

AGE_BANDS = (
    Part("born_1944_1964", N_("born 1944–1964"), ""),
    Part("born_1965_1979", N_("born 1965–1979"), ""),
    Part("born_1980_1994", N_("born 1980–1994"), ""),
    Part("born_1995_later", N_("born 1995 or later"), ""),
)

SKINS = (
    Skin("very_light", N_("very light"), "#FFDFC4", 0.0),
    Skin("light", N_("light"), "#F5CDA7", 0.1),
    Skin("warm_light", N_("warm light"), "#EDB98A", 0.2),
    Skin("olive", N_("olive"), "#DDA878", 0.4),
    Skin("tan", N_("tan"), "#C68A5E", 0.55),
    Skin("brown", N_("brown"), "#A4673C", 0.75),
    Skin("dark", N_("dark brown"), "#87532F", 0.95),
    Skin("very_dark", N_("very dark"), "#6F4733", 1.0),
)

HAIRS = (
    Hair("bald", N_("none"), "NONE", 0.05, 0.5, 1.6),
    Hair("receding", N_("only at the sides"), "SIDES", 0, 0.35, 4.0),
    Hair("buzzed", N_("shaved short"), "BUZZCUT", 0.1, 0.9, 0.8),
    Hair("short_flat", N_("short, flat"), "SHORT_FLAT", 0.1, 1.6, 1.1),
    Hair("short_round", N_("short, round"), "SHORT_ROUND", 0.1, 1.5, 1.2),
    Hair("short_waved", N_("short, waved"), "SHORT_WAVED", 0.3, 1.3, 0.9),
    Hair("short_curly", N_("short, curly"), "SHORT_CURLY", 0.5, 1.3, 1.0),
    Hair("side_part", N_("short, side parting"), "CAESAR_SIDE_PART", 0, 1.1, 1.2),
    Hair("fringe", N_("short, straight fringe"), "CAESAR", 0, 0.7, 0.9),
    Hair("pompadour", N_("brushed up"), "POMPADOUR", 0, 0.5, 0.3),
    Hair("quiff", N_("quiff"), "QUIFF", 0, 0.7, 0.4),
    Hair("pixie", N_("pixie"), "PIXIE", 1.5, 0.3, 1.5),
    Hair("bob", N_("bob"), "BOB", 1.6, 0, 1.6),
    Hair("bob_fringe", N_("bob with a fringe"), "MIA_WALLACE", 0.8, 0, 0.9),
    Hair("shoulder", N_("to the shoulders"), "LONG_NOT_TOO_LONG", 1.3, 0, 1.0),
    Hair("bun", N_("in a bun"), "BUN", 1.3, 0, 1.3),
    Hair("long", N_("long, over one shoulder"), "STRAIGHT_1", 1.4, 0, 0.4),
    Hair("long_strands", N_("long, straight"), "STRAIGHT_STRAND", 1.3, 0, 0.4),
    Hair("long_wavy", N_("long, wavy"), "BIG_HAIR", 1.1, 0, 0.4),
    Hair("curly", N_("curly"), "CURLY", 1.3, 0, 1.0),
    Hair("afro", N_("afro"), "FRO", 0.7, 0.2, 0.7, coily=True),
    Hair("afro_band", N_("afro with a band"), "FRO_BAND", 0.6, 0, 0.4, coily=True),
    Hair("twists", N_("short twists"), "SHORT_DREADS_1", 0.1, 1.0, 0.6, coily=True),
    Hair("braids", N_("braids"), "TWIST_LONG_HAIR", 0.7, 0, 0.5, coily=True),
    Hair("braids_fringe", N_("braids with a fringe"), "TWIST_LONG_HAIR_2", 0.6, 0, 0.5, coily=True),
    Hair("locks", N_("long locks"), "DREADS", 0.5, 0.15, 0.5, coily=True),
    Hair("headscarf", N_("headscarf"), "HIJAB", 0, 0, covering=True),
    Hair("turban", N_("turban"), "TURBAN", 0, 0, covering=True),
    Hair("woolly_hat", N_("woolly hat"), "WINTER_HAT_3", 0, 0, covering=True),
    Hair("wide_hat", N_("hat with a brim"), "HAT", 0, 0, covering=True),
)

COVERINGS_OF_WOMEN = frozenset({"headscarf"})

# The weight of a natural colour is for light skin; `HAIR_OF_DARK_SKIN` holds those for the darkest.
HAIR_COLOURS = (
    Part("black", N_("black"), "#2C1B18", 1.0),
    Part("dark_brown", N_("dark brown"), "#4A312C", 1.6),
    Part("brown", N_("brown"), "#724133", 1.6),
    Part("auburn", N_("auburn"), "#A55728", 0.6),
    Part("red", N_("red"), "#B4532A", 0.35),
    Part("dark_blonde", N_("dark blonde"), "#B58143", 1.1),
    Part("blonde", N_("blonde"), "#D6B370", 0.8),
)
HAIR_OF_DARK_SKIN = {"black": 6.0, "dark_brown": 1.5, "brown": 0.1}
GREYS = (
    Part("greying", N_("greying"), "#7D7672", 1.0),
    Part("grey", N_("grey"), "#A8A3A0", 1.2),
    Part("silver", N_("silver"), "#D3CFCC", 1.0),
)

FACIAL_HAIRS = (
    Part("none", N_("none"), "NONE", 2.2),
    Part("short_beard", N_("short beard"), "BEARD_LIGHT", 0.6),
    Part("beard", N_("beard"), "BEARD_MEDIUM", 0.35),
    Part("full_beard", N_("full beard"), "BEARD_MAGESTIC", 0.06),
    Part("moustache", N_("moustache"), "MOUSTACHE_MAGNUM", 0.1),
)

GLASSES = (
    Part("none", N_("none"), "NONE"),
    Part("round", N_("round"), "ROUND", 1.0),
    Part("square", N_("dark frame"), "PRESCRIPTION_2", 1.0),
    Part("light", N_("light frame"), "PRESCRIPTION_1", 0.15),
)

CLOTHES = (
    Part("crew_neck", N_("round neck"), "SHIRT_CREW_NECK", 1.4),
    Part("v_neck", N_("V-neck"), "SHIRT_V_NECK", 1.0),
    Part("scoop_neck", N_("wide neck"), "SHIRT_SCOOP_NECK", 0.8),
    Part("collar_sweater", N_("sweater with a collar"), "COLLAR_SWEATER", 1.3),
    Part("blazer_shirt", N_("blazer and shirt"), "BLAZER_SHIRT", 1.1),
    Part("blazer_sweater", N_("blazer and sweater"), "BLAZER_SWEATER", 0.9),
    Part("hoodie", N_("hoodie"), "HOODIE", 0.9),
    Part("suit_tie", N_("suit and tie"), "SHIRT_WICK", 0),
    Part("chef", N_("chef's jacket"), "CHEF", 0),
)
# How much likelier some clothes are on the eldest band.
CLOTHES_WHEN_OLDER = {"hoodie": 0.1, "collar_sweater": 1.8, "blazer_sweater": 1.4, "v_neck": 0.8}

COLOURS = (
    Part("navy", N_("navy"), "#2B4A6B", 1.2),
    Part("blue", N_("blue"), "#4F86C0", 1.0),
    Part("light_blue", N_("light blue"), "#A9CBE6", 0.8),
    Part("teal", N_("teal"), "#2F7F86", 1.0),
    Part("green", N_("green"), "#5E8C6A", 1.0),
    Part("olive", N_("olive"), "#7C8152", 0.6),
    Part("mustard", N_("mustard"), "#D2A24C", 0.7),
    Part("terracotta", N_("terracotta"), "#BF6A4C", 0.7),
    Part("burgundy", N_("burgundy"), "#87394A", 0.9),
    Part("rose", N_("rose"), "#CF8A94", 0.7),
    Part("plum", N_("plum"), "#6E5077", 0.6),
    Part("white", N_("white"), "#FAF9F6", 0.5),
    Part("light_grey", N_("light grey"), "#D5D8DA", 0.7),
    Part("grey", N_("grey"), "#858B8F", 0.8),
    Part("slate", N_("slate"), "#3C4F5C", 1.2),
    Part("black", N_("black"), "#2A2D30", 0.5),
)

BACKGROUNDS = (
    Part("sand", N_("sand"), "#EFE4D3"),
    Part("mist", N_("mist"), "#DCE5EA"),
    Part("sage", N_("sage"), "#DDE7D9"),
    Part("sky", N_("sky"), "#D6E6F2"),
    Part("blush", N_("blush"), "#F3E0D9"),
    Part("lilac", N_("lilac"), "#E4E0EE"),
    Part("stone", N_("stone"), "#E6E3DE"),
    Part("white", N_("white"), "#FFFFFF", 0),
)

SMILES = (
    Part("open", N_("open"), "SMILE", 1.3),
    Part("gentle", N_("gentle"), "TWINKLE", 1.0),
)

EYES = (Part("open", "", "DEFAULT", 4.0), Part("laughing", "", "HAPPY", 0.7))
EYEBROWS = (
    Part("natural", "", "DEFAULT_NATURAL", 3.0),
    Part("thin", "", "DEFAULT", 1.0),
    Part("raised", "", "RAISED_EXCITED_NATURAL", 0.6),
)
NOSES = (Part("middle", "", "DEFAULT", 2.0), Part("small", "", "SMALL", 1.0), Part("wide", "", "WIDE", 0.8))
