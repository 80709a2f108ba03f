"""How the report looks: its page and its styles, every line of an exact height."""

from __future__ import annotations

import msgspec

from persona_tui.exports.word.comments import COMMENT_LOOK
from persona_tui.exports.word.document import Page
from persona_tui.exports.word.fields import FOOT_SIZE
from persona_tui.exports.word.house import WHITE, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.papers import Paper, sheet_page

WHO = 156.0
"""How wide the column is that says who said something, and when."""


def report_page(paper: Paper) -> Page:
    """The report stands upright, with room to read."""
    return msgspec.structs.replace(sheet_page(paper), left=62.0, right=62.0, top=70.0, bottom=62.0)


NORMAL = Look(name="Normal", size=10.5, line=15.0)


def report_looks(page: Page, house: House) -> dict[str, Look]:
    """The styles by their names."""
    head = house.heading_font if house.heading_font != house.text_font else ""
    width = page.text_width
    looks = [
        NORMAL,
        Look(name="Title", size=38, line=43, bold=True, colour=WHITE, font=head, after=8),
        Look(name="Cover Kicker", size=9.5, line=13, bold=True, colour=WHITE, capitals=True, tracking=1.0, after=14),
        Look(name="Subtitle", size=15, line=21, colour=WHITE, after=4),
        Look(name="Cover Small", size=9.5, line=14, colour=WHITE, before=10),
        Look(name="Cover Gap", size=2, line=4),
        Look(name="Number", size=24, line=28, bold=True, colour=house.accent, font=head),
        Look(name="Number Label", size=9, line=12, colour=house.grey),
        Look(
            name="Kicker",
            size=9,
            line=12,
            bold=True,
            colour=house.accent,
            capitals=True,
            tracking=0.8,
            after=3,
            keep_next=True,
        ),
        Look(name="Heading 1", size=25, line=30, bold=True, font=head, after=14, level=1, keep_next=True),
        Look(
            name="Heading 2",
            size=14,
            line=18,
            bold=True,
            font=head,
            colour=house.accent,
            before=16,
            after=6,
            level=2,
            keep_next=True,
        ),
        Look(name="Heading 3", size=11, line=14, bold=True, font=head, before=13, after=4, level=3, keep_next=True),
        Look(
            name="Contents",
            size=14,
            line=18,
            bold=True,
            font=head,
            colour=house.accent,
            before=26,
            after=8,
            keep_next=True,
        ),
        Look(name="TOC 1", size=11, line=15, before=6, right_tab=width),
        Look(name="TOC 2", size=10, line=14, colour=house.grey, left=14, right_tab=width),
        Look(name="Lead", size=12.5, line=18, after=10),
        Look(name="Body", size=10.5, line=15, after=7),
        Look(name="After Table", size=9.5, line=13, colour=house.grey, before=6, after=6),
        Look(name="List Bullet", size=10.5, line=15, after=4, left=12, hanging=12, bullet=True),
        Look(name="List On", size=10.5, line=15, after=4, left=12),
        Look(name="Caption", size=9, line=12, colour=house.grey, before=6, after=5, keep_next=True),
        Look(name="Continued", size=9, line=12, colour=house.grey, after=5, keep_next=True),
        Look(name="Column Head", size=9, line=12, bold=True, colour=house.accent),
        Look(name="Column Head Right", size=9, line=12, bold=True, colour=house.accent, to_the_right=True),
        Look(name="Cell", size=9.5, line=13),
        Look(name="Cell Small", size=8.5, line=12, colour=house.grey),
        Look(name="Cell Strong", size=9.5, line=13, bold=True),
        Look(name="Cell Item", size=9.5, line=13, after=3),
        Look(name="Glance Name", size=12, line=16, bold=True, before=4, after=2),
        Look(name="Legend", size=9, line=13, after=4),
        Look(name="Chapter Rule", size=4, line=22, after=14, rule_bottom=house.rule),
        Look(name="Pole", size=9, line=12),
        Look(name="Pole Right", size=9, line=12, to_the_right=True),
        Look(name="Mark", size=9, line=14, centred=True),
        Look(name="Part", size=10, line=14, bold=True, font=head, level=3),
        Look(name="Claim", size=10, line=14),
        Look(name="Claim Number", size=8.5, line=14, colour=house.grey),
        Look(name="Claim Standing", size=8.5, line=14, colour=house.grey, to_the_right=True),
        Look(name="Dots", size=9, line=12, colour=house.accent, to_the_right=True),
        Look(name="Persona Line", size=13, line=18, colour=house.grey, after=6),
        Look(name="Quote", size=14, line=20, after=3, font=head),
        Look(name="Quote Credit", size=9, line=13, colour=house.grey, after=6),
        Look(name="Fact", size=9.5, line=13, after=2),
        Look(name="Face", size=8, line=0),
        Look(name="Face Panel", size=8, line=0, centred=True),
        Look(name="Face Note", size=7.5, line=10, colour=house.grey, before=2, centred=True),
        Look(
            name="Evidence Claim",
            size=10,
            line=14,
            bold=True,
            before=10,
            after=3,
            left=30,
            hanging=30,
            tab=30,
            keep_next=True,
        ),
        Look(name="Said", size=9.5, line=13, after=3, left=30 + WHO, hanging=WHO, tab=30 + WHO),
        Look(name="Said On", size=9.5, line=13, after=3, left=30 + WHO),
        Look(name="Footer", size=FOOT_SIZE, line=12, colour=house.grey, right_tab=width, rule_top=house.rule),
        COMMENT_LOOK,
        Look(name="Strong", of_text=True, bold=True),
        Look(name="Aside", of_text=True, size=8.5, colour=house.grey),
        Look(name="Against", of_text=True, bold=True, colour=house.second),
        Look(name="Assumption", of_text=True, colour=house.second),
        Look(name="First", of_text=True, colour=house.accent),
        Look(name="Second", of_text=True, colour=house.second),
        Look(name="Third", of_text=True, colour=house.ink),
        Look(name="Fourth", of_text=True, colour=house.grey),
        Look(name="Faint", of_text=True, colour=house.rule),
    ]
    return {look.name: look for look in looks}
