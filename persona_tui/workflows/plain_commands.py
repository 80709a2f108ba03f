"""What can be typed in a talk of plain lines: notes, and commands that begin with a slash."""

from __future__ import annotations

from collections.abc import Callable

from persona_tui.domain.attributes import Content, Known
from persona_tui.domain.interviews import OTHER_QUESTION
from persona_tui.domain.marks import read_marks
from persona_tui.i18n import _, ngettext
from persona_tui.insights.interview_guide import (
    QuestionState,
    asked_of,
    lines_to_come_back_to,
    question_state,
)
from persona_tui.insights.question_search import found_questions
from persona_tui.workflows import interviews as acts
from persona_tui.workflows import plain_words as words
from persona_tui.workflows.asking import lint_asked
from persona_tui.workflows.plain_talk import PlainTalk

_WITH_WORDS = frozenset(("jump", "skip", "choose", "question"))
"""The commands behind which words stand; behind another one they are no command, so that none is lost."""


class PlainCommands:
    """Does what a line asks for, and gives the lines to answer with. Raises PlainError where that can't be done."""

    def __init__(self, talk: PlainTalk) -> None:
        self._talk = talk
        self._known: dict[str, Callable[[str], list[str]]] = {
            "next": lambda _rest: self._step(1),
            "back": lambda _rest: self._step(-1),
            "jump": self._jump,
            "skip": self._skip,
            "unanswered": lambda _rest: self._unanswered(),
            "time": lambda _rest: self._time(),
            "pause": lambda _rest: self._pause(),
            "undo": lambda _rest: self._undo(),
            "choose": self._choose,
            "unknown": lambda _rest: self._keep_answer(None, Known.UNKNOWN),
            "nosay": lambda _rest: self._keep_answer(None, Known.NOT_SAID),
            "probes": lambda _rest: self._probes(),
            "question": self._add_question,
            "done": lambda _rest: self._done(),
            "help": lambda _rest: words.help_lines(),
        }

    def take(self, typed: str) -> list[str]:
        """One line."""
        if not typed.strip():
            return self._step(1)
        if typed.startswith("/") and not typed.startswith("//"):
            name, _space, rest = typed[1:].partition(" ")
            return self._command(name.strip().casefold(), rest.strip())
        return self._note(typed[1:] if typed.startswith("//") else typed)

    def _note(self, typed: str) -> list[str]:
        if not read_marks(typed)[2].strip():
            return [_("There are no words after the marks, so nothing was noted.")]
        answer = self._talk.answer
        before = acts.notes_text(answer)
        asked = None if self._talk.question.key == OTHER_QUESTION else self._talk.question
        with self._talk.act(_("Note “{words}”").format(words=words.short(typed))):
            whole = f"{before}\n{typed}" if before else typed
            acts.set_notes(self._talk.session, self._talk.id, asked, whole, at=self._talk.second)
        choices = words.choices_of(self._talk.question, self._talk.steps)
        if typed.strip().isdecimal() and 0 < int(typed.strip()) <= len(choices):
            return [_("Noted as words. To choose that answer, type /choose {n}").format(n=typed.strip())]
        return []

    def _command(self, name: str, rest: str) -> list[str]:
        known = self._known
        fitting = [name] if name in known else [each for each in known if name and each.startswith(name)]
        if rest:
            fitting = [each for each in fitting if each in _WITH_WORDS]
        if len(fitting) == 1:
            return known[fitting[0]](rest)
        if fitting:
            several = ", ".join(f"/{each}" for each in fitting)
            return [_("Which one: {commands}?").format(commands=several)]
        return [
            _(
                "“/{typed}” is no command, and nothing was noted. /help lists them; to note a line that begins with "
                "a slash, type two of them."
            ).format(typed=f"{name} {rest}".strip())
        ]

    def _step(self, by: int) -> list[str]:
        wanted = self._talk.guide.beside(self._talk.question.key, by)
        if wanted.key == self._talk.question.key:
            if by < 0:
                return [_("This is the first question.")]
            return [_("That was the last question. Type on here, /unanswered for what is open, or /done.")]
        return self._talk.go(wanted)

    def _jump(self, rest: str) -> list[str]:
        if not rest:
            return words.outline_lines(self._talk.guide, self._talk.interview)
        questions = self._talk.guide.questions
        if rest.isdecimal():
            if 1 <= int(rest) <= len(questions):
                return self._talk.go(questions[int(rest) - 1])
            return [_("There are {n} questions.").format(n=len(questions))]
        labels = {attribute.key: attribute.label for attribute in self._talk.session.catalogue()}
        found = [question for question, _section in found_questions(self._talk.guide, rest, labels)]
        if not found:
            return [_("No question sounds like “{words}”.").format(words=rest)]
        numbers = [str(questions.index(question) + 1) for question in found[1:6]]
        also = [_("Also: {numbers}.").format(numbers=", ".join(numbers))] if numbers else []
        return self._talk.go(found[0]) + also

    def _skip(self, rest: str) -> list[str]:
        if self._talk.question.key == OTHER_QUESTION:
            return [_("This is room for what belongs nowhere else; there is nothing to skip.")]
        if not rest:
            return [_("Say why: /skip no time")]
        with self._talk.act(_("Skip a question")):
            acts.skip_question(self._talk.session, self._talk.id, self._talk.question, rest)
        return self._step(1)

    def _unanswered(self) -> list[str]:
        questions = [each for each in self._talk.guide.questions if each.key != OTHER_QUESTION]
        keys = [each.key for each in questions]
        start = keys.index(self._talk.question.key) + 1 if self._talk.question.key in keys else 0
        for question in (*questions[start:], *questions[:start]):
            state = question_state(self._talk.interview, question.key)
            if state in (QuestionState.OPEN, QuestionState.COME_BACK) and question.key != self._talk.question.key:
                return self._talk.go(question)
        return [_("No other question is open.")]

    def _time(self) -> list[str]:
        section = self._talk.guide.section_of(self._talk.question.key)
        asked, count = asked_of(self._talk.guide, self._talk.interview)
        out = [
            _("{time} of talk; {asked} of {count} asked.").format(
                time=words.clock_text(self._talk.second), asked=asked, count=count
            )
        ]
        if section.minutes:
            minutes = ngettext("{n} minute", "{n} minutes", section.minutes).format(n=section.minutes)
            out.append(_("Planned for “{section}”: {minutes}.").format(section=section.title, minutes=minutes))
        return out

    def _pause(self) -> list[str]:
        if self._talk.interview.clock_since is None:
            with self._talk.act(_("Start the talk")):
                acts.start_interview(self._talk.session, self._talk.id, self._talk.now())
            return [_("The clock goes on at {time}.").format(time=words.clock_text(self._talk.second))]
        with self._talk.act(_("Pause the talk")):
            acts.pause_interview(self._talk.session, self._talk.id, self._talk.now())
        return [
            _("The clock stands at {time}. /pause again lets it go on.").format(
                time=words.clock_text(self._talk.second)
            )
        ]

    def _undo(self) -> list[str]:
        before = self._talk.question
        label = self._talk.undo()
        if not label:
            return [_("There is nothing to undo.")]
        out = [_("Undone: {what}").format(what=label)]
        return out if self._talk.question is before else out + self._talk.show()

    def _probes(self) -> list[str]:
        return words.probe_lines(self._talk.question) or [_("There is nothing to ask further here.")]

    def _choose(self, rest: str) -> list[str]:
        if not rest:
            return words.choice_lines(self._talk.question, self._talk.steps) or [
                _("Type the answer behind it: /choose 34")
            ]
        return self._keep_answer(words.chosen(self._talk.question, self._talk.steps, rest), Known.KNOWN)

    def _keep_answer(self, content: Content, known: Known) -> list[str]:
        if self._talk.question.key == OTHER_QUESTION:
            return [_("There is no question here to answer.")]
        with self._talk.act(_("Answer “{question}”").format(question=words.short(self._talk.question.text))):
            answer = acts.set_answer(self._talk.session, self._talk.id, self._talk.question, content, known)
        return [_("Answer: {answer}").format(answer=words.answer_text(self._talk.question, answer))]

    def _add_question(self, rest: str) -> list[str]:
        with self._talk.act(_("Add a question")):
            added = acts.add_question(self._talk.session, self._talk.id, rest)
        question = self._talk.guide.question(added.question)
        if question is None:
            return []
        return [*self._talk.go(question), *lint_asked(self._talk.session, question.text)]

    def _done(self) -> list[str]:
        acts.finish_interview(self._talk.session, self._talk.id, self._talk.now())
        self._talk.is_over = True
        asked, count = asked_of(self._talk.guide, self._talk.interview)
        lines = sum(bool(line.text.strip()) for answer in self._talk.interview.answers for line in answer.lines)
        out = [
            _("The talk with {names} is over: {time}, {asked} of {count} asked, {lines}.").format(
                names=self._talk.names,
                time=words.clock_text(self._talk.interview.elapsed),
                asked=asked,
                count=count,
                lines=ngettext("{n} line of notes", "{n} lines of notes", lines).format(n=lines),
            )
        ]
        again = lines_to_come_back_to(self._talk.interview)
        if again:
            out.append(
                ngettext(
                    "{n} line is still marked to come back to.", "{n} lines are still marked to come back to.", again
                ).format(n=again)
            )
        return out
