"""What was said in a talk, word for word, as a recording was written out: cues with their time and speaker.

A transcript lies beside the notes, in the interview's own file, and bears the interview's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from persona_tui.domain.evidence import locate, select
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.records import Part, Record, new_id

_PASSAGE_SIGN = "."


class Passage(Part, kw_only=True):
    """Words of a cue that somebody marked: a text quote selector, with marks. Its id begins with the cue's."""

    id: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    kind: LineKind = LineKind.WORD_FOR_WORD
    marks: list[Mark] = msgspec.field(default_factory=list)


class Cue(Part, kw_only=True, omit_defaults=True):
    """One piece of a transcript, from `start` to `end` (seconds; None where the file gives no time).

    `speaker` is the name that the file gives, `person` the id of the one who speaks, where that is known.
    """

    id: str = msgspec.field(default_factory=new_id)
    start: float | None = None
    end: float | None = None
    speaker: str = ""
    person: str = ""
    text: str = ""
    passages: list[Passage] = msgspec.field(default_factory=list)


class Transcript(Record, kw_only=True):
    """The cues of one interview in their order, and the name of the file that they came from."""

    source: str = ""
    language: str = ""
    cues: list[Cue] = msgspec.field(default_factory=list)

    def cue(self, target: str) -> Cue | None:
        """The cue that has that id, or the one in which the passage with that id stands (also a passage that is
        marked no more).
        """
        wanted = cue_id_of(target)
        return next((cue for cue in self.cues if cue.id == wanted), None)

    def passage(self, passage_id: str) -> tuple[Cue, Passage] | None:
        """The marked passage with that id and its cue, or None."""
        cue = self.cue(passage_id)
        found = next((part for part in cue.passages if part.id == passage_id), None) if cue is not None else None
        return (cue, found) if cue is not None and found is not None else None

    @property
    def speakers(self) -> dict[str, str]:
        """Each name that the file gives, in the order in which they speak → the id of the person, "" for unknown."""
        found: dict[str, str] = {}
        for cue in self.cues:
            if cue.speaker and not found.get(cue.speaker):
                found[cue.speaker] = cue.person
        return found

    @property
    def seconds(self) -> int:
        """How long it goes on, as far as its times tell."""
        return int(max((cue.end or cue.start or 0.0 for cue in self.cues), default=0.0))


def cue_id_of(target: str) -> str:
    """The id of the cue in which the passage with that id stands, or stood; a cue's id as it is."""
    return target.partition(_PASSAGE_SIGN)[0]


def passage_of(cue: Cue, start: int, end: int, kind: LineKind, marks: Iterable[Mark]) -> Passage:
    """A new passage on the words cue.text[start:end]."""
    exact, prefix, suffix = select(cue.text, start, end)
    passage_id = f"{cue.id}{_PASSAGE_SIGN}{new_id()[:6]}"
    return Passage(id=passage_id, exact=exact, prefix=prefix, suffix=suffix, kind=kind, marks=list(marks))


def place_of_passage(cue: Cue, passage: Passage) -> tuple[int, int] | None:
    """Where a passage stands in its cue now as (start, end), or None when its words are gone."""
    return locate(cue.text, passage.exact, passage.prefix, passage.suffix)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker said in one go: consecutive cues, to be read as one text."""

    speaker: str
    person: str
    start: float | None
    end: float | None
    text: str
    cues: tuple[Cue, ...]

    def spans(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """The words text[start:end] as (id of a cue, start, end) in the cues that they stand in."""
        found: list[tuple[str, int, int]] = []
        offset = 0
        for cue in self.cues:
            first, last = max(start - offset, 0), min(end - offset, len(cue.text))
            if first < last:
                found.append((cue.id, first, last))
            offset += len(cue.text) + 1
        return found


def turns(cues: Sequence[Cue]) -> list[Turn]:
    """The cues merged for reading: those that follow each other and have the same speaker become one turn.

    Cues that name nobody are not known to be one person's; they stay single.
    """
    found: list[list[Cue]] = []
    for cue in cues:
        last = found[-1][-1] if found else None
        named = bool(cue.speaker or cue.person)
        if last is not None and named and (last.speaker, last.person) == (cue.speaker, cue.person):
            found[-1].append(cue)
        else:
            found.append([cue])
    return [_turn(group) for group in found]


def _turn(cues: list[Cue]) -> Turn:
    ends = [cue.end for cue in cues if cue.end is not None]
    return Turn(
        speaker=cues[0].speaker,
        person=cues[0].person,
        start=next((cue.start for cue in cues if cue.start is not None), None),
        end=max(ends, default=None),
        text=" ".join(cue.text for cue in cues),
        cues=tuple(cues),
    )
