"""Cards for the pocket: a persona each, several to a page, with lines to cut along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import FieldKey
from persona_tui.exports.content import SheetContent, SheetSection, field_title
from persona_tui.exports.word import fit
from persona_tui.exports.word.canvas import Canvas, Panel
from persona_tui.exports.word.document import append, to_bytes
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.layout_parts import Said, Sheet
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.papers import Page
from persona_tui.exports.word.text import new_paragraph, word_line
from persona_tui.exports.wording import ASSUMPTION_MARK, assumptions_marked
from persona_tui.i18n import _

CARD_WIDTH = 249.0
"""88 mm: a card goes into the pocket of a shirt."""
CARD_HEIGHT = 374.0
"""132 mm."""
_LEAST_MARGIN = 18.0
_PADDING = 15.0
_FACE = 64.0
_FACE_NOTE = 15.0
_FOOT = 26.0
_SHOWN = (FieldKey.GOALS, FieldKey.PAINS, FieldKey.MOTIVATORS)
_MOST_CLAIMS = 2
_NAMES = (19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
"""Sizes of a name; all cards have it in one size."""
_ORDER = {StandingKind.SEVERAL_VOICES: 0, StandingKind.ASSUMPTION: 2}


class _Card(msgspec.Struct, kw_only=True):
    """One card: its words, measured, and its three lists; `totals` is how many claims there are for each of them."""

    sheet: Sheet
    words: list[Said]
    foot: Said
    slot: fit.Slot
    totals: list[int]
    boxes: list[fit.Box] = msgspec.field(default_factory=list)

    @property
    def head(self) -> float:
        """How high what stands above the lists is."""
        face = _FACE + _FACE_NOTE if self.sheet.content.face_png is not None else 0.0
        return face + sum(said.height for said in self.words)


def write_cards(contents: Sequence[SheetContent], *, page: Page, house: House | None = None) -> bytes:
    """The cards of some personas as a .docx file: four to an upright page, three to a lying one. Raises PlainError
    where there is no persona.
    """
    if not contents:
        raise PlainError(_("There are no personas yet. Make one on the personas step."))
    house = house or PLAIN
    across = max(1, int((page.width - 2 * _LEAST_MARGIN) / CARD_WIDTH))
    down = max(1, int((page.height - 2 * _LEAST_MARGIN) / CARD_HEIGHT))
    side = (page.width - across * CARD_WIDTH) / 2
    above = (page.height - down * CARD_HEIGHT) / 2
    page = msgspec.structs.replace(page, left=side, right=side, top=above - 2.0, bottom=max(8.0, above - 10.0))
    sheets = [Sheet(content, page, house) for content in contents]
    name_size = min(_card(sheet, _NAMES).sheet.looks["Title"].size for sheet in sheets)
    cards = [_card(sheet, [name_size]) for sheet in sheets]
    measures = fit.Measures(
        largest=10.5, heading=9.5, heading_line=12.0, heading_after=1.0, between=5.0, ruler=cards[0].sheet.ruler
    )
    room = CARD_HEIGHT - _PADDING - _FOOT
    stacks = [
        fit.Stack(rows=[fit.Row(slots=[card.slot], above=0.0, below=0.0)], height=room - card.head) for card in cards
    ]
    fitted = fit.fit(stacks, measures)
    first = cards[0].sheet
    for card, bands in zip(cards, fitted.stacks, strict=True):
        card.boxes = _counted(bands[0].slots[0], card.totals)
        first.looks |= card.sheet.looks
    first.looks["Card Face"] = Look(name="Card Face", size=1, centred=True)
    first.looks["Card Face Note"] = Look(
        name="Card Face Note", size=7.5, colour=house.grey, line=11, before=2, centred=True
    )
    first.looks["Page Start"] = Look(name="Page Start", size=1, line=1)
    first.looks["Next Page"] = Look(name="Next Page", size=1, line=1, new_page=True)
    changed = max(content.updated for content in contents)
    _begin(first, fitted, measures, changed)
    each_page = across * down
    for start in range(0, len(cards), each_page):
        append(first.document, new_paragraph("NextPage" if start else "PageStart"))
        append(first.document, _page(cards[start : start + each_page], first, across))
    append(first.document, new_paragraph("Nothing"))
    return to_bytes(first.document)


def _begin(sheet: Sheet, fitted: fit.Fitted, measures: fit.Measures, changed: datetime) -> None:
    sheet.content = msgspec.structs.replace(sheet.content, updated=changed)
    business = word_line(sheet.content.business)
    sheet.begin(
        fitted, measures, _("Persona cards – {business}").format(business=business) if business else _("Persona cards")
    )


def _card(sheet: Sheet, names: Sequence[float]) -> _Card:
    width = CARD_WIDTH - 2 * _PADDING
    house = sheet.house
    name = Look(name="Title", bold=True, colour=house.ink, font=house.heading_font, centred=True, before=2, after=1)
    subtitle = Look(name="Subtitle", colour=house.grey, centred=True, after=7)
    quote = Look(name="Quote", colour=house.accent, centred=True, after=9)
    credit = Look(name="Kicker", colour=house.grey, centred=True)
    content = sheet.content
    said = [
        sheet.say(name, sheet.title, width, names, 2, leading=1.15),
        sheet.say(subtitle, content.archetype, width, [10.0], 2, leading=1.2),
        sheet.say(quote, content.quote, width, [11.5], 3, quoted=True, leading=1.2),
    ]
    by_key = {section.key: section for section in content.sections}
    sections = [_best(by_key.get(key) or SheetSection(key=key, title=field_title(key))) for key in _SHOWN]
    rests_on = content.rests_on
    if not any(claim.kind is StandingKind.ASSUMPTION for section in sections for claim in section.claims):
        rests_on = rests_on.removesuffix(f"; {assumptions_marked()}")
    rests_on = rests_on.replace(f" {ASSUMPTION_MARK}", f"\u00a0{ASSUMPTION_MARK}")
    totals = [len(by_key[key].claims) if key in by_key else 0 for key in _SHOWN]
    if rests_on and max(totals) > _MOST_CLAIMS:
        rests_on = _("{text}; more in the report").format(text=rests_on)
    foot = sheet.say(credit, rests_on or sheet.title, width, [7.5], 2)
    assert foot is not None
    return _Card(
        sheet=sheet,
        words=[each for each in said if each],
        foot=foot,
        slot=fit.Slot(sections=sections, width=width),
        totals=totals,
    )


def _best(section: SheetSection) -> SheetSection:
    """The claims that several said come first; a card has room for a few."""
    claims = sorted(section.claims, key=lambda claim: _ORDER.get(claim.kind, 1))
    return msgspec.structs.replace(section, claims=claims[:_MOST_CLAIMS])


def _counted(boxes: Sequence[fit.Box], totals: Sequence[int]) -> list[fit.Box]:
    """The parts of a card; one that had to be cut says how many of all its claims do not stand there. The last may be
    several in one.
    """
    counted = []
    for number, box in enumerate(boxes):
        of = totals[number] if number < len(boxes) - 1 else sum(totals[number:])
        counted.append(msgspec.structs.replace(box, more=of - len(box.claims) if box.more else 0))
    return counted


def _page(cards: Sequence[_Card], first: Sheet, across: int) -> BaseOxmlElement:
    canvas = Canvas(
        across * CARD_WIDTH,
        caption=_("Persona cards"),
        description=_("Cards to cut out: read each one from top to bottom."),
    )
    for start in range(0, len(cards), across):
        row = cards[start : start + across]
        body, foot = [], []
        for place, card in enumerate(row):
            if card.sheet is not first:
                card.sheet.join(first)
            padding = (_PADDING, _PADDING, 0.0, _PADDING)
            cut = first.house.grey
            body.append(
                Panel(
                    left=place * CARD_WIDTH,
                    width=CARD_WIDTH,
                    paragraphs=_front(card),
                    padding=padding,
                    cut_line=cut,
                    cut_sides=("top", "left", "right"),
                )
            )
            foot.append(
                Panel(
                    left=place * CARD_WIDTH,
                    width=CARD_WIDTH,
                    paragraphs=[card.foot.paragraph()],
                    padding=(0.0, _PADDING, 0.0, _PADDING),
                    cut_line=cut,
                    cut_sides=("left", "bottom", "right"),
                )
            )
        canvas.add(CARD_HEIGHT - _FOOT, body)
        canvas.add(_FOOT, foot)
    return canvas.table()


def _front(card: _Card) -> list[BaseOxmlElement]:
    sheet = card.sheet
    paragraphs = [
        *sheet.face(_FACE, style="CardFace", room=card.slot.width),
        *(said.paragraph() for said in card.words),
    ]
    for number, box in enumerate(card.boxes):
        if number:
            paragraphs.append(new_paragraph("Between"))
        paragraphs += sheet.box(box, card.slot)
    return paragraphs
