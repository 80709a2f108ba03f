"""Forgetting somebody in a study that is open: what goes is said before, and nothing brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from persona_tui.domain.interviews import Interview
from persona_tui.storage.errors import StudyReadOnlyError
from persona_tui.workflows.customers import add_customer, change_customer
from persona_tui.workflows.forget import forget, proof_sentences, what_goes
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.storage.forgettable_studies import ANNA, BRAM, HERS, anna_and_bram, study_of


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = open_study(study_of(tmp_path / "shop", anna_and_bram()))
    yield opened
    opened.close()


def test_what_goes_is_counted_before(session: Session) -> None:
    what = what_goes(session, ANNA)
    assert (what.name, what.talks, what.shared, what.unnamed, what.cues) == ("Anna de Wit", 1, 1, 1, 2)
    assert (what.lines, what.values, what.channels, what.consents, what.placements) == (3, 1, 1, 1, 1)
    assert what.personas == ["Lotte"]
    assert "1 talk with them alone" in what.sentences
    assert any("may be theirs" in warning for warning in what.warnings)
    assert session.person(ANNA) is not None


def test_the_open_study_holds_nothing_of_them_and_goes_on(session: Session) -> None:
    told: list[str] = []
    session.listen(lambda: told.append("changed"))
    change_customer(session, ANNA, note="rang on Sunday")
    done = forget(session, ANNA)
    assert done.proof.is_clean and "nothing of them was found" in proof_sentences(done.proof)[0]
    assert session.can_undo == "" and session.can_redo == "" and session.undo() == ""
    assert told and session.person(ANNA) is None
    assert next(person.id for person in session.people()) == BRAM
    assert [summary.id for summary in session.folder.interview_summaries()] == ["talkboth"]
    added = add_customer(session, "Dewi")
    assert session.folder.flush().kind.value == "saved"
    session.close()
    again = open_study(session.path)
    assert again.person(added.id) is not None and again.person(ANNA) is None and not again.folder.notices
    assert all(ANNA not in talk.people for talk in again.folder.all(Interview))
    again.close()


def test_a_claim_that_was_cut_is_said_as_it_is_now(session: Session) -> None:
    done = forget(session, ANNA)
    assert any("says now: “[…] wants to stand”" in sentence for sentence in done.done)
    assert "A sentence of Lotte was their words alone; it is gone." in done.done
    assert not any("Anna" in sentence or HERS in sentence for sentence in done.done)


def test_the_programs_own_log_that_names_them_goes(session: Session, own_settings: Path) -> None:
    log = own_settings / "error.log"
    log.write_text("ValueError: Anna de Wit\n")
    (own_settings / "settings.json").write_text('{"recent": [{"path": "/x/Anna de Wit"}]}')
    done = forget(session, ANNA)
    assert not log.exists() and any("error.log was deleted" in sentence for sentence in done.done)
    assert [place.where for place in done.proof.remains] == [str(own_settings / "settings.json")]


def test_a_study_that_may_only_be_read_refuses(session: Session) -> None:
    reader = open_study(session.path, write=False)
    with pytest.raises(StudyReadOnlyError):
        what_goes(reader, ANNA)
    with pytest.raises(StudyReadOnlyError):
        forget(reader, ANNA)
    reader.close()
