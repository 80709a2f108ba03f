"""How many lines words take in their look, and how high that makes them: what a report is laid out by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.measure import Ruler, ruler_of
from persona_tui.exports.word.report_words import Box, Words, split
from persona_tui.exports.word.text import word_text

_ROUNDING = 1.0
"""What programs add to a row's height when they round."""


class Lines:
    """Measures words in these looks; `fonts` are those of the text and of the headings."""

    def __init__(self, looks: Mapping[str, Look], fonts: tuple[str, str]) -> None:
        self._looks = looks
        self._ruler = ruler_of(fonts[0])
        self._heading_ruler = ruler_of(fonts[1])

    def spans(self, paragraph: Words, width: float) -> list[tuple[int, int]]:
        """Where each line begins and ends in the paragraph's text, `width` points wide."""
        look = self._looks[paragraph.look]
        text = word_text(paragraph.text)
        text = text.upper() if look.capitals and len(text.upper()) == len(text) else text
        ruler = self._heading_ruler if look.level or look.name == "Title" else self._ruler
        room = width - look.left - look.right
        if look.tracking:
            room -= look.tracking * len(text)
        bold = look.bold or 2 * sum(len(run.text) for run in paragraph.runs if run.style == "Strong") > len(text)
        hangs = text.find("\t") + 1 if look.tab else 0
        spans = _wrapped(ruler, text[hangs:], max(room, look.size * 4), look.size, bold)
        return [(0, spans[0][1] + hangs), *((start + hangs, end + hangs) for start, end in spans[1:])]

    def height(self, paragraph: Words, width: float) -> float:
        """How much room a paragraph takes, at most."""
        look = self._looks[paragraph.look]
        return look.before + len(self.spans(paragraph, width)) * look.line + look.after

    def row_height(self, row: Sequence[Box], widths: Sequence[float]) -> float:
        """How much room a row of a table takes, at most."""
        highest = 0.0
        for box, width in _with_widths(row, widths):
            height = box.height + sum(self.height(each, width) for each in box.words)
            highest = max(highest, height + box.padding[0] + box.padding[2])
        return highest + _ROUNDING

    def shorten(self, row: Sequence[Box], widths: Sequence[float], most: float) -> None:
        """Keep a row within `most` points: what is far too long in a cell is cut."""
        for box, width in _with_widths(row, widths):
            room = most - box.height
            kept: list[Words] = []
            for paragraph in box.words:
                look = self._looks[paragraph.look]
                height = self.height(paragraph, width)
                if height > room:
                    lines = int((room - look.before - look.after) // look.line)
                    if lines > 0:
                        first, _rest = split(paragraph, self.spans(paragraph, width)[lines - 1][1])
                        first.runs[-1] = first.runs[-1]._replace(text=first.runs[-1].text[:-2].rstrip() + "…")
                        kept.append(first)
                    break
                kept.append(paragraph)
                room -= height
            box.words = kept


def _with_widths(row: Sequence[Box], widths: Sequence[float]) -> list[tuple[Box, float]]:
    """Each box of a row with the width that its words have."""
    found, at = [], 0
    for box in row:
        found.append((box, sum(widths[at : at + box.span]) - box.padding[1] - box.padding[3]))
        at += box.span
    return found


@lru_cache(maxsize=4096)
def _wrapped(ruler: Ruler, text: str, width: float, size: float, bold: bool) -> list[tuple[int, int]]:
    """A paragraph is measured several times on its way to its page, and again when its document is laid out anew."""
    return ruler.wrap(text, width, size, bold=bold)
