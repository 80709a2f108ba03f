"""Taking somebody out of every file of a study, so that it can be cut off at any moment and finished later.

First the tombstone, then a journal of what is to be found, then the files, last the journal: it holds what the person
could be known by, so that a second run knows it even where the first has removed the records that told.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import msgspec

from persona_tui.storage.atomic import leftovers, remove_leftovers, sync_folder, write_atomic
from persona_tui.storage.backups import FOLDER as BACKUPS
from persona_tui.storage.layout import FACES, PARTS, STUDY_FILE, is_file_id
from persona_tui.storage.proof import DOCUMENTS, Proof, found_in_file, prove
from persona_tui.storage.pruning import (
    Gone,
    contacts_of,
    cut_words,
    gone_from,
    others_texts,
    own_runs,
    prune,
    short_runs,
    texts_in,
)
from persona_tui.storage.tiny import BrokenFileError, Tables, decode, encode
from persona_tui.storage.tombstones import CACHE, JOURNAL, is_forgetting_known, note_checked, raise_tombstones
from persona_tui.storage.traces import Traces, contacts_in, name_traces, runs_of

_NOT_OURS = {".git", DOCUMENTS, FACES, CACHE}

Progress = Callable[[int, int], None]
"""Called with how many files are done, of how many."""


class Plan(msgspec.Struct, kw_only=True):
    """What goes, and what is looked for in what stays. `documents` is what a document is known by besides, so that it
    goes as a whole; `unsure` are names that can't be told from others' words, and are looked for nowhere.
    """

    gone: Gone = msgspec.field(default_factory=Gone)
    traces: Traces = msgspec.field(default_factory=Traces)
    documents: Traces = msgspec.field(default_factory=Traces)
    unsure: list[str] = msgspec.field(default_factory=list)


class Forgotten(msgspec.Struct, kw_only=True):
    """What was done. Files are below the study's folder; `claims` are what claims and the line below a persona's name
    say since something was cut out of them ("" for one that is gone), by that name; `texts` counts others;
    `unreadable` were put aside earlier and could not be read any more.
    """

    files: list[str] = msgspec.field(default_factory=list)
    documents: list[str] = msgspec.field(default_factory=list)
    unreadable: list[str] = msgspec.field(default_factory=list)
    claims: list[tuple[str, str]] = msgspec.field(default_factory=list)
    texts: int = 0
    traces: Traces = msgspec.field(default_factory=Traces)
    unsure: list[str] = msgspec.field(default_factory=list)
    proof: Proof = msgspec.field(default_factory=Proof)


def plan_forgetting(study: Path, ids: Collection[str]) -> Plan:
    """What goes with these people, as everything in the folder tells: backups and copies of other programs too.

    Reads every file of records. Raises OSError.
    """
    return _plan(list(_read_all(study)[0].values()), ids)


def _plan(files: list[Tables], ids: Collection[str]) -> Plan:
    gone = gone_from(files, ids)
    pruned = [prune(tables, gone) for tables in files]
    dropped = [part for each in pruned for part in each.dropped]
    others = {text for each in pruned for text in others_texts(each.tables)}
    asked = {text for tables in files for text in _asked(tables)}
    other_runs = {run for text in others | asked for run in runs_of(text)}
    other_words = {word for text in others | asked for word in text.split()}
    other_contacts = {contact for text in others for contact in contacts_in(text)}
    people = [person for tables in files for key, person in tables.get("people", {}).items() if key in ids]
    named = [str(person.get("name", "")) for person in people] + [
        str(part["speaker"]) for part in dropped if isinstance(part, dict) and part.get("person") and "speaker" in part
    ]
    other_names = [
        str(person.get("name", "")) for each in pruned for person in each.tables.get("people", {}).values()
    ] + [text for each in pruned for text in _makers(each.tables)]
    personas = [persona for each in files for persona in each.get("persona", {}).values()]
    whole, single, unsure = name_traces(
        named,
        other_names=other_names,
        persona_names=[str(persona.get("name", "")) for persona in personas],
        other_words=other_words,
    )
    keys = {str(person.get("source_key", "")) for person in people}
    changed = [
        persona
        for before, after in zip(files, pruned, strict=True)
        for key, persona in before.get("persona", {}).items()
        if after.tables["persona"].get(key) != persona
    ]
    return Plan(
        gone=gone,
        traces=Traces(
            ids=list(ids),
            names=whole,
            words=single,
            contacts=sorted(contacts_of(dropped) - other_contacts),
            keys=sorted(key for key in keys if _is_telling(key)),
            runs=sorted(own_runs(dropped, other_runs)),
        ),
        documents=Traces(
            names=sorted({str(persona.get("name", "")).strip() for persona in changed} - {""}),
            runs=sorted(short_runs(dropped, others | asked)),
        ),
        unsure=list(dict.fromkeys(unsure)),
    )


def _asked(tables: Tables) -> list[str]:
    return [
        str(answer.get("asked_text", ""))
        for talk in tables.get("interview", {}).values()
        for answer in talk.get("answers", ())
        if isinstance(answer, dict)
    ]


def _makers(tables: Tables) -> list[str]:
    """The business, and those who interviewed for it: nobody cuts their names."""
    found = [str(study.get("business", "")) for study in tables.get("study", {}).values()]
    for talk in tables.get("interview", {}).values():
        found += [str(talk.get("interviewer", "")), str(talk.get("note_taker", ""))]
    return found + [str(consent.get("recorded_by", "")) for consent in tables.get("consents", {}).values()]


def _is_telling(key: str) -> bool:
    """Whether a customer number is long enough to be looked for."""
    return len(key) >= 6 and any(character.isdigit() for character in key)


# --- doing it ------------------------------------------------------------------------------------------------


def forget_people(
    study: Path, ids: Collection[str], progress: Progress | None = None, *, unreadable_too: bool = True
) -> Forgotten:
    """Take people out of everything in a study's folder, and prove that they are. The caller holds the study's lock,
    and has no unsaved changes; what it has in memory is no longer true afterwards. Copies that can't be read go, with
    `unreadable_too` all of them.

    Cut off, it is finished by the next call. Raises OSError.
    """
    raise_tombstones(study, ids)
    files, unreadable = _read_all(study)
    wanted = _with_journal(study, _plan(list(files.values()), ids))
    write_atomic(study / JOURNAL, msgspec.json.encode(wanted))
    sync_folder(study)
    done = Forgotten(unsure=wanted.unsure, traces=wanted.traces)
    _clear(study)
    done.documents = _remove_documents(study, wanted)
    consents = _latest_consents(files.get(study / STUDY_FILE, {}), ids)
    # The study's own file comes last: it says who everybody is.
    ordered = sorted(files.items(), key=lambda item: item[0] == study / STUDY_FILE)
    for number, (path, tables) in enumerate(ordered):
        if progress is not None:
            progress(number, len(ordered))
        pruned = prune(tables, wanted.gone, consents).tables
        left = cut_words(pruned, wanted.traces)
        if left != tables:
            _write(study, path, left)
            done.files.append(_below(study, path))
            if _is_own(study, path):
                changed = _changed_claims(pruned, left)
                done.claims += changed
                done.texts += max(0, _changed_texts(pruned, wanted.traces) - len(changed))
    for path in unreadable:
        if unreadable_too or found_in_file(path, wanted.traces):
            path.unlink(missing_ok=True)
            done.unreadable.append(_below(study, path))
    for folder in {path.parent for path in (*files, *unreadable)} | {study}:
        if folder.is_dir():
            sync_folder(folder)
    (study / JOURNAL).unlink(missing_ok=True)
    sync_folder(study)
    note_checked(study, ids)
    done.proof = prove(study, wanted.traces)
    return done


def finish_forgetting(study: Path, ids: Collection[str]) -> Forgotten | None:
    """What is left to do: a forgetting that was cut off, and files that came back with somebody who was forgotten
    (`ids`). None where there is nothing. The caller holds the lock. Raises OSError.
    """
    started = _journal(study)
    everybody = sorted({*ids, *(started.gone.ids if started is not None else ())})
    if started is None and is_forgetting_known(study, ids):
        return None
    return forget_people(study, everybody, unreadable_too=started is not None)


def _journal(study: Path) -> Plan | None:
    try:
        return msgspec.json.decode((study / JOURNAL).read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _with_journal(study: Path, plan: Plan) -> Plan:
    """The plan, with what an earlier one that was cut off knew."""
    started = _journal(study)
    if started is None:
        return plan
    return Plan(
        gone=plan.gone | started.gone,
        traces=plan.traces | started.traces,
        documents=plan.documents | started.documents,
        unsure=list(dict.fromkeys([*plan.unsure, *started.unsure])),
    )


def _read_all(study: Path) -> tuple[dict[Path, Tables], list[Path]]:
    """The tables of every file of records, and the copies and files put aside that can't be read."""
    files: dict[Path, Tables] = {}
    unreadable: list[Path] = []
    for path in record_like(study):
        try:
            files[path] = decode(path.read_bytes())
        except BrokenFileError:
            # A record's own file is put aside, and back from its backup, by whoever opens it.
            if not _is_own(study, path):
                unreadable.append(path)
        except FileNotFoundError:
            continue
    return files, unreadable


def _is_own(study: Path, path: Path) -> bool:
    """Whether a file is where a record of the study belongs, by its name."""
    if path.parent == study:
        return path.name == STUDY_FILE
    return (
        path.parent.parent == study and path.parent.name in PARTS and path.suffix == ".json" and is_file_id(path.stem)
    )


def record_like(study: Path) -> list[Path]:
    """Every file in the study's folders of records and backups that is, or was, one of records: copies, files put
    aside, and what other programs made of them.
    """
    found: list[Path] = []
    for folder, names, files in os.walk(study):
        here = Path(folder)
        is_top = here == study
        names[:] = sorted(name for name in names if not (is_top and name in _NOT_OURS) and name != ".git")
        inside = here.relative_to(study).parts[:1]
        if not is_top and inside[0] not in (*PARTS, BACKUPS):
            names[:] = []
            continue
        found += [here / name for name in sorted(files) if ".json" in name and not name.startswith(".")]
    return found


def _write(study: Path, path: Path, tables: Tables) -> None:
    """Write what is left of a file, or remove it where it holds no record any more. A backup keeps its time."""
    if not any(documents for name, documents in tables.items() if name != "meta"):
        path.unlink(missing_ok=True)
        return
    before = path.stat()
    write_atomic(path, encode(tables))
    if path.is_relative_to(study / BACKUPS):
        with contextlib.suppress(OSError):
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _clear(study: Path) -> None:
    """Remove what can be made anew, and what killed programs left."""
    shutil.rmtree(study / CACHE, ignore_errors=True)
    for folder in (study, *(Path(found) for found, _names, _files in os.walk(study) if ".git" not in found)):
        if leftovers(folder):
            remove_leftovers(folder)


def documents_to_remove(study: Path, plan: Plan) -> list[str]:
    """The documents that hold anything of theirs, or were made of what rested on them, below the study's folder; and
    those that can't be looked into, such as PDF files.
    """
    found = sorted(path for path in (study / DOCUMENTS).rglob("*") if path.is_file())
    theirs: dict[bytes, tuple[str, ...]] = {}
    built_on: dict[bytes, tuple[str, ...]] = {}
    return [
        _below(study, path)
        for path in found
        if found_in_file(path, plan.traces, theirs, closed_too=True) or found_in_file(path, plan.documents, built_on)
    ]


def _remove_documents(study: Path, plan: Plan) -> list[str]:
    removed = documents_to_remove(study, plan)
    for name in removed:
        (study / name).unlink(missing_ok=True)
    if removed:
        sync_folder(study / DOCUMENTS)
    return [plan.traces.cut(name) for name in removed]


def people_in_files(study: Path) -> dict[str, str]:
    """Everybody that any file of records tells of, backups too: id → name. Raises OSError."""
    return {
        key: str(person.get("name", ""))
        for tables in _read_all(study)[0].values()
        for key, person in tables.get("people", {}).items()
    }


def _latest_consents(main: Tables, ids: Collection[str]) -> dict[str, str]:
    """The id of the newest consent of each person who stays."""
    consents = [consent for consent in main.get("consents", {}).values() if consent.get("person") not in ids]
    ordered = sorted(consents, key=lambda consent: (str(consent.get("given_on")), str(consent.get("created"))))
    return {str(consent.get("person")): str(consent.get("id")) for consent in ordered}


def _changed_claims(before: Tables, after: Tables) -> list[tuple[str, str]]:
    """The claims of which something was cut, as they are now, by the name of their persona."""
    changed: list[tuple[str, str]] = []
    for key, persona in after.get("persona", {}).items():
        earlier = _claim_texts(before.get("persona", {}).get(key, {}))
        now = _claim_texts(persona)
        changed += [
            (str(persona.get("name", "")), now.get(claim, "")) for claim in earlier if earlier[claim] != now.get(claim)
        ]
    return changed


def _changed_texts(tables: Tables, traces: Traces) -> int:
    """How many texts something is cut out of; what a persona was earlier is not counted."""
    now = [
        {name: value for name, value in document.items() if name != "versions"}
        for documents in tables.values()
        for document in documents.values()
    ]
    return sum(traces.cut(text) != text for text in texts_in(now))


def _claim_texts(persona: dict[str, Any]) -> dict[str, str]:
    own = {name: str(persona[name]) for name in ("archetype", "reason") if persona.get(name)}
    return own | {
        str(claim.get("id")): str(claim.get("text", ""))
        for field in persona.get("fields", ())
        for claim in field.get("claims", ())
    }


def _below(study: Path, path: Path) -> str:
    return path.relative_to(study).as_posix()
