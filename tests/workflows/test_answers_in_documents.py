"""What a customer wrote into a form stands in documents as far as the customer ticked it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from persona_tui.banks import form_fields as names
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.exports.disclosure import Disclosure
from persona_tui.workflows.answers_import import import_answers
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.session import Session
from tests.exports.export_samples import HOSTILE
from tests.imports.filled_forms import filled_in_word

TOLD = "Greetings from Saltburn {{7*7}} <w:p> 😀 שלום ␀"
NOTES = Wishes(kinds=("notes",))


def _come_back(session: Session, folder: Path, scopes: list[Scope], *, redacted: bool) -> None:
    """The study's form, filled in with hostile text, and taken in twice."""
    wishes = Wishes(kinds=("questionnaire",), bank="people-hour", disclosure=Disclosure(redact=redacted))
    [form] = export(session, folder / "form", wishes).paths
    ticked = {names.scope_name(scope): scope in scopes for scope in names.FORM_SCOPES}
    filling = {**ticked, names.NAME: "Anna", names.DAY: "2026-11-03", names.field_name("first_moment"): TOLD}
    path = folder / "anna.docx"
    path.write_bytes(filled_in_word(form.read_bytes(), filling))
    first = import_answers(session, path)
    again = import_answers(session, path)
    assert first.interview.id == again.interview.id
    [line] = [line for answer in again.interview.answers for line in answer.lines]
    assert line.text == TOLD


def _told(session: Session, folder: Path, disclosure: Disclosure) -> str:
    report = export(session, folder, Wishes(kinds=("notes",), disclosure=disclosure))
    [path] = report.paths
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.parametrize("redacted", [False, True])
def test_everything_ticked_is_told_as_it_was_typed(session: Session, tmp_path: Path, redacted: bool) -> None:
    add_customer(session, "Anna")
    _come_back(session, tmp_path, list(names.FORM_SCOPES), redacted=redacted)
    for disclosure in (Disclosure(), Disclosure(names=True), Disclosure(redact=True)):
        told = _told(session, tmp_path / str(disclosure.names) / str(disclosure.redact), disclosure)
        assert "Greetings from Saltburn {{7*7}} &lt;w:p&gt; 😀 שלום ␀" in told
        assert ("Anna" in told) is disclosure.names
    assert "Saltburn" not in _told(session, tmp_path / "silent", Disclosure(quotes=False))


def test_ticked_for_notes_alone_nothing_stands_word_for_word(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Anna")
    _come_back(session, tmp_path, [Scope.NOTES], redacted=False)
    report = export(session, tmp_path / "out", NOTES)
    with zipfile.ZipFile(report.paths[0]) as package:
        assert not [name for name in package.namelist() if b"Saltburn" in package.read(name)]
    assert "does not cover quotes" in " ".join(report.left_out)


@pytest.mark.parametrize("scopes", [[], [Scope.QUOTES, Scope.SHARING, Scope.NAME]])
def test_without_the_first_tick_there_is_no_document(session: Session, tmp_path: Path, scopes: list[Scope]) -> None:
    add_customer(session, "Anna")
    _come_back(session, tmp_path, scopes, redacted=False)
    with pytest.raises(PlainError, match="left out"):
        export(session, tmp_path / "out", NOTES)


def test_a_redacted_form_holds_no_customers_name(session: Session, tmp_path: Path) -> None:
    from persona_tui.workflows.attributes import add_own_attribute
    from persona_tui.workflows.studies import change_study

    add_customer(session, "Saltburn")
    add_own_attribute(session, f"Do you know Saltburn? {clean_line(HOSTILE)[:30]}")
    change_study(session, redact_words=["people"])
    made = export(
        session,
        tmp_path,
        Wishes(kinds=("questionnaire", "guide"), bank="people-hour", disclosure=Disclosure(redact=True)),
    )
    for path in made.paths:
        with zipfile.ZipFile(path) as package:
            assert not [name for name in package.namelist() if b"Saltburn" in package.read(name)]
            # The form's code is no text of people: without it nothing could be read back.
            assert path.name.startswith("Guide") or b"people-hour.en." in package.read("word/document.xml")
