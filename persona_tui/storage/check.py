"""Is everything in a study whole? Looks at every file and every name in it, and changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.consent import Consent
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.interviews import Interview
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona
from persona_tui.domain.study import Study
from persona_tui.domain.transcripts import Transcript
from persona_tui.i18n import _, ngettext
from persona_tui.storage.atomic import leftovers
from persona_tui.storage.backups import backups_of
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.errors import StudyMissingError, unreadable_sentence
from persona_tui.storage.face_files import face_file
from persona_tui.storage.index import InterviewIndex
from persona_tui.storage.layout import (
    FACES,
    INTERVIEW_TABLES,
    INTERVIEWS,
    PARTS,
    PERSONA_TABLES,
    PERSONAS,
    STUDY_FILE,
    STUDY_TABLES,
    is_file_id,
    record_files,
)
from persona_tui.storage.tiny import BrokenFileError

LEFTOVER_SECONDS = 60
"""A temporary file older than this belongs to no save that is under way."""


class Level(StrEnum):
    """How bad it is: something is not whole, or something is worth knowing."""

    BROKEN = "broken"
    NOTE = "note"


class Problem(msgspec.Struct, kw_only=True, frozen=True):
    """One thing found. `file` is below the study's folder; `repairable` says whether `repair_study` mends it."""

    level: Level
    file: str
    sentence: str
    repairable: bool = False


class StudyContents(msgspec.Struct, kw_only=True):
    """Everything that could be read of a study, and each file's drawer."""

    path: Path
    drawers: list[Drawer] = msgspec.field(default_factory=list)
    people: dict[str, Person] = msgspec.field(default_factory=dict)
    values: dict[str, Value] = msgspec.field(default_factory=dict)
    consents: dict[str, Consent] = msgspec.field(default_factory=dict)
    channel_uses: dict[str, ChannelUse] = msgspec.field(default_factory=dict)
    interviews: dict[str, Interview] = msgspec.field(default_factory=dict)
    transcripts: dict[str, Transcript] = msgspec.field(default_factory=dict)
    personas: dict[str, Persona] = msgspec.field(default_factory=dict)

    def name(self, person_id: str) -> str:
        """What to call somebody in a sentence."""
        person = self.people.get(person_id)
        return person.name if person is not None and person.name else person_id

    def interview_name(self, interview: Interview) -> str:
        """What to call an interview in a sentence."""
        return ", ".join(self.name(person) for person in interview.people) or interview.id

    @property
    def known_ids(self) -> set[str]:
        """The people who have an entry, also one that can't be understood."""
        unreadable = {key[1] for drawer in self.drawers for key in drawer.unreadable if key[0] == "people"}
        return set(self.people) | unreadable


def check_study(path: Path) -> list[Problem]:
    """Everything that is not as it should be, the broken first. Raises StudyMissingError."""
    if not ((path / STUDY_FILE).is_file() or (path / INTERVIEWS).is_dir()):
        raise StudyMissingError(path)
    problems: list[Problem] = []
    contents = _read(path, problems)
    problems += _people_problems(contents)
    for interview in contents.interviews.values():
        if interview.consent and interview.consent not in contents.consents:
            problems.append(_missing_consent(contents, interview))
    for persona in contents.personas.values():
        problems += _persona_problems(contents, persona)
    problems += _lying_about(path)
    return sorted(problems, key=lambda problem: problem.level is not Level.BROKEN)


def missing_people(contents: StudyContents) -> dict[str, str]:
    """The ids that are named and have no entry → the file that names them first."""
    known = contents.known_ids
    missing: dict[str, str] = {}
    for person, file in _named_people(contents):
        if person and person not in known:
            missing.setdefault(person, file)
    return missing


# --- files ---------------------------------------------------------------------------------------------------


def _read(path: Path, problems: list[Problem]) -> StudyContents:
    contents = StudyContents(path=path)
    main = Drawer(path / STUDY_FILE, STUDY_TABLES)
    if _load(contents, main, problems):
        if not main.all(Study) and not any(key[0] == "study" for key in main.unreadable):
            problems.append(_broken(STUDY_FILE, _("What the study says of itself is missing."), repairable=True))
        contents.people = {person.id: person for person in main.all(Person)}
        contents.values = {value.id: value for value in main.all(Value)}
        contents.consents = {consent.id: consent for consent in main.all(Consent)}
        contents.channel_uses = {use.id: use for use in main.all(ChannelUse)}
    for part, tables in ((INTERVIEWS, INTERVIEW_TABLES), (PERSONAS, PERSONA_TABLES)):
        for stem in _stems(path / part):
            drawer = Drawer(path / part / f"{stem}.json", tables, holds_one=True)
            if _load(contents, drawer, problems):
                if part == PERSONAS:
                    contents.personas |= {persona.id: persona for persona in drawer.all(Persona)}
                    continue
                contents.interviews |= {interview.id: interview for interview in drawer.all(Interview)}
                contents.transcripts |= {transcript.id: transcript for transcript in drawer.all(Transcript)}
    return contents


def _load(contents: StudyContents, drawer: Drawer, problems: list[Problem]) -> bool:
    file = drawer.path.relative_to(contents.path).as_posix()
    try:
        drawer.load()
    except FileNotFoundError:
        problems.append(_broken(file, _("{file} is missing.").format(file=file), repairable=True))
        return False
    except BrokenFileError:
        sentence = _("{file} is damaged and can't be read.").format(file=file)
        earlier = backups_of(contents.path, drawer.path)
        if earlier:
            when = earlier[0][1].strftime("%d %b %Y, %H:%M")
            sentence += " " + _("There is a copy of {when}.").format(when=when)
        else:
            sentence += " " + _("There is no earlier copy of it.")
        problems.append(_broken(file, sentence, repairable=True))
        return False
    except OSError as error:
        problems.append(_broken(file, unreadable_sentence(drawer.path, error), repairable=False))
        return False
    contents.drawers.append(drawer)
    if drawer.is_newer:
        sentence = _("{file} was written by a newer version of persona-tui.").format(file=file)
        if drawer.is_too_new or drawer.unreadable:
            sentence += " " + _("Not all of it can be used here: get the newer version.")
        problems.append(Problem(level=Level.NOTE, file=file, sentence=sentence))
    elif drawer.unreadable:
        sentence = ngettext(
            "{count} entry of {file} could not be understood: {names}.",
            "{count} entries of {file} could not be understood: {names}.",
            len(drawer.unreadable),
        ).format(count=len(drawer.unreadable), file=file, names=_few([key[1] for key in drawer.unreadable]))
        problems.append(_broken(file, sentence, repairable=True))
    return True


def _lying_about(path: Path) -> Iterator[Problem]:
    """What is in the folders and is no part of the study, or stale."""
    for name in ("", *PARTS, FACES):
        folder = path / name
        for leftover in leftovers(folder):
            if _age(leftover) > LEFTOVER_SECONDS:
                file = leftover.relative_to(path).as_posix()
                yield _note(file, _("{file} is left from a save that was cut off.").format(file=file), repairable=True)
        if name == FACES or not folder.is_dir():
            continue
        for found in sorted(folder.glob("*.json")):
            is_record = is_file_id(found.stem) and (name or found.name == STUDY_FILE)
            if is_record or found.name.startswith("."):
                continue
            file = found.relative_to(path).as_posix()
            if ".broken-" in found.name:
                sentence = _("{file} was put aside because it was damaged. Delete it when you don't need it.")
            elif ".changed-elsewhere-" in found.name:
                sentence = _(
                    "{file} holds what another program had changed. Look whether anything in it is missing from the "
                    "study, then delete it."
                )
            else:
                sentence = _(
                    "{file} is no part of the study; it looks like a copy that another program made. "
                    "Look whether you need it, then move or delete it."
                )
            yield _note(file, sentence.format(file=file))
    try:
        stale = InterviewIndex(path).stale(record_files(path / INTERVIEWS))
    except OSError:
        stale = 0
    if stale:
        yield _note(
            INTERVIEWS,
            ngettext(
                "{count} interview has changed since the list of interviews was last made.",
                "{count} interviews have changed since the list of interviews was last made.",
                stale,
            ).format(count=stale),
            repairable=True,
        )


# --- names ---------------------------------------------------------------------------------------------------


def _named_people(contents: StudyContents) -> Iterator[tuple[str, str]]:
    """Each id of a person that is named, and the file it is named in."""
    for interview in contents.interviews.values():
        file = f"{INTERVIEWS}/{interview.id}.json"
        yield from ((person, file) for person in interview.people)
    for persona in contents.personas.values():
        file = f"{PERSONAS}/{persona.id}.json"
        yield from ((person, file) for person in persona.people)
        yield from ((evidence.person, file) for _where, evidence in _evidence(persona))
    for records in (contents.values, contents.consents, contents.channel_uses):
        yield from ((record.person, STUDY_FILE) for record in records.values())


def _people_problems(contents: StudyContents) -> Iterator[Problem]:
    counts: dict[str, list[str]] = {}
    for person, file in missing_people(contents).items():
        counts.setdefault(file, []).append(person)
    for file, people in counts.items():
        yield _broken(
            file,
            ngettext(
                "{file} names somebody who is not among the people of the study: {names}.",
                "{file} names {count} people who are not in the study: {names}.",
                len(people),
            ).format(file=file, count=len(people), names=_few(people)),
            repairable=True,
        )


def _missing_consent(contents: StudyContents, interview: Interview) -> Problem:
    return _broken(
        f"{INTERVIEWS}/{interview.id}.json",
        _(
            "The consent that the interview with {name} rests on is missing, so its words count nowhere. "
            "Record it again in the interview."
        ).format(name=contents.interview_name(interview)),
        repairable=False,
    )


def _evidence(persona: Persona) -> Iterator[tuple[str, Evidence]]:
    """What a persona rests on, each with the claim that it stands for."""
    for field in persona.fields:
        for claim in field.claims:
            yield from ((claim.text, evidence) for evidence in (*claim.evidence, *claim.against))
    if persona.quote is not None:
        yield from ((persona.quote.text, evidence) for evidence in persona.quote.pieces)


def _persona_problems(contents: StudyContents, persona: Persona) -> Iterator[Problem]:
    file = f"{PERSONAS}/{persona.id}.json"
    name = persona.name or persona.id
    gone = [claim for claim, evidence in _evidence(persona) if not _stands(contents, evidence)]
    if gone:
        yield _note(
            file,
            ngettext(
                "{count} place that {name} rests on is gone; it counts no more: {claims}.",
                "{count} places that {name} rests on are gone; they count no more: {claims}.",
                len(gone),
            ).format(count=len(gone), name=name, claims=_few([f"“{claim[:60]}”" for claim in dict.fromkeys(gone)])),
        )
    if persona.face is not None and face_file(contents.path / FACES, persona.face.file) is None:
        yield _broken(
            file,
            _("The face of {name} ({file}) is missing. Choose or draw one again.").format(
                name=name, file=f"{FACES}/{persona.face.file}"
            ),
            repairable=False,
        )


def _stands(contents: StudyContents, evidence: Evidence) -> bool:
    """Whether what a piece of evidence points at is still there."""
    if evidence.kind is TargetKind.VALUE:
        return evidence.target in contents.values
    if evidence.kind is TargetKind.CHANNEL:
        return evidence.target in contents.channel_uses
    if evidence.kind is TargetKind.CUE:
        transcript = contents.transcripts.get(evidence.container)
        cue = transcript.cue(evidence.target) if transcript is not None else None
        return cue is not None and locate(cue.text, evidence.exact) is not None
    interview = contents.interviews.get(evidence.container)
    found = interview.line(evidence.target) if interview is not None else None
    return found is not None and locate(found[1].text, evidence.exact) is not None


# --- small things --------------------------------------------------------------------------------------------


def _broken(file: str, sentence: str, *, repairable: bool) -> Problem:
    return Problem(level=Level.BROKEN, file=file, sentence=sentence, repairable=repairable)


def _note(file: str, sentence: str, *, repairable: bool = False) -> Problem:
    return Problem(level=Level.NOTE, file=file, sentence=sentence, repairable=repairable)


def _few(names: Iterable[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    listed = list(names)
    shown = ", ".join(listed[:most])
    if len(listed) <= most:
        return shown
    return _("{names} and {count} more").format(names=shown, count=len(listed) - most)


def _stems(folder: Path) -> list[str]:
    try:
        return sorted(record_files(folder))
    except OSError:
        return []


def _age(path: Path) -> float:
    """Seconds since a file was written; 0 where it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def read_contents(path: Path) -> StudyContents:
    """Everything that can be read of a study, without what is wrong with it."""
    return _read(path, [])
