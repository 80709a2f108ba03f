"""A consent that is withdrawn: what it covered counts nowhere, what fell away is said without the words, and it can be
undone while the study is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.attributes import SourceKind, Value
from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona, PersonaField, Quote
from persona_tui.domain.records import Record, replace
from persona_tui.domain.transcripts import Cue, Transcript
from persona_tui.domain.variables import Placement, Theme, Variable
from persona_tui.exports.content import sheet_content
from persona_tui.insights.fell_away import fell_away
from persona_tui.insights.mapping import mapped
from persona_tui.workflows.documents.wishes import Wishes
from persona_tui.workflows.exports import export
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.withdraw import ground_of, withdraw
from tests.storage.forgettable_studies import study_of

ANNA, BRAM, DAY = "anna", "bram", date(2026, 11, 2)
HERS, HIS, CUE = "my back hurt every evening", "mine hurt as well, at work", "I bought it on the spot"


def said(person: str, text: str) -> Evidence:
    return Evidence(
        person=person, kind=TargetKind.LINE, target=f"l{person}", container=f"t{person}", about="why", exact=text
    )


def records() -> list[Record]:
    scopes = [Scope.NOTES, Scope.QUOTES, Scope.RECORDING]
    cue = Evidence(person=ANNA, kind=TargetKind.CUE, target="q1", container=f"t{ANNA}", exact=CUE)
    claims = [
        Claim(id="both", text="Has a sore back", evidence=[said(ANNA, HERS), said(BRAM, HIS)]),
        Claim(id="hers", text="Suffers at night", evidence=[said(ANNA, HERS)]),
        Claim(id="cue", text="Buys fast", evidence=[cue]),
        Claim(id="against", text="Never hurts", evidence=[said(BRAM, HIS)], against=[said(ANNA, HERS)]),
        Claim(id="repeats", text=f"Says: {HERS}", evidence=[said(ANNA, HERS)]),
    ]
    found: list[Record] = [Transcript(id=f"t{ANNA}", cues=[Cue(id="q1", text=CUE, person=ANNA)])]
    for person, text in ((ANNA, HERS), (BRAM, HIS)):
        line = Line(id=f"l{person}", text=text, kind=LineKind.WORD_FOR_WORD, marks=[Mark.PAIN])
        answer = Answer(question="why", asked_text="Why?", lines=[line])
        found += [
            Person(id=person, name=person.title()),
            Consent(id=f"k{person}", person=person, scopes=scopes, given_on=DAY),
            Interview(id=f"t{person}", people=[person], consent=f"k{person}", answers=[answer]),
            Placement(person=person, variable="v", slot=3, evidence=[said(person, text)]),
        ]
    return [
        *found,
        Value(
            id="city",
            person=ANNA,
            attribute="city",
            content="Utrecht",
            source_kind=SourceKind.INTERVIEW,
            source="tanna",
        ),
        Value(id="job", person=ANNA, attribute="job", content="baker"),
        Variable(id="v", low="price", high="trust"),
        Theme(name="backs", field="pains", evidence=[said(ANNA, HERS), said(BRAM, HIS)]),
        Theme(name="nights", field="pains", evidence=[said(ANNA, HERS)]),
        Persona(
            id="p",
            name="Lotte",
            people=[ANNA, BRAM],
            quote=Quote(pieces=[said(ANNA, HERS)]),
            fields=[PersonaField(key="pains", claims=claims)],
        ),
    ]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = open_study(study_of(tmp_path / "shop", records()))
    yield opened
    opened.close()


def test_what_fell_away_is_said_without_the_words(session: Session) -> None:
    told = withdraw(session, "kanna", DAY)
    assert told == [
        "1 talk counts nowhere any more, and enters no document.",
        "1 thing that was said in a talk is no longer known.",
        "Lotte: 1 sentence lost a voice; 3 sentences became assumptions; 1 sentence has one voice less against it; "
        "1 sentence repeats these words and has to be written anew; the quote is gone.",
        "1 theme counts a customer less; 1 theme has nobody left.",
        "1 place on the map rested on these words, and is empty.",
    ]
    assert not any(words in " ".join(told) for words in (HERS, CUE, "Anna", "Utrecht"))


def test_nothing_that_counts_rests_on_the_words_any_more(session: Session) -> None:
    withdraw(session, "kanna", DAY)
    ground, view = ground_of(session), session.view()
    (persona,) = view.personas
    standings = {c.id: ground.claim_standing(c, persona.people) for c in persona.fields[0].claims}
    assert standings["both"].voices == (BRAM,) and standings["against"].against == ()
    assert standings["hers"].kind is standings["cue"].kind is StandingKind.ASSUMPTION
    assert not ground.quote_counts(persona.quote)
    assert [value.id for value in view.values] == ["job"]
    (variable,) = mapped(view, ground)
    assert list(variable.places) == [BRAM]
    sheet = sheet_content(
        view, persona, list(ground.interviews.values()), attributes_by_key={}, transcripts=ground.transcripts.values()
    )
    assert sheet.quote == "" and HERS not in sheet.quote_credit


def test_a_document_made_afterwards_leaves_the_talk_out(session: Session, tmp_path: Path) -> None:
    withdraw(session, "kanna", DAY)
    report = export(session, tmp_path / "out", Wishes(kinds=("notes",)))
    assert len(report.paths) == 1
    assert any("Anna" in sentence and "withdrawn" in sentence for sentence in report.left_out)


def test_only_the_talks_that_matter_are_read(session: Session) -> None:
    with session.act("more"):
        session.put_all([Interview(id=f"other{number}", people=[BRAM]) for number in range(3)])
    assert set(ground_of(session, "kanna").interviews) == {"tanna", "tbram"}
    assert withdraw(session, "kanna", DAY) == fell_away_of_everything(session)


def fell_away_of_everything(session: Session) -> list[str]:
    """The same, with every talk in memory."""
    after = ground_of(session)
    session.undo()
    return fell_away(ground_of(session), after)


def test_undone_it_is_as_it_was(session: Session) -> None:
    before = ground_of(session)
    withdraw(session, "kanna", DAY)
    session.undo()
    assert fell_away(before, ground_of(session)) == []
    assert len(session.view().values) == 2


def test_a_narrower_consent_takes_the_quote_and_nothing_else(session: Session) -> None:
    before = ground_of(session)
    consent = session.folder.get(Consent, "kanna")
    assert consent is not None
    with session.act("narrow"):
        session.put(replace(consent, scopes=[Scope.NOTES, Scope.RECORDING]))
    assert fell_away(before, ground_of(session)) == ["Lotte: the quote is gone."]


def test_what_nothing_rested_on_takes_nothing_away(session: Session) -> None:
    consent = Consent(id="k2", person="cleo", scopes=[Scope.NOTES], given_on=DAY)
    with session.act("record"):
        session.put_all([Person(id="cleo", name="Cleo"), consent])
    assert withdraw(session, "k2", DAY) == []
    with pytest.raises(PlainError):
        withdraw(session, "nobody", DAY)
