"""Every kind and layout, on every paper, with everything that can be asked for, of a study full of hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest

from persona_tui.domain.records import replace
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.word.layouts import Layout
from persona_tui.exports.word.papers import Paper
from persona_tui.workflows.documents.kinds import KINDS
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.exports import Wishes
from persona_tui.workflows.session import Session
from tests.exports.export_samples import HOSTILE
from tests.exports.word_reading import strict_reader
from tests.workflows.guarded_studies import guarded_study

DISCLOSURES = {
    "careful": Disclosure(),
    "names": Disclosure(names=True, with_attributes=frozenset({"faith"})),
    "no quotes": Disclosure(quotes=False),
    "redact": Disclosure(redact=True),
}
PAGES = {
    "sheet": tuple(product(Paper, (False, True))),
    "cards": tuple(product(Paper, (False, True))),
    "report": tuple(product(Paper, (False,))),
    "notes": tuple(product(Paper, (False,))),
}
"""What each kind can be laid out on: (paper, across)."""
KINDS_AND_LAYOUTS = [("sheet", layout.value) for layout in Layout]
KINDS_AND_LAYOUTS += [(kind.key, "") for kind in KINDS if kind.key != "sheet"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The study with hostile text behind everything that somebody wrote."""
    session = guarded_study(tmp_path_factory.mktemp("hostile") / "study")
    with session.act("Make it hostile"):
        session.put(_hostile(session.study, {"business", "purpose", "label", "unit", "redact_words"}))
        session.put_all([_hostile(person, {"name"}) for person in session.people()])
        for talk in session.interviews_of():
            session.put(_hostile(talk, {"text", "asked_text", "skipped", "interviewer"}))
        for persona in session.personas():
            fields = [_hostile(field, {"text", "label"}) for field in persona.fields]
            named = {name: f"{getattr(persona, name)} {HOSTILE}" for name in ("name", "archetype", "reason")}
            session.put(replace(persona, fields=fields, **named))
    yield session
    session.close()


def _hostile(record: Any, names: set[str]) -> Any:
    """The record with hostile text behind what it and its parts hold in the fields of these names."""
    if isinstance(record, list | tuple):
        return type(record)(_hostile(each, names) for each in record)
    if not isinstance(record, msgspec.Struct):
        return record
    changes: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        is_text = isinstance(value, str) and name in names
        changes[name] = f"{value} {HOSTILE}" if is_text else _hostile(value, names)
    return msgspec.structs.replace(record, **changes)


@pytest.mark.parametrize("asked", DISCLOSURES)
@pytest.mark.parametrize(("kind", "layout"), KINDS_AND_LAYOUTS)
def test_a_strict_reader_finds_nothing_wrong(
    hostile: Session, kind: str, layout: str, asked: str, shared_tools: Path, tmp_path: Path
) -> None:
    check = strict_reader(shared_tools, tmp_path)
    wrong: list[str] = []
    for paper, across in PAGES.get(kind, ((Paper.A4, False),)):
        wishes = Wishes(
            kinds=(kind,), layout=layout, paper=paper, landscape=across, comments=True, bank="people-hour",
            personas=("first",), disclosure=DISCLOSURES[asked],
        )  # fmt: skip
        [found] = [each for each in KINDS if each.key == kind]
        documents = found.plan(Source(hostile, wishes)).documents
        assert documents
        wrong += [
            f"{document.label} {paper} {across}: {each}"
            for document in documents
            for each in check(document.make().content)
        ]
    assert wrong == []
