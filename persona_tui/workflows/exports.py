"""Documents for other people: personas as sheets, interviews as notes, each written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from persona_tui.banks.reader import BankError, load_bank
from persona_tui.domain.consent import Consent
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Persona
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import notes_content, sheet_content
from persona_tui.exports.files import free_path, safe_file_name
from persona_tui.i18n import _
from persona_tui.insights.view import StudyView
from persona_tui.storage.atomic import write_atomic
from persona_tui.workflows.exports_folder import (
    ENDING,
    SHARED_NOTE,
    exports_folder,
    in_the_study,
    make_documents_folder,
    was_shared,
)
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.session import Session

__all__ = ["ExportReport", "Progress", "What", "export", "exports_folder", "was_shared"]

What = Literal["all", "sheet", "notes"]
Progress = Callable[[int, int, str], None]
"""Called with how many documents are written, of how many, and what the next one is called."""


@dataclass(frozen=True)
class ExportReport:
    """What was written, in order, and in sentences what was left out and why."""

    paths: tuple[Path, ...]
    left_out: tuple[str, ...]
    cancelled: bool = False


class _Document(NamedTuple):
    """A document to write: what it is called, and what makes it: its file's name, its bytes, what it leaves out."""

    label: str
    make: Callable[[], tuple[str, bytes, list[str]]]


def export(
    session: Session,
    folder: Path,
    *,
    what: What = "all",
    personas: Iterable[str] | None = None,
    talks: Iterable[str] | None = None,
    with_attributes: Collection[str] = (),
    names: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write Word documents into `folder` (made where it is missing); nothing that is there is overwritten.

    `personas` are names or ids (None: all); with them, the notes are those of the talks with their people, or of
    `talks` where those are given (ids of interviews).
    `with_attributes` are keys of personal attributes to show all the same; `names` shows customers' names where they
    agreed. Works on a study that is open for reading only. Raises PlainError: nothing to write, no such persona, a
    folder that cannot be written.
    """
    view = session.view()
    chosen = _personas(session, personas)
    left_out: list[str] = []
    documents: list[_Document] = []
    writer = _Writer(session, view, with_attributes, names)
    if what in ("all", "sheet"):
        documents += [_Document(_persona_label(persona), writer.sheet_of(persona)) for persona in chosen]
        if not chosen and personas is None:
            left_out.append(_("There are no personas yet, so there is no sheet. Make one on the personas step."))
    if what in ("all", "notes"):
        people = {person for persona in chosen for person in persona.people} if personas is not None else None
        wanted = _chosen_talks(session, talks) if talks is not None else session.interviews_of(people)
        may_be, without = _talks(session, view, wanted)
        documents += [_Document(_talk_label(session, talk), writer.notes_of(talk)) for talk in may_be]
        left_out += without
        if not may_be and not without and what == "notes":
            left_out.append(_("There are no notes of interviews yet."))
    if not documents:
        raise PlainError(" ".join(left_out) or _("There is nothing to write yet."))
    return _write_all(session, folder, documents, left_out, progress, cancelled)


# --- what is written -------------------------------------------------------------------------------------------


def _personas(session: Session, wanted: Iterable[str] | None) -> list[Persona]:
    known = session.personas()
    if wanted is None:
        return known
    found: list[Persona] = []
    for text in wanted:
        persona = _persona(known, text)
        if persona not in found:
            found.append(persona)
    return found


def _persona(known: Sequence[Persona], text: str) -> Persona:
    wanted = clean_line(text).casefold()
    if not known:
        raise PlainError(_("There are no personas yet. Make one on the personas step."))
    by_id = [persona for persona in known if persona.id == text.strip()]
    by_name = [persona for persona in known if wanted and clean_line(persona.name).casefold() == wanted]
    beginning = [persona for persona in known if wanted and clean_line(persona.name).casefold().startswith(wanted)]
    for found in (by_id, by_name, beginning):
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(f"{_persona_label(persona)} ({persona.id})" for persona in found[:5])
            raise PlainError(
                _("Several personas are called “{name}”: {ids}. Give the id of one.").format(
                    name=clean_line(text), ids=ids
                )
            )
    names = {_persona_label(persona).casefold(): _persona_label(persona) for persona in known}
    close = [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.5)] or list(names.values())[:5]
    raise PlainError(
        _("No persona is called “{name}”. There are: {names}.").format(name=clean_line(text), names=", ".join(close))
    )


def _persona_label(persona: Persona) -> str:
    return clean_line(persona.name) or clean_line(persona.archetype) or _("Persona")


def _chosen_talks(session: Session, wanted: Iterable[str]) -> list[Interview]:
    found = (session.interview(interview_id) for interview_id in dict.fromkeys(wanted))
    return [interview for interview in found if interview is not None]


def _talks(session: Session, view: StudyView, wanted: Iterable[Interview]) -> tuple[list[Interview], list[str]]:
    """The interviews whose words may be written, and a sentence for each that may not."""
    talks: list[Interview] = []
    without: list[str] = []
    for interview in wanted:
        if not any(answer.is_answered for answer in interview.answers):
            continue
        if view.interview_counts(interview.consent):
            talks.append(interview)
        else:
            without.append(_why_not(session, interview, view.consent(interview.consent)))
    return talks, without


def _why_not(session: Session, interview: Interview, consent: Consent | None) -> str:
    who = _names(session, interview)
    if consent is not None and consent.withdrawn_on is not None:
        return _("The interview with {who} is left out: the consent was withdrawn.").format(who=who)
    return _("The interview with {who} is left out: no consent to notes is recorded.").format(who=who)


def _names(session: Session, interview: Interview) -> str:
    people = (session.person(person_id) for person_id in interview.people)
    return ", ".join(clean_line(person.name) for person in people if person is not None) or _("somebody")


def _talk_label(session: Session, interview: Interview) -> str:
    return _("Interview with {who}").format(who=_names(session, interview))


class _Writer:
    """Makes documents of one study. Word is loaded when the first one is made."""

    def __init__(self, session: Session, view: StudyView, with_attributes: Collection[str], names: bool) -> None:
        self._session = session
        self._view = view
        self._with_attributes = with_attributes
        self._with_names = names
        self._attributes = {attribute.key: attribute for attribute in session.catalogue()}
        self._banks: dict[tuple[str, str], QuestionBank | None] = {}

    def sheet_of(self, persona: Persona) -> Callable[[], tuple[str, bytes, list[str]]]:
        """What makes the sheet of a persona."""

        def make() -> tuple[str, bytes, list[str]]:
            from persona_tui.exports.word.sheet import write_sheet

            interviews = self._interviews_behind(persona)
            questions = {key: each for talk in interviews for key, each in self._questions(talk).items()}
            face, problems = self._face(persona)
            content = sheet_content(
                self._view,
                persona,
                interviews,
                attributes_by_key=self._attributes,
                face_png=face,
                with_attributes=self._with_attributes,
                names=self._with_names,
                questions=questions,
                transcripts=transcripts_of(self._session, interviews),
            )
            name = safe_file_name(_persona_label(persona), _("Persona"))
            return name, write_sheet(content), [*content.left_out, *problems]

        return make

    def notes_of(self, interview: Interview) -> Callable[[], tuple[str, bytes, list[str]]]:
        """What makes the notes of an interview."""

        def make() -> tuple[str, bytes, list[str]]:
            from persona_tui.exports.word.notes import write_notes

            bank = self._bank(interview)
            content = notes_content(
                self._view,
                interview,
                self._questions(interview),
                names=self._with_names,
                bank_title=bank.title if bank is not None else "",
                attributes_by_key=self._attributes,
                with_attributes=self._with_attributes,
            )
            return safe_file_name(content.title, _("Interview")), write_notes(content), content.left_out

        return make

    def _interviews_behind(self, persona: Persona) -> list[Interview]:
        """The talks with its people, and those that its claims and its quote rest on."""
        claims = [claim for field in persona.fields for claim in field.claims]
        evidence = [item for claim in claims for item in (*claim.evidence, *claim.against)]
        evidence += persona.quote.pieces if persona.quote else []
        found = {talk.id: talk for talk in self._session.interviews_of(set(persona.people))}
        for container in dict.fromkeys(item.container for item in evidence):
            talk = self._session.interview(container) if container and container not in found else None
            if talk is not None:
                found[talk.id] = talk
        return list(found.values())

    def _bank(self, interview: Interview) -> QuestionBank | None:
        place = interview.bank, interview.bank_language
        if place not in self._banks:
            try:
                self._banks[place] = load_bank(*place)
            except BankError:
                self._banks[place] = None
        return self._banks[place]

    def _questions(self, interview: Interview) -> Mapping[str, Question]:
        bank = self._bank(interview)
        return {question.key: question for question in bank.questions} if bank is not None else {}

    def _face(self, persona: Persona) -> tuple[bytes | None, list[str]]:
        if persona.face is None:
            return None, []
        path = self._session.folder.face_path(persona.face.file)
        try:
            return (path.read_bytes(), []) if path is not None else (None, [self._no_face(persona)])
        except OSError:
            return None, [self._no_face(persona)]

    @staticmethod
    def _no_face(persona: Persona) -> str:
        return _("The picture of {name} is left out: its file is gone.").format(name=_persona_label(persona))


# --- writing it ------------------------------------------------------------------------------------------------


def _write_all(
    session: Session,
    folder: Path,
    documents: Sequence[_Document],
    left_out: list[str],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> ExportReport:
    paths: list[Path] = []
    stopped = False
    with _plainly(folder):
        make_documents_folder(session, folder)
    for number, document in enumerate(documents):
        stopped = cancelled is not None and cancelled()
        if stopped:
            break
        if progress is not None:
            progress(number, len(documents), document.label)
        name, content, problems = document.make()
        left_out += [f"{document.label}: {problem}" for problem in problems]
        with _plainly(folder):
            path = free_path(folder, name, ENDING)
            _write_whole(path, content, is_owners=in_the_study(session, folder))
        paths.append(path)
    if progress is not None and not stopped:
        progress(len(documents), len(documents), "")
    if paths:
        _note_sharing(session, folder)
    return ExportReport(tuple(paths), tuple(left_out), stopped)


@contextlib.contextmanager
def _plainly(folder: Path) -> Iterator[None]:
    """Say what the system has against writing into the folder in one sentence."""
    try:
        yield
    except OSError as error:
        if folder.exists() and not folder.is_dir():
            raise PlainError(_("{path} is a file, not a folder. Choose another place.").format(path=folder)) from error
        raise PlainError(
            _("Nothing can be written into {path} ({why}). Choose another folder.").format(
                path=folder, why=error.strerror or error
            )
        ) from error


def _write_whole(path: Path, content: bytes, *, is_owners: bool) -> None:
    """Write a document so that others find all of it or nothing: the owner's alone, or with the rights that new files
    have here.
    """
    if is_owners:
        write_atomic(path, content)
        return
    temporary = path.with_name(f".{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _note_sharing(session: Session, folder: Path) -> None:
    """Leave word of documents that lie elsewhere in the study's exports folder, where it can be written."""
    own = exports_folder(session)
    with contextlib.suppress(OSError):
        if folder.resolve() != own.resolve():
            make_documents_folder(session, own)
            note = _("Documents were written into {path}.").format(path=folder.resolve())
            write_atomic(own / SHARED_NOTE, f"{note}\n".encode(errors="replace"), durable=False)
