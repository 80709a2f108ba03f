"""Lines under one name: grouping them, counting who says so, and making a sentence of it."""

from __future__ import annotations

from datetime import date

import pytest

from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.personas import FieldKey
from persona_tui.domain.questions import Question
from persona_tui.domain.variables import Theme
from persona_tui.insights.themes import WhyNot, has_newer_lines, theme_count
from persona_tui.workflows import interviews, personas
from persona_tui.workflows.consents import record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.themes import (
    Board,
    add_lines,
    board_of,
    claim_from_theme,
    claim_of,
    dismiss,
    join_themes,
    likeness_of,
    move_theme,
    new_theme,
    proposals_for,
    remove_theme,
    rename_theme,
    take_out,
    theme_from_claim,
)

WHY = Question(key="why", text="Why?", field="motivators")
HOW = Question(key="how", text="How?", field="")
DAY = date(2026, 11, 2)
HOSTILE = 'see [/ and [b=1, "3"] {x} [/red]'
SAID = {
    "Anna Smit": "- the bill is always a surprise\n- every bill is a surprise to me\n+ wants to sit less",
    "Bo Visser": "- never knows what the bill will be\n+ wants to sit less and stand more",
    "Cor Bos": "-+ no room at home\nnothing marked here",
}


@pytest.fixture
def people(session: Session) -> dict[str, str]:
    """Three customers with a talk each, and one who was not asked; first names → ids."""
    found = {name.partition(" ")[0]: add_customer(session, name).id for name in (*SAID, "Dirk Dam")}
    for name, said in SAID.items():
        talk_with(session, found[name.partition(" ")[0]], said)
    return found


def talk_with(session: Session, person: str, said: str, question: Question = WHY, *, agreed: bool = True) -> str:
    if agreed:
        record_consent(session, person, (Scope.NOTES, Scope.QUOTES), given_on=DAY)
    talk = interviews.plan_interview(session, [person], "people-hour")
    interviews.set_notes(session, talk.id, question, said, at=4)
    return talk.id


def lines(board: Board, *texts: str) -> list[Evidence]:
    found = [line.evidence for text in texts for line in board.lines if line.text.startswith(text)]
    assert len(found) == len(texts)
    return found


def names(board: Board, kind: str = "") -> set[str]:
    return {line.text for line in board.loose(kind)}


@pytest.fixture
def bill(session: Session, people: dict[str, str]) -> Theme:
    """A theme of three lines of two customers."""
    board = board_of(session)
    return new_theme(session, "The bill surprises", "pains", lines(board, "the bill", "every bill", "never knows"))


# --- the lines


def test_every_marked_line_is_there_and_those_without_a_mark_when_they_are_asked_for(
    session: Session, people: dict[str, str]
) -> None:
    assert len(board_of(session).lines) == 6
    assert "nothing marked here" not in names(board_of(session))
    assert "nothing marked here" in names(board_of(session, unmarked=True))


def test_of_a_persona_only_its_customers_lines_are_there(session: Session, people: dict[str, str]) -> None:
    kim = personas.new_persona(session, [people["Anna"]], "Kim")
    assert {line.person for line in board_of(session, kim.id).lines} == {people["Anna"]}


def test_a_line_with_two_marks_can_stand_in_a_theme_of_each_kind(session: Session, people: dict[str, str]) -> None:
    room = lines(board_of(session), "no room")
    new_theme(session, "No room", "pains", room)
    board = board_of(session)
    assert "no room at home" not in names(board)
    assert "no room at home" in names(board, "goals")
    assert "no room at home" not in names(board, "pains")
    new_theme(session, "Wants room", "goals", room)
    assert [len(seen.lines) for seen in board_of(session).themes] == [1, 1]


# --- what is counted


def test_a_theme_counts_customers_and_not_lines(session: Session, people: dict[str, str], bill: Theme) -> None:
    (seen,) = board_of(session).themes
    assert theme_count(seen) == "2 of 3 customers asked, 3 lines"
    kim = personas.new_persona(session, [people["Anna"], people["Dirk"]], "Kim")
    (seen,) = board_of(session, kim.id).themes
    assert theme_count(seen) == "1 of 1 customer asked, 2 lines; and 1 other"


def test_somebody_imagined_is_no_voice(session: Session, people: dict[str, str]) -> None:
    eve = add_customer(session, "Eve", imagined=True)
    talk_with(session, eve.id, "- too dear")
    theme = new_theme(session, "Price", "pains", lines(board_of(session), "too dear"))
    seen = board_of(session).theme(theme.id)
    assert seen is not None
    assert seen.lines[0].why_not is WhyNot.IMAGINED
    assert theme_count(seen) == "1 line that counts nowhere"


def test_words_whose_consent_is_withdrawn_leave_the_theme(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    withdraw_consent(session, next(c.id for c in session.view().consents if c.person == people["Bo"]), on=DAY)
    (seen,) = board_of(session).themes
    assert theme_count(seen) == "1 of 2 customers asked, 2 lines"
    hidden = next(line for line in seen.lines if not line.counts)
    assert (hidden.text, hidden.why_not) == ("", WhyNot.NO_CONSENT)


def test_a_reading_of_ones_own_counts_nowhere(session: Session, people: dict[str, str]) -> None:
    talk_with(session, people["Dirk"], "=- thinks it is dear")
    theme = new_theme(session, "Price", "pains", lines(board_of(session), "thinks it"))
    seen = board_of(session).theme(theme.id)
    assert seen is not None and seen.lines[0].why_not is WhyNot.MY_READING
    assert not seen.standing.voices


# --- grouping


def test_under_a_name_that_is_there_lines_join_that_theme(session: Session, bill: Theme) -> None:
    again = new_theme(session, " the BILL surprises ", "pains", lines(board_of(session), "no room"))
    assert again.id == bill.id
    assert len(again.evidence) == 4
    assert len(session.themes()) == 1


def test_a_line_that_is_put_into_another_theme_leaves_the_one_it_stood_in(session: Session, bill: Theme) -> None:
    moved = lines(board_of(session), "never knows")
    other = new_theme(session, "Unsure", "pains", moved)
    first, second = session.themes()
    assert (first.id, len(first.evidence)) == (bill.id, 2)
    assert (second.id, second.evidence) == (other.id, moved)


def test_a_line_stands_in_a_theme_once(session: Session, bill: Theme) -> None:
    assert add_lines(session, bill.id, bill.evidence).evidence == bill.evidence


def test_a_line_taken_out_is_loose_again(session: Session, bill: Theme) -> None:
    taken = lines(board_of(session), "the bill")
    assert len(take_out(session, bill.id, taken).evidence) == 2
    assert "the bill is always a surprise" in names(board_of(session))


def test_every_act_on_themes_is_undone_at_once(session: Session, bill: Theme) -> None:
    def held() -> list[tuple[str, int]]:
        return [(theme.name, len(theme.evidence)) for theme in session.themes()]

    new_theme(session, "Unsure", "pains", bill.evidence[2:])
    session.undo()
    assert held() == [("The bill surprises", 3)]
    remove_theme(session, bill.id)
    assert held() == []
    session.undo()
    assert held() == [("The bill surprises", 3)]


def test_two_themes_become_one_and_the_sentence_follows(session: Session, people: dict[str, str], bill: Theme) -> None:
    kim = personas.new_persona(session, [people["Anna"], people["Bo"]], "Kim")
    unsure = new_theme(session, "Unsure", "pains", bill.evidence[2:])
    claim_from_theme(session, kim.id, unsure.id)
    join_themes(session, unsure.id, bill.id)
    (theme,) = session.themes()
    assert len(theme.evidence) == 3
    persona = session.persona(kim.id)
    assert persona is not None and claim_of(persona, bill.id) is not None
    session.undo()
    assert len(session.themes()) == 2


def test_a_theme_needs_a_name_of_its_own_and_a_kind(session: Session, bill: Theme) -> None:
    other = new_theme(session, "Other", "pains")
    for act in (
        lambda: new_theme(session, "  ", "pains"),
        lambda: rename_theme(session, bill.id, ""),
        lambda: rename_theme(session, other.id, "the bill surprises"),
        lambda: new_theme(session, "X", "demographics"),
        lambda: rename_theme(session, "gone", "x"),
    ):
        with pytest.raises(PlainError):
            act()
    assert rename_theme(session, bill.id, HOSTILE).name == HOSTILE
    assert new_theme(session, "Other", "goals").id != other.id


def test_themes_are_put_into_another_order(session: Session, bill: Theme) -> None:
    other = new_theme(session, "Other", "pains")
    move_theme(session, other.id, -1)
    assert [theme.id for theme in session.themes()] == [other.id, bill.id]


def test_a_line_that_was_joined_to_another_one_is_the_same_line(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    talk = next(item.container for item in bill.evidence if item.person == people["Anna"])
    joined = "- the bill is always a surprise every bill is a surprise to me\n+ wants to sit less"
    interviews.set_notes(session, talk, WHY, joined, at=9)
    (seen,) = board_of(session).themes
    assert len(seen.lines) == 2
    assert "the bill is always a surprise every bill is a surprise to me" not in names(board_of(session))


# --- proposals


def likely(session: Session, kind: str = "") -> list[tuple[set[str], str]]:
    board = board_of(session)
    found = proposals_for(session, board, likeness_of(board.texts()), kind)
    return [({line.text for line in each.lines}, each.theme) for each in found]


def test_lines_that_say_nearly_the_same_are_proposed_and_not_grouped(session: Session, people: dict[str, str]) -> None:
    found = likely(session)
    assert ({"the bill is always a surprise", "every bill is a surprise to me"}, "") in found
    assert ({"wants to sit less", "wants to sit less and stand more"}, "") in found
    assert session.themes() == []
    assert all("sit less" in text for texts, _theme in likely(session, "goals") for text in texts)


def test_a_loose_line_like_one_of_a_theme_is_proposed_for_it(session: Session, people: dict[str, str]) -> None:
    theme = new_theme(session, "Sit less", "goals", lines(board_of(session), "wants to sit less and"))
    assert ({"wants to sit less"}, theme.id) in likely(session)


def test_a_proposal_that_was_dismissed_does_not_come_back(session: Session, people: dict[str, str]) -> None:
    board = board_of(session)
    for each in proposals_for(session, board, likeness_of(board.texts())):
        dismiss(session, each)
    assert likely(session) == []


# --- sentences


def test_a_theme_becomes_a_sentence_that_rests_on_what_counts_of_it(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    talk_with(session, people["Dirk"], "- hates the bill", agreed=False)
    add_lines(session, bill.id, lines(board_of(session), "hates"))
    kim = personas.new_persona(session, [people["Anna"], people["Bo"]], "Kim")
    claim = claim_from_theme(session, kim.id, bill.id)
    assert (claim.text, len(claim.evidence), claim.theme) == (bill.name, 3, bill.id)
    persona = session.persona(kim.id)
    pains = persona.field(FieldKey.PAINS) if persona else None
    assert pains is not None and pains.claims == [claim]
    session.undo()
    assert claim_of(the_persona(session, kim.id), bill.id) is None


def test_a_sentence_is_brought_up_to_date_when_its_theme_gained_lines(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    kim = personas.new_persona(session, [people["Anna"], people["Bo"]], "Kim")
    claim = claim_from_theme(session, kim.id, bill.id)
    personas.edit_claim(session, kim.id, claim.id, "In my words")
    add_lines(session, bill.id, lines(board_of(session), "no room"))
    board = board_of(session, kim.id)
    seen = board.theme(bill.id)
    assert seen is not None and len(board.lacking(seen)) == 1
    assert has_newer_lines(seen_in(session, kim.id), board.context)
    fresh = claim_from_theme(session, kim.id, bill.id)
    assert not has_newer_lines(seen_in(session, kim.id), board.context)
    assert (fresh.id, fresh.text, len(fresh.evidence)) == (claim.id, "In my words", 4)
    assert board_of(session, kim.id).lacking(seen) == []


def seen_in(session: Session, persona_id: str) -> Claim:
    return next(part.claims[0] for part in the_persona(session, persona_id).fields if part.claims)


def test_what_was_set_against_a_sentence_is_not_taken_for_it(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    kim = personas.new_persona(session, [people["Anna"], people["Bo"]], "Kim")
    claim = claim_from_theme(session, kim.id, bill.id)
    personas.attach(session, kim.id, claim.id, bill.evidence[0], against=True)
    assert len(claim_from_theme(session, kim.id, bill.id).evidence) == 2


def test_no_sentence_is_made_of_what_none_of_its_customers_says(
    session: Session, people: dict[str, str], bill: Theme
) -> None:
    kim = personas.new_persona(session, [people["Cor"]], "Kim")
    with pytest.raises(PlainError, match="None of this persona’s customers"):
        claim_from_theme(session, kim.id, bill.id)


def test_a_sentence_becomes_a_theme_of_the_words_it_rests_on(session: Session, people: dict[str, str]) -> None:
    kim = personas.new_persona(session, [people["Anna"]], "Kim")
    words = lines(board_of(session), "the bill")
    claim = personas.add_claim(session, kim.id, "pains", "Bills surprise", words)
    theme = theme_from_claim(session, kim.id, claim.id)
    assert (theme.name, theme.field, theme.evidence) == ("Bills surprise", "pains", words)
    assert theme_from_claim(session, kim.id, claim.id).id == theme.id
    assert board_of(session, kim.id).claim_of(theme.id) is not None


def test_a_sentence_without_words_or_of_another_part_becomes_no_theme(session: Session, people: dict[str, str]) -> None:
    kim = personas.new_persona(session, [people["Anna"]], "Kim")
    words = lines(board_of(session), "the bill")
    assumed = personas.add_claim(session, kim.id, "pains", "Guessed")
    other = personas.add_claim(session, kim.id, "demographics", "Lives in a town", words)
    for claim in (assumed, other):
        with pytest.raises(PlainError):
            theme_from_claim(session, kim.id, claim.id)
    assert session.themes() == []
