"""One talk as it is held in plain lines: the question at hand, what is kept of it, and what can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from persona_tui.domain.interviews import Answer, Interview
from persona_tui.domain.questions import Phase, Question
from persona_tui.domain.records import now
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import GuideSection, InterviewGuide, guide_of, where_to_begin
from persona_tui.workflows import interviews as acts
from persona_tui.workflows import plain_words as words
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of

Clock = Callable[[], datetime]


class PlainTalk:
    """`question` is the one at hand; `problem` says why the bank can't be used ("" when it can); `title` is its name.
    `is_over` says that the talk was finished here.
    """

    def __init__(self, session: Session, interview_id: str, clock: Clock = now) -> None:
        self.session = session
        self.id = interview_id
        self.now = clock
        self.is_over = False
        self._last = session.interview(interview_id) or Interview(id=interview_id)
        self._bank, self.problem = bank_of(self._last)
        self.title = self._bank.title or _("no questions prepared")
        self.question = where_to_begin(self.guide, self._last)
        self._section: GuideSection | None = None
        self._acts = 0
        self._changed = False

    @property
    def interview(self) -> Interview:
        """The interview as the study holds it."""
        self._last = self.session.interview(self.id) or self._last
        return self._last

    @property
    def guide(self) -> InterviewGuide:
        """The questions, those asked besides the bank's among them."""
        return guide_of(self._bank, acts.questions_besides(self.interview, self._bank))

    @property
    def names(self) -> str:
        """Those who are talked to."""
        found = (self.session.person(person_id) for person_id in self.interview.people)
        return ", ".join(person.name for person in found if person is not None)

    @property
    def answer(self) -> Answer | None:
        """What is kept of the question at hand."""
        return self.interview.answer(self.question.key)

    @property
    def second(self) -> int:
        """The second of the talk."""
        return acts.clock(self.interview, self.now())

    @property
    def steps(self) -> tuple[int, str, str]:
        """How many steps a scale has here, and what its ends are called."""
        attribute = self.session.attribute(self.question.attribute) if self.question.attribute else None
        return (
            (attribute.steps, attribute.low, attribute.high) if attribute is not None else (words.SCALE_STEPS, "", "")
        )

    def go(self, question: Question) -> list[str]:
        """To another question; what to say there."""
        self.question = question
        return self.show()

    def show(self) -> list[str]:
        """The question at hand, as it is read aloud; its section where that is another one."""
        guide, question = self.guide, self.question
        section = guide.section_of(question.key)
        out = [""]
        if self._section is None or self._section.title != section.title:
            self._section = section
            out.append(words.section_line(section))
            if section.phase is Phase.DEBRIEF:
                out.append(_("The rest is for yourself, after the talk."))
        number = next((n for n, each in enumerate(guide.questions, start=1) if each.key == question.key), 0)
        out.append(
            _("Question {number} of {count}: {question}").format(
                number=number, count=len(guide.questions), question=question.text
            )
        )
        out += words.choice_lines(question, self.steps)
        out += words.probe_lines(question)
        return out + words.kept_lines(question, self.answer)

    @contextmanager
    def act(self, label: str) -> Iterator[None]:
        """What is done inside is one thing to take back."""
        self._changed = False
        self.session.listen(self._something_changed)
        try:
            with self.session.act(label):
                yield
        finally:
            self.session.unlisten(self._something_changed)
        self._acts += self._changed

    def undo(self) -> str:
        """Take back the last thing that was done here; what it was, "" for nothing."""
        if not self._acts:
            return ""
        self._acts -= 1
        label = self.session.undo()
        if self.guide.question(self.question.key) is None:
            self._section = None
            self.question = where_to_begin(self.guide, self.interview)
        return label

    def _something_changed(self) -> None:
        self._changed = True
