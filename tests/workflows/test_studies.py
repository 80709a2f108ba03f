from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.errors import PlainError
from persona_tui.domain.study import SellsTo
from persona_tui.storage.errors import StudyExistsError, StudyMissingError
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study, close_study, new_study, open_study, proposed_folder


def test_a_study_that_cannot_be_written_any_more_is_copied_elsewhere_as_it_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    folder = tmp_path / "shop"
    session = new_study(folder, business="Perch")
    session.folder.flush()
    folder.rename(tmp_path / "unplugged")
    add_customer(session, "Anna")
    told = close_study(session)
    (copy,) = (tmp_path / "home").glob("shop-copy-*")
    assert str(copy) in told and proposed_folder(folder) != copy
    copied = open_study(copy)
    assert [person.name for person in copied.people()] == ["Anna"]
    assert close_study(copied) == ""


def test_a_new_study_has_the_attributes_proposed_for_its_purpose(session: Session) -> None:
    assert 5 <= len(session.study.picked) <= 15
    assert "age" in session.study.picked
    assert [attribute.key for attribute in session.picked()] == session.study.picked


def test_a_new_study_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    new_study(tmp_path / "s", business=" Müller \n& Söhne ", sells_to="businesses", currency="nok").close()
    opened = open_study(tmp_path / "s")
    assert opened.study.business == "Müller  & Söhne"
    assert opened.study.sells_to is SellsTo.BUSINESSES
    assert opened.study.currency == "NOK"
    opened.close()


def test_a_study_for_a_business_without_customers_asks_for_no_history(tmp_path: Path) -> None:
    made = new_study(tmp_path / "s", business="Idea", start_up=True)
    assert made.study.start_up
    assert "customer_since" not in made.study.picked
    made.close()


@pytest.mark.parametrize(("business", "sells_to"), [("  ", "people"), ("Shop", "everybody")])
def test_a_study_without_name_or_with_unknown_buyers_is_refused_and_leaves_no_folder(
    tmp_path: Path, business: str, sells_to: str
) -> None:
    with pytest.raises(PlainError):
        new_study(tmp_path / "s", business=business, sells_to=sells_to)
    assert not (tmp_path / "s").exists()


def test_a_study_is_not_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StudyExistsError):
        new_study(tmp_path, business="Shop")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_opening_what_is_no_study_says_so(tmp_path: Path) -> None:
    with pytest.raises(StudyMissingError):
        open_study(tmp_path / "nothing")


def test_what_a_study_says_of_itself_can_be_changed_and_taken_back(session: Session) -> None:
    change_study(
        session, business="Desk & Co.", sells_to="both", purpose=" who buys\ntwice ", review_on=date(2027, 11, 1)
    )
    study = session.study
    assert (study.business, study.sells_to, study.purpose) == ("Desk & Co.", SellsTo.BOTH, "who buys\ntwice")
    session.undo()
    assert session.study.business == "Standing Desk Co."


def test_changing_nothing_is_no_act(session: Session) -> None:
    change_study(session, business="Standing Desk Co.")
    assert session.can_undo == ""


def test_a_study_cannot_lose_its_name_or_have_its_picks_changed_past_the_rules(session: Session) -> None:
    with pytest.raises(PlainError):
        change_study(session, business=" ")
    with pytest.raises(TypeError):
        change_study(session, picked=["religion"])
