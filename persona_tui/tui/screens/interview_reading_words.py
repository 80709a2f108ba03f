"""What the view of all notes says: each line with its time, marks and speaker, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark, kind_character, mark_character
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.domain.texts import clean_line
from persona_tui.domain.transcripts import Turn
from persona_tui.i18n import _, ngettext
from persona_tui.insights.read_through import ReadAnswer, places_of
from persona_tui.insights.voices import fields_of_line, speaker_of
from persona_tui.tui.screens.interview_words import names_in
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.notes_editor_drawing import clock_text
from persona_tui.tui.widgets.reading_lines import ReadingLine, one_row
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.interviews import clock


def title_words(interview: Interview, people: Sequence[Person]) -> str:
    """With whom, when, and how long."""
    parts = [clean_line(names_in(people))]
    if interview.started_at is not None:
        parts.append(day_words(interview.started_at.astimezone().date()))
    seconds = clock(interview, now())
    if seconds:
        parts.append(clock_text(seconds))
    return " · ".join(parts)


def note_lines(
    answers: Sequence[ReadAnswer], letters: Mapping[str, str], interview: Interview, typed: str
) -> list[ReadingLine]:
    """The answers as lines to read; `letters` tell those on the call apart."""
    searched = typed.casefold().split()
    found: list[ReadingLine] = []
    for answer in answers:
        note = answer.short or (_("skipped: {why}").format(why=answer.skipped) if answer.skipped else "")
        text = one_row(answer.question.text) or _("Anything else worth noting")
        found.append(ReadingLine(key="", text=text, note=one_row(note), found=tuple(places_of(text, searched))))
        found += [_note_line(line, letters, interview, searched) for line in answer.lines]
    if not found:
        found.append(ReadingLine(key="", text=_nothing(typed, _("Nothing was noted in this talk yet."))))
    return found


def _nothing(typed: str, otherwise: str) -> str:
    return _("No line has “{words}”. Escape shows all again.").format(words=one_row(typed)) if typed else otherwise


def _note_line(line: Line, letters: Mapping[str, str], interview: Interview, searched: Sequence[str]) -> ReadingLine:
    letter = letters.get(speaker_of(interview, line), "")
    text = one_row(line.text)
    signs = kind_character(line.kind) + "".join(mark_character(mark) for mark in line.marks)
    return ReadingLine(
        key=line.id,
        text=f"{letter}: {text}" if letter else text,
        left=clock_text(line.at),
        sign=signs,
        look=_look(line),
        found=tuple(places_of(f"{letter}: {text}" if letter else text, searched)),
    )


def _look(line: Line) -> str:
    if line.kind is LineKind.MY_READING:
        return "own"
    for mark, look in ((Mark.COME_BACK, "come-back"), (Mark.PAIN, "pain"), (Mark.GOAL, "goal")):
        if mark in line.marks:
            return look
    return "mark"


def turn_lines(
    turns: Sequence[Turn],
    names: Mapping[str, str],
    marked: Mapping[str, Sequence[tuple[int, int]]],
    typed: str,
) -> list[ReadingLine]:
    """What was said, go by go, as lines to read: who speaks stands before, marked passages are underlined."""
    searched = typed.casefold().split()
    found: list[ReadingLine] = []
    for turn in turns:
        key = turn.cues[0].id
        speaker = one_row(names.get(turn.person, "") or turn.speaker)
        before = f"{speaker}: " if speaker else ""
        text = before + one_row(turn.text)
        signs = {mark for cue in turn.cues for passage in cue.passages for mark in passage.marks}
        found.append(
            ReadingLine(
                key=key,
                text=text,
                left=clock_text(int(turn.start)) if turn.start is not None else "",
                sign="".join(mark_character(mark) for mark in Mark if mark in signs),
                look="mark",
                found=tuple(places_of(text, searched)),
                marked=tuple((start + len(before), end + len(before)) for start, end in marked.get(key, ())),
            )
        )
    if not found:
        found.append(ReadingLine(key="", text=_nothing(typed, _("There is no transcript of this talk."))))
    return found


def turn_about(turn: Turn | None, passages: int) -> Content:
    """What can be done with what was said in one go."""
    if turn is None:
        return Content("")
    if passages:
        counted = ngettext("{n} passage marked", "{n} passages marked", passages).format(n=passages)
        more = (_("  Enter marks more, x takes the marks off"), MUTED)
        return styled((counted, "bold"), more, ("" if turn.person else "  " + _nobodys_words(), "$text-warning"))
    if not turn.person:
        return styled((_nobodys_words(), "$text-warning"))
    return styled((_("Enter, or a mark such as - or +, marks words of this: they count as notes do"), MUTED))


def _nobodys_words() -> str:
    return _("Nobody's words yet: marks here count for nobody. Ctrl+A says who spoke")


def person_and_fields(interview: Interview, answer: Answer, line: Line, asked: Question | None) -> tuple[str, set[str]]:
    """Who said a line, and the keys of the parts of a persona that it speaks to."""
    field = answer.field or (asked.field if asked is not None else "")
    return speaker_of(interview, line), fields_of_line(line, field)
