"""A study opened for one command, to be read or to be written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.workflows.session import SaveKind, Session
from persona_tui.workflows.studies import open_study


@contextmanager
def reading(path: Path) -> Iterator[Session]:
    """The study in `path`, whoever else works on it. Raises PlainError where there is none."""
    session = open_study(path, write=False)
    try:
        _tell_notices(session)
        yield session
    finally:
        session.close()


@contextmanager
def writing(path: Path, program: str) -> Iterator[Session]:
    """The study in `path`, held for `program` until everything is on the disk.

    Raises PlainError: no study, somebody else holds it (naming them), it cannot be written, not everything was saved.
    """
    session = open_study(path, program=program)
    try:
        session.folder.require_writing()
        session.folder.back_up()
        _tell_notices(session)
        yield session
        state = session.folder.flush()
        if state.kind is SaveKind.FAILED:
            raise PlainError(state.sentence)
    finally:
        session.close()


def _tell_notices(session: Session) -> None:
    for notice in session.folder.notices:
        sys.stderr.write(notice + "\n")
