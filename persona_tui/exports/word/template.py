"""A persona laid out in the owner's own template: a .docx with tags (docxtpl, Jinja in a sandbox).

What people wrote goes in as text and nothing else: it is never read as tags, and never as the document's own making.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from persona_tui.domain.errors import PlainError
from persona_tui.exports.content import SheetContent
from persona_tui.exports.word.house import House
from persona_tui.exports.word.template_context import lend, template_context
from persona_tui.exports.word.template_tags import (
    FILTERS,
    TAGS,
    Place,
    no_tags,
    shape_problems,
    tag_problems,
)
from persona_tui.exports.word.text import property_text
from persona_tui.i18n import _

if TYPE_CHECKING:
    from docx.document import Document
    from docxtpl import DocxTemplate
    from jinja2 import Environment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = ("title", "author", "subject", "keywords", "category", "comments")
_PARTS = {"header": "header", "footer": "footer", "footnotes": "footnotes"}
_LARGEST = 60_000_000


class TemplateError(PlainError):
    """A template that cannot be used; `problems` say why, each with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def check_template(template: bytes) -> list[str]:
    """What is wrong with a template, in sentences with the place of each; none where it can be used.

    Nothing is written. It is filled with an example to see that the document stays whole.
    """
    try:
        opened = _open(template)
        places = _places(opened.docx)
    except PlainError as problem:
        return [problem.sentence]
    if not any(place.tags for place in places) and not any(
        "{{" in place.text or "{%" in place.text for place in places
    ):
        reason = no_tags(places)
        how = _("Put tags such as {tag} where something is to stand; the guide to tags shows them all.")
        return [f"{reason} {how.format(tag='{{ persona.name }}')}"]
    problems = shape_problems(places)
    if problems:
        return problems
    problems = _problems_of_tags(opened, places)
    return problems or _problems_of_filling(template)


def tells_of_one(template: bytes) -> bool:
    """Whether a template is about one persona. One that goes through all of them, or tells of the study alone, is
    written once, not for each. The template is one that `check_template` found nothing wrong with.
    """
    from jinja2 import meta

    opened, environment = _open(template), _environment()
    sources = _sources(opened, _places(opened.docx))
    return any("persona" in meta.find_undeclared_variables(environment.parse(source)) for _kind, source in sources)


def fill_template(
    template: bytes,
    content: SheetContent,
    *,
    personas: Sequence[SheetContent] = (),
    house: House | None = None,
    checked: bool = False,
    title: str = "",
) -> bytes:
    """The template with one persona in it; `personas` are all of the study's, for a template that lists them.

    What may not be shown is not in the contents. The only date in the document is the study's last change. `checked`
    says that `check_template` found nothing. A document without a title of its own has `title`, or the persona's name.
    Raises TemplateError.
    """
    problems = [] if checked else check_template(template)
    if problems:
        raise TemplateError(problems)
    return _filled(template, template_context(content, personas or [content], house), content, title or content.name)


# --- opening it ------------------------------------------------------------------------------------------------


def _open(template: bytes) -> DocxTemplate:
    """The template, read. Raises PlainError for what is no Word document."""
    import zipfile

    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    refused = (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile, OSError, AttributeError)
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise PlainError(_("The template is far too large."))
        opened = _template_class()(BytesIO(template))
        opened.render_init()
        return opened
    except refused as error:
        raise PlainError(_("The template is no Word document (.docx), or it is damaged.")) from error


def _template_class() -> type[DocxTemplate]:
    """docxtpl's template, with what people wrote left as it is, and the result checked and made whole."""
    from docxtpl import DocxTemplate

    class Filled(DocxTemplate):  # type: ignore[misc]
        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
            self.current_rendering_part = part
            filled = jinja_env.from_string(_by_paragraph(src_xml)).render(context)
            return _made_whole(self.resolve_listing(_on_one_line(filled)))

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:
            """Properties are no XML here: they are set afterwards."""

    return Filled


def _by_paragraph(source: str) -> str:
    """Each paragraph on a line of its own, so that an error knows its line."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def _on_one_line(source: str) -> str:
    return re.sub(r"\n<w:p([ >])", r"<w:p\1", source)


def _made_whole(xml: str) -> str:
    """The part, after loops and conditions took things out: no table without rows, no cell without a paragraph.

    Raises lxml.etree.XMLSyntaxError where a loop or condition cut through the document.
    """
    from lxml import etree

    declared = xml.startswith("<?xml")
    tree = etree.fromstring(xml.encode() if declared else xml)
    for row in list(tree.iter(f"{_W}tr")):
        if row.find(f"{_W}tc") is None:
            _remove(row)
    for table in list(tree.iter(f"{_W}tbl")):
        if table.find(f"{_W}tr") is None:
            _remove(table)
    for cell in tree.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            etree.SubElement(cell, f"{_W}p")
    if tree.tag in (f"{_W}hdr", f"{_W}ftr") and len(tree) == 0:
        etree.SubElement(tree, f"{_W}p")
    return etree.tostring(tree, encoding="unicode")


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _environment(*, of_text: bool = False) -> Environment:
    """Jinja in a sandbox, with the filters that tags may use; what goes in is escaped, but not in plain text."""
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=not of_text, undefined=ChainableUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


# --- what is in it ---------------------------------------------------------------------------------------------


def _places(document: Document) -> list[Place]:
    """Every paragraph with a word, part by part: the text, then headers and footers, then footnotes."""
    found: list[Place] = []
    for kind, root in _roots(document):
        for paragraph in root.iter(f"{_W}p"):
            text = "".join(
                each.text or "" for each in paragraph.iter(f"{_W}t") if next(each.iterancestors(f"{_W}p")) is paragraph
            )
            if text.strip():
                in_table = next(paragraph.iterancestors(f"{_W}tbl"), None) is not None
                found.append(Place(text=text, part=kind, in_table=in_table))
    for name in _PROPERTIES:
        text = getattr(document.core_properties, name)
        if "{{" in text or "{%" in text:
            found.append(Place(text=text, part=f"property {name}"))
    return found


def _roots(document: Document) -> list[tuple[str, Any]]:
    from lxml import etree

    roots: list[tuple[str, Any]] = [("body", document.element.body)]
    parts = sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname))
    for part in parts:
        kind = re.search(r"wordprocessingml\.(header|footer|footnotes)\+xml$", part.content_type)
        if kind:
            roots.append((_PARTS[kind[1]], etree.fromstring(part.blob)))
    return roots


def _sources(opened: DocxTemplate, places: list[Place]) -> list[tuple[str, str]]:
    """Each part that may hold tags as Jinja reads it, with what it is called in its places."""
    from lxml import etree

    found = [
        (kind, _by_paragraph(opened.patch_xml(etree.tostring(root, encoding="unicode"))))
        for kind, root in _roots(opened.docx)
    ]
    return found + [(place.part, place.text) for place in places if place.part.startswith("property")]


def _problems_of_tags(opened: DocxTemplate, places: list[Place]) -> list[str]:
    from jinja2 import TemplateSyntaxError

    environment = _environment()
    problems: list[str] = []
    for kind, source in _sources(opened, places):
        own = [place for place in places if place.part == kind]
        try:
            problems += tag_problems(environment, source, own)
        except TemplateSyntaxError as error:
            problems.append(_unreadable(error, source, own))
    return list(dict.fromkeys(problems))


def _unreadable(error: Any, source: str, places: list[Place]) -> str:
    """A tag that is not written as tags are, with its place."""
    lines = source.splitlines()
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    text = " ".join(re.sub(r"<[^>]+>", "", line).split())
    place = next((each for each in places if any(tag in text for tag in each.tags)), None)
    said = place.said if place is not None else Place(text=text).said
    return _("A tag cannot be read ({place}). Compare it with the guide to tags.").format(place=said)


def _problems_of_filling(template: bytes) -> list[str]:
    """Fill it with an example, full and empty, to see that the document stays one."""
    from jinja2 import TemplateError as JinjaError
    from lxml.etree import XMLSyntaxError

    for full in (True, False):
        try:
            opened = _open(template)
            opened.render(_example(TAGS, full), _environment())
        except XMLSyntaxError:
            return [
                _(
                    "A loop or a condition begins in one place of the document and ends in another. Write "
                    "its beginning and its end into paragraphs of their own ({paragraph}), or into rows of their "
                    "own ({row})."
                ).format(paragraph="{%p for … %}", row="{%tr for … %}")
            ]
        except (JinjaError, TypeError, ValueError, ArithmeticError) as error:
            return [_("The template cannot be filled: {reason}.").format(reason=str(error).rstrip("."))]
    return []


def _example(of: Any, full: bool) -> Any:
    """A value of a type."""
    if isinstance(of, dict):
        return {key: _example(part, full) for key, part in of.items()}
    if isinstance(of, list):
        return [_example(of[0], full) for _each in range(2)] if full else []
    return {"number": 2 if full else 0, "yes or no": full, "picture": ""}.get(of, "Text" if full else "")


# --- filling it ------------------------------------------------------------------------------------------------


def _filled(template: bytes, context: dict[str, Any], content: SheetContent, title: str) -> bytes:
    from jinja2 import TemplateError as JinjaError
    from lxml.etree import XMLSyntaxError

    from persona_tui.exports.word.document import to_bytes

    opened = _open(template)
    lend(context, opened)
    try:
        opened.render(context, _environment())
        # What some programs leave out, and a strict reader asks for.
        for zoom in opened.docx.settings.element.iter(f"{_W}zoom"):
            zoom.set(f"{_W}percent", zoom.get(f"{_W}percent", "100"))
        _set_properties(opened.docx, context, content, title)
    except (JinjaError, XMLSyntaxError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateError(
            [_("The template cannot be filled: {reason}.").format(reason=str(error).rstrip("."))]
        ) from error
    return to_bytes(opened.docx)


def _set_properties(document: Document, context: dict[str, Any], content: SheetContent, title: str) -> None:
    from datetime import UTC

    core = document.core_properties
    environment = _environment(of_text=True)
    has_tags = "{{" in core.title or "{%" in core.title
    for name in _PROPERTIES:
        text = getattr(core, name)
        if "{{" in text or "{%" in text:
            setattr(core, name, property_text(environment.from_string(text).render(context)))
    if not has_tags or not core.title:
        core.title = property_text(title) or _("Persona")
    if core.author in ("", "python-docx"):
        core.author = property_text(content.business) or "persona-tui"
    core.last_modified_by = core.author
    core.created = core.modified = content.updated.astimezone(UTC).replace(tzinfo=None)
    core.revision = 1
