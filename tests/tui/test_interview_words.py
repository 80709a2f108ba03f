"""What the interview's screen says, without a screen."""

from __future__ import annotations

from rich.cells import cell_len

from persona_tui.domain.attributes import Known
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, InterviewState, Line
from persona_tui.domain.marks import Mark
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question, QuestionBank, Section
from persona_tui.domain.records import now
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.domain.transcripts import Cue, Transcript
from persona_tui.insights.coverage import coverage
from persona_tui.insights.interview_guide import guide_of
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.interview_words import bar_words, outline_words, section_words
from persona_tui.tui.screens.interviews_words import TalkRow, row_at_hand, row_details

QUESTIONS = tuple(Question(key=key, text=f"{key}?") for key in ("one", "two"))
SECTION = Section(key="first", title="First", questions=QUESTIONS)
GUIDE = guide_of(QuestionBank(key="b", title="B", language="en", sections=(SECTION,)))


def _outline(*answers: Answer) -> str:
    return outline_words(GUIDE, Interview(answers=list(answers)), OTHER_QUESTION, 20).plain.split("\n")[0]


def test_a_section_counts_a_question_to_come_back_to_as_asked_and_shows_that_there_is_one() -> None:
    noted, later = Line(text="x"), Line(text="y", marks=[Mark.COME_BACK])
    assert _outline() == "  First         0/2"
    assert _outline(Answer(question="one", lines=[noted, later])) == "? First         1/2"
    both = (Answer(question="one", lines=[noted]), Answer(question="two", skipped="late"))
    assert _outline(*both) == "✓ First         2/2"
    assert _outline(both[0], Answer(question="two", lines=[later])) == "? First         2/2"


def test_what_was_skipped_and_answered_after_all_is_not_called_skipped() -> None:
    skipped = Interview(answers=[Answer(question="one", skipped="late")])
    answered = Interview(answers=[Answer(question="one", skipped="late", lines=[Line(text="x")])])
    assert "skipped: late" in section_words(GUIDE, skipped, QUESTIONS[0]).plain
    assert section_words(GUIDE, answered, QUESTIONS[0]).plain == "First"
    assert answered.answers[0].why_skipped == ""


def _details(talk: Interview, anna: Person, transcript: Transcript | None = None) -> str:
    row = TalkRow(anna, summarise(talk, transcript), next(iter(coverage([anna], [], []))))
    return row_details(row, StudyView(study=Study(business="Perch"), people=[anna]), talk).plain


def test_how_many_questions_were_answered_does_not_count_what_one_noted_for_oneself() -> None:
    anna = Person(name="Anna")
    talk = Interview(
        people=[anna.id],
        answers=[
            Answer(question="one", known=Known.NOT_SAID),
            Answer(question="debrief_words", lines=[Line(text="x")]),
            Answer(question=OTHER_QUESTION, lines=[Line(text="y")]),
        ],
    )
    assert "1 question answered, 2 lines of notes" in _details(talk, anna)


def test_that_a_talk_has_a_transcript_is_said_with_the_key_that_reads_it() -> None:
    anna = Person(name="Anna")
    talk = Interview(people=[anna.id])
    assert "transcript" not in _details(talk, anna)
    heard = Transcript(cues=[Cue(text="one"), Cue(text="two")])
    assert "A transcript of 2 pieces: r reads it" in _details(talk, anna, heard)


def test_who_speaks_stands_first_where_several_are_on_the_call() -> None:
    words = bar_words("Bram", Interview(elapsed=61, state=InterviewState.DONE), GUIDE, now(), "Anna").plain
    assert words.startswith("Anna speaks · Bram · done, 1:01")


def test_names_on_the_bar_are_cut_and_never_the_time() -> None:
    talk, name = Interview(elapsed=61, state=InterviewState.DONE), "Zoë 🎉 with a very long name that goes on and on"
    for speaker in ("", name):
        words = bar_words(name, talk, GUIDE, now(), speaker, 60).plain
        assert words.startswith("Zoë 🎉 with a") and words.endswith("… · done, 1:01 · 0 of 2 asked")
        assert cell_len(words) <= 60


def test_of_several_talks_with_somebody_the_one_that_goes_on_is_at_hand() -> None:
    anna = Person(name="Anna")
    known = next(iter(coverage([anna], [], [])))
    states = [InterviewState.DONE, InterviewState.PLANNED, InterviewState.STARTED]
    rows = [TalkRow(anna, summarise(Interview(people=[anna.id], state=state)), known) for state in states]
    view = StudyView(study=Study(business="Perch"), people=[anna])
    assert row_at_hand(rows, view, anna.id) is rows[2]
    assert row_at_hand(rows[:2], view, anna.id) is rows[1]
    assert row_at_hand(rows[:1], view, anna.id) is rows[0]
    assert row_at_hand(rows, view, "nobody") is None
