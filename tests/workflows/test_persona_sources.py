"""What stands beside a part of a persona, and what attaching it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from persona_tui.banks.reader import load_bank
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import replace
from persona_tui.workflows import customers, personas
from persona_tui.workflows.attributes import pick_attribute, set_value
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.interviews import finish_interview, plan_interview, set_notes, start_interview
from persona_tui.workflows.persona_ground import (
    advice_for,
    fitting_names,
    ground_of,
    likely_birth_year,
    look_of_age,
    next_missing_part,
    parts_of,
    with_everybody,
)
from persona_tui.workflows.persona_sources import (
    Reach,
    Side,
    Source,
    claim_from,
    part_of_words,
    set_side,
    side_of,
    sources_for,
)
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

NOTES = {"Anna": '"- it wobbled\n= she is careful', "Bram": "- no room for it", "Cleo": '"- the price'}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Anna and Bram may be noted, Cleo never agreed; Dora is imagined; Ed was never asked."""
    study = new_study(tmp_path / "study", business="Perch")
    pick_attribute(study, "age")
    pick_attribute(study, "town_or_country")
    question = load_bank("people-hour").question("went_wrong")
    for name, notes in NOTES.items():
        person = customers.add_customer(study, name)
        if name != "Cleo":
            record_consent(study, person.id, [Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 2))
        talk = plan_interview(study, [person.id], "people-hour")
        start_interview(study, talk.id)
        set_notes(study, talk.id, question, notes, at=61)
        finish_interview(study, talk.id)
    customers.add_customer(study, "Dora", imagined=True)
    customers.add_customer(study, "Ed")
    for name, age, town in (("Anna", 40.0, "city"), ("Bram", 50.0, "countryside")):
        set_value(study, person_id(study, name), "age", age)
        set_value(study, person_id(study, name), "town_or_country", town)
    yield study
    study.close()


def person_id(session: Session, name: str) -> str:
    """The id of somebody by name."""
    return next(person.id for person in session.people() if person.name == name)


def made_of(session: Session, *names: str) -> Persona:
    """A persona built from these."""
    return personas.new_persona(session, [person_id(session, name) for name in names])


def source(session: Session, persona: Persona, part: str, text: str, reach: Reach = Reach.PART) -> Source:
    """The source with that text."""
    ground = ground_of(session, persona.id)
    ground = with_everybody(session, ground) if reach is Reach.OTHERS else ground
    found = [each for group in sources_for(ground, part, None, reach) for each in group.sources]
    return next(each for each in found if text in each.text)


def standing(session: Session, persona: Persona, part: str) -> str:
    """How well the part's only claim stands."""
    ground = ground_of(session, persona.id)
    field = ground.persona.field(part)
    assert field is not None
    (claim,) = field.claims
    return ground.standing_words(claim)


def test_a_line_becomes_a_sentence_that_rests_on_it(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram", "Ed")
    claim = claim_from(session, ground_of(session, persona.id), "pains", source(session, persona, "pains", "wobbled"))
    assert claim.text == "it wobbled"
    assert standing(session, persona, "pains") == "1 voice of 2 asked; 1 not asked"


def test_attaching_and_contradicting_are_counted_and_taken_back_by_the_same_key(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram")
    claim = personas.add_claim(session, persona.id, "pains", "It does not fit")
    assert standing(session, persona, "pains") == "assumption"
    line = source(session, persona, "pains", "no room")
    assert set_side(session, ground_of(session, persona.id), claim, line) is Side.FOR
    assert standing(session, persona, "pains") == "1 voice of 2 asked"
    (claim,) = ground_of(session, persona.id).persona.field("pains").claims  # type: ignore[union-attr]
    assert set_side(session, ground_of(session, persona.id), claim, line, against=True) is Side.AGAINST
    assert "1 against" in standing(session, persona, "pains")
    (claim,) = ground_of(session, persona.id).persona.field("pains").claims  # type: ignore[union-attr]
    assert set_side(session, ground_of(session, persona.id), claim, line, against=True) is Side.NONE
    session.undo()
    assert "1 against" in standing(session, persona, "pains")


def test_a_part_of_a_line_that_is_attached_ticks_the_line(session: Session) -> None:
    persona = made_of(session, "Anna")
    line = source(session, persona, "pains", "wobbled")
    piece = line.evidence[0]
    shorter = type(piece)(
        person=piece.person,
        kind=piece.kind,
        target=piece.target,
        container=piece.container,
        about=piece.about,
        exact="wobbled",
        prefix="it ",
    )
    claim = personas.add_claim(session, persona.id, "pains", "Unsteady", [shorter])
    assert side_of(claim, line) is Side.FOR


def test_an_own_reading_and_words_without_consent_support_nothing_and_say_why(session: Session) -> None:
    persona = made_of(session, "Anna", "Cleo")
    claim = personas.add_claim(session, persona.id, "pains", "Careful")
    for text, reason in (("she is careful", "your own reading"), ("the price", "no consent of Cleo")):
        with pytest.raises(PlainError, match=reason):
            set_side(session, ground_of(session, persona.id), claim, source(session, persona, "pains", text))
    made = claim_from(session, ground_of(session, persona.id), "pains", source(session, persona, "pains", "careful"))
    assert made.evidence == []


def test_a_choice_that_some_did_not_make_is_against_the_sentence(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram", "Ed")
    answer = source(session, persona, "demographics", "ountryside")
    claim_from(session, ground_of(session, persona.id), "demographics", answer)
    assert standing(session, persona, "demographics") == "1 of 2 on record; 1 against; 1 not known"


def test_numbers_are_offered_as_their_span(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram")
    claim = claim_from(
        session, ground_of(session, persona.id), "demographics", source(session, persona, "demographics", "40–50")
    )
    assert claim.text == "Age: 40–50 years, median 45"
    assert standing(session, persona, "demographics") == "2 of 2 on record"


def test_other_customers_voices_stand_beside(session: Session) -> None:
    persona = made_of(session, "Anna")
    claim = personas.add_claim(session, persona.id, "pains", "It does not fit")
    other = source(session, persona, "pains", "no room", Reach.OTHERS)
    set_side(session, ground_of(session, persona.id), claim, other)
    assert "1 of 1 others" in standing(session, persona, "pains")


def test_names_and_looks_fit_the_age_and_are_nobodys_own(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram")
    ground = ground_of(session, persona.id)
    year = likely_birth_year(ground)
    assert year is not None and abs(year - (date.today().year - 45)) <= 1
    assert look_of_age(ground)["age_band"] in ("born_1980_1994", "born_1965_1979")
    names = fitting_names(ground, 3)
    assert len(names) == 6
    assert names == fitting_names(ground, 3)
    assert not {"Anna", "Bram", "Cleo"} & set(names)
    assert likely_birth_year(ground_of(session, made_of(session, "Ed").id)) is None


def test_the_parts_come_in_the_templates_order_and_the_next_one_missing_is_known(session: Session) -> None:
    persona = made_of(session, "Anna")
    own = personas.add_field(session, persona.id, "A typical day")
    persona = personas.remove_field(session, persona.id, "socioeconomics")
    parts = parts_of(persona)
    assert parts[:5] == ["people", "name", "face", "demographics", "psychographics"]
    assert parts[5] == "quote"
    assert parts[-1] == own.key
    assert next_missing_part(persona) == "name"
    assert next_missing_part(persona, "quote") == "goals"
    advice = advice_for(ground_of(session, persona.id))
    assert advice is not None and advice.persona == persona.id


def test_words_rest_in_the_part_that_they_speak_to_and_else_in_the_first_that_there_is(session: Session) -> None:
    persona = made_of(session, "Anna", "Bram")
    pain = source(session, persona, "pains", "it wobbled").places
    assert part_of_words(ground_of(session, persona.id), pain) == "pains"
    assert part_of_words(ground_of(session, persona.id), set()) == "goals"
    with session.act("x"):
        session.put(replace(persona, fields=[field for field in persona.fields if field.key == "channels"]))
    assert part_of_words(ground_of(session, persona.id), pain) == ""
