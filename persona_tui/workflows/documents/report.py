"""The whole study for colleagues."""

from __future__ import annotations

from persona_tui.exports.redaction import redacted
from persona_tui.exports.report_content import ReportContent, report_content
from persona_tui.i18n import _
from persona_tui.insights.grounds import context
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan
from persona_tui.workflows.lookups import transcripts_of


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
    content = report_content(
        source.view,
        source.personas,
        [source.sheet(persona) for persona in source.personas],
        talks,
        attributes_by_key=source.attributes,
        questions=source.questions_of(talks),
        disclosure=source.wishes.disclosure,
        bank_titles=banks,
        ground=context(source.view, talks, transcripts_of(source.session, talks)),
    )
    return redacted(content, source.redactor)
