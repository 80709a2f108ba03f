"""Forms filled in as Word fills them in, and saved as LibreOffice saves them."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from persona_tui.banks.consent_wording import load_consent_wording
from persona_tui.banks.form_fields import without_hint
from persona_tui.banks.reader import load_bank
from persona_tui.domain.attributes import Attribute
from persona_tui.domain.questions import QuestionBank

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHANGED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

Filling = Mapping[str, str | bool]
"""What is done to each field, by its name: a text typed or chosen, a box ticked."""


def empty_form(
    bank: QuestionBank | None = None, attributes: Sequence[Attribute] = (), special: Sequence[str] = ()
) -> bytes:
    """The form of a bank: the full hour with a customer, unless another is given."""
    from persona_tui.exports.word.questionnaire import write_questionnaire

    return write_questionnaire(
        bank or load_bank("people-hour"),
        attributes=attributes,
        wording=load_consent_wording(),
        business="Standing Desk Co.",
        language="en",
        changed=CHANGED,
        special=special,
    )


def filled_in_word(form: bytes, filling: Filling) -> bytes:
    """The form as Word saves it when these fields were filled in: a text is a run without the placeholder's style, a
    choice leaves its value, a ticked box another sign; each Enter in a field begins a paragraph where the field is
    alone in its own.
    """
    document = _part(form, "word/document.xml")
    for control in list(document.iter(f"{W}sdt")):
        name = field_of(control)
        if name in filling:
            _fill(control, filling[name])
    return with_part(form, "word/document.xml", etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def field_of(control: Any) -> str:
    """The name of the field that a control is."""
    return without_hint(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"))[0]


def _fill(control: Any, filled: str | bool) -> None:
    properties = control.find(f"{W}sdtPr")
    content = control.find(f"{W}sdtContent")
    if isinstance(filled, bool):
        properties.find(f"{W14}checkbox/{W14}checked").set(f"{W14}val", "1" if filled else "0")
        next(content.iter(f"{W}t")).text = "☒" if filled else "☐"
        return
    for shown in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(shown)
    for choices in properties.findall(f"{W}dropDownList"):
        values = {item.get(f"{W}displayText"): item.get(f"{W}value") for item in choices}
        choices.set(f"{W}lastValue", values[filled])
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, f"{W}r")
    for number, line in enumerate(filled.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        words = etree.SubElement(run, f"{W}t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def with_paragraphs(form: bytes, name: str, lines: Sequence[str]) -> bytes:
    """The form as Word saves it when somebody pressed Enter in a field: the control holds whole paragraphs, and its
    bookmark stands around it.
    """
    document = _part(form, "word/document.xml")
    control = next(each for each in document.iter(f"{W}sdt") if field_of(each) == name)
    for shown in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        shown.getparent().remove(shown)
    paragraph = control.getparent()
    start, end = control.getprevious(), control.getnext()
    properties = paragraph.find(f"{W}pPr")
    content = control.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    for line in lines:
        inner = etree.SubElement(content, f"{W}p")
        inner.append(etree.fromstring(etree.tostring(properties)))
        etree.SubElement(etree.SubElement(inner, f"{W}r"), f"{W}t").text = line
    body, at = paragraph.getparent(), paragraph.getparent().index(paragraph)
    body.remove(paragraph)
    for element in reversed((start, control, end)):
        body.insert(at, element)
    return with_part(form, "word/document.xml", etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def without_tags(form: bytes) -> bytes:
    """The form as a program leaves it that drops what it does not know: tags and titles are gone."""
    document = _part(form, "word/document.xml")
    for tag in ("tag", "alias"):
        for element in list(document.iter(f"{W}{tag}")):
            element.getparent().remove(element)
    return with_part(form, "word/document.xml", etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def with_part(document: bytes, name: str, content: bytes) -> bytes:
    """The document with one part replaced."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, content if each == name else source.read(each))
    return written.getvalue()


def _part(document: bytes, name: str) -> Any:
    with zipfile.ZipFile(BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def saved_by_libreoffice(files: Sequence[Path], ending: str, folder: Path) -> list[Path]:
    """The files, opened and saved by LibreOffice in one go. Skips where it is not installed; CI must have it."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and CI must have it")
        pytest.skip("LibreOffice is not here")
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder.parent / "libreoffice").resolve().as_uri()
    subprocess.run(
        [program, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", ending, "--outdir",
         str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / f"{file.stem}.{ending}" for file in files]
