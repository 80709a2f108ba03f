"""Portraits: the same seed gives the same friendly face, wherever and whenever it is drawn."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import persona_tui
from persona_tui.faces import portrait_parts as parts
from persona_tui.faces.portraits import (
    PortraitSettings,
    Recipe,
    adjustable,
    draw_portrait,
    portrait_svg,
    recipe,
    settings_from_mapping,
    to_mapping,
)

PROJECT = Path(persona_tui.__file__).parents[1]
BANDS = ["", "born_1944_1964", "born_1965_1979", "born_1980_1994", "born_1995_later"]
UNFRIENDLY = re.compile(
    "ANGRY|SAD|FROWN|CRY|DIZZY|SCREAM|VOMIT|GRIMACE|SERIOUS|TONGUE|WACKY|EYEPATCH|GRAPHIC|SUNGLASSES|KURT|JEDI"
)


def _in_a_fresh_interpreter(script: str, hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, cwd=PROJECT
    )
    return ran.stdout


def _recipes(looks: str = "", band: str = "", many: int = 400) -> list[Recipe]:
    return [recipe(seed, PortraitSettings(looks=looks, age_band=band)) for seed in range(many)]


def test_the_same_seed_gives_the_same_bytes_in_every_run_of_the_program() -> None:
    script = (
        "import hashlib\n"
        "from persona_tui.faces.portraits import PortraitSettings, draw_portrait\n"
        "settings = PortraitSettings(age_band='born_1965_1979', glasses='round')\n"
        "for seed in (1, 2, -7, 2**70): print(hashlib.sha256(draw_portrait(seed, settings, 64)).hexdigest())\n"
    )
    settings = PortraitSettings(age_band="born_1965_1979", glasses="round")
    here = [hashlib.sha256(draw_portrait(seed, settings, 64)).hexdigest() for seed in (1, 2, -7, 2**70)]
    assert _in_a_fresh_interpreter(script, "1").split() == here
    assert _in_a_fresh_interpreter(script, "4242").split() == here


def test_drawing_leaves_the_global_random_numbers_alone() -> None:
    script = (
        "import random\n"
        "random.seed(5); before = random.getstate()\n"
        "from persona_tui.faces.portraits import PortraitSettings, draw_portrait\n"
        "draw_portrait(3, PortraitSettings(), 32)\n"
        "print(random.getstate() == before)\n"
    )
    assert _in_a_fresh_interpreter(script, "0").strip() == "True"


def test_the_global_random_numbers_do_not_change_the_face() -> None:
    random.seed(1)
    first = draw_portrait(9, PortraitSettings(), 48)
    random.seed(2)
    assert draw_portrait(9, PortraitSettings(), 48) == first


def test_importing_the_room_loads_neither_pillow_nor_the_drawing_libraries() -> None:
    script = (
        "import sys, json\n"
        "import persona_tui.faces.portraits, persona_tui.faces.pictures\n"
        "heavy = ('PIL', 'python_avatars', 'resvg_py', 'textual')\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))\n"
    )
    assert json.loads(_in_a_fresh_interpreter(script, "0")) == []


def test_the_parts_that_stored_seeds_stand_for_never_change() -> None:
    # A changed weight or list gives every drawn face of every study another look: only on purpose.
    faces = [recipe(seed, PortraitSettings(age_band=band)) for seed in range(40) for band in BANDS]
    drawn = hashlib.sha256(msgspec.json.encode(faces)).hexdigest()
    assert drawn[:16] == "85eb9327feee02b2"


@pytest.mark.parametrize("size", [16, 100, 512])
def test_a_portrait_is_a_square_png_of_the_size_asked_for(size: int) -> None:
    picture = Image.open(io.BytesIO(draw_portrait(11, PortraitSettings(), size)))
    assert (picture.format, picture.size) == ("PNG", (size, size))


@pytest.mark.parametrize("size", [0, -5, 15, 100_000])
def test_a_senseless_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="size"):
        draw_portrait(1, PortraitSettings(), size)


def test_a_portrait_covers_its_whole_square_with_the_background() -> None:
    picture = Image.open(io.BytesIO(draw_portrait(1, PortraitSettings(background="sky"), 64))).convert("RGBA")
    assert picture.getpixel((0, 0)) == picture.getpixel((63, 0)) == (0xD6, 0xE6, 0xF2, 255)
    assert picture.getchannel("A").getextrema() == (255, 255)


def test_two_seeds_rarely_give_the_same_face() -> None:
    assert len({msgspec.json.encode(face) for face in _recipes()}) > 395


@pytest.mark.parametrize("band", BANDS)
def test_no_seed_gives_an_unfriendly_or_comic_face(band: str) -> None:
    for face in _recipes(band=band):
        assert face.mouth in ("SMILE", "TWINKLE")
        assert face.eyes in ("DEFAULT", "HAPPY")
        assert not UNFRIENDLY.search(" ".join(str(part) for part in msgspec.to_builtins(face).values()))


def test_a_head_is_covered_only_when_a_person_chooses_it() -> None:
    assert not any(face.covering for face in _recipes())
    assert recipe(1, PortraitSettings(hair="headscarf")).top == "HIJAB"


def test_the_beard_has_the_colour_of_the_hair() -> None:
    face = recipe(3, PortraitSettings(facial_hair="beard", hair_colour="blonde", hair="short_flat", skin="light"))
    drawn = portrait_svg(face, 64)
    assert drawn.count("#D6B370") == 2
    assert "#724133" not in drawn


def test_women_have_no_beard_and_most_men_have_none() -> None:
    assert all(face.facial_hair == "NONE" for face in _recipes("woman"))
    assert 0.15 < sum(face.facial_hair != "NONE" for face in _recipes("man")) / 400 < 0.45


def test_a_chosen_hair_style_or_beard_settles_what_the_seed_leaves_open() -> None:
    for seed in range(60):
        assert recipe(seed, PortraitSettings(hair="bob")).facial_hair == "NONE"
        assert recipe(seed, PortraitSettings(facial_hair="beard")).top not in ("BOB", "BUN", "STRAIGHT_1")


def test_older_people_are_grey_more_often_and_the_youngest_never() -> None:
    greys = {grey.part for grey in parts.GREYS}
    share = {band: sum(face.hair_colour in greys for face in _recipes(band=band)) / 400 for band in BANDS}
    assert share["born_1944_1964"] > 0.75 > share["born_1965_1979"] > 0.35 > share["born_1980_1994"] > 0
    assert share["born_1995_later"] == 0


def test_only_older_faces_have_lines() -> None:
    def lines(band: str) -> bool:
        return "stroke-linecap" in portrait_svg(recipe(1, PortraitSettings(age_band=band)), 64)

    assert [lines(band) for band in BANDS] == [False, True, True, False, False]


def test_every_skin_and_most_hair_styles_come_up() -> None:
    assert len(Counter(face.skin for face in _recipes())) == len(parts.SKINS)
    assert len(Counter(face.top for face in _recipes())) > 20


def test_clothes_can_be_told_from_skin_and_hair() -> None:
    def distance(one: str, other: str) -> int:
        return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))

    for face in _recipes():
        assert distance(face.clothing_colour, face.skin) >= 70
        assert distance(face.clothing_colour, face.hair_colour) >= 70


def test_changing_one_setting_leaves_the_rest_of_the_face_as_it_was() -> None:
    for seed in range(30):
        before = recipe(seed, PortraitSettings())
        after = recipe(seed, PortraitSettings(background="sage", clothing="hoodie", clothing_colour="teal"))
        kept = ("top", "skin", "hair_colour", "facial_hair", "glasses", "eyes", "nose", "mouth")
        assert [getattr(before, part) for part in kept] == [getattr(after, part) for part in kept]


def test_every_choice_of_the_form_can_be_drawn_and_shows() -> None:
    for field in adjustable():
        for key, _label in field.choices:
            settings = settings_from_mapping({field.key: key})
            assert draw_portrait(5, settings, 16).startswith(b"\x89PNG")
            assert getattr(settings, field.key) == key


def test_a_chosen_part_is_the_part_that_is_drawn() -> None:
    chosen = PortraitSettings(
        skin="tan",
        hair="bun",
        hair_colour="red",
        glasses="round",
        smile="gentle",
        clothing="suit_tie",
        facial_hair="none",
    )
    for seed in range(20):
        face = recipe(seed, chosen)
        assert (face.top, face.hair_colour, face.glasses, face.mouth) == ("BUN", "#B4532A", "ROUND", "TWINKLE")
        assert (face.clothing, face.facial_hair) == ("SHIRT_WICK", "NONE")


def test_the_form_has_a_label_for_every_setting_and_every_choice() -> None:
    form = adjustable()
    assert {field.key for field in form} == set(PortraitSettings.__struct_fields__)
    for field in form:
        assert field.label
        assert field.choices[0][0] == ""
        assert all(label for _key, label in field.choices)
        assert len({key for key, _label in field.choices}) == len(field.choices)


def test_the_form_speaks_the_language_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("persona_tui.faces.portraits._", lambda text: f"<{text}>")
    field = next(field for field in adjustable() if field.key == "smile")
    assert (field.label, field.choices) == ("<Smile>", [("", "<any>"), ("open", "<open>"), ("gentle", "<gentle>")])


def test_settings_survive_being_stored() -> None:
    settings = PortraitSettings(looks="woman", age_band="born_1980_1994", hair="bob", clothing_colour="navy")
    stored = to_mapping(settings)
    assert stored == {"looks": "woman", "age_band": "born_1980_1994", "hair": "bob", "clothing_colour": "navy"}
    assert settings_from_mapping(stored) == settings


def test_settings_of_another_version_of_the_program_are_left_out() -> None:
    stored = {"hair": "holographic", "glasses": "round", "aura": "blue", "skin": 3}
    assert settings_from_mapping(stored) == PortraitSettings(glasses="round")
    assert recipe(4, PortraitSettings(hair="holographic")) == recipe(4, PortraitSettings())


@given(
    st.dictionaries(st.text(max_size=12) | st.sampled_from(PortraitSettings.__struct_fields__), st.text(max_size=12))
)
def test_any_stored_mapping_gives_settings_that_can_be_drawn(stored: dict[str, str]) -> None:
    settings = settings_from_mapping(stored)
    assert settings_from_mapping(to_mapping(settings)) == settings
    assert recipe(1, settings).skin.startswith("#")
