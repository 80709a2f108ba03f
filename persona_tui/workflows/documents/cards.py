"""The personas as small cards."""

from __future__ import annotations

from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import Document, Made, Plan


def plan(source: Source) -> Plan:
    """All personas in one document."""
    if not source.personas:
        return Plan(left_out=[_("There are no personas yet, so there are no cards.")])

    def make() -> Made:
        from persona_tui.exports.word.cards import write_cards

        contents = [source.sheet(persona) for persona in source.personas]
        left_out = list(dict.fromkeys(sentence for content in contents for sentence in content.left_out))
        name = source.file_name(_("Cards: {business}").format(business=source.business), _("Cards"))
        return Made(name, write_cards(contents, page=source.page, house=source.house), left_out)

    return Plan(documents=[Document(_("Cards"), make, source.language)])
