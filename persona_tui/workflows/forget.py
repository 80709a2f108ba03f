"""Forgetting somebody for good: what goes is said first, it can't be undone, and a proof says what is left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable

import msgspec

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.consent import Consent
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.personas import Persona
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Placement, Theme
from persona_tui.i18n import _, ngettext
from persona_tui.paths import settings_folder
from persona_tui.storage.folder import forget_people
from persona_tui.storage.forget import Forgotten, Progress, documents_to_remove, people_in_files, plan_forgetting
from persona_tui.storage.proof import Proof, Remains, found_in_file
from persona_tui.storage.traces import Traces
from persona_tui.workflows.customers import find_person
from persona_tui.workflows.exports_folder import SHARED_NOTE, exports_folder
from persona_tui.workflows.lookups import transcript_of
from persona_tui.workflows.session import Session

__all__ = [
    "Forgot",
    "Progress",
    "Proof",
    "WhatGoes",
    "find_to_forget",
    "finished_on_opening",
    "forget",
    "proof_sentences",
    "what_goes",
]

_SETTINGS_LOGS = ("error.log", "error.old.log")


class WhatGoes(msgspec.Struct, kw_only=True):
    """Everything that goes with somebody, in numbers. `shared` are talks with others, of which `unnamed` lines bear no
    speaker and go too; `documents` lie in the study's exports folder; `unsure` are names that are also somebody
    else's, or common words; `elsewhere` are sentences on copies that are not touched.
    """

    person: str
    name: str
    talks: int = 0
    shared: int = 0
    lines: int = 0
    unnamed: int = 0
    cues: int = 0
    values: int = 0
    channels: int = 0
    consents: int = 0
    placements: int = 0
    pieces: int = 0
    personas: list[str] = msgspec.field(default_factory=list)
    documents: list[str] = msgspec.field(default_factory=list)
    unsure: list[str] = msgspec.field(default_factory=list)
    elsewhere: list[str] = msgspec.field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """What goes, each on a line of its own."""
        counted = (
            (self.talks, ngettext("{n} talk with them alone", "{n} talks with them alone", self.talks)),
            (
                self.shared,
                ngettext("their part of {n} talk with others", "their part of {n} talks with others", self.shared),
            ),
            (self.lines, ngettext("{n} line of notes", "{n} lines of notes", self.lines)),
            (self.cues, ngettext("{n} piece of a transcript", "{n} pieces of transcripts", self.cues)),
            (self.values, ngettext("{n} thing known of them", "{n} things known of them", self.values)),
            (self.channels, ngettext("{n} channel they use", "{n} channels they use", self.channels)),
            (self.placements, ngettext("{n} place on the map", "{n} places on the map", self.placements)),
            (
                self.pieces,
                ngettext(
                    "{n} piece of evidence in personas and themes",
                    "{n} pieces of evidence in personas and themes",
                    self.pieces,
                ),
            ),
            (self.consents, ngettext("{n} consent", "{n} consents", self.consents)),
            (
                len(self.documents),
                ngettext(
                    "{n} document in the exports folder", "{n} documents in the exports folder", len(self.documents)
                ),
            ),
        )
        said = [words.format(n=n) for n, words in counted if n]
        if self.documents:
            named = ", ".join(name.removeprefix("exports/") for name in self.documents[:3])
            more = len(self.documents) - 3
            said[-1] += (
                f": {named}" if more <= 0 else ": " + _("{names} and {count} more").format(names=named, count=more)
            )
        return [*said, _("their words and name in every backup and every copy in the study’s folder")]

    @property
    def warnings(self) -> list[str]:
        """What is worth knowing before."""
        found: list[str] = []
        if self.unnamed:
            found.append(
                ngettext(
                    "{n} line of a talk with others does not say who spoke. It goes too: it may be theirs.",
                    "{n} lines of talks with others do not say who spoke. They go too: they may be theirs.",
                    self.unnamed,
                ).format(n=self.unnamed)
            )
        return [*found, *_unsure(self.unsure), *self.elsewhere]


class Forgot(msgspec.Struct, kw_only=True):
    """What was done: `done` and `elsewhere` are sentences, the proof what was found afterwards."""

    done: list[str]
    elsewhere: list[str]
    proof: Proof


def find_to_forget(session: Session, name_or_id: str) -> tuple[str, str]:
    """Somebody's id and name, of the study, or of its backups where they were removed before. Raises PlainError."""
    try:
        person = find_person(session, name_or_id)
    except PlainError:
        wanted = clean_line(name_or_id).casefold()
        session.folder.flush()
        removed = people_in_files(session.path)
        found = [known for known in removed.items() if wanted in (known[0], clean_line(known[1]).casefold())]
        found = [known for known in found if session.person(known[0]) is None]
        if len(found) != 1:
            raise
        return found[0]
    return person.id, person.name


def finished_on_opening(session: Session) -> Forgot | None:
    """What was done when the study was opened, where forgetting somebody had been cut off; None where it had not."""
    done = session.folder.finished_forgetting
    return None if done is None else Forgot(done=_done(done), elsewhere=_elsewhere(session), proof=done.proof)


def what_goes(session: Session, person_id: str, name: str = "") -> WhatGoes:
    """Everything that goes with somebody; nothing is changed but what was not yet saved. Reads every file.

    Raises StudyReadOnlyError, StudyError.
    """
    session.folder.require_writing()
    session.folder.flush()
    plan = plan_forgetting(session.path, [person_id])
    folder = session.folder
    person = session.person(person_id)
    talks = session.interviews_of({person_id})
    found = WhatGoes(
        person=person_id,
        name=person.name if person is not None else name,
        talks=sum(talk.people == [person_id] for talk in talks),
        shared=sum(talk.people != [person_id] for talk in talks),
        values=_count(folder.all(Value), person_id),
        channels=_count(folder.all(ChannelUse), person_id),
        consents=_count(folder.all(Consent), person_id),
        placements=_count(folder.all(Placement), person_id),
        pieces=sum(piece.person == person_id for piece in _pieces(session)),
        personas=[persona.name for persona in session.personas() if person_id in persona.people],
        documents=documents_to_remove(session.path, plan),
        unsure=plan.unsure,
        elsewhere=_elsewhere(session),
    )
    gone = set(plan.gone.targets)
    for talk in talks:
        is_alone = talk.people == [person_id]
        lines = [line for answer in talk.answers for line in answer.lines if is_alone or line.id in gone]
        found.lines += sum(bool(line.text.strip()) for line in lines)
        found.unnamed += 0 if is_alone else sum(not line.speaker and bool(line.text.strip()) for line in lines)
        transcript = transcript_of(session, talk.id)
        found.cues += sum(is_alone or cue.id in gone for cue in transcript.cues) if transcript is not None else 0
    return found


def forget(
    session: Session,
    person_id: str,
    progress: Progress | None = None,
    *,
    tell: Callable[[Callable[[], None]], object] = lambda act: act(),
) -> Forgot:
    """Take somebody out of everything in the study's folder, for good: nothing that was done before can be undone.

    `tell` calls what tells the session's listeners, where they must hear it on another thread than this one.
    Raises StudyReadOnlyError, StudyError; called again, it goes on where it was cut off.
    """
    session.folder.require_writing()
    session.folder.flush()
    elsewhere = _elsewhere(session)
    try:
        done = forget_people(session.folder, [person_id], progress)
    finally:
        tell(session.begin_anew)
    session.folder.interview_summaries()
    kept, removed = _in_settings(done.traces)
    done.proof.remains += kept
    return Forgot(done=[*_done(done), *removed], elsewhere=elsewhere, proof=done.proof)


def proof_sentences(proof: Proof) -> list[str]:
    """What the proof found, in words."""
    opened = ngettext("Checked {n} file", "Checked {n} files", proof.files).format(n=proof.files)
    if proof.parts:
        opened += ngettext(" and {n} part of archives", " and {n} parts of archives", proof.parts).format(n=proof.parts)
    said = [_("{opened}: nothing of them was found.").format(opened=opened)] if proof.is_clean else []
    if not proof.is_clean:
        said.append(_("{opened}. This is left; look at it yourself:").format(opened=opened))
        said += [f"{place.where}: {_kinds(place.what)}" for place in proof.remains]
    if proof.closed:
        said.append(
            _("These can't be looked into; look at them yourself: {files}.").format(files=", ".join(proof.closed))
        )
    return said


# --- words ---------------------------------------------------------------------------------------------------


def _kinds(what: Iterable[str]) -> str:
    words = {
        "id": _("their id"),
        "name": _("their name"),
        "contact": _("an e-mail address or telephone number"),
        "words": _("words of theirs"),
    }
    return ", ".join(words[kind] for kind in what)


def _unsure(names: list[str]) -> list[str]:
    return [
        _(
            "“{name}” may also mean somebody or something else here, so it is not looked for in what others said."
        ).format(name=name)
        for name in names
    ]


def _done(done: Forgotten) -> list[str]:
    said = [ngettext("{n} file was rewritten.", "{n} files were rewritten.", len(done.files)).format(n=len(done.files))]
    if done.documents:
        said.append(
            ngettext(
                "{n} document was deleted; make it again from the study: {files}.",
                "{n} documents were deleted; make them again from the study: {files}.",
                len(done.documents),
            ).format(n=len(done.documents), files=", ".join(done.documents))
        )
    if done.unreadable:
        said.append(
            ngettext(
                "{n} damaged file that was put aside earlier was deleted, as nobody can tell what is in it.",
                "{n} damaged files that were put aside earlier were deleted, as nobody can tell what is in them.",
                len(done.unreadable),
            ).format(n=len(done.unreadable))
        )
    for persona, text in done.claims:
        if text:
            said.append(
                _("A text of {persona} held their words or name; it says now: “{text}”.").format(
                    persona=persona or "?", text=text
                )
            )
        else:
            said.append(_("A sentence of {persona} was their words alone; it is gone.").format(persona=persona or "?"))
    if done.texts:
        said.append(
            ngettext(
                "{n} other text named or repeated them; that was cut out ([…]).",
                "{n} other texts named or repeated them; that was cut out ([…]).",
                done.texts,
            ).format(n=done.texts)
        )
    return said


# --- what there is -------------------------------------------------------------------------------------------


def _count(records: Iterable[Value | ChannelUse | Consent | Placement], person_id: str) -> int:
    return sum(record.person == person_id for record in records)


def _pieces(session: Session) -> list[Evidence]:
    found = [piece for theme in session.folder.all(Theme) for piece in theme.evidence]
    for persona in session.folder.all(Persona):
        claims = [claim for field in persona.fields for claim in field.claims]
        found += [piece for claim in claims for piece in (*claim.evidence, *claim.against)]
        found += persona.quote.pieces if persona.quote else []
    return found


def _elsewhere(session: Session) -> list[str]:
    """Sentences on copies outside the study's folder, and its history: they are named, and not touched."""
    said: list[str] = []
    with contextlib.suppress(OSError):
        note = (exports_folder(session) / SHARED_NOTE).read_text(encoding="utf-8", errors="replace")
        said += [_("Not touched, look there yourself: {note}").format(note=line) for line in note.splitlines() if line]
    for folder in (session.path.resolve(), *session.path.resolve().parents):
        if (folder / ".git").exists():
            said.append(
                _("{path} is under version control: its history (.git) keeps what was there. Not touched.").format(
                    path=folder
                )
            )
            break
    said.append(_("Not touched: copies that you sent to others, or keep on other computers and drives."))
    return said


def _in_settings(traces: Traces) -> tuple[list[Remains], list[str]]:
    """The program's own files outside the study: a log that names them goes, anything else is said."""
    left: list[Remains] = []
    removed: list[str] = []
    home = settings_folder()
    for path in sorted(path for path in home.glob("*") if path.is_file()):
        if not found_in_file(path, traces):
            continue
        if path.name in _SETTINGS_LOGS:
            with contextlib.suppress(OSError):
                path.unlink()
                removed.append(_("{path} was deleted: it named them.").format(path=path))
                continue
        left.append(Remains(where=str(path), what=("name",)))
    return left, removed
