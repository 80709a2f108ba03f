"""An interview from plan to end: its clock, its answers and its notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from persona_tui.domain.attributes import Attribute, Content, Known, SourceKind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import (
    OTHER_QUESTION,
    Answer,
    Interview,
    InterviewState,
    Pause,
)
from persona_tui.domain.marks import LineKind
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.records import new_id, now, replace
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.contents import check_content
from persona_tui.insights.interview_guide import ABOUT_PREFIX, is_debrief, question_about
from persona_tui.workflows.attributes import may_record, set_value, values_of_cell
from persona_tui.workflows.consents import standing_consent
from persona_tui.workflows.lookups import (
    only_known,
    real_changes,
    the_attribute,
    the_interview,
    the_person,
    transcripts_of,
)
from persona_tui.workflows.notes import lines_from, text_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import bank_of

OWN_PREFIX = "own-"
"""What the keys of questions begin with that are asked in one interview alone."""
_CHANGEABLE = frozenset(
    {"people", "bank", "bank_language", "language", "interviewer", "note_taker", "started_at", "consent"}
)


# --- the talk --------------------------------------------------------------------------------------------------


def plan_interview(
    session: Session,
    people: Iterable[str],
    bank: QuestionBank | str,
    *,
    interviewer: str = "",
    note_taker: str = "",
    language: str = "en",
    bank_language: str = "",
) -> Interview:
    """Plan a talk with one or more people (ids) along a bank; it rests on their consent where one stands.

    Raises PlainError for nobody.
    """
    chosen = list(dict.fromkeys(people))
    if not chosen:
        raise PlainError(_("Choose whom you will talk to."))
    persons = [the_person(session, person_id) for person_id in chosen]
    key, spoken = (bank, bank_language or language) if isinstance(bank, str) else (bank.key, bank.language)
    interview = Interview(
        people=chosen,
        bank=key,
        bank_language=spoken,
        language=language,
        interviewer=clean_line(interviewer),
        note_taker=clean_line(note_taker),
        consent=standing_consent(session, chosen),
    )
    with session.act(_("Plan a talk with {names}").format(names=", ".join(person.name for person in persons))):
        return session.put(interview)


def start_interview(session: Session, interview_id: str, at: datetime | None = None) -> Interview:
    """Set the clock going, for the first time or after a pause. Harmless while it goes."""
    interview = the_interview(session, interview_id)
    if interview.clock_since is not None and interview.state is InterviewState.STARTED:
        return interview
    moment = at or now()
    pauses = [replace(pause, until=pause.until or moment) for pause in interview.pauses]
    with session.act(_("Start the talk")):
        return session.put(
            replace(
                interview,
                state=InterviewState.STARTED,
                started_at=interview.started_at or moment,
                clock_since=moment,
                pauses=pauses,
            )
        )


def pause_interview(session: Session, interview_id: str, at: datetime | None = None) -> Interview:
    """Let the clock stand. Harmless while it stands."""
    interview = the_interview(session, interview_id)
    if interview.clock_since is None:
        return interview
    moment = at or now()
    with session.act(_("Pause the talk")):
        return session.put(
            replace(
                interview,
                elapsed=clock(interview, moment),
                clock_since=None,
                pauses=[*interview.pauses, Pause(since=moment)],
            )
        )


def finish_interview(
    session: Session, interview_id: str, at: datetime | None = None, *, broken_off: bool = False
) -> Interview:
    """The talk is over, as planned or `broken_off`."""
    interview = the_interview(session, interview_id)
    moment = at or now()
    state = InterviewState.BROKEN_OFF if broken_off else InterviewState.DONE
    with session.act(_("Finish the talk")):
        return session.put(
            replace(
                interview,
                state=state,
                started_at=interview.started_at or moment,
                elapsed=clock(interview, moment),
                clock_since=None,
                pauses=[replace(pause, until=pause.until or moment) for pause in interview.pauses],
            )
        )


def reopen_interview(session: Session, interview_id: str) -> Interview:
    """Go on with a talk that was over; its clock stands until it is started."""
    interview = the_interview(session, interview_id)
    if interview.state in (InterviewState.PLANNED, InterviewState.STARTED):
        return interview
    with session.act(_("Go on with the talk")):
        return session.put(replace(interview, state=InterviewState.STARTED, clock_since=None))


def change_interview(session: Session, interview_id: str, **changes: Any) -> Interview:
    """Change people, bank, languages, interviewer, note_taker, started_at or consent. Raises PlainError."""
    only_known(changes, _CHANGEABLE)
    interview = the_interview(session, interview_id)
    if "people" in changes:
        changes["people"] = list(dict.fromkeys(changes["people"]))
        if not changes["people"]:
            raise PlainError(_("Choose whom you will talk to."))
        changes.setdefault("consent", standing_consent(session, changes["people"]))
    for key in ("interviewer", "note_taker"):
        if key in changes:
            changes[key] = clean_line(changes[key])
    wanted = real_changes(interview, changes)
    if not wanted:
        return interview
    with session.act(_("Change the talk")):
        return session.put(replace(interview, **wanted))


def remove_interview(session: Session, interview_id: str) -> Interview:
    """Take an interview out, with its transcript and the values it gave.

    Claims that rest on it say that its words are gone.
    """
    interview = the_interview(session, interview_id)
    with session.act(_("Remove the talk")):
        for value in session.folder.all(Value):
            if value.source_kind is SourceKind.INTERVIEW and value.source == interview_id:
                session.remove(value)
        for transcript in transcripts_of(session, [interview]):
            session.remove(transcript)
        session.remove(interview)
    return interview


def clock(interview: Interview, now: datetime) -> int:
    """Seconds of talk until `now`, without the pauses."""
    if interview.clock_since is None:
        return interview.elapsed
    return interview.elapsed + max(0, int((now - interview.clock_since).total_seconds()))


# --- what was said ---------------------------------------------------------------------------------------------


def question_of(answer: Answer) -> Question:
    """The question as it was asked, for one that is in no bank."""
    return Question(key=answer.question, text=answer.asked_text, field=answer.field)


def questions_besides(interview: Interview, bank: QuestionBank, attributes: Iterable[Attribute] = ()) -> list[Question]:
    """The questions that were asked and are not in the bank (or no longer), in their order; the program's own debrief
    is none of them. Those that ask for one of `attributes` have its choices.
    """
    known = {question.key for question in bank.questions}
    filled = {f"{ABOUT_PREFIX}{attribute.key}": attribute for attribute in attributes}
    return [
        question_about(filled[answer.question], answer.asked_text) if answer.question in filled else question_of(answer)
        for answer in interview.answers
        if answer.question not in known and answer.question != OTHER_QUESTION and not is_debrief(bank, answer.question)
    ]


def set_answer(
    session: Session, interview_id: str, question: Question, content: Content, known: Known = Known.KNOWN
) -> Answer:
    """Keep the choice or value that answers a question; where the question fills an attribute, the customer's value
    is written too (when it fits that attribute).

    Raises PlainError with what is expected, or for a special question that the study has not turned on.
    """
    interview = the_interview(session, interview_id)
    attribute = session.attribute(question.attribute) if question.attribute else None
    if attribute is not None and not may_record(session, attribute):
        raise PlainError(
            _("“{label}” is specially protected by law. Say first what you need it for.").format(label=attribute.label)
        )
    shape = attribute if attribute is not None and attribute.kind is question.kind else question
    checked = check_content(shape, content) if known is Known.KNOWN else None
    answer = replace(answer_to(interview, question), content=checked, known=known, skipped="")
    with session.act(
        _("Answer “{question}”").format(question=question.text), merge=f"answer:{interview_id}:{question.key}"
    ):
        put_answer(session, interview, answer)
        if attribute is not None and interview.people:
            _write_value(session, interview, attribute, checked, known)
    return answer


def clear_answer(session: Session, interview_id: str, question: Question) -> Answer:
    """Take the choice or value of a question away, and what it said of the customer; the notes stay."""
    interview = the_interview(session, interview_id)
    answer = replace(answer_to(interview, question), content=None, known=None, skipped="")
    with session.act(_("Clear the answer to “{question}”").format(question=question.text)):
        put_answer(session, interview, answer)
        if question.attribute:
            _remove_value(session, interview, question.attribute)
    return answer


def skip_question(session: Session, interview_id: str, question: Question, why: str) -> Answer:
    """Pass a question over and say why; an empty `why` takes that back."""
    interview = the_interview(session, interview_id)
    answer = replace(answer_to(interview, question), skipped=clean_line(why))
    with session.act(_("Skip “{question}”").format(question=question.text)):
        put_answer(session, interview, answer)
    return answer


def set_notes(session: Session, interview_id: str, question: Question | None, typed: str, *, at: int) -> Answer:
    """Keep the notes to a question (None: what belongs under no other) as an editor holds them, marks at line starts.

    Lines that were there keep their id and second, also when their words changed; new ones begin at second `at`.
    Called again and again while somebody types, it is one act.
    """
    interview = the_interview(session, interview_id)
    asked = question or Question(key=OTHER_QUESTION, text="")
    before = answer_to(interview, asked)
    answer = replace(before, lines=lines_from(typed, before.lines, at))
    if answer == before:
        return before
    label = _("Notes on “{question}”").format(question=asked.text) if asked.text else _("Other notes")
    with session.act(label, merge=f"notes:{interview_id}:{asked.key}"):
        put_answer(session, interview, answer)
    return answer


def notes_text(answer: Answer | None) -> str:
    """The notes as an editor holds them; `set_notes` reads them back."""
    return text_of(answer.lines) if answer is not None else ""


def add_question(session: Session, interview_id: str, text: str) -> Answer:
    """Add a question that was asked in this talk alone. Raises PlainError when it is empty."""
    interview = the_interview(session, interview_id)
    asked = clean_line(text)
    if not asked:
        raise PlainError(_("Write the question as you asked it."))
    answer = Answer(question=f"{OWN_PREFIX}{new_id()}", asked_text=asked)
    with session.act(_("Add a question")):
        put_answer(session, interview, answer)
    return answer


def ask_about(session: Session, interview_id: str, attribute_key: str) -> Question:
    """Ask in this talk for something that no question of its bank asks for; the answer fills it. Raises PlainError."""
    interview = the_interview(session, interview_id)
    question = question_about(the_attribute(session, attribute_key))
    if interview.answer(question.key) is None:
        with session.act(_("Add a question")):
            put_answer(session, interview, Answer(question=question.key, asked_text=question.text))
    return question


def keep_answers(
    session: Session, interview: Interview, answers: Iterable[Answer], label: str, merge: str = ""
) -> Interview:
    """Lay several changed answers of a talk in, as one act that is called `label`."""
    with session.act(label, merge=merge):
        for answer in answers:
            put_answer(session, the_interview(session, interview.id), answer)
    return the_interview(session, interview.id)


def answer_to(interview: Interview, question: Question) -> Answer:
    found = interview.answer(question.key) or Answer(question=question.key)
    return replace(found, asked_text=question.text or found.asked_text, field=question.field or found.field)


def put_answer(session: Session, interview: Interview, answer: Answer) -> None:
    empty = answer.known is None and not answer.lines and not answer.skipped
    if answer.lines and is_debrief(bank_of(interview)[0], answer.question):
        own = [replace(line, kind=LineKind.MY_READING) for line in answer.lines]
        answer = replace(answer, lines=own)
    wanted = None if empty and not answer.question.startswith(OWN_PREFIX) else answer
    answers = [wanted if known.question == answer.question else known for known in interview.answers]
    if interview.answer(answer.question) is None:
        answers.append(wanted)
    kept = [known for known in answers if known is not None]
    if kept != interview.answers:
        session.put(replace(interview, answers=kept))


def _write_value(session: Session, interview: Interview, attribute: Attribute, content: Content, known: Known) -> None:
    try:
        set_value(session, interview.people[0], attribute.key, content, known, SourceKind.INTERVIEW, interview.id)
    except PlainError:
        _remove_value(session, interview, attribute.key)


def _remove_value(session: Session, interview: Interview, attribute_key: str) -> None:
    for person_id in interview.people:
        for value in values_of_cell(session, person_id, attribute_key):
            if value.source_kind is SourceKind.INTERVIEW and value.source == interview.id:
                session.remove(value)
