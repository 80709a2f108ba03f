"""Whether one customer crowds out the others in a persona."""

from __future__ import annotations

from datetime import date

from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona, PersonaField
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.insights.grounds import Context
from persona_tui.insights.loudness import loudest, loudness_text
from persona_tui.insights.view import StudyView
from persona_tui.insights.voices import line_evidence

HOSTILE = 'see [/ and [b=1, "3"] {x} [/red]'


def heard(**lines: int) -> tuple[Context, dict[str, list[Evidence]]]:
    """Each person says so many lines; what stands for the lines, by person. Nobody agreed but those of one letter."""
    talks = [
        Interview(
            id=f"talk-{person}",
            people=[person],
            consent=f"c-{person}",
            answers=[Answer(question="why", lines=[Line(text=f"{person} says {n}") for n in range(count)])],
        )
        for person, count in lines.items()
    ]
    view = StudyView(
        study=Study(business="Shop"),
        people=[Person(id=person, name=person.upper(), imagined=person == "imagined") for person in lines],
        consents=[
            Consent(id=f"c-{person}", person=person, scopes=[Scope.NOTES], given_on=date(2026, 11, 2))
            for person in lines
            if len(person) == 1
        ],
        interviews=[summarise(talk) for talk in talks],
    )
    pieces = {
        talk.people[0]: [line_evidence(talk, talk.answers[0], line) for line in talk.answers[0].lines] for talk in talks
    }
    return Context(view, talks), pieces


def persona_on(*claims: list[Evidence], people: str = "ab", against: tuple[Evidence, ...] = ()) -> Persona:
    made = [Claim(text="x", evidence=pieces, against=list(against)) for pieces in claims]
    return Persona(people=list(people), fields=[PersonaField(key="pains", claims=made)])


def test_who_gives_more_than_half_of_the_evidence_is_named_with_who_is_silent() -> None:
    ground, said = heard(a=3, b=1, c=0)
    found = loudest(persona_on(said["a"], said["b"], people="abc"), ground)
    assert found is not None
    assert (found.person, found.pieces, found.of, found.others, found.silent) == ("a", 3, 4, 1, ("c",))
    assert loudness_text(found, HOSTILE) == (
        f"{HOSTILE} gave 3 of the 4 pieces of evidence that this rests on: more than half. "
        "1 of its customers says nothing here yet: hear them too."
    )


def test_exactly_half_is_not_more_than_half() -> None:
    ground, said = heard(a=2, b=2)
    assert loudest(persona_on(said["a"], said["b"]), ground) is None


def test_a_line_that_two_sentences_rest_on_counts_once() -> None:
    ground, said = heard(a=2, b=2)
    assert loudest(persona_on(said["a"], said["a"], said["b"]), ground) is None


def test_what_speaks_against_a_sentence_is_evidence_too() -> None:
    ground, said = heard(a=3, b=2)
    assert loudest(persona_on(said["a"], said["b"][:1], against=tuple(said["b"][1:])), ground) is not None


def test_three_pieces_are_too_few_to_speak_of_a_loud_voice() -> None:
    ground, said = heard(a=3, b=0)
    assert loudest(persona_on(said["a"]), ground) is None


def test_words_without_consent_and_those_of_somebody_imagined_make_nobody_loud() -> None:
    ground, said = heard(a=2, b=2, refused=5, imagined=5)
    persona = persona_on(said["a"], said["b"], said["refused"], said["imagined"])
    assert loudest(persona, ground) is None


def test_a_persona_of_one_customer_has_nobody_to_crowd_out() -> None:
    ground, said = heard(a=5)
    assert loudest(persona_on(said["a"], people="a"), ground) is None


def test_a_part_left_out_of_the_sheet_is_not_heard() -> None:
    ground, said = heard(a=5, b=1)
    persona = persona_on(said["a"], said["b"])
    persona.fields[0].removed = True
    assert loudest(persona, ground) is None
