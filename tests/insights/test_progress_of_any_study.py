"""Whatever a study is like, there is one thing to do next, and a rail of six states."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.domain.attributes import Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.study import Study
from persona_tui.insights.advice import advise
from persona_tui.insights.progress import StepKey, steps
from persona_tui.insights.view import StudyView
from tests.insights.study_drafts import (
    DAY,
    NAMES,
    PICKED,
    consent,
    persona,
    talk,
)


@st.composite
def views(draw: st.DrawFn) -> StudyView:
    """Any study at all, also ones that no act leads to."""
    flags = st.booleans()
    persons = [
        Person(
            id=name.lower(),
            name=draw(st.sampled_from([name, "{x}", "[/b]", ""])),
            imagined=draw(flags),
            fit=draw(st.sampled_from(Fit)),
            relation=draw(st.sampled_from(Relation)),
        )
        for name in NAMES[: draw(st.integers(0, 12))]
    ]
    ids = [person.id for person in persons] + ["gone"]
    person = st.sampled_from(ids)
    picked = PICKED[: draw(st.integers(0, len(PICKED)))]
    values = st.builds(
        Value,
        person=person,
        attribute=st.sampled_from(PICKED).map(lambda a: a.key),
        content=st.sampled_from(["t", 3.0]),
    )
    summaries = st.builds(talk, person, st.sampled_from(InterviewState), words=flags, agreed=flags)
    built = st.builds(
        persona,
        st.sampled_from(["Kim", "", "{name}"]),
        leave=st.sampled_from(["", "name", "people", "quote", "goals"]),
        of=st.lists(person, max_size=3).map(tuple),
    )
    return StudyView(
        study=Study(
            business="Shop",
            purpose=draw(st.sampled_from(["", "why"])),
            start_up=draw(flags),
            review_on=draw(st.none() | st.dates()),
        ),
        attributes=picked,
        people=persons,
        values=draw(st.lists(values, max_size=12)),
        consents=[consent(found) for found in draw(st.sets(person))],
        interviews=draw(st.lists(summaries, max_size=6)),
        channel_uses=draw(st.lists(st.builds(ChannelUse, person=person, channel=st.just("email")), max_size=3)),
        personas=draw(st.lists(built, max_size=3)),
    )


@given(views(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_there_is_always_one_thing_to_do_with_a_reason(view: StudyView, shared: bool) -> None:
    advice = advise(view, shared=shared, today=DAY)
    assert advice.what.strip() and advice.why.strip()
    assert advice.step in StepKey
    assert not advice.person or advice.person in {person.id for person in view.people} | {"gone"}


@given(views(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_the_rail_always_has_six_short_states(view: StudyView, shared: bool) -> None:
    found = steps(view, shared)
    assert [state.key for state in found] == list(StepKey)
    assert all(state.state in ("empty", "started", "done") and 0 < len(state.detail) <= 12 for state in found)
