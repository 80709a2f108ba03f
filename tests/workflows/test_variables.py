"""What customers stand apart on, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.domain.attributes import Known
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.domain.variables import SLOTS, Pattern, Placement
from persona_tui.insights.map_gaps import gaps, next_gap, on_the_map, shared_by
from persona_tui.insights.mapping import mapped
from persona_tui.workflows import variables as acts
from persona_tui.workflows.attributes import pick_attribute
from persona_tui.workflows.customers import add_customer, remove_customer
from persona_tui.workflows.map_words import ground_of_person, words_for_place, words_of_place
from persona_tui.workflows.sample import write_sample
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study, open_study


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_study(tmp_path / "shop", business="Perch")
    for name in ("Anna", "Bram"):
        add_customer(made, name)
    yield made
    made.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("map") / "study"
    write_sample(folder)
    made = open_study(folder)
    yield made
    made.close()


def _ids(session: Session) -> list[str]:
    return [person.id for person in session.people()]


# --- the list


def test_a_line_needs_two_ends_that_differ(session: Session) -> None:
    line = acts.add_variable(session, " buys on price ", "buys on trust")
    assert (line.low, line.high, line.is_choice) == ("buys on price", "buys on trust", False)
    for low, high in (("", "x"), ("x", ""), ("Same", "same"), ("buys on price", "BUYS on trust")):
        with pytest.raises(PlainError):
            acts.add_variable(session, low, high)
    assert session.variables() == [line]


def test_a_choice_needs_a_label_and_two_answers(session: Session) -> None:
    choice = acts.add_variable(session, label="Who decides", options=["they do", "their boss", "they do", " "])
    assert [option.label for option in choice.options] == ["they do", "their boss"]
    for label, answers in (("", ["a", "b"]), ("x", ["a"]), ("y", [str(n) for n in range(12)])):
        with pytest.raises(PlainError):
            acts.add_variable(session, label=label, options=answers)


def test_lines_are_moved_reworded_and_left_out_and_each_can_be_undone(session: Session) -> None:
    one = acts.add_variable(session, "a", "b")
    two = acts.add_variable(session, "c", "d")
    acts.move_variable(session, two.id, -1)
    assert [line.id for line in session.variables()] == [two.id, one.id]
    acts.change_variable(session, one.id, low="A bit", left_out=True)
    assert acts.the_variable(session, one.id).left_out
    for _act in range(2):
        session.undo()
    assert [line.id for line in session.variables()] == [one.id, two.id]
    assert acts.the_variable(session, one.id).low == "a"


def test_an_answer_that_goes_takes_its_places_along_and_one_that_stays_keeps_its_key(session: Session) -> None:
    anna, bram = _ids(session)
    choice = acts.add_variable(session, label="Who decides", options=["they do", "their boss", "nobody"])
    keys = [option.key for option in choice.options]
    acts.place(session, anna, choice.id, choice=keys[0])
    acts.place(session, bram, choice.id, choice=keys[2])
    changed = acts.change_variable(session, choice.id, options=["their boss", "they do"])
    assert {option.label: option.key for option in changed.options} == {"they do": keys[0], "their boss": keys[1]}
    assert acts.placement_of(session, bram, choice.id) is None
    assert acts.placement_of(session, anna, choice.id) is not None


def test_a_line_that_goes_leaves_nothing_behind_and_comes_back_whole(session: Session) -> None:
    anna, bram = _ids(session)
    one, two = acts.add_variable(session, "a", "b"), acts.add_variable(session, "c", "d")
    acts.place(session, anna, one.id, slot=3)
    with session.act("x"):
        session.put(replace(two, counts_with=one.id, apart=[one.id]))
        session.put(Pattern(people=[anna, bram], variables=[one.id, two.id], reason="x"))
    acts.remove_variable(session, one.id)
    (left,) = session.variables()
    assert (left.counts_with, left.apart) == ("", [])
    assert session.folder.all(Placement) == []
    assert session.folder.all(Pattern)[0].variables == [two.id]
    session.undo()
    assert acts.placement_of(session, anna, one.id) is not None
    assert session.folder.all(Pattern)[0].variables == [one.id, two.id]


def test_ready_ones_are_taken_over_once(session: Session) -> None:
    made = acts.add_from_bank(session, ["price_or_trust", "last_word", "price_or_trust", "unheard_of"])
    assert [line.source for line in made] == ["bank:price_or_trust", "bank:last_word"]
    assert made[1].is_choice and made[0].question == "deciding_moment"
    assert acts.add_from_bank(session, ["price_or_trust"]) == []
    assert "price_or_trust" not in {ready.key for ready in acts.ready_variables(session)}
    session.undo()
    assert session.variables() == []


def test_an_attribute_places_people_by_its_values_and_one_that_cannot_is_refused(session: Session) -> None:
    for key in ("town_or_country", "comfort_with_technology", "hobbies"):
        pick_attribute(session, key)
    offered = [attribute.key for attribute in acts.attributes_to_add(session)]
    assert {"town_or_country", "comfort_with_technology"} <= set(offered) and "hobbies" not in offered
    assert acts.add_from_attribute(session, "town_or_country").is_choice
    scale = acts.add_from_attribute(session, "comfort_with_technology")
    assert scale.low and scale.high and scale.label
    assert not {"town_or_country", "comfort_with_technology"} & {one.key for one in acts.attributes_to_add(session)}
    with pytest.raises(PlainError):
        acts.add_from_attribute(session, "hobbies")


# --- where people stand


def test_who_stands_nowhere_comes_in_at_the_middle_and_walks_as_one_act(session: Session) -> None:
    anna, _bram = _ids(session)
    line = acts.add_variable(session, "a", "b")
    for _key in range(3):
        placed = acts.nudge(session, anna, line.id, -1)
    assert placed.slot == acts.MIDDLE - 2
    session.undo()
    assert acts.placement_of(session, anna, line.id) is None
    assert acts.nudge(session, anna, line.id, 1, start=10).slot == 11, "from where a value puts them"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-14, 14), min_size=1, max_size=12))
def test_nobody_ever_leaves_the_line(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    session = new_study(tmp_path_factory.mktemp("line") / "s", business="x")
    try:
        anna = add_customer(session, "Anna").id
        line = acts.add_variable(session, "a", "b")
        choice = acts.add_variable(session, label="c", options=["x", "y"])
        for by in steps:
            slot = acts.nudge(session, anna, line.id, by).slot
            assert slot is not None and 1 <= slot <= SLOTS
            assert acts.nudge(session, anna, choice.id, by).choice in {option.key for option in choice.options}
    finally:
        session.close()


def test_a_place_must_be_one_that_the_variable_has(session: Session) -> None:
    anna, _bram = _ids(session)
    line = acts.add_variable(session, "a", "b")
    choice = acts.add_variable(session, label="c", options=["x", "y"])
    for variable, options in ((line, {"slot": 14}), (line, {"choice": "x"}), (choice, {"slot": 3}), (line, {})):
        with pytest.raises(PlainError):
            acts.place(session, anna, variable.id, **options)
    with pytest.raises(PlainError):
        acts.place(session, "nobody", line.id, slot=1)
    with pytest.raises(PlainError):
        acts.place(session, anna, "no line", slot=1)


def test_not_known_is_an_answer_and_is_no_gap(session: Session) -> None:
    anna, _bram = _ids(session)
    line = acts.add_variable(session, "a", "b")
    placed = acts.place(session, anna, line.id, unknown=True)
    assert (placed.known, placed.slot) == (Known.UNKNOWN, None)
    assert mapped(session.view())[0].places == {}
    acts.unplace(session, anna, line.id)
    assert acts.placement_of(session, anna, line.id) is None


def test_a_place_rests_on_words_of_that_customer_alone(example: Session) -> None:
    people = {person.name.split()[0]: person.id for person in example.people()}
    line = next(line for line in example.variables() if line.low == "buys on price")
    anna = people["Anna"]
    ground = ground_of_person(example, anna)
    groups = words_for_place(ground, line)
    assert groups[0].title == "What settled it in the end?", "the question that asks for it comes first"
    assert groups[-1].title == "What is recorded"
    before = acts.placement_of(example, anna, line.id)
    assert before is not None and words_of_place(ground, before) == ["price was not talked about"]
    other = next(source for group in groups[1:] for source in group.sources if not source.why_not)
    assert len(acts.rest_on(example, anna, line.id, other.evidence[0]).evidence) == 2
    assert acts.rest_on(example, anna, line.id, other.evidence[0]).evidence == before.evidence
    with pytest.raises(PlainError):
        acts.rest_on(example, people["Bram"], line.id, other.evidence[0])
    with pytest.raises(PlainError):
        acts.rest_on(example, people["Grace"], line.id, other.evidence[0])


def test_who_is_taken_out_leaves_the_map_and_every_pattern_and_comes_back_to_both(session: Session) -> None:
    anna, bram = _ids(session)
    line = acts.add_variable(session, "a", "b")
    for person in (anna, bram):
        acts.place(session, person, line.id, slot=3)
    with session.act("x"):
        session.put(Pattern(people=[anna, bram], variables=[line.id], reason="x"))
    remove_customer(session, anna)
    assert [placed.person for placed in session.folder.all(Placement)] == [bram]
    assert session.folder.all(Pattern)[0].people == [bram]
    session.undo()
    assert acts.placement_of(session, anna, line.id) is not None
    assert session.folder.all(Pattern)[0].people == [anna, bram]


def test_in_a_talk_the_lines_are_open_on_which_this_customer_stands_nowhere_yet(example: Session) -> None:
    people = {person.name.split()[0]: person.id for person in example.people()}
    assert acts.open_lines(example, [people["Anna"]]) == []
    found = acts.open_lines(example, [people["Anna"], people["Grace"]])
    assert len(found) >= 10 and all(line.people == (people["Grace"],) for line in found)
    price = next(line for line in found if line.label == "buys on price – buys on trust")
    assert price.questions == ("deciding_moment",)


# --- the cuts


def test_cuts_keep_their_order_and_go_back_to_what_is_proposed(session: Session) -> None:
    line = acts.add_variable(session, "a", "b")
    assert acts.move_cut(session, line.id, (4, 9), 0, 20).cuts == [8, 9]
    assert acts.move_cut(session, line.id, (8, 9), 1, 20).cuts == [8, 12]
    assert acts.move_cut(session, line.id, (8, 12), 0, -20).cuts == [1, 12]
    for wrong in ([0], [13], [1, 2, 3]):
        with pytest.raises(PlainError):
            acts.set_cuts(session, line.id, wrong)
    with pytest.raises(PlainError):
        acts.move_cut(session, line.id, (), 0, 1)
    assert acts.reset_cuts(session, line.id).cuts is None
    choice = acts.add_variable(session, label="c", options=["x", "y"])
    with pytest.raises(PlainError):
        acts.set_cuts(session, choice.id, [3])


# --- the worked example, and who is missing


def test_the_worked_example_places_everybody_who_was_asked_with_the_words_it_rests_on(example: Session) -> None:
    view = example.view()
    assert len(view.variables) >= 15 and gaps(view) == []
    ground = {person.id: ground_of_person(example, person.id) for person in view.people}
    for placed in view.placements:
        if placed.known is Known.KNOWN:
            assert words_of_place(ground[placed.person], placed), placed
    groups = [
        {person.name.split()[0] for person in view.people if person.id in persona.people}
        for persona in example.personas()
    ]
    assert groups == [{"Anna", "Chiara", "Eva"}, {"Bram", "David", "Farid"}]
    lines = mapped(view)
    for persona in example.personas():
        asked = [person for person in persona.people if any(person in line.places for line in lines)]
        assert len(shared_by(lines, asked)) >= 4
        pattern = example.folder.get(Pattern, persona.pattern)
        assert pattern is not None and set(pattern.variables) == set(shared_by(lines, persona.people))


def test_the_next_gap_is_on_the_same_line_first(example: Session) -> None:
    view = example.view()
    first, second = view.variables[:2]
    kept = [placed for placed in view.placements if placed.variable not in (first.id, second.id)]
    from msgspec.structs import replace as put

    missing = gaps(put(view, placements=kept))
    people = [person.id for person in on_the_map(view)]
    lines = [line.id for line in view.variables]
    one = next_gap(missing, lines, first.id, people[0], people)
    assert one is not None and (one.variable, one.person) == (first.id, people[1])
    around = next_gap(missing, lines, second.id, people[4], people)
    assert around is not None and around.variable in (first.id, second.id)
    assert next_gap([], lines, first.id, people[0], people) is None
