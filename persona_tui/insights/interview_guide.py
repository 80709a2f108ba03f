"""The questions of one talk in the order of asking: those of its bank, those asked besides, and room for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from persona_tui.domain.attributes import Attribute, Known
from persona_tui.domain.interviews import OTHER_QUESTION, Interview, InterviewState
from persona_tui.domain.marks import Mark
from persona_tui.domain.questions import Phase, Question, QuestionBank
from persona_tui.i18n import _

ABOUT_PREFIX = "own-about-"
"""What the key of a question begins with that is asked besides the bank to fill an attribute; its key follows."""
DEBRIEF_PREFIX = "debrief_"
"""What the keys of the program's own debrief begin with, and those of the debriefs in its banks."""


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
    """The question to show on opening: the first one that is open after the last that was touched; of a talk that is
    over, the first that was answered.
    """
    questions = guide.questions
    touched = [
        place
        for place, question in enumerate(questions)
        if question_state(interview, question.key) is not QuestionState.OPEN
    ]
    if interview.state is InterviewState.DONE:
        return questions[touched[0] if touched else 0]
    asked = [place for place in touched if questions[place].key != OTHER_QUESTION]
    return questions[min(asked[-1] + 1, len(questions) - 1)] if asked else questions[0]


# --- where to go next ------------------------------------------------------------------------------------------


def next_open(guide: InterviewGuide, interview: Interview, current: str) -> Question | None:
    """The next question after `current` that was not asked yet, going round once; None when all were. The debrief is
    one's own, and the place for everything else is never missing.
    """
    put = [question for question in _round_from(guide, current) if _is_put(guide, question)]
    return next((each for each in put if question_state(interview, each.key) is QuestionState.OPEN), None)


def next_come_back(
    guide: InterviewGuide, interview: Interview, current: str, row: int = -1
) -> tuple[Question, int] | None:
    """The next line marked to come back to after line `row` of question `current`, going round: its question and which
    of its lines it is. None when nothing is marked so.
    """
    marked: list[tuple[Question, int]] = []
    after: list[tuple[Question, int]] = []
    is_after = False
    for question in guide.questions:
        is_current = question.key == current
        answer = interview.answer(question.key)
        for place, line in enumerate(answer.lines if answer is not None else ()):
            if Mark.COME_BACK in line.marks:
                marked.append((question, place))
                if is_after or (is_current and place > row):
                    after.append((question, place))
        is_after = is_after or is_current
    return next(iter([*after, *marked]), None)


def _round_from(guide: InterviewGuide, current: str) -> list[Question]:
    questions = guide.questions
    place = next((number for number, question in enumerate(questions) if question.key == current), -1)
    return [*questions[place + 1 :], *questions[: place + 1]]


def _is_put(guide: InterviewGuide, question: Question) -> bool:
    """Whether a question is put to the other person."""
    return question.key != OTHER_QUESTION and guide.section_of(question.key).phase is not Phase.DEBRIEF


class ProposalReason(StrEnum):
    """Why a question is proposed."""

    UNKNOWN = "unknown"
    NOTED = "noted"
    """The notes speak of it; the short answer is not filled in."""
    STANDS = "stands"
    """It is not said yet where they stand on what tells the study's customers apart."""


class OpenLine(msgspec.Struct, frozen=True, kw_only=True):
    """A variable (its `label`) on which `people` (ids) stand nowhere yet, and the keys of the questions that ask."""

    label: str
    questions: tuple[str, ...]
    people: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A question that would fill what is unknown of `people` (ids). `is_new` says that it is in no bank yet.

    `lines` are the labels of the variables on which the answer would place them; what has some fills no `attribute`.
    """

    question: Question
    attribute: Attribute | None = None
    people: tuple[str, ...]
    reason: ProposalReason = ProposalReason.UNKNOWN
    is_new: bool = False
    lines: tuple[str, ...] = ()


def proposals(
    guide: InterviewGuide,
    interview: Interview,
    unknown: Sequence[tuple[str, Sequence[Attribute]]],
    current: str = "",
) -> list[Proposal]:
    """Which questions would fill what is `unknown` of whom (ids and attributes), the best first; the guide stays as it
    is. First what is open of several people, then the guide's order from `current` on, then questions that stand in
    no bank, then what was noted and not filled in. What was skipped is not proposed again.
    """
    people: dict[str, list[str]] = {}
    attributes: dict[str, Attribute] = {}
    for person, gaps in unknown:
        for gap in gaps:
            attributes[gap.key] = gap
            people.setdefault(gap.key, []).append(person)
    asked: dict[str, Question] = {}
    for question in _round_from(guide, current):
        if question.attribute in people and _is_put(guide, question):
            asked.setdefault(question.attribute, question)
    places = {key: place for place, key in enumerate(asked)}
    found: list[Proposal] = []
    for key, whom in people.items():
        attribute = attributes[key]
        in_guide = asked.get(key)
        answer = interview.answer(in_guide.key) if in_guide is not None else None
        is_noted = answer is not None and any(line.text.strip() for line in answer.lines)
        refused = answer is not None and (bool(answer.skipped) or answer.known in (Known.NOT_SAID, Known.UNKNOWN))
        if refused and not is_noted:
            continue
        found.append(
            Proposal(
                question=in_guide or question_about(attribute),
                attribute=attribute,
                people=tuple(whom),
                reason=ProposalReason.NOTED if is_noted else ProposalReason.UNKNOWN,
                is_new=in_guide is None,
            )
        )
    found.sort(
        key=lambda one: (
            one.reason is ProposalReason.NOTED,
            one.is_new,
            -len(one.people),
            places.get(one.attribute.key if one.attribute else "", len(places)),
        )
    )
    return found


def proposals_of_lines(
    guide: InterviewGuide, interview: Interview, open_lines: Sequence[OpenLine], current: str = ""
) -> list[Proposal]:
    """Which questions of the guide would say where people stand on what tells the study's customers apart: those not
    asked yet, the one that tells of most lines first, then in the guide's order from `current` on.
    """
    found: list[Proposal] = []
    for question in _round_from(guide, current):
        if not _is_put(guide, question) or question_state(interview, question.key) is not QuestionState.OPEN:
            continue
        told = [line for line in open_lines if question.key in line.questions]
        if told:
            people = dict.fromkeys(person for line in told for person in line.people)
            lines = tuple(line.label for line in told)
            found.append(Proposal(question=question, people=tuple(people), reason=ProposalReason.STANDS, lines=lines))
    return sorted(found, key=lambda one: -len(one.lines))


def question_about(attribute: Attribute, text: str = "") -> Question:
    """The question that asks for an attribute and stands in no bank; `text` is how it was asked."""
    return Question(
        key=f"{ABOUT_PREFIX}{attribute.key}",
        text=text or attribute.ask or attribute.label,
        kind=attribute.kind,
        options=tuple(attribute.options),
        attribute=attribute.key,
        care=attribute.care,
    )


# --- afterwards, for oneself -----------------------------------------------------------------------------------


def debrief_questions(guide: InterviewGuide) -> tuple[Question, ...]:
    """What to ask oneself after the talk: the bank's debrief; the program's own where it has none."""
    found = [each for section in guide.sections if section.phase is Phase.DEBRIEF for each in section.questions]
    return tuple(found) or own_debrief()


def own_debrief() -> tuple[Question, ...]:
    """The program's own debrief (METHOD D)."""
    asked = {
        "stories": _("Which stories did they tell?"),
        "goals": _("What is this person trying to achieve?"),
        "words": _("Which of their words do you want to keep?"),
        "guide": _("What would you change in these questions before the next talk?"),
    }
    return tuple(Question(key=f"{DEBRIEF_PREFIX}{key}", text=text) for key, text in asked.items())


def is_debrief(bank: QuestionBank, question: str) -> bool:
    """Whether what is noted under the question with that key is one's own, and nobody's voice."""
    own = question.startswith(DEBRIEF_PREFIX) and bank.question(question) is None
    sections = (section for section in bank.sections if section.phase is Phase.DEBRIEF)
    return own or any(known.key == question for section in sections for known in section.questions)
