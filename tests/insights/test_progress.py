"""Where a study stands, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from persona_tui.domain.attributes import Known
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Scope
from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.personas import FieldKey, PersonaField, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.advice import advise
from persona_tui.insights.progress import StepKey, best_meter, next_advice, steps
from tests.insights.study_drafts import (
    DAY,
    PICKED,
    TOWN,
    Draft,
    all_known,
    consent,
    imagined,
    people,
    persona,
    talk,
    with_,
)


def a_misfit() -> Person:
    return Person(id="zeno", name="Zeno", fit=Fit.NO_FIT, order=99.0)


def mapped_out(lines: int, leave: tuple[str, ...] = ()) -> Draft:
    """Everybody was talked to and stands on so many lines, but for those to leave."""
    draft = Draft().reached()
    draft.variables = [Variable(id=f"v{n}", low=f"low {n}", high=f"high {n}", order=float(n)) for n in range(lines)]
    draft.placements = [
        Placement(person=each.id, variable=line.id, slot=3)
        for line in draft.variables
        for each in draft.people
        if each.id not in leave
    ]
    return draft


def a_pattern() -> Pattern:
    return Pattern(id="together", people=["anna", "bram"], reason="both came in pain.")


# Each row: a study, whether it was shared, the step of the advice, and words of its sentence or reason.
TABLE: dict[str, tuple[Callable[[], Draft], bool, StepKey, str]] = {
    "nobody": (lambda: with_(Draft(), people=[]), False, StepKey.CUSTOMERS, "who has been with us longest"),
    "nobody, a start-up": (
        lambda: with_(Draft(start_up=True), people=[]),
        False,
        StepKey.CUSTOMERS,
        "stays marked as an assumption",
    ),
    "one imagined": (lambda: with_(Draft(start_up=True), people=imagined("Ada")), False, StepKey.CUSTOMERS, "second"),
    "two imagined, no purpose": (
        lambda: with_(Draft(start_up=True, purpose=""), people=imagined("Ada", "Bo")),
        False,
        StepKey.ATTRIBUTES,
        "find out",
    ),
    "two imagined": (
        lambda: with_(Draft(start_up=True), people=imagined("Ada", "Bo")),
        False,
        StepKey.CUSTOMERS,
        "somebody real who is like Ada",
    ),
    "a prospect like the imagined": (
        lambda: with_(
            Draft(start_up=True),
            people=[*imagined("Ada", "Bo"), Person(id="pia", name="Pia", relation=Relation.PROSPECT)],
        ),
        False,
        StepKey.INTERVIEWS,
        "Pia",
    ),
    "a start-up's persona to be filled": (
        lambda: with_(
            Draft(start_up=True), people=imagined("Ada", "Bo"), personas=[persona(leave="goals", of=("ada",))]
        ),
        False,
        StepKey.PERSONAS,
        "wants to reach",
    ),
    "a start-up, all shared": (
        lambda: with_(
            Draft(start_up=True),
            people=imagined("Ada", "Bo"),
            personas=[persona(of=("ada",)), persona("Lou", of=("bo",))],
        ),
        True,
        StepKey.CUSTOMERS,
        "everything is an assumption",
    ),
    "customers, none best": (
        lambda: with_(Draft(), people=[Person(name="Anna", fit=Fit.OTHER)]),
        False,
        StepKey.CUSTOMERS,
        "which customers are your best",
    ),
    "one best": (lambda: with_(Draft(), people=people(1)), False, StepKey.CUSTOMERS, "Add 4 more"),
    "four best": (lambda: with_(Draft(), people=people(4)), False, StepKey.CUSTOMERS, "Add 1 more"),
    "twelve best": (lambda: with_(Draft(), people=people(12)), False, StepKey.CUSTOMERS, "ten best of your 12"),
    "no purpose": (lambda: Draft(purpose=" "), False, StepKey.ATTRIBUTES, "want to find out"),
    "nothing picked": (lambda: with_(Draft(), attributes=[]), False, StepKey.ATTRIBUTES, "Choose what you want"),
    "little picked": (lambda: with_(Draft(), attributes=PICKED[:2]), False, StepKey.ATTRIBUTES, "2 things are picked"),
    "too much picked": (
        lambda: with_(Draft(), attributes=[replace(TOWN, key=f"t{n}") for n in range(25)]),
        False,
        StepKey.ATTRIBUTES,
        "Leave some out",
    ),
    "nobody asked": (lambda: Draft(), False, StepKey.INTERVIEWS, "Lives in, Thing 1, Thing 2 and 3 more"),
    "one with more gaps": (
        lambda: with_(Draft(), values=all_known([p for p in people(6) if p.id != "dora"])),
        False,
        StepKey.INTERVIEWS,
        "Plan a talk with Dora",
    ),
    "all known, one apart": (
        lambda: with_(
            Draft(),
            values=[
                replace(v, content="c" if (v.person, v.attribute) == ("els", "town") else v.content)
                for v in all_known(people(6))
            ],
        ),
        False,
        StepKey.INTERVIEWS,
        "Els lies furthest",
    ),
    "a talk is planned": (
        lambda: with_(Draft(), interviews=[talk("carl", InterviewState.PLANNED, words=False)]),
        False,
        StepKey.INTERVIEWS,
        "Talk to Carl.",
    ),
    "a talk with somebody of three best": (
        lambda: with_(Draft(), people=people(3), interviews=[talk("carl", InterviewState.PLANNED, words=False)]),
        False,
        StepKey.INTERVIEWS,
        "Talk to Carl.",
    ),
    "a talk is open": (
        lambda: with_(Draft().talked(2), interviews=[talk("anna"), talk("bram", InterviewState.STARTED)]),
        False,
        StepKey.INTERVIEWS,
        "Go on with the talk with Bram",
    ),
    "words without consent": (
        lambda: with_(Draft(), interviews=[talk("bram", agreed=False)]),
        False,
        StepKey.INTERVIEWS,
        "Record what Bram agreed to",
    ),
    "a withdrawn consent is left alone": (
        lambda: with_(
            Draft(),
            interviews=[talk("bram")],
            consents=[replace(consent("bram"), withdrawn_on=DAY)],
        ),
        False,
        StepKey.INTERVIEWS,
        "Plan a talk with Anna",
    ),
    "four of six asked": (lambda: Draft().talked(4), False, StepKey.INTERVIEWS, "Plan a talk with Els"),
    "five asked, one does not fit": (
        lambda: with_(Draft().talked(5), people=people(6, zeno=a_misfit())),
        False,
        StepKey.INTERVIEWS,
        "Zeno, who does not fit",
    ),
    "asked, and still gaps": (
        lambda: with_(Draft().talked(), values=all_known([p for p in people(6) if p.id != "finn"])),
        False,
        StepKey.ATTRIBUTES,
        "Ask Finn",
    ),
    "asked, and not known even so": (
        lambda: with_(
            Draft().talked(),
            values=[replace(v, known=Known.UNKNOWN, content=None) for v in all_known(people(6))],
        ),
        False,
        StepKey.CHANNELS,
        "found",
    ),
    "no channels": (lambda: Draft().talked(), False, StepKey.CHANNELS, "Anna first"),
    "figures of channels alone": (
        lambda: with_(Draft().talked(), readings=[ChannelReading(channel="web", says="x", read_on=DAY)]),
        False,
        StepKey.CHANNELS,
        "Anna first",
    ),
    "no persona": (lambda: Draft().reached(), False, StepKey.PERSONAS, "first persona"),
    "enough talked to, no line yet": (
        lambda: Draft().reached(),
        False,
        StepKey.PERSONAS,
        "in what your customers differ",
    ),
    "three talked to: by hand": (
        lambda: with_(Draft().reached(), people=people(3)),
        False,
        StepKey.PERSONAS,
        "Begin your first persona",
    ),
    "few lines": (lambda: mapped_out(3), False, StepKey.PERSONAS, "There are 3 lines"),
    "not everybody placed": (
        lambda: mapped_out(8, leave=("els", "finn", "gina")),
        False,
        StepKey.PERSONAS,
        "Say where Els, Finn stand",
    ),
    "everybody placed": (lambda: mapped_out(8), False, StepKey.PERSONAS, "who belongs together"),
    "a pattern without persona": (
        lambda: with_(mapped_out(8), patterns=[a_pattern()]),
        False,
        StepKey.PERSONAS,
        "Make a persona of Anna, Bram",
    ),
    "begun by hand: no more of the map": (
        lambda: with_(mapped_out(2), personas=[persona(of=("anna",))]),
        False,
        StepKey.PERSONAS,
        "second persona",
    ),
    "a persona of a pattern, and another pattern": (
        lambda: with_(
            mapped_out(8),
            patterns=[a_pattern(), replace(a_pattern(), id="other", people=["els", "finn"])],
            personas=[replace(persona(of=("anna", "bram")), pattern="together")],
        ),
        False,
        StepKey.PERSONAS,
        "Make a persona of Els, Finn",
    ),
    "a persona of the only pattern": (
        lambda: with_(
            mapped_out(8),
            patterns=[a_pattern()],
            personas=[replace(persona(of=("anna", "bram")), pattern="together")],
        ),
        False,
        StepKey.PERSONAS,
        "who lies furthest from Kim",
    ),
    "a persona of nobody": (lambda: Draft().built(persona(leave="people")), False, StepKey.PERSONAS, "built from"),
    "a persona without name": (lambda: Draft().built(persona(leave="name")), False, StepKey.PERSONAS, "a name"),
    "a persona without face": (lambda: Draft().built(persona(leave="face")), False, StepKey.PERSONAS, "Kim a face"),
    "a persona without quote": (lambda: Draft().built(persona(leave="quote")), False, StepKey.PERSONAS, "a quote"),
    "a quote that nobody agreed to": (
        lambda: with_(Draft().built(persona(leave="quote")), consents=[consent(p.id, Scope.NOTES) for p in people(6)]),
        False,
        StepKey.PERSONAS,
        "whether you may quote",
    ),
    "a persona's own field": (
        lambda: Draft().built(replace(persona(), fields=[*persona().fields, PersonaField(label="Pets {and} {name}")])),
        False,
        StepKey.PERSONAS,
        "“Pets {and} {name}” for Kim",
    ),
    "one persona": (lambda: Draft().built(persona()), False, StepKey.PERSONAS, "second persona"),
    "a talk planned when two personas stand": (
        lambda: with_(
            Draft().built(persona(), persona("Lou")),
            people=people(7),
            interviews=[talk("gina", InterviewState.PLANNED, words=False)],
        ),
        False,
        StepKey.INTERVIEWS,
        "Talk to Gina",
    ),
    "two personas": (lambda: Draft().built(persona(), persona("Lou")), False, StepKey.SHARE, "Make the documents"),
    "shared": (lambda: Draft().built(persona(), persona("Lou")), True, StepKey.SHARE, "a day to review"),
    "shared, review to come": (
        lambda: with_(
            Draft(review_on=DAY + timedelta(300)).built(persona(), persona("Lou")), people=people(6, z=a_misfit())
        ),
        True,
        StepKey.PERSONAS,
        "2027-09-17",
    ),
    "shared, nobody who does not fit": (
        lambda: Draft(review_on=DAY + timedelta(300)).built(persona(), persona("Lou")),
        True,
        StepKey.CUSTOMERS,
        "does not fit",
    ),
    "review due": (
        lambda: Draft(review_on=DAY).built(persona(), persona("Lou")),
        True,
        StepKey.PERSONAS,
        "Review your personas",
    ),
    "a persona's review due": (
        lambda: Draft().built(persona(), replace(persona("Lou"), review_on=DAY)),
        True,
        StepKey.PERSONAS,
        "Review Lou",
    ),
}
for _key in FieldKey:
    if _key is not FieldKey.FIRMOGRAPHICS:
        TABLE[f"a persona without {_key}"] = (
            lambda key=_key: Draft().built(persona(leave=key)),
            False,
            StepKey.PERSONAS,
            "Kim",
        )


@pytest.mark.parametrize("case", list(TABLE))
def test_the_next_thing_to_do(case: str) -> None:
    draft, shared, step, words = TABLE[case]
    advice = advise(draft().view(), shared=shared, today=DAY)
    assert advice.step is step, advice
    assert words in f"{advice.what} {advice.why}"
    assert "{" not in advice.what.replace("{and} {name}", "") and "{" not in advice.why


def test_the_advice_points_at_the_person_and_the_gap_it_is_about() -> None:
    draft = with_(Draft(), values=all_known([p for p in people(6) if p.id != "dora"]))
    advice = next_advice(draft.view())
    assert (advice.person, advice.attribute) == ("dora", "town")
    kim = persona(leave="goals")
    assert next_advice(Draft().built(kim).view()).persona == kim.id


def test_an_advice_names_the_screen_on_which_it_is_done() -> None:
    advice = next_advice(mapped_out(8, leave=("els",)).view())
    assert (advice.screen, advice.person, advice.attribute) == ("map", "els", "v0")
    assert next_advice(mapped_out(8).view()).screen == "groups"
    assert next_advice(with_(mapped_out(8), patterns=[a_pattern()]).view()).pattern == "together"


def test_who_was_not_asked_does_not_hold_the_first_persona_up() -> None:
    draft = Draft().talked(5)
    draft.uses = [ChannelUse(person="anna", channel="email")]
    draft.values = all_known([each for each in draft.people if each.id != "finn"])
    assert "customers differ" in next_advice(draft.view()).what


def test_each_missing_part_has_a_sentence_of_its_own() -> None:
    parts = ["people", "name", "face", "quote", *(field.key for field in template_fields(True))]
    whole = replace(persona(), fields=[replace(f, claims=[Claim(text="x")]) for f in template_fields(True)])
    sentences = set()
    for part in parts:
        lacking = persona(leave=part)
        fields = [replace(f, claims=[] if f.key == part else f.claims) for f in whole.fields]
        advice = next_advice(Draft().built(replace(lacking, fields=fields)).view())
        assert advice.step is StepKey.PERSONAS
        sentences.add(advice.what)
    assert len(sentences) == len(parts)


def test_the_second_persona_is_begun_with_whoever_lies_furthest_from_the_first() -> None:
    draft = Draft().built(persona(of=("anna", "bram")))
    draft.values = [
        replace(v, content="c") if (v.person, v.attribute) == ("els", "town") else v for v in all_known(draft.people)
    ]
    advice = next_advice(draft.view())
    assert (advice.person, "Els" in advice.what) == ("els", True)


def test_the_second_persona_is_begun_with_somebody_who_said_something_where_there_is_somebody() -> None:
    draft = Draft().built(persona(of=("anna", "bram")))
    draft.interviews = [talk for talk in draft.interviews if {"anna", "bram", "carl"}.issuperset(talk.people)]
    draft.values = [
        replace(v, content="c") if (v.person, v.attribute) == ("els", "town") else v for v in all_known(draft.people)
    ]
    assert next_advice(draft.view()).person == "carl", "els lies further, but said nothing that it could rest on"


# --- the meter and the rail


@pytest.mark.parametrize(
    ("count", "right", "word"),
    [(0, False, "5 more"), (4, False, "1 more"), (5, True, ""), (10, True, ""), (12, False, "ten")],
)
def test_the_meter_counts_real_best_customers(count: int, right: bool, word: str) -> None:
    others = [*imagined("Ada"), a_misfit(), Person(name="Pia", relation=Relation.PROSPECT)]
    meter = best_meter([*people(count), *others])
    assert (meter.count, meter.is_right, meter.low, meter.high) == (count, right, 5, 10)
    assert word in meter.advice and bool(meter.advice) is not right


def rail(draft: Draft, shared: bool = False) -> list[tuple[str, str, str]]:
    return [(state.key.value, state.state, state.detail) for state in steps(draft.view(), shared)]


def test_the_rail_of_a_new_study_is_empty() -> None:
    assert rail(with_(Draft(), people=[])) == [(key.value, "empty", "–") for key in StepKey]


def test_the_rail_of_a_study_half_way() -> None:
    draft = with_(
        Draft().talked(4),
        values=all_known(people(6), leave=3),
        uses=[ChannelUse(person="anna", channel="email")],
        personas=[persona(), persona("Lou", leave="goals")],
    )
    assert rail(draft) == [
        ("customers", "done", "6 of 5–10"),
        ("attributes", "started", "50 %"),
        ("interviews", "started", "4 of 6"),
        ("channels", "started", "1 of 6"),
        ("personas", "started", "1 of 2"),
        ("share", "empty", "–"),
    ]


def test_the_rail_of_a_study_that_is_done() -> None:
    draft = Draft().built(persona(), persona("Lou"))
    draft.uses = [ChannelUse(person=person.id, channel="email") for person in draft.people]
    assert [(state, detail) for _key, state, detail in rail(draft, shared=True)] == [
        ("done", "6 of 5–10"),
        ("done", "100 %"),
        ("done", "6 of 6"),
        ("done", "6 of 6"),
        ("done", "2 of 2"),
        ("done", "shared"),
    ]


def test_a_start_ups_rail_says_that_its_customers_are_imagined() -> None:
    draft = with_(
        Draft(start_up=True),
        people=imagined("Ada", "Bo"),
        readings=[ChannelReading(channel="web", says="x", read_on=DAY)],
    )
    found = rail(draft)
    assert found[0] == ("customers", "started", "2 imagined")
    assert found[2] == ("interviews", "empty", "–")
    assert found[3] == ("channels", "started", "1 entry")


def test_talks_without_consent_do_not_count() -> None:
    draft = with_(Draft(), interviews=[talk("anna", agreed=False)])
    assert rail(draft)[2] == ("interviews", "started", "0 of 6")


def test_before_the_first_persona_the_rail_says_how_many_places_are_open() -> None:
    def said(draft: Draft) -> str:
        return next(state.detail for state in steps(draft.view()) if state.key is StepKey.PERSONAS)

    assert said(mapped_out(8, leave=("els",))) == "8 to place"
    assert said(mapped_out(8)) == "all placed"
    assert said(with_(mapped_out(8), personas=[persona()])) == "1 of 2"
