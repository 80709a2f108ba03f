"""Whether a persona holds together: each check by the mistake that it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.attributes import Attribute, Care, Group, Kind, Known, Value
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, InterviewState, Line
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.personas import Face, FaceKind, Persona, PersonaKind, Quote, is_finished, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.domain.variables import Placement, Theme, Variable
from persona_tui.insights.coherence import Severity, findings, names_in
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.persona_advice import to_be_finished, words_cut_out
from persona_tui.insights.tallies import value_evidence
from persona_tui.insights.view import StudyView
from tests.insights.conftest import AGE, DAY

LOOK = {"age_band": "born_1980_1994"}
GENDER = Attribute(key="gender", label="Gender", group=Group.DEMOGRAPHIC, kind=Kind.TEXT, care=Care.PERSONAL)
BELIEF = Attribute(key="religion", label="Religion", group=Group.DEMOGRAPHIC, kind=Kind.TEXT, care=Care.SPECIAL)
ANNA, BRAM = Person(id="anna", name="Anna de Wit"), Person(id="bram", name="Bram Jansen")
CARL, DORA = Person(id="carl", name="Carl Maas"), Person(id="dora", name="Dora Pos")


def talk(person: str, *lines: str) -> Interview:
    said = [Line(id=f"{person}-{n}", text=text, kind=LineKind.WORD_FOR_WORD) for n, text in enumerate(lines)]
    return Interview(
        id=f"t-{person}",
        people=[person],
        state=InterviewState.DONE,
        consent=f"c-{person}",
        answers=[Answer(question="why", lines=said)],
    )


TALKS = {
    "anna": talk("anna", "my back hurt every evening", "I want to paint again"),
    "bram": talk("bram", "it wobbled at the table"),
    "carl": talk("carl", "I compare for weeks"),
    "dora": talk("dora", "I measure everything"),
}


def words(person: str, place: int = 0) -> Evidence:
    line = TALKS[person].answers[0].lines[place]
    return Evidence(
        person=person, kind=TargetKind.LINE, target=line.id, container=f"t-{person}", about="why", exact=line.text
    )


def whole(name: str, people: list[str], behaviour: str, *pieces: Evidence) -> Persona:
    """A persona with every part filled; its behaviour, goals and pains rest on the pieces."""
    said = {"psychographics": behaviour, "goals": f"{behaviour}, as a goal", "pains": f"{behaviour}, as a pain"}
    fields = [
        replace(
            field,
            claims=[
                Claim(
                    id=f"{name}-{field.key}",
                    text=said.get(field.key, "Something known of them"),
                    evidence=list(pieces) if field.key in said else [],
                )
            ],
        )
        for field in template_fields(False)
    ]
    return Persona(
        id=name.lower(),
        name=name,
        people=people,
        reason="they do the same",
        face=Face(kind=FaceKind.DRAWN, file="x.png", settings=dict(LOOK)),
        quote=Quote(pieces=[pieces[0]]),
        fields=fields,
    )


LOTTE = whole("Lotte", ["anna", "bram"], "Buys on somebody's word", words("anna"), words("bram"))
MILAN = whole("Milan", ["carl", "dora"], "Compares for weeks", words("carl"), words("dora"))


def ground(*personas: Persona, **more: object) -> Context:
    people = [ANNA, BRAM, CARL, DORA]
    view = StudyView(
        study=Study(business="Shop", purpose="why they buy", picked=["age", "gender"]),
        attributes=[AGE, GENDER],
        people=people,
        consents=[
            Consent(id=f"c-{person.id}", person=person.id, scopes=[Scope.NOTES, Scope.QUOTES], given_on=DAY)
            for person in people
        ],
        interviews=[summarise(each) for each in TALKS.values()],
        personas=list(personas),
    )
    for name, value in more.items():
        view = msgspec_replace(view, name, value)
    return context(view, TALKS.values())


def msgspec_replace(view: StudyView, name: str, value: object) -> StudyView:
    import msgspec

    return msgspec.structs.replace(view, **{name: value})


def checks(persona: Persona, held: Context | None = None, severity: Severity | None = None) -> set[str]:
    """The names of the checks that found something."""
    found = findings(held or ground(persona, MILAN), persona, look=LOOK, attributes=[AGE, GENDER, BELIEF])
    return {each.check for each in found if severity is None or each.severity is severity}


def with_claim(persona: Persona, key: str, **changes: object) -> Persona:
    fields = [
        replace(field, claims=[replace(field.claims[0], **changes)]) if field.key == key else field
        for field in persona.fields
    ]
    return replace(persona, fields=fields)


def test_nothing_stands_in_the_way_of_a_persona_that_holds_together() -> None:
    assert checks(LOTTE, severity=Severity.MUST) == set()
    assert checks(MILAN, ground(LOTTE, MILAN), Severity.MUST) == set()


def test_parts_that_are_empty_stand_in_the_way() -> None:
    assert checks(replace(LOTTE, face=None, name=" ")) >= {"empty"}
    found = findings(ground(LOTTE), replace(LOTTE, people=[]), look=LOOK)
    assert ("empty", "people") in {(each.check, each.part) for each in found}


def test_what_must_be_put_right_comes_first_and_in_the_order_of_the_template() -> None:
    broken = with_claim(replace(LOTTE, reason="", face=None, name=""), "pains", text="As Anna says, it hurts")
    found = findings(ground(broken), broken, look=LOOK)
    assert [each.part for each in found if each.severity is Severity.MUST] == ["name", "face", "pains"]
    assert found[-1].severity is Severity.SHOULD


def test_two_personas_that_differ_in_who_they_are_alone_are_to_be_merged() -> None:
    twin = replace(
        whole("Milan", ["carl", "dora"], "Buys on somebody's word", words("carl"), words("dora")), id="milan"
    )
    assert "alike" in checks(LOTTE, ground(LOTTE, twin), Severity.MUST)
    other = with_claim(twin, "psychographics", text="Compares for weeks")
    assert "alike" not in checks(LOTTE, ground(LOTTE, other))


def test_what_nobody_said_is_no_difference() -> None:
    guess = replace(LOTTE, id="guess", name="Guess", people=["carl"])
    guess = with_claim(guess, "psychographics", text="Flies to the moon", evidence=[])
    assert "alike" in checks(LOTTE, ground(LOTTE, guess))


def test_standing_apart_on_a_line_of_behaviour_is_a_difference() -> None:
    twin = whole("Milan", ["carl", "dora"], "Buys on somebody's word", words("carl"), words("dora"))
    trust = Variable(id="v", low="price", high="trust", cuts=[6])
    places = {"anna": 2, "bram": 3, "carl": 12, "dora": 11}
    placed = [
        Placement(person=person, variable="v", slot=slot, evidence=[words(person)]) for person, slot in places.items()
    ]
    assert "alike" not in checks(LOTTE, ground(LOTTE, twin, variables=[trust], placements=placed))
    together = [replace(each, slot=2) for each in placed]
    assert "alike" in checks(LOTTE, ground(LOTTE, twin, variables=[trust], placements=together))


def test_the_quote_is_one_of_its_own_customers() -> None:
    assert "quote_speaker" in checks(replace(LOTTE, quote=Quote(pieces=[words("carl")])))


def test_the_quote_supports_a_goal_a_pain_or_a_motivator_or_a_theme_that_does() -> None:
    other_line = replace(LOTTE, quote=Quote(pieces=[words("anna", 1)]))
    assert "quote_supports" in checks(other_line)
    theme = Theme(name="painting", field="goals", evidence=[words("anna", 1), words("bram")])
    assert "quote_supports" not in checks(other_line, ground(other_line, MILAN, themes=[theme]))
    elsewhere = replace(theme, field="channels")
    assert "quote_supports" in checks(other_line, ground(other_line, MILAN, themes=[elsewhere]))


def test_a_quote_that_may_not_be_shown_any_more_stands_in_the_way() -> None:
    only_notes = [Consent(id=f"c-{person}", person=person, scopes=[Scope.NOTES], given_on=DAY) for person in TALKS]
    assert "quote_gone" in checks(LOTTE, ground(LOTTE, MILAN, consents=only_notes))


def test_a_face_is_drawn_for_the_age_that_its_customers_have_now() -> None:
    older = replace(LOTTE, face=Face(kind=FaceKind.DRAWN, file="x.png", settings={"age_band": "born_1944_1964"}))
    assert "face_age" in checks(older, severity=Severity.MUST)
    assert not [each for each in findings(ground(older), older, look={}) if each.check == "face_age"]
    photo = replace(LOTTE, face=Face(kind=FaceKind.FILE, file="x.png", agreed=True))
    assert "face_age" not in checks(photo)
    assert "face_agreed" in checks(replace(LOTTE, face=Face(kind=FaceKind.FILE, file="x.png")))


def test_a_sentence_whose_words_are_gone_is_made_an_assumption_by_hand() -> None:
    gone = Evidence(person="anna", kind=TargetKind.LINE, target="none", container="t-anna", about="why", exact="x")
    assert "lost" in checks(with_claim(LOTTE, "motivators", evidence=[gone]), severity=Severity.MUST)
    assert "lost" not in checks(with_claim(LOTTE, "motivators", evidence=[]))
    assert "lost" not in checks(with_claim(LOTTE, "motivators", evidence=[gone, words("bram")]))


def test_a_part_that_nobody_said_anything_to_is_for_the_owner_to_judge() -> None:
    found = findings(ground(LOTTE, MILAN), LOTTE, look=LOOK)
    assert ("assumed", "motivators", Severity.SHOULD) in {(each.check, each.part, each.severity) for each in found}


def test_as_many_against_as_for_is_asked_about() -> None:
    turned = with_claim(LOTTE, "goals", evidence=[words("anna")], against=[words("bram")])
    found = [each for each in findings(ground(turned), turned, look=LOOK) if each.check == "against"]
    assert [each.claim for each in found] == ["Lotte-goals"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as anna de wit put it", ["Anna de Wit"]),
        ("she asked Anna twice", ["Anna"]),
        ("she lives like the Wit family", ["Wit"]),
        ("Anna’s back hurts", ["Anna"]),
        ("Annabel sings", []),
        ("Anna has pain", ["Anna"]),
        ("with de and wit and humour", []),
        ("It hurts. Anna", ["Anna"]),
    ],
)
def test_a_real_name_is_found_as_a_word_that_is_written_as_a_name(text: str, found: list[str]) -> None:
    assert names_in(text, ANNA) == found


def test_a_name_that_is_a_word_too_may_begin_a_sentence() -> None:
    will = Person(name="Will Okafor")
    assert names_in("Will it fit? Will it hold?", will) == []
    assert names_in("as Will said", will) == ["Will"]
    assert names_in("Okafor buys twice", will) == ["Okafor"]


@given(st.text(max_size=40), st.text(max_size=60))
def test_no_name_and_no_text_can_break_the_search(name: str, text: str) -> None:
    found = names_in(text, Person(name=name))
    assert all(part.casefold() in text.casefold() or part in text for part in found)


def test_no_field_may_hold_a_customers_name() -> None:
    for named in (
        replace(LOTTE, archetype="a friend of Bram Jansen"),
        replace(LOTTE, reason="both know Anna"),
        with_claim(LOTTE, "channels", text="Calls Carl at the shop"),
    ):
        assert "name" in checks(named, severity=Severity.MUST)


def test_special_and_personal_attributes_need_a_purpose() -> None:
    gender = Value(id="g", person="anna", attribute="gender", content="woman", known=Known.KNOWN)
    belief = Value(id="b", person="anna", attribute="religion", content="x")
    personal = with_claim(LOTTE, "demographics", evidence=[value_evidence(gender)])
    special = with_claim(LOTTE, "demographics", evidence=[value_evidence(belief)])
    held = ground(personal, MILAN, values=[gender, belief])
    assert "purpose" not in checks(personal, held)
    no_purpose = ground(personal, MILAN, values=[gender], study=Study(business="Shop", picked=["gender"]))
    assert "purpose" in checks(personal, no_purpose)
    assert "purpose" in checks(special, held, Severity.MUST)
    purpose = Study(business="Shop", purpose="why", special_purposes={"religion": "closed on feast days"})
    assert "purpose" not in checks(special, ground(special, MILAN, values=[belief], study=purpose))


def test_one_voice_that_drowns_the_others_is_a_warning() -> None:
    pieces = [words("anna"), words("anna", 1)]
    loud = with_claim(with_claim(LOTTE, "goals", evidence=pieces), "channels", evidence=pieces)
    extra = [
        Evidence(person="anna", kind=TargetKind.LINE, target="anna-0", container="t-anna", about="why", exact=exact)
        for exact in ("my back",)
    ]
    loud = with_claim(loud, "pains", evidence=[*pieces, *extra])
    held = ground(loud, MILAN)
    from persona_tui.insights.loudness import loudest

    assert ("loud" in checks(loud, held)) is (loudest(loud, held) is not None)


def test_who_does_not_fit_belongs_to_a_negative_persona_and_nobody_else() -> None:
    odd = [replace(ANNA, fit=Fit.NO_FIT), BRAM, CARL, DORA]
    assert "fit" in checks(LOTTE, ground(LOTTE, MILAN, people=odd), Severity.SHOULD)
    negative = replace(LOTTE, kind=PersonaKind.NEGATIVE)
    assert "fit" in checks(negative, ground(negative, MILAN, people=odd))
    both = [replace(ANNA, fit=Fit.NO_FIT), replace(BRAM, fit=Fit.NO_FIT), CARL, DORA]
    assert "fit" not in checks(negative, ground(negative, MILAN, people=both))


def test_a_persona_is_finished_when_it_was_called_so_and_nothing_went_missing_since() -> None:
    done = replace(LOTTE, finished_on=DAY)
    assert is_finished(done) and not is_finished(LOTTE)
    assert not is_finished(replace(done, quote=None))


def test_next_is_to_check_and_finish_until_that_is_done() -> None:
    held = ground(LOTTE, replace(MILAN, finished_on=DAY)).view
    advice = to_be_finished(held, False, DAY)
    assert advice is not None and (advice.what, advice.persona) == ("Check and finish Lotte.", "lotte")
    assert to_be_finished(ground(replace(LOTTE, finished_on=DAY)).view, False, DAY) is None


def test_a_hole_that_a_forgotten_customer_left_is_filled_before_a_persona_is_finished_or_shared() -> None:
    holed = with_claim(replace(LOTTE, finished_on=DAY), "pains", text="Hurts […] each working day")
    found = next(each for each in findings(ground(holed, MILAN), holed, look=LOOK) if each.check == "cut")
    assert (found.part, found.severity) == ("pains", Severity.MUST)
    advice = words_cut_out(ground(holed, MILAN).view, False, DAY)
    assert advice is not None and (advice.persona, advice.part) == ("lotte", "pains")
    assert words_cut_out(ground(LOTTE, MILAN).view, False, DAY) is None, "a quote may leave words out"
