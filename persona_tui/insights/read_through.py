"""All notes of a talk in the order of its questions, to read through and to search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from persona_tui.domain.attributes import Attribute, Known
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.people import Person
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line
from persona_tui.domain.transcripts import Transcript, Turn, place_of_passage, turns
from persona_tui.i18n import _
from persona_tui.insights.contents import content_words, show_content
from persona_tui.insights.interview_guide import InterviewGuide, debrief_questions


class ReadAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was said to one question: `short` is the choice or short answer as one reads it, "" for none."""

    question: Question
    short: str
    skipped: str
    lines: tuple[Line, ...]


def read_answers(
    guide: InterviewGuide, interview: Interview, attributes: Mapping[str, Attribute], currency: str = ""
) -> list[ReadAnswer]:
    """Every answer that holds anything, in the guide's order; then what was noted afterwards, and the rest."""
    asked = {question.key: question for question in (*guide.questions, *debrief_questions(guide))}
    for answer in interview.answers:
        asked.setdefault(answer.question, Question(key=answer.question, text=answer.asked_text or answer.question))
    found: list[ReadAnswer] = []
    for key, question in asked.items():
        known = interview.answer(key)
        if known is None or not (known.is_answered or known.skipped):
            continue
        found.append(
            ReadAnswer(
                question=question,
                short=_short(question, known, attributes, currency),
                skipped=known.why_skipped,
                lines=tuple(line for line in known.lines if line.text.strip()),
            )
        )
    return found


def _short(question: Question, answer: Answer, attributes: Mapping[str, Attribute], currency: str) -> str:
    if answer.known is None:
        return ""
    if answer.known is not Known.KNOWN:
        return _("does not know") if answer.known is Known.UNKNOWN else _("rather not say")
    attribute = attributes.get(question.attribute)
    if attribute is not None and attribute.kind is question.kind:
        return clean_line(show_content(attribute, answer.content, currency))
    labels = {option.key: option.label for option in question.options}
    content = answer.content
    if isinstance(content, list):
        return clean_line(", ".join(labels.get(key, key) for key in content))
    return clean_line(labels.get(content, content) if isinstance(content, str) else content_words(content))


def found_answers(answers: Iterable[ReadAnswer], typed: str) -> list[ReadAnswer]:
    """The answers with the lines that hold every word typed; all lines of an answer whose question or short answer
    does. Everything for nothing typed.
    """
    words = typed.casefold().split()
    if not words:
        return list(answers)
    found: list[ReadAnswer] = []
    for answer in answers:
        if has_words(f"{answer.question.text} {answer.short}", words):
            found.append(answer)
            continue
        lines = tuple(line for line in answer.lines if has_words(line.text, words))
        if lines:
            found.append(msgspec.structs.replace(answer, lines=lines))
    return found


def found_turns(transcript: Transcript | None, typed: str) -> list[Turn]:
    """What was said in one go, in its order; for words typed, where all of them stand or the speaker is called so."""
    everything = turns(transcript.cues) if transcript is not None else []
    words = typed.casefold().split()
    return [turn for turn in everything if not words or has_words(f"{turn.speaker} {turn.text}", words)]


def has_words(text: str, words: Sequence[str]) -> bool:
    """Whether all of the words (in lower case) stand in the text."""
    lower = text.casefold()
    return all(word in lower for word in words)


def places_of(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text, as (start, end); nothing where lower case takes another room."""
    lower = text.casefold()
    if len(lower) != len(text):
        lower = text.lower()
    if len(lower) != len(text):
        return []
    found: list[tuple[int, int]] = []
    for word in words:
        start = lower.find(word)
        while start != -1:
            found.append((start, start + len(word)))
            start = lower.find(word, start + len(word))
    return sorted(found)


def marked_places(turn: Turn) -> list[tuple[int, int, str]]:
    """The marked passages of a turn as (start, end, the id of the passage) in its text."""
    found: list[tuple[int, int, str]] = []
    offset = 0
    for cue in turn.cues:
        for passage in cue.passages:
            place = place_of_passage(cue, passage)
            if place is not None:
                found.append((offset + place[0], offset + place[1], passage.id))
        offset += len(cue.text) + 1
    return sorted(found)


def speaker_letters(people: Sequence[Person]) -> dict[str, str]:
    """A letter for each of several people on one call, by id: the first of their name, else A, B, C. None for one."""
    if len(people) < 2:
        return {}
    firsts = [clean_line(person.name)[:1].upper() for person in people]
    distinct = len(set(firsts)) == len(firsts) and all(letter.isalpha() and len(letter) == 1 for letter in firsts)
    letters = firsts if distinct else [chr(ord("A") + place % 26) for place in range(len(people))]
    return {person.id: letter for person, letter in zip(people, letters, strict=True)}
