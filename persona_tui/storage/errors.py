"""What can go wrong with a study on disk, in words for its owner."""

from __future__ import annotations

import errno
from datetime import datetime
from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.storage.lock import Holder

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, getattr(errno, "ESTALE", errno.ENOENT)}


class StudyError(PlainError):
    """Something is wrong with a study folder."""


class StudyMissingError(StudyError):
    """There is no study where one was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("There is no study in {path}. To make one there: persona-tui new {path} --business NAME …").format(
                path=path
            )
        )


class StudyExistsError(StudyError):
    """A new study was to be made where there is something already."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is not empty. Choose a new folder for the study.").format(path=path))


class StudyReadOnlyError(StudyError):
    """A change to a study that may only be read."""


class StudyHeldError(StudyReadOnlyError):
    """Another program writes to the study."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(held_sentence(path, holder))


def held_sentence(path: Path, holder: Holder | None) -> str:
    """Who holds the study, and what to do."""
    if holder is None:
        return _("Another program is working on {path}. Close it there, then try again.").format(path=path)
    since = holder.since.astimezone()
    same_day = since.date() == datetime.now().astimezone().date()
    return _(
        "{program} on {computer} (process {process}) has been working on {path} since {since}. "
        "Close it there, then try again."
    ).format(
        program=holder.program,
        computer=holder.computer,
        process=holder.process,
        path=path,
        since=since.strftime("%H:%M" if same_day else "%Y-%m-%d %H:%M"),
    )


def is_not_allowed(error: OSError) -> bool:
    """Whether the system refuses to write there at all."""
    return error.errno in _NOT_ALLOWED


def disk_sentence(path: Path, error: OSError) -> str:
    """Why a file could not be written, and what to do."""
    if error.errno in _NO_ROOM:
        return _("The disk is full: {name} could not be saved. Make room on it.").format(name=path.name)
    if error.errno in _NOT_ALLOWED:
        return _("{path} may not be written. Change its permissions, or save the study elsewhere.").format(path=path)
    if error.errno in _GONE:
        return _("The folder {path} is gone. Put it back, or plug the drive in again.").format(path=path.parent)
    return _("{name} could not be saved ({why}).").format(name=path.name, why=error.strerror or error)


def will_try_again(sentence: str) -> str:
    """Why something could not be saved, where it is tried again by itself."""
    return _("{why} Saving is tried again.").format(why=sentence)


def unreadable_sentence(path: Path, error: OSError) -> str:
    """Why a file could not be read, and what to do."""
    return _("{path} could not be read ({why}). Check the drive and the file's permissions, then try again.").format(
        path=path, why=error.strerror or error
    )
