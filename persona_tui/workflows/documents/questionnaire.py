"""A question bank as a form that a customer fills in."""

from __future__ import annotations

from persona_tui.banks.consent_wording import load_consent_wording
from persona_tui.banks.form_fields import form_code
from persona_tui.exports.redaction import redacted
from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """The form of the bank that is wanted."""
    bank = source.bank()

    def make() -> Made:
        from persona_tui.exports.word.questionnaire import write_questionnaire

        content = write_questionnaire(
            redacted(bank, source.redactor),
            attributes=redacted(source.view.attributes, source.redactor),
            wording=load_consent_wording(bank.language),
            business=source.business,
            language=bank.language,
            changed=source.changed,
            special=list(source.view.study.special_purposes),
            house=source.house,
            code=form_code(bank),
        )
        name = source.file_name(_("Questionnaire: {bank}").format(bank=bank.title), _("Questionnaire"))
        return Made(name, content, [])

    return Plan(documents=[Document(_("Questionnaire: {bank}").format(bank=bank.title), make, bank.language)])
