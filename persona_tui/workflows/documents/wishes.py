"""What somebody wants to have as documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.word.papers import Paper

ALL = "all"
"""Every kind that tells of the study's findings."""


class Wishes(msgspec.Struct, kw_only=True, frozen=True):
    """Which documents, of what, and how they look.

    `kinds` are keys of kinds of documents, or `ALL`. `personas` are names or ids (None: all of them), `talks` ids of
    interviews (None: those with the personas' people, or all where no persona is named). `layout` is the key of a
    sheet's layout; `comments` says whether claims carry their evidence in the margin (None: as is usual for the kind);
    `bank` is the key of the question bank that a guide or a questionnaire is made from; `template` is the owner's own
    document with tags, in which personas are laid out instead of a sheet; `pdf` wants each document as a PDF, too;
    `replace` lets it take the place of one that is there.
    """

    kinds: tuple[str, ...] = (ALL,)
    personas: tuple[str, ...] | None = None
    talks: tuple[str, ...] | None = None
    layout: str = ""
    paper: Paper = Paper.A4
    landscape: bool = False
    comments: bool | None = None
    bank: str = ""
    template: Path | None = None
    disclosure: Disclosure = CAREFUL
    pdf: bool = False
    replace: bool = False


class Made(NamedTuple):
    """A document: its file's name without the ending, its bytes, and in sentences what it leaves out."""

    name: str
    content: bytes
    left_out: list[str]


class Document(NamedTuple):
    """A document to make. `label` is what lists call it; it is made in `language`."""

    label: str
    make: Callable[[], Made]
    language: str = ""


class Plan(msgspec.Struct, kw_only=True):
    """What a kind of document gives for a study: documents to make, and in sentences what can't be made."""

    documents: list[Document] = msgspec.field(default_factory=list)
    left_out: list[str] = msgspec.field(default_factory=list)
