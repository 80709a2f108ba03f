"""The five shapes of a persona sheet, and what an owner calls them."""

from __future__ import annotations

from enum import StrEnum

from persona_tui.i18n import N_, _


class Layout(StrEnum):
    """What a sheet is for decides its shape."""

    SIMPLE = "simple"
    ONE_PAGER = "one_pager"
    BUSINESS = "business"
    FIVE_BOXES = "five_boxes"
    NOT_A_FIT = "not_a_fit"


_TITLES = {
    Layout.SIMPLE: N_("Simple"),
    Layout.ONE_PAGER: N_("Bare one-pager"),
    Layout.BUSINESS: N_("Business"),
    Layout.FIVE_BOXES: N_("Five boxes and a verdict"),
    Layout.NOT_A_FIT: N_("Who is not a fit"),
}
_HELP = {
    Layout.SIMPLE: N_("Every part of the template on one page."),
    Layout.ONE_PAGER: N_("A face, a quote and three lists, large enough to read from across the room."),
    Layout.BUSINESS: N_("The company's facts first, for outreach and account care."),
    Layout.FIVE_BOXES: N_("Five boxes of attributes, and a sixth for the verdict on what was found."),
    Layout.NOT_A_FIT: N_("Why they are not your customers, and what to do when they call."),
}


def layout_title(layout: Layout) -> str:
    """What an owner calls it."""
    return _(_TITLES[layout])


def layout_help(layout: Layout) -> str:
    """One sentence on what it is for."""
    return _(_HELP[layout])
