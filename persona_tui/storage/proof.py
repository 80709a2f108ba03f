"""Is anything of somebody left? Every file of a study's folder is opened, archives down to their last part."""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from persona_tui.domain.personas import CUT
from persona_tui.storage.lock import HOLDER_NAME, LOCK_NAME
from persona_tui.storage.tombstones import TOMBSTONES
from persona_tui.storage.traces import Traces

DOCUMENTS = "exports"
_LOCKS = {LOCK_NAME, HOLDER_NAME}
_DEEPEST = 8
_LARGEST = 512 * 1024 * 1024
"""Bytes of an archive's part; a larger one is named as not looked into."""
_TAG = re.compile(r"<[^<>]*>")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class Remains(msgspec.Struct, kw_only=True, frozen=True):
    """A place where something is left: a file below the study's folder ("a.docx > word/document.xml" for a part of
    an archive), and what: "id", "name", "contact", "words".
    """

    where: str
    what: tuple[str, ...]


class Proof(msgspec.Struct, kw_only=True):
    """How many files were opened (`parts` of archives besides), what is left and where, and what could not be looked
    into: PDF files, archives with a password, files that may not be read.
    """

    files: int = 0
    parts: int = 0
    remains: list[Remains] = msgspec.field(default_factory=list)
    closed: list[str] = msgspec.field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found in anything that can be looked into."""
        return not self.remains


def prove(study: Path, traces: Traces) -> Proof:
    """Open every file below the study's folder and look for what somebody could be known by, in UTF-8 and UTF-16.

    Tombstones may bear an id; the lock of the running program and a version control's folder are passed over.
    """
    proof = Proof()
    seen: dict[bytes, tuple[str, ...]] = {}
    for folder, names, files in os.walk(study):
        names[:] = sorted(name for name in names if name != ".git")
        for name in sorted(files):
            path = Path(folder) / name
            if name in _LOCKS or path.is_symlink() or name == ".git":
                continue
            where = path.relative_to(study).as_posix()
            proof.files += 1
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError:
                proof.closed.append(where)
                continue
            if found := traces.found_in(where):
                proof.remains.append(Remains(where=where, what=tuple(sorted(found))))
            _look_into(content, where, traces, proof, seen, 0)
    return proof


def found_in_file(
    path: Path, traces: Traces, seen: dict[bytes, tuple[str, ...]] | None = None, *, closed_too: bool = False
) -> bool:
    """Whether anything is found in one file, or in its name; also where it can't be looked into, with `closed_too`.
    `seen` remembers what was found in which content, for
    many files of which parts are the same.
    """
    proof = Proof()
    try:
        _look_into(path.read_bytes(), path.name, traces, proof, {} if seen is None else seen, 0)
    except OSError:
        return closed_too
    return bool(proof.remains or traces.found_in(path.name) or (closed_too and proof.closed))


def _look_into(
    content: bytes, where: str, traces: Traces, proof: Proof, seen: dict[bytes, tuple[str, ...]], depth: int
) -> None:
    if content.startswith(b"%PDF"):
        proof.closed.append(where)
    if zipfile.is_zipfile(io.BytesIO(content)):
        _look_into_parts(content, where, traces, proof, seen, depth)
        return
    if content not in seen:
        found: set[str] = set()
        for text, is_text in _texts(content):
            found |= traces.found_in(text, is_text=is_text)
        seen[content] = tuple(sorted(found))
    if seen[content]:
        proof.remains.append(Remains(where=where, what=seen[content]))


def _look_into_parts(
    content: bytes, where: str, traces: Traces, proof: Proof, seen: dict[bytes, tuple[str, ...]], depth: int
) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            comment = archive.comment.decode("utf-8", "replace")
            if found := traces.found_in(comment):
                proof.remains.append(Remains(where=where, what=tuple(sorted(found))))
            for part in archive.infolist():
                place = f"{where} > {part.filename}"
                proof.parts += 1
                if found := traces.found_in(part.filename):
                    proof.remains.append(Remains(where=place, what=tuple(sorted(found))))
                if part.file_size > _LARGEST or depth >= _DEEPEST:
                    proof.closed.append(place)
                    continue
                try:
                    inner = archive.read(part)
                except Exception:
                    # Each way of packing has errors of its own for what is damaged.
                    proof.closed.append(place)
                    continue
                _look_into(inner, place, traces, proof, seen, depth + 1)
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError):
        proof.closed.append(where)


def _texts(content: bytes) -> Iterator[tuple[str, bool]]:
    """What bytes may say, each with whether it is a text: as JSON, as XML or HTML, as UTF-8, as UTF-16."""
    bare = content.removeprefix(b"\xef\xbb\xbf")
    if bare.lstrip()[:1] in (b"{", b"["):
        try:
            decoded: Any = msgspec.json.decode(bare)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
        else:
            yield f" {CUT} ".join(_strings(decoded)), True
            return
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    is_picture = content.startswith(_PICTURES)
    if text and "\0" not in text:
        yield text, True
        if "<" in text and ">" in text:
            yield html.unescape(_TAG.sub("", text)), True
            yield html.unescape(_TAG.sub(f" {CUT} ", text)), True
        return
    if not is_picture and content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield content.decode("utf-16", "ignore"), True
    yield content.decode("utf-8", "ignore"), False
    yield content.decode("latin-1"), False
    for bytes_ in (content, content[1:]):
        wide = bytes_.decode("utf-16-le", "ignore")
        yield wide, not is_picture and _reads_as_text(wide)


def _reads_as_text(text: str) -> bool:
    """Whether a text is one, and not bytes of another kind: nearly all of it are letters, signs and spaces."""
    return sum(c.isprintable() or c.isspace() for c in text) > 0.95 * len(text)


def _strings(value: Any, is_top: bool = True) -> Iterator[str]:
    """Every text in a document, keys too; tombstones left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if is_top and key == TOMBSTONES:
                continue
            yield key
            yield from _strings(item, False)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, False)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:.0f}" if float(value).is_integer() else str(value)
