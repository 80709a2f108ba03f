"""A persona on one page; or in the owner's own template."""

from __future__ import annotations

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona, PersonaKind
from persona_tui.exports.content import SheetContent
from persona_tui.exports.word.layouts import Layout
from persona_tui.i18n import _
from persona_tui.workflows.documents.source import Source, persona_label
from persona_tui.workflows.documents.wishes import Document, Made, Plan
from persona_tui.workflows.templates import read_template


def plan(source: Source) -> Plan:
    """A sheet for each persona, in the layout or the template that is wanted. Raises PlainError for a layout that there
    is not, and for a template that cannot be used.
    """
    left_out = []
    if not source.personas and source.wishes.personas is None:
        left_out.append(_("There are no personas yet, so there is no sheet. Make one on the personas step."))
    if source.wishes.template is not None:
        return Plan(documents=_in_own_template(source, read_template(source.wishes.template)), left_out=left_out)
    layout = _layout(source.wishes.layout)
    documents = [_document(source, persona, layout or _usual(persona)) for persona in source.personas]
    return Plan(documents=documents, left_out=left_out)


def _usual(persona: Persona) -> Layout:
    """Whom the business does not want is shown as that, unless another layout is named."""
    return Layout.NOT_A_FIT if persona.kind is PersonaKind.NEGATIVE else Layout.SIMPLE


def _layout(key: str) -> Layout | None:
    """The layout that is named, None for none."""
    try:
        return Layout(key.replace("-", "_")) if key else None
    except ValueError:
        known = ", ".join(layout.value.replace("_", "-") for layout in Layout)
        raise PlainError(_("There is no layout “{key}”. There are: {known}.").format(key=key, known=known)) from None


def _document(source: Source, persona: Persona, layout: Layout) -> Document:
    def make() -> Made:
        from persona_tui.exports.word.sheet import write_sheet

        content = source.sheet(persona)
        name = source.file_name(persona_label(persona), _("Persona"))
        comments = bool(source.wishes.comments)
        made = write_sheet(content, layout=layout, page=source.page, house=source.house, comments=comments)
        return Made(name, made, content.left_out + (content.held_back if comments else []))

    return Document(persona_label(persona), make, persona.language or source.language)


def _in_own_template(source: Source, template: bytes) -> list[Document]:
    """One for each persona, or one alone where the template goes through all of them."""
    from persona_tui.exports.word.template import tells_of_one

    if not source.personas or tells_of_one(template):
        return [_filled(source, persona, template) for persona in source.personas]
    return [_filled_once(source, template)]


def _filled(source: Source, persona: Persona, template: bytes) -> Document:
    def make() -> Made:
        content = source.sheet(persona)
        name = source.file_name(persona_label(persona), _("Persona"))
        return Made(name, _in_template(source, content, template), content.left_out + content.held_back)

    return Document(persona_label(persona), make, persona.language or source.language)


def _filled_once(source: Source, template: bytes) -> Document:
    def make() -> Made:
        sheets = source.all_sheets
        title = _("Personas of {business}").format(business=source.business) if source.business else _("Personas")
        left_out = dict.fromkeys(line for sheet in sheets for line in (*sheet.left_out, *sheet.held_back))
        made = _in_template(source, sheets[0], template, title)
        return Made(source.file_name(title, _("Personas")), made, list(left_out))

    return Document(_("All personas"), make, source.language)


def _in_template(source: Source, content: SheetContent, template: bytes, title: str = "") -> bytes:
    from persona_tui.exports.word.redacting import redacted_package
    from persona_tui.exports.word.template import fill_template

    made = fill_template(template, content, personas=source.all_sheets, house=source.house, checked=True, title=title)
    return redacted_package(made, source.redactor)
