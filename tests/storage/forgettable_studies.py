"""Studies in which somebody is to be forgotten: a whole one by hand, and small ones at random."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from persona_tui.domain.attributes import SourceKind, Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Person
from persona_tui.domain.personas import ClaimCount, Persona, PersonaField, PersonaVersion, Quote
from persona_tui.domain.records import Record, now
from persona_tui.domain.study import Study
from persona_tui.domain.transcripts import Cue, Passage, Transcript
from persona_tui.domain.variables import Pattern, Placement, Theme, Variable
from persona_tui.storage.codec import plain
from persona_tui.storage.folder import StudyFolder

ANNA, BRAM, CLEO = "aaaa000011112222", "bbbb000011112222", "cccc000011112222"
HERS = "my back hurt every single evening at home"
SHARED = "we both sat on the floor then"
HIS = "Anna de Wit told me to call you"


def line_evidence(person: str, talk: str, line: str, exact: str) -> Evidence:
    return Evidence(person=person, kind=TargetKind.LINE, target=line, container=talk, about="why", exact=exact)


def anna_and_bram() -> list[Record]:
    """Anna, alone and in a talk with Bram, and everything that can rest on her."""
    hers = line_evidence(ANNA, "talkanna", "l1", HERS)
    his = line_evidence(BRAM, "talkboth", "b1", HIS)
    claims = [
        Claim(id="c1", text="Says my back hurt every single evening, and buys on trust", evidence=[hers, his]),
        Claim(id="c2", text=HERS, evidence=[hers]),
        Claim(id="c3", text="Anna wants to stand", against=[hers]),
        Claim(id="c4", text="Works at home", evidence=[his]),
    ]
    persona = Persona(
        id="x1",
        name="Lotte",
        people=[ANNA, BRAM],
        reason="because Anna de Wit says so",
        pattern="pat1",
        quote=Quote(pieces=[hers]),
        fields=[PersonaField(key="pains", claims=claims)],
    )
    counts = [ClaimCount(claim="c1", text=HERS, voices=[ANNA, BRAM], known=[ANNA, BRAM])]
    version = PersonaVersion(at=now(), document=plain(persona), counts=counts, interviews=["talkanna", "talkboth"])
    persona.versions = [version]
    return [
        Person(
            id=ANNA, name="Anna de Wit", note="anna@example.org, 06 1234 5678", source="list.csv", source_key="K-99812"
        ),
        Person(id=BRAM, name="Bram Jansen", note="bram@example.org"),
        Person(id=CLEO, name="Cleo Bos"),
        Consent(
            id="ka",
            person=ANNA,
            scopes=[Scope.NOTES],
            given_on=date(2026, 11, 2),
            wording="May I note what you say to me?",
        ),
        Consent(
            id="kb",
            person=BRAM,
            scopes=[Scope.NOTES],
            given_on=date(2026, 11, 2),
            wording="May I note what you say to me?",
        ),
        Value(
            id="v1",
            person=ANNA,
            attribute="city",
            content="Utrecht",
            source_kind=SourceKind.INTERVIEW,
            source="talkanna",
        ),
        Value(id="v2", person=BRAM, attribute="city", content="Delft"),
        ChannelUse(id="u1", person=ANNA, channel="phone", how="call 06-12345678"),
        Variable(id="var1", low="price", high="trust"),
        Placement(id="p1", person=ANNA, variable="var1", slot=3, evidence=[hers]),
        Placement(id="p2", person=BRAM, variable="var1", slot=9, evidence=[his]),
        Pattern(id="pat1", people=[ANNA, BRAM], variables=["var1"], reason="because both stand"),
        Pattern(id="pat2", people=[ANNA, BRAM, CLEO], variables=["var1"], reason="because all stand"),
        Theme(id="t1", name="hurts", field="pains", evidence=[hers]),
        Theme(id="t2", name="told", field="pains", evidence=[hers, his]),
        Interview(
            id="talkanna",
            people=[ANNA],
            consent="ka",
            source="anna.md",
            answers=[Answer(question="why", asked_text="Why did you buy it?", lines=[Line(id="l1", text=HERS)])],
        ),
        Interview(
            id="talkboth",
            people=[ANNA, BRAM],
            consent="ka",
            interviewer="Mila",
            answers=[
                Answer(
                    question="why",
                    asked_text="Why did you buy it?",
                    content="trust",
                    lines=[
                        Line(id="a1", text="it was far too expensive for me", speaker=ANNA),
                        Line(id="b1", text=HIS, speaker=BRAM),
                        Line(id="n1", text=SHARED),
                    ],
                )
            ],
        ),
        Transcript(
            id="talkboth",
            cues=[
                Cue(id="q1", speaker="Anna W.", person=ANNA, text="I came in by the side door"),
                Cue(id="q2", speaker="Anna W.", text="and nobody was there to help"),
                Cue(
                    id="q3",
                    speaker="Bram",
                    person=BRAM,
                    text="I waited outside in the rain",
                    passages=[Passage(id="q3.1", exact="in the rain", kind=LineKind.WORD_FOR_WORD)],
                ),
                Cue(id="q4", speaker="Mila", text="Thank you both for coming"),
            ],
        ),
        persona,
    ]


def study_of(path: Path, records: list[Record], *, back_up: bool = True) -> Path:
    """A closed study with these records, and a backup of everything."""
    folder = StudyFolder.create(path, Study(business="Standing Desk Co."), program="test")
    folder.put_many(records)
    folder.flush()
    if back_up:
        folder.back_up()
    folder.close()
    return path


def documents(study: Path) -> dict[str, Any]:
    """Every stored document of the study's own files, by file, table and id."""
    found: dict[str, Any] = {}
    for path in (study / "study.json", *(study / "interviews").glob("*.json"), *(study / "personas").glob("*.json")):
        for table, records in json.loads(path.read_text(encoding="utf-8")).items():
            for key, document in records.items():
                found[f"{path.relative_to(study).as_posix()}/{table}/{key}"] = document
    return found


# --- at random -----------------------------------------------------------------------------------------------

_WORDS = ["desk", "back", "hurt", "the", "Anna", "may", "May", "Bram", "too", "é", "don't", "[…]", "\n", '"', "\\"]
texts = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
names = st.sampled_from(["Anna", "Bram", "Anna de Wit", "May", "Bram Wit", "7", "é", "[/red]", "Anna  Bram", "desk"])
_IDS = [ANNA, BRAM, CLEO]


@st.composite
def small_studies(draw: st.DrawFn) -> list[Record]:
    """A few people, talks with one or several of them, a transcript, and personas that rest on anything."""
    some_people = st.lists(st.sampled_from(_IDS), unique=True, max_size=3)
    records: list[Record] = [Person(id=key, name=draw(names), note=draw(texts)) for key in _IDS]
    places: list[tuple[str, str, str]] = []
    for number in range(draw(st.integers(0, 3))):
        people = draw(some_people)
        lines = [
            Line(id=f"l{number}{n}", text=draw(texts), speaker=draw(st.sampled_from(["", *people])))
            for n in range(draw(st.integers(0, 3)))
        ]
        places += [(f"talk{number}", line.id, line.text) for line in lines]
        answer = Answer(question="why", asked_text=draw(texts), content=draw(texts), lines=lines)
        records.append(Interview(id=f"talk{number}", people=people, answers=[answer], interviewer=draw(texts)))
        if draw(st.booleans()):
            speakers = st.sampled_from(["", "A", "B"])
            whose = st.sampled_from(["", *people])
            cues = [
                Cue(id=f"q{number}{n}", text=draw(texts), speaker=draw(speakers), person=draw(whose)) for n in range(3)
            ]
            records.append(Transcript(id=f"talk{number}", cues=cues))
    records += [Value(person=draw(st.sampled_from(_IDS)), attribute="city", content=draw(texts)) for _ in range(2)]
    pieces = st.builds(
        lambda person, place: line_evidence(person, *place),
        st.sampled_from(_IDS),
        st.sampled_from(places or [("talk0", "l00", "desk")]),
    )
    some_pieces = st.lists(pieces, max_size=3)
    claims = [Claim(text=draw(texts), evidence=draw(some_pieces), against=draw(some_pieces)) for _ in range(2)]
    persona = Persona(
        id="x1",
        name=draw(names),
        people=draw(some_people),
        quote=Quote(pieces=draw(some_pieces)),
        fields=[PersonaField(key="pains", claims=claims)],
    )
    persona.versions = [PersonaVersion(at=now(), document=plain(persona), why=draw(texts))]
    records.append(persona)
    records.append(Theme(name=draw(texts), field="pains", evidence=draw(some_pieces)))
    records.append(Pattern(people=draw(some_people), reason=draw(texts)))
    return records
