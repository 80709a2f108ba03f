"""An interview guide in Markdown, cut into what a reader sees: headings, items of lists and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.imports.notes_pieces import BOLD_LEVEL, LONGEST_HEADING, front_matter, heading_text, underlined


class Sign(StrEnum):
    """What stands before an item of a list."""

    BULLET = "bullet"
    NUMBER = "number"
    BOX = "box"
    RADIO = "radio"


class Block(NamedTuple):
    """A heading (`level` 1 to 6, or 7 for a bold line that asks nothing), an item of a list (`sign`) or a paragraph.

    `indent` is the column at which an item begins, `run` which list it stands in; `bold` says that all of it is bold.
    """

    text: str
    level: int = 0
    sign: Sign | None = None
    indent: int = 0
    run: int = 0
    bold: bool = False


class CutGuide(NamedTuple):
    """The blocks in their order, and what the front matter calls the guide and says about it."""

    blocks: list[Block]
    title: str
    about: str


LONGEST_BLOCK = 4000
"""In characters: a longer paragraph is a text that somebody pasted, and is taken as it stands."""
_LINE_END = 60

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_EMPTY_HEADING = re.compile(r" {0,3}#{1,6}[ \t]*")
_RULE = re.compile(r"[ \t]*([-*_=~])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[\w+-]*[ \t]*")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_ITEM = re.compile(
    r"([ \t]*)(?:(?P<bullet>[-*+•◦▪‣●∙·⁃–])|(?P<number>(?:\d{1,3}|[a-z])[.)])|(?=[○◯☐□▢]))(?:[ \t]+(?P<text>\S.*)|$)"
)
_BARE_SIGN = re.compile(r"([ \t]*)(?=[○◯☐□▢])(?P<text>.*)")
_BOX = re.compile(r"(?:\[[ xX]?\]|[☐□▢☑✓])[ \t]+(?=\S)")
_RADIO = re.compile(r"(?:\([ xX]?\)|[○◯])[ \t]+(?=\S)")
_OTHER_MARKS = re.compile(r"\[[ xX]?\]|\([ xX]?\)|[○◯☐□▢]")
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t]*([:?.]?)")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:[ \t]+\S.*")
_REFERENCE = re.compile(r"\[([^\[\]]+)\] ?\[([^\[\]]*)\]")
_BREAK = re.compile(r"(?: {2,}|\\|<br\s*/?>)[ \t]*$")
_TABLE_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*")
_QUESTION_ENDS = re.compile(r"[?？][\"”’')\]*_ \t]*$")
_FRONT_ABOUT = re.compile(r"(?:description|summary|subtitle):\s*(\S.*)", re.IGNORECASE)


def plain_words(typed: str) -> str:
    """Text without Markdown's signs, on one line."""
    text = re.sub(r"`+", "", typed)
    return clean_line(heading_text(text)).strip() if text.strip() else ""


def cut_guide(text: str) -> CutGuide:
    """Cut a guide into its blocks; blank lines, rules, comments and the fences around code go."""
    rows = _without_comments(clean_text(text.lstrip("\ufeff"))).split("\n")
    head, start, title = front_matter(rows)
    abouts = [found[1].strip().strip("\"'") for piece in head if (found := _FRONT_ABOUT.fullmatch(piece.text))]
    labels = {found[1].casefold() for row in rows if (found := _DEFINITION.fullmatch(row))}

    def without_references(row: str) -> str:
        def name(found: re.Match[str]) -> str:
            return found[1] if (found[2] or found[1]).casefold() in labels else found[0]

        return _REFERENCE.sub(name, row)

    body = [without_references(row) for row in rows[start:] if not _DEFINITION.fullmatch(row)]
    return CutGuide(list(_blocks(body)), plain_words(title), plain_words(abouts[0]) if abouts else "")


def _without_comments(text: str) -> str:
    """The text without HTML's comments; one that never ends is text."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join([*kept, text[place:]])


def _blocks(rows: list[str]) -> Iterator[Block]:
    """The blocks of the rows, wrapped lines joined and lists counted."""
    run, in_list = 0, False
    for block in _joined(rows):
        if block.sign is None:
            in_list = False
        elif not in_list:
            run, in_list = run + 1, True
        yield block._replace(run=run if block.sign else 0)


def _joined(rows: list[str]) -> Iterator[Block]:
    """Blocks as Markdown's signs, with the lines that only wrap joined to the one before."""
    open_block: Block | None = None
    skip = False
    for row, typed in enumerate(rows):
        if skip:
            skip = False
            continue
        level = underlined(rows, row) if open_block is None else 0
        body = _QUOTE.sub("", typed) if _QUOTE.match(typed) else typed
        if level:
            yield Block(plain_words(body), level)
            skip = True
            continue
        signs = (_RULE, _FENCE, _EMPTY_HEADING)
        ends = not body.strip() or any(pattern.fullmatch(body) for pattern in signs)
        begun = [] if ends else list(_begun(body))
        if open_block is not None and (ends or begun):
            yield from _closed(open_block)
            open_block = None
        if ends:
            continue
        if begun:
            *whole, last = begun
            yield from (block for one in whole for block in _closed(one))
            if last.level:
                yield last
            else:
                open_block = last
        elif open_block is None:
            open_block = Block(body.strip())
        else:
            open_block = open_block._replace(text=f"{open_block.text} {body.strip()}")
        if open_block is not None and _ends_block(body):
            end = max(len(open_block.text) - _LINE_END, 0)
            text = open_block.text[:end] + _BREAK.sub("", open_block.text[end:])
            yield from _closed(open_block._replace(text=text))
            open_block = None
    if open_block is not None:
        yield from _closed(open_block)


def _ends_block(body: str) -> bool:
    """Whether a line breaks after itself: by Markdown's signs for that, or because it asks."""
    end = body[-_LINE_END:]
    return _BREAK.search(end) is not None or _QUESTION_ENDS.search(end) is not None


def _begun(body: str) -> Iterator[Block]:
    """The blocks that a row begins by its signs: a heading, an item, cells of a table; none for plain text."""
    if len(body) > LONGEST_BLOCK:
        return
    heading = _HEADING.fullmatch(body)
    if heading is not None:
        text = plain_words(heading[2])
        if len(text) > LONGEST_HEADING:
            yield Block(text)
        elif text:
            yield Block(text, len(heading[1]))
        return
    table = _TABLE_ROW.fullmatch(body)
    if table is not None:
        yield from _cells(table[1])
        return
    item = _ITEM.fullmatch(body) or _BARE_SIGN.fullmatch(body)
    if item is not None:
        indent = len(item[1].expandtabs(4))
        text = (item["text"] or "").strip()
        sign = Sign.NUMBER if item.groupdict().get("number") else Sign.BULLET
        for pattern, other in ((_BOX, Sign.BOX), (_RADIO, Sign.RADIO)):
            marked = pattern.match(text)
            if marked is not None and not _OTHER_MARKS.search(text[marked.end() :]):
                text, sign = text[marked.end() :], other
        yield Block(text, sign=sign, indent=indent)


def _cells(row: str) -> Iterator[Block]:
    """A row of a table: cells that ask are items, the second and later ones under the first."""
    cells = [cell.strip() for cell in row.split("|")]
    asking = [cell for cell in cells if _QUESTION_ENDS.search(cell)]
    for place, cell in enumerate(asking):
        yield Block(cell, sign=Sign.BULLET, indent=4 if place else 0)
    if not asking:
        words = " · ".join(cell for cell in cells if cell.strip(":- "))
        yield Block(words)


def _closed(block: Block) -> Iterator[Block]:
    """A block whose last line is read, with Markdown's signs gone; nothing for an empty one."""
    if len(block.text) > LONGEST_BLOCK:
        yield Block(clean_line(block.text))
        return
    bold = _BOLD.fullmatch(block.text.strip()) if len(block.text) <= LONGEST_HEADING else None
    text = plain_words(block.text)
    if not text:
        return
    if bold is not None and block.sign is None and not text.endswith(("?", ".", "!", "…")):
        yield Block(text.rstrip(": "), BOLD_LEVEL, bold=True)
    else:
        yield block._replace(text=text, bold=bold is not None)
