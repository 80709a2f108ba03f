"""What the list of interviews says of each: in a row, and in full beside or below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content

from persona_tui.domain.consent import latest_consent
from persona_tui.domain.interviews import OTHER_QUESTION, Interview, InterviewState
from persona_tui.domain.people import Person
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coverage import PersonCoverage, coverage
from persona_tui.insights.interview_guide import is_debrief
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.interview_words import consent_words, marks_counted
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.rows import Cell
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.talks import bank_of

WAITING = (InterviewState.STARTED, InterviewState.PLANNED)
"""What a talk is that waits to be gone on with."""


class TalkRow(NamedTuple):
    """A person and one of their talks; None for none yet."""

    person: Person
    talk: InterviewSummary | None
    known: PersonCoverage

    @property
    def key(self) -> str:
        """The key of the row."""
        return f"{self.person.id}/{self.talk.id if self.talk else ''}"


def talk_rows(view: StudyView) -> list[TalkRow]:
    """Everybody in the study's order with their talks, the oldest first."""
    rows = []
    for known in coverage(view.people, view.attributes, view.values):
        talks = [talk for talk in view.interviews if known.person.id in talk.people]
        talks.sort(key=lambda talk: (talk.started_at or talk.created, talk.id))
        rows += [TalkRow(known.person, talk, known) for talk in talks] or [TalkRow(known.person, None, known)]
    return rows


def glyph(talk: InterviewSummary | None) -> str:
    """How far a talk is, in one character."""
    if talk is None:
        return "–"
    return {InterviewState.DONE: "●", InterviewState.PLANNED: "○"}.get(talk.state, "◐")


def minutes_words(talk: InterviewSummary | None) -> str:
    """How far a talk is, in words."""
    if talk is None:
        return _("none yet")
    if talk.state is InterviewState.PLANNED:
        return _("planned")
    minutes = _("{n} min").format(n=-(-talk.elapsed // 60)) if talk.elapsed else ""
    if talk.state is InterviewState.BROKEN_OFF:
        return _("broke off {minutes}").format(minutes=minutes).strip()
    if talk.state is InterviewState.STARTED:
        return _("{minutes} open").format(minutes=minutes).strip()
    return minutes or _("done")


def counts(row: TalkRow, view: StudyView) -> bool:
    """Whether the words of this row count, or there are none yet."""
    talk = row.talk
    return talk is None or not talk.has_words or row.person.imagined or view.interview_counts(talk.consent)


def row_at_hand(rows: Iterable[TalkRow], view: StudyView, person: str) -> TalkRow | None:
    """Which row of a person (an id) is to be worked on next: a talk that is going on, one that is planned, one whose
    words wait for a consent, or the first there is.
    """

    def place(row: TalkRow) -> int:
        state = row.talk.state if row.talk is not None else None
        if state in WAITING:
            return WAITING.index(state)
        return len(WAITING) + counts(row, view)

    return min((row for row in rows if row.person.id == person), key=place, default=None)


def row_cells(row: TalkRow, view: StudyView, is_next: bool) -> tuple[Cell, ...]:
    """The cells of a row."""
    talk = row.talk
    when = talk.started_at if talk is not None else None
    marks = sum(talk.marks.values()) if talk is not None else 0
    gaps = len(row.known.gaps)
    remark: Cell = (ngettext("{n} gap", "{n} gaps", gaps).format(n=gaps), "dim") if gaps else ""
    if row.person.imagined:
        remark = (_("imagined"), "dim")
    elif not counts(row, view):
        remark = _("no consent")
    return (
        f"{'▸' if is_next else ' '}{glyph(talk)}",
        (f"◇ {row.person.name}" if row.person.imagined else row.person.name, "bold"),
        (minutes_words(talk), "dim" if talk is None else ""),
        day_words(when.astimezone().date()) if when is not None else "",
        str(marks) if marks else "",
        remark,
    )


def looked_back(interview: Interview) -> bool:
    """Whether anything was noted about the talk afterwards."""
    bank, _problem = bank_of(interview)
    return any(answer.is_answered and is_debrief(bank, answer.question) for answer in interview.answers)


def row_details(row: TalkRow, view: StudyView, interview: Interview | None) -> Content:
    """Everything about one row."""
    name, talk = row.person.name, row.talk
    lines = [styled((name, "bold"))]
    if row.person.imagined:
        lines.append(styled((_("◇ Imagined: nobody to ask, and never a voice."), "$text-warning")))
        return Content("\n").join(lines)
    if talk is not None and interview is not None:
        others = [person.name for person in view.people if person.id in talk.people and person.id != row.person.id]
        bank, _problem = bank_of(interview)
        about = [part for part in (bank.title, interview.source, minutes_words(talk)) if part]
        if others:
            about.append(_("with {names}").format(names=", ".join(others)))
        if interview.interviewer:
            about.append(_("asked by {name}").format(name=clean_line(interview.interviewer)))
        if interview.note_taker and interview.note_taker != interview.interviewer:
            about.append(_("notes by {name}").format(name=clean_line(interview.note_taker)))
        lines.append(styled((" · ".join(about), MUTED)))
        if talk.state is InterviewState.BROKEN_OFF:
            again = _("It broke off. Enter opens it, F12 there takes it up again where the clock stood.")
            lines.append(styled((again, "$text-warning")))
        if talk.asked:
            put = [question for question in talk.asked if question != OTHER_QUESTION and not is_debrief(bank, question)]
            asked = ngettext("{n} question answered", "{n} questions answered", len(put)).format(n=len(put))
            noted = ngettext("{n} line of notes", "{n} lines of notes", talk.lines).format(n=talk.lines)
            lines.append(styled(f"{asked}, {noted}"))
        if talk.cues:
            pieces = ngettext("A transcript of {n} piece: ", "A transcript of {n} pieces: ", talk.cues)
            lines.append(styled(pieces.format(n=talk.cues), ("r", "bold $text-accent"), _(" reads it and marks words")))
        if talk.marks:
            lines.append(styled(marks_counted(talk.marks)))
    if talk is not None and interview is not None and talk.state is InterviewState.DONE and not looked_back(interview):
        lines.append(styled(("d", "bold $text-accent"), _(" looks back on it: stories, goals, words, what to change")))
    consent = latest_consent(row.person.id, view.consents)
    if not counts(row, view):
        lines.append(styled((_("No consent: these words don't count yet. c records it."), "$text-warning")))
    elif consent is not None or talk is not None:
        style = MUTED if consent is not None and consent.withdrawn_on is None else "$text-warning"
        lines.append(styled((consent_words(name, consent), style)))
    gaps = row.known.gaps
    if gaps:
        count = ngettext("{n} gap in what you know: ", "{n} gaps in what you know: ", len(gaps)).format(n=len(gaps))
        lines.append(styled(count, (", ".join(gap.label for gap in gaps), MUTED)))
    elif view.attributes:
        lines.append(styled((_("Everything you picked is known."), MUTED)))
    if talk is None:
        lines.append(
            styled(
                ("a", "bold $text-accent"),
                _(" plans a talk, "),
                ("t", "bold $text-accent"),
                _(" writes a text that asks for one."),
            )
        )
    return Content("\n").join(lines)
