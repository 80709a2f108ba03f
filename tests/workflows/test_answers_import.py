"""A form that a customer sent back, taken into the study."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from persona_tui.banks import form_fields as names
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.reader import load_bank
from persona_tui.domain.attributes import Known, SourceKind, Value
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, InterviewState
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Fit, Relation
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.records import replace
from persona_tui.insights.grounds import context
from persona_tui.workflows.answers_import import AnswersReport, import_answers
from persona_tui.workflows.attributes import allow_special
from persona_tui.workflows.consents import withdraw_consent
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session
from tests.imports.filled_forms import Filling, empty_form, filled_in_word, with_part
from tests.imports.test_word_form import DEVICES, DEVICES_KEY, TOLD, _text
from tests.imports.test_word_form import form as empty_document

CONSENT: Filling = {
    names.scope_name(Scope.NOTES): True,
    names.scope_name(Scope.QUOTES): True,
    names.NAME: "Anna",
    names.DAY: "2026-11-03",
}
FIRST = names.field_name("first_moment")


def form(tmp_path: Path, filling: Filling, name: str = "anna.docx", document: bytes | None = None) -> Path:
    path = tmp_path / name
    path.write_bytes(filled_in_word(document or empty_document(), filling))
    return path


def bring(session: Session, path: Path, **more: str | bool) -> AnswersReport:
    return import_answers(session, path, **more)  # type: ignore[arg-type]


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna").id


def test_a_form_becomes_an_interview_that_is_done_with_words_word_for_word(
    session: Session, anna: str, tmp_path: Path
) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, FIRST: TOLD}))
    talk = report.interview
    assert (talk.people, talk.state, talk.bank, talk.source) == (
        [anna],
        InterviewState.DONE,
        "people-hour",
        "anna.docx",
    )
    assert talk.started_at is not None and talk.started_at.date() == date(2026, 11, 3)
    answer = talk.answer("first_moment")
    assert answer is not None and answer.field == "motivators"
    assert [line.text for line in answer.lines] == TOLD.split("\n")
    assert {line.kind for line in answer.lines} == {LineKind.WORD_FOR_WORD}
    assert report.counts and not report.added and not report.updated and report.answers == 1
    assert session.can_undo == "Import anna.docx"


def test_what_was_ticked_is_the_consent_in_the_words_of_the_form(session: Session, anna: str, tmp_path: Path) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, FIRST: TOLD}))
    (consent,) = session.folder.all(Consent)
    assert report.interview.consent == consent.id and consent.person == anna
    assert (consent.scopes, consent.given_on) == ([Scope.NOTES, Scope.QUOTES], date(2026, 11, 3))
    assert "I write down some of your sentences word for word" in consent.wording
    assert "Your name may stand" not in consent.wording and "You can withdraw at any time" in consent.wording
    assert consent.how == "By mail, on the form anna.docx" and consent.language == "en"


def test_without_the_first_tick_the_words_are_kept_and_count_nowhere(
    session: Session, anna: str, tmp_path: Path
) -> None:
    filling = {name: done for name, done in CONSENT.items() if name != names.scope_name(Scope.NOTES)}
    age = names.field_name("own-about-age")
    report = bring(session, form(tmp_path, {**filling, FIRST: TOLD, age: "43"}))
    assert not report.counts and not session.folder.all(Consent) and report.interview.consent == ""
    assert any("count nowhere" in sentence for sentence in report.said)
    assert any("first box" in sentence for sentence in report.said)
    assert report.interview.answer("first_moment") is not None
    (value,) = session.folder.all(Value)
    assert not context(session.view(), [report.interview]).value_may_count(value)


def test_an_earlier_consent_does_not_cover_a_form_on_which_nothing_was_ticked(
    session: Session, anna: str, tmp_path: Path
) -> None:
    bring(session, form(tmp_path, {**CONSENT, FIRST: TOLD}, "first.docx"))
    second = bring(session, form(tmp_path, {names.NAME: "Anna", FIRST: "no more"}, "second.docx"))
    assert not second.counts and second.interview.consent == ""


def test_choices_are_facts_whose_source_is_the_interview(session: Session, anna: str, tmp_path: Path) -> None:
    session_add(session)
    report = bring(
        session,
        form(
            tmp_path,
            {
                **CONSENT,
                names.field_name("own-about-age"): "43",
                names.field_name("own-about-gender"): "Woman",
                names.field_name("own-about-comfort_with_technology"): "4",
                names.option_name("own-about-nationality", names.NOT_SAID): True,
                names.option_name(DEVICES_KEY, "o1"): True,
                names.option_name(DEVICES_KEY, "o3"): True,
                names.field_name("your_work"): "I make chairs",
            },
        ),
    )
    values = {value.attribute: value for value in session.folder.all(Value)}
    assert {key: value.content for key, value in values.items()} == {
        "age": 43.0,
        "gender": "female",
        "comfort_with_technology": 4.0,
        "nationality": None,
        "own_devices": ["o1", "o3"],
        "occupation": "I make chairs",
    }
    assert values["nationality"].known is Known.NOT_SAID
    assert {(value.source_kind, value.source) for value in values.values()} == {
        (SourceKind.INTERVIEW, report.interview.id)
    }


def session_add(session: Session) -> None:
    with session.act("own"):
        study = session.study
        session.put(replace(study, own_attributes=[DEVICES], picked=[*study.picked, DEVICES.key]))


def test_rather_not_say_goes_before_what_was_written_beside_it(session: Session, anna: str, tmp_path: Path) -> None:
    field = names.field_name("own-about-nationality")
    box = names.option_name("own-about-nationality", names.NOT_SAID)
    report = bring(session, form(tmp_path, {**CONSENT, field: "Dutch", box: True}))
    (value,) = session.folder.all(Value)
    assert (value.known, value.content) == (Known.NOT_SAID, None)
    assert any("is not kept" in sentence for sentence in report.said)
    assert "Dutch" not in repr(report.interview)


def test_a_number_that_cannot_be_read_is_kept_as_words(session: Session, anna: str, tmp_path: Path) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, names.field_name("own-about-age"): "old enough"}))
    answer = report.interview.answer("own-about-age")
    assert answer is not None and [line.text for line in answer.lines] == ["old enough"]
    assert not session.folder.all(Value)
    assert any("A number is expected" in sentence for sentence in report.said)


def test_the_same_form_again_doubles_nothing_and_keeps_lines_and_their_marks(
    session: Session, anna: str, tmp_path: Path
) -> None:
    path = form(tmp_path, {**CONSENT, FIRST: TOLD, names.field_name("own-about-age"): "43"})
    first = bring(session, path).interview
    answer = first.answer("first_moment")
    assert answer is not None
    marked = replace(answer, lines=[replace(answer.lines[0], marks=[Mark.PAIN]), *answer.lines[1:]])
    with session.act("mark"):
        session.put(replace(first, answers=[marked if a.question == "first_moment" else a for a in first.answers]))
    report = bring(session, path)
    assert report.updated and report.interview.id == first.id
    assert report.interview.answer("first_moment") == marked
    assert len(session.folder.all(Consent)) == len(session.folder.all(Value)) == len(session.interviews_of()) == 1
    copy = form(tmp_path, {**CONSENT, FIRST: TOLD, names.field_name("own-about-age"): "43"}, "anna (1).docx")
    again = bring(session, copy)
    assert again.interview.id == first.id and len(session.interviews_of()) == 1
    assert any("came in before as anna.docx" in sentence for sentence in again.said)


def test_a_corrected_form_changes_its_lines_and_keeps_who_they_are(session: Session, anna: str, tmp_path: Path) -> None:
    first = bring(session, form(tmp_path, {**CONSENT, FIRST: "My back hurt every evening"})).interview
    second = bring(session, form(tmp_path, {**CONSENT, FIRST: "My back hurt every single evening"})).interview
    before, after = first.answer("first_moment"), second.answer("first_moment")
    assert before is not None and after is not None
    assert [line.id for line in after.lines] == [line.id for line in before.lines]
    assert after.lines[0].text == "My back hurt every single evening"


def test_signs_at_the_start_of_a_line_are_the_customers_words_and_no_marks(
    session: Session, anna: str, tmp_path: Path
) -> None:
    typed = '- it wobbled\n"* fine\n=  so'
    path = form(tmp_path, {**CONSENT, FIRST: typed})
    for _round in range(2):
        answer = bring(session, path).interview.answer("first_moment")
        assert answer is not None
        assert [(line.text, line.marks) for line in answer.lines] == [(text, []) for text in typed.split("\n")]


def test_somebody_new_is_added_after_saying_so(session: Session, tmp_path: Path) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, FIRST: TOLD}))
    (person,) = session.people()
    assert (person.name, person.relation, person.fit, person.imagined) == ("Anna", Relation.CUSTOMER, Fit.OTHER, False)
    assert report.added and "Anna is new in the study" in report.said[0]
    session.undo()
    assert not session.people() and not session.interviews_of() and not session.folder.all(Consent)


def test_a_name_that_is_nearly_known_is_asked_about(session: Session, tmp_path: Path) -> None:
    add_customer(session, "Hanna de Vries")
    path = form(tmp_path, {**CONSENT, names.NAME: "Hana de Vries", FIRST: TOLD})
    with pytest.raises(PlainError, match="The closest: Hanna de Vries"):
        bring(session, path)
    assert not session.interviews_of()
    assert bring(session, path, customer="Hanna").person.name == "Hanna de Vries"
    assert bring(session, path, add=True).person.name == "Hana de Vries"


def test_a_form_without_a_name_or_without_anything_says_what_is_missing(
    session: Session, anna: str, tmp_path: Path
) -> None:
    with pytest.raises(PlainError, match="bears no name"):
        bring(session, form(tmp_path, {FIRST: TOLD}))
    with pytest.raises(PlainError, match="came back empty"):
        bring(session, form(tmp_path, {names.NAME: "Anna"}))
    report = bring(session, form(tmp_path, {FIRST: TOLD}), customer="Anna")
    assert report.person.id == anna


def test_another_name_on_the_form_is_said(session: Session, anna: str, tmp_path: Path) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, names.NAME: "A. Jansen", FIRST: TOLD}), customer="Anna")
    assert "The form bears the name “A. Jansen”." in report.said


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3.11.2026", date(2026, 11, 3)),
        ("3 November 2026", date(2026, 11, 3)),
        ("11/13/2026", date(2026, 11, 13)),
        ("2026/11/3", date(2026, 11, 3)),
    ],
)
def test_a_day_is_read_as_people_write_it(
    session: Session, anna: str, tmp_path: Path, written: str, expected: date
) -> None:
    bring(session, form(tmp_path, {**CONSENT, names.DAY: written}))
    (consent,) = session.folder.all(Consent)
    assert consent.given_on == expected


@pytest.mark.parametrize("written", ["", "3/11/2026", "soon", "2999-01-01", "99.99.2026"])
def test_a_day_that_cannot_be_read_gives_way_to_the_day_of_saving_and_is_said(
    session: Session, anna: str, tmp_path: Path, written: str
) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, names.DAY: written}))
    (consent,) = session.folder.all(Consent)
    assert consent.given_on == date(2026, 11, 2)
    assert any("last saved" in sentence for sentence in report.said)


def test_who_withdrew_later_is_not_brought_back_by_an_old_form(session: Session, anna: str, tmp_path: Path) -> None:
    path = form(tmp_path, {**CONSENT, FIRST: TOLD})
    bring(session, path)
    (consent,) = session.folder.all(Consent)
    withdraw_consent(session, consent.id, date(2026, 11, 10))
    assert not bring(session, path).counts
    other = bring(session, form(tmp_path, {**CONSENT, names.DAY: "2026-11-05", FIRST: "other"}, "other.docx"))
    assert not other.counts and len(session.folder.all(Consent)) == 1
    assert any("withdrew after" in sentence for sentence in other.said)


def test_words_outside_the_fields_are_kept_with_the_question_above_them(
    session: Session, anna: str, tmp_path: Path
) -> None:
    document = filled_in_word(empty_form(), {**CONSENT, FIRST: "In."})
    text = _text(document)
    end = text.index("</w:p>", text.index(FIRST)) + len("</w:p>")
    typed = "<w:p><w:r><w:t>And out.</w:t></w:r></w:p>"
    text = text[:end] + typed + text[end:]
    asked = "How did you go about looking, step by step?"
    text = text.replace(asked, f"{asked} On the web!")
    path = tmp_path / "anna.docx"
    path.write_bytes(with_part(document, "word/document.xml", text.encode()))
    report = bring(session, path)
    lines = {answer.question: [line.text for line in answer.lines] for answer in report.interview.answers}
    assert lines == {"first_moment": ["In.", "And out."], "search_path": ["On the web!"]}
    assert any("outside the fields" in sentence for sentence in report.said)


def test_questions_that_left_the_bank_keep_their_words(session: Session, anna: str, tmp_path: Path) -> None:
    bank = load_bank("people-hour")
    first = bank.sections[1]
    more = replace_section(bank, (*first.questions, Question(key="gone", text="Do you still skate?")))
    document = empty_form(more)
    report = bring(session, form(tmp_path, {**CONSENT, names.field_name("gone"): "Never."}, document=document))
    (answer,) = report.interview.answers
    assert (answer.asked_text, [line.text for line in answer.lines]) == ("Do you still skate?", ["Never."])
    assert any("another version" in sentence for sentence in report.said)
    assert any("Do you still skate?" in sentence for sentence in report.said)


def replace_section(bank: QuestionBank, questions: tuple[Question, ...]) -> QuestionBank:
    import msgspec

    sections = list(bank.sections)
    sections[1] = msgspec.structs.replace(sections[1], questions=questions)
    return msgspec.structs.replace(bank, sections=tuple(sections))


def test_a_bank_that_is_gone_is_named(session: Session, anna: str, tmp_path: Path) -> None:
    import msgspec

    document = empty_form(msgspec.structs.replace(load_bank("people-hour"), key="my-own"))
    with pytest.raises(PlainError, match="my-own"):
        bring(session, form(tmp_path, CONSENT, document=document))


def test_a_special_answer_is_kept_only_while_the_study_asks_for_it(session: Session, anna: str, tmp_path: Path) -> None:
    religion = next(attribute for attribute in load_catalogue() if attribute.key == "religion")
    document = empty_form(attributes=[religion], special=["religion"])
    path = form(tmp_path, {**CONSENT, names.field_name("own-about-religion"): "Quaker"}, document=document)
    report = bring(session, path)
    assert not session.folder.all(Value) and "Quaker" not in repr(report.interview)
    assert any("specially protected" in sentence for sentence in report.said)
    allow_special(session, "religion", "to plan around holidays")
    bring(session, path)
    assert [value.content for value in session.folder.all(Value)] == ["Quaker"]


def test_what_no_question_asks_for_stands_under_the_rest(session: Session, anna: str, tmp_path: Path) -> None:
    report = bring(session, form(tmp_path, {**CONSENT, names.field_name(OTHER_QUESTION): "Keep it up"}))
    (answer,) = report.interview.answers
    assert answer.question == OTHER_QUESTION and answer.lines[0].text == "Keep it up"
