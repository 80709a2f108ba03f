"""What all layouts of a sheet are made of: measured words, the face, parts with their claims, the foot."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import msgspec
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import PersonaKind
from persona_tui.exports.content import SheetClaim, SheetContent, margin_lines
from persona_tui.exports.word import fit
from persona_tui.exports.word.comments import COMMENT_LOOK, Margin
from persona_tui.exports.word.document import new_document
from persona_tui.exports.word.house import WHITE, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.measure import Ruler, ruler_of
from persona_tui.exports.word.papers import Page
from persona_tui.exports.word.pictures import logo_paragraph, picture_paragraph
from persona_tui.exports.word.text import (
    add_run,
    direction_back,
    new_paragraph,
    runs_right_to_left,
    word_line,
    word_text,
)
from persona_tui.i18n import N_, _

FOOT_SIZE = 8.5
FOOT_LINE = 11.0
FOOT_LINES = 3
FOOT_RULE = 15.0
RESERVE = 12.0
"""Points of the page's height that stay unused: some programs add the lines between rows to their heights."""
_NO_BREAK = "\u00a0"
_SHORT_WORD = 12
"""Letters of a claim's last word that goes to the next line with the count, so that this does not stand there alone."""
_LOGO_HEIGHT = 23.0
_LOGO_WIDTH = 120.0

_KINDS = {
    PersonaKind.PRIMARY.value: N_("Primary persona"),
    PersonaKind.SECONDARY.value: N_("Secondary persona"),
    PersonaKind.NEGATIVE.value: N_("Not a fit"),
}


class Said(msgspec.Struct, kw_only=True):
    """Words of one style that fit: `lead` stands before them, strong. Heights are points."""

    style: str
    text: str
    lines: int
    line: float
    before: float = 0.0
    after: float = 0.0
    lead: str = ""
    dark: bool = False

    @property
    def height(self) -> float:
        """With the room above and below."""
        return self.before + self.lines * self.line + self.after

    def paragraph(self) -> BaseOxmlElement:
        """The words as they stand on the page."""
        made = new_paragraph(self.style.title().replace(" ", ""), "")
        if runs_right_to_left(self.text):
            made = new_paragraph(self.style.title().replace(" ", ""), self.text[:1])
            made.remove(made[-1])
        if self.lead:
            add_run(made, self.lead + " ", "LightStrong" if self.dark else "Strong")
        add_run(made, self.text, "Light" if self.dark else "")
        return made


class Sheet:
    """One sheet in the making: words are measured first, then the document is begun and drawn."""

    def __init__(self, content: SheetContent, page: Page, house: House, *, comments: bool = False) -> None:
        self.content = content
        self.page = page
        self.house = house
        self.comments = comments
        self.ruler = ruler_of(house.text_font)
        self.heading_ruler = ruler_of(house.heading_font)
        self.looks: dict[str, Look] = {}
        self._document: Document | None = None
        self._margin: Margin | None = None
        self._heading_size = 12.0
        self.foot_left = 11.0
        """How far from the edge the foot begins, in points: below what stands above it."""

    @property
    def document(self) -> Document:
        """The document, once it is begun."""
        assert self._document is not None, "begin() comes first"
        return self._document

    @property
    def title(self) -> str:
        """What the persona is called."""
        return word_line(self.content.name) or _("Not named yet")

    # --- words, measured ---------------------------------------------------------------------------------------

    def say(
        self,
        look: Look,
        text: str,
        width: float,
        sizes: Sequence[float],
        most: int,
        *,
        lead: str = "",
        dark: bool = False,
        quoted: bool = False,
        leading: float = fit.LINE,
        prefer: int = 0,
    ) -> Said | None:
        """`text` in the largest of `sizes` that takes at most `prefer` lines, shortened to `most`; None for none."""
        words = (word_text(text).strip() if quoted else word_line(text))[: fit.MOST_LETTERS]
        if not words:
            return None
        ruler = self._ruler(look)
        room = width - look.left - look.right
        around = _("“{words}”") if quoted else "{words}"
        signs = around.format(words="") + (lead + "  " if lead else "")
        size = next(
            (
                size
                for size in sizes
                if ruler.lines(words, room, size, bold=look.bold, beside=ruler.width(signs, size, bold=True))
                <= (prefer or most)
            ),
            sizes[-1],
        )
        beside = ruler.width(signs, size, bold=True)
        shown = around.format(words=ruler.shorten(words, most, room, size, bold=look.bold, beside=beside))
        spare = ruler.width(lead + "  ", size, bold=True) if lead else 0.0
        lines = min(most, ruler.lines(shown, room, size, bold=look.bold, beside=spare))
        line = round(size * leading * 2) / 2
        self.looks[look.name] = msgspec.structs.replace(look, size=size, line=line)
        return Said(
            style=look.name,
            text=shown,
            lines=lines,
            line=line,
            before=look.before,
            after=look.after,
            lead=lead,
            dark=dark,
        )

    def line(self, look: Look, text: str, width: float, *, dark: bool = False) -> Said | None:
        """`text` on one line of the look's own size."""
        return self.say(look, text, width, [look.size], 1, dark=dark)

    def _ruler(self, look: Look) -> Ruler:
        return self.heading_ruler if look.font else self.ruler

    def name(self, width: float, sizes: Sequence[float], *, most: int = 2, prefer: int = 1, dark: bool = False) -> Said:
        """The persona's name, as large as it fits on the lines preferred, or at its smallest on more."""
        look = Look(name="Title", bold=True, colour=self.house.ink, font=self.house.heading_font, after=3)
        said = self.say(look, self.title, width, sizes, most, dark=dark, leading=1.12, prefer=prefer)
        assert said is not None
        return said

    def archetype(
        self, width: float, sizes: Sequence[float], *, most: int = 2, dark: bool = False, after: float = 10.0
    ) -> Said | None:
        """What kind of customer the persona stands for."""
        look = Look(name="Subtitle", colour=self.house.grey, after=after)
        return self.say(look, self.content.archetype, width, sizes, most, dark=dark, prefer=min(2, most))

    def quote(
        self,
        width: float,
        sizes: Sequence[float],
        *,
        most: int = 6,
        prefer: int = 4,
        dark: bool = False,
        ruled: bool = True,
        before: float = 0.0,
    ) -> list[Said]:
        """The quote and, below it, whose it is."""
        left, rule = (12.0, self.house.accent if not dark else WHITE) if ruled else (0.0, "")
        look = Look(name="Quote", left=left, rule_left=rule, keep_lines=True, colour=self.house.ink, before=before)
        words = self.say(look, self.content.quote, width, sizes, most, dark=dark, quoted=True, prefer=prefer)
        if words is None:
            return []
        credit = Look(name="Quote Credit", colour=self.house.grey, before=4, left=left)
        below = self.say(
            credit, f"– {self.content.quote_credit}" if self.content.quote_credit else "", width, [9.0], 2, dark=dark
        )
        return [words, below] if below else [words]

    def kicker(self, width: float, kind: str = "") -> Said:
        """Whose document it is, and what kind of persona."""
        content = self.content
        shown = kind or (_(_KINDS[content.kind]) if content.kind in _KINDS else word_line(content.kind))
        imagined = _("imagined {mark}").format(mark="◇") if content.imagined else ""
        text = "  ·  ".join(part for part in (word_line(content.business), shown, imagined) if part)
        look = Look(name="Kicker", size=9.5, bold=True, colour=self.house.accent, tracking=0.2)
        said = self.line(look, text or "persona-tui", width * 0.96)
        assert said is not None
        return said

    def reason(self, width: float, size: float = 10.5, *, most: int = 2, dark: bool = False) -> Said | None:
        """The reason why these people are one pattern."""
        look = Look(name="Reason")
        return self.say(look, self.content.reason, width, [size], most, lead=_("What they share:"), dark=dark)

    def foot(self, *more: str, rests_on: bool = True) -> str:
        """What the sheet rests on and when to look at it again, within its lines."""
        texts = (
            word_line(self.content.rests_on) if rests_on else "",
            word_line(self.content.review),
            *(word_line(each) for each in more),
        )
        text = "  ·  ".join(part for part in texts if part)
        width = self.page.text_width - self.foot_left - 11
        kept = self.ruler.shorten(text[: fit.MOST_LETTERS], FOOT_LINES, width, FOOT_SIZE)
        return kept or word_line(self.content.business)[:60] or "persona-tui"

    # --- the document ------------------------------------------------------------------------------------------

    def join(self, other: Sheet) -> None:
        """Be drawn in the document that `other` has begun."""
        self._document, self._margin = other.document, other._margin
        self._heading_size = other._heading_size

    def begin(self, fitted: fit.Fitted, measures: fit.Measures, title: str = "") -> None:
        """Begin the document with every style there is by now, and those of parts and claims."""
        house = self.house
        quiet = max(fitted.size - fit.SMALLER, 7.5)
        indent = fit.bullet_indent(fitted.size)
        self._heading_size = measures.heading
        looks = [
            *self.looks.values(),
            Look(name="Nothing", size=1, line=1),
            Look(name="Face", size=1),
            Look(name="Logo", size=1, to_the_right=True),
            Look(name="Side Gap", size=1, line=10),
            Look(name="Between", size=1, line=measures.between),
            Look(name="Caption", size=8, colour=house.grey, line=11, before=4),
            Look(
                name="Heading 1",
                size=measures.heading,
                bold=True,
                colour=house.accent,
                font=house.heading_font,
                line=measures.heading_line,
                after=measures.heading_after,
                level=1,
                keep_next=True,
            ),
            Look(name="List Bullet", after=fitted.gap, left=indent, hanging=indent, bullet=True),
            Look(name="Plain Claim", after=fitted.gap),
            Look(name="More", size=quiet, colour=house.grey),
            Look(name="Standing", of_text=True, size=quiet, colour=house.grey),
            Look(name="Against", of_text=True, size=quiet, colour=house.second),
            Look(name="Assumption", of_text=True, colour=house.accent),
            Look(name="Strong", of_text=True, bold=True, colour=house.ink),
            Look(name="Light", of_text=True, colour=WHITE),
            Look(name="Light Strong", of_text=True, bold=True, colour=WHITE),
            Look(name="Writing", size=8.5, colour=house.grey, line=12),
            Look(
                name="Foot",
                size=FOOT_SIZE,
                colour=house.grey,
                line=FOOT_LINE,
                rule_top=house.rule,
                before=8,
                left=self.foot_left,
                right=11,
            ),
            *([COMMENT_LOOK] if self.comments else []),
        ]
        archetype = word_line(self.content.archetype)
        self._document = new_document(
            language=self.content.language,
            title=title or (f"{self.title} – {archetype}" if archetype else self.title),
            author=self.content.business,
            changed=self.content.updated,
            page=self.page,
            normal=Look(name="Normal", size=fitted.size, line=fitted.line),
            looks=looks,
            house=house,
        )
        if self.comments:
            self._margin = Margin(self._document, author=self.content.business, changed=self.content.updated)

    def face(
        self, size: float, *, light: bool = False, style: str = "Face", room: float = 0.0
    ) -> list[BaseOxmlElement]:
        """The picture, and below it what it is, within `room` points or a little more than the picture's width."""
        content = self.content
        if content.face_png is None:
            return []
        description = word_line(content.face_description) or _("Picture that stands for this persona")
        picture = picture_paragraph(self.document, BytesIO(content.face_png), size, description, style)
        if picture is None:
            return []
        note = self.ruler.shorten(word_line(content.face_note)[: fit.MOST_LETTERS], 1, max(room, size + 24), 8)
        caption = "Caption" if style == "Face" else f"{style}Note"
        return [picture, new_paragraph(caption, note, "Light" if light else "")] if note else [picture]

    def logo(self) -> list[BaseOxmlElement]:
        """The business's logo, where there is one."""
        if self.house.logo is None:
            return []
        words = _("Logo of {business}").format(business=word_line(self.content.business) or _("the business"))
        picture = logo_paragraph(self.document, BytesIO(self.house.logo), (_LOGO_WIDTH, _LOGO_HEIGHT), words, "Logo")
        return [picture] if picture is not None else []

    def box(self, box: fit.Box, slot: fit.Slot, *, dark: bool = False, numeral: str = "") -> list[BaseOxmlElement]:
        """A part: its heading and its claims."""
        size = self._heading_size
        ahead = f"{numeral}  " if numeral else ""
        room = slot.width - self.heading_ruler.width(ahead, size, bold=True)
        title = ahead + self.heading_ruler.shorten(word_line(box.title)[: fit.MOST_LETTERS], 1, room, size, bold=True)
        light = "Light" if dark else ""
        made = [new_paragraph("Heading1", title, light)]
        made += [
            self._claim(claim, bullet=slot.bullets and not dark, dark=dark, strong=slot.strong) for claim in box.claims
        ]
        if box.more:
            made.append(new_paragraph("More", fit.more_text(box.more), light))
        elif not box.claims:
            made.append(new_paragraph("More", fit.nothing_text(), light))
        return made

    def _claim(self, claim: SheetClaim, *, bullet: bool, dark: bool, strong: bool) -> BaseOxmlElement:
        paragraph = new_paragraph(
            "ListBullet" if bullet else "PlainClaim", claim.text, "Light" if dark else "Strong" if strong else ""
        )
        shown = fit.standing_text(claim)
        if shown:
            only_mark = claim.kind is StandingKind.ASSUMPTION and not claim.against
            last_word = claim.text.rpartition(" ")[2]
            stays = only_mark or (not claim.against and len(last_word) <= _SHORT_WORD)
            apart = _NO_BREAK if stays and not runs_right_to_left(claim.text) else " "
            apart += direction_back(claim.text)
            style = "Assumption" if only_mark else "Against" if claim.against else "Standing"
            add_run(paragraph, apart + shown, "Light" if dark else style)
        if self._margin is not None and claim.standing:
            self._margin.note(paragraph, margin_lines(claim))
        return paragraph
