"""What a talk in plain lines says: each line is one thing, to be read out by itself. Pure."""

from __future__ import annotations

from persona_tui.domain.attributes import Content, Kind, Known
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Answer, Interview
from persona_tui.domain.marks import write_marks
from persona_tui.domain.questions import Question
from persona_tui.i18n import _, ngettext
from persona_tui.insights.contents import plain_number
from persona_tui.insights.interview_guide import GuideSection, InterviewGuide, QuestionState, question_state

SCALE_STEPS = 5

Steps = tuple[int, str, str]
"""How many steps a scale has, and what its ends are called."""


def scope_label(scope: Scope) -> str:
    """What a person reads for a scope of consent."""
    return {
        Scope.NOTES: _("notes"),
        Scope.QUOTES: _("quotes"),
        Scope.NAME: _("name in documents"),
        Scope.RECORDING: _("recording"),
        Scope.SHARING: _("sharing outside"),
    }[scope]


def clock_text(seconds: int) -> str:
    """A time of the talk: 3:07, 12:41, 1:02:33."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49].rstrip() + "…"


def how_it_goes() -> str:
    """What a person needs to know before the first question."""
    return _(
        "Type what you hear, one thought a line; an empty line goes to the next question. A line may open with marks "
        'and a space: - pain, + goal, ! motivator, @ channel, * worth quoting, ? come back, " word for word, = my own '
        "reading. /help lists the commands."
    )


def help_lines() -> list[str]:
    """The commands, one a line."""
    return [
        _("An empty line or /next: the next question. /back: the one before."),
        _("/jump WORDS: the question with these words. /jump 7: question 7. /jump: all parts."),
        _("/unanswered: the next question that is open, or that has a line to come back to."),
        _("/choose 2: take answer 2; /choose 1,3 where several can be; /choose 34 where a number is asked for."),
        _("/unknown: they do not know. /nosay: they rather not say."),
        _("/skip REASON: pass the question over, and say why."),
        _("/question TEXT: ask something that is not prepared."),
        _("/probes: what to ask further."),
        _("/undo: take the last thing back."),
        _("/time: how long you have talked. /pause: let the clock stand, or go on."),
        _("/done: the talk is over. The end of the input leaves it open, to be taken up again."),
        _("Two slashes begin a line of notes that begins with one."),
    ]


def section_line(section: GuideSection) -> str:
    """The title of a part of the hour, with its minutes."""
    if not section.minutes:
        return f"{section.title}."
    minutes = ngettext("{n} minute", "{n} minutes", section.minutes).format(n=section.minutes)
    return _("{section}, {minutes}.").format(section=section.title, minutes=minutes)


def probe_lines(question: Question) -> list[str]:
    """What to ask further, one a line."""
    return [_("Ask further: {probe}").format(probe=probe) for probe in question.probes]


def choices_of(question: Question, steps: Steps) -> list[tuple[str, str]]:
    """Key and label of what can be chosen; nothing where the answer is typed."""
    if question.kind in (Kind.ONE_OF, Kind.SEVERAL_OF):
        return [(option.key, option.label) for option in question.options]
    if question.kind is Kind.SCALE:
        count, low, high = steps
        ends = {1: low, count: high}
        return [(str(step), f"{step} {ends.get(step, '')}".strip()) for step in range(1, count + 1)]
    return []


def choice_lines(question: Question, steps: Steps) -> list[str]:
    """What can be chosen, one a line with its number, and how."""
    choices = choices_of(question, steps)
    if question.kind is Kind.SCALE and choices:
        named = [label for _key, label in (choices[0], choices[-1])]
        return [
            _("A scale from {low} to {high}; choose with /choose and the number.").format(low=named[0], high=named[1])
        ]
    if question.kind in (Kind.NUMBER, Kind.YEAR):
        return [_("The answer is a number: /choose and the number.")]
    lines = [f"{number}. {label}" for number, (_key, label) in enumerate(choices, start=1)]
    if not choices:
        return []
    if question.kind is Kind.SEVERAL_OF:
        return [*lines, _("Choose one or several: /choose 1,3")]
    return [*lines, _("Choose one: /choose 2")]


def chosen(question: Question, steps: Steps, typed: str) -> Content:
    """What was chosen, by number or by words. Raises PlainError for a number that is none of them."""
    choices = choices_of(question, steps)
    if not choices:
        return typed
    parts = [part for part in typed.replace(",", " ").split() if part]
    if not all(part.isdecimal() for part in parts):
        return typed
    keys: list[str] = []
    for part in parts:
        if not 1 <= int(part) <= len(choices):
            raise PlainError(_("There is no answer {n}: there are {count}.").format(n=part, count=len(choices)))
        keys.append(choices[int(part) - 1][0])
    if question.kind is Kind.SEVERAL_OF:
        return list(dict.fromkeys(keys))
    if len(set(keys)) != 1:
        raise PlainError(_("Only one answer can be chosen here."))
    return float(keys[0]) if question.kind is Kind.SCALE else keys[0]


def answer_text(question: Question, answer: Answer) -> str:
    """The answer to a question as a person reads it."""
    if answer.known is Known.UNKNOWN:
        return _("does not know")
    if answer.known is Known.NOT_SAID:
        return _("rather not say")
    labels = {option.key: option.label for option in question.options}
    content = answer.content
    if isinstance(content, list):
        return ", ".join(labels.get(key, key) for key in content)
    if isinstance(content, str):
        return labels.get(content, content)
    return "" if content is None else plain_number(content)


def kept_lines(question: Question, answer: Answer | None) -> list[str]:
    """What is kept of a question already."""
    if answer is None:
        return []
    out = [_("Skipped: {why}").format(why=answer.why_skipped)] if answer.why_skipped else []
    if answer.known is not None:
        out.append(_("Answer: {answer}").format(answer=answer_text(question, answer)))
    for line in answer.lines:
        if line.text.strip():
            noted = write_marks(line.kind, line.marks, line.text)
            out.append(_("Noted at {time}: {words}").format(time=clock_text(line.at), words=noted))
    return out


def outline_lines(guide: InterviewGuide, interview: Interview) -> list[str]:
    """The parts of the talk, with the numbers of their questions and how many are open."""
    out: list[str] = []
    first = 1
    for section in guide.sections:
        count = len(section.questions)
        states = [question_state(interview, question.key) for question in section.questions]
        left = sum(state in (QuestionState.OPEN, QuestionState.COME_BACK) for state in states)
        numbers = str(first) if count == 1 else f"{first}–{first + count - 1}"
        if count:
            out.append(_("{numbers}: {section}; {n} open").format(numbers=numbers, section=section.title, n=left))
        first += count
    return out
