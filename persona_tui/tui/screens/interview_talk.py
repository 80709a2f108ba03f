"""One talk as its screen knows it: whom it is with, its questions, and the one at hand."""

from __future__ import annotations

from collections.abc import Sequence

from persona_tui.domain.attributes import Attribute, Value
from persona_tui.domain.interviews import Answer, Interview, InterviewState
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.insights.coverage import coverage
from persona_tui.insights.interview_guide import (
    InterviewGuide,
    Proposal,
    guide_of,
    proposals,
    proposals_of_lines,
    where_to_begin,
)
from persona_tui.insights.interview_time import Visit, is_time_to_wrap_up, section_seconds, wrap_up_prompts
from persona_tui.insights.read_through import speaker_letters
from persona_tui.insights.voices import speaker_of
from persona_tui.workflows import interviews as acts
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of
from persona_tui.workflows.variables import open_lines


class Talk:
    """`question` is the one at hand; `problem` says why the bank can't be used ("" when it can)."""

    def __init__(self, session: Session, interview_id: str) -> None:
        self.session = session
        self.id = interview_id
        self._last = session.interview(interview_id) or Interview(id=interview_id)
        self._attributes = session.catalogue()
        self._bank, self.problem = bank_of(self._last)
        self.question = where_to_begin(self.guide, self._last)
        self.speaker = next((person.id for person in self.people), "")
        self._visits: list[Visit] = []
        self._known_lines: set[str] = set()

    @property
    def interview(self) -> Interview:
        """The interview as the study holds it; as it last was where it is no longer there."""
        self._last = self.session.interview(self.id) or self._last
        return self._last

    def go(self, question: Question) -> None:
        """Another question comes up."""
        self.question = question
        self._visits.append((self.second, question.key))
        self.note_lines()

    @property
    def question_before(self) -> Question:
        """The question that was at hand before this one, of those that are still there."""
        guide = self.guide
        seen = (guide.question(key) for _second, key in reversed(self._visits) if key != self.question.key)
        return next((question for question in seen if question is not None), guide.questions[0])

    @property
    def second(self) -> int:
        """The second of the call that it is."""
        return acts.clock(self.interview, now())

    @property
    def spent(self) -> dict[str, int]:
        """How many seconds each section took so far, by the key of its first question."""
        guide = self.guide
        seconds = section_seconds(guide, self.interview, self._visits, self.second)
        return {part.questions[0].key: n for part, n in zip(guide.sections, seconds, strict=True) if part.questions}

    @property
    def prompts(self) -> list[str]:
        """What to ask before parting, once it is time for that; nothing when the talk is over."""
        guide = self.guide
        due = not self.is_over and is_time_to_wrap_up(guide, self.question.key, self.second)
        return wrap_up_prompts(guide, self.interview) if due else []

    @property
    def is_there(self) -> bool:
        """Whether the study still has it."""
        return self.session.interview(self.id) is not None

    @property
    def is_over(self) -> bool:
        """Whether the talk was finished, or broke off."""
        return self.interview.state in (InterviewState.DONE, InterviewState.BROKEN_OFF)

    @property
    def guide(self) -> InterviewGuide:
        """The questions of the talk, those asked besides the bank's among them."""
        return guide_of(self._bank, acts.questions_besides(self.interview, self._bank, self._attributes))

    @property
    def people(self) -> list[Person]:
        """Those who are talked to."""
        found = (self.session.person(person_id) for person_id in self.interview.people)
        return [person for person in found if person is not None]

    @property
    def answer(self) -> Answer | None:
        """What is kept of the question at hand."""
        return self.interview.answer(self.question.key)

    @property
    def attribute(self) -> Attribute | None:
        """What the question at hand fills of the customer."""
        return self.session.attribute(self.question.attribute) if self.question.attribute else None

    @property
    def labels(self) -> dict[str, str]:
        """What each attribute is called, by its key."""
        return {attribute.key: attribute.label for attribute in self._attributes}

    def unknown(self) -> list[tuple[str, Sequence[Attribute]]]:
        """Of each person (by name) what is not known yet."""
        found = coverage(self.people, self.session.picked(), self.session.folder.all(Value))
        return [(known.person.name, known.gaps) for known in found]

    def proposals(self) -> list[Proposal]:
        """Which questions would say where they stand on what tells customers apart, then what fills gaps."""
        view = self.session.view()
        found = coverage(self.people, view.attributes, view.values)
        unknown = [(known.person.id, known.gaps) for known in found]
        guide, interview, current = self.guide, self.interview, self.question.key
        apart = proposals_of_lines(guide, interview, open_lines(self.session, self.interview.people), current)
        asked = {one.question.key for one in apart}
        rest = proposals(guide, interview, unknown, current)
        return [*apart, *(one for one in rest if one.question.key not in asked)]

    # --- several on one call -----------------------------------------------------------------------------------

    @property
    def is_shared(self) -> bool:
        """Whether several are on the call."""
        return len(self.people) > 1

    @property
    def letters(self) -> dict[str, str]:
        """A letter for each of those on the call, by id; nothing for one alone."""
        return speaker_letters(self.people)

    def line_letters(self) -> dict[str, str]:
        """The letter of whoever said it, by the id of each line of the question at hand."""
        letters, interview, answer = self.letters, self.interview, self.answer
        lines = answer.lines if answer is not None else []
        return {line.id: letters.get(speaker_of(interview, line), "?") for line in lines}

    def next_speaker(self) -> Person:
        """The next one of those on the call speaks now."""
        people = self.people
        places = [place for place, person in enumerate(people) if person.id == self.speaker]
        person = people[(places[0] + 1) % len(people) if places else 0]
        self.speaker = person.id
        return person

    def note_lines(self) -> None:
        """The lines of the question at hand are those that are there; what comes is said by who speaks now."""
        answer = self.answer
        self._known_lines = {line.id for line in answer.lines} if answer is not None else set()

    def fresh_lines(self) -> list[str]:
        """The ids of the lines that came since."""
        answer = self.answer
        fresh = [line.id for line in answer.lines if line.id not in self._known_lines] if answer is not None else []
        self.note_lines()
        return fresh

    # --- the clock ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Set the clock going where the talk is not over. One that was left going by a program that died went on
        until it was last kept. Raises PlainError.
        """
        interview = self.interview
        if self.is_there and not self.session.folder.read_only and not self.is_over:
            if interview.clock_since is not None:
                acts.pause_interview(self.session, self.id, interview.updated)
            acts.start_interview(self.session, self.id)

    def stand(self) -> None:
        """Let the clock stand. Raises PlainError."""
        if self.is_there and self.interview.clock_since is not None and not self.session.folder.read_only:
            acts.pause_interview(self.session, self.id)
