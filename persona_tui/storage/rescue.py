"""What happens to a file that can't be read: it is put aside, and the newest good backup takes its place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from persona_tui.domain.people import Fit, Person
from persona_tui.domain.study import Study
from persona_tui.i18n import _
from persona_tui.storage.atomic import keep_as, sync_folder, write_atomic
from persona_tui.storage.backups import backups_of
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.errors import disk_sentence
from persona_tui.storage.layout import PARTS, record_files
from persona_tui.storage.salvage import salvage
from persona_tui.storage.tiny import BrokenFileError, name_aside


class Restored(msgspec.Struct, kw_only=True):
    """Whether something readable was found, and what to tell the person."""

    found: bool
    notices: list[str]


def restore(study: Path, drawer: Drawer, *, can_write: bool, was_broken: bool) -> Restored:
    """Put a broken or missing file back from its newest readable backup. The broken one is kept under another name.

    Where nothing can be written, now or at all, the backup is held in memory and the disk stays as it is.
    """
    notices: list[str] = []
    for backup, when in backups_of(study, drawer.path):
        trial = Drawer(backup, drawer.kinds)
        trial.forgotten = drawer.forgotten
        try:
            content = backup.read_bytes()
            trial.load()
        except (BrokenFileError, OSError):
            continue
        if not any(trial.all(kind) for kind in trial.kinds.values()):
            continue
        if was_broken:
            notices.append(_put_aside(drawer.path, can_write, replaced=True))
        try:
            if not can_write:
                raise PermissionError
            write_atomic(drawer.path, content)
            sync_folder(drawer.path.parent)
            drawer.load()
        except OSError:
            drawer.take_over(trial)
        notices.append(
            _("{name} is again as it was on {when}; later changes to it are lost.").format(
                name=drawer.path.name, when=when.strftime("%d %b %Y, %H:%M")
            )
        )
        return Restored(found=True, notices=notices)
    if was_broken:
        notices.append(_put_aside(drawer.path, can_write, replaced=False))
        notices.append(_("There is no earlier copy of {name}.").format(name=drawer.path.name))
    return Restored(found=False, notices=notices)


def _put_aside(path: Path, can_write: bool, *, replaced: bool) -> str:
    """Keep a broken file under another name; what to tell the person. With `replaced` the file stays until then."""
    if not can_write:
        return _("{name} could not be read.").format(name=path.name)
    aside = name_aside(path, "broken")
    try:
        if replaced:
            keep_as(path, aside)
        else:
            os.replace(path, aside)
    except OSError as error:
        return disk_sentence(path, error)
    return _("{name} could not be read; it is kept as {aside}.").format(name=path.name, aside=aside.name)


def keep_copy(path: Path) -> Path:
    """Keep a file as it is now under another name, before something of it is mended. Raises OSError."""
    aside = name_aside(path, "broken")
    keep_as(path, aside)
    return aside


def rebuild_study(drawer: Drawer, path: Path) -> None:
    """Lay in a study record where none could be read: what can be understood of the old one, or a backup's, or one
    that is named after the folder; with a person for each id that the interviews and personas name.
    """
    broken = [drawer.document(key) for key in drawer.unreadable if key[0] == "study"]
    salvaged = [salvage(document, Study) for document in broken if document is not None]
    kept = next((study for study in salvaged if study is not None), None) or _study_in_backups(drawer, path)
    drawer.put(kept or Study(business=path.resolve().name))
    add_missing_people(drawer, people_named_in_files(path))


def _study_in_backups(drawer: Drawer, path: Path) -> Study | None:
    for backup, _when in backups_of(path, drawer.path):
        trial = Drawer(backup, drawer.kinds)
        try:
            trial.load()
        except (BrokenFileError, OSError):
            continue
        if trial.all(Study):
            return trial.all(Study)[0]
    return None


def add_missing_people(drawer: Drawer, named: Iterable[str]) -> list[Person]:
    """Lay in a person for each id that none has, and return them. They are not counted among the best."""
    known = {person.id for person in drawer.all(Person)} | {key[1] for key in drawer.unreadable}
    missing = [person_id for person_id in dict.fromkeys(named) if person_id and person_id not in known]
    return [
        drawer.put(
            Person(
                id=person_id,
                name=_("Person {number}").format(number=number),
                fit=Fit.OTHER,
                order=float(number),
                note=_("Stands for somebody whose entry was lost."),
            )
        )
        for number, person_id in enumerate(missing, start=len(known) + 1)
    ]


def people_named_in_files(study: Path) -> list[str]:
    """The ids of people that interviews and personas name, in the order of the files."""
    named: list[str] = []
    for part in PARTS:
        try:
            stems = sorted(record_files(study / part))
        except OSError:
            continue
        for stem in stems:
            try:
                content = (study / part / f"{stem}.json").read_bytes()
                tables = msgspec.json.decode(content, type=dict[str, dict[str, dict[str, object]]])
            except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
            for table in tables.values():
                for document in table.values():
                    people = document.get("people")
                    if isinstance(people, list):
                        named += [person for person in people if isinstance(person, str)]
    return named
