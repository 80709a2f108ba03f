"""The small rules on consents, people, interviews and templates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope, covers, latest_consent
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, Line, is_day_alone, some_time_on
from persona_tui.domain.marks import Mark
from persona_tui.domain.people import Fit, Person, Relation, real_best
from persona_tui.domain.personas import (
    Face,
    FaceKind,
    FieldKey,
    Persona,
    PersonaField,
    Quote,
    is_complete,
    template_fields,
    what_is_missing,
)
from persona_tui.domain.records import new_id, replace
from persona_tui.domain.summaries import summarise

DAY = date(2026, 11, 2)


def consent(*scopes: Scope, on: date = DAY, withdrawn: date | None = None, person: str = "a") -> Consent:
    return Consent(person=person, scopes=list(scopes), given_on=on, withdrawn_on=withdrawn)


@pytest.mark.parametrize("scope", list(Scope))
def test_no_consent_and_a_withdrawn_one_cover_nothing(scope: Scope) -> None:
    assert not covers(None, scope)
    assert not covers(consent(*Scope, withdrawn=DAY), scope)
    assert covers(consent(*Scope), scope)


def test_nothing_is_covered_without_notes() -> None:
    assert not covers(consent(Scope.QUOTES), Scope.QUOTES)
    assert not covers(consent(Scope.NOTES), Scope.QUOTES)


def test_the_newest_consent_of_a_person_holds() -> None:
    old, new = consent(Scope.NOTES), consent(Scope.NOTES, on=date(2026, 11, 9), withdrawn=DAY)
    other = consent(Scope.NOTES, on=date(2026, 12, 1), person="b")
    assert latest_consent("a", [new, old, other]) is new
    assert latest_consent("c", [new, old, other]) is None


def test_the_best_are_real_customers_that_fit_best() -> None:
    people = [
        Person(name="second", order=2.0),
        Person(name="first", order=1.0),
        Person(name="imagined", imagined=True),
        Person(name="prospect", relation=Relation.PROSPECT),
        Person(name="other", fit=Fit.OTHER),
    ]
    assert [person.name for person in real_best(people)] == ["first", "second"]


def test_a_line_is_found_by_its_id_and_by_those_joined_to_it() -> None:
    line = Line(text="x", joined=["old"])
    interview = Interview(answers=[Answer(question="q", lines=[line])])
    assert interview.line(line.id) == (interview.answers[0], line)
    assert interview.line("old") == (interview.answers[0], line)
    assert interview.line("gone") is None


def test_a_summary_counts_what_was_asked_and_marked_without_the_words() -> None:
    interview = Interview(
        people=["a"],
        started_at=datetime(2026, 11, 2, tzinfo=UTC),
        answers=[
            Answer(question="why", lines=[Line(text="x", marks=[Mark.PAIN, Mark.QUOTE]), Line(text=" ")]),
            Answer(question="empty", lines=[Line(text=" ")]),
            Answer(question="skipped", skipped="late"),
        ],
    )
    summary = summarise(interview)
    assert (summary.asked, summary.lines, summary.marks) == (["why"], 1, {"pain": 1, "quote": 1})
    assert summary.has_words
    assert not summarise(Interview()).has_words


def test_a_template_misses_its_parts_in_the_order_of_the_sheet() -> None:
    persona = Persona(fields=template_fields(True))
    assert what_is_missing(persona) == [
        "people",
        "name",
        "face",
        "demographics",
        "psychographics",
        "socioeconomics",
        "firmographics",
        "quote",
        "goals",
        "pains",
        "motivators",
        "channels",
    ]


def test_a_part_that_is_left_out_is_not_missing() -> None:
    piece = Evidence(person="a", kind=TargetKind.LINE, target="1", exact="x")
    fields = [PersonaField(key=key, claims=[Claim(text="x")]) for key in FieldKey]
    persona = Persona(
        name="Kim",
        people=["a"],
        face=Face(kind=FaceKind.DRAWN, file="x.png"),
        quote=Quote(pieces=[piece, piece]),
        fields=[*fields, PersonaField(label="Pets")],
    )
    assert len(what_is_missing(persona)) == 1
    left_out = replace(persona, fields=[*fields, PersonaField(label="Pets", removed=True)])
    assert is_complete(left_out)
    assert persona.quote is not None and persona.quote.text == "x […] x"


def test_ids_are_sixteen_hexadecimal_digits_and_never_the_same() -> None:
    ids = {new_id() for _number in range(500)}
    assert len(ids) == 500
    assert all(len(found) == 16 and int(found, 16) >= 0 for found in ids)


@pytest.mark.parametrize("hours", [-11, -8, 0, 5, 11])
def test_of_a_talk_from_a_file_the_day_is_known_alone_and_is_the_same_in_every_zone(hours: int) -> None:
    moment = some_time_on(date(2026, 11, 2))
    assert moment.astimezone(timezone(timedelta(hours=hours))).date() == date(2026, 11, 2)
    assert is_day_alone(moment) and is_day_alone(moment.replace(hour=0))
    assert not is_day_alone(moment.replace(second=7)) and not is_day_alone(moment.replace(hour=14))
