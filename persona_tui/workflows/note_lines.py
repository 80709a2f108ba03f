"""Lines of notes that know who they are: kept as an editor holds them, and sent to another question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, Line
from persona_tui.domain.personas import Persona
from persona_tui.domain.questions import Question
from persona_tui.domain.records import replace
from persona_tui.i18n import _, ngettext
from persona_tui.workflows.interviews import answer_to, put_answer
from persona_tui.workflows.lookups import the_interview
from persona_tui.workflows.notes import HeldLine, Read, lines_held
from persona_tui.workflows.session import Session


def keep_lines(
    session: Session,
    interview_id: str,
    question: Question | None,
    held: Sequence[HeldLine],
    *,
    at: int,
    gone: Mapping[str, Line] | None = None,
    before: Read | None = None,
) -> Answer:
    """Keep the notes to a question (None: what belongs under no other) as an editor holds them, each line by its id.

    `gone` are lines that stood somewhere in this talk and were taken out: one that comes back is who it was. A line
    whose id stands under another question gets a new one. `before` remembers from call to call.
    Lines of an unknown second were begun at second `at`.
    Called again and again while somebody types, it is one act. Raises PlainError.
    """
    interview = the_interview(session, interview_id)
    asked = question or Question(key=OTHER_QUESTION, text="")
    stored = answer_to(interview, asked)
    known = {**(gone or {}), **{line.id: line for line in stored.lines}}
    own = {line.id for line in stored.lines}.union(*(line.joined for line in stored.lines if line.joined))
    fresh = {line.id for line in held if line.id not in own}
    taken = _standing(interview, asked.key) if fresh or any(line.joined for line in held) else set()
    lines = lines_held(held, known, taken, at, before)
    if lines == stored.lines:
        return stored
    answer = replace(stored, lines=lines)
    label = _("Notes on “{question}”").format(question=asked.text) if asked.text else _("Other notes")
    with session.act(label, merge=f"notes:{interview_id}:{asked.key}"):
        put_answer(session, interview, answer)
    return the_interview(session, interview_id).answer(asked.key) or answer


def move_lines(session: Session, interview_id: str, line_ids: Collection[str], question: Question) -> list[Line]:
    """Put lines under another question, below what stands there, in their order; they keep id, second and marks, and
    what rests on them rests on them there. Raises PlainError where none of them is in the talk.
    """
    interview = the_interview(session, interview_id)
    wanted = set(line_ids)
    moved = [
        line for answer in interview.answers if answer.question != question.key
        for line in answer.lines if line.id in wanted
    ]  # fmt: skip
    if not moved:
        raise PlainError(_("There is no line to move. Put the cursor on one that has words."))
    ids = {line.id for line in moved}
    label = ngettext("Move a line to “{question}”", "Move {count} lines to “{question}”", len(moved))
    with session.act(label.format(count=len(moved), question=question.text or _("Other notes"))):
        for answer in interview.answers:
            rest = [line for line in answer.lines if line.id not in ids]
            if len(rest) < len(answer.lines):
                put_answer(session, the_interview(session, interview_id), replace(answer, lines=rest))
        target = answer_to(the_interview(session, interview_id), question)
        put_answer(session, the_interview(session, interview_id), replace(target, lines=[*target.lines, *moved]))
        _follow(session, interview_id, ids.union(*(line.joined for line in moved)), question.key)
    return moved


def _standing(interview: Interview, besides: str) -> set[str]:
    """The ids of all lines of a talk but those under one question."""
    found: set[str] = set()
    for answer in interview.answers:
        if answer.question != besides:
            for line in answer.lines:
                found.add(line.id)
                found.update(line.joined)
    return found


def _follow(session: Session, interview_id: str, ids: Collection[str], about: str) -> None:
    """Let the evidence that points at moved lines say which question they answer now."""

    def there(evidence: Evidence) -> Evidence:
        points_at = evidence.kind is TargetKind.LINE and evidence.container == interview_id and evidence.target in ids
        return msgspec.structs.replace(evidence, about=about) if points_at and evidence.about != about else evidence

    def claim_there(claim: Claim) -> Claim:
        return replace(
            claim, evidence=[there(item) for item in claim.evidence], against=[there(item) for item in claim.against]
        )

    changed: list[Persona] = []
    for persona in session.personas():
        fields = [replace(part, claims=[claim_there(claim) for claim in part.claims]) for part in persona.fields]
        quote = persona.quote
        if quote is not None:
            quote = replace(quote, pieces=[there(piece) for piece in quote.pieces])
        if fields != persona.fields or quote != persona.quote:
            changed.append(replace(persona, fields=fields, quote=quote))
    if changed:
        session.put_all(list(changed))
