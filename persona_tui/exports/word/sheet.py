"""The persona sheet: one page to pin on a wall."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import msgspec
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import FieldKey, PersonaKind
from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection
from persona_tui.exports.word import fit
from persona_tui.exports.word.document import Page, append, new_document, to_bytes
from persona_tui.exports.word.grid import Cell, add_row, new_grid
from persona_tui.exports.word.house import House
from persona_tui.exports.word.layouts import Layout
from persona_tui.exports.word.looks import ACCENT, GREY, INK, RULE, TINT, Look
from persona_tui.exports.word.measure import count_lines, shorten, text_width
from persona_tui.exports.word.pictures import picture_paragraph
from persona_tui.exports.word.text import add_run, new_paragraph, runs_right_to_left, word_line, word_text
from persona_tui.i18n import N_, _

PAGE = Page()
_UNITS = 12
_FACE_UNITS = 4
_FACE = 122.0
_HEAD_PAD = 8.0
_FOOT_SIZE = 8.5
_FOOT_LINE = 11.0
_FOOT_RULE = 15.0
_RESERVE = 8.0
_REASON_SIZE = 10.0
_REASON_LINE = 13.0
_FACTS = (FieldKey.DEMOGRAPHICS, FieldKey.PSYCHOGRAPHICS, FieldKey.SOCIOECONOMICS, FieldKey.FIRMOGRAPHICS)
_CORE = (FieldKey.GOALS, FieldKey.PAINS, FieldKey.MOTIVATORS)
_MOST_IN_A_ROW = 4
_USUAL_IN_A_ROW = 3
_NO_BREAK = "\u00a0"
_LEFT_TO_RIGHT = "\u200e"

_KINDS = {
    PersonaKind.PRIMARY.value: N_("Primary persona"),
    PersonaKind.SECONDARY.value: N_("Secondary persona"),
    PersonaKind.NEGATIVE.value: N_("Not a fit"),
}


class _Head(msgspec.Struct, kw_only=True):
    """The head of the page as it fits."""

    name: str
    name_size: float
    name_lines: int
    archetype: str
    quote: str
    quote_size: float
    height: float


def write_sheet(
    content: SheetContent,
    *,
    layout: Layout = Layout.SIMPLE,
    page: Page = PAGE,
    house: House | None = None,
    comments: bool = False,
) -> bytes:
    """The sheet as a .docx file: one page, whatever stands in it."""
    width = PAGE.text_width
    head = _fit_head(content, width)
    foot = _foot(content, width)
    reason = _reason(content, width)
    reason_height = _REASON_LINE * 2 + fit.PAD_TOP if reason else 0.0
    rows = _rows(content.sections)
    room = PAGE.text_height - head.height - reason_height - _FOOT_LINE * 3 - _FOOT_RULE - _RESERVE
    fitted = fit.fit(rows, width=width, height=room)
    title = word_line(content.name) or _("Not named yet")
    document = new_document(
        language=content.language,
        title=f"{title} – {word_line(content.archetype)}" if content.archetype else title,
        author=content.business,
        changed=content.updated,
        page=PAGE,
        normal=Look(name="Normal", size=fitted.size, line=fitted.line),
        looks=_looks(head, fitted),
    )
    unit = width / _UNITS
    widths = [unit] * _UNITS
    grid = new_grid(
        widths, caption=title, description=_("Layout of the sheet: read it from left to right, row by row.")
    )
    _add_head(document, grid, widths, content, head)
    for row, band in zip(rows, fitted.bands, strict=True):
        facts = row[0].key in _FACTS
        cells = [
            Cell(
                paragraphs=_box(box, band),
                span=_UNITS // len(band.boxes),
                padding=(fit.PAD_TOP, fit.PAD_SIDE, 0.0, fit.PAD_SIDE),
                shade=TINT if facts else "",
            )
            for box in band.boxes
        ]
        add_row(grid, widths, cells, height=band.height)
    if reason:
        paragraph = new_paragraph("Reason")
        add_run(paragraph, _("What they share:") + " ", "Strong")
        add_run(paragraph, reason)
        padding = (fit.PAD_TOP, fit.PAD_SIDE, 0.0, fit.PAD_SIDE)
        add_row(grid, widths, [Cell(paragraphs=[paragraph], span=_UNITS, padding=padding)], height=reason_height)
    append(document, grid)
    append(document, new_paragraph("Foot", foot))
    return to_bytes(document)


def _looks(head: _Head, page: fit.Fitted) -> list[Look]:
    quote_line = fit.line_height(head.quote_size)
    return [
        Look(name="Kicker", size=8.5, bold=True, colour=ACCENT, capitals=True, tracking=0.7, line=12, after=3),
        Look(name="Title", size=head.name_size, bold=True, line=round(head.name_size * 1.14), after=2),
        Look(name="Subtitle", size=13, colour=GREY, line=17, after=9),
        Look(name="Quote", size=head.quote_size, line=quote_line, left=11, rule_left=ACCENT, keep_lines=True),
        Look(name="Quote Credit", size=9, colour=GREY, line=13, before=3, left=11),
        Look(name="Face", line=0),
        Look(name="Caption", size=8, colour=GREY, line=11, before=3),
        Look(
            name="Heading 1",
            size=fit.HEADING_SIZE,
            bold=True,
            colour=ACCENT,
            line=fit.HEADING_LINE,
            after=fit.HEADING_AFTER,
            level=1,
            keep_next=True,
        ),
        Look(name="List Bullet", after=page.gap, left=fit.BULLET, hanging=fit.BULLET, bullet=True),
        Look(name="More", size=page.size - fit.SMALLER, colour=GREY, left=fit.BULLET),
        Look(name="Standing", of_text=True, size=page.size - fit.SMALLER, colour=GREY),
        Look(name="Assumption", of_text=True, colour=ACCENT),
        Look(name="Strong", of_text=True, bold=True, colour=INK),
        Look(name="Reason", size=_REASON_SIZE, line=_REASON_LINE),
        Look(
            name="Foot",
            size=_FOOT_SIZE,
            colour=GREY,
            line=_FOOT_LINE,
            rule_top=RULE,
            before=8,
            left=fit.PAD_SIDE,
            right=fit.PAD_SIDE,
        ),
    ]


def _rows(sections: Sequence[SheetSection]) -> list[list[SheetSection]]:
    """Facts in one row, goals, pains and motivators in the next, then channels and own parts."""
    by_key = {section.key: section for section in sections}
    rows = [[by_key[key] for key in keys if key in by_key] for keys in (_FACTS, _CORE)]
    rest = [section for section in sections if section.key not in (*_FACTS, *_CORE)]
    rest.sort(key=lambda section: section.key != FieldKey.CHANNELS)
    most_rows = fit.MOST_BANDS - 2
    in_a_row = _USUAL_IN_A_ROW if len(rest) <= _USUAL_IN_A_ROW * most_rows else _MOST_IN_A_ROW
    if len(rest) == _MOST_IN_A_ROW:
        in_a_row = 2
    room = in_a_row * most_rows
    if len(rest) > room:
        rest = [*rest[: room - 1], _joined(rest[room - 1 :])]
    rows += [rest[at : at + in_a_row] for at in range(0, len(rest), in_a_row)]
    return [row for row in rows if row]


def _joined(sections: Sequence[SheetSection]) -> SheetSection:
    """More own parts than a page has room for, as one."""
    claims = [
        msgspec.structs.replace(claim, text=f"{section.title}: {claim.text}")
        for section in sections
        for claim in section.claims
    ]
    return SheetSection(key=sections[0].key, title=_("And also"), claims=claims)


def _fit_head(content: SheetContent, width: float) -> _Head:
    face = content.face_png is not None
    inside = width * (_UNITS - _FACE_UNITS if face else _UNITS) / _UNITS - 2 * fit.PAD_SIDE
    name = (word_line(content.name) or _("Not named yet"))[: fit.MOST_LETTERS]
    sizes = [size for size in (34.0, 32.0, 30.0, 28.0, 26.0, 24.0) if text_width(name, size, bold=True) <= inside]
    name_size = sizes[0] if sizes else 20.0
    name = shorten(name, 2, inside, name_size, bold=True)
    name_lines = count_lines(name, inside, name_size, bold=True)
    archetype = shorten(word_line(content.archetype)[: fit.MOST_LETTERS], 2, inside, 13)
    quote = word_text(content.quote).strip()[: fit.MOST_LETTERS]
    quote_size, quote_lines = 0.0, 0
    if quote:
        room = inside - 11
        quoted = _("“{words}”").format(words=quote)
        roomy = [size for size in (17.0, 16.0, 15.0, 14.0, 13.0, 12.0) if count_lines(quoted, room, size) <= 4]
        quote_size = roomy[0] if roomy else 11.0
        spare = text_width(_("“{words}”").format(words=""), quote_size)
        quote = shorten(quote, 6, room, quote_size, beside=spare)
        quote = _("“{words}”").format(words=quote)
        quote_lines = count_lines(quote, room, quote_size)
    height = 15.0 + name_lines * round(name_size * 1.14) + 2
    height += (count_lines(archetype, inside, 13) * 17 + 9) if archetype else 0
    height += quote_lines * fit.line_height(quote_size) + (16 if content.quote_credit else 0) if quote else 0
    if face:
        height = max(height, _FACE + (14 if content.face_note else 0))
    return _Head(
        name=name,
        name_size=name_size,
        name_lines=name_lines,
        archetype=archetype,
        quote=quote,
        quote_size=quote_size or 12.0,
        height=height + 2 * _HEAD_PAD + 6,
    )


def _add_head(
    document: Document, grid: BaseOxmlElement, widths: Sequence[float], content: SheetContent, head: _Head
) -> None:
    kind = _(_KINDS[content.kind]) if content.kind in _KINDS else word_line(content.kind)
    imagined = _("imagined {mark}").format(mark="◇") if content.imagined else ""
    kicker = "  ·  ".join(part for part in (word_line(content.business), kind, imagined) if part)
    inside = PAGE.text_width * (_UNITS - _FACE_UNITS) / _UNITS - 2 * fit.PAD_SIDE
    words = [new_paragraph("Kicker", _one_line(kicker, inside, 9.6))]
    words.append(new_paragraph("Title", head.name))
    if head.archetype:
        words.append(new_paragraph("Subtitle", head.archetype))
    if head.quote:
        words.append(new_paragraph("Quote", head.quote))
        if content.quote_credit:
            words.append(new_paragraph("QuoteCredit", "– " + _one_line(content.quote_credit, inside - 30, 9)))
    cells = []
    face = _face(document, content)
    if face:
        padding = (_HEAD_PAD, 0.0, 0.0, fit.PAD_SIDE)
        cells.append(Cell(paragraphs=face, span=_FACE_UNITS, padding=padding, middle=True))
    span = _UNITS - _FACE_UNITS if face else _UNITS
    cells.append(Cell(paragraphs=words, span=span, padding=(_HEAD_PAD, fit.PAD_SIDE, 0.0, fit.PAD_SIDE), middle=True))
    add_row(grid, widths, cells, height=head.height)


def _face(document: Document, content: SheetContent) -> list[BaseOxmlElement]:
    if content.face_png is None:
        return []
    description = word_line(content.face_description) or _("Picture that stands for this persona")
    picture = picture_paragraph(document, BytesIO(content.face_png), _FACE, description, "Face")
    if picture is None:
        return []
    note = [new_paragraph("Caption", _one_line(content.face_note, _FACE + 30, 8))] if content.face_note else []
    return [picture, *note]


def _box(box: fit.Box, band: fit.Band) -> list[BaseOxmlElement]:
    width = fit.column_width(len(band.boxes), PAGE.text_width)
    paragraphs = [new_paragraph("Heading1", _one_line(box.title, width, fit.HEADING_SIZE, bold=True))]
    paragraphs += [_claim(claim) for claim in box.claims]
    if box.more:
        paragraphs.append(new_paragraph("More", fit.more_text(box.more)))
    elif not box.claims:
        paragraphs.append(new_paragraph("More", fit.nothing_text()))
    return paragraphs


def _claim(claim: SheetClaim) -> BaseOxmlElement:
    paragraph = new_paragraph("ListBullet", claim.text)
    only_mark = claim.kind is StandingKind.ASSUMPTION and not claim.against
    apart = _NO_BREAK if only_mark else " "
    if runs_right_to_left(claim.text):
        apart += _LEFT_TO_RIGHT
    add_run(paragraph, apart + fit.standing_text(claim), "Assumption" if only_mark else "Standing")
    return paragraph


def _one_line(text: str, width: float, size: float, *, bold: bool = False) -> str:
    return shorten(word_line(text)[: fit.MOST_LETTERS], 1, width, size, bold=bold)


def _reason(content: SheetContent, width: float) -> str:
    lead = text_width(_("What they share:") + " ", _REASON_SIZE, bold=True)
    reason = word_line(content.reason)[: fit.MOST_LETTERS]
    return shorten(reason, 2, width - 2 * fit.PAD_SIDE, _REASON_SIZE, beside=lead)


def _foot(content: SheetContent, width: float) -> str:
    text = "  ·  ".join(part for part in (word_line(content.rests_on), word_line(content.review)) if part)
    return (
        shorten(text[: fit.MOST_LETTERS], 3, width - 2 * fit.PAD_SIDE, _FOOT_SIZE)
        or word_line(content.business)
        or "persona-tui"
    )
