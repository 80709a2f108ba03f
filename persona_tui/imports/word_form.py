"""A form that a customer filled in and sent back: what stands in which field.

The file may come from Word, from LibreOffice, or have been through several programs. What counts is the bookmarks
(`banks/form_fields.py`); controls, where they are left, say whether a field is empty and what was chosen.
"""

from __future__ import annotations

import zipfile
import zlib
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from persona_tui.banks.form_fields import FORM, FormCode, find_code
from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.imports.text_files import cannot_read
from persona_tui.imports.word_form_text import FormField, FormText, TextOutside

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LARGEST_PART = 60_000_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


class FilledForm(msgspec.Struct, kw_only=True):
    """A whole form. `said` holds the texts of ours, by the names of their bookmarks."""

    code: FormCode
    fields: dict[str, FormField]
    said: dict[str, str]
    outside: tuple[TextOutside, ...] = ()
    saved_on: date | None = None

    def lines(self, name: str) -> tuple[str, ...]:
        """What was written into a field."""
        field = self.fields.get(name)
        return field.lines if field is not None else ()

    def is_ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        field = self.fields.get(name)
        return field is not None and field.ticked is True


def read_form(path: Path) -> FilledForm:
    """Read a filled form. Raises PlainError: no such file, no Word document, or none of our forms."""
    document, core = _parts(path)
    walk = FormText()
    walk.through(document)
    code = find_code(walk.text_of(FORM)) or find_code(walk.all_text())
    if code is None:
        raise PlainError(
            _("{file} is not a form of this program: the code at its end is missing.").format(file=path.name)
        )
    if not walk.field_names:
        raise PlainError(
            _(
                "{file} has lost its fields: the program that saved it keeps none. Ask for it from Word or "
                "LibreOffice, or take the answers over by hand."
            ).format(file=path.name)
        )
    return FilledForm(
        code=code,
        fields=walk.fields(),
        said=walk.said(),
        outside=tuple(walk.outside()),
        saved_on=_saved_on(core),
    )


# --- the file --------------------------------------------------------------------------------------------------


def _parts(path: Path) -> tuple[ElementTree.Element, bytes]:
    try:
        if path.is_dir():
            raise IsADirectoryError(path)
        with path.open("rb") as file:
            head = file.read(5)
        if head[:4] == _OLD_WORD:
            raise PlainError(
                _("{file} is an old Word document, or has a password. Save it as .docx without one.").format(
                    file=path.name
                )
            )
        if head == b"%PDF-":
            raise PlainError(_("{file} is a PDF. Ask for the Word document itself.").format(file=path.name))
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "word/document.xml" not in names:
                is_odt = "content.xml" in names
                sentence = (
                    _("{file} is an OpenDocument text. Open it in LibreOffice and save it as a Word document (.docx).")
                    if is_odt
                    else _("{file} is no Word document.")
                )
                raise PlainError(sentence.format(file=path.name))
            if package.getinfo("word/document.xml").file_size > _LARGEST_PART:
                raise PlainError(_("{file} is far too large for a form.").format(file=path.name))
            content = package.read("word/document.xml")
            has_core = "docProps/core.xml" in names
            core = package.read("docProps/core.xml") if has_core else b""
        return ElementTree.fromstring(content.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())), core
    except PlainError:
        raise
    except IsADirectoryError as error:
        raise PlainError(_("{file} is a folder; name the form in it.").format(file=path.name)) from error
    except OSError as error:
        raise cannot_read(path, error) from error
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ValueError, RuntimeError, EOFError) as error:
        raise PlainError(
            _("{file} is no Word document, or it is damaged. Ask for it once more.").format(file=path.name)
        ) from error


def _saved_on(core: bytes) -> date | None:
    try:
        found = ElementTree.fromstring(core).find(_MODIFIED) if core else None
        return date.fromisoformat((found.text or "")[:10]) if found is not None else None
    except (ElementTree.ParseError, ValueError):
        return None
