"""Puts a sheet's head, parts and foot on one page: the head on top of an upright page, at the side of a lying one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from persona_tui.exports.word import fit
from persona_tui.exports.word.canvas import Canvas, Panel
from persona_tui.exports.word.document import append, to_bytes
from persona_tui.exports.word.layout_parts import FOOT_LINE, FOOT_RULE, FOOT_SIZE, RESERVE, Said, Sheet
from persona_tui.exports.word.layout_plan import INSET, Composition, Head, PartsRow, WordsRow
from persona_tui.exports.word.text import new_paragraph, word_line
from persona_tui.i18n import _

MASTHEAD = 30.0
_SIDE_INSET = 15.0
_SIDE_TOP = 11.0
"""Word sets the text of all cells of a row as low as the cell with the most room above: this is that of the parts."""
_SIDE_GAP = 12.0
_FACE_NOTE = 15.0
_WRITING_LINE = 24.0
_WRITING_LABEL = 30.0
_MOST_WRITING_LINES = 9
_FEWEST_WRITING_LINES = 3
_MOST_EXTRA = 34.0
_SMALLEST_HEADING = 9.0


def main_width(sheet: Sheet, head: Head) -> float:
    """How wide the rows beside or below the head are."""
    width = sheet.page.text_width
    return width - _side_width(sheet, head) - _SIDE_GAP if sheet.page.lies else width


def write_page(sheet: Sheet, composition: Composition) -> bytes:
    """The document: the page as one table, and the foot below it."""
    return _Page(sheet, composition).written()


def _is_shaded(row: PartsRow | WordsRow) -> bool:
    return bool(row.shade) if isinstance(row, WordsRow) else any(place.shade for place in row.places)


def _side_width(sheet: Sheet, head: Head) -> float:
    return float(round(sheet.page.text_width * head.side))


class _Page:
    """One page in the making."""

    def __init__(self, sheet: Sheet, composition: Composition) -> None:
        self._sheet = sheet
        self._plan = composition
        self._width = sheet.page.text_width
        self._lies = sheet.page.lies
        self._side = _side_width(sheet, composition.head) if self._lies else 0.0
        self._left = self._side + _SIDE_GAP if self._lies else 0.0
        self._main = self._width - self._left
        self._canvas = Canvas(
            self._width,
            caption=sheet.title,
            description=_("Layout of the sheet: read it from left to right, row by row."),
        )

    def written(self) -> bytes:
        sheet, plan = self._sheet, self._plan
        kicker = sheet.kicker(self._width - 140, plan.head.kicker)
        if self._lies and plan.head.shade:
            sheet.foot_left = _SIDE_INSET
        foot = sheet.foot(*plan.foot, rests_on=plan.rests_on)
        lines = sheet.ruler.lines(foot, self._width - sheet.foot_left - INSET, FOOT_SIZE)
        room = sheet.page.text_height - MASTHEAD - FOOT_RULE - lines * FOOT_LINE - RESERVE
        head_words = self._side_words(room) if self._lies else self._top_words()
        head_height = 0.0 if self._lies else self._top_height(head_words)
        reason = None if self._lies or not plan.head.reason else sheet.reason(self._main - 2 * INSET)
        rows = [*plan.rows, *([WordsRow(words=[reason], above=8, below=4)] if reason else [])]
        fixed = sum(row.height for row in rows if isinstance(row, WordsRow))
        gaps = plan.between * (len(rows) - (1 if self._lies else 0))
        parts = [row for row in rows if isinstance(row, PartsRow)]
        stack = fit.Stack(
            rows=[self._fit_row(row) for row in parts], height=room - head_height - fixed - gaps, alike=plan.alike
        )
        measures = self._measures(parts)
        fitted = fit.fit([stack], measures)
        sheet.begin(fitted, measures)
        spare = fitted.spare[0]
        written = 0
        if plan.writing and spare >= plan.between + _WRITING_LABEL + _FEWEST_WRITING_LINES * _WRITING_LINE:
            written = min(_MOST_WRITING_LINES, int((spare - plan.between - _WRITING_LABEL) / _WRITING_LINE))
            spare -= plan.between + _WRITING_LABEL + written * _WRITING_LINE
        growing = len(rows) + (-1 if self._lies else 1)
        extra = min(_MOST_EXTRA, spare / growing) if growing else 0.0
        rest = spare - extra * growing
        self._canvas.add(MASTHEAD, self._masthead(kicker))
        if not self._lies:
            self._canvas.add(head_height + extra, self._top(head_words))
        self._paint(rows, fitted, extra, rest, head_words)
        if written:
            self._write_lines(written)
        if sheet.comments:
            # LibreOffice puts an empty line above a table that begins a document and holds comments.
            append(sheet.document, new_paragraph("Nothing"))
        append(sheet.document, self._canvas.table())
        append(sheet.document, new_paragraph("Foot", foot))
        return to_bytes(sheet.document)

    # --- the head ----------------------------------------------------------------------------------------------

    def _masthead(self, kicker: Said) -> list[Panel]:
        logo = self._sheet.logo()
        left = _SIDE_INSET if self._lies and self._plan.head.shade else INSET
        right = 130.0 if logo else 0.0
        words = Panel(
            left=0, width=self._width - right, paragraphs=[kicker.paragraph()], padding=(0, 0, 4, left), place="center"
        )
        if not logo:
            return [words]
        mark = Panel(left=self._width - right, width=right, paragraphs=logo, padding=(0, INSET, 4, 0), place="center")
        return [words, mark]

    def _has_face(self) -> bool:
        return self._sheet.content.face_png is not None

    def _top_text_width(self) -> float:
        face = self._plan.head.face + 2 * INSET if self._has_face() else 0.0
        return self._width - face - 2 * INSET - (INSET if self._plan.head.shade else 0.0)

    def _top_words(self) -> list[Said]:
        head, sheet, width = self._plan.head, self._sheet, self._top_text_width()
        after = 10.0 if head.quote and sheet.content.quote else 0.0
        said = [sheet.name(width, head.names, dark=head.dark)]
        said += [
            each for each in [sheet.archetype(width, head.archetypes, most=3, dark=head.dark, after=after)] if each
        ]
        return said + (sheet.quote(width, head.quotes, dark=head.dark) if head.quote else [])

    def _top_height(self, words: Sequence[Said]) -> float:
        head = self._plan.head
        note = _FACE_NOTE if self._sheet.content.face_note else 0.0
        face = head.face + note if self._has_face() else 0.0
        return max(sum(said.height for said in words), face) + (24.0 if head.shade else 8.0)

    def _top(self, words: Sequence[Said]) -> list[Panel]:
        head, width = self._plan.head, self._width
        picture = self._sheet.face(head.face, light=head.dark)
        text = [said.paragraph() for said in words]
        if not picture:
            return [
                Panel(
                    left=0, width=width, paragraphs=text, padding=(0, INSET, 0, INSET), shade=head.shade, place="center"
                )
            ]
        wide = head.face + 2 * INSET
        if head.face_right:
            return [
                Panel(
                    left=0,
                    width=width - wide,
                    paragraphs=text,
                    padding=(0, INSET, 0, INSET),
                    shade=head.shade,
                    place="center",
                ),
                Panel(
                    left=width - wide,
                    width=wide,
                    paragraphs=picture,
                    padding=(0, 0, 0, INSET),
                    shade=head.shade,
                    place="center",
                ),
            ]
        return [
            Panel(left=0, width=wide, paragraphs=picture, padding=(0, 0, 0, INSET), shade=head.shade, place="center"),
            Panel(
                left=wide,
                width=width - wide,
                paragraphs=text,
                padding=(0, INSET, 0, INSET),
                shade=head.shade,
                place="center",
            ),
        ]

    def _side_words(self, room: float) -> list[Said]:
        """What stands at the side below the face: as much of the quote and the reason as there is room for."""
        head, sheet = self._plan.head, self._sheet
        width = self._side - 2 * _SIDE_INSET
        face = head.face + _FACE_NOTE + 10.0 if self._has_face() else 0.0
        left = room - face - 2 * _SIDE_INSET
        said = [sheet.name(width, head.names, most=4, prefer=2, dark=head.dark)]
        archetype = sheet.archetype(width, head.archetypes, most=4, dark=head.dark, after=14.0)
        said += [archetype] if archetype else []
        left -= sum(each.height for each in said)
        reason = sheet.reason(width, most=6, dark=head.dark) if head.reason else None
        left -= reason.height + 14.0 if reason else 0.0
        if head.quote and left > 60.0:
            most = max(1, int((left - 42.0) / fit.line_height(head.quotes[0])))
            prefer = min(7, most)
            said += sheet.quote(width, head.quotes, most=prefer, prefer=prefer, dark=head.dark)
        if reason:
            below = left - sum(each.height for each in said[2 if archetype else 1 :])
            self._sheet.looks["Reason"] = msgspec.structs.replace(sheet.looks["Reason"], before=max(14.0, below))
        return said + ([reason] if reason else [])

    def _side_panel(self, words: Sequence[Said]) -> Panel:
        head = self._plan.head
        picture = self._sheet.face(head.face, light=head.dark, room=self._side - 2 * _SIDE_INSET)
        paragraphs = [*picture, *([new_paragraph("SideGap")] if picture else [])]
        for said in words:
            paragraphs.append(said.paragraph())
        padding = (_SIDE_TOP, _SIDE_INSET, 0.0, _SIDE_INSET) if head.shade else (0.0, 8.0, 0.0, INSET)
        return Panel(
            left=0,
            width=self._side,
            paragraphs=paragraphs,
            padding=padding,
            shade=head.shade,
            down="begin",
            place="center" if head.middle else "top",
        )

    # --- the rows ----------------------------------------------------------------------------------------------

    def _columns(self, row: PartsRow) -> list[tuple[float, float]]:
        """Where the text of each column begins, and how wide it is."""
        gutter = 2 * INSET + row.gap
        room = self._main - 2 * INSET - gutter * (len(row.places) - 1)
        total = sum(place.weight for place in row.places)
        at, found = self._left + INSET, []
        for place in row.places:
            width = room * place.weight / total
            found.append((at, width))
            at += width + gutter
        return found

    def _measures(self, rows: Sequence[PartsRow]) -> fit.Measures:
        """The layout's, with headings as large as lets each stand on its line."""
        size = self._plan.measures.heading
        ruler = self._sheet.heading_ruler
        for row in rows:
            for place, (_at, width) in zip(row.places, self._columns(row), strict=True):
                for section in place.sections:
                    title = f"{place.numeral}  {section.title}" if place.numeral else section.title
                    while size > _SMALLEST_HEADING and ruler.width(word_line(title), size, bold=True) > width - 1.0:
                        size -= 0.5
        return msgspec.structs.replace(self._plan.measures, heading=size)

    def _fit_row(self, row: PartsRow) -> fit.Row:
        slots = [
            fit.Slot(
                sections=place.sections,
                width=width - 1.0,
                bullets=place.bullets and not place.dark,
                strong=place.strong,
            )
            for place, (_at, width) in zip(row.places, self._columns(row), strict=True)
        ]
        shaded = any(place.shade for place in row.places)
        return fit.Row(slots=slots, above=11.0 if shaded else 9.0, below=9.0 if shaded else 4.0)

    def _paint(
        self,
        rows: Sequence[PartsRow | WordsRow],
        fitted: fit.Fitted,
        extra: float,
        rest: float,
        head_words: Sequence[Said],
    ) -> None:
        """All rows; `extra` points more between them, and `rest` above a last panel that is shaded, or at the end."""
        bands = iter(fitted.stacks[0])
        self._side_begun = False
        self._waiting_side = head_words
        stands_at_the_end = bool(rows) and _is_shaded(rows[-1])
        for number, row in enumerate(rows):
            if number or not self._lies:
                last = number == len(rows) - 1 and stands_at_the_end
                self._add(self._plan.between + extra + (rest if last else 0.0), [])
            if isinstance(row, WordsRow):
                self._add(row.height, [self._words(row)])
            else:
                band = next(bands)
                self._add(band.height, self._parts(row, band))
        if not stands_at_the_end or len(rows) == 1:
            self._add(rest, [])

    def _words(self, row: WordsRow) -> Panel:
        return Panel(
            left=self._left + (0 if row.shade else INSET),
            width=self._main - (0 if row.shade else 2 * INSET),
            paragraphs=[said.paragraph() for said in row.words],
            padding=(0, INSET, 0, INSET) if row.shade else (0, 0, 0, 0),
            shade=row.shade,
            rule=row.rule,
            place="center",
        )

    def _parts(self, row: PartsRow, band: fit.Band) -> list[Panel]:
        fit_row = self._fit_row(row)
        panels = []
        for place, slot, boxes, (at, width) in zip(
            row.places, fit_row.slots, band.slots, self._columns(row), strict=True
        ):
            paragraphs = []
            for number, box in enumerate(boxes):
                if number:
                    paragraphs.append(new_paragraph("Between"))
                paragraphs += self._sheet.box(box, slot, dark=place.dark, numeral=place.numeral)
            if place.shade:
                panels.append(
                    Panel(
                        left=at - INSET,
                        width=width + 2 * INSET,
                        paragraphs=paragraphs,
                        padding=(fit_row.above, INSET, 0, INSET),
                        shade=place.shade,
                    )
                )
            else:
                rule = self._sheet.house.accent if place.ruled else ""
                panels.append(
                    Panel(left=at, width=width, paragraphs=paragraphs, padding=(fit_row.above, 0, 0, 0), rule=rule)
                )
        return panels

    def _write_lines(self, lines: int) -> None:
        """A quiet place to write by hand what was heard since."""
        self._add(self._plan.between, [])
        at, width = self._left + INSET, self._main - 2 * INSET
        label = new_paragraph("Writing", _("Heard since this was written"))
        self._add(_WRITING_LABEL, [Panel(left=at, width=width, paragraphs=[label], padding=(6, 0, 0, 0))])
        for _line in range(lines):
            rule = Panel(left=at, width=width, rule=self._sheet.house.rule, rule_size=4)
            self._add(_WRITING_LINE, [rule])

    def _add(self, height: float, panels: Sequence[Panel]) -> None:
        """A row beside the head's panel, which begins with the first row and goes on in the others."""
        if not self._lies:
            self._canvas.add(height, panels)
        elif not self._side_begun:
            self._side_begun = True
            self._canvas.add(height, [self._side_panel(self._waiting_side), *panels])
        else:
            on = Panel(left=0, width=self._side, shade=self._plan.head.shade, down="on")
            self._canvas.add(height, [on, *panels])
