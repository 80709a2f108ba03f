"""How the business's documents look: its logo, two colours and fonts, kept with the study."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.domain.study import HouseStyle
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.workflows.session import Session

LONGEST_FONT_NAME = 31
"""More than Word takes."""
LOGO_EDGE = 600
"""Pixels: 120 points wide at 300 and more to the inch."""
_NEARLY_WHITE = 1.15
_NOT_IN_A_FONT_NAME = re.compile(r"[^\w .'&+-]")


class HouseError(PlainError):
    """A colour or a font that documents cannot use; the sentence says which and what to give."""


@dataclass(frozen=True)
class HouseReport:
    """The looks as they are kept, and in sentences what documents do differently from what was asked."""

    style: HouseStyle
    sentences: tuple[str, ...]


def set_house(
    session: Session,
    *,
    logo: Path | None = None,
    without_logo: bool = False,
    main_colour: str | None = None,
    second_colour: str | None = None,
    heading_font: str | None = None,
    text_font: str | None = None,
) -> HouseReport:
    """Set the looks of the study's documents; what is None stays, "" goes back to the program's own. One act.

    A colour is six hexadecimal digits ("#1B6B66"). The logo is taken in without its metadata. Raises HouseError for
    what is no colour or no font, PictureError for what is no picture, StudyError where it cannot be kept.
    """
    style = session.study.house
    changes = {
        "main_colour": _colour(main_colour, style.main_colour),
        "second_colour": _colour(second_colour, style.second_colour),
        "heading_font": _font(heading_font, style.heading_font),
        "text_font": _font(text_font, style.text_font),
        "logo": "" if without_logo else style.logo,
    }
    session.folder.require_writing()
    if logo is not None:
        from persona_tui.faces.pictures import take_in_picture

        changes["logo"] = session.folder.save_face(take_in_picture(logo, edge=LOGO_EDGE))
    wanted = msgspec.structs.replace(style, **changes)
    if wanted != style:
        with session.act(_("Change the house style")):
            session.put(replace(session.study, house=wanted))
    return HouseReport(wanted, tuple(house_notes(wanted)))


def house_notes(style: HouseStyle) -> list[str]:
    """What documents do differently from what these looks ask for, and what a reader may see instead."""
    from persona_tui.exports.word.house import colour, readable
    from persona_tui.exports.word.measure import is_measured

    sentences = []
    for wanted in dict.fromkeys((style.main_colour, style.second_colour)):
        digits = colour(wanted)
        if digits and readable(digits) != digits:
            sentences.append(
                _("The colour #{wanted} is too light to read: documents use the darker #{used}.").format(
                    wanted=digits, used=readable(digits)
                )
            )
    for font in dict.fromkeys((style.heading_font, style.text_font)):
        if font and not is_measured(font):
            sentences.append(
                _(
                    "How wide the letters of “{font}” are is not known here, so documents leave more room than they"
                    " need. On a computer that has not got this font, another one takes its place."
                ).format(font=font)
            )
    return sentences


def _colour(text: str | None, now: str) -> str:
    """The six digits of a colour. Raises HouseError."""
    from persona_tui.exports.word.house import WHITE, colour, contrast

    if text is None:
        return now
    if not text.strip():
        return ""
    digits = colour(clean_line(text))
    if digits is None:
        raise HouseError(
            _("“{text}” is no colour that can be used: give six digits such as #1B6B66.").format(
                text=clean_line(text)[:40]
            )
        )
    if contrast(digits, WHITE) < _NEARLY_WHITE:
        raise HouseError(
            _("#{digits} is nearly white and cannot be read on paper: choose a stronger colour.").format(digits=digits)
        )
    return digits


def _font(text: str | None, now: str) -> str:
    """The name of a font as Word takes it. Raises HouseError."""
    if text is None:
        return now
    name = clean_line(text)
    if len(name) > LONGEST_FONT_NAME or _NOT_IN_A_FONT_NAME.search(name):
        raise HouseError(
            _("“{text}” is no font's name: give the name of one font as Word lists it, such as Georgia.").format(
                text=name[:40]
            )
        )
    return name
