"""The transcript of a talk: brought in from a file, told whose words are whose, and marked as notes are."""

from __future__ import annotations

from collections.abc import Iterable

from persona_tui.domain.errors import PlainError
from persona_tui.domain.marks import MOST_MARKS, LineKind, Mark
from persona_tui.domain.records import Record, replace
from persona_tui.domain.transcripts import Cue, Passage, Transcript, Turn, passage_of, place_of_passage
from persona_tui.i18n import _
from persona_tui.imports.transcripts import is_transcript
from persona_tui.workflows.consents import standing_consent
from persona_tui.workflows.lookups import the_interview, the_person, transcript_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.transcript_import import TranscriptReport, day_of_file, import_transcript

__all__ = [
    "TranscriptReport",
    "assign_cues",
    "assign_speaker",
    "change_passage",
    "day_of_file",
    "import_transcript",
    "is_transcript",
    "mark_passage",
    "pass_on",
    "remove_transcript",
    "transcript_of",
    "unmark_passage",
]

# --- whose words they are --------------------------------------------------------------------------------------


def assign_speaker(session: Session, interview_id: str, speaker: str, person_id: str) -> Transcript:
    """Say who a name in the file is ("" for nobody known); they take part in the talk from now on.

    Raises PlainError: no transcript, nobody of that name in it, or the person is gone.
    """
    transcript = _the_transcript(session, interview_id)
    cues = [cue.id for cue in transcript.cues if cue.speaker == speaker]
    if not cues:
        raise PlainError(_("“{name}” does not speak in this transcript.").format(name=speaker))
    return assign_cues(session, interview_id, cues, person_id)


def assign_cues(session: Session, interview_id: str, cue_ids: Iterable[str], person_id: str) -> Transcript:
    """Say whose words some cues are ("" for nobody known). Raises PlainError as `assign_speaker`."""
    interview, transcript = the_interview(session, interview_id), _the_transcript(session, interview_id)
    name = the_person(session, person_id).name if person_id else _("nobody known")
    wanted = set(cue_ids)
    cues = [replace(cue, person=person_id) if cue.id in wanted else cue for cue in transcript.cues]
    changed: list[Record] = [replace(transcript, cues=cues)] if cues != transcript.cues else []
    if person_id and person_id not in interview.people:
        people = [*interview.people, person_id]
        changed.append(
            replace(interview, people=people, consent=interview.consent or standing_consent(session, people))
        )
    if changed:
        with session.act(_("These words are those of {name}").format(name=name)):
            session.put_all(changed)
    return _the_transcript(session, interview_id)


def pass_on(session: Session, interview_id: str, turn: Turn) -> Transcript:
    """Say that the next one of those on the call said this, after the last one nobody known: all that has the same
    name before it, or these words alone where none stands there. Raises PlainError as `assign_speaker`.
    """
    order = [*the_interview(session, interview_id).people, ""]
    person = order[(order.index(turn.person) + 1) % len(order)] if turn.person in order else order[0]
    if turn.speaker:
        return assign_speaker(session, interview_id, turn.speaker, person)
    return assign_cues(session, interview_id, [cue.id for cue in turn.cues], person)


# --- marks -----------------------------------------------------------------------------------------------------


def mark_passage(
    session: Session,
    interview_id: str,
    cue_id: str,
    start: int = 0,
    end: int | None = None,
    marks: Iterable[Mark] = (),
    kind: LineKind = LineKind.WORD_FOR_WORD,
) -> Passage:
    """Mark the words text[start:end] of a cue (all of it without): evidence, just as a line of notes is.

    The same words again take the new marks. Raises PlainError: no transcript, the cue is gone, no words, too many
    marks.
    """
    transcript = _the_transcript(session, interview_id)
    cue = transcript.cue(cue_id)
    if cue is None:
        raise PlainError(_("These words are no longer in the transcript."))
    first, last, _step = slice(start, end).indices(len(cue.text))
    while first < last and cue.text[first].isspace():
        first += 1
    while first < last and cue.text[last - 1].isspace():
        last -= 1
    if first >= last:
        raise PlainError(_("Choose the words to mark."))
    wanted = _checked(marks)
    there = next((one for one in cue.passages if place_of_passage(cue, one) == (first, last)), None)
    passage = passage_of(cue, first, last, kind, wanted)
    if there is not None:
        passage = replace(there, kind=kind, marks=wanted)
    with session.act(_("Mark “{words}”").format(words=_short(passage.exact))):
        _put_passage(session, transcript, cue, passage)
    return passage


def change_passage(
    session: Session,
    interview_id: str,
    passage_id: str,
    *,
    marks: Iterable[Mark] | None = None,
    kind: LineKind | None = None,
) -> Passage:
    """Give a marked passage other marks, or another kind. Raises PlainError when it is gone."""
    transcript, cue, passage = _the_passage(session, interview_id, passage_id)
    changed = replace(passage, marks=passage.marks if marks is None else _checked(marks), kind=kind or passage.kind)
    if changed != passage:
        with session.act(_("Change the marks of “{words}”").format(words=_short(passage.exact))):
            _put_passage(session, transcript, cue, changed)
    return changed


def unmark_passage(session: Session, interview_id: str, passage_id: str) -> None:
    """Take the marks from a passage: it is offered as evidence no more. What rests on its words already stays.

    Raises PlainError when it is gone.
    """
    transcript, cue, passage = _the_passage(session, interview_id, passage_id)
    with session.act(_("Take the marks from “{words}”").format(words=_short(passage.exact))):
        _put_cue(session, transcript, replace(cue, passages=[one for one in cue.passages if one.id != passage.id]))


def remove_transcript(session: Session, interview_id: str) -> Transcript:
    """Take the transcript of a talk away; its notes stay. Raises PlainError where there is none."""
    transcript = _the_transcript(session, interview_id)
    with session.act(_("Remove the transcript")):
        session.remove(transcript)
    return transcript


def _the_transcript(session: Session, interview_id: str) -> Transcript:
    found = transcript_of(session, interview_id)
    if found is None:
        raise PlainError(_("This talk has no transcript."))
    return found


def _the_passage(session: Session, interview_id: str, passage_id: str) -> tuple[Transcript, Cue, Passage]:
    transcript = _the_transcript(session, interview_id)
    found = transcript.passage(passage_id)
    if found is None:
        raise PlainError(_("This passage is marked no more."))
    return transcript, *found


def _checked(marks: Iterable[Mark]) -> list[Mark]:
    wanted = list(dict.fromkeys(Mark(mark) for mark in marks))
    if len(wanted) > MOST_MARKS:
        raise PlainError(_("At most three marks: choose those that matter."))
    return wanted


def _put_passage(session: Session, transcript: Transcript, cue: Cue, passage: Passage) -> None:
    known = [passage if one.id == passage.id else one for one in cue.passages]
    _put_cue(session, transcript, replace(cue, passages=known if passage in known else [*known, passage]))


def _put_cue(session: Session, transcript: Transcript, cue: Cue) -> None:
    session.put(replace(transcript, cues=[cue if one.id == cue.id else one for one in transcript.cues]))


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
