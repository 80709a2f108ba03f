"""The sheet as it will print, in words."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import PersonaKind
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import SheetClaim, SheetContent
from persona_tui.i18n import _, ngettext
from persona_tui.tui.widgets.words import MUTED, Words, styled


class SheetPreview(VerticalScroll):
    """A persona's sheet: what stands on it, in its order."""

    DEFAULT_CSS = """
    SheetPreview { padding: 0 2 1 2; background: $surface; scrollbar-size-vertical: 1; }
    SheetPreview:focus { background-tint: $primary 6%; }
    SheetPreview Words { max-width: 84; }
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def compose(self) -> ComposeResult:
        yield Words(id="sheet")

    def show_sheet(self, content: SheetContent, warning: str = "") -> None:
        """Show another sheet; `warning` stands below it, and is not printed."""
        self.query_one("#sheet", Words).say(sheet_words(content, warning))


def sheet_words(content: SheetContent, warning: str = "") -> Content:
    """The sheet, line by line."""
    lines = [
        styled((_("The sheet, as it will print. Every count opens at its sentence, with w."), MUTED)),
        styled(""),
        styled((clean_line(content.name) or _("(no name yet)"), "bold $accent")),
    ]
    if content.kind == PersonaKind.NEGATIVE.value:
        lines.append(styled((_("Not a fit"), "bold $warning")))
    if content.archetype:
        lines.append(styled(clean_line(content.archetype)))
    if content.imagined:
        lines.append(styled((_("◇ imagined: nothing here was said by anybody"), "$warning")))
    if content.quote:
        lines += [styled(""), styled((f"“{content.quote}”", "italic")), styled((content.quote_credit, MUTED))]
    for section in content.sections:
        lines += [styled(""), styled((clean_line(section.title), "bold"))]
        lines += [_claim_line(claim) for claim in section.claims] or [styled(("–", MUTED))]
    lines += [styled(""), styled((content.rests_on, MUTED))]
    if content.review:
        lines.append(styled((content.review, MUTED)))
    if content.left_out:
        lines += [styled(""), styled((_("Left out of the sheet"), "bold"))]
        lines += [styled((f"· {sentence}", MUTED)) for sentence in content.left_out]
    if warning:
        lines += [styled(""), styled((warning, "$warning"))]
    return Content("\n").join(lines)


def _claim_line(claim: SheetClaim) -> Content:
    standing = claim.standing
    if claim.against:
        against = ngettext("{n} against", "{n} against", claim.against).format(n=claim.against)
        standing = f"{standing}, {against}"
    style = "$warning" if claim.kind is StandingKind.ASSUMPTION else MUTED
    return styled("· ", clean_line(claim.text), (f"  {standing}", style))
