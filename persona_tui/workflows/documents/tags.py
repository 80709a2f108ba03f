"""What the owner's own template may hold."""

from __future__ import annotations

from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """The guide to the tags: the same for every study."""

    def make() -> Made:
        from persona_tui.exports.word.template_guide import template_guide

        return Made(source.file_name(_("Guide to tags"), "tags"), template_guide(), [])

    return Plan(documents=[Document(_("Guide to tags"), make, source.language)])
