"""A transcript from a file: into which talk it belongs, who speaks in it, and what was there before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from persona_tui.domain.consent import Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview, InterviewState, some_time_on
from persona_tui.domain.people import Person
from persona_tui.domain.records import Record, replace
from persona_tui.domain.texts import clean_line
from persona_tui.domain.transcripts import Cue, Transcript, place_of_passage
from persona_tui.i18n import _, ngettext
from persona_tui.imports.transcripts import ReadCue, day_in_name, read_transcript
from persona_tui.workflows.consents import consent_of, record_consent, standing_consent
from persona_tui.workflows.customers import find_person
from persona_tui.workflows.lookups import the_interview, transcript_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.speaker_names import guess_speaker, split_speakers


@dataclass(frozen=True)
class TranscriptReport:
    """What importing a transcript did. `voices` gives the people whose words are known to be theirs, by the name in
    the file, `unknown` the other names; `counts` says whether a consent covers the words of the customer; `said` are
    sentences, what was left out among them.
    """

    interview: Interview
    transcript: Transcript
    person: Person
    updated: bool
    is_new_talk: bool
    counts: bool
    voices: Mapping[str, Person]
    unknown: tuple[str, ...]
    said: tuple[str, ...]


def import_transcript(
    session: Session,
    path: Path,
    *,
    customer: str,
    speakers: Iterable[str] = (),
    interviewer: str = "",
    day: date | None = None,
    consent_scopes: Iterable[Scope] | None = None,
    consent_date: date | None = None,
    carry_on: bool = False,
) -> TranscriptReport:
    """Read the transcript in `path` as what was said in a talk with `customer` (a name or an id), as one act.

    It belongs to the talk with that customer on the same day that has no transcript yet, else to a new one that is
    done. The day is `day`, else the one in the file's name, the consent's, or when the file was written. `speakers`
    are "name in the file=customer", or a name in the file for `customer`'s own; without, it is guessed from names
    that are alike, or from who is left beside the interviewer. The same file for the same customer again updates:
    cues that did not change keep who they are, whose they are, and their marks.

    Raises PlainError: nobody of that name, no such speaker, no transcript in the file, half a consent;
    StudyReadOnlyError.
    """
    session.folder.require_writing()
    person = find_person(session, customer)
    if (consent_scopes is None) != (consent_date is None):
        raise PlainError(_("A consent has two parts: what was agreed to, and the day it was given. Say both."))
    wanted = {name: find_person(session, who or person.id) for name, who in split_speakers(speakers).items()}
    told = {name: who.id for name, who in wanted.items()}
    theirs = {person.id: person} | {who.id: who for who in wanted.values()}
    asked_by = clean_line(interviewer)
    known = [*(each.name for each in session.people()), *told, asked_by]
    read = read_transcript(path, names=[name for name in known if name], carry_on=carry_on)
    source = clean_line(path.name)
    told_day = day or day_in_name(path.name) or consent_date
    moment = told_day or day_of_file(path)
    before, earlier = _place(session, person, source, moment)
    asked_by = asked_by or (before.interviewer if before is not None else "")
    guessed = _guessed(session, read.speakers, told, before, person, asked_by)
    cues, lost = _merged(earlier.cues if earlier is not None else [], read.cues, told, guessed)
    with session.act(_("Import {name}").format(name=source)):
        if consent_scopes is not None and consent_date is not None:
            record_consent(session, person.id, consent_scopes, given_on=consent_date)
        interview = _interview(session, before, person, list(theirs), asked_by, moment)
        transcript = replace(earlier or Transcript(id=interview.id, language=interview.language), source=source)
        transcript = replace(transcript, cues=cues)
        if before is None:
            interview = replace(interview, elapsed=transcript.seconds)
        elif day is not None and not before.answers:
            interview = replace(interview, started_at=some_time_on(day))
        _put_what_changed(session, interview, transcript)
    interview, transcript = the_interview(session, interview.id), transcript_of(session, interview.id) or transcript
    voices = {name: found for name, who in transcript.speakers.items() if (found := session.person(who)) is not None}
    unknown = tuple(name for name in transcript.speakers if name not in voices)
    said = [*read.said, *_about_speakers(session, person, transcript, voices, unknown, asked_by)]
    if lost:
        said.append(
            ngettext(
                "{n} marked passage is no longer in the file; its mark is gone.",
                "{n} marked passages are no longer in the file; their marks are gone.",
                lost,
            ).format(n=lost)
        )
    if before is None and told_day is None:
        said.append(_("The day is when the file was written; if it was another one, say so with --date."))
    said += _about_consents(session, theirs.values())
    return TranscriptReport(
        interview=interview,
        transcript=transcript,
        person=person,
        updated=earlier is not None,
        is_new_talk=before is None,
        counts=not person.imagined and covers(consent_of(session, person.id), Scope.RECORDING),
        voices=voices,
        unknown=unknown,
        said=tuple(said),
    )


def day_of_file(path: Path) -> date:
    """The day in a file's name, else the one on which it was written; today where that can't be read."""
    try:
        return day_in_name(path.name) or date.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return date.today()


def _put_what_changed(session: Session, interview: Interview, transcript: Transcript) -> None:
    wanted: list[Record] = [interview] if interview != session.interview(interview.id) else []
    wanted += [transcript] if transcript != transcript_of(session, interview.id) else []
    if wanted:
        session.put_all(wanted)


def _place(session: Session, person: Person, source: str, day: date) -> tuple[Interview | None, Transcript | None]:
    """The talk that this file came into before, with its transcript; else one of that day that has none."""
    free: Interview | None = None
    for interview in session.interviews_of({person.id}):
        transcript = transcript_of(session, interview.id)
        if transcript is not None and transcript.source == source:
            return interview, transcript
        began = interview.started_at
        if transcript is None and began is not None and day in (began.date(), began.astimezone().date()):
            free = free or interview
    return free, None


def _interview(
    session: Session, before: Interview | None, person: Person, people: list[str], interviewer: str, day: date
) -> Interview:
    if before is None:
        return Interview(
            people=people,
            language=person.language or session.study.bank_language,
            state=InterviewState.DONE,
            interviewer=interviewer,
            started_at=some_time_on(day),
            consent=standing_consent(session, people),
        )
    before = session.interview(before.id) or before
    everybody = list(dict.fromkeys([*before.people, *people]))
    consent = standing_consent(session, everybody) or before.consent
    return replace(before, people=everybody, interviewer=before.interviewer or interviewer, consent=consent)


def _guessed(
    session: Session,
    names: list[str],
    told: Mapping[str, str],
    before: Interview | None,
    person: Person,
    interviewer: str,
) -> dict[str, str]:
    """The name of a speaker → the id of the person, as far as it can be guessed for those in the talk of whom nothing
    is `told`. Raises PlainError where the file has no such name as was told.
    """
    missing = [name for name in told if name not in names]
    if missing:
        there = ", ".join(names) or _("nobody")
        raise PlainError(
            _("“{name}” does not speak in this file. Who does: {names}.").format(name=missing[0], names=there)
        )
    found: dict[str, str] = {}
    others = before.people if before is not None else []
    for who_id in dict.fromkeys([person.id, *others]):
        who = session.person(who_id)
        if who is None or who_id in told.values():
            continue
        free = [name for name in names if name not in told and name not in found]
        name = guess_speaker(who.name, free, interviewer if who_id == person.id else "")
        if name:
            found[name] = who_id
    return found


def _merged(
    before: list[Cue], fresh: list[ReadCue], told: Mapping[str, str], guessed: Mapping[str, str]
) -> tuple[list[Cue], int]:
    """The cues of the file; those of the same words, or of the same time, are the ones that were there. Also how many
    marked passages have lost their words.

    Whose a cue is: what is `told` now, else what was said of it here, else what is `guessed` from its name.
    """
    people_of: dict[str, set[str]] = {}
    for cue in before:
        people_of.setdefault(cue.speaker, set()).add("" if cue.person in told.values() else cue.person)
    earlier = {name: min(people) for name, people in people_of.items() if name and len(people) == 1}
    by_words: dict[tuple[str, str], list[Cue]] = {}
    for cue in reversed(before):
        by_words.setdefault((cue.speaker, cue.text), []).append(cue)
    kept: dict[int, Cue] = {}
    for place, new in enumerate(fresh):
        same = by_words.get((new.speaker, new.text))
        if same:
            kept[place] = same.pop()
    taken = {cue.id for cue in kept.values()}
    by_start = {cue.start: cue for cue in before if cue.id not in taken and cue.start is not None}
    by_other_name = {cue.text: cue for cue in before if cue.id not in taken}
    cues: list[Cue] = []
    for place, new in enumerate(fresh):
        old = kept.get(place) or by_other_name.pop(new.text, None)
        if old is None and new.start is not None:
            old = by_start.pop(new.start, None)
        if old is not None and old.id in taken and place not in kept:
            old = None
        base = old or Cue()
        taken.add(base.id)
        own = base.person if base.speaker == new.speaker and base.person not in told.values() else ""
        person = told.get(new.speaker) or own or guessed.get(new.speaker) or earlier.get(new.speaker, "")
        changed = replace(base, start=new.start, end=new.end, speaker=new.speaker, person=person, text=new.text)
        standing = [passage for passage in base.passages if place_of_passage(changed, passage) is not None]
        cues.append(replace(changed, passages=standing))
    marked = sum(len(cue.passages) for cue in before)
    return cues, marked - sum(len(cue.passages) for cue in cues)


def _about_speakers(
    session: Session,
    person: Person,
    transcript: Transcript,
    people: Mapping[str, Person],
    unknown: Collection[str],
    interviewer: str,
) -> list[str]:
    said = [
        _("“{name}” is {customer}.").format(name=name, customer=who.name)
        for name, who in people.items()
        if name != who.name
    ]
    if transcript.speakers and person.id not in {who.id for who in people.values()}:
        said.append(
            _("Which speaker is {name}? Nobody's name fits, so no words are {name}'s yet.").format(name=person.name)
        )
    for name in unknown:
        others = (who for who in session.people() if who.id not in {known.id for known in people.values()})
        alike = next((who for who in others if guess_speaker(who.name, [name])), None)
        if alike is not None and name != interviewer and alike.id != person.id:
            said.append(
                _(
                    "“{name}” may be {customer}, who is in the study too; until you say so, the words are nobody's."
                ).format(name=name, customer=alike.name)
            )
    return said


def _about_consents(session: Session, people: Iterable[Person]) -> list[str]:
    said: list[str] = []
    for person in people:
        consent = consent_of(session, person.id)
        if person.imagined:
            said.append(_("{name} is imagined: nothing here is anybody's voice.").format(name=person.name))
        elif not covers(consent, Scope.NOTES):
            said.append(
                _(
                    "No consent of {name} is recorded: these words count nowhere, and enter no document, until it is."
                ).format(name=person.name)
            )
        elif not covers(consent, Scope.RECORDING):
            said.append(
                _(
                    "{name} has not agreed to recording: what was written out from one counts nowhere until that is "
                    "recorded."
                ).format(name=person.name)
            )
    return said
