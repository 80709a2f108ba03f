"""How many new themes each interview brought."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import Mark
from persona_tui.domain.people import Fit, Person
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.domain.variables import Theme
from persona_tui.insights.saturation import Saturation, saturation, saturation_of
from persona_tui.insights.view import StudyView

BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def held(number: int, marked: int = 0, *, consent: str = "") -> Interview:
    """The interview with person `number`, a day after the one before."""
    lines = [Line(id=f"{number}-{n}", text="x", marks=[Mark.PAIN]) for n in range(marked)]
    return Interview(
        id=f"t{number}",
        people=[f"p{number}"],
        consent=consent,
        started_at=BEGUN + timedelta(days=number),
        answers=[Answer(question="why", lines=[*lines, Line(text="also said")])],
    )


def theme(name: str, *talks: int) -> Theme:
    pieces = [
        Evidence(person=f"p{n}", kind=TargetKind.LINE, container=f"t{n}", target=f"{n}-{place}", exact="x")
        for place, n in enumerate(talks)
    ]
    return Theme(name=name, field="pains", evidence=pieces)


def brought(found: Saturation) -> list[int]:
    return [each.new for each in found.interviews]


def test_a_theme_is_new_in_the_first_interview_that_speaks_to_it_whatever_order_they_come_in() -> None:
    talks = [held(3), held(1), held(2)]
    found = saturation([theme("price", 3, 1), theme("room", 2), theme("noise", 1, 2)], talks)
    assert [each.interview for each in found.interviews] == ["t1", "t2", "t3"]
    assert brought(found) == [2, 1, 0]
    assert [each.themes for each in found.interviews] == [2, 2, 1]
    assert found.themes == 3


def test_two_interviews_without_a_new_theme_say_that_another_is_unlikely_to_pay() -> None:
    talks = [held(number) for number in range(1, 7)]
    found = saturation([theme("price", 1, 5), theme("room", 4, 6)], talks)
    assert brought(found) == [1, 0, 0, 1, 0, 0]
    assert found.is_reached
    assert found.sentence == "The last 2 interviews brought no new theme: another is unlikely to pay."


def test_of_few_interviews_it_is_said_with_care() -> None:
    found = saturation([theme("price", 1)], [held(1), held(2), held(3)])
    assert found.is_reached
    assert found.sentence.endswith("These are few, so take it with care.")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ([theme("a", 1), theme("b", 2)], "brought 1 new theme: another is likely to pay"),
        ([theme("a", 1), theme("b", 2), theme("c", 2)], "brought 2 new themes: another is likely to pay"),
        ([theme("a", 1, 2)], "brought no new theme. If the next one brings none"),
    ],
    ids=["one", "two", "none"],
)
def test_after_a_new_theme_another_interview_is_likely_to_pay(last: list[Theme], said: str) -> None:
    assert said in saturation(last, [held(1), held(2)]).sentence


def test_interviews_whose_lines_nobody_sorted_yet_stop_nothing() -> None:
    found = saturation([theme("price", 1)], [held(1, 1), held(2, 4), held(3, 4)])
    assert [each.is_sorted for each in found.interviews] == [True, False, False]
    assert not found.is_reached
    assert found.sentence.startswith("Most lines of the last 2 interviews are in no theme yet.")


def test_words_that_no_longer_count_bring_no_theme() -> None:
    found = saturation([theme("price", 1, 2)], [held(1), held(2)], lambda item: item.person != "p1")
    assert brought(found) == [0, 1]
    assert saturation([theme("price", 1)], [held(1)], lambda item: False).themes == 0


def test_without_interviews_nothing_is_said_and_without_themes_how_to_begin() -> None:
    assert saturation([], []).sentence == ""
    assert saturation([], [held(1)]).sentence.startswith("No themes yet.")
    assert saturation([theme("empty")], [held(1)]).themes == 0


def test_of_a_study_only_interviews_with_consent_and_somebody_real_are_asked() -> None:
    talks = [held(1, consent="c1"), held(2, consent="c2"), held(3, consent="c3"), held(4)]
    people = [Person(id=f"p{n}", name=f"P{n}", imagined=n == 3) for n in range(1, 5)]
    gone = date(2026, 11, 20)
    consents = [
        Consent(
            id=f"c{n}",
            person=f"p{n}",
            scopes=[Scope.NOTES],
            given_on=date(2026, 11, 2),
            withdrawn_on=gone if n == 2 else None,
        )
        for n in range(1, 4)
    ]
    view = StudyView(
        study=Study(business="Shop"),
        people=people,
        consents=consents,
        interviews=[summarise(talk) for talk in talks],
        themes=[theme("a", 1), theme("b", 2), theme("c", 3, 4)],
    )
    found = saturation_of(view)
    assert [each.interview for each in found.interviews] == ["t1"]
    assert found.themes == 1


def test_those_whom_the_business_does_not_want_are_another_group() -> None:
    people = [Person(id="p1", name="P1"), Person(id="p2", name="P2", fit=Fit.NO_FIT)]
    given = date(2026, 11, 2)
    view = StudyView(
        study=Study(business="Shop"),
        people=people,
        consents=[Consent(id=f"c{n}", person=f"p{n}", scopes=[Scope.NOTES], given_on=given) for n in (1, 2)],
        interviews=[summarise(held(n, consent=f"c{n}")) for n in (1, 2)],
        themes=[theme("a", 1), theme("b", 2)],
    )
    assert [each.interview for each in saturation_of(view).interviews] == ["t1"]
