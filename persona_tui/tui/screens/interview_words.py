"""What the interview's screen says, as pieces of plain text: the bar, the outline, the probes and the legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from persona_tui.domain.attributes import Attribute, Kind
from persona_tui.domain.consent import Consent, Scope, covers
from persona_tui.domain.interviews import Interview, InterviewState
from persona_tui.domain.marks import Mark
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line
from persona_tui.exports.wording import day
from persona_tui.i18n import _, ngettext
from persona_tui.insights.interview_guide import InterviewGuide, QuestionState, asked_of, question_state
from persona_tui.insights.interview_time import is_over, minutes_together
from persona_tui.tui.widgets.notes_editor_drawing import clock_text
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.interviews import clock

_FEWEST_OF_A_NAME = 8
"""Cells of a name that tell anything."""
STATE_GLYPHS = {
    QuestionState.OPEN: ("·", MUTED),
    QuestionState.ANSWERED: ("✓", "$text-success"),
    QuestionState.COME_BACK: ("?", "bold $text-warning"),
    QuestionState.SKIPPED: ("–", MUTED),
}


def mark_label(mark: Mark) -> str:
    """What a person reads for a mark."""
    return {
        Mark.PAIN: _("pain"),
        Mark.GOAL: _("goal"),
        Mark.MOTIVATOR: _("motivator"),
        Mark.CHANNEL: _("channel"),
        Mark.QUOTE: _("quote"),
        Mark.COME_BACK: _("come back"),
    }[mark]


def scope_label(scope: Scope) -> str:
    """What a person reads for a scope of consent."""
    return {
        Scope.NOTES: _("notes"),
        Scope.QUOTES: _("quotes"),
        Scope.NAME: _("name in documents"),
        Scope.RECORDING: _("recording"),
        Scope.SHARING: _("sharing outside"),
    }[scope]


def names_in(people: Sequence[Person]) -> str:
    """The names of those on a talk."""
    return ", ".join(person.name for person in people) or _("somebody who is no longer in the study")


def consent_words(name: str, consent: Consent | None) -> str:
    """What somebody agreed to, in one sentence."""
    if consent is None:
        return _("No consent recorded: {name}'s words count nowhere until it is.").format(name=name)
    if consent.withdrawn_on is not None:
        return _("Consent withdrawn on {day}: {name}'s words count nowhere.").format(
            name=name, day=consent.withdrawn_on
        )
    if not covers(consent, Scope.NOTES):
        return _("{name} did not agree to notes: the words count nowhere.").format(name=name)
    scopes = ", ".join(scope_label(scope) for scope in consent.scopes)
    return _("{name} agreed on {day} to: {scopes}.").format(name=name, day=day(consent.given_on), scopes=scopes)


def bar_words(
    names: str, interview: Interview, guide: InterviewGuide, moment: datetime, speaker: str = "", width: int = 100
) -> Content:
    """Who, how long, and how many questions were asked; where there are several, before all who speaks, and `names`
    are the others. Names are cut to `width` cells in all, never the time.
    """
    asked, count = asked_of(guide, interview)
    time = clock_text(clock(interview, moment))
    together = minutes_together(guide)
    length: str | tuple[str, str] = ""
    if interview.state is InterviewState.DONE:
        shown = (_("done, {time}").format(time=time), MUTED)
    elif interview.state is InterviewState.BROKEN_OFF:
        shown = (_("broke off at {time}, F12 takes it up").format(time=time), "$text-warning")
    elif interview.clock_since is None:
        shown = (_("{time} clock stands, Ctrl+T").format(time=time), "$text-warning")
    else:
        shown = (time, "bold")
        length = (_(" of {n} min").format(n=together), MUTED) if together else ""
    progress = _("{asked} of {count} asked").format(asked=asked, count=count)
    how_far = styled((" · ", MUTED), shown, length, (f" · {progress}", MUTED))
    room = max(_FEWEST_OF_A_NAME, width - cell_len(how_far.plain))
    if not speaker:
        return styled((_cut(names, room), "bold")) + how_far
    speaks = _cut(_("{name} speaks").format(name=clean_line(speaker)), room)
    rest = room - cell_len(speaks) - len(" · ")
    others = [(" · ", MUTED), (_cut(names, rest), "bold")] if rest >= _FEWEST_OF_A_NAME else []
    return styled((speaks, "bold $text-accent"), *others) + how_far


def outline_words(
    guide: InterviewGuide, interview: Interview, current: str, width: int, spent: Mapping[str, int] | None = None
) -> Content:
    """The sections with how far each is, and by how much one ran over; the one at hand with its questions. `spent`
    gives the seconds of each section by the key of its first question.
    """
    here = guide.section_of(current)
    lines: list[Content] = []
    for section in guide.sections:
        states = [question_state(interview, question.key) for question in section.questions]
        open_ones = states.count(QuestionState.OPEN)
        glyph, style = (" ", "") if open_ones or not states else STATE_GLYPHS[QuestionState.ANSWERED]
        if QuestionState.COME_BACK in states:
            glyph, style = STATE_GLYPHS[QuestionState.COME_BACK]
        count = f"{len(states) - open_ones}/{len(states)}"
        seconds = (spent or {}).get(section.questions[0].key, 0) if section.questions else 0
        late = _("+{n} min").format(n=_minutes(seconds) - section.minutes) + " " if is_over(section, seconds) else ""
        title = _cut(section.title, width - len(late) - len(count) - 4)
        gap = " " * max(1, width - cell_len(title) - len(late) - len(count) - 3)
        over = (late, "$text-warning")
        if section is here:
            lines.append(styled(("▸ ", "bold $text-accent"), (title, "bold"), gap, over, (count, MUTED)))
            for question, state in zip(section.questions, states, strict=True):
                mark, mark_style = STATE_GLYPHS[state]
                is_current = question.key == current
                words = _cut(question.text, width - 5)
                lines.append(
                    styled(
                        ("  ▸" if is_current else "   ", "bold $text-accent"),
                        (f"{mark} ", mark_style),
                        (words, "bold" if is_current else MUTED),
                    )
                )
        else:
            lines.append(styled((f"{glyph} ", style), title, gap, over, (count, MUTED)))
    return Content("\n").join(lines)


def _minutes(seconds: int) -> int:
    """Minutes begun."""
    return -(-seconds // 60)


def probes_words(
    question: Question, unknown: Sequence[tuple[str, Sequence[Attribute]]], prompts: Sequence[str] = ()
) -> Content:
    """What to ask further, what is still unknown of whom (names and attributes), and what to ask before parting."""
    lines: list[Content] = []
    if question.probes:
        lines.append(styled((_("Ask further"), "bold")))
        lines += [styled(("· ", "$text-accent"), clean_line(probe)) for probe in question.probes]
    for name, gaps in unknown:
        if gaps:
            if lines:
                lines.append(styled(""))
            labels = ", ".join(gap.label for gap in gaps)
            lines.append(styled((_("Still unknown of {name}").format(name=clean_line(name)), "bold")))
            lines.append(styled((labels, MUTED)))
    if prompts:
        lines += [styled(""), styled((_("Before you part"), "bold"))]
        lines += [styled(("· ", "$text-accent"), prompt) for prompt in prompts]
    return Content("\n").join(lines)


def probe_line(question: Question) -> Content:
    """The probes in one line, where there is no room beside."""
    probes = "  ".join(clean_line(probe) for probe in question.probes)
    return styled((probes, MUTED))


def legend_words(marks_here: str, asking: bool, narrow: bool) -> Content:
    """The marks; those of the line at hand stand out, by weight and underline as well."""
    entries = [
        ("-", mark_label(Mark.PAIN)),
        ("+", mark_label(Mark.GOAL)),
        ("!", mark_label(Mark.MOTIVATOR)),
        ("@", mark_label(Mark.CHANNEL)),
        ("*", mark_label(Mark.QUOTE)),
        ("?", mark_label(Mark.COME_BACK)),
        ('"', _("said") if narrow else _("word for word")),
        ("=", _("mine") if narrow else _("my own reading")),
    ]
    pieces: list[tuple[str, str]] = []
    if asking:
        pieces.append((_("Mark:") if narrow else _("Which mark?"), "bold $text-accent"))
        pieces.append(("  ", ""))
    elif not narrow:
        pieces.append((_("A line may open with"), MUTED))
        pieces.append(("  ", ""))
    for number, (character, label) in enumerate(entries):
        if number:
            pieces.append((" " if narrow else "  ", ""))
        if character in marks_here:
            pieces.append((f"{character} {label}", "bold underline $text-accent"))
        else:
            pieces += [(character, "bold"), (f" {label}", "$foreground" if asking else MUTED)]
    return styled(*pieces)


def value_label(question: Question, attribute: Attribute | None) -> str:
    """What stands above the field for a short answer."""
    hint = {Kind.NUMBER: _("a number"), Kind.YEAR: _("a year")}.get(question.kind, _("in a few words"))
    if attribute is None:
        return _("The answer, {hint}").format(hint=hint)
    return _("{label}, {hint}").format(label=attribute.label, hint=hint)


def section_words(
    guide: InterviewGuide, interview: Interview, question: Question, seconds: int = 0, prompts: Sequence[str] = ()
) -> Content:
    """In which part of the hour a question stands, how many of its minutes are gone, whether it was passed over, and
    what to ask before parting.
    """
    section = guide.section_of(question.key)
    pieces: list[str | tuple[str, str]] = [(clean_line(section.title), MUTED)]
    if section.minutes:
        time = _("{spent} of {minutes} min").format(spent=_minutes(seconds), minutes=section.minutes)
        pieces += [(" · ", MUTED), (time, "bold $text-warning" if is_over(section, seconds) else MUTED)]
    answer = interview.answer(question.key)
    if answer is not None and answer.why_skipped:
        pieces.append((_("  – skipped: {why}").format(why=clean_line(answer.why_skipped)), "$text-warning"))
    if prompts:
        pieces.append((_("  Before you part: {prompts}").format(prompts=" ".join(prompts)), "$text-accent"))
    return styled(*pieces)


def marks_counted(marks: dict[str, int]) -> str:
    """How many lines carry which mark: "3 pains, 1 goal"."""
    words: dict[Mark, Callable[[int], str]] = {
        Mark.PAIN: lambda n: ngettext("{n} pain", "{n} pains", n),
        Mark.GOAL: lambda n: ngettext("{n} goal", "{n} goals", n),
        Mark.MOTIVATOR: lambda n: ngettext("{n} motivator", "{n} motivators", n),
        Mark.CHANNEL: lambda n: ngettext("{n} channel", "{n} channels", n),
        Mark.QUOTE: lambda n: ngettext("{n} quote", "{n} quotes", n),
        Mark.COME_BACK: lambda n: ngettext("{n} to come back to", "{n} to come back to", n),
    }
    counted = [(word, marks.get(mark.value, 0)) for mark, word in words.items()]
    return ", ".join(word(count).format(n=count) for word, count in counted if count)


def _cut(text: str, width: int) -> str:
    line = clean_line(text)
    return line if cell_len(line) <= width else set_cell_size(line, max(0, width - 1)).rstrip() + "…"
