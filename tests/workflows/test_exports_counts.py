"""The counts in documents are those on the screen."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree

from persona_tui.domain.consent import Scope
from persona_tui.domain.records import replace
from persona_tui.exports.content import SheetClaim
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.wording import ASSUMPTION_MARK
from persona_tui.workflows.documents.report import report_of
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.evidence_document import evidence_document
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.themes import board_of
from tests.workflows.guarded_studies import PEOPLE, guarded_study

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOW_ALL = Disclosure(with_attributes=frozenset({"faith"}))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = guarded_study(tmp_path_factory.mktemp("counted") / "study")
    yield session
    session.close()


def _same_counts(session: Session, disclosure: Disclosure) -> int:
    """Hold every claim in the documents against what the screen says of it; how many there were."""
    source = Source(session, Wishes(disclosure=disclosure))
    report, held = report_of(source), 0
    for persona, told in zip(source.personas, report.personas, strict=True):
        on_screen = {
            source.naming.text(claim["text"]): claim for claim in evidence_document(session, persona.id)["claims"]
        }
        shown = [claim.claim for claim in told.claims]
        assert shown == [claim for section in told.sheet.sections for claim in section.claims]
        for claim in shown:
            _same(claim, on_screen[claim.text])
        held += len(shown)
        kinds = [on_screen[claim.text]["standing"] for claim in shown]
        assert (told.several, told.one, told.assumed) == tuple(
            kinds.count(kind) for kind in ("several_voices", "one_voice", "assumption")
        )
    return held


def _same(claim: SheetClaim, on_screen: dict[str, Any]) -> None:
    numbers = on_screen["numbers"]
    says = on_screen["says"]
    is_assumed = on_screen["standing"] == "assumption"
    assert claim.standing == (ASSUMPTION_MARK if is_assumed else f"{numbers['voices']} of {numbers['known']}")
    assert claim.stands == says[:1].upper() + says[1:]
    assert claim.against == numbers["against"] + numbers["others_against"]
    pieces = [piece for piece in (*on_screen["words_for"], *on_screen["words_against"]) if piece["counts"]]
    assert len([item for item in claim.evidence if not item.imagined]) == len(pieces)
    assert [item.against for item in claim.evidence] == sorted(item.against for item in claim.evidence)


def test_the_worked_example_counts_alike_on_the_screen_and_in_word(untouched_example: Path, tmp_path: Path) -> None:
    session = open_study(untouched_example, write=False)
    try:
        assert _same_counts(session, Disclosure()) > 20
        [path] = export(session, tmp_path, Wishes(kinds=("report",))).paths
        with zipfile.ZipFile(path) as package:
            comments = etree.fromstring(package.read("word/comments.xml"))
        first = ["".join(next(comment.iter(f"{W}p")).itertext()) for comment in comments]
        said = [
            claim["says"][:1].upper() + claim["says"][1:]
            for persona in session.personas()
            for claim in evidence_document(session, persona.id)["claims"]
            if claim["standing"] != "assumption" or claim["words_for"] or claim["words_against"]
        ]
        assert [text for text in first if not text.startswith("An assumption")] == said
    finally:
        session.close()


def test_whether_more_talks_would_pay_is_said_alike_on_the_screen_and_in_word(untouched_example: Path) -> None:
    session = open_study(untouched_example, write=False)
    try:
        told = {part.title: part.text for part in report_of(Source(session, Wishes())).reach}
        assert told["Whether more talks would pay"] == board_of(session).saturation.sentence
    finally:
        session.close()


@pytest.mark.parametrize("seed", range(8))
def test_whoever_agreed_to_whatever_the_counts_are_alike(guarded: Session, seed: int) -> None:
    draw = Random(seed)
    with guarded.act("Agree to other things"):
        for consent in guarded.view().consents:
            scopes = [scope for scope in Scope if draw.random() < 0.7]
            gone = date(2026, 11, 9) if draw.random() < 0.2 else None
            guarded.put(replace(consent, scopes=scopes, withdrawn_on=gone))
        for person in guarded.people():
            guarded.put(replace(person, imagined=draw.random() < 0.2))
        first = guarded.personas()[0]
        guarded.put(replace(first, people=[person for person in PEOPLE if draw.random() < 0.7]))
    for disclosure in (Disclosure(), SHOW_ALL, Disclosure(quotes=False), Disclosure(redact=True)):
        _same_counts(guarded, disclosure)
