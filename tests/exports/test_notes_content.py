"""What the notes of an interview may say."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from persona_tui.domain.attributes import Kind, Known, Option
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.questions import Question
from persona_tui.exports.content import notes_content
from persona_tui.exports.disclosure import Disclosure
from tests.exports.export_samples import ANNA, ATTRIBUTES, BACK, BRAM, consent, talk, view

WITH_INCOME = Disclosure(with_attributes=frozenset({"income"}))
NAMES = Disclosure(names=True)


def with_answer(answer: Answer) -> Interview:
    return msgspec.structs.replace(ANNA, answers=[answer])


def test_notes_say_who_when_how_long_and_what_was_agreed() -> None:
    content = notes_content(view(), ANNA, None, bank_title="A customer, an hour")
    assert content.title == "Interview with Customer 1"
    assert (content.when, content.how_long) == ("2 Nov 2026, 14:30", "42 minutes")
    assert content.consent == "notes, quotes; given on 2 Nov 2026, on the phone"
    assert (content.bank, content.interviewer) == ("A customer, an hour", "Noor")


def test_a_customer_keeps_the_same_pseudonym_in_every_document() -> None:
    assert notes_content(view(), BRAM, None).who == ["Customer 2"]
    assert notes_content(view(), BRAM, None, disclosure=NAMES).who == ["Customer 2"]


def test_a_customer_is_named_only_when_wanted_and_agreed() -> None:
    agreed = view(consents=[consent("anna", Scope.NOTES, Scope.NAME)])
    assert notes_content(agreed, ANNA, None, disclosure=NAMES).who == ["Anna"]
    assert notes_content(agreed, ANNA, None).who == ["Customer 1"]


def test_notes_of_an_imagined_customer_say_that_they_are_imagined() -> None:
    people = [msgspec.structs.replace(each, imagined=each.id == "anna") for each in view().people]
    assert notes_content(view(people=people), ANNA, None).who == ["Customer 1 (imagined ◇)"]


def test_words_without_consent_enter_no_document() -> None:
    with pytest.raises(PlainError, match="Record the consent"):
        notes_content(view(consents=[]), ANNA, None)
    with pytest.raises(PlainError, match="Record the consent"):
        notes_content(view(consents=[consent("anna", Scope.QUOTES)]), ANNA, None)


def test_words_whose_consent_was_withdrawn_enter_no_document() -> None:
    withdrawn = msgspec.structs.replace(consent("anna"), withdrawn_on=date(2026, 11, 18))
    with pytest.raises(PlainError, match="Customer 1 withdrew the consent on 18 Nov 2026"):
        notes_content(view(consents=[withdrawn]), ANNA, None)


def test_lines_keep_their_time_their_kind_and_their_marks_in_words() -> None:
    [question] = notes_content(view(), ANNA, None).questions
    assert question.text == "What made you start looking?"
    first, second, third = question.lines
    assert (first.text, first.at, first.kind) == (BACK, "11:52", LineKind.WORD_FOR_WORD)
    assert first.marks == ["pain", "worth quoting"]
    assert (second.at, third.kind) == ("12:03", LineKind.MY_READING)


def test_words_for_word_are_left_out_where_only_notes_were_agreed() -> None:
    content = notes_content(view(consents=[consent("anna", Scope.NOTES)]), ANNA, None)
    assert BACK not in [line.text for question in content.questions for line in question.lines]
    assert content.left_out == ["1 line that is word for word is left out: the consent does not cover quotes."]


def test_what_another_on_the_call_said_needs_their_own_consent() -> None:
    both = msgspec.structs.replace(
        talk("anna", 2, Line(text="mine", at=1), Line(text="theirs", at=2, speaker="cleo")), people=["anna", "cleo"]
    )
    content = notes_content(view(both), both, None)
    assert [line.text for line in content.questions[0].lines] == ["mine"]
    assert content.left_out == ["1 line is left out: the one who said it has not agreed to notes."]
    agreed = view(both, consents=[consent("anna"), consent("cleo")])
    assert [line.speaker for line in notes_content(agreed, both, None).questions[0].lines] == ["", "Customer 3"]


def test_choices_are_shown_by_their_labels() -> None:
    work = Question(key="work", text="Which?", kind=Kind.ONE_OF, options=(Option(key="full", label="Full time"),))
    asked = with_answer(Answer(question="work", content="full", known=Known.KNOWN))
    assert notes_content(view(), asked, {"work": work}).questions[0].choice == "Full time"
    several = with_answer(Answer(question="work", content=["full", "gone"], known=Known.KNOWN))
    assert notes_content(view(), several, {"work": work}).questions[0].choice == "Full time, gone"
    refused = with_answer(Answer(question="work", known=Known.NOT_SAID))
    assert notes_content(view(), refused, {"work": work}).questions[0].choice == "Rather not say"


def test_a_skipped_question_says_why_and_an_untouched_one_is_not_listed() -> None:
    skipped = msgspec.structs.replace(
        ANNA, answers=[Answer(question="a", asked_text="A?", skipped="no time left"), Answer(question="b")]
    )
    [question] = notes_content(view(), skipped, None).questions
    assert (question.text, question.skipped) == ("A?", "no time left")


def test_answers_to_personal_questions_stand_only_when_asked_for_by_name() -> None:
    income = Question(key="pay", text="What do you earn?", attribute="income")
    asked = with_answer(Answer(question="pay", content="a lot", known=Known.KNOWN, lines=[Line(text="and a car")]))
    bank = {"pay": income}
    [hidden] = notes_content(view(), asked, bank, attributes_by_key=ATTRIBUTES).questions
    assert (hidden.choice, hidden.lines) == ("", []) and hidden.left_out
    [shown] = notes_content(view(), asked, bank, attributes_by_key=ATTRIBUTES, disclosure=WITH_INCOME).questions
    assert (shown.choice, shown.left_out) == ("a lot", "")


def test_notes_that_were_never_timed_show_no_times() -> None:
    untimed = talk("anna", 2, Line(text="one", marks=[Mark.CHANNEL]), Line(text="two"))
    assert [line.at for line in notes_content(view(), untimed, None).questions[0].lines] == ["", ""]
