"""Making, opening and describing a study."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from persona_tui.banks.catalogue import load_catalogue, propose_attributes
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.domain.study import SellsTo, Study
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _
from persona_tui.storage.folder import INTERVIEWS, STUDY_FILE, StudyFolder
from persona_tui.workflows.lookups import only_known, real_changes
from persona_tui.workflows.session import SaveKind, Session

_CHANGEABLE = frozenset(
    {
        "business",
        "sells_to",
        "purpose",
        "screen_language",
        "bank_language",
        "document_language",
        "currency",
        "start_up",
        "review_on",
        "redact_words",
    }
)


def new_study(
    path: Path,
    *,
    business: str,
    sells_to: SellsTo | str = SellsTo.PEOPLE,
    purpose: str = "",
    currency: str = "EUR",
    start_up: bool = False,
    program: str = "persona-tui",
) -> Session:
    """Make a study in `path` (missing or an empty folder), with the attributes proposed for it picked.

    Raises PlainError: no name, not whom one sells to; StudyExistsError, StudyError.
    """
    study = Study(
        business=_business(business),
        sells_to=_sells_to(sells_to),
        purpose=clean_text(purpose).strip(),
        currency=_currency(currency),
        start_up=start_up,
    )
    picked = propose_attributes(
        load_catalogue(study.bank_language),
        sells_to=study.sells_to.value,
        purpose=study.purpose,
        start_up=start_up,
    )
    return Session(StudyFolder.create(path, replace(study, picked=picked), program))


def is_study(path: Path) -> bool:
    """Whether there is a study in the folder `path`."""
    return (path / STUDY_FILE).is_file() or (path / INTERVIEWS).is_dir()


def open_study(path: Path, *, write: bool = True, program: str = "persona-tui") -> Session:
    """Open a study; read-only where it can't be written (`session.folder.read_only` says why).

    Backing up (`session.folder.back_up()`) is the caller's, off the thread that a person waits on. Raises
    StudyMissingError, StudyError.
    """
    return Session(StudyFolder.open(path, write=write, program=program))


def change_study(session: Session, **changes: Any) -> Study:
    """Change what the study says of itself: business, sells_to, purpose, currency, start_up, review_on, languages, and
    the words to redact.
    """
    only_known(changes, _CHANGEABLE)
    if "business" in changes:
        changes["business"] = _business(changes["business"])
    if "sells_to" in changes:
        changes["sells_to"] = _sells_to(changes["sells_to"])
    if "purpose" in changes:
        changes["purpose"] = clean_text(changes["purpose"]).strip()
    if "currency" in changes:
        changes["currency"] = _currency(changes["currency"])
    wanted = real_changes(session.study, changes)
    if not wanted:
        return session.study
    with session.act(_("Change the study")):
        return session.put(replace(session.study, **wanted))


def _business(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise PlainError(_("The business needs a name. Write what your customers call you."))
    return cleaned


def _sells_to(wanted: SellsTo | str) -> SellsTo:
    try:
        return SellsTo(wanted)
    except ValueError:
        raise PlainError(_("Say whom you sell to: people, businesses or both.")) from None


def _currency(wanted: str) -> str:
    return clean_line(wanted).upper()[:12] or "EUR"


# --- when a study can't be written any more --------------------------------------------------------------------


def close_study(session: Session) -> str:
    """Write what is left and let others write; "" when everything is on the disk. Where it can't be, the study as it
    stands in memory is written to another folder: what was typed is lost only where that fails, too. Both are said.
    """
    if session.close().kind is not SaveKind.FAILED:
        return ""
    folder = proposed_folder(session.path)
    try:
        session.folder.save_elsewhere(folder)
    except (PlainError, OSError) as problem:
        why = problem.sentence if isinstance(problem, PlainError) else problem.strerror or str(problem)
        return _(
            "Not everything could be saved in {study}, and a copy can't be written to {folder} either: {why}"
        ).format(study=session.path, folder=folder, why=why)
    return _(
        "Not everything could be saved in {study}. The study as you left it is in another folder: {folder}. Open it "
        "there to go on."
    ).format(study=session.path, folder=folder)


def proposed_folder(study: Path) -> Path:
    """A folder in the person's home that is not there yet, for a copy of a study."""
    name = _("{study}-copy-{day}").format(study=study.resolve().name, day=date.today().isoformat())
    folder = Path.home() / name
    number = 2
    while folder.exists():
        folder = Path.home() / f"{name}-{number}"
        number += 1
    return folder
