"""Documents for other people: each of the kinds that are wanted, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.exports.files import free_path
from persona_tui.i18n import _, speaking
from persona_tui.storage.atomic import write_atomic
from persona_tui.workflows.documents.kinds import kinds_of
from persona_tui.workflows.documents.pdf import NoPdfError, to_pdf
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Wishes
from persona_tui.workflows.exports_folder import (
    ENDING,
    SHARED_NOTE,
    exports_folder,
    in_the_study,
    make_documents_folder,
    was_shared,
)
from persona_tui.workflows.session import Session

__all__ = ["ExportReport", "Progress", "Wishes", "export", "exports_folder", "was_shared"]

Progress = Callable[[int, int, str], None]
"""Called with how many documents are written, of how many, and what the next one is called."""
_EVERYTHING = Wishes()
_MOST_NAMES = 20


@dataclass(frozen=True)
class ExportReport:
    """What was written, in order; in sentences what was left out and why, and what else there is to know of it."""

    paths: tuple[Path, ...]
    left_out: tuple[str, ...]
    cancelled: bool = False
    said: tuple[str, ...] = ()


def export(
    session: Session,
    folder: Path,
    wishes: Wishes = _EVERYTHING,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the documents that are wished for into `folder` (made where it is missing).

    What is there is not overwritten, unless that is wished for; the report names what was. Works on a study that is
    open for reading only. Raises PlainError: nothing to write, no such persona, bank or template, a folder that cannot
    be written.
    """
    source = Source(session, wishes)
    plans = [kind.plan(source) for kind in kinds_of(wishes.kinds)]
    documents = [document for plan in plans for document in plan.documents]
    left_out = [sentence for plan in plans for sentence in plan.left_out]
    if not documents:
        raise PlainError(" ".join(left_out) or _("There is nothing to write yet."))
    return _Writing(session, folder, source).write(documents, left_out, progress, cancelled)


class _Writing:
    """Writes documents one by one into a folder, and remembers what there is to say of it."""

    def __init__(self, session: Session, folder: Path, source: Source) -> None:
        self._session = session
        self._folder = folder
        self._source = source
        self._wishes = source.wishes
        self._said: list[str] = []
        self._written: set[str] = set()

    def write(
        self,
        documents: Sequence[Document],
        left_out: list[str],
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> ExportReport:
        """Make and write them in turn; stop between two of them when that is asked for."""
        paths: list[Path] = []
        stopped = False
        with _plainly(self._folder):
            make_documents_folder(self._session, self._folder)
        for number, document in enumerate(documents):
            stopped = cancelled is not None and cancelled()
            if stopped:
                break
            if progress is not None:
                progress(number, len(documents), document.label)
            with speaking(document.language):
                made = document.make()
            left_out += [f"{document.label}: {problem}" for problem in made.left_out]
            paths.append(self._put(made.name, made.content, ENDING))
        if paths and self._wishes.pdf and not stopped:
            if progress is not None:
                progress(len(documents), len(documents), _("PDF"))
            paths += self._pdfs(paths)
        if progress is not None and not stopped:
            progress(len(documents), len(documents), "")
        if paths:
            _note_sharing(self._session, self._folder)
        if self._source.redactor is not None:
            self._said.append(
                _(
                    "Taken out: the people, companies and places that the study knows, its own list of words, and "
                    "e-mail addresses. Others are not recognised, so read the documents before you send them."
                )
            )
        self._said += self._source.warnings
        return ExportReport(tuple(paths), tuple(left_out), stopped, tuple(self._said))

    def _put(self, name: str, content: bytes, ending: str) -> Path:
        """Write a document, under another name where its own is taken or open in another program."""
        with _plainly(self._folder):
            wanted = self._folder / f"{self._not_written(name, ending)}.{ending}"
            path = wanted if self._wishes.replace else free_path(self._folder, name, ending)
            was_there = wanted.exists()
            for _attempt in range(_MOST_NAMES):
                try:
                    _write_whole(path, content, is_owners=in_the_study(self._session, self._folder))
                except _InUseError:
                    self._said.append(
                        _("“{name}” is open in another program and stays as it was.").format(name=path.name)
                    )
                    path = free_path(self._folder, name, ending)
                    continue
                if was_there and path != wanted:
                    self._said.append(
                        _("“{name}” was there already; the new document is “{other}”.").format(
                            name=wanted.name, other=path.name
                        )
                    )
                elif was_there:
                    self._said.append(_("“{name}” was replaced.").format(name=wanted.name))
                self._written.add(path.name.casefold())
                return path
            raise PermissionError(13, _("every name is taken"))

    def _not_written(self, name: str, ending: str) -> str:
        """The name, with a number where a document of this run bears it: two talks with one customer are two files."""
        stem, number = name, 1
        while f"{stem}.{ending}".casefold() in self._written:
            number += 1
            stem = f"{name} ({number})"
        return stem

    def _pdfs(self, paths: Sequence[Path]) -> list[Path]:
        """The same documents as PDF, beside them."""
        try:
            made = to_pdf({path.stem: path.read_bytes() for path in paths}, self._source.changed)
        except NoPdfError as problem:
            self._said.append(problem.sentence)
            return []
        return [self._put(name, content, "pdf") for name, content in made.items()]


class _InUseError(Exception):
    """Another program holds the file that was to be replaced."""


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
    have here. Raises _InUseError where another program holds the file (Word does so on Windows).
    """
    was_there = path.exists()
    try:
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
    except PermissionError as error:
        if was_there and os.access(path.parent, os.W_OK):
            raise _InUseError from error
        raise


def _note_sharing(session: Session, folder: Path) -> None:
    """Leave word of documents that lie elsewhere in the study's exports folder, where it can be written."""
    own = exports_folder(session)
    with contextlib.suppress(OSError):
        if folder.resolve() != own.resolve():
            make_documents_folder(session, own)
            note = _("Documents were written into {path}.").format(path=folder.resolve())
            write_atomic(own / SHARED_NOTE, f"{note}\n".encode(errors="replace"), durable=False)
