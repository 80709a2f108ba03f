"""WebVTT and SRT, read with patience: a missing header, commas, broken times and unknown tags cost no word."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from persona_tui.domain.texts import clean_line
from persona_tui.imports.transcripts_pieces import ReadCue, ReadTranscript, names_among, split_label

_TIME = r"(?:(?:(\d{1,4}):)?(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,6}))?"
_ONE_TIME = re.compile(_TIME)
_ARROW = re.compile(r"^\s*(\S*?)\s*(-{1,3}>|→)\s*(\S*)(?:\s.*)?$")
_LIKE_A_TIME = re.compile(r"\d\s*[:.,]\s*\w|\w[:.,]\d")
_COMMENT = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")
_HEADER = re.compile(r"^WEBVTT(?:\s|$)")
_NUMBER_OR_CODE = re.compile(r"\d+|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\S*")
_NAMED_NUMBER = re.compile(r'\d+\s+"([^"]+)"(?:\s+\(\d+\))?')
"""What stands above a cue in Webex: its number, and who speaks."""
_TAG = re.compile(r"<(/?)(v|c|i|b|u|s|ruby|rt|lang|font|\d[\d:.,]*)((?:\.[^\s<>]*)?)(?:\s+([^<>]*))?/?>", re.IGNORECASE)
_POSITION = re.compile(r"\{\\[^{}]*\}")
_CHARACTER = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


class _Block(NamedTuple):
    """The lines below one line of times."""

    start: float | None
    end: float | None
    above: str
    lines: list[str]


def has_times(text: str) -> bool:
    """Whether there are cues with times in a text, or it says that it is WebVTT."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _HEADER.match(first) is not None or any(_times(line) is not None for line in text.split("\n"))


def parse_cues(text: str, known: Collection[str]) -> ReadTranscript:
    """The cues of a cleaned text, in the order of the file. `known` names (case-folded) are always names."""
    found = ReadTranscript()
    blocks = list(_blocks(text.split("\n"), found))
    cues: list[ReadCue] = []
    voiced = any("<v" in line for block in blocks for line in block.lines)
    for block in blocks:
        spoken = _voices(block) if voiced else [("", block.lines)]
        for speaker, lines in spoken:
            named = speaker or block.above
            cleaned = [text for line in lines if (text := _plain(line))]
            if cleaned:
                cues.append(ReadCue(block.start, block.end, named, "\n".join(cleaned)))
    found.cues = [_on_one_line(cue) for cue in (cues if voiced else _with_names(cues, known))]
    return found


# --- blocks ----------------------------------------------------------------------------------------------------


def _blocks(lines: list[str], found: ReadTranscript) -> Iterator[_Block]:
    """The lines of each cue. What stands between cues after a blank line belongs to the one before; comments, styles
    and the header to none.
    """
    block: _Block | None = None
    skipping = _HEADER.match(next((line for line in lines if line.strip()), "")) is not None
    after_blank = True
    for number, line in enumerate(lines):
        times = _times(line)
        if times is not None:
            if block is not None:
                yield block
            above = _above(lines, number)
            if block is not None and above is not None and block.lines and block.lines[-1] is lines[number - 1]:
                block.lines.pop()
            named = _NAMED_NUMBER.fullmatch(above or "")
            found.unreadable_times += (times[0] is None) + (times[1] is None)
            block = _Block(times[0], times[1], clean_line(named[1]) if named else "", [])
            skipping = False
        elif not line.strip():
            skipping = False
        elif after_blank and _COMMENT.match(line):
            skipping = True
        elif not skipping and block is not None:
            block.lines.append(line)
        after_blank = not line.strip()
    if block is not None:
        yield block


def _above(lines: list[str], number: int) -> str | None:
    """What stands directly above a line of times and is the cue's number or name; None where it is words."""
    line = lines[number - 1].strip() if number else ""
    if not line:
        return None
    stands_alone = number == 1 or not lines[number - 2].strip()
    if stands_alone or _NUMBER_OR_CODE.fullmatch(line) or _NAMED_NUMBER.fullmatch(line):
        return line
    return None


def _times(line: str) -> tuple[float | None, float | None] | None:
    """The seconds in a line of times, None for one that makes no sense; None for a line that holds no times at all."""
    if ">" not in line and "→" not in line:
        return None
    found = _ARROW.match(line)
    if found is None:
        return None
    start, end = _seconds(found[1]), _seconds(found[3])
    if found[2] == "-->":
        like_times = any(_LIKE_A_TIME.search(side) for side in (found[1], found[3]))
    else:
        like_times = all(":" in side for side in (found[1], found[3])) and (start is not None or end is not None)
    return (start, end) if like_times else None


def _seconds(text: str) -> float | None:
    found = _ONE_TIME.fullmatch(text)
    if found is None or (found[2] is None and found[4] is None):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.group(1, 2, 3))
    thousandths = int((found[4] or "0").ljust(3, "0")[:3])
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


# --- who speaks, and the words -----------------------------------------------------------------------------------


def _voices(block: _Block) -> list[tuple[str, list[str]]]:
    """The lines of a cue by the voice tags in it: each part of another speaker by itself."""
    text = "\n".join(block.lines)
    marks = [(tag.start(), tag.end(), _voice(tag)) for tag in _TAG.finditer(text) if tag[2].lower() == "v"]
    found: list[tuple[str, list[str]]] = []
    places = [(0, 0, ""), *marks, (len(text), len(text), "")]
    for (_start, after, speaker), (before, _end, _next) in pairwise(places):
        part = text[after:before]
        if found and not speaker and not any(character.isalnum() for character in _plain(part)):
            found[-1][1][-1] += part.rstrip()
        elif part.strip():
            found.append((speaker, part.split("\n")))
    return found


def _voice(tag: re.Match[str]) -> str:
    return "" if tag[1] else clean_line(html.unescape(tag[4] or ""))


def _with_names(cues: list[ReadCue], known: Collection[str]) -> list[ReadCue]:
    """The cues with the names taken from before the words; a cue in which another begins to speak becomes two."""
    split = [[(*split_label(line, known), line) for line in cue.text.split("\n")] for cue in cues]
    labels = [lines[0][0] for cue, lines in zip(cues, split, strict=True) if lines[0][0] and not cue.speaker]
    names = names_among(labels, len(cues), known)
    found: list[ReadCue] = []
    for cue, lines in zip(cues, split, strict=True):
        parts: list[tuple[str, list[str]]] = [(cue.speaker, [])]
        for label, rest, line in lines:
            if label in names and not cue.speaker:
                parts.append((label, [rest]))
            else:
                parts[-1][1].append(line)
        found += [cue._replace(speaker=name, text="\n".join(said)) for name, said in parts if any(said)]
    return found


def _plain(line: str) -> str:
    """A line of a cue without tags, and with its characters as they are meant."""
    bare = _POSITION.sub("", _TAG.sub("", line)) if "<" in line or "{" in line else line
    return _CHARACTER.sub(lambda one: html.unescape(one[0]), bare).strip() if "&" in bare else bare.strip()


def _on_one_line(cue: ReadCue) -> ReadCue:
    return cue._replace(text=" ".join(clean_line(cue.text.replace("\u00a0", " ")).split()))
