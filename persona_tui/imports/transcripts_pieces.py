"""The pieces that transcripts are read into, and the names before what was said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from persona_tui.domain.texts import clean_line

MOST_WORDS = 6
MOST_LETTERS = 60
SHARE_OF_NAMES = 0.5
"""Where so many pieces begin with what may be a name, all of them are names: each piece says who speaks."""

_LABEL = re.compile(r"^\s*(?:>>+\s*|[-–—]\s*)?([^\s:：][^:：]*?)\s*[:：](?=\s|$)\s*(.*)$")
_SMALL_WORDS = frozenset(
    ("van", "von", "de", "der", "den", "del", "di", "da", "dos", "du", "la", "le", "el", "al", "bin")
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_OF_SENTENCES = re.compile(r"""[?!"“”…;=/\\,]|\w{4,}\.(?:\s|$)""")
_NO_NAMES = frozenset(("note", "http", "https", "ps", "nb"))


class ReadCue(NamedTuple):
    """One piece: seconds from the beginning (None where none is given), who speaks as the file says, and the words."""

    start: float | None
    end: float | None
    speaker: str
    text: str


class ReadTranscript(msgspec.Struct, kw_only=True):
    """A transcript as it was read. `unreadable_times` counts times that made no sense, `left_out` names the parts in
    which nobody is named; `said` tells a person what became what.
    """

    cues: list[ReadCue] = msgspec.field(default_factory=list)
    unreadable_times: int = 0
    left_out: list[str] = msgspec.field(default_factory=list)
    said: list[str] = msgspec.field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """The names in the file, in the order in which they first speak."""
        return list(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))


def split_label(line: str, known: Collection[str] = ()) -> tuple[str, str]:
    """The name before the colon that begins a line, and the rest; ("", line) where nothing there could be a name.

    `known` names (case-folded) are names however they are written.
    """
    found = _LABEL.match(line)
    if found is None:
        return "", line
    label = clean_line(found[1])
    if label.casefold() not in known and not _may_be_a_name(label):
        return "", line
    return label, found[2]


def names_among(labels: Iterable[str], pieces: int, known: Collection[str]) -> set[str]:
    """Those of the `labels` that began one of so many pieces which are names: all of them where most pieces have one,
    else those that come again, or are `known` (case-folded).
    """
    counts = Counter(labels)
    most = sum(counts.values()) >= SHARE_OF_NAMES * pieces
    return {label for label, count in counts.items() if most or count > 1 or label.casefold() in known}


def _may_be_a_name(label: str) -> bool:
    """Whether a label looks like a name: a few words that begin with capitals, and no sentence."""
    bare = _IN_BRACKETS.sub("", label).strip()
    words = bare.split()
    if not words or len(words) > MOST_WORDS or len(label) > MOST_LETTERS or bare.casefold() in _NO_NAMES:
        return False
    if _OF_SENTENCES.search(bare) or not words[0][0].isalpha():
        return False
    return all(word.strip("'’.-–&|") in _SMALL_WORDS or not _is_small(word.strip("'’.-–&|")) for word in words)


def _is_small(word: str) -> bool:
    """Whether a word is written without any capital, in a script that has them."""
    return any(letter.islower() for letter in word) and not any(letter.isupper() for letter in word)
