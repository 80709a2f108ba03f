"""Lists of customers, brought into a study."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.domain.attributes import Kind, Known, SourceKind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Fit, Relation
from persona_tui.imports.columns import Why
from persona_tui.insights.coverage import by_cell, disagrees
from persona_tui.storage.errors import StudyHeldError
from persona_tui.workflows.attributes import allow_special, set_value
from persona_tui.workflows.column_wishes import split_wish
from persona_tui.workflows.customers import add_customer, change_customer
from persona_tui.workflows.imports import ImportReport, import_customers, import_interview, preview_customers
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study

LIST = """id,name,gender,spent,city,colour
1,Anna,f,900,Utrecht,red
2,Bram,m,120,Delft,blue
3,Çınar,m,450,Gouda,red
4,Dewi,f,,Delft,red
"""


def _list(folder: Path, text: str = LIST, name: str = "customers.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _bring_in(session: Session, path: Path, **how: object) -> ImportReport:
    return import_customers(session, preview_customers(path, session, **how))  # type: ignore[arg-type]


def _values(session: Session, name: str) -> dict[str, Value]:
    person = next(person for person in session.people() if person.name == name)
    return {value.attribute: value for value in session.folder.all(Value) if value.person == person.id}


def test_for_whoever_is_left_out_by_hand_the_next_best_comes_in(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, LIST + "5,Over the counter,,1470,,\n")
    ranked = preview_customers(path, session, rank_by=["spent"], best=2)
    assert [each.name for each in ranked.placed] == ["Over the counter", "Anna"]
    sums = {ranked.placed[0].planned.row}
    preview = preview_customers(path, session, rank_by=["spent"], best=2, without=sums)
    assert [each.name for each in preview.placed] == ["Anna", "Çınar"]
    report = import_customers(session, preview)
    assert [person.name for person in session.people()] == ["Anna", "Çınar"]
    assert "Over the counter: you left it out" in report.left_out
    every = preview_customers(path, session, best=None, without=sums)
    assert len(every.placed) == 4


def test_every_row_is_accounted_for_also_where_one_that_was_left_out_is_no_longer_among_the_best(
    session: Session, tmp_path: Path
) -> None:
    path = _list(tmp_path)
    for without in ({0}, {1}, {0, 2}, {0, 3}, {0, 1, 2, 3}):
        plan = preview_customers(path, session, rank_by=["spent"], best=2, without=without).plan
        passed = sum(each.count for each in plan.left_out if each.reason in (Why.BY_HAND, Why.NOT_BEST))
        assert len(plan.customers) == min(2, 4 - len(without)) and len(plan.customers) + passed == 4


def test_the_best_of_a_list_come_in_as_best_customers_with_what_the_list_says(session: Session, tmp_path: Path) -> None:
    preview = preview_customers(_list(tmp_path), session, rank_by=["spent"], best=2)
    assert session.people() == []
    report = import_customers(session, preview)

    assert [(person.name, person.fit, person.ranked) for person in session.people()] == [
        ("Anna", Fit.BEST, "spent 900"),
        ("Çınar", Fit.BEST, "spent 450"),
    ]
    gender = _values(session, "Anna")["gender"]
    assert (gender.content, gender.source_kind, gender.source) == ("female", SourceKind.IMPORTED, "customers.csv")
    assert (report.added, report.updated, report.people) == (2, 0, tuple(person.id for person in session.people()))
    assert any("colour" in sentence for sentence in report.left_out)


def test_an_import_is_one_act_that_is_undone_at_once(session: Session, tmp_path: Path) -> None:
    before = session.study
    _bring_in(session, _list(tmp_path), column_map={"colour": "Favourite colour"})
    session.undo()
    assert session.people() == []
    assert session.folder.all(Value) == []
    assert session.study.own_attributes == before.own_attributes


def test_the_same_list_again_doubles_nobody_and_changes_nothing(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path)
    _bring_in(session, path)
    people, values = session.people(), session.folder.all(Value)
    report = _bring_in(session, path)
    assert (report.added, report.updated, report.unchanged, report.values) == (0, 0, 4, 0)
    assert session.people() == people
    assert session.folder.all(Value) == values


def test_a_changed_list_replaces_what_it_said_before(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path))
    before = _values(session, "Bram")["town"]
    report = _bring_in(session, _list(tmp_path, LIST.replace("Delft,blue", "Leiden,blue")))
    after = _values(session, "Bram")["town"]
    assert (after.id, after.content) == (before.id, "Leiden")
    assert (report.added, report.updated, report.values) == (0, 1, 1)


def test_what_was_typed_stays_and_the_conflict_is_shown(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path))
    bram = next(person for person in session.people() if person.name == "Bram")
    set_value(session, bram.id, "town", "Delft")
    report = _bring_in(session, _list(tmp_path, LIST.replace("Delft,blue", "Leiden,blue")))
    cell = by_cell(session.folder.all(Value))[bram.id, "town"]
    assert {value.content for value in cell} == {"Delft", "Leiden"}
    assert disagrees(cell)
    assert any("differ" in note for note in report.notes)


def test_a_customer_who_was_renamed_here_keeps_that_name_and_fit(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path)
    _bring_in(session, path)
    bram = next(person for person in session.people() if person.name == "Bram")
    change_customer(session, bram.id, name="Bram of the corner shop", fit=Fit.NO_FIT)
    report = _bring_in(session, path)
    found = session.person(bram.id)
    assert found is not None
    assert (found.name, found.fit, len(session.people())) == ("Bram of the corner shop", Fit.NO_FIT, 4)
    assert report.added == 0


def test_a_list_saved_under_another_name_doubles_nobody(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path))
    report = _bring_in(session, _list(tmp_path, LIST.replace("Utrecht", "Leiden"), "customers-december.csv"))
    assert report.added == 0
    assert len(session.people()) == 4
    towns = [value.content for value in session.folder.all(Value) if value.attribute == "town"]
    assert sorted(map(str, towns)) == ["Delft", "Delft", "Gouda", "Leiden"]


def test_people_without_names_are_numbered_and_get_their_name_from_a_later_import(
    session: Session, tmp_path: Path
) -> None:
    add_customer(session, "Person 1")
    path = _list(tmp_path, LIST.replace("name", "secret"))
    _bring_in(session, path, best=2)
    assert sorted(person.name for person in session.people()) == ["Person 1", "Person 2", "Person 3"]
    _bring_in(session, path, best=2, name_columns=["secret"])
    assert [person.name for person in session.people()] == ["Person 1", "Anna", "Bram"]


def test_more_of_the_same_list_are_added_behind_those_there_are(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path)
    _bring_in(session, path, rank_by=["spent"], best=1)
    report = _bring_in(session, path, rank_by=["spent"], best=3)
    assert [person.name for person in session.people()] == ["Anna", "Çınar", "Bram"]
    assert (report.added, report.unchanged) == (2, 1)


def test_who_is_on_the_list_no_more_stays_and_is_mentioned(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path))
    report = _bring_in(session, _list(tmp_path, "\n".join(LIST.splitlines()[:3])))
    assert len(session.people()) == 4
    assert any("2 customers from an earlier import" in note for note in report.notes)


@pytest.mark.parametrize("relation", [Relation.PROSPECT, Relation.EMPLOYEE, Relation.RESPONDENT])
def test_those_who_are_no_customers_are_not_among_the_best(
    session: Session, tmp_path: Path, relation: Relation
) -> None:
    _bring_in(session, _list(tmp_path), relation=relation)
    assert {(person.relation, person.fit) for person in session.people()} == {(relation, Fit.OTHER)}


def test_somebody_of_the_same_name_is_pointed_out(session: Session, tmp_path: Path) -> None:
    add_customer(session, "anna")
    report = _bring_in(session, _list(tmp_path))
    assert any("same name" in note and "Anna" in note for note in report.notes)


def test_what_one_would_rather_not_say_is_an_answer(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path, LIST.replace("1,Anna,f", "1,Anna,rather not say")))
    assert _values(session, "Anna")["gender"].known is Known.NOT_SAID


def test_guessed_attributes_are_kept_without_being_picked(session: Session, tmp_path: Path) -> None:
    picked = list(session.study.picked)
    assert "gender" not in picked
    report = _bring_in(session, _list(tmp_path))
    assert session.study.picked == picked
    assert "gender" in _values(session, "Anna")
    assert any("not counted" in note and "Gender" in note for note in report.notes)


def test_an_attribute_that_was_asked_for_by_name_is_picked(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path), column_map={"gender": "Gender", "city": "region"})
    assert {"gender", "region"} <= set(session.study.picked)
    assert _values(session, "Anna")["region"].content == "Utrecht"


@pytest.mark.parametrize(
    ("cells", "kind", "first"),
    [
        (("red", "blue", "red", "red"), Kind.ONE_OF, "red"),
        (("1", "0", "0", "1"), Kind.ONE_OF, "yes"),
        (("12", "7.5", "0", "3"), Kind.NUMBER, 12.0),
        (("a cat", "two dogs", "a fish", "nothing at all"), Kind.TEXT, "a cat"),
    ],
)
def test_a_new_name_makes_an_own_attribute_of_the_kind_that_its_column_has(
    session: Session, tmp_path: Path, cells: tuple[str, ...], kind: Kind, first: object
) -> None:
    text = "name,x\n" + "".join(f"P{number},{cell}\n" for number, cell in enumerate(cells))
    report = _bring_in(session, _list(tmp_path, text), column_map={"x": "Something of ours"})
    own = session.study.own_attributes[0]
    assert (own.label, own.kind) == ("Something of ours", kind)
    assert own.key in session.study.picked
    assert _values(session, "P0")[own.key].content == first
    assert any("Something of ours" in note for note in report.notes)


def test_a_second_import_knows_the_column_of_an_own_attribute_again(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path), column_map={"colour": "Their favourite"})
    report = _bring_in(session, _list(tmp_path, LIST.replace("Utrecht,red", "Utrecht,blue")))
    own = session.study.own_attributes
    assert len(own) == 1
    assert _values(session, "Anna")[own[0].key].content == "blue"
    assert report.values == 1


def test_a_slip_in_an_attributes_name_is_asked_about(session: Session, tmp_path: Path) -> None:
    with pytest.raises(PlainError, match=r"did you mean “Gender” \(gender\)"):
        preview_customers(_list(tmp_path), session, column_map={"colour": "Gendr"})


def test_an_unknown_column_names_the_closest(session: Session, tmp_path: Path) -> None:
    for how in ({"rank_by": ["spend"]}, {"column_map": {"spend": "gender"}}, {"name_columns": ["spend"]}):
        with pytest.raises(PlainError, match="spent"):
            preview_customers(_list(tmp_path), session, **how)  # type: ignore[arg-type]


def test_a_column_can_be_left_out(session: Session, tmp_path: Path) -> None:
    preview = preview_customers(_list(tmp_path), session, column_map={"gender": ""})
    assert "gender" not in preview.guess.column_map
    assert [part.why for part in preview.plan.left_out if part.what == "gender"] == ["you left it out"]
    assert split_wish("gender=none") == split_wish("gender=") == ("gender", "")


def test_a_special_attribute_comes_in_only_where_the_study_says_what_for(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, LIST.replace("colour", "faith"))
    with pytest.raises(PlainError, match="protected"):
        preview_customers(path, session, column_map={"faith": "religion"})
    allow_special(session, "religion", "we print cards for feasts")
    assert "faith" in preview_customers(path, session, column_map={"faith": "religion"}).guess.column_map


def test_a_column_whose_name_ends_like_an_order_can_be_ranked_by(session: Session, tmp_path: Path) -> None:
    text = "name,debt:low\nA,1\nB,3\nC,2\n"
    preview = preview_customers(_list(tmp_path, text), session, rank_by=["debt:low"], best=3)
    assert [placed.name for placed in preview.placed] == ["B", "C", "A"]
    lowest = preview_customers(_list(tmp_path, text), session, rank_by=["debt:low:low"], best=3)
    assert [placed.name for placed in lowest.placed] == ["A", "C", "B"]


def test_a_preview_says_who_is_there_already(session: Session, tmp_path: Path) -> None:
    _bring_in(session, _list(tmp_path), best=1)
    preview = preview_customers(_list(tmp_path), session, best=2)
    assert [placed.person is not None for placed in preview.placed] == [True, False]
    assert sum(placed.person is None for placed in preview.placed) == 1


def test_nothing_is_written_into_a_study_that_somebody_else_holds(session: Session, tmp_path: Path) -> None:
    other = open_study(session.path)
    try:
        preview = preview_customers(_list(tmp_path), other)
        with pytest.raises(StudyHeldError):
            import_customers(other, preview)
        with pytest.raises(StudyHeldError):
            import_interview(other, tmp_path / "x.md", customer="Anna")
    finally:
        other.close()


_NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_NAMES, min_size=1, max_size=6))
def test_any_names_come_in_once_however_often_the_list_does(session: Session, tmp_path: Path, names: list[str]) -> None:
    rows = "".join(f'"{name.replace(chr(34), chr(34) * 2)}",{at}\n' for at, name in enumerate(names))
    path = tmp_path / f"list-{abs(hash(tuple(names)))}.csv"
    path.write_bytes(("name,spent\n" + rows).encode())
    before = len(session.people())
    try:
        first = _bring_in(session, path)
    except PlainError:
        assert len(session.people()) == before
        return
    again = _bring_in(session, path)
    assert again.added == 0
    assert len(session.people()) == before + first.added
