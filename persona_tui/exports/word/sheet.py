"""The persona sheet: one page to pin on a wall."""

from __future__ import annotations

import msgspec

from persona_tui.exports.content import SheetContent
from persona_tui.exports.word import layout_shapes
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.layout_page import write_page
from persona_tui.exports.word.layout_parts import Sheet
from persona_tui.exports.word.layouts import Layout
from persona_tui.exports.word.papers import Page

PAGE = Page()

_SHAPES = {
    Layout.SIMPLE: layout_shapes.simple,
    Layout.ONE_PAGER: layout_shapes.one_pager,
    Layout.BUSINESS: layout_shapes.business,
    Layout.FIVE_BOXES: layout_shapes.five_boxes,
    Layout.NOT_A_FIT: layout_shapes.not_a_fit,
}


def write_sheet(
    content: SheetContent,
    *,
    layout: Layout = Layout.SIMPLE,
    page: Page = PAGE,
    house: House | None = None,
    comments: bool = False,
) -> bytes:
    """The sheet as a .docx file: one page, whatever stands in it. `comments` puts what each claim rests on into the
    margin.
    """
    house = house or PLAIN
    if layout is Layout.NOT_A_FIT:
        house = msgspec.structs.replace(house, accent=house.second, tint=house.second_tint)
    sheet = Sheet(content, page, house, comments=comments)
    return write_page(sheet, _SHAPES[layout](sheet))
