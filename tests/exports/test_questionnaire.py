"""A bank as a form for customers: what it asks, what can be filled in, and that a strict reader takes it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from persona_tui.banks import form_fields as names
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.consent_wording import load_consent_wording
from persona_tui.banks.reader import list_banks, load_bank
from persona_tui.domain.attributes import Attribute, Care, Group, Kind, Option
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section
from persona_tui.exports.word.house import House
from persona_tui.exports.word.questionnaire import form_sections, write_questionnaire
from tests.exports.export_samples import HOSTILE
from tests.exports.word_reading import W, paragraphs, part, strict_reader
from tests.imports.filled_forms import CHANGED, empty_form, field_of

BANKS = sorted({info.key for info in list_banks()})


def written(bank: QuestionBank, attributes: tuple[Attribute, ...] = (), business: str = "Desk & Co") -> bytes:
    return write_questionnaire(
        bank,
        attributes=attributes,
        wording=load_consent_wording(),
        business=business,
        language="en",
        changed=CHANGED,
    )


@pytest.mark.parametrize("bank", BANKS)
def test_every_shipped_bank_is_a_form_that_a_strict_reader_takes(bank: str, shared_tools: Path, tmp_path: Path) -> None:
    form = written(load_bank(bank), tuple(each for each in load_catalogue() if each.core))
    assert strict_reader(shared_tools, tmp_path)(form) == []


def test_the_same_bank_gives_the_same_bytes_and_no_date_but_the_studys_last_change() -> None:
    assert empty_form() == empty_form()
    (tmp,) = [docx.Document(_stream(empty_form())).core_properties]
    assert tmp.created == tmp.modified == CHANGED and tmp.author == "Standing Desk Co."


def test_what_the_customer_reads_and_in_which_order() -> None:
    told = [text for text in paragraphs(empty_form()) if text.strip()]
    assert told[:2] == ["Standing Desk Co.", "A few questions from Standing Desk Co."]
    order = [
        "May we use your answers?",
        "To begin with",
        "1\tWhat do you do for a living?",
        "How it began",
        "To finish",
    ]
    assert [told.index(text) for text in order] == sorted(told.index(text) for text in order)
    assert not any("Afterwards, for yourself" in text or "before we start" in text for text in told)
    wording = load_consent_wording()
    assert f"☐\t{wording.scopes['notes']}" in told and wording.closing in told
    assert not any(wording.scopes["recording"] in text for text in told), "nobody records a sound by mail"


def test_only_the_fields_can_be_changed_and_no_field_can_be_deleted() -> None:
    (protection,) = part(empty_form(), "word/settings.xml").iter(f"{W}documentProtection")
    assert (protection.get(f"{W}edit"), protection.get(f"{W}enforcement")) == ("forms", "1")
    controls = list(part(empty_form()).iter(f"{W}sdt"))
    assert len(controls) > 20
    assert {control.find(f"{W}sdtPr/{W}lock").get(f"{W}val") for control in controls} == {"sdtLocked"}
    assert not part(empty_form()).findall(f".//{W}sdtPr/{W}text"), "LibreOffice keeps plain text closed"


def test_every_text_and_every_field_stands_in_a_bookmark_of_its_own() -> None:
    document = part(empty_form())
    marks = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) and all(names.is_ours(name) and len(name) <= 40 for name in marks)
    for control in document.iter(f"{W}sdt"):
        assert control.getprevious().get(f"{W}name") == control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        assert control.getnext().tag == f"{W}bookmarkEnd"
    for run in document.iter(f"{W}r"):
        if run.getparent().tag == f"{W}p":
            assert run.getprevious().tag == f"{W}bookmarkStart"


def question(key: str, kind: Kind, care: Care = Care.NONE, *options: str) -> Question:
    return Question(
        key=key,
        text=f"What {key}?",
        kind=kind,
        care=care,
        options=tuple(Option(key=each, label=each) for each in options),
    )


def bank(*questions: Question) -> QuestionBank:
    topic = Section(key="t", title="Topic", questions=questions)
    return QuestionBank(key="mine", title="Mine", language="en", sections=(topic,))


def test_each_kind_of_question_has_its_field() -> None:
    asked = bank(
        question("words", Kind.TEXT),
        question("private", Kind.TEXT, Care.PERSONAL),
        question("one", Kind.ONE_OF, Care.NONE, "a", "b"),
        question("many", Kind.SEVERAL_OF, Care.NONE, "a", "b"),
        question("scale", Kind.SCALE),
        question("year", Kind.YEAR),
    )
    controls = {field_of(control): control for control in part(written(asked)).iter(f"{W}sdt")}
    choices = controls[names.field_name("one")].findall(f".//{W}listItem")
    assert [each.get(f"{W}displayText") for each in choices] == ["a", "b", "I would rather not say"]
    steps = controls[names.field_name("scale")].findall(f".//{W}listItem")
    assert [each.get(f"{W}value") for each in steps] == ["1", "2", "3", "4", "5", names.NOT_SAID]
    boxes = {name for name in controls if name.startswith("o_")}
    assert boxes == {
        names.option_name("private", names.NOT_SAID),
        *(names.option_name("many", key) for key in ("a", "b", names.NOT_SAID)),
    }
    assert {names.field_name(key) for key in ("words", "private", "year")} <= set(controls)


def test_personal_questions_are_asked_when_picked_and_special_ones_when_turned_on() -> None:
    income = Attribute(key="income", label="Income", group=Group.SOCIOECONOMIC, care=Care.PERSONAL)
    faith = Attribute(key="faith", label="Faith", group=Group.DEMOGRAPHIC, care=Care.SPECIAL)
    asked = bank(Question(key="i", text="I?", attribute="income", care=Care.PERSONAL), question("words", Kind.TEXT))

    def keys(attributes: list[Attribute], special: tuple[str, ...] = ()) -> list[str]:
        return [each.key for section in form_sections(asked, attributes, special) for each in section.questions]

    assert keys([]) == ["words", "other"]
    assert keys([income]) == ["i", "words", "other"]
    assert keys([income, faith]) == ["i", "words", "other"]
    assert keys([income, faith], ("faith",)) == ["i", "words", "own-about-faith", "other"]


def test_what_belongs_to_the_start_of_a_talk_and_to_the_debrief_is_not_asked_by_mail() -> None:
    sections = tuple(
        Section(key=phase.value, title=phase.value, phase=phase, questions=(question(phase.value, Kind.TEXT),))
        for phase in Phase
    )
    asked = form_sections(QuestionBank(key="all", title="All", language="en", sections=sections))
    assert [each.key for section in asked for each in section.questions] == ["warm_up", "topic", "wrap_up", "other"]
    assert [section.title for section in asked] == ["To begin with", "topic", "To finish"]


def test_hostile_words_are_text_and_the_form_opens(shared_tools: Path, tmp_path: Path) -> None:
    nasty = Question(
        key="nasty",
        text=HOSTILE,
        kind=Kind.ONE_OF,
        options=(Option(key="x", label=HOSTILE), Option(key="y", label=HOSTILE * 5)),
        probes=(HOSTILE,),
    )
    many = Question(key="many", text=HOSTILE, kind=Kind.SEVERAL_OF, options=nasty.options)
    form = written(bank(nasty, many), business=HOSTILE)
    assert strict_reader(shared_tools, tmp_path)(form) == []
    assert any("{{7*7}}" in text and "␀" in text for text in paragraphs(form))


def test_a_house_has_its_colours_in_the_form() -> None:
    form = write_questionnaire(
        load_bank("people-hour"),
        wording=load_consent_wording(),
        business="Desk & Co",
        language="en",
        changed=CHANGED,
        house=House(accent="AA2200", tint="FFEEDD"),
    )
    styles = part(form, "word/styles.xml")
    assert any(colour.get(f"{W}val") == "AA2200" for colour in styles.iter(f"{W}color"))
    assert any(shade.get(f"{W}fill") == "FFEEDD" for shade in part(form).iter(f"{W}shd"))


def _stream(document: bytes):  # type: ignore[no-untyped-def]
    from io import BytesIO

    return BytesIO(document)
