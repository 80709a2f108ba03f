"""The notes of an interview."""

from __future__ import annotations

from persona_tui.domain.consent import Consent
from persona_tui.domain.interviews import Interview
from persona_tui.domain.questions import Phase
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import NotesContent, WordsWithoutConsentError, notes_content
from persona_tui.exports.redaction import redacted
from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """The notes of each interview whose words may be written, and a sentence for each whose may not."""
    found = Plan()
    with_words = {talk.id for talk in source.view.interviews if talk.has_words}
    for talk in source.talks:
        if not any(answer.is_answered for answer in talk.answers):
            if talk.id in with_words:
                found.left_out.append(
                    _("The interview with {who} has a transcript, and no notes to write.").format(
                        who=_names(source, talk)
                    )
                )
            continue
        if source.view.interview_counts(talk.consent):
            _add(found, source, talk)
        else:
            found.left_out.append(_why_not(source, talk, source.view.consent(talk.consent)))
    if not found.documents and not found.left_out and "notes" in source.wishes.kinds:
        found.left_out.append(_("There are no notes of interviews yet."))
    return found


def _add(found: Plan, source: Source, talk: Interview) -> None:
    try:
        told(source, talk)
    except WordsWithoutConsentError as why_not:
        who = _names(source, talk)
        found.left_out.append(_("The interview with {who} is left out: {why}").format(who=who, why=why_not.sentence))
    else:
        found.documents.append(_document(source, talk))


def told(source: Source, talk: Interview) -> NotesContent:
    bank = source.bank_of(talk)
    sections = bank.sections if bank is not None else ()
    content = notes_content(
        source.view,
        talk,
        source.questions_of([talk]),
        disclosure=source.wishes.disclosure,
        bank_title=bank.title if bank is not None else "",
        attributes_by_key=source.attributes,
        debrief={each.key for part in sections if part.phase is Phase.DEBRIEF for each in part.questions},
    )
    return redacted(content, source.naming)


def _document(source: Source, talk: Interview) -> Document:
    def make() -> Made:
        from persona_tui.exports.word.notes import write_notes

        content = told(source, talk)
        name = source.file_name(content.title, _("Interview"))
        return Made(name, write_notes(content, paper=source.wishes.paper, house=source.house), content.left_out)

    label = _("Interview with {who}").format(who=_names(source, talk))
    return Document(label, make, talk.language or source.language)


def _why_not(source: Source, talk: Interview, consent: Consent | None) -> str:
    who = _names(source, talk)
    if consent is not None and consent.withdrawn_on is not None:
        return _("The interview with {who} is left out: the consent was withdrawn.").format(who=who)
    return _("The interview with {who} is left out: no consent to notes is recorded.").format(who=who)


def _names(source: Source, talk: Interview) -> str:
    people = (source.session.person(person) for person in talk.people)
    return ", ".join(clean_line(person.name) for person in people if person is not None) or _("somebody")
