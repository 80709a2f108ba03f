"""Who stands where: a person's own placement, what values place, and what places nobody."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.attributes import Attribute, Care, Group, Kind, Known, Option, SourceKind, Value
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.people import Person
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.variables import SLOTS, Placement, Variable
from persona_tui.insights.mapping import (
    Mapped,
    mapped,
    ready_variables,
    slots_of_numbers,
    variable_from,
    variable_label,
)
from persona_tui.insights.view import StudyView
from tests.insights.study_drafts import DAY, talk

EASE = Attribute(
    key="ease", label="At ease", group=Group.PSYCHOGRAPHIC, kind=Kind.SCALE, low="no", high="fully", steps=5
)
TOWN = Attribute(
    key="town",
    label="Lives in",
    group=Group.GEOGRAPHIC,
    kind=Kind.ONE_OF,
    options=(Option(key="t", label="a town"), Option(key="c", label="a city")),
)
SPENT = Attribute(key="spent", label="Spent", group=Group.OWN, kind=Kind.NUMBER)
PAY = Attribute(key="pay", label="Income", group=Group.SOCIOECONOMIC, kind=Kind.NUMBER, care=Care.PERSONAL)
ALL = [EASE, TOWN, SPENT, PAY]


def view(
    values: list[Value],
    placements: list[Placement] | None = None,
    consents: list[Consent] | None = None,
    interviews: list[InterviewSummary] | None = None,
) -> StudyView:
    people = [Person(id=name, name=name.title(), order=n) for n, name in enumerate(("anna", "bram", "carl", "dora"))]
    return StudyView(
        study=Study(business="Shop"),
        attributes=ALL,
        people=[*people, Person(id="max", name="Max", imagined=True)],
        values=values,
        placements=placements or [],
        consents=consents or [],
        interviews=interviews or [],
    )


def value(person: str, attribute: str, content: object, **more: object) -> Value:
    return msgspec.structs.replace(Value(person=person, attribute=attribute, content=content), **more)  # type: ignore[arg-type]


def slots(of: Mapped) -> dict[str, int | None]:
    return {person: place.slot for person, place in of.places.items()}


def one(study: StudyView, variable: Variable) -> Mapped:
    return mapped(study, None, [variable])[0]


def test_the_steps_of_a_scale_are_spread_over_the_whole_line() -> None:
    study = view([value("anna", "ease", 1.0), value("bram", "ease", 3.0), value("carl", "ease", 5.0)])
    assert slots(one(study, variable_from(EASE))) == {"anna": 1, "bram": 7, "carl": SLOTS}


def test_a_choice_places_people_at_their_option_and_an_unknown_option_places_nobody() -> None:
    study = view([value("anna", "town", "c"), value("bram", "town", "t"), value("carl", "town", "moon")])
    found = one(study, variable_from(TOWN))
    assert found.bands == {"anna": 1, "bram": 0}
    assert found.places["anna"].choice == "c"


def test_a_placement_overrules_a_value_and_is_told_as_a_contradiction() -> None:
    variable = variable_from(EASE, stable_id="v")
    study = view([value("anna", "ease", 1.0)], [Placement(person="anna", variable="v", slot=12)])
    found = one(study, variable)
    assert slots(found) == {"anna": 12}
    assert found.contradicted == {"anna"}


def test_a_placement_as_not_known_takes_the_value_away() -> None:
    study = view([value("anna", "ease", 1.0)], [Placement(person="anna", variable="v", known=Known.UNKNOWN)])
    assert slots(one(study, variable_from(EASE, stable_id="v"))) == {}


def test_rather_not_say_and_what_was_set_aside_place_nobody() -> None:
    study = view(
        [value("anna", "ease", None, known=Known.NOT_SAID), value("bram", "ease", 2.0, set_aside=True)],
    )
    assert slots(one(study, variable_from(EASE))) == {}


def test_a_value_from_a_talk_places_only_while_its_consent_stands() -> None:
    agreed = Consent(id="c-anna", person="anna", scopes=[Scope.NOTES], given_on=DAY)
    meeting = talk("anna")
    said = value("anna", "ease", 4.0, source_kind=SourceKind.INTERVIEW, source=meeting.id)
    assert slots(one(view([said], consents=[agreed], interviews=[meeting]), variable_from(EASE))) == {"anna": 10}
    withdrawn = msgspec.structs.replace(agreed, withdrawn_on=DAY)
    assert slots(one(view([said], consents=[withdrawn], interviews=[meeting]), variable_from(EASE))) == {}


def test_a_placement_falls_away_when_no_consent_covers_any_of_its_words() -> None:
    agreed = Consent(id="c-anna", person="anna", scopes=[Scope.NOTES], given_on=DAY)
    meeting = talk("anna")
    words = Evidence(person="anna", kind=TargetKind.LINE, target="1", container=meeting.id, exact="x")
    placed = [Placement(person="anna", variable="v", slot=3, evidence=[words])]
    line = Variable(id="v", low="price", high="trust")
    assert slots(one(view([], placed, [agreed], [meeting]), line)) == {"anna": 3}
    withdrawn = msgspec.structs.replace(agreed, withdrawn_on=DAY)
    assert slots(one(view([], placed, [withdrawn], [meeting]), line)) == {}


def test_a_placement_off_the_line_or_of_somebody_unknown_places_nobody() -> None:
    placed = [Placement(person="anna", variable="v", slot=14), Placement(person="ghost", variable="v", slot=3)]
    assert slots(one(view([], placed), Variable(id="v", low="a", high="b"))) == {}


def test_a_variable_that_was_left_out_is_not_mapped() -> None:
    assert mapped(view([]), None, [Variable(id="v", low="a", high="b", left_out=True)]) == []


def test_the_imagined_are_placed_but_do_not_move_the_cuts() -> None:
    placed = [
        Placement(person=person, variable="v", slot=slot)
        for person, slot in {"anna": 1, "bram": 2, "carl": 8, "max": 13}.items()
    ]
    found = one(view([], placed), Variable(id="v", low="a", high="b"))
    assert found.bands == {"anna": 0, "bram": 0, "carl": 1, "max": 1}


def test_a_persons_own_cuts_overrule_the_proposal() -> None:
    placed = [Placement(person="anna", variable="v", slot=1), Placement(person="bram", variable="v", slot=3)]
    found = one(view([], placed), Variable(id="v", low="a", high="b", cuts=[5]))
    assert (found.cuts, found.proposed, found.bands) == ((5,), False, {"anna": 0, "bram": 0})


def test_attributes_that_place_people_are_ready_as_variables_but_not_what_is_personal() -> None:
    everything = [value(person, key, content) for person in ("anna", "bram") for key, content in _CONTENTS.items()]
    ready = ready_variables(view(everything))
    assert [variable.id for variable in ready] == ["attribute:ease", "attribute:town", "attribute:spent"]
    assert [variable_label(variable) for variable in ready] == ["At ease", "Lives in", "Spent"]


def test_an_attribute_known_of_one_customer_is_not_ready() -> None:
    assert ready_variables(view([value("anna", "ease", 2.0)])) == []


def test_an_attribute_that_has_its_variable_is_not_offered_again() -> None:
    study = view([value("anna", "ease", 2.0), value("bram", "ease", 2.0)])
    assert ready_variables(msgspec.structs.replace(study, variables=[variable_from(EASE)])) == []


_CONTENTS: dict[str, object] = {"ease": 2.0, "town": "t", "spent": 12.0, "pay": 30.0}


def test_one_very_large_number_does_not_push_the_others_together() -> None:
    found = slots_of_numbers({"a": 100.0, "b": 120.5, "c": 150.0, "d": 10_000.0})
    assert found["a"] < found["b"] < found["c"] < found["d"]


@given(st.dictionaries(st.text(max_size=3), st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_numbers_keep_their_order_and_stay_on_the_line(amounts: dict[str, float]) -> None:
    found = slots_of_numbers(amounts)
    assert found.keys() == amounts.keys()
    assert all(1 <= slot <= SLOTS for slot in found.values())
    ordered = sorted(amounts, key=amounts.__getitem__)
    assert [found[person] for person in ordered] == sorted(found.values())
