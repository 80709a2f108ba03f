"""Interview notes, plain text or Markdown, as answers: what stands under which question, line by line.

What a person wrote stays as it is; only what arranges it (heading signs, bullets, list numbers, rules) goes.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from persona_tui.domain.attributes import Kind, Known
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Line
from persona_tui.domain.marks import LineKind, Mark, read_marks
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.records import new_id
from persona_tui.domain.texts import clean_text
from persona_tui.i18n import _, ngettext
from persona_tui.imports.notes_matching import Found, find_questions
from persona_tui.imports.notes_pieces import Piece, cut_into_pieces, split_heading, without_bullet
from persona_tui.imports.text_files import Decoded, cannot_read, decode_text, how_guessed, marked_encoding

MOST_BYTES = 20_000_000
"""Larger than any interview's notes: a file above it is something else."""

_SIGNATURES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


class ReadNotes(msgspec.Struct, kw_only=True):
    """Notes as answers, in the order of the file.

    `matched` and `own` count the answers to the bank's questions and to questions of the notes' own, `lines` the
    lines of notes; `title` is what the notes call themselves; `said` tells a person what became what.
    """

    answers: list[Answer]
    matched: int = 0
    own: int = 0
    lines: int = 0
    title: str = ""
    said: list[str] = msgspec.field(default_factory=list)


def read_notes(path: Path, bank: QuestionBank | None, *, marks: bool = False) -> ReadNotes:
    """Read the notes in a file. Raises PlainError for what cannot be read, or holds no notes."""
    decoded = read_text(path)
    notes = parse_notes(decoded.text, bank, marks=marks)
    if not notes.answers:
        raise PlainError(_("{name} holds no notes: there is nothing to read in it.").format(name=path.name))
    if decoded.guessed_word:
        notes.said.append(how_guessed(decoded))
    return notes


def read_text(path: Path) -> Decoded:
    """The text of a file: UTF-8, UTF-16, or as Windows writes it. Raises PlainError where there is no text."""
    try:
        if path.is_dir():
            raise PlainError(_("{name} is a folder; name the file with the notes.").format(name=path.name))
        if not path.exists():
            raise PlainError(_("There is no file {path}; check its name and where it is.").format(path=path))
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise PlainError(_("{name} is too large to be notes; name a smaller text file.").format(name=path.name))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    if not data:
        raise PlainError(_("{name} is empty: there are no notes in it.").format(name=path.name))
    if data.startswith(_SIGNATURES) or (not marked_encoding(data) and data.count(0) * 20 > len(data)):
        raise _not_text(path)
    try:
        return decode_text(data)
    except ValueError as error:
        raise _not_text(path) from error


def _not_text(path: Path) -> PlainError:
    return PlainError(
        _(
            "{name} cannot be read as text. Open it in the program it comes from, "
            "save it as plain text (UTF-8) or Markdown, and import that."
        ).format(name=path.name)
    )


def parse_notes(text: str, bank: QuestionBank | None, *, marks: bool = False) -> ReadNotes:
    """Arrange notes into answers.

    A heading, or a line that asks, that is a question of `bank` takes what follows it; any other heading becomes a
    question of its own; what comes before goes under `OTHER_QUESTION`. Without `marks`, bullets are only bullets.
    A line that begins with `>` is word for word either way.
    """
    notes_text = cut_into_pieces(clean_text(text.lstrip("\ufeff")))
    pieces = notes_text.pieces
    found = find_questions(pieces, bank, marks=marks)
    title_at = _title_piece(pieces, found)
    answers: dict[str, Answer] = {}
    choices: dict[str, Question] = {}
    current = ""
    for index, piece in enumerate(pieces):
        match = found.get(index)
        if match is not None:
            current = match.question.key
            choices[current] = match.question
            if current not in answers:
                answers[current] = Answer(question=current, asked_text=match.asked, field=match.question.field)
            _add(answers[current], Piece(match.rest), marks=False)
        elif index == title_at:
            continue
        elif piece.is_heading:
            current = f"own-{new_id()}"
            asked, first_line = split_heading(piece.text, piece.level)
            answers[current] = Answer(question=current, asked_text=asked)
            _add(answers[current], Piece(first_line), marks=False)
        else:
            if not current:
                current = OTHER_QUESTION
                answers[current] = Answer(question=current)
            _add(answers[current], piece, marks=marks)
    for key, question in choices.items():
        _take_choice(answers[key], question)
    kept = [answer for answer in answers.values() if answer.question != OTHER_QUESTION or answer.lines]
    notes = ReadNotes(answers=kept, title=_title(notes_text.front_title, pieces, title_at))
    notes.matched = len(choices)
    notes.own = sum(answer.question not in choices and answer.question != OTHER_QUESTION for answer in kept)
    notes.lines = sum(len(answer.lines) for answer in kept)
    notes.said = _say(notes, bank, bullets=not marks and any(_has_bullet(piece) for piece in pieces))
    return notes


def _add(answer: Answer, piece: Piece, *, marks: bool) -> None:
    """Add the line that a piece makes; none where it holds no text."""
    kind, text = LineKind.OBSERVED, piece.text
    found: tuple[Mark, ...] = ()
    if not piece.verbatim:
        if marks:
            kind, found, text = read_marks(piece.text)
        else:
            text = without_bullet(piece.text)
        if piece.quoted and kind is LineKind.OBSERVED:
            kind = LineKind.WORD_FOR_WORD
    text = text.replace("\t", " ").strip()
    if text:
        answer.lines.append(Line(text=text, kind=kind, marks=list(found)))


def _has_bullet(piece: Piece) -> bool:
    return not (piece.is_heading or piece.verbatim) and without_bullet(piece.text) != piece.text


def _title_piece(pieces: list[Piece], found: dict[int, Found]) -> int:
    """Where the notes' title stands: the first top heading, when nothing is under it; -1 where there is none."""
    for index, piece in enumerate(pieces):
        if piece.level == 1:
            alone = index + 1 == len(pieces) or pieces[index + 1].is_heading or index + 1 in found
            return index if alone and index not in found else -1
    return -1


def _title(front_title: str, pieces: list[Piece], title_at: int) -> str:
    """What the notes call themselves: their title, or the only top heading when it opens them."""
    if title_at >= 0:
        return pieces[title_at].text
    tops = [piece for piece in pieces if piece.level == 1]
    if len(tops) == 1 and pieces[0] is tops[0]:
        return tops[0].text
    return front_title


def _take_choice(answer: Answer, question: Question) -> None:
    """Make a choice of the lines that are, letter for letter, labels of the question's options; else they stay."""
    if question.kind not in (Kind.ONE_OF, Kind.SEVERAL_OF):
        return
    keys = {" ".join(option.label.split()).casefold(): option.key for option in question.options}

    def choice(line: Line) -> str | None:
        plain = line.kind is LineKind.OBSERVED and not line.marks
        return keys.get(" ".join(line.text.split()).casefold()) if plain else None

    chosen = list(dict.fromkeys(key for line in answer.lines if (key := choice(line)) is not None))
    if not chosen or (question.kind is Kind.ONE_OF and len(chosen) > 1):
        return
    answer.content = chosen if question.kind is Kind.SEVERAL_OF else chosen[0]
    answer.known = Known.KNOWN
    answer.lines = [line for line in answer.lines if choice(line) is None]


def _say(notes: ReadNotes, bank: QuestionBank | None, *, bullets: bool) -> list[str]:
    """What became what, in sentences for a person."""
    lines = [line for answer in notes.answers for line in answer.lines]
    other = sum(len(answer.lines) for answer in notes.answers if answer.question == OTHER_QUESTION)
    quoted = sum(line.kind is LineKind.WORD_FOR_WORD for line in lines)
    marked = sum(bool(line.marks) for line in lines)
    chosen = sum(answer.known is not None for answer in notes.answers)
    said: list[str] = []
    if notes.title:
        said.append(_("The notes are called “{title}”.").format(title=notes.title))
    if notes.matched and bank is not None:
        said.append(
            ngettext(
                "{n} question of “{bank}” was found in the notes.",
                "{n} questions of “{bank}” were found in the notes.",
                notes.matched,
            ).format(n=notes.matched, bank=bank.title)
        )
    elif bank is not None and notes.answers:
        said.append(_("None of the questions of “{bank}” was found in the notes.").format(bank=bank.title))
    if notes.own:
        said.append(
            ngettext(
                "{n} heading became a question of its own.", "{n} headings became questions of their own.", notes.own
            ).format(n=notes.own)
        )
    if chosen:
        said.append(
            ngettext("{n} answer is one of the choices.", "{n} answers are one of the choices.", chosen).format(
                n=chosen
            )
        )
    if other:
        said.append(
            ngettext(
                "{n} line under no question became other notes.",
                "{n} lines under no question became other notes.",
                other,
            ).format(n=other)
        )
    if lines:
        said.append(
            ngettext("{n} line of notes was read.", "{n} lines of notes were read.", len(lines)).format(n=len(lines))
        )
    if quoted:
        said.append(ngettext("{n} line is word for word.", "{n} lines are word for word.", quoted).format(n=quoted))
    if marked:
        said.append(ngettext("{n} line carries marks.", "{n} lines carry marks.", marked).format(n=marked))
    if bullets:
        said.append(_("Bullets were read as lists, not as marks."))
    return said
