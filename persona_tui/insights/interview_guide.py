"""The questions of one talk in the order of asking: those of its bank, those asked besides, and room for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from persona_tui.domain.interviews import OTHER_QUESTION, Interview, InterviewState
from persona_tui.domain.marks import Mark
from persona_tui.domain.questions import Phase, Question, QuestionBank
from persona_tui.i18n import _


class QuestionState(StrEnum):
    """How far one question is in one talk."""

    OPEN = "open"
    ANSWERED = "answered"
    COME_BACK = "come_back"
    SKIPPED = "skipped"


class GuideSection(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the hour as the outline shows it; `phase` is None for what is asked besides the bank."""

    title: str
    minutes: int = 0
    phase: Phase | None = None
    questions: tuple[Question, ...] = ()


class InterviewGuide(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be asked and noted in one talk, in order. It is never empty."""

    sections: tuple[GuideSection, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of asking; the last one takes whatever belongs under no other."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """The question with that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def section_of(self, key: str) -> GuideSection:
        """The section in which a question stands; the last one for a question that is gone."""
        for section in self.sections:
            if any(question.key == key for question in section.questions):
                return section
        return self.sections[-1]

    def beside(self, key: str, by: int) -> Question:
        """The question so many places after that one (before it when negative), stopping at either end."""
        questions = self.questions
        place = next((number for number, question in enumerate(questions) if question.key == key), 0)
        return questions[min(max(place + by, 0), len(questions) - 1)]


def guide_of(bank: QuestionBank, besides: Iterable[Question] = ()) -> InterviewGuide:
    """The guide of a talk along `bank`; `besides` are the questions that were asked and are not in it."""
    sections = [
        GuideSection(title=part.title, minutes=part.minutes, phase=part.phase, questions=part.questions)
        for part in bank.sections
    ]
    rest = Question(key=OTHER_QUESTION, text=_("Anything else worth noting"))
    sections.append(GuideSection(title=_("Besides"), questions=(*besides, rest)))
    return InterviewGuide(sections=tuple(sections))


def question_state(interview: Interview, key: str) -> QuestionState:
    """How far a question is: a line to come back to goes before everything, words go before having been skipped."""
    answer = interview.answer(key)
    if answer is None:
        return QuestionState.OPEN
    if any(Mark.COME_BACK in line.marks for line in answer.lines):
        return QuestionState.COME_BACK
    if answer.is_answered:
        return QuestionState.ANSWERED
    return QuestionState.SKIPPED if answer.skipped else QuestionState.OPEN


def asked_of(guide: InterviewGuide, interview: Interview) -> tuple[int, int]:
    """How many questions to the other person have an answer, and how many there are; the debrief is one's own."""
    put = [
        question
        for section in guide.sections
        if section.phase is not Phase.DEBRIEF
        for question in section.questions
        if question.key != OTHER_QUESTION
    ]
    answered = (QuestionState.ANSWERED, QuestionState.COME_BACK)
    return sum(question_state(interview, question.key) in answered for question in put), len(put)


def lines_to_come_back_to(interview: Interview) -> int:
    """How many lines are marked to come back to."""
    return sum(Mark.COME_BACK in line.marks for answer in interview.answers for line in answer.lines)


def where_to_begin(guide: InterviewGuide, interview: Interview) -> Question:
    """The question to show on opening: the first one that is open after the last that was touched."""
    questions = guide.questions
    if interview.state is InterviewState.DONE:
        return questions[0]
    touched = [
        place
        for place, question in enumerate(questions)
        if question.key != OTHER_QUESTION and question_state(interview, question.key) is not QuestionState.OPEN
    ]
    return questions[min(touched[-1] + 1, len(questions) - 1)] if touched else questions[0]
