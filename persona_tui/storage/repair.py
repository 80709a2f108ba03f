"""Mending a study. Nothing that a person wrote is deleted: it is put aside, put back, or completed."""

from __future__ import annotations

from pathlib import Path

from persona_tui.domain.people import Person
from persona_tui.domain.records import Record
from persona_tui.domain.study import Study
from persona_tui.i18n import _, ngettext
from persona_tui.storage import rescue
from persona_tui.storage.atomic import remove_leftovers
from persona_tui.storage.backups import backups_of
from persona_tui.storage.check import check_study, missing_people, read_contents
from persona_tui.storage.drawer import Drawer, Key
from persona_tui.storage.errors import StudyError, StudyHeldError, StudyReadOnlyError, disk_sentence, is_not_allowed
from persona_tui.storage.forget import finish_forgetting
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
    record_files,
)
from persona_tui.storage.lock import StudyLock
from persona_tui.storage.salvage import salvage
from persona_tui.storage.shelf import Shelf, newer_sentence
from persona_tui.storage.tiny import BrokenFileError
from persona_tui.storage.tombstones import remembered


def repair_study(path: Path, program: str = "persona-tui") -> list[str]:
    """Mend what can be mended; what was done, in sentences (none where there was nothing to do).

    Raises StudyMissingError, StudyHeldError where another program is working on the study, StudyReadOnlyError,
    StudyError where the disk fails.
    """
    check_study(path)
    lock = StudyLock(path)
    try:
        if not lock.acquire(program):
            raise StudyHeldError(path, lock.holder())
        return _repair(path)
    except OSError as error:
        kind = StudyReadOnlyError if is_not_allowed(error) else StudyError
        raise kind(disk_sentence(path / STUDY_FILE, error)) from error
    finally:
        lock.release()


def _repair(path: Path) -> list[str]:
    finish_forgetting(path, remembered(path))
    main = Drawer(path / STUDY_FILE, STUDY_TABLES)
    done = _mend_file(path, main)
    if main.is_too_new:
        raise StudyReadOnlyError(newer_sentence())
    for part, tables in ((INTERVIEWS, INTERVIEW_TABLES), (PERSONAS, PERSONA_TABLES)):
        try:
            stems = sorted(record_files(path / part))
        except FileNotFoundError:
            continue
        for stem in stems:
            done += _mend_file(path, Drawer(path / part / f"{stem}.json", tables, holds_one=True))
    done += _complete_study(path, main)
    leftovers = sum(remove_leftovers(path / part) for part in ("", *PARTS, FACES))
    if leftovers:
        done.append(
            ngettext(
                "{count} file that a save left when it was cut off was removed.",
                "{count} files that saves left when they were cut off were removed.",
                leftovers,
            ).format(count=leftovers)
        )
    return done + _renew_index(path)


def _mend_file(path: Path, drawer: Drawer) -> list[str]:
    """Put a broken file back from its backup, and mend the entries that can't be understood. Raises OSError."""
    try:
        drawer.load()
    except (BrokenFileError, FileNotFoundError) as problem:
        broken = isinstance(problem, BrokenFileError)
        notices = rescue.restore(path, drawer, can_write=True, was_broken=broken).notices
        if drawer.is_dirty:
            _save(drawer)
        return notices
    if drawer.is_newer or not drawer.unreadable:
        return []
    mended = [(key, record) for key in drawer.unreadable if (record := _better(path, drawer, key)) is not None]
    if not mended:
        return []
    aside = rescue.keep_copy(drawer.path)
    for _key, record in mended:
        drawer.put(record)
    _save(drawer)
    return [
        ngettext(
            "{count} entry of {name} was mended: what could be understood of it is there again. "
            "The file as it was is kept as {aside}.",
            "{count} entries of {name} were mended: what could be understood of them is there again. "
            "The file as it was is kept as {aside}.",
            len(mended),
        ).format(count=len(mended), name=drawer.path.name, aside=aside.name)
    ]


def _better(path: Path, drawer: Drawer, key: Key) -> Record | None:
    """A readable record for an entry that is not: what can be understood of it, the rest as in a backup."""
    table, record_id = key
    kind = drawer.kinds[table]
    document = drawer.document(key)
    if drawer.holds_one and record_id != drawer.path.stem:
        # A copy of another record's file: which of the two is right is for a person to say.
        return None
    earlier: Record | None = None
    for backup, _when in backups_of(path, drawer.path):
        trial = Drawer(backup, drawer.kinds)
        try:
            trial.load()
        except (BrokenFileError, OSError):
            continue
        earlier = trial.get(kind, record_id)
        if earlier is not None:
            break
    return salvage({**(document or {}), "id": record_id}, kind, earlier)


def _complete_study(path: Path, main: Drawer) -> list[str]:
    """Lay in the study's own record, and everybody who is named, where they are missing."""
    done: list[str] = []
    if main.is_newer:
        return done
    before = len(main.all(Study)), {person.id for person in main.all(Person)}
    if not before[0]:
        rescue.rebuild_study(main, path)
        done.append(_("What the study says of itself was made anew from what could be found."))
    rescue.add_missing_people(main, missing_people(read_contents(path)))
    added = {person.id for person in main.all(Person)} - before[1]
    if added:
        done.append(
            ngettext(
                "{count} person that the study names and that was missing was added, without a name.",
                "{count} people that the study names and that were missing were added, without their names.",
                len(added),
            ).format(count=len(added))
        )
    if main.is_dirty:
        _save(main)
    return done


def _save(drawer: Drawer) -> None:
    drawer.begin()
    drawer.save()


def _renew_index(path: Path) -> list[str]:
    """Count anew the interviews that have changed since they were counted."""
    try:
        stale = InterviewIndex(path).stale(record_files(path / INTERVIEWS))
    except FileNotFoundError:
        return []
    if not stale:
        return []
    shelf = Shelf(path, [])
    shelf.summaries()
    shelf.index.save()
    return [_("The list of interviews was made anew.")]
