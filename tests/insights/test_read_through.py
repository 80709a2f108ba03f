"""All notes of a talk in the order of its questions, and what a search finds in them."""

from __future__ import annotations

from persona_tui.domain.attributes import Attribute, Group, Kind, Known, Option
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, Line
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question, QuestionBank, Section
from persona_tui.domain.transcripts import Cue, Transcript, passage_of, turns
from persona_tui.insights.interview_guide import guide_of
from persona_tui.insights.read_through import (
    found_answers,
    found_turns,
    marked_places,
    places_of,
    read_answers,
    speaker_letters,
)

PAYS = Question(key="pays", text="Who pays?", kind=Kind.ONE_OF, options=(Option(key="me", label="I do"),))
AGE = Question(key="age", text="How old?", kind=Kind.NUMBER, attribute="age")
WHY = Question(key="why", text="Why a desk?")
GUIDE = guide_of(
    QuestionBank(key="b", title="B", language="en", sections=(Section(key="s", title="S", questions=(PAYS, AGE, WHY)),))
)
ATTRIBUTES = {"age": Attribute(key="age", label="Age", group=Group.DEMOGRAPHIC, kind=Kind.NUMBER, unit="years")}


def _noted(key: str, *texts: str) -> Answer:
    return Answer(question=key, lines=[Line(text=text) for text in texts])


def test_answers_stand_in_the_guides_order_with_what_was_chosen_and_the_debrief_last() -> None:
    talk = Interview(
        answers=[
            _noted("debrief_words", "= mine"),
            _noted(OTHER_QUESTION, "rest"),
            _noted("gone", "from an older bank"),
            _noted("why", "because", " "),
            Answer(question="age", content=41.0, known=Known.KNOWN),
            Answer(question="pays", content="me", known=Known.KNOWN),
        ]
    )
    found = read_answers(GUIDE, talk, ATTRIBUTES)
    assert [answer.question.key for answer in found] == [
        "pays",
        "age",
        "why",
        OTHER_QUESTION,
        "debrief_words",
        "gone",
    ]
    assert [answer.short for answer in found[:3]] == ["I do", "41 years", ""]
    assert [line.text for line in found[2].lines] == ["because"]


def test_what_was_refused_or_skipped_is_said_and_what_was_not_asked_is_left_out() -> None:
    talk = Interview(
        answers=[
            Answer(question="pays", known=Known.NOT_SAID),
            Answer(question="age", skipped="late"),
            _noted("why"),
            Answer(question="later", asked_text="Later?", skipped="late", lines=[Line(text="after all")]),
        ]
    )
    found = read_answers(GUIDE, talk, ATTRIBUTES)
    assert [(answer.short, answer.skipped) for answer in found] == [("rather not say", ""), ("", "late"), ("", "")]


def test_a_search_finds_lines_with_all_words_and_all_of_a_question_that_has_them() -> None:
    answers = read_answers(
        GUIDE, Interview(answers=[_noted("why", "My BACK hurt", "a back"), _noted("pays", "I hurt")]), ATTRIBUTES
    )
    found = found_answers(answers, "hurt back")
    assert [[line.text for line in answer.lines] for answer in found] == [["My BACK hurt"]]
    assert len(found_answers(answers, "desk")[0].lines) == 2
    assert found_answers(answers, "") == answers and found_answers(answers, "zebra") == []


def test_where_words_stand_is_told_only_where_letters_keep_their_places() -> None:
    assert places_of("Back to back", ["back"]) == [(0, 4), (8, 12)]
    assert places_of("STRASSE straße", ["straße"]) == [(8, 14)]
    assert places_of("İİ back", ["back"]) == []


def test_a_passage_is_found_in_what_was_said_in_one_go() -> None:
    cues = [Cue(speaker="A", text="one two"), Cue(speaker="A", text="three four"), Cue(speaker="B", text="five")]
    cues[1].passages.append(passage_of(cues[1], 6, 10, LineKind.WORD_FOR_WORD, []))
    transcript = Transcript(cues=cues)
    first = turns(transcript.cues)[0]
    ((start, end, passage),) = marked_places(first)
    assert first.text[start:end] == "four" and passage == cues[1].passages[0].id
    assert [turn.text for turn in found_turns(transcript, "FIVE")] == ["five"]
    assert len(found_turns(transcript, "a one")) == 1 and found_turns(None, "") == []


def test_those_on_a_call_have_a_letter_each() -> None:
    people = [Person(name="Anna"), Person(name="Bram")]
    assert list(speaker_letters(people).values()) == ["A", "B"]
    assert list(speaker_letters([Person(name="Zoe"), Person(name="zed")]).values()) == ["A", "B"]
    assert list(speaker_letters([Person(name="[/"), Person(name="Bram")]).values()) == ["A", "B"]
    assert speaker_letters(people[:1]) == {}
