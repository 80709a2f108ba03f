"""Transcripts without times for each piece: a name, a colon, and what was said; in Markdown the name in bold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from persona_tui.domain.texts import clean_line
from persona_tui.imports.transcripts_pieces import ReadCue, ReadTranscript, names_among, split_label

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
_BOLD_LABEL = re.compile(r"^\s*(?:[-*+]\s+)?(\*\*|__)(?!\s)([^*_:：]{1,80}?)\s*(?:[:：]\1|\1\s*[:：])\s*(.*)$")
_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME_FIRST = re.compile(rf"^\s*[\[(]?({_TIME})[\])]?\s*[-–]?\s+(\S.*)$")
_TIME_AFTER_NAME = re.compile(rf"^\s*(\S.{{0,60}}?)\s+[\[(]?({_TIME})[\])]?\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_POINT = re.compile(r"^\s*[-+*•]\s")
_TURNS = 3
"""Turns from which somebody is taken to speak in a talk."""
_NOBODY = frozenset(
    {"q", "a", "question", "answer", "note", "notes", "to do", "todo", "next", "summary"}
    | {each + end for each in ("pain", "goal", "motivator", "channel", "quote", "idea", "fact") for end in ("", "s")}
)
"""Labels of notes, which are nobody's names."""
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")


class _Piece(NamedTuple):
    """A paragraph: the number of its section, when it began, the name it may begin with, and the words."""

    section: int
    at: float | None
    label: str
    is_bold: bool
    rest: str
    whole: str


def parse_speech(text: str, known: Collection[str]) -> ReadTranscript:
    """The pieces of a cleaned text; none where nobody in it is named. Sections in which nobody is named are left out:
    a title, a summary, the same talk once more.
    """
    titles, pieces = _pieces(text.split("\n"), known)
    bold = {piece.label for piece in pieces if piece.is_bold}
    labels = [piece.label for piece in pieces if piece.label and not piece.is_bold]
    names = bold or names_among(labels, len(pieces), known)
    if sum(piece.label in names for piece in pieces) < 2:
        return ReadTranscript()
    named = {piece.section for piece in pieces if piece.label in names}
    found = ReadTranscript()
    for piece in pieces:
        if piece.section not in named:
            continue
        speaker, words = (piece.label, piece.rest) if piece.label in names else ("", piece.whole)
        cleaned = " ".join(clean_line(_BOLD.sub(r"\2", words)).split())
        if cleaned:
            found.cues.append(ReadCue(piece.at, None, speaker, cleaned))
    with_words = {piece.section for piece in pieces}
    found.left_out = [clean_line(title) for n, title in enumerate(titles) if n in with_words - named and title]
    return found


def take_turns(text: str) -> bool:
    """Whether a cleaned text is a talk, not notes with a label here and there: two or more are named again and again,
    and by far the most pieces are theirs. Points of a list are nobody's turns.
    """
    cues = parse_speech("\n".join(line for line in text.split("\n") if not _POINT.match(line)), ()).cues
    counts = Counter(cue.speaker for cue in cues if cue.speaker and cue.speaker.casefold() not in _NOBODY)
    often = [count for count in counts.values() if count >= _TURNS]
    return len(often) >= 2 and sum(often) * 4 >= len(cues) * 3


def _pieces(lines: list[str], known: Collection[str]) -> tuple[list[str], list[_Piece]]:
    """The titles of the sections ("" for what stands before the first), and the paragraphs: a blank line or a name
    begins one.
    """
    titles = [""]
    pieces: list[_Piece] = []
    open_piece = False
    for line in lines:
        heading = _HEADING.match(line)
        if heading is not None:
            titles.append(heading[1])
            open_piece = False
        elif not line.strip() or _RULE.match(line):
            open_piece = open_piece and bool(pieces) and not pieces[-1].whole
        else:
            piece = _piece(line, len(titles) - 1, known)
            if piece.label or piece.at is not None or not open_piece:
                pieces.append(piece)
            else:
                last = pieces[-1]
                pieces[-1] = last._replace(rest=f"{last.rest} {line}", whole=f"{last.whole} {line}")
            open_piece = True
    return titles, pieces


def _piece(line: str, section: int, known: Collection[str]) -> _Piece:
    at: float | None = None
    words = line
    first = _TIME_FIRST.match(line)
    if first is not None:
        at, words = _seconds(first[1]), first[2]
    bold = _BOLD_LABEL.match(words)
    if bold is not None:
        return _Piece(section, at, clean_line(bold[2]), True, bold[3], words)
    after = _TIME_AFTER_NAME.match(words) if at is None else None
    if after is not None:
        label, rest = split_label(f"{after[1].rstrip(':').strip('[]')}:", known)
        if label and not rest:
            return _Piece(section, _seconds(after[2]), label, False, "", "")
    label, rest = split_label(words, known)
    return _Piece(section, at, label, False, rest, words)


def _seconds(text: str) -> float:
    whole, _point, part = text.replace(",", ".").partition(".")
    seconds = 0
    for number in whole.split(":"):
        seconds = seconds * 60 + int(number)
    return seconds + (int(part.ljust(3, "0")) / 1000 if part else 0.0)
