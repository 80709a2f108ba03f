"""What the notes of an interview say, in words and in order, with what no consent covers left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from persona_tui.domain.attributes import Attribute, Care, Content, Known
from persona_tui.domain.consent import Consent, Scope, covers
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.wording import ASSUMPTION_MARK, called, clock, day, length, moment
from persona_tui.i18n import N_, _, ngettext
from persona_tui.insights.contents import content_words
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.view import StudyView
from persona_tui.insights.voices import speaker_of

_SCOPES = {
    Scope.NOTES: N_("notes"),
    Scope.QUOTES: N_("quotes"),
    Scope.NAME: N_("name in documents"),
    Scope.RECORDING: N_("recording"),
    Scope.SHARING: N_("sharing outside the business"),
}

_MARKS = {
    Mark.PAIN: N_("pain"),
    Mark.GOAL: N_("goal"),
    Mark.MOTIVATOR: N_("motivator"),
    Mark.CHANNEL: N_("channel"),
    Mark.QUOTE: N_("worth quoting"),
    Mark.COME_BACK: N_("come back to this"),
}


class WordsWithoutConsentError(PlainError):
    """No consent that stands covers an interview, so its words enter no document."""


class NotesLine(msgspec.Struct, kw_only=True, frozen=True):
    """One line: `at` is the time in the talk ("12:03", "" where nothing was timed), `marks` what it is about."""

    text: str
    at: str = ""
    kind: LineKind = LineKind.OBSERVED
    speaker: str = ""
    marks: list[str] = msgspec.field(default_factory=list)


class NotesQuestion(msgspec.Struct, kw_only=True, frozen=True):
    """One question. `choice` is what was chosen, "" where there was nothing to choose; `skipped` says why it was
    passed over; `left_out` says why what was said is not shown; `is_debrief` that the interviewer answered it
    afterwards.
    """

    text: str
    choice: str = ""
    skipped: str = ""
    left_out: str = ""
    is_debrief: bool = False
    lines: list[NotesLine] = msgspec.field(default_factory=list)


class NotesContent(msgspec.Struct, kw_only=True, frozen=True):
    """The notes of one interview. `left_out` are sentences on what may not be shown; `updated` is its last change,
    and the only date the document carries.
    """

    language: str
    business: str
    title: str
    who: list[str]
    when: str = ""
    how_long: str = ""
    bank: str = ""
    consent: str = ""
    interviewer: str = ""
    note_taker: str = ""
    questions: list[NotesQuestion] = msgspec.field(default_factory=list)
    left_out: list[str] = msgspec.field(default_factory=list)
    updated: datetime


def notes_content(
    view: StudyView,
    interview: Interview,
    bank_questions: Mapping[str, Question] | None,
    *,
    disclosure: Disclosure = CAREFUL,
    bank_title: str = "",
    attributes_by_key: Mapping[str, Attribute] | None = None,
    debrief: Collection[str] = (),
) -> NotesContent:
    """The notes of `interview`. Questions that are in no bank keep the words they were asked with; those whose keys
    are in `debrief` stand last.

    Answers to personal and special questions are left out unless the `disclosure` names the question's attribute (or
    its own key); words written down word for word, unless the consent covers quotes and they are wanted; everything
    that somebody said, where it is for outside the business and they have not agreed to that.
    Raises WordsWithoutConsentError.
    """
    consent = view.consent(interview.consent)
    if consent is None or not covers(consent, Scope.NOTES):
        raise WordsWithoutConsentError(_why_not(view, interview, consent))
    ground = context(view, [interview])
    if disclosure.redact and not any(_shares(interview, person, ground) for person in interview.people):
        raise WordsWithoutConsentError(_not_outside(view, interview))
    who = [called(person, view.people, view.consents, names=disclosure.naming) for person in interview.people]
    timed = any(line.at for answer in interview.answers for line in answer.lines)
    may_choose = not disclosure.redact or all(_shares(interview, person, ground) for person in interview.people)
    bank = bank_questions or {}
    questions: list[NotesQuestion] = []
    for answer in sorted(interview.answers, key=lambda answer: answer.question in debrief):
        question = bank.get(answer.question)
        asked, afterwards = _asked(question, answer), answer.question in debrief
        if _is_private(question, answer, attributes_by_key or {}, disclosure.with_attributes):
            if answer.is_answered:
                left_out = _("Left out: it is personal.")
                questions.append(NotesQuestion(text=asked, left_out=left_out, is_debrief=afterwards))
            continue
        lines = [
            _line(line, view, disclosure.naming, timed)
            for line in answer.lines
            if line.text.strip() and _why_missing(line, interview, ground, disclosure) is None
        ]
        choice = _choice(question, answer) if may_choose else ""
        skipped = clean_line(answer.why_skipped)
        if lines or choice or skipped:
            questions.append(
                NotesQuestion(text=asked, choice=choice, skipped=skipped, is_debrief=afterwards, lines=lines)
            )
    return NotesContent(
        language=interview.language or view.study.document_language,
        business=clean_line(view.study.business),
        title=_("Interview with {who}").format(who=_and(who)),
        who=[_marked(name, person, view) for name, person in zip(who, interview.people, strict=True)],
        when=moment(interview.started_at) if interview.started_at else "",
        how_long=length(interview.elapsed),
        bank=clean_line(bank_title) or interview.bank,
        consent=_consent(consent),
        interviewer=clean_line(interview.interviewer),
        note_taker=clean_line(interview.note_taker),
        questions=questions,
        left_out=_left_out(interview, ground, disclosure),
        updated=max([interview.updated, view.study.updated, consent.updated]),
    )


def _why_not(view: StudyView, interview: Interview, consent: Consent | None) -> str:
    who = _and([called(person, view.people, view.consents, names=False) for person in interview.people])
    if consent is not None and consent.withdrawn_on is not None:
        return _("{who} withdrew the consent on {day}, so these notes enter no document.").format(
            who=who, day=day(consent.withdrawn_on)
        )
    return _("{who} has not agreed to notes yet. Record the consent, and the notes can be written.").format(who=who)


def _not_outside(view: StudyView, interview: Interview) -> str:
    who = _and([called(person, view.people, view.consents, names=False) for person in interview.people])
    return _("{who} has not agreed to sharing outside the business, so these notes stay inside.").format(who=who)


def _shares(interview: Interview, person: str, ground: Context) -> bool:
    return person not in ground.real or ground.covers(interview.consent, person, Scope.SHARING)


def _marked(name: str, person_id: str, view: StudyView) -> str:
    """What somebody is called, marked where they are imagined."""
    imagined = any(person.imagined for person in view.people if person.id == person_id)
    return _("{who} (imagined {mark})").format(who=name, mark=ASSUMPTION_MARK) if imagined else name


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return names[0] if names else _("Somebody")
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _consent(consent: Consent) -> str:
    """ "notes, quotes; given on 2 Nov 2026, on the phone"."""
    scopes = ", ".join(_(label) for scope, label in _SCOPES.items() if scope in consent.scopes)
    given = _("given on {day}").format(day=day(consent.given_on))
    how = clean_line(consent.how)
    return f"{scopes}; {given}, {how}" if how else f"{scopes}; {given}"


def _is_private(
    question: Question | None, answer: Answer, attributes: Mapping[str, Attribute], wanted: Collection[str]
) -> bool:
    key = question.attribute if question is not None else ""
    if {answer.question, key} & set(wanted):
        return False
    cares = [question.care if question is not None else Care.NONE]
    cares += [attributes[each].care for each in (key, answer.question) if each in attributes]
    return any(care is not Care.NONE for care in cares)


def _asked(question: Question | None, answer: Answer) -> str:
    asked = clean_line(answer.asked_text) or (clean_line(question.text) if question is not None else "")
    if asked:
        return asked
    return _("Other notes") if answer.question == OTHER_QUESTION else clean_line(answer.question) or _("Other notes")


def _choice(question: Question | None, answer: Answer) -> str:
    if answer.known is Known.NOT_SAID:
        return _("Rather not say")
    if answer.known is Known.UNKNOWN:
        return _("Not known")
    return clean_line(_labels(question, answer.content))


def _labels(question: Question | None, content: Content) -> str:
    labels = {option.key: option.label for option in question.options} if question is not None else {}
    if isinstance(content, list):
        return ", ".join(labels.get(key, key) for key in content)
    return labels.get(content, content) if isinstance(content, str) else content_words(content)


def _line(line: Line, view: StudyView, names: bool, timed: bool) -> NotesLine:
    speaker = called(line.speaker, view.people, view.consents, names=names) if line.speaker else ""
    return NotesLine(
        text=clean_text(line.text).strip("\n"),
        at=clock(line.at) if timed else "",
        kind=line.kind,
        speaker=speaker,
        marks=[_(_MARKS[mark]) for mark in line.marks],
    )


def _why_missing(line: Line, interview: Interview, ground: Context, disclosure: Disclosure) -> Scope | str | None:
    """What whoever said a line would have to agree to before it may be shown; "unwanted" where quotes are not wanted;
    None where nothing is missing.
    """
    person = speaker_of(interview, line)
    if not ground.covers(interview.consent, person):
        return Scope.NOTES
    # Where no speaker is noted, anybody on the call can have said it.
    speakers = [person] if line.speaker else interview.people
    if disclosure.redact and not all(_shares(interview, each, ground) for each in speakers):
        return Scope.SHARING
    if line.kind is not LineKind.WORD_FOR_WORD:
        return None
    others = [each for each in speakers if each != person and each in ground.real]
    if not all(ground.covers(interview.consent, each, Scope.QUOTES) for each in (person, *others)):
        return Scope.QUOTES
    return None if disclosure.quotes else "unwanted"


def _left_out(interview: Interview, ground: Context, disclosure: Disclosure) -> list[str]:
    lines = [line for answer in interview.answers for line in answer.lines if line.text.strip()]
    missing = [_why_missing(line, interview, ground, disclosure) for line in lines]
    sentences: list[str] = []
    if n := missing.count(Scope.QUOTES):
        text = ngettext(
            "{n} line that is word for word is left out: the consent does not cover quotes.",
            "{n} lines that are word for word are left out: the consent does not cover quotes.",
            n,
        )
        sentences.append(text.format(n=n))
    if n := missing.count(Scope.NOTES):
        text = ngettext(
            "{n} line is left out: the one who said it has not agreed to notes.",
            "{n} lines are left out: those who said them have not agreed to notes.",
            n,
        )
        sentences.append(text.format(n=n))
    if n := missing.count("unwanted"):
        text = ngettext(
            "{n} line that is word for word is left out: this document shows nobody's words.",
            "{n} lines that are word for word are left out: this document shows nobody's words.",
            n,
        )
        sentences.append(text.format(n=n))
    if n := missing.count(Scope.SHARING):
        text = ngettext(
            "{n} line is left out: the one who said it has not agreed to sharing outside the business.",
            "{n} lines are left out: those who said them have not agreed to sharing outside the business.",
            n,
        )
        sentences.append(text.format(n=n))
    return sentences
