"""What happens to a file that can't be read: it is put aside, and the newest good backup takes its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec

from persona_tui.domain.people import Person
from persona_tui.domain.study import Study
from persona_tui.i18n import _
from persona_tui.storage.backups import backups_of
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.tiny import BrokenFileError, name_aside


class Restored(msgspec.Struct, kw_only=True):
    """Whether something readable was found, and what to tell the person."""

    found: bool
    notices: list[str]


def restore(study: Path, drawer: Drawer, *, can_write: bool, was_broken: bool) -> Restored:
    """Put a broken or missing file back from its newest readable backup. The broken one is kept under another name."""
    notices: list[str] = []
    path = drawer.path
    if was_broken and can_write:
        aside = name_aside(path, "broken")
        os.replace(path, aside)
        notices.append(_("{name} could not be read; it is kept as {aside}.").format(name=path.name, aside=aside.name))
    elif was_broken:
        notices.append(_("{name} could not be read.").format(name=path.name))
    for backup, when in backups_of(study, path):
        trial = Drawer(backup, drawer.kinds)
        try:
            trial.load()
        except (BrokenFileError, OSError):
            continue
        if can_write:
            shutil.copyfile(backup, path)
            drawer.load()
        else:
            drawer.take_over(trial)
        notices.append(
            _("{name} was put back as it was on {when}.").format(name=path.name, when=when.strftime("%d %b %Y, %H:%M"))
        )
        return Restored(found=True, notices=notices)
    if was_broken:
        notices.append(_("There is no earlier copy of {name}.").format(name=path.name))
    return Restored(found=False, notices=notices)


def rebuild_study(drawer: Drawer, path: Path) -> None:
    """Lay in a study record where none could be read, named after its folder, with a person for each id that the
    interviews and personas name.
    """
    drawer.put(Study(business=path.name))
    named: list[str] = []
    for part in ("interviews", "personas"):
        for file in sorted((path / part).glob("*.json")):
            try:
                tables = msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, dict[str, object]]])
            except (OSError, msgspec.MsgspecError):
                continue
            for table in tables.values():
                for document in table.values():
                    people = document.get("people")
                    if isinstance(people, list):
                        named += [person for person in people if isinstance(person, str)]
    known = {person.id for person in drawer.all(Person)}
    for number, person_id in enumerate(dict.fromkeys(named), start=1):
        if person_id not in known:
            drawer.put(Person(id=person_id, name=_("Person {number}").format(number=number), order=float(number)))
