"""A transcript as another program saves it: what was said, by whom, from which second to which.

WebVTT and SRT as Teams, Zoom, Webex and others write them, and texts in which each piece begins with a name, in
Markdown too. The readers are our own: a library for subtitles (webvtt-py 0.6) drops a cue whose time it can't read,
refuses a file without its header or with commas in its times, and forgets who speaks second in a cue. Here no word
is lost; what could not be read is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _, ngettext
from persona_tui.imports.text_files import WINDOWS, Decoded, cannot_read, decode_text, how_guessed, marked_encoding
from persona_tui.imports.transcripts_cues import has_times, parse_cues
from persona_tui.imports.transcripts_pieces import ReadCue, ReadTranscript
from persona_tui.imports.transcripts_speech import parse_speech, take_turns

__all__ = ["ReadCue", "ReadTranscript", "day_in_name", "is_transcript", "parse_transcript", "read_transcript"]

ENDINGS = (".vtt", ".srt")
"""How the names of files with times end."""
_LOOKED_AT = 200_000
"""Bytes of a file that tell whether it is a transcript."""
_TIMES_WITHIN = 4_000
"""Characters at the beginning that tell whether it has times."""

MOST_BYTES = 50_000_000
"""Larger than any talk written out: a file above it is something else."""

_NO_TEXTS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"ID3", b"\x1aE\xdf")
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![0-9])")
_NAMED_HERE = 6


def read_transcript(path: Path, *, names: Collection[str] = (), carry_on: bool = False) -> ReadTranscript:
    """Read a transcript. `names` are known to be people's, whatever they look like; with `carry_on`, a piece that
    names nobody belongs to whoever was named last.

    Raises PlainError for what can't be read, or is no transcript.
    """
    decoded = _text_of(path)
    found = parse_transcript(decoded.text, names=names, carry_on=carry_on)
    if not found.cues:
        raise PlainError(
            _(
                "{name} is no transcript: there are no times in it, and no names before what was said. Save it from "
                "the program that recorded the talk as .vtt or .srt, and import that."
            ).format(name=clean_line(path.name))
        )
    if decoded.guessed_word:
        found.said.append(how_guessed(decoded))
    return found


def parse_transcript(text: str, *, names: Collection[str] = (), carry_on: bool = False) -> ReadTranscript:
    """The pieces of a transcript; none where the text is nothing of the kind."""
    cleaned = clean_text(text.lstrip("\ufeff"))
    known = {clean_line(name).casefold() for name in names}
    found = parse_cues(cleaned, known) if has_times(cleaned) else parse_speech(cleaned, known)
    if carry_on:
        found.cues = _carried_on(found.cues)
    found.said += _say(found)
    return found


def is_transcript(path: Path) -> bool:
    """Whether a file is a transcript, whatever its name says: it has times, or people take turns. Raises nothing."""
    if path.suffix.casefold() in ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            data = file.read(_LOOKED_AT)
        text = clean_text(decode_text(data[: data.rfind(b"\n") + 1] if len(data) == _LOOKED_AT else data).text)
    except (OSError, ValueError):
        return False
    return has_times(text[:_TIMES_WITHIN]) or take_turns(text)


def day_in_name(name: str) -> date | None:
    """The day in the name of a file, as Teams and Zoom put it there ("GMT20261102-130000_Recording.vtt"), or None."""
    found = _DAY_IN_NAME.search(name)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def _carried_on(cues: list[ReadCue]) -> list[ReadCue]:
    speaker = ""
    carried: list[ReadCue] = []
    for cue in cues:
        speaker = cue.speaker or speaker
        carried.append(cue._replace(speaker=speaker))
    return carried


def _say(found: ReadTranscript) -> list[str]:
    if not found.cues:
        return []
    count = len(found.cues)
    said = [ngettext("{n} piece of the talk was read.", "{n} pieces of the talk were read.", count).format(n=count)]
    counts = Counter(cue.speaker for cue in found.cues if cue.speaker)
    nobody = count - sum(counts.values())
    if counts:
        shown = [f"{name} ({n})" for name, n in counts.most_common(_NAMED_HERE)]
        more = len(counts) - len(shown)
        names = ", ".join(shown) + (_(" and {n} more").format(n=more) if more > 0 else "")
        said.append(_("Who speaks: {names}.").format(names=names))
        if nobody:
            said.append(
                ngettext(
                    "{n} piece names nobody: it is nobody's words until you say whose.",
                    "{n} pieces name nobody: they are nobody's words until you say whose.",
                    nobody,
                ).format(n=nobody)
            )
    else:
        said.append(_("The file does not say who speaks: it is nobody's words until you say whose."))
    if found.unreadable_times:
        said.append(
            ngettext(
                "{n} time could not be read; what was said then is there.",
                "{n} times could not be read; what was said then is there.",
                found.unreadable_times,
            ).format(n=found.unreadable_times)
        )
    if found.left_out:
        said.append(
            _("Left out, because nobody is named there: {parts}.").format(
                parts=", ".join(f"“{part}”" for part in found.left_out[:_NAMED_HERE])
            )
        )
    return said


# --- files -----------------------------------------------------------------------------------------------------


def _text_of(path: Path) -> Decoded:
    """The text of a file. No word of a talk is lost for its letters: where they can't be told, it is Windows text.

    Raises PlainError.
    """
    name = clean_line(path.name)
    try:
        if path.is_dir():
            raise PlainError(_("{name} is a folder; name the file with the transcript.").format(name=name))
        if not path.exists():
            raise PlainError(_("There is no file {path}; check its name and where it is.").format(path=path))
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise PlainError(_("{name} is too large to be a transcript.").format(name=name))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    if not data.strip():
        raise PlainError(_("{name} is empty: there is no transcript in it.").format(name=name))
    if data.startswith(b"PK\x03\x04"):
        raise PlainError(
            _(
                "{name} is a Word document or an archive. Teams offers the same transcript as .vtt: download that, "
                "and import it."
            ).format(name=name)
        )
    try:
        if data.startswith(_NO_TEXTS) or (not marked_encoding(data) and b"\0" in data):
            raise ValueError("no text")
        try:
            return decode_text(data)
        except ValueError:
            if marked_encoding(data):
                raise
            return Decoded(data.decode(WINDOWS, "replace"), is_guess=True)
    except ValueError as error:
        raise PlainError(
            _("{name} is not a text. A transcript is a file that ends in .vtt, .srt, .txt or .md.").format(name=name)
        ) from error
