"""The two that lie furthest apart, and what is said when too little is known."""

from __future__ import annotations

from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.records import replace
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.apart import Apart, Rest, furthest_apart, really_asked
from persona_tui.insights.mapping import mapped
from persona_tui.insights.pattern_words import (
    apart_words,
    band_words,
    group_words,
    luck_words,
    only_luck,
    people_words,
    stands_words,
    together_on,
    what_counts_once,
)
from persona_tui.insights.patterns import Patterns, find_patterns
from persona_tui.insights.view import StudyView
from tests.insights.pattern_studies import line
from tests.insights.study_drafts import Draft, consent, talk

POLES = [
    ("buys on price", "buys on trust"),
    ("alone", "asks others"),
    ("online", "in the shop"),
    ("plans ahead", "at the last moment"),
    ("little", "all day"),
    ("calm", "hurry"),
]
CAMPS = {
    "anna": (1, 2, 1, 3, 2, 1),
    "bram": (2, 1, 3, 1, 1, 3),
    "carl": (3, 3, 2, 2, 3, 2),
    "dora": (12, 13, 11, 12, 13, 11),
    "els": (13, 11, 12, 11, 11, 13),
    "finn": (11, 12, 13, 13, 12, 12),
}


def draft() -> Draft:
    """Six customers who were talked to, in two camps on six lines."""
    made = Draft().talked()
    made.values = []
    made.variables = [
        Variable(id=f"v{number}", low=low, high=high, order=number) for number, (low, high) in enumerate(POLES)
    ]
    made.placements = [
        Placement(person=person, variable=f"v{number}", slot=slot)
        for person, slots in CAMPS.items()
        for number, slot in enumerate(slots)
    ]
    return made


def looked(view: StudyView) -> tuple[Patterns, Apart, str]:
    places = mapped(view)
    among = [person.id for person in view.people if not person.imagined and person.fit is not Fit.NO_FIT]
    found = find_patterns(places, among, shuffles=200)
    apart = furthest_apart(view, places, found)
    return found, apart, apart_words(apart, places, view)


def members(apart: Apart) -> set[frozenset[str]]:
    assert apart.one is not None
    assert apart.other is not None
    return {frozenset(apart.one.people), frozenset(apart.other.people)}


def test_two_camps_lie_furthest_apart_and_one_sentence_says_on_what() -> None:
    _found, apart, words = looked(draft().view())
    assert members(apart) == {frozenset({"anna", "bram", "carl"}), frozenset({"dora", "els", "finn"})}
    assert apart.distance == 1.0
    assert "Anna, Bram and Carl lie furthest from Dora, Els and Finn" in words
    assert "buys on price against buys on trust" in words.replace("“", "").replace("”", "")


def test_who_was_not_talked_to_is_imagined_or_does_not_fit_is_not_among_them() -> None:
    made = draft()
    made.interviews = [each for each in made.interviews if each.people != ["carl"]]
    made.people = [
        replace(person, fit=Fit.NO_FIT)
        if person.id == "finn"
        else replace(person, imagined=True)
        if person.id == "els"
        else person
        for person in made.people
    ]
    assert really_asked(made.view(), mapped(made.view())) == ["anna", "bram", "dora"]


def test_a_withdrawn_consent_takes_somebody_out() -> None:
    made = draft()
    made.consents = [
        replace(each, withdrawn_on=each.given_on) if each.person == "anna" else each for each in made.consents
    ]
    assert "anna" not in really_asked(made.view(), mapped(made.view()))


def test_a_respondent_was_asked_by_the_survey() -> None:
    made = draft()
    made.interviews = []
    made.people = [replace(person, relation=Relation.RESPONDENT) for person in made.people]
    assert len(looked(made.view())[1].asked) == 6


def test_with_too_few_who_were_asked_it_says_whom_to_ask_what() -> None:
    made = draft()
    made.interviews = made.interviews[:2]
    made.placements = [each for each in made.placements if each.person in ("anna", "bram") or each.variable == "v0"]
    _found, apart, words = looked(made.view())
    assert apart.one is None
    assert [ask.person for ask in apart.missing] == ["carl", "dora", "els"]
    assert all(ask.talk for ask in apart.missing)
    assert words.startswith(
        "Too little is known to tell who lies furthest apart: 2 customers who may fit were asked and are on the map."
    )
    assert "Talk to Carl, and ask about “alone – asks others”" in words


def test_groups_that_were_kept_come_before_those_that_are_only_ranked() -> None:
    made = draft()
    made.patterns = [
        Pattern(people=["anna", "carl"], reason="because they are thrifty"),
        Pattern(people=["dora", "finn"], reason="because they have time"),
    ]
    _found, apart, words = looked(made.view())
    assert apart.rest is Rest.KEPT
    assert members(apart) == {frozenset({"anna", "carl"}), frozenset({"dora", "finn"})}
    assert "Both are groups that you kept." in words


def test_what_counts_once_counts_once_in_the_distance_too() -> None:
    made = draft()
    made.variables = [replace(each, counts_with="v0") if each.id != "v0" else each for each in made.variables]
    assert looked(made.view())[1].one is None


def test_luck_is_said_in_shuffles_of_a_hundred_and_never_in_percent() -> None:
    made = draft()
    found, _apart, _words = looked(made.view())
    view, places = made.view(), mapped(made.view())
    first = found.candidates[0]
    said = " ".join(
        [
            luck_words(first, found),
            group_words(first, view, found),
            *together_on(first, places),
            only_luck(),
            *what_counts_once(found, places, view),
        ]
    )
    assert "by luck in" in luck_words(first, found)
    assert "of 100 shuffles" in luck_words(first, found)
    assert "%" not in said


def test_a_group_that_may_be_luck_is_said_to_be_so() -> None:
    found, _apart, _words = looked(draft().view())
    lucky = replace_chance(found, 0.31)
    assert luck_words(lucky.candidates[0], lucky) == (
        "groups like this turn up by luck in 31 of 100 shuffles: it may well be luck"
    )
    assert luck_words(replace_chance(found, 0.0005).candidates[0], found).endswith("fewer than 1 of 100 shuffles")


def replace_chance(found: Patterns, chance: float) -> Patterns:
    import msgspec

    first = msgspec.structs.replace(found.candidates[0], chance=chance)
    return msgspec.structs.replace(found, candidates=(first,))


def test_bands_are_said_by_their_poles() -> None:
    three = line(0, {"anna": 1, "bram": 7, "carl": 13}, label="")
    assert [band_words(three, band) for band in range(3)] == ["“little”", "in between", "“much”"]
    assert stands_words(three, 0) == "little (not: much)"
    assert stands_words(three, 1) == "between “little” and “much”"


def test_of_many_people_the_first_are_named() -> None:
    view = StudyView(study=Draft().study, people=[Person(id=str(n), name=f"P{n}") for n in range(20)])
    assert people_words([str(n) for n in range(20)], view, 5) == "P0, P1, P2 and 17 more"


def test_a_name_with_markup_or_braces_is_said_as_it_is() -> None:
    made = draft()
    made.people = [replace(person, name="{x} [/b]") if person.id == "anna" else person for person in made.people]
    assert "{x} [/b]" in looked(made.view())[2]


def test_a_talk_makes_the_difference() -> None:
    made = draft()
    made.interviews = [each for each in made.interviews if each.people != ["finn"]]
    assert "finn" not in looked(made.view())[1].asked
    made.interviews.append(talk("finn"))
    made.consents = [each for each in made.consents if each.person != "finn"] + [consent("finn")]
    assert "finn" in looked(made.view())[1].asked
