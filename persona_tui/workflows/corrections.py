"""Going over the notes of a talk, line by line: who said it, its marks, its words.

A line keeps its id and its second whatever is done to it here, so that what rests on it still finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview, Line
from persona_tui.domain.marks import read_marks, toggle_mark, write_marks
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_text
from persona_tui.i18n import _
from persona_tui.workflows.interviews import keep_answers
from persona_tui.workflows.lookups import the_interview, the_person
from persona_tui.workflows.session import Session


def set_speaker(
    session: Session, interview_id: str, line_ids: Iterable[str], person_id: str, *, merge: str = ""
) -> Interview:
    """Say which of those on the call said some lines ("" for the first of them). With the `merge` key of the notes it
    is one act with them.

    Raises PlainError for somebody who is not on this call.
    """
    interview = the_interview(session, interview_id)
    if person_id and person_id not in interview.people:
        raise PlainError(_("{name} is not on this call.").format(name=the_person(session, person_id).name))
    said_by = "" if interview.people[:1] == [person_id] else person_id
    wanted = set(line_ids)
    name = the_person(session, person_id).name if person_id else _("the first on the call")
    label = _("{name} said this").format(name=name)
    return _change_lines(session, interview, wanted, lambda line: replace(line, speaker=said_by), label, merge)


def mark_line(session: Session, interview_id: str, line_id: str, character: str) -> Line:
    """Put a mark or kind (its character) on a line, or take it off. Raises PlainError: the line is gone, or it has as
    many marks as there can be.
    """
    interview = the_interview(session, interview_id)
    line = _the_line(interview, line_id)
    typed = write_marks(line.kind, line.marks, line.text)
    marked = toggle_mark(typed, character)
    if marked == typed:
        raise PlainError(_("At most three marks: take one off first."))
    kind, marks, _text = read_marks(marked)
    changed = replace(line, kind=kind, marks=list(marks))
    _change_lines(session, interview, {line.id}, lambda _line: changed, _("Mark a line"))
    return _the_line(the_interview(session, interview_id), line_id)


def correct_line(session: Session, interview_id: str, line_id: str, typed: str) -> Line:
    """Give a line other words, marks at its beginning as an editor holds them. Raises PlainError for no words."""
    interview = the_interview(session, interview_id)
    line = _the_line(interview, line_id)
    one_line = " ".join(part for part in clean_text(typed).split("\n") if part.strip())
    kind, marks, text = read_marks(one_line)
    if not text.strip():
        raise PlainError(_("Write the words. Escape leaves them as they were."))
    changed = replace(line, kind=kind, marks=list(marks), text=text)
    _change_lines(session, interview, {line.id}, lambda _line: changed, _("Correct a line"))
    return _the_line(the_interview(session, interview_id), line_id)


def _the_line(interview: Interview, line_id: str) -> Line:
    found = interview.line(line_id)
    if found is None:
        raise PlainError(_("This line is no longer in the notes."))
    return found[1]


def _change_lines(
    session: Session,
    interview: Interview,
    wanted: Collection[str],
    change: Callable[[Line], Line],
    label: str,
    merge: str = "",
) -> Interview:
    answers = [
        replace(answer, lines=[change(line) if line.id in wanted else line for line in answer.lines])
        for answer in interview.answers
        if any(line.id in wanted for line in answer.lines)
    ]
    return keep_answers(session, interview, answers, label, merge)
