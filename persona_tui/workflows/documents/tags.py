"""What the owner's own template may hold."""

from __future__ import annotations

from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """The guide to the tags, in the looks of the business."""

    def make() -> Made:
        from persona_tui.exports.word.template_guide import template_guide

        content = template_guide(
            language=source.language, business=source.business, changed=source.changed, house=source.house
        )
        return Made(source.file_name(_("Guide to tags"), "tags"), content, [])

    return Plan(documents=[Document(_("Guide to tags"), make, source.language)])
