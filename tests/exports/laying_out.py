"""Laying documents out with LibreOffice, all in one go, and reading the pages back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.exports.word_reading import paragraphs

_PROGRAMS = ("soffice", "pdftotext")
_SIGNS = "◇“”…<>{}&"
_SECONDS_EACH = 20


def need_programs() -> None:
    """Skip the test where LibreOffice or poppler is missing; in CI they must be there."""
    missing = [name for name in _PROGRAMS if shutil.which(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)} is missing, and CI must have it")
    if missing:
        pytest.skip(f"{', '.join(missing)} is not here")


def lay_out(documents: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The text of each page of each document, as LibreOffice sets it. What does not fit into its row is not there."""
    need_programs()
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(document)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in documents),
        ],
        check=True,
        capture_output=True,
        timeout=60 + _SECONDS_EACH * len(documents),
    )
    return {name: _pages(folder / f"{name}.pdf") for name in documents}


def not_on_the_page(document: bytes, pages: list[str]) -> dict[str, int]:
    """Letters and signs of the document that its pages do not show, and how often. Their order is not looked at: a
    sign from another font stands on a line of its own in the PDF's text.
    """
    return dict(_letters("\n".join(paragraphs(document))) - _letters("".join(pages)))


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum() or letter in _SIGNS)


def _pages(pdf: Path) -> list[str]:
    read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return read.stdout.decode("utf-8").split("\f")[:-1]
