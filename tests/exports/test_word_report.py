"""The report as a Word document."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.report_content import ReportContent
from persona_tui.exports.report_content_compare import ChannelRow
from persona_tui.exports.word.charts import channel_row
from persona_tui.exports.word.house import PLAIN
from persona_tui.exports.word.papers import Paper
from persona_tui.exports.word.report import write_report
from tests.exports.report_samples import REPORTS, report
from tests.exports.word_reading import W, paragraphs, part, strict_reader


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("comments", [True, False])
def test_a_strict_reader_finds_nothing_wrong(name: str, comments: bool, shared_tools: Path, tmp_path: Path) -> None:
    document = write_report(REPORTS[name], comments=comments, paper=Paper.LETTER if comments else Paper.A4)
    assert strict_reader(shared_tools, tmp_path)(document) == []


def test_the_contents_are_there_with_their_pages_before_anybody_asks() -> None:
    document = write_report(report())
    entries = [text for text in paragraphs(document) if re.fullmatch(r".+\t\d+", text)]
    assert entries[0] == "Who was asked, and how\t2"
    assert {"Side by side", "Kitchen-table Kim", "Moving Max", "What contradicts", "Who said what"} <= {
        entry.split("\t")[0] for entry in entries
    }
    settings = part(document, "word/settings.xml")
    assert not list(settings.iter(f"{W}updateFields"))
    assert not [field for field in part(document).iter(f"{W}fldChar") if field.get(f"{W}dirty")]


def test_every_reference_leads_to_a_bookmark_that_says_the_same() -> None:
    body = part(write_report(report()))
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    codes = [(code.text or "").split() for code in body.iter(f"{W}instrText")]
    assert {code[1] for code in codes if code[0] in ("REF", "PAGEREF")} <= set(names)
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= set(names)
    assert {code[0] for code in codes} == {"TOC", "PAGEREF", "REF", "SEQ"}


def test_every_claim_carries_its_evidence_in_the_margin_and_in_the_appendix() -> None:
    document = write_report(report())
    comments = ["".join(each.itertext()) for each in part(document, "word/comments.xml").iter(f"{W}comment")]
    assert len(comments) == 4
    assert any("2 of 3" in text or "2 of 2" in text for text in comments)
    assert any("Against: Customer 2" in text for text in comments)
    assert any("nobody has said so yet" in text for text in comments)
    said = "\n".join(paragraphs(document))
    assert "“My back hurt every single evening, and I told nobody.”" in said
    assert "2 Nov 2026, 11:52" in said
    assert "no random sample" in said


def test_without_quotes_nobodys_words_stand_anywhere() -> None:
    document = write_report(report(Disclosure(quotes=False)))
    everything = "\n".join([*paragraphs(document), "".join(part(document, "word/comments.xml").itertext())])
    assert "My back hurt" not in everything and "wobbled" not in everything and "wobbles when typing" not in everything
    assert "2 Nov 2026, 11:52" in everything


def test_captions_are_numbered_and_headings_are_in_order() -> None:
    body = part(write_report(report()))
    captions = [code.text.strip() for code in body.iter(f"{W}instrText") if code.text.strip().startswith("SEQ")]
    assert len(captions) >= 4
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    assert styles.count("Title") == 1 and styles.count("Heading1") >= 8


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_pages_are_those_that_a_program_lays_out(tmp_path: Path) -> None:
    documents = {name: write_report(REPORTS[name]) for name in ("usual", "long", "hostile")}
    documents["many chapters"] = write_report(_with_chapters(24), paper=Paper.LETTER)
    for name, document in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(document)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, *(tmp_path / f"{name}.docx" for name in documents)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    for name, document in documents.items():
        text = subprocess.run(["pdftotext", "-layout", tmp_path / f"{name}.pdf", "-"], check=True, capture_output=True)
        pages = text.stdout.decode().split("\f")[:-1]
        footer = part(document, "word/footer1.xml")
        counted = [each.text for each in footer.iter(f"{W}t") if (each.text or "").isdigit()]
        assert counted[-1] == str(len(pages)), name
        entries = [entry.rsplit("\t", 1) for entry in paragraphs(document) if re.fullmatch(r"[^\t]+\t\d+", entry)]
        if name in ("usual", "long", "many chapters"):
            for title, page in entries:
                assert title in pages[int(page) - 1], (name, title, page)


def _with_chapters(n: int) -> ReportContent:
    """A report whose contents are longer than the cover."""
    content = report()
    first = content.personas[1]
    personas = []
    for number in range(1, n + 1):
        sheet = msgspec.structs.replace(first.sheet, name=f"Persona called {number}", face_png=None)
        claims = [
            msgspec.structs.replace(claim, number=f"{number}.{place}", bookmark=f"claim_{number}_{place}")
            for place, claim in enumerate(first.claims, start=1)
        ]
        parts = [msgspec.structs.replace(first.parts[0], claims=claims)]
        personas.append(msgspec.structs.replace(first, sheet=sheet, parts=parts))
    return msgspec.structs.replace(content, personas=personas)


def test_whoever_uses_a_channel_besides_is_counted_in_words_as_well() -> None:
    row = ChannelRow(label="In person", first=[1, 2, 0], used=[1, 0, 1])
    said = ["".join(run.text for run in box.words[0].runs) for box in channel_row(row, [3, 3, 2], PLAIN)[1:]]
    assert said == ["●○  1 of 3 prefers it, 1 more uses it", "●●  2 of 3 prefer it", "○  1 of 2 uses it"]
