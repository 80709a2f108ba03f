"""A question bank as an interview guide."""

from __future__ import annotations

from persona_tui.exports.redaction import redacted
from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """The guide of the bank that is wanted."""
    bank = source.bank()

    def make() -> Made:
        from persona_tui.exports.word.guide import write_guide

        content = write_guide(
            redacted(bank, source.redactor),
            language=bank.language,
            business=source.business,
            changed=source.changed,
            house=source.house,
        )
        return Made(source.file_name(_("Guide: {bank}").format(bank=bank.title), _("Guide")), content, [])

    return Plan(documents=[Document(_("Guide: {bank}").format(bank=bank.title), make, bank.language)])
