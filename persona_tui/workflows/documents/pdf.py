"""Documents as PDF, by the LibreOffice that is installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_LONGEST = 60
"""Seconds for the first document; each further one may take a tenth of it."""


_DATE = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}([^)]*)\)")
_IDS = re.compile(rb"/ID ?\[[^\]]*\]\s*(?:/DocChecksum ?/[0-9A-F]+)?")
_HEX = re.compile(rb"[0-9A-F]{32}")


class NoPdfError(PlainError):
    """No PDF could be made; the Word documents are there."""


def office_program() -> str | None:
    """The program that lays documents out, or None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(documents: Mapping[str, bytes], changed: datetime) -> dict[str, bytes]:
    """Each document (name without an ending → .docx bytes) as a PDF of the moment `changed`. Raises NoPdfError."""
    program = office_program()
    if program is None:
        raise NoPdfError(_("No PDF was made: LibreOffice is not installed. Install it, or save as PDF in Word."))
    with tempfile.TemporaryDirectory(prefix="persona-tui-") as scratch:
        numbered = {str(number): content for number, content in enumerate(documents.values())}
        sources = []
        for name, content in numbered.items():
            path = Path(scratch, f"{name}.docx")
            path.write_bytes(content)
            sources.append(str(path))
        command = [program, f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", scratch, *sources]
        try:
            subprocess.run(
                command,
                check=True,
                env={**os.environ, "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST * (1 + len(sources) / 10),
            )
            made = {name: Path(scratch, f"{number}.pdf").read_bytes() for number, name in enumerate(documents)}
            return {name: _of_that_moment(content, changed) for name, content in made.items()}
        except (OSError, subprocess.SubprocessError) as error:
            raise NoPdfError(
                _("No PDF was made: LibreOffice could not lay the documents out. The Word documents are there.")
            ) from error


def _of_that_moment(pdf: bytes, changed: datetime) -> bytes:
    """The PDF with the study's last change in the place of today, and an id that is the same each time."""
    moment = f"{changed.astimezone(UTC):%Y%m%d%H%M%S}".encode()
    dated = _DATE.sub(lambda found: (found[1] + moment + b"Z)").ljust(len(found[0])), pdf)
    named = _IDS.sub(lambda found: re.sub(rb"[0-9A-F]", b"0", found[0]), dated)
    digest = hashlib.sha256(named).hexdigest().upper().encode()
    return _IDS.sub(lambda found: _HEX.sub(lambda old: digest[: len(old[0])], found[0]), named)
