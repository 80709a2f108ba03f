"""What the tags of the owner's own template stand for: a sheet's content as plain texts, lists and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import PersonaKind
from persona_tui.exports.content import SheetClaim, SheetContent
from persona_tui.exports.word.house import House
from persona_tui.exports.word.template_tags import CLAIM_LISTS
from persona_tui.exports.word.text import word_line, word_text
from persona_tui.exports.wording import day
from persona_tui.i18n import N_, _

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_PICTURE_WIDTHS = {"face_small": 20.0, "face": 35.0, "face_large": 60.0}
"""Millimetres."""
_LOGO_WIDTH = 30.0
_KINDS = {
    PersonaKind.PRIMARY: N_("primary"),
    PersonaKind.SECONDARY: N_("secondary"),
    PersonaKind.NEGATIVE: N_("negative"),
}


class Picture:
    """A picture, put where its tag stands. Widths are millimetres."""

    def __init__(self, picture: bytes, description: str, width: float) -> None:
        self._picture = picture
        self._description = description
        self._width = width
        self.opened: Any = None

    def __html__(self) -> str:
        from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
        from docx.oxml.ns import qn
        from docx.shared import Mm
        from lxml import etree

        part = self.opened.current_rendering_part
        try:
            inline = part.new_pic_inline(BytesIO(self._picture), Mm(self._width), None)
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
            return ""
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        for names in (*inline.iter(qn("wp:docPr")), *inline.iter(qn("pic:cNvPr"))):
            names.set("descr", self._description)
            names.set("name", "picture")
        drawn = etree.tostring(inline, encoding="unicode")
        return f'</w:t></w:r><w:r><w:drawing>{drawn}</w:drawing></w:r><w:r><w:t xml:space="preserve">'

    def __str__(self) -> str:
        return self._description


def lend(of: Any, opened: DocxTemplate) -> None:
    """Tell the pictures which document they are put into."""
    for part in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        if isinstance(part, Picture):
            part.opened = opened
        else:
            lend(part, opened)


def template_context(content: SheetContent, personas: Sequence[SheetContent], house: House | None) -> dict[str, Any]:
    """What the tags stand for."""
    logo: Any = ""
    if house is not None and house.logo:
        logo = Picture(house.logo, word_line(house.logo_description) or _("Logo"), _LOGO_WIDTH)
    return {
        "persona": _persona(content),
        "personas": [_persona(each) for each in personas],
        "study": {"business": word_line(content.business), "changed": day(content.updated), "logo": logo},
        "guide": False,
    }


def _persona(content: SheetContent) -> dict[str, Any]:
    known = {section.key: section for section in content.sections}
    lists = {key: [_claim(claim) for claim in known[key].claims] if key in known else [] for key in CLAIM_LISTS}
    faces: dict[str, Any] = {
        key: Picture(content.face_png, word_line(content.face_description) or word_line(content.name), width)
        if content.face_png
        else ""
        for key, width in _PICTURE_WIDTHS.items()
    }
    return {
        "name": word_line(content.name),
        "archetype": word_line(content.archetype),
        "kind": _(_KINDS[PersonaKind(content.kind)]) if content.kind in set(PersonaKind) else word_line(content.kind),
        "quote": word_text(content.quote),
        "quote_credit": word_line(content.quote_credit),
        **faces,
        "face_note": word_line(content.face_note),
        **lists,
        "sections": [
            {"title": word_line(section.title), "claims": [_claim(claim) for claim in section.claims]}
            for section in content.sections
        ],
        "reason": word_text(content.reason),
        "rests_on": word_line(content.rests_on),
        "review": word_line(content.review),
        "imagined": content.imagined,
    }


def _claim(claim: SheetClaim) -> dict[str, Any]:
    return {
        "text": word_text(claim.text),
        "standing": word_line(claim.standing),
        "stands": word_text(claim.stands),
        "against": claim.against,
        "is_assumption": claim.kind is StandingKind.ASSUMPTION,
        "evidence": [
            {
                "who": word_line(each.who),
                "words": word_text(each.said),
                "when": word_line(each.when),
                "about": word_line(each.about),
                "against": each.against,
            }
            for each in claim.evidence
        ],
    }
