"""Where a study's documents lie, and whether there are any."""

from __future__ import annotations

import contextlib
from pathlib import Path

from persona_tui.storage.atomic import make_folder
from persona_tui.workflows.session import Session

ENDING = "docx"
SHARED_NOTE = "shared.txt"


def was_shared(session: Session) -> bool:
    """Whether documents of the study were made: they lie in its exports folder, or a note there says where."""
    with contextlib.suppress(OSError):
        there = exports_folder(session).iterdir()
        return any(path.suffix == f".{ENDING}" or path.name == SHARED_NOTE for path in there)
    return False


def exports_folder(session: Session) -> Path:
    """Where documents go unless a person says otherwise."""
    return session.path / "exports"


def in_the_study(session: Session, folder: Path) -> bool:
    """Whether a folder lies inside the study, where everything is its owner's alone."""
    return folder.resolve().is_relative_to(session.path.resolve())


def make_documents_folder(session: Session, folder: Path) -> None:
    """Make a folder for documents where it is missing; inside the study it is its owner's alone. Raises OSError."""
    if in_the_study(session, folder):
        make_folder(folder)
    else:
        folder.mkdir(parents=True, exist_ok=True)
