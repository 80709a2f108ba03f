"""The same study gives the same documents, and a changed word changes only what it should."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec

from persona_tui.exports.content import notes_content
from persona_tui.exports.pictures import without_metadata
from persona_tui.exports.word.notes import write_notes
from persona_tui.exports.word.report import write_report
from tests.exports.export_samples import ANNA, small_picture, view
from tests.exports.report_samples import report


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_report_gives_the_same_bytes_in_another_run() -> None:
    script = (
        "import hashlib; from tests.exports.report_samples import report;"
        "from persona_tui.exports.word.report import write_report;"
        "print(hashlib.sha256(write_report(report())).hexdigest())"
    )
    import hashlib

    root = Path(__file__).parents[2]
    again = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert again.stdout.strip() == hashlib.sha256(write_report(report())).hexdigest()


def test_a_changed_claim_changes_the_text_and_nothing_else() -> None:
    content = report()
    [first, *rest] = content.personas
    [part, *others] = first.parts
    [claim, *more] = part.claims
    changed = msgspec.structs.replace(claim, claim=msgspec.structs.replace(claim.claim, text="Another claim"))
    part = msgspec.structs.replace(part, claims=[changed, *more])
    first = msgspec.structs.replace(first, parts=[part, *others])
    before = _parts(write_report(content))
    after = _parts(write_report(msgspec.structs.replace(content, personas=[first, *rest])))
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_changed_answer_changes_one_paragraph_of_the_notes() -> None:
    content = notes_content(view(), ANNA, None)
    [question] = content.questions
    lines = [msgspec.structs.replace(question.lines[0], text="Something else."), *question.lines[1:]]
    question = msgspec.structs.replace(question, lines=lines)
    before = _parts(write_notes(content))
    after = _parts(write_notes(msgspec.structs.replace(content, questions=[question])))
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    old, new = (each["word/document.xml"].split(b"</w:p>") for each in (before, after))
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


def test_a_picture_leaves_what_cameras_and_programs_wrote_into_it() -> None:
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Anna de Wit")
    told.add_itxt("Comment", "taken in Utrecht")
    plain = Image.open(BytesIO(small_picture()))
    with_words, photo = BytesIO(), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Anna de Wit"
    plain.save(with_words, "PNG", pnginfo=told, exif=exif)
    plain.convert("RGB").save(photo, "JPEG", exif=exif)
    for picture in (with_words.getvalue(), photo.getvalue()):
        assert b"Anna" in picture
        clean = without_metadata(picture)
        assert b"Anna" not in clean and b"Utrecht" not in clean
        assert Image.open(BytesIO(clean)).size == plain.size
    assert without_metadata(small_picture()) == without_metadata(without_metadata(small_picture()))
