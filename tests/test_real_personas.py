"""The quotes of pip's published personas, counted twice: by claims that rest on them, and by patterns on the page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from persona_tui.cli.main import program
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Persona
from persona_tui.domain.questions import Question
from persona_tui.domain.records import replace
from persona_tui.insights.voices import line_evidence
from persona_tui.workflows.consents import record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.interviews import plan_interview, set_notes
from persona_tui.workflows.persona_ground import ground_of
from persona_tui.workflows.personas import add_claim, attach, new_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

PAGE = "persona/pip-personas.md"
TYPES = {"user": "Uses Python software as a tool", "maker": "Makes software for others", "maintainer": "Maintains one"}
"""The three types that the page publishes, and the sentence that stands for each of them here."""
ASKED = Question(key="what_user", text="What kind of Python user are you?")

# --- the independent count: patterns on the page as it is ---------------------------------------------------------

CREDIT = re.compile(r'^> "(.*)" +\*\*- Participant \\?_?([0-9]+)', re.MULTILINE)
HEADING = re.compile(r"^### I am a Python software (user|maker|maintainer)$", re.MULTILINE)
UNTRAINED = re.compile(r"not a classically trained|didn't have classic", re.IGNORECASE)


def counted_on_the_page(page: str) -> dict[str, Counter[str]]:
    """For each type, how many credited quotes of whom stand under its heading."""
    pieces = HEADING.split(page)
    found = {}
    for kind, text in zip(pieces[1::2], pieces[2::2], strict=True):
        text = re.split(r"^## ", text, flags=re.MULTILINE)[0]
        found[kind] = Counter(number for _words, number in CREDIT.findall(text))
    return found


# --- the same quotes, entered as the notes of those who said them ---------------------------------------------------


def quotes_read_line_by_line(page: str) -> Iterator[tuple[str, str, str]]:
    """The type whose heading a quote stands under, the number of its participant, and its words."""
    kind = ""
    for line in page.splitlines():
        if line.startswith("#") and not line.startswith("####"):
            kind = line.removeprefix("### I am a Python software ") if line.startswith("### I am a") else ""
        if kind and line.startswith("> ") and "**- Participant" in line:
            words, _sign, credit = line.removeprefix("> ").rpartition("**- Participant")
            yield kind, credit.strip(" \\_*").split()[0].strip("*"), words.strip().removeprefix('"').removesuffix('"')


@pytest.fixture
def page(shared_data: Path) -> str:
    return (shared_data / PAGE).read_text(encoding="utf-8")


@pytest.fixture
def pip(page: str, tmp_path: Path) -> Iterator[tuple[Session, Persona]]:
    """A study in which every numbered participant was talked to, and one persona that is built from all of them."""
    session = new_study(tmp_path / "pip", business="pip", purpose="what kinds of people use Python software")
    talks: dict[str, Interview] = {}
    notes: dict[str, list[str]] = {}
    said: list[tuple[str, str, str]] = list(quotes_read_line_by_line(page))
    for _kind, number, words in said:
        if number not in talks:
            person = add_customer(session, f"Participant {number}")
            record_consent(session, person.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2020, 6, 1))
            talk = plan_interview(session, [person.id], "people-hour")
            with session.act("begin"):
                talk = session.put(replace(talk, started_at=datetime(2020, 6, 2, 9, tzinfo=UTC)))
            talks[number] = talk
        notes.setdefault(number, []).append(f'" {words}')
    for number, lines in notes.items():
        set_notes(session, talks[number].id, ASKED, "\n".join(lines), at=60)
    persona = new_persona(session, [talk.people[0] for talk in talks.values()], "Pip")
    for kind, sentence in TYPES.items():
        claim = add_claim(session, persona.id, "psychographics", sentence)
        for quoted, number, words in said:
            if quoted == kind:
                attach(session, persona.id, claim.id, evidence_on(session, talks[number].id, words))
    trained = add_claim(session, persona.id, "pains", "Was trained as a programmer")
    for _kind, number, words in said:
        if UNTRAINED.search(words):
            attach(session, persona.id, trained.id, evidence_on(session, talks[number].id, words), against=True)
    session.folder.flush()
    found = session.persona(persona.id)
    assert found is not None
    yield session, found
    session.close()


def evidence_on(session: Session, talk_id: str, words: str) -> Any:
    talk = session.interview(talk_id)
    assert talk is not None
    answer = next(answer for answer in talk.answers if answer.question == ASKED.key)
    return line_evidence(talk, answer, next(line for line in answer.lines if line.text == words))


def document_of(session: Session, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(program, ["evidence", str(session.path), "--persona", "pip", "--json", *options])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


# --- both counts ---------------------------------------------------------------------------------------------------


def test_the_page_has_the_quotes_that_are_counted_here(page: str) -> None:
    counted = counted_on_the_page(page)
    assert {kind: (len(found), found.total()) for kind, found in counted.items()} == {
        "user": (3, 4),
        "maker": (4, 4),
        "maintainer": (2, 3),
    }
    assert len(re.findall(r"^> ", page, re.MULTILINE)) == 13  # two of them are credited to nobody


def test_claims_have_the_speakers_and_counts_that_the_page_has(page: str, pip: tuple[Session, Persona]) -> None:
    session, persona = pip
    ground = ground_of(session, persona.id)
    counted = counted_on_the_page(page)
    everybody = {number for found in counted.values() for number in found}
    claims = {claim.text: claim for field in persona.fields for claim in field.claims}
    for kind, sentence in TYPES.items():
        standing = ground.standing(claims[sentence])
        voices = {ground.name_of(person).removeprefix("Participant ") for person in standing.voices}
        assert voices == set(counted[kind])
        assert len(claims[sentence].evidence) == counted[kind].total()
        assert len(standing.known) == len(everybody) == 9
        assert not standing.against and not standing.not_asked and not standing.lost
        assert ground.standing_words(claims[sentence]) == f"{len(counted[kind])} of 9 asked say so"


def test_what_speaks_against_a_claim_is_counted_as_on_the_page(page: str, pip: tuple[Session, Persona]) -> None:
    session, persona = pip
    against = {number for words, number in CREDIT.findall(page) if UNTRAINED.search(words)}
    ground = ground_of(session, persona.id)
    standing = ground.standing(persona.field("pains").claims[0])  # type: ignore[union-attr]
    assert {ground.name_of(person).removeprefix("Participant ") for person in standing.against} == against
    assert len(against) == 2


def test_the_document_for_scripts_holds_every_word_and_can_be_counted_again(
    page: str, pip: tuple[Session, Persona]
) -> None:
    session, _persona = pip
    document = document_of(session)
    words = Counter(
        (piece["name"].removeprefix("Participant "), piece["words"])
        for claim in document["claims"]
        for piece in claim["words_for"]
    )
    assert words == Counter((number, said) for said, number in CREDIT.findall(page))
    for claim in document["claims"]:
        members = set(document["persona"]["customers"])
        voices = {piece["person"] for piece in claim["words_for"] if piece["counts"]} & members
        against = {piece["person"] for piece in claim["words_against"] if piece["counts"]} & members
        asked = {person for people in claim["asked"].values() for person in people} & members
        numbers = claim["numbers"]
        assert (len(voices), len(against)) == (numbers["voices"], numbers["against"])
        assert len(voices | against | asked) == numbers["known"]
        assert len(members - voices - against - asked) == numbers["not_asked"]


def test_who_withdraws_takes_their_quotes_out_of_every_count(page: str, pip: tuple[Session, Persona]) -> None:
    session, _persona = pip
    loudest = "240312164"
    person = next(each for each in session.people() if each.name.endswith(loudest))
    consent = next(each for each in session.view().consents if each.person == person.id)
    withdraw_consent(session, consent.id, date(2026, 11, 1))
    session.folder.flush()
    document = document_of(session)
    left = {kind: set(found) - {loudest} for kind, found in counted_on_the_page(page).items()}
    shown = {claim["text"]: claim["numbers"] for claim in document["claims"]}
    for kind, sentence in TYPES.items():
        assert shown[sentence]["voices"] == len(left[kind])
        assert shown[sentence]["known"] == 8
    gone = [words for words, number in CREDIT.findall(page) if number == loudest]
    assert gone and not any(words[:40] in json.dumps(document, ensure_ascii=False) for words in gone)
