"""The sheet as it will print, in words; every count on it can be opened."""

from __future__ import annotations

from textual.content import Content

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import Missing, PersonaKind
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import SheetClaim, SheetContent
from persona_tui.i18n import _, ngettext
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, styled

SHEET_COMMANDS = (
    Command(
        "sheet.open",
        "enter,w",
        "pane('open_count')",
        _("Who said so"),
        _("What is behind the count: who said so, in which words, and who did not."),
        key_display="⏎",
    ),
)


class SheetPreview(PaneKeys, KeptList):
    """A persona's sheet: what stands on it, in its order. The cursor goes from count to count; the key of an entry is
    the id of its claim, or the part that its count is of.
    """

    BINDINGS = bindings(SHEET_COMMANDS)
    DEFAULT_CSS = """
    SheetPreview { padding: 0 1 1 1; background: $surface; }
    SheetPreview:focus { background-tint: $primary 6%; }
    SheetPreview > .option-list--option-disabled { color: $foreground; text-style: none; }
    """

    def show_sheet(self, content: SheetContent, warning: str = "") -> None:
        """Show another sheet; `warning` stands below it, and is not printed."""
        hint = _("The sheet, as it will print. Enter on a count opens it; so does w on a sentence.")
        first = [_line((hint, MUTED)), _line("")]
        self.show_entries([*first, *_entries(content, warning)])

    def scroll_to_highlight(self, top: bool = False) -> None:
        """At the first count the head of the sheet is shown, however far above that is."""
        if self.current_key in self.keys[:1]:
            self.scroll_home(animate=False)
        else:
            super().scroll_to_highlight(top)


def sheet_words(content: SheetContent, warning: str = "") -> Content:
    """The sheet, line by line."""
    first = styled((_("The sheet, as it will print."), MUTED))
    lines = [entry.lead + entry.words for entry in _entries(content, warning)]
    return Content("\n").join([first, styled(""), *lines])


def _line(*parts: str | tuple[str, str]) -> Entry:
    return Entry("", styled(*parts), is_heading=True)


def _entries(content: SheetContent, warning: str) -> list[Entry]:
    lines = [_line((clean_line(content.name) or _("(no name yet)"), "bold $accent"))]
    if content.kind == PersonaKind.NEGATIVE.value:
        lines.append(_line((_("Not a fit"), "bold $warning")))
    if content.archetype:
        lines.append(_line(clean_line(content.archetype)))
    if content.imagined:
        lines.append(_line((_("◇ imagined: nothing here was said by anybody"), "$warning")))
    if content.quote:
        quote = styled((f"“{content.quote}”", "italic"), "\n", (content.quote_credit, MUTED))
        lines += [_line(""), Entry(Missing.QUOTE.value, quote)]
    for section in content.sections:
        lines += [_line(""), _line((clean_line(section.title), "bold"))]
        lines += [_claim(claim) for claim in section.claims] or [_line(("–", MUTED))]
    lines += [_line(""), Entry(Missing.PEOPLE.value, styled((content.rests_on, MUTED)))]
    if content.review:
        lines.append(_line((content.review, MUTED)))
    if content.left_out:
        lines += [_line(""), _line((_("Left out of the sheet"), "bold"))]
        lines += [_line((f"· {sentence}", MUTED)) for sentence in content.left_out]
    if warning:
        lines += [_line(""), _line((warning, "$warning"))]
    return lines


def _claim(claim: SheetClaim) -> Entry:
    standing = claim.standing
    if claim.against:
        against = ngettext("{n} against", "{n} against", claim.against).format(n=claim.against)
        standing = f"{standing}, {against}"
    style = "$warning" if claim.kind is StandingKind.ASSUMPTION else MUTED
    return Entry(claim.id, styled(clean_line(claim.text), (f"  {standing}", style)), lead=styled("· "))
