"""A persona on one page; or in the owner's own template."""

from __future__ import annotations

from persona_tui.domain.personas import Persona
from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source, persona_label
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """A sheet for each persona."""
    left_out = []
    if not source.personas and source.wishes.personas is None:
        left_out.append(_("There are no personas yet, so there is no sheet. Make one on the personas step."))
    return Plan(documents=[_document(source, persona) for persona in source.personas], left_out=left_out)


def _document(source: Source, persona: Persona) -> Document:
    def make() -> Made:
        from persona_tui.exports.word.sheet import write_sheet

        content = source.sheet(persona)
        name = source.file_name(persona_label(persona), _("Persona"))
        return Made(name, write_sheet(content), content.left_out)

    return Document(persona_label(persona), make, persona.language or source.language)
