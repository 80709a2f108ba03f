"""The words of the report before they are laid out: paragraphs of runs, and cells of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.exports.word.text import word_text

_GOING_ON = {"Said": "Said On", "List Bullet": "List On"}
"""What the rest of a paragraph is set in, where its beginning hangs."""


class Run(NamedTuple):
    """Words in one style of text; `to` is a bookmark whose text they repeat and lead to."""

    text: str
    style: str = ""
    to: str = ""


class Words(msgspec.Struct, kw_only=True):
    """A paragraph. `bookmark` stands around its first run; `comment` is put into the margin beside it; `sequence` is
    the label and number of a caption.
    """

    look: str
    runs: list[Run]
    bookmark: str = ""
    sequence: tuple[str, int] | None = None
    comment: list[str] = msgspec.field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.runs)


def words(look: str, text: str, *, bookmark: str = "", comment: Sequence[str] = ()) -> Words:
    """A paragraph of one run."""
    return Words(look=look, runs=[Run(text)], bookmark=bookmark, comment=list(comment))


class Box(msgspec.Struct, kw_only=True):
    """A cell of a table. `padding` is above, right, below and left; `elements` (with their `height`) stand in it
    before its words: pictures.
    """

    words: list[Words] = msgspec.field(default_factory=list)
    span: int = 1
    padding: tuple[float, float, float, float] = (4.0, 8.0, 4.0, 0.0)
    shade: str = ""
    rule: str = ""
    middle: bool = False
    elements: list[BaseOxmlElement] = msgspec.field(default_factory=list)
    height: float = 0.0


def split(of: Words, place: int) -> tuple[Words, Words]:
    """A paragraph as two, before and from that letter on."""
    before: list[Run] = []
    rest: list[Run] = []
    at = 0
    for run in of.runs:
        text = word_text(run.text)
        cut = min(max(place - at, 0), len(text))
        at += len(text)
        if cut:
            before.append(run._replace(text=text[:cut].rstrip() if cut < len(text) else text))
        if cut < len(text):
            rest.append(run._replace(text=text[cut:].lstrip() if not rest else text[cut:]))
    first = Words(look=of.look, runs=before, bookmark=of.bookmark, comment=of.comment)
    return first, Words(look=_GOING_ON.get(of.look, of.look), runs=rest)
