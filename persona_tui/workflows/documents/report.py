"""The whole study for colleagues."""

from __future__ import annotations

from persona_tui.domain.personas import PersonaKind
from persona_tui.exports.redaction import redacted
from persona_tui.exports.report_content import ReportContent, report_content
from persona_tui.i18n import _
from persona_tui.insights.grounds import context
from persona_tui.insights.pattern_words import how_it_was_weighed, luck_words, only_luck
from persona_tui.workflows.documents.source import Source, persona_label
from persona_tui.workflows.documents.wishes import Document, Made, Plan
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.patterns import patterns_of

_MOST_PEOPLE = 40
"""Beyond so many, holding groups against luck takes too long for a document."""


def plan(source: Source) -> Plan:
    """One report on all personas that are wanted."""
    if not source.personas:
        return Plan(left_out=[_("There are no personas yet, so there is no report. Make one on the personas step.")])

    def make() -> Made:
        from persona_tui.exports.word.report import write_report

        content = report_of(source)
        comments = source.wishes.comments is not False
        made = write_report(content, paper=source.wishes.paper, house=source.house, comments=comments)
        name = source.file_name(_("Report: {business}").format(business=source.business), _("Report"))
        return Made(name, made, content.left_out)

    return Plan(documents=[Document(_("Report"), make, source.language)])


def report_of(source: Source) -> ReportContent:
    """What the report says."""
    talks = source.session.interviews_of()
    banks = {talk.bank: bank.title for talk in talks if (bank := source.bank_of(talk)) is not None}
    luck, together = _luck(source)
    content = report_content(
        source.view,
        source.personas,
        [source.sheet(persona) for persona in source.personas],
        talks,
        attributes_by_key=source.attributes,
        questions=source.questions_of(talks),
        disclosure=source.wishes.disclosure,
        bank_titles=banks,
        luck=luck,
        together=together,
        ground=context(source.view, talks, transcripts_of(source.session, talks)),
    )
    return redacted(content, source.naming)


def _luck(source: Source) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """Whether luck could have made the groups behind the personas, in sentences, and on how many of how many things
    that count the people of a persona (id) stand together; nothing where nobody is mapped.
    """
    real = source.view.real_people
    said: list[str] = []
    together: dict[str, tuple[int, int]] = {}
    if not source.view.variables or not 3 <= len(real) <= _MOST_PEOPLE:
        return said, together
    for negative in sorted({persona.kind is PersonaKind.NEGATIVE for persona in source.personas}):
        found = patterns_of(source.session, negative=negative)
        groups = {frozenset(candidate.people): candidate for candidate in found.patterns.candidates}
        for persona in source.personas:
            candidate = groups.get(frozenset(set(persona.people) & {person.id for person in real}))
            if candidate is None or (persona.kind is PersonaKind.NEGATIVE) is not negative:
                continue
            if not candidate.middle:
                together[persona.id] = len(candidate.shared), len(found.patterns.units)
            said.append(
                _("{name}: {luck}.").format(name=persona_label(persona), luck=luck_words(candidate, found.patterns))
            )
        if said:
            said.append(how_it_was_weighed(found.patterns))
    return [*said, only_luck()] if said else [], together
