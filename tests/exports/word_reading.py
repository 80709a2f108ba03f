"""Reading a written document as others would: its text, and what a strict reader says of it."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(document: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def paragraphs(document: bytes) -> list[str]:
    """The text of each paragraph; breaks and tabs as their characters, no-break spaces as spaces."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    found = []
    for paragraph in part(document).iter(f"{W}p"):
        pieces = [
            element.text or "" if element.tag == f"{W}t" else signs.get(element.tag, "")
            for run in paragraph.iter(f"{W}r")
            for element in run
        ]
        found.append("".join(pieces).replace("\u00a0", " "))
    return found


def strict_reader(shared_tools: Path, folder: Path) -> Callable[[bytes], list[str]]:
    """A function that says what is wrong with a document, as docx_check.py does."""
    module, schema = _tool(shared_tools / "docx_check.py")

    def check(document: bytes) -> list[str]:
        path = folder / "document.docx"
        path.write_bytes(document)
        wrong: list[str] = module.check(path, schema)
        return wrong

    return check


@cache
def _tool(path: Path) -> tuple[ModuleType, Any]:
    """The checking tool and its schema, which takes long to read."""
    spec = importlib.util.spec_from_file_location("docx_check", path)
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, module.schema()
