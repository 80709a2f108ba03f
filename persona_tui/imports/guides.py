"""An interview guide in Markdown, turned into a question bank: headings become sections, what asks becomes questions.

What asks nothing is left out and named, save the points of a check list, which an interviewer ticks off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from persona_tui.domain.attributes import Kind, Option
from persona_tui.domain.errors import PlainError
from persona_tui.domain.questions import Audience, Phase, Question, QuestionBank, Section
from persona_tui.i18n import _, ngettext
from persona_tui.imports.guide_blocks import cut_guide
from persona_tui.imports.guide_parts import AskedQuestion, Part, read_parts
from persona_tui.imports.guide_words import LONGEST_TALK, Minutes, phase_of, sentences, slug
from persona_tui.imports.text_files import Decoded, cannot_read, decode_text, how_guessed

MOST_BYTES = 2_000_000
"""Larger than any guide: a file above it is something else."""
MOST_QUESTIONS = 500
MINUTES_A_QUESTION = 2
"""What a section without minutes is given for each question."""
LONGEST_ABOUT = 300
_NO_TEXTS = (b"PK\x03\x04", b"%PDF", b"{\\rtf")


class LeftOut(NamedTuple):
    """A text of the guide that is not in the bank, and the heading that it stood under ("" before the first)."""

    heading: str
    text: str


@dataclass(frozen=True)
class ReadGuide:
    """A guide as a bank. `said` are sentences that tell what was made of it, `left_out` what is not in it."""

    bank: QuestionBank
    said: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass
class _Draft:
    """A section in the making."""

    title: str
    minutes: Minutes | None
    questions: list[AskedQuestion]
    phase: Phase = Phase.TOPIC
    planned: int = 0


def read_guide(
    path: Path, *, name: str, key: str, language: str = "en", audience: Audience = Audience.PEOPLE
) -> ReadGuide:
    """The guide in a file as a bank. Raises PlainError for what cannot be read, or asks nothing."""
    decoded = _text_of(path)
    guide = parse_guide(decoded.text, name=name, key=key, language=language, audience=audience)
    count = len(guide.bank.questions)
    if not count:
        raise PlainError(
            _("{name} asks nothing. Write its questions as lines that end in a question mark, or as lists.").format(
                name=path.name
            )
        )
    if count > MOST_QUESTIONS:
        sentence = _("{name} has {n} questions, too many for one talk. Check that it is the right file.")
        raise PlainError(sentence.format(name=path.name, n=count))
    if decoded.guessed_word:
        guide = replace(guide, said=(*guide.said, how_guessed(decoded)))
    return guide


def _text_of(path: Path) -> Decoded:
    try:
        if path.is_dir():
            raise PlainError(_("{name} is a folder; name the file with the guide.").format(name=path.name))
        if not path.exists():
            raise PlainError(_("There is no file {path}; check its name and where it is.").format(path=path))
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise PlainError(_("{name} is too large to be a guide; name a smaller text file.").format(name=path.name))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    try:
        decoded = decode_text(data)
    except ValueError as error:
        raise _not_text(path) from error
    if "\0" in decoded.text or data.startswith(_NO_TEXTS):
        raise _not_text(path)
    return decoded


def _not_text(path: Path) -> PlainError:
    return PlainError(
        _(
            "{name} cannot be read as text. Open it in the program it comes from, "
            "save it as plain text (UTF-8) or Markdown, and import that."
        ).format(name=path.name)
    )


def parse_guide(
    text: str, *, name: str, key: str, language: str = "en", audience: Audience = Audience.PEOPLE
) -> ReadGuide:
    """Turn a guide into a bank called `name`, whatever it holds; a bank without questions is not to be used."""
    cut = cut_guide(text)
    title, parts = read_parts(cut.blocks, language)
    said: list[str] = []
    drafts = list(_drafts(parts, said))
    _set_phases(drafts, whole_debrief=phase_of(cut.title or title) is Phase.DEBRIEF)
    kept = [draft for draft in drafts if draft.questions or (draft.minutes and _frames(draft.phase))]
    _set_minutes(kept, said)
    about = _about(cut.about, parts)
    bank = QuestionBank(
        key=key,
        title=name,
        language=language,
        audience=audience,
        minutes=sum(draft.planned for draft in kept),
        about=about,
        sections=tuple(_sections(kept)),
    )
    _say_what_became(bank, parts, kept, said)
    left_out = tuple(LeftOut(part.title, text) for part in parts for text in part.left_out if text not in about)
    return ReadGuide(bank, tuple(said), left_out)


def _frames(phase: Phase) -> bool:
    """Whether a section of that phase has its place in the hour even when it asks nothing."""
    return phase in (Phase.INTRODUCTION, Phase.WRAP_UP)


def _drafts(parts: list[Part], said: list[str]) -> Iterator[_Draft]:
    """The sections: a heading's own questions, then those of each heading below it.

    An only heading below another adds nothing but a name, so the two are one section.
    """
    absorbed: list[str] = []
    for part in parts:
        if part.parent is not None:
            continue
        below = [child for child in part.children if child.asks()]
        if len(below) < 2:
            absorbed += [child.title for child in below]
            questions = [*part.questions, *(question for child in below for question in child.all_questions())]
            yield _Draft(part.title, part.minutes or next((c.minutes for c in below if c.minutes), None), questions)
            continue
        children = [
            _Draft(f"{part.title}: {child.title}" if part.title else child.title, child.minutes, list(questions))
            for child in below
            if (questions := child.all_questions())
        ]
        own = [_Draft(part.title, None, part.questions)] if part.questions else []
        together = [*own, *children]
        if part.minutes is not None and not any(child.minutes for child in children):
            if part.minutes.two_figures:
                said.append(_longer_taken(part.title, part.minutes))
            _share(part.minutes, together)
        yield from together
    if absorbed:
        sentence = _("Each of these headings stands alone below another and became part of it: {titles}.")
        said.append(sentence.format(titles=_quoted(absorbed)))


def _quoted(titles: list[str]) -> str:
    """Titles as a sentence lists them, each once."""
    return ", ".join(f"“{title}”" for title in dict.fromkeys(titles))


def _longer_taken(title: str, minutes: Minutes) -> str:
    sentence = _("“{title}” says “{written}”: {n} minutes were taken.")
    return sentence.format(title=title, written=minutes.written, n=minutes.minutes)


def _share(minutes: Minutes, drafts: list[_Draft]) -> None:
    """Give the minutes of a heading to the sections below it, by how much each asks."""
    left, asked = minutes.minutes, sum(len(draft.questions) for draft in drafts)
    for draft in drafts:
        part = round(left * len(draft.questions) / asked) if asked else 0
        draft.minutes = minutes._replace(minutes=part, two_figures=False) if part else None
        left, asked = left - part, asked - len(draft.questions)


def _set_phases(drafts: list[_Draft], *, whole_debrief: bool) -> None:
    """Guess the phases from the headings; nothing after the first topic is an introduction or a warm-up."""
    begun = False
    for draft in drafts:
        if not draft.questions and draft.minutes is None:
            continue
        phase = Phase.DEBRIEF if whole_debrief else phase_of(draft.title)
        early = phase in (Phase.INTRODUCTION, Phase.WARM_UP)
        draft.phase = Phase.TOPIC if begun and early else phase
        begun = begun or draft.phase is Phase.TOPIC


def _set_minutes(drafts: list[_Draft], said: list[str]) -> None:
    guessed = []
    for draft in drafts:
        if draft.minutes is not None:
            draft.planned = draft.minutes.minutes
            if draft.minutes.two_figures:
                said.append(_longer_taken(draft.title, draft.minutes))
        else:
            draft.planned = min(MINUTES_A_QUESTION * len(draft.questions), LONGEST_TALK)
            guessed.append(draft.title or _("Questions"))
    while sum(draft.planned for draft in drafts) > LONGEST_TALK:
        longest = max(drafts, key=lambda draft: draft.planned)
        longest.planned //= 2
    if guessed:
        sentence = _("No minutes stand at {titles}: {n} for each question were taken. Correct them in the file.")
        said.append(sentence.format(titles=_quoted(guessed), n=MINUTES_A_QUESTION))


def _about(written: str, parts: list[Part]) -> str:
    """What the guide says of itself: its description, or the first sentences before its first question."""
    if written:
        return written if len(written) <= LONGEST_ABOUT else written[: LONGEST_ABOUT - 1].rstrip() + "…"
    about = ""
    for sentence in sentences(parts[0].left_out[0]) if parts and not parts[0].title and parts[0].left_out else []:
        longer = f"{about} {sentence}".strip()
        if len(longer) > LONGEST_ABOUT:
            break
        about = longer
    return about


@dataclass
class _Keys:
    """Keys that are given once each."""

    taken: set[str] = field(default_factory=set)

    def new(self, text: str, otherwise: str) -> str:
        """A key from the first words of a text."""
        stem = slug(text) or otherwise
        key, number = stem, 1
        while key in self.taken:
            number += 1
            key = f"{stem}_{number}"
        self.taken.add(key)
        return key


def _sections(drafts: list[_Draft]) -> Iterator[Section]:
    section_keys, question_keys = _Keys(), _Keys()
    for draft in drafts:
        title = draft.title or _("Questions")
        yield Section(
            key=section_keys.new(title, "section"),
            title=title,
            minutes=draft.planned,
            phase=draft.phase,
            questions=tuple(_question(asked, question_keys) for asked in draft.questions),
        )


def _question(asked: AskedQuestion, keys: _Keys) -> Question:
    option_keys = _Keys()
    options = tuple(Option(key=option_keys.new(label, "option"), label=label) for label in asked.labels)
    return Question(
        key=keys.new(asked.text, "question"),
        text=asked.text,
        kind=asked.kind if options else Kind.TEXT,
        options=options,
        probes=tuple(dict.fromkeys(probe for probe in asked.probes if probe)),
    )


def _say_what_became(bank: QuestionBank, parts: list[Part], kept: list[_Draft], said: list[str]) -> None:
    points = sum(question.is_point for draft in kept for question in draft.questions)
    if points:
        said.append(
            ngettext(
                "{n} point of a list asks nothing itself and was kept, to be ticked off.",
                "{n} points of lists ask nothing themselves and were kept, to be ticked off.",
                points,
            ).format(n=points)
        )
    empty = [
        part.title
        for part in parts
        if part.title
        and not part.asks()
        and not (part.parent and part.parent.asks() and not part.left_out)
        and not any(draft.title == part.title for draft in kept)
    ]
    if empty:
        sentence = ngettext(
            "A heading that asks nothing was left out: {titles}.",
            "{n} headings that ask nothing were left out: {titles}.",
            len(empty),
        )
        said.append(sentence.format(n=len(empty), titles=_quoted(empty)))
    phases = {section.phase for section in bank.sections}
    if phases == {Phase.DEBRIEF}:
        said.append(_("All of it is for yourself after the talk: nobody is asked it."))
