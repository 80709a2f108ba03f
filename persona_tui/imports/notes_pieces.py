"""The text of notes, cut into headings and lines as Markdown and plain text arrange them."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

BOLD_LEVEL = 7
"""The level of a heading that is only a bold line, or a short line with a colon: below Markdown's six."""
LONGEST_HEADING = 300
"""A longer line is a paragraph, whatever stands around it (characters)."""
LONGEST_LABEL = 60

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_CLOSING_SIGNS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(={3,}|-{3,})[ \t]*")
_RULE = re.compile(r"[ \t]*([-*_=~])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t]*(:?)")
_QUOTE = re.compile(r"(?:>(?![\d=])[ \t]?)+")
_MARK_BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
_OTHER_BULLET = re.compile(r"[•◦▪‣●○∙·⁃][ \t]*(?=\S)")
_LONE_BULLETS = frozenset("-*+•◦▪‣●○∙·⁃")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")
_FRONT_LINE = re.compile(r"\s*(?:[\w.-]+\s*:.*|-\s.*|#.*|)|\s+.*")

_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->")
_TAG = re.compile(
    r"</?(?:img|br|hr|b|i|em|strong|a|span|div|p|u|s|sub|sup|h[1-6]|code|kbd|mark|small|big|font|center|picture|"
    r"source|svg|details|summary)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_ALTERNATIVE = re.compile(r"\balt=\"([^\"<>]+)\"", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=[^\s*_`])([^*_`]*[^\s*_`])\1(?!\w)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_NUMBERED_LABEL = re.compile(r"[^\W\d_]+ (?:\d{1,3}|[A-Z]|[IVX]+)")


class Piece(NamedTuple):
    """A heading (`level` 1 to 7) or a line of notes (0).

    `text` is what was written, for a line with its bullet, without quote signs and list numbers. `quoted` says it
    stood behind `>`; `verbatim` that nothing in it is to be read as a sign.
    """

    text: str
    level: int = 0
    quoted: bool = False
    verbatim: bool = False
    indent: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it stands above other lines."""
        return self.level > 0


class CutNotes(NamedTuple):
    """The pieces of notes in their order, and the title that their front matter gives."""

    pieces: list[Piece]
    front_title: str


def cut_into_pieces(text: str) -> CutNotes:
    """Cut a cleaned text (newlines as the only breaks) into headings and lines; blank lines and rules go."""
    rows = text.split("\n")
    pieces, start, title = front_matter(rows)
    front = len(pieces)
    fence_ends = _fences(rows, start)
    after_blank = True
    row = start
    while row < len(rows):
        typed = rows[row]
        if row in fence_ends:
            pieces += [
                Piece(inside.strip(), verbatim=True) for inside in rows[row : fence_ends[row] + 1] if inside.strip()
            ]
            row, after_blank = fence_ends[row] + 1, True
            continue
        level = underlined(rows, row) if after_blank else 0
        piece = Piece(heading_text(typed.strip()), level) if level else _piece(typed, after_blank=after_blank)
        if piece is not None:
            pieces.append(piece)
        after_blank = piece is None or piece.is_heading
        row += 2 if level else 1
    if not any(piece.is_heading for piece in pieces):
        pieces[front:] = _labels_as_headings(rows[start:], pieces[front:])
    return CutNotes(_without_list_numbers(pieces), title)


def front_matter(rows: list[str]) -> tuple[list[Piece], int, str]:
    """The lines of a head between `---` (as sites and note programs write it), where the notes begin, the title."""
    if rows[0].strip() != "---":
        return [], 0, ""
    for end, typed in enumerate(rows[1:61], start=1):
        if typed.strip() in ("---", "..."):
            head = [inside.strip() for inside in rows[1:end] if inside.strip()]
            titles = [inside[6:].strip().strip("\"'") for inside in head if inside.lower().startswith("title:")]
            return [Piece(inside, verbatim=True) for inside in head], end + 1, titles[0] if titles else ""
        if not _FRONT_LINE.fullmatch(typed):
            break
    return [], 0, ""


def _fences(rows: list[str], start: int) -> dict[int, int]:
    """First and last row of each block between code fences; a fence that is never closed is a line like others."""
    ends: dict[int, int] = {}
    opened, sign = -1, ""
    for row in range(start, len(rows)):
        match = _FENCE.match(rows[row])
        if match is None:
            continue
        if opened < 0:
            opened, sign = row, match[1]
        elif match[1].startswith(sign) and not rows[row][match.end() :].strip():
            ends[opened] = row
            opened = -1
    return ends


def underlined(rows: list[str], row: int) -> int:
    """The level of the heading in `row` when the next row underlines it, else 0."""
    match = _UNDERLINE.fullmatch(rows[row + 1]) if row + 1 < len(rows) else None
    typed = rows[row].strip()
    plain = typed and len(typed) <= LONGEST_HEADING and not _RULE.fullmatch(typed) and not _HEADING.fullmatch(rows[row])
    if match is None or not plain or _QUOTE.match(typed) or without_bullet(typed) != typed or _NUMBER.match(typed):
        return 0
    return 1 if match[1][0] == "=" else 2


def _piece(typed: str, *, after_blank: bool) -> Piece | None:
    """What one row is; None for a blank one and for one that only arranges."""
    body = typed.strip()
    if not body or body in _LONE_BULLETS or _RULE.fullmatch(typed):
        return None
    heading = _HEADING.fullmatch(typed)
    if heading is not None:
        text = _CLOSING_SIGNS.sub("", heading[2] or "").strip()
        return Piece(heading_text(text), len(heading[1])) if text else None
    if len(body) <= LONGEST_HEADING:
        bold = _BOLD_LINE.fullmatch(body)
        if bold is not None and (after_blank or bold[3] or bold[2][-1] in ":?"):
            return Piece(heading_text(bold[2]), BOLD_LEVEL)
    indent = len(typed) - len(typed.lstrip())
    quote = _QUOTE.match(body)
    if quote is not None:
        body = body[quote.end() :].strip()
        return Piece(body, quoted=True, indent=indent) if body and body not in _LONE_BULLETS else None
    return Piece(f" {body}" if typed.startswith(" ") and indent == 1 else body, indent=indent)


def _labels_as_headings(rows: list[str], pieces: list[Piece]) -> list[Piece]:
    """In a text without any heading: a short line with a colon at its end that begins a paragraph is one."""
    begins = {
        typed.strip()
        for before, typed, after in zip(["", *rows], rows, [*rows[1:], ""], strict=False)
        if not before.strip() and after.strip() and typed.rstrip().endswith(":") and len(typed.strip()) <= LONGEST_LABEL
    }
    return [
        Piece(piece.text.strip(), BOLD_LEVEL)
        if piece.text.strip() in begins and not piece.verbatim and without_bullet(piece.text) == piece.text
        else piece
        for piece in pieces
    ]


def _without_list_numbers(pieces: list[Piece]) -> list[Piece]:
    """Take the numbers off lists that count 1, 2, 3 (or 1, 1, 1); "12. Mai" and a lone "1." stay as written."""
    runs: list[list[int]] = []
    last: dict[int, tuple[int, list[int]]] = {}
    for index, piece in enumerate(pieces):
        if piece.is_heading:
            last = {}
            continue
        match = None if piece.verbatim else _NUMBER.match(piece.text.lstrip())
        if match is None:
            continue
        number = int(match[1])
        before, run = last.get(piece.indent, (0, []))
        if run and (number == before + 1 or number == before == 1):
            run.append(index)
        elif number == 1:
            run = [index]
            runs.append(run)
        else:
            run = []
        last[piece.indent] = (number, run)
    numbered = {index for run in runs if len(run) > 1 for index in run}
    return [
        piece._replace(text=_NUMBER.sub("", piece.text.lstrip(), count=1)) if index in numbered else piece
        for index, piece in enumerate(pieces)
    ]


def without_bullet(text: str) -> str:
    """A line without the bullet in front of it; a sign without a space behind it (`-20 %`) is no bullet."""
    bare = text.lstrip()
    match = _MARK_BULLET.match(bare) or _OTHER_BULLET.match(bare)
    return bare[match.end() :] if match else text


def heading_text(typed: str) -> str:
    """The words of a heading: images, tags and emphasis signs gone, links as their text."""
    text = _COMMENT.sub("", typed)
    text = _LINK.sub(r"\1", _TAG.sub(" ", _IMAGE.sub("", text)))
    for _pass in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    text = _ESCAPE.sub(r"\1", _ENTITY.sub(lambda match: html.unescape(match[0]), text))
    text = " ".join(text.split())
    if text:
        return text
    named = " ".join(match[1] for pattern in (_IMAGE, _ALTERNATIVE) for match in pattern.finditer(typed))
    return " ".join(named.split()) or typed


def split_heading(text: str, level: int) -> tuple[str, str]:
    """A heading's name, and what follows its colon: "Who: an engineer" names "Who".

    A title (level 1), a question behind the colon, and a numbered name ("Part 2: the purchase") stay whole.
    """
    whole = text.rstrip(": \t")
    name, colon, rest = whole.partition(": ")
    if not colon or level == 1 or whole.endswith("?") or _NUMBERED_LABEL.fullmatch(name) or not name.strip():
        return whole or text, ""
    return name.strip(), rest.strip()
