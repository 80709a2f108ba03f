"""What a persona sheet may say, and what it leaves out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from persona_tui.domain.attributes import Care
from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import Face, FaceKind, Persona, PersonaField
from persona_tui.domain.questions import Question
from persona_tui.exports.content import SheetContent, sheet_content
from persona_tui.exports.disclosure import Disclosure
from persona_tui.insights.view import StudyView
from tests.exports.export_samples import (
    ANNA,
    ATTRIBUTES,
    BACK,
    BRAM,
    CHANGED,
    INCOMES,
    consent,
    is_so,
    person,
    persona,
    said,
    view,
)

WOBBLES = Claim(text="Cheap stands wobble", evidence=[said(ANNA, "l2"), said(BRAM, "l4")])
HURTS = Claim(text="Their backs hurt", evidence=[said(ANNA, "l1")], against=[said(BRAM, "l4")])
GUESS = Claim(text="They buy at night")
RICH = Claim(text="Earns a lot", evidence=[is_so(INCOMES)])

WITH_INCOME = Disclosure(with_attributes=frozenset({"income"}))
NAMES = Disclosure(names=True)


def made(
    of: Persona, within: StudyView | None = None, talks: list[Interview] | None = None, **more: object
) -> SheetContent:
    return sheet_content(
        within or view(),
        of,
        [ANNA, BRAM] if talks is None else talks,
        attributes_by_key=ATTRIBUTES,
        **more,  # type: ignore[arg-type]
    )


def claims_of(content: SheetContent) -> dict[str, tuple[str, StandingKind, int]]:
    return {c.text: (c.standing, c.kind, c.against) for section in content.sections for c in section.claims}


def test_each_claim_carries_how_many_of_those_asked_say_so() -> None:
    found = claims_of(made(persona(pains=[WOBBLES, HURTS, GUESS])))
    assert found["Cheap stands wobble"] == ("2 of 2", StandingKind.SEVERAL_VOICES, 0)
    assert found["Their backs hurt"] == ("1 of 2", StandingKind.ONE_VOICE, 1)
    assert found["They buy at night"] == ("◇", StandingKind.ASSUMPTION, 0)


def test_a_withdrawn_consent_makes_its_claims_assumptions_and_takes_the_quote_out() -> None:
    withdrawn = msgspec.structs.replace(consent("anna"), withdrawn_on=date(2026, 11, 18))
    content = made(persona(pains=[HURTS]), view(consents=[withdrawn, consent("bram")]))
    assert claims_of(content)["Their backs hurt"][0] == "◇"
    assert content.quote == "" and content.quote_credit == ""
    assert any("quote" in sentence for sentence in content.left_out)


def test_a_claim_on_something_personal_is_left_out_and_said_so() -> None:
    content = made(persona(socioeconomics=[RICH]))
    assert claims_of(content) == {}
    assert content.left_out == ["1 claim about “Household income” is left out: it is personal."]


def test_a_claim_on_something_personal_stands_when_asked_for_by_name() -> None:
    content = made(persona(socioeconomics=[RICH]), disclosure=WITH_INCOME)
    assert claims_of(content)["Earns a lot"][0] == "1 of 1"
    assert content.left_out == []


def test_what_speaks_against_a_claim_is_as_private_as_what_speaks_for_it() -> None:
    claim = Claim(text="Earns little", against=[is_so(INCOMES)])
    assert claims_of(made(persona(socioeconomics=[claim]))) == {}


def test_an_answer_to_a_personal_question_is_left_out_where_the_question_is_known() -> None:
    asks_income = {"first_moment": Question(key="first_moment", text="What do you earn?", attribute="income")}
    assert claims_of(made(persona(pains=[WOBBLES]), questions=asks_income)) == {}
    wanted = made(persona(pains=[WOBBLES]), questions=asks_income, disclosure=WITH_INCOME)
    assert "Cheap stands wobble" in claims_of(wanted)
    of_care = {"first_moment": Question(key="first_moment", text="How is your health?", care=Care.SPECIAL)}
    content = made(persona(pains=[WOBBLES]), questions=of_care)
    assert claims_of(content) == {} and content.quote == ""
    assert content.left_out[0] == "1 claim rests on a personal question and is left out."


def test_the_quote_shows_its_words_and_how_many_were_asked_but_no_name() -> None:
    content = made(persona())
    assert content.quote == f"{BACK[:33]} […]"
    assert content.quote_credit == "one of 2 customers asked"


def test_a_customer_is_named_only_when_wanted_and_agreed() -> None:
    agreed = view(consents=[consent("anna", Scope.NOTES, Scope.QUOTES, Scope.NAME), consent("bram")])
    assert made(persona(), agreed).quote_credit == "one of 2 customers asked"
    assert made(persona(), agreed, disclosure=NAMES).quote_credit == "Anna"
    assert made(persona(), disclosure=NAMES).quote_credit == "one of 2 customers asked"


def test_a_quote_without_consent_to_quotes_or_without_its_words_is_left_out() -> None:
    notes_only = view(consents=[consent("anna", Scope.NOTES), consent("bram")])
    assert made(persona(), notes_only).quote == ""
    edited = msgspec.json.decode(msgspec.json.encode(ANNA), type=Interview)
    edited.answers[0].lines[0].text = "Something else altogether"
    assert made(persona(), talks=[edited, BRAM]).quote == ""


def test_the_foot_says_what_the_sheet_rests_on() -> None:
    assert made(persona(pains=[WOBBLES])).rests_on == "3 customers, 2 interviews, 2 Nov – 14 Nov 2026"
    with_guess = made(persona(pains=[GUESS])).rests_on
    assert with_guess == "3 customers, 2 interviews, 2 Nov – 14 Nov 2026; assumptions are marked ◇"


def test_a_persona_of_imagined_customers_says_so() -> None:
    people = [person(key, 1, imagined=True) for key in ("anna", "bram", "cleo")]
    content = made(persona(pains=[WOBBLES]), view(people=people))
    assert content.imagined
    assert claims_of(content)["Cheap stands wobble"][1] is StandingKind.ASSUMPTION
    assert content.rests_on == "3 imagined customers; nobody was asked yet; assumptions are marked ◇"


def test_a_drawn_face_says_that_it_is_no_customer_and_has_words_for_it() -> None:
    content = made(persona(), face_png=b"png")
    assert content.face_note == "Drawn, not a customer"
    assert content.face_description == "Drawn portrait that stands for Kitchen-table Kim"
    assert made(persona()).face_description == ""


def test_a_picture_that_nobody_agreed_to_is_left_out() -> None:
    for agreed in (False, True):
        face = Face(kind=FaceKind.FILE, file="x.png", agreed=agreed)
        content = made(msgspec.structs.replace(persona(), face=face), face_png=b"png")
        assert (content.face_png is not None) is agreed
        assert bool(content.left_out) is not agreed


def test_empty_parts_of_the_template_stay_and_empty_own_and_removed_parts_do_not() -> None:
    of = persona()
    of.fields += [
        PersonaField(key="own1", label="A day with it"),
        PersonaField(key="own2", label="Asks", claims=[GUESS]),
    ]
    of.fields[0].removed = True
    assert [section.title for section in made(of).sections] == [
        "Lifestyle and values",
        "Work and means",
        "Goals",
        "Pain points",
        "Motivators",
        "Channels",
        "Asks",
    ]


def test_the_date_is_the_last_change_of_anything_it_shows() -> None:
    assert made(persona()).updated == CHANGED
    later = msgspec.structs.replace(ANNA, updated=datetime(2026, 11, 21, tzinfo=UTC))
    assert made(persona(), talks=[later, BRAM]).updated == later.updated


def test_an_empty_persona_is_a_sheet_to_fill() -> None:
    content = made(Persona(), talks=[])
    assert content.name == "" and content.quote == "" and not content.imagined
    assert content.rests_on == "No customers are chosen for this persona yet"
